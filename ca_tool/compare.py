"""Sessions side by side: measures in rows, sessions in columns grouped by phase.

Values only. A cell is a :class:`~ca_tool.measures.table.Row`, so it still knows its cases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.measures import Row, measure_session
from ca_tool.measures.intervals import newcombe
from ca_tool.project import Session

NEWCOMBE = "Newcombe 95%, assumes independent instances"


class Key(NamedTuple):
    """What a row of the comparison is about."""

    measure: str
    variant: str
    participant: str
    other: str


class Column(NamedTuple):
    """One session (and coder) as a column."""

    session: str
    coder: str
    title: str
    phase: str
    activity: str
    sampling: str
    silence_method: str
    profile: str
    people: int

    @property
    def heading(self) -> str:
        """How it is named: the session's title, else its id."""
        return self.title or self.session


class Difference(NamedTuple):
    """How much a number changes from one session to another: *second* minus *first*.

    ``low`` and ``high`` are ``None`` where the number is no proportion.
    """

    value: float
    low: float | None = None
    high: float | None = None
    method: str = ""


@dataclass(frozen=True)
class Comparison:
    """The table of a comparison.

    Attributes
    ----------
    columns
        Sessions, those of one phase together, phases in order of first appearance.
    cells
        Row of the comparison → one cell per column; ``None`` where a session has no such number.
    warnings
        Why some of the sessions cannot simply be compared, in plain words.
    """

    columns: tuple[Column, ...]
    cells: Mapping[Key, tuple[Row | None, ...]]
    warnings: tuple[str, ...] = ()

    @cached_property
    def phases(self) -> tuple[tuple[str, int], ...]:
        """Phases in order with the number of their columns: the grouped header."""
        spans: dict[str, int] = {}
        for column in self.columns:
            spans[column.phase] = spans.get(column.phase, 0) + 1
        return tuple(spans.items())

    def difference(self, key: Key, first: int, second: int) -> Difference | None:
        """Return the change of a number from column *first* to *second*, if both have a value."""
        cells = self.cells[key]
        return difference(cells[first], cells[second])


Coded: TypeAlias = "tuple[Session, str]"
"""A session and whose tags on it are measured."""


def compare(
    sessions: Sequence[Coded],
    codebook: Codebook,
    *,
    policy: str = "CP-1",
    measures: Iterable[str] | None = None,
    by: str = "person",
) -> Comparison:
    """Return the measures of *sessions* side by side.

    Parameters
    ----------
    sessions
        Pairs of session and coder.
    measures
        Ids; all where ``None``.
    by
        ``person``: rows are for participants' codes; ``role``: for their roles, which compares
        different people. Who has no role, or shares it with somebody in the session, keeps the
        code.
    """
    wanted = None if measures is None else tuple(measures)
    ordered = _by_phase(sessions)
    cells: dict[Key, list[Row | None]] = {}
    for place, (session, coder) in enumerate(ordered):
        names = _names(session, by)
        rows = measure_session(session, coder, policy=policy, codebook=codebook, measures=wanted)
        for row in rows:
            person = names.get(row.participant, row.participant)
            key = Key(row.measure, row.variant, person, names.get(row.other, row.other))
            cells.setdefault(key, [None] * len(ordered))[place] = row
    in_order = sorted(cells, key=lambda key: key.measure)
    columns = tuple(_column(session, coder) for session, coder in ordered)
    table = {key: tuple(cells[key]) for key in in_order}
    return Comparison(columns, table, warnings(columns))


def difference(first: Row | None, second: Row | None) -> Difference | None:
    """Return *second* minus *first*; proportions with Newcombe's interval; none if one is missing.

    The interval is of these two sessions' instances: it says nothing of sessions in general.
    """
    if first is None or second is None or first.value is None or second.value is None:
        return None
    if first.unit == second.unit == "proportion" and first.n and second.n:
        change = newcombe(second.k or 0, second.n, first.k or 0, first.n)
        return Difference(*change, method=NEWCOMBE)
    return Difference(second.value - first.value)


def warnings(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return what stands in the way of comparing *columns*, in plain words."""
    found = [
        text.format(", ".join(values))
        for name, text in _DIFFERING.items()
        if len(values := _values(columns, name)) > 1
    ]
    picked = [column.heading for column in columns if column.sampling == "collection"]
    if picked:
        found.append(_PICKED.format(", ".join(picked)))
    return tuple(found)


_DIFFERING = {
    "activity": "The activities differ ({}): what people do decides who asks and who answers.",
    "silence_method": "Silences were timed in different ways ({}): do not compare their lengths.",
    "profile": "The transcripts follow different conventions ({}): "
    "a finer one has more pauses and overlaps.",
    "people": "The number of people differs ({}): shares and evenness (M-08) compare only between "
    "sessions with as many people.",
    "coder": "Different people coded these sessions ({}): some of the difference may be theirs.",
}
_PICKED = (
    "Hand-picked extracts ({}): rates across the session are disabled, "
    "other proportions are of the instances collected."
)


def _values(columns: Sequence[Column], name: str) -> tuple[str, ...]:
    """Return the different values of a column's field, in words."""
    found = (getattr(column, name) for column in columns)
    return tuple(dict.fromkeys(str(value) or "not recorded" for value in found))


def _by_phase(sessions: Sequence[Coded]) -> list[Coded]:
    phases = list(dict.fromkeys(session.facts.phase for session, _ in sessions))
    return sorted(sessions, key=lambda coded: phases.index(coded[0].facts.phase))


def _names(session: Session, by: str) -> dict[str, str]:
    if by != "role":
        return {}
    roles = session.roles
    held = list(roles.values())
    return {code: role for code, role in roles.items() if role and held.count(role) == 1}


def _column(session: Session, coder: str) -> Column:
    facts = session.facts
    return Column(
        session.id,
        coder,
        facts.title,
        facts.phase,
        facts.activity,
        facts.sampling,
        facts.silence_method,
        session.transcript.profile,
        sum(person.present for person in session.transcript.participants),
    )

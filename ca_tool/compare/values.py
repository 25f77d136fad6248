"""What a comparison consists of: columns, keys of rows, and the table. Values only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeAlias

from ca_tool.measures import Row
from ca_tool.measures.table import NO_CASES
from ca_tool.project import Session

Coded: TypeAlias = "tuple[Session, str]"
"""A session and whose tags on it are measured."""


class Key(NamedTuple):
    """What a row of the comparison is about."""

    measure: str
    variant: str
    participant: str
    other: str


About: TypeAlias = "tuple[str, str, str, str]"
"""A :class:`Key`, or the same as a plain tuple."""

Packed: TypeAlias = "tuple[object, ...]"
"""A row as a plain tuple without its cases: the garbage collector need not look at it."""

_INSTANCES = Row._fields.index("instances")


def packed(row: Row) -> Packed:
    """Return *row* without its cases, as a plain tuple."""
    return (*row[:_INSTANCES], (), *row[_INSTANCES + 1 :])


def unpacked(found: Packed) -> Row:
    """Return a packed row as a row without cases."""
    return Row._make((*found[:_INSTANCES], NO_CASES, *found[_INSTANCES + 1 :]))


class PackedCells(Mapping[Key, "tuple[Row | None, ...]"]):
    """The cells of a comparison of hundreds of sessions: rows are made when they are looked at.

    A hundred thousand rows would make every collection of garbage stop the window.
    """

    AT_HAND = 96
    """Lines of the table whose rows are kept."""

    def __init__(self, cells: Mapping[Key, tuple[Packed | None, ...]]) -> None:
        self._cells = cells
        self._made: dict[Key, tuple[Row | None, ...]] = {}

    def __getitem__(self, key: Key) -> tuple[Row | None, ...]:
        made = self._made.get(key)
        if made is None:
            made = tuple(None if one is None else unpacked(one) for one in self._cells[key])
            while len(self._made) >= self.AT_HAND:
                self._made.pop(next(iter(self._made)), None)
            self._made[key] = made
        return made

    def __iter__(self) -> Iterator[Key]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)


class Detail(NamedTuple):
    """How finely a session was transcribed and how far it was coded: counts.

    Attributes
    ----------
    turns, pauses, overlaps
        Of the transcript, under the policy of the column.
    tags, questions, uncoded
        The coder's tags, the questions among them, and those without a coded outcome.
    lines, first, last
        Lines of talk, and the places (from 1) of the first and the last one tagged; 0 where none.
    """

    turns: int = 0
    pauses: int = 0
    overlaps: int = 0
    tags: int = 0
    questions: int = 0
    uncoded: int = 0
    lines: int = 0
    first: int = 0
    last: int = 0


class Column(NamedTuple):
    """One session as one coder tagged it, counted under one policy."""

    session: str
    coder: str
    title: str
    phase: str
    activity: str
    sampling: str
    silence_method: str
    profile: str
    people: int
    dyad: str = ""
    policy: str = "CP-1"
    coders: tuple[str, ...] = ()
    """Everybody who coded the session."""
    detail: Detail = Detail()

    @property
    def heading(self) -> str:
        """How it is named: the session's title, else its id."""
        return self.title or self.session

    def group(self, grouping: str) -> str:
        """Return what *grouping* puts it together by; empty where that is not recorded."""
        return str(getattr(self, grouping))


@dataclass(frozen=True)
class Measured:
    """One column as it was computed.

    Attributes
    ----------
    roles
        Participant code → role.
    values
        Medians of latencies and silences → the value of each case, for the ordinal effect size.
    packed
        The rows as :func:`packed` makes them, instead of ``rows``.
    """

    column: Column
    rows: tuple[Row, ...]
    roles: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[About, tuple[float, ...]] = field(default_factory=dict)
    packed: tuple[Packed, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """The table of a comparison.

    Attributes
    ----------
    columns
        Those of one group together, groups in order of first appearance.
    cells
        Row of the comparison → one cell per column; ``None`` where a session has no such number.
    warnings
        Why some of the sessions cannot simply be compared, in plain words.
    grouping
        What the columns are put together by.
    values
        Row of the comparison → one tuple per column with the value of each case, for medians.
    """

    columns: tuple[Column, ...]
    cells: Mapping[Key, tuple[Row | None, ...]]
    warnings: tuple[str, ...] = ()
    grouping: str = "phase"
    values: Mapping[Key, tuple[tuple[float, ...], ...]] = field(default_factory=dict)

    @cached_property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """Groups in order with the number of their columns: the grouped header."""
        spans: dict[str, int] = {}
        for column in self.columns:
            name = column.group(self.grouping)
            spans[name] = spans.get(name, 0) + 1
        return tuple(spans.items())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Each column in one line: its session, and coder or policy where these differ."""
        differing = [name for name in ("coder", "policy") if self.differs(name)]
        return tuple(
            " · ".join(
                part for part in (one.heading, *(getattr(one, name) for name in differing)) if part
            )
            for one in self.columns
        )

    def differs(self, field: str) -> bool:
        """Whether *field* is not the same in all columns."""
        return len(self._different[field]) > 1

    @cached_property
    def _different(self) -> dict[str, set[object]]:
        return {name: {getattr(one, name) for one in self.columns} for name in Column._fields}

    def places(self, group: str) -> tuple[int, ...]:
        """Return the places of the columns of *group*."""
        return tuple(
            place
            for place, column in enumerate(self.columns)
            if column.group(self.grouping) == group
        )

"""The numbers as lines: a heading, a measure, then who and how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, auto
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from ca_tool.measures import MEASURES
from ca_tool.measures.registry import HEADINGS
from widgets.numbers.number_words import (
    ORDER,
    is_main,
    needs,
    number,
    place,
    sentence,
    title,
    who,
)
from widgets.rows_model import ROOT, VALUE_ROLE, Index, Role

if TYPE_CHECKING:
    from ca_tool.measures import Row


Untagged: TypeAlias = Mapping[str, tuple[str, ...]]
"""Id of a measure that nothing is tagged for → labels of the codes it needs."""

TALKING_TIME = "M-05"
NO_TIMES = "No media times: talking time is not estimated"
"""The one line in place of talking time where a transcript has no times."""


WITHOUT_BAR = frozenset({"ratio", "category", "milliseconds"})
"""Units of what is no amount, or may be below 0."""


FEW = 3
"""People up to whom the numbers of every pair are shown at once."""


class Kind(Enum):
    """What a line of the numbers panel is."""

    HEADING = auto()
    MEASURE = auto()
    NUMBER = auto()
    NOTE = auto()


class Entry(NamedTuple):
    """A line of the numbers panel.

    ``fraction`` is how much of the bar is filled (``None``: no bar); ``person`` the place in the
    roster of whose number it is, −1 for the whole session.
    """

    kind: Kind
    text: str
    number: str = ""
    measure: str = ""
    person: int = -1
    fraction: float | None = None
    row: Row | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What stays the same when the number changes."""
        row = self.row
        ids = (row.measure, row.variant, row.participant, row.other) if row else ()
        return (self.kind.name, self.measure, "" if row else self.text, *ids)

    @property
    def spoken(self) -> str:
        """The line for a screen reader."""
        return f"{self.text}: {self.number}" if self.number else self.text


def entries(
    rows: Iterable[Row],
    people: Sequence[str],
    *,
    plain: bool = True,
    everything: bool = False,
    closed: Iterable[str] = (),
    untagged: Untagged = MappingProxyType({}),
) -> tuple[Entry, ...]:
    """Return the lines that show *rows*, grouped under the headings of the measures.

    Only the main variants of each measure, unless *everything* is asked for. The measures that
    are *untagged* take one line under each heading, or one each where everything is asked for.
    """
    roster = {code: number for number, code in enumerate(people)}
    shut = frozenset(closed)
    wanted = rows if everything else _main(tuple(rows), crowd=len(people) > FEW)
    grouped = _by_heading(sorted(wanted, key=lambda row: place(row.measure)))
    lines: list[Entry] = []
    for heading in HEADINGS:
        if heading in grouped:
            lines.append(Entry(Kind.HEADING, heading))
            if heading not in shut:
                blocks = (
                    _block(measure, variant, found, roster, plain=plain)
                    for (measure, variant), found in grouped[heading].items()
                    if measure not in untagged
                )
                lines.extend(chain.from_iterable(blocks) if everything else _said_once(blocks))
                missing = [id_ for id_ in ORDER if id_ in untagged and _under(id_, heading)]
                lines.extend(_needing(missing, untagged, everything=everything))
    return tuple(lines)


def _main(rows: Sequence[Row], *, crowd: bool) -> Iterator[Row]:
    """Yield the main numbers; in a *crowd* those of pairs only where there are no others."""
    shown = [row for row in rows if is_main(row.measure, row.variant)]
    of_persons = {(row.measure, row.variant) for row in shown if not row.other}
    for row in shown:
        if not (crowd and row.other and (row.measure, row.variant) in of_persons):
            yield row


def _said_once(blocks: Iterable[Sequence[Entry]]) -> Iterator[Entry]:
    """Yield the lines of a heading: a caution, or why a measure has no numbers, only once."""
    told: set[str] = set()
    for block in blocks:
        reason = _only_reason(block)
        if reason and reason in told:
            continue
        yield from (
            entry for entry in block if entry.kind is not Kind.NOTE or entry.text not in told
        )
        told |= {reason, *(entry.text for entry in block if entry.kind is Kind.NOTE)}


def _only_reason(block: Sequence[Entry]) -> str:
    """Return the measure and why it has no number, where a block says nothing else."""
    numbers = [entry for entry in block if entry.kind is Kind.NUMBER]
    if len(numbers) == 1 and numbers[0].person == -1 and not _known(numbers[0]):
        return f"{numbers[0].measure} {numbers[0].number}"
    return ""


def _under(measure_id: str, heading: str) -> bool:
    return MEASURES[measure_id].heading == heading


def _needing(missing: Sequence[str], untagged: Untagged, *, everything: bool) -> Iterator[Entry]:
    """Yield what the measures *missing* need: in one line, or in one each."""
    if everything:
        for id_ in missing:
            name = MEASURES[id_].plain.partition(" (")[0]
            yield Entry(Kind.MEASURE, f"{name}. {needs(untagged[id_])}", measure=id_)
    elif missing:
        labels = dict.fromkeys(label for id_ in missing for label in untagged[id_])
        yield Entry(Kind.MEASURE, needs(labels), measure=missing[0])


def _by_heading(rows: Iterable[Row]) -> dict[str, dict[tuple[str, str], list[Row]]]:
    grouped: dict[str, dict[tuple[str, str], list[Row]]] = {}
    for row in rows:
        heading = grouped.setdefault(MEASURES[row.measure].heading, {})
        heading.setdefault((row.measure, row.variant), []).append(row)
    return grouped


def _block(
    measure_id: str, variant: str, rows: list[Row], roster: Mapping[str, int], *, plain: bool
) -> list[Entry]:
    """Return the title of a measure's variant, its numbers, and the cautions beside them."""
    name = title(measure_id, variant, plain=plain)
    most = max((abs(row.value) for row in rows if row.value is not None), default=0.0)
    numbers = [
        Entry(
            Kind.NUMBER,
            who(row),
            number(row),
            measure_id,
            roster.get(row.participant, -1),
            _fraction(row, most),
            row,
        )
        for row in rows
    ]
    if not any(map(_known, numbers)):
        if measure_id == TALKING_TIME:
            return [Entry(Kind.MEASURE, NO_TIMES, measure=measure_id)]
        if rows[0].unit == "milliseconds":  # that there are no times has been said
            return []
    if len(rows) > 1 and all(entry.fraction is None and not _known(entry) for entry in numbers):
        numbers = _in_one(numbers)
    cautions = dict.fromkeys(
        sentence(row.note) for row in rows if row.note and row.value is not None
    )
    notes = [Entry(Kind.NOTE, note, measure=measure_id) for note in cautions]
    return [Entry(Kind.MEASURE, name, measure=measure_id), *numbers, *notes]


def _known(entry: Entry) -> bool:
    return entry.row is not None and (entry.row.value is not None or entry.row.unit == "ratio")


def _in_one(numbers: list[Entry]) -> list[Entry]:
    """Return one line instead of the same reason for everybody."""
    if len({entry.number for entry in numbers}) > 1:
        return numbers
    return [numbers[0]._replace(text="everybody", person=-1)]


def _fraction(row: Row, most: float) -> float | None:
    if row.value is None:
        return None
    if row.unit in ("share", "proportion"):
        return min(max(row.value, 0.0), 1.0)
    return abs(row.value) / most if most and row.unit not in WITHOUT_BAR else None


class NumbersModel(QAbstractListModel):
    """Shows entries; where only numbers changed, nothing but those is shown again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown, in order."""
        return self._entries

    def show_entries(self, new: tuple[Entry, ...]) -> None:
        """Show *new* entries, keeping the current line where the lines are the same."""
        old = self._entries
        if [entry.key for entry in old] == [entry.key for entry in new]:
            self._entries = new
            for row, (before, after) in enumerate(zip(old, new, strict=True)):
                if before != after:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return
        self.beginResetModel()
        self._entries = new
        self.endResetModel()

    def row_of(self, key: tuple[str, ...]) -> int | None:
        """Return where the entry with *key* is; ``None`` if it is not shown."""
        return next((row for row, entry in enumerate(self._entries) if entry.key == key), None)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return entry.spoken
        if role == Role.ToolTipRole:
            return _tip(entry)
        return entry if role == VALUE_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Reimplemented."""
        flags = super().flags(index)
        if index.isValid() and self._entries[index.row()].kind is Kind.NOTE:
            return Qt.ItemFlag.ItemIsEnabled
        return flags


def _tip(entry: Entry) -> str:
    if entry.kind is Kind.HEADING:
        return "Press to fold or unfold"
    if entry.kind is Kind.MEASURE:
        return f"{MEASURES[entry.measure].summary}\nPress for the whole definition."
    if entry.row is None:
        return entry.text
    parts = [entry.spoken, entry.row.method and f"Interval: {entry.row.method}"]
    parts.append(entry.row.excluded and f"Left out: {entry.row.excluded}")
    parts.append("Press to see the cases, Shift+F1 for what it is.")
    return "\n".join(part for part in parts if part)

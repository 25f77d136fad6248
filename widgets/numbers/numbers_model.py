"""The numbers as lines: a heading, a measure, then who and how much."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from ca_tool.measures import MEASURES
from ca_tool.measures.registry import HEADINGS
from widgets.numbers.number_words import is_main, number, place, sentence, title, who
from widgets.rows_model import ROOT, VALUE_ROLE, Index, Role

if TYPE_CHECKING:
    from ca_tool.measures import Row


TALKING_TIME = "M-05"
NO_TIMES = "No media times: talking time is not estimated"
"""The one line in place of talking time where a transcript has no times."""


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
) -> tuple[Entry, ...]:
    """Return the lines that show *rows*, grouped under the headings of the measures.

    Only the main variants of each measure, unless *everything* is asked for.
    """
    roster = {code: number for number, code in enumerate(people)}
    wanted = (row for row in rows if everything or is_main(row.measure, row.variant))
    grouped = _by_heading(sorted(wanted, key=lambda row: place(row.measure)))
    lines: list[Entry] = []
    for heading in HEADINGS:
        if heading in grouped:
            lines.append(Entry(Kind.HEADING, heading))
            if heading not in set(closed):
                for (measure, variant), found in grouped[heading].items():
                    lines.extend(_block(measure, variant, found, roster, plain=plain))
    return tuple(lines)


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
    if measure_id == TALKING_TIME and not any(map(_known, numbers)):
        return [Entry(Kind.MEASURE, NO_TIMES, measure=measure_id)]
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
    return abs(row.value) / most if most and row.unit != "ratio" else None


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

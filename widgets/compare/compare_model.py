"""A comparison as a table: numbers in rows, sessions in columns, then the changes."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QFont, QPalette

from ca_tool.compare import Column, Comparison, Difference, Key, changed
from ca_tool.measures import MEASURES, Row
from ca_tool.measures.registry import HEADINGS
from widgets.numbers.number_words import is_main, number, pair, place, title
from widgets.rows_model import ROOT, VALUE_ROLE, Index, Role

NOTHING = Comparison((), {})

DIGITS = {"count": 0, "": 0, "index": 2, "per slot": 2, "per chain": 2}
"""Decimals of a difference, by unit; one in any other."""

UNIT_SIGNS = {"seconds": "s"}


class Line(NamedTuple):
    """A line of the table: a title without key, or the numbers of one person or pair."""

    text: str
    key: Key | None = None


def lines(comparison: Comparison, *, plain: bool, everything: bool) -> tuple[Line, ...]:
    """Return the lines of *comparison* under their titles, in the order of the numbers panel."""
    keys = [key for key in comparison.cells if everything or is_main(key.measure, key.variant)]
    keys.sort(key=lambda key: (_heading(key), place(key.measure), _variant_place(key)))
    found: list[Line] = []
    before = ""
    for key in keys:
        name = title(key.measure, key.variant, plain=plain, alone=True)
        if name != before:
            found.append(Line(name))
            before = name
        found.append(Line(pair(key.participant, key.other), key))
    return tuple(found)


def _heading(key: Key) -> int:
    return HEADINGS.index(MEASURES[key.measure].heading)


def _variant_place(key: Key) -> tuple[int, str]:
    names = list(MEASURES[key.measure].variants)
    return (names.index(key.variant) if key.variant in names else len(names), key.variant)


def column_title(column: Column) -> str:
    """Return the two lines over a column: its phase, then the session and its coder."""
    return f"{column.phase or 'no phase'}\n{column.heading}\ntags of {column.coder}"


def _change_title(first: Column, second: Column) -> str:
    if first.phase and second.phase and first.phase != second.phase:
        return f"Change\n{first.phase} → {second.phase}"
    return f"Change\n{first.heading}\n→ {second.heading}"


def change(found: Difference | None, unit: str) -> str:
    """Return how a difference is shown, its interval beside it; ratios have none (E-9)."""
    if found is None or unit == "ratio":
        return "–"
    if found.low is None or found.high is None:
        portion = unit in ("share", "proportion")
        return f"{_points(found.value)} points" if portion else _amount(found.value, unit)
    return f"{_points(found.value)} points ({_points(found.low)} to {_points(found.high)})"


def _points(portion: float) -> str:
    """Return a difference of portions in hundredths, with a sign unless it is none."""
    rounded = round(portion * 100)
    return _signed(f"{rounded:+d}") if rounded else "0"


def _amount(value: float, unit: str) -> str:
    """Return a difference as precisely as the numbers themselves are shown, with their unit."""
    digits = DIGITS.get(unit, 1)
    rounded = round(value, digits)
    number = _signed(f"{rounded:+.{digits}f}") if rounded else "0"
    named = "" if unit in ("count", "index", "") else f" {UNIT_SIGNS.get(unit, unit)}"
    return f"{number}{named}"


def _signed(number: str) -> str:
    return number.replace("-", "−")


class CompareModel(QAbstractTableModel):
    """First what it is, then a column per session, then the change from the first to each other."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison = NOTHING
        self._lines: tuple[Line, ...] = ()

    @property
    def comparison(self) -> Comparison:
        """What is shown."""
        return self._comparison

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, in order."""
        return self._lines

    def show_comparison(self, found: Comparison, *, plain: bool, everything: bool) -> None:
        """Show *found*."""
        self.beginResetModel()
        self._comparison = found
        self._lines = lines(found, plain=plain, everything=everything)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        sessions = len(self._comparison.columns)
        return 0 if parent.isValid() else 1 + sessions + max(sessions - 1, 0)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Reimplemented."""
        if orientation is not Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        columns = self._comparison.columns
        if section == 0:
            return "Number"
        if section <= len(columns):
            return column_title(columns[section - 1])
        return _change_title(columns[0], columns[section - len(columns)])

    def as_text(self) -> str:
        """Return the whole table, tabs between columns; the lines of a heading in one cell."""
        across = range(self.columnCount())
        heads = (str(self.headerData(column, Qt.Orientation.Horizontal)) for column in across)
        first = [" · ".join(head.splitlines()) for head in heads]
        rows = (
            [str(self.index(row, column).data()).strip() for column in across]
            for row in range(self.rowCount())
        )
        return "\n".join("\t".join(cells) for cells in (first, *rows))

    def row_at(self, index: Index) -> Row | None:
        """Return the number behind a cell; ``None`` for titles, changes and gaps."""
        line = self._lines[index.row()] if index.isValid() else Line("")
        if line.key is None or not 1 <= index.column() <= len(self._comparison.columns):
            return None
        return self._comparison.cells[line.key][index.column() - 1]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Reimplemented: a title cannot be chosen."""
        if index.isValid() and self._lines[index.row()].key is None:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == Role.DisplayRole:
            return self._text(line, index)
        if role == VALUE_ROLE:
            return self.row_at(index)
        if role == Role.ToolTipRole:
            return self._tip(line, index)
        if line.key is None and role == Role.FontRole:
            bold = QFont()
            bold.setBold(True)
            return bold
        if line.key is None and role == Role.BackgroundRole:
            return QPalette().alternateBase()
        return None

    def _text(self, line: Line, index: Index) -> str:
        column, sessions = index.column(), len(self._comparison.columns)
        if column == 0:
            return f"    {line.text}" if line.key else line.text
        if line.key is None:
            return ""
        if column > sessions:
            found = changed(self._comparison, line.key, 0, column - sessions)
            first = self._comparison.cells[line.key][0]
            return change(found, first.unit if first else "")
        row = self._comparison.cells[line.key][column - 1]
        return "not there" if row is None else number(row)

    def _tip(self, line: Line, index: Index) -> str:
        row = self.row_at(index)
        if row is not None:
            left_out = f"\nLeft out: {row.excluded}" if row.excluded else ""
            return f"{number(row)}{left_out}\nPress to see the cases."
        sessions = len(self._comparison.columns)
        if line.key is not None and 1 <= index.column() <= sessions:
            return f"This session has no such number of {line.text}."
        if line.key is not None and index.column() > sessions:
            found = changed(self._comparison, line.key, 0, index.column() - sessions)
            return found.method if found and found.method else "The second minus the first."
        return line.text

"""A comparison as a table: numbers in rows, sessions in columns, then the changes."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QFont, QPalette

from ca_tool.compare import (
    Change,
    Column,
    Comparison,
    Difference,
    Effect,
    Key,
    changed,
    changes,
    effects_at,
)
from ca_tool.measures import MEASURES, Row
from ca_tool.measures.registry import HEADINGS
from widgets.compare.compare_drawings import group_name
from widgets.compare.grouped_header import Group
from widgets.numbers.number_words import is_main, number, pair, place, title
from widgets.rows_model import ROOT, VALUE_ROLE, Index, Role

NOTHING = Comparison((), {})

DIGITS = {"count": 0, "": 0, "index": 2, "per slot": 2, "per chain": 2}
"""Decimals of a difference, by unit; one in any other."""

UNIT_SIGNS = {"seconds": "s"}

PRIMARY = "◆ Primary: "
"""Stands before the titles of measures that were fixed beforehand."""


class Line(NamedTuple):
    """A line of the table: a title without key, or the numbers of one person or pair."""

    text: str
    key: Key | None = None


def lines(
    comparison: Comparison,
    *,
    plain: bool,
    everything: bool,
    primary: tuple[str, ...] = (),
    wanted: tuple[str, ...] = (),
) -> tuple[Line, ...]:
    """Return the lines of *comparison* under their titles: primary measures, then all by heading.

    The order is that of the numbers panel. Of measures *wanted* or primary something is always
    shown: all variants, where none of them is a main one.
    """
    with_main = {key.measure for key in comparison.cells if is_main(key.measure, key.variant)}
    whole = {*primary, *wanted} - with_main
    keys = [
        key
        for key in comparison.cells
        if everything or key.measure in whole or is_main(key.measure, key.variant)
    ]
    keys.sort(key=lambda key: (_before(key, primary), place(key.measure), _variant_place(key)))
    found: list[Line] = []
    before = ""
    for key in keys:
        name = title(key.measure, key.variant, plain=plain, alone=True)
        if key.measure in primary:
            name = f"{PRIMARY}{name}"
        if name != before:
            found.append(Line(name))
            before = name
        found.append(Line(pair(key.participant, key.other), key))
    return tuple(found)


def _before(key: Key, primary: tuple[str, ...]) -> tuple[int, int]:
    if key.measure in primary:
        return primary.index(key.measure), 0
    return len(primary), HEADINGS.index(MEASURES[key.measure].heading)


def _variant_place(key: Key) -> tuple[int, str]:
    names = list(MEASURES[key.measure].variants)
    return (names.index(key.variant) if key.variant in names else len(names), key.variant)


def column_title(column: Column, comparison: Comparison) -> str:
    """Return the lines over a column: its group, its session, then coder and policy."""
    grouping = comparison.grouping
    parts = [group_name(column.group(grouping), grouping), column.heading]
    if grouping != "phase" and column.phase:
        parts.append(column.phase)
    if grouping != "coder" and column.coder:
        parts.append(f"tags of {column.coder}")
    if comparison.differs("policy") and grouping != "policy":
        parts.append(column.policy)
    return "\n".join(parts)


def change_title(found: Change, comparison: Comparison) -> str:
    """Return the lines over a change: whose or of what it is, and from what to what."""
    columns, grouping = comparison.columns, comparison.grouping
    first, second = columns[found.first], columns[found.second]
    names = first.group(grouping), second.group(grouping)
    if not all(names) or names[0] == names[1]:
        return f"Change\n{first.heading}\n→ {second.heading}"
    of = f"{found.unit}\n" if found.unit else ""
    return f"Change\n{of}{names[0]} → {names[1]}"


def change(found: Difference | None, unit: str) -> str:
    """Return how a difference is shown, its interval beside it; ratios have none (E-9)."""
    if found is None or unit == "ratio":
        return "–"
    if found.low is None or found.high is None:
        portion = unit in ("share", "proportion")
        return f"{_points(found.value)} points" if portion else _amount(found.value, unit)
    return f"{_points(found.value)} points ({_points(found.low)} to {_points(found.high)})"


def effect_words(effect: Effect) -> str:
    """Return the size of a difference with its interval, or why it has none."""
    size = effect.estimate
    if size.value is None:
        return f"{effect.name}: {size.refused}"
    value = f"{effect.name} {_signed(f'{size.value:.2f}')}"
    if size.low is None or size.high is None:
        return f"{value} (no interval: {size.refused})"
    return f"{value} ({_signed(f'{size.low:.2f}')} to {_signed(f'{size.high:.2f}')})"


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
    """First what it is, then a column per session, then the changes of what belongs together."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._comparison = NOTHING
        self._lines: tuple[Line, ...] = ()
        self._changes: tuple[Change, ...] = ()
        self._titles: tuple[str, ...] = ()

    @property
    def comparison(self) -> Comparison:
        """What is shown."""
        return self._comparison

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines, in order."""
        return self._lines

    @property
    def groups(self) -> tuple[Group, ...]:
        """Which sections stand together, and what stands over them."""
        found, first = [], 1
        for name, count in self._comparison.groups:
            text = group_name(name, self._comparison.grouping)
            found.append(Group(first, first + count - 1, text))
            first += count
        if self._changes:
            found.append(Group(first, first + len(self._changes) - 1, "Change"))
        return tuple(found)

    def show_comparison(
        self,
        found: Comparison,
        *,
        plain: bool,
        everything: bool,
        primary: tuple[str, ...] = (),
        wanted: tuple[str, ...] = (),
    ) -> None:
        """Show *found*."""
        self.beginResetModel()
        self._comparison = found
        self._changes = changes(found)
        self._lines = lines(
            found, plain=plain, everything=everything, primary=primary, wanted=wanted
        )
        self._titles = (
            "Number",
            *(column_title(column, found) for column in found.columns),
            *(change_title(one, found) for one in self._changes),
        )
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else 1 + len(self._comparison.columns) + len(self._changes)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Reimplemented."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self._titles):
            return None
        return self._titles[section] if role in (Role.DisplayRole, Role.ToolTipRole) else None

    def as_text(self) -> str:
        """Return the whole table, tabs between columns; the lines of a heading in one cell."""
        across = range(self.columnCount())
        first = [" · ".join(head.splitlines()) for head in self._titles]
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

    def change_at(self, index: Index) -> Change | None:
        """Return which columns a cell subtracts; ``None`` where it does not."""
        line = self._lines[index.row()] if index.isValid() else Line("")
        place = index.column() - 1 - len(self._comparison.columns)
        return self._changes[place] if line.key is not None and place >= 0 else None

    def place_of(self, line: Line, column: Column) -> Index | None:
        """Return the cell of a line and column, if both are shown."""
        columns = [(one.session, one.coder, one.policy) for one in self._comparison.columns]
        wanted = column.session, column.coder, column.policy
        if wanted not in columns:
            return None
        for row, one in enumerate(self._lines):
            if one.key is not None and one.key == line.key:
                return self.index(row, 1 + columns.index(wanted))
        return None

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
        if role == Role.AccessibleTextRole and index.column() and line.key is not None:
            over = ", ".join(self._titles[index.column()].splitlines())
            name = title(line.key.measure, line.key.variant, plain=True, alone=True)
            return f"{name}, {line.text}, {over}: {self._text(line, index)}"
        if line.key is None and role == Role.FontRole:
            bold = QFont()
            bold.setBold(True)
            return bold
        if line.key is None and role == Role.BackgroundRole:
            return QPalette().alternateBase()
        return None

    def text(self, row: int, column: int) -> str:
        """Return what a cell shows."""
        return self._text(self._lines[row], self.index(row, column))

    def _text(self, line: Line, index: Index) -> str:
        if index.column() == 0:
            return f"    {line.text}" if line.key else line.text
        if line.key is None:
            return ""
        if (pair := self.change_at(index)) is not None:
            found = changed(self._comparison, line.key, pair.first, pair.second)
            first = self._comparison.cells[line.key][pair.first]
            return change(found, first.unit if first else "")
        row = self._comparison.cells[line.key][index.column() - 1]
        return "not there" if row is None else _short(row)

    def _tip(self, line: Line, index: Index) -> str:
        row = self.row_at(index)
        if row is not None:
            said = (
                number(row),
                row.note,
                f"Left out: {row.excluded}" if row.excluded else "",
                row.method,
                "Press to see the cases; choose a second cell with Ctrl to see both.",
            )
            return "\n".join(dict.fromkeys(part for part in said if part))
        if line.key is None or index.column() == 0:
            return line.text
        if (pair := self.change_at(index)) is not None:
            return self.about_change(line.key, pair.first, pair.second)
        return f"This session has no such number of {line.text}."

    def about_change(self, key: Key, first: int, second: int) -> str:
        """Return a difference in words: its method and how large it is on other scales."""
        found = changed(self._comparison, key, first, second)
        if found is None:
            return "There is nothing to subtract: one of the two has no such number."
        row = self._comparison.cells[key][first]
        said = [
            f"Second minus first: {change(found, row.unit if row else '')}",
            found.method,
            *map(effect_words, effects_at(self._comparison, key, first, second)),
        ]
        return "\n".join(part for part in said if part)


def _short(row: Row) -> str:
    """Return a number, or the beginning of why there is none: the tool tip says it in full."""
    return number(row) if row.value is not None else f"– {number(row).partition(':')[0]}".strip()

"""A flat table of values: each column is a function of a row's value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QIcon, QPalette

T = TypeVar("T")

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole

VALUE_ROLE = Role.UserRole + 1
"""The row's value itself."""


@dataclass(frozen=True)  # no slots: a generic class cannot have them before Python 3.12
class Column(Generic[T]):
    """How a column shows a value."""

    title: str
    text: Callable[[T], str]
    tip: Callable[[T], str] | None = None
    icon: Callable[[T], QIcon] | None = None
    number: bool = False
    """Whether it holds numbers, which stand at the right."""


class RowsModel(QAbstractTableModel, Generic[T]):
    """Shows *columns* of *values*; holds no other state."""

    def __init__(
        self, columns: Sequence[Column[T]], values: Sequence[T] = (), parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._values = tuple(values)

    @property
    def values(self) -> tuple[T, ...]:
        """What is shown, in order."""
        return self._values

    def show_values(self, values: Sequence[T]) -> None:
        """Show *values* instead."""
        new = tuple(values)
        if new == self._values:
            return
        if len(new) == len(self._values):
            self._values = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, self._last))
            return
        self.beginResetModel()
        self._values = new
        self.endResetModel()

    @property
    def _last(self) -> int:
        return len(self._columns) - 1

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self._values)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Reimplemented."""
        if orientation is Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._columns[section].title
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if not index.isValid():
            return None
        value, column = self._values[index.row()], self._columns[index.column()]
        if role == Role.DisplayRole:
            return column.text(value)
        if role == Role.ToolTipRole:
            return (column.tip or column.text)(value)
        if role == Role.AccessibleTextRole:
            return f"{column.title}: {column.text(value)}"
        if role == Role.DecorationRole and column.icon:
            return column.icon(value)
        if role == Role.TextAlignmentRole and column.number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return value if role == VALUE_ROLE else None


class HeadedModel(RowsModel[T]):
    """Rows under bold headings; *heading* tells which values are headings."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        heading: Callable[[T], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, parent=parent)
        self._heading = heading

    def is_heading(self, row: int) -> bool:
        """Whether the value in *row* is a heading."""
        return self._heading(self.values[row])

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if index.isValid() and self.is_heading(index.row()):
            if role == Role.FontRole:
                bold = QFont()
                bold.setBold(True)
                return bold
            if role == Role.BackgroundRole:
                return QPalette().alternateBase()
            if role == Role.DecorationRole:
                return None
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Reimplemented: a heading cannot be chosen."""
        if index.isValid() and self.is_heading(index.row()):
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)

"""A table of the agreement as Qt shows it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from ca_tool.agreement.tables import Table
from widgets.rows_model import ROOT, VALUE_ROLE, Index, Role

NOTHING = Table("", (), ())


class TableModel(QAbstractTableModel):
    """Shows one :class:`~ca_tool.agreement.tables.Table`; holds no other state."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = NOTHING

    def show_table(self, table: Table) -> None:
        """Show *table*; where only cells changed, what is chosen stays chosen."""
        if table.heads == self.table.heads and len(table.lines) == len(self.table.lines):
            self.table = table
            if table.lines:
                last = self.index(len(table.lines) - 1, len(table.heads) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self.table.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self.table.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Reimplemented."""
        wanted = (Role.DisplayRole, Role.ToolTipRole)
        if orientation is Qt.Orientation.Horizontal and role in wanted:
            return self.table.heads[section]
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if not index.isValid():
            return None
        line = self.table.lines[index.row()]
        cell = line.cells[index.column()]
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return cell
        if role == Role.AccessibleTextRole:
            return f"{self.table.heads[index.column()]}: {cell}"
        return line.value if role == VALUE_ROLE else None

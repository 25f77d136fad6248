"""The people found in a file: their codes and roles can be changed before it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal

from ca_tool.transcript import Transcript
from widgets.rows_model import ROOT, Index, Role


class Column(IntEnum):
    """Columns, in the order shown."""

    CODE = 0
    LABELS = 1
    TURNS = 2
    ROLE = 3


TITLES = ("Code", "Label", "Turns", "Role")
TIPS = (
    "Press F2 to change it; the code of somebody else makes the two one person",
    "As printed in the file",
    "How many turns are theirs",
    "Press F2 to choose a role or type one",
)
NOT_SAID = "choose…"


class RosterModel(QAbstractTableModel):
    """Rows are the people of a transcript; what is typed is only announced."""

    code_changed = Signal(str, str)
    """The code as it was, and as it is wanted."""

    role_changed = Signal(str, str)
    """Whose role, and which."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: list[tuple[str, str, int, str]] = []

    def show_transcript(self, transcript: Transcript, counts: Mapping[str, int]) -> None:
        """Show the people of *transcript*; *counts* are their turns."""
        self.beginResetModel()
        self._people = [
            (person.code, ", ".join(person.labels), counts.get(person.code, 0), person.role)
            for person in transcript.participants
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Reimplemented."""
        shown = {Role.DisplayRole: TITLES, Role.ToolTipRole: TIPS}.get(Role(role))
        return shown[section] if shown and orientation is Qt.Orientation.Horizontal else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Reimplemented."""
        flags = super().flags(index)
        if index.column() in {Column.CODE, Column.ROLE}:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if not index.isValid():
            return None
        column = Column(index.column())
        value = str(self._people[index.row()][column])
        if role == Role.EditRole:
            return value
        if role == Role.DisplayRole:
            return value or (NOT_SAID if column is Column.ROLE else "")
        return TIPS[column] if role == Role.ToolTipRole else None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Reimplemented: says what is wanted; the draft changes and is shown again."""
        text, code = str(value).strip(), self._people[index.row()][Column.CODE]
        if role != Role.EditRole or text == self.data(index, Role.EditRole):
            return False
        if index.column() == Column.CODE and text:
            self.code_changed.emit(code, text)
        elif index.column() == Column.ROLE:
            self.role_changed.emit(code, text)
        return True

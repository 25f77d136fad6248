"""The roster as an editable table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QObject, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ca_tool.coding import Edit
from ca_tool.transcript import ROLES, LineKind, Participant
from widgets.document import Document
from widgets.rows_model import ROOT, VALUE_ROLE, Index, Role

Flag = Qt.ItemFlag
CHECKED, UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Column(IntEnum):
    """Columns, in the order shown."""

    CODE = 0
    LABELS = 1
    ROLE = 2
    PRESENT = 3
    DEVICE = 4
    LINES = 5


TITLES = ("Code", "Label", "Role", "There", "Device", "Lines")
TIPS = (
    "The code their lines are under; never a real name",
    "As printed in the transcript",
    "Double-click or press F2 to change it; any words will do",
    "Whether they were there: a silent person who was there counts in shares",
    "Their capitals are symbols chosen on a device, not loud talk",
    "How many lines of talk are theirs",
)
NO_ROLE = "not said yet"


class ParticipantsModel(QAbstractTableModel):
    """Rows are the participants of *document*; setting a cell pushes an edit."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._people: tuple[Participant, ...] = ()
        self._lines: Counter[str] = Counter()
        document.session_changed.connect(self.refresh)
        document.edited.connect(self._edited)
        self.refresh()

    def turns_of(self, code: str) -> int:
        """Return how many lines of talk are *code*'s."""
        return self._lines[code]

    def refresh(self) -> None:
        """Show the roster afresh."""
        transcript = self._document.session.transcript
        self.beginResetModel()
        self._people = transcript.participants
        talk = (LineKind.TALK, LineKind.CONTINUATION)
        self._lines = Counter(
            code for line in transcript.lines if line.kind in talk for code in line.speakers
        )
        self.endResetModel()

    def _edited(self, edit: Edit) -> None:
        if edit.splices or len(self._document.session.transcript.participants) != len(self._people):
            self.refresh()
        elif any(isinstance(record, Participant) for record in edit.added):
            self._people = self._document.session.transcript.participants
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._people) - 1, Column.LINES))

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
        if orientation is Qt.Orientation.Horizontal:
            return {Role.DisplayRole: TITLES[section], Role.ToolTipRole: TIPS[section]}.get(
                Role(role)
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Reimplemented."""
        flags = super().flags(index)
        if index.column() == Column.ROLE:
            return flags | Flag.ItemIsEditable
        if index.column() in {Column.PRESENT, Column.DEVICE}:
            return flags | Flag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if not index.isValid():
            return None
        person, column = self._people[index.row()], Column(index.column())
        if role == VALUE_ROLE:
            return person
        if role == Role.DisplayRole:
            return self._text(person, column)
        if role == Role.EditRole and column is Column.ROLE:
            return person.role
        if role == Role.CheckStateRole and column in {Column.PRESENT, Column.DEVICE}:
            on = person.present if column is Column.PRESENT else person.caps_are_device
            return CHECKED if on else UNCHECKED
        if role == Role.AccessibleTextRole:
            return f"{person.code}, {TITLES[column]}: {self._spoken(person, column)}"
        return TIPS[column] if role == Role.ToolTipRole else None

    def _text(self, person: Participant, column: Column) -> str:
        return {
            Column.CODE: person.code,
            Column.LABELS: ", ".join(person.labels),
            Column.ROLE: person.role or NO_ROLE,
            Column.LINES: str(self._lines[person.code]),
        }.get(column, "")

    def _spoken(self, person: Participant, column: Column) -> str:
        if column is Column.PRESENT:
            return "yes" if person.present else "no"
        if column is Column.DEVICE:
            return "yes" if person.caps_are_device else "no"
        return self._text(person, column)

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Reimplemented: the change is pushed as one undoable step."""
        person, column = self._people[index.row()], Column(index.column())
        if role == Role.EditRole and column is Column.ROLE:
            self._push(replace(person, role=str(value).strip()), person, "Role")
        elif role == Role.CheckStateRole and column is Column.PRESENT:
            self._push(replace(person, present=_on(value)), person, "Presence")
        elif role == Role.CheckStateRole and column is Column.DEVICE:
            self._push(replace(person, caps_are_device=_on(value)), person, "Capitals")
        else:
            return False
        return True

    def _push(self, after: Participant, before: Participant, what: str) -> None:
        edit = Edit(
            f"{what} of {before.code}", removed=frozenset({before}), added=frozenset({after})
        )
        self._document.push(edit)


def _on(value: object) -> bool:
    # A click in the view brings a plain int, a program the enum.
    return value in (CHECKED, CHECKED.value)


class RoleDelegate(QStyledItemDelegate):
    """Roles are chosen from a list or typed."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index
    ) -> QWidget:
        """Reimplemented."""
        box = QComboBox(parent)
        box.setEditable(True)
        box.setAccessibleName("Role")
        box.addItems(ROLES)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Reimplemented."""
        if isinstance(editor, QComboBox):
            editor.setEditText(str(index.data(Role.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Reimplemented."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())

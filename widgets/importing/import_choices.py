"""What a reader decided about a file (tiers, columns), as a table the analyst may change."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ca_tool.formats.registry import Choice
from widgets.rows_model import ROOT, VALUE_ROLE, Index, Role


class Column(IntEnum):
    """Columns, in the order shown."""

    LABEL = 0
    VALUE = 1
    WHY = 2


TITLES = ("What", "Is", "Why")
TIP = "Press F2 to decide otherwise; the file is then read again"


class ChoicesModel(QAbstractTableModel):
    """Rows are the choices of a file; what is chosen is only announced."""

    chosen = Signal(str, str)
    """The key of the choice, and the value wanted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show *choices*."""
        if len(choices) == len(self._choices):
            self._choices = tuple(choices)
            if choices:
                self.dataChanged.emit(self.index(0, 0), self.index(len(choices) - 1, Column.WHY))
            return
        self.beginResetModel()
        self._choices = tuple(choices)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self._choices)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        """Reimplemented."""
        horizontal = orientation is Qt.Orientation.Horizontal
        return TITLES[section] if horizontal and role == Role.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Reimplemented."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Column.VALUE else flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if not index.isValid():
            return None
        choice = self._choices[index.row()]
        if role == VALUE_ROLE:
            return choice
        if role == Role.EditRole:
            return choice.value
        texts = (choice.label, _in_words(choice), choice.why)
        if role == Role.DisplayRole:
            return texts[index.column()]
        if role == Role.AccessibleTextRole:
            return f"{TITLES[index.column()]}: {texts[index.column()]}"
        if role == Role.ToolTipRole:
            return TIP if index.column() == Column.VALUE else texts[index.column()]
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Reimplemented: says what is wanted; the file is read again and shown."""
        choice = self._choices[index.row()]
        if role != Role.EditRole or str(value) == choice.value:
            return False
        self.chosen.emit(choice.key, str(value))
        return True


class ChoiceDelegate(QStyledItemDelegate):
    """Values are picked from the options of the choice; typed where there are none."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Reimplemented."""
        choice = index.data(VALUE_ROLE)
        if not choice.options:
            editor = super().createEditor(parent, option, index)
            editor.setAccessibleName(choice.label)
            return editor
        box = QComboBox(parent)
        box.setAccessibleName(choice.label)
        for value, words in choice.options:
            box.addItem(words, value)
        box.activated.connect(lambda: self.commitData.emit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Reimplemented."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(str(index.data(Role.EditRole))))
            return
        super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Reimplemented."""
        if isinstance(editor, QComboBox):
            model.setData(index, str(editor.currentData()))
            return
        super().setModelData(editor, model, index)


def _in_words(choice: Choice) -> str:
    return dict(choice.options).get(choice.value, choice.value) or "nothing"

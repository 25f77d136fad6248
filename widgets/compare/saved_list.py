"""The comparisons saved in the project, and the buttons that make, name and delete them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from ca_tool.project import SavedComparison

ID = Qt.ItemDataRole.UserRole
UNSAVED = "All sessions (not saved)"
SAVED_AS_YOU_GO = "What you change below is saved in the chosen comparison as you go."


class SavedList(QWidget):
    """Lists saved comparisons below one that is not; asks for what its buttons say."""

    chosen = Signal(str)
    """The id of the comparison to show; empty for the one that is not saved."""

    new_wanted = Signal()
    rename_wanted = Signal()
    duplicate_wanted = Signal()
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Saved comparisons")
        self.list.setToolTip(SAVED_AS_YOU_GO)
        self.list.setWordWrap(True)
        name = QLabel("Com&parisons", self)
        name.setBuddy(self.list)
        self.new = _button(self, "&New…", "Save what is chosen below as a comparison of its own")
        self.rename = _button(self, "Rena&me…", "Give the comparison another name (F2)")
        self.duplicate = _button(
            self, "D&uplicate", "Make a copy; primary measures are not fixed in it"
        )
        self.delete = _button(self, "&Delete", "Delete the comparison; Ctrl+Z brings it back")
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(name, 0, 0, 1, 2)
        layout.addWidget(self.list, 1, 0, 1, 2)
        layout.setRowStretch(1, 1)
        for place, button in enumerate((self.new, self.rename, self.duplicate, self.delete)):
            layout.addWidget(button, 2 + place // 2, place % 2)
        self.list.currentItemChanged.connect(self._tell)
        self.new.clicked.connect(self.new_wanted)
        self.rename.clicked.connect(self.rename_wanted)
        self.duplicate.clicked.connect(self.duplicate_wanted)
        self.delete.clicked.connect(self.delete_wanted)
        self.show_saved((), "", "")

    @property
    def current(self) -> str:
        """The id of the comparison that is shown; empty for the one that is not saved."""
        row = self.list.currentRow()
        return str(self.list.item(row).data(ID)) if row >= 0 else ""

    def show_saved(self, saved: tuple[SavedComparison, ...], current: str, read_only: str) -> None:
        """List *saved*, the one with the id *current* chosen; *read_only* says why none changes."""
        with QSignalBlocker(self.list):
            self.list.clear()
            for title, id_ in ((UNSAVED, ""), *((one.title, one.id) for one in saved)):
                item = QListWidgetItem(title)
                item.setData(ID, id_)
                item.setToolTip(title)
                self.list.addItem(item)
            ids = ["", *(one.id for one in saved)]
            self.list.setCurrentRow(ids.index(current) if current in ids else 0)
        self._read_only = read_only
        self._enable()

    def _enable(self) -> None:
        kept = bool(self.current)
        self.new.setEnabled(not self._read_only)
        for button in (self.rename, self.duplicate, self.delete):
            button.setEnabled(kept and not self._read_only)

    def _tell(self) -> None:
        self._enable()
        self.chosen.emit(self.current)


def _button(parent: QWidget, text: str, tip: str) -> QPushButton:
    button = QPushButton(text, parent)
    button.setToolTip(tip)
    return button

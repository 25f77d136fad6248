"""The command palette: every action by its name, from the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget


def score(wanted: str, text: str) -> int:
    """Return how well the letters of *wanted* fit *text*; 0 if they are not there in order.

    Letters in a row and letters at the start of a word count more.

    >>> score("ntag", "Next tag") > score("ntag", "Link answer to its tag") > 0
    True
    >>> score("xyz", "Next tag")
    0
    """
    letters, text = wanted.lower().replace(" ", ""), text.lower()
    total, at = 1, -1
    for letter in letters:
        found = _best(letter, text, at)
        if found < 0:
            return 0
        total += 1
        if found == at + 1 and at >= 0:
            total += 4
        if found == 0 or not text[found - 1].isalnum():
            total += 6
        at = found
    return total * 100 - len(text)


def _best(letter: str, text: str, after: int) -> int:
    """Return where *letter* comes next: right here, else at the start of a word, else anywhere."""
    if text[after + 1 : after + 2] == letter:
        return after + 1
    at = text.find(letter, after + 1)
    first = at
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            return at
        at = text.find(letter, at + 1)
    return first


class CommandPalette(QDialog):
    """A field, and the actions that fit what is typed in it."""

    def __init__(self, actions: Sequence[QAction], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAccessibleName("Command palette")
        self._actions = [action for action in actions if action.isEnabled()]
        self.field = QLineEdit(self)
        self.field.setAccessibleName("What do you want to do?")
        self.field.setPlaceholderText("What do you want to do?")
        self.list = QListWidget(self)
        self.list.setAccessibleName("Actions")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.field)
        layout.addWidget(self.list)
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._run)
        self.list.itemClicked.connect(self._run)
        self.field.installEventFilter(self)
        self.resize(min(620, parent.width() - 40), min(420, parent.height() - 80))
        self._filter("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reimplemented: arrow keys move in the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps and self.list.count():
                row = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(row % self.list.count())
                return True
        return False

    def _filter(self, wanted: str) -> None:
        scored = [(score(wanted, _words(action)), action) for action in self._actions]
        fitting = [(points, action) for points, action in scored if points]
        if wanted:
            fitting.sort(key=lambda found: -found[0])
        self.list.clear()
        for _points, action in fitting:
            keys = ", ".join(k.toString(_NATIVE) for k in action.shortcuts())
            name = action.text().replace("&", "")
            item = QListWidgetItem(f"{name}    {keys}" if keys else name)
            item.setToolTip(action.toolTip())
            item.setData(Qt.ItemDataRole.UserRole, action)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            action = item.data(Qt.ItemDataRole.UserRole)
            self.accept()
            action.trigger()


_NATIVE = QKeySequence.SequenceFormat.NativeText


def _words(action: QAction) -> str:
    return f"{action.text().replace('&', '')} {action.toolTip()}"

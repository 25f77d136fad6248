"""A button that drops down a list to tick: several coders, several ways of counting."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget


class TickButton(QToolButton):
    """Names what is ticked; at least one always is."""

    changed = Signal()

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setToolTip(tip)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        menu = QMenu(self)
        menu.triggered.connect(self._tick)
        self.setMenu(menu)
        self._say()

    def offer(self, names: Mapping[str, str], ticked: tuple[str, ...]) -> None:
        """Offer *names* by key; where none of *ticked* is there, all are ticked."""
        menu = self.menu()
        menu.clear()
        some = [key for key in ticked if key in names] or list(names)
        for key, text in names.items():
            action = QAction(text.replace("&", "&&"), menu, checkable=True)
            action.setData(key)
            action.setChecked(key in some)
            menu.addAction(action)
        self._say()

    @property
    def ticked(self) -> tuple[str, ...]:
        """Keys of what is ticked."""
        return tuple(str(one.data()) for one in self.menu().actions() if one.isChecked())

    @property
    def all_ticked(self) -> bool:
        """Whether nothing is left out."""
        return all(action.isChecked() for action in self.menu().actions())

    def _tick(self, action: QAction) -> None:
        if not self.ticked:
            action.setChecked(True)
            return
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        ticked = [one.text() for one in self.menu().actions() if one.isChecked()]
        words = ", ".join(ticked) if len(ticked) < 4 else f"{len(ticked)} of them"
        self.setText(words or "nobody yet")
        self.setAccessibleName(f"{self._name}: {words.replace('&&', '&') or 'nobody yet'}")

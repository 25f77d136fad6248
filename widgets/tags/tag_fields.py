"""Fields of the tag panel: a closed value, several values, people."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QSizePolicy, QWidget

from ca_tool.codebook import Value

NOT_CODED = "–"
EVERYBODY = Value("*", "Everybody", "")


class ValueBox(QComboBox):
    """One of several values; the key of a value picks it and goes on to the next field."""

    chosen = Signal(str)

    def __init__(self, values: Iterable[Value], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._keys: dict[str, int] = {}
        self.addItem(NOT_CODED, "")
        for at, value in enumerate(values, start=1):
            self.addItem(_words(value), value.name)
            self.setItemData(at, value.source or value.definition, Qt.ItemDataRole.ToolTipRole)
            if value.key:
                self._keys[value.key.lower()] = at
        self.activated.connect(self._choose)

    def show_value(self, name: str) -> None:
        """Show the value *name* without choosing it; one that is not offered is added."""
        at = self.findData(name)
        if at < 0:
            self.addItem(name, name)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: value keys, Delete for not coded."""
        key = event.text().lower()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if plain and (key in self._keys or event.key() == Qt.Key.Key_Delete):
            self.setCurrentIndex(self._keys.get(key, 0))
            self._choose(self.currentIndex())
            self.focusNextChild()
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Reimplemented: scrolling past must not change a value."""
        event.ignore()

    def _choose(self, at: int) -> None:
        self.chosen.emit(self.itemData(at) or "")


def _words(value: Value) -> str:
    """Return how a value is offered: its label, that its strength is not checked, its key."""
    checked = value.label if value.verified else f"{value.label} (not verified)"
    return f"{checked}   {value.key}" if value.key else checked


class ChecksBox(QWidget):
    """Any number of values, each with a box to tick."""

    chosen = Signal(tuple)

    def __init__(self, values: Iterable[Value], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boxes: dict[str, QCheckBox] = {}
        values = tuple(values)
        beside = 3 if max((len(value.label) for value in values), default=0) <= 9 else 1
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(2)
        for at, value in enumerate(values):
            box = QCheckBox(value.label, self)
            box.setAccessibleName(f"{name}: {value.label}")
            box.clicked.connect(self._choose)
            self._boxes[value.name] = box
            layout.addWidget(box, at // beside, at % beside)
        layout.setColumnStretch(beside, 1)

    def show_values(self, names: Iterable[str]) -> None:
        """Tick *names* without choosing them."""
        wanted = set(names)
        for name, box in self._boxes.items():
            box.setChecked(name in wanted)

    def _choose(self) -> None:
        self.chosen.emit(tuple(name for name, box in self._boxes.items() if box.isChecked()))

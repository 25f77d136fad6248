"""The switches above what works: of whom, of what kind, where, by whose tags."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from ca_tool.appreciation import KINDS

HERE, EVERYWHERE = "This session", "All sessions"


class FoundBar(QWidget):
    """Says what is to be listed; looks for nothing."""

    changed = Signal()
    """Another place or other tags are wanted."""

    looks_changed = Signal()
    """The same is to be listed for somebody else or of another kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kinds = self._box("What is listed", "Everything that works, or one kind of it")
        self.kinds.addItem("Everything", "")
        for kind in KINDS.values():
            self.kinds.addItem(kind.title, kind.key)
        self.people = self._box("Of whom", "Everybody who is supported, or one person")
        self.places = self._box("Where", "The open session, or every session of the project")
        self.places.addItems((HERE, EVERYWHERE))
        self.coders = self._box("Whose tags are looked at", "Whose tags are looked at")
        layout = QGridLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(4)
        boxes = (self.kinds, self.people, self.places, self.coders)
        for number, box in enumerate(boxes):
            layout.addWidget(box, number // 2, number % 2)
        for box in (self.places, self.coders):
            box.currentIndexChanged.connect(self._tell)
        for box in (self.kinds, self.people):
            box.currentIndexChanged.connect(self._tell_looks)
        self.show_people(())

    def _box(self, name: str, tip: str) -> QComboBox:
        box = QComboBox(self)
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.setMinimumContentsLength(6)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return box

    @property
    def kind(self) -> str:
        """Key of the kind chosen; empty for all."""
        return str(self.kinds.currentData() or "")

    @property
    def person(self) -> str:
        """Code of the person chosen; empty for everybody."""
        return str(self.people.currentData() or "")

    @property
    def everywhere(self) -> bool:
        """Whether all sessions are wanted."""
        return self.places.currentText() == EVERYWHERE

    @property
    def coder(self) -> str:
        """Whose tags are looked at."""
        return str(self.coders.currentData() or "")

    def show_people(self, people: Iterable[str]) -> None:
        """Offer *people*, keeping the one chosen if still there."""
        _offer(self.people, [("Everybody", ""), *((code, code) for code in people)])

    def show_coders(self, coders: Iterable[str], current: str) -> None:
        """Offer *coders*; hidden where there is no choice."""
        names = sorted({*coders, current})
        _offer(self.coders, [(f"Tags of {name}", name) for name in names], current)
        self.coders.setVisible(len(names) > 1)

    def _tell(self) -> None:
        self.changed.emit()

    def _tell_looks(self) -> None:
        self.looks_changed.emit()


def _offer(box: QComboBox, items: list[tuple[str, str]], wanted: str | None = None) -> None:
    kept = box.currentData() if wanted is None else wanted
    with QSignalBlocker(box):
        box.clear()
        for text, data in items:
            box.addItem(text, data)
        box.setCurrentIndex(max(box.findData(kept), 0))

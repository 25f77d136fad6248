"""The switches above the numbers: words, counting policy, whose coding, copy and save."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

POLICY_NAMES = {
    "CP-1": "Whole turns",
    "CP-1s": "Split turns",
}
HOW_COUNTED = (
    "How turns are counted. Whole turns (CP-1): a turn goes on after a silence of the same "
    "person. Split turns (CP-1s): a long silence begins a new turn."
)
WORDS = ("Plain words", "Technical words")
INTERVALS = ("Intervals: by formula", "Intervals: by sequence (bootstrap)")
HOW_SURE = (
    "By formula: Wilson’s interval, as if every instance were independent. By sequence: whole "
    "sequences are drawn again and again (2,000 times, seed 1), which needs ten of them."
)


class NumbersBar(QWidget):
    """Says how the numbers are to be shown; computes nothing."""

    changed = Signal()
    """Other numbers are wanted."""

    looks_changed = Signal()
    """The same numbers are to be shown otherwise."""

    what_if_wanted = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = _box(self, "Labels", "Labels in plain or in technical words")
        self.words.addItems(WORDS)
        self.more = _button(
            self, "&All variants", "Show every variant of every measure, not only the main ones"
        )
        self.more.setCheckable(True)
        self.policies = _box(self, "How turns are counted", HOW_COUNTED)
        for policy, name in POLICY_NAMES.items():
            self.policies.addItem(name, policy)
        self.coders = _box(self, "Whose tags are counted", "Whose tags are counted")
        self.intervals = _box(self, "How intervals are computed", HOW_SURE)
        self.intervals.addItems(INTERVALS)
        self.what_if = _button(
            self, "What &if…", "Which numbers change if something is counted otherwise"
        )
        self.copy = _button(self, "&Copy", "Copy the numbers as shown")
        self.save = _button(self, "&Save…", "Save all numbers with their cases as CSV")
        self._lay_out()
        for box in (self.policies, self.coders, self.intervals):
            box.currentIndexChanged.connect(self._tell)
        self.words.currentIndexChanged.connect(self._tell_looks)
        self.more.toggled.connect(self._tell_looks)
        self.what_if.clicked.connect(self.what_if_wanted)
        self.copy.clicked.connect(self.copy_wanted)
        self.save.clicked.connect(self.save_wanted)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(4)
        choices, doubts, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        choices.addWidget(self.words, 1)
        choices.addWidget(self.policies, 1)
        doubts.addWidget(self.intervals, 1)
        doubts.addWidget(self.what_if)
        buttons.addWidget(self.coders, 1)
        buttons.addWidget(self.more)
        buttons.addStretch()
        buttons.addWidget(self.copy)
        buttons.addWidget(self.save)
        layout.addLayout(choices)
        layout.addLayout(doubts)
        layout.addLayout(buttons)

    @property
    def plain(self) -> bool:
        """Whether labels are in plain words."""
        return self.words.currentIndex() == 0

    @property
    def everything(self) -> bool:
        """Whether every variant is shown."""
        return self.more.isChecked()

    @property
    def policy(self) -> str:
        """The counting policy chosen."""
        return str(self.policies.currentData())

    @property
    def resampled(self) -> bool:
        """Whether intervals are to be computed by resampling sequences."""
        return self.intervals.currentIndex() == 1

    @property
    def coder(self) -> str:
        """Whose tags are counted; empty for the document's own coder."""
        return str(self.coders.currentData() or "")

    def show_coders(self, coders: Iterable[str], current: str) -> None:
        """Offer *coders*; hidden where there is no choice."""
        names = sorted({*coders, current})
        with QSignalBlocker(self.coders):
            self.coders.clear()
            for name in names:
                self.coders.addItem(f"Tags of {name}", name)
            self.coders.setCurrentIndex(names.index(current))
        self.coders.setVisible(len(names) > 1)

    def _tell(self) -> None:
        self.changed.emit()

    def _tell_looks(self) -> None:
        self.looks_changed.emit()


def _box(parent: QWidget, name: str, tip: str) -> QComboBox:
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.setToolTip(tip)
    box.setMinimumContentsLength(6)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box


def _button(parent: QWidget, text: str, tip: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setToolTip(tip)
    return button

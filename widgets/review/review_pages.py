"""The pages beside the scene: help, what can be changed, and the break."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from widgets.review.review_look import GAP
from widgets.review.review_parts import BigButton, picture_label, text_label
from widgets.review.review_words import say

HELP = {
    "help_next": "next",
    "help_back": "back",
    "help_again": "again",
    "help_stop": "stop",
    "help_faces": "happy",
    "help_words": "write",
    "help_pictures": "both_talk",
    "help_keys": "next",
}
"""What is explained, each with its picture."""


class HelpPage(QWidget):
    """What each button does, one sentence each."""

    done = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addWidget(text_label(say("help_time"), "title"))
        grid = QGridLayout()
        grid.setSpacing(2 * GAP)
        for place, (key, picture) in enumerate(HELP.items()):
            row = QHBoxLayout()
            row.addWidget(picture_label(picture, 60))
            row.addWidget(text_label(say(key)), 1)
            grid.addLayout(row, place // 2, place % 2)
        column.addLayout(grid)
        column.addStretch(1)
        back = BigButton("back_to_scene", "back")
        back.clicked.connect(self.done)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)


class MorePage(QWidget):
    """What can be changed: type, colours, notes, reading aloud."""

    done = Signal()
    bigger = Signal()
    smaller = Signal()
    dark = Signal()
    notes = Signal()
    read_each = Signal()

    def __init__(self, *, can_read: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GAP)
        column.addWidget(text_label(say("more"), "title"))
        grid = QGridLayout()
        grid.setSpacing(2 * GAP)
        offers = {
            "bigger": ("bigger", self.bigger),
            "smaller": ("smaller", self.smaller),
            "dark": ("dark", self.dark),
            "notes": ("action", self.notes),
        }
        for place, (key, (picture, signal)) in enumerate(offers.items()):
            button = BigButton(key, picture)
            button.clicked.connect(signal)
            grid.addWidget(button, place // 2, place % 2)
        column.addLayout(grid)
        if can_read:
            button = BigButton("read_each", "read_aloud")
            button.clicked.connect(self.read_each)
            column.addWidget(button)
        else:
            column.addWidget(text_label(say("no_voice")))
        column.addStretch(1)
        back = BigButton("back_to_scene", "back")
        back.clicked.connect(self.done)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)


class StoppedPage(QWidget):
    """The break: go on, or close."""

    go_on = Signal()
    close_it = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(picture_label("stop", 96))
        words = QVBoxLayout()
        words.addWidget(text_label(say("stopped"), "question"))
        words.addWidget(text_label(say("all_kept")))
        row.addLayout(words)
        row.addStretch(1)
        column.addLayout(row)
        choices = QHBoxLayout()
        choices.setSpacing(2 * GAP)
        choices.addStretch(1)
        for key, picture, signal in (
            ("go_on", "next", self.go_on),
            ("close", "close", self.close_it),
        ):
            button = BigButton(key, picture)
            button.clicked.connect(signal)
            choices.addWidget(button)
        choices.addStretch(1)
        column.addLayout(choices)
        column.addStretch(1)

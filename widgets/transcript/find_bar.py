"""Find: plain words or a regular expression, as typed in the transcript."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from widgets.transcript.selection import Selection, Spot
from widgets.transcript.view import TranscriptView

MARKS = re.compile(r"[\[\]⌈⌉⌊⌋°↑↓:=<>£#~_\u0332]")
"""Marks that may stand inside a word without being looked for."""

TOO_MANY = 5000


class FindBar(QWidget):
    """Finds text in the lines of *view*."""

    closed = Signal()

    def __init__(self, view: TranscriptView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.field = QLineEdit(self)
        self.field.setPlaceholderText("Find in the transcript")
        self.field.setClearButtonEnabled(True)
        self.regex = QCheckBox("&Pattern", self)
        self.regex.setToolTip("What is typed is a regular expression")
        self.ignore_marks = QCheckBox("&Skip marks", self)
        self.ignore_marks.setToolTip("Find “thirty” in “thi[r:ty” too")
        self.ignore_marks.setChecked(True)
        self.found = QLabel(self)
        self._lay_out()
        self.field.textChanged.connect(self._search)
        self.regex.toggled.connect(self._search)
        self.ignore_marks.toggled.connect(self._search)
        self.field.returnPressed.connect(self.next)

    def _lay_out(self) -> None:
        label = QLabel("&Find", self)
        label.setBuddy(self.field)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(label)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.ignore_marks)
        layout.addWidget(self.regex)
        layout.addWidget(self.found)
        for text, name, slot in (
            ("↑", "Previous", self.previous),
            ("↓", "Next", self.next),
            ("✕", "Close", self.close_bar),
        ):
            button = QPushButton(text, self)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFixedWidth(32)
            button.clicked.connect(slot)
            layout.addWidget(button)

    def open_bar(self) -> None:
        """Show the bar with the selected words in it."""
        if not self._view.selection.empty:
            words = self._view.selection.text(self._view.lines.lines)
            if "\n" not in words:
                self.field.setText(words)
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def close_bar(self) -> None:
        """Hide the bar; the caret stays at what was found."""
        self.hide()
        self._view.setFocus()
        self.closed.emit()

    def next(self) -> None:
        """Select the next place after the caret."""
        self._go(1)

    def previous(self) -> None:
        """Select the place before the caret."""
        self._go(-1)

    def matches(self) -> list[tuple[int, int, int]]:
        """Return row, start and end of every place found, in order."""
        pattern = self._pattern()
        if pattern is None:
            return []
        found: list[tuple[int, int, int]] = []
        for row, line in enumerate(self._view.lines.lines):
            matches = (match.span() for match in pattern.finditer(line.raw))
            found.extend((row, start, end) for start, end in matches if start < end)
            if len(found) > TOO_MANY:
                break
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def _pattern(self) -> re.Pattern[str] | None:
        text = self.field.text()
        if not text:
            return None
        if not self.regex.isChecked():
            letters = [re.escape(sign) for sign in text]
            between = f"(?:{MARKS.pattern})*" if self.ignore_marks.isChecked() else ""
            text = between.join(letters)
        try:
            return re.compile(text, re.IGNORECASE)
        except re.error as error:
            self.found.setText(f"Not a pattern: {error.msg}")
            return None

    def _search(self) -> None:
        self.found.setText("")
        found = self.matches()
        if self._pattern() is not None:
            many = "more than " if len(found) > TOO_MANY else ""
            self.found.setText(f"{many}{min(len(found), TOO_MANY)} found")

    def _go(self, way: int) -> None:
        found = self.matches()
        if not found:
            self._search()
            return
        here = self._view.selection
        after = (here.last.row, here.last.offset)
        before = (here.first.row, here.first.offset)
        if way > 0:
            at = next((n for n, m in enumerate(found) if (m[0], m[1]) >= after), 0)
        else:
            ends = [n for n, m in enumerate(found) if (m[0], m[2]) <= before]
            at = ends[-1] if ends else len(found) - 1
        row, start, end = found[at]
        self._view.select(Selection(Spot(row, start), Spot(row, end)))
        self.found.setText(f"{at + 1} of {len(found)}")

"""The transcript with what belongs to it: sideways scrolling, find, and what is highlighted."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollBar, QVBoxLayout, QWidget

from widgets.document import Document
from widgets.navigation import Navigation, Stretches
from widgets.tags.stepping import Stepper
from widgets.tags.suggesting import Suggesting
from widgets.tags.tagger import Tagger
from widgets.transcript.find_bar import FindBar
from widgets.transcript.line_editor import LineEditing
from widgets.transcript.view import TranscriptView


class TranscriptPane(QWidget):
    """The middle of the window."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._navigation = navigation
        self.view = TranscriptView(document, navigation, self)
        self.tagger = Tagger(self.view)
        self.stepper = Stepper(self.view)
        self.editing = LineEditing(self.view)
        self.suggesting = Suggesting(self.view)
        self.find_bar = FindBar(self.view, self)
        self.find_bar.hide()
        self._sideways = QScrollBar(Qt.Orientation.Horizontal, self)
        self._sideways.setAccessibleName("Scroll the talk sideways")
        self._lay_out()
        self.setFocusProxy(self.view)
        self._sideways.valueChanged.connect(self._scroll)
        # Showing a scroll bar while the view is being sized would confuse the layout.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._fit)
        self.view.columns_changed.connect(self._later.start)
        document.session_changed.connect(self._later.start)
        navigation.highlight.connect(self._say_what_is_highlighted)
        self._fit()

    def _lay_out(self) -> None:
        self._highlighted = QWidget(self)
        self._legend = QLabel(self._highlighted)
        clear = QPushButton("Clear", self._highlighted)
        clear.setToolTip("Take the highlight away (Esc)")
        clear.clicked.connect(self._navigation.clear)
        row = QHBoxLayout(self._highlighted)
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(self._legend, 1)
        row.addWidget(clear)
        self._highlighted.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._highlighted)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._sideways)
        layout.addWidget(self.find_bar)

    def _say_what_is_highlighted(self, stretches: Stretches) -> None:
        counted, others, out = (len(stretches.get(k, ())) for k in ("in", "out", "excluded"))
        parts = [f"{counted} counted"]
        parts += [f"{others} could have been, were not"] if others else []
        parts += [f"{out} left out"] if out else []
        self._legend.setText("Highlighted: " + " · ".join(parts))
        self._highlighted.setVisible(bool(counted or others or out))

    def _scroll(self, cell: int) -> None:
        if cell != self.view.first_cell:
            self.view.scroll_to_cell(cell)

    def _fit(self) -> None:
        """Show the sideways scroll bar where the talk is wider than its column."""
        over = self.view.cells_wide - self.view.cells_shown + 2
        self._sideways.setVisible(over > 2)
        self._sideways.setPageStep(max(self.view.cells_shown, 1))
        self._sideways.setRange(0, max(over, 0))
        self._sideways.setValue(self.view.first_cell)

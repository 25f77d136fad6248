"""Figures of the open session; clicking a mark lists its cases and goes to the line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QScrollArea,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ca_tool.measures import Cases
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.numbers.numbers_bar import HOW_COUNTED, POLICY_NAMES
from widgets.tables import hint

if TYPE_CHECKING:
    from ca_tool.figures import Mark
    from widgets.figures.figure_canvas import FigureCanvas

DELAY = 150
"""Milliseconds of quiet before the figure is drawn again."""

EMPTY = "Open a transcript: the session is drawn here."
DRAWING = "The session is being drawn…"
KINDS = "Picture for screens (*.png);;Drawing that scales (*.svg);;Page for print (*.pdf)"


class FiguresPanel(QWidget):
    """Draws when it is shown and not before, so that the program starts without matplotlib."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._navigation = navigation
        self.canvas: FigureCanvas | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self.figures = QComboBox(self)
        self.figures.setAccessibleName("Figure")
        self.figures.setMinimumContentsLength(12)
        self.figures.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.policies = QComboBox(self)
        self.policies.setAccessibleName("How turns are counted")
        for policy, name in POLICY_NAMES.items():
            self.policies.addItem(name, policy)
        self.policies.setToolTip(HOW_COUNTED)
        self.policies.setMinimumContentsLength(8)
        self.policies.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.closer = _button(self, "+", "Show a shorter stretch (or turn the wheel)", "Closer")
        self.wider = _button(self, "−", "Show a longer stretch (or turn the wheel)", "Wider")
        self.save_button = _button(self, "&Save…", "Save the figure as PNG, SVG or PDF")
        self.caption = QLabel(self)
        self.caption.setWordWrap(True)
        self.caption.setMargin(6)
        self.caption.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._below = QScrollArea(self)
        self._below.setAccessibleName("What the figure shows")
        self._below.setFrameShape(QScrollArea.Shape.NoFrame)
        self._below.setWidgetResizable(True)
        self._below.setWidget(self.caption)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        which, bar = QHBoxLayout(), QHBoxLayout()
        which.setContentsMargins(6, 4, 6, 0)
        which.addWidget(self.figures)  # alone: the titles of figures are long
        bar.setContentsMargins(6, 4, 6, 4)
        bar.addWidget(self.policies, 1)
        for button in (self.closer, self.wider, self.save_button):
            bar.addWidget(button)
        self._pages = QStackedLayout()
        self._hint = hint(EMPTY, self)
        self._pages.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(which)
        layout.addLayout(bar)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self._below)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.refresh)
        self._document.edited.connect(self._timer.start)
        self._document.session_changed.connect(self._timer.start)
        self.figures.currentIndexChanged.connect(self.refresh)
        self.policies.currentIndexChanged.connect(self.refresh)
        self.closer.clicked.connect(self._closer)
        self.wider.clicked.connect(self._wider)
        self.save_button.clicked.connect(self._ask_where_to_save)

    def showEvent(self, event: QShowEvent) -> None:
        """Reimplemented: the first time, the canvas is made once the panel is on screen."""
        super().showEvent(event)
        self._hint.setText(DRAWING if self._document.session.transcript.lines else EMPTY)
        self._timer.start(0)

    def changeEvent(self, event: QEvent) -> None:
        """Reimplemented: a figure follows a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.canvas is not None:
            self._timer.start()

    def refresh(self) -> None:
        """Draw the chosen figure of the open session, if anybody can see it."""
        self._timer.setInterval(DELAY)
        session = self._document.session
        there = bool(session.transcript.lines)
        for widget in (self.figures, self.policies, self.closer, self.wider, self.save_button):
            widget.setEnabled(there)
        self._below.setVisible(there)
        if not self.isVisible():
            return
        if not there:
            self._hint.setText(EMPTY)
            self._pages.setCurrentIndex(0)
            return
        canvas = self.canvas or self._make_canvas()
        self._pages.setCurrentWidget(canvas)
        policy = str(self.policies.currentData())
        canvas.show_figure(str(self.figures.currentData()), session, self._document.coder, policy)

    def _make_canvas(self) -> FigureCanvas:
        from ca_tool.figures import FIGURES
        from widgets.figures.figure_canvas import FigureCanvas

        with QSignalBlocker(self.figures):
            for figure in FIGURES.values():
                self.figures.addItem(figure.title, figure.key)
                last = self.figures.count() - 1
                self.figures.setItemData(last, figure.what, Qt.ItemDataRole.ToolTipRole)
        self.canvas = FigureCanvas(self)
        self.canvas.setAccessibleName("Figure of the session")
        self.canvas.mark_chosen.connect(self._go)
        self.canvas.redrawn.connect(self._say)
        self._pages.addWidget(self.canvas)
        return self.canvas

    def _say(self, words: str) -> None:
        self.caption.setText(words)
        self._fit_caption()

    def _fit_caption(self) -> None:
        """Give the words below the figure what they need, up to a third; then they scroll."""
        needed = max(self.caption.heightForWidth(self.width() - 20), 0)
        self._below.setFixedHeight(min(needed, self.height() // 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reimplemented."""
        super().resizeEvent(event)
        self._fit_caption()

    def _go(self, mark: Mark) -> None:
        self._navigation.show_cases(self._document.session, Cases(mark.cases))
        self._navigation.message.emit(mark.words)

    def _closer(self) -> None:
        if self.canvas is not None:
            self.canvas.zoom(1.5)

    def _wider(self) -> None:
        if self.canvas is not None:
            self.canvas.zoom(1 / 1.5)

    def _ask_where_to_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the figure", "figure.png", KINDS)
        if name and self.canvas is not None:
            try:
                self.canvas.save(Path(name))
            except OSError as error:
                QMessageBox.warning(self, "Not saved", f"The figure was not saved: {error}")


def _button(parent: QWidget, text: str, tip: str, name: str = "") -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setToolTip(tip)
    if name:
        button.setAccessibleName(name)
    return button

"""Parts of the compare window that scroll where there is too little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget


class LowArea(QScrollArea):
    """As high as its words are, but not higher than *lines*: the rest is scrolled to."""

    def __init__(self, words: QLabel, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._lines = lines
        self.setWidget(words)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)

    def fit(self) -> None:
        """Take as much height as the words need."""
        most = self._lines * self.fontMetrics().lineSpacing() + 8
        needed = self._words.heightForWidth(self.viewport().width())
        self.setFixedHeight(max(min(needed, most), 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reimplemented."""
        super().resizeEvent(event)
        self.fit()


class TallArea(QScrollArea):
    """Scrolls up and down only: it is never narrower than what is in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        """Reimplemented."""
        inside = self.widget()
        needed = inside.minimumSizeHint().width() if inside is not None else 0
        return QSize(needed + self.verticalScrollBar().sizeHint().width() + 4, 200)

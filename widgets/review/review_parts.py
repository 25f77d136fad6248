"""The few parts every screen of the review mode is made of."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from widgets.review.review_look import GAP, TARGET
from widgets.review.review_words import say
from widgets.review.talk_symbols import icon, symbol

PICTURE = 44
"""Side of the picture on a button, in pixels."""

FACE = 56
"""Side of a face, in pixels."""

LETTING_GO = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)
"""Keys that always mean the scene, whichever button has the focus."""


class BigButton(QPushButton):
    """A button with its picture left of its words, at least :data:`TARGET` pixels each way."""

    def __init__(self, key: str, picture: str = "", parent: QWidget | None = None) -> None:
        super().__init__(say(key), parent)
        self.setObjectName(key)
        self.setMinimumHeight(TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAutoDefault(False)
        if picture:
            self.setIcon(icon(picture, PICTURE, gap=GAP))
            self.setIconSize(QSize(PICTURE + GAP, PICTURE))

    def sizeHint(self) -> QSize:
        """Reimplemented: never below the target size."""
        return super().sizeHint().expandedTo(QSize(TARGET, TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: arrows turn the pages, they do not wander among buttons."""
        if event.key() in LETTING_GO:
            event.ignore()
        else:
            super().keyPressEvent(event)


class FaceButton(QToolButton):
    """A face with its word under it, that stays pressed."""

    def __init__(self, key: str, picture: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(key)
        self.setText(say(key))
        self.setAccessibleName(say(key))
        self.setCheckable(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.setIcon(icon(picture, FACE))
        self.setIconSize(QSize(FACE, FACE))
        self.setMinimumHeight(TARGET)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: as in :class:`BigButton`."""
        if event.key() in LETTING_GO:
            event.ignore()
        else:
            super().keyPressEvent(event)


class Sight(QScrollArea):
    """What does not fit scrolls up and down, never sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reimplemented: what is inside may have grown."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reimplemented: what was hidden while the type grew is laid out afresh."""
        super().resizeEvent(event)
        page = self.widget()
        layout = page.layout() if page is not None else None
        if layout is not None:
            layout.invalidate()
            layout.activate()

    def minimumSizeHint(self) -> QSize:
        """Reimplemented: as wide as what is in it, so that no word is cut."""
        page = self.widget()
        inside = page.minimumSizeHint().width() if page is not None else 0
        return QSize(inside + self.verticalScrollBar().sizeHint().width(), 2 * TARGET)


def text_label(text: str = "", part: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a label that shows *text* as it is (never as markup) and wraps."""
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    label.setProperty("part", part)
    return label


def picture_label(name: str, size: int, parent: QWidget | None = None) -> QLabel:
    """Return the drawing *name*; silent for screen readers, as its words stand beside it."""
    label = QLabel(parent)
    label.setPixmap(symbol(name, size, ratio=label.devicePixelRatioF()))
    label.setFixedSize(size, size)
    return label

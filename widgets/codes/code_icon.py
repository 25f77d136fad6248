"""A code's shape in its colour, as an icon for lists."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from widgets.transcript.chips import shape_path

SIDE = 32
"""Pixels of the icon's picture; Qt scales it to the list."""


@lru_cache(maxsize=256)
def code_icon(colour: str, shape: str) -> QIcon:
    """Return *shape* filled with *colour*, with an outline that shows on any background."""
    picture = QPixmap(SIDE, SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#808080"), 1.5))
    painter.setBrush(QColor(colour))
    painter.drawPath(shape_path(shape, QPointF(SIDE / 2, SIDE / 2), SIDE * 0.4))
    painter.end()
    return QIcon(picture)

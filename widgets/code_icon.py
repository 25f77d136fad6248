"""A code's shape in its colour, as an icon for lists."""

from __future__ import annotations

from functools import lru_cache
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

SIDE = 32
"""Pixels of the icon's picture; Qt scales it to the list."""

SHAPES = (
    "circle", "square", "triangle", "diamond", "star", "hexagon", "cross", "pentagon", "drop",
    "bar",
)  # fmt: skip

_REGULAR = {"triangle": 3, "diamond": 4, "pentagon": 5, "hexagon": 6}


def shape_path(shape: str, box: QRectF) -> QPainterPath:
    """Return the outline of *shape* inside *box*; a circle for a shape nobody knows."""
    path = QPainterPath()
    if shape in _REGULAR:
        path.addPolygon(_corners(box, _REGULAR[shape]))
        path.closeSubpath()
    elif shape == "star":
        path.addPolygon(_corners(box, 10, inner=0.45))
        path.closeSubpath()
    elif shape == "square":
        path.addRect(box.adjusted(1, 1, -1, -1))
    elif shape == "bar":
        path.addRect(box.adjusted(0, box.height() * 0.32, 0, -box.height() * 0.32))
    elif shape == "cross":
        third = box.width() / 3
        path.addRect(box.adjusted(third, 0, -third, 0))
        path.addRect(box.adjusted(0, third, 0, -third))
        path = path.simplified()
    elif shape == "drop":
        path.moveTo(box.center().x(), box.top())
        path.cubicTo(box.right() + 3, box.center().y(), box.right(), box.bottom(),
                     box.center().x(), box.bottom())  # fmt: skip
        path.cubicTo(box.left(), box.bottom(), box.left() - 3, box.center().y(),
                     box.center().x(), box.top())  # fmt: skip
    else:
        path.addEllipse(box)
    return path


def _corners(box: QRectF, count: int, inner: float = 1.0) -> QPolygonF:
    radius, middle = box.width() / 2, box.center()
    points = []
    for corner in range(count):
        reach = radius * (inner if corner % 2 else 1.0)
        angle = 2 * pi * corner / count - pi / 2
        points.append(QPointF(middle.x() + reach * cos(angle), middle.y() + reach * sin(angle)))
    return QPolygonF(points)


@lru_cache(maxsize=256)
def code_icon(colour: str, shape: str) -> QIcon:
    """Return *shape* filled with *colour*, with an outline that shows on any background."""
    picture = QPixmap(SIDE, SIDE)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor("#808080"), 1.5))
    painter.setBrush(QColor(colour))
    painter.drawPath(shape_path(shape, QRectF(3, 3, SIDE - 6, SIDE - 6)))
    painter.end()
    return QIcon(picture)

"""How each participant is told apart in panels: a colour, and a shape beside it."""

from __future__ import annotations

from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPolygonF

from ca_tool.figures.theme import COLOURS

CORNERS = (0, 4, 3, 5, 6, 8)
"""Corners of each participant's shape; 0 is a disc."""


def colour(person: int) -> QColor:
    """Return the colour of the participant at *person* in the roster; grey for nobody."""
    return QColor(COLOURS[person % len(COLOURS)] if person >= 0 else "#808080")


def paint_sign(painter: QPainter, box: QRectF, person: int) -> None:
    """Paint the sign of the participant at *person* inside *box*; nothing for nobody."""
    if person < 0:
        return
    painter.setBrush(colour(person))
    corners = CORNERS[person % len(CORNERS)]
    if not corners:
        painter.drawEllipse(box)
        return
    turn = pi / 4 if corners == 4 else -pi / 2
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(
                    box.center().x() + box.width() / 2 * cos(turn + 2 * pi * corner / corners),
                    box.center().y() + box.height() / 2 * sin(turn + 2 * pi * corner / corners),
                )
                for corner in range(corners)
            ]
        )
    )

"""Chips: a tag as colour, shape and short name, never colour alone."""

from __future__ import annotations

from math import cos, pi, sin
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from widgets.theme import Colours, mixed, readable


class Chip(NamedTuple):
    """What a chip shows. A suggestion has a dashed outline, an empty shape and a question mark."""

    key: str
    """Id of the tag, or of the suggestion."""
    short: str
    colour: str
    shape: str
    suggested: bool = False
    active: bool = False
    """It is the tag shown in the side panel."""


def _corners(count: int, turned: float = -pi / 2, inner: float = 0) -> list[tuple[float, float]]:
    """Return points on a circle of radius 1, every second one at *inner* for stars."""
    radii = (1.0, inner) if inner else (1.0,)
    total = count * len(radii)
    return [
        (
            radii[step % len(radii)] * cos(turned + 2 * pi * step / total),
            radii[step % len(radii)] * sin(turned + 2 * pi * step / total),
        )
        for step in range(total)
    ]


CROSS = [(-1, -0.35), (-0.35, -0.35), (-0.35, -1), (0.35, -1), (0.35, -0.35), (1, -0.35)]
DROP = (((1.3, 0.1), (0.9, 0.95), (0.0, 0.95)), ((-0.9, 0.95), (-1.3, 0.1), (0.0, -1.1)))
POLYGONS: dict[str, list[tuple[float, float]]] = {
    "square": [(-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)],
    "triangle": _corners(3),
    "diamond": _corners(4),
    "star": _corners(5, inner=0.45),
    "hexagon": _corners(6, 0),
    "pentagon": _corners(5),
    "cross": [*CROSS, *((-x, -y) for x, y in CROSS)],
    "chevron": [(-0.8, -0.9), (0.1, -0.9), (0.9, 0), (0.1, 0.9), (-0.8, 0.9), (0, 0)],
    "wedge": _corners(3, pi / 2),
    "burst": _corners(8, inner=0.6),
    "pillar": [(-0.4, -1), (0.4, -1), (0.4, 1), (-0.4, 1)],
    "hourglass": [(-0.8, -0.9), (0.8, -0.9), (0.15, 0), (0.8, 0.9), (-0.8, 0.9), (-0.15, 0)],
    "arrow": [(-1, -0.3), (0.1, -0.3), (0.1, -0.9), (1, 0), (0.1, 0.9), (0.1, 0.3), (-1, 0.3)],
    "house": [(-0.8, 0.9), (-0.8, -0.1), (0, -0.95), (0.8, -0.1), (0.8, 0.9)],
    "steps": [
        *((-0.9, 0.9), (-0.9, 0.3), (-0.3, 0.3), (-0.3, -0.3)),
        *((0.3, -0.3), (0.3, -0.9), (0.9, -0.9), (0.9, 0.9)),
    ],
    "saltire": [
        (0.71 * (x - y), 0.71 * (x + y)) for x, y in [*CROSS, *((-x, -y) for x, y in CROSS)]
    ],
    "bar": [(-1, -0.4), (1, -0.4), (1, 0.4), (-1, 0.4)],
}


def shape_path(shape: str, centre: QPointF, radius: float) -> QPainterPath:
    """Return the outline of *shape*; a circle for a shape nobody knows."""
    path = QPainterPath()
    if shape in POLYGONS:
        points = [centre + QPointF(x, y) * radius for x, y in POLYGONS[shape]]
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
    elif shape == "drop":
        path.moveTo(centre + QPointF(0, -1.1) * radius)
        for curve in DROP:
            path.cubicTo(*(centre + QPointF(x, y) * radius for x, y in curve))
    else:
        path.addEllipse(centre, radius * 0.9, radius * 0.9)
        if shape == "ring":
            path.addEllipse(centre, radius * 0.45, radius * 0.45)
    return path


def width(chip: Chip, metrics: QFontMetricsF) -> float:
    """Return the width of *chip* in pixels."""
    text = chip.short + ("?" if chip.suggested else "")
    return metrics.horizontalAdvance(text) + metrics.height() * 0.95 + 6


def paint(painter: QPainter, chip: Chip, rect: QRectF, colours: Colours) -> None:
    """Draw *chip* into *rect*."""
    strong = readable(chip.colour, colours.paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(strong, 2.0 if chip.active else 1.0)
    if chip.suggested:
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setBrush(mixed(strong.name(), colours.paper, 0.30 if chip.active else 0.16))
    painter.setPen(pen)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    radius = rect.height() * 0.24
    centre = QPointF(rect.left() + rect.height() * 0.46, rect.center().y())
    painter.setPen(QPen(strong, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush if chip.suggested else strong)
    painter.drawPath(shape_path(chip.shape, centre, radius))
    painter.setPen(QColor(colours.muted if chip.suggested else colours.ink))
    text = chip.short + ("?" if chip.suggested else "")
    painter.drawText(
        QRectF(centre.x() + radius + 3, rect.top(), rect.width(), rect.height()),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
        text,
    )

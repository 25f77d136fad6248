"""Drawings of talk, feelings and buttons for the review mode. All are this project's own.

To add one: ``widgets/review/talk_symbols/<name>.svg``, 128 × 128, drawn for a white ground.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


@cache
def names() -> frozenset[str]:
    """Return the names of all drawings."""
    found = (entry.name for entry in files(__name__).iterdir())
    return frozenset(name.removesuffix(".svg") for name in found if name.endswith(".svg"))


def symbol(name: str, size: int, *, ratio: float = 1.0) -> QPixmap:
    """Return the drawing *name*, *size* pixels square, on a white tile that suits any ground.

    Raises
    ------
    FileNotFoundError
        If there is no such drawing.
    """
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("white"))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size / 8, size / 8)
    inset = size / 16
    QSvgRenderer(_source(name)).render(
        painter, QRectF(inset, inset, size - 2 * inset, size - 2 * inset)
    )
    painter.end()
    return pixmap


def icon(name: str, size: int = 64, *, gap: int = 0) -> QIcon:
    """Return the drawing *name* for a button, with *gap* pixels between it and the words."""
    made = QIcon()
    for ratio in (1.0, 2.0):
        wide = QPixmap(round((size + gap) * ratio), round(size * ratio))
        wide.setDevicePixelRatio(ratio)
        wide.fill(Qt.GlobalColor.transparent)
        painter = QPainter(wide)
        painter.drawPixmap(0, 0, symbol(name, size, ratio=ratio))
        painter.end()
        made.addPixmap(wide)
    return made


@cache
def _source(name: str) -> bytes:
    return (files(__name__) / f"{name}.svg").read_bytes()

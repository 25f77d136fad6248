"""A plot as a picture, drawn away from the window: matplotlib takes longer than a window may.

Imports matplotlib when something is drawn, which is in a thread. Nothing here touches a widget.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from widgets.compare.collecting import leave_alone

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ca_tool.figures import Drawing, Mark, Theme

Paint: TypeAlias = "Callable[[Axes, Theme], Drawing]"

LEAST = 3.2, 1.9
"""Inches wide and high that a plot needs; where there is less room its type gets smaller."""

SAVED = 7.0, 4.2
"""Inches of a plot in a file."""

DOTS_PER_INCH = 200


_ONE_AT_A_TIME = Lock()
"""matplotlib keeps fonts and settings for the whole program."""


class Room(NamedTuple):
    """Where a plot is to be drawn: pixels of the screen, how fine they are, how large text is.

    Attributes
    ----------
    ratio
        Dots of the picture for each pixel.
    dpi
        Pixels per inch of type.
    """

    width: int
    height: int
    ratio: float
    dpi: float
    dark: bool


class Place(NamedTuple):
    """Where a mark is in the picture, in pixels of the screen."""

    mark: Mark
    rect: QRectF


class Picture(NamedTuple):
    """A drawn plot, its marks (smaller ones first) and one line of plain words."""

    image: QImage
    places: tuple[Place, ...]
    drawing: Drawing


def picture(paint: Paint, room: Room) -> Picture:
    """Draw what *paint* draws so that it fits into *room*."""
    with _ONE_AT_A_TIME:
        return _picture(paint, room)


def _picture(paint: Paint, room: Room) -> Picture:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    from ca_tool.figures import DARK, LIGHT

    leave_alone("matplotlib")
    fitting = max(min(room.dpi, room.width / LEAST[0], room.height / LEAST[1]), 40)
    dpi = fitting * room.ratio
    size = room.width / fitting, room.height / fitting
    figure, axes, drawing = _drawn(paint, size, DARK if room.dark else LIGHT)
    figure.set_dpi(dpi)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]  # matplotlib
    data = bytes(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    wide, high = canvas.get_width_height()
    image = QImage(data, wide, high, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(room.ratio)
    places = tuple(_place(mark, axes, high, room.ratio) for mark in drawing.marks)
    return Picture(image, places, drawing)


def save(paint: Paint, title: str, path: Path) -> Path:
    """Write what *paint* draws to *path*, for print; its suffix says the format.

    Raises ``OSError``.
    """
    import matplotlib as mpl

    from ca_tool.figures import LIGHT
    from ca_tool.figures.save import METADATA

    figure, _axes, drawing = _drawn(paint, SAVED, LIGHT)
    figure.suptitle(title, fontsize=10, x=0.01, ha="left")
    figure.supxlabel(drawing.caption, fontsize=7, wrap=True)
    metadata = METADATA.get(path.suffix.lower().lstrip("."))
    with _ONE_AT_A_TIME, mpl.rc_context({"svg.hashsalt": "ca-tool", "svg.fonttype": "none"}):
        figure.savefig(path, dpi=DOTS_PER_INCH, metadata=metadata)
    return path


def _drawn(paint: Paint, size: tuple[float, float], theme: Theme) -> tuple[Figure, Axes, Drawing]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=size, layout="constrained", facecolor=theme.paper)
    axes = figure.add_subplot()
    axes.set_facecolor(theme.paper)
    axes.tick_params(colors=theme.ink, labelsize=8)
    for spine in axes.spines.values():
        spine.set_color(theme.faint)
    return figure, axes, paint(axes, theme)


def _place(mark: Mark, axes: Axes, high: int, ratio: float) -> Place:
    (left, bottom), (right, top) = axes.transData.transform(
        [(mark.left, mark.bottom), (mark.right, mark.top)]
    )
    rect = QRectF(
        left / ratio, (high - top) / ratio, (right - left) / ratio, (top - bottom) / ratio
    )
    return Place(mark, rect)

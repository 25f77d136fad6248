"""Small panels under one scale: the same number for each dyad or session, side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, NamedTuple

from ca_tool.figures.change import NO_VALUE, Dot, Slope, counts
from ca_tool.figures.drawing import Drawing, Mark, nothing
from ca_tool.figures.marks import MARKERS
from ca_tool.figures.theme import Theme
from ca_tool.measures import shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACROSS = 6
"""Panels beside each other at most."""

MOST = 48
"""Panels that are drawn at most; how many are not is said."""

ROOMY = 3
"""Panels beside each other up to which there is room for counts beside the dots of two people."""

NAMED = 12
"""People that the legend names at most."""

LEFT, RIGHT, BOTTOM, TOP = 0.16, 0.92, 0.2, 0.8
"""Where in its square a panel's own axes are; its title stands above."""

TITLE, STRIP_TITLE = 26, 72
"""Characters of a panel's title, and of that of a strip."""


class Panel(NamedTuple):
    """One panel: a dyad or session, and a line for each person; dots stand over *steps*."""

    title: str
    slopes: tuple[Slope, ...]
    steps: tuple[str, ...]


class Strip(NamedTuple):
    """The panels of one number, all on one scale."""

    title: str
    panels: tuple[Panel, ...]


class Scale(NamedTuple):
    """From a value to a height within a panel, and how values are written."""

    low: float
    high: float
    portion: bool

    def height(self, value: float) -> float:
        """Return where *value* stands between the bottom (0) and the top (1) of a panel."""
        return (value - self.low) / (self.high - self.low)

    def words(self, value: float) -> str:
        """Return *value* as a tick."""
        return f"{value:.0%}" if self.portion else f"{value:.3g}"


def draw_multiples(axes: Axes, strips: Sequence[Strip], theme: Theme) -> Drawing:
    """Draw a row of small panels for each of *strips*, those of a strip on one scale.

    Missing values leave a gap and are never drawn as 0; a panel without any says so.
    """
    if not any(_values(strip) for strip in strips):
        return nothing(axes, theme, NO_VALUE)
    axes.set_axis_off()
    marks: list[Mark] = []
    most = max(MOST // len(strips), 1)
    cut = [strip._replace(panels=strip.panels[:most]) for strip in strips]
    panels = max(len(strip.panels) for strip in cut)
    across = min(panels, ACROSS)
    row = 0.0
    for strip in cut:
        row = _draw_strip(axes, strip, row, across, theme, marks)
    axes.set_xlim(0, across)
    axes.set_ylim(-row, 0)
    _legend(axes, strips, theme)
    return Drawing(tuple(marks), _caption(strips, most))


def _draw_strip(
    axes: Axes, strip: Strip, row: float, across: int, theme: Theme, marks: list[Mark]
) -> float:
    """Draw the panels of *strip* from *row* down and return the row below them."""
    title = shorten(strip.title, STRIP_TITLE, placeholder="…")
    said = axes.text(0, -row - 0.1, title, fontsize=8, fontweight="bold", color=theme.ink,
                     va="center")  # fmt: skip
    said.set_in_layout(False)  # a long title must not squeeze the panels
    row += 0.2
    scale = _scale(strip)
    fullest = max((len(panel.slopes) for panel in strip.panels), default=0)
    written = across <= ROOMY and fullest <= 2
    for place, panel in enumerate(strip.panels):
        corner = place % across, -row - place // across - 1
        _draw_frame(axes, panel, corner, scale, theme, labelled=place % across == 0)
        marks += _draw_panel(axes, panel, corner, scale, theme, written=written)
    return row + -(-len(strip.panels) // across)


def _draw_frame(
    axes: Axes,
    panel: Panel,
    corner: tuple[float, float],
    scale: Scale,
    theme: Theme,
    *,
    labelled: bool,
) -> None:
    x, y = corner
    for value in (scale.low, (scale.low + scale.high) / 2, scale.high):
        height = y + BOTTOM + (TOP - BOTTOM) * scale.height(value)
        axes.plot([x + LEFT, x + RIGHT], [height, height], color=theme.faint, linewidth=0.6)
        if labelled:
            axes.text(x + LEFT - 0.02, height, scale.words(value), fontsize=6, color=theme.ink,
                      ha="right", va="center")  # fmt: skip
    title = shorten(panel.title, TITLE, placeholder="…")
    axes.text(x + LEFT, y + TOP + 0.06, title, fontsize=7, color=theme.ink, va="bottom")
    for step, name in enumerate(panel.steps):
        axes.text(_across(panel, step) + x, y + BOTTOM - 0.04, shorten(name, 12, placeholder="…"),
                  fontsize=6, color=theme.ink, ha="center", va="top")  # fmt: skip
    if not any(dot.row.value is not None for slope in panel.slopes for dot in slope.dots):
        axes.text(x + (LEFT + RIGHT) / 2, y + (BOTTOM + TOP) / 2, "no value", fontsize=7,
                  color=theme.ink, ha="center", va="center", style="italic")  # fmt: skip


def _draw_panel(
    axes: Axes,
    panel: Panel,
    corner: tuple[float, float],
    scale: Scale,
    theme: Theme,
    *,
    written: bool,
) -> Iterator[Mark]:
    wide = 0.1 / max(len(panel.slopes), 1)
    for place, slope in enumerate(panel.slopes):
        shift = (place - (len(panel.slopes) - 1) / 2) * wide
        dots = [dot for dot in slope.dots if dot.row.value is not None]
        at = [corner[0] + _across(panel, dot.place) + shift for dot in dots]
        heights = [_height(dot.row.value, corner[1], scale) for dot in dots]
        one_each = len({dot.place for dot in dots}) == len(dots)
        axes.plot(at, heights, color=theme.colour(slope.sign), markersize=4,
                  marker=MARKERS[slope.sign % len(MARKERS)],
                  linewidth=1.0 if one_each else 0)  # fmt: skip
        for dot, x, height in zip(dots, at, heights, strict=True):
            yield _draw_dot(axes, dot, (x, height), corner[1], scale, slope, theme)
            if written:
                beside = (4, -8 if place % 2 else 3)
                axes.annotate(counts(dot.row), (x, height), xytext=beside, fontsize=6,
                              textcoords="offset points", color=theme.ink)  # fmt: skip


def _draw_dot(
    axes: Axes,
    dot: Dot,
    place: tuple[float, float],
    bottom: float,
    scale: Scale,
    slope: Slope,
    theme: Theme,
) -> Mark:
    row, (x, height) = dot.row, place
    low = high = height
    if row.low is not None and row.high is not None:
        low, high = (_height(end, bottom, scale) for end in (row.low, row.high))
        axes.vlines(x, low, high, colors=theme.colour(slope.sign), linewidth=0.8)
    where = f" ({dot.session})" if dot.session else ""
    words = f"{slope.name}: {shown(row)}{where}"
    cases = row.instances.numerator
    return Mark(x - 0.02, low - 0.03, x + 0.02, high + 0.03, cases, words, row)


def _across(panel: Panel, step: int) -> float:
    """Return where *step* stands in the square of its panel."""
    return LEFT + (RIGHT - LEFT) * (step + 0.5) / max(len(panel.steps), 1)


def _height(value: float | None, bottom: float, scale: Scale) -> float:
    return bottom + BOTTOM + (TOP - BOTTOM) * scale.height(value or 0.0)


def _values(strip: Strip) -> list[float]:
    return [
        end
        for panel in strip.panels
        for slope in panel.slopes
        for dot in slope.dots
        for end in (dot.row.value, dot.row.low, dot.row.high)
        if end is not None
    ]


def _scale(strip: Strip) -> Scale:
    units = {dot.row.unit for one in strip.panels for slope in one.slopes for dot in slope.dots}
    if units <= {"share", "proportion"}:
        return Scale(0.0, 1.0, portion=True)
    values = _values(strip) or [0.0]
    low, high = min(0.0, *values), max(0.0, *values)
    return Scale(low, high if high > low else low + 1.0, portion=False)


def _legend(axes: Axes, strips: Sequence[Strip], theme: Theme) -> None:
    from matplotlib.lines import Line2D

    names = {
        slope.name: slope.sign
        for strip in strips
        for panel in strip.panels
        for slope in panel.slopes
    }
    if 1 < len(names) <= NAMED:
        handles = [
            Line2D([], [], color=theme.colour(sign), marker=MARKERS[sign % len(MARKERS)],
                   markersize=5, linewidth=1.0, label=name)
            for name, sign in names.items()
        ]  # fmt: skip
        axes.legend(handles=handles, fontsize=7, frameon=False, labelcolor=theme.ink,
                    loc="lower right", bbox_to_anchor=(1.0, 1.0), ncols=6)  # fmt: skip


def _caption(strips: Sequence[Strip], most: int) -> str:
    said = []
    for strip in strips:
        more = len(strip.panels) - most
        there = min(len(strip.panels), most)
        said.append(f"{strip.title}: {there} panel{'s' * (there != 1)} on one scale.")
        if more > 0:
            said.append(f"{more} more are not drawn.")
    return " ".join(said)

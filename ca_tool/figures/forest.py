"""Differences under each other: a dot for each, its interval, and the line of no difference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ca_tool.figures.change import counts
from ca_tool.figures.drawing import Drawing, Mark, nothing
from ca_tool.figures.marks import MARKERS
from ca_tool.figures.theme import Theme
from ca_tool.measures import Row

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NO_DIFFERENCE = (
    "There is no difference to draw: no two sessions that belong together have this number."
)
MOST = 60
"""Lines that are drawn at most."""

WRITTEN = 30
"""Lines up to which the counts stand beside each."""

HALF = 0.42
"""How far from the middle of a line a click still means it."""


class Line(NamedTuple):
    """A difference: *second* minus *first*, with its interval where it has one.

    Attributes
    ----------
    label
        Whose difference, and between what.
    sign
        Picks the marker and colour: the same for the same person, whatever the direction.
    """

    label: str
    first: Row
    second: Row
    value: float
    low: float | None = None
    high: float | None = None
    sign: int = 0


def draw_forest(
    axes: Axes, lines: Sequence[Line], theme: Theme, between: str = "second minus first"
) -> Drawing:
    """Draw *lines* from the top in the order given, which is nobody's rank.

    *between* says what is subtracted from what. Shares and proportions are drawn in percentage
    points. The dotted line is no difference.
    """
    if not lines:
        return nothing(axes, theme, NO_DIFFERENCE)
    drawn = lines[:MOST]
    points = {line.first.unit for line in drawn} <= {"share", "proportion"}
    scale = 100.0 if points else 1.0
    marks = [
        _draw_line(axes, line, len(drawn) - 1 - place, scale, theme)
        for place, line in enumerate(drawn)
    ]
    _label(axes, drawn, theme, between, points=points)
    left, right = axes.get_xlim()
    wide = tuple(mark._replace(left=left, right=right) for mark in marks)
    return Drawing(wide, _caption(drawn, len(lines) - len(drawn)))


def _draw_line(axes: Axes, line: Line, y: int, scale: float, theme: Theme) -> Mark:
    colour = theme.colour(line.sign)
    if line.low is not None and line.high is not None:
        axes.hlines(y, scale * line.low, scale * line.high, colors=colour, linewidth=1.4)
    axes.plot(
        [scale * line.value],
        [y],
        color=colour,
        marker=MARKERS[line.sign % len(MARKERS)],
        markersize=6,
    )
    cases = (*line.first.instances.numerator, *line.second.instances.numerator)
    words = f"{line.label}: {counts(line.first)} → {counts(line.second)}, {_said(line)}"
    return Mark(0, y - HALF, 0, y + HALF, cases, words, (line.first, line.second))


def _label(axes: Axes, lines: Sequence[Line], theme: Theme, between: str, *, points: bool) -> None:
    places = range(len(lines) - 1, -1, -1)
    axes.axvline(0, color=theme.ink, linewidth=0.8, linestyle=":")
    size = 8 if len(lines) <= WRITTEN / 2 else 6
    axes.set_yticks(list(places), [line.label for line in lines], fontsize=size)
    axes.set_ylim(-0.7, len(lines) - 0.3)
    unit = "percentage points" if points else lines[0].first.unit
    axes.set_xlabel(f"difference: {between} ({unit})", fontsize=8, color=theme.ink)
    if points:
        _from_end_to_end(axes, lines)
    axes.xaxis.set_major_formatter(lambda x, _position: f"{x:+g}".replace("-", "−") if x else "0")
    if len(lines) <= WRITTEN:
        for y, line in zip(places, lines, strict=True):
            axes.annotate(
                f"{counts(line.first)} → {counts(line.second)}",
                (1.01, y),
                xycoords=("axes fraction", "data"),
                va="center",
                fontsize=7,
                color=theme.ink,
                annotation_clip=False,
            )
    axes.grid(axis="x", color=theme.faint, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)


def _from_end_to_end(axes: Axes, lines: Sequence[Line]) -> None:
    """Let the axis reach as far to the one side as to the other, so that neither looks better."""
    ends = [
        abs(end) for line in lines for end in (line.value, line.low, line.high) if end is not None
    ]
    reach = min(100 * max(ends) * 1.08 + 2, 104)
    axes.set_xlim(-reach, reach)


def _said(line: Line) -> str:
    if line.first.unit not in ("share", "proportion"):
        return f"{line.value:+.2g}".replace("-", "−")
    if line.low is None or line.high is None:
        return _points(line.value)
    return f"{_points(line.value)} ({100 * line.low:+.0f} to {100 * line.high:+.0f})".replace(
        "-", "−"
    )


def _points(portion: float) -> str:
    return f"{100 * portion:+.0f} points".replace("-", "−")


def _caption(lines: Sequence[Line], more: int) -> str:
    said = [
        f"{line.label}: {counts(line.first)} → {counts(line.second)}, {_said(line)}."
        for line in lines[:6]
    ]
    if more > 0:
        said.append(f"{more} more are not drawn.")
    return " ".join(said)

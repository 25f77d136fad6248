"""What a figure leaves behind besides ink: which cases stand behind each mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from ca_tool.figures.theme import Theme

A_LETTER = 0.06
"""Inches that a letter takes in 7 point type."""

A_SIGN = 0.5
"""Inches that the sign of a legend's entry and the gaps round it take."""

BESIDE_AXES = 0.8
"""Inches that names and margins take at the left of the axes."""


class Mark(NamedTuple):
    """A rectangle of a figure, in the data units of its axes, and the cases it stands for."""

    left: float
    bottom: float
    right: float
    top: float
    cases: tuple[str, ...]
    words: str
    """What it says, for a tool tip and a screen reader."""
    about: object = None
    """What it stands for where that is more than cases: a number, or two of them."""

    def holds(self, x: float, y: float, reach: float = 0.0) -> bool:
        """Whether ``(x, y)`` lies in it, or within *reach* to its left or right."""
        return self.left - reach <= x <= self.right + reach and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn figure: its marks, smaller ones first, and one line of plain words."""

    marks: tuple[Mark, ...] = ()
    caption: str = ""

    def at(self, x: float, y: float, reach: float = 0.0) -> Mark | None:
        """Return the mark at ``(x, y)``; the nearest within *reach* if none is right there."""
        for mark in self.marks:
            if mark.holds(x, y):
                return mark
        near = [mark for mark in self.marks if mark.holds(x, y, reach)]
        return min(near, key=lambda mark: abs((mark.left + mark.right) / 2 - x), default=None)


def nothing(axes: Axes, theme: Theme, why: str) -> Drawing:
    """Say why nothing is drawn: a figure of noughts would say that nobody did anything."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, why, ha="center", va="center", fontsize=9, color=theme.ink, wrap=True)
    return Drawing((), why)


def inches_wide(axes: Axes) -> float:
    """Return the width of the figure that *axes* stand in."""
    return float(axes.figure.bbox.width / axes.figure.dpi)


def legend_columns(axes: Axes, labels: Sequence[str], most: int) -> int:
    """Return how many columns of a legend with *labels*, in 7 point type, fit above *axes*."""
    each = max(map(len, labels), default=0) * A_LETTER + A_SIGN
    return max(1, min(most, int((inches_wide(axes) - BESIDE_AXES) / each)))

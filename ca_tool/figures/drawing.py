"""What a figure leaves behind besides ink: which cases stand behind each mark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ca_tool.figures.theme import Theme


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

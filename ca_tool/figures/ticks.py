"""Ticks that leave their labels room, however narrow the figure is.

Imports matplotlib: import this module only where a figure is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

CHARACTER = 5.2
"""Points a digit of a label is wide, at the size of type of tick labels (8 points)."""

BETWEEN = 9.0
"""Points between two labels at least."""

MOST = 12
"""Ticks at most."""


class Ticks(MaxNLocator):
    """Whole numbers as far apart as labels of *characters* characters need."""

    def __init__(self, characters: int) -> None:
        super().__init__(nbins=MOST, integer=True)
        self._label = characters * CHARACTER + BETWEEN

    def __call__(self) -> Sequence[float]:
        """Reimplemented: how many ticks there are follows the width of the figure."""
        axes = getattr(self.axis, "axes", None)
        figure = axes.get_figure(root=True) if isinstance(axes, Axes) else None
        if isinstance(axes, Axes) and figure is not None:
            points = axes.bbox.width * 72 / figure.dpi
            self.set_params(nbins=min(max(int(points / self._label), 1), MOST))
        return super().__call__()

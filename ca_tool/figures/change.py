"""One number over sessions: a dot per session and person, its interval, and a line between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ca_tool.figures.drawing import Drawing, Mark
from ca_tool.figures.marks import MARKERS
from ca_tool.figures.theme import Theme
from ca_tool.measures import Row, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SPREAD = 0.07
"""How far apart two people's dots of one session stand, so that intervals do not lie on top."""


def draw_change(
    axes: Axes, sessions: Sequence[str], lines: Mapping[str, Sequence[Row | None]], theme: Theme
) -> Drawing:
    """Draw the numbers of each person (keys of *lines*) over *sessions*.

    Missing values leave a gap and are never drawn as 0.
    """
    marks: list[Mark] = []
    for person, (name, rows) in enumerate(lines.items()):
        shift = (person - (len(lines) - 1) / 2) * SPREAD
        there = [(x + shift, row) for x, row in enumerate(rows) if row is not None]
        known = [(x, row) for x, row in there if row.value is not None]
        _draw_line(axes, name, known, person, theme)
        marks += [_mark(x, row, name) for x, row in known]
    _label(axes, sessions, lines, theme)
    return Drawing(tuple(marks), _caption(sessions, lines))


def _draw_line(
    axes: Axes, name: str, known: list[tuple[float, Row]], person: int, theme: Theme
) -> None:
    colour, marker = theme.colour(person), MARKERS[person % len(MARKERS)]
    at = [x for x, _ in known]
    values = [row.value or 0.0 for _, row in known]
    axes.plot(at, values, color=colour, marker=marker, markersize=7, linewidth=1.4, label=name)
    for x, row in known:
        if row.low is not None and row.high is not None:
            axes.vlines(x, row.low, row.high, colors=colour, linewidth=1.0)
        counted = f"{row.k:g}/{row.n:g}" if row.k is not None and row.n else shown(row)
        axes.annotate(
            counted,
            (x, row.value or 0.0),
            xytext=(7, 3),
            textcoords="offset points",
            fontsize=7,
            color=theme.ink,
        )


def _mark(x: float, row: Row, name: str) -> Mark:
    value = row.value or 0.0
    low = value if row.low is None else row.low
    high = value if row.high is None else row.high
    pad = 0.04 * max(abs(value), 0.5)
    words = f"{name}: {shown(row)}"
    return Mark(x, min(low, value) - pad, x, max(high, value) + pad, row.instances.numerator, words)


def _label(
    axes: Axes, sessions: Sequence[str], lines: Mapping[str, Sequence[Row | None]], theme: Theme
) -> None:
    units = {row.unit for rows in lines.values() for row in rows if row is not None}
    axes.set_xticks(range(len(sessions)), list(sessions))
    axes.set_xlim(-0.5, max(len(sessions), 1) - 0.5)
    if units and units <= {"share", "proportion"}:
        axes.set_ylim(-0.04, 1.04)
        axes.yaxis.set_major_formatter(lambda y, _position: f"{y:.0%}")
    elif len(units) == 1:
        axes.set_ylabel(units.pop(), fontsize=8, color=theme.ink)
    axes.grid(axis="y", color=theme.faint, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if lines:
        axes.legend(fontsize=8, frameon=False, labelcolor=theme.ink, loc="best")


def _caption(sessions: Sequence[str], lines: Mapping[str, Sequence[Row | None]]) -> str:
    said = []
    for name, rows in lines.items():
        numbers = [
            f"{shown(row)} ({session.replace(chr(10), ', ')})"
            for session, row in zip(sessions, rows, strict=True)
            if row is not None and row.value is not None
        ]
        if numbers:
            said.append(f"{name}: {'; '.join(numbers)}.")
    return " ".join(said)

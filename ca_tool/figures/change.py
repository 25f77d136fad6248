"""One number over sessions: a dot per session and person, its interval, and a line between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ca_tool.figures.drawing import Drawing, Mark, nothing
from ca_tool.figures.marks import MARKERS
from ca_tool.figures.theme import Theme
from ca_tool.measures import Row, shown

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SPREAD = 0.07
"""How far apart two people's dots of one session stand, so that intervals do not lie on top."""

ROOM = 0.5
"""Part of the way to the next session that all dots of one take at most."""

NAMED = 12
"""Sessions up to which each is named and each number written beside its dot."""

SAID = 6
"""Lines whose numbers are said below."""

NO_VALUE = "None of these sessions has a value for this number."


class Dot(NamedTuple):
    """One number of one session.

    Attributes
    ----------
    place
        Where it stands on the horizontal axis: the place of its group or session.
    session
        Named in the tool tip; empty where the axis names it.
    """

    place: int
    row: Row
    session: str = ""


class Slope(NamedTuple):
    """The numbers that belong to one line: a dyad's or a person's; *sign* picks its marker.

    *who* has that sign, where the name says more than that.
    """

    name: str
    dots: tuple[Dot, ...]
    sign: int = 0
    who: str = ""


def draw_change(
    axes: Axes, sessions: Sequence[str], lines: Mapping[str, Sequence[Row | None]], theme: Theme
) -> Drawing:
    """Draw the numbers of each person (keys of *lines*) over *sessions*.

    Missing values leave a gap and are never drawn as 0.
    """
    slopes = [
        Slope(name, tuple(Dot(at, row) for at, row in enumerate(rows) if row is not None), sign)
        for sign, (name, rows) in enumerate(lines.items())
    ]
    return draw_slopes(axes, sessions, slopes, theme)


def draw_slopes(axes: Axes, steps: Sequence[str], slopes: Sequence[Slope], theme: Theme) -> Drawing:
    """Draw each of *slopes* over *steps* (phases, or sessions), each number with its interval.

    A line joins the numbers of a slope where it has one for each step, and leaves out a step it
    has none for. Missing values are never drawn as 0; lines are not coloured by their direction.
    """
    known = [
        slope._replace(dots=tuple(dot for dot in slope.dots if dot.row.value is not None))
        for slope in slopes
    ]
    if not any(slope.dots for slope in known):
        return nothing(axes, theme, NO_VALUE)
    spread = min(SPREAD, ROOM / max(len(known), 1))
    sparse = len(steps) <= NAMED and len(known) * len(steps) <= 2 * NAMED
    marks: list[Mark] = []
    for place, slope in enumerate(known):
        shift = (place - (len(known) - 1) / 2) * spread
        _draw_slope(axes, slope, shift, theme, counted=sparse)
        marks += [_mark(dot, dot.place + shift, slope.name) for dot in slope.dots]
    _label(axes, steps, known, theme)
    return Drawing(tuple(marks), _caption(steps, known))


def _draw_slope(axes: Axes, slope: Slope, shift: float, theme: Theme, *, counted: bool) -> None:
    colour, marker = theme.colour(slope.sign), MARKERS[slope.sign % len(MARKERS)]
    places = [dot.place for dot in slope.dots]
    axes.plot(
        [place + shift for place in places],
        [dot.row.value or 0.0 for dot in slope.dots],
        color=colour,
        marker=marker,
        markersize=7 if counted else 5,
        linewidth=1.4 if len(set(places)) == len(places) else 0,
        label=slope.name,
    )
    for dot in slope.dots:
        row, x = dot.row, dot.place + shift
        if row.low is not None and row.high is not None:
            axes.vlines(x, row.low, row.high, colors=colour, linewidth=1.0)
        if counted:
            _write_counts(axes, x, row, theme)


def _write_counts(axes: Axes, x: float, row: Row, theme: Theme) -> None:
    axes.annotate(
        counts(row),
        (x, row.value or 0.0),
        xytext=(7, 3),
        textcoords="offset points",
        fontsize=7,
        color=theme.ink,
    )


def counts(row: Row) -> str:
    """Return the counts of a number as they fit beside a dot: ``3/4``."""
    return f"{row.k:g}/{row.n:g}" if row.k is not None and row.n else shown(row)


def _mark(dot: Dot, x: float, name: str) -> Mark:
    row = dot.row
    value = row.value or 0.0
    low = value if row.low is None else row.low
    high = value if row.high is None else row.high
    pad = 0.04 * max(abs(value), 0.5)
    where = f" ({dot.session})" if dot.session else ""
    words = f"{name}: {shown(row)}{where}"
    bottom, top = min(low, value) - pad, max(high, value) + pad
    return Mark(x, bottom, x, top, row.instances.numerator, words, row)


def _label(axes: Axes, steps: Sequence[str], slopes: Sequence[Slope], theme: Theme) -> None:
    from matplotlib.ticker import MaxNLocator

    if len(steps) <= NAMED:
        axes.set_xticks(range(len(steps)), list(steps))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(10, integer=True))
        axes.xaxis.set_major_formatter(lambda x, _position: f"{x + 1:.0f}")
        axes.set_xlabel("column of the table", fontsize=8, color=theme.ink)
    axes.set_xlim(-0.5, max(len(steps), 1) - 0.5)
    label_values(axes, {dot.row.unit for slope in slopes for dot in slope.dots}, theme)
    axes.grid(axis="y", color=theme.faint, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    _legend(axes, slopes, theme)


def _legend(axes: Axes, slopes: Sequence[Slope], theme: Theme) -> None:
    """Name every line, or only who has which sign where there are many."""
    from matplotlib.lines import Line2D

    few = len(slopes) <= NAMED
    names = {(slope.name if few else slope.who or slope.name): slope.sign for slope in slopes}
    if len(names) > NAMED:
        return
    handles = [
        Line2D([], [], color=theme.colour(sign), marker=MARKERS[sign % len(MARKERS)], label=name)
        for name, sign in names.items()
    ]
    axes.legend(handles=handles, fontsize=8, frameon=False, labelcolor=theme.ink,
                loc="center left", bbox_to_anchor=(1.0, 0.5))  # fmt: skip


def label_values(axes: Axes, units: set[str], theme: Theme) -> None:
    """Say what the vertical axis counts; shares always run from nothing to everything."""
    if units and units <= {"share", "proportion"}:
        axes.set_ylim(-0.04, 1.04)
        axes.yaxis.set_major_formatter(lambda y, _position: f"{y:.0%}")
    elif len(units) == 1:
        axes.set_ylabel(units.pop(), fontsize=8, color=theme.ink)


def _caption(steps: Sequence[str], slopes: Sequence[Slope]) -> str:
    said = []
    for slope in slopes[:SAID]:
        numbers = [
            f"{shown(dot.row)} ({steps[dot.place].replace(chr(10), ', ')})"
            for dot in slope.dots
            if dot.row.value is not None
        ]
        if numbers:
            said.append(f"{slope.name}: {'; '.join(numbers)}.")
    if len(slopes) > SAID:
        said.append(f"And {len(slopes) - SAID} more lines.")
    return " ".join(said)

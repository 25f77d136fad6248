"""Initiations as they add up: a step upwards for each thing somebody started."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ca_tool.figures.drawing import Drawing, Mark, nothing
from ca_tool.figures.marks import MARKERS
from ca_tool.figures.scale import Scale, draw_scale
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence, Initiation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOTHING = "Nothing that starts something is tagged yet."

Point = tuple[float, int, Initiation]


def draw_initiations(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw for each participant how many base initiations there were up to each place.

    Base first pair parts that are no reissues, as M-11 counts them.
    """
    from matplotlib.ticker import MaxNLocator

    started = [one for one in evidence.initiations if one.level == "base" and not one.reissue]
    if not started:
        return nothing(axes, theme, NOTHING)
    scale = Scale(evidence)
    marks: list[Mark] = []
    ends: dict[int, list[str]] = {}
    for person, code in enumerate(evidence.roster):
        points = _points(scale, [one for one in started if one.actor == code])
        _draw_steps(axes, person, points, scale, theme)
        marks += [_mark(code, *point) for point in points]
        ends.setdefault(len(points), []).append(code)
    _name_ends(axes, ends, scale, theme)
    axes.set_ylim(0, max(ends) + 0.6)
    axes.set_ylabel("things started so far", fontsize=8, color=theme.ink)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    draw_scale(axes, scale, theme)
    axes.grid(axis="y", color=theme.faint, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return Drawing(tuple(marks), _said(evidence, started))


def _points(scale: Scale, started: list[Initiation]) -> list[Point]:
    places = ((one.tag.spans[0].line, one.tag.spans[0].start) for one in started)
    return [
        (scale.at(*place), count, one)
        for count, (place, one) in enumerate(zip(places, started, strict=True), 1)
    ]


def _draw_steps(axes: Axes, person: int, points: list[Point], scale: Scale, theme: Theme) -> None:
    """Draw a person's steps, with a sign on each."""
    xs = [scale.first, *(x for x, _, _ in points), scale.last]
    ys = [0, *(count for _, count, _ in points), len(points)]
    axes.step(xs, ys, where="post", color=theme.colour(person), linewidth=1.6)
    axes.plot(
        [x for x, _, _ in points],
        [count for _, count, _ in points],
        linestyle="none",
        marker=MARKERS[person % len(MARKERS)],
        color=theme.colour(person),
        markersize=5,
    )


def _name_ends(axes: Axes, ends: dict[int, list[str]], scale: Scale, theme: Theme) -> None:
    """Write beside the axes who ends where; those who end together share one label."""
    for count, codes in ends.items():
        axes.annotate(
            f"{', '.join(codes)} {count}",
            (scale.last, count),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8,
            color=theme.ink,
            annotation_clip=False,
        )


def _mark(code: str, x: float, count: int, one: Initiation) -> Mark:
    what = "question" if one.question else one.tag.value("act") or "initiation"
    return Mark(x, count - 0.4, x, count + 0.4, (one.id,), f"{code} starts number {count}: {what}")


def _said(evidence: Evidence, started: list[Initiation]) -> str:
    total = len(started)
    counts = {code: sum(one.actor == code for one in started) for code in evidence.roster}
    things = "thing" if total == 1 else "things"
    return " ".join(
        f"{code} started {count} of the {total} {things}." for code, count in counts.items()
    )

"""Who speaks after whom: a table of squares, and the same as a network of arrows."""

from __future__ import annotations

from math import cos, hypot, pi, sin
from typing import TYPE_CHECKING

from ca_tool.figures.drawing import Drawing, Mark, nothing
from ca_tool.figures.matrix import label_squares, square, write
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.floor import followed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOTHING = "Nobody speaks after anybody else here."
NODE = 0.2
"""Radius of a person's circle; people stand on a circle of radius 1."""

BEND = 0.18
BEGIN, END = 0.3, 0.74
"""Where along an arrow its count's rectangle lies, as parts of the way."""


def draw_follows(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw a square for each pair of speakers: how often the second spoke after the first."""
    found, _ = followed(evidence.talk)
    if not found:
        return nothing(axes, theme, NOTHING)
    people = evidence.roster
    most = max(map(len, found.values()))
    marks = []
    for row, first in enumerate(people):
        total = sum(len(found.get((first, second), ())) for second in people)
        for column, second in enumerate(people):
            cases = tuple(found.get((first, second), ()))
            top = len(people) - row
            ink = square(axes, (column, top), len(cases), most, theme, own=first == second)
            if cases and total:
                write(axes, column + 0.5, top - 0.75, f"{len(cases) / total:.0%}", 7, ink)
            words = f"{second} spoke {_times(len(cases))} after {first}"
            marks.append(Mark(column, top - 1, column + 1, top, cases, words))
    label_squares(axes, people, people, "speaks next", "has spoken", theme)
    return Drawing(tuple(marks), _said(found))


def draw_network(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw people on a circle and an arrow for each pair, thicker the more often it happened."""
    found, _ = followed(evidence.talk)
    between = {pair: cases for pair, cases in found.items() if pair[0] != pair[1]}
    if not between:
        return nothing(axes, theme, NOTHING)
    places = _circle(evidence.roster)
    most = max(map(len, between.values()))
    marks = [
        _arrow(axes, places, pair, tuple(cases), most, theme) for pair, cases in between.items()
    ]
    for person, code in enumerate(evidence.roster):
        marks.append(_node(axes, places[code], code, person, evidence, theme))
    axes.set_aspect("equal")
    axes.set_xlim(-1.5, 1.5)
    axes.set_ylim(-1.35, 1.35)
    axes.set_axis_off()
    return Drawing(tuple(marks), _said(found))


def _circle(people: tuple[str, ...]) -> dict[str, tuple[float, float]]:
    """Return where people stand: two side by side, more on a circle from the top."""
    start = pi if len(people) == 2 else pi / 2
    turns = [start - 2 * pi * at / len(people) for at in range(len(people))]
    return {code: (cos(turn), sin(turn)) for code, turn in zip(people, turns, strict=True)}


def _arrow(
    axes: Axes,
    places: dict[str, tuple[float, float]],
    pair: tuple[str, str],
    cases: tuple[str, ...],
    most: int,
    theme: Theme,
) -> Mark:
    from matplotlib.patches import FancyArrowPatch

    (x0, y0), (x1, y1) = places[pair[0]], places[pair[1]]
    length = hypot(x1 - x0, y1 - y0)
    along = ((x1 - x0) / length, (y1 - y0) / length)
    width = 0.6 + 4.4 * len(cases) / most
    patch = FancyArrowPatch(
        (x0 + along[0] * NODE, y0 + along[1] * NODE),
        (x1 - along[0] * NODE, y1 - along[1] * NODE),
        connectionstyle=f"arc3,rad={-BEND}",
        arrowstyle=f"-|>,head_width={2 + width / 2},head_length={4 + width / 2}",
        linewidth=width,
        color=theme.mixed(theme.ink, 0.65),
        shrinkA=2,
        shrinkB=2,
    )
    axes.add_patch(patch)
    # The arc of rad r leaves the straight line by r/2 of its length in the middle, to its left.
    side = (-along[1], along[0])
    middle = (
        (x0 + x1) / 2 + side[0] * BEND / 2 * length,
        (y0 + y1) / 2 + side[1] * BEND / 2 * length,
    )
    box = {"boxstyle": "round,pad=0.25", "facecolor": theme.paper, "edgecolor": theme.faint}
    axes.text(*middle, str(len(cases)), ha="center", va="center", fontsize=9, color=theme.ink,
              bbox=box)  # fmt: skip
    x, y = middle
    words = f"{pair[1]} spoke {_times(len(cases))} after {pair[0]}"
    return Mark(x - 0.14, y - 0.1, x + 0.14, y + 0.1, cases, words)


def _node(
    axes: Axes,
    place: tuple[float, float],
    code: str,
    person: int,
    evidence: Evidence,
    theme: Theme,
) -> Mark:
    from matplotlib.patches import Circle

    x, y = place
    colour = theme.colour(person)
    axes.add_patch(Circle(place, NODE, facecolor=colour, edgecolor=theme.ink, zorder=3))
    axes.text(x, y, code, ha="center", va="center", fontsize=9, color=theme.on(colour), zorder=4)
    turns = tuple(evidence.talk.ids[index] for index in evidence.talk.of.get(code, ()))
    return Mark(x - NODE, y - NODE, x + NODE, y + NODE, turns, f"{code}: {len(turns)} turns")


def _times(count: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def _said(found: dict[tuple[str, str], list[str]]) -> str:
    ranked = sorted(found.items(), key=lambda item: -len(item[1]))
    return " ".join(
        f"{second} spoke {_times(len(cases))} after {first}."
        for (first, second), cases in ranked[:4]
    )

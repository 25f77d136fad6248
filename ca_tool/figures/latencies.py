"""How soon the person asked responds: a rung for each pair, a dot for each response.

No line is drawn for what is usual: the figures known are of fluent adults among themselves, and an
offset belongs to a pair and not to a person (science M-20).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ca_tool.figures.drawing import Drawing, Mark, inches_wide, nothing
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.latencies import DELAYED, RANKS, Latency, response_latencies
from ca_tool.turn_taking import Transition

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOTHING = "No question or other initiation with a response is tagged yet."
PLACES = ("in overlap", "latched", "no marked gap", "micropause")
TIMED = RANKS[Transition.TIMED]
FIRST_SECOND = len(PLACES) + 0.3
"""Where 0 seconds stand on the axis: right of the places that have no length."""

WIDE = 4.0
"""How much of the axis the longest timed silence takes, in places."""

NARROW = 6.0
"""Inches of figure below which the names of the places stand aslant, not to touch."""

STEP = 0.13
"""How far above one another dots in the same place stand."""


def draw_latencies(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw each response at its place: overlap, latch, unmarked, micropause, then by seconds."""
    found, _ = response_latencies(evidence)
    if not found:
        return nothing(axes, theme, NOTHING)
    longest = max((one.seconds or 0.0 for one in found), default=0.0) or 1.0
    pairs = sorted({(one.before, one.after) for one in found})
    rungs = {pair: len(pairs) - place for place, pair in enumerate(pairs)}
    height: dict[tuple[int, float], int] = {}
    marks = []
    for one in found:
        x, rung = _place(one, longest), rungs[one.before, one.after]
        near = (rung, round(x, 1))
        above = height[near] = height.get(near, -1) + 1
        marks.append(_dot(axes, one, x, rung + STEP * above, evidence, theme))
    _label(axes, rungs, longest, found, theme)
    return Drawing(tuple(marks), _said(found))


def _place(one: Latency, longest: float) -> float:
    if one.rank < TIMED:
        return one.rank - 1
    return FIRST_SECOND + WIDE * (one.seconds or 0.0) / longest


def _dot(axes: Axes, one: Latency, x: float, y: float, evidence: Evidence, theme: Theme) -> Mark:
    """Draw one response, hollow where somebody acted or composed meanwhile."""
    person = evidence.roster.index(one.after) if one.after in evidence.roster else 0
    colour = theme.colour(person)
    axes.plot(
        [x],
        [y],
        linestyle="none",
        marker="s" if one.activity else "o",
        markersize=6,
        markerfacecolor=theme.paper if one.activity else colour,
        markeredgecolor=colour,
        markeredgewidth=1.4,
    )
    words = f"{one.before} → {one.after}: {_how_soon(one)}"
    return Mark(x - 0.08, y - STEP / 2, x + 0.08, y + STEP / 2, (one.id,), words)


def _how_soon(one: Latency) -> str:
    if one.rank < TIMED:
        soon = PLACES[one.rank - 1]
    else:
        soon = f"after {one.seconds:g} s" if one.seconds is not None else "after an untimed silence"
    by_media = f" ({one.ms} ms by the recording)" if one.ms is not None else ""
    meanwhile = f", meanwhile {one.activity.replace('_', ' ')}" if one.activity else ""
    return f"{soon}{by_media}{meanwhile}"


def _label(
    axes: Axes,
    rungs: dict[tuple[str, str], int],
    longest: float,
    found: tuple[Latency, ...],
    theme: Theme,
) -> None:
    names = [f"{before} → {after}" for before, after in rungs]
    axes.set_yticks([*rungs.values()], names)
    axes.set_ylim(0.5, len(rungs) + 0.9)
    axes.set_xlim(-0.5, FIRST_SECOND + WIDE + 0.4)
    seconds = [0.0, longest / 2, longest]
    at = [FIRST_SECOND + WIDE * second / longest for second in seconds]
    narrow = inches_wide(axes) < NARROW
    named = PLACES if narrow else [place.replace(" ", "\n", 1) for place in PLACES]
    axes.set_xticks([*range(len(PLACES)), *at], [*named, *(f"{one:.2g} s" for one in seconds)])
    if narrow:
        for name in axes.get_xticklabels()[: len(PLACES)]:
            name.set(rotation=40, horizontalalignment="right", rotation_mode="anchor")
    axes.axvline(len(PLACES) - 0.5, color=theme.faint, linewidth=0.8)
    axes.grid(axis="y", color=theme.faint, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    if any(one.activity for one in found):
        axes.set_title("□ somebody acted or composed meanwhile", fontsize=7, loc="left",
                       color=theme.ink)  # fmt: skip


def _said(found: tuple[Latency, ...]) -> str:
    """Count as M-20 does: what came while somebody acted or composed stands apart."""
    by_pair: dict[tuple[str, str], list[Latency]] = {}
    for one in found:
        by_pair.setdefault((one.before, one.after), []).append(one)
    sentences = []
    for (before, after), responses in sorted(by_pair.items()):
        plain = [one for one in responses if not one.activity]
        late = sum(one.rank >= DELAYED for one in plain)
        apart = len(responses) - len(plain)
        busy = f"; {apart} while somebody acted or composed" if apart else ""
        counted = (
            f"{late} of {len(plain)} came after a pause" if plain else "none without an activity"
        )
        sentences.append(f"{before} → {after}: {counted}{busy}.")
    return " ".join(sentences)

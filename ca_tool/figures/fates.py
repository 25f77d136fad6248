"""What happened after each question: a bar for each direction, parted by what came."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ca_tool.figures.captions import NOTHING_TAGGED, asked_and_answered
from ca_tool.figures.drawing import Drawing, Mark, legend_columns, nothing
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence, Question
from ca_tool.measures.outcomes import ANSWER, NO_RESPONSE, UNOBSERVABLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HALF = 0.3
NARROW = 0.055
"""Part of the longest bar that a count needs to stand inside its part."""


class Fate(NamedTuple):
    """One thing that may come after a question, and how it is drawn (grey steps and hatches)."""

    label: str
    shade: float
    hatch: str = ""


ANSWERED = Fate("answered", 0.85)
OTHERWISE = Fate("something else came", 0.45, "///")
NOTHING_CAME = Fate("nothing came", 0.0, "xxx")
UNSEEN = Fate("we cannot see", 0.0, "..")
UNCODED = Fate("not coded yet", 0.0)
FATES = (ANSWERED, OTHERWISE, NOTHING_CAME, UNSEEN, UNCODED)


def draw_fates(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw for each asker and addressee how many questions were answered, and what else came."""
    from ca_tool.figures.ticks import Ticks

    if not evidence.questions:
        return nothing(axes, theme, NOTHING_TAGGED)
    pairs = [
        (asker, to)
        for asker in evidence.roster
        for to in evidence.roster
        if evidence.questions_of(asker, to)
    ]
    longest = max((len(evidence.questions_of(*pair)) for pair in pairs), default=1)
    marks: list[Mark] = []
    for place, (asker, to) in enumerate(reversed(pairs)):
        asked = evidence.questions_of(asker, to)
        marks += _bar(axes, place, f"{asker} → {to}", asked, longest, theme)
    names = [f"{asker} → {to}" for asker, to in reversed(pairs)]
    axes.set_yticks(range(len(pairs)), names)
    axes.set_ylim(-0.6, len(pairs) - 0.4)
    axes.set_xlim(0, longest)
    axes.set_xlabel("questions", fontsize=8, color=theme.ink)
    axes.xaxis.set_major_locator(Ticks(3))
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    _legend(axes, theme)
    return Drawing(tuple(marks), asked_and_answered(evidence))


def fate_of(question: Question) -> Fate:
    """Return what came after *question*."""
    if not question.outcome:
        return UNCODED
    if question.outcome == ANSWER:
        return ANSWERED
    if question.outcome == NO_RESPONSE:
        return NOTHING_CAME
    return UNSEEN if question.outcome in UNOBSERVABLE else OTHERWISE


def _bar(
    axes: Axes, y: int, pair: str, asked: tuple[Question, ...], longest: int, theme: Theme
) -> list[Mark]:
    marks: list[Mark] = []
    left = 0
    for fate in FATES:
        found = [question for question in asked if fate_of(question) is fate]
        if not found:
            continue
        ground = theme.mixed(theme.colour(0), fate.shade)
        axes.barh(y, len(found), 2 * HALF, left=left, color=ground, hatch=fate.hatch,
                  edgecolor=theme.ink, linewidth=0.7)  # fmt: skip
        if len(found) / longest >= NARROW:
            box = {"boxstyle": "round,pad=0.2", "facecolor": theme.paper, "edgecolor": "none"}
            axes.text(left + len(found) / 2, y, str(len(found)), ha="center", va="center",
                      fontsize=8, color=theme.ink, bbox=box)  # fmt: skip
        words = f"{pair}: {len(found)} {fate.label}"
        cases = tuple(question.id for question in found)
        marks.append(Mark(left, y - HALF, left + len(found), y + HALF, cases, words))
        left += len(found)
    return marks


def _legend(axes: Axes, theme: Theme) -> None:
    from matplotlib.patches import Patch

    patches = [
        Patch(
            facecolor=theme.mixed(theme.colour(0), fate.shade),
            edgecolor=theme.ink,
            hatch=fate.hatch,
            label=fate.label,
        )
        for fate in FATES
    ]
    columns = legend_columns(axes, [fate.label for fate in FATES], 3)
    axes.legend(handles=patches, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=columns,
                fontsize=7, frameon=False, labelcolor=theme.ink, borderaxespad=0.2)  # fmt: skip

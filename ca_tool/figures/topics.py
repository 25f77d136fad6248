"""Topics as ribbons: in the lane of who started each, from its start to the next one's."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ca_tool.figures.drawing import Drawing, Mark, legend_columns, nothing
from ca_tool.figures.scale import SHORTEST, Scale, draw_scale
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.initiative import uptake_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ca_tool.coding import Tag

NOTHING = "No topic starts are tagged yet."
HALF = 0.26


class Uptake(NamedTuple):
    """What became of a topic, and how its ribbon looks: full, in part, or only an outline."""

    label: str
    shade: float
    hatch: str = ""


TAKEN_UP = Uptake("taken up", 0.85)
MINIMAL = Uptake("taken up a little", 0.35, "///")
NOT_TAKEN_UP = Uptake("not taken up", 0.0, "xx")
UNSEEN = Uptake("we cannot see; or it is not coded", 0.0)
UPTAKES = (TAKEN_UP, MINIMAL, NOT_TAKEN_UP, UNSEEN)

_OF = {
    "taken_up": TAKEN_UP,
    "minimal": MINIMAL,
    "deflected": NOT_TAKEN_UP,
    "ignored": NOT_TAKEN_UP,
    "rejected": NOT_TAKEN_UP,
}


def draw_topics(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw a ribbon for each topic start; how full it is says whether it was taken up."""
    topics = evidence.of("topic")
    if not topics:
        return nothing(axes, theme, NOTHING)
    scale = Scale(evidence)
    starts = [_start(scale, topic) for topic in topics]
    lanes = {code: float(len(evidence.roster) - at) for at, code in enumerate(evidence.roster)}
    marks = []
    for topic, left, right in zip(topics, starts, [*starts[1:], scale.last], strict=True):
        who = evidence.actor(topic)
        if who in lanes:
            person = evidence.roster.index(who)
            end = max(right, left + SHORTEST)
            marks.append(_ribbon(axes, (left, end), lanes[who], person, topic, evidence, theme))
    _label(axes, scale, lanes, theme)
    return Drawing(tuple(marks), _said(evidence, topics))


def _start(scale: Scale, topic: Tag) -> float:
    return scale.at(topic.spans[0].line, topic.spans[0].start)


def _ribbon(
    axes: Axes,
    ends: tuple[float, float],
    lane: float,
    person: int,
    topic: Tag,
    evidence: Evidence,
    theme: Theme,
) -> Mark:
    left, right = ends
    uptake = _OF.get(uptake_of(evidence, topic), UNSEEN)
    colour = theme.colour(person)
    axes.barh(lane, right - left, 2 * HALF, left=left, color=theme.mixed(colour, uptake.shade),
              hatch=uptake.hatch, edgecolor=colour, linewidth=1.2)  # fmt: skip
    axes.plot([left], [lane], marker="|", markersize=22, color=theme.ink)
    kind = topic.value("type").replace("_", " ")
    words = ", ".join(filter(None, (f"{evidence.actor(topic)} starts a topic", kind, uptake.label)))
    return Mark(left, lane - HALF, right, lane + HALF, (f"tag:{topic.id}",), words)


def _label(axes: Axes, scale: Scale, lanes: dict[str, float], theme: Theme) -> None:
    from matplotlib.patches import Patch

    axes.set_yticks([*lanes.values()], [*lanes])
    axes.set_ylim(0.4, len(lanes) + 0.6)
    draw_scale(axes, scale, theme)
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    patches = [
        Patch(
            facecolor=theme.mixed(theme.ink, one.shade),
            edgecolor=theme.ink,
            hatch=one.hatch,
            label=one.label,
        )
        for one in UPTAKES
    ]
    columns = legend_columns(axes, [one.label for one in UPTAKES], 2)
    axes.legend(handles=patches, loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=columns,
                fontsize=7, frameon=False, labelcolor=theme.ink, borderaxespad=0.2)  # fmt: skip


def _said(evidence: Evidence, topics: tuple[Tag, ...]) -> str:
    sentences = []
    for code in evidence.roster:
        own = [topic for topic in topics if evidence.actor(topic) == code]
        seen = [up for topic in own if (up := uptake_of(evidence, topic)) not in ("", "censored")]
        started = f"{code} started {len(own)} of the {len(topics)} topics"
        taken = f"; {seen.count('taken_up')} of {len(seen)} taken up" if seen else ""
        sentences.append(f"{started}{taken}.")
    return " ".join(sentences)

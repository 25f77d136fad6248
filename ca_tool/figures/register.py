"""The table of figures, and drawing one of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ca_tool.figures.drawing import Drawing
from ca_tool.figures.fates import draw_fates
from ca_tool.figures.follows import draw_follows, draw_network
from ca_tool.figures.initiations import draw_initiations
from ca_tool.figures.latencies import draw_latencies
from ca_tool.figures.matrix import draw_matrix
from ca_tool.figures.shares import draw_shares
from ca_tool.figures.strip import draw_strip
from ca_tool.figures.tagged import draw_tagged
from ca_tool.figures.theme import LIGHT, Theme
from ca_tool.figures.topics import draw_topics
from ca_tool.measures.evidence import Evidence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ca_tool.project import Session

Draw: TypeAlias = "Callable[[Axes, Evidence, Theme], Drawing]"


class Figure(NamedTuple):
    """A figure that can be drawn of any session.

    Attributes
    ----------
    key
        Stable; part of the name of saved files.
    width, height
        Inches in print; ``per_person`` inches are added to the height for each participant.
    """

    key: str
    title: str
    what: str
    draw: Draw
    width: float
    height: float
    per_person: float = 0.0

    def size(self, people: int) -> tuple[float, float]:
        """Return width and height in inches for so many participants."""
        return self.width, self.height + self.per_person * people


_ROWS = (
    Figure(
        "strip",
        "The session from beginning to end",
        "Turns of each person, silences, questions and answers, in order",
        draw_strip,
        7.0,
        1.7,
        0.45,
    ),
    Figure(
        "who-asks-whom",
        "Who asks whom",
        "How many questions each person put to each other, and how many were answered",
        draw_matrix,
        4.6,
        1.4,
        0.75,
    ),
    Figure(
        "question-fate",
        "What happened after each question",
        "Questions of each person to each other: answered, something else, nothing, we cannot see",
        draw_fates,
        7.0,
        1.6,
        0.4,
    ),
    Figure(
        "initiations",
        "Who started things, as they add up",
        "Base first pair parts of each person, counted from the beginning to each place",
        draw_initiations,
        7.0,
        3.0,
    ),
    Figure(
        "topics",
        "Whose topics were picked up",
        "Topics as ribbons in the lane of who started them; full ones were taken up",
        draw_topics,
        7.0,
        1.4,
        0.45,
    ),
    Figure(
        "latencies",
        "How soon the person asked responds",
        "A dot for each response: in overlap, latched, without a marked gap, after a silence",
        draw_latencies,
        7.0,
        1.3,
        0.55,
    ),
    Figure(
        "who-follows-whom",
        "Who speaks after whom",
        "How often each person spoke directly after each other",
        draw_follows,
        4.6,
        1.4,
        0.75,
    ),
    Figure(
        "network",
        "Who speaks after whom, as a network",
        "An arrow from each person to whoever spoke next, thicker the more often",
        draw_network,
        4.6,
        4.0,
    ),
    Figure(
        "tagged",
        "Everything tagged, where it is",
        "A dot for each tag: a row for each code, a sign for each person",
        draw_tagged,
        7.0,
        3.4,
    ),
    Figure(
        "shares",
        "How much each person said",
        "Shares of turns, words and talking time side by side",
        draw_shares,
        7.0,
        2.6,
    ),
)

FIGURES: dict[str, Figure] = {figure.key: figure for figure in _ROWS}


def draw(
    key: str,
    axes: Axes,
    session: Session,
    coder: str,
    *,
    policy: str = "CP-1",
    theme: Theme = LIGHT,
) -> Drawing:
    """Draw figure *key* of *session*, as *coder* tagged it, on *axes*."""
    axes.clear()
    axes.set_facecolor(theme.paper)
    axes.tick_params(colors=theme.ink, labelsize=8)
    for spine in axes.spines.values():
        spine.set_color(theme.faint)
    evidence = Evidence(session, session.coding(coder), policy)
    return FIGURES[key].draw(axes, evidence, theme)

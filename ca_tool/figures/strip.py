"""The session as a strip: a lane of turns for each person, silences, questions and answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ca_tool.figures.captions import asked_and_answered
from ca_tool.figures.drawing import Drawing, Mark
from ca_tool.figures.scale import Scale, draw_scale
from ca_tool.figures.strip_questions import draw_questions
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ca_tool.turn_taking import Silence, Turn

BAR = 0.22
"""Half the height of a bar; lanes are 1 apart."""

LONGEST_NAMED = 3
"""How many of the longest silences have their length written beside them."""

LABEL = 0.14
"""Part of a narrow figure's width that such a length takes."""


def draw_strip(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw turns over time (or over lines, where there are no times), silences and questions."""
    people = _people(evidence)
    lanes = {code: float(len(people) - place) for place, code in enumerate(people)}
    scale = Scale(evidence)
    questions = draw_questions(axes, evidence, scale, lanes, theme)
    silences = _draw_silences(axes, evidence, scale, theme)
    turns = _draw_turns(axes, evidence, scale, lanes, theme)
    _label(axes, evidence, scale, lanes, theme)
    return Drawing((*questions, *silences, *turns), asked_and_answered(evidence))


def _people(evidence: Evidence) -> tuple[str, ...]:
    speaking = dict.fromkeys(turn.speaker for turn in evidence.talk.turns)
    return tuple(dict.fromkeys((*evidence.roster, *speaking)))


def _draw_turns(
    axes: Axes, evidence: Evidence, scale: Scale, lanes: dict[str, float], theme: Theme
) -> list[Mark]:
    """Draw each person's turns as bars; one collection for each lane."""
    bars: dict[str, list[tuple[float, float]]] = {code: [] for code in lanes}
    marks: list[Mark] = []
    for turn, case in zip(evidence.talk.turns, evidence.talk.ids, strict=True):
        lane = lanes[turn.speaker]
        words = _spoken(turn)
        for left, right in scale.stretches(turn):
            bars[turn.speaker].append((left, right - left))
            marks.append(Mark(left, lane - BAR, right, lane + BAR, (case,), words))
    for place, (code, stretches) in enumerate(bars.items()):
        axes.broken_barh(
            stretches,
            (lanes[code] - BAR, 2 * BAR),
            facecolors=theme.colour(place),
            edgecolors=theme.paper,
            linewidth=0.4 if len(marks) < 100 else 0.0,
        )
    return marks


def _spoken(turn: Turn) -> str:
    words = "1 word" if turn.words == 1 else f"{turn.words} words"
    return f"{turn.speaker}: {words if turn.words else str(turn.kind)}"


def _draw_silences(axes: Axes, evidence: Evidence, scale: Scale, theme: Theme) -> list[Mark]:
    """Draw timed silences as posts as high as they are long, the others as dots."""
    found = [
        (scale.at(one.span.line, one.span.start), one) for one in evidence.talk.taking.silences
    ]
    longest = max((one.seconds or 0.0 for _, one in found), default=0.0)
    timed = [(x, one) for x, one in found if one.seconds is not None]
    rest = [x for x, one in found if one.seconds is None]
    heights = [0.1 + 0.5 * (one.seconds or 0.0) / (longest or 1.0) for _, one in timed]
    at = [x for x, _ in timed]
    axes.vlines(at, -0.3, [height - 0.3 for height in heights], colors=theme.ink, linewidth=1.4)
    axes.scatter(rest, [-0.25] * len(rest), s=5, color=theme.ink, marker=".")
    _name_longest(axes, timed, heights, scale, theme)
    return [Mark(x, -0.35, x, 0.4, (_case(one),), _length(one)) for x, one in found]


def _name_longest(
    axes: Axes,
    timed: list[tuple[float, Silence]],
    heights: list[float],
    scale: Scale,
    theme: Theme,
) -> None:
    """Write how long the longest silences are, unless a longer one close by is named."""
    ranked = sorted(range(len(timed)), key=lambda i: -(timed[i][1].seconds or 0.0))
    room = LABEL * (scale.last - scale.first)
    named: list[float] = []
    for i in ranked[:LONGEST_NAMED]:
        x, silence = timed[i]
        if any(abs(x - other) < room for other in named):
            continue
        named.append(x)
        at_end = x > scale.last - room
        axes.annotate(
            f"{silence.seconds:g} s",
            (x, heights[i] - 0.3),
            xytext=(-3 if at_end else 3, -2),
            ha="right" if at_end else "left",
            textcoords="offset points",
            fontsize=7,
            color=theme.ink,
        )


def _case(silence: Silence) -> str:
    return f"silence:{silence.span.line}:{silence.span.start}"


def _length(silence: Silence) -> str:
    if silence.seconds is not None:
        return f"silence of {silence.seconds:g} s"
    return "micropause" if silence.micropause else "silence without a length"


def _label(
    axes: Axes, evidence: Evidence, scale: Scale, lanes: dict[str, float], theme: Theme
) -> None:
    roles = evidence.session.roles
    names = [f"{code}\n{roles[code]}" if roles.get(code) else code for code in lanes]
    axes.set_yticks([*lanes.values(), 0.0], [*names, "silences"])
    axes.set_ylim(-0.5, len(lanes) + 0.6)
    draw_scale(axes, scale, theme)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.tick_params(axis="y", length=0)

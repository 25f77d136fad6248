"""Questions and answers on the strip: signs that differ in shape, joined by lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ca_tool.figures.drawing import Mark, legend_columns
from ca_tool.figures.scale import Scale
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence, Question
from ca_tool.measures.outcomes import ANSWER, NO_RESPONSE, UNOBSERVABLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RISE = 0.36
"""How far above its lane a question's sign stands, and an answer's below."""


class Sign(NamedTuple):
    """How a kind of question or answer is drawn; *short* is what the legend says."""

    label: str
    short: str
    marker: str
    filled: bool = True


ANSWERED = Sign("question, answered", "question answered", "v")
OTHERWISE = Sign("question, something else came", "something else came", "v", filled=False)
NOTHING = Sign("question, nothing came", "nothing came", "X")
UNSEEN = Sign("question, we cannot see", "we cannot see", "d", filled=False)
REPLY = Sign("answer or other response", "answer", "^")
SIGNS = (ANSWERED, OTHERWISE, NOTHING, UNSEEN, REPLY)


def draw_questions(
    axes: Axes, evidence: Evidence, scale: Scale, lanes: dict[str, float], theme: Theme
) -> list[Mark]:
    """Draw a sign for each question and each response, and a line between the two."""
    points: dict[Sign, list[tuple[float, float]]] = {}
    lines: list[list[tuple[float, float]]] = []
    marks: list[Mark] = []
    for question in evidence.questions:
        place = _place(evidence, scale, lanes, question.tag.id, question.asker, RISE)
        points.setdefault(sign_of(question), []).append(place)
        marks.append(_mark(place, question.id, f"{question.asker}: {sign_of(question).label}"))
        for response in question.responses:
            who = evidence.actor(response)
            if who in lanes:
                end = _place(evidence, scale, lanes, response.id, who, -RISE)
                points.setdefault(REPLY, []).append(end)
                lines.append([place, end])
                marks.append(_mark(end, f"tag:{response.id}", f"{who}: {REPLY.label}"))
    _paint(axes, points, lines, theme)
    return marks


def sign_of(question: Question) -> Sign:
    """Return the sign of *question*: by what happened after it."""
    if question.outcome == ANSWER:
        return ANSWERED
    if question.outcome == NO_RESPONSE:
        return NOTHING
    return UNSEEN if question.outcome in UNOBSERVABLE else OTHERWISE


def _place(
    evidence: Evidence,
    scale: Scale,
    lanes: dict[str, float],
    tag_id: str,
    who: str,
    rise: float,
) -> tuple[float, float]:
    span = evidence.coding.tags[tag_id].spans[0]
    return scale.at(span.line, span.start), lanes[who] + rise


def _mark(place: tuple[float, float], case: str, words: str) -> Mark:
    x, y = place
    return Mark(x, y - 0.13, x, y + 0.13, (case,), words)


def _paint(
    axes: Axes,
    points: dict[Sign, list[tuple[float, float]]],
    lines: list[list[tuple[float, float]]],
    theme: Theme,
) -> None:
    from matplotlib.collections import LineCollection

    axes.add_collection(LineCollection(lines, colors=theme.ink, linewidths=0.6, alpha=0.7))
    for sign, places in points.items():
        axes.scatter(
            [x for x, _ in places],
            [y for _, y in places],
            s=26,
            marker=sign.marker,
            facecolors=theme.ink if sign.filled else theme.paper,
            edgecolors=theme.ink,
            linewidths=0.8,
            label=sign.short,
            zorder=3,
        )
    if points:
        _legend(axes, theme)


def _legend(axes: Axes, theme: Theme) -> None:
    handles, labels = axes.get_legend_handles_labels()
    order = [sign.short for sign in SIGNS]
    pairs = sorted(zip(labels, handles, strict=True), key=lambda pair: order.index(pair[0]))
    axes.legend(
        [handle for _, handle in pairs],
        [label for label, _ in pairs],
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        ncols=legend_columns(axes, labels, 3),
        fontsize=7,
        frameon=False,
        labelcolor=theme.ink,
        handletextpad=0.3,
        columnspacing=1.2,
        borderaxespad=0.2,
    )

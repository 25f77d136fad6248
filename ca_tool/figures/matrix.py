"""Who asks whom: a table of squares, darker for more questions, the counts written in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ca_tool.figures.captions import NOTHING_TAGGED, asked_and_answered
from ca_tool.figures.drawing import Drawing, Mark
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence, Question
from ca_tool.measures.outcomes import ANSWER, GROUP

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOT_CODED = "not coded"
NAMES = {GROUP: "everybody", NOT_CODED: "addressee\nnot coded"}


def draw_matrix(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw a square for each pair of asker and addressee."""
    if not evidence.questions:
        return _nothing(axes, theme)
    askers = evidence.roster
    cells = _cells(evidence)
    extra = [who for who in (GROUP, NOT_CODED) if any(to == who for _, to in cells)]
    addressed = (*askers, *extra)
    most = max(map(len, cells.values()), default=1)
    marks = []
    for row, asker in enumerate(askers):
        for column, to in enumerate(addressed):
            questions = cells.get((asker, to), [])
            top = len(askers) - row
            _square(axes, column, top, questions, len(questions) / most, asker == to, theme)
            words = f"{asker} → {NAMES.get(to, to)}: {len(questions)} asked".replace("\n", " ")
            cases = tuple(question.id for question in questions)
            marks.append(Mark(column, top - 1, column + 1, top, cases, words))
    _label(axes, askers, addressed, theme)
    return Drawing(tuple(marks), asked_and_answered(evidence))


def _nothing(axes: Axes, theme: Theme) -> Drawing:
    """Say that there is nothing to count: a table of noughts would say that nobody asked."""
    axes.set_axis_off()
    axes.text(0.5, 0.5, NOTHING_TAGGED, ha="center", va="center", fontsize=9, color=theme.ink)
    return Drawing((), NOTHING_TAGGED)


def _cells(evidence: Evidence) -> dict[tuple[str, str], list[Question]]:
    cells: dict[tuple[str, str], list[Question]] = {}
    for question in evidence.questions:
        for to in question.addressees or (NOT_CODED,):
            cells.setdefault((question.asker, to), []).append(question)
    return cells


def _square(
    axes: Axes,
    column: int,
    top: int,
    questions: list[Question],
    depth: float,
    self_pair: bool,  # noqa: FBT001  (a cell of the diagonal)
    theme: Theme,
) -> None:
    from matplotlib.patches import Rectangle

    shade = _mixed(theme.paper, theme.colour(0), 0.85 * depth) if questions else theme.paper
    hatch = "////" if self_pair and not questions else ""
    axes.add_patch(
        Rectangle(
            (column, top - 1), 1, 1, facecolor=shade, edgecolor=theme.faint, hatch=hatch, lw=0.8
        )
    )
    if self_pair and not questions:
        return
    ink = theme.on(shade)
    _write(axes, column + 0.5, top - 0.4, str(len(questions)), 11, ink)
    seen = [question for question in questions if question.observable]
    if seen:
        answered = sum(question.outcome == ANSWER for question in seen)
        _write(axes, column + 0.5, top - 0.75, f"answered {answered} of {len(seen)}", 7, ink)


def _write(axes: Axes, x: float, y: float, text: str, size: int, ink: str) -> None:
    axes.text(x, y, text, ha="center", va="center", fontsize=size, color=ink)


def _mixed(ground: str, colour: str, amount: float) -> str:
    channels = (
        round(int(ground[at : at + 2], 16) * (1 - amount) + int(colour[at : at + 2], 16) * amount)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _label(axes: Axes, askers: tuple[str, ...], addressed: tuple[str, ...], theme: Theme) -> None:
    axes.set_xlim(0, max(len(addressed), 1))
    axes.set_ylim(0, max(len(askers), 1))
    names = [NAMES.get(who, who) for who in addressed]
    axes.set_xticks([column + 0.5 for column in range(len(addressed))], names)
    axes.set_yticks([len(askers) - row - 0.5 for row in range(len(askers))], list(askers))
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel("is asked", fontsize=8, color=theme.ink)
    axes.set_ylabel("asks", fontsize=8, color=theme.ink)
    axes.tick_params(length=0)

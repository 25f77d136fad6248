"""Who asks whom: a table of squares, darker for more questions, the counts written in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ca_tool.figures.captions import NOTHING_TAGGED, asked_and_answered
from ca_tool.figures.drawing import Drawing, Mark, nothing
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
        return nothing(axes, theme, NOTHING_TAGGED)
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
            ink = square(axes, (column, top), len(questions), most, theme, own=asker == to)
            seen = [question for question in questions if question.observable]
            if seen:
                answered = sum(question.outcome == ANSWER for question in seen)
                write(axes, column + 0.5, top - 0.75, f"answered {answered} of {len(seen)}", 7, ink)
            words = f"{asker} → {NAMES.get(to, to)}: {len(questions)} asked".replace("\n", " ")
            cases = tuple(question.id for question in questions)
            marks.append(Mark(column, top - 1, column + 1, top, cases, words))
    names = [NAMES.get(who, who) for who in addressed]
    label_squares(axes, askers, names, "is asked", "asks", theme)
    return Drawing(tuple(marks), asked_and_answered(evidence))


def _cells(evidence: Evidence) -> dict[tuple[str, str], list[Question]]:
    cells: dict[tuple[str, str], list[Question]] = {}
    for question in evidence.questions:
        for to in question.addressees or (NOT_CODED,):
            cells.setdefault((question.asker, to), []).append(question)
    return cells


def square(
    axes: Axes, corner: tuple[int, int], count: int, most: int, theme: Theme, *, own: bool
) -> str:
    """Draw a square darker for a higher *count*, and the count in it; return the ink used.

    *corner* is its left and upper one; an empty square of one's *own* pair is hatched.
    """
    from matplotlib.patches import Rectangle

    column, top = corner
    shade = theme.mixed(theme.colour(0), 0.85 * count / most) if count else theme.paper
    empty = own and not count
    axes.add_patch(
        Rectangle(
            (column, top - 1),
            1,
            1,
            facecolor=shade,
            edgecolor=theme.faint,
            hatch="////" if empty else "",
            lw=0.8,
        )
    )
    ink = theme.on(shade)
    if not empty:
        write(axes, column + 0.5, top - 0.4, str(count), 11, ink)
    return ink


def write(axes: Axes, x: float, y: float, text: str, size: int, ink: str) -> None:
    """Write *text* around a point."""
    axes.text(x, y, text, ha="center", va="center", fontsize=size, color=ink)


def label_squares(
    axes: Axes,
    rows: Sequence[str],
    columns: Sequence[str],
    across: str,
    down: str,
    theme: Theme,
) -> None:
    """Write the names of *rows*, from the top, and *columns*, and what they are."""
    axes.set_xlim(0, max(len(columns), 1))
    axes.set_ylim(0, max(len(rows), 1))
    axes.set_xticks([column + 0.5 for column in range(len(columns))], columns)
    axes.set_yticks([len(rows) - row - 0.5 for row in range(len(rows))], rows)
    axes.xaxis.tick_top()
    axes.xaxis.set_label_position("top")
    axes.set_xlabel(across, fontsize=8, color=theme.ink)
    axes.set_ylabel(down, fontsize=8, color=theme.ink)
    axes.tick_params(length=0)

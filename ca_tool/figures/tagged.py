"""Every tag as a dot where it is: a row for each code, a sign for each participant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ca_tool.figures.drawing import Drawing, Mark, legend_columns, nothing
from ca_tool.figures.marks import MARKERS
from ca_tool.figures.scale import Scale, draw_scale
from ca_tool.figures.theme import Theme
from ca_tool.measures.evidence import Evidence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NOTHING = "Nothing is tagged yet."
SPREAD = 0.22
"""How far apart the signs of different people stand within a row."""


def draw_tagged(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw a dot for each tag, by code (rows) and by who does it (colour and shape)."""
    codes = [code for code in evidence.tags if evidence.of(code)]
    if not codes:
        return nothing(axes, theme, NOTHING)
    scale = Scale(evidence)
    people = evidence.roster
    marks: list[Mark] = []
    for person, who in enumerate(people):
        shift = SPREAD * ((len(people) - 1) / 2 - person)
        mine = [
            mark
            for row, code in enumerate(codes)
            for mark in _marks(evidence, scale, who, code, len(codes) - row + shift)
        ]
        axes.scatter(
            [mark.left for mark in mine],
            [(mark.bottom + mark.top) / 2 for mark in mine],
            s=22,
            marker=MARKERS[person % len(MARKERS)],
            color=theme.colour(person),
            edgecolors=theme.ink,
            linewidths=0.4,
            label=f"{who} {len(mine)}",
        )
        marks += mine
    _label(axes, scale, codes, theme)
    return Drawing(tuple(marks), _said(evidence, codes))


def _marks(evidence: Evidence, scale: Scale, who: str, code: str, y: float) -> list[Mark]:
    name = code.replace("_", " ")
    found = []
    for tag in evidence.of(code):
        if evidence.actor(tag) == who:
            x = scale.at(tag.spans[0].line, tag.spans[0].start)
            found.append(Mark(x, y - 0.1, x, y + 0.1, (f"tag:{tag.id}",), f"{who}: {name}"))
    return found


def _label(axes: Axes, scale: Scale, codes: list[str], theme: Theme) -> None:
    names = [code.replace("_", " ") for code in codes]
    axes.set_yticks([len(codes) - row for row in range(len(codes))], names)
    axes.set_ylim(0.4, len(codes) + 0.6)
    draw_scale(axes, scale, theme)
    axes.grid(axis="y", color=theme.faint, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    columns = legend_columns(axes, axes.get_legend_handles_labels()[1], 4)
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=columns, fontsize=7,
                frameon=False, labelcolor=theme.ink, borderaxespad=0.2)  # fmt: skip


def _said(evidence: Evidence, codes: list[str]) -> str:
    counted = [
        f"{len(evidence.of(code))} × {code.replace('_', ' ')}"
        for code in sorted(codes, key=lambda code: -len(evidence.of(code)))
    ]
    return f"Tagged here: {', '.join(counted)}."

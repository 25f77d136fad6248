"""Shares of turns, words and talking time side by side: one bar each, a stretch per person."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from ca_tool.figures.drawing import A_LETTER, BESIDE_AXES, Drawing, Mark, inches_wide
from ca_tool.figures.theme import Theme
from ca_tool.measures import measure_session
from ca_tool.measures.evidence import Evidence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ca_tool.measures import Row

BARS = (("M-01", "turns_all", "turns"), ("M-02", "words_all", "words"),
        ("M-05", "talking_time", "seconds of talk"))  # fmt: skip
HALF = 0.3
LINE, TWO_LINES = 0.19, 0.085
"""The smallest shares whose label fits inside their stretch, on one line and on two, in a figure
of :data:`WIDTH` inches."""

WIDTH = 7.0


def draw_shares(axes: Axes, evidence: Evidence, theme: Theme) -> Drawing:
    """Draw three bars; where a share is missing, say why instead."""
    rows = measure_session(
        evidence.session,
        evidence.coding.coder,
        policy=evidence.policy,
        measures=[measure for measure, _, _ in BARS],
    )
    marks: list[Mark] = []
    captions: list[str] = []
    for place, (measure, variant, counts) in enumerate(BARS):
        found = [row for row in rows if (row.measure, row.variant) == (measure, variant)]
        marks += _bar(axes, found, len(BARS) - 1 - place, counts, evidence.roster, theme)
        captions += [
            f"{row.note[:1].upper()}{row.note[1:]}."
            for row in found
            if row.note and row.value is not None
        ]
    axes.set_yticks(range(len(BARS)), [counts for _, _, counts in reversed(BARS)])
    axes.set_xlim(0, 1)
    axes.set_ylim(-0.6, len(BARS) - 0.1)
    axes.xaxis.set_major_formatter(lambda x, _position: f"{x:.0%}")
    axes.tick_params(axis="y", length=0)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    said = _said(rows)
    return Drawing(tuple(marks), " ".join([*said, *dict.fromkeys(captions)]))


def _bar(
    axes: Axes, rows: list[Row], y: int, counts: str, roster: tuple[str, ...], theme: Theme
) -> list[Mark]:
    shown = [row for row in rows if row.value is not None and row.participant in roster]
    if not shown:
        why = next((row.note for row in rows if row.note), "") or f"no {counts} to count"
        room = max(12, int((inches_wide(axes) - BESIDE_AXES) / A_LETTER))
        said = axes.text(0.01, y, textwrap.fill(why, room), va="center", fontsize=8,
                         color=theme.ink, style="italic")  # fmt: skip
        said.set_in_layout(False)  # words take no room from the bars
        return []
    marks: list[Mark] = []
    left = 0.0
    for row in shown:
        value, person = row.value or 0.0, roster.index(row.participant)
        _stretch(axes, left, y, value, person, theme)
        _name(axes, left, y, row, theme)
        words = f"{row.participant}: {row.k:g} of {row.n:g} {counts}"
        cases = row.instances.numerator
        marks.append(Mark(left, y - HALF, left + value, y + HALF, cases, words))
        left += value
    return marks


def _stretch(axes: Axes, left: float, y: int, value: float, person: int, theme: Theme) -> None:
    axes.barh(
        y,
        value,
        2 * HALF,
        left=left,
        color=theme.colour(person),
        hatch=theme.hatch(person),
        edgecolor=theme.paper,
        linewidth=1.0,
    )


def _name(axes: Axes, left: float, y: int, row: Row, theme: Theme) -> None:
    """Write who and how many in the stretch, or above it where it is too narrow."""
    value = row.value or 0.0
    narrower = WIDTH / max(inches_wide(axes), 0.01)
    between = " " if value >= LINE * narrower else "\n"
    text = f"{row.participant} {row.k:.4g}{between}({value:.0%})"
    if value >= TWO_LINES * narrower:
        box = {"boxstyle": "round,pad=0.2", "facecolor": theme.paper, "edgecolor": "none"}
        axes.text(left + value / 2, y, text, ha="center", va="center", fontsize=8,
                  color=theme.ink, bbox=box)  # fmt: skip
        return
    side = "right" if left + value > 0.9 else "left"
    at = left + value if side == "right" else left
    axes.text(at, y + HALF + 0.03, text, ha=side, va="bottom", fontsize=7, color=theme.ink)


def _said(rows: tuple[Row, ...]) -> list[str]:
    return [
        f"{row.participant} said {row.k:g} of the {row.n:g} words."
        for row in rows
        if row.variant == "words_all" and row.value is not None and row.participant
    ]

"""Where a place in the transcript stands on the horizontal axis: seconds, or else lines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ca_tool.measures.evidence import Evidence

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ca_tool.figures.theme import Theme
    from ca_tool.turn_taking import Turn

SHORTEST = 0.05
"""Seconds or lines that a bar is wide at least, so that it can be seen and clicked."""


class Scale:
    """Maps places to seconds if every turn has times, to lines if not."""

    def __init__(self, evidence: Evidence) -> None:
        self._lines = evidence.session.transcript.lines
        self._row = evidence.session.transcript.row
        turns = evidence.talk.turns
        self.timed = bool(turns) and all(
            turn.start_ms is not None and turn.end_ms is not None for turn in turns
        )
        self._end = max((turn.end_ms or 0 for turn in turns), default=0) / 1000

    @property
    def title(self) -> str:
        """What the axis shows."""
        return "minutes and seconds" if self.timed else "line of the transcript"

    @property
    def first(self) -> float:
        """Where the axis begins."""
        return 0.0

    @cached_property
    def last(self) -> float:
        """Where the axis ends."""
        return max(self._end if self.timed else float(len(self._lines)), 1.0)

    @property
    def longest_label(self) -> int:
        """How many characters the label of a tick has at most."""
        return max(len(self.tick(self.last)), len(self.tick(self.last - 1)), 1)

    def tick(self, x: float) -> str:
        """Return the label of a tick; lines stand between two ticks and are counted from 1."""
        if self.timed:
            return f"{int(x) // 60}:{int(x) % 60:02}"
        row = round(x)
        if not 0 <= row < len(self._lines):
            return ""
        printed = any(line.number for line in self._lines)
        return self._lines[row].number if printed else str(row + 1)

    def at(self, line_id: int, column: int) -> float:
        """Return where a place is."""
        row = self._row[line_id]
        line = self._lines[row]
        width = line.body_end - line.body
        inside = min(max((column - line.body) / width, 0.0), 1.0) if width > 0 else 0.0
        if not self.timed:
            return row + inside
        start = self._start(row)
        end = line.end_ms if line.end_ms is not None else start
        return (start + (end - start) * inside) / 1000

    def _start(self, row: int) -> int:
        """Return when a line begins; lines without a time are where the one above them ends."""
        for line in reversed(self._lines[: row + 1]):
            if line.start_ms is not None:
                return line.start_ms if line is self._lines[row] else line.end_ms or line.start_ms
        return 0

    def stretches(self, turn: Turn) -> list[tuple[float, float]]:
        """Return where the bars of *turn* begin and end."""
        if self.timed and turn.start_ms is not None and turn.end_ms is not None:
            start = turn.start_ms / 1000
            return [(start, max(turn.end_ms / 1000, start + SHORTEST))]
        bars = []
        for piece in turn.pieces:
            left, right = self.at(piece.line, piece.start), self.at(piece.end_line, piece.end)
            bars.append((left, max(right, left + SHORTEST)))
        return bars


def draw_scale(axes: Axes, scale: Scale, theme: Theme) -> None:
    """Write the horizontal axis, its labels as far apart as they need to be."""
    from matplotlib.ticker import FuncFormatter

    from ca_tool.figures.ticks import Ticks

    axes.set_xlim(scale.first, scale.last)
    axes.set_xlabel(scale.title, fontsize=8, color=theme.ink)
    axes.xaxis.set_major_locator(Ticks(scale.longest_label))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _position: scale.tick(x)))

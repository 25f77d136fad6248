"""Which turn a line or a character belongs to, found out when first asked."""

from __future__ import annotations

from ca_tool.transcript import Span, Transcript
from ca_tool.turn_taking import Turn, turn_taking
from widgets.transcript.cells import talk_start

SPLIT_AT_SILENCE = "CP-1s"
"""What a key tags ends at a silence: asking again after nothing came is a question of its own."""

AT_ONCE = 8000
"""Up to so many lines turns are derived when asked for; beyond, lines stand for turns."""


class TurnIndex:
    """The turns of one transcript, by line."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self._by_line: dict[int, list[Turn]] | None = None

    def turn_at(self, line: int, offset: int) -> Turn | None:
        """Return the turn that holds *offset* of *line*, or else the nearest one on the line."""
        found = self._turns().get(line, [])

        def distance(turn: Turn) -> int:
            return min(
                max(piece.start - offset, offset - piece.end, 0)
                for piece in turn.pieces
                if piece.line == line
            )

        return min(found, key=distance, default=None)

    def pieces_at(self, line: int, offset: int) -> tuple[Span, ...]:
        """Return the stretches of the turn at *offset*; the line's own talk where there is none."""
        turn = self.turn_at(line, offset)
        if turn is not None:
            return turn.pieces
        here = self.transcript.line(line)
        start = talk_start(here)
        return (Span(line, start, line, here.body_end),) if here.body_end > start else ()

    def lines_at(self, line: int, offset: int) -> frozenset[int]:
        """Return the ids of the lines of the turn at *offset*."""
        turn = self.turn_at(line, offset)
        return frozenset(turn.lines) if turn else frozenset((line,))

    def _turns(self) -> dict[int, list[Turn]]:
        if self._by_line is None:
            self._by_line = {}
            if len(self.transcript.lines) <= AT_ONCE:
                for turn in turn_taking(self.transcript, SPLIT_AT_SILENCE).turns:
                    for line in turn.lines:
                        self._by_line.setdefault(line, []).append(turn)
        return self._by_line

"""The selected stretch of talk: an anchor and a caret, each a row and an offset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ca_tool.transcript import Line, Span
from widgets.transcript.cells import talk_start


class Spot(NamedTuple):
    """A boundary between characters: row of the view, offset into the raw line."""

    row: int
    offset: int


START = Spot(0, 0)


@dataclass(frozen=True, slots=True)
class Selection:
    """From *anchor* to *caret*, either way round; nothing is selected where they are equal."""

    anchor: Spot = START
    caret: Spot = START

    @property
    def first(self) -> Spot:
        """The earlier end."""
        return min(self.anchor, self.caret)

    @property
    def last(self) -> Spot:
        """The later end."""
        return max(self.anchor, self.caret)

    @property
    def empty(self) -> bool:
        """Whether no character is selected."""
        return self.anchor == self.caret

    def on_row(self, row: int, length: int) -> tuple[int, int] | None:
        """Return the selected offsets of *row*, whose line is *length* long."""
        first, last = self.first, self.last
        if self.empty or not first.row <= row <= last.row:
            return None
        start = first.offset if row == first.row else 0
        return start, last.offset if row == last.row else length

    def span(self, lines: Sequence[Line]) -> Span | None:
        """Return the selected stretch, or the talk of the caret's line where none is selected."""
        if not lines:
            return None
        if self.empty:
            line = lines[min(self.caret.row, len(lines) - 1)]
            return Span(line.id, talk_start(line), line.id, line.body_end)
        first, last = self.first, self.last
        return Span(lines[first.row].id, first.offset, lines[last.row].id, last.offset)

    def text(self, lines: Sequence[Line]) -> str:
        """Return the selected characters, exactly, with the line ends between them."""
        if self.empty:
            return lines[self.caret.row].raw if lines else ""
        first, last = self.first, self.last
        if first.row == last.row:
            return lines[first.row].raw[first.offset : last.offset]
        head = lines[first.row]
        middle = "".join(line.raw + line.ending for line in lines[first.row + 1 : last.row])
        return head.raw[first.offset :] + head.ending + middle + lines[last.row].raw[: last.offset]

"""Where a stretch of text goes when the text is changed: character differences.

Used for edits made in the program and for changes made outside it, so that a tag follows its
words in the same way whoever corrected the transcript.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

LARGEST = 400_000
"""Characters × characters that are compared; beyond that a changed middle counts as replaced."""

SURVIVES = 0.5
"""The share of a stretch's characters that must be found again for its place to be certain."""


class Block(NamedTuple):
    """``old[old_start:old_end]`` became ``new[new_start:new_end]``; ``same`` if unchanged."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    same: bool


class Carried(NamedTuple):
    """Where a stretch is now; empty where its text is gone."""

    start: int
    end: int
    certain: bool


@dataclass(frozen=True)
class Change:
    """How *old* became *new*."""

    old: str
    new: str
    blocks: tuple[Block, ...]

    def carry(self, start: int, end: int) -> Carried:
        """Return where the stretch ``start:end`` of the old text is in the new text.

        A word that grew at the edge of the stretch stays whole: tagging *finger* and correcting
        it to *fingers* leaves *fingers* tagged. A stretch that held nothing stays at its place.
        """
        if start == end:
            point, certain = self._edge(start, at_end=True)
            return Carried(point, point, certain)
        new_start, start_certain = self._edge(start, at_end=False)
        new_end, end_certain = self._edge(end, at_end=True)
        kept = self._kept(start, end)
        certain = start_certain and end_certain and kept >= SURVIVES * (end - start)
        if kept == 0 and new_end - new_start < 1:
            return Carried(new_start, new_start, certain=False)
        return Carried(new_start, max(new_start, new_end), certain)

    def _edge(self, at: int, *, at_end: bool) -> tuple[int, bool]:
        """Return where the edge *at* is now, and whether that is certain."""
        at = min(at, len(self.old))
        starts = [block.old_start for block in self.blocks]
        # The block that holds the character inside the stretch: before an end, after a start.
        index = max(bisect_right(starts, at - 1 if at_end else at) - 1, 0)
        while index < len(self.blocks) - 1 and not at_end and self.blocks[index].old_end <= at:
            index += 1
        if not self.blocks:
            return 0, True
        block = self.blocks[index]
        if block.same:
            point = min(block.new_start + at - block.old_start, block.new_end)
            return self._grown(point, index, at_end=at_end), True
        if at_end:
            return block.new_end, at == block.old_end
        return block.new_start, at == block.old_start

    def _grown(self, point: int, index: int, *, at_end: bool) -> int:
        """Return *point* moved over text that was inserted there and continues the word."""
        block = self.blocks[index]
        if at_end and point == block.new_end and index + 1 < len(self.blocks):
            inserted = self.blocks[index + 1]
            if inserted.old_start == inserted.old_end and self.new[point - 1 : point].isalnum():
                while point < inserted.new_end and self.new[point].isalnum():
                    point += 1
        elif not at_end and point == block.new_start and index > 0:
            inserted = self.blocks[index - 1]
            if inserted.old_start == inserted.old_end and self.new[point : point + 1].isalnum():
                while point > inserted.new_start and self.new[point - 1].isalnum():
                    point -= 1
        return point

    def _kept(self, start: int, end: int) -> int:
        return sum(
            max(0, min(end, block.old_end) - max(start, block.old_start))
            for block in self.blocks
            if block.same
        )


def change(old: str, new: str) -> Change:
    """Return how *old* became *new*; what both ends share is never compared twice."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    old_end, new_end = len(old) - tail, len(new) - tail
    blocks = [Block(0, head, 0, head, same=True)] if head else []
    blocks += _middle(old[head:old_end], new[head:new_end], head)
    if tail:
        blocks.append(Block(old_end, len(old), new_end, len(new), same=True))
    return Change(old, new, tuple(blocks))


def _shared(one: str, other: str) -> int:
    """Return the length of the common beginning, by halving: fast on long lines."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _middle(old: str, new: str, offset: int) -> list[Block]:
    if not old and not new:
        return []
    if not old or not new or len(old) * len(new) > LARGEST:
        return [Block(offset, offset + len(old), offset, offset + len(new), same=False)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        Block(offset + i1, offset + i2, offset + j1, offset + j2, same=name == "equal")
        for name, i1, i2, j1, j2 in matcher.get_opcodes()
    ]

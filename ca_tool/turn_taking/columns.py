"""Display columns: where a sign stands on a line, and whether a file is aligned by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from unicodedata import category, east_asian_width

TAB = 8
FARTHEST = 4096
"""Offsets beyond this are taken for columns: nobody aligns brackets by eye that far out."""
ALIGNED_SHARE = 0.7
"""Share of bracket pairs that must stand under each other (science §1.5)."""


def display_column(raw: str, offset: int) -> int:
    """Return the 0-based column of *offset* in *raw*: tabs expanded, wide signs 2, combining 0."""
    if offset > FARTHEST:
        return offset
    head = raw[:offset]
    if head.isascii() and "\t" not in head:
        return offset
    return next(islice(_columns(raw), offset, None), offset)


def offset_at(raw: str, column: int) -> int:
    """Return the offset in *raw* of the first sign at or after display *column*."""
    for offset, found in enumerate(_columns(raw)):
        if found >= column:
            return min(offset, len(raw))
    return len(raw)


def _columns(raw: str) -> Iterator[int]:
    """Yield the column of each sign of *raw*, then the one behind the last."""
    column = 0
    for sign in raw:
        yield column
        if sign == "\t":
            column += TAB - column % TAB
        elif sign.isascii() or category(sign) not in ("Mn", "Me", "Cf"):
            column += 2 if east_asian_width(sign) in "WF" else 1
    yield column


def are_aligned(neighbours: Iterable[tuple[list[int], list[int]]]) -> bool | None:
    """Return whether the columns of *neighbours*, brackets on two adjacent lines, agree.

    Of each two lines as many brackets are compared as the line with fewer has, the nearest ones.
    ``None`` where there is nothing to compare.
    """
    near = total = 0
    for above, below in neighbours:
        few, many = sorted((above, below), key=len)
        distances = sorted(min(abs(here - there) for there in many) for here in few)
        total += len(distances)
        near += sum(distance <= 1 for distance in distances)
    return near >= ALIGNED_SHARE * total if total else None

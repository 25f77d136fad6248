"""Cell arithmetic: which column each character of a line stands in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from unicodedata import combining, east_asian_width

from ca_tool.transcript import Line, LineKind, Transcript

NARROW = frozenset("〔〕〘〙")
"""Brackets of the notation that other fonts draw wide and CA Mono draws in one cell."""

TAB = 8
"""Columns between tab stops, as in the file."""


@lru_cache(maxsize=4096)
def columns(text: str) -> Sequence[int]:
    """Return the column of each code point of *text*, and the column after the last.

    Tabs go to the next stop, marks that combine take no column, wide signs take two.
    """
    if text.isascii() and "\t" not in text:
        return range(len(text) + 1)
    found: list[int] = []
    column = 0
    for sign in text:
        if combining(sign) and found:
            found.append(found[-1])
            continue
        found.append(column)
        column += TAB - column % TAB if sign == "\t" else _cells(sign)
    found.append(column)
    return tuple(found)


def _cells(sign: str) -> int:
    return 2 if east_asian_width(sign) in "WF" and sign not in NARROW else 1


def offset_at(text: str, column: float) -> int:
    """Return the offset of the boundary between characters nearest to *column*."""
    places = columns(text)
    at = bisect_left(places, column)
    if at >= len(places):
        return len(text)
    if at and column - places[at - 1] < places[at] - column:
        at -= 1
    return at


def talk_start(line: Line) -> int:
    """Return the offset where the talk of *line* is shown from: its first visible sign."""
    body = line.raw[line.body : line.body_end]
    return line.body + len(body) - len(body.lstrip(" \t\u00a0"))


def base_column(transcript: Transcript, sample: int = 2000) -> int:
    """Return the column of the file at which talk begins: the transcript's left edge.

    Everything is shown in the file's own columns, so brackets that the transcriber aligned stay
    aligned; only what stands left of all talk (numbers, labels) has columns of its own. The first
    *sample* lines decide.
    """
    starts = [
        columns(line.raw)[talk_start(line)]
        for line in transcript.lines[:sample]
        if line.label and line.kind is LineKind.TALK and line.body_end > line.body
    ]
    return min(starts, default=0)

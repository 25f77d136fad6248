"""A line's body with some of its signs replaced: what both directions of CHAT-CA rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ca_tool.transcript import Line, Token


class Change(NamedTuple):
    """The characters ``start:end`` of a line become *text*."""

    start: int
    end: int
    text: str


def rewritten(line: Line, changes: Iterable[Change]) -> str:
    """Return the body of *line* after *changes*; where two overlap, the earlier or longer wins."""
    out: list[str] = []
    at = line.body
    for change in sorted(changes, key=_order):
        if change.start < at:
            continue
        out += (line.raw[at : change.start], change.text)
        at = change.end
    return "".join((*out, line.raw[at : line.body_end]))


def _order(change: Change) -> tuple[int, bool, int]:
    """Put insertions before replacements at the same place, longer replacements first."""
    return change.start, change.end > change.start, -change.end


def edges(line: Line, token: Token, signs: str, opening: str, closing: str) -> Iterator[Change]:
    """Replace the *signs* that a span begins and ends with; where it has none, nothing changes."""
    first, last = token.start, token.end
    while first < token.end and line.raw[first] in signs:
        first += 1
    while last > first and line.raw[last - 1] in signs:
        last -= 1
    if first > token.start:
        yield Change(token.start, first, opening)
    if last < token.end:
        yield Change(last, token.end, closing)

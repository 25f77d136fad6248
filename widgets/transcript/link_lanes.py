"""Where the brackets from questions to answers run, in lanes beside the transcript."""

from __future__ import annotations

from typing import NamedTuple

from ca_tool.coding import Coding, Tag

LANES = 4
"""Brackets side by side; further ones share the last lane."""
FAR = 60
"""Rows beyond which only the two ends of a bracket are drawn."""


class Piece(NamedTuple):
    """What a row shows of a bracket. ``part`` is start, middle, end, far or unanswered."""

    lane: int
    part: str
    code: str


Lanes = dict[int, tuple[Piece, ...]]
"""Pieces under the row they are drawn on."""


def lanes(coding: Coding, rows: dict[int, int]) -> Lanes:
    """Return the brackets of every link ``answers`` and every question that got no answer."""
    found: dict[int, list[Piece]] = {}
    busy_until = [-1] * LANES
    for first, last, code in sorted(_brackets(coding, rows)):
        lane = next((n for n in range(LANES) if busy_until[n] < first), LANES - 1)
        busy_until[lane] = max(busy_until[lane], last)
        for row, part in _parts(first, last):
            found.setdefault(row, []).append(Piece(lane, part, code))
    return {row: tuple(pieces) for row, pieces in found.items()}


def _brackets(coding: Coding, rows: dict[int, int]) -> list[tuple[int, int, str]]:
    found = []
    for link in coding.links.values():
        source, target = coding.tags.get(link.source), coding.tags.get(link.target)
        if link.kind == "answers" and source and target:
            ends = sorted((_row(target, rows), _row(source, rows)))
            found.append((ends[0], ends[1], target.code))
    nobody_answered = (t for t in coding.tags.values() if t.value("outcome") == "no_response")
    found.extend((_row(tag, rows), -1, tag.code) for tag in nobody_answered)
    return [bracket for bracket in found if bracket[0] >= 0]


def _row(tag: Tag, rows: dict[int, int]) -> int:
    return rows.get(tag.spans[0].line, -1)


def _parts(first: int, last: int) -> list[tuple[int, str]]:
    if last < 0:
        return [(first, "unanswered")]
    if last == first:
        return [(first, "same")]
    if last - first > FAR:
        return [(first, "far start"), (last, "far end")]
    middle = [(row, "middle") for row in range(first + 1, last)]
    return [(first, "start"), *middle, (last, "end")]

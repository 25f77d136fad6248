"""Which places of the chosen lines stand under each other: overlaps, and tiers tied to talk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from ca_tool.transcript import Line, LineKind, Place, Transcript
from ca_tool.turn_taking import Overlap, TurnTaking, turn_taking
from ca_tool.turn_taking.columns import display_column, offset_at

_TALK = frozenset({LineKind.TALK, LineKind.CONTINUATION, LineKind.SILENCE})
_APART = re.compile(r"(?:^|[ \t]{2,})(?=\S)")

Tie: TypeAlias = tuple[Place, ...]
"""Places in at least two lines."""


class Ties(NamedTuple):
    """What is to be aligned: line id → ``(offset, stop)``, stops counted from 1.

    ``unsure`` holds ids of lines whose overlap was paired by a guess.
    """

    stops: dict[int, list[tuple[int, int]]]
    unsure: frozenset[int]


def ties_of(transcript: Transcript, chosen: Sequence[Line]) -> Ties:
    """Return the ties among the *chosen* lines.

    Where following all of them is impossible (two overlaps that cross), the later one is left.
    """
    shown = {line.id: line for line in chosen}
    found = turn_taking(transcript)
    order = Order()
    unsure: set[int] = set()
    for tie, certain in _wanted(transcript, found, chosen):
        kept = tuple(dict.fromkeys(_inside(shown[p.line], p) for p in tie if p.line in shown))
        if len({place.line for place in kept}) > 1 and order.add(kept) and not certain:
            unsure |= {place.line for place in kept}
    return Ties(order.by_line, frozenset(unsure))


def _inside(line: Line, place: Place) -> Place:
    return Place(line.id, max(place.column, line.body))


def _wanted(
    transcript: Transcript, found: TurnTaking, chosen: Sequence[Line]
) -> Iterator[tuple[Tie, bool]]:
    for overlap in found.overlaps:
        yield (overlap.first, *overlap.others), overlap.certain
    for overlap in found.overlaps:
        yield from ((tie, True) for tie in _ends(transcript, overlap))
    if found.aligned is not False:
        for tie in _tiers(chosen):
            yield tie, True


def _ends(transcript: Transcript, overlap: Overlap) -> Iterator[Tie]:
    """Yield the closing brackets that the transcriber put under each other."""
    first = overlap.first_end
    if first is None:
        return
    column = _column(transcript, first)
    others = [e for e in overlap.ends if e is not None and _column(transcript, e) == column]
    if others:
        yield (first, *others)


def _column(transcript: Transcript, place: Place) -> int:
    return display_column(transcript.line(place.line).raw, place.column)


def _tiers(chosen: Sequence[Line]) -> Iterator[Tie]:
    """Yield where a tier, or a word of it set apart, stands under the talk above it."""
    talk: Line | None = None
    for line in chosen:
        if line.kind in _TALK:
            talk = line
        elif line.kind is LineKind.TIER and talk is not None:
            for start in _APART.finditer(line.text):
                column = display_column(line.raw, line.body + start.end())
                above = offset_at(talk.raw, column)
                if talk.body < above < len(talk.raw):
                    yield Place(talk.id, above), Place(line.id, line.body + start.end())


class Order:
    """Stops given so far, and which of them come before which on some line."""

    def __init__(self) -> None:
        self.by_line: dict[int, list[tuple[int, int]]] = {}
        self._stops = 0
        self._following: dict[int, set[int]] = {}

    def add(self, tie: Tie) -> bool:
        """Give *tie* a stop, unless that crosses an earlier one; return whether it has one."""
        before: set[int] = set()
        after: set[int] = set()
        for line, offset in tie:
            given = self.by_line.get(line, [])
            if any(taken == offset for taken, _stop in given):
                return False
            before |= {stop for taken, stop in given if taken < offset}
            after |= {stop for taken, stop in given if taken > offset}
        if len({place.line for place in tie}) < len(tie) or self._leads(after, before):
            return False
        self._stops += 1
        for line, offset in tie:
            given = self.by_line.setdefault(line, [])
            given.append((offset, self._stops))
            given.sort()
            for (_, left), (_, right) in pairwise(given):
                self._following.setdefault(left, set()).add(right)
        return True

    def _leads(self, sources: set[int], targets: set[int]) -> bool:
        """Whether some of *targets* is one of *sources*, or comes after one on the way right."""
        seen, waiting = set(sources), list(sources)
        while waiting:
            for stop in self._following.get(waiting.pop(), ()):
                if stop not in seen:
                    seen.add(stop)
                    waiting.append(stop)
        return not seen.isdisjoint(targets)

"""Positions in a text, as REFI-QDA has them, and places in lines, as tags have them.

The standard counts Unicode code points from 0, line ends included. Some programs count otherwise:
a line end of two characters as one, characters beyond U+FFFF as two, the byte order mark as one.
Selections mostly bear their words as a name, so the way of counting under which most words are
found is the one that was used.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from ca_tool.transcript import Span, Transcript

STANDARD = "code points"

ENOUGH, LONGEST = 500, 2_000
"""How many selections are looked at to know how positions are counted, and how far into each."""

Counting = Callable[[int], int]
"""A position as a program counts → code points from the start of the text."""


class Quoted(NamedTuple):
    """A selection by position, and the words it should hold."""

    start: int
    end: int
    words: str


class Places:
    """Where each line of a transcript is in its text."""

    def __init__(self, transcript: Transcript) -> None:
        self._lines = transcript.lines
        self._row = transcript.row
        lengths = (len(line.raw) + len(line.ending) for line in self._lines)
        self._starts = list(accumulate(lengths, initial=0))

    @property
    def end(self) -> int:
        """The length of the text."""
        return self._starts[-1]

    def position(self, line: int, column: int) -> int | None:
        """Return the position of a place; none if there is no such line."""
        row = self._row.get(line)
        return None if row is None else self._starts[row] + min(column, len(self._lines[row].raw))

    def row_at(self, position: int) -> int:
        """Return the index of the line that *position* is in; the last one's for the end."""
        return min(bisect_right(self._starts, position) - 1, len(self._lines) - 1)

    def start_of(self, row: int) -> int:
        """Return the position at which a line begins."""
        return self._starts[row]

    def span(self, start: int, end: int) -> Span | None:
        """Return the span of a stretch without line ends at its edges; none if it is not there."""
        if not 0 <= start <= end <= self.end or not self._lines:
            return None
        first, last = self.row_at(start), self.row_at(end)
        column, stop = start - self._starts[first], end - self._starts[last]
        if column >= len(self._lines[first].raw) and first < last and start < end:
            first, column = first + 1, 0
        if stop == 0 and last > first:
            last, stop = last - 1, len(self._lines[last - 1].raw)
        column = min(column, len(self._lines[first].raw))
        stop = min(stop, len(self._lines[last].raw))
        if (first, column) > (last, stop):
            stop = column
        return Span(self._lines[first].id, column, self._lines[last].id, stop)


def counting(text: str, quoted: Sequence[Quoted]) -> tuple[str, Counting]:
    """Return how positions in *text* are counted, in words and as a function."""
    named = [one for one in quoted if len(_words(one.words[:LONGEST])) > 1][:ENOUGH]
    found = ((sum(_fit(text, one, ways[1]) for one in named), ways) for ways in _ways(text))
    best: tuple[str, Counting] = STANDARD, _as_they_are
    most = -1
    for hits, way in found:
        if hits > most:
            best, most = way, hits
        if hits == 2 * len(named):
            break
    return best


def _ways(text: str) -> Iterator[tuple[str, Counting]]:
    yield STANDARD, _as_they_are
    if "\r\n" in text:
        yield "two-character line ends as one", _looked_up(_without_returns(text))
    if any(character > "\uffff" for character in text):
        yield "UTF-16 units", _looked_up(_of_units(text))
    yield "the byte order mark as one", lambda position: position - 1


def _as_they_are(position: int) -> int:
    return position


def _looked_up(positions: list[int]) -> Counting:
    def count(position: int) -> int:
        return positions[position] if 0 <= position < len(positions) else position + 10**9

    return count


def _without_returns(text: str) -> list[int]:
    found = [at for at, sign in enumerate(text) if sign != "\r" or text[at + 1 : at + 2] != "\n"]
    return [*found, len(text)]


def _of_units(text: str) -> list[int]:
    found: list[int] = []
    for at, character in enumerate(text):
        found += [at] * (1 + (character > "\uffff"))
    return [*found, len(text)]


def _fit(text: str, one: Quoted, count: Counting) -> int:
    """Return 2 if a stretch holds its words, 1 if it begins with them or nearly so, else 0."""
    start, end = count(one.start), count(one.end)
    if not 0 <= start < end <= len(text):
        return 0
    said = _words(text[start : min(end, start + LONGEST)])
    wanted = _words(one.words[:LONGEST])
    if said == wanted and text[start].isspace() == one.words[0].isspace():
        return 2
    further = _words(text[start : start + 300])
    return int(further.startswith(wanted[:80]) and len(said) + 1 >= min(len(wanted), 80))


def _words(name: str) -> str:
    """Return a selection's words on one line, without the dots that say it goes on."""
    return " ".join(name.split()).removesuffix("…").removesuffix("...").rstrip()

"""Rows of an extract in a font: long lines wrapped, stops where all their lines can reach them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from ca_tool.publishing.extract import START, Extract, ExtractLine, Piece, Segment
from ca_tool.publishing.faces import Face

ARROW = "→"
WIDTH = 64
"""Characters of talk in a row, unless the analyst says otherwise."""

_WORD = re.compile(r"\S+\s*|\s+")


class Row(NamedTuple):
    """A row as it is printed; ``continues`` if it goes on with the line above."""

    line: ExtractLine
    segments: tuple[Segment, ...]
    continues: bool = False

    @property
    def number(self) -> str:
        """The line's number, in its first row."""
        return "" if self.continues else self.line.number

    @property
    def speaker(self) -> str:
        """The line's speaker, in its first row."""
        return "" if self.continues else self.line.speaker

    @property
    def arrow(self) -> str:
        """The sign in the margin, in the line's first row."""
        return ARROW if self.line.arrow and not self.continues else ""


@dataclass(frozen=True)
class Layout:
    """An extract set in *face*.

    Attributes
    ----------
    stops
        Stop → where it stands, in the face's units from where talk begins.
    number, arrow, speaker
        Widths of the columns before the talk, with the space after them, in units; 0 if empty.
    """

    extract: Extract
    face: Face
    rows: tuple[Row, ...]
    stops: dict[int, float]
    number: float
    arrow: float
    speaker: float

    @property
    def indent(self) -> float:
        """Where talk begins, in units from the margin."""
        return self.number + self.arrow + self.speaker

    @cached_property
    def wide(self) -> float:
        """How wide the widest row is, in units."""
        return self.indent + max(map(self._end, self.rows), default=0.0)

    def _end(self, row: Row) -> float:
        last = row.segments[-1]
        return self.stops.get(last.stop, 0.0) + self.face.width(last.text)

    @property
    def lines(self) -> Iterator[tuple[Row, ...]]:
        """The rows of each line."""
        rows: list[Row] = []
        for row in self.rows:
            if rows and not row.continues:
                yield tuple(rows)
                rows = []
            rows.append(row)
        if rows:
            yield tuple(rows)


def laid_out(extract: Extract, face: Face, width: int = WIDTH) -> Layout:
    """Return *extract* in *face*, wrapped at *width* characters of talk (0: not at all).

    A row is broken at blanks, after its last overlap, or before its first one where the overlap
    lies beyond the width; the overlaps of one line stay together in one row.
    """
    limit = float("inf")
    if width:
        limit = width * face.average
    broken = [_before_stops(line, face, limit) for line in extract.lines]
    stops = _reached([row for rows in broken for row in rows], face)
    rows = tuple(
        wrapped
        for line in broken
        for at, row in enumerate(line)
        for wrapped in _after_stops(row, face, stops, limit, last=at == len(line) - 1)
    )
    return Layout(
        extract,
        face,
        rows,
        stops,
        _column((row.number for row in rows), face),
        _column((row.arrow for row in rows), face),
        _column((row.speaker for row in rows), face),
    )


def _column(texts: Iterable[str], face: Face) -> float:
    widest = max(map(face.width, texts), default=0.0)
    return widest + (1.0 if face.monospaced else 0.7) if widest else 0.0


def _before_stops(line: ExtractLine, face: Face, limit: float) -> list[Row]:
    """Break the talk before the first overlap of *line* where the last overlap is too far right."""
    if len(line.segments) == 1:
        return [Row(line, line.segments)]
    reach = sum(face.width(segment.text) for segment in line.segments[:-1])
    if reach < limit:
        return [Row(line, line.segments)]
    rows = _filled(line.segments[0].pieces, face, limit)
    last = Segment(START, rows[-1])
    heads = [Row(line, (Segment(START, _stripped(row)),), at > 0) for at, row in enumerate(rows)]
    return [*heads[:-1], Row(line, (last, *line.segments[1:]), continues=len(rows) > 1)]


def _after_stops(
    row: Row, face: Face, stops: dict[int, float], limit: float, *, last: bool
) -> Iterator[Row]:
    """Break what follows the last stop of *row*."""
    if not last:
        yield row
        return
    *before, tail = row.segments
    rows = _filled(tail.pieces, face, limit, max(limit - stops.get(tail.stop, 0.0), limit / 4))
    for at, pieces in enumerate(rows):
        shown = pieces if at == len(rows) - 1 else _stripped(pieces)
        if at == 0:
            yield row._replace(segments=(*before, Segment(tail.stop, shown)))
        else:
            yield Row(row.line, (Segment(START, shown),), continues=True)


def _filled(
    pieces: tuple[Piece, ...], face: Face, limit: float, first: float | None = None
) -> list[tuple[Piece, ...]]:
    """Return *pieces* in rows no wider than *limit* (the first: *first*), at least a word each."""
    rows: list[list[Piece]] = [[]]
    room = limit if first is None else first
    for word in _words(pieces):
        width = face.width("".join(piece.text for piece in word).rstrip())
        if rows[-1] and width > room:
            rows.append([])
            room = limit
        rows[-1] += word
        room -= face.width("".join(piece.text for piece in word))
    return [_joined(row) for row in rows]


def _words(pieces: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    """Yield words with the blanks after them; a word may have several looks."""
    word: list[Piece] = []
    for piece in pieces:
        for found in _WORD.findall(piece.text):
            if word and word[-1].text[-1:].isspace() and not found.isspace():
                yield word
                word = []
            word.append(Piece(found, piece.underlined))
    if word:
        yield word


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    made: list[Piece] = []
    for piece in pieces:
        if made and made[-1].underlined == piece.underlined:
            made[-1] = Piece(made[-1].text + piece.text, piece.underlined)
        else:
            made.append(piece)
    return tuple(made)


def _stripped(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    if not pieces:
        return pieces
    return (*pieces[:-1], pieces[-1]._replace(text=pieces[-1].text.rstrip()))


def _reached(rows: list[Row], face: Face) -> dict[int, float]:
    """Return where each stop stands: as far left as the text before it allows in every row."""
    steps: dict[int, list[tuple[int, float]]] = {}
    for row in rows:
        for left, right in pairwise(row.segments):
            width = face.width(left.text)
            slack = face.slack + 0.004 * width if width and not face.monospaced else 0.0
            steps.setdefault(right.stop, []).append((left.stop, width + slack))
    found = {START: 0.0}

    def reach(stop: int) -> None:
        waiting = [stop]
        while waiting:
            here = waiting[-1]
            missing = [left for left, _ in steps[here] if left not in found]
            if missing:
                waiting += missing
            else:
                found[here] = max(found[left] + width for left, width in steps[here])
                waiting.pop()

    for stop in steps:
        if stop not in found:
            reach(stop)
    return found

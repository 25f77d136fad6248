"""An extract as plain text: aligned by blanks, underlining by U+0332, which takes no room."""

from __future__ import annotations

from collections.abc import Iterator

from ca_tool.publishing.extract import Piece
from ca_tool.publishing.layout import Layout, Row


def padded(layout: Layout, row: Row) -> tuple[Piece, ...]:
    """Return the talk of *row* in character cells, with blanks up to each stop."""
    pieces: list[Piece] = []
    at = 0.0
    for segment in row.segments:
        blanks = round(layout.stops.get(segment.stop, 0.0) - at)
        if blanks > 0:
            pieces.append(Piece(" " * blanks))
            at += blanks
        pieces += segment.pieces
        at += layout.face.width(segment.text)
    return tuple(pieces)


def margin(layout: Layout, row: Row) -> str:
    """Return number, arrow and speaker of *row* in their columns of character cells."""
    parts = (
        (row.number, layout.number),
        (row.arrow, layout.arrow),
        (row.speaker, layout.speaker),
    )
    return "".join(
        text + " " * round(width - layout.face.width(text)) for text, width in parts if width
    )


def text_of(layout: Layout) -> str:
    """Return *layout*, which must be monospaced, as text."""
    return "".join(f"{line}\n" for line in _lines(layout))


def render(layout: Layout) -> bytes:
    """Return *layout*, which must be monospaced, as a text file."""
    return text_of(layout).encode()


def _lines(layout: Layout) -> Iterator[str]:
    if layout.extract.title:
        yield layout.extract.title
        yield ""
    for row in layout.rows:
        yield f"{margin(layout, row)}{''.join(map(_spelt, padded(layout, row)))}".rstrip()
    if layout.extract.source:
        yield ""
        yield layout.extract.source


def _spelt(piece: Piece) -> str:
    if not piece.underlined:
        return piece.text
    return "".join(sign if sign.isspace() else f"{sign}\u0332" for sign in piece.text)

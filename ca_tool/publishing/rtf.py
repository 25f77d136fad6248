r"""An extract as rich text, the form in which LibreOffice and Word take it from the clipboard."""

from __future__ import annotations

from ca_tool.publishing.docx import points, size
from ca_tool.publishing.extract import Piece
from ca_tool.publishing.layout import Layout, Row
from ca_tool.publishing.text import padded

_SPECIAL = str.maketrans({"\\": r"\\", "{": r"\{", "}": r"\}", "\t": r"\tab "})


def render(layout: Layout) -> bytes:
    """Return *layout* as the bytes of an RTF document (ASCII)."""
    font = rf"{{\fonttbl{{\f0 {layout.face.word};}}}}"
    head = rf"{{\rtf1\ansi\deff0{font}\f0\fs{round(2 * size(layout))}" "\n"
    title = rf"\pard\sa120\b {_escaped(layout.extract.title)}\b0\par" "\n"
    source = rf"\pard\sb120\i {_escaped(layout.extract.source)}\i0\par" "\n"
    lines = (_line(layout, rows) for rows in layout.lines)
    return "".join((head, title, *lines, source, "}")).encode("ascii")


def _line(layout: Layout, rows: tuple[Row, ...]) -> str:
    columns = (layout.number, layout.arrow, layout.speaker)
    ends = [sum(columns[: at + 1]) for at, width in enumerate(columns) if width]
    if not layout.face.monospaced:
        stops = {segment.stop for row in rows for segment in row.segments[1:]}
        ends += sorted(layout.indent + layout.stops[stop] for stop in stops)
    tabs = "".join(rf"\tx{_twips(layout, at)}" for at in ends)
    indent = _twips(layout, layout.indent)
    head = rows[0]
    texts = zip((head.number, head.arrow, head.speaker), columns, strict=True)
    margin = "".join(rf"{_escaped(text)}\tab " for text, width in texts if width)
    said = r"\line ".join(_talk(layout, row) for row in rows)
    return rf"\pard\li{indent}\fi-{indent}{tabs} {margin}{said}\par" "\n"


def _twips(layout: Layout, units: float) -> int:
    return round(20 * points(layout, units))


def _talk(layout: Layout, row: Row) -> str:
    if layout.face.monospaced:
        return "".join(map(_piece, padded(layout, row)))
    return r"\tab ".join("".join(map(_piece, segment.pieces)) for segment in row.segments)


def _piece(piece: Piece) -> str:
    said = _escaped(piece.text)
    return rf"{{\ul {said}}}" if piece.underlined else said


def _escaped(text: str) -> str:
    return "".join(map(_sign, text.translate(_SPECIAL)))


def _sign(sign: str) -> str:
    r"""Return *sign* as ``\u`` with its UTF-16 units, signed, if it is not ASCII."""
    if sign.isascii():
        return sign
    units = sign.encode("utf-16-le")
    values = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in (0, 2))
    return "".join(rf"\u{value}?" for value in tuple(values)[: len(units) // 2])

"""An extract as a web page of its own, and in the form in which it is pasted into Word."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from ca_tool.publishing.docx import points, size
from ca_tool.publishing.extract import Piece, Segment
from ca_tool.publishing.layout import Layout, Row
from ca_tool.publishing.text import padded

_STYLE = """\
figure.extract { margin: 1em 0; overflow-x: auto; font-family: FACE; line-height: 1.45; }
.extract figcaption { font-weight: bold; margin-bottom: .6em; }
.extract .line { margin: 0; white-space: pre; }
.extract .line > span { display: inline-block; }
.extract .number { width: NUMBERem; }
.extract .arrow { width: ARROWem; }
.extract .speaker { width: SPEAKERem; }
.extract u { text-underline-offset: .12em; }
.extract .source { margin: .6em 0 0; font-style: italic; }
.extract .heard { position: absolute; clip-path: inset(50%); width: 1px; overflow: hidden; }
"""


_NO_SPACE = "margin-top:0;margin-bottom:0;margin-right:0;"
"""Spelt out: LibreOffice passes over the short form."""


def render(layout: Layout) -> bytes:
    """Return *layout* as an HTML page; all text is escaped, nothing is loaded from elsewhere."""
    title = escape(layout.extract.title or "Extract")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{title}</title>\n<style>\n{_style(layout)}</style>\n</head>\n<body>\n"
        f"{figure(layout)}</body>\n</html>\n"
    ).encode()


def _style(layout: Layout) -> str:
    sizes = {"NUMBER": layout.number, "ARROW": layout.arrow, "SPEAKER": layout.speaker}
    style = _STYLE.replace("FACE", layout.face.css)
    for name, units in sizes.items():
        style = style.replace(f"{name}em", _em(layout, units))
    return style


def _em(layout: Layout, units: float) -> str:
    return f"{units:.3g}ch" if layout.face.monospaced else f"{units:.3f}em"


def figure(layout: Layout) -> str:
    """Return the ``<figure>`` that the page shows."""
    extract = layout.extract
    parts = ['<figure class="extract">\n']
    if extract.title:
        parts.append(f"<figcaption>{escape(extract.title)}</figcaption>\n")
    parts += [_line(layout, row) for row in layout.rows]
    if extract.source:
        parts.append(f'<p class="source">{escape(extract.source)}</p>\n')
    return "".join((*parts, "</figure>\n"))


def _line(layout: Layout, row: Row) -> str:
    arrow = f'<span aria-hidden="true">{row.arrow}</span><span class="heard">arrowed </span>'
    cells = (
        ("number", escape(row.number), layout.number),
        ("arrow", arrow if row.arrow else "", layout.arrow),
        ("speaker", escape(row.speaker), layout.speaker),
    )
    margin = "".join(f'<span class="{name}">{text} </span>' for name, text, width in cells if width)
    return f'<p class="line">{margin}<span class="talk">{_talk(layout, row)}</span></p>\n'


def _talk(layout: Layout, row: Row) -> str:
    if layout.face.monospaced:
        return "".join(map(_piece, padded(layout, row)))
    parts = []
    for segment, following in _in_pairs(row):
        said = "".join(map(_piece, segment.pieces))
        if following is None:
            parts.append(said)
        else:
            room = layout.stops[following.stop] - layout.stops.get(segment.stop, 0.0)
            style = f"display:inline-block;min-width:{room:.3f}em"
            parts.append(f'<span style="{style}">{said}</span>')
    return "".join(parts)


def _in_pairs(row: Row) -> Iterator[tuple[Segment, Segment | None]]:
    """Yield each segment with the one after it."""
    yield from zip(row.segments, (*row.segments[1:], None), strict=True)


def _piece(piece: Piece) -> str:
    said = escape(piece.text)
    return f"<u>{said}</u>" if piece.underlined else said


def for_pasting(layout: Layout) -> str:
    """Return *layout* as HTML for the clipboard: paragraphs with Word's own tab stops.

    Word turns the blanks of ``mso-tab-count`` into a tab; other programs show them, so that the
    monospaced form is aligned there too.
    """
    lines = [_paragraph(f"<b>{escape(layout.extract.title)}</b>", layout)]
    lines += [_pasted(layout, rows) for rows in layout.lines]
    lines.append(_paragraph(f"<i>{escape(layout.extract.source)}</i>", layout))
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(lines)}</body></html>'


def _paragraph(content: str, layout: Layout, shape: str = "margin:6pt 0;") -> str:
    font = f"font-family:{layout.face.css};font-size:{size(layout):g}pt;"
    return f'<p style="{shape}{font}">{content}</p>\n'


def _pasted(layout: Layout, rows: tuple[Row, ...]) -> str:
    indent = points(layout, layout.indent)
    columns = (layout.number, layout.arrow, layout.speaker)
    ends = [sum(columns[: at + 1]) for at, width in enumerate(columns) if width]
    stops = [
        layout.indent + layout.stops[s.stop]
        for row in rows
        for s in row.segments[1:]
        if not layout.face.monospaced
    ]
    tabs = " ".join(f"{points(layout, at):.1f}pt" for at in (*ends, *sorted(set(stops))))
    shape = f"{_NO_SPACE}margin-left:{indent:.1f}pt;text-indent:{-indent:.1f}pt;tab-stops:{tabs};"
    head = rows[0]
    texts = zip((head.number, head.arrow, head.speaker), columns, strict=True)
    margin = "".join(f"{escape(text)}{_tab(layout, text, w)}" for text, w in texts if w)
    said = "<br>".join(_pasted_talk(layout, row) for row in rows)
    return _paragraph(margin + said, layout, shape)


def _pasted_talk(layout: Layout, row: Row) -> str:
    if layout.face.monospaced:
        return "".join(map(_unbroken, padded(layout, row)))
    parts = []
    for segment, following in _in_pairs(row):
        parts += [_unbroken(piece) for piece in segment.pieces]
        if following is not None:
            room = layout.stops[following.stop] - layout.stops.get(segment.stop, 0.0)
            parts.append(_tab(layout, segment.text, room))
    return "".join(parts)


def _tab(layout: Layout, text: str, room: float) -> str:
    """Return a tab that takes what *text* leaves of *room* units."""
    blank = 1.0 if layout.face.monospaced else layout.face.width(" ")
    count = max(round((room - layout.face.width(text)) / blank), 1)
    return f'<span style="mso-tab-count:1">{"&nbsp;" * count}</span>'


def _unbroken(piece: Piece) -> str:
    said = escape(piece.text).replace("  ", "&nbsp; ").replace("  ", " &nbsp;")
    said = f"&nbsp;{said[1:]}" if said.startswith(" ") else said
    return f"<u>{said}</u>" if piece.underlined else said

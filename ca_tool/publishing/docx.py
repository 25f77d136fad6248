"""An extract as a Word document: tab stops, hanging indents, underlining that is underlining."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from ca_tool.publishing.extract import Piece
from ca_tool.publishing.layout import Layout, Row
from ca_tool.publishing.text import padded

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

POINTS = {True: 9.5, False: 11.0}
"""Size of the talk: monospaced, proportional."""

SMALLEST = 6.5
ACROSS = 453.0
"""Points across an A4 page between margins of 2.5 cm."""


def render(layout: Layout) -> bytes:
    """Return *layout* as the bytes of a ``.docx`` file."""
    import docx
    from docx.shared import Pt

    document = docx.Document()
    _set_up(document, layout)
    if layout.extract.title:
        title = document.add_paragraph()
        title.add_run(layout.extract.title).bold = True
        title.paragraph_format.keep_with_next = True
    for rows in layout.lines:
        _add_line(document, layout, rows)
    if layout.extract.source:
        source = document.add_paragraph()
        source.paragraph_format.space_before = Pt(8)
        source.add_run(layout.extract.source).italic = True
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def size(layout: Layout) -> float:
    """Return the size of the letters in points: smaller where rows are too wide for a page."""
    usual = POINTS[layout.face.monospaced]
    needed = layout.wide * layout.face.em * usual
    fitting = usual * ACROSS / needed if needed > ACROSS else usual
    return max(int(2 * fitting) / 2, SMALLEST)


def points(layout: Layout, units: float) -> float:
    """Return *units* of the layout's face in points on paper."""
    return units * layout.face.em * size(layout)


def _set_up(document: Document, layout: Layout) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    normal = document.styles["Normal"]
    normal.font.name = layout.face.word
    normal.font.size = Pt(size(layout))
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), layout.face.word)
    document.core_properties.title = layout.extract.title
    document.core_properties.author = ""
    document.core_properties.comments = ""


def _add_line(document: Document, layout: Layout, rows: tuple[Row, ...]) -> None:
    """Add a line as one paragraph; its further rows follow a soft line break."""
    paragraph = document.add_paragraph()
    _set_tabs(paragraph, layout, rows)
    head = rows[0]
    for text, width in (
        (head.number, layout.number),
        (head.arrow, layout.arrow),
        (head.speaker, layout.speaker),
    ):
        if width:
            paragraph.add_run(f"{text}\t")
    for at, row in enumerate(rows):
        if at:
            paragraph.add_run().add_break()
        for piece in _spread(layout, row):
            paragraph.add_run(piece.text).underline = piece.underlined or None


def _spread(layout: Layout, row: Row) -> tuple[Piece, ...]:
    """Return the talk of *row* with blanks, or with a tab before each stop."""
    if layout.face.monospaced:
        return padded(layout, row)
    first, *others = row.segments
    pieces = list(first.pieces)
    for segment in others:
        pieces += (Piece("\t"), *segment.pieces)
    return tuple(pieces)


def _set_tabs(paragraph: Paragraph, layout: Layout, rows: tuple[Row, ...]) -> None:
    from docx.shared import Pt

    shape = paragraph.paragraph_format
    indent = points(layout, layout.indent)
    shape.left_indent, shape.first_line_indent = Pt(indent), Pt(-indent)
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing = 1.15
    at = 0.0
    for width in (layout.number, layout.arrow, layout.speaker):
        at += points(layout, width)
        if width:
            shape.tab_stops.add_tab_stop(Pt(at))
    if layout.face.monospaced:
        return
    stops = {segment.stop for row in rows for segment in row.segments[1:]}
    for place in sorted({indent + points(layout, layout.stops[stop]) for stop in stops}):
        shape.tab_stops.add_tab_stop(Pt(place))

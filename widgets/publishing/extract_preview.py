"""How an extract will look: text to read, select and hear, with tab stops as on paper."""

from __future__ import annotations

from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from ca_tool.publishing import FACES, Extract, Layout, laid_out
from ca_tool.publishing.extract import Piece
from ca_tool.publishing.layout import Row
from widgets.fonts import transcript_font

SHOWN = 300
"""Rows that are shown; the file has them all."""

SERIFS = ("Times New Roman", "Liberation Serif", "Nimbus Roman", "DejaVu Serif")


class ExtractPreview(QTextEdit):
    """Shows an extract in the fonts of this machine; overlaps stand at tab stops."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setLineWrapMode(QTextEdit.LineWrapMode.NoWrap)
        self.document().setDocumentMargin(12)
        self._points = self.fontInfo().pointSizeF() + 1
        self.setAccessibleName("Preview of the extract")
        self.setToolTip("How the extract will look; the fonts of the file may differ a little")
        # A page is white whatever the window's colours are.
        self.setStyleSheet("QTextEdit { background: white; color: black; }")

    def show_extract(self, extract: Extract, face: str, width: int) -> None:
        """Show *extract* as :func:`~ca_tool.publishing.laid_out` sets it."""
        font = self._font(face)
        layout = _measured(extract, face, width, font)
        top = self.verticalScrollBar().value()
        self.clear()
        self.setFont(font)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        title, source = QTextBlockFormat(), QTextBlockFormat()
        title.setBottomMargin(8)
        source.setTopMargin(8)
        _add(cursor, [extract.title], title, bold=True)
        for row in layout.rows[:SHOWN]:
            _add_row(cursor, layout, row)
        if len(layout.rows) > SHOWN:
            left = len(layout.rows) - SHOWN
            _add(cursor, [f"… and {left} rows more"], QTextBlockFormat(), italic=True)
        _add(cursor, [extract.source], source, italic=True)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)  # which is what the view keeps in sight
        self.verticalScrollBar().setValue(top)

    def _font(self, face: str) -> QFont:
        if face in FACES and FACES[face].monospaced:
            return transcript_font(self._points)
        installed = set(QFontDatabase.families())
        family = next((name for name in SERIFS if name in installed), "serif")
        font = QFont(family)
        font.setPointSizeF(self._points)
        font.setStyleHint(QFont.StyleHint.Serif)
        return font


def _measured(extract: Extract, face: str, width: int, font: QFont) -> Layout:
    """Return *extract* with all widths as *font* draws them, in pixels."""
    metrics = QFontMetricsF(font)
    average = metrics.averageCharWidth()
    # Qt goes on to the next stop where text ends less than a pixel before one.
    measured = FACES[face]._replace(
        key="screen", width=metrics.horizontalAdvance, slack=1.0, average=average
    )
    return laid_out(extract, measured, width)


def _add_row(cursor: QTextCursor, layout: Layout, row: Row) -> None:
    shape = QTextBlockFormat()
    columns = (layout.number, layout.arrow, layout.speaker)
    gap = 8.0
    ends = [
        sum(columns[: at + 1]) + gap * (sum(w > 0 for w in columns[: at + 1]))
        for at, width in enumerate(columns)
        if width
    ]
    indent = ends[-1] if ends else 0.0
    places = [*ends, *(indent + layout.stops[segment.stop] for segment in row.segments[1:])]
    left = QTextOption.TabType.LeftTab
    shape.setTabPositions([QTextOption.Tab(place, left) for place in places])
    margin = zip((row.number, row.arrow, row.speaker), columns, strict=True)
    pieces: list[str | Piece] = [f"{text}\t" for text, width in margin if width]
    pieces += row.segments[0].pieces
    for segment in row.segments[1:]:
        pieces += ["\t", *segment.pieces]
    _add(cursor, pieces, shape)


def _add(
    cursor: QTextCursor,
    pieces: list[str | Piece] | list[str],
    shape: QTextBlockFormat,
    *,
    bold: bool = False,
    italic: bool = False,
) -> None:
    """Add *pieces* as a paragraph of its own."""
    if not cursor.atStart():
        cursor.insertBlock()
    cursor.setBlockFormat(shape)
    for piece in pieces:
        look = QTextCharFormat()
        look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        look.setFontItalic(italic)
        look.setFontUnderline(isinstance(piece, Piece) and piece.underlined)
        cursor.insertText(piece.text if isinstance(piece, Piece) else piece, look)

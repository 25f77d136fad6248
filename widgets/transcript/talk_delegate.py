"""The talk of a line in the columns of the file, with what lies on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from unicodedata import combining

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen

from ca_tool.transcript import Line, LineKind, Token, TokenKind
from widgets.theme import mixed, readable
from widgets.transcript.cells import columns, talk_start
from widgets.transcript.delegates import CellDelegate
from widgets.transcript.look import Look
from widgets.transcript.model import Stretch

PAD = 6.0
"""Pixels left of the talk."""

SILENCES = {TokenKind.SILENCE, TokenKind.MICROPAUSE, TokenKind.UNTIMED}
NOT_TALK = {TokenKind.COMMENT, TokenKind.TIME_CODE, TokenKind.CODE, TokenKind.MARGIN}
BRACKETS = {TokenKind.OVERLAP_ONSET, TokenKind.OVERLAP_END, TokenKind.LATCH}
QUIET_LINES = {LineKind.COMMENT, LineKind.HEADER, LineKind.OMISSION, LineKind.TIER}
UNDERLINES = "\u0332\u0333"
CELLS_PER_SECOND = 4.0
"""Length of the bar under a timed silence."""


class TalkDelegate(CellDelegate):
    """Paint talk cell by cell, so that brackets typed under each other stand under each other."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int) -> None:
        """Reimplemented."""
        model, look = self.view.lines, self.view.look
        line = model.lines[row]
        places = columns(line.raw)
        left = rect.left() + PAD - self.view.left_column(line) * look.cell
        stretches = model.stretches(row)
        for stretch in stretches:
            self._paint_ground(painter, rect, stretch, left, places)
        self._paint_selection(painter, rect, row, left, places)
        tokens = model.tokens[row] if row < len(model.tokens) else ()
        painter.setFont(look.font)
        self._paint_text(painter, rect, line, tokens, left)
        self._paint_underlines(painter, rect, stretches, left, places)
        if row == self.view.selection.caret.row and self.view.shows_caret:
            x = left + places[min(self.view.selection.caret.offset, len(places) - 1)] * look.cell
            painter.fillRect(
                QRectF(x - 0.5, rect.top() + 3, 2, rect.height() - 6), look.colours.ink
            )

    def _paint_ground(
        self,
        painter: QPainter,
        rect: QRectF,
        stretch: Stretch,
        left: float,
        places: Sequence[int],
    ) -> None:
        """Fill behind a stretch; cases differ in pattern as well as in colour."""
        look = self.view.look
        area = self._area(rect, stretch.start, stretch.end, left, places)
        match stretch.kind:
            case "in":
                painter.fillRect(area, QColor(look.colours.counted))
                painter.fillRect(
                    area.adjusted(0, 0, 0, 2 - area.height()), QColor(look.colours.ink)
                )
            case "out":
                painter.fillRect(area, QColor(look.colours.uncounted))
            case "excluded":
                grey = QBrush(QColor(look.colours.muted), Qt.BrushStyle.BDiagPattern)
                painter.fillRect(area, QColor(look.colours.excluded))
                painter.setOpacity(0.45)
                painter.fillRect(area, grey)
                painter.setOpacity(1)
            case "tag" | "active":
                part = 0.26 if stretch.kind == "active" else 0.12
                painter.fillRect(area, mixed(stretch.colour, look.colours.paper, part))

    def _paint_selection(
        self, painter: QPainter, rect: QRectF, row: int, left: float, places: Sequence[int]
    ) -> None:
        chosen = self.view.selection.on_row(row, len(places) - 1)
        if chosen:
            area = self._area(rect, *chosen, left, places)
            area.setWidth(max(area.width(), 4))
            painter.fillRect(area, QColor(self.view.look.colours.selected))

    def _paint_text(
        self,
        painter: QPainter,
        rect: QRectF,
        line: Line,
        tokens: tuple[Token, ...],
        left: float,
    ) -> None:
        look, places = self.view.look, columns(line.raw)
        y = rect.top() + look.ascent
        last = int((rect.right() - left) / look.cell) + 1
        for start, end, colour in _runs(line, tokens, look):
            if places[start] > last:
                break
            painter.setPen(QColor(colour))
            self._draw(painter, line.raw[start:end], places[start : end + 1], left, y)
        for token in tokens:
            if token.kind is TokenKind.SILENCE:
                self._paint_silence(painter, rect, token, left, places)

    def _draw(
        self, painter: QPainter, text: str, places: Sequence[int], left: float, y: float
    ) -> None:
        """Draw *text*, in one go where every sign takes one cell, else sign by sign."""
        cell = self.view.look.cell
        if isinstance(places, range) or (places[-1] - places[0] == len(text) and "\t" not in text):
            painter.drawText(QPointF(left + places[0] * cell, y), text)
            return
        for at, sign in enumerate(text):
            x = left + places[at] * cell
            if sign in UNDERLINES:
                painter.drawLine(QPointF(x, y + 2.5), QPointF(x + cell, y + 2.5))
            elif combining(sign):
                painter.drawText(QPointF(x, y), text[max(at - 1, 0) : at + 1])
            elif sign != "\t":
                painter.drawText(QPointF(x, y), sign)

    def _paint_silence(
        self, painter: QPainter, rect: QRectF, token: Token, left: float, places: Sequence[int]
    ) -> None:
        """Draw a bar as long as the silence, under its figures."""
        look = self.view.look
        x = left + places[token.start] * look.cell
        width = max(token.seconds * CELLS_PER_SECOND * look.cell, 2)
        bar = QRectF(x, rect.bottom() - 4, width, 3)
        painter.fillRect(bar, QColor(look.colours.silence))

    def _paint_underlines(
        self,
        painter: QPainter,
        rect: QRectF,
        stretches: list[Stretch],
        left: float,
        places: Sequence[int],
    ) -> None:
        """Draw a line under each tag, one below another; dashed under suggestions."""
        look = self.view.look
        level = 0
        for stretch in stretches:
            if stretch.kind not in ("tag", "active", "suggested"):
                continue
            area = self._area(rect, stretch.start, stretch.end, left, places)
            pen = QPen(readable(stretch.colour, look.colours.paper), 2)
            if stretch.kind == "suggested":
                pen = QPen(pen.color(), 1.2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            y = rect.bottom() - 1.5 - (level % 3) * 3
            painter.drawLine(QPointF(area.left() + 1, y), QPointF(area.right() - 1, y))
            level += 1

    def _area(
        self, rect: QRectF, start: int, end: int, left: float, places: Sequence[int]
    ) -> QRectF:
        cell, last = self.view.look.cell, len(places) - 1
        x = left + places[min(start, last)] * cell
        width = (places[min(end, last)] - places[min(start, last)]) * cell
        return QRectF(x, rect.top() + 1, width, rect.height() - 2)


def _runs(line: Line, tokens: tuple[Token, ...], look: Look) -> Iterator[tuple[int, int, str]]:
    """Yield stretches of the talk that are drawn in one colour."""
    ink = look.colours.muted if line.kind in QUIET_LINES else look.colours.ink
    at = talk_start(line)
    for token in tokens:
        if token.kind in SILENCES or token.kind in NOT_TALK:
            colour = look.colours.muted
        elif token.kind in BRACKETS:
            colour = look.colours.bracket
        else:
            continue
        if token.start < at:
            continue
        if token.start > at:
            yield at, token.start, ink
        yield token.start, token.end, colour
        at = token.end
    if at < line.body_end:
        yield at, line.body_end, ink

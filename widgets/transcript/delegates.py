"""One painting delegate per column of the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from widgets.theme import readable
from widgets.transcript import chips
from widgets.transcript.link_lanes import LANES, Piece

if TYPE_CHECKING:
    from widgets.transcript.view import TranscriptView

Index = QModelIndex | QPersistentModelIndex
LANE = 8.0
"""Pixels between two brackets."""


class CellDelegate(QStyledItemDelegate):
    """Paint the ground of a cell: the current line, the current turn, or paper."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self.view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Reimplemented."""
        rect, row = QRectF(option.rect), index.row()
        painter.save()
        painter.setClipRect(rect)
        colours = self.view.look.colours
        if row == self.view.selection.caret.row and self.view.marks_current:
            painter.fillRect(rect, QColor(colours.line))
        elif row in self.view.turn_rows:
            painter.fillRect(rect, QColor(colours.turn))
        self.paint_cell(painter, rect, row)
        painter.restore()

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int) -> None:
        """Paint what is in the cell."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Reimplemented: rows are all of one height, so nothing is measured."""
        return QSize(40, self.view.look.row)


class NumberDelegate(CellDelegate):
    """Paint the line number, small and muted."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int) -> None:
        """Reimplemented."""
        look = self.view.look
        painter.setFont(look.small)
        current = row == self.view.selection.caret.row
        painter.setPen(QColor(look.colours.ink if current else look.colours.muted))
        where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect.adjusted(0, 0, -5, 0), where, self.view.lines.number(row))


class LinksDelegate(CellDelegate):
    """Paint the brackets that join answers to their questions."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int) -> None:
        """Reimplemented."""
        pieces = self.view.lines.lanes.get(row, ())
        if not pieces:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for piece in pieces:
            self._paint_piece(painter, rect, piece)

    def _paint_piece(self, painter: QPainter, rect: QRectF, piece: Piece) -> None:
        """Draw down from the question, along, and into the answer with an arrow head."""
        look = self.view.look
        code = self.view.document.codebook.by_name.get(piece.code)
        colour = readable(code.colour if code else look.colours.accent, look.colours.paper)
        painter.setPen(QPen(colour, 1.5))
        right, middle = rect.right() - 3, rect.center().y()
        x = right - 6 - LANE * (LANES - 1 - piece.lane)
        top, bottom = QPointF(x, rect.top()), QPointF(x, rect.bottom() + 1)
        corner, end = QPointF(x, middle), QPointF(right, middle)
        match piece.part:
            case "start":
                painter.drawPolyline([end, corner, bottom])
            case "middle":
                painter.drawLine(top, bottom)
            case "end":
                painter.drawPolyline([top, corner, end])
                self._arrow(painter, end, colour)
            case "far start" | "far end":
                down = piece.part == "far start"
                painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DotLine))
                painter.drawPolyline([end, corner, bottom if down else top])
            case "same":
                painter.drawArc(QRectF(right - 8, middle - 4, 8, 8), 0, 5760)
            case "unanswered":
                painter.drawLine(corner, end)
                arm = 3.5
                painter.drawLine(corner + QPointF(-arm, -arm), corner + QPointF(arm, arm))
                painter.drawLine(corner + QPointF(-arm, arm), corner + QPointF(arm, -arm))

    def _arrow(self, painter: QPainter, tip: QPointF, colour: QColor) -> None:
        painter.setBrush(colour)
        painter.drawPolygon([tip + QPointF(1, 0), tip + QPointF(-5, -3), tip + QPointF(-5, 3)])


class SpeakerDelegate(CellDelegate):
    """Paint the speaker's label as printed, muted where the transcriber was not sure."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int) -> None:
        """Reimplemented."""
        line = self.view.lines.lines[row]
        if not line.label:
            return
        look = self.view.look
        painter.setFont(look.bold)
        painter.setPen(QColor(look.colours.ink if line.certain else look.colours.muted))
        text = line.label.strip().removesuffix(":")
        painter.drawText(QPointF(rect.left() + 4, rect.top() + look.ascent), text)


class TagsDelegate(CellDelegate):
    """Paint a chip for each tag that begins on the line, and for each suggestion."""

    def paint_cell(self, painter: QPainter, rect: QRectF, row: int) -> None:
        """Reimplemented."""
        found = self.view.lines.chips(row)
        if not found:
            return
        look = self.view.look
        painter.setFont(look.small)
        for chip, place in self.places(rect, found):
            chips.paint(painter, chip, place, look.colours)

    def places(
        self, rect: QRectF, found: tuple[chips.Chip, ...]
    ) -> list[tuple[chips.Chip, QRectF]]:
        """Return where each chip stands in the cell *rect*."""
        metrics = self.view.look.small_metrics
        height = min(rect.height() - 4, metrics.height() + 5)
        x, y = rect.left() + 4, rect.center().y() - height / 2
        placed = []
        for chip in found:
            width = chips.width(chip, metrics)
            placed.append((chip, QRectF(x, y, width, height)))
            x += width + 4
        return placed

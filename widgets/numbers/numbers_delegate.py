"""Paints the lines of the numbers panel: headings, measures, and numbers with small bars."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from widgets.numbers.numbers_model import Entry, Kind
from widgets.numbers.person_signs import colour, paint_sign
from widgets.rows_model import VALUE_ROLE, Index

MARGIN = 6
INDENT = 14
SIGN = 0.62
"""Side of a person's sign, in heights of a line of text."""

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
Elide = Qt.TextElideMode.ElideRight
PaletteRole = QPalette.ColorRole


class NumbersDelegate(QStyledItemDelegate):
    """One line each: a heading, a measure, a number of somebody, or a caution."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._closed: frozenset[str] = frozenset()
        self.who_width = 90

    def fold(self, closed: frozenset[str]) -> None:
        """Say which headings are folded."""
        self._closed = closed

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Reimplemented: cautions and reasons wrap, all else is one line."""
        entry: Entry = index.data(VALUE_ROLE)
        metrics = QFontMetrics(option.font)
        height = metrics.height() + (12 if entry.kind is Kind.HEADING else 6)
        room = option.rect.width() - 2 * MARGIN
        if entry.kind is Kind.MEASURE:
            height = _wrapped(option.font, entry.text, room) + 8
        elif entry.kind is Kind.NOTE:
            height = _wrapped(_italic(option.font), entry.text, room - INDENT) + 8
        elif _missing(entry):
            left = INDENT + round(metrics.height() * SIGN) + self.who_width + 15
            height = max(height, _wrapped(_italic(option.font), _reason(entry), room - left) + 6)
        elif self.stacked(entry, metrics, room):
            height += metrics.height() + 2
        return QSize(120, height)

    def stacked(self, entry: Entry, metrics: QFontMetrics, room: int) -> bool:
        """Whether the number stands below its bar: beside it, *room* pixels would not hold it."""
        if entry.kind is not Kind.NUMBER or _missing(entry):
            return False
        before = INDENT + round(metrics.height() * SIGN) + self.who_width + 15
        rest = room - before
        return _bar_width(rest) + 8 + metrics.horizontalAdvance(entry.number) > rest

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Reimplemented."""
        entry: Entry = index.data(VALUE_ROLE)
        painter.save()
        painter.setFont(option.font)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._background(painter, option, entry, chosen=chosen)
        role = PaletteRole.HighlightedText if chosen else PaletteRole.Text
        painter.setPen(option.palette.color(role))
        box = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        if entry.kind is Kind.NUMBER:
            self._number(painter, option.palette, box, entry)
        elif entry.kind is Kind.NOTE:
            self._note(painter, box, entry)
        elif entry.kind is Kind.MEASURE:
            painter.drawText(box.adjusted(0, 5, 0, 0), int(WRAPPED), entry.text)
        else:
            self._heading(painter, box, entry.text)
        painter.restore()

    @staticmethod
    def _background(
        painter: QPainter, option: QStyleOptionViewItem, entry: Entry, *, chosen: bool
    ) -> None:
        if chosen:
            painter.fillRect(option.rect, option.palette.color(PaletteRole.Highlight))
        elif entry.kind is Kind.HEADING:
            painter.fillRect(option.rect, option.palette.color(PaletteRole.AlternateBase))

    def _heading(self, painter: QPainter, box: QRect, heading: str) -> None:
        font = QFont(painter.font())
        font.setBold(True)
        painter.setFont(font)
        text = f"{'▸' if heading in self._closed else '▾'} {heading}"
        elided = painter.fontMetrics().elidedText(text, Elide, box.width())
        painter.drawText(box, int(LEFT), elided)

    @staticmethod
    def _note(painter: QPainter, box: QRect, entry: Entry) -> None:
        painter.setFont(_italic(painter.font()))
        painter.drawText(box.adjusted(INDENT, 2, 0, -2), int(WRAPPED), entry.text)

    def _number(self, painter: QPainter, palette: QPalette, box: QRect, entry: Entry) -> None:
        below = QRect()
        if self.stacked(entry, painter.fontMetrics(), box.width()):
            below = box.adjusted(INDENT, box.height() // 2, 0, 0)
            box = box.adjusted(0, 0, 0, -(box.height() // 2))
        side = painter.fontMetrics().height() * SIGN
        sign = QRectF(box.left() + INDENT, box.center().y() - side / 2 + 0.5, side, side)
        pen = painter.pen()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(pen.color(), 0.8))
        paint_sign(painter, sign, entry.person)
        painter.setPen(pen)
        left = round(sign.right()) + 6
        name = QRect(left, box.top(), self.who_width, box.height())
        self._text(painter, name, entry.text)
        rest = box.adjusted(name.right() - box.left() + 8, 0, 0, 0)
        if _missing(entry):
            self._reason(painter, rest, entry)
            return
        width = _bar_width(rest.width()) if below.isNull() else rest.width()
        if entry.fraction is not None:
            self._bar(painter, palette, QRect(rest.left(), rest.top(), width, rest.height()), entry)
        beside = rest.adjusted(width + 8, 0, 0, 0)
        self._text(painter, beside if below.isNull() else below, entry.number)

    @staticmethod
    def _reason(painter: QPainter, box: QRect, entry: Entry) -> None:
        painter.setFont(_italic(painter.font()))
        middle = int(WRAPPED | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box, middle, _reason(entry))

    @staticmethod
    def _bar(painter: QPainter, palette: QPalette, box: QRect, entry: Entry) -> None:
        height = max(box.height() // 2, 6)
        frame = QRectF(box.left(), box.center().y() - height / 2, box.width(), height)
        painter.fillRect(frame, palette.color(PaletteRole.Base))
        filled = QRectF(frame)
        filled.setWidth(frame.width() * (entry.fraction or 0.0))
        painter.fillRect(filled, colour(entry.person))
        painter.setPen(QPen(palette.color(PaletteRole.Mid), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        painter.setPen(palette.color(PaletteRole.Text))

    @staticmethod
    def _text(painter: QPainter, box: QRect, text: str) -> None:
        painter.drawText(box, int(LEFT), painter.fontMetrics().elidedText(text, Elide, box.width()))


def _bar_width(room: int) -> int:
    """Return how wide a bar is where it shares *room* pixels with its number."""
    return min(max(room // 5, 30), 110)


def _italic(font: QFont) -> QFont:
    slanted = QFont(font)
    slanted.setItalic(True)
    return slanted


def _wrapped(font: QFont, text: str, width: int) -> int:
    """Return the height of *text* wrapped to *width*."""
    room = QRect(0, 0, max(width, 60), 10_000)
    return QFontMetrics(font).boundingRect(room, int(WRAPPED), text).height()


def _missing(entry: Entry) -> bool:
    return entry.row is not None and entry.row.value is None and entry.row.unit != "ratio"


def _reason(entry: Entry) -> str:
    return f"– {entry.number}"

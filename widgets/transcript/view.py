"""The transcript: lines to read, select, tag and correct."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ca_tool.coding import Edit
from ca_tool.transcript import Line, LineKind, Span
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.transcript.caret import moved
from widgets.transcript.cells import base_column, columns, offset_at, talk_start
from widgets.transcript.delegates import (
    LANE,
    CellDelegate,
    LinksDelegate,
    NumberDelegate,
    SpeakerDelegate,
    TagsDelegate,
)
from widgets.transcript.link_lanes import LANES
from widgets.transcript.look import Look
from widgets.transcript.model import Column, TranscriptModel
from widgets.transcript.selection import Selection, Spot
from widgets.transcript.talk_delegate import PAD, TalkDelegate
from widgets.transcript.turn_index import TurnIndex

SAMPLE = 2000
"""Lines that decide how wide the columns are."""


class TranscriptView(QTableView):
    """Shows the document's transcript; the caret and the selected stretch are its own."""

    caret_moved = Signal()
    chip_clicked = Signal(str)
    line_double_clicked = Signal(int)
    columns_changed = Signal()
    """How many cells of talk there are, or how many fit."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.navigation = navigation
        self.look = Look.of(self.palette(), self.font())
        self.lines = TranscriptModel(document, self)
        self.turns = TurnIndex(document.session.transcript)
        self.selection = Selection()
        self.turn_rows: frozenset[int] = frozenset()
        self.first_cell = 0
        """How many cells of talk are scrolled out at the left."""
        self._base = 0
        self._dragging = False
        self._delegates = self._make_delegates()
        self._set_up()
        self.setModel(self.lines)
        self._size_columns()
        document.session_changed.connect(self._start_afresh)
        document.edited.connect(self._text_changed)
        navigation.go_to.connect(self.show_span)
        navigation.highlight.connect(self.lines.set_highlight)
        self._start_afresh()

    def _make_delegates(self) -> dict[Column, CellDelegate]:
        made: dict[Column, CellDelegate] = {
            Column.NUMBER: NumberDelegate(self),
            Column.LINKS: LinksDelegate(self),
            Column.SPEAKER: SpeakerDelegate(self),
            Column.TALK: TalkDelegate(self),
            Column.TAGS: TagsDelegate(self),
        }
        for column, delegate in made.items():
            self.setItemDelegateForColumn(column, delegate)
        return made

    def _set_up(self) -> None:
        self.setAccessibleName("Transcript")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(10)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)

    # What delegates ask.

    @property
    def marks_current(self) -> bool:
        """Whether the caret's line is marked: there is a transcript."""
        return bool(self.lines.lines)

    @property
    def shows_caret(self) -> bool:
        """Whether the caret itself is drawn: keys would go here."""
        return self.hasFocus()

    def left_column(self, line: Line) -> int:
        """Return the column of the raw *line* that stands at the left edge of the talk."""
        return min(columns(line.raw)[talk_start(line)], self._base) + self.first_cell

    # Where things are.

    @property
    def current_line(self) -> Line | None:
        """The line the caret is on."""
        row = self.selection.caret.row
        return self.lines.lines[row] if row < len(self.lines.lines) else None

    @property
    def cells_wide(self) -> int:
        """How many cells the longest line takes."""
        longest = max((len(line.raw) for line in self.lines.lines), default=0)
        return max(longest - self._base, 0)

    @property
    def cells_shown(self) -> int:
        """How many cells fit."""
        return int((self.columnWidth(Column.TALK) - PAD) / self.look.cell)

    def scroll_to_cell(self, cell: int) -> None:
        """Show the talk from *cell* on."""
        self.first_cell = max(0, min(cell, self.cells_wide - self.cells_shown + 2))
        self.viewport().update()
        self.columns_changed.emit()

    def spot_at(self, point: QPoint) -> Spot | None:
        """Return the boundary between characters nearest to *point*."""
        row = self.rowAt(point.y())
        if row < 0:
            if not self.lines.lines:
                return None
            row = len(self.lines.lines) - 1 if point.y() > 0 else 0
        line = self.lines.lines[row]
        left = self.columnViewportPosition(Column.TALK) + PAD
        column = (point.x() - left) / self.look.cell + self.left_column(line)
        return Spot(row, max(offset_at(line.raw, column), talk_start(line)))

    def cell_rect(self, spot: Spot) -> QRectF:
        """Return where the character after *spot* is drawn, in the viewport."""
        line = self.lines.lines[spot.row]
        rect = QRectF(self.visualRect(self.lines.index(spot.row, Column.TALK)))
        column = columns(line.raw)[spot.offset] - self.left_column(line)
        x = rect.left() + PAD + column * self.look.cell
        return QRectF(x, rect.top(), self.look.cell, rect.height())

    @property
    def file_edge(self) -> float:
        """Where column 0 of the file would stand, in pixels of the viewport."""
        left = self.columnViewportPosition(Column.TALK) + PAD
        return left - (self._base + self.first_cell) * self.look.cell

    # Moving about.

    def select(self, selection: Selection, *, follow: bool = True) -> None:
        """Make *selection* the selected stretch and bring its caret into view."""
        self.selection = selection
        row = selection.caret.row
        if row != self.currentIndex().row():
            self.setCurrentIndex(self.lines.index(row, Column.TALK))
        line = self.current_line
        if line is not None:
            found = self.turns.lines_at(line.id, selection.caret.offset)
            self.turn_rows = frozenset(self.lines.row_of(each) for each in found)
            if follow:
                self._follow(line, selection.caret.offset)
        self.viewport().update()
        self.navigation.select(selection.span(self.lines.lines))
        self.caret_moved.emit()

    def show_span(self, span: Span) -> None:
        """Bring *span* into view and put the caret at its start."""
        row = self.lines.row_of(span.line)
        if row >= 0:
            self.select(Selection(Spot(row, span.start), Spot(row, span.start)))
            where = QAbstractItemView.ScrollHint.PositionAtCenter
            self.scrollTo(self.lines.index(row, Column.TALK), where)

    def select_span(self, span: Span) -> None:
        """Select *span*."""
        first, last = self.lines.row_of(span.line), self.lines.row_of(span.end_line)
        if first >= 0 and last >= 0:
            self.select(Selection(Spot(first, span.start), Spot(last, span.end)))

    def go_to_row(self, row: int) -> None:
        """Put the caret at the start of the talk of *row*."""
        spot = Spot(row, talk_start(self.lines.lines[row]))
        self.select(Selection(spot, spot))

    def go_to_spot(self, row: int, offset: int) -> None:
        """Put the caret at *offset* of *row*."""
        self.select(Selection(Spot(row, offset), Spot(row, offset)))

    def spans(self) -> tuple[Span, ...]:
        """Return what a tag would be put on: the selected stretch, or the current turn."""
        line = self.current_line
        if line is None:
            return ()
        if self.selection.empty:
            return self.turns.pieces_at(line.id, self.selection.caret.offset)
        span = self.selection.span(self.lines.lines)
        return (span,) if span else ()

    def copy(self) -> None:
        """Put the selected characters on the clipboard, exactly as they are in the file."""
        QGuiApplication.clipboard().setText(self.selection.text(self.lines.lines))

    def _follow(self, line: Line, offset: int) -> None:
        """Scroll sideways until the caret's cell is seen."""
        cell = columns(line.raw)[min(offset, len(line.raw))] - self.left_column(line)
        if cell > self.cells_shown - 2:
            self.scroll_to_cell(self.first_cell + cell - self.cells_shown + 8)
        elif cell < 0:
            self.scroll_to_cell(self.first_cell + cell - 4)

    # Events.

    def keyboardSearch(self, search: str) -> None:
        """Reimplemented: letters tag, they do not search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: move the caret, with Shift the selection."""
        to = moved(self.lines.lines, self.selection.caret, event, self._rows_per_page())
        if to is None:
            super().keyPressEvent(event)
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.select(Selection(self.selection.anchor if extend else to, to))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Reimplemented: put the caret down, or choose a chip."""
        spot = self.spot_at(event.position().toPoint())
        if spot is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._dragging = self.columnAt(event.position().toPoint().x()) == Column.TALK
        self.select(Selection(self.selection.anchor if extend else spot, spot), follow=False)
        if chip := self._chip_at(event.position().toPoint()):
            self.chip_clicked.emit(chip)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Reimplemented: draw the selection out."""
        if not self._dragging or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        spot = self.spot_at(event.position().toPoint())
        if spot is not None and spot != self.selection.caret:
            self.scrollTo(self.lines.index(spot.row, Column.TALK))
            self.select(Selection(self.selection.anchor, spot), follow=False)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Reimplemented."""
        self._dragging = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Reimplemented: select the word; outside the talk, correct the line."""
        spot = self.spot_at(event.position().toPoint())
        if spot is None:
            return
        if self.columnAt(event.position().toPoint().x()) != Column.TALK:
            self.line_double_clicked.emit(spot.row)
            return
        raw, at = self.lines.lines[spot.row].raw, spot.offset
        start, end = at, at
        while start > 0 and not raw[start - 1].isspace():
            start -= 1
        while end < len(raw) and not raw[end].isspace():
            end += 1
        start = max(start, talk_start(self.lines.lines[spot.row]))
        self.select(Selection(Spot(spot.row, start), Spot(spot.row, end)))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Reimplemented: sideways scrolls the talk alone."""
        sideways = event.angleDelta().x()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            sideways = sideways or event.angleDelta().y()
        if sideways:
            self.scroll_to_cell(self.first_cell - round(sideways / 40))
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reimplemented: the talk takes the room that is left."""
        super().resizeEvent(event)
        self._size_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Reimplemented: another theme or text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.look = Look.of(self.palette(), self.font())
            self._size_columns()
            self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Reimplemented: draw the caret."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Reimplemented: draw the caret no more."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _chip_at(self, point: QPoint) -> str:
        index: QModelIndex = self.indexAt(point)
        delegate = self._delegates[Column.TAGS]
        if index.column() != Column.TAGS or not isinstance(delegate, TagsDelegate):
            return ""
        placed = delegate.places(QRectF(self.visualRect(index)), self.lines.chips(index.row()))
        return next((chip.key for chip, rect in placed if rect.contains(point)), "")

    def _rows_per_page(self) -> int:
        return max(self.viewport().height() // self.look.row - 1, 1)

    def _start_afresh(self) -> None:
        self.turns = TurnIndex(self.document.session.transcript)
        self._base = base_column(self.document.session.transcript)
        self.selection, self.turn_rows, self.first_cell = Selection(), frozenset(), 0
        self._size_columns()
        self.scrollToTop()
        if self.lines.lines:
            start = self.lines.lines[:SAMPLE]
            talk = (row for row, line in enumerate(start) if line.kind is LineKind.TALK)
            self.go_to_row(next(talk, 0))

    def _text_changed(self, edit: Edit) -> None:
        """Keep the caret inside its line, and find the turns anew, after the text changed."""
        lines = self.lines.lines
        if not edit.splices or not lines:
            return
        self.turns = TurnIndex(self.document.session.transcript)
        row = min(self.selection.caret.row, len(lines) - 1)
        spot = Spot(row, min(self.selection.caret.offset, lines[row].body_end))
        self.select(Selection(spot, spot))
        self.columns_changed.emit()

    def _size_columns(self) -> None:
        """Give each column what it needs, and the talk what is left."""
        self.verticalHeader().setDefaultSectionSize(self.look.row)
        sample = self.lines.lines[:SAMPLE]
        numbers = max((len(line.number) for line in sample), default=2)
        numbers = max(numbers, len(str(len(self.lines.lines))))
        digit = self.look.small_metrics.horizontalAdvance("0")
        label = max((len(line.label.strip()) for line in sample), default=3)
        widths = {
            Column.NUMBER: round((numbers + 1) * digit) + 8,
            Column.LINKS: round(LANES * LANE) + 10,
            Column.SPEAKER: round(min(max(label, 3), 14) * self.look.cell) + 10,
            Column.TAGS: round(self.look.small_metrics.averageCharWidth() * 24) + 8,
        }
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        left = self.viewport().width() - sum(widths.values())
        self.setColumnWidth(Column.TALK, max(left, round(12 * self.look.cell)))
        self.columns_changed.emit()

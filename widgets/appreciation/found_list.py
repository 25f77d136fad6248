"""The list of what works: headings fold, counts and exchanges are painted as wrapped text."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from widgets.appreciation.found_words import Entry, Line, lines_of
from widgets.rows_model import ROOT, VALUE_ROLE, Index, Role
from widgets.tables import RETURN
from widgets.theme import colours

MARGIN, BETWEEN = 8, 3
WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
PaletteRole = QPalette.ColorRole


class FoundModel(QAbstractListModel):
    """Shows entries."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What is shown, in order."""
        return self._entries

    def show_entries(self, new: tuple[Entry, ...]) -> None:
        """Show *new* entries instead."""
        if new != self._entries:
            self.beginResetModel()
            self._entries = new
            self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Reimplemented."""
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        """Reimplemented."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role in {Role.DisplayRole, Role.AccessibleTextRole}:
            return entry.spoken
        if role == Role.ToolTipRole:
            return _tip(entry)
        return entry if role == VALUE_ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Reimplemented: a note cannot be chosen."""
        if index.isValid() and self._entries[index.row()].line is Line.NOTE:
            return Qt.ItemFlag.ItemIsEnabled
        return super().flags(index)


def _tip(entry: Entry) -> str:
    if entry.line is Line.HEADING:
        return "Press to fold or unfold"
    if entry.tally is not None:
        left_out = entry.tally.cases.reasons
        return f"{entry.text}{f' ({left_out})' if left_out else ''}\nPress to see the lines."
    return f"{entry.spoken}\nPress to see the lines." if entry.found else entry.text


class FoundDelegate(QStyledItemDelegate):
    """Paints a line as blocks of wrapped text, one under the other."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.closed: frozenset[str] = frozenset()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Reimplemented."""
        entry: Entry = index.data(VALUE_ROLE)
        width = self._view.viewport().width()
        heights = [height for _, _, height in self._blocks(option.font, entry, width)]
        around = MARGIN if entry.line in (Line.CARD, Line.HEADING) else 2
        return QSize(80, sum(heights) + BETWEEN * (len(heights) - 1) + 2 * around)

    def _blocks(self, font: QFont, entry: Entry, width: int) -> list[tuple[QFont, str, int]]:
        """Return font, text and height of each block."""
        room = max(width - 2 * MARGIN, 60)
        return [(face, text, _height(face, text, room)) for face, text in self._texts(font, entry)]

    def _texts(self, font: QFont, entry: Entry) -> list[tuple[QFont, str]]:
        bold, slanted = QFont(font), QFont(font)
        bold.setBold(True)
        slanted.setItalic(True)
        if entry.line is Line.HEADING:
            return [(bold, f"{'▸' if entry.fold in self.closed else '▾'} {entry.text}")]
        if entry.line is Line.NOTE:
            return [(slanted, entry.text)]
        if entry.found is None:
            return [(font, entry.text)]
        texts = [(bold, lines_of(entry.found)), (font, entry.text), (slanted, entry.quote)]
        return [*texts, (font, entry.beside)] if entry.beside else texts

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Reimplemented."""
        entry: Entry = index.data(VALUE_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(PaletteRole.Highlight))
        elif entry.line is Line.HEADING:
            painter.fillRect(option.rect, option.palette.color(PaletteRole.AlternateBase))
        role = PaletteRole.HighlightedText if chosen else PaletteRole.Text
        painter.setPen(option.palette.color(role))
        top = option.rect.top() + (MARGIN if entry.line in (Line.CARD, Line.HEADING) else 2)
        for font, text, height in self._blocks(option.font, entry, option.rect.width()):
            painter.setFont(font)
            room = option.rect.width() - 2 * MARGIN
            box = QRect(option.rect.left() + MARGIN, top, room, height)
            painter.drawText(box, int(WRAPPED), text)
            top += height + BETWEEN
        if entry.line is Line.CARD:
            painter.setPen(colours(option.palette).faint)
            painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()


def _height(font: QFont, text: str, width: int) -> int:
    room = QRect(0, 0, width, 10_000)
    return QFontMetrics(font).boundingRect(room, int(WRAPPED), text).height()


class FoundList(QListView):
    """Gone through with the arrow keys; Return or a click opens a line."""

    opened = Signal(object)
    """The index clicked, or current when Return is pressed."""

    def __init__(self, model: FoundModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setAccessibleName("What works")
        self.setModel(model)
        self._delegate = FoundDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # Thousands of exchanges of many sessions are laid out a hundred at a time.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.clicked.connect(self._open)

    def show_entries(self, entries: tuple[Entry, ...], closed: frozenset[str]) -> None:
        """Show *entries*; the current line and the place scrolled to stay, if still there."""
        kept, scrolled = self.current_entry(), self.verticalScrollBar().value()
        self._delegate.closed = closed
        self._model.show_entries(entries)
        if kept is not None and kept in entries:
            self.setCurrentIndex(self._model.index(entries.index(kept)))
        self.verticalScrollBar().setValue(scrolled)
        self.viewport().update()

    def current_entry(self) -> Entry | None:
        """Return the current line."""
        entry = self.currentIndex().data(VALUE_ROLE)
        return entry if isinstance(entry, Entry) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: Return opens the current line."""
        if event.key() in RETURN and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Reimplemented: lines grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index)

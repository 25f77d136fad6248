"""The list of numbers: headings fold, cautions wrap, Shift+F1 tells what a measure is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from widgets.numbers.numbers_delegate import MARGIN, NumbersDelegate
from widgets.numbers.numbers_model import Entry, Kind, NumbersModel
from widgets.rows_model import VALUE_ROLE
from widgets.tables import PanelTable

SHIFT = Qt.KeyboardModifier.ShiftModifier


class NumbersTable(PanelTable):
    """One column of painted lines; Enter or a click opens the line."""

    definition_wanted = Signal(str)
    """The id of the measure whose definition is asked for."""

    def __init__(self, model: NumbersModel, parent: QWidget | None = None) -> None:
        super().__init__("Numbers", model, parent)
        self._model = model
        self._delegate = NumbersDelegate(self)
        self.closed: frozenset[str] = frozenset()
        self.setItemDelegate(self._delegate)
        self.setAlternatingRowColors(False)
        self.setWordWrap(True)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The column gets its width after the table has: lines are fitted once it has settled.
        self._settled = QTimer(self, singleShot=True, interval=0)
        self._settled.timeout.connect(self._fit)
        self.horizontalHeader().sectionResized.connect(self._settled.start)
        model.modelReset.connect(self._fit)

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show *entries*; the current line and the place scrolled to stay, if still there."""
        current, scrolled = self.current_entry(), self.verticalScrollBar().value()
        self._model.show_entries(entries)
        row = self._model.row_of(current.key) if current else None
        if row is not None and row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row))
        self.verticalScrollBar().setValue(scrolled)

    def toggle(self, heading: str) -> None:
        """Fold or unfold *heading*."""
        self.closed = self.closed ^ {heading}
        self._delegate.fold(self.closed)
        self.viewport().update()

    def show_current(self) -> None:
        """Bring the current line into sight."""
        self.scrollTo(self.currentIndex())

    def current_entry(self) -> Entry | None:
        """Return the current line."""
        entry = self.currentIndex().data(VALUE_ROLE)
        return entry if isinstance(entry, Entry) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: Shift+F1 asks for the definition of the current line's measure."""
        entry = self.current_entry()
        asked = event.key() == Qt.Key.Key_F1 and event.modifiers() == SHIFT
        if asked and entry is not None and entry.measure:
            self.definition_wanted.emit(entry.measure)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reimplemented."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Reimplemented: lines grow with the text."""
        super().changeEvent(event)
        ready = isinstance(self.itemDelegate(), NumbersDelegate)
        if ready and event.type() == QEvent.Type.FontChange:
            for row in range(self._model.rowCount()):
                self.setRowHeight(row, self.verticalHeader().defaultSectionSize())
            self._fit()

    def _fit(self) -> None:
        """Give each line its height, and names the room the longest one needs."""
        metrics, usual = self.fontMetrics(), self.verticalHeader().defaultSectionSize()
        names = (e.text for e in self._model.entries if e.kind is Kind.NUMBER)
        widest = max(map(metrics.horizontalAdvance, names), default=0)
        self._delegate.who_width = min(widest + 4, max(self.viewport().width() // 3, 60))
        for row, entry in enumerate(self._model.entries):
            if self._is_tall(entry):
                self.resizeRowToContents(row)
            elif self.rowHeight(row) != usual:
                self.setRowHeight(row, usual)

    def _is_tall(self, entry: Entry) -> bool:
        """Whether *entry* may need more than one line of text."""
        room = self.viewport().width() - 2 * MARGIN
        plain = entry.kind is Kind.NUMBER and entry.fraction is not None
        return not plain or self._delegate.stacked(entry, self.fontMetrics(), room)

"""The pages of the agreement window: what a table means, the table, and what is behind a row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from ca_tool.agreement.adjudication import PEOPLE, Choice
from ca_tool.agreement.disagreements import Disagreement
from ca_tool.agreement.tables import Table
from widgets.agreement.agreement_model import NOTHING, TableModel
from widgets.rows_model import VALUE_ROLE
from widgets.tables import PanelTable

WIDEST, WORDS = 34, 56
"""Characters a column, and the one of words, is widened to; tool tips show a cell in full."""

SHORT = 12
"""Lines up to which words go on in a second line instead of being cut."""


class GridTable(PanelTable):
    """A table whose columns are as wide as what is in them, up to :data:`WIDEST`."""

    def __init__(self, name: str, parent: QWidget) -> None:
        self.grid = TableModel()
        super().__init__(name, self.grid, parent)
        self.grid.setParent(self)

    def show_table(self, table: Table) -> None:
        """Show *table*."""
        self.grid.show_table(table)
        self.setAccessibleName(table.title or self.accessibleName())
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        cell = self.fontMetrics().averageCharWidth()
        short = table.words >= 0 and len(table.lines) <= SHORT
        for column in range(len(table.heads)):
            roomy = column == table.words or (short and column == len(table.heads) - 1)
            widest = cell * (WORDS if roomy else WIDEST)
            self.resizeColumnToContents(column)
            title = header.fontMetrics().horizontalAdvance(table.heads[column]) + 22
            wanted = max(min(self.columnWidth(column) + 10, widest), title)
            self.setColumnWidth(column, wanted)
        if table.words == len(table.heads) - 1:
            header.setStretchLastSection(True)
        if short:
            self.setWordWrap(True)
            self.resizeRowsToContents()

    @property
    def value(self) -> object:
        """What the current row is about."""
        return self.currentIndex().data(VALUE_ROLE)


class TablePage(QWidget):
    """Words that say what the table means, and the table."""

    opened = Signal(object)
    """What the row clicked, or opened by Return, is about."""

    def __init__(self, title: str, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLabel(" ".join(words), self)
        self.words.setWordWrap(True)
        self.words.setMargin(6)
        self.words.setVisible(bool(words))
        self.table = GridTable(title, self)
        self.table.opened.connect(self._open)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.words)
        self.column.addWidget(self.table, 1)

    def show_table(self, table: Table) -> None:
        """Show *table*."""
        self.table.show_table(table)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(VALUE_ROLE))


class BehindPage(TablePage):
    """A table whose current row has a confusion matrix and coefficients behind it."""

    row_changed = Signal(object)
    """What the current row is about."""

    def __init__(self, title: str, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, words, parent)
        self.matrix = GridTable("Confusion matrix", self)
        self.all = GridTable("All coefficients", self)
        self.under = QLabel(self)
        self.under.setWordWrap(True)
        self.under.setMargin(6)
        below = QSplitter(Qt.Orientation.Horizontal, self)
        below.addWidget(self.matrix)
        below.addWidget(self.all)
        below.setStretchFactor(0, 1)
        below.setStretchFactor(1, 3)
        below.setSizes([280, 900])
        lower = QWidget(self)
        column = QVBoxLayout(lower)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.under)
        column.addWidget(below, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        self.column.removeWidget(self.table)
        split.addWidget(self.table)
        split.addWidget(lower)
        split.setSizes([300, 260])
        self.column.addWidget(split, 1)
        self.table.selectionModel().currentChanged.connect(self._changed)

    def show_table(self, table: Table) -> None:
        """Show *table* and what is behind its first row."""
        super().show_table(table)
        if table.lines and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.grid.index(0, 0))
        else:
            self.row_changed.emit(self.table.value)

    def show_behind(self, title: str, matrix: Table = NOTHING, every: Table = NOTHING) -> None:
        """Show what is behind the current row, under *title*."""
        self.under.setText(title)
        self.matrix.show_table(matrix)
        self.all.show_table(every)

    def _changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.row_changed.emit(index.data(VALUE_ROLE))


class DifferencesPage(TablePage):
    """The list of disagreements, gone through with the keyboard and settled one by one."""

    decided = Signal(object, object)
    """A :class:`Disagreement` and the :class:`Choice` made."""

    agreed_wanted = Signal()
    """Everything both coders say is to be taken."""

    undo_wanted = Signal()
    """The last decision is to be taken back."""

    def __init__(self, title: str, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(title, words, parent)
        self.take_agreed = self._button(
            "Take all a&greed",
            "Put what both coders say into the "
            "agreed coding; each coder’s own tags stay as they are",
        )
        self.first = self._button("Take the &first’s", "1", Choice.FIRST)
        self.second = self._button("Take the &second’s", "2", Choice.SECOND)
        self.neither = self._button("Take &neither", "3", Choice.NEITHER)
        self.undo = self._button("&Undo decision", "Take back the last decision")
        self.take_agreed.clicked.connect(self.agreed_wanted)
        self.undo.clicked.connect(self.undo_wanted)
        row = QHBoxLayout()
        row.setContentsMargins(6, 2, 6, 6)
        for button in (self.first, self.second, self.neither):
            row.addWidget(button)
        row.addStretch()
        row.addWidget(self.undo)
        row.addWidget(self.take_agreed)
        self.column.addLayout(row)
        self.table.selectionModel().currentChanged.connect(self._offer)
        self.table.grid.modelReset.connect(self._offer)
        self._allowed = True
        self.undo.setEnabled(False)
        self._offer()

    def show_table(self, table: Table) -> None:
        """Show *table*; its first row can be settled at once."""
        super().show_table(table)
        if table.lines and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.table.grid.index(0, 0))

    def name_coders(self, first: str, second: str) -> None:
        """Say on the buttons whose version is taken."""
        for button, name, key in ((self.first, first, "1"), (self.second, second, "2")):
            button.setText(f"Take {name}’s (&{key})")
            button.setToolTip(f"Let the agreed coding say what {name} says here (key {key})")
        self.neither.setText("Take neither (&3)")
        self.neither.setToolTip("Let the agreed coding say nothing here (key 3)")

    def allow(self, *, decisions: bool, undo: bool) -> None:
        """Let decisions be made and taken back, or not while one is being saved."""
        self._allowed = decisions
        self.undo.setEnabled(undo)
        self._offer()

    def _button(self, text: str, tip: str, choice: Choice | None = None) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        if choice is not None:
            button.setProperty("choice", choice.value)
            button.clicked.connect(self._decide)
            key = QShortcut(QKeySequence(tip), self.table)
            key.setContext(Qt.ShortcutContext.WidgetShortcut)
            key.activated.connect(button.click)
        return button

    def _decide(self) -> None:
        button, found = self.sender(), self.table.value
        if isinstance(button, QPushButton) and isinstance(found, Disagreement):
            self.decided.emit(found, Choice(button.property("choice")))

    def _offer(self) -> None:
        found = self.table.value
        there = isinstance(found, Disagreement) and self._allowed
        self.first.setEnabled(there)
        self.second.setEnabled(there)
        must = isinstance(found, Disagreement) and found.name in PEOPLE
        self.neither.setEnabled(there and not must)
        self.take_agreed.setEnabled(self._allowed and bool(self.table.grid.table.heads))

"""What the compare window is made of, and how its parts lie; asks for nothing to be computed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.compare import Column, Comparison, Key, difference, effects
from ca_tool.measures import Row
from ca_tool.project import SavedComparison
from widgets.compare.compare_cases import CasesBeside
from widgets.compare.compare_choice import CompareChoice
from widgets.compare.compare_model import CompareModel, Line, change, effect_words
from widgets.compare.compare_plot import ComparePlot
from widgets.compare.frozen_column import FrozenColumn
from widgets.compare.group_test import GroupTest
from widgets.compare.grouped_header import GroupedHeader
from widgets.compare.saved_list import SavedList
from widgets.compare.scrolled import LowArea, TallArea
from widgets.numbers.number_words import title
from widgets.tables import PanelTable, hint

NO_CASES_YET = (
    "Press a number above: the lines behind it are listed here. Press a second one with Ctrl (or "
    "a change): both stand side by side."
)
FIRST_FIX = "Primary measures: none fixed."
OPENING = QSize(1280, 800)
FRAME = QSize(0, 32)
"""What the desktop draws round a window."""

PERSON, WIDEST = 24, 32
"""Characters of the first column, and of any column at most."""

SAMPLE, ROWS_SAMPLED = 6, 60
"""How many columns (of sessions, of changes) and rows are looked at to find how wide they are."""

LEFT = 36
"""Characters of the choices at the left."""


class CompareParts(QWidget):
    """The parts of the compare window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = SavedList(self)
        self.choice = CompareChoice(self)
        self.model = CompareModel(self)
        self.table = PanelTable("Numbers of each session", self.model, self, cells=True)
        self.header = GroupedHeader(self.table)
        self.table.setHorizontalHeader(self.header)
        self.table.setAlternatingRowColors(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._names = FrozenColumn(self.table)
        self.cases = CasesBeside(self)
        self.plot = ComparePlot(self)
        self.test = GroupTest(self)
        self.fixed, self.warnings, self._status = _label(self), _label(self), _label(self)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName("Sessions measured")
        self.stop = QPushButton("S&top", self)
        self.stop.setToolTip("Stop measuring; what is measured stays")
        self.go_on = QPushButton("Measure the r&est", self)
        self.go_on.setToolTip("Measure the sessions that are not shown yet")
        self._hint = hint("", self)
        self._lay_out()

    def _lay_out(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._hint)
        self._pages.addWidget(self.table)
        self._cases_pages = QStackedWidget(self)
        self._cases_pages.addWidget(hint(NO_CASES_YET, self))
        self._cases_pages.addWidget(self.cases)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("The chosen numbers: plot, test over sessions")
        self.tabs.addTab(self.plot, "Pl&ot")
        self.tabs.addTab(self.test, "Test o&ver sessions")
        below = _splitter(Qt.Orientation.Horizontal, (self.tabs, self._cases_pages), (5, 6))
        right = _splitter(Qt.Orientation.Vertical, (self._pages, below), (3, 2))
        above = QWidget(self)
        column = QVBoxLayout(above)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.fixed)
        column.addWidget(self._scrolled_warnings())
        column.addWidget(right, 1)
        column.addLayout(self._bottom())
        left = TallArea(self)
        left.setAccessibleName("Comparisons, and what is compared")
        inside = _splitter(Qt.Orientation.Vertical, (self.saved, self.choice), (1, 4))
        inside.setContentsMargins(6, 6, 6, 6)
        left.setWidget(inside)
        across = _splitter(Qt.Orientation.Horizontal, (left, above), (0, 1))
        across.setSizes([LEFT * self.fontMetrics().averageCharWidth(), 2000])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(across)
        self.end(complete=True)

    def _scrolled_warnings(self) -> LowArea:
        self._around = LowArea(self.warnings, 4, self)
        self._around.setAccessibleName("What stands in the way of comparing")
        return self._around

    def _bottom(self) -> QHBoxLayout:
        bottom = QHBoxLayout()
        bottom.setContentsMargins(6, 0, 6, 4)
        bottom.addWidget(self._status, 1)
        for widget in (self.progress, self.stop, self.go_on):
            bottom.addWidget(widget)
        return bottom

    def opening(self, screen: QSize) -> QSize:
        """Return how large the window is at first: larger text needs more of the *screen*."""
        larger = self.fontMetrics().height() / 16
        return (OPENING * max(larger, 1.0)).boundedTo(screen - FRAME)

    def say(self, words: str) -> None:
        """Say *words* instead of a table."""
        self._hint.setText(words)

    def status(self, words: str) -> None:
        """Say *words* below everything."""
        self._status.setText(words)

    def begin(self, count: int) -> None:
        """Show that *count* sessions are being measured."""
        self.progress.setRange(0, count)
        self.progress.setValue(0)
        for widget in (self.progress, self.stop):
            widget.show()
        self.go_on.hide()
        self.status("Measuring…")

    def show_progress(self, done: int, words: str) -> None:
        """Show how many sessions are measured."""
        self.progress.setValue(done)
        self.status(words)

    def end(self, *, complete: bool) -> None:
        """Show that nothing is being measured."""
        for widget in (self.progress, self.stop):
            widget.hide()
        self.go_on.setVisible(not complete)
        self.status("")

    def show_fixed(self, words: Sequence[str], *, can: str) -> None:
        """Show when primary measures were fixed; *can* says why they cannot be now."""
        self.fixed.setText("\n".join(words) or FIRST_FIX)
        self.choice.fix.setEnabled(not can)
        self.choice.fix.setStatusTip(can)

    def show_warnings(self, said: Sequence[str]) -> None:
        """Show what stands in the way of comparing."""
        self.warnings.setText("\n".join(f"▲ {line}" for line in said))
        self._around.setVisible(bool(said))
        self._around.fit()

    def show_comparison(self, found: Comparison, saved: SavedComparison) -> None:
        """Show *found*; the cell that was current stays so."""
        there = self._current()
        self.model.show_comparison(
            found,
            plain=self.choice.plain,
            everything=self.choice.everything,
            primary=saved.primary,
            wanted=saved.measures,
        )
        self._pages.setCurrentIndex(1 if found.columns else 0)
        for button in (self.choice.copy, self.choice.export):
            button.setEnabled(bool(found.columns))
        self.header.show_groups(self.model.groups, self._storeys())
        self._widen()
        self.table.clearSpans()
        for row, line in enumerate(self.model.lines):
            if line.key is None:
                self.table.setSpan(row, 0, 1, max(self.model.columnCount(), 2))
        self._names.show_rows()
        index = self.model.place_of(*there) if there else None
        if index is not None:
            self.table.setCurrentIndex(self.model.index(index.row(), index.column()))
        else:
            self._cases_pages.setCurrentIndex(0)
            self.show_row(found, None, saved.primary)

    def show_row(self, found: Comparison, key: Key | None, primary: tuple[str, ...]) -> None:
        """Draw the row *key* of *found* and offer to test it."""
        self.plot.show_line(found, key, primary)
        self.test.show_row(found, key, primary)

    def show_cases(self) -> None:
        """Bring the cases in front of the sentence that says how to get them."""
        self._cases_pages.setCurrentWidget(self.cases)

    def between(self, rows: tuple[Row, ...]) -> str:
        """Return what the numbers are about, and the difference of two of them in words."""
        first, second = rows[0], rows[-1]
        names = [title(row.measure, row.variant, plain=True, alone=True) for row in rows]
        found = difference(first, second)
        if len(rows) < 2 or names[0] != names[1] or found is None:
            return " / ".join(dict.fromkeys(names))
        said = [names[0], f"second minus first: {change(found, first.unit)}", found.method]
        said += map(effect_words, effects(first, second, self._values(first, second)))
        return "; ".join(part for part in said if part)

    def _values(self, *rows: Row) -> tuple[Sequence[float], Sequence[float]]:
        found = self.model.comparison
        values: list[Sequence[float]] = []
        for row in rows:
            same = [key for key in found.values if key[:2] == (row.measure, row.variant)]
            cells = next((key for key in same if row in found.cells[key]), None)
            place = found.cells[cells].index(row) if cells else 0
            values.append(found.values[cells][place] if cells else ())
        return values[0], values[1]

    def _current(self) -> tuple[Line, Column] | None:
        index: QModelIndex = self.table.currentIndex()
        columns = self.model.comparison.columns
        if not index.isValid() or not 1 <= index.column() <= len(columns):
            return None
        return self.model.lines[index.row()], columns[index.column() - 1]

    def _storeys(self) -> int:
        sections = range(1, self.model.columnCount())
        return 1 + max((len(self.header.words(section)) for section in sections), default=1)

    def _widen(self) -> None:
        """Let names and numbers be read in full, as far as they are not very long."""
        cell, advance = self.fontMetrics().averageCharWidth(), self.fontMetrics().horizontalAdvance
        keyed = [row for row, line in enumerate(self.model.lines) if line.key][:ROWS_SAMPLED]
        sessions, widths = len(self.model.comparison.columns), [0]
        for column in range(1, self.model.columnCount()):
            if min(column, abs(column - sessions)) <= SAMPLE:
                longest = sorted((self.model.text(row, column) for row in keyed), key=len)[-3:]
                widths.append(max(map(advance, longest), default=0) + 18)
            needed = max(self.header.needed(column), widths[-1])
            self.header.resizeSection(column, min(needed, WIDEST * cell))
        self.header.resizeSection(0, PERSON * cell)


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setMargin(4)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # read on the way, never stopped at
    return label


def _splitter(
    orientation: Qt.Orientation, parts: Sequence[QWidget], shares: Sequence[int]
) -> QSplitter:
    splitter = QSplitter(orientation)
    for place, (part, share) in enumerate(zip(parts, shares, strict=True)):
        splitter.addWidget(part)
        splitter.setStretchFactor(place, share)
    splitter.setChildrenCollapsible(False)
    splitter.setSizes([max(share, 1) * 200 for share in shares])
    return splitter

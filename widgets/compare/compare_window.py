"""Sessions of the project side by side: numbers, changes, a plot, and the cases of every cell."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ca_tool.measures import Row
from widgets.background import Background
from widgets.compare.compare_choice import CompareChoice
from widgets.compare.compare_model import NOTHING, CompareModel
from widgets.compare.compare_plot import ComparePlot
from widgets.compare.compare_work import Compared, Wanted, work
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.numbers.cases_list import Case, CasesList
from widgets.rows_model import VALUE_ROLE
from widgets.settings import Settings
from widgets.tables import PanelTable, hint

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

EMPTY = "Tick two or more sessions at the left: their numbers are put side by side here."
NO_CASES_YET = "Press a number above: the lines behind it are listed here."
NOTHING_TO_COPY = "No sessions are compared yet: Session, Compare sessions."
NO_PROJECT = "Open a project with two or more sessions first."

OPENING = QSize(1200, 760)
FRAME = QSize(0, 32)
"""What the desktop draws round a window."""

PERSON, ROOMY, NARROW, CHANGE = 22, 32, 24, 28
"""Characters of the columns: who, a session among two or among more, and a change."""


class CompareWindow(QMainWindow):
    """A window of its own, so that the transcript stays in sight."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare sessions")
        self._settings = Settings()
        self._document = document
        self._navigation = navigation
        self._compared = Compared(NOTHING, {})
        self._path: Path | None = None
        self._background = Background(self)
        self.choice = CompareChoice(self)
        self.model = CompareModel(self)
        self.table = PanelTable("Numbers of each session", self.model, self, cells=True)
        self.table.horizontalHeader().setStretchLastSection(False)
        self.table.setAlternatingRowColors(False)
        self._copy = QAction("&Copy the table", self.table)
        self._copy.setShortcut(QKeySequence.StandardKey.Copy)
        self.table.addAction(self._copy)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.cases = CasesList(self)
        self.plot = ComparePlot(self)
        self.warnings = QLabel(self)
        self.warnings.setWordWrap(True)
        self.warnings.setMargin(6)
        self._hint = hint(EMPTY, self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._hint)
        self._pages.addWidget(self.table)
        below = QSplitter(Qt.Orientation.Horizontal, self)
        below.addWidget(self.plot)
        self._cases_pages = QStackedWidget(self)
        self._cases_pages.addWidget(hint(NO_CASES_YET, self))
        self._cases_pages.addWidget(self.cases)
        below.addWidget(self._cases_pages)
        right = QSplitter(Qt.Orientation.Vertical, self)
        right.addWidget(self._pages)
        right.addWidget(below)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 2)
        right.setSizes([380, 260])
        across = QSplitter(Qt.Orientation.Horizontal, self)
        across.addWidget(self.choice)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setSizes([230, 850])
        middle = QWidget(self)
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.warnings)
        layout.addWidget(across, 1)
        self.setCentralWidget(middle)
        screen = self.screen().availableSize() - FRAME
        if not self.restoreGeometry(self._settings.layout("compare")):
            self.resize(OPENING.boundedTo(screen))

    def _connect(self) -> None:
        self.choice.changed.connect(self._run)
        self._document.session_changed.connect(self._follow)
        self.choice.looks_changed.connect(self._show_numbers)
        self.choice.copy_wanted.connect(self.copy_table)
        self._copy.triggered.connect(self.copy_table)
        self.table.opened.connect(self._open)
        self.table.selectionModel().currentChanged.connect(self._plot)
        self.cases.chosen.connect(self._go)
        self.plot.cell_chosen.connect(self._show_cases)

    def _follow(self) -> None:
        """Another project may be open: this window is about the one that is."""
        folder = self._document.folder
        if self.isVisible() and (folder.path if folder else None) != self._path:
            self.show_project()

    def _run(self) -> None:
        """Compare what is ticked, in the background."""
        folder, chosen = self._document.folder, self.choice.chosen
        self._path = folder.path if folder else None
        if folder is None or len(chosen) < 2:
            self._hint.setText(NO_PROJECT if folder is None else EMPTY)
            self._show(Compared(NOTHING, {}))
            return
        wanted = Wanted(folder.path, chosen, self.choice.policy, self.choice.by)
        self._background.start("Comparing…", len(chosen), partial(work, wanted), self._show)

    def _show(self, result: object) -> None:
        if not isinstance(result, Compared):
            return
        self._compared = result
        failed = [f"{session_id} could not be read: {why}" for session_id, why in result.failures]
        words = [f"▲ {line}" for line in (*failed, *result.comparison.warnings)]
        self.warnings.setText("\n".join(words))
        self.warnings.setVisible(bool(words))
        self.cases.clear()
        self._cases_pages.setCurrentIndex(0)
        self._show_numbers()

    def _show_numbers(self) -> None:
        comparison = self._compared.comparison
        self.model.show_comparison(
            comparison, plain=self.choice.plain, everything=self.choice.everything
        )
        self._pages.setCurrentIndex(1 if comparison.columns else 0)
        self.choice.copy.setEnabled(bool(comparison.columns))
        self.plot.show_line(comparison, None)
        self._widen(len(comparison.columns))
        for row, line in enumerate(self.model.lines):
            if line.key is None:
                self.table.setSpan(row, 0, 1, max(self.model.columnCount(), 2))

    def _widen(self, sessions: int) -> None:
        """Let the names over the columns be read in full; titles run across all of them."""
        header = self.table.horizontalHeader()
        roomy = [ROOMY if sessions <= 2 else NARROW] * sessions
        self.table.widen(PERSON, *roomy, *([CHANGE] * sessions))
        for column in range(self.model.columnCount()):
            words = str(self.model.headerData(column, Qt.Orientation.Horizontal))
            needed = max(map(header.fontMetrics().horizontalAdvance, words.splitlines())) + 20
            self.table.setColumnWidth(column, max(self.table.columnWidth(column), needed))
        header.setMinimumHeight(3 * self.fontMetrics().height() + 10)

    def _open(self, index: QModelIndex) -> None:
        row = index.data(VALUE_ROLE)
        if isinstance(row, Row):
            self._show_cases(row)

    def _show_cases(self, row: Row) -> None:
        session = self._compared.sessions.get(row.session)
        if session is not None:
            self.cases.show_cases(session, row.instances)
            self._cases_pages.setCurrentWidget(self.cases)
            self.cases.setProperty("session", row.session)

    def _plot(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        line = self.model.lines[index.row()] if index.isValid() else None
        key = line.key if line else None
        self.plot.show_line(self._compared.comparison, key)

    def _go(self, case: Case) -> None:
        self._navigation.show_span(case.spans[0], str(self.cases.property("session")))

    def copy_table(self) -> None:
        """Put the table on the clipboard, headings included, with tabs between its columns."""
        if not self._compared.comparison.columns:
            self._navigation.message.emit(NOTHING_TO_COPY)
            return
        QGuiApplication.clipboard().setText(self.model.as_text())
        self._navigation.message.emit("The compared numbers are on the clipboard.")

    def show_project(self) -> None:
        """Offer the sessions of the open project and compare them."""
        self.choice.show_project(self._document.folder)
        self._run()

    def showEvent(self, event: QShowEvent) -> None:
        """Reimplemented: what was tagged meanwhile is counted."""
        super().showEvent(event)
        self.show_project()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Reimplemented: nothing goes on behind a closed window."""
        self._background.stop()
        self._settings.set_layout("compare", self.saveGeometry())
        super().closeEvent(event)


def copy_table(window: MainWindow) -> None:
    """Put the table of the compare window of *window* on the clipboard, if there is one."""
    if (compare := window.findChild(CompareWindow)) is not None:
        compare.copy_table()
    else:
        window.navigation.message.emit(NOTHING_TO_COPY)

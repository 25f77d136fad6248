"""Sessions of the project side by side: numbers, changes, plots, and the cases of every cell."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QWidget

from ca_tool.compare import Comparison
from ca_tool.measures import Row
from ca_tool.project import SavedComparison
from widgets.background import Background
from widgets.compare.compare_cases import CasesReader, Found, Wanted
from widgets.compare.compare_export import Written, export
from widgets.compare.compare_layout import CompareParts
from widgets.compare.compare_model import NOTHING
from widgets.compare.compare_work import Compared, Kept, Measuring
from widgets.compare.saving import Saving
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.numbers.cases_list import Case
from widgets.numbers.number_words import number, pair
from widgets.settings import Settings

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

EMPTY = (
    "Tick two or more sessions at the left, or one session and two coders: their numbers are put "
    "side by side here."
)
NOTHING_TO_COPY = "No sessions are compared yet: Session, Compare sessions."
NO_PROJECT = "Open a project with two or more sessions first."
STOPPED = "Stopped: {} of {} sessions are shown."


class CompareWindow(QMainWindow):
    """A window of its own, so that the transcript stays in sight."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Compare sessions")
        self.setObjectName("compare")
        self._settings = Settings()
        self._document = document
        self._navigation = navigation
        self._compared = Compared(NOTHING)
        self._path: Path | None = None
        self._kept = Kept()
        self._measuring: Measuring | None = None
        self._retired: set[Measuring] = set()
        self._difference = ""
        self._background = Background(self)
        self.parts = CompareParts(self)
        self.choice, self.model = self.parts.choice, self.parts.model
        self.table, self.plot, self.test = self.parts.table, self.parts.plot, self.parts.test
        self.cases, self.warnings = self.parts.cases, self.parts.warnings
        self.saving = Saving(document, self.parts.saved, self)
        self._reader = CasesReader(self)
        self.setCentralWidget(self.parts)
        self._copy = QAction("&Copy the table", self.table)
        self._copy.setShortcut(QKeySequence.StandardKey.Copy)
        self.table.addAction(self._copy)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        if not self.restoreGeometry(self._settings.layout("compare")):
            self.resize(self.parts.opening(self.screen().availableSize()))
        self._connect()

    def _connect(self) -> None:
        self.choice.changed.connect(self._choose)
        self.choice.looks_changed.connect(self._show_numbers)
        self.choice.copy_wanted.connect(self.copy_table)
        self.choice.export_wanted.connect(self._ask_where)
        self.choice.fix_wanted.connect(self.saving.ask_what_to_fix)
        self._copy.triggered.connect(self.copy_table)
        self.saving.shown.connect(self._show_saved)
        self.saving.refused.connect(self._navigation.message)
        self.saving.fixed.connect(self._show_fixed)
        self._document.session_changed.connect(self._follow)
        self.table.opened.connect(self._open)
        selection = self.table.selectionModel()
        selection.currentChanged.connect(self._plot)
        selection.selectionChanged.connect(self._open_two)
        self.plot.cells_chosen.connect(self._show_cases)
        self._reader.found.connect(self._show_found)
        self.cases.chosen.connect(self._go)
        self.parts.stop.clicked.connect(self.stop)
        self.parts.go_on.clicked.connect(self._run)

    @property
    def busy(self) -> bool:
        """Whether sessions are being measured."""
        return self._measuring is not None

    @property
    def saved(self) -> SavedComparison:
        """What is compared."""
        return self.choice.chosen

    def _follow(self) -> None:
        """Another project may be open: this window is about the one that is."""
        folder = self._document.folder
        if self.isVisible() and (folder.path if folder else None) != self._path:
            self.show_project()

    def show_project(self) -> None:
        """Offer the comparisons and sessions of the open project and measure what is chosen."""
        folder = self._document.folder
        path = folder.path if folder else None
        if path != self._path:
            self._path, self._kept = path, Kept()
            self.saving.forget()
        self.saving.show_saved()
        self._show_saved()

    def _show_saved(self) -> None:
        """Show the comparison chosen in the list."""
        self.choice.show_project(self._document.folder, self.saving.chosen)
        if not self.saving.chosen.id:
            self.saving.keep(self.choice.chosen)
        self._show_fixed()
        self._run()

    def _show_fixed(self) -> None:
        """Say which primary measures were fixed and when; they stand first in the table."""
        self.parts.show_fixed(self.saving.fixed_words(), can=self.saving.why_not_fix)
        chosen = self.saving.chosen
        if chosen.fixings != self.choice.chosen.fixings:
            self.choice.show_project(self._document.folder, chosen)
            self._show_numbers()

    def _choose(self) -> None:
        """Keep what was chosen in the saved comparison, and compute it."""
        if self.choice.sessions_ticked:
            self.saving.keep(self.choice.chosen)
        self._run()

    def _run(self) -> None:
        """Measure what is ticked, beside the window."""
        self._retire()
        folder, chosen = self._document.folder, self.choice.chosen
        coders = self.choice.everybody
        columns = self.choice.sessions_ticked * max(len(coders), 1) * len(chosen.policies)
        if folder is None or columns < 2:
            self.parts.say(NO_PROJECT if folder is None else EMPTY)
            self._show(Compared(NOTHING))
            return
        wanted = replace(chosen, coders=coders or (folder.coder,))
        self._measuring = Measuring(
            folder.path, folder.project, wanted, folder.coder, self._kept, self
        )
        self._measuring.step.connect(self._show_step)
        self._measuring.shown.connect(self._show_measured)
        self._measuring.finished.connect(self._end)
        self.parts.begin(self._measuring.count)
        self._measuring.start()

    def stop(self) -> None:
        """Stop measuring after the sessions under way; what was measured stays."""
        if self._measuring is not None:
            self._measuring.requestInterruption()

    def _retire(self) -> None:
        """Measure something else: what is under way ends by itself and is shown no more."""
        if (old := self._measuring) is not None:
            self._measuring = None
            old.requestInterruption()
            self._retired.add(old)
            self.parts.end(complete=True)

    def _end(self) -> None:
        ended = self.sender()
        if ended is self._measuring:
            self._measuring = None
            self._warn()
            self.parts.end(complete=self._compared.complete)
        if isinstance(ended, Measuring):
            self._retired.discard(ended)
            ended.wait()
            ended.deleteLater()

    def _show_step(self, done: int, words: str) -> None:
        if self.sender() is self._measuring:
            self.parts.show_progress(done, words)

    def _show_measured(self, result: object) -> None:
        if isinstance(result, Compared) and self.sender() is self._measuring:
            self._show(result)

    def _show(self, result: Compared) -> None:
        self._compared = result
        self._warn()
        self._show_numbers()

    def _warn(self) -> None:
        """Say what stands in the way of comparing, and whether something is missing."""
        found = self._compared
        stopped = not found.complete and not self.busy
        first = [STOPPED.format(found.measured, found.wanted)] if stopped else []
        self.parts.show_warnings([*first, *found.comparison.warnings])

    def _show_numbers(self) -> None:
        self.parts.show_comparison(self._compared.comparison, self.choice.chosen)

    # Cases: one cell, two cells, a change, a mark of a plot.

    def _open(self, index: QModelIndex) -> None:
        change = self.model.change_at(index)
        if change is not None:
            line = self.model.lines[index.row()]
            cells = self._compared.comparison.cells[line.key] if line.key else ()
            rows = [cells[place] for place in change[:2]] if cells else []
            self._show_cases(tuple(row for row in rows if row is not None))
        elif len(self._two()) == 2:
            self._show_cases(self._two())
        elif (row := self.model.row_at(index)) is not None:
            self._show_cases((row,))

    def _open_two(self) -> None:
        if len(two := self._two()) == 2:
            self._show_cases(two)

    def _two(self) -> tuple[Row, ...]:
        """Return the numbers of the selected cells, if they are two."""
        indexes = self.table.selectionModel().selectedIndexes()
        if len(indexes) != 2:
            return ()
        ordered = sorted(indexes, key=lambda index: (index.column(), index.row()))
        rows = (self.model.row_at(index) for index in ordered)
        return tuple(row for row in rows if row is not None)

    def _show_cases(self, rows: tuple[Row, ...]) -> None:
        if rows and self._path is not None:
            self._difference = self.parts.between(rows)
            wanted = tuple(Wanted(row, _announced(row, self._compared.comparison)) for row in rows)
            self._reader.read(self._path, self._document.coder, wanted)

    def _show_found(self, found: tuple[Found, ...]) -> None:
        self.cases.show_found(found, self._difference)
        self.parts.show_cases()

    def _go(self, session: str, case: Case) -> None:
        self._navigation.show_span(case.spans[0], session)

    def _plot(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        line = self.model.lines[index.row()] if index.isValid() else None
        key = line.key if line else None
        self.parts.show_row(self._compared.comparison, key, self.choice.chosen.primary)

    # Out: clipboard and files.

    def copy_table(self) -> None:
        """Put the table on the clipboard, headings included, with tabs between its columns."""
        if not self._compared.comparison.columns:
            self._navigation.message.emit(NOTHING_TO_COPY)
            return
        QGuiApplication.clipboard().setText(self.model.as_text())
        self._navigation.message.emit("The compared numbers are on the clipboard.")

    def _ask_where(self) -> None:
        start = f"{self.choice.chosen.title or 'comparison'}.csv"
        name, _ = QFileDialog.getSaveFileName(self, "Export", start, "Table (*.csv)")
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Write the numbers to *path*, changes and notes beside it."""
        work = partial(export, self._compared.comparison, self.choice.chosen, path)
        self._background.start("Exporting…", 1, work, self._tell_written)

    def _tell_written(self, result: object) -> None:
        if isinstance(result, Written):
            self.parts.status(result.words)

    def showEvent(self, event: QShowEvent) -> None:
        """Reimplemented: what was tagged meanwhile is counted."""
        super().showEvent(event)
        self.show_project()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Reimplemented: nothing goes on behind a closed window."""
        self._background.stop()
        self._reader.stop()
        self.plot.canvas.finish()
        self._retire()
        for measuring in self._retired:
            measuring.wait()
        self._settings.set_layout("compare", self.saveGeometry())
        super().closeEvent(event)


def _announced(row: Row, comparison: Comparison) -> str:
    """Return what stands above the cases of a number."""
    columns = zip(comparison.columns, comparison.names, strict=True)
    name = next(
        (
            name
            for column, name in columns
            if (column.session, column.coder, column.policy) == (row.session, row.coder, row.policy)
        ),
        row.session,
    )
    return f"{name}\n{pair(row.participant, row.other)}: {number(row)}"


def copy_table(window: MainWindow) -> None:
    """Put the table of the compare window of *window* on the clipboard, if there is one."""
    if (compare := window.findChild(CompareWindow)) is not None:
        compare.copy_table()
    else:
        window.navigation.message.emit(NOTHING_TO_COPY)

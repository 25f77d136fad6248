"""How far two coders agree: what they found, how they labelled it, results, disagreements."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.agreement import Agreement, Choice, Disagreement, Wanted, coders_of, tables
from ca_tool.agreement.labelling import Labelling
from ca_tool.agreement.units import Detection
from ca_tool.agreement.words import APART, CONVENTION, RESULTS, TOGETHER
from widgets.agreement import agreement_work as work
from widgets.agreement.agreement_choice import AgreementChoice
from widgets.agreement.agreement_pages import BehindPage, DifferencesPage, TablePage
from widgets.agreement.blind import is_blind
from widgets.agreement.settling import Settling
from widgets.background import Background
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.settings import Settings
from widgets.tables import hint

if TYPE_CHECKING:
    from ca_tool.storage import ProjectFolder
    from widgets.main_window import MainWindow

NO_PROJECT = "Open a project that two people have coded first."
ONE_CODER = (
    "Only one person has coded here ({who}). For a second coding: Session, Coder…, and type the "
    "second coder’s initials. With Session, Code blind, that coder sees only the own tags."
)
BLIND = (
    "{coder} codes blind and has not finished, so nothing of other coders is shown here.\n\n"
    "When the coding is finished: Session, Code blind, or finish…"
)
THEY_ARE_BLIND = "▲ {who} codes blind and has not finished: these numbers are of unfinished work."
SAME_CODER = "Choose two different coders above."
NO_SESSION = "{first} and {second} have coded no session that both know."
HOW_TO = (
    "Return or a click goes to the lines. 1, 2 or 3 settles the current disagreement. Decisions "
    "make a coding of its own, “adjudicated”; each coder’s own tags stay as they are."
)
OPENING = QSize(1240, 760)
MOST_NAMED = 5
"""Sessions left out that are named above the tables; the page Method names all."""

FRAME = QSize(0, 32)
"""What the desktop draws round a window."""


class AgreementWindow(QMainWindow):
    """A window of its own, so that the transcript stays in sight."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Agreement between coders")
        self.setObjectName("agreement")
        self._settings = Settings()
        self._document = document
        self._navigation = navigation
        self.found: Agreement | None = None
        self._path: Path | None = None
        self._background = Background(self)
        self.choice = AgreementChoice(self)
        self.found_page = BehindPage("Identification", (APART, CONVENTION), self)
        self.labels_page = BehindPage("Labels", (TOGETHER, CONVENTION), self)
        self.links_page = TablePage("Links", (), self)
        self.spans_page = TablePage("Spans", (tables.SPANS,), self)
        self.results_page = TablePage("Results side by side", (RESULTS,), self)
        self.differences_page = DifferencesPage("Disagreements", (HOW_TO,), self)
        self.settling = Settling(document, navigation, self)
        self._hint = hint("", self)
        self.warning = QLabel(self)
        self.warning.setWordWrap(True)
        self.warning.setMargin(6)
        self.method = hint("", self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.tabs = QTabWidget(self)
        for page, title in (
            (self.found_page, "&Identification"),
            (self.labels_page, "&Labels"),
            (self.links_page, "Lin&ks"),
            (self.spans_page, "&Spans (γ)"),
            (self.results_page, "&Results side by side"),
            (self.differences_page, "&Disagreements"),
            (self.method, "Me&thod"),
        ):
            self.tabs.addTab(page, title)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._hint)
        self._pages.addWidget(self.tabs)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.choice)
        column.addWidget(self.warning)
        column.addWidget(self._pages, 1)
        self.setCentralWidget(middle)
        if not self.restoreGeometry(self._settings.layout("agreement")):
            self.resize(OPENING.boundedTo(self.screen().availableSize() - FRAME))

    def _connect(self) -> None:
        self.choice.changed.connect(self.compare)
        self.choice.export_wanted.connect(self._ask_where)
        self._document.session_changed.connect(self._follow)
        self.found_page.row_changed.connect(self._show_found)
        self.labels_page.row_changed.connect(self._show_labelled)
        self.differences_page.table.opened.connect(self._go)
        self.differences_page.decided.connect(self._decide)
        self.differences_page.agreed_wanted.connect(self._take_agreed)
        self.differences_page.undo_wanted.connect(self.settling.undo)
        self.settling.busy.connect(self._wait)
        self.settling.idle.connect(self._go_on)
        self.settling.settled.connect(self._show_settled)
        self.settling.refused.connect(self._refuse)
        self.tabs.currentChanged.connect(self._freshen)
        self.tabs.currentChanged.connect(self._into_table)

    def _follow(self) -> None:
        """Another project or coder may be open: this window is about what is."""
        folder = self._document.folder
        if self.isVisible() and (
            (folder.path if folder else None) != self._path or is_blind(self._document)
        ):
            self.show_project()

    def show_project(self) -> None:
        """Offer the coders of the open project and compare two of them."""
        folder = self._document.folder
        if folder is not None:
            named = [(one, folder.facts(one).title or one) for one in folder.session_ids]
            self.choice.offer(coders_of(folder), folder.coder, named)
        self.compare()

    def compare(self) -> None:
        """Compare the chosen coders, in the background."""
        folder = self._document.folder
        self._path = folder.path if folder else None
        if folder is None or (why := self._why_not(folder)):
            self._show_nothing(NO_PROJECT if folder is None else why)
            return
        wanted = Wanted(*self.choice.coders, self.choice.rule)
        sessions = self.choice.chosen_sessions
        steps = 2 + 2 * len(sessions or folder.session_ids) + 3 * len(folder.project.codebook.codes)
        job = partial(work.compare, folder.path, wanted, sessions)
        self._background.start("Comparing the coders…", steps, job, self._show)

    def _why_not(self, folder: ProjectFolder) -> str:
        """Return why nothing can be compared, and what to do; empty if it can."""
        coders = coders_of(folder)
        if is_blind(self._document):
            return BLIND.format(coder=self._document.coder)
        if len(coders) < 2:
            return ONE_CODER.format(who=" ".join(coders) or "nobody")
        first, second = self.choice.coders
        return SAME_CODER if first == second else ""

    def _show_nothing(self, why: str) -> None:
        self.found = None
        self._background.stop()
        self._hint.setText(why)
        self._pages.setCurrentIndex(0)
        self.warning.hide()
        self.choice.export.setEnabled(False)

    def _show(self, result: object) -> None:
        if not isinstance(result, work.Compared):
            return
        found = result.found
        if found is None or not found.doubles:
            first, second = self.choice.coders
            self._show_nothing(result.failure or NO_SESSION.format(first=first, second=second))
            return
        self.found = found
        self.settling.stale = False
        self.differences_page.name_coders(found.wanted.first, found.wanted.second)
        self._pages.setCurrentIndex(1)
        for page, table in (
            (self.found_page, tables.identification(found)),
            (self.labels_page, tables.labels(found)),
            (self.links_page, tables.links(found)),
            (self.spans_page, tables.spans(found)),
            (self.results_page, tables.results(found)),
            (self.differences_page, tables.differences(found)),
        ):
            page.show_table(table)
        self.tabs.setTabText(5, f"&Disagreements ({len(found.disagreements)})")
        self.method.setText("\n\n".join(tables.how_it_was_done(found)))
        self.choice.export.setEnabled(True)
        self._warn(found)

    def _warn(self, found: Agreement) -> None:
        folder = self._document.folder
        blind = folder.project.blind if folder else ()
        unfinished = [who for who in found.wanted[:2] if who in blind]
        words = [THEY_ARE_BLIND.format(who=who) for who in unfinished]
        words += [f"▲ {said}" for said in tables.left_out_words(found, MOST_NAMED)]
        self.warning.setText("\n".join(words))
        self.warning.setVisible(bool(words))

    def _show_found(self, one: object) -> None:
        if self.found is None or not isinstance(one, Detection):
            return
        wanted, name = self.found.wanted, tables.code_label(self.found, one.code)
        title = f"{name}: in each of {one.turns.n} turns, whether such a tag begins in it"
        if one.turns.left_out:
            title += f" ({one.turns.left_out} {one.turns.left_out_why} are not in the matrix)"
        matrix = tables.matrix(one.turns, wanted.first, wanted.second, {}, f"{name}: turns")
        every = tables.coefficients((one.f1, *one.turns.estimates))
        self.found_page.show_behind(title, matrix, every)

    def _show_labelled(self, one: object) -> None:
        if self.found is None or not isinstance(one, Labelling):
            return
        wanted, variable, crossed = self.found.wanted, one.variable, one.crossed
        name = f"{tables.code_label(self.found, variable.code)}: {variable.label}"
        title = f"{name}, of {crossed.n} instances that both marked"
        if crossed.left_out:
            title += f"; {crossed.left_out} {crossed.left_out_why}"
        title += f". PABAK and AC1 count {len(crossed.categories)} values that could be chosen."
        names = tables.value_labels(self.found, variable.code, variable.name)
        matrix = tables.matrix(crossed, wanted.first, wanted.second, names, name)
        self.labels_page.show_behind(title, matrix, tables.coefficients(crossed.estimates))

    def _go(self, index: object) -> None:
        found = self.differences_page.table.value
        if found is not None:
            self._show_lines(found)

    def _show_lines(self, found: object) -> None:

        if isinstance(found, Disagreement):
            self._navigation.session_wanted.emit(found.session)
            self._navigation.highlight.emit({"in": found.spans, "out": (), "excluded": ()})
            self._navigation.go_to.emit(found.spans[0])

    def _decide(self, found: Disagreement, choice: object) -> None:
        if self.found is not None and isinstance(choice, Choice):
            self.settling.decide(self.found, found, choice)

    def _take_agreed(self) -> None:
        if self.found is not None:
            self.settling.take_agreed(self.found)

    def _wait(self) -> None:
        self.differences_page.allow(decisions=False, undo=False)

    def _go_on(self) -> None:
        self.differences_page.allow(decisions=True, undo=self.settling.can_undo)

    def _show_settled(self, found: Agreement) -> None:
        """Show what was decided; the chosen row and the keyboard stay."""
        self.found = found
        self.differences_page.show_table(tables.differences(found))

    def _refuse(self, why: str) -> None:
        self.warning.setText(f"▲ The decision was not saved: {why}")
        self.warning.show()

    def _freshen(self) -> None:
        """Compute the results again where decisions were made since."""
        if self.settling.stale and self.tabs.currentWidget() is self.results_page:
            self.compare()

    def _into_table(self) -> None:
        """Put the keyboard into the table chosen, but let arrow keys go along the tabs."""
        page = self.tabs.currentWidget()
        if isinstance(page, TablePage) and not self.tabs.tabBar().hasFocus():
            page.table.setFocus()

    def _ask_where(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Into which folder?")
        if chosen:
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Write tables and appendix into *folder*, in the background."""
        if self.found is not None:
            job = partial(work.export, self.found, folder)
            self._background.start("Writing…", 1, job, self._tell)

    def _tell(self, result: object) -> None:
        if isinstance(result, work.Written):
            wrote = (
                f"{len(result.paths)} files written to {result.paths[0].parent}"
                if (result.paths)
                else f"Not written: {result.failure}"
            )
            self._navigation.message.emit(wrote)

    def showEvent(self, event: QShowEvent) -> None:
        """Reimplemented: what was tagged meanwhile is compared."""
        super().showEvent(event)
        self.show_project()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Reimplemented: nothing goes on behind a closed window."""
        self._background.stop()
        self.settling.finish()
        self._settings.set_layout("agreement", self.saveGeometry())
        super().closeEvent(event)


def show_agreement(window: MainWindow) -> None:
    """Show the agreement window of *window*."""
    found = window.findChild(AgreementWindow)
    agreement = found or AgreementWindow(window.document, window.navigation, window)
    agreement.show()
    agreement.raise_()
    agreement.activateWindow()

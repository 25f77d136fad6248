"""The numbers panel: who spoke, asked and was answered, each number with its cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.measures import MEASURES
from ca_tool.measures.table import NO_CASES
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.numbers.cases_list import Case, CasesList
from widgets.numbers.definition_view import DefinitionView
from widgets.numbers.number_words import number, title, untagged, who
from widgets.numbers.numbers_bar import NumbersBar
from widgets.numbers.numbers_model import Entry, Kind, NumbersModel, entries
from widgets.numbers.numbers_table import NumbersTable
from widgets.numbers.resampling import Resampling, resampled_words
from widgets.rows_model import VALUE_ROLE
from widgets.tables import hint

if TYPE_CHECKING:
    from ca_tool.measures import Row
    from widgets.numbers.what_if_dialog import WhatIfDialog

DELAY = 120
"""Milliseconds of quiet before the numbers are computed again."""

EMPTY = "Open a transcript: what can be counted in it is shown here."
NO_CASES_HERE = "There are no cases behind this number."


class NumbersPanel(QWidget):
    """Shows the measures of the open session; a number opens its cases."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._navigation = navigation
        self._stale = True
        self._rows: tuple[Row, ...] = ()
        self._shown_cases: tuple[str, ...] | None = None
        self._what_if: WhatIfDialog | None = None
        self.resampling = Resampling(self)
        self.bar = NumbersBar(self)
        self.model = NumbersModel(self)
        self.table = NumbersTable(self.model, self)
        self.cases = CasesList(self)
        self.definition = DefinitionView(self)
        self._no_cases = hint(NO_CASES_HERE, self)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._lay_out()
        self._connect()
        self._restart()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The table of measures now shown."""
        return self._rows

    def _lay_out(self) -> None:
        self.details = QStackedWidget(self)
        for page in (self.cases, self.definition, self._no_cases):
            self.details.addWidget(page)
        self.details.hide()
        self.resampled = QLabel(self)
        self.resampled.setWordWrap(True)
        self.resampled.setContentsMargins(8, 0, 8, 4)
        self.resampled.hide()
        self._pages = QStackedWidget(self)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.table)
        split.addWidget(self.details)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        self._pages.addWidget(split)
        self._pages.addWidget(hint(EMPTY, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self.resampled)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self._timer.timeout.connect(self.refresh)
        self._document.edited.connect(self._timer.start)
        self._document.session_changed.connect(self._restart)
        self.bar.changed.connect(self.refresh)
        self.bar.looks_changed.connect(self.show_rows)
        self.bar.what_if_wanted.connect(self.show_what_if)
        self.resampling.done.connect(self._show_resampled)
        self.bar.copy_wanted.connect(self.copy_table)
        self.bar.save_wanted.connect(self._ask_where_to_save)
        self.table.opened.connect(self._open)
        self.table.definition_wanted.connect(self.show_definition)
        self.cases.chosen.connect(self._go)

    def _restart(self) -> None:
        """Another session is open: offer its coders, forget the cases shown."""
        self.bar.show_coders(self._document.session.codings, self._document.coder)
        self.details.hide()
        self._shown_cases = None
        self.refresh()

    def refresh(self) -> None:
        """Compute the numbers and show them; later, if nobody can see them now."""
        self._timer.stop()
        self._stale = not self.isVisible()
        if self._stale:
            return
        session = self._document.session
        self._pages.setCurrentIndex(0 if session.transcript.lines else 1)
        self.bar.setEnabled(bool(session.transcript.lines))
        self._rows = self._measured() if session.transcript.lines else ()
        self.show_rows()
        if self._shown_cases:
            self._list_again(self._shown_cases)
        self._resample()

    def _resample(self) -> None:
        """Compute intervals by sequence, if they are asked for; they are shown when ready."""
        self.resampling.stop()
        self.resampled.setVisible(self.bar.resampled and bool(self._rows))
        if self.resampled.isVisible():
            self.resampled.setText("Resampling…")
            self.resampling.start(self._rows, self._document.session, self._coder)

    def _show_resampled(self, rows: tuple[Row, ...]) -> None:
        self._rows = rows
        self.resampled.setText(resampled_words(rows))
        self.show_rows()

    def show_what_if(self) -> None:
        """Show which numbers change if something is counted otherwise."""
        from widgets.numbers.what_if_dialog import WhatIfDialog

        if self._what_if is None:
            self._what_if = WhatIfDialog(self._document, self._navigation, self)
        self._what_if.open_with(self._coder, self.bar.policy, plain=self.bar.plain)

    @property
    def _coder(self) -> str:
        return self.bar.coder or self._document.coder

    def showEvent(self, event: QShowEvent) -> None:
        """Reimplemented: what changed while nobody looked is counted now."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def show_rows(self) -> None:
        """Show the numbers as the switches say."""
        people = self._document.session.transcript.codes
        closed = self.table.closed
        tags = self._document.session.coding(self._coder).tags.values()
        lines = entries(
            self._rows,
            people,
            plain=self.bar.plain,
            everything=self.bar.everything,
            closed=closed,
            untagged=untagged({tag.code for tag in tags}, self._document.codebook),
        )
        self.table.show_entries(lines)

    def _measured(self) -> tuple[Row, ...]:
        from ca_tool.measures import measure_session

        return measure_session(
            self._document.session,
            self._coder,
            policy=self.bar.policy,
            codebook=self._document.codebook,
        )

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(VALUE_ROLE)
        if not isinstance(entry, Entry):
            return
        if entry.kind is Kind.HEADING:
            self.table.toggle(entry.text)
            self.show_rows()
        elif entry.kind is Kind.MEASURE:
            self.show_definition(entry.measure)
        elif entry.row is not None:
            self._shown_cases = entry.key
            self._list_cases(entry)
            self._navigation.show_cases(self._document.session, entry.row.instances)

    def _list_cases(self, entry: Entry) -> None:
        cases = entry.row.instances if entry.row is not None else NO_CASES
        self.cases.show_cases(self._document.session, cases)
        self.details.setCurrentWidget(self.cases if any(cases) else self._no_cases)
        self._show_details()

    def _list_again(self, key: tuple[str, ...]) -> None:
        """List the cases of the same number after an edit; it may be there no more."""
        row = self.model.row_of(key)
        if row is None:
            self.details.hide()
        else:
            self._list_cases(self.model.entries[row])

    def show_definition(self, measure_id: str) -> None:
        """Show what *measure_id* is."""
        self._shown_cases = None
        self.definition.show_measure(MEASURES[measure_id])
        self.details.setCurrentWidget(self.definition)
        self._show_details()

    def _show_details(self) -> None:
        """Show the lower half; the current line stays in sight when the upper one shrinks."""
        if not self.details.isVisible():
            self.details.show()
            QTimer.singleShot(0, self.table.show_current)

    def _go(self, case: Case) -> None:
        self._navigation.show_span(case.spans[0])

    def copy_table(self) -> None:
        """Put what is shown on the clipboard, for a spreadsheet or a text."""
        lines = ["\t".join(cells) for cells in self._as_shown()]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._navigation.message.emit(f"{len(lines) - 1} numbers copied")

    def _as_shown(self) -> list[tuple[str, ...]]:
        plain = self.bar.plain
        return [
            ("What", "Who", "Number", "Left out"),
            *(
                (
                    title(row.measure, row.variant, plain=plain, alone=True),
                    who(row),
                    number(row),
                    row.excluded,
                )
                for row in self._rows
            ),
        ]

    def _ask_where_to_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, "Save the numbers", "numbers.csv", "Comma-separated values (*.csv)"
        )
        if name:
            self.save_csv(Path(name))

    def save_csv(self, path: Path) -> None:
        """Write the whole table of measures, with case ids, to *path*."""
        from ca_tool.measures.table_csv import write_csv

        write_csv(self._rows, path)
        self._navigation.message.emit(f"{len(self._rows)} numbers saved in {path.name}")

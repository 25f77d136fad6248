"""What if it had been counted otherwise: the numbers that change, before and after."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ca_tool.measures.what_if import WHAT_IFS, Changed, apart, what_if
from widgets.background import Background, Say
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.numbers.cases_list import Case, CasesList
from widgets.numbers.what_if_model import Line, WhatIfModel, lines, row_in
from widgets.rows_model import VALUE_ROLE
from widgets.tables import PanelTable

if TYPE_CHECKING:
    from ca_tool.codebook import Codebook
    from ca_tool.project import Session
    from widgets.main_window import MainWindow

NOTHING_OPEN = "Open a transcript first: nothing can be counted yet."
DELAY = 300
"""Milliseconds of quiet after an edit before all is counted again."""


class WhatIfDialog(QDialog):
    """Stays open beside the transcript; a cell opens its cases."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("What if…")
        self._document = document
        self._navigation = navigation
        self._coder, self._policy, self._plain = document.coder, "CP-1", True
        self._changes: tuple[Changed, ...] = ()
        self._background = Background(self)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self.choices = QComboBox(self)
        self.choices.setAccessibleName("What if")
        self.choices.setToolTip("What is to be counted otherwise")
        for choice in WHAT_IFS.values():
            self.choices.addItem(f"… {choice.label}?", choice.key)
        self.about = _label(self)
        self.more = QCheckBox("&All variants", self)
        self.more.setToolTip("Also show the variants that change, not only the main numbers")
        self.found = _label(self)
        self.model = WhatIfModel(self)
        self.table = PanelTable("Numbers that change", self.model, self, cells=True)
        self.table.setAlternatingRowColors(False)
        self.table.setWordWrap(True)
        self.cases = CasesList(self)
        self.cases.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        asked = QLabel("What &if turns and tags were counted", self)
        asked.setBuddy(self.choices)
        below = QHBoxLayout()
        below.addWidget(self.found, 1)
        below.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.addWidget(self.table)
        self._split.addWidget(self.cases)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(0, 3)
        self._split.setStretchFactor(1, 2)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        layout = QVBoxLayout(self)
        for part in (asked, self.choices, self.about):
            layout.addWidget(part)
        layout.addLayout(below)
        layout.addWidget(self._split, 1)
        layout.addWidget(self.buttons)
        self.resize(560, 640)

    def _connect(self) -> None:
        self.choices.currentIndexChanged.connect(self._choose)
        self.more.toggled.connect(self._show)
        self.table.opened.connect(self._open)
        self.cases.chosen.connect(self._go)
        self.buttons.rejected.connect(self.reject)
        self._timer.timeout.connect(self._count)
        self._document.edited.connect(self._count_later)
        self._document.session_changed.connect(self._count_later)

    @property
    def changes(self) -> tuple[Changed, ...]:
        """What changes under the choice shown."""
        return self._changes

    def open_with(self, coder: str, policy: str, *, plain: bool) -> None:
        """Show what would change of the numbers counted so."""
        self._coder, self._policy, self._plain = coder, policy, plain
        self.show()
        self.raise_()
        self.activateWindow()
        self._count()

    def _count_later(self) -> None:
        if self.isVisible():
            self._timer.start()

    def _choose(self) -> None:
        """Another choice: what was shown is not about it."""
        self.model.show_values(())
        self._count()

    def _count(self) -> None:
        """Count twice in the background: as it is, and otherwise."""
        choice = WHAT_IFS[str(self.choices.currentData())]
        self.about.setText(choice.plain)
        self.found.setText("Not counted yet.")  # so it stays after Cancel
        self.cases.hide()
        document = self._document
        work = partial(
            _work,
            apart(document.session),
            self._coder,
            document.codebook,
            choice.key,
            self._policy,
        )
        self._background.start("Counting otherwise…", 1, work, self._deliver)

    def _deliver(self, result: object) -> None:
        if isinstance(result, tuple):
            self._changes = result
            self._show()

    def _show(self) -> None:
        shown = lines(self._changes, plain=self._plain, everything=self.more.isChecked())
        count = sum(line.changed is not None for line in shown)
        self.found.setText(_found(count, len(self._changes)))
        self.model.show_values(shown)
        self._fit()

    def _fit(self) -> None:
        """Give the columns their share, and every line the height its words need."""
        room = self.table.viewport().width()
        self.table.setColumnWidth(0, room // 4)
        self.table.setColumnWidth(1, 3 * room // 8)
        usual = self.table.verticalHeader().defaultSectionSize()
        bold = self.table.font()
        bold.setBold(True)
        metrics, wrapped = QFontMetrics(bold), Qt.TextFlag.TextWordWrap.value
        for row, line in enumerate(self.model.values):
            if line.changed is None:  # it runs across the columns
                words = metrics.boundingRect(0, 0, room - 48, 0, wrapped, line.heading)
                needed = words.height() + 8
            else:
                needed = self.table.sizeHintForRow(row)
            self.table.setRowHeight(row, max(usual, needed))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reimplemented."""
        super().resizeEvent(event)
        self._fit()

    def _open(self, index: QModelIndex) -> None:
        line = index.data(VALUE_ROLE)
        row = row_in(line, index.column()) if isinstance(line, Line) else None
        if row is not None:
            self.cases.show_cases(self._document.session, row.instances)
            self.cases.setVisible(any(row.instances))
            self._navigation.show_cases(self._document.session, row.instances)

    def _go(self, case: Case) -> None:
        self._navigation.show_span(case.spans[0])

    def done(self, code: int) -> None:
        """Reimplemented: nothing goes on behind a closed dialog."""
        self._timer.stop()
        self._background.stop()
        super().done(code)


def _work(
    session: Session, coder: str, codebook: Codebook, key: str, policy: str, say: Say
) -> tuple[Changed, ...]:
    say(0, "Counting otherwise…")
    return what_if(session, coder, codebook, key, policy=policy)


def _found(shown: int, everything: int) -> str:
    """Return how many numbers change, and how many of those are shown."""
    if not everything:
        return "No number changes: in this session nothing depends on it."
    changes = f"{everything} {'number changes' if everything == 1 else 'numbers change'}"
    return f"{changes}; {'all are' if shown == everything else f'{shown} are'} shown."


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setMargin(2)
    return label


def show_what_if(window: MainWindow) -> None:
    """Show the dialog on the numbers of *window*, counted as its Numbers panel counts them."""
    from widgets.numbers.numbers_panel import NumbersPanel

    panel = window.docks["numbers"].panel
    if window.document.session.transcript.lines and isinstance(panel, NumbersPanel):
        panel.show_what_if()
    else:
        window.navigation.message.emit(NOTHING_OPEN)

"""What was odd in the transcript: each problem with its place and what to do about it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from ca_tool.problems import Problem, Severity
from ca_tool.transcript import Span, Transcript
from ca_tool.turn_taking import all_problems
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.numbers.number_words import sentence
from widgets.rows_model import VALUE_ROLE, Column, RowsModel
from widgets.tables import PanelTable, hint

SIGNS = {Severity.ERROR: "✖ Error", Severity.WARNING: "▲ Warning", Severity.INFO: "● Note"}
PLURALS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.INFO: "Notes"}
WORDS = 2
"""The column that takes the room left over."""

NONE_FOUND = "Nothing odd was found in this transcript."
NOTHING_OPEN = "Open a transcript: anything odd in its notation is listed here."
NONE_SHOWN = "Nothing of the chosen kinds. Press a button above to see the rest."


def place(transcript: Transcript, problem: Problem) -> Span | None:
    """Return where *problem* is; ``None`` where the whole file is meant."""
    if not 1 <= problem.line <= len(transcript.lines):
        return None
    line = transcript.lines[problem.line - 1]
    start = min(max(problem.column - 1, 0), len(line.raw))
    return Span(line.id, start, line.id, min(start + problem.length, len(line.raw)))


class ProblemsPanel(QWidget):
    """Lists the problems; a row goes to its place and shows the advice."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._navigation = navigation
        self.model = RowsModel(self._columns(), parent=self)
        self.table = PanelTable("Problems in the transcript", self.model, self)
        self.table.fit(WORDS)
        self.filters = {severity: self._filter(severity) for severity in SIGNS}
        self.advice = QLabel(self)
        self.advice.setWordWrap(True)
        self.advice.setMargin(6)
        self._hint = hint(NOTHING_OPEN, self)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._show_advice)
        self.table.opened.connect(self._go)
        document.edited.connect(self._refresh)
        document.session_changed.connect(self._refresh)
        self._refresh()

    def _columns(self) -> tuple[Column[Problem], ...]:
        return (
            Column("Line", self._line, number=True),
            Column("How bad", lambda problem: SIGNS[problem.severity]),
            Column(
                "What is odd",
                lambda problem: sentence(problem.message),
                tip=lambda problem: f"{sentence(problem.message)}\n{problem.advice}",
            ),
            Column("Code", lambda problem: problem.code),
        )

    def _line(self, problem: Problem) -> str:
        """Return the line's printed number, as the transcript shows it."""
        lines = self._document.session.transcript.lines
        if not 1 <= problem.line <= len(lines):
            return "file"
        return lines[problem.line - 1].number or str(problem.line)

    def _filter(self, severity: Severity) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setChecked(True)
        button.setToolTip(f"Show or hide {PLURALS[severity].lower()}")
        button.toggled.connect(self._refresh)
        return button

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 0)
        for button in self.filters.values():
            bar.addWidget(button)
        bar.addStretch()
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.advice)

    def _refresh(self) -> None:
        transcript = self._document.session.transcript
        problems = all_problems(transcript)
        counts = Counter(problem.severity for problem in problems)
        for severity, button in self.filters.items():
            mark = SIGNS[severity].split()[0]
            button.setText(f"{mark} {PLURALS[severity]} {counts[severity]}")
        chosen = [problem for problem in problems if self.filters[problem.severity].isChecked()]
        self.model.show_values(chosen)
        self._hint.setText(self._why_empty(transcript))
        self._pages.setCurrentIndex(0 if chosen else 1)
        self._show_advice(self.table.currentIndex())

    @staticmethod
    def _why_empty(transcript: Transcript) -> str:
        if not transcript.lines:
            return NOTHING_OPEN
        return NONE_SHOWN if all_problems(transcript) else NONE_FOUND

    def _show_advice(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        problem = index.data(VALUE_ROLE) if index.isValid() else None
        self.advice.setVisible(isinstance(problem, Problem))
        if isinstance(problem, Problem):
            self.advice.setText(f"{sentence(problem.message)}\nWhat to do: {problem.advice}")

    def _go(self, index: QModelIndex) -> None:
        problem = index.data(VALUE_ROLE)
        if isinstance(problem, Problem):
            span = place(self._document.session.transcript, problem)
            if span is not None:
                self._navigation.show_span(span)

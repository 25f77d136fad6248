"""The file at the left, what it becomes at the right; going to a line goes there in both."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from ca_tool.transcript import Line
from widgets.fonts import transcript_font
from widgets.importing.import_look import Look
from widgets.importing.import_source import SourceLine
from widgets.rows_model import Column, RowsModel
from widgets.tables import PanelTable


def _seconds(milliseconds: int | None) -> str:
    return "" if milliseconds is None else f"{milliseconds / 1000:.2f}"


SOURCE_COLUMNS = (
    Column[SourceLine]("", lambda line: str(line.number), number=True),
    Column[SourceLine]("In the file", lambda line: line.text[:500]),
)
LINE_COLUMNS = (
    Column[Line]("Line", lambda line: line.number),
    Column[Line]("Starts", lambda line: _seconds(line.start_ms), number=True),
    Column[Line]("Kind", lambda line: str(line.kind)),
    Column[Line]("Who", lambda line: " & ".join(line.speakers)),
    Column[Line]("As it will be shown", lambda line: (line.text or line.raw)[:500]),
)
NUMBER, STARTS = 0, 1
SMALLEST = 9.0
"""Points."""


class Preview(QSplitter):
    """Two tables side by side; where their lines are the same they go along with each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.source = RowsModel(SOURCE_COLUMNS, parent=self)
        self.lines = RowsModel(LINE_COLUMNS, parent=self)
        self.source_table = PanelTable("The file itself", self.source, self)
        self.lines_table = PanelTable("What it becomes", self.lines, self)
        self._same = False
        for title, table in (
            ("The file", self.source_table),
            ("What it becomes", self.lines_table),
        ):
            self.addWidget(_titled(title, table))
        self.setStretchFactor(0, 2)
        self.setStretchFactor(1, 3)
        self.setChildrenCollapsible(False)
        for table in (self.source_table, self.lines_table):
            heading = table.horizontalHeader().font()
            table.setFont(transcript_font(max(table.font().pointSizeF(), SMALLEST)))
            table.horizontalHeader().setFont(heading)
        self.source_table.widen(4)
        self.lines_table.widen(4, 7, 10, 8)
        self.source_table.selectionModel().currentRowChanged.connect(self._follow_source)
        self.lines_table.selectionModel().currentRowChanged.connect(self._follow_lines)

    def show_look(self, look: Look) -> None:
        """Show both sides of *look*."""
        self._same = look.same_lines
        self.source.show_values(look.source)
        lines = look.transcript.lines
        self.lines.show_values(lines)
        timed = any(line.start_ms is not None for line in lines)
        self.lines_table.setColumnHidden(STARTS, not timed)
        self.lines_table.setColumnHidden(NUMBER, not any(line.number for line in lines))

    def go_to_line(self, line: int) -> None:
        """Show *line* of the transcript, counted from 1, and the same line of the file."""
        if 0 < line <= self.lines.rowCount():
            self.lines_table.selectRow(line - 1)
            self.lines_table.scrollTo(self.lines.index(line - 1, 0))

    def _follow_lines(self, index: QModelIndex) -> None:
        self._follow(index, self.source_table)

    def _follow_source(self, index: QModelIndex) -> None:
        self._follow(index, self.lines_table)

    def _follow(self, index: QModelIndex, other: PanelTable) -> None:
        model = other.model()
        if self._same and index.row() != other.currentIndex().row() < model.rowCount():
            other.selectRow(index.row())


def _titled(title: str, table: PanelTable) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 4, 0, 0)
    label = QLabel(title, page)
    label.setIndent(4)
    layout.addWidget(label)
    layout.addWidget(table, 1)
    return page

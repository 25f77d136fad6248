"""The first column of a table, kept in sight while the others are scrolled past it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView


class FrozenColumn(QTableView):
    """Lies over the left edge of *table* as soon as that is scrolled to the right.

    It shares model and selection and takes no keys: for the keyboard and for screen readers there
    is one table.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Names of the rows")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.horizontalHeader().sectionResized.connect(self.place)
        table.installEventFilter(self)
        self.hide()

    def show_rows(self) -> None:
        """Show the first column of what the table shows now."""
        for column in range(1, self.model().columnCount()):
            self.hideColumn(column)
        self.verticalHeader().setDefaultSectionSize(
            self._table.verticalHeader().defaultSectionSize()
        )
        self.place()

    def place(self) -> None:
        """Lie over the first column, below the names of the columns, where it is out of sight."""
        table = self._table
        wide = table.columnWidth(0)
        self.setColumnWidth(0, wide)
        frame = table.frameWidth()
        top = frame + table.horizontalHeader().height()
        self.setGeometry(frame, top, wide, table.viewport().height())
        self.setVisible(table.horizontalScrollBar().value() > 0)
        if self.isVisible():
            self.verticalScrollBar().setValue(table.verticalScrollBar().value())
            self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reimplemented: the table was made larger or smaller."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self.place()
        return super().eventFilter(watched, event)

"""Tables of panels: one look, one way of going to a row, every table named."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from widgets.rows_model import HeadedModel, Index

RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Behavior = QAbstractItemView.SelectionBehavior


class RowDelegate(QStyledItemDelegate):
    """Draws no frame round one cell where the whole row is chosen."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Reimplemented."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus


class PanelTable(QTableView):
    """A table gone through with the arrow keys, row by row or *cells* by cell."""

    opened = Signal(object)
    """The index clicked, or current when Return is pressed: once for each, on every desktop."""

    def __init__(
        self,
        name: str,
        model: QAbstractItemModel,
        parent: QWidget | None = None,
        *,
        cells: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionBehavior(Behavior.SelectItems if cells else Behavior.SelectRows)
        if not cells:
            self.setItemDelegate(RowDelegate(self))
        self.clicked.connect(self._open)
        if isinstance(model, HeadedModel):
            model.modelReset.connect(self._span_headings)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self._fit_rows()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: Return opens the current row."""
        if event.key() in RETURN and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index)

    def changeEvent(self, event: QEvent) -> None:
        """Reimplemented: rows grow with the text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()

    def _fit_rows(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)

    def fit(self, stretched: int) -> None:
        """Make columns as wide as what is in them; the column *stretched* takes the rest."""
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def _span_headings(self) -> None:
        """Let each heading run across all columns."""
        model = self.model()
        self.clearSpans()
        if isinstance(model, HeadedModel):
            for row in range(model.rowCount()):
                if model.is_heading(row):
                    self.setSpan(row, 0, 1, max(model.columnCount(), 2))

    def widen(self, *characters: int) -> None:
        """Make the first columns wide enough for so many characters; the last one stretches."""
        cell = self.fontMetrics().averageCharWidth()
        for column, count in enumerate(characters):
            self.setColumnWidth(column, count * cell + 18)


def hint(text: str, parent: QWidget | None = None) -> QLabel:
    """Return the sentence an empty panel shows: what to do to fill it."""
    label = QLabel(text, parent)
    label.setWordWrap(True)
    label.setMargin(16)
    label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return label

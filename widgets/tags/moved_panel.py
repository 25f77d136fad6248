"""Tags to be confirmed: their words were changed outside the program while nobody looked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from ca_tool.coding import Edit
from ca_tool.project import Moved
from ca_tool.text_edits import confirm, dismiss
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.rows_model import VALUE_ROLE, Column, RowsModel
from widgets.tables import PanelTable, hint

NONE_LEFT = (
    "Every tag is where its words are. If a transcript is changed outside this program, tags whose "
    "place is then uncertain are listed here."
)


class MovedPanel(QWidget):
    """Lists the coder's tags whose place is uncertain, each to be settled by one button."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._navigation = navigation
        columns = (
            Column[Moved]("Code", self._label),
            Column[Moved]("It was on", lambda moved: moved.quote, tip=lambda moved: moved.quote),
            Column[Moved]("It is on", self._words, tip=self._words),
            Column[Moved]("Why", lambda moved: moved.why),
        )
        self.model = RowsModel(columns, (), self)
        self.table = PanelTable("Tags to be confirmed", self.model, self)
        self.keep = self._button("It is &right", "Keep the tag where it is now", self._keep)
        self.move_here = self._button(
            "It belongs to the &selection", "Put the tag on what is selected", self._move
        )
        self.drop = self._button("&Remove the tag", "Take the tag away", self._drop)
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._offer)
        self.table.opened.connect(self._go)
        navigation.selection_changed.connect(self._offer)
        document.edited.connect(self._refresh)
        document.session_changed.connect(self._refresh)
        self._refresh()

    def _button(self, text: str, what: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(what)
        button.clicked.connect(do)
        return button

    def _lay_out(self) -> None:
        listed = QWidget(self)
        inside = QVBoxLayout(listed)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.table, 1)
        bar = QHBoxLayout()
        for button in (self.keep, self.move_here, self.drop):
            bar.addWidget(button)
        inside.addLayout(bar)
        self._pages = QStackedLayout(self)
        self._pages.addWidget(listed)
        self._pages.addWidget(hint(NONE_LEFT, self))

    @property
    def _current(self) -> Moved | None:
        moved = self.table.currentIndex().data(VALUE_ROLE)
        return moved if isinstance(moved, Moved) else None

    def _label(self, moved: Moved) -> str:
        code = self._document.codebook.by_name.get(moved.tag.code)
        return code.label if code else moved.tag.code

    def _words(self, moved: Moved) -> str:
        if moved.placed is None:
            return "nowhere"
        quote = self._document.session.transcript.quote
        return " … ".join(quote(span) for span in moved.placed.spans)

    def _refresh(self) -> None:
        coder = self._document.coder
        self.model.show_values([m for m in self._document.session.moved if m.tag.coder == coder])
        self._pages.setCurrentIndex(0 if self.model.values else 1)
        self._offer()

    def _go(self, index: QModelIndex) -> None:
        moved = index.data(VALUE_ROLE)
        if isinstance(moved, Moved) and moved.placed is not None:
            self._navigation.show_span(moved.placed.spans[0])

    def _offer(self) -> None:
        """Let only those buttons be pressed that mean something now."""
        moved = self._current
        self.keep.setEnabled(moved is not None and moved.placed is not None)
        self.move_here.setEnabled(moved is not None and self._navigation.selection is not None)
        self.drop.setEnabled(moved is not None)

    def _keep(self) -> None:
        self._settle(confirm)

    def _move(self) -> None:
        selection = self._navigation.selection
        if selection is not None:
            self._settle(lambda moved: confirm(moved, (selection,)))

    def _drop(self) -> None:
        self._settle(dismiss)

    def _settle(self, how: Callable[[Moved], Edit]) -> None:
        if self._current is not None:
            self._document.push(how(self._current))

"""Who takes part: codes, labels, roles, and who was there without speaking."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ca_tool.coding import Edit
from ca_tool.transcript import Participant
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.participants_model import Column, ParticipantsModel, RoleDelegate
from widgets.rows_model import VALUE_ROLE
from widgets.tables import PanelTable, hint

EMPTY = "Open a transcript: the people who take part in it are listed here."


class ParticipantsPanel(QWidget):
    """The roster; every change is one undoable step."""

    def __init__(
        self, document: Document, _navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self.model = ParticipantsModel(document, self)
        self.table = PanelTable("People who take part", self.model, self, cells=True)
        self.table.fit(Column.ROLE)
        self.table.setItemDelegateForColumn(Column.ROLE, RoleDelegate(self.table))
        self.add = QPushButton("&Add a silent person…", self)
        self.add.setToolTip("Somebody who was there and never spoke: they count in shares")
        self.remove = QPushButton("&Remove", self)
        self.remove.setToolTip("Take a person who never speaks off the list")
        self._lay_out()
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.table.selectionModel().currentRowChanged.connect(self._enable)
        self.model.modelReset.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 0, 6, 6)
        bar.addWidget(self.add)
        bar.addWidget(self.remove)
        bar.addStretch()
        self._pages = QStackedLayout()
        self._pages.addWidget(self.table)
        self._pages.addWidget(hint(EMPTY, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._pages, 1)
        layout.addLayout(bar)

    def _show(self) -> None:
        self._pages.setCurrentIndex(0 if self.model.rowCount() else 1)
        self.add.setEnabled(bool(self._document.session.transcript.lines))
        self._enable(self.table.currentIndex())

    def _enable(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        person = index.data(VALUE_ROLE) if index.isValid() else None
        silent = isinstance(person, Participant) and not self.model.turns_of(person.code)
        self.remove.setEnabled(silent)

    def add_silent(self, code: str) -> None:
        """Put somebody who was there and never spoke on the list."""
        code = code.strip().upper()
        if code and code not in self._document.session.transcript.codes:
            person = Participant(code)
            self._document.push(Edit(f"Add {code}", added=frozenset({person})))

    def _add(self) -> None:
        code, agreed = QInputDialog.getText(
            self, "Add a silent person", "A short code for them, never their real name:"
        )
        if agreed:
            self.add_silent(code)

    def _remove(self) -> None:
        person = self.table.currentIndex().data(VALUE_ROLE)
        if isinstance(person, Participant):
            self._document.push(Edit(f"Remove {person.code}", removed=frozenset({person})))

"""Bringing transcripts into a project: look at what was found before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.formats import FORMATS
from ca_tool.storage import ProjectFolder
from widgets.background import Background, Say
from widgets.importing.import_draft import Draft, open_draft
from widgets.importing.import_page import ImportPage
from widgets.importing.import_store import Stored, store
from widgets.rows_model import Column, RowsModel
from widgets.tables import PanelTable, hint

EMPTY = "Drop transcripts here, or press “Add files”."
FILE_COLUMNS = (
    Column[Draft]("File", lambda draft: draft.path.name, tip=lambda draft: str(draft.path)),
    Column[Draft]("", lambda draft: "✖ cannot be read" if draft.failure else "✓"),
)


class ImportDialog(QDialog):
    """Files at the left, the current one at the right; OK stores those that can be read."""

    stored = Signal(object)
    """The :class:`Stored` sessions and failures, once all is on disk."""

    def __init__(
        self,
        folder: ProjectFolder,
        paths: Iterable[Path] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import transcripts")
        self.setAcceptDrops(True)
        self._folder = folder
        self._background = Background(self)
        self.model = RowsModel(FILE_COLUMNS, parent=self)
        self.files = PanelTable("Files to import", self.model, self)
        self.files.widen(20)
        self.page = ImportPage(self)
        self.failure = hint("", self)
        self.add_button = QPushButton("&Add files…", self)
        self.drop_button = QPushButton("&Leave out", self)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("&Import")
        self._lay_out()
        self._connect()
        self.resize(920, 620)
        self.add_files(paths)

    def _lay_out(self) -> None:
        side = QWidget(self)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.files, 1)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.drop_button)
        left.addLayout(row)
        self._pages = QStackedWidget(self)
        for page in (hint(EMPTY, self), self.failure, self.page):
            self._pages.addWidget(page)
        split = QSplitter(self)
        split.addWidget(side)
        split.addWidget(self._pages)
        split.setStretchFactor(1, 1)
        split.setSizes([260, 640])
        split.setChildrenCollapsible(False)
        self.summary = QLabel(self)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._ask_for_files)
        self.drop_button.clicked.connect(self._leave_out)
        self.files.selectionModel().currentRowChanged.connect(self._show)
        self.page.changed.connect(self._replace)
        self.buttons.accepted.connect(self.store)
        self.buttons.rejected.connect(self.reject)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The files, as they will be stored."""
        return self.model.values

    def add_files(self, paths: Iterable[Path]) -> None:
        """Read *paths* beside the window and list them; those listed already stay as they are."""
        known = {draft.path for draft in self.drafts}
        new = [path for path in paths if path not in known]
        if new:
            self._background.start("Reading…", len(new), partial(_read_all, new), self._show_read)
        else:
            self._refresh()

    def _show_read(self, read: object) -> None:
        if isinstance(read, tuple):
            first = len(self.drafts)
            self.model.show_values((*self.drafts, *read))
            self.files.selectRow(first)
        self._refresh()

    def _refresh(self) -> None:
        good = [draft for draft in self.drafts if not draft.failure]
        bad = len(self.drafts) - len(good)
        said = f"{len(good)} to import" + (f", {bad} cannot be read" if bad else "")
        self.summary.setText(said if self.drafts else "")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(good))
        self.drop_button.setEnabled(bool(self.drafts))
        self._show(self.files.currentIndex())

    def _show(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        if not index.isValid():
            self._pages.setCurrentIndex(0)
            return
        draft = self.drafts[index.row()]
        if draft.failure:
            self.failure.setText(f"{draft.path.name}\n\n{draft.failure}")
            self._pages.setCurrentWidget(self.failure)
            return
        self.page.show_draft(draft)
        self._pages.setCurrentWidget(self.page)

    def _replace(self, draft: Draft) -> None:
        drafts = tuple(draft if one.path == draft.path else one for one in self.drafts)
        self.model.show_values(drafts)

    def _ask_for_files(self) -> None:
        suffixes = " ".join(f"*{suffix}" for one in FORMATS.values() for suffix in one.suffixes)
        names, _ = QFileDialog.getOpenFileNames(
            self, "Transcripts to import", "", f"Transcripts ({suffixes});;All files (*)"
        )
        self.add_files(map(Path, names))

    def _leave_out(self) -> None:
        current = self.files.currentIndex().row()
        self.model.show_values([one for row, one in enumerate(self.drafts) if row != current])
        self._refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Reimplemented: files are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Reimplemented."""
        urls = event.mimeData().urls()
        self.add_files(Path(url.toLocalFile()) for url in urls if url.isLocalFile())
        event.acceptProposedAction()

    def store(self) -> None:
        """Store every file that can be read, beside the window, then close."""
        good = tuple(draft for draft in self.drafts if not draft.failure)
        self._background.start(
            "Storing…", len(good), partial(store, self._folder, good), self._finish
        )

    def _finish(self, result: object) -> None:
        if isinstance(result, Stored):
            self.stored.emit(result)
            self.accept()

    def done(self, code: int) -> None:
        """Reimplemented: nothing goes on behind a closed dialog."""
        self._background.stop()
        super().done(code)


def _read_all(paths: list[Path], say: Say) -> tuple[Draft, ...]:
    drafts = []
    for count, path in enumerate(paths):
        say(count, f"Reading {path.name}")
        drafts.append(open_draft(path))
    return tuple(drafts)

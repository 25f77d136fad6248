"""Bringing transcripts into a project: look at what was found before anything is stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.formats import FORMATS
from ca_tool.project import SessionFacts
from ca_tool.storage import ProjectFolder
from widgets.background import Background
from widgets.importing.import_draft import Draft, with_file_settings
from widgets.importing.import_look import Look, Looking
from widgets.importing.import_page import ImportPage
from widgets.importing.import_store import (
    Read,
    Stored,
    by_file,
    find_all,
    read_all,
    same_settings,
    store,
)
from widgets.rows_model import Column, RowsModel
from widgets.tables import PanelTable, hint

EMPTY = "Drop transcripts or folders here, or press “Add files”."
READING = "The files are being read…"


def _number(draft: Draft, name: str) -> str:
    return f"{getattr(draft.summary, name):,}" if draft.summary else ""


FILE_COLUMNS = (
    Column[Draft]("File", lambda draft: draft.name, tip=lambda draft: str(draft.path)),
    Column[Draft](
        "Format",
        lambda draft: draft.summary.format_label if draft.summary else "✖ not read",
        tip=lambda draft: draft.failure or (draft.summary.format_label if draft.summary else ""),
    ),
    Column[Draft](
        "Speakers", lambda draft: " ".join(draft.summary.speakers if draft.summary else ())
    ),
    Column[Draft]("Turns", lambda draft: _number(draft, "turns"), number=True),
    Column[Draft]("Problems", lambda draft: _number(draft, "problems"), number=True),
)


class ImportDialog(QDialog):
    """Files at the left, the current one at the right; OK stores those that can be read."""

    stored = Signal(object)
    """The :class:`Stored` import and failures, once all is on disk."""

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
        self._note = ""
        self.background = Background(self)
        self.looking = Looking(self)
        self.model = RowsModel(FILE_COLUMNS, parent=self)
        self.files = PanelTable("Files to import", self.model, self)
        self.files.widen(18, 11, 8, 5, 8)
        header = self.files.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.page = ImportPage(self)
        self.failure = hint("", self)
        self.add_button = QPushButton("&Add files…", self)
        self.folder_button = QPushButton("Add f&older…", self)
        self.drop_button = QPushButton("&Leave out", self)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("&Import")
        self._lay_out()
        self._connect()
        self.resize(1180, 720)
        self.add_files(paths)

    def _lay_out(self) -> None:
        side = QWidget(self)
        left = QVBoxLayout(side)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.files, 1)
        row = QGridLayout()
        row.addWidget(self.add_button, 0, 0)
        row.addWidget(self.folder_button, 0, 1)
        row.addWidget(self.drop_button, 1, 0, 1, 2)
        left.addLayout(row)
        self._pages = QStackedWidget(self)
        self._nothing = hint(EMPTY, self)
        for page in (self._nothing, self.failure, self.page):
            self._pages.addWidget(page)
        split = QSplitter(self)
        split.addWidget(side)
        split.addWidget(self._pages)
        split.setStretchFactor(1, 1)
        split.setSizes([500, 720])
        split.setChildrenCollapsible(False)
        self.summary = QLabel(self)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(self.summary)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._ask_for_files)
        self.folder_button.clicked.connect(self._ask_for_folder)
        self.drop_button.clicked.connect(self._leave_out)
        self.files.selectionModel().currentRowChanged.connect(self._show)
        self.page.changed.connect(self._change)
        self.page.for_all.connect(self._use_for_all)
        self.looking.looked.connect(self._looked)
        self.buttons.accepted.connect(self.store)
        self.buttons.rejected.connect(self.reject)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The transcripts, as they will be stored."""
        return self.model.values

    @property
    def busy(self) -> bool:
        """Whether anything is being read or stored."""
        return self.background.busy or self.looking.busy

    def add_files(self, paths: Iterable[Path]) -> None:
        """Read *paths* beside the window and list them; those listed already stay as they are."""
        new = tuple(paths)
        known = frozenset(draft.path for draft in self.drafts)
        if new:
            self._nothing.setText(READING)
            work = partial(find_all, new, known)
            self.background.start("Looking for transcripts…", 0, work, self._read_found)
        else:
            self._refresh()

    def _read_found(self, found: object) -> None:
        if isinstance(found, tuple) and found:
            work = partial(read_all, found)
            self.background.start("Reading…", len(found), work, self._show_read)
        else:
            self._refresh()

    def _show_read(self, read: object) -> None:
        if not isinstance(read, Read):
            return
        first = len(self.drafts)
        if read.drafts:
            self.model.show_values((*self.drafts, *read.drafts))
            self.files.selectRow(first)
        self._note = ", reading was stopped" if read.stopped else ""
        self._refresh()

    def _refresh(self) -> None:
        good = [draft for draft in self.drafts if not draft.failure]
        bad = len(self.drafts) - len(good)
        silent = sum(draft.summary is not None and not draft.summary.turns for draft in good)
        said = f"{len(good):,} to import" + (f" ({silent:,} without talk)" if silent else "")
        said += f", {bad:,} cannot be read" if bad else ""
        self.summary.setText(said + self._note if self.drafts else "")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(bool(good))
        self.drop_button.setEnabled(bool(self.drafts))
        self._nothing.setText(EMPTY)
        if not self.drafts:
            self._pages.setCurrentIndex(0)

    def _show(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        if not index.isValid():
            self._pages.setCurrentIndex(0)
            return
        draft = self.drafts[index.row()]
        if draft.failure:
            self.failure.setText(f"{draft.path.name}\n\n{draft.failure}")
            self._pages.setCurrentWidget(self.failure)
            return
        self.looking.ask(self._same_file(draft), draft.part)

    def _same_file(self, draft: Draft) -> tuple[Draft, ...]:
        return tuple(one for one in self.drafts if one.path == draft.path)

    def _looked(self, look: object) -> None:
        """Show what was read, if nothing was decided otherwise since."""
        if not isinstance(look, Look):
            return
        now = {(one.path, one.part): one for one in self.drafts}
        there = now.get((look.draft.path, look.draft.part))
        current = self.files.currentIndex().row()
        if there is None or there.settings != look.draft.settings or current < 0:
            return
        facts = {one.part: one.facts for one in self._same_file(look.draft)}
        found = tuple(self._with_facts(one, facts) for one in look.drafts)
        self._put(found)
        if self.drafts[current].path != look.draft.path:
            return
        if look.draft.failure:
            self._show(self.files.currentIndex())
        elif self.drafts[current].part == look.draft.part:
            shown = next(one for one in found if one.part == look.draft.part)
            self.page.show_look(replace(look, draft=shown))
            self._pages.setCurrentWidget(self.page)

    @staticmethod
    def _with_facts(draft: Draft, facts: dict[int, SessionFacts]) -> Draft:
        """Return *draft* with what was typed while it was read."""
        typed = facts.get(draft.part)
        return draft if typed is None else replace(draft, facts=typed)

    def _put(self, found: tuple[Draft, ...]) -> None:
        """Show *found*, all transcripts of one file, in the place of those listed."""
        path = found[0].path
        at = next(row for row, one in enumerate(self.drafts) if one.path == path)
        listed = {one.part for one in self.drafts if one.path == path}
        if len(found) == 1 or found[-1].part in listed:  # those left out stay out
            found = tuple(one for one in found if one.part in listed) or found
        others = [one for one in self.drafts if one.path != path]
        before = sum(one.path != path for one in self.drafts[:at])
        self.model.show_values([*others[:before], *found, *others[before:]])
        self._refresh()

    def _change(self, draft: Draft) -> None:
        """Take over what was decided; read the file again if that may change what is found."""
        old = next(one for one in self.drafts if (one.path, one.part) == (draft.path, draft.part))
        of_file = old.settings[:4] != draft.settings[:4]
        drafts = tuple(
            draft
            if one is old
            else with_file_settings(one, draft)
            if of_file and one.path == draft.path
            else one
            for one in self.drafts
        )
        self.model.show_values(drafts)
        if old.settings != draft.settings:
            self.looking.ask(self._same_file(draft), draft.part)

    def _use_for_all(self, draft: Draft) -> None:
        """Give all files the settings of *draft*."""
        work = partial(same_settings, self.drafts, draft)
        files = len(list(by_file(self.drafts)))
        self.background.start("Reading…", files, work, self._show_again)

    def _show_again(self, read: object) -> None:
        if isinstance(read, Read):
            row = self.files.currentIndex().row()
            self.model.show_values(read.drafts)
            self.files.selectRow(max(0, min(row, len(read.drafts) - 1)))
            self._note = ", all with the same settings"
            self._refresh()
            self._show(self.files.currentIndex())

    def _ask_for_files(self) -> None:
        suffixes = " ".join(f"*{suffix}" for one in FORMATS.values() for suffix in one.suffixes)
        names, _ = QFileDialog.getOpenFileNames(
            self, "Transcripts to import", "", f"Transcripts ({suffixes});;All files (*)"
        )
        self.add_files(map(Path, names))

    def _ask_for_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Folder of transcripts to import")
        if name:
            self.add_files([Path(name)])

    def _leave_out(self) -> None:
        current = self.files.currentIndex().row()
        self.model.show_values([one for row, one in enumerate(self.drafts) if row != current])
        if self.drafts:
            self.files.selectRow(min(max(current, 0), len(self.drafts) - 1))
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
        self.background.start(
            "Storing…", len(good), partial(store, self._folder, good), self._finish
        )

    def _finish(self, result: object) -> None:
        if isinstance(result, Stored):
            self.stored.emit(result)
            self.accept()

    def done(self, code: int) -> None:
        """Reimplemented: nothing goes on behind a closed dialog."""
        self.background.stop()
        self.looking.stop()
        super().done(code)

"""The document: the open session, the codebook, and the one undo stack that changes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoStack

from ca_tool.codebook import Code, Codebook
from ca_tool.coding import Coding, Edit
from ca_tool.project import Session, apply_codes, within
from ca_tool.text_edits import apply_edit
from ca_tool.transcript import Transcript
from widgets.commands import EditCommand, ImportCommand

if TYPE_CHECKING:
    from ca_tool.storage import Import, ProjectFolder

NO_SESSION = Session("", Transcript())


class Document(QObject):
    """The only mutable thing in the application.

    Views read :attr:`session` and :attr:`codebook`, call :meth:`push` and listen to
    :attr:`edited` and :attr:`session_changed`. Nothing else changes them.

    Attributes
    ----------
    folder
        The open project; ``None`` for a session that is on no disk.
    coder
        Whose tags are shown and changed.
    """

    edited = Signal(object)
    """The :class:`~ca_tool.coding.Edit` just applied (also by undo and redo)."""

    session_changed = Signal()
    """Another session, project or coder is open: show everything afresh."""

    not_saved = Signal(str)
    """An edit was refused because it could not be recorded; why, in plain words."""

    def __init__(
        self,
        session: Session = NO_SESSION,
        codebook: Codebook = Codebook(),
        coder: str = "me",
        folder: ProjectFolder | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._codebook = codebook
        self._coder = coder
        self._folder = folder
        self.undo_stack = QUndoStack(self)

    @property
    def session(self) -> Session:
        """The open session; :data:`NO_SESSION` before one is opened."""
        return self._session

    @property
    def codebook(self) -> Codebook:
        """The project's codes."""
        return self._codebook

    @property
    def coder(self) -> str:
        """Whose tags are shown and changed."""
        return self._coder

    @property
    def folder(self) -> ProjectFolder | None:
        """The open project, if any."""
        return self._folder

    @property
    def coding(self) -> Coding:
        """The tags and links of :attr:`coder`."""
        return self._session.coding(self._coder)

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty if everything can."""
        return self._folder.read_only if self._folder else ""

    def open_folder(self, folder: ProjectFolder, session_id: str = "") -> None:
        """Show *folder*, its session *session_id* or else its first one."""
        ids = folder.session_ids
        wanted = session_id or (ids[0] if ids else "")
        session = folder.load(wanted) if wanted else NO_SESSION
        self._close_folder(folder)
        self._folder, self._coder = folder, folder.coder
        self._codebook = folder.project.codebook
        self.show_session(session)

    def open_session(self, session_id: str) -> None:
        """Show another session of the open project."""
        if self._folder is not None and session_id != self._session.id:
            self._folder.checkpoint(self._session)
            self.show_session(self._folder.load(session_id))

    def show_session(self, session: Session) -> None:
        """Make *session* the open one; what was done before can no longer be undone."""
        self.undo_stack.clear()
        self._session = session
        self.session_changed.emit()

    def take_in(self, done: Import) -> None:
        """Show the first session of an import just stored, which can be undone as one step."""
        if self._folder is None or not done.session_ids:
            return
        before = self._session.id
        self._codebook = self._folder.project.codebook
        self.open_session(done.session_ids[0])
        self.undo_stack.push(ImportCommand(self, done, before))

    def take_back(self, done: Import, before: str) -> bool:
        """Take the sessions of an import out again and show *before*; return whether it was done.

        For :class:`~widgets.commands.ImportCommand` alone.
        """
        return self._changed_sessions("take_back", done, before)

    def do_again(self, done: Import) -> bool:
        """Put the sessions of an import back; see :meth:`take_back`."""
        return self._changed_sessions("do_again", done, done.session_ids[0])

    def _changed_sessions(self, how: str, done: Import, session_id: str) -> bool:
        from ca_tool.storage import StorageError  # loaded with the folder

        folder = self._folder
        if folder is None:
            return False
        try:
            folder.checkpoint(self._session)
            folder.take_back(done) if how == "take_back" else folder.do_again(done)
            there = session_id if session_id in folder.session_ids else ""
            session = folder.load(there) if there else NO_SESSION
        except (OSError, StorageError) as error:
            QTimer.singleShot(0, self._match_stack)
            self.not_saved.emit(f"The import was not changed: {error}")
            return False
        self._codebook, self._session = folder.project.codebook, session
        self.session_changed.emit()
        return True

    def close(self) -> None:
        """Leave the project tidy on disk; nothing is lost without it."""
        self._close_folder(None)
        self._folder = None

    def push(self, edit: Edit) -> None:
        """Apply *edit* as one undoable step; an edit that changes nothing leaves none.

        Where it cannot be recorded, :attr:`not_saved` says why and nothing changes.
        """
        effective = within(self._session, self._codebook, edit)
        if not effective:
            return
        command = EditCommand(self, effective)
        self.undo_stack.push(command)
        if not command.applied:
            command.setObsolete(True)
            self.undo_stack.undo()

    def apply(self, edit: Edit) -> bool:
        """Record and apply *edit*; for :class:`~widgets.commands.EditCommand` alone.

        Return whether it was done: an edit is on disk before anybody sees it, or it is not made.
        """
        session = apply_edit(self._session, edit)
        codebook = apply_codes(self._codebook, edit)
        if why := self._recorded(session, codebook, edit):
            QTimer.singleShot(0, self._match_stack)
            self.not_saved.emit(why)
            return False
        self._session, self._codebook = session, codebook
        self.edited.emit(edit)
        return True

    def _recorded(self, session: Session, codebook: Codebook, edit: Edit) -> str:
        """Write *edit* to disk; return why that failed, or nothing."""
        if self._folder is None:
            return ""
        if self._folder.read_only:
            return self._folder.read_only
        from ca_tool.storage import StorageError  # loaded with the folder

        try:
            if codebook != self._codebook:
                self._folder.record_codebook(codebook)
            codes_only = all(isinstance(record, Code) for record in edit.added | edit.removed)
            if edit.splices or not codes_only:
                self._folder.record(self._session, session, edit, self._coder)
        except (OSError, StorageError) as error:
            why = getattr(error, "strerror", "") or error
            return f"“{edit.text}” was not done: it could not be saved ({why})."
        return ""

    def _match_stack(self) -> None:
        """Bring the undo stack back in step after an undo or redo that could not be saved."""
        stack = self.undo_stack
        index = stack.index()
        after = stack.command(index) if index < stack.count() else None
        before = stack.command(index - 1) if index else None
        if isinstance(after, EditCommand | ImportCommand) and after.applied:
            stack.redo()
        elif isinstance(before, EditCommand | ImportCommand) and not before.applied:
            stack.undo()

    def _close_folder(self, following: ProjectFolder | None) -> None:
        if self._folder is not None and self._folder is not following:
            if self._session.id and not self._folder.read_only:
                self._folder.checkpoint(self._session)
            self._folder.close()

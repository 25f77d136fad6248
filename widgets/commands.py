"""Undo: one command per edit, and one for a whole import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QUndoCommand

from ca_tool.coding import Edit

if TYPE_CHECKING:  # document.py imports this module
    from ca_tool.storage import Import
    from widgets.document import Document


class EditCommand(QUndoCommand):
    """Apply *edit* to *document*; undo applies its inverse.

    ``applied`` says whether the edit is part of the document. Where a step could not be saved it
    was not taken, and the document moves the stack back to match.
    """

    def __init__(self, document: Document, edit: Edit) -> None:
        super().__init__(edit.text)
        self._document = document
        self._edit = edit
        self.applied = False

    def redo(self) -> None:
        """Reimplemented."""
        if not self.applied:
            self.applied = self._document.apply(self._edit)

    def undo(self) -> None:
        """Reimplemented."""
        if self.applied:
            self.applied = not self._document.apply(self._edit.inverse)


class ImportCommand(QUndoCommand):
    """An import that was stored; undo takes its sessions out of the project, redo puts them back.

    *before* is the session that was open then, and is again once the import is undone.
    """

    def __init__(self, document: Document, done: Import, before: str) -> None:
        count = len(done.session_ids)
        super().__init__(f"import of {count:,} {'transcript' if count == 1 else 'transcripts'}")
        self._document = document
        self._done = done
        self._before = before
        self.applied = True

    def redo(self) -> None:
        """Reimplemented."""
        if not self.applied:
            self.applied = self._document.do_again(self._done)

    def undo(self) -> None:
        """Reimplemented."""
        if self.applied:
            self.applied = not self._document.take_back(self._done, self._before)

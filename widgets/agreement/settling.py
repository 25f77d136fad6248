"""Settling disagreements: decisions become the agreed coding, saved one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ca_tool.agreement import ADJUDICATED, Agreement, Choice, Disagreement, decide, take_agreed
from ca_tool.agreement.study import with_agreed
from ca_tool.coding import Edit
from widgets.agreement import agreement_work as work
from widgets.background import Background
from widgets.document import Document
from widgets.navigation import Navigation


class Settling(QObject):
    """Turns decisions into edits of the agreed coding, and can take them back.

    Attributes
    ----------
    stale
        Whether something was decided since the results were computed.
    """

    busy = Signal()
    """A decision is being saved."""

    idle = Signal()
    """It is saved, or was refused."""

    settled = Signal(object)
    """The :class:`~ca_tool.agreement.Agreement` as it is after the decision."""

    refused = Signal(str)
    """Why a decision could not be saved."""

    def __init__(self, document: Document, navigation: Navigation, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._navigation = navigation
        self._background = Background(window)
        self._found: Agreement | None = None
        self._waiting: list[tuple[str, Edit]] = []
        self._done: list[tuple[str, Edit]] = []
        self._undoing = False
        self.stale = False

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision of this window to be taken back."""
        return bool(self._done)

    def decide(self, found: Agreement, one: Disagreement, choice: Choice) -> None:
        """Settle one disagreement."""
        double, matchings = found.sessions[one.session], found.matchings[one.session]
        edit = decide(double, matchings, one, choice, _now())
        self._do(found, [(one.session, edit)])

    def take_agreed(self, found: Agreement) -> None:
        """Take what both coders say, in every session compared."""
        edits = [
            (
                session_id,
                take_agreed(
                    double, found.matchings[session_id], found.compared[session_id], _now()
                ),
            )
            for session_id, double in found.sessions.items()
        ]
        self._do(found, [(session_id, edit) for session_id, edit in edits if edit])

    def undo(self) -> None:
        """Take back the last decision made here."""
        if self._done and self._found is not None and not self._waiting:
            session_id, edit = self._done.pop()
            self._undoing = True
            self._do(self._found, [(session_id, edit.inverse)])

    def finish(self) -> None:
        """Wait until a decision under way is saved."""
        self._background.stop()
        self._waiting.clear()

    def _do(self, found: Agreement, edits: list[tuple[str, Edit]]) -> None:
        self._found = found
        self._waiting = edits
        self.busy.emit()
        self._next()

    def _next(self) -> None:
        folder = self._document.folder
        if not self._waiting or folder is None:
            self._waiting = []
            self._undoing = False
            self.idle.emit()
            return
        session_id, edit = self._waiting[0]
        if folder.coder == ADJUDICATED:
            self._push(session_id, edit)
            return
        job = partial(work.save, Path(folder.path), session_id, (edit,))
        self._background.start("Saving the decision", 1, job, self._saved)

    def _push(self, session_id: str, edit: Edit) -> None:
        """Make the edit in the window itself: there the agreed coding is the open one."""
        self._navigation.session_wanted.emit(session_id)
        self._document.push(edit)
        self._saved(work.Saved(session_id, self._document.coding, edit))

    def _saved(self, result: object) -> None:
        if not isinstance(result, work.Saved) or self._found is None:
            return
        if result.coding is None or result.edit is None:
            self._waiting = []
            self.refused.emit(result.failure)
        else:
            self._waiting.pop(0)
            if not self._undoing:
                self._done.append((result.session, result.edit))
            self.stale = True
            self._found = with_agreed(self._found, result.session, result.coding)
            self.settled.emit(self._found)
        self._next()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

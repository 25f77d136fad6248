"""Suggestions are computed beside the window's work and shown when they are ready."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from ca_tool.coding import Edit
from ca_tool.suggest import Suggestion, suggestions
from widgets.transcript.view import TranscriptView
from widgets.workers import Worker

AT_ONCE = 600
"""Up to so many lines suggestions are computed in place."""

DELAY = 150
"""Milliseconds after the text changed."""


class Suggesting(QObject):
    """Keeps the suggestions of *view* in step with its text."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._shown = True
        self._worker: Worker[tuple[Suggestion, ...]] | None = None
        self._leaving: list[Worker[tuple[Suggestion, ...]]] = []
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self.compute)
        view.document.session_changed.connect(self._timer.start)
        view.document.edited.connect(self._edited)
        self._timer.start()

    def toggle(self) -> None:
        """Offer suggestions if none are offered, and none if they are."""
        self.show_suggestions(shown=not self._shown)

    def show_suggestions(self, *, shown: bool) -> None:
        """Offer suggestions, or none."""
        self._shown = shown
        self.compute()

    def compute(self) -> None:
        """Compute the suggestions of the open session."""
        session, coder = self._view.document.session, self._view.document.coder
        self.stop()
        if not self._shown or not session.transcript.lines:
            self._view.lines.set_suggestions(())
        elif len(session.transcript.lines) <= AT_ONCE:
            self._view.lines.set_suggestions(suggestions(session, coder))
        else:
            self._worker = Worker(lambda: suggestions(session, coder), self)
            self._worker.done.connect(self._view.lines.set_suggestions)
            self._worker.start(self._worker.Priority.LowPriority)

    def stop(self) -> None:
        """Let go of a computation under way; its thread ends by itself."""
        if self._worker is not None:
            self._worker.forget()
            self._leaving = [worker for worker in self._leaving if worker.isRunning()]
            self._leaving.append(self._worker)
            self._worker = None

    def finish(self) -> None:
        """Wait for threads that are still at it: a thread must not outlive its object."""
        self._timer.stop()
        self.stop()
        for worker in self._leaving:
            worker.wait()

    def _edited(self, edit: Edit) -> None:
        if edit.splices or any(not hasattr(r, "code") for r in edit.removed):
            self._timer.start()

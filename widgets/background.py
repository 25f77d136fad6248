"""Long work beside the window: with progress, and Cancel that is heard between two steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtCore import QObject, Qt, QThread, Signal
from PySide6.QtWidgets import QProgressDialog, QWidget

Say: TypeAlias = Callable[[int, str], None]
"""Called with the number of steps done and what comes next; raises :class:`CancelledError`."""


class CancelledError(Exception):
    """The person pressed Cancel."""


class Job(QThread):
    """Runs *work* in a thread of its own; its result comes with :attr:`done`."""

    step = Signal(int, str)
    done = Signal(object)
    """What *work* returned. Not emitted after Cancel."""

    def __init__(self, work: Callable[[Say], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work

    def run(self) -> None:
        """Reimplemented."""
        try:
            result = self._work(self._say)
        except CancelledError:
            return
        self.done.emit(result)

    def _say(self, done: int, what: str) -> None:
        if self.isInterruptionRequested():
            raise CancelledError
        self.step.emit(done, what)


class Background(QObject):
    """Runs one job at a time for *parent*, showing how far it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._job: Job | None = None
        self._then: Callable[[object], None] | None = None
        self._dialog: QProgressDialog | None = None
        self.reached = 0
        """How many steps of the work under way are done."""

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._job is not None

    def start(
        self,
        title: str,
        steps: int,
        work: Callable[[Say], object],
        then: Callable[[object], None],
    ) -> None:
        """Do *work* of so many *steps*, then call *then* with its result; waits for nothing."""
        self.stop()
        self._then = then
        self.reached = 0
        self._dialog = QProgressDialog(title, "Cancel", 0, max(steps, 1), self._parent)
        self._dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self._dialog.setMinimumDuration(300)
        self._job = Job(work, self)
        self._job.step.connect(self._show)
        self._job.done.connect(self._deliver)
        self._job.finished.connect(self._end)
        self._dialog.canceled.connect(self.cancel)
        self._job.start()

    def cancel(self) -> None:
        """Ask what is under way to stop, as the Cancel button does."""
        if self._job is not None:
            self._job.requestInterruption()

    def stop(self) -> None:
        """Cancel what is under way and wait until it has stopped."""
        if self._job is not None:
            self._job.requestInterruption()
            self._job.wait()
            self._finish()

    def _show(self, done: int, what: str) -> None:
        self.reached = done
        if self._dialog is not None:
            self._dialog.setLabelText(what)
            self._dialog.setValue(done)

    # What a job says arrives later: by then another one may have taken its place.

    def _deliver(self, result: object) -> None:
        if self.sender() is self._job and self._then is not None:
            self._then(result)

    def _end(self) -> None:
        if self.sender() is self._job:
            self._finish()

    def _finish(self) -> None:
        dialog, self._dialog = self._dialog, None
        job, self._job = self._job, None
        if dialog is not None:
            dialog.close()
            dialog.deleteLater()
        if job is not None:
            job.wait()
            job.deleteLater()

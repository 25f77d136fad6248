"""Intervals by resampling sequences, computed beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ca_tool.project import Session
from widgets.workers import Worker

if TYPE_CHECKING:
    from ca_tool.measures import Row

    Rows = tuple[Row, ...]


class Resampling(QObject):
    """Resamples one table at a time; the latest one asked for is delivered."""

    done = Signal(object)
    """The rows with their intervals."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._worker: Worker[Rows] | None = None
        self._leaving: list[Worker[Rows]] = []

    def start(self, rows: Rows, session: Session, coder: str) -> None:
        """Compute the intervals of *rows*, which were measured on *session* by *coder*'s tags."""
        from ca_tool.measures.resampling import with_intervals
        from ca_tool.measures.what_if import apart

        self.stop()
        work = partial(with_intervals, rows, apart(session), coder)
        self._worker = Worker(work, self)
        self._worker.done.connect(self._deliver)
        self._worker.start()

    def stop(self) -> None:
        """Let go of a computation under way; its thread ends by itself."""
        if self._worker is not None:
            self._worker.forget()
            self._leaving = [worker for worker in self._leaving if worker.isRunning()]
            self._leaving.append(self._worker)
            self._worker = None

    def finish(self) -> None:
        """Wait for threads that are still at it: a thread must not outlive its object."""
        self.stop()
        for worker in self._leaving:
            worker.wait()

    def _deliver(self, rows: Rows) -> None:
        if self.sender() is self._worker:  # not one that was let go while its rows were on the way
            self.done.emit(rows)


def resampled_words(rows: Rows) -> str:
    """Return for how many numbers sequences were resampled, and for how many that cannot be."""
    drawn = [row for row in rows if "n_blocks=" in row.method]
    held = [row for row in rows if _reason(row.method)]
    parts = [f"Intervals by resampling: {len(drawn)} numbers."]
    if held:
        few = sum("needed" in row.method for row in held)
        some = "" if few == len(held) else f"{few} of them "
        why = f", {some}for want of 10 blocks of talk" if few else ""
        parts.append(f"Not resampled: {len(held)}{why}.")
        parts.append("Hover over a number for the reason.")
    return " ".join(parts)


def _reason(method: str) -> bool:
    return "not resampled: " in method or method.startswith("no interval: ")

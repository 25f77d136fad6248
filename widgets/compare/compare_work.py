"""Measuring the sessions of a comparison beside the window, many of them in other processes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QThread, Signal

from ca_tool.compare import Comparison
from ca_tool.compare.from_project import Done, Job, jobs, measure_on_disk, together
from ca_tool.project import Project, SavedComparison
from ca_tool.storage.files import signature
from widgets.compare.collecting import leave_alone
from widgets.importing.import_pool import mapped

if TYPE_CHECKING:
    from collections.abc import Iterator

FIRST_SHOWN = 8
"""Sessions after which the table is shown first; then after twice as many, and so on."""

OFTEN = 0.7
"""Seconds between two showings at least: each of them takes the window a moment."""


class Compared(NamedTuple):
    """The comparison so far: how many of how many sessions are in it."""

    comparison: Comparison
    measured: int = 0
    wanted: int = 0

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.measured == self.wanted


class Kept:
    """What was measured before, as long as the files it came from have not been written again."""

    def __init__(self) -> None:
        self._found: dict[Job, tuple[tuple[tuple[int, ...], ...], Done]] = {}

    def get(self, job: Job) -> Done | None:
        """Return the columns of *job* if its files are as they were."""
        found = self._found.get(job)
        return found[1] if found and found[0] == _files_of(job) else None

    def put(self, job: Job, done: Done) -> None:
        """Keep *done*; failures are tried again."""
        if not done.failure:
            self._found[job] = _files_of(job), done


def _files_of(job: Job) -> tuple[tuple[int, ...], ...]:
    """Return what tells whether a session's files, or the project's, were written again."""
    folder = job.path / "sessions" / job.session
    paths = sorted(path for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    return tuple(signature(path) for path in (job.path / "codebook.xml", *paths))


class Measuring(QThread):
    """Measures what a comparison asks for, session by session, and shows what there is by then."""

    step = Signal(int, str)
    """How many sessions are measured, and what comes next."""

    shown = Signal(object)
    """A :class:`Compared` to be shown: some sessions first, in the end all that were asked for."""

    def __init__(
        self,
        path: Path,
        project: Project,
        saved: SavedComparison,
        reader: str,
        kept: Kept,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._saved = saved
        self._jobs = jobs(path, project, saved, reader, bare=True)
        self._kept = kept

    @property
    def count(self) -> int:
        """How many sessions there are to be measured."""
        return len(self._jobs)

    def run(self) -> None:
        """Reimplemented."""
        leave_alone("the program")
        done: dict[str, Done] = {}
        following, last = FIRST_SHOWN, monotonic()
        for one in self._measured():
            done[one.session] = one
            self.step.emit(len(done), f"{len(done)} of {self.count} sessions measured")
            if self.isInterruptionRequested():
                break
            if len(done) >= following and monotonic() - last > OFTEN and len(done) < self.count:
                following, last = 2 * len(done), monotonic()
                self.shown.emit(self._together(done))
        self.shown.emit(self._together(done))

    def _measured(self) -> Iterator[Done]:
        """Yield what is kept from before, then the rest as it is measured."""
        todo: list[Job] = []
        for job in self._jobs:
            known = self._kept.get(job)
            if known is None:
                todo.append(job)
            else:
                yield known
        results = mapped(measure_on_disk, todo)
        try:
            for job, one in zip(todo, results, strict=True):
                self._kept.put(job, one)
                yield one
        finally:
            results.close()

    def _together(self, done: dict[str, Done]) -> Compared:
        found: Sequence[Done] = [done[job.session] for job in self._jobs if job.session in done]
        return Compared(together(found, self._saved), len(found), self.count)

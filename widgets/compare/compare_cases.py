"""The cases behind one number or two of them side by side, read from disk when they are wanted."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from ca_tool.compare.from_project import with_cases
from ca_tool.measures import Row
from ca_tool.storage import StorageError, open_project
from widgets.compare.scrolled import LowArea
from widgets.numbers.cases_list import Case, CasesList, describe
from widgets.workers import Worker


class Wanted(NamedTuple):
    """A number and how it is announced above its cases."""

    row: Row
    title: str


class Found(NamedTuple):
    """The cases of a number as they are listed, or why there are none."""

    wanted: Wanted
    cases: tuple[Case, ...] = ()
    failure: str = ""


def find(path: Path, reader: str, wanted: tuple[Wanted, ...]) -> tuple[Found, ...]:
    """Read the sessions of *wanted* and describe the cases of each."""
    found = []
    try:
        with open_project(path, reader, read_only=True) as folder:
            sessions = {one.row.session for one in wanted}
            loaded = {session: folder.load(session) for session in sessions}
            for one in wanted:
                session = loaded[one.row.session]
                row = with_cases(one.row, session, folder.project.codebook)
                found.append(Found(one, describe(session, row.instances)))
    except (StorageError, OSError) as error:
        return tuple(Found(one, failure=str(error)) for one in wanted)
    return tuple(found)


class CasesReader(QObject):
    """Reads cases in a thread; what is asked for last is what is delivered."""

    found = Signal(object)
    """A tuple of :class:`Found`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: Worker[tuple[Found, ...]] | None = None

    @property
    def busy(self) -> bool:
        """Whether something is being read."""
        return self._worker is not None and self._worker.isRunning()

    def read(self, path: Path, reader: str, wanted: tuple[Wanted, ...]) -> None:
        """Read the cases of *wanted* in the project at *path*."""
        self.stop()
        self._worker = Worker(partial(find, path, reader, wanted), self)
        self._worker.done.connect(self.found)
        self._worker.start()

    def stop(self) -> None:
        """Deliver nothing any more, and wait until nothing is read."""
        if self._worker is not None:
            self._worker.forget()
            self._worker.wait()
            self._worker.deleteLater()
            self._worker = None


class Side(QWidget):
    """One number's title and cases."""

    chosen = Signal(str, object)
    """Session id and the :class:`~widgets.numbers.cases_list.Case` to go to."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = ""
        self.title = QLabel(self)
        self.title.setWordWrap(True)
        self.title.setMargin(4)
        self.cases = CasesList(self)
        self.cases.table.setAccessibleName(name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addWidget(self.cases, 1)
        self.cases.chosen.connect(self._choose)

    def show_found(self, found: Found) -> None:
        """List the cases of a number under its title."""
        self.session = found.wanted.row.session
        failed = f"\n{found.failure}" if found.failure else ""
        none = "" if found.cases or failed else "\nThere is no case behind it."
        self.title.setText(f"{found.wanted.title}{failed}{none}")
        self.cases.model.show_values(found.cases)

    def _choose(self, case: Case) -> None:
        self.chosen.emit(self.session, case)


class CasesBeside(QWidget):
    """The cases of one number, or of two side by side with their difference above."""

    chosen = Signal(str, object)
    """Session id and the case to go to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.difference = QLabel(self)
        self.difference.setWordWrap(True)
        self.difference.setMargin(4)
        self.difference.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._above = LowArea(self.difference, 3, self)
        self._above.setAccessibleName("What the numbers are about, and their difference")
        self.sides = (
            Side("Cases behind the number", self),
            Side("Cases behind the second number", self),
        )
        across = QSplitter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._above)
        layout.addWidget(across, 1)
        for side in self.sides:
            across.addWidget(side)
            side.chosen.connect(self.chosen)
        across.setChildrenCollapsible(False)

    def show_found(self, found: tuple[Found, ...], difference: str = "") -> None:
        """Show the cases of one number, or of two and their *difference* in words."""
        self.difference.setText(difference)
        self._above.setVisible(bool(difference))
        self._above.fit()
        for side, one in zip(self.sides, found, strict=False):
            side.show_found(one)
        self.sides[1].setVisible(len(found) > 1)

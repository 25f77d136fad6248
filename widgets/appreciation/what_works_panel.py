"""The panel of what works: where the disabled person leads, is taken up, or corrects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ca_tool.appreciation import Found, appreciate
from ca_tool.appreciation.kinds import CHOOSES
from ca_tool.coding import Edit, new_id
from ca_tool.measures import locate
from ca_tool.review import Exchange
from widgets.appreciation.all_sessions import Everywhere, Wanted, title, work
from widgets.appreciation.found_bar import FoundBar
from widgets.appreciation.found_list import FoundList, FoundModel
from widgets.appreciation.found_words import (
    FILTERED,
    NOTHING_OPEN,
    Entry,
    Line,
    Part,
    entries,
    lines_of,
    what_to_tag,
)
from widgets.background import Background
from widgets.document import Document
from widgets.navigation import NOTHING, Navigation, Stretches
from widgets.rows_model import VALUE_ROLE
from widgets.tables import hint

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

DELAY = 150
"""Milliseconds of quiet after an edit before the list is made again."""

NOWHERE: tuple[Path | None, str] = (None, "")
"""No project has been looked through, by nobody's tags."""

NO_PROJECT = "Open a project to look at all its sessions."
LOOKING = "Looking through the sessions…"
STOPPED = "Not all sessions are looked through yet. If you stopped it, choose All sessions again."
SAME_SCENE = "There is a scene of these lines already: see the Review panel."
SCENE_MADE = "A scene was made: it stands in the Review panel."


class WhatWorksPanel(QWidget):
    """Lists exchanges by the tags; one of them can be made a scene for the group."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._navigation = document, navigation
        self._stale = True
        self._here: tuple[Part, ...] = ()
        self._everywhere: Everywhere | None = None
        self._looked = NOWHERE
        self._own = ""
        self._closed: frozenset[str] = frozenset()
        self._background = Background(self)
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self.bar = FoundBar(self)
        self.model = FoundModel(self)
        self.list = FoundList(self.model, self)
        self.scene = self._button(
            "Make a scene for &review",
            "Make these lines a scene for the group to look at; it can be undone",
            self.make_scene,
        )
        self.copy = self._button("&Copy list", "Copy everything listed", self.copy_list)
        self._lay_out()
        self._connect()
        self._restart()

    def _button(self, text: str, what: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setToolTip(what)
        button.clicked.connect(do)
        return button

    def _lay_out(self) -> None:
        self._hint = hint(NOTHING_OPEN, self)
        self._hint.setObjectName("what to do")
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self._hint)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(6, 4, 6, 4)
        buttons.addWidget(self.scene, 1)
        buttons.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._pages, 1)
        layout.addLayout(buttons)
        self._copy_one = QAction("&Copy this exchange", self.list)
        self._copy_one.setShortcut(QKeySequence.StandardKey.Copy)
        self._copy_one.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        make = QAction("Make a scene for &review", self.list)
        make.triggered.connect(self.make_scene)
        self.list.addActions([self._copy_one, make])

    def _connect(self) -> None:
        self._timer.timeout.connect(self.refresh)
        self._document.edited.connect(self._timer.start)
        self._document.session_changed.connect(self._restart)
        self.bar.changed.connect(self._look_again)
        self.bar.looks_changed.connect(self.show_found)
        self.list.opened.connect(self._open)
        self.list.selectionModel().currentChanged.connect(self._offer)
        self.model.modelReset.connect(self._offer)
        self._copy_one.triggered.connect(self.copy_current)

    def _restart(self) -> None:
        """Another session is open: offer its coders, the document's own first if they tagged."""
        codings, own = self._document.session.codings, self._document.coder
        tagged = sorted(name for name, coding in codings.items() if coding.tags)
        usual = own if own in tagged or not tagged else tagged[0]
        kept = self.bar.coder in tagged and own == self._own
        self.bar.show_coders({*tagged, own}, self.bar.coder if kept else usual)
        self._own = own
        self.refresh()

    def _look_again(self) -> None:
        """Another place or other tags: what was found in the project is not about it."""
        self._looked, self._everywhere = NOWHERE, None
        self.refresh()

    def refresh(self) -> None:
        """Look again and list what is found; later, if nobody can see it now."""
        self._timer.stop()
        self._stale = not self.isVisible()
        if self._stale:
            self._looked = NOWHERE  # sessions may be edited and left meanwhile
            return
        if self._everywhere is not None:  # what was just edited and left is kept as it is now
            self._everywhere = self._everywhere._replace(parts=self.parts)
        session, coder = self._document.session, self.bar.coder
        self.bar.setEnabled(bool(session.transcript.lines))
        self._here = ()
        if session.transcript.lines:
            seen = appreciate(session, coder, self._document.codebook)
            self._here = (Part(session.id, title(session.id, session.facts), coder, seen),)
        if self.bar.everywhere:
            self._look_everywhere()
        self.show_found()

    def _look_everywhere(self) -> None:
        """Look through the project in the background, once."""
        folder = self._document.folder
        wanted = (folder.path if folder else None, self.bar.coder)
        if folder is None or wanted == self._looked:
            return
        self._looked, self._everywhere = wanted, None
        request = Wanted(folder.path, folder.session_ids, self.bar.coder)
        steps = len(request.sessions)
        self._background.start(LOOKING, steps, partial(work, request), self._deliver)

    def _deliver(self, result: object) -> None:
        if isinstance(result, Everywhere):
            self._everywhere = result
            self.show_found()
            for session_id, why in result.failures:
                self._navigation.message.emit(f"{session_id} could not be read: {why}")

    @property
    def parts(self) -> tuple[Part, ...]:
        """What was found, session by session; the open one as it is now."""
        if not self.bar.everywhere or self._everywhere is None:
            return self._here
        now = {part.session: part for part in self._here}
        return tuple(now.get(part.session, part) for part in self._everywhere.parts)

    def show_found(self) -> None:
        """List what was found, as the switches say."""
        parts = self.parts
        people = dict.fromkeys(who for part in parts for who in part.appreciation.people)
        self.bar.show_people(people)
        lines = entries(parts, kind=self.bar.kind, who=self.bar.person, closed=self._closed)
        self.list.show_entries(lines, self._closed)
        self._hint.setText(self._why_empty(parts))
        self._pages.setCurrentIndex(1 if self._hint.text() else 0)
        self.copy.setEnabled(not self._hint.text())

    def _why_empty(self, parts: tuple[Part, ...]) -> str:
        """Return what stands instead of an empty list."""
        if not self._document.session.transcript.lines:
            return NOTHING_OPEN
        if self.bar.everywhere and self._everywhere is None:
            return STOPPED if self._document.folder else NO_PROJECT
        if not any(part.appreciation.tallies for part in parts):
            return what_to_tag(self._document.codebook, self.bar.coder)
        return "" if any(e.tally or e.found for e in self.model.entries) else FILTERED

    def showEvent(self, event: QShowEvent) -> None:
        """Reimplemented: what changed while nobody looked is listed now."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _offer(self) -> None:
        entry = self.list.current_entry()
        self.scene.setEnabled(entry is not None and entry.found is not None)

    def _open(self, index: QModelIndex) -> None:
        entry = index.data(VALUE_ROLE)
        if not isinstance(entry, Entry) or entry.line is Line.NOTE:
            return
        if entry.line is Line.HEADING:
            self._closed ^= {entry.fold}
            self.show_found()
        elif self._in_sight(entry.session):
            if entry.tally is not None:
                self._navigation.show_cases(self._document.session, entry.tally.cases)
            elif entry.found is not None:
                self._show(entry.found)

    def _in_sight(self, session_id: str) -> bool:
        """Open the session of a line if it is not; return whether it is open now."""
        if session_id != self._document.session.id:
            self._navigation.session_wanted.emit(session_id)
        return self._document.session.id == session_id

    def _show(self, found: Found) -> None:
        """Go to the exchange and highlight its words."""
        session = self._document.session
        cases = [span for case in found.cases for span in locate(session, case)]
        lit: Stretches = {**NOTHING, "in": tuple(dict.fromkeys((*cases, *found.spans)))}
        self._navigation.highlight.emit(lit)
        self._navigation.go_to.emit(found.spans[0])
        self._navigation.message.emit(f"{lines_of(found)}: {found.words}")

    def make_scene(self) -> None:
        """Make the current exchange a scene for the group; Undo takes it away."""
        entry = self.list.current_entry()
        if entry is None or entry.found is None or not self._in_sight(entry.session):
            return
        found, scenes = entry.found, self._document.session.exchanges
        if any((scene.first, scene.last) == (found.first, found.last) for scene in scenes):
            self._navigation.message.emit(SAME_SCENE)
            return
        created = datetime.now(UTC).isoformat(timespec="seconds")
        kind = "choice during an activity" if CHOOSES in found.kinds else ""
        made = Exchange(new_id(), found.title, found.first, found.last, kind=kind, created=created)
        self._document.push(Edit("New scene", added=frozenset({made})))
        if made in self._document.session.exchanges:
            self._navigation.message.emit(SCENE_MADE)

    def copy_current(self) -> None:
        """Put the current line on the clipboard."""
        if (entry := self.list.current_entry()) is not None:
            QGuiApplication.clipboard().setText(entry.spoken)
            self._navigation.message.emit("Copied")

    def copy_list(self) -> None:
        """Put everything listed on the clipboard."""
        QGuiApplication.clipboard().setText("\n".join(e.spoken for e in self.model.entries))
        count = sum(entry.found is not None for entry in self.model.entries)
        self._navigation.message.emit(f"{count} exchanges copied")


def show_what_works(window: MainWindow) -> None:
    """Bring the panel to the front of *window*."""
    dock = window.docks["works"]
    dock.show()
    dock.raise_()

"""The comparisons saved in the open project, and every change of them, which can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from ca_tool.coding import new_id
from ca_tool.compare import duplicate, fix, unused_title
from ca_tool.compare.saved import now
from ca_tool.project import SavedComparison
from ca_tool.storage import StorageError
from widgets.document import Document

All: TypeAlias = "tuple[SavedComparison, ...]"
Change: TypeAlias = "Callable[[All], All]"


class ShelfCommand(QUndoCommand):
    """One change of the saved comparisons; ``applied`` says whether it is part of the project."""

    def __init__(self, shelf: Shelf, text: str, forth: Change, back: Change) -> None:
        super().__init__(text)
        self._shelf = shelf
        self._forth = forth
        self._back = back
        self.applied = False

    def redo(self) -> None:
        """Reimplemented."""
        if not self.applied:
            self.applied = self._shelf.record(self._forth)

    def undo(self) -> None:
        """Reimplemented."""
        if self.applied:
            self.applied = not self._shelf.record(self._back)


class Shelf(QObject):
    """Saves, renames, copies and deletes; each step is on disk before it is shown.

    It has an undo stack of its own: the document's is emptied whenever another session is opened,
    which following a case to its line does. What was fixed beforehand is never undone.
    """

    changed = Signal()
    """Other comparisons are saved now."""

    refused = Signal(str)
    """Why something could not be saved, in plain words."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.undo_stack = QUndoStack(self)

    @property
    def saved(self) -> All:
        """The comparisons of the open project, in order."""
        folder = self._document.folder
        return folder.project.comparisons if folder else ()

    @property
    def read_only(self) -> str:
        """Why nothing can be saved; empty if everything can."""
        if self._document.folder is None:
            return "Open a project first."
        return self._document.read_only

    def find(self, id_: str) -> SavedComparison | None:
        """Return the comparison with that id."""
        return next((one for one in self.saved if one.id == id_), None)

    def add(self, like: SavedComparison, title: str) -> str:
        """Save *like* as a new comparison and return its id."""
        title = unused_title(title.strip() or "Comparison", self.saved)
        new = replace(like, id=new_id(), title=title, fixings=(), created=now())
        return self._add(f"save comparison “{title}”", new, len(self.saved))

    def duplicate(self, id_: str) -> str:
        """Save a copy of a comparison below it and return its id."""
        saved = self.find(id_)
        if saved is None:
            return ""
        new = duplicate(saved, self.saved, now())
        return self._add(f"duplicate “{saved.title}”", new, self.saved.index(saved) + 1)

    def rename(self, id_: str, title: str) -> None:
        """Give a comparison another title, with a number if there is one of that title."""
        saved, title = self.find(id_), title.strip()
        if saved is None or not title or title == saved.title:
            return
        title = unused_title(title, self.saved)
        self._push(
            f"rename “{saved.title}”",
            partial(_titled, id_, title),
            partial(_titled, id_, saved.title),
        )

    def delete(self, id_: str) -> None:
        """Take a comparison out of the project."""
        saved = self.find(id_)
        if saved is not None:
            place = self.saved.index(saved)
            self._push(
                f"delete “{saved.title}”", partial(_without, id_), partial(_with, saved, place)
            )

    def choose(self, chosen: SavedComparison) -> None:
        """Keep what was *chosen* for a saved comparison: its sessions, grouping and so on."""
        saved = self.find(chosen.id)
        if saved is not None and _said(chosen, saved) != saved:
            self._push(f"change “{saved.title}”", partial(_choice, chosen), partial(_choice, saved))

    def fix(self, id_: str, measures: Iterable[str]) -> None:
        """Fix primary measures now; this and what was done before it cannot be undone."""
        folder = self._document.folder
        if folder is None:
            return
        forth = partial(_fixed, id_, tuple(measures), folder.session_ids, folder.coder, now())
        if self.record(forth):
            self.undo_stack.clear()

    def record(self, change: Change) -> bool:
        """Write the comparisons as *change* makes them; return whether that was done."""
        folder = self._document.folder
        if self.read_only or folder is None:
            self.refused.emit(self.read_only)
            return False
        try:
            folder.record_comparisons(change)
        except (OSError, StorageError) as error:
            self.refused.emit(f"The comparisons could not be saved: {error}")
            return False
        self.changed.emit()
        return True

    def _add(self, text: str, new: SavedComparison, place: int) -> str:
        self._push(text, partial(_with, new, place), partial(_without, new.id))
        return new.id if self.find(new.id) else ""

    def _push(self, text: str, forth: Change, back: Change) -> None:
        command = ShelfCommand(self, text, forth, back)
        self.undo_stack.push(command)
        if not command.applied:
            command.setObsolete(True)
            self.undo_stack.undo()


def _with(new: SavedComparison, place: int, saved: All) -> All:
    others = _without(new.id, saved)
    return (*others[:place], new, *others[place:])


def _without(id_: str, saved: All) -> All:
    return tuple(one for one in saved if one.id != id_)


def _titled(id_: str, title: str, saved: All) -> All:
    return tuple(replace(one, title=title) if one.id == id_ else one for one in saved)


def _choice(chosen: SavedComparison, saved: All) -> All:
    return tuple(_said(chosen, one) if one.id == chosen.id else one for one in saved)


def _said(chosen: SavedComparison, saved: SavedComparison) -> SavedComparison:
    """Return *saved* with what *chosen* says but for its title and what was fixed."""
    return replace(chosen, title=saved.title, fixings=saved.fixings, created=saved.created)


def _fixed(
    id_: str, measures: tuple[str, ...], sessions: tuple[str, ...], coder: str, at: str, saved: All
) -> All:
    return tuple(fix(one, measures, sessions, coder, at) if one.id == id_ else one for one in saved)

"""Asking for names and primary measures, and keeping saved comparisons as they are changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QInputDialog, QMessageBox, QWidget

from ca_tool.compare import MOST_PRIMARY, fixing_words
from ca_tool.compare.saved import now, shown_time
from ca_tool.project import SavedComparison
from widgets.compare.measure_ticks import MeasureTicks
from widgets.compare.saved_list import SavedList
from widgets.compare.shelf import Shelf
from widgets.document import Document

UNSAVED = SavedComparison("", "")
FIX = (
    "Tick the numbers that are to count, three at most, before you look at them. All others are "
    "then for exploring."
)
SURE = (
    "Fix {} as the primary measures of “{}”?\n\nThe time ({}) is written into the project. Every "
    "fixing is kept and shown, the first one first; it cannot be undone."
)
NONE = "no measure"
SAVE_FIRST = "Save the comparison first (New…): primary measures are fixed in a saved one."


class Saving(QObject):
    """Connects the list of saved comparisons with the project."""

    shown = Signal()
    """Another comparison is to be shown."""

    fixed = Signal()
    """Primary measures were fixed."""

    refused = Signal(str)
    """Why something was not saved."""

    def __init__(self, document: Document, saved: SavedList, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._list = saved
        self._window = parent
        self._working = UNSAVED
        self.shelf = Shelf(document, self)
        self.shelf.refused.connect(self.refused)
        self.shelf.undo_stack.indexChanged.connect(self._moved)
        self._keeping = False
        saved.chosen.connect(self._choose)
        saved.new_wanted.connect(self._ask_name)
        saved.rename_wanted.connect(self._ask_other_name)
        saved.duplicate_wanted.connect(self.duplicate)
        saved.delete_wanted.connect(self.delete)
        for action, keys in (
            (self.shelf.undo_stack.createUndoAction(parent), QKeySequence.StandardKey.Undo),
            (self.shelf.undo_stack.createRedoAction(parent), QKeySequence.StandardKey.Redo),
        ):
            action.setShortcut(keys)
            parent.addAction(action)
        rename = QAction("Rename…", saved.list)
        rename.setShortcut(QKeySequence(Qt.Key.Key_F2))
        rename.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        rename.triggered.connect(self._ask_other_name)
        saved.list.addAction(rename)

    @property
    def chosen(self) -> SavedComparison:
        """What is shown: a saved comparison, or what is ticked and not saved."""
        return self.shelf.find(self._list.current) or self._working

    @property
    def why_not_fix(self) -> str:
        """Why primary measures cannot be fixed now; empty if they can."""
        return self.shelf.read_only or ("" if self.chosen.id else SAVE_FIRST)

    def fixed_words(self) -> tuple[str, ...]:
        """Return what was fixed and when, the first fixing first."""
        folder = self._document.folder
        chosen = self.chosen
        if folder is None or not chosen.fixings:
            return ()
        phases = {session: folder.facts(session).phase for session in folder.session_ids}
        return fixing_words(chosen, phases)

    def forget(self) -> None:
        """Another project is open: nothing of the last one can be undone here."""
        self._working = UNSAVED
        self.shelf.undo_stack.clear()

    def show_saved(self, current: str | None = None) -> None:
        """List the comparisons, the one with id *current* chosen, or the one that was."""
        wanted = self._list.current if current is None else current
        self._list.show_saved(self.shelf.saved, wanted, self.shelf.read_only)

    def keep(self, chosen: SavedComparison) -> None:
        """Save what was *chosen* in the comparison that is shown."""
        if not chosen.id:
            self._working = chosen
        elif not self.shelf.read_only:
            self._keeping = True
            self.shelf.choose(chosen)
            self._keeping = False

    def add(self, name: str) -> None:
        """Save what is chosen as a new comparison."""
        self._keeping = True
        id_ = self.shelf.add(self.chosen, name)
        self._keeping = False
        self._show(id_)

    def rename(self, name: str) -> None:
        """Give the comparison another name."""
        self._keeping = True
        self.shelf.rename(self._list.current, name)
        self._keeping = False
        self.show_saved()

    def duplicate(self) -> None:
        """Make a copy and show it."""
        self._keeping = True
        id_ = self.shelf.duplicate(self._list.current)
        self._keeping = False
        self._show(id_)

    def delete(self) -> None:
        """Delete the comparison; Undo brings it back with all its fixings."""
        self.shelf.delete(self._list.current)

    def fix(self, measures: tuple[str, ...]) -> None:
        """Fix primary measures now."""
        self._keeping = True
        self.shelf.fix(self._list.current, measures)
        self._keeping = False
        self.fixed.emit()

    def ask_what_to_fix(self) -> None:
        """Ask which measures are primary, say the time, and ask whether to fix them."""
        chosen = self.chosen
        dialog = MeasureTicks(
            "Fix primary measures", FIX, chosen.primary, MOST_PRIMARY, self._window
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            ticked = dialog.ticked
            words = SURE.format(", ".join(ticked) or NONE, chosen.title, shown_time(now()))
            answer = QMessageBox.question(self._window, "Fix primary measures", words)
            if answer is QMessageBox.StandardButton.Yes:
                self.fix(ticked)
        dialog.deleteLater()

    def _show(self, id_: str) -> None:
        if id_:
            self.show_saved(id_)
            self.shown.emit()

    def _choose(self) -> None:
        self.shown.emit()

    def _moved(self) -> None:
        """Something was changed, undone or done again: show what there is now."""
        if self._keeping:
            return
        self.show_saved()
        self.shown.emit()

    def _ask_name(self) -> None:
        start = "Before and after" if self.chosen.grouping == "phase" else "Comparison"
        name, given = QInputDialog.getText(
            self._window, "New comparison", "What is compared, in a few words:", text=start
        )
        if given and name.strip():
            self.add(name)

    def _ask_other_name(self) -> None:
        chosen = self.chosen
        if not chosen.id or self.shelf.read_only:
            return
        name, given = QInputDialog.getText(
            self._window, "Rename the comparison", "Its name:", text=chosen.title
        )
        if given and name.strip():
            self.rename(name)

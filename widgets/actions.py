"""The table of actions: menus, tool bar, command palette and shortcut sheet are built from it.

To add one: a row in :data:`ACTIONS`. ``call`` names what it does: a method of the main window
(``undo``, ``transcript.next_tag``) or a function ``module:name`` that is imported when first
needed and called with the main window (which has ``document`` and ``navigation``).
"""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


class Action(NamedTuple):
    """Something a person can do.

    Attributes
    ----------
    key
        Stable name.
    text
        As in the menu; ``&`` marks its access key, ``…`` that a question follows.
    shortcut
        Key sequence in Qt's portable spelling; several separated by ``; ``.
    what
        One plain sentence for tool tips, the command palette and the shortcut sheet.
    menu, group
        Where it stands; a separator is drawn between groups. An empty menu: palette only.
    tool_bar
        Whether it is on the tool bar.
    """

    key: str
    text: str
    shortcut: str
    what: str
    menu: str
    group: str
    call: str
    tool_bar: bool = False
    checkable: bool = False

    @property
    def plain_text(self) -> str:
        """The text without access key marks."""
        return self.text.replace("&", "")


ACTIONS: tuple[Action, ...] = (
    Action("undo", "&Undo", "Ctrl+Z", "Take back the last change", "Edit", "undo", "undo"),
    Action("redo", "&Redo", "Ctrl+Shift+Z; Ctrl+Y", "Do it again", "Edit", "undo", "redo"),
)


class BoundAction(QAction):
    """A row of the table at work in a window."""

    def __init__(self, row: Action, window: QWidget) -> None:
        super().__init__(row.text, window)
        self.row = row
        self._window = window
        self.setObjectName(row.key)
        self.setToolTip(row.what)
        self.setStatusTip(row.what)
        self.setCheckable(row.checkable)
        self.setShortcuts([QKeySequence(keys) for keys in row.shortcut.split("; ") if keys])
        self.triggered.connect(self._run)

    def _run(self) -> None:
        if ":" in self.row.call:
            module, name = self.row.call.split(":")
            getattr(import_module(module), name)(self._window)
        else:
            attrgetter(self.row.call)(self._window)()


def build(window: QWidget) -> dict[str, BoundAction]:
    """Return an action of *window* for every row, under its key."""
    return {row.key: BoundAction(row, window) for row in ACTIONS}

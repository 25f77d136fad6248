"""The table of actions: menus, tool bar, command palette and shortcut sheet are built from it.

To add one: a row in :data:`ACTIONS`. ``call`` names what it does: a method of the main window
(``undo``, ``transcript.stepper.next_tag``) or a function ``module:name`` that is imported when it
is first needed and called with the main window (which has ``document`` and ``navigation``).
"""

from __future__ import annotations

from importlib import import_module
from operator import attrgetter
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

MENUS = ("File", "Edit", "Tag", "Go", "View", "Session", "Help")


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
        Where it stands; a separator is drawn between groups.
    in_transcript
        The keys act only while the transcript has the keyboard: single letters among them.
    """

    key: str
    text: str
    shortcut: str
    what: str
    menu: str
    group: str
    call: str
    in_transcript: bool = False
    checkable: bool = False


def _rows(menu: str, group: str, prefix: str, *rows: str, here: bool = False) -> list[Action]:
    """Return actions from rows ``call | text | keys | what``; the key is the call's last part."""
    made = []
    for row in rows:
        call, text, keys, what = (part.strip() for part in row.split("|"))
        key = call.rsplit(".", 1)[-1].rsplit(":", 1)[-1]
        made.append(Action(key, text, keys, what, menu, group, prefix + call, here))
    return made


ACTIONS: tuple[Action, ...] = (
    *_rows(
        "File",
        "open",
        "opening.",
        "new_project     | &New project…         | Ctrl+N | Make a project folder",
        "open_project    | &Open project…        | Ctrl+O | Open a project folder",
        "import_files    | &Import transcripts…  | Ctrl+I | Add transcripts to the project",
        "open_sample     | Open the &sample project | | Open a coded example to try things on",
    ),
    *_rows(
        "File",
        "export",
        "",
        "widgets.export_dialog:export | &Export… | Ctrl+E | Write transcripts, numbers, figures or "
        "a report to files",
        "widgets.publishing.extract_dialog:extract | Publication e&xtract… | Ctrl+Shift+X | Choose "
        "lines for a publication: numbered, overlaps aligned, arrows in the margin",
    ),
    *_rows("File", "quit", "", "close | &Quit | Ctrl+Q | Close the window; all is saved"),
    *_rows(
        "Edit",
        "undo",
        "",
        "undo | &Undo | Ctrl+Z | Take back the last change",
        "redo | &Redo | Ctrl+Shift+Z; Ctrl+Y | Do again what was taken back",
    ),
    *_rows(
        "Edit",
        "copy",
        "transcript.view.",
        "copy | &Copy | Ctrl+C | Copy the selected words exactly",
        here=True,
    ),
    *_rows(
        "Edit",
        "find",
        "transcript.find_bar.",
        "open_bar | &Find… | Ctrl+F | Find words or a pattern in the transcript",
        "next     | Find &next | F3 | Go to the next place found",
        "previous | Find &previous | Shift+F3 | Go back to the place found before",
    ),
    *_rows(
        "Edit",
        "text",
        "transcript.editing.",
        "edit_line   | &Correct line | F2 | Correct the text of the line at the caret",
        "insert_line | &Insert line below | Ctrl+Return | Type a new line",
        "split_line  | &Split line | Ctrl+Shift+Return | Split the line at the caret",
        "join_line   | &Join with next line | Ctrl+J | Join the line with the one after it",
        "delete_line | &Delete line | Ctrl+Del | Delete the line at the caret",
        here=True,
    ),
    *_rows(
        "Tag",
        "link",
        "transcript.tagger.",
        "link_answer | &Link answer to its question | L | Link the response here to the nearest "
        "open question",
        "link_to     | Link answer to &another question… | Shift+L | Pick the question it answers",
        "no_answer   | &No answer came | N | Say that nobody answered the question here",
        here=True,
    ),
    *_rows(
        "Tag",
        "suggestion",
        "transcript.tagger.",
        "accept  | &Accept suggestion | Return; Enter | Make the suggestion on this line a tag",
        "dismiss | &Dismiss suggestion | X | Show the suggestion on this line no more",
        here=True,
    ),
    *_rows(
        "Tag",
        "change",
        "",
        "set_values | Set &values | Space | Set the values of the tag in the side panel",
        "transcript.tagger.next_tag_here | Next tag on this &line | . | Show the next tag here",
        "transcript.tagger.cover_selection | Tag covers the &selection | Ctrl+T | Let the tag "
        "shown cover just the selected words",
        "transcript.tagger.remove_link | Remove a lin&k… | Shift+Del | Remove a link of the tag "
        "shown; the tags stay",
        "transcript.tagger.remove_tag | &Remove tag | Del; Backspace | Remove the tag and its "
        "links",
        here=True,
    ),
    *_rows(
        "Go",
        "next",
        "transcript.stepper.",
        "next_untagged_question | Next &untagged question | F6 | Go to the next suggested question",
        "next_suggestion | Next &suggestion | F7 | Go to the next suggestion",
        "next_problem    | Next &problem | F8 | Go to the next problem of the notation",
        "next_uncoded    | Next question without an &outcome | F9 | Go to the next open question",
        "next_tag        | Next &tag | F5 | Go to the next tag",
        "next_case       | Next highlighted &case | F4 | Go to the next case of the number clicked",
    ),
    *_rows(
        "Go",
        "previous",
        "transcript.stepper.",
        "previous_untagged_question | Previous untagged question | Shift+F6 | Go back to a "
        "suggested question",
        "previous_suggestion | Previous suggestion | Shift+F7 | Go back to a suggestion",
        "previous_problem    | Previous problem | Shift+F8 | Go back to a problem",
        "previous_uncoded    | Previous question without an outcome | Shift+F9 | Go back to an "
        "open question",
        "previous_tag        | Previous tag | Shift+F5 | Go back to a tag",
        "previous_case       | Previous highlighted case | Shift+F4 | Go back to a case",
    ),
    *_rows(
        "Go",
        "window",
        "",
        "focus_transcript | The &transcript | Ctrl+1 | Put the keyboard into the transcript",
    ),
    *_rows(
        "Go",
        "window",
        "",
        "clear_highlight  | &Clear highlight | Esc | Take the highlight away",
        here=True,
    ),
    *_rows(
        "View",
        "size",
        "",
        "larger  | &Larger text | Ctrl++; Ctrl+= | Make the text larger, up to 300 %",
        "smaller | &Smaller text | Ctrl+- | Make the text smaller",
        "normal  | &Normal text | Ctrl+0 | Text of normal size",
    ),
    *_rows(
        "View",
        "screen",
        "",
        "toggle_suggestions | Show or hide &suggestions | | Offer suggestions, or none",
        "full_screen  | &Full screen | F11 | Use the whole screen, or not",
        "reset_layout | &Reset the panels | | Put the panels where they were at first",
    ),
    *_rows(
        "Session",
        "go",
        "",
        "next_session     | &Next session | Ctrl+PgDown | Open the next session of the project",
        "previous_session | &Previous session | Ctrl+PgUp | Open the session before",
    ),
    *_rows(
        "Session",
        "together",
        "",
        "compare     | &Compare sessions | Ctrl+M | Put sessions side by side",
        "widgets.compare.compare_window:copy_table | Copy the compare&d numbers | | Copy the table "
        "of the Compare window with its headings (Ctrl+C there)",
        "widgets.agreement.agreement_window:show_agreement | &Agreement between coders… | "
        "Ctrl+Shift+M | Say how far two coders agree, and settle where they differ",
        "show_review | &Review with the group | Ctrl+R | Mark exchanges to look at together",
    ),
    *_rows(
        "Session",
        "together",
        "widgets.",
        "appreciation.what_works_panel:show_what_works | &What works | Ctrl+Shift+W | List where "
        "the disabled person starts, leads, is taken up or corrects",
        "numbers.what_if_dialog:show_what_if | What &if… | Ctrl+Shift+I | See which numbers change "
        "if something is counted otherwise",
    ),
    *_rows("Session", "coder", "opening.", "choose_coder | C&oder… | | Say whose tags are made"),
    *_rows(
        "Session",
        "coder",
        "",
        "widgets.agreement.blind:toggle | Code &blind, or finish… | | See nobody else’s tags until "
        "you have finished coding",
    ),
    *_rows(
        "Help",
        "help",
        "",
        "show_keys    | &Keys | F1 | Every key and what it does",
        "show_palette | &All actions… | Ctrl+Shift+P | Find an action by its name",
    ),
    *_rows("Help", "about", "", "about | A&bout CA Tool | | Version and licences"),
)
"""Every action, in the order of the menus."""


class BoundAction(QAction):
    """A row of the table at work in a window."""

    def __init__(self, row: Action, window: QWidget) -> None:
        super().__init__(row.text, window)
        self.row = row
        self._window = window
        self.setObjectName(row.key)
        first = row.shortcut.partition("; ")[0]
        self.setToolTip(f"{row.what} ({first})" if first else row.what)
        self.setStatusTip(row.what)
        self.setCheckable(row.checkable)
        self.setShortcuts([QKeySequence(keys) for keys in row.shortcut.split("; ") if keys])
        if row.in_transcript:
            self.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
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

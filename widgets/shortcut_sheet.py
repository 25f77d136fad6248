"""The shortcut sheet: every key, by menu, made from the table of actions and the codebook."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from ca_tool.codebook import Codebook
from widgets.actions import ACTIONS, MENUS

NATIVE = QKeySequence.SequenceFormat.NativeText

EDITING = (
    ("Enter", "Keep what was typed in a line"),
    ("Ctrl+Return", "Keep it and split the line at the caret"),
    ("Esc", "Leave the line as it was"),
)
MOVING = (
    ("Arrow keys", "Move the caret"),
    ("Shift + arrow keys", "Select a stretch, also over several lines"),
    ("Ctrl + Left, Ctrl + Right", "Move by words"),
)
PANELS = (
    ("Arrow keys", "Move in the panel’s table"),
    ("Enter", "Go to the line of the table’s row"),
    ("Esc", "Back to the transcript"),
)


class ShortcutSheet(QDialog):
    """Lists every key and what it does."""

    def __init__(self, codebook: Codebook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self.page = QTextBrowser(self)
        self.page.setAccessibleName("Keys and what they do")
        self.page.setHtml(sheet(codebook))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page)
        layout.addWidget(buttons)
        self.resize(640, 640)


def sheet(codebook: Codebook) -> str:
    """Return the sheet as HTML."""
    parts = []
    codes = [(code.key.upper(), f"Tag {code.label.lower()}") for code in codebook.codes if code.key]
    parts.append(_table("Codes (in the transcript)", codes))
    for menu in MENUS:
        rows = [
            (
                ", ".join(QKeySequence(k).toString(NATIVE) for k in row.shortcut.split("; ")),
                row.what,
            )
            for row in ACTIONS
            if row.menu == menu and row.shortcut
        ]
        if rows:
            parts.append(_table(menu, rows))
    parts.append(_table("In the transcript", list(MOVING)))
    parts.append(_table("In a panel", list(PANELS)))
    parts.append(_table("Typing in a line", list(EDITING)))
    return "".join(parts)


def _table(title: str, rows: list[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td width='190'><b>{escape(keys)}</b></td><td>{escape(what)}</td></tr>"
        for keys, what in rows
    )
    return f"<h3>{escape(title)}</h3><table cellspacing='4'>{cells}</table>"

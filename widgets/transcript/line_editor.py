"""Typing: an editor laid over a row; what is typed becomes one edit of the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ca_tool import text_edits
from ca_tool.coding import Edit
from ca_tool.transcript import Line
from widgets.transcript.selection import Selection, Spot
from widgets.transcript.view import TranscriptView

FRAME, INSIDE = 2, 4
"""Pixels of the editor's outline, and between its edge and its text."""


class LineEditor(QLineEdit):
    """Shows a whole line as it is in the file, with number and label.

    Positions are counted in UTF-16 here and in code points in the line: see :func:`code_points`.
    """

    def __init__(self, parent: TranscriptView) -> None:
        super().__init__(parent.viewport())
        self.setAccessibleName("Text of the line")
        self.setFrame(False)

    def holds(self, raw: str) -> bool:
        """Show *raw*; return whether every character of it survives being shown."""
        if any("\ud800" <= sign <= "\udfff" for sign in raw):
            return False
        self.setText(raw)
        return self.text() == raw


class LineEditing(QObject):
    """Corrects, inserts, splits, joins and deletes lines of the transcript in *view*."""

    def __init__(self, view: TranscriptView) -> None:
        super().__init__(view)
        self._view = view
        self._document = view.document
        self.editor = LineEditor(view)
        self.editor.hide()
        self.editor.installEventFilter(self)
        self._line: Line | None = None
        view.line_double_clicked.connect(self._edit_row)
        view.verticalScrollBar().valueChanged.connect(self._place)
        self._document.session_changed.connect(self.cancel)

    def edit_line(self) -> None:
        """Open the editor over the caret's line."""
        line = self._view.current_line
        if line is None or self._refused():
            return
        self._line = line
        if not self.editor.holds(line.raw):
            self._line = None
            self._view.navigation.message.emit(
                "This line holds characters that cannot be typed here; they are kept as they are."
            )
            return
        colours = self._view.look.colours
        self.editor.setFont(self._view.look.font)
        self.editor.setStyleSheet(
            f"QLineEdit {{ border: {FRAME}px solid {colours.accent}; background: {colours.paper}; "
            f"color: {colours.ink}; }}"
        )
        self._place()
        self.editor.setCursorPosition(utf16(line.raw, self._view.selection.caret.offset))
        self.editor.show()
        self.editor.setFocus()

    def insert_line(self) -> None:
        """Insert a line after the caret's, with the same left edge, and open the editor on it."""
        line = self._view.current_line
        if self._refused():
            return
        after = line.id if line else 0
        self._document.push(text_edits.insert_line(self._document.session, after, ""))
        if line:
            row = self._view.lines.row_of(after) + 1
            self._view.select(Selection(Spot(row, 0), Spot(row, 0)))
        self.edit_line()

    def delete_line(self) -> None:
        """Delete the caret's line; Undo brings it back with its tags."""
        line = self._view.current_line
        if line is not None:
            self._document.push(text_edits.delete_line(self._document.session, line.id))

    def split_line(self) -> None:
        """Split the caret's line where the caret is."""
        line = self._view.current_line
        if line is not None:
            offset = self._view.selection.caret.offset
            self._document.push(text_edits.split_line(self._document.session, line.id, offset))

    def join_line(self) -> None:
        """Join the caret's line with the one after it."""
        line = self._view.current_line
        if line is not None:
            self._document.push(text_edits.join_line(self._document.session, line.id))

    def commit(self) -> None:
        """Make what was typed the text of the line; nothing typed, nothing done."""
        line, text = self._line, self.editor.text()
        self.cancel()
        if line is not None and text != line.raw:
            edit: Edit = text_edits.text_edit(self._document.session, line.id, text)
            self._document.push(edit)

    def cancel(self) -> None:
        """Close the editor; the line stays as it was."""
        self._line = None
        if self.editor.isVisible():
            self.editor.hide()
            self._view.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Reimplemented: Enter commits, Esc leaves, Ctrl+Enter splits; leaving commits."""
        if watched is self.editor and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.KeyPress:
                return self._key(event)
        elif watched is self.editor and event.type() is QEvent.Type.FocusOut and self._line:
            self.commit()
        return False

    def _key(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Escape:
                self.cancel()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._enter(split=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
            case _:
                return False
        return True

    def _enter(self, *, split: bool) -> None:
        line = self._line
        at = code_points(self.editor.text(), self.editor.cursorPosition())
        self.commit()
        if split and line is not None:
            self._document.push(text_edits.split_line(self._document.session, line.id, at))

    def _edit_row(self, row: int) -> None:
        self._view.go_to_row(row)
        self.edit_line()

    def _refused(self) -> bool:
        why = self._document.read_only
        if why:
            self._view.navigation.message.emit(why)
        return bool(why)

    def _place(self) -> None:
        """Lay the editor over its row, each character where it stood."""
        row = self._view.selection.caret.row
        top = self._view.rowViewportPosition(row)
        width = self._view.viewport().width()
        edge = round(self._view.file_edge) - INSIDE
        left = max(0, edge - FRAME)
        self.editor.setTextMargins(max(edge - left, 0), 0, 4, 0)
        self.editor.setGeometry(QRect(left, top, width - left, self._view.look.row))


def utf16(text: str, offset: int) -> int:
    """Return *offset* (code points) as Qt counts it."""
    return len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2


def code_points(text: str, position: int) -> int:
    """Return Qt's *position* in code points."""
    units = text.encode("utf-16-le", "surrogatepass")[: position * 2]
    return len(units.decode("utf-16-le", "ignore"))

"""Marking scenes to look at together: which lines, a plain title, a question, where to stop."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ca_tool.coding import Edit, new_id
from ca_tool.plain_words import advice
from ca_tool.review import Exchange
from ca_tool.transcript import Span
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.review.review_window import ReviewWindow

KINDS = ("", "future plans", "choice during an activity", "reflecting on a decision")
"""The three kinds of decision this project looks at, and none of them."""


class ReviewPanel(QWidget):
    """The scenes of the open session, and the one being set up. Every change can be undone."""

    def __init__(
        self, document: Document, navigation: Navigation, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._navigation = document, navigation
        self._build()
        document.edited.connect(self.refresh)
        document.session_changed.connect(self.refresh)
        navigation.selection_changed.connect(self._enable)
        self.refresh()

    @property
    def current(self) -> Exchange | None:
        """The scene being set up."""
        row = self._list.currentRow()
        wanted = self._list.item(row).data(Qt.ItemDataRole.UserRole) if row >= 0 else ""
        found = (e for e in self._document.session.exchanges if e.id == wanted)
        return next(found, None)

    def new(self) -> None:
        """Make a scene of the selected lines, and go to its title."""
        lines = self._selected_lines()
        if lines is None:
            return
        created = datetime.now(UTC).isoformat(timespec="seconds")
        title = f"Lines {self._printed(lines[0])} to {self._printed(lines[1])}"
        made = Exchange(new_id(), title, *lines, created=created)
        self._document.push(Edit("New scene", added=frozenset({made})))
        self._select(made.id)
        self._title.setFocus()
        self._title.selectAll()

    def remove(self) -> None:
        """Take the scene away, with what was said about it; Undo brings both back."""
        scene = self.current
        if scene is not None:
            said = {r for r in self._document.session.reactions if r.exchange == scene.id}
            self._document.push(Edit("Remove scene", removed=frozenset({scene, *said})))

    def take_lines(self) -> None:
        """Let the scene be the selected lines; stops outside them go."""
        scene, lines = self.current, self._selected_lines()
        if scene is None or lines is None:
            return
        row = self._document.session.transcript.row
        inside = range(row[lines[0]], row[lines[1]] + 1)
        pauses = tuple(line for line in scene.pauses if row.get(line) in inside)
        self._change("Scene lines", first=lines[0], last=lines[1], pauses=pauses)

    def toggle_stop(self) -> None:
        """Stop and think before the first selected line, or no longer."""
        scene, lines = self.current, self._selected_lines()
        if scene is None or lines is None:
            return
        row = self._document.session.transcript.row
        stops = set(scene.pauses) ^ {lines[0]}
        known = (line for line in stops if line in row)
        self._change("Stop and think", pauses=tuple(sorted(known, key=row.__getitem__)))

    def show_to_group(self) -> ReviewWindow | None:
        """Open the review mode on the scene, full screen."""
        scene = self.current
        if scene is None:
            return None
        group = self._group.text().strip() or "Our group"
        window = ReviewWindow(self._document, scene, group, parent=self.window())
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        window.showFullScreen()
        return window

    def refresh(self, *_change: object) -> None:
        """Show the scenes as they are now."""
        kept = scene.id if (scene := self.current) is not None else ""
        self._list.blockSignals(True)  # noqa: FBT003  (Qt's own signature)
        self._list.clear()
        for scene in self._document.session.exchanges:
            item = QListWidgetItem(self._summary(scene))
            item.setData(Qt.ItemDataRole.UserRole, scene.id)
            self._list.addItem(item)
        self._list.blockSignals(False)  # noqa: FBT003
        self._select(kept)

    def _build(self) -> None:
        self._list = QListWidget()
        self._list.setAccessibleName("Scenes of this session")
        self._list.setWordWrap(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(self._show)
        self._list.itemActivated.connect(self._go_there)
        self._title, self._question, self._group = QLineEdit(), QLineEdit(), QLineEdit("Our group")
        self._kind = QComboBox()
        self._kind.addItems(["no particular kind", *KINDS[1:]])
        self._question.setPlaceholderText("What would you do next?")
        self._title.editingFinished.connect(self._title_changed)
        self._question.editingFinished.connect(self._question_changed)
        self._kind.activated.connect(self._kind_changed)
        self._lines, self._hint = QLabel(), QLabel()
        for label in (self._lines, self._hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("&Title", self._title)
        form.addRow("&Question", self._question)
        form.addRow("&Kind", self._kind)
        form.addRow("Lines", self._lines)
        form.addRow("Group", self._group)
        column = QVBoxLayout(self)
        column.addWidget(self._list, 1)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QGridLayout:
        self._new = QPushButton("&New scene from selection")
        self._take = QPushButton("Use selected &lines")
        self._stop = QPushButton("&Stop before selected line")
        self._remove = QPushButton("&Remove scene")
        self._show_it = QPushButton("Show to the &group")
        self._show_it.setToolTip("Show only what everybody in it has agreed to.")
        grid = QGridLayout()
        places = {
            self._new: (0, 0, self.new),
            self._take: (0, 1, self.take_lines),
            self._stop: (1, 0, self.toggle_stop),
            self._remove: (1, 1, self.remove),
            self._show_it: (2, 0, self.show_to_group),
        }
        for button, (row, column, pressed) in places.items():
            button.clicked.connect(pressed)
            grid.addWidget(button, row, column, 1, 2 if button is self._show_it else 1)
        return grid

    def _selected_lines(self) -> tuple[int, int] | None:
        span = self._navigation.selection
        row = self._document.session.transcript.row
        if not isinstance(span, Span) or span.line not in row or span.end_line not in row:
            return None
        return span.line, span.end_line

    def _change(self, text: str, **changes: object) -> None:
        old = self.current
        if old is not None:
            new = replace(old, **changes)  # type: ignore[arg-type]  # the keys are our own
            self._document.push(Edit(text, removed=frozenset({old}), added=frozenset({new})))

    def _title_changed(self) -> None:
        self._change("Scene title", title=self._title.text().strip() or "Untitled scene")

    def _question_changed(self) -> None:
        self._change("Scene question", question=self._question.text().strip())

    def _kind_changed(self, place: int) -> None:
        self._change("Kind of scene", kind=KINDS[place])

    def _select(self, scene_id: str) -> None:
        rows = range(self._list.count())
        ids = [self._list.item(row).data(Qt.ItemDataRole.UserRole) for row in rows]
        if ids:
            self._list.setCurrentRow(ids.index(scene_id) if scene_id in ids else 0)
        self._show()

    def _show(self, *_change: object) -> None:
        """Fill the form from the scene."""
        scene = self.current
        for field, text in (
            (self._title, scene.title if scene else ""),
            (self._question, scene.question if scene else ""),
        ):
            if field.text() != text:
                field.setText(text)
        self._kind.setCurrentIndex(KINDS.index(scene.kind) if scene and scene.kind in KINDS else 0)
        self._lines.setText(self._stretch(scene) if scene else "Select lines in the transcript.")
        hints = (advice(scene.title), advice(scene.question)) if scene else ()
        self._hint.setText(" ".join(hint for hint in hints if hint))
        self._hint.setVisible(bool(self._hint.text()))
        self._enable()

    def _enable(self, *_change: object) -> None:
        scene, lines = self.current is not None, self._selected_lines() is not None
        self._new.setEnabled(lines)
        self._take.setEnabled(scene and lines)
        self._stop.setEnabled(scene and lines)
        for part in (self._remove, self._show_it, self._title, self._question, self._kind):
            part.setEnabled(scene)

    def _go_there(self) -> None:
        scene = self.current
        row = self._document.session.transcript.row
        if scene is not None and scene.first in row and scene.last in row:
            end = len(self._document.session.transcript.line(scene.last).raw)
            self._navigation.show_span(Span(scene.first, 0, scene.last, end))

    def _printed(self, line_id: int) -> str:
        """Return a line's number as printed, else its place in the file."""
        transcript = self._document.session.transcript
        if line_id not in transcript.row:
            return "(gone)"
        return transcript.line(line_id).number or str(transcript.row[line_id] + 1)

    def _stretch(self, scene: Exchange) -> str:
        lines = f"{self._printed(scene.first)} to {self._printed(scene.last)}"
        stops = ", ".join(self._printed(line) for line in scene.pauses)
        return f"{lines}; stop and think before {stops}" if stops else lines

    def _summary(self, scene: Exchange) -> str:
        said = sum(r.exchange == scene.id for r in self._document.session.reactions)
        return f"{scene.title} ({self._stretch(scene)})" + (f" – {said} said" if said else "")

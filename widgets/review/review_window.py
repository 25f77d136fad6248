"""The review mode: one scene, full screen, one line at a time, nothing else within reach.

What comes later is not built before its turn, so neither eye nor screen reader can meet it. There
is no clock: only a press moves on.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ca_tool.playscript import LEVELS, script
from ca_tool.review import Exchange
from widgets.document import Document
from widgets.review.feelings import FeelingsPanel
from widgets.review.read_aloud import ReadAloud
from widgets.review.review_look import DARK, GAP, LIGHT, SIZES, palette, style_sheet
from widgets.review.review_pages import HelpPage, MorePage, StoppedPage
from widgets.review.review_parts import BigButton, text_label
from widgets.review.review_scene import Scene
from widgets.review.review_steps import Kind, cast, steps, where
from widgets.review.review_words import say

TALL = 1000
"""Pixels: on screens this high the type begins one size larger."""

KEYS = {
    Qt.Key.Key_Right: "next",
    Qt.Key.Key_PageDown: "next",
    Qt.Key.Key_Space: "next",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_PageUp: "back",
    Qt.Key.Key_Escape: "stop",
}
"""Keys and clickers; never a letter."""


class ReviewWindow(QWidget):
    """Show *exchange* of the open session to *group*."""

    def __init__(
        self,
        document: Document,
        exchange: Exchange,
        group: str = "group",
        voice: ReadAloud | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(exchange.title)
        self._document, self._exchange = document, exchange
        self._voice = voice or ReadAloud(parent=self)
        tall = self.screen().availableGeometry().height() >= TALL
        self._look, self._points, self._level = LIGHT, SIZES[1 if tall else 0], "main"
        self._reads_each = False
        self._at = 0
        self._build(FeelingsPanel(document, exchange.id, group))
        self._reload()
        document.session_changed.connect(self.close)
        self._buttons["next"].setFocus()

    @property
    def buttons(self) -> tuple[BigButton, ...]:
        """The five main buttons, from left to right: the same on every screen."""
        return tuple(self._buttons.values())

    def next(self) -> None:
        """Go to the next line, or stop to think before it."""
        self._go(self._at + 1)

    def back(self) -> None:
        """Go to the line before."""
        self._go(self._at - 1)

    def again(self) -> None:
        """Give the same line again: read it out, and put the focus on it."""
        self._pages.setCurrentWidget(self._talk)
        self._scene.focus_line()
        if not self._voice.say(self._scene.spoken):
            self._status.setText(say("again_here"))

    def stop(self) -> None:
        """Take a break; nothing is lost."""
        self._voice.stop()
        self._feelings.keep_words()
        self._show_page(self._stopped)

    def help(self) -> None:
        """Show what the buttons do, or go back to the scene."""
        self._show_page(self._talk if self._pages.currentWidget() is self._help else self._help)

    def more(self) -> None:
        """Show what can be changed, or go back to the scene."""
        self._show_page(self._talk if self._pages.currentWidget() is self._more else self._more)

    def listen(self) -> None:
        """Read the line out."""
        if not self._voice.say(self._scene.spoken):
            self._say_no_voice()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: a held key turns one page, not many."""
        action = KEYS.get(Qt.Key(event.key()))
        if action is not None and not event.isAutoRepeat():
            self._buttons[action].click()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._scene.move_sight(down=event.key() == Qt.Key.Key_Down)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Reimplemented: what was typed is kept, and no question is asked."""
        self._feelings.keep_words()
        self._voice.stop()
        super().closeEvent(event)

    def _build(self, feelings: FeelingsPanel) -> None:
        self._feelings = feelings
        feelings.reads.connect(self._voice.say)
        self._scene = Scene()
        self._scene.listen.clicked.connect(self.listen)
        self._scene.listen.setVisible(self._voice.possible)
        self._talk = QWidget()
        row = QHBoxLayout(self._talk)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GAP)
        row.addWidget(self._scene, 5)
        row.addWidget(feelings, 2)
        self._help, self._stopped = HelpPage(), StoppedPage()
        self._more = MorePage(can_read=self._voice.possible)
        self._pages = QStackedWidget()
        for page in (self._talk, self._help, self._more, self._stopped):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(GAP)
        column.addLayout(self._make_top())
        column.addWidget(self._pages, 1)
        column.addWidget(self._make_bar())
        self._connect_pages()

    def _make_top(self) -> QHBoxLayout:
        """Return the row that says where we are."""
        row = QHBoxLayout()
        self._title = text_label(self._exchange.title, "title")
        self._where = text_label()
        self._where.setWordWrap(False)
        self._more_button = BigButton("more", "more")
        self._more_button.setSizePolicy(*[self._more_button.sizePolicy().Policy.Fixed] * 2)
        self._more_button.clicked.connect(self.more)
        self._status = text_label()
        heading = QVBoxLayout()
        heading.setSpacing(0)
        heading.addWidget(self._title)
        heading.addWidget(self._status)
        row.addLayout(heading, 1)
        row.addWidget(self._where)
        row.addSpacing(3 * GAP)
        row.addWidget(self._more_button)
        return row

    def _make_bar(self) -> QFrame:
        """Return the five main buttons: Back left, Next right, Stop and Help always there."""
        bar = QFrame()
        bar.setProperty("part", "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, GAP, 0, 0)
        row.setSpacing(2 * GAP)
        self._buttons = {}
        for key in ("back", "again", "stop", "help", "next"):
            button = BigButton(key, key)
            button.setMinimumHeight(84)
            button.clicked.connect(getattr(self, key))
            self._buttons[key] = button
            row.addWidget(button, 1)
        return bar

    def _connect_pages(self) -> None:
        self._help.done.connect(self._to_scene)
        self._stopped.go_on.connect(self._to_scene)
        self._stopped.close_it.connect(self.close)
        self._more.done.connect(self._to_scene)
        self._more.bigger.connect(self._bigger)
        self._more.smaller.connect(self._smaller)
        self._more.dark.connect(self._turn_dark)
        self._more.notes.connect(self._other_level)
        self._more.read_each.connect(self._read_each)

    def _reload(self) -> None:
        """Take the scene from the session, at the level and in the look chosen."""
        self._script = script(self._document.session, self._exchange, self._level)
        self._steps = steps(self._exchange, self._script)
        self._at = min(self._at, len(self._steps) - 1)
        self.setPalette(palette(self._look))
        self.setStyleSheet(style_sheet(self._look, self._points))
        self._show()

    def _go(self, at: int) -> None:
        self._status.clear()
        if self._pages.currentWidget() is not self._talk:
            self._to_scene()
        elif 0 <= at < len(self._steps):
            self._at = at
            self._show()
            if self._reads_each:
                self.listen()

    def _show(self) -> None:
        """Show the step we are at, and nothing of what follows it."""
        self._voice.stop()
        step = self._steps[self._at]
        seen = self._script[: step.shown]
        parts = cast(self._document.session, self._script)
        self._where.setText(where(step, len(self._script)))
        self._scene.show_step(step.kind, seen, parts, self._exchange, self._look)
        self._feelings.setEnabled(bool(seen))
        self._feelings.show_line(seen[-1].line_ids[0] if seen else 0)
        self._feelings.setVisible(step.kind != Kind.START)
        self._feelings.updateGeometry()  # its type may have grown while it was hidden
        self._buttons["back"].setEnabled(self._at > 0)
        self._buttons["next"].setEnabled(self._at + 1 < len(self._steps))

    def _show_page(self, page: QWidget) -> None:
        self._status.clear()
        self._pages.setCurrentWidget(page)

    def _to_scene(self) -> None:
        self._show_page(self._talk)
        self._buttons["next"].setFocus()

    def _bigger(self) -> None:
        self._resize_type(1)

    def _smaller(self) -> None:
        self._resize_type(-1)

    def _resize_type(self, by: int) -> None:
        place = SIZES.index(self._points) + by
        self._points = SIZES[max(0, min(place, len(SIZES) - 1))]
        self._reload()

    def _turn_dark(self) -> None:
        self._look = LIGHT if self._look is DARK else DARK
        self._reload()

    def _other_level(self) -> None:
        keys = list(LEVELS)
        self._level = keys[(keys.index(self._level) + 1) % len(keys)]
        self._reload()
        self._status.setText(say(f"notes_{self._level}"))

    def _read_each(self) -> None:
        self._reads_each = not self._reads_each
        self._status.setText(say("read_on" if self._reads_each else "read_off"))

    def _say_no_voice(self) -> None:
        self._scene.listen.hide()
        self._status.setText(say("no_voice"))

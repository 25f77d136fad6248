"""The upper tool bar: which session is open, undo and redo, Compare and Review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QAction, QIcon, QPainter, QPainterPath, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QComboBox, QLabel, QToolBar, QToolButton

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

SIDE = 18
"""Pixels of an icon's side."""


class SessionBar(QToolBar):
    """Lets another session be opened without a menu."""

    def __init__(self, window: MainWindow, actions: Mapping[str, QAction]) -> None:
        super().__init__("Sessions", window)
        self._window = window
        self._icons = {actions["undo"]: False, actions["redo"]: True}
        self.setObjectName("sessions")
        self.setMovable(False)
        self.setIconSize(QSize(SIDE, SIDE))
        self.sessions = QComboBox(self)
        self.sessions.setAccessibleName("Session")
        self.sessions.setToolTip("The session that is open (Ctrl+PgUp, Ctrl+PgDown)")
        self.sessions.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.sessions.activated.connect(self._open)
        self.addWidget(QLabel(" Session ", self))
        self.addWidget(self.sessions)
        self.addSeparator()
        self.addActions(list(self._icons))
        self.addSeparator()
        for key, text in (("compare", "Compare"), ("show_review", "Review")):
            actions[key].setIconText(text)
            self.addAction(actions[key])
            button = self.widgetForAction(actions[key])
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.paint_icons()

    def show_sessions(self, titles: Sequence[tuple[str, str]], current: str) -> None:
        """List *titles* (id and title of each session); *current* is the open one."""
        with QSignalBlocker(self.sessions):
            self.sessions.clear()
            for session_id, title in titles:
                self.sessions.addItem(title, session_id)
            self.sessions.setCurrentIndex(self.sessions.findData(current))
        self.sessions.setEnabled(bool(titles))

    def paint_icons(self) -> None:
        """Draw the arrows in the colour of text, as the theme has it."""
        for action, forward in self._icons.items():
            action.setIcon(_arrow(self.palette(), forward=forward))

    def _open(self, row: int) -> None:
        self._window.opening.open_session(str(self.sessions.itemData(row)))
        self._window.menus.show_sessions()  # it may not have opened
        self._window.focus_transcript()


def _arrow(palette: QPalette, *, forward: bool) -> QIcon:
    """Return a bent arrow: back for undo, *forward* for redo; faint where it can do nothing."""
    icon = QIcon()
    for mode, group in (
        (QIcon.Mode.Normal, QPalette.ColorGroup.Active),
        (QIcon.Mode.Disabled, QPalette.ColorGroup.Disabled),
    ):
        picture = QPixmap(2 * SIDE, 2 * SIDE)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if forward:
            painter.translate(2 * SIDE, 0)
            painter.scale(-1, 1)
        pen = QPen(palette.color(group, QPalette.ColorRole.ButtonText), 3.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(_bent())
        painter.end()
        icon.addPixmap(picture, mode)
    return icon


def _bent() -> QPainterPath:
    path = QPainterPath(QPointF(12, 6))
    path.lineTo(5, 13)
    path.lineTo(12, 20)
    path.moveTo(5, 13)
    path.lineTo(20, 13)
    path.arcTo(QRectF(11, 13, 18, 16), 90, -180)
    path.lineTo(13, 29)
    return path

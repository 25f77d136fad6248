"""Where the panels stand: two groups of tabs at the right of the transcript."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabBar

from widgets.panel_dock import PanelDock
from widgets.panels import PANELS

Right = Qt.DockWidgetArea.RightDockWidgetArea
CHARACTERS = 59
"""How many characters the panels are wide, where the window has room for them."""

MOST = 0.36
"""Part of the window they may take at most."""

MOST_FOR_NAMES = 0.54
"""Part of the window they may take where the names of the panels would not be read otherwise."""

AROUND_NAME = 18
"""Pixels of a tab beside its name."""

ABOVE, BELOW = 37, 63
"""How the height is shared between the two groups."""


def arrange(window: QMainWindow, tag: QDockWidget, docks: Mapping[str, PanelDock]) -> None:
    """Put the docks where they are before anybody has moved them."""
    numbers = docks["numbers"]
    window.addDockWidget(Right, tag)
    window.addDockWidget(Right, numbers)
    for panel in PANELS:
        dock = docks[panel.key]
        if dock is not numbers:
            window.tabifyDockWidget(_last(window, tag if panel.above else numbers), dock)
        dock.setVisible(panel.shown)
    tag.show()
    tag.raise_()
    numbers.raise_()
    share_room(window, tag, numbers)


def _last(window: QMainWindow, first: QDockWidget) -> QDockWidget:
    """Return the last dock of the group of *first*: a new tab goes behind it."""
    return ([first, *window.tabifiedDockWidgets(first)])[-1]


def share_room(window: QMainWindow, tag: QDockWidget, numbers: QDockWidget) -> None:
    """Give the docks the room they need beside the transcript."""
    wide = round(min(CHARACTERS * window.fontMetrics().averageCharWidth(), window.width() * MOST))
    wide = max(wide, round(min(_names(window, numbers), window.width() * MOST_FOR_NAMES)))
    window.resizeDocks([tag, numbers], [wide, wide], Qt.Orientation.Horizontal)
    room = max(window.height() - 160, 300)
    tall = [room * ABOVE // 100, room * BELOW // 100]
    window.resizeDocks([tag, numbers], tall, Qt.Orientation.Vertical)


def _names(window: QMainWindow, first: QDockWidget) -> int:
    """Return how many pixels the tabs of the group of *first* need side by side."""
    metrics = QFontMetrics(QApplication.font())
    group = (dock for dock in (first, *window.tabifiedDockWidgets(first)) if not dock.isHidden())
    return sum(metrics.horizontalAdvance(dock.windowTitle()) + AROUND_NAME for dock in group)


def hide_empty_tabs(window: QMainWindow) -> None:
    """Hide the tabs of docks taken away: Qt would leave them painted over the tool bars."""
    for bar in window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if bar.count():
            bar.hide()


def tighten_tabs(window: QMainWindow) -> None:
    """Let the names of the panels be read in full."""
    for bar in window.findChildren(QTabBar):
        bar.setElideMode(Qt.TextElideMode.ElideNone)
        size = QApplication.font().pointSizeF()  # a tab bar with a style of its own follows no font
        bar.setStyleSheet(
            f"QTabBar::tab {{ padding: 4px 7px; min-width: 0; }} QTabBar {{ font-size: {size}pt; }}"
        )

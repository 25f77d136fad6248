"""A dock that makes its panel after it is first seen: the transcript never waits for a panel."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from widgets.document import Document
from widgets.navigation import Navigation
from widgets.panels import Panel

NARROWEST = 240
"""Pixels a panel may be squeezed to: with very large text the transcript still has its room."""


class PanelDock(QDockWidget):
    """Holds one row of :data:`widgets.panels.PANELS`."""

    left = Signal()
    """Esc, where nothing in the panel has a use for it: back to the transcript."""

    def __init__(
        self, panel: Panel, document: Document, navigation: Navigation, window: QMainWindow
    ) -> None:
        super().__init__(panel.title, window)
        self.setObjectName(panel.key)
        self.setAccessibleName(panel.title)
        self._panel = panel
        self._document = document
        self._navigation = navigation
        self._window = window
        self._made = False
        self.setWidget(QWidget(self))
        self.toggleViewAction().setToolTip(panel.what)
        self.toggleViewAction().setStatusTip(panel.what)
        self.visibilityChanged.connect(self._seen)

    @property
    def panel(self) -> QWidget:
        """The panel's widget, made now if nobody has seen it yet."""
        self._make()
        return self.widget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: Esc in a table or button of the panel leads back to the transcript."""
        if event.key() == Qt.Key.Key_Escape:
            if self.isFloating():
                self._window.activateWindow()
            self.left.emit()
            return
        super().keyPressEvent(event)

    def _seen(self, visible: bool) -> None:  # noqa: FBT001  (Qt's own signal)
        if visible and not self._made:
            QTimer.singleShot(0, self._make)

    def _make(self) -> None:
        if not self._made:
            self._made = True
            empty = self.widget()
            made = self._panel.factory(self._document, self._navigation, self)
            made.setMinimumWidth(NARROWEST)
            self.setWidget(made)
            empty.deleteLater()

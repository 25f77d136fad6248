"""Menus and tool bars, built from the tables of actions, panels and codes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar

from ca_tool.codebook import Code
from widgets import theme
from widgets.actions import MENUS, build
from widgets.codes.code_icon import code_icon
from widgets.session_bar import SessionBar

if TYPE_CHECKING:
    from widgets.main_window import MainWindow

THEME_NAMES = {
    "system": "As the &desktop",
    "light": "&Light",
    "dark": "&Dark",
    "contrast": "&High contrast",
}


class Menus(QObject):
    """Everything of *window* that a person can choose from."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.actions = build(window)
        self._codes: list[QAction] = []
        self.menus = {name: window.menuBar().addMenu(f"&{name}") for name in MENUS}
        self._fill()
        self.code_menu = QMenu("&Codes", window)
        self.menus["Tag"].insertMenu(self.menus["Tag"].actions()[0], self.code_menu)
        self.recent = QMenu("&Recent projects", window)
        self.menus["File"].insertMenu(self.actions["open_sample"], self.recent)
        self.recent.aboutToShow.connect(self._list_recent)
        self.sessions = QMenu("&Open session", window)
        self.menus["Session"].insertMenu(self.actions["next_session"], self.sessions)
        self.sessions.aboutToShow.connect(self._list_sessions)
        self._add_themes()
        self.session_bar = SessionBar(window, self.actions)
        window.addToolBar(self.session_bar)
        window.addToolBarBreak()
        self.code_bar = QToolBar("Codes", window)
        self.code_bar.setObjectName("codes")
        self.code_bar.setIconSize(QSize(14, 14))
        self.code_bar.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.code_bar.setMovable(False)
        window.addToolBar(self.code_bar)
        self.show_codes()

    @property
    def everything(self) -> list[QAction]:
        """Every action, for the command palette."""
        panels = [dock.toggleViewAction() for dock in self._window.docks.values()]
        return [*self.actions.values(), *self._codes, *self._themes.actions(), *panels]

    def show_codes(self) -> None:
        """Offer the codes of the codebook, each on its key."""
        view = self._window.transcript.view
        for action in self._codes:
            view.removeAction(action)
            action.deleteLater()
        self._codes = [self._code_action(code) for code in self._window.document.codebook.codes]
        self.code_menu.clear()
        self.code_bar.clear()
        group = None
        for code, action in zip(self._window.document.codebook.codes, self._codes, strict=True):
            if code.group != group:
                self.code_menu.addSection(code.group)
                if group is not None:
                    self.code_bar.addSeparator()
                group = code.group
            self.code_menu.addAction(action)
            self.code_bar.addAction(action)
        view.addActions(self._codes)

    def show_sessions(self) -> None:
        """Offer the sessions of the project in the tool bar."""
        self.session_bar.show_sessions(
            self._window.session_titles(), self._window.document.session.id
        )

    def add_panels(self) -> None:
        """List the panels under View."""
        menu = self.menus["View"]
        first = menu.actions()[0]
        for dock in self._window.docks.values():
            menu.insertAction(first, dock.toggleViewAction())
        menu.insertSeparator(first)

    def _fill(self) -> None:
        group: dict[str, str] = {}
        for action in self.actions.values():
            menu = self.menus[action.row.menu]
            if group.setdefault(action.row.menu, action.row.group) != action.row.group:
                menu.addSeparator()
                group[action.row.menu] = action.row.group
            menu.addAction(action)
            if action.row.in_transcript:
                self._window.transcript.view.addAction(action)

    def _code_action(self, code: Code) -> QAction:
        action = QAction(code_icon(code.colour, code.shape), f"Tag {code.label}", self._window)
        key = f" ({code.key.upper()})" if code.key else ""
        action.setIconText(code.short if code.short == code.key.upper() else f"{code.short}{key}")
        action.setToolTip(f"{code.label}{key}\n{code.plain}")
        action.setStatusTip(code.definition)
        if code.key and not self._taken(code.key):
            action.setShortcut(QKeySequence(code.key.upper()))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(partial(self._window.tag_named, code.name))
        return action

    def _taken(self, key: str) -> bool:
        wanted = QKeySequence(key.upper())
        return any(wanted in action.shortcuts() for action in self.actions.values())

    def _add_themes(self) -> None:
        menu = QMenu("&Colours", self._window)
        self._themes = QActionGroup(self)
        for name in theme.THEMES:
            action = QAction(THEME_NAMES[name], self._themes, checkable=True)
            action.setToolTip(f"Colours of the window: {name}")
            action.setData(name)
            action.setChecked(name == self._window.settings.theme)
            menu.addAction(action)
        self._themes.triggered.connect(self._choose_theme)
        self.menus["View"].insertMenu(self.actions["full_screen"], menu)
        self.menus["View"].insertSeparator(self.actions["full_screen"])

    def _choose_theme(self, action: QAction) -> None:
        self._window.choose_theme(action.data())

    def _list_recent(self) -> None:
        self.recent.clear()
        for path in self._window.settings.recent:
            action = self.recent.addAction(f"{path.name}   ({path.parent})")
            action.triggered.connect(partial(self._window.opening.open_path, path))
        self.recent.setEnabled(True)

    def _list_sessions(self) -> None:
        self.sessions.clear()
        for session_id, title in self._window.session_titles():
            action = self.sessions.addAction(title)
            action.setCheckable(True)
            action.setChecked(session_id == self._window.document.session.id)
            action.triggered.connect(partial(self._window.opening.open_session, session_id))

"""The main window: docks, menus and the status bar around the transcript."""

from __future__ import annotations

import gc
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QThread, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
    QWidget,
)

from ca_tool.coding import Edit
from widgets import docking, theme
from widgets.document import Document
from widgets.menus import Menus
from widgets.navigation import NOTHING, Navigation
from widgets.opening import Opening
from widgets.panel_dock import NARROWEST, PanelDock
from widgets.panels import PANELS
from widgets.settings import Settings
from widgets.tags.tag_panel import TagPanel
from widgets.transcript.pane import TranscriptPane
from widgets.welcome import WelcomePage

LAYOUT = 3
"""Goes up when the docks change so much that old layouts no longer fit."""

FRAME = QSize(0, 32)
"""What the desktop draws round a window; without it the status bar would be off the screen."""

Right = Qt.DockWidgetArea.RightDockWidgetArea


class MainWindow(QMainWindow):
    """One project, one session at a time."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.document = Document(parent=self)
        self.navigation = Navigation(self)
        self.opening = Opening(self.document, self.settings, self)
        self.transcript = TranscriptPane(self.document, self.navigation, self)
        self.welcome = WelcomePage(self)
        self._compare: QWidget | None = None
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self.welcome)
        self._pages.addWidget(self.transcript)
        self.setCentralWidget(self._pages)
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.docks = self._make_docks()
        self.menus = Menus(self)
        self.menus.add_panels()
        self._make_status_bar()
        self._connect()
        self._place()
        self._session_changed()

    # What the actions of the table call.

    def undo(self) -> None:
        """Take back the last change."""
        self.document.undo_stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.document.undo_stack.redo()

    def tag_named(self, name: str) -> None:
        """Tag what is selected with the code *name*."""
        self.transcript.tagger.tag(self.document.codebook.by_name[name])

    def set_values(self) -> None:
        """Put the keyboard into the tag panel."""
        self._tag_dock.show()
        self._tag_dock.raise_()
        self.tag_panel.focus_values()

    def focus_transcript(self) -> None:
        """Put the keyboard into the transcript."""
        self.transcript.view.setFocus()

    def clear_highlight(self) -> None:
        """Take the highlight away."""
        self.navigation.highlight.emit(NOTHING)

    def larger(self) -> None:
        """Next larger text size."""
        self._resize_text(1)

    def smaller(self) -> None:
        """Next smaller text size."""
        self._resize_text(-1)

    def normal(self) -> None:
        """Text of normal size."""
        self._resize_text(0)

    def toggle_suggestions(self) -> None:
        """Offer suggestions, or none."""
        self.transcript.suggesting.toggle()

    def full_screen(self) -> None:
        """Use the whole screen, or not."""
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def reset_layout(self) -> None:
        """Put the panels where they were at first."""
        for dock in (self._tag_dock, *self.docks.values()):
            self.removeDockWidget(dock)
        docking.hide_empty_tabs(self)
        self._arrange()
        QTimer.singleShot(0, self._tighten_tabs)

    def next_session(self) -> None:
        """Open the next session of the project."""
        self._step_session(1)

    def previous_session(self) -> None:
        """Open the session before."""
        self._step_session(-1)

    def compare(self) -> None:
        """Put the project's sessions side by side in a window of their own."""
        from widgets.compare.compare_window import CompareWindow

        if self._compare is None:
            self._compare = CompareWindow(self.document, self.navigation, self)
        self._compare.show()
        self._compare.raise_()

    def show_review(self) -> None:
        """Show the panel where exchanges are marked for the group."""
        self.docks["review"].show()
        self.docks["review"].raise_()

    def show_keys(self) -> None:
        """Show every key and what it does."""
        from widgets.shortcut_sheet import ShortcutSheet

        sheet = ShortcutSheet(self.document.codebook, self)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.show()

    def show_palette(self) -> None:
        """Find an action by its name."""
        from widgets.palette import CommandPalette

        palette = CommandPalette(self.menus.everything, self)
        palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        palette.move(
            self.mapToGlobal(self.rect().center()).x() - palette.width() // 2, self.y() + 90
        )
        palette.show()
        palette.field.setFocus()

    def about(self) -> None:
        """Version and licences."""
        from PySide6.QtWidgets import QMessageBox

        from ca_tool import __version__

        QMessageBox.about(
            self,
            "About CA Tool",
            f"<h3>CA Tool {__version__}</h3><p>Tag, measure, compare and review talk between "
            "support workers and disabled people.</p><p>Licence: MIT. Built with Qt for Python "
            "(LGPL). The font CA Mono is made from DejaVu Sans Mono.</p>",
        )

    # Appearance.

    def choose_theme(self, name: str) -> None:
        """Show the window in other colours."""
        self.settings.theme = name
        self._restyle()

    def session_titles(self) -> list[tuple[str, str]]:
        """Return id and title of every session of the project."""
        folder = self.document.folder
        if folder is None:
            return []
        facts = ((each, folder.facts(each)) for each in folder.session_ids)
        return [
            (each, " · ".join(filter(None, (each, fact.title, fact.phase)))) for each, fact in facts
        ]

    def _restyle(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, self.settings.theme, self.settings.text_size)
        self.menus.session_bar.paint_icons()
        self._tighten_tabs()

    def _resize_text(self, step: int) -> None:
        sizes = theme.SIZES
        at = min(range(len(sizes)), key=lambda n: abs(sizes[n] - self.settings.text_size))
        self.settings.text_size = sizes[min(max(at + step, 0), len(sizes) - 1)] if step else 100
        self._restyle()
        docking.share_room(self, self._tag_dock, self.docks["numbers"])

    def _make_docks(self) -> dict[str, PanelDock]:
        self.setTabPosition(Right, QTabWidget.TabPosition.North)
        self.tag_panel = TagPanel(self.document, self.transcript.tagger, self)
        self._tag_dock = QDockWidget("Tag", self)
        self._tag_dock.setObjectName("tag")
        self.tag_panel.setMinimumWidth(NARROWEST)
        self._tag_dock.setWidget(self.tag_panel)
        return {
            panel.key: PanelDock(panel, self.document, self.navigation, self) for panel in PANELS
        }

    def _arrange(self) -> None:
        docking.arrange(self, self._tag_dock, self.docks)

    def _tighten_tabs(self) -> None:
        docking.tighten_tabs(self)

    def _place(self) -> None:
        """Put the window and its docks where they were last, or where they are at first."""
        self._arrange()
        if not self.restoreGeometry(self.settings.layout("geometry")):
            screen = QGuiApplication.primaryScreen().availableSize()
            self.resize(QSize(1280, 800).boundedTo(screen - FRAME))
        state: QByteArray = self.settings.layout("docks")
        self._sized = not state.isEmpty() and self.restoreState(state, LAYOUT)

    def _make_status_bar(self) -> None:
        self._coder = QLabel(self)
        self._saved = QLabel(self)
        for label in (self._coder, self._saved):
            label.setContentsMargins(8, 0, 8, 0)
            self.statusBar().addPermanentWidget(label)

    def _connect(self) -> None:
        self.document.edited.connect(self._edited)
        self.document.session_changed.connect(self._session_changed)
        self.document.not_saved.connect(self._say_not_saved)
        self.navigation.session_wanted.connect(self.opening.open_session)
        self.navigation.go_to.connect(self.focus_transcript)
        self.navigation.message.connect(self._say)
        self.tag_panel.left.connect(self.focus_transcript)
        for dock in self.docks.values():
            dock.left.connect(self.focus_transcript)
        self.welcome.sample_wanted.connect(self.opening.open_sample)
        self.welcome.transcript_wanted.connect(self.opening.import_files)
        self.welcome.project_wanted.connect(self.opening.open_project)
        self.welcome.recent_wanted.connect(self._open_recent)
        self.opening.opened.connect(self._session_changed)
        stack = self.document.undo_stack
        undo, redo = self.menus.actions["undo"], self.menus.actions["redo"]
        stack.canUndoChanged.connect(undo.setEnabled)
        stack.canRedoChanged.connect(redo.setEnabled)
        stack.undoTextChanged.connect(self._name_undo)
        stack.redoTextChanged.connect(self._name_undo)
        undo.setEnabled(False)
        redo.setEnabled(False)

    def _name_undo(self) -> None:
        stack = self.document.undo_stack
        self.menus.actions["undo"].setText(f"&Undo {stack.undoText()}".strip())
        self.menus.actions["redo"].setText(f"&Redo {stack.redoText()}".strip())

    def _open_recent(self, name: str) -> None:
        self.opening.open_path(Path(name))

    def _step_session(self, way: int) -> None:
        folder = self.document.folder
        ids = folder.session_ids if folder else ()
        if self.document.session.id in ids:
            at = (ids.index(self.document.session.id) + way) % len(ids)
            self.opening.open_session(ids[at])

    def _session_changed(self) -> None:
        session, folder = self.document.session, self.document.folder
        shown = bool(session.transcript.lines) or folder is not None
        self._pages.setCurrentWidget(self.transcript if shown else self.welcome)
        for dock in (self._tag_dock, *self.docks.values()):
            dock.setEnabled(shown)
        if not shown:
            self.welcome.show_recent(self.settings.recent)
        names = [session.facts.title or session.transcript.title or session.id]
        names += [folder.project.title] if folder else []
        self.setWindowTitle(" – ".join([*filter(None, names), "CA Tool"]))
        self.menus.show_codes()
        self.menus.show_sessions()
        if any(moved.tag.coder == self.document.coder for moved in session.moved):
            self.docks["moved"].show()
            self.docks["moved"].raise_()
        blind = folder is not None and self.document.coder in folder.project.blind
        coding = f"Coder: {self.document.coder}{' (blind)' if blind else ''}"
        self._coder.setText(coding if folder else "")
        self._saved.setText(self._state_of_saving("All saved") if folder else "")
        if folder is not None and session.id:
            self.settings.set_session_of(folder.path, session.id)
        if shown:
            self.transcript.view.setFocus()

    def _edited(self, edit: Edit) -> None:
        now = datetime.now().astimezone().strftime("%H:%M")
        self._saved.setText(self._state_of_saving(f"Saved {now}"))
        if any(hasattr(record, "short") for record in edit.added | edit.removed):
            self.menus.show_codes()
            self.transcript.view.lines.show_again()

    def _state_of_saving(self, saved: str) -> str:
        if self.document.folder is None:
            return "Not in a project"
        if why := self.document.read_only:
            self._saved.setToolTip(why)
            return "Read-only"
        self._saved.setToolTip(str(self.document.folder.path))
        return saved

    def _say(self, text: str) -> None:
        self.statusBar().showMessage(text, 8000)

    def _say_not_saved(self, why: str) -> None:
        self.statusBar().showMessage(why, 20000)
        self._saved.setText("Read-only" if self.document.read_only else "Not saved")
        QApplication.beep()

    # Events.

    def showEvent(self, event: QShowEvent) -> None:
        """Reimplemented: docks can be sized only once the window has its own size."""
        super().showEvent(event)
        self._tighten_tabs()
        if not self._sized:
            self._sized = True
            docking.share_room(self, self._tag_dock, self.docks["numbers"])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Reimplemented: files and folders are welcome."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Reimplemented."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.opening.open_paths([Path(url.toLocalFile()) for url in urls])
        event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Reimplemented: nothing is asked, because all is saved."""
        self.transcript.editing.commit()
        self.transcript.suggesting.finish()
        gc.collect()  # dialogs that are done go now, not while Qt looks through what they hold
        for thread in self.findChildren(QThread):  # one that outlives its object ends the process
            thread.requestInterruption()
            thread.wait()
        self.settings.set_layout("geometry", self.saveGeometry())
        self.settings.set_layout("docks", self.saveState(LAYOUT))
        self.settings.save()
        self.document.close()
        super().closeEvent(event)

"""Opening: projects, transcripts, the sample, and whose tags are made."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib.resources import as_file
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from ca_tool.resources import folder as shipped
from widgets.document import NO_SESSION, Document
from widgets.settings import Settings

if TYPE_CHECKING:
    from ca_tool.storage import ProjectFolder
    from widgets.importing.import_store import Stored

PROJECT_FILE = "project.xml"
SAMPLE = "sample_project"
SAMPLE_NAME = "Sample project"


def own_folder() -> Path:
    """Return the folder new projects are put in unless the analyst says otherwise."""
    return Path(platformdirs.user_documents_dir()) / "CA Tool"


class Opening(QObject):
    """Opens what the analyst asks for in *document*; says in plain words why it cannot.

    Attributes
    ----------
    asks
        Whether questions may be asked; without a person at the screen they may not.
    """

    opened = Signal()
    """A project is open."""

    def __init__(self, document: Document, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._document = document
        self._settings = settings
        self._window = window
        self.asks = True

    def open_path(self, path: Path) -> bool:
        """Open a project folder, a file in one, or a transcript; return whether it is open."""
        if path.name == PROJECT_FILE:
            path = path.parent
        if path.is_dir():
            return self._open_folder(path)
        if path.is_file():
            return self.open_transcripts([path])
        self._say("Not found", f"There is nothing at {path}.")
        return False

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open what was dropped: a project folder, or transcripts and folders of them to import."""
        found = list(paths)
        if len(found) == 1:
            self.open_path(found[0])
            return
        self.open_transcripts([path for path in found if path.exists()])

    def new_project(self) -> None:
        """Ask for a name and make a project in the documents folder, or anywhere else."""
        own_folder().mkdir(parents=True, exist_ok=True)
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            "New project: name and place of its folder",
            str(own_folder() / "My study"),
        )
        if name:
            self._make(Path(name))

    def open_project(self) -> None:
        """Ask for a project folder and open it."""
        start = str(own_folder() if own_folder().is_dir() else Path.home())
        name = QFileDialog.getExistingDirectory(self._window, "Open a project folder", start)
        if name:
            self._open_folder(Path(name))

    def import_files(self) -> None:
        """Ask for transcripts and add them to the project; without one, a new one is made."""
        from ca_tool.formats import FORMATS

        suffixes = " ".join(f"*{end}" for one in FORMATS.values() for end in one.suffixes)
        names, _ = QFileDialog.getOpenFileNames(
            self._window, "Transcripts", "", f"Transcripts ({suffixes});;All files (*)"
        )
        if names:
            self.open_transcripts([Path(name) for name in names])

    def open_sample(self) -> bool:
        """Open the analyst's own copy of the sample project, made at the first time."""
        target = own_folder() / SAMPLE_NAME
        if not (target / PROJECT_FILE).exists():
            with as_file(shipped("sample_transcripts") / SAMPLE) as source:
                shutil.copytree(source, target, dirs_exist_ok=True)
        return self._open_folder(target, ask=False)

    def open_last(self) -> bool:
        """Open the project that was open last, if it is still there."""
        recent = self._settings.recent
        return bool(recent) and self._open_folder(recent[0], ask=False)

    def open_transcripts(self, paths: list[Path]) -> bool:
        """Import *paths* into the open project, or into a new one named after the first."""
        if not paths:
            return False
        made = self._document.folder is None or not self.asks
        if made:
            home = paths[0].parent if not self.asks else own_folder()
            if not self._make(_free(home / paths[0].stem)):
                return False
        folder = self._document.folder
        if folder is None or folder.read_only:
            self._say("Read-only", folder.read_only if folder else "No project is open.")
            return False
        if not self.asks:
            self._import_at_once(folder, paths)
            return True
        from widgets.importing.import_dialog import ImportDialog

        dialog = ImportDialog(folder, paths, self._window)
        dialog.stored.connect(self._imported)
        dialog.exec()
        if made and not folder.session_ids:
            self._unmake(folder)
            return False
        return True

    def choose_coder(self) -> None:
        """Ask whose tags are made, and open the project for that person."""
        folder = self._document.folder
        if folder is not None and (coder := self._ask_coder(folder.path, folder.coder)):
            self._open_folder(folder.path, coder=coder)

    def open_session(self, session_id: str) -> None:
        """Open another session of the project."""
        from ca_tool.storage import StorageError

        try:
            self._document.open_session(session_id)
        except (OSError, StorageError) as error:
            self._say("The session could not be opened", str(error))

    def take_over(self) -> None:
        """Break the lock of another program that is known to be closed, after asking."""
        folder = self._document.folder
        if folder is None or not folder.lock_owner:
            self._say("Nothing to take over", "No other program has this project open.")
            return
        question = (
            f"{folder.lock_owner} has this project open. Take it over only if that program is "
            "closed: two programs that write the same tags would lose some."
        )
        answer = QMessageBox.question(self._window, "Take over", question)
        if answer is QMessageBox.StandardButton.Yes:
            self._open_folder(folder.path, coder=folder.coder, break_lock=True)

    def _make(self, path: Path) -> bool:
        from ca_tool.storage import StorageError, create_project

        try:
            folder = create_project(path, path.name, coder=self._settings.coder)
        except (OSError, StorageError) as error:
            self._say("The project was not made", str(error))
            return False
        self._show(folder, "")
        return True

    def _unmake(self, folder: ProjectFolder) -> None:
        """Take a project away that was made for an import nobody went on with."""
        self._document.close()
        shutil.rmtree(folder.path)
        self._document.show_session(NO_SESSION)
        self.opened.emit()

    def _open_folder(
        self, path: Path, *, coder: str = "", ask: bool = True, break_lock: bool = False
    ) -> bool:
        from ca_tool.storage import StorageError, open_project

        if not (path / PROJECT_FILE).exists():
            return self._open_unknown(path)
        who = coder or self._coder_for(path, ask=ask and self.asks)
        if not who:
            return False
        if self._document.folder is not None and self._document.folder.path == path:
            self._document.close()
        try:
            folder = open_project(path, who, break_lock=break_lock)
            self._show(folder, self._settings.session_of(path))
        except (OSError, StorageError) as error:
            if self._document.folder is None:
                self._document.show_session(NO_SESSION)
            self._say("The project could not be opened", str(error))
            return False
        self._settings.set_coder_of(path, who)
        if folder.problems and self.asks and ask:
            self._say(
                "Please look", "\n\n".join(f"{n.message} {n.advice}" for n in folder.problems)
            )
        return True

    def _open_unknown(self, path: Path) -> bool:
        """Import the transcripts of a folder that is no project."""
        from ca_tool.formats import FORMATS

        suffixes = {end for one in FORMATS.values() for end in one.suffixes}
        found = sorted(file for file in path.iterdir() if file.suffix.lower() in suffixes)
        if found:
            return self.open_transcripts(found)
        self._say("No project", f"There is no project and no transcript in {path}.")
        return False

    def _show(self, folder: ProjectFolder, session_id: str) -> None:
        wanted = session_id if session_id in folder.session_ids else ""
        self._document.open_folder(folder, wanted)
        self._settings.add_recent(folder.path)
        self.opened.emit()

    def _coder_for(self, path: Path, *, ask: bool) -> str:
        """Return who codes: as last time, else who always does, else ask if others have coded."""
        known = _coders(path)
        remembered = self._settings.coder_of(path)
        if remembered:
            return remembered
        if not known or self._settings.coder in known:
            return self._settings.coder
        return self._ask_coder(path, known[0]) if ask else known[0]

    def _ask_coder(self, path: Path, now: str) -> str:
        """Ask who codes; *now* is offered first, then everybody who has coded here."""
        names = list(dict.fromkeys([now, *_coders(path)]))
        name, good = QInputDialog.getItem(
            self._window,
            "Coder",
            "Whose tags do you want to see and make?\nPick a name, or type your own initials.",
            names,
            0,
            editable=True,
        )
        if good and name.strip():
            self._settings.coder = name.strip()
        return name.strip() if good else ""

    def _import_at_once(self, folder: ProjectFolder, paths: list[Path]) -> None:
        """Import without asking, for a screenshot."""
        from ca_tool.formats import read
        from ca_tool.project import SessionFacts

        for path in paths:
            parsed = read(path)
            folder.add_session(
                parsed, SessionFacts(title=path.stem), path.read_bytes(), path.suffix
            )
        self._document.open_session(folder.session_ids[-1])

    def _imported(self, stored: Stored) -> None:
        if stored.session_ids:
            self._document.take_in(stored.done)
            self.opened.emit()
        if stored.failures:
            lines = "\n".join(f"{name}: {why}" for name, why in stored.failures)
            self._say("Not imported", lines)

    def _say(self, title: str, text: str) -> None:
        if self.asks:
            QMessageBox.warning(self._window, title, text)


def _coders(path: Path) -> list[str]:
    """Return who has coded in the project at *path*, from the names of its files."""
    files = sorted(path.glob("sessions/*/coding.*.xml")) + sorted(
        path.glob("sessions/*/coding.*.log")
    )
    return list(dict.fromkeys(file.name.split(".", 1)[1].rsplit(".", 1)[0] for file in files))


def _free(path: Path) -> Path:
    """Return *path*, with a number after it where something is there already."""
    candidates = (path, *(path.with_name(f"{path.name} {n}") for n in range(2, 1000)))
    return next(candidate for candidate in candidates if not candidate.exists())

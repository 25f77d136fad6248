"""A project folder, open: what the window and the command line work with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from ca_tool.codebook import Codebook
from ca_tool.coding import Edit
from ca_tool.project import Project, SavedComparison, Session, SessionFacts, alone
from ca_tool.storage import imports, sessions
from ca_tool.storage.codebooks import default_codebook
from ca_tool.storage.errors import MissingFileError, Notice, ReadOnlyError, StorageError
from ca_tool.storage.files import ProjectFiles, signature
from ca_tool.storage.imports import Import, Incoming, Prepared, Staging, prepare
from ca_tool.storage.loading import SESSION, coders
from ca_tool.storage.lock import Lock
from ca_tool.storage.recording import Recorder
from ca_tool.storage.validation import write_xml
from ca_tool.storage.xmlfiles import codebook_xml, project_xml

if TYPE_CHECKING:
    from ca_tool.formats.registry import Parsed

PROJECT, CODEBOOK, SESSIONS = "project.xml", "codebook.xml", "sessions"

LOCKED = (
    "{coder}’s coding is open in another window ({owner}). You can look at everything here and "
    "change nothing."
)


def create_project(
    folder: Path, title: str, codebook: Codebook | None = None, *, coder: str = "me"
) -> ProjectFolder:
    """Make a project in *folder* and open it.

    Raises
    ------
    StorageError
        If there is a project already.
    """
    if (folder / PROJECT).exists():
        raise StorageError(f"There is a project in {folder} already.")
    (folder / SESSIONS).mkdir(parents=True, exist_ok=True)
    files = ProjectFiles(folder)
    project = Project(title, codebook or default_codebook())
    files.write(
        {
            folder / CODEBOOK: _codebook_bytes(project.codebook, folder),
            folder / PROJECT: _project_bytes(project, folder),
        }
    )
    return open_project(folder, coder)


def open_project(
    folder: Path | str, coder: str, *, read_only: bool = False, break_lock: bool = False
) -> ProjectFolder:
    """Open the project in *folder* for *coder*.

    If *coder*'s coding is open elsewhere the project opens read-only and
    :attr:`ProjectFolder.read_only` says why. ``break_lock`` takes over from another machine whose
    program is known to be closed.

    Raises
    ------
    MissingFileError
        If *folder* holds no project.
    """
    return ProjectFolder(Path(folder), coder, read_only=read_only, break_lock=break_lock)


class ProjectFolder:
    """A project that is open.

    Attributes
    ----------
    path, coder
        Where it is and who codes.
    project
        Title, codebook, sessions, primary measures.
    read_only
        Why nothing can be changed, in words for the screen; empty if everything can.
    lock_owner
        Who has the lock instead, where that is why; breaking it is up to the analyst.
    """

    def __init__(self, path: Path, coder: str, *, read_only: bool, break_lock: bool) -> None:
        if not (path / PROJECT).exists() and not (path / SESSIONS).is_dir():
            raise MissingFileError(f"There is no project in {path}.")
        self.path = path
        self.coder = coder
        self.lock_owner = ""
        self._files = ProjectFiles(path)
        self._lock: Lock | None = None
        if read_only:
            self._files.read_only = "This project was opened for looking only."
        else:
            self._take_lock(force=break_lock)
        self.project = self._read_project()
        self._recorder = Recorder(self._files, coder)
        self._facts: dict[str, tuple[tuple[int, ...], SessionFacts]] = {}

    @property
    def read_only(self) -> str:
        """Why nothing can be changed; empty if everything can."""
        return self._files.read_only

    @property
    def problems(self) -> list[Notice]:
        """What was found and repaired, and what the analyst should look at."""
        return self._files.notices

    @property
    def session_ids(self) -> tuple[str, ...]:
        """Ids of the sessions, in order."""
        return self.project.session_ids

    def load(self, session_id: str) -> Session:
        """Return a session, its log replayed and its tags where their words are.

        Who codes blind is given nobody else's tags.

        Raises
        ------
        MissingFileError
            If it has no text.
        """
        session = self._recorder.load(session_id)
        return alone(session, self.coder) if self.coder in self.project.blind else session

    def facts(self, session_id: str) -> SessionFacts:
        """Return what is known of a session, without reading its transcript."""
        now = signature(self._session_file(session_id))
        if now and (known := self._facts.get(session_id)) and known[0] == now:
            return known[1]
        found = sessions.facts(self._files, self.path / SESSIONS / session_id)
        self._remember(session_id, found)
        return found

    def coders(self, session_id: str) -> tuple[str, ...]:
        """Return who has coded a session."""
        return coders(self.path / SESSIONS / session_id)

    def add_session(
        self, parsed: Parsed, facts: SessionFacts, source: bytes | None, source_suffix: str = ""
    ) -> str:
        """Store an imported transcript and return the session's id, for example ``S01``.

        *source* is kept untouched beside the text where it was no plain text.
        """
        self._may_write()
        self._catch_up()
        session_id = sessions.free_id(self.path)
        folder = self.path / SESSIONS / session_id
        folder.mkdir(parents=True)
        session = Session(session_id, parsed.transcript, facts, parsed.codings)
        self._files.write(sessions.first_files(session, folder, source, source_suffix))
        listed = (*self.project.session_ids, session_id)
        people = sessions.people(self.project.participants, parsed.transcript.participants)
        self.record_project(replace(self.project, session_ids=listed, participants=people))
        return session_id

    def remove_session(self, session_id: str) -> None:
        """Take a session out of the project; its folder is kept in ``.backups/removed``."""
        self._may_write()
        self._catch_up()
        self._recorder.forget(session_id)
        listed = tuple(one for one in self.project.session_ids if one != session_id)
        self.record_project(replace(self.project, session_ids=listed))
        sessions.put_away(self.path, session_id)

    def add_sessions(self, incoming: Iterable[Incoming]) -> Import:
        """Store many transcripts together: all that can be written, or none if one of them raises.

        They are taken from *incoming* one by one, so that none has to wait in memory. One that
        cannot be written stops no other; :attr:`Import.failures` tells of it.
        """
        failures: list[tuple[str, str]] = []

        def prepared(ids: Iterator[str]) -> Iterator[Prepared]:
            for one, session_id in zip(incoming, ids, strict=False):
                try:
                    yield prepare(session_id, one, self.path, self.project.codebook)
                except StorageError as error:
                    failures.append((session_id, str(error)))

        done = self.add_prepared(prepared)
        return replace(done, failures=(*failures, *done.failures))

    def add_prepared(self, prepared: Callable[[Iterator[str]], Iterable[Prepared]]) -> Import:
        """Store what *prepared*, given free ids of sessions, yields; see :meth:`add_sessions`."""
        self._may_write()
        self._catch_up()
        staging = Staging(self._files, self.project)
        failures: list[tuple[str, str]] = []
        try:
            for one in prepared(staging.free_ids()):
                try:
                    staging.write(one)
                except OSError as error:
                    failures.append((one.session_id, error.strerror or str(error)))
            done = replace(staging.finish(), failures=tuple(failures))
        finally:
            staging.discard()
        self._record_all(done.after)
        for session_id, facts in staging.facts.items():
            self._remember(session_id, facts)
        return done

    def take_back(self, done: Import) -> None:
        """Take the sessions of an import out again; their folders are in ``.backups/removed``."""
        self._may_write()
        self._catch_up()
        for session_id in done.session_ids:
            self._recorder.forget(session_id)
        self._record_all(imports.without(self.project, done))
        imports.put_away(self.path, done)

    def do_again(self, done: Import) -> None:
        """Put the sessions of an import back that was taken back.

        Raises
        ------
        MissingFileError
            If one of them is not kept any more.
        """
        self._may_write()
        self._catch_up()
        imports.put_back(self.path, done)
        self._record_all(imports.again(self.project, done))

    def record(self, before: Session, after: Session, edit: Edit, coder: str) -> None:
        """Make *edit*, which turns *before* into *after*, lasting; returns when it is on disk.

        Codes are recorded by :meth:`record_codebook`, not here.

        Raises
        ------
        ReadOnlyError
            If the project is read-only, or the edit changes another coder's tags.
        ChangedOutsideError
            If another program changed a file that would be replaced.
        OSError
            If the disk is full or fails. Nothing has changed then.
        """
        self._may_write()
        if coder != self.coder:
            raise ReadOnlyError(f"This project is open for {self.coder}, not for {coder}.")
        self._recorder.record(before, after, edit)
        if after.transcript.participants != before.transcript.participants:
            self._list_people(after)

    def record_codebook(self, codebook: Codebook) -> None:
        """Write the codebook and its version."""
        self._may_write()
        self._record_all(replace(self.project, codebook=codebook))

    def _record_all(self, project: Project) -> None:
        """Write the project and its codebook together."""
        self._files.write(
            {
                self.path / CODEBOOK: _codebook_bytes(project.codebook, self.path),
                self.path / PROJECT: _project_bytes(project, self.path),
            }
        )
        self.project = project

    def record_project(self, project: Project) -> None:
        """Write title, sessions, people and primary measures."""
        self._may_write()
        self._files.write({self.path / PROJECT: _project_bytes(project, self.path)})
        self.project = project

    def record_comparisons(
        self,
        change: Callable[[tuple[SavedComparison, ...]], tuple[SavedComparison, ...]],
    ) -> None:
        """Write the saved comparisons as *change* makes them of those there are by now."""
        self._may_write()
        self._catch_up()
        self.record_project(replace(self.project, comparisons=change(self.project.comparisons)))

    def checkpoint(self, session: Session) -> None:
        """Write the coder's tags as XML and empty the log; does nothing if nothing was logged."""
        if not self.read_only:
            self._recorder.checkpoint(session)

    def close(self) -> None:
        """Close the logs and give the lock back; nothing is waiting to be written."""
        self._recorder.close()
        if self._lock is not None:
            self._lock.give_back()

    def __enter__(self) -> ProjectFolder:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _session_file(self, session_id: str) -> Path:
        return self.path / SESSIONS / session_id / SESSION

    def _remember(self, session_id: str, facts: SessionFacts) -> None:
        """Keep *facts* as long as their file is not written again: all titles are often asked."""
        self._facts[session_id] = signature(self._session_file(session_id)), facts

    def _may_write(self) -> None:
        if self.read_only:
            raise ReadOnlyError(self.read_only)

    def _list_people(self, session: Session) -> None:
        """Keep the project's list of people up to date; the session itself is safe by now."""
        try:
            self._catch_up()
            people = sessions.people(self.project.participants, session.transcript.participants)
            if people != self.project.participants:
                self.record_project(replace(self.project, participants=people))
        except OSError as error:
            self._files.note(f"The list of people in {PROJECT} could not be written: {error}")

    def _catch_up(self) -> None:
        """Read the project again if somebody else changed it, for example by adding a session."""
        if self._files.changed(self.path / PROJECT) or self._files.changed(self.path / CODEBOOK):
            self.project = self._read_project()

    def _take_lock(self, *, force: bool) -> None:
        try:
            self._lock = Lock(self.path, self.coder)
        except OSError as error:
            self._files.read_only = f"This folder cannot be written ({error.strerror})."
            return
        owner = self._lock.take(force=force)
        if owner is not None:
            self.lock_owner = str(owner)
            self._files.read_only = LOCKED.format(coder=self.coder, owner=owner)
        elif self._lock.stale is not None:
            self._files.note(
                f"Last time the program ended without closing the project ({self._lock.stale}).",
                "Every edit that was shown is there.",
            )

    def _read_project(self) -> Project:
        stored = self._files.read(
            self.path / PROJECT, project_xml.SCHEMA, project_xml.from_xml
        ) or Project(self.path.name)
        codebook = self._files.read(
            self.path / CODEBOOK, codebook_xml.SCHEMA, codebook_xml.from_xml
        )
        if codebook is None:
            self._files.note("The codebook was missing; the default one is used.", "", CODEBOOK)
        project = replace(stored, codebook=codebook or default_codebook())
        unlisted = sessions.unlisted(self.path, project.session_ids)
        if unlisted:
            names = ", ".join(unlisted)
            self._files.note(f"Sessions found in the folder were added to the project: {names}.")
        return replace(project, session_ids=(*project.session_ids, *unlisted))


def _codebook_bytes(codebook: Codebook, folder: Path) -> bytes:
    return write_xml(codebook_xml.to_xml(codebook), folder / CODEBOOK, codebook_xml.SCHEMA)


def _project_bytes(project: Project, folder: Path) -> bytes:
    return write_xml(project_xml.to_xml(project), folder / PROJECT, project_xml.SCHEMA)

"""Many transcripts into a project in one step, which can be taken back and done again.

New sessions are written beside the project's own (``.backups/importing``) and moved in together
when all are on disk: until then nothing of the project has changed, so an import that is cancelled
or fails leaves none of it. Taken back, their folders are kept in ``.backups/removed``.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ca_tool.codebook import Code, Codebook
from ca_tool.formats.known_codes import with_known_keys
from ca_tool.project import Project, Session, SessionFacts
from ca_tool.storage import sessions
from ca_tool.storage.atomic import flush_folder, write_together
from ca_tool.storage.backups import FOLDER, stamp
from ca_tool.storage.errors import MissingFileError
from ca_tool.storage.files import ProjectFiles
from ca_tool.transcript import Participant

if TYPE_CHECKING:
    from ca_tool.formats.registry import Parsed

STAGING = f"{FOLDER}/importing"
COPIES = "snapshots"


class Incoming(NamedTuple):
    """A transcript to be stored.

    Attributes
    ----------
    source, source_suffix
        What it was read from, kept untouched beside the text where it was no plain text.
    """

    parsed: Parsed
    facts: SessionFacts
    source: bytes | None = None
    source_suffix: str = ""


@dataclass(frozen=True)
class Import:
    """An import that was done: what taking it back needs to know.

    Attributes
    ----------
    session_ids
        The new sessions, in order.
    codes
        Codes that came with them and that the codebook had not.
    before, after
        The project without and with them.
    failures
        ``(session id it would have had, why it was not stored)``.
    """

    session_ids: tuple[str, ...]
    codes: tuple[Code, ...]
    before: Project
    after: Project
    failures: tuple[tuple[str, str], ...] = ()


class Prepared(NamedTuple):
    """A session ready to be written: plain values, which may come from another process.

    Attributes
    ----------
    files
        Names of its files → what is in them.
    codes
        Codes that came with it, known to the project or not.
    """

    session_id: str
    files: Mapping[str, bytes]
    participants: tuple[Participant, ...]
    codes: tuple[Code, ...]
    facts: SessionFacts


def prepare(session_id: str, incoming: Incoming, project: Path, codebook: Codebook) -> Prepared:
    """Return the files of a session; nothing is written.

    Raises
    ------
    StorageError
        It holds something that its files cannot.
    """
    parsed = with_known_keys(incoming.parsed, codebook)
    session = Session(session_id, parsed.transcript, incoming.facts, parsed.codings)
    folder = project / sessions.SESSIONS / session_id
    files = sessions.first_files(session, folder, incoming.source, incoming.source_suffix)
    return Prepared(
        session_id,
        {path.name: data for path, data in files.items()},
        parsed.transcript.participants,
        tuple(unknown_codes(codebook, parsed)),
        incoming.facts,
    )


class Staging:
    """New sessions written beside the project, until :meth:`finish` or :meth:`discard`.

    Attributes
    ----------
    facts
        Of the sessions written so far, by id.
    """

    def __init__(self, files: ProjectFiles, project: Project) -> None:
        self._files = files
        self._project = project
        self._place = files.path / STAGING
        self._next = int(sessions.free_id(files.path)[1:])
        self._people = project.participants
        self._codebook = project.codebook
        self._codes: list[Code] = []
        self._ids: list[str] = []
        self.facts: dict[str, SessionFacts] = {}
        shutil.rmtree(self._place, ignore_errors=True)  # of a program that was killed

    def free_ids(self) -> Iterator[str]:
        """Yield ids that no session ever had, each once."""
        for number in count(self._next):
            yield f"S{number:02d}"

    def write(self, one: Prepared) -> None:
        """Write one session.

        Raises
        ------
        OSError
            It cannot be written; it is then as if it had never been tried.
        """
        folder, copies = self._place / one.session_id, self._place / COPIES / one.session_id
        try:
            folder.mkdir(parents=True)
            copies.mkdir(parents=True)
            now = stamp()
            files = {folder / name: data for name, data in one.files.items()}
            write_together(
                files | {copies / f"{name}.{now}": data for name, data in one.files.items()}
            )
        except OSError:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(copies, ignore_errors=True)
            raise
        self._ids.append(one.session_id)
        self.facts[one.session_id] = one.facts
        self._people = sessions.people(self._people, one.participants)
        new = [code for code in one.codes if code.name not in self._codebook.by_name]
        if new:
            new = _after(self._codebook, new)
            self._codes += new
            self._codebook = with_codes(self._codebook, new)

    def finish(self) -> Import:
        """Move all sessions in; who calls this writes the project file ``after``."""
        for session_id in self._ids:
            folder = self._files.path / sessions.SESSIONS / session_id
            (self._place / session_id).replace(folder)
            copies = self._files.path / FOLDER / sessions.SESSIONS / session_id
            if not copies.exists():
                copies.parent.mkdir(parents=True, exist_ok=True)
                (self._place / COPIES / session_id).replace(copies)
        flush_folder(self._files.path / sessions.SESSIONS)
        self.discard()
        book = self._project.codebook
        if self._codes:  # one change, however many files brought codes
            book = with_codes(book, self._codes)
        listed = (*self._project.session_ids, *self._ids)
        after = replace(self._project, session_ids=listed, participants=self._people, codebook=book)
        return Import(tuple(self._ids), tuple(self._codes), self._project, after)

    def discard(self) -> None:
        """Take away what was written and not moved in."""
        shutil.rmtree(self._place, ignore_errors=True)


def unknown_codes(codebook: Codebook, parsed: Parsed) -> list[Code]:
    """Return the codes that *parsed* uses or defines and that *codebook* has not.

    A code that a tag names and nobody defines is called by its name.
    """
    known = set(codebook.by_name)
    brought = list(parsed.codebook.codes) if parsed.codebook else []
    defined = {code.name for code in brought}
    used = {tag.code for coding in parsed.codings.values() for tag in coding.tags.values()}
    bare = [Code(name, name, name[:12]) for name in sorted(used - defined)]
    return _after(codebook, [code for code in (*brought, *bare) if code.name not in known])


def _after(codebook: Codebook, codes: Iterable[Code]) -> list[Code]:
    """Return *codes* in order after those of *codebook*, and without keys that may be taken."""
    order = max((code.order for code in codebook.codes), default=0)
    return [replace(code, order=order + number, key="") for number, code in enumerate(codes, 1)]


def with_codes(codebook: Codebook, codes: Iterable[Code]) -> Codebook:
    """Return *codebook* with *codes* last, one version on."""
    version = str(int(codebook.version) + 1)
    return replace(codebook, codes=(*codebook.codes, *codes), version=version)


def without(project: Project, done: Import) -> Project:
    """Return *project* as it is once *done* is taken back; what changed since stays."""
    gone = set(done.session_ids)
    codes = set(done.codes)
    known = {person.code for person in done.before.participants}
    came = {person.code for person in done.after.participants} - known
    book = project.codebook
    if codes & set(book.codes):
        kept = tuple(code for code in book.codes if code not in codes)
        book = replace(book, codes=kept, version=str(int(book.version) + 1))
    return replace(
        project,
        session_ids=tuple(one for one in project.session_ids if one not in gone),
        participants=tuple(one for one in project.participants if one.code not in came),
        codebook=book,
    )


def again(project: Project, done: Import) -> Project:
    """Return *project* as it is once *done*, taken back before, is done again."""
    book = project.codebook
    new = [code for code in done.codes if code.name not in book.by_name]
    came = tuple(one for one in done.after.participants if one not in done.before.participants)
    return replace(
        project,
        session_ids=(*project.session_ids, *done.session_ids),
        participants=sessions.people(project.participants, came),
        codebook=with_codes(book, new) if new else book,
    )


def put_away(project: Path, done: Import) -> None:
    """Move the folders of *done* out of the project, keeping everything in them."""
    removed = project / sessions.REMOVED
    removed.mkdir(parents=True, exist_ok=True)
    for session_id in done.session_ids:
        (project / sessions.SESSIONS / session_id).replace(removed / f"{session_id}.{stamp()}")
    flush_folder(project / sessions.SESSIONS)


def put_back(project: Path, done: Import) -> None:
    """Move the folders of *done* into the project again: all of them, or none if one is gone.

    Raises
    ------
    MissingFileError
        If one of them is not kept any more.
    """
    kept = {
        path.name.split(".")[0]: path for path in sorted((project / sessions.REMOVED).iterdir())
    }
    for session_id in done.session_ids:
        if session_id not in kept:
            raise MissingFileError(f"What was imported as {session_id} is not kept any more.")
    for session_id in done.session_ids:
        kept[session_id].replace(project / sessions.SESSIONS / session_id)
    flush_folder(project / sessions.SESSIONS)

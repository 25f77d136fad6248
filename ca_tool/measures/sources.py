"""Where sessions come from: projects, folders of transcripts, files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.formats import FORMATS, Parsed, read
from ca_tool.formats.registry import UnknownFormatError, UnreadableFileError
from ca_tool.project import Session, SessionFacts
from ca_tool.storage import ProjectFolder, StorageError, open_project

PROJECT = "project.xml"
"""The file that makes a folder a project."""


class Source(NamedTuple):
    """Something on disk that holds a session, or several.

    Attributes
    ----------
    path
        A file, or the folder of a project.
    name
        What its sessions are called in tables: the file's name, with the folders between it and
        the one that was asked for; the id of a session in a project. Where two would be called the
        same, the whole path as given.
    session
        Id of the session in the project; empty for a file.
    """

    path: Path
    name: str
    session: str = ""

    @property
    def place(self) -> Path:
        """The file, or the session's own folder."""
        return self.path / "sessions" / self.session if self.session else self.path


class Loaded(NamedTuple):
    """A session and the codebook its tags were made with."""

    source: Source
    session: Session
    codebook: Codebook


class Unread(NamedTuple):
    """A source that could not be read, and why."""

    source: Source
    why: str


Found: TypeAlias = "Loaded | Unread"

NOT_READ = (UnreadableFileError, UnknownFormatError, StorageError)
"""Raised for what cannot be read at all; anything odd inside a file is a problem, not an error."""


def sources(
    paths: Sequence[Path], coder: str = "", *, leave: Collection[Path] = ()
) -> list[Source]:
    """Return what *paths* hold, in order: files as named, projects and folders looked through.

    Parameters
    ----------
    leave
        Files and folders to be passed over, because they are written at the same time.

    Raises
    ------
    StorageError
        One of *paths* is a project that cannot be opened.
    """
    left = frozenset(path.resolve() for path in leave)
    found = [source for path in paths for source in _sources(path, "", coder, left)]
    count = Counter(source.name for source in found)
    return [_told_apart(one) if count[one.name] > 1 else one for one in found]


def _told_apart(source: Source) -> Source:
    """Return *source* named by its whole path: another one has the same short name."""
    whole = source.path.as_posix()
    return source._replace(name=f"{whole}/{source.session}" if source.session else whole)


def _sources(path: Path, above: str, coder: str, left: frozenset[Path]) -> Iterator[Source]:
    if (path / PROJECT).is_file():
        with open_project(path, coder, read_only=True) as folder:
            ids = folder.session_ids
        yield from (Source(path, f"{above}{session}", session) for session in ids)
    elif path.is_dir():
        for file in sorted(path.iterdir()):
            if file.name.startswith(".") or (left and file.resolve() in left):
                continue
            if file.is_dir():
                yield from _sources(file, f"{above}{file.name}/", coder, left)
            elif file.suffix.lower() in _suffixes():
                yield Source(file, f"{above}{file.name}")
    else:
        yield Source(path, f"{above}{path.name}")


def _suffixes() -> frozenset[str]:
    return frozenset(suffix for known in FORMATS.values() for suffix in known.suffixes)


def load(wanted: Iterable[Source], coder: str = "", *, strict: bool = False) -> Iterator[Found]:
    """Yield the sessions of *wanted* one by one; unless *strict*, what is unreadable stops nothing.

    Raises
    ------
    UnreadableFileError, UnknownFormatError, StorageError
        *strict* was asked for, and something cannot be read at all.
    """
    with ExitStack() as held:
        opened: ProjectFolder | None = None
        for source in wanted:
            try:
                if not source.session:
                    yield from _of_file(source)
                    continue
                if opened is None or opened.path != source.path:
                    held.close()
                    opened = held.enter_context(open_project(source.path, coder, read_only=True))
                yield _of_project(source, opened)
            except NOT_READ as error:
                if strict:
                    raise
                yield Unread(source, str(error))


def sessions(*paths: Path | str, coder: str = "") -> list[Session]:
    """Return the sessions that projects, folders and files hold, with everybody's tags.

    Parameters
    ----------
    coder
        Who looks: somebody who codes blind is given their own tags only.

    Raises
    ------
    UnreadableFileError, UnknownFormatError, StorageError
        Something among *paths* cannot be read.
    """
    found = load(sources([Path(path) for path in paths], coder), coder, strict=True)
    return [one.session for one in found if isinstance(one, Loaded)]


def _of_project(source: Source, folder: ProjectFolder) -> Loaded:
    session = folder.load(source.session)
    if session.id != source.name:  # a project among several
        session = replace(session, id=source.name)
    return Loaded(source, session, folder.project.codebook)


def _of_file(source: Source) -> Iterator[Loaded]:
    parsed = read(source.path)
    for place, one in enumerate((parsed, *parsed.more), 1):
        name = f"{source.name}#{place}" if parsed.more else source.name
        yield Loaded(source, session_of(name, one), one.codebook or Codebook())


def session_of(name: str, parsed: Parsed) -> Session:
    """Return what was read from a file as a session called *name*."""
    facts = SessionFacts(title=parsed.transcript.title)
    return Session(name, parsed.transcript, facts, dict(parsed.codings))

"""Reading many files, and storing them in a project as one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ca_tool.codebook import Codebook
from ca_tool.formats import UnknownFormatError, UnreadableFileError
from ca_tool.storage import Import, Prepared, ProjectFolder, StorageError, prepare
from widgets.background import CancelledError, Say
from widgets.importing.import_draft import (
    Draft,
    Reading,
    files_in,
    open_drafts,
    reread,
    with_settings_of,
)
from widgets.importing.import_pool import mapped


class Stored(NamedTuple):
    """What came of an import: the import itself, and ``(file name, why)`` of what failed."""

    done: Import
    failures: tuple[tuple[str, str], ...]

    @property
    def session_ids(self) -> tuple[str, ...]:
        """The new sessions."""
        return self.done.session_ids


class Read(NamedTuple):
    """Files that were read, and whether Cancel stopped it before all were."""

    drafts: tuple[Draft, ...]
    stopped: bool = False


def find_all(paths: tuple[Path, ...], known: frozenset[Path], say: Say) -> tuple[Path, ...]:
    """Return *paths*, and for folders the transcripts in them; those *known* are left out."""
    found: dict[Path, None] = {}
    for path in files_in(paths):
        say(0, f"Looking for transcripts: {path.name}")
        if path not in known:
            found[path] = None
    return tuple(found)


def read_all(paths: tuple[Path, ...], say: Say) -> Read:
    """Read *paths*; Cancel keeps what has been read so far."""
    drafts: list[Draft] = []
    say(0, "Reading")
    with closing(mapped(open_drafts, paths)) as found:
        try:
            for count, (path, one) in enumerate(zip(paths, found, strict=True), 1):
                drafts += one
                say(count, f"Read {path.name}")
        except CancelledError:
            return Read(tuple(drafts), stopped=True)
    return Read(tuple(drafts))


def same_settings(drafts: tuple[Draft, ...], model: Draft, say: Say) -> Read:
    """Give all *drafts* the settings of *model* and read their files again."""
    done: list[Draft] = []
    files = tuple(
        tuple(with_settings_of(draft, model) for draft in group) for group in by_file(drafts)
    )
    say(0, "Reading")
    with closing(mapped(reread, files)) as found:
        for count, (group, one) in enumerate(zip(files, found, strict=True), 1):
            listed = {draft.part for draft in group}
            done += (draft for draft in one if draft.part in listed or draft.failure)
            say(count, f"Read {one[0].path.name}")
    return Read(tuple(done))


def by_file(drafts: Iterable[Draft]) -> Iterator[tuple[Draft, ...]]:
    """Yield the drafts of each file together, in order."""
    files: dict[Path, list[Draft]] = {}
    for draft in drafts:
        files.setdefault(draft.path, []).append(draft)
    yield from map(tuple, files.values())


class Wanted(NamedTuple):
    """The transcripts of one file that are to be stored, each with its id."""

    drafts: tuple[Draft, ...]
    session_ids: tuple[str, ...]
    project: Path
    codebook: Codebook


def prepared(wanted: Wanted) -> tuple[Prepared | str, ...]:
    """Read one file again and return its sessions ready to be written; or why one cannot be."""
    return tuple(
        _prepared(wanted, draft, session_id)
        for draft, session_id in zip(wanted.drafts, wanted.session_ids, strict=True)
    )


_READING = Reading()
"""Of this process; keeps the file read last."""


def _prepared(wanted: Wanted, draft: Draft, session_id: str) -> Prepared | str:
    try:
        incoming = _READING.incoming(draft)
        return prepare(session_id, incoming, wanted.project, wanted.codebook)
    except (OSError, UnknownFormatError, UnreadableFileError, StorageError) as error:
        return str(error)


def store(folder: ProjectFolder, drafts: tuple[Draft, ...], say: Say) -> Stored:
    """Add each of *drafts* to *folder* as a session, all in one step.

    A file that cannot be read any more stops no other. Cancel leaves nothing of any.
    """
    failures: list[tuple[str, str]] = []
    names: dict[str, str] = {}
    book = folder.project.codebook

    def arriving(ids: Iterator[str]) -> Iterator[Prepared]:
        files = [
            Wanted(group, tuple(islice(ids, len(group))), folder.path, book)
            for group in by_file(drafts)
        ]
        say(0, "Storing")
        count = 0
        with closing(mapped(prepared, files)) as found:
            for wanted, ready in zip(files, found, strict=True):
                for draft, session_id, one in zip(
                    wanted.drafts, wanted.session_ids, ready, strict=True
                ):
                    count += 1
                    say(count, f"Storing {draft.name}")
                    names[session_id] = draft.name
                    if isinstance(one, Prepared):
                        yield one
                    else:
                        failures.append((draft.name, one))

    done = folder.add_prepared(arriving)
    failures += ((names[session_id], why) for session_id, why in done.failures)
    return Stored(done, tuple(failures))

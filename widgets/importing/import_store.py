"""Reading many files, and storing them in a project as one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ca_tool.formats import UnknownFormatError, UnreadableFileError
from ca_tool.storage import Import, Incoming, ProjectFolder
from widgets.background import CancelledError, Say
from widgets.importing.import_draft import (
    Draft,
    Reading,
    files_in,
    open_drafts,
    reread,
    with_settings_of,
)


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
    try:
        for count, path in enumerate(paths):
            say(count, f"Reading {path.name}")
            drafts += open_drafts(path)
    except CancelledError:
        return Read(tuple(drafts), stopped=True)
    return Read(tuple(drafts))


def same_settings(drafts: tuple[Draft, ...], model: Draft, say: Say) -> Read:
    """Give all *drafts* the settings of *model* and read their files again."""
    done: list[Draft] = []
    for count, group in enumerate(by_file(drafts)):
        say(count, f"Reading {group[0].path.name}")
        changed = tuple(with_settings_of(draft, model) for draft in group)
        done += changed if model.path == group[0].path else reread(changed)
    return Read(tuple(done))


def by_file(drafts: Iterable[Draft]) -> Iterator[tuple[Draft, ...]]:
    """Yield the drafts of each file together, in order."""
    files: dict[Path, list[Draft]] = {}
    for draft in drafts:
        files.setdefault(draft.path, []).append(draft)
    yield from map(tuple, files.values())


def store(folder: ProjectFolder, drafts: tuple[Draft, ...], say: Say) -> Stored:
    """Add each of *drafts* to *folder* as a session, all in one step.

    A file that cannot be read any more stops no other. Cancel leaves nothing of any.
    """
    failures: list[tuple[str, str]] = []
    names: list[str] = []

    def incoming() -> Iterator[Incoming]:
        reading = Reading()
        for count, draft in enumerate(drafts):
            say(count, f"Storing {draft.name}")
            try:
                one = reading.incoming(draft)
            except (OSError, UnknownFormatError, UnreadableFileError) as error:
                failures.append((draft.name, str(error)))
                continue
            names.append(draft.name)
            yield one

    done = folder.add_sessions(incoming())
    failures += ((names[place], why) for place, why in done.failures)
    return Stored(done, tuple(failures))

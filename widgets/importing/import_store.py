"""Storing imported files in a project: each on its own, so that one failure stops no other."""

from __future__ import annotations

from typing import NamedTuple

from ca_tool.formats import Parsed
from ca_tool.storage import ProjectFolder
from widgets.background import Say
from widgets.importing.import_draft import Draft


class Stored(NamedTuple):
    """What came of an import: ids of new sessions, and ``(file name, why)`` of what failed."""

    session_ids: tuple[str, ...]
    failures: tuple[tuple[str, str], ...]


def store(folder: ProjectFolder, drafts: tuple[Draft, ...], say: Say) -> Stored:
    """Add each of *drafts* to *folder* as a session of its own."""
    ids: list[str] = []
    failures: list[tuple[str, str]] = []
    for count, draft in enumerate(drafts):
        say(count, f"Storing {draft.path.name}")
        try:
            ids.append(_add(folder, draft))
        except OSError as error:
            failures.append((draft.path.name, error.strerror or str(error)))
    return Stored(tuple(ids), tuple(failures))


def _add(folder: ProjectFolder, draft: Draft) -> str:
    codings = draft.parsed.codings if draft.parsed else {}
    parsed = Parsed(draft.transcript, codings)
    source = draft.data if draft.suffix else None
    return folder.add_session(parsed, draft.facts, source, draft.suffix)

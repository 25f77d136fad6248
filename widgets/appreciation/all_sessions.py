"""What works in every session of a project, looked for beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ca_tool.appreciation import appreciate
from ca_tool.project import SessionFacts
from widgets.appreciation.found_words import Part
from widgets.background import Say


class Wanted(NamedTuple):
    """The project, and whose tags are looked at."""

    path: Path
    sessions: tuple[str, ...]
    coder: str


class Everywhere(NamedTuple):
    """What was found, and ``(session id, why)`` of what could not be read."""

    parts: tuple[Part, ...]
    failures: tuple[tuple[str, str], ...] = ()


def work(wanted: Wanted, say: Say) -> Everywhere:
    """Read the sessions one after the other, apart from the open one, and keep what was found."""
    from ca_tool.storage import StorageError, open_project

    try:
        folder = open_project(wanted.path, "", read_only=True)
    except (OSError, StorageError) as error:
        return Everywhere((), (("The project", str(error)),))
    parts: list[Part] = []
    failures: list[tuple[str, str]] = []
    try:
        for count, session_id in enumerate(wanted.sessions):
            say(count, f"Reading {session_id}")
            try:
                session = folder.load(session_id)
            except (StorageError, OSError) as error:
                failures.append((session_id, str(error)))
                continue
            seen = appreciate(session, wanted.coder, folder.project.codebook)
            parts.append(Part(session_id, title(session_id, session.facts), wanted.coder, seen))
    finally:
        folder.close()
    return Everywhere(tuple(parts), tuple(failures))


def title(session_id: str, facts: SessionFacts) -> str:
    """Return how a session is named over what was found in it."""
    return " · ".join(filter(None, (session_id, facts.title, facts.phase)))

"""Loading and comparing sessions of a project beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ca_tool.compare import Comparison, compare
from ca_tool.project import Session
from widgets.background import Say


class Wanted(NamedTuple):
    """What is to be compared: ids with whose tags, in the order shown."""

    path: Path
    sessions: tuple[tuple[str, str], ...]
    policy: str = "CP-1"
    by: str = "person"


class Compared(NamedTuple):
    """The comparison, its sessions by id, and ``(session id, why)`` of what could not be read."""

    comparison: Comparison
    sessions: dict[str, Session]
    failures: tuple[tuple[str, str], ...] = ()


def work(wanted: Wanted, say: Say) -> Compared:
    """Load the sessions, read-only and apart from the open one, and compare them."""
    from ca_tool.storage import StorageError, open_project

    try:
        folder = open_project(wanted.path, "", read_only=True)
    except OSError as error:
        return Compared(Comparison((), {}), {}, (("The project", str(error)),))
    found: list[tuple[Session, str]] = []
    failures: list[tuple[str, str]] = []
    try:
        for count, (session_id, coder) in enumerate(wanted.sessions):
            say(count, f"Reading {session_id}")
            try:
                found.append((folder.load(session_id), coder))
            except (StorageError, OSError) as error:
                failures.append((session_id, str(error)))
        say(len(wanted.sessions), "Comparing")
        comparison = compare(found, folder.project.codebook, policy=wanted.policy, by=wanted.by)
    finally:
        folder.close()
    return Compared(comparison, {session.id: session for session, _ in found}, tuple(failures))

"""From a project on disk to the agreement of two of its coders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ca_tool.agreement.adjudication import CODER
from ca_tool.agreement.study import Agreement, Say, Wanted, agree, silent
from ca_tool.project import Session
from ca_tool.storage import ProjectFolder, StorageError, open_project


def agree_in(
    path: Path, wanted: Wanted, session_ids: Iterable[str] = (), say: Say = silent
) -> Agreement:
    """Read sessions of the project at *path*, all by default, and return the agreement on them.

    A session that cannot be read is left out, with the reason.

    Raises
    ------
    MissingFileError
        There is no project at *path*.
    """
    folder = open_project(path, "", read_only=True)
    sessions: list[Session] = []
    failures: list[tuple[str, str]] = []
    with folder:
        for session_id in tuple(session_ids) or folder.session_ids:
            say(f"Reading {session_id}")
            try:
                sessions.append(folder.load(session_id))
            except (OSError, StorageError) as error:
                failures.append((session_id, f"it could not be read: {error}"))
        found = agree(sessions, folder.project.codebook, wanted, say)
    return replace(found, left_out=(*found.left_out, *failures))


def coders_of(folder: ProjectFolder) -> tuple[str, ...]:
    """Return who has coded any session of *folder*, the agreed layer apart, in order of name."""
    names = {name for session_id in folder.session_ids for name in folder.coders(session_id)}
    return tuple(sorted(names - {CODER}))

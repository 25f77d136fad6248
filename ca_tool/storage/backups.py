"""Snapshots: the last ten of every file, each a copy of what was written.

They lie in ``.backups`` under the same folders as the files themselves, named
``<file>.<UTC time>``. A file that cannot be used is moved to ``.backups/damaged``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from ca_tool.storage.atomic import flush_folder, write_atomically

KEEP = 10
FOLDER = ".backups"


def stamp() -> str:
    """Return the time now, in a form that sorts and that every file system takes."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")


def snapshot(project: Path, path: Path, data: bytes) -> None:
    """Keep *data* as the newest snapshot of *path*, and only the last ten."""
    folder = _home(project, path)
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(folder / f"{path.name}.{stamp()}", data)
    unfinished = folder.glob(f".{_literal(path.name)}.2*.new")
    for old in (*list(snapshots(project, path))[KEEP:], *unfinished):
        old.unlink(missing_ok=True)


def snapshots(project: Path, path: Path) -> Iterator[Path]:
    """Yield the snapshots of *path*, newest first."""
    yield from sorted(_home(project, path).glob(f"{_literal(path.name)}.2*Z"), reverse=True)


def set_aside(project: Path, path: Path) -> Path:
    """Move a file that cannot be used out of the way, and return where it is kept."""
    folder = project / FOLDER / "damaged" / path.parent.relative_to(project)
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / f"{path.name}.{stamp()}"
    path.replace(kept)
    flush_folder(path.parent)
    return kept


def _home(project: Path, path: Path) -> Path:
    return project / FOLDER / path.parent.relative_to(project)


def _literal(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)

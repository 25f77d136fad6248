"""Files replaced at once or not at all, and on disk before anybody is told so."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path


def write_atomically(path: Path, data: bytes) -> None:
    """Replace *path* by *data*: write beside it, flush to disk, rename, flush the folder.

    A reader, or a run after a crash, sees the old content or the new, never a mixture.
    """
    write_together({path: data})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Replace several files: all are on disk beside the old ones before the first is renamed.

    A full disk therefore changes none of them. A crash between two renames can leave some new and
    some old: who calls this must be able to tell.
    """
    beside = {path: path.with_name(f".{path.name}.new") for path in contents}
    try:
        for path, data in contents.items():
            with beside[path].open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
    except OSError:
        for new in beside.values():
            new.unlink(missing_ok=True)
        raise
    for path, new in beside.items():
        new.replace(path)
    for folder in {path.parent for path in contents}:
        flush_folder(folder)


def flush_folder(folder: Path) -> None:
    """Make renames and new names in *folder* lasting; Windows does so by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""What can go wrong with a project on disk, in words for the analyst."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple


class Notice(NamedTuple):
    """Something the analyst should know about a project that was opened."""

    message: str
    advice: str = ""
    file: str = ""


class StorageError(OSError):
    """The project could not be read or written; ``str()`` is meant for the screen."""


class InvalidFileError(StorageError):
    """A file is not what its schema says.

    Attributes
    ----------
    path
        The file.
    reason
        What the first fault is, with its line.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path.name} cannot be used: {reason}")
        self.path = path
        self.reason = reason


class MissingFileError(StorageError):
    """A folder is not a project, or a file of it is gone and there is no copy of it."""


class ReadOnlyError(StorageError):
    """Something was to be written in a project that is open for reading only."""


class ChangedOutsideError(StorageError):
    """A file changed on disk since it was read; writing it would lose that change."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} was changed by another program since it was opened. "
            "Open the session again: your tags are kept and follow the text."
        )
        self.path = path

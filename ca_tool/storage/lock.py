"""One writer per coding: a lock with its owner and time.

On one machine the operating system knows whether the holder still runs (``filelock``). In a
folder synced between machines only the owner's note travels: a note from another machine means
read-only until the analyst breaks the lock.
"""

from __future__ import annotations

import getpass
import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from filelock import FileLock, Timeout

from ca_tool.storage.atomic import write_atomically

FOLDER = ".locks"


class Owner(NamedTuple):
    """Who holds a lock: ``user`` on ``machine`` since ``time`` (UTC, ISO 8601)."""

    user: str
    machine: str
    process: str
    time: str

    def __str__(self) -> str:
        return f"{self.user} on {self.machine} since {self._when()}"

    def _when(self) -> str:
        """Return the time as people write it, by this machine's clock."""
        try:
            then = datetime.fromisoformat(self.time).astimezone()
        except ValueError:
            return self.time or "an unknown time"
        return f"{then.day} {then:%B %Y, %H:%M}"


class Lock:
    """The right to write one coder's files of a project."""

    def __init__(self, project: Path, coder: str) -> None:
        folder, name = project / FOLDER, quote(coder, safe="")
        folder.mkdir(exist_ok=True)
        self._note = folder / f"{name}.owner"
        self._lock = FileLock(folder / f"{name}.lock")
        self.stale: Owner | None = None
        """Who held it last and never gave it back, once :meth:`take` has it."""

    def take(self, *, force: bool = False) -> Owner | None:
        """Take the lock; returns ``None``, or the owner who has it instead.

        ``force`` breaks a lock noted by another machine; a holder that runs on this one keeps it.
        """
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return self._owner() or Owner("somebody", socket.gethostname(), "", "")
        owner = self._owner()
        if owner and owner.machine != socket.gethostname() and not force:
            self._lock.release()
            return owner
        self.stale = owner
        self._write_note()
        return None

    def give_back(self) -> None:
        """Release the lock and remove the note."""
        if self._lock.is_locked:
            self._note.unlink(missing_ok=True)
            self._lock.release()

    def _owner(self) -> Owner | None:
        if not self._note.exists():
            return None
        parts = self._note.read_text(encoding="utf-8", errors="replace").split("\t")
        return Owner(*parts) if len(parts) == len(Owner._fields) else None

    def _write_note(self) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        note = "\t".join(Owner(_user(), socket.gethostname(), str(os.getpid()), now))
        write_atomically(self._note, note.encode("utf-8"))


def _user() -> str:
    try:
        return getpass.getuser()
    except OSError:  # no such user in this machine's list
        return "somebody"

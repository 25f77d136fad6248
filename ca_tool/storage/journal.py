"""The log of one coder: every edit on disk before anybody sees it.

One line per edit: a CRC-32 of the rest, a space, and JSON. A line counts only when it ends in a
line feed and its checksum is right, so a line torn by a crash is known for what it is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, TypedDict
from zlib import crc32

from ca_tool.storage.atomic import flush_folder
from ca_tool.storage.records import LinkRecord, MovedRecord, SpliceRecord, TagRecord


class Entry(TypedDict, total=False):
    """One edit in the log.

    ``n`` counts up from 1 over the life of a coding. ``lines`` holds the text of the lines that
    the tags point into, at that moment; ``splices``, ``before`` and ``after`` (digests of the
    transcript file) are there for edits of the text, so that one cut off by a crash is finished.
    """

    n: int
    text: str
    removed: list[str]
    added: list[TagRecord]
    links: list[LinkRecord]
    moved: list[MovedRecord]
    lines: dict[str, str]
    splices: list[SpliceRecord]
    before: str
    after: str


class Log(NamedTuple):
    """What could be read of a log file.

    ``whole`` is the length in bytes up to which every line is good; ``torn`` says that the last
    line was cut off; ``damaged`` lists line numbers of bad lines with good ones after them.
    """

    entries: tuple[Entry, ...] = ()
    whole: int = 0
    torn: bool = False
    damaged: tuple[int, ...] = ()


def read_log(path: Path) -> Log:
    """Read a log; a missing file is an empty log."""
    if not path.exists():
        return Log()
    entries: list[Entry] = []
    bad: list[int] = []
    position = whole = last_good = 0
    for number, line in enumerate(path.read_bytes().splitlines(keepends=True), 1):
        position += len(line)
        entry = _entry(line)
        if entry is None:
            bad.append(number)
            continue
        entries.append(entry)
        whole, last_good = position, number
    damaged = tuple(number for number in bad if number < last_good)
    return Log(tuple(entries), whole, torn=len(bad) > len(damaged), damaged=damaged)


def _entry(line: bytes) -> Entry | None:
    """Return the edit on a line, or ``None`` if the line is not whole."""
    checksum, _, body = line.rstrip(b"\n").partition(b" ")
    if not line.endswith(b"\n") or checksum != b"%08x" % crc32(body):
        return None
    entry: Entry = json.loads(body)
    return entry


def encode_entry(entry: Entry) -> bytes:
    """Return the line for *entry*."""
    body = json.dumps(entry, separators=(",", ":")).encode("ascii")
    return b"%08x %s\n" % (crc32(body), body)


def after(entries: Iterable[Entry], through: int) -> tuple[Entry, ...]:
    """Return the entries with ``n`` above *through*, in order, each once."""
    return tuple(dict(sorted((e["n"], e) for e in entries if e["n"] > through)).values())


class Journal:
    """The log of one coding, open for appending; the file is made by the first edit."""

    def __init__(self, path: Path, whole: int) -> None:
        """Open *path*, cutting off what follows the *whole* good bytes."""
        self._path = path
        self._file = -1
        self._size = whole
        if path.exists() and path.stat().st_size > whole:
            self.take_back(whole)

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return self._size

    def append(self, entry: Entry) -> None:
        """Write *entry* and return when it is on the disk.

        Raises
        ------
        OSError
            If the disk is full or fails; the log is then as it was before.
        """
        line = encode_entry(entry)
        file = self._opened()
        try:
            if os.write(file, line) != len(line):
                raise OSError(f"only part of an edit could be written to {self._path.name}")
            os.fsync(file)
        except OSError:
            os.ftruncate(file, self._size)
            raise
        self._size += len(line)

    def take_back(self, size: int) -> None:
        """Cut the log to *size* bytes: the edit written last could not be carried out."""
        file = self._opened()
        os.ftruncate(file, size)
        os.fsync(file)
        self._size = size

    def clear(self) -> None:
        """Empty the log, once a file holds everything in it."""
        self.take_back(0)

    def close(self) -> None:
        """Close the file; nothing is left to be written."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def _opened(self) -> int:
        if self._file < 0:
            new = not self._path.exists()
            flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.open(self._path, flags, 0o644)
            if new:
                flush_folder(self._path.parent)
        return self._file

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

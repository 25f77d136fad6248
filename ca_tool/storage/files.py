"""The files of one project: read with a fallback to snapshots, written whole, watched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, unquote

from lxml import etree

from ca_tool.storage.atomic import write_atomically, write_together
from ca_tool.storage.backups import set_aside, snapshot, snapshots
from ca_tool.storage.errors import ChangedOutsideError, InvalidFileError, Notice, ReadOnlyError
from ca_tool.storage.validation import is_newer, read_xml

T = TypeVar("T")

NEWER = (
    "{file} was written by a newer version of this program. You can look at this project; to "
    "change it, install the newer version."
)


def file_name(kind: str, who: str, suffix: str) -> str:
    """Return for example ``coding.ana.xml``; signs that a file name cannot hold are escaped."""
    return f"{kind}.{quote(who, safe='')}.{suffix}"


def whose(path: Path) -> str:
    """Return the coder or group that a file name like ``coding.ana.xml`` names."""
    return unquote(path.name.split(".", 1)[1].rsplit(".", 1)[0])


class ProjectFiles:
    """Reading and writing in one project folder.

    Attributes
    ----------
    read_only
        Why nothing may be written; empty if it may.
    notices
        What was found and repaired on the way.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read_only = ""
        self.notices: list[Notice] = []
        self._seen: dict[Path, tuple[int, ...]] = {}

    def read(
        self,
        path: Path,
        schema: str,
        convert: Callable[[etree._Element], T],
        *,
        repair: bool = True,
    ) -> T | None:
        """Return what *path* holds, or its newest usable snapshot, or ``None``.

        A file that cannot be used is kept in ``.backups/damaged`` and put right, unless *repair*
        says that it is somebody else's to put right. Whatever is done is noted.
        """
        repair = repair and not self.read_only
        try:
            value = self._converted(path.read_bytes(), path, schema, convert)
        except FileNotFoundError:
            what = f"{path.name} was missing."
            return self._from_snapshot(path, schema, convert, what, repair=repair)
        except InvalidFileError as error:
            what = f"{error}."
            if repair:
                set_aside(self.path, path)
                what += " It is kept in .backups/damaged."
            return self._from_snapshot(path, schema, convert, what, repair=repair)
        self.saw(path)
        return value

    def read_bytes(self, path: Path) -> bytes | None:
        """Return the bytes of a file that has no schema, or of its newest snapshot."""
        if path.exists():
            data = path.read_bytes()
            self.saw(path)
            return data
        for copy in snapshots(self.path, path):
            self._note(f"{path.name} was missing.", copy)
            return self._put_back(path, copy.read_bytes())
        return None

    def write(self, contents: Mapping[Path, bytes]) -> None:
        """Replace files together, and keep a snapshot of each.

        Raises
        ------
        ReadOnlyError
            If the project is open for reading only.
        ChangedOutsideError
            If another program changed one of them since it was read or written here.
        OSError
            If the disk is full or fails; the files are then as they were.
        """
        if self.read_only:
            raise ReadOnlyError(self.read_only)
        self.check_unchanged(contents)
        write_together(contents)
        for path, data in contents.items():
            self.saw(path)
            self.keep_copy(path, data)

    def keep_copy(self, path: Path, data: bytes) -> None:
        """Keep a snapshot. The file itself is safe by now: a failure here is only noted."""
        try:
            snapshot(self.path, path, data)
        except OSError as error:
            self.notices.append(Notice(f"No backup of {path.name} could be made: {error}"))

    def check_unchanged(self, paths: Mapping[Path, bytes]) -> None:
        """Raise :class:`ChangedOutsideError` if one of *paths* is not as it was last seen."""
        for path in paths:
            if self.changed(path):
                raise ChangedOutsideError(path)

    def changed(self, path: Path) -> bool:
        """Return whether *path* is not as it was last seen."""
        return path in self._seen and self._seen[path] != signature(path)

    def saw(self, path: Path) -> None:
        """Remember *path* as it is now."""
        self._seen[path] = signature(path)

    def note(self, message: str, advice: str = "", file: str = "") -> None:
        """Tell the analyst something, once."""
        if (notice := Notice(message, advice, file)) not in self.notices:
            self.notices.append(notice)

    def _converted(
        self, data: bytes, path: Path, schema: str, convert: Callable[[etree._Element], T]
    ) -> T:
        root = read_xml(data, path, schema)
        if is_newer(root):
            self.read_only = self.read_only or NEWER.format(file=path.name)
        try:
            return convert(root)
        except ValueError as error:
            raise InvalidFileError(path, str(error)) from error

    def _from_snapshot(
        self,
        path: Path,
        schema: str,
        convert: Callable[[etree._Element], T],
        what: str,
        *,
        repair: bool,
    ) -> T | None:
        for copy in snapshots(self.path, path):
            data = copy.read_bytes()
            try:
                value = self._converted(data, path, schema, convert)
            except InvalidFileError:
                continue
            self._note(what, copy)
            if repair:
                self._put_back(path, data)
            return value
        if "missing" not in what:
            self.note(what, "No usable backup was found.", path.name)
        return None

    def _note(self, what: str, copy: Path) -> None:
        advice = f"The newest backup that can be used was taken instead ({copy.name[-23:]})."
        self.note(what, advice, copy.name[: -len(".20260101T000000.000000Z")])

    def _put_back(self, path: Path, data: bytes) -> bytes:
        if not self.read_only:
            write_atomically(path, data)
            self.saw(path)
        return data


def signature(path: Path) -> tuple[int, ...]:
    """Return what tells that a file was written again; empty if there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_mtime_ns, found.st_size, found.st_ino

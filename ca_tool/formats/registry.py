"""The register of formats: how each is recognised, read and written.

A format is one module of this folder, named in ``formats/__init__.py``::

    @reader("plain", "plain text", (".txt",), recognises=looks_like_text)
    def read_plain(data: bytes, name: str, profile: str) -> Parsed: ...

    @writer("plain", losses=("…",), keeps=is_as_typed)
    def write_plain(content: Parsed) -> bytes: ...

Content decides first, in the order of registration, then the suffix. What is *in* a file never
raises: readers report problems. Only "cannot be opened", "too big" and "no reader for this" do.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding
from ca_tool.notation.encodings import decode, encode, repair_mojibake
from ca_tool.problems import Problem
from ca_tool.transcript import Transcript
from ca_tool.turn_taking import all_problems

HEAD = 64 * 1024
"""Bytes from the start of a file that recognisers are shown."""

LARGEST = 64 * 1024 * 1024
"""Bytes. The longest transcript met holds some 20 hours of talk in 4 MB."""

VIDEO = (".mp4", ".mov", ".avi", ".mkv", ".webm", ".mpg", ".mpeg", ".wmv", ".m4v")
"""Suffixes of recordings with a picture."""

NO_CHOICES: Mapping[str, str] = MappingProxyType({})
"""The analyst decided nothing: the reader finds everything out."""


class Choice(NamedTuple):
    """Something about a file that the analyst may decide otherwise: a tier's speaker, a column.

    Attributes
    ----------
    key
        What it is called in the mapping given back to the reader.
    label
        What is asked, in words: ``tier “Ann gaze”``, ``who speaks``.
    value
        As the reader decided.
    options
        ``(value, words)`` to choose from; empty where anything may be typed.
    why
        Why the reader decided so.
    """

    key: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Parsed:
    """What a file holds, as far as it could be read; also what a writer is given.

    Attributes
    ----------
    transcript
        Its notation's problems are in ``transcript.problems``; see :attr:`problems` for all.
    codings
        Keyed by coder, for formats that carry codes.
    evidence
        Why this format and profile were chosen, in words for the import window.
    codebook
        The codes that the tags use, where the file brings its own.
    media
        Names or addresses of the recordings it belongs to, the first one foremost.
    choices
        What the analyst may decide otherwise; :func:`read_bytes` takes the answers.
    more
        Further transcripts of the same file (a REFI-QDA project has many), each with no ``more``.
    notes
        Memos on the recording as a whole.
    """

    transcript: Transcript
    codings: Mapping[str, Coding] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    codebook: Codebook | None = None
    media: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    more: tuple[Parsed, ...] = ()
    notes: str = ""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was odd on the way."""
        return all_problems(self.transcript)


Reader = Callable[[bytes, str, str], Parsed]
"""``(data, name, profile) -> Parsed``; an empty profile means: find out."""

ChoosingReader = Callable[[bytes, str, str, Mapping[str, str]], Parsed]
"""A reader that is also given the analyst's answers, :attr:`Choice.key` → value."""

Writer = Callable[[Parsed], bytes]

Content: TypeAlias = "Parsed | Transcript"
"""What can be written: a transcript alone, or with all that belongs to it."""


def always(_content: Parsed) -> bool:
    """Whether something is lost of any transcript: it is."""
    return True


class Loss(NamedTuple):
    """Something a format cannot carry, in words, and of which transcripts it is true."""

    words: str
    happens: Callable[[Parsed], bool] = always
    as_typed: bool = False
    """Whether it is lost even where the writer gives the text back exactly as typed."""


@dataclass(frozen=True, slots=True)
class Format:
    """A registered format."""

    key: str
    label: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    """Given the first 64 KiB."""
    read: Reader
    writes: Writer | None = None
    losses: tuple[Loss, ...] = ()
    """What the writer cannot carry."""
    keeps: Callable[[Transcript], bool] = lambda transcript: False
    """Whether the writer gives a transcript back exactly as typed: then little can be lost."""
    packed: bool = False
    """Whether its files begin as one of :data:`CONTAINERS` does (zip, rich text)."""
    choosing: ChoosingReader | None = None
    """Reads it as the analyst decided; none where there is nothing to decide."""
    largest: int = LARGEST
    """Bytes; a file beyond it is refused with a message."""
    named: bool = False
    """Whether a text by one of its suffixes is taken for it, where no format before claims it:
    any text can be a table."""

    def write(self, content: Content) -> bytes:
        """Return the bytes of a file that holds *content*.

        Raises
        ------
        UnknownFormatError
            The format can only be read.
        """
        if self.writes is None:
            raise UnknownFormatError(f"{self.label} can be read, but not written.")
        return self.writes(_whole(content))

    def losses_of(self, content: Content) -> tuple[str, ...]:
        """Return what is lost when *content* is written in this format, in words."""
        whole = _whole(content)
        kept = self.keeps(whole.transcript)
        asked = (loss for loss in self.losses if loss.as_typed or not kept)
        return tuple(loss.words for loss in asked if loss.happens(whole))


TAGS_LOST = "tags, links and notes"


def has_codes(content: Parsed) -> bool:
    """Whether there is a tag or a link."""
    return any(coding.tags or coding.links for coding in content.codings.values())


def _whole(content: Content) -> Parsed:
    return content if isinstance(content, Parsed) else Parsed(content)


FORMATS: dict[str, Format] = {}


class UnknownFormatError(Exception):
    """No registered format recognises the file."""


class UnreadableFileError(Exception):
    """The file is missing, locked, not a file, or too big; the message says which."""


def reader(
    key: str,
    label: str,
    suffixes: tuple[str, ...],
    *,
    recognises: Callable[[bytes], bool],
    packed: bool = False,
    choosing: ChoosingReader | None = None,
    largest: int = LARGEST,
    named: bool = False,
) -> Callable[[Reader], Reader]:
    """Register a function as the reader of format *key*."""

    def register(function: Reader) -> Reader:
        FORMATS[key] = Format(
            key, label, suffixes, recognises, function,
            packed=packed, choosing=choosing, largest=largest, named=named,
        )  # fmt: skip
        return function

    return register


def writer(
    key: str, *, losses: Iterable[str | Loss] = (), keeps: Callable[[Transcript], bool]
) -> Callable[[Writer], Writer]:
    """Register a function as the writer of format *key*, whose reader is registered already."""
    declared = tuple(Loss(loss) if isinstance(loss, str) else loss for loss in losses)

    def register(function: Writer) -> Writer:
        FORMATS[key] = replace(FORMATS[key], writes=function, losses=declared, keeps=keeps)
        return function

    return register


def read(
    path: Path | str,
    *,
    profile: str = "",
    format: str = "",  # noqa: A002 (the word every caller would look for)
    repair: bool = False,
    choices: Mapping[str, str] = NO_CHOICES,
) -> Parsed:
    """Read the transcript in the file *path*.

    Parameters
    ----------
    profile
        Key of a convention profile; found out from the text where empty.
    format
        Key of :data:`FORMATS`; found out from content, then suffix, where empty.
    repair
        Put right UTF-8 that was once read as cp1252 and saved.
    choices
        The analyst's answers to :attr:`Parsed.choices`, key → value; the reader decides the rest.

    Raises
    ------
    UnreadableFileError
        The file cannot be opened or is larger than its format's ``largest``.
    UnknownFormatError
        No reader recognises it.
    """
    path = Path(path)
    data = _contents(path)
    return read_bytes(
        data, path.name, profile=profile, format=format, repair=repair, choices=choices
    )


def read_bytes(
    data: bytes,
    name: str = "",
    *,
    profile: str = "",
    format: str = "",  # noqa: A002
    repair: bool = False,
    choices: Mapping[str, str] = NO_CHOICES,
) -> Parsed:
    """Read a transcript from the bytes of a file called *name*; raises as :func:`read` does."""
    chosen = FORMATS.get(format) if format else recognise(data[:HEAD], name)
    if chosen is None:
        raise UnknownFormatError(_cannot_read(name or "this", data[:HEAD], format))
    if len(data) > chosen.largest:
        raise UnreadableFileError(_too_big(name or "this text", len(data), chosen.largest))
    if repair and not _container(data[:HEAD]):
        data = _repaired(data, name)
    if choices and chosen.choosing is not None:
        return chosen.choosing(data, name, profile, choices)
    return chosen.read(data, name, profile)


def read_text(
    text: str,
    name: str = "",
    *,
    profile: str = "",
    format: str = "",  # noqa: A002
    repair: bool = False,
) -> Parsed:
    """Read a transcript from *text*; raises as :func:`read` does."""
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError:  # half a character, as in text cut up by some word processors
        data = b"\xfe\xff" + text.encode("utf-16-be", "surrogatepass")
    return read_bytes(data, name, profile=profile, format=format, repair=repair)


def recognise(head: bytes, name: str = "") -> Format | None:
    """Return the format of a file that begins with *head*: by content, then by suffix."""
    packed = bool(_container(head))
    suffix = Path(name).suffix.lower()
    for known in FORMATS.values():
        claimed = known.named and suffix in known.suffixes
        if known.packed == packed and (claimed or known.recognises(head)):
            return known
    return None if packed else _by_suffix(name)


def write(content: Content, path: Path | str, format_key: str = "") -> Format:
    """Write *content* to *path*, whole or not at all, and return the format used.

    Without *format_key* the suffix decides; an unknown suffix means plain text. The file appears
    under its name only when all of it is on disk, so a crash leaves the old one.

    Raises
    ------
    UnknownFormatError
        There is no writer for the format.
    OSError
        The disk is full, the folder is not there, or writing is not allowed.
    """
    path = Path(path)
    chosen = FORMATS.get(format_key) if format_key else _by_suffix(path.name) or FORMATS["plain"]
    if chosen is None or chosen.writes is None:
        writable = ", ".join(known.key for known in FORMATS.values() if known.writes)
        raise UnknownFormatError(
            f"“{format_key or path.suffix}” cannot be written; these can: {writable}."
        )
    _replace(path, chosen.write(content))
    return chosen


def _repaired(data: bytes, name: str) -> bytes:
    text, encoding, _ = decode(data, name)
    return encode(repair_mojibake(text), encoding)


def _by_suffix(name: str) -> Format | None:
    suffix = Path(name).suffix.lower()
    return next((known for known in FORMATS.values() if suffix in known.suffixes), None)


def _contents(path: Path) -> bytes:
    """Return all bytes of a regular file of bearable size."""
    if not path.exists():
        raise UnreadableFileError(f"There is no file “{path}”.")
    if not path.is_file():
        raise UnreadableFileError(f"“{path}” is not a file.")
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            most = max(known.largest for known in FORMATS.values())
            if size > most:
                raise UnreadableFileError(_too_big(path.name, size, most))
            return file.read(most + 1)
    except OSError as error:
        why = error.strerror or "the disk gives no reason"
        raise UnreadableFileError(f"“{path}” cannot be opened: {why}.") from error


def _too_big(name: str, size: int, most: int) -> str:
    return (
        f"“{name}” holds {size / 2**20:,.0f} MB; transcripts of up to {most // 2**20} MB can be "
        "read. If it is a transcript, split it; if it is a recording, open its transcript instead."
    )


CONTAINERS = {
    b"PK\x03\x04": "a zip file, or a Word or Excel file that is damaged or of a form unknown here: "
    "copy it once more, or save it as plain text first",
    b"\xd0\xcf\x11\xe0": "an old Word file, or one with a password: save it as .docx without one",
    b"%PDF": "a PDF: copy its text into a plain text file first",
    b"{\\rtf": "rich text",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"ID3": "a recording",
    b"RIFF": "a recording",
    b"OggS": "a recording",
    b"\x1f\x8b": "a compressed file: unpack it first",
    b"7z\xbc\xaf": "a compressed file: unpack it first",
    b"\x7fELF": "a program",
    b"SQLite format 3": "a database",
}
"""First bytes of files that are no text, and what to say of them."""


def _container(head: bytes) -> str:
    found = (words for magic, words in CONTAINERS.items() if head.startswith(magic))
    return next(found, "")


def _cannot_read(name: str, head: bytes, key: str) -> str:
    known = "; ".join(f"{f.label} ({', '.join(f.suffixes)})" for f in FORMATS.values())
    if key:
        return f"There is no format “{key}”. What can be read: {known}."
    what = f"looks like {_container(head)}" if _container(head) else "does not look like text"
    return f"“{name}” {what}. What can be read: {known}."


def _replace(path: Path, data: bytes) -> None:
    """Put *data* in the place of *path* in one step, on disk before it shows."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    if os.name == "posix":  # elsewhere a folder cannot be opened
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

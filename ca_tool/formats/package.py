"""The XML parts of a zipped document (.docx, .odt), read as a stream of bounded length.

The reader is expat, and nothing is built: elements come one by one. A document type declaration,
the root of entity bombs and of files drawn in from elsewhere, ends the reading before anything is
expanded; no name inside the package is ever used as a path on disk.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol
from xml.parsers import expat

from ca_tool.formats.registry import UnreadableFileError

PART_BYTES = 96 * 2**20
"""Bytes of one part once unpacked; a transcript of 1,000 pages has some 40 MB."""

ELEMENTS = 1_500_000
"""Elements in one part; a transcript of 300 pages has some 300,000."""

ATTRIBUTES = 1_000
"""Attributes of one element; none has more than some fifty."""

DEPTH = 2_000
"""Elements inside each other; tables in tables in text boxes come to some 60."""

SIDE_ELEMENTS = 200_000
"""Elements in a part that is kept as a tree: styles, comments, notes."""

MEMBERS = 50_000
"""Parts of a package, those of packages inside it too; a project of 1,000 documents has 20,000."""

_CHUNK = 1 << 16


class Handler(Protocol):
    """What is told of each element; names are ``namespace local`` with a blank between."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""

    def end(self, name: str) -> None:
        """End it."""

    def text(self, text: str) -> None:
        """Take characters; a long text comes in pieces."""


class Package:
    """An opened zip package.

    Raises
    ------
    UnreadableFileError
        The bytes are no zip archive, or one whose list of parts is broken.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name or "this file"
        if data.count(b"PK\1\2") > MEMBERS:
            raise UnreadableFileError(
                f"“{self.name}” is a package of more than {MEMBERS:,} parts; no program that "
                "writes transcripts makes such a file, so it was not read."
            )
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as error:
            raise UnreadableFileError(
                f"“{self.name}” is damaged: its parts cannot be listed ({error}). Open it in the "
                "program it comes from and save it again."
            ) from error
        self.parts = frozenset(self._zip.namelist())

    def read(self, part: str, handler: Handler, elements: int = ELEMENTS) -> str:
        """Send the elements of *part* to *handler*; return why it stopped early, if it did.

        *elements* is how many there may be.

        Raises
        ------
        UnreadableFileError
            The part is too big, has a document type declaration, or is locked by a password.
        """
        if part not in self.parts:
            return ""
        reading = _Reading(handler, self.name, elements)
        try:
            with self._zip.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    reading.feed(chunk)
            reading.feed(b"", last=True)
        except expat.ExpatError as error:
            return f"line {error.lineno} of {part}: {expat.errors.messages[error.code]}"
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError) as error:
            return f"{part}: {error}"
        except (NotImplementedError, RuntimeError) as error:
            raise UnreadableFileError(
                f"“{self.name}” cannot be unpacked: it has a password or an unusual compression. "
                "Save it again without a password."
            ) from error
        return ""

    @property
    def unpacked(self) -> int:
        """How many bytes all parts come to, as the package says; none can be read beyond that."""
        return sum(part.file_size for part in self._zip.infolist())

    def raw(self, part: str, most: int) -> bytes | None:
        """Return the bytes of *part*; nothing if it is damaged, locked, or longer than *most*."""
        try:
            with self._zip.open(part) as stream:
                data = stream.read(most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError):
            return None
        except (NotImplementedError, RuntimeError):  # unusual compression, a password
            return None
        return data if len(data) <= most else None

    def tree(self, part: str) -> Node:
        """Return the root of a small *part*; an empty node if there is none or it is damaged."""
        builder = TreeBuilder()
        self.read(part, builder, SIDE_ELEMENTS)
        return builder.root


class _Reading:
    """One part being read, and counted."""

    def __init__(self, handler: Handler, name: str, most: int) -> None:
        self._name, self._most = name, most
        self._bytes = self._elements = self._depth = 0
        self._start, self._end = handler.start, handler.end
        self._expat = expat.ParserCreate(namespace_separator=" ")
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._begin
        self._expat.EndElementHandler = self._finish
        self._expat.CharacterDataHandler = handler.text
        self._expat.StartDoctypeDeclHandler = self._refuse_doctype

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        self._bytes += len(chunk)
        if self._bytes > PART_BYTES:
            raise self._too_big()
        self._expat.Parse(chunk, last)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > self._most or self._depth > DEPTH or len(attributes) > ATTRIBUTES:
            raise self._too_big()
        self._start(name, attributes)

    def _finish(self, name: str) -> None:
        self._depth -= 1
        self._end(name)

    def _refuse_doctype(self, *_: object) -> None:
        raise UnreadableFileError(
            f"“{self._name}” holds a document type declaration. No word processor writes one, and "
            "it can hide an attack, so the file was not read."
        )

    def _too_big(self) -> UnreadableFileError:
        return UnreadableFileError(
            f"“{self._name}” unpacks to far more than any transcript holds, so it was not read. "
            "Copy the talk into a new document, and import that."
        )


@dataclass(slots=True)
class Node:
    """An element with its attributes, all by local name: no document uses one for two things."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def get(self, attribute: str, default: str = "") -> str:
        """Return an attribute."""
        return self.attributes.get(attribute, default)

    def child(self, name: str) -> Node | None:
        """Return the first child called *name*."""
        return next((child for child in self.children if child.name == name), None)

    def all(self, name: str) -> Iterator[Node]:
        """Return this node and those inside it that are called *name*, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if node.name == name:
                yield node
            waiting += reversed(node.children)


class TreeBuilder:
    """A handler that keeps what it is told as a tree, up to :data:`SIDE_ELEMENTS`."""

    def __init__(self) -> None:
        self.root = Node("")
        self._open = [self.root]
        self._count = 0

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open) - 1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        node = Node(name.rpartition(" ")[2], local)
        self._count += 1
        if self._count <= SIDE_ELEMENTS or len(self._open) == 1:
            self._open[-1].children.append(node)
        self._open.append(node)

    def end(self, name: str) -> None:
        """End it."""
        self._open.pop()

    def text(self, text: str) -> None:
        """Take characters."""
        self._open[-1].text += text

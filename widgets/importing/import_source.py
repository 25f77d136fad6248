"""The file itself beside what it becomes: its text, or what can be read of a packed one."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import NamedTuple

from ca_tool.notation.encodings import decode

MOST = 2_000_000
"""Characters shown of a file."""

_BODIES = ("word/document.xml", "content.xml", "project.qde", "Project.qde", "project.QDE")
_ENDS = re.compile(r"</(?:w:p|w:tr|text:p|text:h|table:table-row|row)>|<w:br/>")
_TABS = re.compile(r"<(?:w:tab|text:tab)/>|</(?:w:tc|table:table-cell|c)>")
_MARKS = re.compile(r"<[^>]*>")
_BETWEEN = re.compile(r">[ \t\r\n]*<")
_LINES = re.compile(r"\r\n|\n|\r")
_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


class SourceLine(NamedTuple):
    """A line of a file as it is shown."""

    number: int
    text: str


def source_lines(data: bytes, name: str = "") -> tuple[SourceLine, ...]:
    """Return the text of a file in lines; of a packed one the words of its main part.

    Only for looking: no entity is resolved and nothing is unpacked to disk.
    """
    text = _packed(data) if data.startswith(b"PK\x03\x04") else decode(data[:MOST], name)[0]
    if text.lstrip("\ufeff \r\n")[:5].lower() == "<?xml":
        text = _BETWEEN.sub(">\n<", text)
    return tuple(SourceLine(at, line) for at, line in enumerate(_LINES.split(text[:MOST]), 1))


def _packed(data: bytes) -> str:
    """Return the words of the main part of a package, or the names of its parts."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        names = package.namelist()
        if any(name.startswith("xl/") for name in names):
            return _workbook(data)
        body = next((name for name in _BODIES if name in names), "")
        if not body:
            return "\n".join(names[:10_000])
        with package.open(body) as part:
            marked = part.read(MOST * 4).decode("utf-8", "replace")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError) as error:
        return f"This package cannot be opened: {error}"
    except (NotImplementedError, RuntimeError) as error:  # an unusual compression, a password
        return f"This package cannot be opened: {error}"
    if body.lower().endswith(".qde"):
        return marked
    words = _MARKS.sub("", _TABS.sub("\t", _ENDS.sub("\n", marked)))
    for name, sign in _NAMED.items():
        words = words.replace(name, sign)
    return words.strip("\n")


def _workbook(data: bytes) -> str:
    from ca_tool.formats import UnreadableFileError
    from ca_tool.formats.spreadsheet_xlsx import read_workbook

    try:
        book = read_workbook(data, "")
    except UnreadableFileError as error:
        return str(error)
    return "\n".join("  |  ".join(row) for row in book.rows)

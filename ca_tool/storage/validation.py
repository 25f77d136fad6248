"""XML in and out: hardened parsing, RELAX NG validation on load and on save, and safe text.

The schemas lie in ``schemas/``; each is compiled once. No entities, no external documents, no
network; a document type declaration is refused.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from lxml import etree

from ca_tool.resources import folder
from ca_tool.storage.errors import InvalidFileError

FORMAT = 1
"""The format version this program writes; its history is in :mod:`ca_tool.storage`."""

UNSAFE = re.compile(r"[\\\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
ESCAPED = re.compile(r"\\(\\|u[0-9a-f]{4})")


@cache
def schema(name: str) -> etree.RelaxNG:
    """Return the compiled schema ``schemas/<name>.rng``."""
    data = (folder("schemas") / f"{name}.rng").read_bytes()
    return etree.RelaxNG(etree.fromstring(data, hardened_parser()))


def hardened_parser() -> etree.XMLParser:
    """Return a parser that expands no entity, loads no document type and opens no connection."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )


def read_xml(data: bytes, path: Path, schema_name: str) -> etree._Element:
    """Return the root of the document, valid under its schema.

    A document of a newer format version is returned as it is, without validation, so that it can
    be looked at; see :func:`is_newer`.

    Raises
    ------
    InvalidFileError
        If it is not well-formed, has a document type, or is not valid.
    """
    try:
        root = etree.fromstring(data, hardened_parser())
    except etree.XMLSyntaxError as error:
        raise InvalidFileError(path, f"it is not well-formed ({error})") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise InvalidFileError(path, "it has a document type declaration, which is not allowed")
    if not is_newer(root):
        _check(root, path, schema_name)
    return root


def write_xml(root: etree._Element, path: Path, schema_name: str) -> bytes:
    """Return the document as UTF-8, after checking it against its schema.

    Raises
    ------
    InvalidFileError
        If what is to be written is not valid: nothing is written then.
    """
    _check(root, path, schema_name)
    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def is_newer(root: etree._Element) -> bool:
    """Return whether a newer version of the program wrote the document."""
    version = root.get("format", "")
    return version.isdecimal() and int(version) > FORMAT


def _check(root: etree._Element, path: Path, schema_name: str) -> None:
    rules = schema(schema_name)
    if not rules.validate(root):
        first = next(iter(rules.error_log))
        raise InvalidFileError(path, f"line {first.line}: {first.message}")


def safe(text: str) -> str:
    r"""Return *text* with what XML cannot hold written as ``\uXXXX``; a backslash is doubled.

    >>> safe("bell \x07 and \\")
    'bell \\u0007 and \\\\'
    """
    if text.isprintable() and "\\" not in text:
        return text
    return UNSAFE.sub(lambda m: "\\\\" if m[0] == "\\" else f"\\u{ord(m[0]):04x}", text)


def unsafe(text: str | None) -> str:
    r"""Return the text that :func:`safe` wrote.

    >>> unsafe("bell \\u0007 and \\\\") == "bell \x07 and \\"
    True
    """
    if not text or "\\" not in text:
        return text or ""
    return ESCAPED.sub(lambda m: "\\" if m[1] == "\\" else chr(int(m[1][1:], 16)), text)

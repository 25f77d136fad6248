"""The default codebook, and codebooks in files of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ca_tool.codebook import Codebook
from ca_tool.resources import folder
from ca_tool.storage.atomic import write_atomically
from ca_tool.storage.validation import read_xml, write_xml
from ca_tool.storage.xmlfiles import codebook_xml


@cache
def default_codebook() -> Codebook:
    """Return the codebook shipped in ``schemas/codebook.xml``."""
    data = (folder("schemas") / "codebook.xml").read_bytes()
    return codebook_xml.from_xml(read_xml(data, Path("codebook.xml"), codebook_xml.SCHEMA))


def load_codebook(path: Path) -> Codebook:
    """Read a codebook; raises :class:`~ca_tool.storage.errors.InvalidFileError` if it is none."""
    return codebook_xml.from_xml(read_xml(path.read_bytes(), path, codebook_xml.SCHEMA))


def save_codebook(codebook: Codebook, path: Path) -> None:
    """Write *codebook*, replacing the file at once or not at all."""
    write_atomically(path, write_xml(codebook_xml.to_xml(codebook), path, codebook_xml.SCHEMA))

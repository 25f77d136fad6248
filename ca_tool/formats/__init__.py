"""Reading and writing transcript files. To add a format: one module, and its name here."""

from ca_tool.formats.registry import (
    FORMATS,
    Format,
    Parsed,
    UnknownFormatError,
    read,
    read_bytes,
    read_text,
    reader,
    writer,
    write,
)

__all__ = [
    "FORMATS",
    "Format",
    "Parsed",
    "UnknownFormatError",
    "read",
    "read_bytes",
    "read_text",
    "reader",
    "write",
    "writer",
]

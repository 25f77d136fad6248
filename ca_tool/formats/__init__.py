"""Reading and writing transcript files. To add a format: one module, and its name here.

The order is the order of recognition: what reads any text comes last.
"""

from ca_tool.formats import (
    chat,
    eaf,
    exb,
    folker,
    odt,
    refi,
    rtf,
    spreadsheet,
    subtitles,
    tei,
    textgrid,
    word,
)

# isort: split
from ca_tool.formats import plain  # reads any text, so it comes last
from ca_tool.formats.registry import (
    FORMATS,
    Format,
    Parsed,
    UnknownFormatError,
    UnreadableFileError,
    read,
    read_bytes,
    read_text,
    reader,
    recognise,
    write,
    writer,
)

__all__ = [
    "FORMATS",
    "Format",
    "Parsed",
    "UnknownFormatError",
    "UnreadableFileError",
    "chat",
    "eaf",
    "exb",
    "folker",
    "odt",
    "plain",
    "read",
    "read_bytes",
    "read_text",
    "reader",
    "recognise",
    "refi",
    "rtf",
    "spreadsheet",
    "subtitles",
    "tei",
    "textgrid",
    "word",
    "write",
    "writer",
]

"""Transcripts as tables: a row for each line, in CSV text or an Excel workbook."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ca_tool.formats.spreadsheet_cells import guarded
from ca_tool.formats.timed_talk import stretches_of
from ca_tool.transcript import Line, LineKind, Transcript

if TYPE_CHECKING:
    from ca_tool.formats.registry import Parsed

HEADINGS = ("line", "number", "speaker", "start", "end", "text")
"""The columns written; times are seconds with three decimals."""

CELL = 32_767
"""Characters that a cell of a workbook can hold (Excel's own limit)."""

_TALK = frozenset({LineKind.TALK, LineKind.CONTINUATION})
_LEFT_OUT = frozenset({LineKind.BLANK, LineKind.HEADER, LineKind.TIER})
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class Row(NamedTuple):
    """A line as it is written."""

    line: int
    number: str
    speaker: str
    start: str
    end: str
    text: str


def rows_of(transcript: Transcript) -> Iterator[Row]:
    """Yield a row for each line with something on it, in Jefferson's signs."""
    if transcript.profile == "chat-ca":
        for at, one in enumerate(stretches_of(transcript), 1):
            yield Row(at, "", one.speaker, _time(one.start_ms), _time(one.end_ms), one.text)
        return
    for at, line in enumerate(transcript.lines, 1):
        if line.kind not in _LEFT_OUT and (text := _text(line)):
            who = line.label or ("" if line.kind is LineKind.CONTINUATION else _names(line))
            yield Row(at, line.number, who, _time(line.start_ms), _time(line.end_ms), text)


def as_csv(transcript: Transcript) -> bytes:
    """Return UTF-8 with a byte order mark, which Excel needs to see that it is."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(HEADINGS)
    for row in rows_of(transcript):
        table.writerow(map(guarded, map(str, row)))
    return text.getvalue().encode("utf-8-sig", "replace")


def as_workbook(transcript: Transcript) -> bytes:
    """Return a workbook with one sheet; its cells are text, numbers where they are figures."""
    from openpyxl import Workbook
    from openpyxl.cell import Cell, WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("transcript")
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCDEF", (7, 9, 14, 10, 10, 90), strict=True):
        sheet.column_dimensions[letter].width = width

    def cell(text: str, *, figure: bool = False) -> Cell:
        made = WriteOnlyCell(sheet, float(text) if figure and text else _legal(text))
        if not (figure and text):
            made.data_type = "s"  # openpyxl takes "=yeah" for a formula
            made.number_format = "@"
        return made

    sheet.append(HEADINGS)
    for row in rows_of(transcript):
        sheet.append([
            row.line, cell(row.number), cell(row.speaker),
            cell(row.start, figure=True), cell(row.end, figure=True), cell(row.text),
        ])  # fmt: skip
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def has_long_cells(content: Parsed) -> bool:
    """Whether a line is longer than a cell can be."""
    return any(len(line.raw) > CELL for line in content.transcript.lines)


def _names(line: Line) -> str:
    return " & ".join(line.speakers) if line.kind in _TALK else ""


def _text(line: Line) -> str:
    text = line.raw[line.body : line.body_end] if line.kind in _TALK else line.text or line.raw
    return text.replace("\t", " ").strip()


def _time(milliseconds: int | None) -> str:
    return "" if milliseconds is None else f"{milliseconds / 1000:.3f}"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("", text)[:CELL]

"""Tables of talk: ``.csv`` and ``.tsv`` text, Excel workbooks (``.xlsx``).

A row is something said; which column holds the speaker, the talk, the times and the line number is
found out in :mod:`~ca_tool.formats.spreadsheet_columns` and may be decided otherwise. Rows keep
their order. A row without a speaker goes on with the talk above, or is nobody's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from ca_tool.formats.losses import (
    BESIDE,
    CHAT_CODES,
    COLUMNS,
    CONTROL,
    PEOPLE,
    ROLES,
    TAGS,
    TIERS,
    UNSURE,
    VOICES,
    either,
    has_headings,
    has_margins,
)
from ca_tool.formats.registry import NO_CHOICES, Choice, Loss, Parsed, reader, writer
from ca_tool.formats.spreadsheet_cells import milliseconds
from ca_tool.formats.spreadsheet_columns import Columns, choices_of, decide_columns
from ca_tool.formats.spreadsheet_csv import looks_like_table, read_table
from ca_tool.formats.spreadsheet_write import CELL, as_csv, as_workbook, has_long_cells
from ca_tool.formats.spreadsheet_xlsx import looks_like_workbook, read_workbook
from ca_tool.formats.timed_talk import (
    Found,
    Stretch,
    name_and_text,
    names_its_speakers,
    parsed,
)
from ca_tool.notation.encodings import decode
from ca_tool.problems import Problem
from ca_tool.transcript import UNKNOWN, Transcript

LOSSES = (
    Loss("headings, blank lines and margin marks", either(has_headings, has_margins)),
    *(COLUMNS, UNSURE, ROLES, PEOPLE, TIERS, CONTROL, CHAT_CODES, VOICES, *BESIDE, TAGS),
)
"""What no table of lines carries of a transcript."""

LARGEST_TEXT = 24 * 2**20
"""Bytes; 20,000 lines in a text file have some 2 MB."""

_Row = tuple[int, list[str]]


class _Place(NamedTuple):
    """Where a stretch was found, for what is said of it."""

    row: int
    stretch: Stretch


def read_csv_choosing(
    data: bytes, name: str, profile: str, choices: Mapping[str, str] = NO_CHOICES
) -> Parsed:
    """Read text with separated cells, its columns as *choices* say or found out."""
    text, encoding, odd = decode(data, name)
    table = read_table(text, name)
    found = Found()
    if table.open_quote:
        found("W-SHEET-QUOTE")
    if table.cut:
        found("W-SHEET-CUT")
    rows = list(zip(table.numbers, table.rows, strict=True))
    how = f"{table.how}, {encoding.name.upper()}"
    return _talk(rows, name, profile, choices, found, how, odd=odd)


@reader(
    "csv", "CSV or TSV table", (".csv", ".tsv", ".tab"),
    recognises=looks_like_table, choosing=read_csv_choosing, named=True, largest=LARGEST_TEXT,
)  # fmt: skip
def read_csv(data: bytes, name: str, profile: str) -> Parsed:
    """Read text with separated cells, its columns found out."""
    return read_csv_choosing(data, name, profile)


def read_xlsx_choosing(
    data: bytes, name: str, profile: str, choices: Mapping[str, str] = NO_CHOICES
) -> Parsed:
    """Read a workbook, its sheet and columns as *choices* say or found out.

    Raises
    ------
    UnreadableFileError
        It cannot be unpacked, unpacks to something enormous, or has a document type declaration.
    """
    found = Found()
    if not data:
        return _talk([], name, profile, choices, found, "an empty file")
    book = read_workbook(data, name, choices.get("sheet", ""))
    if book.damage:
        found("E-SHEET-DAMAGED", book.damage)
    if book.cut:
        found("W-SHEET-CUT")
    for row, formula, is_talk in book.formulas:
        what = "was read as talk" if is_talk else "was read as what it came to"
        found("I-SHEET-FORMULA", f"“{formula[:80]}” in row {row} {what}")
    rows = list(zip(book.numbers, book.rows, strict=True))
    how = f"workbook, sheet “{book.sheet}”"
    result = _talk(rows, name, profile, choices, found, how)
    if len(book.names) < 2:
        return result
    options = tuple((sheet, sheet) for sheet in book.names)
    why = "you said so" if choices.get("sheet") == book.sheet else "the first with rows in it"
    sheet = Choice("sheet", "the sheet", book.sheet, options, why)
    return replace(result, choices=(sheet, *result.choices))


@reader(
    "xlsx", "Excel workbook", (".xlsx", ".xlsm"),
    recognises=looks_like_workbook, packed=True, choosing=read_xlsx_choosing,
)  # fmt: skip
def read_xlsx(data: bytes, name: str, profile: str) -> Parsed:
    """Read a workbook, its columns found out; raises as :func:`read_xlsx_choosing` does."""
    return read_xlsx_choosing(data, name, profile)


def _talk(
    rows: Sequence[_Row],
    name: str,
    profile: str,
    choices: Mapping[str, str],
    found: Found,
    how: str,
    odd: tuple[Problem, ...] = (),
) -> Parsed:
    """Return the talk in *rows*, each ``(row number in the file, cells)``."""
    columns = decide_columns([cells for _, cells in rows], choices)
    places = list(_places(rows[columns.has_heading :], columns, found))
    if rows and not places:
        found("W-NO-TALK")
    stretches, numbered = _with_numbers(places, columns)
    left_out = _left_out(rows, columns, numbered=numbered)
    for heading in left_out:
        found("I-SHEET-COLUMN", heading)
    result = parsed(
        stretches,
        profile=profile,
        title=PurePath(name).stem,
        problems=(*odd, *found.problems),
        evidence=(how, *_evidence(columns)),
    )
    return replace(result, choices=choices_of(columns))


def _places(rows: Sequence[_Row], columns: Columns, found: Found) -> Iterator[_Place]:
    """Yield what is said in each row; rows without talk are counted and left out."""
    at = columns.places
    texts = [_cell(cells, at.get("text")) for _, cells in rows]
    named = "speaker" not in at and names_its_speakers(texts[:500])
    empty = line = 0
    for (row, cells), text in zip(rows, texts, strict=True):
        if not text:
            empty += 1
            continue
        line += 1
        who, said = _who(cells, text, columns, named=named)
        start, end = _times(row, cells, columns, found, line)
        yield _Place(row, Stretch(who, said, start, end, _cell(cells, at.get("line"))))
    if empty:
        found("I-SHEET-EMPTY", str(empty))


def _who(cells: list[str], text: str, columns: Columns, *, named: bool) -> tuple[str, str]:
    if named:
        return name_and_text(text)
    if "speaker" in columns.places:
        return _cell(cells, columns.places["speaker"]).rstrip(": "), text
    return UNKNOWN, text


def _times(
    row: int, cells: list[str], columns: Columns, found: Found, line: int
) -> tuple[int | None, int | None]:
    times: dict[str, int | None] = {}
    for role in ("start", "end"):
        cell = _cell(cells, columns.places.get(role))
        times[role] = milliseconds(cell, columns.unit)
        if cell and times[role] is None:
            found("W-TIME", f"“{cell[:40]}” in row {row}", line)
    start, end = times["start"], times["end"]
    if start is not None and end is not None and end < start:
        found("W-TIME-BACKWARDS", f"row {row} ({start}–{end} ms)", line)
        end = None
    return start, end


def _with_numbers(places: Sequence[_Place], columns: Columns) -> tuple[list[Stretch], bool]:
    """Return the stretches, with line numbers only where these can be told from talk again."""
    stretches = [place.stretch for place in places]
    if "line" not in columns.places or _count_up([one.number for one in stretches]):
        return stretches, True
    return [one._replace(number="") for one in stretches], False


def _count_up(numbers: Sequence[str]) -> bool:
    """Whether all are figures that begin low and rise by little, as printed line numbers do."""
    if not all(number.isascii() and number.isdigit() and len(number) < 5 for number in numbers):
        return False
    before = 0
    for number in map(int, numbers):
        if not before < number <= before + 100:
            return False
        before = number
    return len(numbers) > 1


def _left_out(rows: Sequence[_Row], columns: Columns, *, numbered: bool) -> list[str]:
    """Return the headings of columns with something in them that no line holds."""
    used = {at for role, at in columns.places.items() if role != "line" or numbered}
    body = rows[columns.has_heading :]
    filled = {at for _, cells in body for at, cell in enumerate(cells) if cell.strip()}
    return [columns.headings[at] for at in sorted(filled - used) if at < len(columns.headings)]


def _evidence(columns: Columns) -> Iterator[str]:
    for role, at in columns.places.items():
        yield f"{role}: “{columns.headings[at]}”, because {columns.why[role]}"
    if columns.places.keys() & {"start", "end"}:
        unit = {"s": "seconds", "ms": "milliseconds"}[columns.unit]
        yield f"bare figures of time are {unit}: {columns.why['times']}"


def _cell(cells: Sequence[str], at: int | None) -> str:
    return cells[at].strip() if at is not None and at < len(cells) else ""


def _is_as_typed(transcript: Transcript) -> bool:
    return False


@writer("csv", losses=LOSSES, keeps=_is_as_typed)
def write_csv(content: Parsed) -> bytes:
    """Write a row for each line; talk that looks like a formula gets an apostrophe before it."""
    return as_csv(content.transcript)


@writer(
    "xlsx",
    losses=(*LOSSES, Loss(f"what is beyond {CELL:,} characters in a line", has_long_cells)),
    keeps=_is_as_typed,
)
def write_xlsx(content: Parsed) -> bytes:
    """Write a workbook with a row for each line; talk is text and never a formula."""
    return as_workbook(content.transcript)

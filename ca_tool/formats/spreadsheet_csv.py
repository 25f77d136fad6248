"""Text with separated cells (``.csv``, ``.tsv``) as a table, whatever the separator."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from ca_tool.formats.registry import LARGEST
from ca_tool.formats.spreadsheet_cells import unguarded
from ca_tool.formats.spreadsheet_columns import MOST_COLUMNS, MOST_ROWS, SAMPLE, is_heading
from ca_tool.formats.timed_talk import names_its_speakers

SEPARATORS = {"\t": "tabs", ";": "semicolons", "|": "upright strokes", ",": "commas"}
"""What may part cells, in words; the comma last, since talk and decimals have commas too."""

_LOOKED_AT = 100_000
"""Characters that the separator is found in."""

_TRIED = 2_000_000
"""Characters that are parted by each separator to find the right one."""

MOST_READ = 3 * MOST_ROWS
"""Rows looked at, empty ones too."""

NONE = "\x1f"
"""Parts nothing: a file of one column."""

_LAST = "the end \ue000"
"""A row put after the last: it comes out by itself unless a quotation mark stays open."""


class Table(NamedTuple):
    """The cells of a file.

    Attributes
    ----------
    rows
        The rows that are not empty.
    numbers
        The row or line of the file each begins at, from 1.
    how
        How it was read, in words.
    open_quote
        Whether a quotation mark is never closed; all of them were kept as they are then.
    cut
        Whether there are more rows or columns than are read.
    """

    rows: list[list[str]]
    numbers: list[int]
    how: str
    open_quote: bool = False
    cut: bool = False


def looks_like_table(head: bytes) -> bool:
    """Whether a file begins with the headings of a table of talk, and goes on like one.

    A transcript may have tabs and commas on every line: without headings it is no table.
    """
    text = head[:4096].decode("utf-8-sig", "replace")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head[:4096].decode("utf-16", "replace")
    first, _, rest = text.partition("\n")
    following = rest.partition("\n")[0]
    for separator in SEPARATORS:
        cells = [cell.strip(' "\r') for cell in first.split(separator)]
        if is_heading(cells) and (not following or separator in following):
            return True
    return False


def read_table(text: str, name: str = "") -> Table:
    """Return the cells of *text*; rows without any text are left out."""
    text = text.removeprefix("\ufeff")
    separator, body = _announced(text)
    separator = separator or _separator(body, tabs_first=name.lower().endswith((".tsv", ".tab")))
    skipped = text[: len(text) - len(body)].count("\n")
    whole = f"{body}\n{_LAST}\n"
    found = list(islice(_cells(whole, separator), MOST_READ))
    open_quote = len(found) < MOST_READ and found[-1][1] != [_LAST]
    if open_quote:
        found = list(islice(_cells(whole, separator, quotes=False), MOST_READ))
    cut = len(found) == MOST_READ
    found.pop()
    kept = [(at + skipped, row) for at, row in found if any(cell.strip() for cell in row)]
    rows = _joined([_without_tail(row) for _, row in kept], separator)
    cut = cut or len(rows) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in rows)
    del rows[MOST_ROWS:], kept[MOST_ROWS:]
    rows = [[unguarded(cell) for cell in row[:MOST_COLUMNS]] for row in rows]
    parted = f"cells parted by {SEPARATORS[separator]}" if separator != NONE else "one column"
    return Table(rows, [at for at, _ in kept], parted, open_quote, cut)


def _announced(text: str) -> tuple[str, str]:
    """Return the separator that a first line like ``sep=;`` names, and the rest."""
    first, _, rest = text.partition("\n")
    first = first.rstrip("\r")
    if len(first) == 5 and first.lower().startswith("sep=") and first[4] in SEPARATORS:
        return first[4], rest
    return "", text


def _separator(text: str, *, tabs_first: bool) -> str:
    """Return the separator that gives most rows the same number of cells, more than one."""
    if tabs_first and "\t" in text:
        return "\t"
    best, found = (0.0, 0), NONE
    if names_its_speakers(text[:_LOOKED_AT].splitlines()[:SAMPLE]):
        return NONE  # "SUE: hello, Tom" on every line: its commas are talk
    for separator in SEPARATORS:
        widths = [
            len(row) for _, row in islice(_cells(text[:_TRIED], separator), SAMPLE) if any(row)
        ]
        if not widths:
            continue
        usual, times = Counter(widths).most_common(1)[0]
        heads = usual > 1 and widths[0] == usual
        score = (times / len(widths) + heads, usual)
        if usual > 1 and times * 2 > len(widths) and score > best:
            best, found = score, separator
    return found


def _cells(text: str, separator: str, *, quotes: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins at."""
    if csv.field_size_limit() < LARGEST:  # of the whole program; a long cell is no error to us
        csv.field_size_limit(LARGEST)
    lines = io.StringIO(text, newline="")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    reader = csv.reader(lines, delimiter=separator, quoting=quoting)
    before = 0
    for row in reader:
        yield before + 1, row
        before = reader.line_num


def _without_tail(row: list[str]) -> list[str]:
    """Return *row* without the empty cells at its end."""
    filled = len(row)
    while filled and not row[filled - 1].strip():
        filled -= 1
    return row[:filled]


def _joined(rows: list[list[str]], separator: str) -> list[list[str]]:
    """Put cells beyond the usual width back into the last one: talk with bare separators."""
    if not rows or len(rows[0]) < 2:
        return rows
    width = len(rows[0])
    if width > MOST_COLUMNS or Counter(map(len, rows)).most_common(1)[0][0] != width:
        return rows
    return [
        row if len(row) <= width else [*row[: width - 1], separator.join(row[width - 1 :])]
        for row in rows
    ]

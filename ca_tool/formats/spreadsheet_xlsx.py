"""Excel workbooks (``.xlsx``) as tables of text, read within bounds.

openpyxl reads the cells. Before it sees the package every part is passed through the bounded
reader of :mod:`~ca_tool.formats.package`: no document types, no endless parts. Nothing is
calculated, no macro runs and no link is followed.
"""

from __future__ import annotations

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ca_tool.formats.package import Package
from ca_tool.formats.registry import UnreadableFileError
from ca_tool.formats.spreadsheet_columns import MOST_COLUMNS, MOST_ROWS

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MOST_BYTES = 48 * 2**20
"""Bytes of all parts once unpacked; 20,000 lines with six columns have some 10 MB."""

MOST_ELEMENTS = 800_000
"""Elements in one part; 20,000 lines with six columns have some 260,000."""

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
_ERRORS = frozenset({"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!"})

_DAMAGE = (
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    AssertionError,
    SyntaxError,  # of the XML: ElementTree's error is one
    EOFError,
    OSError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl raises over damaged workbooks: it does not check what it reads."""


@dataclass
class Workbooks:
    """What was found in a workbook.

    Attributes
    ----------
    names
        The sheets, in order.
    sheet
        The one read.
    rows, numbers
        Its rows that are not empty, as text, and their numbers, from 1.
    formulas
        ``(row number, formula, was its text taken)`` of cells with formulas.
    damage
        Why reading stopped early; empty if it did not.
    cut
        Whether there are more rows or columns than are read.
    """

    names: tuple[str, ...] = ()
    sheet: str = ""
    rows: list[list[str]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    formulas: list[tuple[int, str, bool]] = field(default_factory=list)
    damage: str = ""
    cut: bool = False


def looks_like_workbook(head: bytes) -> bool:
    """Whether a file begins as a zip package with a workbook's parts in it."""
    return head.startswith(b"PK\x03\x04") and b"xl/" in head


def read_workbook(data: bytes, name: str, sheet: str = "") -> Workbooks:
    """Return the cells of *sheet*, or of the first sheet with more than one row.

    Raises
    ------
    UnreadableFileError
        It cannot be unpacked, unpacks to something enormous, or has a document type declaration.
    """
    seen, damage = _looked_through(data, name)
    found = Workbooks(damage=damage)
    # openpyxl warns of what it leaves out: pictures, styles, checks of what is typed
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            _read(data, found, sheet, formulas=seen.formulas)
        except _DAMAGE as error:
            found.damage = found.damage or f"{type(error).__name__}: {error}"[:200]
    found.cut = found.cut or seen.columns > MOST_COLUMNS
    return found


class _Seen:
    """Goes through a part and notes whether there are formulas, and how wide it is."""

    def __init__(self) -> None:
        self.formulas = False
        self.columns = self._column = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{_MAIN}row":
            self._column = 0
        elif name == f"{_MAIN}c":
            letters = attributes.get("r", "").rstrip("0123456789")[:4]
            self._column = _place(letters) or self._column + 1
            self.columns = max(self.columns, self._column)
        elif name == f"{_MAIN}f":
            self.formulas = True

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def _place(letters: str) -> int:
    """Return the place of a column, from 1; 0 if *letters* name none."""
    place = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            return 0
        place = place * 26 + ord(letter) - 64
    return place


def _looked_through(data: bytes, name: str) -> tuple[_Seen, str]:
    """Read every part once, within bounds; return what was seen and what is damaged."""
    package = Package(data, name)
    if package.unpacked > MOST_BYTES:
        raise UnreadableFileError(
            f"“{package.name}” unpacks to far more than any transcript holds, so it was not read. "
            "Copy the talk into a new workbook, and import that."
        )
    seen, damage = _Seen(), ""
    for part in sorted(package.parts):
        if part.endswith((".xml", ".rels")):
            damage = damage or package.read(part, seen, MOST_ELEMENTS)
    return seen, damage


def _read(data: bytes, found: Workbooks, sheet: str, *, formulas: bool) -> None:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    found.names = tuple(one.title for one in book.worksheets)
    names = [sheet] if sheet in found.names else list(found.names)
    typed = load_workbook(io.BytesIO(data), read_only=True, keep_links=False) if formulas else None
    for each in names:
        found.sheet = each
        found.rows, found.numbers, found.formulas = [], [], []
        _read_sheet(found, book, typed, each)
        if len(found.rows) > 1:
            return
    if names and not found.rows:
        found.sheet = names[0]


def _read_sheet(found: Workbooks, book: Workbook, typed: Workbook | None, sheet: str) -> None:
    values = _rows(book, sheet)
    formulas = _rows(typed, sheet) if typed is not None else None
    for number, cells in enumerate(values, 1):
        if number > MOST_ROWS:
            found.cut = True
            return
        row = [_as_text(cell.value) for cell in cells]
        if formulas is not None:
            _take_formulas(found, number, row, next(formulas, ()))
        if any(cell.strip() for cell in row):
            found.rows.append(row)
            found.numbers.append(number)


def _rows(book: Workbook, sheet: str) -> Iterator[Sequence[Any]]:
    page = book[sheet]
    page.reset_dimensions()  # what a sheet says of its own size is often wrong
    rows: Iterator[Sequence[Any]] = page.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    return rows


def _take_formulas(found: Workbooks, number: int, row: list[str], typed: Sequence[Any]) -> None:
    """Where a formula has no usable result its text is what was typed: ``=yeah`` is a latch."""
    for at, cell in enumerate(typed):
        if getattr(cell, "data_type", "") != "f" or at >= len(row):
            continue
        formula = str(getattr(cell.value, "text", cell.value))
        typed_talk = not row[at] or row[at] in _ERRORS
        if typed_talk:
            row[at] = formula
        found.formulas.append((number, formula, typed_talk))


def _as_text(value: object) -> str:
    """Return a cell's value as it is to be read: times as h:mm:ss, figures without a tail."""
    match value:
        case None:
            return ""
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime.timedelta():
            return _clock(value)
        case datetime.time():
            midnight = datetime.datetime.min
            return _clock(datetime.datetime.combine(midnight, value) - midnight)
        case datetime.datetime():
            return value.isoformat(" ")
        case _:
            return str(value)


def _clock(span: datetime.timedelta) -> str:
    """Return a time as ``h:mm:ss.mmm``.

    >>> _clock(datetime.timedelta(seconds=62.5))
    '0:01:02.500'
    """
    thousandths = round(span.total_seconds() * 1000)
    if thousandths < 0:
        return f"-{-thousandths} ms"
    seconds, rest = divmod(thousandths, 1000)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"

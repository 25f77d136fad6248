"""A table as an Excel workbook: the table, its dictionary and the methods on three sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ca_tool.tidy.columns import Column, names
from ca_tool.tidy.forms import CELL, SHEET, Beside, TableError

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

CUT = " … (cut: a cell of a workbook holds 32,767 characters; a .csv or .parquet holds all)"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_WIDEST = 40


def write_workbook(
    parts: Sequence[Path], columns: Sequence[Column], beside: Beside, path: Path
) -> tuple[str, ...]:
    """Write the rows of *parts*, Parquet files, to the workbook *path*; return what was cut.

    Rows are written as they are read. Every text is written as text: nothing is a formula.

    Raises
    ------
    TableError
        There are more rows than a sheet can have. Nothing is written then.
    """
    import pyarrow.parquet as pq
    from openpyxl import Workbook

    count = sum(pq.read_metadata(part).num_rows for part in parts)
    if count >= SHEET:
        raise TableError(
            f"The table has {count:,} rows, and a sheet of a workbook can have {SHEET:,} with the "
            "heading. Write it as .csv or .parquet."
        )
    book = Workbook(write_only=True)
    sheet = _sheet(book.create_sheet("table"), names(columns))
    cut = 0
    for part in parts:
        for batch in pq.ParquetFile(part).iter_batches(1_000):
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                cells = [_cell(sheet, value) for value in row]
                cut += sum(isinstance(value, str) and len(value) > CELL for value in row)
                sheet.append(cells)
    dictionary = _sheet(book.create_sheet("dictionary"), beside.dictionary[0])
    for line in beside.dictionary[1:]:
        dictionary.append([_cell(dictionary, value) for value in line])
    methods = book.create_sheet("methods")
    methods.column_dimensions["A"].width = 110
    for paragraph in _paragraphs(beside.methods):
        methods.append([_cell(methods, paragraph)])
    book.save(path)
    return (_said(cut),) if cut else ()


def _sheet(sheet: Worksheet, heading: Sequence[str]) -> Worksheet:
    """Return *sheet* with its heading, which stays in view."""
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for place, name in enumerate(heading, 1):
        wide = _WIDEST if name in ("note", "meaning", "formula", "label") else len(name) + 4
        sheet.column_dimensions[get_column_letter(place)].width = wide
    sheet.append([_cell(sheet, name) for name in heading])
    return sheet


def _cell(sheet: Worksheet, value: str | float | None) -> Cell | float | None:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return value
    if not value:
        return None
    made = WriteOnlyCell(sheet, _fitting(value))
    made.data_type = "s"  # openpyxl takes "=yeah" for a formula
    made.number_format = "@"
    return made


def _fitting(text: str) -> str:
    legal = _ILLEGAL.sub("", text)
    return legal if len(legal) <= CELL else legal[: CELL - len(CUT)] + CUT


def _paragraphs(text: str) -> Iterator[str]:
    return (part for part in text.split("\n") if part.strip())


def _said(cut: int) -> str:
    cells = "1 cell was" if cut == 1 else f"{cut:,} cells were"
    return (
        f"{cells} cut: a cell of a workbook can hold {CELL:,} characters. "
        "Write .csv or .parquet to have everything."
    )

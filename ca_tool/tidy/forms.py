"""The forms a table is written in: parts made anywhere, put together in order.

A part holds the rows of some sessions. Putting the same parts together gives the same file, byte
for byte, whoever made them and whenever.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ca_tool.measures.table_csv import FORMULA
from ca_tool.tidy.columns import Column, names
from ca_tool.tidy.tables import Cells

if TYPE_CHECKING:
    import pyarrow as pa

CELL = 32_767
"""Characters a cell of a workbook can hold (Excel's own limit)."""

SHEET = 1_048_576
"""Rows a sheet can have, the heading included (Excel's own limit)."""


class TableError(OSError):
    """A table cannot be written in the form asked for; the message says why and what can be."""


class Beside(NamedTuple):
    """What goes with a table: in a workbook as sheets, else as files beside it.

    Attributes
    ----------
    dictionary
        The data dictionary, its heading first.
    methods
        The methods paragraph.
    """

    dictionary: Sequence[Sequence[str]]
    methods: str


class Form(NamedTuple):
    """A form of file.

    Attributes
    ----------
    part
        Columns and rows → the bytes of a part.
    whole
        Parts in order, columns, what goes beside, the file to write → remarks for the reader.
    holds_all
        Whether the file itself holds the dictionary and the methods.
    """

    suffix: str
    label: str
    part: Callable[[Sequence[Column], Iterable[Cells]], bytes]
    whole: Callable[[Sequence[Path], Sequence[Column], Beside, Path], tuple[str, ...]]
    holds_all: bool = False


def csv_rows(rows: Iterable[Sequence[object]]) -> str:
    r"""Return *rows* as CSV text without a heading, safe to open in a spreadsheet.

    The text is what the ``csv`` module writes, in half the time: that looks at every character of
    the lists of cases, which are nearly all of a table.

    Examples
    --------
    >>> csv_rows([("=cmd", 0.5, None, "a, b")])
    '\'=cmd,0.5,,"a, b"\n'
    """
    return "".join([",".join([_csv_cell(cell) for cell in row]) + "\n" for row in rows])


def _csv_cell(cell: object) -> str:
    if type(cell) is not str:
        return "" if cell is None else str(cell)
    if cell.startswith(FORMULA):
        cell = f"'{cell}"
    if "," in cell or '"' in cell or "\n" in cell or "\r" in cell:
        return '"' + cell.replace('"', '""') + '"'
    return cell


def csv_file(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a whole CSV file; Excel takes UTF-8 for what it is only with a byte order mark."""
    return (csv_rows([heading]) + csv_rows(rows)).encode("utf-8-sig", "replace")


def _csv_part(_columns: Sequence[Column], rows: Iterable[Cells]) -> bytes:
    return csv_rows(rows).encode("utf-8", "replace")


def _csv_whole(
    parts: Sequence[Path], columns: Sequence[Column], _beside: Beside, path: Path
) -> tuple[str, ...]:
    from shutil import copyfileobj

    with path.open("wb") as out:
        out.write(csv_file(names(columns), ()))
        for part in parts:
            with part.open("rb") as held:
                copyfileobj(held, out, 1 << 20)
    return ()


def schema_of(columns: Sequence[Column]) -> pa.Schema:
    """Return the columns as Parquet knows them; each field carries its meaning and unit."""
    import pyarrow as pa

    kinds = {"text": pa.string(), "number": pa.float64(), "whole": pa.int64()}
    return pa.schema(
        pa.field(
            column.name,
            kinds[column.kind],
            metadata={"meaning": column.meaning, "unit": column.unit, "values": column.values},
        )
        for column in columns
    )


def parquet_part(columns: Sequence[Column], rows: Iterable[Cells]) -> bytes:
    """Return *rows* as a Parquet file; half a character becomes a question mark."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schema_of(columns)
    held = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [
        pa.array([_number(cell) for cell in cells], field.type)
        if column.kind != "text"
        else _texts(cells)
        for column, field, cells in zip(columns, schema, held, strict=True)
    ]
    out = io.BytesIO()
    pq.write_table(pa.table(arrays, schema=schema), out, compression="zstd")
    return out.getvalue()


def _number(cell: object) -> object:
    return cell if isinstance(cell, int | float) else None


def _texts(cells: Sequence[object]) -> pa.Array:
    import pyarrow as pa

    try:
        return pa.array(cells, pa.string())
    except UnicodeEncodeError:
        whole = [str(cell).encode("utf-8", "replace").decode() for cell in cells]
        return pa.array(whole, pa.string())


def _parquet_whole(
    parts: Sequence[Path], columns: Sequence[Column], _beside: Beside, path: Path
) -> tuple[str, ...]:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(path, schema_of(columns), compression="zstd") as writer:
        for part in parts:
            writer.write_table(pq.read_table(part))
    return ()


def _workbook_whole(
    parts: Sequence[Path], columns: Sequence[Column], beside: Beside, path: Path
) -> tuple[str, ...]:
    from ca_tool.tidy.workbook import write_workbook

    return write_workbook(parts, columns, beside, path)


FORMS: dict[str, Form] = {
    form.suffix: form
    for form in (
        Form(".csv", "CSV", _csv_part, _csv_whole),
        Form(".parquet", "Parquet", parquet_part, _parquet_whole),
        Form(".xlsx", "Excel workbook", parquet_part, _workbook_whole, holds_all=True),
    )
}
"""Every form by its suffix."""


def form_of(path: Path) -> Form:
    """Return the form *path* asks for by its suffix; raises ``TableError`` for any other."""
    form = FORMS.get(path.suffix.lower())
    if form is None:
        known = ", ".join(FORMS)
        raise TableError(f"“{path.name}”: tables are written as {known}.")
    return form

"""The table as CSV: one row per number, cases as ids, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from ca_tool.measures.table import Row

CASES = ("instances", "others", "excluded_cases")
"""The columns of case ids: most of the size of a table."""

COLUMNS = (*(name for name in Row._fields if name != "instances"), *CASES)
"""The fields of a row; ``instances`` are the case ids of the numerator, the rest follows."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet may take for a formula."""

_AT = Row._fields.index("instances")


def cells_of(row: Row, joined: dict[int, str] | None = None) -> tuple[str | float | None, ...]:
    """Return *row* as cells in the order of :data:`COLUMNS`.

    *joined* keeps what case ids were joined to, by the identity of their tuple: the numbers of a
    session share most of them. It must not be used for longer than its rows are.
    """
    cases = row.instances
    if joined is None:
        joined = {}
    ids = []
    for held in (cases.numerator, cases.others):
        text = joined.get(id(held))
        if text is None:
            text = joined[id(held)] = " ".join(held)
        ids.append(text)
    excluded = joined.get(id(cases.excluded))
    if excluded is None:
        left_out = [f"{case}={why}" for case, why in cases.excluded]
        excluded = joined[id(cases.excluded)] = "; ".join(left_out)
    plain = cast("tuple[str | float | None, ...]", (*row[:_AT], *row[_AT + 1 :]))
    return (*plain, *ids, excluded)


def record(row: Row) -> dict[str, str | float | None]:
    """Return *row* as one record of :data:`COLUMNS`: case ids joined by spaces.

    Excluded cases are written ``case=reason``, joined by semicolons.
    """
    return dict(zip(COLUMNS, cells_of(row), strict=True))


def safe(cell: object) -> object:
    """Return *cell* so that no spreadsheet takes its text for a formula.

    Examples
    --------
    >>> safe("=cmd"), safe(-0.5), safe("yes")
    ("'=cmd", -0.5, 'yes')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def to_csv(rows: Iterable[Row]) -> str:
    """Return *rows* as CSV text with a header; missing values are empty cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    kept, joined = tuple(rows), dict[int, str]()
    writer.writerows([safe(cell) for cell in cells_of(row, joined)] for row in kept)
    return text.getvalue()


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """Write *rows* to *path* as UTF-8 with a byte-order mark, which Excel needs.

    Raises ``OSError`` if the file cannot be written.
    """
    path.write_text(to_csv(rows), encoding="utf-8-sig", newline="")

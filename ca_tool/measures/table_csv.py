"""The table as CSV: one row per number, cases as ids, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from ca_tool.measures.table import Row

COLUMNS = (
    *(name for name in Row._fields if name != "instances"),
    "instances",
    "others",
    "excluded_cases",
)
"""The fields of a row; ``instances`` are the case ids of the numerator, the rest follows."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def record(row: Row) -> dict[str, str | float | None]:
    """Return *row* as one record of :data:`COLUMNS`: case ids joined by spaces.

    Excluded cases are written ``case=reason``, joined by semicolons.
    """
    cells: dict[str, str | float | None] = {
        name: value for name, value in row._asdict().items() if name != "instances"
    }
    cells["instances"] = " ".join(row.instances.numerator)
    cells["others"] = " ".join(row.instances.others)
    cells["excluded_cases"] = "; ".join(f"{case}={why}" for case, why in row.instances.excluded)
    return cells


def safe(cell: object) -> object:
    """Return *cell* so that no spreadsheet takes its text for a formula.

    Examples
    --------
    >>> safe("=cmd"), safe(-0.5), safe("yes")
    ("'=cmd", -0.5, 'yes')
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def to_csv(rows: Iterable[Row]) -> str:
    """Return *rows* as CSV text with a header; missing values are empty cells."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows:
        cells = record(row)
        writer.writerow(safe(cells[name]) for name in COLUMNS)
    return text.getvalue()


def write_csv(rows: Iterable[Row], path: Path) -> None:
    """Write *rows* to *path* as UTF-8 with a byte-order mark, which Excel needs.

    Raises ``OSError`` if the file cannot be written.
    """
    path.write_text(to_csv(rows), encoding="utf-8-sig", newline="")

"""The tidy table as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take a cell for a formula; a latched turn begins with ``=``."""


def csv(table: pd.DataFrame) -> str:
    """Return *table* as CSV: missing numbers empty, case ids joined by blanks, no formulas."""
    shown = table.copy()
    for column in shown.columns:
        if shown[column].dtype.kind in "OTSU" or str(shown[column].dtype) in ("str", "string"):
            shown[column] = [_cell(value) for value in shown[column]]
    return str(shown.to_csv(index=False, lineterminator="\n"))


def _cell(value: object) -> object:
    """Return *value* as a cell: text that looks like a formula gets an apostrophe before it."""
    if isinstance(value, tuple):
        return _joined(value)
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _joined(values: Iterable[object]) -> str:
    """Join nested tuples: cases by blanks, groups of cases by bars."""
    items = tuple(values)
    if any(isinstance(item, tuple) for item in items):
        groups = (_joined(item) if isinstance(item, tuple) else str(item) for item in items)
        return " | ".join(groups)
    return " ".join(str(item) for item in items)

"""A comparison as tables for a spreadsheet: every number with its counts, every change."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from ca_tool.compare.changes import changed, changes, effects_at
from ca_tool.compare.values import Column, Comparison, Key
from ca_tool.measures import MEASURES, Row
from ca_tool.measures.table_csv import safe
from ca_tool.project import SavedComparison

Cell: TypeAlias = "str | float | None"

NUMBERS = (
    "group", "session", "title", "dyad", "phase", "activity", "coder", "policy",
    "measure", "variant", "label", "primary", "row", "other_row", "participant", "other",
    "value", "k", "n", "low", "high", "method", "unit", "counts", "excluded", "note",
)  # fmt: skip
"""Columns of the table of numbers: one row for each session, coder, policy and number."""

CHANGES = (
    "unit_of_comparison", "from_session", "from_group", "from_coder", "from_policy",
    "to_session", "to_group", "to_coder", "to_policy", "measure", "variant", "primary", "row",
    "other_row", "from_value", "from_k", "from_n", "to_value", "to_k", "to_n", "unit",
    "difference", "low", "high", "method", "effect", "effect_value", "effect_low", "effect_high",
    "effect_method",
)  # fmt: skip
"""Columns of the table of changes: the second minus the first, with its effect size."""


def numbers_csv(comparison: Comparison, saved: SavedComparison) -> str:
    """Return every number of *comparison* as CSV."""
    return _csv(NUMBERS, _numbers(comparison, saved))


def changes_csv(comparison: Comparison, saved: SavedComparison) -> str:
    """Return every change of *comparison* as CSV."""
    return _csv(CHANGES, _changes(comparison, saved))


def write_comparison(comparison: Comparison, saved: SavedComparison, path: Path) -> list[Path]:
    """Write the numbers to *path*, and beside it the changes and what is to be known of them.

    For ``table.csv`` the others are ``table_changes.csv`` and ``table_notes.txt``; a folder gets
    ``comparison.csv`` and so on. Raises ``OSError`` where they cannot be written.
    """
    if path.suffix.lower() != ".csv":
        path.mkdir(parents=True, exist_ok=True)
        path /= "comparison.csv"
    texts = {
        path: numbers_csv(comparison, saved),
        path.with_name(f"{path.stem}_changes.csv"): changes_csv(comparison, saved),
        path.with_name(f"{path.stem}_notes.txt"): notes(comparison, saved),
    }
    for place, text in texts.items():  # Excel takes UTF-8 for what it is only with a mark
        place.write_text(text, encoding="utf-8-sig", newline="")
    return list(texts)


def notes(comparison: Comparison, saved: SavedComparison) -> str:
    """Return how the comparison was made and what stands in its way, in sentences."""
    from ca_tool.compare.saved import fixing_words

    phases = {column.session: column.phase for column in comparison.columns}
    coders = dict.fromkeys(column.coder for column in comparison.columns)
    said = [
        saved.title or "Comparison",
        f"Sessions: {', '.join(phases)}.",
        f"Columns by {comparison.grouping}; tags of {', '.join(coders)}; "
        f"counting policy {', '.join(saved.policies)}; a row for each {saved.rows}.",
        "Primary measures: " + (" ".join(fixing_words(saved, phases)) or "none fixed."),
        *comparison.warnings,
    ]
    return "\n".join(said) + "\n"


def _numbers(comparison: Comparison, saved: SavedComparison) -> Iterator[tuple[Cell, ...]]:
    for key, cells in comparison.cells.items():
        for column, row in zip(comparison.columns, cells, strict=True):
            if row is not None:
                yield (*_about(column, comparison), *_named(key, saved), *_counted(row))


def _about(column: Column, comparison: Comparison) -> tuple[Cell, ...]:
    return (
        column.group(comparison.grouping),
        column.session,
        column.title,
        column.dyad,
        column.phase,
        column.activity,
        column.coder,
        column.policy,
    )


def _named(key: Key, saved: SavedComparison) -> tuple[Cell, ...]:
    measure = MEASURES[key.measure]
    label = f"{measure.label}: {measure.variant_label(key.variant)}"
    return key.measure, key.variant, label, _primary(key, saved), key.participant, key.other


def _primary(key: Key, saved: SavedComparison) -> str:
    return "yes" if key.measure in saved.primary else "no"


def _counted(row: Row) -> tuple[Cell, ...]:
    return (
        row.participant,
        row.other,
        row.value,
        row.k,
        row.n,
        row.low,
        row.high,
        row.method,
        row.unit,
        row.counts,
        row.excluded,
        row.note,
    )


def _changes(comparison: Comparison, saved: SavedComparison) -> Iterator[tuple[Cell, ...]]:
    for first, second, unit in changes(comparison):
        sides = tuple(
            cell
            for place in (first, second)
            for cell in _side(comparison.columns[place], comparison)
        )
        for key, cells in comparison.cells.items():
            before, after = cells[first], cells[second]
            found = changed(comparison, key, first, second)
            if before is None or after is None or found is None:
                continue
            yield (
                unit,
                *sides,
                key.measure,
                key.variant,
                _primary(key, saved),
                key.participant,
                key.other,
                *(before.value, before.k, before.n),
                *(after.value, after.k, after.n, after.unit),
                *found,
                *_effect(comparison, key, first, second),
            )


def _side(column: Column, comparison: Comparison) -> tuple[Cell, ...]:
    return column.session, column.group(comparison.grouping), column.coder, column.policy


def _effect(comparison: Comparison, key: Key, first: int, second: int) -> tuple[Cell, ...]:
    for effect in effects_at(comparison, key, first, second):
        size = effect.estimate
        return effect.name, size.value, size.low, size.high, size.method or size.refused
    return "", None, None, None, ""


def _csv(heads: Sequence[str], rows: Iterable[tuple[Cell, ...]]) -> str:
    """Return a table whose cells no spreadsheet takes for formulas."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([safe(cell) for cell in row])
    return text.getvalue()

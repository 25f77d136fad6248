"""The data dictionary: every column of a table and, of numbers, every measure and variant.

Made from the columns' declarations and the measures' own definitions, so it cannot fall behind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import isinf
from typing import NamedTuple

from ca_tool.measures import MEASURES
from ca_tool.measures.registry import Measure
from ca_tool.tidy.columns import Column
from ca_tool.tidy.tables import Options

KINDS = {"text": "text", "number": "number", "whole": "whole number"}

_LABEL = re.compile(r"(?:^|(?<=[.:;] ))(Denominator|Missing|Excluded|Caution): ")
_HEADED = re.compile(r"\n\n(Returns|Notes|References)\n-+\n")


class Entry(NamedTuple):
    """A row of the dictionary.

    Attributes
    ----------
    entry
        ``column``, ``measure`` or ``variant``.
    name, variant
        Of the column; of the measure, and of the variant.
    values
        What may stand in the column; the range of the measure.
    missing
        What an empty cell means.
    """

    entry: str
    name: str
    variant: str = ""
    label: str = ""
    meaning: str = ""
    formula: str = ""
    unit: str = ""
    values: str = ""
    denominator: str = ""
    missing: str = ""
    caution: str = ""
    needs_codes: str = ""
    reference: str = ""


class Definition(NamedTuple):
    """The parts of a measure's definition, each on one line."""

    summary: str
    formula: str
    counted: str
    denominator: str
    missing: str
    caution: str


def dictionary(options: Options) -> list[tuple[str, ...]]:
    """Return the dictionary of a table, its heading first."""
    entries = [_of_column(column) for column in options.columns]
    if options.table == "measures":
        for id_ in sorted(MEASURES):
            entries += _of_measure(MEASURES[id_])
    return [Entry._fields, *(tuple(entry) for entry in entries)]


def definition(measure: Measure) -> Definition:
    """Return *measure*'s definition in its parts.

    What the notes say before any label is about what the number is of, so it goes with the
    denominator.
    """
    opening, *headed = _HEADED.split(measure.definition)
    parts = dict(zip(headed[::2], headed[1::2], strict=True))
    _summary, _, formula = opening.partition("\n\n")
    first, *labelled = _LABEL.split(_line(parts.get("Notes", "")))
    said = dict(zip(labelled[::2], labelled[1::2], strict=True))
    denominator = " ".join(part for part in (first, said.get("Denominator", "")) if part)
    if excluded := said.get("Excluded", ""):
        denominator = f"{denominator} Excluded: {excluded}"
    return Definition(
        measure.summary,
        _line(formula),
        _line(parts.get("Returns", "")),
        denominator.strip(),
        said.get("Missing", "").strip(),
        said.get("Caution", "").strip(),
    )


def _of_column(column: Column) -> Entry:
    values = column.values or KINDS[column.kind]
    missing = "" if column.kind == "text" else "not known, or there is none"
    return Entry(
        "column",
        column.name,
        meaning=column.meaning,
        unit=column.unit,
        values=values,
        missing=missing,
    )


def _of_measure(measure: Measure) -> Iterator[Entry]:
    parts = definition(measure)
    yield Entry(
        "measure",
        measure.id,
        "",
        measure.label,
        f"{parts.summary} {parts.counted}".strip(),
        parts.formula,
        measure.unit,
        _range(measure),
        parts.denominator,
        parts.missing,
        parts.caution,
        " ".join(measure.needs_codes),
        " ".join(measure.references),
    )
    for name, what in measure.variants.items():
        yield Entry("variant", measure.id, name, measure.label, what)


def _range(measure: Measure) -> str:
    low = "no lower bound" if isinf(measure.low) else f"{measure.low:g}"
    return f"{low} upwards" if isinf(measure.high) else f"{low} to {measure.high:g}"


def _line(text: str) -> str:
    return " ".join(text.split())

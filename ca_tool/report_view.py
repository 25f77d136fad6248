"""What a report shows, as values: the template only lays it out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ca_tool.extracts import Extract, example
from ca_tool.measures import MEASURES, Measure, Row, shown
from ca_tool.measures.registry import HEADINGS
from ca_tool.project import Session


class Cell(NamedTuple):
    """A number of one participant, as text, with what must stand beside it."""

    number: str
    beside: tuple[str, ...] = ()


class Line(NamedTuple):
    """A row of a measure's table: what is counted, and a cell for each participant."""

    what: str
    cells: tuple[Cell, ...]


class Block(NamedTuple):
    """A part of a definition; ``title`` is empty for the first."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure of one session by one coder.

    Attributes
    ----------
    people
        Column headings of ``lines``.
    missing
        Numbers that are missing, each with its reason.
    cautions
        What must stand beside every one of its numbers.
    """

    id: str
    label: str
    plain: str
    people: tuple[str, ...]
    lines: tuple[Line, ...]
    missing: tuple[str, ...]
    definition: tuple[Block, ...]
    extract: Extract
    method: str = ""
    cautions: tuple[str, ...] = ()


class HeadingView(NamedTuple):
    """Measures that answer one plain question."""

    title: str
    measures: tuple[MeasureView, ...]


def headings(session: Session, rows: Iterable[Row]) -> tuple[HeadingView, ...]:
    """Return *rows* under the plain-language headings, empty headings left out."""
    used: set[str] = set()
    by_measure: dict[str, list[Row]] = {}
    for row in rows:
        by_measure.setdefault(row.measure, []).append(row)
    found = []
    for title in HEADINGS:
        ids = [id_ for id_ in sorted(by_measure) if MEASURES[id_].heading == title]
        if ids:
            views = (measure_view(session, MEASURES[id_], by_measure[id_], used) for id_ in ids)
            found.append(HeadingView(title, tuple(views)))
    return tuple(found)


def measure_view(
    session: Session, measure: Measure, rows: list[Row], used: set[str]
) -> MeasureView:
    """Return *rows*, all of one measure, as a table: participants across, variants down.

    *used* holds the cases that were shown as examples before.
    """
    pair = len(session.transcript.codes) == 2
    there = [row for row in rows if row.value is not None or row.unit == "ratio"]
    people = tuple(dict.fromkeys(row.participant for row in there))
    notes = [{row.note} for row in there if row.note]
    cautions = set.intersection(*notes) if len(notes) == len(there) and notes else set[str]()
    lines = []
    for (variant, other), found in groupby(there, key=lambda row: (row.variant, row.other)):
        second = "" if pair and other != "*" else other  # there is nobody else it could be
        lines.append((describe_variant(measure, variant, second), tuple(found)))
    return MeasureView(
        measure.id,
        measure.label,
        measure.plain,
        tuple(person(code) for code in people),
        tuple(Line(what, _cells(found, people, cautions)) for what, found in _merged(lines)),
        tuple(_missing(measure, rows)),
        tuple(definition_blocks(measure.definition)),
        example(session, there or rows, used),
        next((row.method for row in there if row.method), ""),
        tuple(cautions),
    )


def describe_variant(measure: Measure, variant: str, other: str = "") -> str:
    """Return what *variant* counts, in words; patterns such as ``as_addressee_…`` are filled in."""
    what = measure.variants.get(variant, "")
    for pattern, meaning in measure.variants.items():
        if not what and pattern.endswith("…") and variant.startswith(pattern[:-1]):
            rest = variant.removeprefix(pattern[:-1])
            what = f"{measure.variants.get(rest, rest.replace('_', ' '))} ({meaning})"
    what = what or variant.replace("_", " ")
    return f"{what} (other person: {person(other)})" if other else what


def definition_blocks(definition: str) -> Iterator[Block]:
    """Yield the parts of a measure's docstring: underlined headings become titles."""
    title, text = "", list[str]()
    for line in definition.splitlines():
        if text and line and set(line) == {"-"}:
            new_title = text.pop()
            if any(text):
                yield Block(title, "\n".join(text).strip())
            title, text = new_title, []
        else:
            text.append(line.strip())
    if any(text):
        yield Block(title, "\n".join(text).strip())


def _merged(lines: list[tuple[str, tuple[Row, ...]]]) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield each description once, with the rows of all participants, in order of appearance."""
    together: dict[str, tuple[Row, ...]] = {}
    for what, rows in lines:
        together[what] = together.get(what, ()) + rows
    yield from together.items()


def _cells(rows: tuple[Row, ...], people: tuple[str, ...], cautions: set[str]) -> tuple[Cell, ...]:
    of = {row.participant: row for row in rows}
    return tuple(_cell(of[code], cautions) if code in of else Cell("") for code in people)


def _cell(row: Row, cautions: set[str]) -> Cell:
    left_out = f"left out: {row.excluded}" if row.excluded else ""
    note = "" if row.note in cautions else row.note
    return Cell(shown(row), tuple(text for text in (left_out, note) if text))


def _missing(measure: Measure, rows: list[Row]) -> Iterator[str]:
    """Yield what is missing and why, one sentence for each reason."""
    reasons: dict[str, list[str]] = {}
    for row in rows:
        if row.value is None and row.unit != "ratio":
            what = f"{person(row.participant)}: {describe_variant(measure, row.variant, row.other)}"
            reasons.setdefault(row.note or "no opportunity", []).append(what)
    for reason, whats in reasons.items():
        yield f"{reason[:1].upper()}{reason[1:]} – {'; '.join(dict.fromkeys(whats))}."


def person(code: str) -> str:
    """Return what stands for a participant's code."""
    return {"": "Everybody", "*": "the group", "?": "Unknown speaker"}.get(code, code)

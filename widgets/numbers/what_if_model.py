"""Numbers as they are and as they would be, under the name of what is counted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject

from ca_tool.measures import Row
from ca_tool.measures.what_if import Changed
from widgets.numbers.number_words import is_main, number, place, title, who
from widgets.rows_model import Column, HeadedModel

NOT_THERE = "not counted"


class Line(NamedTuple):
    """A number before and after; a heading has no *changed*."""

    heading: str
    changed: Changed | None = None

    @property
    def spoken(self) -> str:
        """The heading, or whose number it is."""
        return who(self.changed.row) if self.changed else self.heading


BEFORE, AFTER = 1, 2
"""Columns whose cells open the cases."""

COLUMNS = (
    Column[Line]("Who", lambda line: line.spoken),
    Column[Line]("As it is", lambda line: _cell(line, BEFORE), tip=lambda line: _tip(line)),
    Column[Line]("What if", lambda line: _cell(line, AFTER), tip=lambda line: _tip(line)),
)


class WhatIfModel(HeadedModel[Line]):
    """Shows changes in three columns."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(COLUMNS, lambda line: line.changed is None, parent)


def row_in(line: Line, column: int) -> Row | None:
    """Return the number in a cell of *line*: before, after, or in the first column whichever is."""
    changed = line.changed
    if changed is None:
        return None
    return {BEFORE: changed.before, AFTER: changed.after}.get(column, changed.row)


def lines(changes: Iterable[Changed], *, plain: bool, everything: bool) -> tuple[Line, ...]:
    """Return the lines that show *changes*: only of the main numbers, or *everything*."""
    shown = [
        change
        for change in changes
        if everything or is_main(change.row.measure, change.row.variant)
    ]
    shown.sort(key=lambda change: place(change.row.measure))
    found: dict[str, list[Line]] = {}
    for change in shown:
        row = change.row
        name = title(row.measure, row.variant, plain=plain, alone=True)
        found.setdefault(name, [Line(name)]).append(Line(name, change))
    return tuple(line for group in found.values() for line in group)


def _cell(line: Line, column: int) -> str:
    if line.changed is None:
        return ""
    row = row_in(line, column)
    return number(row) if row else NOT_THERE


def _tip(line: Line) -> str:
    if line.changed is None:
        return line.heading
    return (
        f"{line.heading}, {line.spoken}: {_cell(line, BEFORE)} → {_cell(line, AFTER)}\n"
        "Press to see the cases."
    )

"""Overlaps: two or more people at once, from the brackets that go together (science §1.5)."""

from __future__ import annotations

from ca_tool.problems import Problem
from ca_tool.transcript import Line, Place
from ca_tool.turn_taking.items import Bracket
from ca_tool.turn_taking.matching import Group, Matching, starts
from ca_tool.turn_taking.units import Unit
from ca_tool.turn_taking.values import Overlap


def overlaps_of(
    units: list[Unit], lines: tuple[Line, ...]
) -> tuple[tuple[Overlap, ...], list[Problem], bool | None]:
    """Match the brackets of *units*; sets ``starts_in_overlap`` of units that do.

    Returns
    -------
    tuple
        The overlaps in order; brackets without a partner; whether the file is aligned.
    """
    matching = Matching(units, lines)
    for unit in units:
        if unit.brackets:
            _close(unit)
            matching.points(unit)
        if unit.joint:
            matching.joint(unit)
    matching.by_sign()
    if matching.aligned is not False:
        matching.by_column()
    matching.by_order()
    groups = sorted(matching.groups, key=lambda group: (group.first.row, group.first.column))
    found = tuple(_overlap(group, units, lines) for group in groups)
    return found, list(matching.unmatched()), matching.aligned


def _close(unit: Unit) -> None:
    """Give each opening bracket of *unit* the closing one that stands next in it."""
    still_open: list[Bracket] = []
    for bracket in unit.brackets:
        if bracket.onset:
            still_open.append(bracket)
        elif still_open:
            still_open.pop().end = bracket


def _onset_by(first: Bracket, other: Bracket, units: list[Unit]) -> str:
    upper, lower = starts(first, units), starts(other, units)
    if upper and lower:
        return "both"
    return units[(first if upper else other).unit].speakers[0]


def _overlap(group: Group, units: list[Unit], lines: tuple[Line, ...]) -> Overlap:
    def place(bracket: Bracket) -> Place:
        return Place(lines[bracket.row].id, bracket.column)

    members = [group.first, *group.others]
    onsets = tuple(_onset_by(group.first, found, units) for found in group.others)
    speakers = dict.fromkeys(code for found in members for code in units[found.unit].speakers)
    return Overlap(
        first=place(group.first),
        others=tuple(place(found) for found in group.others),
        speakers=tuple(speakers),
        onset_by=onsets[0],
        first_end=place(group.first.end) if group.first.end else None,
        ends=tuple(place(found.end) if found.end else None for found in group.others),
        certain=group.certain,
        onsets=onsets,
    )

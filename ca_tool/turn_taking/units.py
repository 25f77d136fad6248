"""Units: what one speaker does until somebody else begins. Overlaps and latches relate units.

A unit is a turn, except that a turn may run through somebody's overlapped unit and go on after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from ca_tool.transcript import UNKNOWN, Line
from ca_tool.turn_taking.items import Aside, Bracket, Break, Item, Joint, Still, Stretch


@dataclass(slots=True)
class Unit:
    """Neighbouring stretches of the same speaker or speakers, silences in between or not."""

    index: int
    part: int
    """Which part of the transcript it is in; parts are divided by breaks."""
    speakers: tuple[str, ...]
    stretches: list[Stretch] = field(default_factory=list)
    brackets: list[Bracket] = field(default_factory=list)
    content: int = 0
    after_silence: bool = False
    asides: list[Aside] = field(default_factory=list)
    """Descriptions with a bracket that stand right after it."""
    joint: Joint | None = None
    """A lone bracket on the line before it."""
    starts_in_overlap: bool = False
    overlapped: bool = False
    """Begins and ends in overlap with another speaker."""
    through: int = -1
    """The earlier unit of the same turn that it goes on from, past somebody's overlapped talk."""
    latched: bool = False


def units_of(items: list[Item], lines: tuple[Line, ...]) -> list[Unit]:
    """Group the stretches in *items* and set their ``unit``."""
    units: list[Unit] = []
    part, row, base = 0, -1, 0
    silent, joint = False, None
    unit: Unit | None = None
    for item in items:
        if isinstance(item, Stretch):
            speakers = lines[item.row].speakers or (UNKNOWN,)
            if unit is None or unit.speakers != speakers:
                unit = Unit(len(units), part, speakers, after_silence=silent, joint=joint)
                unit.starts_in_overlap = item.in_overlap
                units.append(unit)
                row = -1
            if item.row != row:
                row, base = item.row, unit.content
            _add(unit, item, base)
            silent, joint = False, None
        elif isinstance(item, Still):
            silent = True
        elif isinstance(item, Joint):
            joint = item
        elif isinstance(item, Break):
            part, unit, joint = part + 1, None, None
        elif item.column >= 0 and unit is not None:
            unit.asides.append(item)
    for found in units:
        found.overlapped = _is_overlapped(found)
    return units


def _add(unit: Unit, stretch: Stretch, base: int) -> None:
    stretch.unit = unit.index
    unit.stretches.append(stretch)
    unit.content += stretch.content
    for bracket in stretch.brackets:
        bracket.unit = unit.index
        bracket.seen += base
    unit.brackets.extend(stretch.brackets)


def _is_overlapped(unit: Unit) -> bool:
    """Whether all of *unit* stands between overlap brackets, the last of which may be missing."""
    if not unit.brackets or not unit.brackets[0].onset or unit.brackets[0].seen:
        return False
    for before, after in pairwise(unit.brackets):
        if not before.onset and after.onset and after.seen > before.seen:
            return False
    last = unit.brackets[-1]
    return last.onset or last.seen == unit.content

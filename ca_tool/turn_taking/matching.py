"""Overlap brackets while they find their partners (science §1.5).

Brackets of different speakers pair by number (``[1``), then by column where the file is aligned,
then in order; one bracket may have several partners, one per further speaker. TalkBank pairs its
corner brackets the same way: each lower one with the nearest upper one of another speaker.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from ca_tool.problems import Problem
from ca_tool.transcript import Line
from ca_tool.turn_taking.columns import are_aligned, display_column, offset_at
from ca_tool.turn_taking.items import Bracket, Stretch
from ca_tool.turn_taking.units import Unit

REACH = 6
"""Units searched for a partner."""
CARRIED = 64
"""Brackets of the lines above a neighbour that are compared too."""
_TOGETHER = "[["
_POINTS = ("//", "||", "‖")
_UPPER, _LOWER = frozenset("⌈⎡"), frozenset("⌊⎣⎢")


@dataclass(slots=True)
class Group:
    """Brackets that open together: the first, and one per further speaker."""

    first: Bracket
    others: list[Bracket] = field(default_factory=list)
    certain: bool = True


class Matching:
    """The brackets of a transcript while they find their partners."""

    def __init__(self, units: list[Unit], lines: tuple[Line, ...]) -> None:
        self.groups: list[Group] = []
        self._units = units
        self._lines = lines
        self._onsets = [
            [bracket for bracket in unit.brackets if bracket.onset] if unit.brackets else []
            for unit in units
        ]
        _take_for_plain(self._onsets)
        self._bracketed = [unit for unit in units if self._onsets[unit.index]]
        self._columns = [
            [self._column(found) for found in onsets] if onsets else [] for onsets in self._onsets
        ]
        self._standing = {
            unit.index: _by_column(self._columns[unit.index]) for unit in self._bracketed
        }
        self.aligned = are_aligned(self._neighbours())

    def _neighbours(self) -> Iterator[tuple[list[int], list[int]]]:
        """Yield the columns above and below wherever a line begins with a bracket.

        A bracket inside a line may open an overlap with the next line: it says nothing. Where
        several lines overlap one, those between them are above too.
        """
        standing: list[int] = []
        for above, below in pairwise(self._bracketed):
            if above.index + 1 < below.index or above.part != below.part:
                standing = []
                continue
            carried = standing[-CARRIED:] if above.overlapped else []
            standing = [*carried, *self._columns[above.index]]
            brackets = zip(self._onsets[below.index], self._columns[below.index], strict=True)
            here = [column for bracket, column in brackets if not bracket.seen]
            if here:
                yield standing, here

    def _column(self, bracket: Bracket) -> int:
        return display_column(self._lines[bracket.row].raw, bracket.column)

    def points(self, unit: Unit) -> None:
        """``//`` in a line: the next line by somebody else overlaps from its start."""
        points = [found for found in self._onsets[unit.index] if found.text in _POINTS]
        if not points:
            return
        for point, start in zip(points, self._starts_after(unit), strict=False):
            bracket = Bracket(start.row, start.start, "", onset=True, seen=0, unit=start.unit)
            self._pair(point, bracket, certain=True)

    def _starts_after(self, unit: Unit) -> Iterator[Stretch]:
        """Yield the first stretch of each line after *unit* until its speaker is back."""
        for later in self._units[unit.index + 1 : unit.index + 1 + REACH]:
            if later.part != unit.part or later.speakers == unit.speakers:
                return
            row = -1
            for stretch in later.stretches:
                if stretch.row != row:
                    yield stretch
                row = stretch.row

    def joint(self, unit: Unit) -> None:
        """Join the lines above and below a lone bracket at its column (Sacks 1964)."""
        if unit.joint is None or not unit.index:
            return
        above, below = self._units[unit.index - 1].stretches[-1], unit.stretches[0]
        column = display_column(self._lines[unit.joint.row].raw, unit.joint.column)
        upper, lower = (
            Bracket(
                stretch.row, offset_at(self._lines[stretch.row].raw, column), "", onset=True, seen=1
            )
            for stretch in (above, below)
        )
        upper.unit, lower.unit = above.unit, below.unit
        lower.seen = int(lower.column > below.start)
        self._pair(upper, lower, certain=True)

    def by_sign(self) -> None:
        """Pair numbered brackets by number, ``[[`` in pairs, CHAT's lower corners with an upper."""
        for unit in self._bracketed:
            for bracket in self._onsets[unit.index]:
                if bracket.group >= 0 or bracket.text in _POINTS:
                    continue
                if bracket.text[0] in _LOWER:
                    self._pair_lower(unit, bracket)
                elif number := _number(bracket):
                    self._pair_same(unit, bracket, number)
                elif bracket.text == _TOGETHER:
                    self._pair_start(unit, bracket)

    def _pair_lower(self, unit: Unit, bracket: Bracket) -> None:
        column, number = self._column(bracket), _number(bracket)
        for earlier in self._earlier(unit):
            upper = [
                found
                for found in self._onsets[earlier.index]
                if found.text[0] in _UPPER
                and _number(found) == number
                and self._may_join(found, unit)
            ]
            if upper:
                free = [found for found in upper if found.group < 0] or upper
                near = [found for found in free if abs(self._column(found) - column) <= 1]
                self._pair((near or free)[0], bracket, certain=len(free) == 1 or bool(near))
                return

    def _pair_same(self, unit: Unit, bracket: Bracket, number: str) -> None:
        for earlier in self._earlier(unit):
            for found in self._onsets[earlier.index]:
                if _number(found) == number and self._may_join(found, unit):
                    self._pair(found, bracket, certain=True)
                    return

    def _pair_start(self, unit: Unit, bracket: Bracket) -> None:
        """Pair ``[[`` with the one right above it: the two start at once (N-10)."""
        nearest = next(iter(self._earlier(unit)), None)
        for found in self._onsets[nearest.index] if nearest else ():
            if found.text == _TOGETHER and self._may_join(found, unit):
                self._pair(found, bracket, certain=True)
                return

    def by_column(self) -> None:
        """Pair brackets that stand under each other, free ones first, left to right."""
        for unit in self._bracketed:
            reached: dict[int, int] = {}
            for bracket, column in zip(
                self._onsets[unit.index], self._columns[unit.index], strict=True
            ):
                if bracket.group < 0 and _is_plain(bracket):
                    self._pair_under(unit, bracket, column, reached)

    def _pair_under(
        self, unit: Unit, bracket: Bracket, column: int, reached: dict[int, int]
    ) -> None:
        may_join = not bracket.seen or bool(reached)
        for earlier in self._earlier(unit):
            standing = self._standing[earlier.index]
            near = [
                place
                for there in (column - 1, column, column + 1)
                for place in standing.get(there, ())
                if place > reached.get(earlier.index, -1)
            ]
            onsets = self._onsets[earlier.index]
            free = [place for place in near if onsets[place].group < 0 and _is_plain(onsets[place])]
            open_ = [place for place in near if may_join and self._is_stacked(onsets[place], unit)]
            if chosen := free or open_:
                self._pair(onsets[chosen[0]], bracket, certain=True)
                reached[earlier.index] = chosen[0]
                return

    def by_order(self) -> None:
        """Pair what is left in order: the nearest earlier line, its first free bracket."""
        for unit in self._bracketed:
            self._pair_in_order(unit)

    def _pair_in_order(self, unit: Unit) -> None:
        free = {
            earlier.index: [found for found in self._onsets[earlier.index] if _is_free(found)]
            for earlier in self._earlier(unit)
        }
        for bracket in self._onsets[unit.index]:
            # In an aligned file a bracket inside a line that has nothing above it opens an overlap.
            if not _is_free(bracket) or (self.aligned and bracket.seen):
                continue
            nearest = next((found for found in free.values() if found), None)
            if nearest:
                sure = not self.aligned and len(nearest) == 1
                self._pair(nearest.pop(0), bracket, certain=sure)
            elif not self.aligned and not bracket.seen:
                self._join_nearest(unit, bracket)

    def _join_nearest(self, unit: Unit, bracket: Bracket) -> None:
        for earlier in self._earlier(unit):
            for found in self._onsets[earlier.index]:
                if found.group >= 0 and self._is_stacked(found, unit):
                    self._pair(found, bracket, certain=False)
                    return

    def _earlier(self, unit: Unit) -> Iterator[Unit]:
        """Yield units of others before *unit*, nearest first, back to its speaker's last one.

        A wholly overlapped line of the same speaker does not count as a complete line.
        """
        for earlier in reversed(self._units[max(0, unit.index - REACH) : unit.index]):
            if earlier.part != unit.part:
                return
            if set(earlier.speakers).isdisjoint(unit.speakers):
                if self._onsets[earlier.index]:
                    yield earlier
            elif not earlier.overlapped:
                return

    def _may_join(self, bracket: Bracket, unit: Unit) -> bool:
        """Whether *unit*'s speaker is not yet part of the overlap that *bracket* belongs to."""
        if bracket.group < 0:
            return True
        group = self.groups[bracket.group]
        return all(
            set(self._units[found.unit].speakers).isdisjoint(unit.speakers)
            for found in (group.first, *group.others)
        )

    def _is_stacked(self, bracket: Bracket, unit: Unit) -> bool:
        """Whether *unit* may join and stands right under the lines that overlap there already."""
        if bracket.group < 0 or not self._may_join(bracket, unit):
            return False
        group = self.groups[bracket.group]
        last = max((group.first, *group.others), key=lambda found: found.unit)
        # A bracket that waits on a later line of the lowest speaker comes first.
        lines_below = self._units[last.unit].stretches[-1].row > last.row
        if lines_below and any(
            found.row > last.row and _is_free(found) for found in self._onsets[last.unit]
        ):
            return False
        return all(between.overlapped for between in self._units[last.unit + 1 : unit.index])

    def _pair(self, first: Bracket, other: Bracket, *, certain: bool) -> None:
        if first.group < 0:
            first.group = len(self.groups)
            self.groups.append(Group(first))
        group = self.groups[first.group]
        other.group = first.group
        group.others.append(other)
        group.certain = group.certain and certain
        _mark_start(group.first, other, self._units)

    def unmatched(self) -> Iterator[Problem]:
        """Report brackets without a partner; a description right below counts as one."""
        for unit in self._bracketed:
            for bracket in self._onsets[unit.index]:
                if bracket.group >= 0:
                    continue
                if not bracket.seen and unit.index and not unit.after_silence:
                    unit.starts_in_overlap = self._units[unit.index - 1].part == unit.part
                if not unit.asides:
                    end = bracket.column + len(bracket.text)
                    sign = self._lines[bracket.row].raw[bracket.column : end]
                    yield Problem("I-OVL1", bracket.row + 1, bracket.column + 1, sign, len(sign))


def _take_for_plain(onsets: list[list[Bracket]]) -> None:
    """Read corners as plain brackets where a transcript has only upper or only lower ones."""
    corners = [found for some in onsets for found in some if found.text[0] in _UPPER | _LOWER]
    if len({found.text[0] in _UPPER for found in corners}) == 1:
        for found in corners:
            found.text = "[" + found.text[1:]


def _by_column(columns: list[int]) -> dict[int, list[int]]:
    """Return which brackets of a unit stand in each column."""
    standing: dict[int, list[int]] = {}
    for place, column in enumerate(columns):
        standing.setdefault(column, []).append(place)
    return standing


def _number(bracket: Bracket) -> str:
    return "".join(filter(str.isdigit, bracket.text))


def _is_plain(bracket: Bracket) -> bool:
    """Whether it is neither numbered nor a corner nor a point, so that place decides."""
    return bracket.text[:1] not in _UPPER | _LOWER and bracket.text not in _POINTS


def _is_free(bracket: Bracket) -> bool:
    return bracket.group < 0 and _is_plain(bracket)


def starts(bracket: Bracket, units: list[Unit]) -> bool:
    """Whether a speaker starts with *bracket*, rather than being in the middle of a turn."""
    return not bracket.seen and units[bracket.unit].through < 0


def _mark_start(first: Bracket, other: Bracket, units: list[Unit]) -> None:
    """Mark the later starter: the lower line, unless only the upper one starts."""
    if starts(other, units):
        units[other.unit].starts_in_overlap = True
    elif starts(first, units):
        units[first.unit].starts_in_overlap = True

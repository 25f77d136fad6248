"""Latches: which ``=`` at the end of a line goes with which at the start of another (A-02).

The same speaker going on past somebody's overlapped talk is one turn run through; another speaker
coming in without a beat is a latch; both may hold of one sign. Signs without a second one, and
those that lead nowhere, are reported where the notation is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from ca_tool.transcript import Line, Place
from ca_tool.turn_taking.items import Stretch
from ca_tool.turn_taking.units import Unit
from ca_tool.turn_taking.values import Latch

FARTHEST = 4
"""Units searched for the second sign."""


def latches_of(units: list[Unit], lines: tuple[Line, ...]) -> tuple[Latch, ...]:
    """Pair the signs of *units*; sets ``through`` and ``latched`` of the units they lead to."""
    pairing = _Pairing(units, lines)
    for unit in units:
        pairing.inside(unit)
        if unit.stretches[-1].latch_after >= 0:
            pairing.forward(unit)
    for unit in units:
        if unit.stretches[0].latch_before >= 0 and unit.index not in pairing.reached:
            pairing.backward(unit)
    in_order = sorted(pairing.latches, key=lambda found: found[:2])
    return tuple(latch for _, _, latch in in_order)


class _Pairing:
    """What has been paired so far; ``reached`` are the units whose first sign has a partner."""

    def __init__(self, units: list[Unit], lines: tuple[Line, ...]) -> None:
        self.latches: list[tuple[int, int, Latch]] = []
        self.reached: set[int] = set()
        self._units = units
        self._lines = lines

    def inside(self, unit: Unit) -> None:
        """One speaker's neighbouring lines, joined by signs, are one turn in any case."""
        for before, after in pairwise(unit.stretches):
            if before.latch_after >= 0 or after.latch_before >= 0:
                self._add(before, after, same_speaker=True)

    def forward(self, unit: Unit) -> None:
        """Find what the sign at the end of *unit* leads to."""
        last = unit.stretches[-1]
        found = False
        past_a_body = False
        for later in self._following(unit):
            signed = later.stretches[0].latch_before >= 0
            past_a_body = past_a_body or _is_bodily(later)
            if later.speakers == unit.speakers:
                if signed or not (found or past_a_body):
                    later.through, found = unit.index, True
                    self._reach(last, later, same_speaker=True)
                break
            if signed and not found:
                later.latched = found = True
                self._reach(last, later, same_speaker=False)
        if not found:
            self._one_sided_forward(unit)

    def _one_sided_forward(self, unit: Unit) -> None:
        """Without a second sign, the next speaker who is not overlapped is latched."""
        for later in self._following(unit):
            if not later.overlapped and not later.after_silence:
                later.latched = True
                self._reach(unit.stretches[-1], later, same_speaker=False)
                return

    def backward(self, unit: Unit) -> None:
        """Find what the sign at the start of *unit*, which nothing led to, goes on from."""
        first = unit.stretches[0]
        for earlier in self._preceding(unit):
            if earlier.speakers == unit.speakers:
                unit.through = earlier.index
                self._add(earlier.stretches[-1], first, same_speaker=True)
                return
            if not earlier.overlapped and not unit.after_silence:
                unit.latched = True
                self._add(earlier.stretches[-1], first, same_speaker=False)
                return

    def _following(self, unit: Unit) -> Iterator[Unit]:
        """Yield the units after *unit*, up to the first that is talk and not wholly overlapped.

        A body may do something while somebody's talk runs on.
        """
        for later in self._units[unit.index + 1 : unit.index + 1 + FARTHEST]:
            if later.part != unit.part:
                return
            yield later
            if not (later.overlapped or _is_bodily(later)):
                return

    def _preceding(self, unit: Unit) -> Iterator[Unit]:
        for earlier in reversed(self._units[max(0, unit.index - FARTHEST) : unit.index]):
            if earlier.part != unit.part:
                return
            yield earlier
            if not earlier.overlapped:
                return

    def _reach(self, before: Stretch, later: Unit, *, same_speaker: bool) -> None:
        self.reached.add(later.index)
        self._add(before, later.stretches[0], same_speaker=same_speaker)

    def _add(self, before: Stretch, after: Stretch, *, same_speaker: bool) -> None:
        pair = ((before.row, before.latch_after), (after.row, after.latch_before))
        signs = [(row, column) for row, column in pair if column >= 0]
        row, column = signs[0]
        places = [Place(self._lines[there].id, where) for there, where in signs]
        one_sided = len(signs) == 1
        latch = Latch(places[0], None if one_sided else places[1], same_speaker, one_sided)
        self.latches.append((row, column, latch))


def _is_bodily(unit: Unit) -> bool:
    return all(stretch.content == stretch.embodied for stretch in unit.stretches)

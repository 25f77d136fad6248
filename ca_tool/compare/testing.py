"""Tests over sessions: only whole sessions are exchanged, and the smallest p is said first.

What cannot be tested is refused with the reason: a group with one session, the same sessions on
both sides. Turns are never shuffled (science §3.5.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

from ca_tool.compare.values import Comparison, Key
from ca_tool.uncertainty import Permutation, beforehand, permute_pairs, permute_sessions

OF_SESSIONS = ("phase", "dyad", "activity")
"""Groupings whose groups are different sessions."""

SAME_TALK = (
    "Grouped by {}, both groups are the same sessions: there are no groups of sessions to test."
)
SEVERAL_COLUMNS = (
    "A session stands in several columns (coders, ways of counting): choose one of each, since a "
    "session is one number in a test."
)
TOO_FEW = (
    "No test: “{}” has {} with this number and “{}” has {}. Each group needs two sessions or more; "
    "look at the sessions themselves."
)
TOGETHER = (
    "Some dyads are in both groups: they are not paired here, so the test takes their sessions as "
    "if they were unrelated."
)
AVERAGED = "Of a dyad with several sessions in a group, their mean is taken."


@dataclass(frozen=True)
class Groups:
    """What is to be tested: the number of each session, or of each pair of them.

    Attributes
    ----------
    first, second
        Names of the groups.
    before, after
        Session id → its number.
    pairs
        Dyad → its number in each group; empty where sessions are not paired.
    refused
        Why there is nothing to test; empty where there is.
    notes
        Cautions, and which sessions are left out.
    """

    first: str
    second: str
    before: dict[str, float]
    after: dict[str, float]
    pairs: dict[str, tuple[float, float]]
    refused: str = ""
    notes: tuple[str, ...] = ()

    @property
    def smallest(self) -> str:
        """What p can be at the least, in words: said before the test is run, or why it is not."""
        if self.refused:
            return self.refused
        if self.pairs:
            return beforehand(len(self.pairs))
        return beforehand(len(self.before), len(self.after))

    def test(self, seed: int = 1) -> Permutation | None:
        """Exchange whole sessions; ``None`` where that is refused."""
        if self.refused:
            return None
        if self.pairs:
            return permute_pairs(self.pairs, seed=seed)
        return permute_sessions(self.before, self.after, seed=seed)


def groups_of(
    comparison: Comparison, key: Key, first: str, second: str, *, paired: bool = True
) -> Groups:
    """Return the numbers of row *key* in two groups of the comparison, ready to be tested.

    Parameters
    ----------
    first, second
        Names of groups.
    paired
        By dyad, where two dyads or more have sessions in both groups; else every session stands
        for itself.
    """
    before, without = _numbers(comparison, key, first)
    after, also_without = _numbers(comparison, key, second)
    notes = _left_out((*without, *also_without))
    if why := _refusal(comparison):
        return Groups(first, second, before, after, {}, why, notes)
    pairs, averaged = _pairs(comparison, before, after)
    if paired and len(pairs) > 1:
        return Groups(
            first,
            second,
            before,
            after,
            pairs,
            notes=(*notes, *_unpaired(comparison, before, after, pairs), *averaged),
        )
    if min(len(before), len(after)) < 2:
        counted = (_sessions(len(before)), _sessions(len(after)))
        why = TOO_FEW.format(_name(first), counted[0], _name(second), counted[1])
        return Groups(first, second, before, after, {}, why, notes)
    together = (TOGETHER,) if pairs else ()
    return Groups(first, second, before, after, {}, notes=(*notes, *together))


def _refusal(comparison: Comparison) -> str:
    if comparison.grouping not in OF_SESSIONS:
        return SAME_TALK.format(comparison.grouping)
    sessions = [column.session for column in comparison.columns]
    return SEVERAL_COLUMNS if len(set(sessions)) < len(sessions) else ""


def _numbers(
    comparison: Comparison, key: Key, group: str
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Return session → number, and the headings of the sessions that have none."""
    found, without = {}, []
    cells = comparison.cells[key]
    for place in comparison.places(group):
        row, column = cells[place], comparison.columns[place]
        if row is None or row.value is None:
            without.append(column.heading)
        else:
            found[column.session] = row.value
    return found, tuple(without)


def _pairs(
    comparison: Comparison, before: dict[str, float], after: dict[str, float]
) -> tuple[dict[str, tuple[float, float]], tuple[str, ...]]:
    """Return dyad → its numbers in both groups, and a note where sessions were averaged."""
    sides: list[dict[str, list[float]]] = [{}, {}]
    for column in comparison.columns:
        for side, numbers in zip(sides, (before, after), strict=True):
            if column.dyad and column.session in numbers:
                side.setdefault(column.dyad, []).append(numbers[column.session])
    both = [dyad for dyad in sides[0] if dyad in sides[1]]
    several = any(len(side[dyad]) > 1 for side in sides for dyad in both)
    pairs = {dyad: (fmean(sides[0][dyad]), fmean(sides[1][dyad])) for dyad in both}
    return pairs, (AVERAGED,) if several else ()


def _unpaired(
    comparison: Comparison,
    before: dict[str, float],
    after: dict[str, float],
    pairs: dict[str, tuple[float, float]],
) -> tuple[str, ...]:
    alone = [
        column.heading
        for column in comparison.columns
        if column.session in before | after and column.dyad not in pairs
    ]
    return (
        (f"Left out, without a partner in the other group: {', '.join(alone)}.",) if alone else ()
    )


def _left_out(headings: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Left out, without this number: {', '.join(headings)}.",) if headings else ()


def _sessions(count: int) -> str:
    return {0: "no session", 1: "one session"}.get(count, f"{count} sessions")


def _name(group: str) -> str:
    return group or "not recorded"

"""A timeline of named points, as EXMARaLDA and FOLKER have: an order, and times for some points.

The order of the points in the file is what counts; a point without a time has its place in it and
nothing is interpolated. A time that does not fit that order is left out and told.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from ca_tool.formats.timed_talk import Reporter, usable_time


class Timeline(NamedTuple):
    """Points by id: the ms of each, if it has a usable time, and its place in the order."""

    times: Mapping[str, int | None]
    ranks: Mapping[str, int]


def read_timeline(points: Iterable[tuple[str, str | None]], report: Reporter) -> Timeline:
    """Return the timeline of ``(id, seconds as text)`` in file order; of two equal ids the first.

    Parameters
    ----------
    points
        Ids, and times in seconds with a decimal point; ``None`` for a point without a time.
    report
        Is told of ids that stand twice and of times that cannot be used.
    """
    times: dict[str, int | None] = {}
    for name, value in points:
        if name in times:
            report("W-TIMELINE-TWICE", name or "a point without an id")
        else:
            times[name] = None if value is None else _milliseconds(value, name, report)
    _leave_out_what_runs_backwards(times, report)
    return Timeline(times, {name: rank for rank, name in enumerate(times)})


def _milliseconds(value: str, name: str, report: Reporter) -> int | None:
    try:
        ms = usable_time(float(value) * 1000)
    except ValueError:
        ms = None
    if ms is None:
        report("W-TIME", f"“{value[:40]}” at {name}")
    return ms


def _leave_out_what_runs_backwards(times: dict[str, int | None], report: Reporter) -> None:
    """Keep as many times as can stand in this order: one slip must not cost all that follow."""
    timed = [(name, ms) for name, ms in times.items() if ms is not None]
    if all(before[1] <= after[1] for before, after in pairwise(timed)):
        return
    kept = set(_longest_rising([ms for _, ms in timed]))
    for at, (name, ms) in enumerate(timed):
        if at not in kept:
            report("W-TIME", f"{ms / 1000:g} s at {name}, against the order of the points")
            times[name] = None


def _longest_rising(values: list[int]) -> list[int]:
    """Return the places of a longest run of *values* that never falls (patience sorting).

    >>> _longest_rising([0, 900, 5, 7, 7, 6, 9])
    [0, 2, 3, 4, 6]
    """
    lowest: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        length = bisect_right(lowest, value)
        before.append(ends[length - 1] if length else -1)
        if length == len(lowest):
            lowest.append(value)
            ends.append(at)
        else:
            lowest[length], ends[length] = value, at
    found: list[int] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]

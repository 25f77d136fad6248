"""Where stretches of talk stand on a timeline of points, and on which tier, for writing.

Points at the same time are one point, so that an editor shows what is simultaneous in one column.
Only two things keep them apart: two stretches on one tier that touch (from point to the same point
they would be one chain of events), and two that start together though the tier of the later one
comes first (their order would turn round).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import heappush, heapreplace
from typing import Any, NamedTuple, TypeAlias

from ca_tool.formats.timed_talk import Stretch

Key: TypeAlias = tuple[int, int, int, int]
"""Time; 0 for an end reached before anything starts then, else 1; stretch; 0 start, 1 end."""


class Edges(NamedTuple):
    """The keys of a stretch's start and end, and their times."""

    start: Key
    end: Key
    start_ms: int | None
    end_ms: int | None


@dataclass(slots=True)
class Point:
    """A point being made: its time, and the tiers that start and end something there."""

    ms: int | None
    starts: list[int] = field(default_factory=list)
    ends: set[int] = field(default_factory=set)


class Layout(NamedTuple):
    """The times of all points, the two points of each stretch, and the tier of each stretch."""

    times: list[int | None]
    spans: list[tuple[int, int]]
    tiers: list[tuple[str, list[int]]]
    """Speaker and stretches of each tier; a second tier where somebody's own lines overlap."""


def lay_out(stretches: Sequence[Stretch], speakers: Iterable[str]) -> Layout:
    """Return where *stretches* stand; tiers in the order of *speakers*, then as met."""
    edges = list(_edges(stretches))
    tiers = tiers_for([one.speaker for one in stretches], edges, speakers)
    tier_of = {at: number for number, (_, members) in enumerate(tiers) for at in members}
    points: list[Point] = []
    spans = [(0, 0)] * len(edges)
    for key in sorted(key for one in edges for key in (one.start, one.end)):
        _, late, at, is_end = key
        ms = edges[at].end_ms if is_end else edges[at].start_ms
        here = points[-1] if points else None
        if here is None or not _may_share(
            here, ms, tier_of[at], is_end=bool(is_end), late=bool(late)
        ):
            here = Point(ms)
            points.append(here)
        if is_end:
            here.ends.add(tier_of[at])
            spans[at] = (spans[at][0], len(points) - 1)
        else:
            here.starts.append(tier_of[at])
            spans[at] = (len(points) - 1, 0)
    return Layout([point.ms for point in points], spans, tiers)


def _edges(stretches: Sequence[Stretch]) -> Iterable[Edges]:
    """Yield the edges; what has no time stands where its line stands."""
    running = 0
    for at, one in enumerate(stretches):
        start, end = one.start_ms, one.end_ms
        running = running if start is None else start
        if end is not None and end < running:
            end = None
        late = end is None or end == running
        stop = running if end is None else end
        yield Edges((running, 1, at, 0), (stop, int(late), at, 1), start, end)


def _may_share(here: Point, ms: int | None, tier: int, *, is_end: bool, late: bool) -> bool:
    if here.ms != ms:
        return False
    if is_end:
        return not late and not here.starts
    if tier in here.ends or (ms is None and here.starts):
        return False
    return not here.starts or here.starts[-1] <= tier


def tiers_for(
    speakers: Sequence[str], edges: Sequence[Edges], order: Iterable[str]
) -> list[tuple[str, list[int]]]:
    """Return speaker and members of each tier; no two members of a tier overlap."""
    mine: dict[str, list[int]] = {who: [] for who in order}
    for at in sorted(range(len(edges)), key=lambda each: edges[each].start):
        mine.setdefault(speakers[at], []).append(at)
    return [
        (who, [members[each] for each in layer])
        for who, members in mine.items()
        for layer in layers([(edges[at].start, edges[at].end) for at in members]) or [[]]
    ]


def layers(extents: Sequence[tuple[Any, Any]]) -> list[list[int]]:
    """Part *extents*, in order of their starts, so that none overlaps another of its layer.

    The first layer takes what it can, so that there are others only for what overlaps.

    >>> layers([(0, 9), (1, 3), (3, 4), (9, 12)])
    [[0, 3], [1, 2]]
    """
    found: list[list[int]] = []
    others: list[tuple[Any, int]] = []
    first: Any = None
    for at, (start, end) in enumerate(extents):
        if not found:
            found.append([at])
            first = end
        elif first <= start:
            found[0].append(at)
            first = end
        elif others and others[0][0] <= start:
            layer = others[0][1]
            found[layer].append(at)
            heapreplace(others, (end, layer))
        else:
            heappush(others, (end, len(found)))
            found.append([at])
    return found

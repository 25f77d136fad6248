"""Where stretches of talk stand on a timeline of points, and on which tier, for writing.

Points at the same time are one point, so that an editor shows what is simultaneous in one column.
Only two things keep them apart: two stretches on one tier that touch (from point to the same point
they would be one chain of events), and two that start together though the tier of the later one
comes first (their order would turn round).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from ca_tool.formats.timed_talk import Stretch

Key: TypeAlias = tuple[int, int, int, int]
"""Time; 0 for an end reached before anything starts then, else 1; stretch; 0 start, 1 end."""


class Edges(NamedTuple):
    """The keys of a stretch's start and end, and their times."""

    start: Key
    end: Key
    start_ms: int | None
    end_ms: int | None


@dataclass
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
    layers: dict[str, list[tuple[list[int], Key]]] = {who: [] for who in order}
    for at in sorted(range(len(edges)), key=lambda each: edges[each].start):
        mine = layers.setdefault(speakers[at], [])
        for number, (members, until) in enumerate(mine):
            if until <= edges[at].start:
                members.append(at)
                mine[number] = (members, edges[at].end)
                break
        else:
            mine.append(([at], edges[at].end))
    return [
        (who, members)
        for who, mine in layers.items()
        for members in ([each for each, _ in mine] or [[]])
    ]

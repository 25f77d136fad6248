"""The timeline of a TEI document: points with and without times, absolute or since each other.

A point's time is its ``absolute`` one less that of the origin, or its ``interval`` after the point
it is ``since`` (the one before it where nothing is said). Chains may be long and may run in rings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from lxml import etree

from ca_tool.formats.tei_xml import id_of, reference
from ca_tool.formats.timed_talk import Reporter, usable_time

UNITS = {
    "ms": 1.0, "millisecond": 1.0, "milliseconds": 1.0,
    "s": 1000.0, "sec": 1000.0, "second": 1000.0, "seconds": 1000.0, "": 1000.0,
    "m": 60_000.0, "min": 60_000.0, "minute": 60_000.0, "minutes": 60_000.0,
    "h": 3_600_000.0, "hour": 3_600_000.0, "hours": 3_600_000.0,
}  # fmt: skip
"""Units of ``@unit`` → milliseconds; TEI's default is the second."""

_CLOCK = re.compile(r"(?:.*T)?(\d{1,4}):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:Z|[+-]\d\d:?\d\d)?\Z")
_UNKNOWN = frozenset({"-1", "unknown", "regular", "irregular"})


class Timeline(NamedTuple):
    """``times`` has the ms of each point that has any; ``ranks`` where each stands in order."""

    times: dict[str, int | None]
    ranks: dict[str, int]


class _Point(NamedTuple):
    id: str
    absolute: float | None
    interval: float | None
    since: str


def read_timeline(timelines: Iterable[etree._Element], report: Reporter) -> Timeline:
    """Return the points of all *timelines* of a document; what is odd is told to *report*."""
    points: dict[str, _Point] = {}
    origins: list[str] = []
    for timeline in timelines:
        unit = timeline.get("unit", "")
        before = ""
        for element in timeline:
            if not isinstance(element.tag, str):
                continue
            point = _point(element, unit, before, report)
            if point.id in points:
                report("W-TIMELINE-TWICE", point.id or "a point without an id")
                continue
            points[point.id] = point
            before = point.id
        origins.append(reference(timeline.get("origin")))
    exact = _resolved(points, origins)
    return _in_order(points, exact, report)


def _point(element: etree._Element, unit: str, before: str, report: Reporter) -> _Point:
    get = element.get
    name, value, absolute = id_of(element), get("interval"), get("absolute")
    interval = None
    if value is not None and value.strip() not in _UNKNOWN:
        interval = _number(value, UNITS.get((get("unit") or unit).strip(), 1000.0))
        if interval is None:
            report("W-TIME", f"{value[:40]} at {name}")
    clock = None
    if absolute:
        clock = _clock(absolute, unit)
        if clock is None:
            report("W-TIME", f"{absolute[:40]} at {name}")
    since = reference(get("since"))
    return _Point(name, clock, interval, since if since or interval is None else before)


def _number(value: str, factor: float) -> float | None:
    """Return a number as milliseconds; none if it is negative, endless or no number."""
    try:
        number = float(value) * factor
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None


def _clock(value: str, unit: str) -> float | None:
    found = _CLOCK.match(value.strip())
    if found is None:
        return _number(value, UNITS.get(unit.strip(), 1000.0))
    hours, minutes, seconds = int(found[1]), int(found[2]), float(found[3] or 0)
    return (hours * 3600 + minutes * 60 + seconds) * 1000


def _resolved(points: dict[str, _Point], origins: list[str]) -> dict[str, float]:
    """Return the times of all points that have one, in ms after the origin."""
    names = list(points)
    origin = next((one for one in origins if one in points), names[0] if names else "")
    clocks = {name: one.absolute for name, one in points.items() if one.absolute is not None}
    zero = clocks.get(origin, 0.0)
    times = {name: clock - zero for name, clock in clocks.items()}
    if any(one.interval is not None for one in points.values()):
        times.setdefault(origin, 0.0)
    seen: set[str] = set()
    for name in names:
        _follow(name, points, times, seen)
    return times


def _follow(name: str, points: dict[str, _Point], times: dict[str, float], seen: set[str]) -> None:
    """Work out a point's time and those of all it rests on; a ring has no time.

    *seen* are the points followed before, so that no chain is walked twice.
    """
    chain: list[_Point] = []
    while name in points and name not in times and name not in seen:
        one = points[name]
        seen.add(name)
        if one.interval is None:
            return
        chain.append(one)
        name = one.since
    at = times.get(name)
    if at is None:
        return
    for one in reversed(chain):
        at += one.interval or 0.0
        times[one.id] = at


def _in_order(points: dict[str, _Point], exact: dict[str, float], report: Reporter) -> Timeline:
    """Put points in order: by time; one without stands after the last timed one before it."""
    times: dict[str, int | None] = {}
    keys: list[tuple[int, int, str]] = []
    last = 0
    for place, name in enumerate(points):
        value = exact.get(name)
        ms = None if value is None else usable_time(value)
        if value is not None and ms is None:
            report("W-TIME", f"{value / 1000:g} s at {name}")
        last = last if ms is None else ms
        times[name] = ms
        keys.append((last, place, name))
    return Timeline(times, {name: rank for rank, (_, _, name) in enumerate(sorted(keys))})

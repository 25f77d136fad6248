"""How much a number changes from one column to another, and how large that is (science §3.5.9).

Effect sizes stand beside a difference and say nothing of sessions in general: their intervals are
of the instances of these two sessions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ca_tool.compare.values import Column, Comparison, Key
from ca_tool.measures import Row
from ca_tool.measures.intervals import newcombe
from ca_tool.uncertainty import Estimate, cliffs_delta, log_ratio, odds_ratio

NEWCOMBE = "Newcombe 95%, assumes independent instances"

MOST_CHANGES = 12
"""Without dyads to pair by, so many changes from the first column are shown at most."""


_APART = ("dyad", "activity")


class Difference(NamedTuple):
    """How much a number changes from one session to another: *second* minus *first*.

    ``low`` and ``high`` are ``None`` where the number is no proportion.
    """

    value: float
    low: float | None = None
    high: float | None = None
    method: str = ""


class Effect(NamedTuple):
    """The size of a difference on another scale.

    ``none`` is the value that means no difference.
    """

    name: str
    estimate: Estimate
    none: float = 0.0


class Change(NamedTuple):
    """Two columns that belong together: places in the comparison, and of whom or what."""

    first: int
    second: int
    unit: str = ""


def difference(first: Row | None, second: Row | None) -> Difference | None:
    """Return *second* minus *first*; proportions with Newcombe's interval; none if one is missing.

    The interval is of these two sessions' instances: it says nothing of sessions in general.
    """
    if first is None or second is None or first.value is None or second.value is None:
        return None
    if first.unit != second.unit:
        return None
    if first.unit == "proportion" and first.n and second.n:
        change = newcombe(second.k or 0, second.n, first.k or 0, first.n)
        return Difference(*change, method=NEWCOMBE)
    return Difference(second.value - first.value)


def changed(comparison: Comparison, key: Key, first: int, second: int) -> Difference | None:
    """Return the change of a number from column *first* to *second*, if both have a value."""
    cells = comparison.cells[key]
    return difference(cells[first], cells[second])


def effects(
    first: Row | None,
    second: Row | None,
    values: tuple[Sequence[float], Sequence[float]] = ((), ()),
) -> tuple[Effect, ...]:
    """Return how large the change from *first* to *second* is, on the scales that apply.

    Proportions: the odds ratio with Haldane's half. Shares of words: the change of the log ratio
    of own to everybody else's words. Medians whose cases have *values*: Cliff's δ, above 0 where
    the second's values lie higher, which needs an order and no distances.
    """
    if first is None or second is None or first.unit != second.unit:
        return ()
    if first.unit == "proportion" and first.n and second.n:
        odds = odds_ratio(second.k or 0, second.n, first.k or 0, first.n)
        return (Effect("odds ratio", odds, 1.0),)
    if first.unit == "share" and first.counts == second.counts == "words":
        return _log_words(first, second)
    if values[0] and values[1]:
        return (Effect("Cliff’s δ", cliffs_delta(values[1], values[0])),)
    return ()


def effects_at(comparison: Comparison, key: Key, first: int, second: int) -> tuple[Effect, ...]:
    """Return :func:`effects` of a row between two columns."""
    cells, values = comparison.cells[key], comparison.values.get(key)
    pair = (values[first], values[second]) if values else ((), ())
    return effects(cells[first], cells[second], pair)


def _log_words(first: Row, second: Row) -> tuple[Effect, ...]:
    if first.k is None or second.k is None or not first.n or not second.n:
        return ()
    before = log_ratio(first.k, first.n - first.k)
    after = log_ratio(second.k, second.n - second.k)
    if before.value is None or after.value is None:
        return ()
    change = Estimate(after.value - before.value, refused=after.refused)
    return (Effect("log word ratio", change),)


def changes(comparison: Comparison) -> tuple[Change, ...]:
    """Return which columns are subtracted from which: the first of each unit from its later ones.

    See :func:`units`. Without any, the first column is subtracted from all others, if there are
    not more than :data:`MOST_CHANGES` of them; dyads or activities only where there are two
    columns. Any two cells can be selected instead.
    """
    return tuple(
        Change(places[0], later, unit)
        for unit, places in units(comparison).items()
        for later in places[1:]
        if _group(comparison, places[0]) != _group(comparison, later)
    ) or _from_first(comparison)


def units(comparison: Comparison) -> dict[str, tuple[int, ...]]:
    """Return what has columns in several groups, by name, and the places of these columns.

    By phase it is a dyad, by coder or policy a session, in either case as the same coder tagged
    and under the same policy (named where these differ). Dyads and activities have none: their
    groups are different sessions.
    """
    if comparison.grouping in _APART:
        return {}
    found: dict[str, list[int]] = {}
    for place, column in enumerate(comparison.columns):
        if name := _unit(column, comparison):
            found.setdefault(name, []).append(place)
    return {
        name: tuple(places)
        for name, places in found.items()
        if len({_group(comparison, place) for place in places}) > 1
    }


def _from_first(comparison: Comparison) -> tuple[Change, ...]:
    later = range(1, len(comparison.columns))
    if comparison.grouping in _APART and len(later) > 1:
        return ()
    return tuple(Change(0, place) for place in later) if len(later) <= MOST_CHANGES else ()


def _unit(column: Column, comparison: Comparison) -> str:
    """Return what stays the same while the grouping varies; empty where that is not recorded."""
    same = column.dyad if comparison.grouping == "phase" else column.heading
    others = (
        getattr(column, name)
        for name in ("coder", "policy")
        if name != comparison.grouping and comparison.differs(name)
    )
    return " · ".join((same, *others)) if same else ""


def _group(comparison: Comparison, place: int) -> str:
    return comparison.columns[place].group(comparison.grouping)

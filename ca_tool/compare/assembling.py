"""Measured columns put side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ca_tool.codebook import Codebook
from ca_tool.compare.measuring import measured
from ca_tool.compare.values import (
    Coded,
    Comparison,
    Key,
    Measured,
    Packed,
    PackedCells,
    unpacked,
)
from ca_tool.compare.warnings import warnings
from ca_tool.measures import Row

_ABOUT = tuple(Row._fields.index(name) for name in Key._fields)
"""Where a row says what it is about."""


def compare(
    sessions: Sequence[Coded],
    codebook: Codebook,
    *,
    policies: Sequence[str] = ("CP-1",),
    measures: Iterable[str] | None = None,
    by: str = "person",
    grouping: str = "phase",
) -> Comparison:
    """Return the measures of *sessions* side by side, a column for each under each policy.

    Parameters
    ----------
    sessions
        Pairs of session and coder.
    measures
        Ids; all where ``None``.
    by
        ``person``: rows are for participants' codes; ``role``: for their roles, which compares
        different people. Who has no role, or shares it with somebody in the session, keeps the
        code.
    grouping
        One of :data:`~ca_tool.project.GROUPINGS`.
    """
    wanted = None if measures is None else tuple(measures)
    columns = [
        measured(session, coder, codebook, policy=policy, measures=wanted)
        for session, coder in sessions
        for policy in policies
    ]
    return assembled(columns, by=by, grouping=grouping)


def assembled(
    columns: Sequence[Measured], *, by: str = "person", grouping: str = "phase"
) -> Comparison:
    """Return *columns* as one table, those of one group of *grouping* together."""
    ordered = _by_group(columns, grouping)
    cells: dict[Key, list[Row | Packed | None]] = {}
    values: dict[Key, list[tuple[float, ...]]] = {}
    for place, column in enumerate(ordered):
        names = _names(column.roles, by)
        for row in column.packed or column.rows:
            key = _named(_about(row), names)
            cells.setdefault(key, [None] * len(ordered))[place] = row
        for about, found in column.values.items():
            values.setdefault(_named(Key(*about), names), [()] * len(ordered))[place] = found
    in_order = {key: tuple(cells[key]) for key in sorted(cells, key=lambda key: key.measure)}
    return Comparison(
        tuple(one.column for one in ordered),
        _looked_up(in_order),
        warnings([one.column for one in ordered], grouping),
        grouping,
        {key: tuple(found) for key, found in values.items()},
    )


def _about(row: Row | Packed) -> Key:
    return Key(*(str(row[place]) for place in _ABOUT))


def _looked_up(
    cells: Mapping[Key, tuple[Row | Packed | None, ...]],
) -> Mapping[Key, tuple[Row | None, ...]]:
    """Return cells whose rows are rows: as they are, or made when they are looked at."""
    if any(type(one) is tuple for found in cells.values() for one in found):
        return PackedCells(cells)
    return {key: tuple(_row(one) for one in found) for key, found in cells.items()}


def _row(one: Row | Packed | None) -> Row | None:
    return one if one is None or isinstance(one, Row) else unpacked(one)


def _by_group(columns: Sequence[Measured], grouping: str) -> list[Measured]:
    groups = list(dict.fromkeys(one.column.group(grouping) for one in columns))
    return sorted(columns, key=lambda one: groups.index(one.column.group(grouping)))


def _named(key: Key, names: Mapping[str, str]) -> Key:
    if not names:
        return key
    person = names.get(key.participant, key.participant)
    return key._replace(participant=person, other=names.get(key.other, key.other))


def _names(roles: Mapping[str, str], by: str) -> dict[str, str]:
    if by != "role":
        return {}
    held = list(roles.values())
    return {code: role for code, role in roles.items() if role and held.count(role) == 1}

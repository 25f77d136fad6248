"""What the plots of a comparison draw, as values: which numbers belong to one line or panel."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from ca_tool.compare import Comparison, Key, changed, changes, units
from ca_tool.figures.change import Dot, Slope
from ca_tool.figures.forest import Line
from ca_tool.figures.multiples import Panel, Strip
from ca_tool.measures import MEASURES
from widgets.numbers.number_words import is_main, pair, title

MANY = 24
"""More lines than this are drawn of the chosen row alone."""


BETWEEN = "second minus first"


def alike(comparison: Comparison, key: Key) -> tuple[Key, ...]:
    """Return the rows of the same measure, variant and sort: of persons, pairs, or the session."""
    sort = bool(key.participant), bool(key.other)
    return tuple(
        one
        for one in comparison.cells
        if one[:2] == key[:2] and (bool(one.participant), bool(one.other)) == sort
    )


def slopes(comparison: Comparison, key: Key) -> tuple[tuple[str, ...], tuple[Slope, ...]]:
    """Return the steps of the horizontal axis and the lines over them.

    Where dyads (or, by coder or policy, sessions) are in several groups, a step is a group and a
    line joins what belongs together; else a step is a session.
    """
    keys = alike(comparison, key)
    together = units(comparison)
    if not together:
        found = tuple(
            Slope(pair(*one[2:]), _dots(comparison, one, range(len(comparison.columns))), sign)
            for sign, one in enumerate(keys)
        )
        return _steps(comparison), found
    names = [name for name, _ in comparison.groups]
    many = len(together) * len(keys) > MANY
    found = tuple(
        Slope(_slope_name(unit, one, len(together)), dots, sign, pair(*one[2:]))
        for unit, places in together.items()
        for sign, one in enumerate(keys)
        if (not many or one == key) and (dots := _grouped_dots(comparison, one, places, names))
    )
    return tuple(group_name(name, comparison.grouping) for name in names), found


def forest(comparison: Comparison, key: Key) -> tuple[Line, ...]:
    """Return the differences between columns that belong together, of the rows like *key*."""
    pairs = changes(comparison)
    keys = alike(comparison, key)
    if len(pairs) * len(keys) > 2 * MANY:
        keys = (key,)
    whole = subtracted(comparison) != BETWEEN
    signs = {one: sign for sign, one in enumerate(alike(comparison, key))}
    found = []
    for first, second, unit in pairs:
        between = _between(comparison, first, second, unit)
        for one in keys:
            cells, change = comparison.cells[one], changed(comparison, one, first, second)
            before, after = cells[first], cells[second]
            if before is not None and after is not None and change is not None:
                said = (unit, pair(*one[2:])) if whole else (between, pair(*one[2:]))
                label = ": ".join(part for part in said if part)
                found.append(Line(label, before, after, *change[:3], signs[one]))
    return tuple(found)


def subtracted(comparison: Comparison) -> str:
    """Return what is subtracted from what, where that is the same for all changes."""
    grouping, columns = comparison.grouping, comparison.columns
    names = {
        (columns[first].group(grouping), columns[second].group(grouping))
        for first, second, _unit in changes(comparison)
    }
    first, second = names.pop() if len(names) == 1 else ("", "")
    return f"{second} minus {first}" if first and second and first != second else BETWEEN


def strips(comparison: Comparison, keys: tuple[Key, ...]) -> tuple[Strip, ...]:
    """Return a strip of small panels for each of *keys*: a panel for each dyad or session."""
    together = units(comparison)
    return tuple(
        Strip(
            title(key.measure, key.variant, plain=True, alone=True),
            _unit_panels(comparison, key, together)
            if together
            else _session_panels(comparison, key),
        )
        for key in keys
    )


def primary_keys(comparison: Comparison, primary: tuple[str, ...]) -> tuple[Key, ...]:
    """Return one row for each primary measure: of persons where there are any, else of pairs."""
    found = []
    for measure in primary:
        keys = [key for key in comparison.cells if key.measure == measure]
        if keys:
            found.append(min(keys, key=_first_variant))
    return tuple(found)


def _first_variant(key: Key) -> tuple[bool, int, bool, bool]:
    names = list(MEASURES[key.measure].variants)
    place = names.index(key.variant) if key.variant in names else len(names)
    main = is_main(key.measure, key.variant)
    return not main, place, not key.participant, bool(key.other)


def group_name(name: str, grouping: str) -> str:
    """Return what stands over the columns of a group."""
    if grouping == "coder":
        return f"tags of {name}" if name else "no tags"
    return name or f"no {grouping}"


def _slope_name(unit: str, key: Key, units: int) -> str:
    who = pair(key.participant, key.other)
    return who if units == 1 else f"{unit}: {who}"


def _dots(comparison: Comparison, key: Key, places: Sequence[int]) -> tuple[Dot, ...]:
    cells = comparison.cells[key]
    return tuple(
        Dot(place, row, comparison.names[place])
        for place in places
        if (row := cells[place]) is not None
    )


def _grouped_dots(
    comparison: Comparison, key: Key, places: Sequence[int], names: list[str]
) -> tuple[Dot, ...]:
    return tuple(
        dot._replace(place=names.index(comparison.columns[dot.place].group(comparison.grouping)))
        for dot in _dots(comparison, key, places)
    )


def _steps(comparison: Comparison) -> tuple[str, ...]:
    return tuple(
        "\n".join(
            part
            for part in (
                column.group(comparison.grouping),
                *wrap(name, 18),
            )
            if part
        )
        for column, name in zip(comparison.columns, comparison.names, strict=True)
    )


def _between(comparison: Comparison, first: int, second: int, unit: str) -> str:
    columns, grouping = comparison.columns, comparison.grouping
    names = [columns[place].group(grouping) for place in (first, second)]
    if names[0] == names[1] or not all(names):
        names = [columns[place].heading for place in (first, second)]
    between = " → ".join(names)
    return f"{unit}: {between}" if unit else between


def _unit_panels(
    comparison: Comparison, key: Key, together: dict[str, tuple[int, ...]]
) -> tuple[Panel, ...]:
    names = [name for name, _ in comparison.groups]
    steps = tuple(name or f"no {comparison.grouping}" for name in names)
    keys = alike(comparison, key)
    return tuple(
        Panel(
            unit,
            tuple(
                Slope(pair(*one[2:]), dots, sign)
                for sign, one in enumerate(keys)
                if (dots := _grouped_dots(comparison, one, places, names))
            ),
            steps,
        )
        for unit, places in together.items()
    )


def _session_panels(comparison: Comparison, key: Key) -> tuple[Panel, ...]:
    keys = alike(comparison, key)
    panels = []
    for place, name in enumerate(comparison.names):
        there = [one for one in keys if comparison.cells[one][place] is not None]
        lines = tuple(
            Slope(
                pair(*one[2:]),
                tuple(dot._replace(place=step) for dot in _dots(comparison, one, [place])),
                keys.index(one),
            )
            for step, one in enumerate(there)
        )
        steps = tuple(pair(*one[2:]) for one in there)
        panels.append(Panel(name, lines, steps))
    return tuple(panels)

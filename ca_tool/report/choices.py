"""Which results depend on how things were counted: every number again under every other choice."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ca_tool.codebook import Codebook
from ca_tool.measures import MEASURES, shown
from ca_tool.measures.what_if import WHAT_IFS, Changed, WhatIf, what_if
from ca_tool.project import Session
from ca_tool.report_view import describe_variant, person

MOST = 8
"""Numbers listed for each choice; the rest is counted."""

_PORTIONS = ("proportion", "share")


class Moved(NamedTuple):
    """A number as it is and as it would be, in words."""

    measure: str
    what: str
    who: str
    before: str
    after: str


class ChoiceView(NamedTuple):
    """What another choice would do.

    Attributes
    ----------
    changed
        How many numbers it changes.
    moved
        Those it moves most, up to :data:`MOST`.
    measures
        The measures it touches.
    """

    label: str
    plain: str
    changed: int
    moved: tuple[Moved, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChoicesView:
    """All choices, and the measures that none of them touches."""

    choices: tuple[ChoiceView, ...]
    steady: tuple[str, ...]


def choices_view(
    session: Session,
    coder: str,
    codebook: Codebook,
    *,
    policy: str,
    primary: Collection[str],
    reported: Iterable[str],
) -> ChoicesView:
    """Return what each choice would change in *session*; *primary* measures are listed first."""
    views, touched = [], set[str]()
    for choice in WHAT_IFS.values():
        changed = what_if(session, coder, codebook, choice.key, policy=policy)
        counted = [one for one in changed if _has_value(one)]
        touched |= {one.row.measure for one in counted}
        views.append(_choice(choice, counted, primary))
    steady = (id_ for id_ in sorted(set(reported)) if id_ not in touched)
    return ChoicesView(tuple(views), tuple(map(_named, steady)))


def _choice(choice: WhatIf, changed: list[Changed], primary: Collection[str]) -> ChoiceView:
    ordered = sorted(changed, key=lambda one: (one.row.measure not in primary, -_size(one)))
    measures = dict.fromkeys(one.row.measure for one in changed)
    return ChoiceView(
        choice.label,
        choice.plain,
        len(changed),
        tuple(_moved(one) for one in ordered[:MOST]),
        tuple(measures),
    )


def _has_value(changed: Changed) -> bool:
    return any(row is not None and row.value is not None for row in (changed.before, changed.after))


def _size(changed: Changed) -> float:
    """Return how far a share moves; other units do not compare, so they come after."""
    before, after = changed.before, changed.after
    if before is None or after is None or before.value is None or after.value is None:
        return 0.0
    return abs(after.value - before.value) if before.unit in _PORTIONS else 0.0


def _moved(changed: Changed) -> Moved:
    row = changed.row
    before, after = (
        shown(one) if one is not None else "no such number"
        for one in (changed.before, changed.after)
    )
    what = describe_variant(MEASURES[row.measure], row.variant, row.other)
    return Moved(row.measure, what, person(row.participant), before, after)


def _named(id_: str) -> str:
    return f"{id_} {MEASURES[id_].label}"

"""Links: whether two coders link the same instances, and to the same target."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from ca_tool.agreement.intervals import Estimate, Resampling, per_block
from ca_tool.agreement.pairing import Matching
from ca_tool.agreement.places import Double
from ca_tool.agreement.units import f1_estimate
from ca_tool.coding import Link
from ca_tool.measures.intervals import wilson

End: TypeAlias = tuple[str, object]
"""What a link points at: a shared instance, a coder's own tag, or a turn."""


class Linked(NamedTuple):
    """A link with its ends named so that both coders' links can be compared."""

    link: Link
    source: End
    target: End


@dataclass(frozen=True, slots=True)
class LinkAgreement:
    """How far two coders draw the same links of one kind.

    Attributes
    ----------
    both, only_first, only_second, f1
        Links with the same source and exactly the same target, and the others.
    same, linked
        Of the instances that both coders linked, how many they linked to the same target.
    low, high
        Wilson's interval of ``same`` of ``linked``.
    """

    kind: str
    both: int
    only_first: int
    only_second: int
    f1: Estimate
    same: int
    linked: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """The links of one kind in one session."""

    kind: str
    both: tuple[tuple[Linked, Linked], ...]
    only_first: tuple[Linked, ...]
    only_second: tuple[Linked, ...]

    @property
    def by_source(self) -> tuple[dict[End, list[Linked]], dict[End, list[Linked]]]:
        """Each coder's links under the instance they start at."""
        first, second = (_by_source(links) for links in self._sides)
        return first, second

    @property
    def _sides(self) -> tuple[tuple[Linked, ...], tuple[Linked, ...]]:
        return (
            (*(one for one, _ in self.both), *self.only_first),
            (*(other for _, other in self.both), *self.only_second),
        )


def compared(double: Double, matchings: Sequence[Matching], kind: str) -> Compared:
    """Return the links of *kind* in one session; *matchings* are those of all codes there."""
    shared = _names(matchings)
    first, second = (
        [
            Linked(link, _end(link.source, side, shared), _target(link, side, shared, double))
            for link in sorted(coding.links.values())
            if link.kind == kind and link.source in coding.tags
        ]
        for side, coding in enumerate(double.codings)
    )
    waiting: dict[tuple[End, End], list[Linked]] = {}
    for other in second:
        waiting.setdefault((other.source, other.target), []).append(other)
    both, alone = [], []
    for one in first:
        if same := waiting.get((one.source, one.target)):
            both.append((one, same.pop(0)))
        else:
            alone.append(one)
    rest = tuple(other for others in waiting.values() for other in others)
    return Compared(kind, tuple(both), tuple(alone), rest)


def link_agreement(
    doubles: Sequence[Double], found: Sequence[Compared], how: Resampling
) -> LinkAgreement:
    """Return how far the links of *found*, one per session, are the same."""
    cells = []
    same = linked = 0
    for double, session in zip(doubles, found, strict=True):
        groups = (tuple(one for one, _ in session.both), session.only_first, session.only_second)
        for place, links in enumerate(groups):
            tags = double.codings[1 if place == 2 else 0].tags
            cells += [(double.block_of(tags[one.link.source]), (place,)) for one in links]
        first, second = session.by_source
        for source in first.keys() & second.keys():
            linked += 1
            targets = ({one.target for one in side[source]} for side in (first, second))
            same += len(set.intersection(*targets)) > 0
    counts = per_block(cells, (3,))
    both, only_first, only_second = (int(count) for count in counts.sum(0))
    low, high = wilson(same, linked) if linked else (None, None)
    return LinkAgreement(
        found[0].kind,
        both,
        only_first,
        only_second,
        f1_estimate(counts, how),
        same,
        linked,
        low,
        high,
    )


def _names(matchings: Sequence[Matching]) -> Mapping[tuple[int, str], End]:
    """Name each shared instance by the first coder's tag: (side, tag id) → name."""
    found: dict[tuple[int, str], End] = {}
    for matching in matchings:
        for pair in matching.pairs:
            found[0, pair.first.id] = found[1, pair.second.id] = ("both", pair.first.id)
    return found


def _target(link: Link, side: int, shared: Mapping[tuple[int, str], End], double: Double) -> End:
    if link.target or link.target_turn is None:
        return _end(link.target, side, shared)
    turn = double.evidence[side].talk.turn_at(link.target_turn.line, link.target_turn.column)
    return "turn", turn


def _end(tag_id: str, side: int, shared: Mapping[tuple[int, str], End]) -> End:
    return shared.get((side, tag_id), (f"only {side}", tag_id))


def _by_source(links: Sequence[Linked]) -> dict[End, list[Linked]]:
    found: dict[End, list[Linked]] = {}
    for one in links:
        found.setdefault(one.source, []).append(one)
    return found

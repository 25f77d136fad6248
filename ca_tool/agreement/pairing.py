"""Pairing the tags of two coders: one to one, so that together they overlap most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from ca_tool.agreement.places import Double, Stretch
from ca_tool.coding import Tag

Rule: TypeAlias = Literal["exact", "half", "any"]

RULES: dict[Rule, str] = {
    "half": "they share at least half of what either covers (IoU ≥ .5)",
    "exact": "they cover exactly the same characters",
    "any": "they overlap at all",
}
"""When two tags of one code are taken for the same, the usual rule first."""

SHORT: dict[Rule, str] = {"half": "half overlaps", "exact": "exactly alike", "any": "any overlap"}
"""The rules in two words."""

HALF = 0.5


class Pair(NamedTuple):
    """A tag of each coder that are taken for the same; ``overlap`` is their IoU, 0 to 1."""

    first: Tag
    second: Tag
    overlap: float


@dataclass(frozen=True, slots=True)
class Matching:
    """The tags of one code in one session, paired."""

    code: str
    rule: Rule = "half"
    pairs: tuple[Pair, ...] = ()
    only_first: tuple[Tag, ...] = ()
    only_second: tuple[Tag, ...] = ()


def matching(double: Double, code: str, rule: Rule = "half") -> Matching:
    """Return the tags of *code* paired one to one by the greatest total overlap."""
    first, second = (evidence.of(code) for evidence in double.evidence)
    pairs = tuple(
        Pair(first[at], second[to], overlap)
        for at, to, overlap in paired(
            [double.ruler.file(tag) for tag in first],
            [double.ruler.file(tag) for tag in second],
            rule,
        )
    )
    known = {tag.id for pair in pairs for tag in pair[:2]}
    return Matching(
        code,
        rule,
        pairs,
        tuple(tag for tag in first if tag.id not in known),
        tuple(tag for tag in second if tag.id not in known),
    )


def paired(
    first: Sequence[tuple[Stretch, ...]], second: Sequence[tuple[Stretch, ...]], rule: Rule
) -> list[tuple[int, int, float]]:
    """Return pairs of indices with their IoU: one to one, of the greatest total IoU.

    Only what overlaps can be paired, so each cluster of overlapping units is solved by itself;
    the cost does not grow with the square of the transcript.
    """
    found: list[tuple[int, int, float]] = []
    for ours, theirs in _clusters(first, second):
        weights = [[_allowed(iou(first[a], second[b]), rule) for b in theirs] for a in ours]
        for at, to in _assigned(weights):
            if weights[at][to] > 0:
                found.append((ours[at], theirs[to], weights[at][to]))
    return sorted(found)


def iou(one: Sequence[Stretch], other: Sequence[Stretch]) -> float:
    """Return intersection over union of two units of one or more stretches; 0 to 1.

    Examples
    --------
    >>> iou([(0, 10)], [(5, 10)])
    0.5
    """
    if tuple(one) == tuple(other):
        return 1.0
    covered = sum(end - start for start, end in (*one, *other))
    shared = sum(
        max(0, min(end, until) - max(start, begin)) for start, end in one for begin, until in other
    )
    return shared / (covered - shared) if covered > shared else 0.0


def _clusters(
    first: Sequence[tuple[Stretch, ...]], second: Sequence[tuple[Stretch, ...]]
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield indices of both coders' units that hang together by overlap, from left to right."""
    ends = sorted(
        (unit[0][0], max(end for _, end in unit), side, at)
        for side, units in enumerate((first, second))
        for at, unit in enumerate(units)
        if unit
    )
    cluster: tuple[list[int], list[int]] = ([], [])
    reach = -1
    for start, end, side, at in ends:
        if start > reach:
            if all(cluster):
                yield cluster
            cluster = ([], [])
        cluster[side].append(at)
        reach = max(reach, end)
    if all(cluster):
        yield cluster


def _allowed(overlap: float, rule: Rule) -> float:
    enough = {"exact": overlap == 1.0, "half": overlap >= HALF, "any": overlap > 0}[rule]
    return overlap if enough else 0.0


def _assigned(weights: list[list[float]]) -> list[tuple[int, int]]:
    """Return the pairing of rows and columns with the greatest sum."""
    if len(weights) == 1 or len(weights[0]) == 1:
        best = max((w, -at, -to) for at, row in enumerate(weights) for to, w in enumerate(row))
        return [(-best[1], -best[2])]
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(weights, maximize=True)
    return [(int(at), int(to)) for at, to in zip(rows, columns, strict=True)]

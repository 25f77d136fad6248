"""Identification: how far two coders mark the same instances, code by code.

Whether they then say the same *of* an instance is another question
(:mod:`ca_tool.agreement.labelling`), never mixed with this one: coders who only find the easy
cases agree very well about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from ca_tool.agreement.crossing import Crossed, Rating, crossed, of_table
from ca_tool.agreement.intervals import Estimate, Resampling, interval, per_block
from ca_tool.agreement.pairing import Matching, Rule
from ca_tool.agreement.places import Double

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

YES, NO = "yes", "no"

NOBODY = "neither coder used this code"


@dataclass(frozen=True, slots=True)
class Detection:
    """How far two coders mark the same instances of a code.

    Attributes
    ----------
    both, only_first, only_second
        Instances. ``precision`` is of the second coder's tags, ``recall`` of the first's, the
        first coder taken as the reference; F1 is the same whoever is the reference.
    turns
        For every turn, whether a tag of the code begins in it: α over fixed units.
    words
        For every word, whether a tag of the code covers it: token-level α.
    characters
        For every character of the file, labels and line ends too, whether a tag covers it.
    """

    code: str
    rule: Rule
    both: int
    only_first: int
    only_second: int
    f1: Estimate
    turns: Crossed
    words: Crossed
    characters: Crossed

    @property
    def precision(self) -> float | None:
        """Share of the second coder's tags that the first made too."""
        made = self.both + self.only_second
        return self.both / made if made else None

    @property
    def recall(self) -> float | None:
        """Share of the first coder's tags that the second made too."""
        made = self.both + self.only_first
        return self.both / made if made else None


def detection(
    doubles: Sequence[Double], matchings: Sequence[Matching], how: Resampling
) -> Detection:
    """Return how far the code of *matchings*, one per session, is found by both coders."""
    code = matchings[0].code
    counts = per_block(_outcomes(doubles, matchings), (3,))
    both, only_first, only_second = (int(count) for count in counts.sum(0))
    words = [one for double in doubles for one in _word_ratings(double, code)]
    return Detection(
        code,
        matchings[0].rule,
        both,
        only_first,
        only_second,
        f1_estimate(counts, how),
        _fixed_units(doubles, code, how),
        crossed(words, (YES, NO), how),
        crossed_characters(doubles, code),
    )


def _outcomes(
    doubles: Sequence[Double], matchings: Sequence[Matching]
) -> Iterator[tuple[object, tuple[int]]]:
    """Yield the block of each instance with 0 (found by both), 1 or 2 (by that coder alone)."""
    for double, found in zip(doubles, matchings, strict=True):
        shared = tuple(pair.first for pair in found.pairs)
        for place, tags in enumerate((shared, found.only_first, found.only_second)):
            for tag in tags:
                yield double.block_of(tag), (place,)


def f1_estimate(counts: Array, how: Resampling) -> Estimate:
    """Return F1 of counts by block: found by both, by the first alone, by the second alone."""
    n = int(counts.sum())
    if n == 0:
        return Estimate("f1", None, NOBODY)
    value = float(_f1(counts.sum(0)))
    low, high, method = interval(counts, _f1, how)
    return Estimate("f1", value, "", low, high, method, n, len(counts))


def _f1(counts: Array) -> Array:
    import numpy as np

    both, missed = counts[..., 0], counts[..., 1] + counts[..., 2]
    made = 2 * both + missed
    quotient: Array = np.divide(2 * both, made, out=np.full(made.shape, np.nan), where=made > 0)
    return quotient


def _fixed_units(doubles: Sequence[Double], code: str, how: Resampling) -> Crossed:
    """Cross whether a tag begins in each turn; tags in no turn are counted as left out."""
    ratings: list[Rating] = []
    outside = 0
    for double in doubles:
        turns = [[each.turn(tag) for tag in each.of(code)] for each in double.evidence]
        outside += sum(one.count(None) for one in turns)
        first, second = (frozenset(one) for one in turns)
        ratings += [
            Rating(
                double.block_of_turn(turn.index),
                YES if turn.index in first else NO,
                YES if turn.index in second else NO,
            )
            for turn in double.evidence[0].talk.turns
        ]
    why = "tags that lie in no turn" if outside else ""
    return crossed(ratings, (YES, NO), how, left_out=outside, left_out_why=why)


def _word_ratings(double: Double, code: str) -> Iterator[Rating]:
    """Yield for each word of the talk whether each coder's tags cover any of it."""
    first, second = double.cover(code)
    for word, block in zip(double.ruler.words, double.blocks_of_words, strict=True):
        yield Rating(block, YES if first.touches(word) else NO, YES if second.touches(word) else NO)


def crossed_characters(doubles: Sequence[Double], code: str) -> Crossed:
    """Cross every character of the files, tagged or not: agreement by chance needs them all.

    Chance computed over tagged text alone makes coders look better or worse than they are; the
    more of the file nobody tagged, the less of the agreement is chance.
    """
    import numpy as np

    table = np.zeros((1, 2, 2))
    for double in doubles:
        first, second = double.cover(code)
        shared = first.shared(second)
        neither = double.ruler.characters - first.length - second.length + shared
        table[0] += ((shared, first.length - shared), (second.length - shared, neither))
    return of_table(table, (YES, NO), None)

"""Estimates with their intervals: blocks of talk are drawn anew, never single units.

Turns and questions of one sequence are not independent, so sequences are the units of resampling
(science §3.5, §4.2): a block is drawn whole. With too few blocks nothing is drawn; κ then carries
its large-sample interval and everything else none.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array: TypeAlias = NDArray[np.float64]

TOO_OFTEN = 0.05
"""Share of draws that may be undefined before the interval is left out."""


class Resampling(NamedTuple):
    """How blocks are drawn: how often, and the seed that makes it the same every time."""

    seed: int = 1
    resamples: int = 2000


class Estimate(NamedTuple):
    """One coefficient with what is known of its precision.

    Attributes
    ----------
    key
        Its name in :data:`ca_tool.agreement.words.COEFFICIENTS`.
    value
        ``None`` where it is missing; *why* says the reason.
    low, high, method
        The interval and how it was computed; none where it would mislead, and why.
    n, blocks
        Units it is computed from, and the blocks of talk they lie in.
    """

    key: str
    value: float | None
    why: str = ""
    low: float | None = None
    high: float | None = None
    method: str = ""
    n: int = 0
    blocks: int = 0


def per_block(found: Iterable[tuple[Hashable, Sequence[int]]], size: tuple[int, ...]) -> Array:
    """Return counts by block, shape ``(blocks, *size)``, of pairs ``(block, place in size)``."""
    import numpy as np

    places: dict[Hashable, int] = {}
    cells = [(places.setdefault(block, len(places)), *at) for block, at in found]
    counts = np.zeros((len(places), *size))
    if cells:
        np.add.at(counts, tuple(np.array(cells, dtype=np.intp).T), 1.0)
    return counts


def interval(
    counts: Array, statistic: Callable[[Array], Array], how: Resampling
) -> tuple[float | None, float | None, str]:
    """Return the bootstrap interval of *statistic* over blocks and its method, or why none.

    Parameters
    ----------
    counts
        Shape ``(blocks, ...)``; blocks are drawn with replacement and summed.
    statistic
        From sums of shape ``(draws, ...)`` to values of shape ``(draws,)``.
    """
    import numpy as np

    from ca_tool.uncertainty import bootstrap

    undefined = 0

    def of_draws(weights: Array) -> Array:
        nonlocal undefined
        values = statistic(np.tensordot(weights, counts, axes=1))
        if len(weights) == how.resamples:
            undefined = int(np.isnan(values).sum())
        return values

    found = bootstrap(of_draws, len(counts), resamples=how.resamples, seed=how.seed, by="block")
    if undefined > TOO_OFTEN * how.resamples:
        return None, None, f"undefined in {undefined} of {how.resamples} draws: no interval"
    if found.low is None or found.high is None:
        return None, None, found.refused
    return found.low, found.high, found.method

"""Medians by resampling blocks: for latencies, whose lengths are anything but normal (§3.5.5)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from ca_tool.uncertainty.bootstrap import (
    BLOCKS_NEEDED,
    RESAMPLES,
    SEED,
    draws,
    intervals_of,
    refused,
)
from ca_tool.uncertainty.values import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

_FEW = 100
"""Up to so many different values a product of matrices is the faster way to a median."""


def median_bootstrap(
    blocks: Sequence[Sequence[float]],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    by: str = "block",
) -> Estimate:
    """Return the median of all values in *blocks* with its block-bootstrap interval.

    Blocks without a value take no part. Of an even number of values it is the mean of the two
    in the middle. Always a percentile interval: the jackknife fails for medians.
    """
    having = [block for block in blocks if len(block)]
    owned = [(value, place) for place, block in enumerate(having) for value in block]
    return median_bootstraps([owned], len(having), resamples=resamples, seed=seed, by=by)[0]


def median_bootstraps(
    owned: Sequence[Sequence[tuple[float, int]]],
    n_blocks: int,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    by: str = "block",
) -> tuple[Estimate, ...]:
    """Return as :func:`median_bootstrap` for many medians at once, drawn together.

    *owned* holds, for each median, its values and which of *n_blocks* blocks each belongs to.
    """
    import numpy as np

    having = [len({block for _, block in pairs}) for pairs in owned]
    some = max(having, default=0) >= BLOCKS_NEEDED
    weights = draws(n_blocks, resamples, seed).astype(np.float32) if some else None
    found = []
    for pairs, blocks in zip(owned, having, strict=True):
        ordered = sorted(pairs)
        values = np.array([value for value, _ in ordered])
        middle = float(np.median(values)) if ordered else None
        if weights is None or middle is None or blocks < BLOCKS_NEEDED:
            found.append(refused(middle, blocks, by))
            continue
        medians = _medians(weights, values, np.array([block for _, block in ordered]))
        counted = np.array([blocks])
        found += intervals_of(np.array([middle]), medians[:, None], None, counted, seed, by)
    return tuple(found)


def _medians(weights: NDArray[np.float32], values: Floats, blocks: NDArray[np.int64]) -> Floats:
    """Return the median of the sorted *values*, each of one of the *blocks*, in each draw."""
    import numpy as np

    different, place = np.unique(values, return_inverse=True)
    if len(different) <= _FEW:  # many alike: counted by block first, and added up in one product
        table = np.zeros((weights.shape[1], len(different)), dtype=np.float32)
        np.add.at(table, (blocks, place), 1)
        often = weights @ table
    else:
        different, often = values, weights[:, blocks]
    upto = often.cumsum(axis=1)
    total = upto[:, -1:]
    lower = different[(upto >= (total + 1) // 2).argmax(axis=1)]
    upper = different[(upto >= total // 2 + 1).argmax(axis=1)]
    return np.where(total[:, 0] > 0, (lower + upper) / 2, np.nan)

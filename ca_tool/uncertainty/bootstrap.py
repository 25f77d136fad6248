"""Intervals by resampling whole blocks of talk (science §3.5.3).

Turns and questions depend on one another, so what is drawn again and again are blocks within
which they belong together: sequences, topics, windows. A draw is a row of weights (how often each
block is in it), so that every number of a session can share the same draws and cost one product
of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeAlias

from ca_tool.uncertainty.values import Estimate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]

BLOCKS_NEEDED = 10
"""Fewer blocks are not resampled."""

BCA_FROM = 20
"""From so many blocks on the interval is corrected for bias and skew."""

SESSIONS_NEEDED = 8
"""Fewer sessions are not pooled."""

RESAMPLES = 2000
SEED = 1
LEVEL = 0.95
_TAILS = ((1 - LEVEL) / 2, (1 + LEVEL) / 2)
_NORMAL = NormalDist()
_AT_ONCE = 30_000
"""Blocks counted at once: so many stay in the processor's cache."""

Statistic: TypeAlias = "Callable[[Floats], Floats]"
"""From weights (draws × blocks) to one number per draw."""


def draws(n_blocks: int, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """Return how often each block is in each draw, *resamples* × *n_blocks*.

    Each row sums to *n_blocks*. The same for the same three numbers, on any machine. Raises
    ``ValueError`` without a block or a resample.
    """
    import numpy as np

    if n_blocks < 1 or resamples < 1:
        raise ValueError("there is nothing to draw")
    picked = np.random.default_rng(seed).integers(0, n_blocks, (resamples, n_blocks))
    weights = np.empty((resamples, n_blocks))
    some = max(1, _AT_ONCE // n_blocks)
    offsets = (np.arange(some) * n_blocks)[:, None]
    for first in range(0, resamples, some):
        part = picked[first : first + some]
        counted = np.bincount((part + offsets[: len(part)]).ravel(), minlength=part.size)
        weights[first : first + some] = counted.reshape(part.shape)
    return weights


def block_bootstrap(
    numerator: Sequence[float] | Floats,
    denominator: Sequence[float] | Floats,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    by: str = "block",
) -> Estimate:
    """Return the ratio of two sums over blocks, with its block-bootstrap interval.

    Parameters
    ----------
    numerator, denominator
        What each block contributes, 0 upwards; as many of one as of the other.
    by
        What the blocks are, for the method: ``sequence``.

    Returns
    -------
    Estimate
        Percentile interval; BCa (jackknife over blocks) from 20 blocks on. ``n_blocks`` counts the
        blocks with something in the denominator. Refused below 10 of them, and where every draw
        gives the same number.

    Raises
    ------
    ValueError
        Lengths differ.

    References
    ----------
    Efron, B. & Tibshirani, R. (1993) An Introduction to the Bootstrap, Chapman & Hall, ch. 8, 14.
    Künsch, H. (1989) Annals of Statistics 17: 1217–1241.

    Examples
    --------
    >>> block_bootstrap([1, 0, 1], [1, 1, 1]).refused
    '3 blocks with something to count, at least 10 needed'
    """
    import numpy as np

    top, bottom = np.asarray(numerator, dtype=float), np.asarray(denominator, dtype=float)
    if top.shape != bottom.shape or top.ndim != 1:
        raise ValueError("each block needs a numerator and a denominator")
    found = block_bootstraps(top[:, None], bottom[:, None], resamples=resamples, seed=seed, by=by)
    return found[0]


def block_bootstraps(
    numerators: Floats,
    denominators: Floats,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    by: str = "block",
) -> tuple[Estimate, ...]:
    """Return as :func:`block_bootstrap` for many ratios at once, drawn together.

    *numerators* and *denominators* are blocks × ratios. Each estimate is the one the ratio would
    have by itself.
    """
    import numpy as np

    having = (denominators > 0).sum(axis=0)
    wanted = np.flatnonzero(having >= BLOCKS_NEEDED)
    estimates = [
        refused(_ratio(top, bottom), int(blocks), by)
        for top, bottom, blocks in zip(
            numerators.sum(axis=0), denominators.sum(axis=0), having, strict=True
        )
    ]
    if not wanted.size:
        return tuple(estimates)

    tops, bottoms = numerators[:, wanted], denominators[:, wanted]

    def ratios(weights: Floats) -> Floats:
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray((weights @ tops) / (weights @ bottoms))

    # Leaving one block out is a subtraction; no product of matrices is needed.
    with np.errstate(divide="ignore", invalid="ignore"):
        left_out = (tops.sum(axis=0) - tops) / (bottoms.sum(axis=0) - bottoms)
    left_out[bottoms == 0] = np.nan  # what contributes nothing is no block of this ratio
    values = tops.sum(axis=0) / bottoms.sum(axis=0)
    drawn = ratios(draws(len(tops), resamples, seed))
    for place, found in zip(
        wanted, intervals_of(values, drawn, left_out, having[wanted], seed, by), strict=True
    ):
        estimates[place] = found
    return tuple(estimates)


def bootstrap(
    statistic: Statistic,
    n_blocks: int,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    by: str = "block",
) -> Estimate:
    """Return any *statistic* of weighted blocks with its block-bootstrap interval.

    *statistic* takes weights, draws × blocks, and returns one number per draw (``nan`` where a
    draw has none); weights of 1 give the estimate. Rules and refusals as in
    :func:`block_bootstrap`.
    """
    import numpy as np

    ones = np.ones((1, n_blocks))
    value = statistic(ones) if n_blocks else np.array([np.nan])
    if n_blocks < BLOCKS_NEEDED:
        return refused(_finite(value[0]), n_blocks, by)
    drawn = statistic(draws(n_blocks, resamples, seed))[:, None]
    left_out = statistic(ones - np.eye(n_blocks))[:, None] if n_blocks >= BCA_FROM else drawn
    return intervals_of(value, drawn, left_out, np.array([n_blocks]), seed, by)[0]


def two_level_bootstrap(
    sessions: Sequence[tuple[Sequence[float], Sequence[float]]],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
    by: str = "block",
) -> Estimate:
    """Return a ratio of sums pooled over *sessions*, sessions and then their blocks drawn anew.

    Parameters
    ----------
    sessions
        Of each session its blocks' numerators and denominators.

    Returns
    -------
    Estimate
        Percentile interval, refused below 8 sessions. It is of sessions like these.

    References
    ----------
    Davison, A. & Hinkley, D. (1997) Bootstrap Methods and their Application, CUP, §3.8.
    """
    import numpy as np

    having = [
        (np.asarray(top, dtype=float), np.asarray(bottom, dtype=float))
        for top, bottom in sessions
        if len(bottom) and sum(bottom) > 0
    ]
    n_blocks = sum(len(bottom) for _, bottom in having)
    value = _ratio(sum(top.sum() for top, _ in having), sum(b.sum() for _, b in having))
    if len(having) < SESSIONS_NEEDED:
        why = f"{_counted(len(having), 'session')}, at least {SESSIONS_NEEDED} needed to pool them"
        return Estimate(value, n_blocks=n_blocks, refused=why)
    rng = np.random.default_rng(seed)
    often = rng.multinomial(len(having), [1 / len(having)] * len(having), size=resamples)
    tops, bottoms = np.zeros(resamples), np.zeros(resamples)
    for place, (top, bottom) in enumerate(having):
        size = len(bottom)
        weights = rng.multinomial(often[:, place] * size, [1 / size] * size)
        tops += weights @ top
        bottoms += weights @ bottom
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = _quantiles(np.sort(tops / bottoms), _TAILS)
    method = (
        f"95% two-level bootstrap by session and {by} (percentile), {resamples:,} resamples, "
        f"{len(having)} sessions, n_blocks={n_blocks}, seed {seed}"
    )
    return Estimate(value, low, high, method, n_blocks, resamples, seed)


def intervals_of(
    values: Floats,
    drawn: Floats,
    left_out: Floats | None,
    n_blocks: NDArray[np.int64],
    seed: int,
    by: str,
) -> list[Estimate]:
    """Return an estimate per column of *drawn* (draws × columns).

    *values* are the estimates, *left_out* what they are without one block (blocks × columns; none:
    no BCa), *n_blocks* the blocks behind each.
    """
    import numpy as np

    ordered = np.sort(drawn, axis=0)
    found = []
    for column, value in enumerate(values):
        blocks, row = int(n_blocks[column]), ordered[:, column]
        row = row[: len(row) - int(np.isnan(row).sum())]
        if not len(row) or row[0] == row[-1]:
            why = "every draw gives the same number: resampling shows no uncertainty"
            found.append(Estimate(_finite(value), n_blocks=blocks, refused=why))
            continue
        tails, kind = _TAILS, "percentile"
        if left_out is not None and blocks >= BCA_FROM:
            corrected = _bca(float(value), row, left_out[:, column])
            tails, kind = (corrected, "BCa") if corrected else (tails, kind)
        low, high = _quantiles(row, tails)
        method = (
            f"95% block bootstrap by {by} ({kind}), {len(drawn):,} resamples, "
            f"n_blocks={blocks}, seed {seed}"
        )
        found.append(Estimate(float(value), low, high, method, blocks, len(drawn), seed))
    return found


def _bca(value: float, row: Floats, left_out: Floats) -> tuple[float, float] | None:
    """Return the tails corrected for bias and skew; nothing where they cannot be.

    Efron, B. (1987) Journal of the American Statistical Association 82: 171–185.
    """
    import numpy as np

    below = np.searchsorted(row, value, side="left") + np.searchsorted(row, value, side="right")
    share = float(below) / (2 * len(row))
    known = left_out[~np.isnan(left_out)]
    apart = known.mean() - known
    spread = float((apart**2).sum()) ** 1.5
    if not 0 < share < 1 or not spread:
        return None
    bias, skew = _NORMAL.inv_cdf(share), float((apart**3).sum()) / (6 * spread)
    shifted = [bias + _NORMAL.inv_cdf(tail) for tail in _TAILS]
    if any(skew * shift >= 1 for shift in shifted):
        return None
    low, high = (_NORMAL.cdf(bias + shift / (1 - skew * shift)) for shift in shifted)
    return low, high


def _quantiles(row: Floats, tails: tuple[float, float]) -> tuple[float, float]:
    """Return the quantiles of the sorted *row*, interpolated between neighbours."""
    import numpy as np

    places = np.arange(len(row))
    low, high = (float(np.interp(tail * (len(row) - 1), places, row)) for tail in tails)
    return low, high


def refused(value: float | None, n_blocks: int, by: str) -> Estimate:
    """Return *value* without an interval: there are too few blocks to resample."""
    why = f"{_counted(n_blocks, by)} with something to count, at least {BLOCKS_NEEDED} needed"
    return Estimate(value, n_blocks=n_blocks, refused=why)


def _ratio(top: float, bottom: float) -> float | None:
    return float(top / bottom) if bottom else None


def _finite(value: float) -> float | None:
    return None if value != value else float(value)  # only nan is not itself


def _counted(count: int, what: str) -> str:
    first, gap, rest = what.partition(" ")
    return f"{count} {what}" if count == 1 else f"{count} {first}s{gap}{rest}"

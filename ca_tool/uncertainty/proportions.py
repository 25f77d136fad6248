"""Intervals for proportions. Plain formulas: only the exact interval imports scipy."""

from __future__ import annotations

from math import sqrt

Z = 1.959963984540054
"""The 97.5th percentile of the standard normal distribution."""


def wilson(k: float, n: float, z: float = Z) -> tuple[float, float]:
    """Return Wilson's score interval for *k* of *n*, both within 0 to 1.

    Well behaved at ``k = 0``, ``k = n`` and small ``n``; assumes independent instances. Raises
    ``ValueError`` unless ``0 <= k <= n`` and ``n > 0``.

    References
    ----------
    Wilson, E. (1927) Journal of the American Statistical Association 22: 209–212.
    Brown, L., Cai, T. & DasGupta, A. (2001) Statistical Science 16: 101–133.

    Examples
    --------
    >>> [round(edge, 4) for edge in wilson(3, 4)]
    [0.3006, 0.9544]
    """
    _check(k, n)
    square = z * z
    centre = (k + square / 2) / (n + square)
    half = z / (n + square) * sqrt(k * (n - k) / n + square / 4)
    low = 0.0 if k == 0 else max(0.0, centre - half)
    high = 1.0 if k == n else min(1.0, centre + half)
    return low, high


def newcombe(k1: float, n1: float, k2: float, n2: float) -> tuple[float, float, float]:
    """Return ``k1/n1 - k2/n2`` and Newcombe's hybrid score interval, all within −1 to 1.

    Raises ``ValueError`` as :func:`wilson` does.

    References
    ----------
    Newcombe, R. (1998) Statistics in Medicine 17: 873–890, method 10.

    Examples
    --------
    >>> [round(edge, 3) for edge in newcombe(12, 20, 6, 20)]
    [0.3, -0.006, 0.538]
    """
    (low1, high1), (low2, high2) = wilson(k1, n1), wilson(k2, n2)
    p1, p2 = k1 / n1, k2 / n2
    difference = p1 - p2
    low = difference - sqrt((p1 - low1) ** 2 + (high2 - p2) ** 2)
    high = difference + sqrt((high1 - p1) ** 2 + (p2 - low2) ** 2)
    return difference, low, high


def clopper_pearson(k: int, n: int) -> tuple[float, float]:
    """Return the exact (conservative) 95% interval for *k* of *n*, both within 0 to 1.

    Raises ``ValueError`` as :func:`wilson` does.

    References
    ----------
    Clopper, C. & Pearson, E. (1934) Biometrika 26: 404–413.

    Examples
    --------
    >>> [round(edge, 4) for edge in clopper_pearson(3, 4)]
    [0.1941, 0.9937]
    """
    _check(k, n)
    from scipy.stats import binomtest

    interval = binomtest(k, n).proportion_ci(method="exact")
    return float(interval.low), float(interval.high)


def _check(k: float, n: float) -> None:
    if not 0 <= k <= n or n <= 0:
        raise ValueError(f"{k} of {n} is no proportion")

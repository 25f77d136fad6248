"""How large a difference is: to be shown beside any p, and instead of most."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log, sqrt

from ca_tool.uncertainty.proportions import Z, newcombe
from ca_tool.uncertainty.values import Estimate

NO_TRIALS = "words are no independent trials: resample sequences for an interval"


def risk_difference(k1: float, n1: float, k2: float, n2: float) -> Estimate:
    """Return ``k1/n1 - k2/n2``, −1 to 1, with Newcombe's interval.

    Raises ``ValueError`` where one of them is no proportion.
    """
    method = "Newcombe 95%, assumes independent instances"
    return Estimate(*newcombe(k1, n1, k2, n2), method=method)


def odds_ratio(k1: float, n1: float, k2: float, n2: float) -> Estimate:
    """Return the odds of *k1* of *n1* against those of *k2* of *n2*, above 0; 1 is no difference.

    Half a case is added to each of the four counts, so that none of them is 0. The interval is
    that of its logarithm. Raises ``ValueError`` where one of them is no proportion.

    References
    ----------
    Haldane, J. (1956) Annals of Human Genetics 20: 309–311.
    Anscombe, F. (1956) Biometrika 43: 461–464.

    Examples
    --------
    >>> round(odds_ratio(3, 4, 0, 1).value, 3)
    7.0
    """
    if not (0 <= k1 <= n1 and 0 <= k2 <= n2 and n1 > 0 and n2 > 0):
        raise ValueError(f"{k1} of {n1} and {k2} of {n2}: one is no proportion")
    a, b, c, d = k1 + 0.5, n1 - k1 + 0.5, k2 + 0.5, n2 - k2 + 0.5
    centre, half = log(a * d / (b * c)), Z * sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    method = "Haldane odds ratio (+0.5), 95%, assumes independent instances"
    return Estimate(exp(centre), exp(centre - half), exp(centre + half), method)


def log_ratio(first: float, second: float) -> Estimate:
    """Return ln((*first* + ½) / (*second* + ½)) of two amounts, for example of words.

    0: as much; above 0: the first has more. Has no interval of its own. Raises ``ValueError`` if
    an amount is negative.

    Examples
    --------
    >>> round(log_ratio(45, 7).value, 3)
    1.803
    """
    if first < 0 or second < 0:
        raise ValueError("an amount is negative")
    return Estimate(log((first + 0.5) / (second + 0.5)), refused=NO_TRIALS)


def cliffs_delta(
    first: Sequence[float | str], second: Sequence[float | str], scale: Sequence[str] = ()
) -> Estimate:
    """Return how far the values of *first* lie above those of *second*, −1 to 1.

    (pairs with the first greater − pairs with the second greater) / all pairs. Needs an order
    and no distances, so it suits *overlap < latch < unmarked < micropause < timed*.

    Parameters
    ----------
    first, second
        Numbers, or categories of *scale*.
    scale
        The categories in their order.

    Returns
    -------
    Estimate
        With the interval from the unbiased variance and Student's t with n₁ + n₂ − 2 degrees of
        freedom. Refused where a group has fewer than two values or the groups do not overlap at
        all: the variance is 0 then, which says nothing.

    Raises
    ------
    ValueError
        A group is empty, or a category is not in *scale*.

    References
    ----------
    Cliff, N. (1993) Psychological Bulletin 114: 494–509.
    Cliff, N. (1996) Multivariate Behavioral Research 31: 331–350.
    """
    import numpy as np
    from scipy.special import stdtrit

    if not first or not second:
        raise ValueError("each group needs a value")
    x, y = np.array(_ranks(first, scale)), np.array(_ranks(second, scale))
    above = np.sign(x[:, None] - y[None, :])
    delta, n1, n2 = float(above.mean()), len(x), len(y)
    if min(n1, n2) < 2:
        return Estimate(delta, refused="a group has a single value")
    if abs(delta) == 1:
        return Estimate(delta, refused="the groups do not overlap at all")
    rows = ((above.mean(axis=1) - delta) ** 2).sum()
    columns = ((above.mean(axis=0) - delta) ** 2).sum()
    cells = ((above - delta) ** 2).sum()
    variance = (n2**2 * rows + n1**2 * columns - cells) / (n1 * n2 * (n1 - 1) * (n2 - 1))
    variance = max(float(variance), (1 - delta**2) / (n1 * n2 - 1))
    t = float(stdtrit(n1 + n2 - 2, 0.975))
    half = t * sqrt(variance * ((1 - delta**2) ** 2 + t**2 * variance))
    centre, scaled = delta - delta**3, 1 - delta**2 + t**2 * variance
    low, high = (centre - half) / scaled, (centre + half) / scaled
    method = "Cliff's δ, 95%, unbiased variance, Student's t, assumes independent values"
    return Estimate(delta, max(low, -1.0), min(high, 1.0), method)


def _ranks(values: Sequence[float | str], scale: Sequence[str]) -> list[float]:
    """Return numbers as they are, and categories as places on *scale*."""
    places = {category: float(place) for place, category in enumerate(scale)}
    if unknown := {str(v) for v in values if isinstance(v, str) and v not in places}:
        raise ValueError(f"not on the scale: {', '.join(sorted(unknown))}")
    return [places[value] if isinstance(value, str) else float(value) for value in values]

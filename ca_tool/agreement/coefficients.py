"""Coefficients of agreement between two coders, from the table of what both said.

A table holds counts: what the first coder said in rows, the second in columns, shape
``(..., k, k)`` for ``k`` categories. Everything is computed along the last two axes at once, so
2,000 resampled tables cost no loop. What cannot be computed is ``nan``: a table in which only one
category was ever used shows no agreement beyond chance, so it never comes out as 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from ca_tool.measures.intervals import Z

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table: TypeAlias = NDArray[np.float64]

Weights: TypeAlias = Literal["none", "linear", "quadratic"]
Scale: TypeAlias = Literal["nominal", "ordinal"]


class Normal(NamedTuple):
    """An interval from the normal distribution; ``raw_high`` may lie above 1."""

    low: float
    high: float
    raw_low: float
    raw_high: float
    error: float


def observed(table: Table) -> Table:
    """Return the share of units on which both coders said the same; 0 to 1."""
    return _divided(_diagonal(table).sum(-1), table.sum((-2, -1)))


def kappa(table: Table, weights: Weights = "none") -> Table:
    """Return Cohen's κ; −1 to 1.

    ``weights`` other than ``none`` count disagreements by how far apart the categories stand.

    References
    ----------
    Cohen, J. (1960) Educational and Psychological Measurement 20: 37–46; weighted: Cohen, J.
    (1968) Psychological Bulletin 70: 213–220.
    """
    import numpy as np

    size = table.shape[-1]
    apart = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(float)
    cost = {"none": (apart > 0).astype(float), "linear": apart, "quadratic": apart**2}[weights]
    units = table.sum((-2, -1))
    rows, columns = table.sum(-1), table.sum(-2)
    by_chance = _divided((cost * rows[..., :, None] * columns[..., None, :]).sum((-2, -1)), units)
    return _known(table, 1 - _divided((cost * table).sum((-2, -1)), by_chance))


def kappa_normal(table: Table) -> Normal:
    """Return κ's large-sample interval for one table, cut at −1 and 1, and as it came out.

    It assumes independent units, and few units take it above 1: prefer the bootstrap.

    References
    ----------
    Cohen, J. (1960) Educational and Psychological Measurement 20: 37–46, formula 7.
    """
    from math import sqrt

    value, agreed, units = float(kappa(table)), float(observed(table)), float(table.sum())
    expected = float((table.sum(-1) * table.sum(-2)).sum()) / units**2
    error = sqrt(agreed * (1 - agreed) / (units * (1 - expected) ** 2))
    low, high = value - Z * error, value + Z * error
    return Normal(max(low, -1.0), min(high, 1.0), low, high, error)


def alpha(table: Table, scale: Scale = "nominal") -> Table:
    """Return Krippendorff's α for two coders who both rated every unit; at most 1.

    See :func:`ca_tool.agreement.reliability.alpha` for more coders and missing ratings.

    References
    ----------
    Krippendorff, K. (2019) Content Analysis, 4th ed., chapter 12.
    """
    import numpy as np

    coincidences = table + np.swapaxes(table, -2, -1)
    held = coincidences.sum(-1)
    if scale == "ordinal":
        ranks = np.cumsum(held, -1) - held / 2
        apart = (ranks[..., :, None] - ranks[..., None, :]) ** 2
    else:
        apart = 1.0 - np.eye(table.shape[-1])
    found = (coincidences * apart).sum((-2, -1))
    by_chance = (held[..., :, None] * held[..., None, :] * apart).sum((-2, -1))
    return _known(table, 1 - (held.sum(-1) - 1) * _divided(found, by_chance))


def pabak(table: Table) -> Table:
    """Return κ adjusted for prevalence and bias: agreement against even odds; −1/(k−1) to 1.

    References
    ----------
    Byrt, T., Bishop, J. & Carlin, J. (1993) Journal of Clinical Epidemiology 46: 423–429; for
    more than two categories: Bennett, E., Alpert, R. & Goldstein, A. (1954) Public Opinion
    Quarterly 18: 303–308.
    """
    size = table.shape[-1]
    return _known(table, (size * observed(table) - 1) / max(size - 1, 1))


def ac1(table: Table) -> Table:
    """Return Gwet's AC1, which holds up where one category is rare; at most 1.

    References
    ----------
    Gwet, K. (2008) British Journal of Mathematical and Statistical Psychology 61: 29–48.
    """
    portion = _divided((table.sum(-1) + table.sum(-2)) / 2, table.sum((-2, -1))[..., None])
    by_chance = (portion * (1 - portion)).sum(-1) / max(table.shape[-1] - 1, 1)
    return _known(table, _divided(observed(table) - by_chance, 1 - by_chance))


def f1(table: Table) -> Table:
    """Return F1 of each category, shape ``(..., k)``; ``nan`` where nobody used it."""
    return _divided(2 * _diagonal(table), table.sum(-1) + table.sum(-2))


def used(table: Table) -> Table:
    """Return how many categories either coder used."""
    import numpy as np

    return np.asarray(((table.sum(-1) + table.sum(-2)) > 0).sum(-1), dtype=float)


def _known(table: Table, value: Table) -> Table:
    """Return *value*, but ``nan`` where fewer than two categories were used."""
    import numpy as np

    return np.where(used(table) >= 2, value, np.nan)


def _diagonal(table: Table) -> Table:
    import numpy as np

    return np.diagonal(table, axis1=-2, axis2=-1)


def _divided(over: Table, under: Table) -> Table:
    """Return a quotient, ``nan`` where there is nothing to divide by."""
    import numpy as np

    over, under = np.broadcast_arrays(np.asarray(over, float), np.asarray(under, float))
    quotient: Table = np.divide(over, under, out=np.full(over.shape, np.nan), where=under != 0)
    return quotient

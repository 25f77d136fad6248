"""What two coders said of the same units: the confusion matrix and every coefficient of it.

The coefficients are always computed and shown together, with the matrix: where one value is rare,
some of them flatter and some do not, and nobody should pick (science §4.2).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ca_tool.agreement import coefficients
from ca_tool.agreement.coefficients import Scale, kappa_normal
from ca_tool.agreement.intervals import Estimate, Resampling, interval, per_block

if TYPE_CHECKING:
    from ca_tool.agreement.coefficients import Table

    Statistic: TypeAlias = Callable[[Table], Table]

NO_UNITS = "no units to compare"
NO_INTERVAL = "no interval: neighbouring units are not independent"
ONE_VALUE = "only one value was used, so nothing shows that values can be told apart"


class Rating(NamedTuple):
    """One unit: the block of talk it lies in, and what each coder said of it."""

    block: Hashable
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Crossed:
    """A confusion matrix and what follows from it.

    Attributes
    ----------
    categories
        In the order of the rows (first coder) and columns (second coder).
    counts
        The matrix.
    estimates
        Observed agreement, κ (weighted κ too on an ordered scale), α, PABAK, AC1.
    f1
        F1 of each category; ``None`` where nobody used it.
    n, blocks
        Units compared, and the blocks of talk they lie in.
    left_out
        Units that could not be compared, and *left_out_why*.
    """

    categories: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    estimates: tuple[Estimate, ...]
    f1: tuple[float | None, ...]
    scale: Scale = "nominal"
    n: int = 0
    blocks: int = 0
    left_out: int = 0
    left_out_why: str = ""

    def estimate(self, key: str) -> Estimate:
        """Return the coefficient *key*; raises ``KeyError`` if it is not computed here."""
        for found in self.estimates:
            if found.key == key:
                return found
        raise KeyError(key)


def crossed(
    ratings: Sequence[Rating],
    categories: Sequence[str],
    how: Resampling,
    *,
    scale: Scale = "nominal",
    left_out: int = 0,
    left_out_why: str = "",
) -> Crossed:
    """Return how *ratings* cross; values that are not among *categories* stand after them."""
    extra = {value: None for one in ratings for value in (one.first, one.second)}
    names = tuple(dict.fromkeys((*categories, *extra)))
    place = {name: at for at, name in enumerate(names)}
    cells = ((one.block, (place[one.first], place[one.second])) for one in ratings)
    blocks = per_block(cells, (len(names), len(names)))
    return of_table(blocks, names, how, scale=scale, left_out=left_out, left_out_why=left_out_why)


def of_table(
    blocks: Table,
    categories: tuple[str, ...],
    how: Resampling | None,
    *,
    scale: Scale = "nominal",
    left_out: int = 0,
    left_out_why: str = "",
) -> Crossed:
    """Return what follows from tables of counts, one per block, shape ``(blocks, k, k)``.

    Without *how* there are no intervals: for units that are not independent within any block.
    """
    table = blocks.sum(0)
    estimates = tuple(
        _estimate(key, statistic, blocks, how) for key, statistic in _statistics(scale).items()
    )
    return Crossed(
        categories,
        tuple(tuple(int(cell) for cell in row) for row in table),
        estimates,
        tuple(None if value != value else float(value) for value in coefficients.f1(table)),
        scale,
        int(table.sum()),
        len(blocks),
        left_out,
        left_out_why,
    )


def _statistics(scale: Scale) -> dict[str, Statistic]:
    found: dict[str, Statistic] = {
        "observed": coefficients.observed,
        "kappa": coefficients.kappa,
    }
    if scale == "ordinal":
        found["weighted_kappa"] = partial(coefficients.kappa, weights="quadratic")
    found["alpha"] = partial(coefficients.alpha, scale=scale)
    return found | {"pabak": coefficients.pabak, "ac1": coefficients.ac1}


def _estimate(key: str, statistic: Statistic, blocks: Table, how: Resampling | None) -> Estimate:
    table = blocks.sum(0)
    n = int(table.sum())
    value = float(statistic(table)) if n else float("nan")
    if value != value:
        return Estimate(key, None, NO_UNITS if n == 0 else ONE_VALUE, n=n, blocks=len(blocks))
    if how is None:
        return Estimate(key, value, method=NO_INTERVAL, n=n, blocks=len(blocks))
    low, high, method = interval(blocks, statistic, how)
    observed = float(coefficients.observed(table))
    if key == "kappa" and low is None and observed < 1:
        low, high, method = _normal(table, method)
    return Estimate(key, value, "", low, high, method, n, len(blocks))


def _normal(table: Table, why: str) -> tuple[float, float, str]:
    found = kappa_normal(table)
    method = f"95% large-sample, assumes independent units ({why})"
    if found.raw_high > 1:
        method += f"; raw upper limit {found.raw_high:.3f}, cut at 1"
    return found.low, found.high, method

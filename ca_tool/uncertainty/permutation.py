"""Exact permutation tests at the level that was sampled: the session.

What is exchanged are whole sessions, each with one number. Turns cannot be shuffled here, and
that is meant: their order is not exchangeable, since adjacency pairs make speakers alternate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import comb
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 100_000
"""More arrangements than this are not all gone through: as many are drawn at random."""


@dataclass(frozen=True, slots=True)
class Permutation:
    """What exchanging whole sessions says of a difference between two groups of them.

    Attributes
    ----------
    difference
        Mean of the second group's numbers minus mean of the first's.
    p
        Two-sided: twice the smaller tail, at most 1.
    smallest_p
        What p could be at the least with so many sessions, whatever their numbers.
    n1, n2
        Sessions in each group; the same for pairs.
    arrangements
        How many arrangements of the sessions there are.
    seed
        ``None`` where all arrangements were gone through.
    method
        As it is printed beside the result.
    """

    difference: float
    p: float
    smallest_p: float
    n1: int
    n2: int
    arrangements: int
    method: str
    seed: int | None = None


def smallest_p(n1: int, n2: int) -> float:
    """Return the smallest two-sided p that *n1* against *n2* sessions can give.

    2 / C(n1 + n2, n1). Raises ``ValueError`` if a group has fewer than two.

    Examples
    --------
    >>> [round(smallest_p(*groups), 3) for groups in ((2, 2), (3, 3), (3, 4), (4, 4), (5, 5))]
    [0.333, 0.1, 0.057, 0.029, 0.008]
    """
    if min(n1, n2) < 2:
        raise ValueError("each group needs two sessions or more")
    return 2 / comb(n1 + n2, n1)


def smallest_p_of_pairs(pairs: int) -> float:
    """Return the smallest two-sided p that so many *pairs* of sessions can give: 2 / 2ⁿ.

    Raises ``ValueError`` if there are fewer than two.

    Examples
    --------
    >>> smallest_p_of_pairs(5), smallest_p_of_pairs(6)
    (0.0625, 0.03125)
    """
    if pairs < 2:
        raise ValueError("two pairs of sessions or more are needed")
    return 2.0 / float(2**pairs)


def beforehand(n1: int, n2: int | None = None) -> str:
    """Return what is to be said before the test: the smallest p it can give.

    *n1* against *n2* sessions; without *n2*, *n1* pairs. Raises ``ValueError`` as above.

    Examples
    --------
    >>> beforehand(3, 3)
    'With 3 and 3 sessions, p can be no smaller than 0.100, however large the difference.'
    """
    if n2 is None:
        least, sessions = smallest_p_of_pairs(n1), f"{n1} pairs of sessions"
    else:
        least, sessions = smallest_p(n1, n2), f"{n1} and {n2} sessions"
    return f"With {sessions}, p can be no smaller than {least:.3f}, however large the difference."


def permute_sessions(
    first: Mapping[str, float], second: Mapping[str, float], *, seed: int = 1
) -> Permutation:
    """Return the permutation test of two groups of sessions, their labels exchanged.

    Parameters
    ----------
    first, second
        Session id → its one number. All divisions of the sessions into groups of these sizes are
        gone through; if there are more than :data:`MOST`, as many are drawn with *seed*.

    Raises
    ------
    ValueError
        A group has fewer than two, or a session is in both: then it is a pair.

    References
    ----------
    Edgington, E. & Onghena, P. (2007) Randomization Tests, 4th edn, Chapman & Hall, ch. 3–4.

    Examples
    --------
    >>> permute_sessions({"S1": 0.2, "S2": 0.3}, {"S3": 0.6, "S4": 0.9}).p
    0.3333333333333333
    """
    if both := first.keys() & second.keys():
        raise ValueError(f"in both groups: {', '.join(sorted(both))}")
    least = smallest_p(len(first), len(second))
    arrangements = comb(len(first) + len(second), len(first))
    method = f"permutation of session labels, {len(first)} and {len(second)} sessions"
    values = list(first.values()), list(second.values())
    difference, p, drawn = _tested(*values, "independent", arrangements, seed)
    return Permutation(
        difference,
        p,
        least,
        len(first),
        len(second),
        arrangements,
        f"{method}, {_how(arrangements, drawn)}",
        drawn,
    )


def permute_pairs(pairs: Mapping[str, tuple[float, float]], *, seed: int = 1) -> Permutation:
    """Return the sign-flip test of paired sessions: before and after exchanged within each pair.

    Parameters
    ----------
    pairs
        Who or what is paired (a dyad) → the first and the second session's number. All 2ⁿ
        exchanges are gone through; if there are more than :data:`MOST`, as many are drawn with
        *seed*.

    Raises
    ------
    ValueError
        There are fewer than two pairs.

    References
    ----------
    Fisher, R. (1935) The Design of Experiments, Oliver & Boyd, §21.
    """
    least, arrangements = smallest_p_of_pairs(len(pairs)), int(2 ** len(pairs))
    values = [a for a, _ in pairs.values()], [b for _, b in pairs.values()]
    difference, p, drawn = _tested(*values, "samples", arrangements, seed)
    method = f"exchange within pairs, {len(pairs)} pairs of sessions, {_how(arrangements, drawn)}"
    return Permutation(difference, p, least, len(pairs), len(pairs), arrangements, method, drawn)


def _tested(
    first: list[float],
    second: list[float],
    kind: Literal["independent", "samples"],
    arrangements: int,
    seed: int,
) -> tuple[float, float, int | None]:
    """Return the difference of means, its two-sided p, and the seed if arrangements were drawn."""
    import numpy as np
    from scipy.stats import permutation_test

    def difference(
        x: NDArray[np.float64], y: NDArray[np.float64], axis: int
    ) -> NDArray[np.float64]:
        return np.asarray(np.mean(y, axis=axis) - np.mean(x, axis=axis))

    drawn = arrangements > MOST
    found = permutation_test(
        (first, second),
        difference,
        permutation_type=kind,
        vectorized=True,
        n_resamples=MOST,  # all arrangements, where there are no more
        batch=10_000,
        alternative="two-sided",
        rng=np.random.default_rng(seed),
    )
    return float(found.statistic), float(found.pvalue), seed if drawn else None


def _how(arrangements: int, drawn: int | None) -> str:
    if drawn is None:
        return f"all {arrangements:,} arrangements"
    return f"{MOST:,} of {arrangements:,} arrangements, seed {drawn}"

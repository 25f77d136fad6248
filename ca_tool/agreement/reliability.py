"""Krippendorff's α for any number of coders, with missing ratings.

No coincidence matrix is built: what α needs of it are the values' totals, which ``bincount`` gives,
and the disagreement within each pair of coders. So 100,000 units cost milliseconds and a scale of
thousands of values no more memory than one of two.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Ratings: TypeAlias = NDArray[np.float64]

Level: TypeAlias = Literal["nominal", "ordinal", "interval"]

SMALL = 4096
"""Whole numbers within such a range are counted without being sorted first."""


def alpha(ratings: Ratings, level: Level = "nominal") -> float:
    """Return Krippendorff's α; at most 1, ``nan`` where it is not defined.

    Parameters
    ----------
    ratings
        Shape ``(coders, units)``: numbers that stand for values, ``nan`` where a coder did not
        rate a unit. Units with fewer than two ratings do not count.
    level
        ``nominal`` (the same or not), ``ordinal`` (by how many ratings stand between),
        ``interval`` (by squared difference).

    Returns
    -------
    float
        ``nan`` if no unit has two ratings or if all ratings are the same: nothing varies, so
        nothing shows whether coders can tell values apart.

    References
    ----------
    Krippendorff, K. (2019) Content Analysis, 4th ed., chapter 12.
    """
    import numpy as np

    rated = ~np.isnan(ratings)
    times = rated.sum(axis=0)
    rated &= times >= 2
    if not rated.any():
        return float("nan")
    scores, count = _scores(ratings, rated, level)
    if count == 0:
        return float("nan")
    weight = 1.0 / np.maximum(times - 1, 1)
    total = float(rated.sum())
    within = sum(
        2.0 * float((_apart(scores[one], scores[other], level) * weight)[both].sum())
        for one, other in combinations(range(len(ratings)), 2)
        if (both := rated[one] & rated[other]).any()
    )
    return 1.0 - (total - 1.0) * within / count


def alpha_of(labels: Iterable[Sequence[str | None]], order: Sequence[str] = ()) -> float:
    """Return α of words: one sequence per coder, ``None`` where a unit was not rated.

    *order* makes the scale ordinal; its words stand from lowest to highest.
    """
    import numpy as np

    coders = [list(coder) for coder in labels]
    names = order or sorted({word for coder in coders for word in coder if word is not None})
    number = {word: float(place) for place, word in enumerate(names)}
    ratings = [[np.nan if word is None else number[word] for word in coder] for coder in coders]
    return alpha(np.array(ratings, dtype=float), "ordinal" if order else "nominal")


def _scores(ratings: Ratings, rated: NDArray[np.bool_], level: Level) -> tuple[Ratings, float]:
    """Return what is compared for each rating, and the disagreement over all pairs of ratings.

    Ordinal distance is the difference of mid-ranks, so it is interval distance of those.
    """
    import numpy as np

    if level == "interval":
        scores = ratings - ratings[rated].mean()
        return scores, _spread(scores[rated])
    codes, held = _counted(ratings, rated)
    if level == "nominal":
        total = float(held.sum())
        return codes, total * total - float((held * held).sum())
    ranks = np.cumsum(held) - held / 2
    ranks -= ranks.mean()
    scores = ranks[codes.astype(np.intp)]
    return scores, _spread(scores[rated])


def _counted(ratings: Ratings, rated: NDArray[np.bool_]) -> tuple[Ratings, Ratings]:
    """Return each rating's place among the values in order, and how often each value occurs."""
    import numpy as np

    values = ratings[rated]
    low, high = float(values.min()), float(values.max())
    if high - low < SMALL and not np.mod(values, 1.0).any():
        codes = np.where(rated, ratings - low, 0.0)
        held = np.bincount((values - low).astype(np.intp))
        return codes, held.astype(float)
    codes = np.zeros(ratings.shape)
    _, places, held = np.unique(values, return_inverse=True, return_counts=True)
    codes[rated] = places
    return codes, held.astype(float)


def _spread(scores: Ratings) -> float:
    """Return the squared differences of all ordered pairs, summed."""
    return 2.0 * (scores.size * float((scores * scores).sum()) - float(scores.sum()) ** 2)


def _apart(one: Ratings, other: Ratings, level: Level) -> Ratings:
    import numpy as np

    if level == "nominal":
        return np.asarray(one != other, dtype=float)
    return np.asarray((one - other) ** 2)

"""γ for two coders: agreement on where stretches begin and end and what they are, together.

For two coders the best alignment is an assignment problem and is solved exactly. What is expected
by chance is sampled: the coders' own tags, each coder's shifted round the talk as on a ring. So γ
depends on a sampler, a seed and parameters, and all of them are printed with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ca_tool.measures.intervals import Z

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Ints: TypeAlias = NDArray[np.intp]

SAMPLER = "each coder's own stretches, shifted round the talk by a random distance"
NOTHING = "one of the coders marked no stretch"
NO_CHANCE = "random continua are as alike as the coders': nothing to compare with"


class Unit(NamedTuple):
    """A stretch of a continuum, ``end`` after ``start``, in any unit of length."""

    start: float
    end: float
    category: str = ""


class Continuum(NamedTuple):
    """One session: each coder's units, and how long the talk is."""

    first: tuple[Unit, ...]
    second: tuple[Unit, ...]
    length: float


class Settings(NamedTuple):
    """The parameters of γ.

    Attributes
    ----------
    alpha, beta
        Weights of place and of category.
    empty
        Δ∅, what it costs to leave a unit without partner.
    samples, seed
        Random continua drawn for what chance gives, and the seed of the draw.
    """

    alpha: float = 1.0
    beta: float = 1.0
    empty: float = 1.0
    samples: int = 100
    seed: int = 1

    def __str__(self) -> str:
        return (
            f"α = {self.alpha:g}, β = {self.beta:g}, Δ∅ = {self.empty:g}, "
            f"{self.samples} random continua ({SAMPLER}), seed {self.seed}"
        )


USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Gamma:
    """γ of some stretches.

    Attributes
    ----------
    value
        At most 1; 0 is what chance gives. ``None`` where it is missing, *why* says the reason.
    low, high
        How far the value may move with another seed (95 %): no interval for other talk.
    by_category
        γ-cat: of the aligned stretches, agreement on the category alone, weighted by how well
        they are placed; stretches without partner take no part.
    observed, expected
        Disorder of the best alignment and the mean of the random ones.
    pairs, first, second
        Aligned pairs, and each coder's stretches.
    """

    value: float | None
    why: str = ""
    low: float | None = None
    high: float | None = None
    by_category: float | None = None
    observed: float | None = None
    expected: float | None = None
    pairs: int = 0
    first: int = 0
    second: int = 0
    settings: Settings = USUAL


class Aligned(NamedTuple):
    """The best alignment: its total cost, its pairs ``(first, second)``, and γ-cat's two sums."""

    cost: float
    pairs: tuple[tuple[int, int], ...]
    category_cost: float
    category_weight: float


def positional(one: Unit, other: Unit, empty: float = 1.0) -> float:
    """Return how far apart two units lie; 0 where they are the same, in multiples of *empty*.

    References
    ----------
    Mathet, Y., Widlöcher, A. & Métivier, J.-P. (2015) Computational Linguistics 41(3): 437–479,
    §4.2.1.

    Examples
    --------
    >>> round(positional(Unit(0, 10), Unit(2, 10)), 6), positional(Unit(0, 4), Unit(6, 10))
    (0.012346, 2.25)
    """
    apart = abs(one.start - other.start) + abs(one.end - other.end)
    return float((apart / (one.end - one.start + other.end - other.start)) ** 2 * empty)


def gamma(continua: Sequence[Continuum], settings: Settings = USUAL) -> Gamma:
    """Return γ over *continua*, sessions pooled.

    References
    ----------
    Mathet, Widlöcher & Métivier (2015), as above; γ-cat: Mathet, Y. (2017) Computational
    Linguistics 43(3): 661–681.
    """
    import numpy as np

    first = sum(len(one.first) for one in continua)
    second = sum(len(one.second) for one in continua)
    if not first or not second:
        return Gamma(None, NOTHING, first=first, second=second, settings=settings)
    best = [aligned(one.first, one.second, settings) for one in continua]
    observed = sum(one.cost for one in best) / ((first + second) / 2)
    drawn, drawn_categories = [], []
    for continuum in _random(continua, settings):
        found = [aligned(one, other, settings) for one, other in continuum]
        units = sum(len(one) + len(other) for one, other in continuum)
        drawn.append(sum(one.cost for one in found) / (units / 2))
        drawn_categories.append(_category_disorder(found))
    expected = float(np.mean(drawn))
    if not expected:
        return Gamma(None, NO_CHANCE, first=first, second=second, settings=settings)
    ratio = observed / expected
    noise = Z * ratio * float(np.std(drawn)) / expected / sqrt(len(drawn))
    return Gamma(
        1 - ratio,
        "",
        1 - ratio - noise,
        min(1.0, 1 - ratio + noise),
        _by_category(_category_disorder(best), drawn_categories),
        observed,
        expected,
        sum(len(one.pairs) for one in best),
        first,
        second,
        settings,
    )


def aligned(first: Sequence[Unit], second: Sequence[Unit], settings: Settings) -> Aligned:
    """Return the alignment of the least cost: a pair costs its distance, a lone unit Δ∅."""
    import numpy as np

    alone = settings.empty * (len(first) + len(second))
    if not first or not second:
        return Aligned(alone, (), 0.0, 0.0)
    rows, columns, place, category = _near(first, second, settings)
    gain = settings.alpha * place + settings.beta * category - 2 * settings.empty
    worth = gain < 0
    rows, columns, gain = rows[worth], columns[worth], gain[worth]
    place, category = place[worth], category[worth]
    chosen = _least(rows, columns, gain, len(first), len(second))
    weight = np.maximum(0.0, 1 - settings.alpha * place[chosen])
    return Aligned(
        alone + float(gain[chosen].sum()),
        tuple(zip(rows[chosen].tolist(), columns[chosen].tolist(), strict=True)),
        float((weight * category[chosen]).sum()),
        float(weight.sum()),
    )


def _near(
    first: Sequence[Unit], second: Sequence[Unit], settings: Settings
) -> tuple[Ints, Ints, Floats, Floats]:
    """Return the pairs that can be worth aligning, with the cost of their place and category.

    A pair further apart than two lone units cost is none, so only neighbours are looked at.
    """
    import numpy as np

    starts, ends = (np.array([unit[at] for unit in first], dtype=float) for at in (0, 1))
    order = np.array(sorted(range(len(second)), key=lambda at: second[at].start))
    begins, stops = (np.array([second[n][at] for n in order], dtype=float) for at in (0, 1))
    longest = (ends - starts).max() + (stops - begins).max()
    reach = longest * sqrt(2 / settings.alpha) if settings.alpha else np.inf
    low = np.searchsorted(begins, starts - reach)
    high = np.searchsorted(begins, starts + reach, side="right")
    counts = high - low
    rows = np.repeat(np.arange(len(first)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    columns = np.repeat(low, counts) + within
    apart = np.abs(starts[rows] - begins[columns]) + np.abs(ends[rows] - stops[columns])
    lengths = (ends - starts)[rows] + (stops - begins)[columns]
    place = (apart / lengths) ** 2 * settings.empty
    numbers: dict[str, int] = {}
    ours = np.array([numbers.setdefault(unit.category, len(numbers)) for unit in first])
    theirs = np.array([numbers.setdefault(second[n].category, len(numbers)) for n in order])
    category = (ours[rows] != theirs[columns]) * settings.empty
    return rows, order[columns], place, category.astype(float)


def _least(rows: Ints, columns: Ints, gain: Floats, ours: int, theirs: int) -> Ints:
    """Return which of the pairs make the assignment of the least sum, cluster by cluster."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not rows.size:
        return np.zeros(0, dtype=np.intp)
    graph = coo_array((np.ones(rows.size), (rows, columns + ours)), shape=(ours + theirs,) * 2)
    _, labels = connected_components(graph, directed=False)
    order = np.argsort(labels[rows], kind="stable")
    edges = np.flatnonzero(np.diff(labels[rows][order])) + 1
    chosen: list[int] = []
    for cluster in np.split(order, edges):
        if cluster.size == 1:
            chosen.append(int(cluster[0]))
            continue
        left, at = np.unique(rows[cluster], return_inverse=True)
        right, to = np.unique(columns[cluster], return_inverse=True)
        cost, name = np.zeros((left.size, right.size)), np.full((left.size, right.size), -1)
        cost[at, to], name[at, to] = gain[cluster], cluster
        picked = name[linear_sum_assignment(cost)]
        chosen += picked[picked >= 0].tolist()
    return np.array(sorted(chosen), dtype=np.intp)


def _random(
    continua: Sequence[Continuum], settings: Settings
) -> Iterator[list[tuple[list[Unit], list[Unit]]]]:
    """Yield random continua: in each session either coder's units, twice, shifted round the talk.

    The two shifts differ by at least half the mean length of a unit, so that a coder is not
    compared with an unmoved self (Mathet et al. 2015, §5.2). A draw without any unit is redrawn.
    """
    import numpy as np

    chance = np.random.default_rng(settings.seed)
    for _ in range(settings.samples):
        while True:
            drawn = [_shifted_pair(one, chance) for one in continua]
            if any(one or other for one, other in drawn):
                break
        yield drawn


def _shifted_pair(
    continuum: Continuum, chance: np.random.Generator
) -> tuple[list[Unit], list[Unit]]:
    units = (*continuum.first, *continuum.second)
    if not units:
        return [], []
    length = continuum.length
    apart = min(sum(unit.end - unit.start for unit in units) / len(units) / 2, length / 2)
    pivot = chance.uniform(0, length)
    other = (pivot + chance.uniform(apart, max(length - apart, apart))) % length
    sides = (continuum.first, continuum.second)
    picked = [sides[chance.integers(2)] for _ in range(2)]
    return _shifted(picked[0], pivot, length), _shifted(picked[1], other, length)


def _shifted(units: Sequence[Unit], by: float, length: float) -> list[Unit]:
    """Return *units* moved on; one that would begin after the end begins again at the front."""
    moved = []
    for unit in units:
        back = length if unit.start + by >= length else 0.0
        moved.append(Unit(unit.start + by - back, unit.end + by - back, unit.category))
    return moved


def _category_disorder(found: Sequence[Aligned]) -> float | None:
    weight = sum(one.category_weight for one in found)
    return sum(one.category_cost for one in found) / weight if weight else None


def _by_category(observed: float | None, drawn: Sequence[float | None]) -> float | None:
    known = [one for one in drawn if one is not None]
    expected = sum(known) / len(known) if known else 0.0
    return None if observed is None or not expected else 1 - observed / expected

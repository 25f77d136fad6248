"""Intervals for the numbers of one session by resampling its sequences (science §3.5.3–5).

Every number of a session shares the same draws, so all of them cost one product of matrices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ca_tool.measures.blocks import Blocks, blocks_of
from ca_tool.measures.case_values import MEDIANS, Values
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.table import Row
from ca_tool.measures.talk import Talk
from ca_tool.measures.talking_time import turn_times
from ca_tool.project import Session
from ca_tool.uncertainty import Estimate, block_bootstraps
from ca_tool.uncertainty.bootstrap import RESAMPLES, SEED
from ca_tool.uncertainty.medians import median_bootstraps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLED = frozenset({"share", "proportion"})
"""Units whose rows get an interval: sums over sums."""

NOT_PLACED = "its cases do not add up to it block by block"

Amounts: TypeAlias = "Mapping[str, float]"
"""Case id of a turn → how much of what is counted it holds."""


class Summed(NamedTuple):
    """What each block adds to the numerator and to the denominator of a row."""

    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]


def with_intervals(
    rows: Sequence[Row],
    session: Session,
    coder: str,
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> tuple[Row, ...]:
    """Return *rows* with block-bootstrap intervals for shares, proportions, medians of latencies.

    Parameters
    ----------
    rows
        What :func:`~ca_tool.measures.compute.measure_session` returned for *session* and *coder*,
        all under one policy.
    resamples, seed
        Stored in each row's ``method``, with the kind and number of its blocks.

    Returns
    -------
    tuple of Row
        In the same order. With fewer than 10 blocks in which there was something to count, a
        proportion keeps its Wilson interval and the others have none; ``method`` says why.
    """
    if not rows:
        return ()
    evidence = Evidence(session, session.coding(coder), rows[0].policy)
    blocks = blocks_of(evidence)
    summed = _contributions(rows, evidence.talk, blocks)
    estimates = _estimates(summed, resamples, seed, blocks.kind)
    owned = _owned(rows, evidence, blocks)
    medians = median_bootstraps(
        list(owned.values()), blocks.count, resamples=resamples, seed=seed, by=blocks.kind
    )
    estimates |= dict(zip(owned, medians, strict=True))
    return tuple(_with(row, estimates.get(place)) for place, row in enumerate(rows))


def _estimates(
    summed: Mapping[int, Summed], resamples: int, seed: int, by: str
) -> dict[int, Estimate]:
    import numpy as np

    if not summed:
        return {}
    numerators = np.column_stack([sums.numerator for sums in summed.values()])
    denominators = np.column_stack([sums.denominator for sums in summed.values()])
    some = denominators.any(axis=1)  # a block in which nothing is counted is none
    found = block_bootstraps(
        numerators[some],
        denominators[some],
        resamples=resamples,
        seed=seed,
        by=by,
    )
    return dict(zip(summed, found, strict=True))


def _with(row: Row, estimate: Estimate | None) -> Row:
    if not _is_resampled(row):
        return row
    why = estimate.refused if estimate else NOT_PLACED
    if estimate and not why:
        return row._replace(low=estimate.low, high=estimate.high, method=estimate.method)
    if row.low is None:
        return row._replace(method=f"no interval: {why}")
    return row._replace(method=f"{row.method}; not resampled: {why}")


def _is_resampled(row: Row) -> bool:
    if row.value is None:
        return False
    return row.unit in RESAMPLED or (row.measure, row.variant) in MEDIANS


def _owned(
    rows: Sequence[Row], evidence: Evidence, blocks: Blocks
) -> dict[int, list[tuple[float, int]]]:
    """Return place of a row that is a median → its values, each with its block."""
    kept: dict[tuple[str, str], Values] = {}
    found: dict[int, list[tuple[float, int]]] = {}
    for place, row in enumerate(rows):
        key = row.measure, row.variant
        if key not in MEDIANS or row.value is None:
            continue
        if key not in kept:
            kept[key] = MEDIANS[key](evidence)
        values = kept[key]
        pairs = [
            (values[case], block)
            for case in row.instances.numerator
            if case in values and (block := blocks.of(case)) is not None
        ]
        if pairs and _close(median(value for value, _ in pairs), row.value):
            found[place] = pairs
    return found


def _contributions(rows: Sequence[Row], talk: Talk, blocks: Blocks) -> dict[int, Summed]:
    """Return place of a row → its sums by block, of those whose cases add up to its counts."""
    import numpy as np

    counted = _Counted(blocks)
    found: dict[int, Summed] = {}
    amounts: dict[tuple[str, str], Amounts] = {}
    for place, row in enumerate(rows):
        if row.unit not in RESAMPLED or row.value is None:
            continue
        key = row.measure, row.variant
        if key in AMOUNTS and key not in amounts:
            amounts[key] = dict(zip(talk.ids, AMOUNTS[key](talk), strict=True))
        top = counted.sums(row.instances.numerator, amounts.get(key))
        rest = counted.sums(row.instances.others, amounts.get(key))
        if top is None or rest is None:
            continue
        sums = Summed(top, top + rest)
        if _close(sums.numerator.sum(), row.k) and _close(sums.denominator.sum(), row.n):
            # In thousandths everything is a whole number: the same sums on any machine.
            found[place] = Summed(*(np.rint(1000 * sum_) for sum_ in sums))
    return found


class _Counted:
    """Adds up cases by block, looking each of them up once."""

    def __init__(self, blocks: Blocks) -> None:
        self._blocks = blocks
        self._found: dict[str, int | None] = {}

    def sums(
        self, cases: Iterable[str], amounts: Amounts | None = None
    ) -> NDArray[np.float64] | None:
        """Return how much the *cases* of each block add up to; nothing if one has no place."""
        import numpy as np

        found = self._found
        cases = tuple(cases)
        for case in cases:
            if case not in found:
                found[case] = self._blocks.of(case)
        numbers = [found[case] for case in cases]
        if None in numbers or (amounts is not None and not amounts.keys() >= set(cases)):
            return None
        weights = None if amounts is None else [amounts[case] for case in cases]
        return np.bincount(
            np.array(numbers, dtype=np.int64), weights, minlength=self._blocks.count
        ).astype(np.float64)


def _close(summed: float, counted: float | None) -> bool:
    return counted is not None and abs(summed - counted) <= 1e-6 * max(1.0, abs(counted))


def _syllables(talk: Talk) -> list[float]:
    return [talk.syllables.get(turn.index, 0) for turn in talk.turns]


def _times(talk: Talk, *, with_silences: bool) -> list[float]:
    times = turn_times(talk, with_silences=with_silences)
    return [round(1000 * times.get(turn.index, 0.0)) / 1000 for turn in talk.turns]


AMOUNTS: dict[tuple[str, str], Callable[[Talk], Sequence[float]]] = {
    ("M-02", "words_all"): lambda talk: [turn.words for turn in talk.turns],
    ("M-02", "words_minus_fillers"): lambda talk: [t.words - t.fillers for t in talk.turns],
    ("M-02", "words_minus_fillers_cutoffs"): lambda talk: [
        turn.words - turn.fillers - turn.cut_offs for turn in talk.turns
    ],
    ("M-04", "letters"): lambda talk: [turn.letters for turn in talk.turns],
    ("M-04", "syllables"): _syllables,
    ("M-05", "talking_time"): lambda talk: _times(talk, with_silences=False),
    ("M-05", "talking_time_with_silences"): lambda talk: _times(talk, with_silences=True),
}
"""Shares that count something within turns: how much of it each turn holds."""

"""How long intervals by resampling sequences take, beside ``scipy.stats.bootstrap``.

``python benchmarks/bench_bootstrap.py [--smoke] [--turns 2000] [--resamples 2000]``. Bound: all
measures of a coded session of 2,000 turns with 2,000 resamples in 400 ms. scipy draws each number
by itself; its time is that of some numbers, per number. What is drawn is the same: blocks, with
replacement, as often; the intervals are percentile or BCa on both sides.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import numpy as np
from bench_measures import CODER, coded_session, show
from scipy.stats import bootstrap

from ca_tool.coding import Coding, Tag
from ca_tool.measures import measure_session
from ca_tool.measures.resampling import with_intervals
from ca_tool.measures.what_if import WHAT_IFS, apart, what_if
from ca_tool.project import Session
from ca_tool.uncertainty import block_bootstrap, block_bootstraps

NUMBERS = 20
"""How many numbers scipy is timed on."""


def answered_or_not(session: Session) -> Session:
    """Return *session* with outcomes, so that proportions vary from sequence to sequence."""
    chance = random.Random(3)

    def asked(tag: Tag) -> Tag:
        came = chance.choice(("answer", "answer", "no_response", "non_answer_response"))
        values = tuple(sorted({**dict(tag.values), "outcome": came}.items()))
        return replace(tag, values=values) if tag.code == "question" else tag

    coding = session.coding(CODER)
    tags = [asked(tag) for tag in coding.tags.values()]
    return replace(session, codings={CODER: Coding.of(CODER, tags, coding.links.values())})


def timed(work: Callable[[], object], times: int) -> float:
    """Return the median time of *work* in milliseconds."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return statistics.median(taken)


def ratio(top: np.ndarray, bottom: np.ndarray, axis: int = -1) -> np.ndarray:
    return np.sum(top, axis=axis) / np.sum(bottom, axis=axis)


def beside_scipy(blocks: int, resamples: int, times: int) -> None:
    """Print what a number of so many *blocks* costs here and with scipy, and how they agree."""
    chance = np.random.default_rng(2)
    bottoms = chance.integers(1, 5, (blocks, NUMBERS)).astype(float)
    tops = chance.binomial(bottoms.astype(int), 0.6).astype(float)

    def theirs() -> None:
        for number in range(3):
            bootstrap(
                (tops[:, number], bottoms[:, number]),
                ratio,
                paired=True,
                vectorized=True,
                n_resamples=resamples,
                method="BCa",
                batch=200,
                rng=np.random.default_rng(1),
            )

    ours = timed(lambda: block_bootstraps(tops, bottoms, resamples=resamples), times) / NUMBERS
    alone = timed(lambda: block_bootstrap(tops[:, 0], bottoms[:, 0], resamples=resamples), times)
    scipys = timed(theirs, max(1, times // 3)) / 3
    print(
        f"{blocks} blocks, {resamples} resamples, per number: together {ours:.2f} ms, "
        f"alone {alone:.1f} ms, scipy {scipys:.1f} ms: scipy takes {scipys / ours:.0f}× and "
        f"{scipys / alone:.1f}×"
    )


def main() -> None:
    """Print the times."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--smoke", action="store_true", help="small and quick: does it run?")
    options.add_argument("--turns", type=int, default=2000)
    options.add_argument("--resamples", type=int, default=2000)
    chosen = options.parse_args()
    turns, resamples, times = chosen.turns, chosen.resamples, 9
    if chosen.smoke:
        turns, resamples, times = 100, 200, 2
    session = answered_or_not(coded_session(turns))

    def everything() -> object:
        fresh = apart(session)
        rows = measure_session(fresh, CODER)
        return with_intervals(rows, fresh, CODER, resamples=resamples)

    rows = everything()
    assert isinstance(rows, tuple)
    drawn = sum("n_blocks" in row.method for row in rows)
    print(f"{turns} turns, {len(rows)} numbers, {drawn} of them resampled")
    show("all measures with intervals", everything, times, 400)
    for key in ("without-minimal", "only-sure") if chosen.smoke else WHAT_IFS:
        taken = timed(lambda key=key: what_if(session, CODER, key=key), 2)
        print(f"what if {key:18} {taken:6.1f} ms")
    for blocks in (30, 800):
        beside_scipy(blocks if not chosen.smoke else 30, resamples, times)


if __name__ == "__main__":
    main()

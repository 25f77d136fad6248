"""How long α takes beside the ``krippendorff`` package, and a whole comparison of two coders.

``python benchmarks/bench_agreement.py [--smoke]``. Bounds: α on 100,000 units × 2 coders at most
half of the package's time in the same run, and equal to 1e-12.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import krippendorff
import numpy as np

from benchmarks.coded import CODER, coded_session
from ca_tool.agreement import Wanted, agree
from ca_tool.agreement.gamma import Continuum, Settings, Unit, gamma
from ca_tool.agreement.reliability import alpha
from ca_tool.coding import Coding
from ca_tool.project import Session
from ca_tool.storage import default_codebook


def timed(work: Callable[[], object], times: int) -> float:
    """Return the median time of *work*, in milliseconds."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
    return statistics.median(taken)


def ratings(units: int, *, missing: bool = False) -> np.ndarray:
    """Return two coders' ratings of five values, 80 % alike, perhaps with gaps."""
    chance = np.random.default_rng(7)
    first = chance.integers(0, 5, units).astype(float)
    second = np.where(chance.random(units) < 0.8, first, chance.integers(0, 5, units))
    found = np.array([first, second])
    if missing:
        found[chance.random(found.shape) < 0.1] = np.nan
    return found


def doubled(turns: int) -> Session:
    """Return a session in which a second coder leaves out and moves some of the first's tags."""
    session = coded_session(turns)
    coding = session.coding(CODER)
    tags = [
        replace(tag, id=f"b{tag.id}", coder="bea", certainty="probable" if at % 7 == 0 else "sure")
        for at, tag in enumerate(coding.tags.values())
        if at % 9
    ]
    there = {tag.id for tag in tags}
    links = [
        replace(one, id=f"b{one.id}", source=f"b{one.source}", target=f"b{one.target}", coder="bea")
        for one in coding.links.values()
        if {f"b{one.source}", f"b{one.target}"} <= there
    ]
    codings = {CODER: coding, "bea": Coding.of("bea", tags, links)}
    return replace(session, codings=codings)


def main() -> None:
    """Print the figures."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--smoke", action="store_true", help="small, to see that it runs")
    smoke = reader.parse_args().smoke
    units, turns, times = (2_000, 60, 1) if smoke else (100_000, 2_000, 5)
    for level in ("nominal", "ordinal", "interval"):
        for missing in (False, True):
            given = ratings(units, missing=missing)
            ours = timed(lambda given=given, level=level: alpha(given, level), times)
            theirs = timed(
                lambda given=given, level=level: krippendorff.alpha(
                    reliability_data=given, level_of_measurement=level
                ),
                times,
            )
            expected = krippendorff.alpha(reliability_data=given, level_of_measurement=level)
            apart = abs(alpha(given, level) - expected)
            print(
                f"α {level}, {units:,} units × 2{', gaps' if missing else ''}: {ours:.1f} ms, "
                f"krippendorff {theirs:.1f} ms, {ours / theirs:.2f}×, apart {apart:.1e}"
            )
    session, codebook = doubled(turns), default_codebook()
    whole = timed(lambda: agree([session], codebook, Wanted(CODER, "bea")), 1)
    print(f"everything, {turns:,} turns, 2,000 draws, 100 random continua: {whole / 1000:.2f} s")
    marked = tuple(Unit(at * 20, at * 20 + 12, "qra"[at % 3]) for at in range(turns))
    moved = tuple(unit._replace(start=unit.start + 2) for unit in marked)
    continuum = Continuum(marked, moved, turns * 20)
    spans = timed(lambda: gamma([continuum], Settings(samples=20)), 1)
    print(f"γ, {turns:,} stretches × 2, 20 random continua: {spans:.0f} ms")


if __name__ == "__main__":
    main()

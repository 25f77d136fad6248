"""How long all measures take on a coded session, and their refresh after one tag edit.

``python benchmarks/bench_measures.py [--smoke] [--turns 2000]``. Bounds: 60 ms for all measures
of 2,000 turns with some 2,000 tags; a part of the 30 ms for one tag edit. What may be kept from
edit to edit (turns, numbers that read no tags) is kept in the refresh and not in the first run.
Absolute times on a shared machine mean little, so each is also given against a yardstick.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

from benchmarks.coded import CODER, coded_session
from ca_tool.codebook import Codebook
from ca_tool.coding import Edit
from ca_tool.measures import measure_session
from ca_tool.project import Session, apply
from ca_tool.turn_taking import turn_taking


def yardstick() -> float:
    """Return how long a million additions take here and now, in milliseconds."""
    start, total = perf_counter(), 0
    for number in range(1_000_000):
        total += number
    return (perf_counter() - start) * 1000


def show(what: str, work: Callable[[], object], times: int, bound: float) -> None:
    """Print the best and the median of *times* runs, and the median against the yardstick."""
    taken, ratios = [], []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append((perf_counter() - start) * 1000)
        ratios.append(taken[-1] / yardstick())
    best, middle, ratio = min(taken), statistics.median(taken), statistics.median(ratios)
    print(f"{what:28} best {best:6.1f} ms, median {middle:6.1f} ms (bound {bound:.0f} ms)", end="")
    print(f", {ratio:.2f} of a million additions")


def main() -> None:
    """Print the two times."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--smoke", action="store_true", help="small and quick: does it run?")
    options.add_argument("--turns", type=int, default=2000)
    chosen = options.parse_args()
    turns, times = (100, 2) if chosen.smoke else (chosen.turns, 15)
    session, codebook = coded_session(turns), Codebook()
    for policy in ("CP-1", "CP-1s"):
        turn_taking(session.transcript, policy)

    def afresh() -> object:
        fresh = replace(session, transcript=bare(session))
        return measure_session(fresh, CODER, codebook=codebook)

    tags = session.coding(CODER).tags
    print(f"{turns} turns, {len(tags)} tags, {len(session.coding(CODER).links)} links")
    show("all measures, nothing kept", afresh, times, 60)

    tag = next(iter(tags.values()))
    other = replace(tag, certainty="possible")
    edits = [Edit("", frozenset({tag}), frozenset({other}))]
    edits.append(edits[0].inverse)
    current = session

    def one_edit() -> object:
        nonlocal current
        edits.reverse()
        current = apply(current, edits[0])
        return measure_session(current, CODER, codebook=codebook)

    one_edit()
    show("one tag edit and refresh", one_edit, times, 30)


def bare(session: Session) -> object:
    """Return the session's transcript without the numbers kept with it, turns as they were."""
    transcript = session.transcript
    copy = transcript.with_participants(transcript.participants)
    vars(copy).update({k: v for k, v in vars(transcript).items() if k != "_talk"})
    return copy


if __name__ == "__main__":
    main()

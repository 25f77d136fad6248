"""Floor transfer offsets of timed talk, beside scikit-talk where it is installed.

    python benchmarks/bench_transfers.py [--smoke] [--turns 2000]

Both look for the turn that is followed in the 10 s before, with 200 ms to plan, among two voices.
scikit-talk counts utterances and we count turns, so nobody speaks twice in a row here. Must reach:
2,000 turns in 30 ms, 40 times as fast, the same offsets.
"""

from __future__ import annotations

import argparse
import random
from dataclasses import replace
from time import perf_counter

from ca_tool.measures import floor_transfers
from ca_tool.notation import parse
from ca_tool.transcript import Transcript
from ca_tool.turn_taking import turns

Spoken = tuple[str, int, int]


def talk(count: int, seed: int = 7) -> list[Spoken]:
    """Return who speaks from when to when, in milliseconds, two people in turn."""
    chance, end, found = random.Random(seed), 0, []
    for turn in range(count):
        start = max(0, end + int(chance.gauss(200, 500)))
        if found:
            start = max(start, found[-1][1] + 1)
        end = start + int(chance.expovariate(1 / 1500)) + 100
        found.append(("SUE" if turn % 2 == 0 else "TOM", start, end))
    return found


def transcript_of(spoken: list[Spoken]) -> Transcript:
    """Return a transcript with those times."""
    transcript = parse("".join(f"{who}: well yes\n" for who, _, _ in spoken))
    lines = [
        replace(line, start_ms=start, end_ms=end)
        for line, (_, start, end) in zip(transcript.lines, spoken, strict=True)
    ]
    return replace(transcript, lines=tuple(lines))


def theirs(spoken: list[Spoken]) -> tuple[float, list[int | None]] | None:
    """Return seconds and offsets of scikit-talk; nothing where it is not installed."""
    try:
        from sktalk.corpus.conversation import Conversation
        from sktalk.corpus.utterance import Utterance
    except ImportError:
        return None
    utterances = [
        Utterance(utterance="well yes", participant=who, time=[start, end])
        for who, start, end in spoken
    ]
    conversation = Conversation(utterances)
    start = perf_counter()
    conversation.calculate_FTO()
    return perf_counter() - start, [utterance.FTO for utterance in conversation.utterances]


def main() -> None:
    """Print the times, and whether the offsets agree."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--smoke", action="store_true", help="small and quick: does it run?")
    options.add_argument("--turns", type=int, default=2000)
    chosen = options.parse_args()
    spoken = talk(100 if chosen.smoke else chosen.turns)
    transcript = transcript_of(spoken)
    turns(transcript)
    taken = []
    for _ in range(5):
        start = perf_counter()
        found = floor_transfers(transcript)
        taken.append(perf_counter() - start)
    best = min(taken)
    print(f"{len(spoken)} turns: {len(found)} offsets in {best * 1000:.1f} ms (bound 30 ms)")
    beside = theirs(spoken)
    if beside is None:
        print("scikit-talk is not installed: nothing to compare with")
        return
    seconds, offsets = beside
    ours = {at.turn: at.offset_ms for at in found}
    same = sum(ours.get(turn) == offset for turn, offset in enumerate(offsets))
    print(f"scikit-talk {seconds * 1000:.0f} ms: {seconds / best:.0f} times as long (bound 40)")
    print(f"same offset, or none in both: {same} of {len(offsets)} turns")


if __name__ == "__main__":
    main()

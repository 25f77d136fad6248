"""How long all measures take on a coded session, and their refresh after one tag edit.

``python benchmarks/bench_measures.py [--smoke] [--turns 2000]``. Bounds: 60 ms for all measures
of 2,000 turns with some 2,000 tags; a part of the 30 ms for one tag edit. What may be kept from
edit to edit (turns, numbers that read no tags) is kept in the refresh and not in the first run.
Absolute times on a shared machine mean little, so each is also given against a yardstick.
"""

from __future__ import annotations

import argparse
import random
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from time import perf_counter

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding, Edit, Link, Tag
from ca_tool.measures import measure_session
from ca_tool.notation import parse
from ca_tool.project import Session, apply
from ca_tool.transcript import Span
from ca_tool.turn_taking import turn_taking

CODER = "kim"
ASKED = ("what d'you want for your lunch then", "shall we go to the shop.", "is it cold out?")
SAID = (
    "yeah",
    "er I think so.",
    "no (0.3) not today",
    ">I don't know<",
    "mm",
    "it was nice there,",
)
FORMS = ("wh", "polar_interrogative", "tag", "alternative")


def lines(turns: int, people: tuple[str, ...], chance: random.Random) -> Iterator[str]:
    """Yield numbered lines of *turns* turns, every other one a question, with silences."""
    number = 0
    for turn in range(turns):
        number += 1
        text = chance.choice(ASKED if turn % 2 == 0 else SAID)
        yield f"{number:04d} {people[turn % len(people)]}: {text}"
        if turn % 3 == 0:
            number += 1
            yield f"{number:04d}      ({chance.random() * 3:.1f})"


def coded_session(turns: int, seed: int = 7) -> Session:
    """Return a session of *turns* turns with about as many tags and half as many links."""
    chance = random.Random(seed)
    people = ("SUE", "TOM", "PAM")
    transcript = parse("\n".join(lines(turns, people, chance)) + "\n")
    tags: list[Tag] = []
    links: list[Link] = []
    talk = [line for line in transcript.lines if line.speakers]
    for place, line in enumerate(talk):
        spans = (Span(line.id, line.body, line.id, line.body_end),)
        who, to = line.speakers[0], people[(place + 1) % 3]
        if place % 2 == 0:
            how = (("form", chance.choice(FORMS)), ("level", "base"))
            tags.append(Tag(f"q{place}", "question", spans, who, (to,), (), how, coder=CODER))
            if place % 10 == 0 and place:
                links.append(Link(f"r{place}", "reissues", f"q{place}", f"q{place - 2}"))
        else:
            how = (("conforming", "conforming"), ("type", "answer"))
            tags.append(Tag(f"a{place}", "response", spans, who, values=how, coder=CODER))
            links.append(Link(f"l{place}", "answers", f"a{place}", f"q{place - 1}"))
    links = [replace(link, coder=CODER) for link in links]
    return Session("S1", transcript, codings={CODER: Coding.of(CODER, tags, links)})


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

"""An invented, coded session of any size, for the benchmarks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from ca_tool.coding import Coding, Link, Tag
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.transcript import Span

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

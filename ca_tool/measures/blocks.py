"""The blocks of a session that belong together: what is drawn when a number is resampled.

A block is a base sequence with all its expansions; where no first pair part is tagged, a topic;
where no topic is tagged either, a window of 20 turns (science §3.5.3).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.talk import Position
from ca_tool.transcript import Transcript

WINDOW = 20
"""Turns in a block where neither sequences nor topics are tagged."""

_EXPANDS = ("reissues", "pre_expands", "inserts", "post_expands")
_BELONGS = (*_EXPANDS, "answers", "evaluates", "repairs", "speaks_for")
"""Kinds of link that keep a tag in the sequence of what it is linked to."""


@dataclass(frozen=True)
class Blocks:
    """How a session falls into blocks.

    Attributes
    ----------
    kind
        ``sequence``, ``topic`` or ``window of 20 turns``.
    starts, numbers
        In step and in text order: where a stretch of a block begins, and which block it is. The
        same block may come again: a question is asked anew after another sequence.
    known
        Case id → block, of what does not simply belong where it begins: tags whose links say so,
        and turns in which a first pair part begins.
    places
        Tag id → where it begins.
    """

    kind: str
    transcript: Transcript
    starts: tuple[Position, ...]
    numbers: tuple[int, ...]
    known: Mapping[str, int]
    places: Mapping[str, Position]

    @cached_property
    def count(self) -> int:
        """How many blocks there are; what comes before the first sequence is one, number 0."""
        return max(self.numbers, default=0) + 1

    def at(self, position: Position) -> int:
        """Return the block under way at a place."""
        before = bisect_right(self.starts, position)
        return self.numbers[before - 1] if before else 0

    def of(self, case_id: str) -> int | None:
        """Return the block of a case; ``None`` if the case has no place in the transcript."""
        if case_id in self.known:
            return self.known[case_id]
        kind, _, rest = case_id.partition(":")
        if kind == "tag":
            return self.at(self.places[rest]) if rest in self.places else None
        line, _, column = rest.partition(":")
        if not (line.isdecimal() and column.isdecimal()):
            return None
        row = self.transcript.row.get(int(line))
        return None if row is None else self.at((row, int(column)))


def blocks_of(evidence: Evidence) -> Blocks:
    """Return the blocks of a session as coded."""
    if evidence.initiations:
        return _sequences(evidence)
    if topics := evidence.of("topic"):
        return _blocks(evidence, "topic", [evidence.position[tag.id] for tag in topics])
    return _blocks(evidence, f"window of {WINDOW} turns", list(evidence.talk.starts[::WINDOW]))


def _blocks(evidence: Evidence, kind: str, starts: list[Position]) -> Blocks:
    ordered = tuple(sorted(set(starts)))
    numbers = tuple(range(1, len(ordered) + 1))
    return Blocks(kind, evidence.session.transcript, ordered, numbers, {}, evidence.position)


def _sequences(evidence: Evidence) -> Blocks:
    home, ids = _homes(evidence), evidence.talk.ids
    firsts = [item.tag.id for item in evidence.initiations]
    number = {base: place for place, base in enumerate(dict.fromkeys(map(home.get, firsts)), 1)}
    numbers = tuple(number[home[tag_id]] for tag_id in firsts)
    known: dict[str, int] = {}
    for item, block in zip(evidence.initiations, numbers, strict=True):
        known[item.id] = block
        if item.turn is not None:
            known.setdefault(ids[item.turn], block)
    for tag_id in evidence.position:
        if first := _first_of(evidence, tag_id, home):
            known[f"tag:{tag_id}"] = number[home[first]]
    starts = tuple(evidence.position[tag_id] for tag_id in firsts)
    transcript = evidence.session.transcript
    return Blocks("sequence", transcript, starts, numbers, known, evidence.position)


def _homes(evidence: Evidence) -> dict[str, str]:
    """Return first pair part → the one that stands for its sequence.

    What is linked to another one belongs to it. Without a link, what leads up belongs to the next
    one, and what is inserted or follows up to the one before.
    """
    firsts = evidence.initiations
    home = {item.tag.id: item.tag.id for item in firsts}

    def root(tag_id: str) -> str:
        while home[tag_id] != tag_id:
            tag_id = home[tag_id]
        return tag_id

    def join(one: str, other: str) -> None:
        if one in home and other in home:
            home[root(one)] = root(other)

    for place, item in enumerate(firsts):
        linked = [tag.id for kind in _EXPANDS for tag in evidence.linked(item.tag.id, kind)]
        targets = [first for target in linked if (first := _first_of(evidence, target, home))]
        for target in targets:
            join(item.tag.id, target)
        if targets or item.level == "base":
            continue
        beside = place + 1 if item.level == "pre" else place - 1
        if 0 <= beside < len(firsts):
            join(item.tag.id, firsts[beside].tag.id)
    return {tag_id: root(tag_id) for tag_id in home}


def _first_of(evidence: Evidence, tag_id: str, firsts: Mapping[str, str]) -> str:
    """Return the first pair part that *tag_id* is or, by its links, belongs to; else nothing."""
    seen: set[str] = set()
    while tag_id not in firsts:
        seen.add(tag_id)
        linked = (tag.id for kind in _BELONGS for tag in evidence.linked(tag_id, kind))
        tag_id = next((target for target in linked if target not in seen), "")
        if not tag_id:
            return ""
    return tag_id

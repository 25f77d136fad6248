"""Tags as stretches of numbers: characters of the file, and characters of the talk alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from ca_tool.coding import Coding, Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.project import Session
from ca_tool.transcript import TokenKind, Transcript

Stretch: TypeAlias = tuple[int, int]
"""Start and end, end exclusive."""

WINDOW = 20
"""Turns of a block where the coders agree on no beginning of a sequence."""

BASE = frozenset({"base", ""})
EXPANDING = frozenset({"reissues", "inserts", "pre_expands", "post_expands"})


@dataclass(frozen=True)
class Ruler:
    """Measures one transcript."""

    transcript: Transcript

    @cached_property
    def _starts(self) -> dict[int, int]:
        at, found = 0, {}
        for line in self.transcript.lines:
            found[line.id] = at
            at += len(line.raw) + len(line.ending)
        return found

    @cached_property
    def characters(self) -> int:
        """All characters of the file, labels and line ends too."""
        return sum(len(line.raw) + len(line.ending) for line in self.transcript.lines)

    def file(self, tag: Tag) -> tuple[Stretch, ...]:
        """Return where *tag* lies in the file; stretches on lines that are gone are left out."""
        starts = self._starts
        return tuple(
            (starts[span.line] + span.start, starts[span.end_line] + span.end)
            for span in tag.spans
            if span.line in starts and span.end_line in starts
        )

    @cached_property
    def _bodies(self) -> dict[int, tuple[int, int, int]]:
        at, found = 0, {}
        for line in self.transcript.lines:
            found[line.id] = (at, line.body, line.body_end)
            at += max(line.body_end - line.body, 0)
        return found

    @cached_property
    def talk_characters(self) -> int:
        """Characters of what is said, with its marks; no labels, numbers or line ends."""
        return sum(max(line.body_end - line.body, 0) for line in self.transcript.lines)

    def talk(self, tag: Tag) -> Stretch | None:
        """Return from where to where *tag* reaches in the talk; ``None`` if it covers none."""
        if not self.file(tag):
            return None
        start = self._in_talk(tag.spans[0].line, tag.spans[0].start)
        end = self._in_talk(tag.spans[-1].end_line, tag.spans[-1].end)
        return (start, end) if end > start else None

    def _in_talk(self, line: int, column: int) -> int:
        at, body, body_end = self._bodies[line]
        return at + min(max(column, body), max(body_end, body)) - body

    @cached_property
    def words(self) -> tuple[Stretch, ...]:
        """Where each word lies in the file, in order."""
        starts = self._starts
        return tuple(
            (starts[line.id] + token.start, starts[line.id] + token.end)
            for line, tokens in zip(self.transcript.lines, self.transcript.tokens, strict=True)
            for token in tokens
            if token.kind is TokenKind.WORD
        )


class Cover:
    """The characters that any of some stretches cover, as stretches that do not overlap."""

    def __init__(self, pieces: Iterable[Stretch]) -> None:
        self.pieces: list[Stretch] = []
        for start, end in sorted(pieces):
            if self.pieces and start <= self.pieces[-1][1]:
                self.pieces[-1] = (self.pieces[-1][0], max(end, self.pieces[-1][1]))
            else:
                self.pieces.append((start, end))
        self._starts = [start for start, _ in self.pieces]

    @property
    def length(self) -> int:
        """Characters covered."""
        return sum(end - start for start, end in self.pieces)

    def touches(self, stretch: Stretch) -> bool:
        """Return whether any character of *stretch* is covered."""
        before = bisect_left(self._starts, stretch[1]) - 1
        return before >= 0 and self.pieces[before][1] > stretch[0]

    def shared(self, other: Cover) -> int:
        """Return how many characters both cover."""
        both = Cover([*self.pieces, *other.pieces]).length
        return self.length + other.length - both


@dataclass(frozen=True)
class Double:
    """One session as two coders tagged it."""

    session: Session
    first: str
    second: str
    policy: str = "CP-1"

    @cached_property
    def ruler(self) -> Ruler:
        """The session's transcript, measured."""
        return Ruler(self.session.transcript)

    @cached_property
    def evidence(self) -> tuple[Evidence, Evidence]:
        """The first and the second coder's tags, indexed."""
        one, other = (
            Evidence(self.session, self.session.coding(coder), self.policy)
            for coder in (self.first, self.second)
        )
        return one, other

    @property
    def codings(self) -> tuple[Coding, Coding]:
        """The first and the second coder's tags and links."""
        return self.evidence[0].coding, self.evidence[1].coding

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code that either coder used."""
        return frozenset(self.evidence[0].tags) | frozenset(self.evidence[1].tags)

    def cover(self, code: str) -> tuple[Cover, Cover]:
        """Return which characters of the file each coder's tags of *code* cover."""
        one, other = (
            Cover(piece for tag in evidence.of(code) for piece in self.ruler.file(tag))
            for evidence in self.evidence
        )
        return one, other

    @cached_property
    def by_sequence(self) -> bool:
        """Whether blocks are sequences, not windows of turns."""
        return len(self._cuts) > 1

    @cached_property
    def _cuts(self) -> tuple[int, ...]:
        """Turns in which both coders let a new base sequence begin."""
        return tuple(sorted(_base_turns(self.evidence[0]) & _base_turns(self.evidence[1])))

    def block_of_turn(self, turn: int | None) -> Hashable:
        """Return the block of talk that a turn lies in; before the first turn, the first block."""
        if not self.by_sequence:
            return self.session.id, (turn or 0) // WINDOW
        return self.session.id, bisect_right(self._cuts, turn or 0)

    def block_of(self, tag: Tag) -> Hashable:
        """Return the block of talk that *tag* begins in."""
        turn = self.evidence[0].turn(tag)
        if turn is None:
            here = self.session.transcript.row[tag.spans[0].line], tag.spans[0].start
            turn = self.evidence[0].talk.last_started(here)
        return self.block_of_turn(turn)

    @cached_property
    def blocks_of_words(self) -> tuple[Hashable, ...]:
        """The block of each word of the ruler, in step with ``ruler.words``."""
        last_started = self.evidence[0].talk.last_started
        return tuple(
            self.block_of_turn(last_started((row, token.start)))
            for row, tokens in enumerate(self.session.transcript.tokens)
            for token in tokens
            if token.kind is TokenKind.WORD
        )


def _base_turns(evidence: Evidence) -> frozenset[int]:
    """Return the turns in which a first pair part begins that expands no other sequence."""
    found = set[int]()
    for item in evidence.initiations:
        links = evidence.coding.links_from.get(item.tag.id, ())
        expands = item.reissue or any(link.kind in EXPANDING for link in links)
        if item.level in BASE and not expands and item.turn is not None:
            found.add(item.turn)
    return frozenset(found)


def described_blocks(doubles: Sequence[Double]) -> str:
    """Say what the blocks of *doubles* are."""
    windows = [double.session.id for double in doubles if not double.by_sequence]
    if not windows:
        return "sequences that both coders let begin at the same turn"
    if len(windows) == len(doubles):
        return f"windows of {WINDOW} turns: the coders agree on no sequences"
    return f"sequences both coders agree on; in {', '.join(windows)} windows of {WINDOW} turns"

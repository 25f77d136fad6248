"""From events to talk: what stands on the tiers of a basic transcription, as timed stretches.

An event is a piece of the time axis and no utterance: wherever somebody else starts or stops, a
speaker's talk is cut, even inside a word. Events of one speaker that follow each other without a
gap, from point to the same point (EXMARaLDA's *segment chain*), become one stretch again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ca_tool.formats.exb_document import Event, Exmaralda, Tier
from ca_tool.formats.exb_tiers import Decision, name_of
from ca_tool.formats.exb_timeline import Timeline
from ca_tool.formats.timed_talk import NOBODY, Reporter, Stretch, is_nobodys
from ca_tool.transcript import UNKNOWN

_BREAKS = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_SENTENCE_END = re.compile(r"[^\W\d_][.?!…|;,]\Z")
_LETTER = re.compile(r"[^\W\d_]")
_GRADED = re.compile(r"\(-{1,3}\)\Z")
_WORDY = re.compile(r"\w")


class Placed(NamedTuple):
    """An event with the ranks of its points; the end's is -1 if it refers to nothing."""

    start: int
    end: int
    event: Event


def stretches_on(
    document: Exmaralda, decisions: Iterable[Decision], found: Reporter
) -> list[Stretch]:
    """Return what stands on the tiers that are read, in the order of the timeline."""
    rows: list[tuple[int, int, Stretch]] = []
    across: list[str] = []
    for one in decisions:
        if not one.is_read:
            continue
        pieces = _in_order(one.tier, document.timeline, found)
        joins = not one.describes and one.speaker != UNKNOWN
        for chain in _chains(pieces) if joins else ([piece] for piece in pieces):
            stretch = _stretch(chain, one, document, found)
            rows.append((chain[0].start, len(rows), stretch))
            if len(chain) > 1:
                across += _across([each.event.text for each in chain])
    if across:
        examples = ", ".join(f"“{word[:30]}”" for word in across[:3])
        found("I-EVENTS-WORD", f"{len(across)} in all, first {examples}")
    rows.sort(key=lambda row: row[:2])
    return [row[2] for row in rows]


def _in_order(tier: Tier, timeline: Timeline, found: Reporter) -> list[Placed]:
    """Return the events of a tier as the timeline has them, empty ones left out.

    One whose start is not in the file stands after the event before it.
    """
    placed: list[Placed] = []
    rank, latest = timeline.ranks.get, 0
    for one in tier.events:
        start, end = rank(one.start, -1), rank(one.end, -1)
        if start < 0:
            start = min(latest, end) if end >= 0 else latest
        latest = max(start, end)
        if one.text:
            placed.append(Placed(start, end, one))
    placed.sort(key=lambda each: each.start)
    until = -1
    for each in placed:
        if each.start < until:
            found("W-EVENTS-CROSS", f"“{each.event.text[:40].strip()}” on {tier.name or tier.id}")
        until = max(until, each.end)
    return placed


def _chains(pieces: Iterable[Placed]) -> Iterator[list[Placed]]:
    """Yield events that follow each other without a gap together."""
    chain: list[Placed] = []
    for one in pieces:
        if chain and one.event.start != chain[-1].event.end:
            yield chain
            chain = []
        chain.append(one)
    if chain:
        yield chain


def _stretch(
    chain: Sequence[Placed], one: Decision, document: Exmaralda, found: Reporter
) -> Stretch:
    first, last = chain[0], chain[-1]
    start = document.timeline.times.get(first.event.start)
    end = document.timeline.times.get(last.event.end)
    if 0 <= last.end <= last.start and last.event.start in document.timeline.ranks:
        found("W-TIME-BACKWARDS", f"{last.event.start}–{last.event.end} on “{one.label}”")
        end = None
    speaker, text = _who_and_what(joined([each.event.text for each in chain]), one, document)
    return Stretch(speaker, text, start, end)


def _who_and_what(text: str, one: Decision, document: Exmaralda) -> tuple[str, str]:
    """Return whose talk a text is, nobody's if it describes, and how it is written down."""
    if one.describes and one.tier.name == NOBODY:  # as we wrote it
        return "", text
    if one.describes:
        return name_of(one.tier, document), described(text)
    if one.speaker == UNKNOWN and one.tier.name != UNKNOWN and (silent := nobodys(text)):
        return "", silent
    return one.speaker, text


def nobodys(text: str) -> str:
    """Return how a silence or noise on a tier without a speaker is written; empty if it is talk.

    >>> nobodys("(0.4) "), nobodys("• • "), nobodys("who is there")
    ('(0.4)', '((• •))', '')
    """
    return described(text) if is_nobodys(text) or not _WORDY.search(text) else ""


def described(text: str) -> str:
    """Return a description in double brackets; a silence, or what has them already, as it is.

    >>> described("breathes in "), described("((1.4s)) "), described("(0.4)")
    ('((breathes in))', '((1.4s))', '(0.4)')
    """
    bare = _BREAKS.sub(" ", text).strip()
    if not bare or is_nobodys(bare) or _GRADED.match(bare):
        return bare
    return f"(({bare}))"


def joined(texts: Sequence[str]) -> str:
    """Return the text of a chain of events: a word cut by a border is whole again.

    Only where a sentence ends at the border and the next begins there, is a blank put that the
    transcriber forgot.

    >>> joined(["our sp", "ecies "]), joined(["yes.", "So"]), joined(["at 3.", "5"])
    ('our species ', 'yes. So', 'at 3.5')
    """
    if len(texts) == 1:
        return texts[0]
    whole: list[str] = []
    for text in texts:
        if whole and _LETTER.match(text) and _SENTENCE_END.search(whole[-1]):
            whole.append(" ")
        whole.append(text)
    return "".join(whole)


def _across(texts: Sequence[str]) -> list[str]:
    """Return the words that stand across a border, as far as the two events show them.

    >>> _across(["of our sp", "ecies ", "you know"])
    ['species']
    """
    return [
        before[-1] + after[0]
        for left, right in pairwise(texts)
        if left[-1].isalnum() and right[0].isalnum()
        if (before := left.split()) and (after := right.split())
    ]

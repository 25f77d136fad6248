"""Where a question may be: candidates from word order, question words, tags, and rises on these.

A suggestion is only shown. It is counted when a coder has accepted it, and its tag then says so
(``origin = suggested``), because suggestions sway coders. A rise alone is never a reason: ``?``
marks intonation and not a question (science G-06), and most questions have none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import zip_longest

from ca_tool import question_syntax
from ca_tool.codebook import Codebook
from ca_tool.coding import SUGGESTED, Tag, new_id
from ca_tool.project import Session
from ca_tool.question_syntax import Heard, Reading
from ca_tool.transcript import Flag, Line, LineKind, Span, Token, TokenKind, Transcript

CONTINUING = ","
UNIT_ENDS = {".", "?", "¿"}
"""Contours after which the words go on as something new. A comma goes on with the same."""

RISES = {"?", "¿"}

CODES_OF_ASKING = {"question", "initiation", "repair"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody may be doing something here that should be coded.

    Attributes
    ----------
    code
        ``question``, or ``initiation`` where it looks like a request for something to be done.
    span, actor
        Where, and who.
    why
        What in the words says so.
    values
        Proposed attributes, sorted by name.
    addressees
        Who is probably addressed; empty where the words do not say.
    """

    code: str
    span: Span
    actor: str
    why: str
    values: tuple[tuple[str, str], ...] = ()
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """Words of one speaker that run on without a final contour, latch or timed silence.

    ``rises`` where it ends in a marked rise; ``words`` leave out what was cut off.
    """

    speaker: str
    words: tuple[str, ...]
    span: Span
    rises: bool = False
    commas: tuple[int, ...] = ()


def suggestions(session: Session, coder: str) -> tuple[Suggestion, ...]:
    """Return question candidates in text order, where *coder* has not coded one yet."""
    coded = [
        span
        for tag in session.coding(coder).tags.values()
        if tag.code in CODES_OF_ASKING
        for span in tag.spans
    ]
    row = session.transcript.row
    taken = {line for span in coded for line in _rows(span, row)}
    found: list[Suggestion] = []
    last_of: dict[str, tuple[str, ...]] = {}
    before = ""
    names = _names(session.transcript)
    every = tuple(units(session.transcript))
    for unit, following in zip_longest(every, every[1:]):
        said = last_of.get(before, ()) if before != unit.speaker else _other(last_of, unit.speaker)
        last = following is None or following.speaker != unit.speaker
        heard = Heard(unit.words, said, unit.rises, last, unit.commas)
        reading = question_syntax.reading(heard, frozenset(names))
        free = not taken & _rows(unit.span, row) or not any(_meet(unit.span, s) for s in coded)
        if reading and free:
            found.append(_suggestion(unit, reading, session.transcript, names))
        last_of[unit.speaker] = unit.words
        before = unit.speaker
    return tuple(found)


def accept(suggestion: Suggestion, coder: str, codebook: Codebook, now: str = "") -> Tag:
    """Return the tag for an accepted suggestion.

    *now* is the time of acceptance (UTC, ISO 8601); by default this moment.
    """
    now = now or datetime.now(UTC).isoformat(timespec="seconds")
    code = codebook.by_name.get(suggestion.code)
    values = dict(code.defaults if code else ()) | dict(suggestion.values)
    return Tag(
        new_id(),
        suggestion.code,
        (suggestion.span,),
        suggestion.actor,
        suggestion.addressees,
        values=tuple(sorted(values.items())),
        coder=coder,
        created=now,
        modified=now,
        origin=SUGGESTED,
        codebook=codebook.version,
    )


def units(transcript: Transcript) -> Iterator[Unit]:
    """Yield stretches of words to look at, in text order; choral lines are passed over."""
    speaker = ""
    words: list[str] = []
    commas: list[int] = []
    start, end = (0, 0), (0, 0)

    def unit(contour: str = "") -> Iterator[Unit]:
        if words and speaker:
            span = Span(*start, *end)
            yield Unit(speaker, tuple(words), span, contour in RISES, tuple(commas))
        words.clear()
        commas.clear()

    for line, tokens in zip(transcript.lines, transcript.tokens, strict=True):
        if line.kind in {LineKind.SILENCE, LineKind.OMISSION}:
            yield from unit()
        if len(line.speakers) != 1:
            continue
        if line.speakers[0] != speaker or line.kind is LineKind.TALK:
            yield from unit()
            speaker = line.speakers[0]
        for token in tokens:
            if token.kind is TokenKind.WORD and (word := _word(line, token)):
                if not words:
                    start = (line.id, token.start)
                if not token.flags & Flag.CUT_OFF:
                    words.append(word)
                end = (line.id, token.end)
            elif token.kind is TokenKind.CONTOUR and words and end[0] == line.id:
                end = (line.id, max(end[1], token.end))
                commas += [len(words)] * (token.value == CONTINUING)
            if _ends_unit(token):
                yield from unit(token.value)
    yield from unit()


def _ends_unit(token: Token) -> bool:
    if token.kind is TokenKind.CONTOUR:
        return token.value in UNIT_ENDS
    return token.kind in {TokenKind.SILENCE, TokenKind.UNTIMED, TokenKind.SELF_LATCH}


def _word(line: Line, token: Token) -> str:
    return question_syntax.plain(line.raw[token.start : token.end])


def _suggestion(
    unit: Unit, reading: Reading, transcript: Transcript, names: dict[str, str]
) -> Suggestion:
    named = [names[word.lower()] for word in unit.words if word.lower() in names]
    others = [p.code for p in transcript.participants if p.code != unit.speaker and p.present]
    to = [code for code in named if code != unit.speaker][-1:] or (
        others if len(others) == 1 else []
    )
    return Suggestion(
        reading.code,
        unit.span,
        unit.speaker,
        reading.why,
        tuple(sorted(reading.values)),
        tuple(to),
    )


def _names(transcript: Transcript) -> dict[str, str]:
    """Return the words by which participants are addressed, with their codes."""
    return {
        name.strip(":.() ").lower(): person.code
        for person in transcript.participants
        for name in (person.code, *person.labels)
    }


def _other(last_of: dict[str, tuple[str, ...]], speaker: str) -> tuple[str, ...]:
    """Return what somebody other than *speaker* said last."""
    return next((words for who, words in reversed(last_of.items()) if who != speaker), ())


def _rows(span: Span, row: dict[int, int]) -> set[int]:
    first, last = row.get(span.line, 0), row.get(span.end_line, 0)
    return set(range(first, last + 1))


def _meet(one: Span, other: Span) -> bool:
    """Return whether two spans share text; lines of multi-line spans are compared whole."""
    if one.line == one.end_line == other.line == other.end_line:
        return one.start < other.end and other.start < one.end
    return True

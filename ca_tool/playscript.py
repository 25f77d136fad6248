"""From a transcript to a play script: the words exactly as said, the marks as acting notes.

Words are never simplified, cut or corrected; only marks go. Everything is taken from the tokens of
the notation, so CHAT-CA transcripts come out alike. Every script line knows its transcript lines,
so that whatever is said about it lands on the data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ca_tool.acting_notes import (
    STRAIGHT_AWAY,
    Note,
    chosen,
    nobody_talks,
    note_of,
    together_with,
)
from ca_tool.project import Session
from ca_tool.review import Exchange
from ca_tool.script_words import plain_words, sentence
from ca_tool.transcript import UNKNOWN, Line, LineKind, Token, TokenKind, Transcript
from ca_tool.turn_taking import Transition, TurnTaking, turn_taking

LEVELS = {"words": "Words only", "main": "Words and main actions", "all": "All details"}
"""How much is shown, from least to most."""

INITIALS = frozenset({"PA", "SW", "GP", "OT", "HCA", "RN", "DR", "TV", "OK", "AAC"})
"""Labels that are read letter by letter and so keep their capitals."""


@dataclass(frozen=True, slots=True)
class ScriptLine:
    """One line of a play script.

    Attributes
    ----------
    line_ids
        The transcript lines it comes from, in order; at least one.
    speaker
        Participant code; empty when nobody talks.
    name
        The speaker as read out.
    words
        What is said, exactly, without marks; empty for silences and for actions.
    notes
        Acting notes at the level asked for.
    stage
        What is read out when nobody talks: ``Nobody talks. About 2 seconds.``
    silence
        Seconds, where ``stage`` says that nobody talks and somebody timed it.
    together
        Ids of the lines of other people who talk at the same time.
    """

    line_ids: tuple[int, ...]
    speaker: str = ""
    name: str = ""
    words: str = ""
    notes: tuple[Note, ...] = ()
    stage: str = ""
    silence: float | None = None
    together: tuple[int, ...] = ()

    @property
    def spoken(self) -> str:
        """The whole line as read aloud: who, how, what."""
        how = ", ".join(note.text for note in self.notes)
        if self.stage:
            return f"{self.stage} {how}".strip()
        who = ", ".join(part for part in (self.name, how) if part)
        return ": ".join(part for part in (who, self.words) if part)


def script(
    session: Session, exchange: Exchange, level: str = "main", coder: str = ""
) -> tuple[ScriptLine, ...]:
    """Return the play script of *exchange*.

    Parameters
    ----------
    level
        A key of :data:`LEVELS`.
    coder
        In the notation ``?`` marks a rising voice, not a question. If *coder* is given, it is kept
        only on lines where that coder has tagged a question.

    Returns
    -------
    tuple of ScriptLine
        In order; empty if the lines are gone. Lines that hold nothing to act or to say at this
        level (a micropause on its own line) are left out.
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, not {level!r}")
    transcript = session.transcript
    groups = tuple(_groups(transcript, exchange))
    if not groups:
        return ()
    context = _Context(transcript, turn_taking(transcript))
    lines = (_script_line(context, rows, level) for rows in groups)
    if coder:
        asked = _asked(session, coder)
        lines = (line if asked & {*line.line_ids} else _lowered(line) for line in lines)
    return tuple(line for line in lines if line.words or line.stage or line.notes)


def display_name(transcript: Transcript, code: str) -> str:
    """Return a participant's name as read out: ``TOM`` is *Tom*, ``PA`` stays *PA*."""
    if not code or code == UNKNOWN:
        return "Somebody" if code else ""
    labels = {person.code: person.labels for person in transcript.participants}
    label = (labels.get(code) or (code,))[0].strip("*: \t") or code
    if label != label.upper() or label in INITIALS:
        return label
    return label.capitalize()


class _Context:
    """What the lines of one transcript have to do with each other."""

    def __init__(self, transcript: Transcript, taking: TurnTaking) -> None:
        self.transcript = transcript
        self.names = frozenset(display_name(transcript, code) for code in transcript.codes)
        self.partners: dict[int, list[int]] = {}
        for overlap in taking.overlaps:
            places = (overlap.first, *overlap.others)
            for place in places:
                others = [other.line for other in places if other.line != place.line]
                self.partners.setdefault(place.line, []).extend(others)
        self.latched = {
            turn.start.line for turn in taking.turns if turn.transition == Transition.LATCH
        }

    def people(self, line_ids: Iterable[int], but: str) -> tuple[str, ...]:
        """Return the names of those who own *line_ids*, once each, without *but*."""
        codes = (code for line in line_ids for code in self.transcript.line(line).speakers)
        names = (display_name(self.transcript, code) for code in codes if code != but)
        return tuple(dict.fromkeys(names))


def _groups(transcript: Transcript, exchange: Exchange) -> Iterator[tuple[int, ...]]:
    """Yield the rows of each script line: a line of talk with the lines that continue it."""
    row_of = transcript.row
    if exchange.first not in row_of or exchange.last not in row_of:
        return
    group: list[int] = []
    for row in range(row_of[exchange.first], row_of[exchange.last] + 1):
        kind = transcript.lines[row].kind
        if kind in (LineKind.BLANK, LineKind.HEADER, LineKind.TIER, LineKind.OMISSION):
            continue
        if kind == LineKind.CONTINUATION and group:
            group.append(row)
            continue
        if group:
            yield tuple(group)
        group = [row]
    if group:
        yield tuple(group)


def _script_line(context: _Context, rows: tuple[int, ...], level: str) -> ScriptLine:
    lines = [context.transcript.lines[row] for row in rows]
    tokens = [context.transcript.tokens[row] for row in rows]
    ids = tuple(line.id for line in lines)
    pairs = list(zip(lines, tokens, strict=True))
    if lines[0].kind == LineKind.SILENCE:
        return _silence(ids, pairs, level)
    speaker = lines[0].speakers[0] if lines[0].speakers else ""
    together = tuple(dict.fromkeys(p for i in ids for p in context.partners.get(i, ())))
    said = (_words(line, found, context.names) for line, found in pairs)
    words = sentence(" ".join(said))
    notes = list(_notes(context, pairs, speaker, together))
    shown = chosen(notes, level)
    if not words and not shown:  # nothing is said: what is done or heard instead is the line
        shown = chosen(notes, "main")
    names = [display_name(context.transcript, code) for code in lines[0].speakers]
    return ScriptLine(ids, speaker, " and ".join(names), words, shown, together=together)


def _silence(
    ids: tuple[int, ...], pairs: list[tuple[Line, tuple[Token, ...]]], level: str
) -> ScriptLine:
    """Return the line that says that nobody talks; too short to act only at ``all``."""
    tokens = [token for _line, found in pairs for token in found]
    timed = [token.seconds for token in tokens if token.kind == TokenKind.SILENCE]
    short = not timed and any(token.kind == TokenKind.MICROPAUSE for token in tokens)
    seconds = round(sum(timed), 3) if timed else 0.0 if short else None
    notes = [
        note
        for line, found in pairs
        for token in found
        if token.kind == TokenKind.COMMENT
        and (note := note_of(token, _covered(line, found, token))) is not None
    ]
    if (short or (timed and seconds == 0.0)) and level != "all":
        return ScriptLine(ids, notes=tuple(notes))
    return ScriptLine(ids, notes=tuple(notes), stage=nobody_talks(seconds), silence=seconds)


def _words(line: Line, tokens: tuple[Token, ...], names: frozenset[str]) -> str:
    words = plain_words(line.raw, tokens, line.body, line.body_end or len(line.raw), names)
    for name in names:
        if len(name) > 1:  # labels are capitals by custom, and no louder for it
            words = re.sub(rf"\b{re.escape(name.upper())}\b", name, words)
    return words


def _notes(
    context: _Context,
    pairs: list[tuple[Line, tuple[Token, ...]]],
    speaker: str,
    together: tuple[int, ...],
) -> Iterator[Note]:
    """Yield the notes of a line of talk: first how it meets other talk, then mark by mark."""
    tokens = [token for _line, found in pairs for token in found]
    if any(line.id in context.latched for line, _found in pairs):
        yield STRAIGHT_AWAY
    if together or any(token.kind == TokenKind.OVERLAP_ONSET for token in tokens):
        yield together_with(context.people(together, but=speaker))
    for line, found in pairs:
        for token in found:
            note = note_of(token, _covered(line, found, token))
            if note is not None:
                yield note


def _covered(line: Line, tokens: tuple[Token, ...], token: Token) -> str:
    """Return what *token* is about, in plain words: the stretched word, the comment's text."""
    match token.kind:
        case TokenKind.COMMENT:
            return token.value.strip(" ()[]⌈⌉⌊⌋")
        case TokenKind.ALTERNATIVES:
            return token.value.partition("/")[2].strip()
        case TokenKind.CODE if line.raw.startswith("&=", token.start):
            return re.sub(r"[:_\W]+", " ", token.value).strip()
        case TokenKind.STRESS:
            return plain_words(line.raw, tokens, token.start, token.end)
        case TokenKind.PROLONGATION:
            words = (t for t in tokens if t.kind == TokenKind.WORD)
            around = next((w for w in words if w.start <= token.start < w.end), None)
            return plain_words(line.raw, tokens, around.start, around.end) if around else ""
    return ""


def _asked(session: Session, coder: str) -> set[int]:
    """Return the ids of the lines on which *coder* tagged a question."""
    tags = session.coding(coder).tags.values()
    spans = (span for tag in tags if tag.code == "question" for span in tag.spans)
    return {line for span in spans for line in (span.line, span.end_line)}


def _lowered(line: ScriptLine) -> ScriptLine:
    return replace(line, words=line.words.replace("?", "."))

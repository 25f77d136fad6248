"""Acting notes: what a line's marks mean, said plainly enough to act on.

To add a note: one row in ``MARKS`` (or a branch of :func:`note_of`) and one drawing
``widgets/review/talk_symbols/<symbol>.svg``.

Source: the project's table of marks and acting notes, made after Jefferson (2004) and
Hepburn & Bolden (2013, pp. 57–76).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import NamedTuple

from ca_tool.transcript import Token, TokenKind

SHORTEST = 0.3
"""Silences shorter than this (seconds) get no note: nobody can act them."""

AT_MOST = 2
"""Notes to a line at the middle level: more cannot be acted at once."""


class Rank(IntEnum):
    """What matters most to an actor comes first."""

    TOGETHER = 0
    WAIT = 1
    VOLUME = 2
    STRAIGHT_AWAY = 3
    BREAKS_OFF = 4
    LAUGH = 5
    ACTION = 6
    REST = 7
    DETAIL = 8
    """Shown only when all details are asked for."""


class Note(NamedTuple):
    """An acting note. ``symbol`` names its drawing, ``text`` is what is read out."""

    symbol: str
    text: str
    rank: Rank = Rank.REST


MARKS: dict[TokenKind, Note] = {
    TokenKind.LOUD: Note("loud", "loudly", Rank.VOLUME),
    TokenKind.CUT_OFF: Note("breaks_off", "breaks off", Rank.BREAKS_OFF),
    TokenKind.SUDDEN_STOP: Note("breaks_off", "stops suddenly", Rank.BREAKS_OFF),
    TokenKind.LAUGHTER: Note("laugh", "laughs", Rank.LAUGH),
    TokenKind.LAUGH_IN_WORD: Note("laugh", "laughing as they talk", Rank.LAUGH),
    TokenKind.LAUGHING_VOICE: Note("laugh", "laughing as they talk", Rank.LAUGH),
    TokenKind.SMILE: Note("smile", "smiling as they talk"),
    TokenKind.CREAK: Note("voice", "in a croaky voice"),
    TokenKind.TREMULOUS: Note("voice", "voice shakes"),
    TokenKind.FAST: Note("fast", "fast"),
    TokenKind.SLOW: Note("slow", "slowly"),
    TokenKind.JUMP_START: Note("fast", "starts in a hurry"),
    TokenKind.SOB: Note("voice", "sobs or sniffs"),
    TokenKind.UNINTELLIGIBLE: Note("unclear", "we cannot hear this bit"),
    TokenKind.UNCERTAIN: Note("unclear", "we think they say this"),
    TokenKind.PITCH_UP: Note("voice_up", "voice goes up", Rank.DETAIL),
    TokenKind.PITCH_DOWN: Note("voice_down", "voice goes down", Rank.DETAIL),
    TokenKind.IN_BREATH: Note("breath", "breathes in", Rank.DETAIL),
    TokenKind.OUT_BREATH: Note("breath", "breathes out", Rank.DETAIL),
    TokenKind.CLICK: Note("voice", "clicks tongue", Rank.DETAIL),
    TokenKind.MICROPAUSE: Note("silence", "waits for a moment", Rank.DETAIL),
    TokenKind.UNTIMED: Note("silence", "waits", Rank.WAIT),
}
"""Marks that always mean the same note."""

VOICES = {
    "whisper": "whispering",
    "singing": "singing",
    "breathy": "in a breathy voice",
    "yawn": "yawning",
    "precise": "very clearly",
    "unsure": "not sure",
    "high pitch": "in a high voice",
    "low pitch": "in a low voice",
    "unnamed": "in another voice",
}
"""Other voice qualities, by their name in the notation."""


def about(seconds: float) -> str:
    """Return *seconds* as people say it: no decimals.

    >>> [about(s) for s in (0.4, 0.8, 1.5, 2.4, 2.5)]
    ['half a second', 'a second', 'one and a half seconds', '2 seconds', '3 seconds']
    """
    if seconds < 0.7:
        return "half a second"
    if seconds < 1.3:
        return "a second"
    if seconds < 1.8:
        return "one and a half seconds"
    return f"{int(seconds + 0.5)} seconds"


def waiting(seconds: float) -> Note | None:
    """Return the note for a silence inside somebody's talk; ``None`` if it is too short."""
    if seconds < SHORTEST:
        return None
    lead = "a long time, about " if seconds >= 5 else "" if seconds < 0.7 else "about "
    return Note("silence", f"waits {lead}{about(seconds)}", Rank.WAIT)


def nobody_talks(seconds: float | None) -> str:
    """Return what stands for a silence between turns; *seconds* is ``None`` if nobody timed it.

    It says that nobody talks, never who should: that would be analysis.

    >>> nobody_talks(2.4)
    'Nobody talks. About 2 seconds.'
    """
    if seconds is None:
        return "Nobody talks. We do not know how long."
    if seconds < SHORTEST:
        return "Nobody talks. Only for a moment."
    length = about(seconds)
    if seconds >= 5:
        return f"Nobody talks. A long time. About {length}."
    return f"Nobody talks. About {length}."


def note_of(token: Token, words: str) -> Note | None:
    """Return the note for one mark, or ``None``; *words* is what it covers, without marks."""
    match token.kind:
        case TokenKind.SILENCE:
            return waiting(token.seconds)
        case TokenKind.COMMENT:
            return Note("action", words, Rank.ACTION) if words else None
        case TokenKind.SOFT:
            text = "very quietly" if token.value.endswith("2") else "quietly"
            return Note("quiet", text, Rank.VOLUME)
        case TokenKind.STRESS:
            return Note("strong", f"says “{words}” strongly") if words else None
        case TokenKind.PROLONGATION:
            return Note("stretch", f"stretches the word “{words}”") if words else None
        case TokenKind.ALTERNATIVES:
            return Note("unclear", f"maybe “{words}”") if words else None
        case TokenKind.VOICE:
            quality = token.value.rpartition(" ")[0]
            return Note("voice", VOICES.get(quality, f"in a {quality} voice"))
        case TokenKind.CODE:
            return _event(words)
    return MARKS.get(token.kind)


def _event(words: str) -> Note | None:
    """Return the note for what CHAT writes as an event, ``&=laughs``."""
    if words.startswith("laugh"):
        return MARKS[TokenKind.LAUGHTER]
    return Note("action", words, Rank.ACTION) if words else None


def together_with(names: Iterable[str]) -> Note:
    """Return the note for talk in overlap with *names*, in order; nobody named if unknown."""
    people = list(names)
    text = "talking at the same time"
    if people:
        listed = " and ".join([", ".join(people[:-1]), people[-1]] if people[1:] else people)
        text += f" as {listed}"
    return Note("both_talk", text, Rank.TOGETHER)


STRAIGHT_AWAY = Note("straight_away", "straight away", Rank.STRAIGHT_AWAY)


def chosen(notes: Iterable[Note], level: str) -> tuple[Note, ...]:
    """Return the notes shown at *level* (``words``, ``main`` or ``all``), each once.

    At ``main`` the :data:`AT_MOST` that matter most, in the order of :class:`Rank`; at ``all``
    every one, in the order of the talk.
    """
    once = list(dict.fromkeys(notes))
    if level == "all":
        return tuple(once)
    if level == "words":
        return ()
    acted = [note for note in once if note.rank < Rank.DETAIL]
    return tuple(sorted(acted, key=lambda note: note.rank)[:AT_MOST])

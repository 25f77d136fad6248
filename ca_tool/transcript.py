"""The transcript: lines as typed, tokens that point into them, and who takes part.

Everything here is a frozen value. A line is layout, never a unit of counting: turns, silences,
overlaps and latches are derived in :mod:`ca_tool.turn_taking` under a named counting policy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntFlag, StrEnum
from functools import cached_property
from typing import NamedTuple

from ca_tool.problems import Problem

ROLES = ("support worker", "disabled person", "family", "other")
"""Roles offered first; a role may be any words."""


class LineKind(StrEnum):
    """What a physical line is (science §1.1)."""

    TALK = "talk"
    CONTINUATION = "continuation"
    SILENCE = "silence"
    COMMENT = "comment"
    TIER = "tier"
    HEADER = "header"
    OMISSION = "omission"
    BLANK = "blank"


class TokenKind(StrEnum):
    """What a stretch of a line's body is. Ids in brackets are rules of the notation."""

    WORD = "word"
    OVERLAP_ONSET = "overlap onset"  # N-10
    OVERLAP_END = "overlap end"  # N-11
    LATCH = "latch"  # N-12, at the edge of a line's talk
    SELF_LATCH = "self-latch"  # N-13
    SILENCE = "silence"  # N-15; value: seconds as text
    MICROPAUSE = "micropause"  # N-16
    UNTIMED = "untimed silence"  # N-17
    CONTOUR = "contour"  # N-18…N-23; value: one of . , ? ¿ _ ;
    ANIMATED = "animated"  # N-24
    PROLONGATION = "prolongation"  # N-25; value: the colons
    STRESS = "stress"  # N-26; covers the stressed stretch
    LOUD = "loud"  # N-28; covers the loud stretch
    SOFT = "soft"  # N-29 (N-29 doubled: value ends in 2)
    PITCH_UP = "pitch up"  # N-30
    PITCH_DOWN = "pitch down"
    FAST = "fast"  # N-31
    SLOW = "slow"  # N-32
    JUMP_START = "jump start"  # N-33
    SUDDEN_STOP = "sudden stop"  # N-34
    CUT_OFF = "cut-off"  # N-35
    IN_BREATH = "in-breath"  # N-36
    OUT_BREATH = "out-breath"  # N-37
    LAUGH_IN_WORD = "laugh in word"  # N-38
    LAUGHTER = "laughter"  # N-39
    SMILE = "smile voice"  # N-40
    CREAK = "creaky voice"  # N-41
    TREMULOUS = "tremulous voice"  # N-42
    LAUGHING_VOICE = "laughing voice"  # N-43
    SOB = "sob or sniff"  # N-44
    CLICK = "click"  # N-45
    UNINTELLIGIBLE = "unintelligible"  # N-46; value: width in code points
    UNCERTAIN = "uncertain hearing"  # N-47; covers the brackets
    ALTERNATIVES = "alternative hearings"  # N-48; covers the brackets
    COMMENT = "comment"  # N-49; value: the text inside
    EDITORIAL = "editorial bracket"
    MARGIN = "margin mark"  # N-50
    TIME_CODE = "time code"  # N-54; value: start_end in ms
    DASH = "dash"
    ANCHOR = "multimodal anchor"  # Mondada's delimiters
    VOICE = "voice quality"  # other CHAT-CA voice marks; value: the quality
    CODE = "transcription code"  # CHAT codes that are not talk: &=laughs, [=! …], terminators
    OTHER = "other"  # kept, never counted


class Flag(IntFlag):
    """What is special about a word token."""

    NONE = 0
    FILLER = 1
    CUT_OFF = 2
    LOUD = 4
    UNCERTAIN = 8
    ANONYMISED = 16
    SPACED = 32
    RESPONSE = 64  # yeah, mm, no …: a word that may be a minimal response
    LAUGHED = 128
    STAMMERED = 256


class Token(NamedTuple):
    """A stretch ``start:end`` (code points) of a line's raw text.

    Tokens are a flat list in order of ``start``; a word covers the marks inside it, and each of
    those marks is a token too (``thi[rty`` is a word and an overlap onset).
    """

    start: int
    end: int
    kind: TokenKind
    value: str = ""
    flags: int = 0

    @property
    def seconds(self) -> float:
        """Length of a timed silence."""
        return float(self.value)


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line, as the transcriber typed it.

    Attributes
    ----------
    id
        Stable within a session and never reused; written ``L12`` in files.
    raw
        Exact characters, without the line end.
    ending
        The line end as found: LF, CRLF, CR or nothing (last line).
    number
        The printed line number, as text; empty if none.
    label
        The speaker label as printed, empty if none.
    speakers
        Codes of the participants who own the body; several for choral lines; empty for lines that
        belong to nobody. Continuations carry the owner of the line they continue.
    certain
        Whether the transcriber was sure who speaks.
    body, body_end
        Offsets of the body in ``raw``: after number, margin mark and label; before a margin mark
        at the right edge.
    start_ms, end_ms
        Media times of the line, where the file has them.
    """

    id: int
    raw: str
    ending: str = "\n"
    kind: LineKind = LineKind.TALK
    number: str = ""
    label: str = ""
    speakers: tuple[str, ...] = ()
    certain: bool = True
    body: int = 0
    body_end: int = 0
    start_ms: int | None = None
    end_ms: int | None = None

    @property
    def text(self) -> str:
        """The body: what is said, with its marks."""
        return self.raw[self.body : self.body_end]


UNKNOWN = "?"
"""The code of an unidentified speaker (``?:``, ``(   ):``)."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who takes part. Codes and roles only: never a real name.

    Attributes
    ----------
    code
        The upper-case code lines are attributed to, for example ``SUE``.
    labels
        The labels in the transcript that mean this participant, as printed.
    role
        One of :data:`ROLES` or any other words; empty while not assigned.
    present
        Whether the person is there (a silent person who is present counts in shares: E-2).
    caps_are_device
        Capitals are symbols selected on a device, not loudness (A-16).
    """

    code: str
    labels: tuple[str, ...] = ()
    role: str = ""
    present: bool = True
    caps_are_device: bool = False


class Encoding(NamedTuple):
    """How a file's bytes become text and back, byte for byte."""

    name: str = "utf-8"
    bom: bytes = b""


class Place(NamedTuple):
    """A point in a transcript: a line id and an offset in its raw text."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch from ``(line, start)`` to ``(end_line, end)``, lines by id, end exclusive."""

    line: int
    start: int
    end_line: int
    end: int


@dataclass(frozen=True)
class Transcript:
    """A file's lines and the tokens found in them.

    ``"".join(line.raw + line.ending for line in lines)`` is the file's text, exactly.

    Attributes
    ----------
    lines
        In order.
    tokens
        One tuple per line, in step with ``lines``; empty for lines that hold no talk.
    participants
        In order of first appearance, then silent ones.
    profile
        Key of the convention profile the text was read under.
    encoding
        How to write it back.
    problems
        What was odd on the way.
    title
        From the header, or the file's name.
    """

    lines: tuple[Line, ...] = ()
    tokens: tuple[tuple[Token, ...], ...] = ()
    participants: tuple[Participant, ...] = ()
    profile: str = "loose-CA"
    encoding: Encoding = Encoding()
    problems: tuple[Problem, ...] = ()
    title: str = ""

    @cached_property
    def text(self) -> str:
        """The whole file as text."""
        return "".join(line.raw + line.ending for line in self.lines)

    @cached_property
    def row(self) -> dict[int, int]:
        """Line id → index in ``lines``."""
        return {line.id: index for index, line in enumerate(self.lines)}

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Participants' codes, in order."""
        return tuple(participant.code for participant in self.participants)

    def line(self, line_id: int) -> Line:
        """Return the line with *line_id*; raises ``KeyError`` if there is none."""
        return self.lines[self.row[line_id]]

    def quote(self, span: Span) -> str:
        """Return the raw text of *span*, lines joined by a newline; empty if they are gone."""
        first, last = self.row.get(span.line), self.row.get(span.end_line)
        if first is None or last is None:
            return ""
        if first == last:
            return self.lines[first].raw[span.start : span.end]
        middle = [self.lines[row].raw for row in range(first + 1, last)]
        head, tail = self.lines[first].raw[span.start :], self.lines[last].raw[: span.end]
        return "\n".join([head, *middle, tail])

    def with_participants(self, participants: tuple[Participant, ...]) -> Transcript:
        """Return the transcript with another roster (roles, presence); lines stay as they are."""
        return replace(self, participants=participants)

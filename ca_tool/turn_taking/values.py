"""What is derived from a transcript: turns, silences, overlaps and latches as frozen values.

Policies: ``CP-1`` (default) and ``CP-1s`` (a long silence splits a turn).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from ca_tool.problems import Problem
from ca_tool.transcript import Place, Span

POLICIES = ("CP-1", "CP-1s")

SPLIT_AT = 0.5
"""Seconds of silence from which ``CP-1s`` begins a new turn of the same speaker."""


class TurnKind(StrEnum):
    """What a turn is made of."""

    TALK = "talk"
    EMBODIED = "embodied"
    VOCAL = "vocal"
    """Only breath, click or laughter: 0 words."""
    UNINTELLIGIBLE = "unintelligible"
    """Words unknown, not 0."""


class Transition(StrEnum):
    """How a turn follows the one before it, on the ordered scale of science §1.7."""

    FIRST = "first"
    OVERLAP = "overlap"
    LATCH = "latch"
    UNMARKED = "unmarked"
    MICROPAUSE = "micropause"
    TIMED = "timed"
    UNTIMED = "untimed"
    GAP = "gap in transcript"


@dataclass(frozen=True, slots=True)
class Turn:
    """A maximal stretch of one participant's contribution, in order of onset (CP-1).

    Attributes
    ----------
    index
        0-based, in order of onset.
    speaker
        Participant code; :data:`~ca_tool.transcript.UNKNOWN` for unattributed talk.
    pieces
        The stretches of body text it consists of.
    words
        Words (science §1.7); 0 for turns without words. See ``kind`` for unintelligible ones.
    fillers, cut_offs
        How many of ``words`` are *er*, *um* …, and how many are cut off.
    letters
        Letters of any script left after markup is removed; figures do not count (M-04).
    unintelligible
        Number of unintelligible stretches.
    minimal
        Consists of response tokens only.
    transition, silence
        How it follows the turn before, and the seconds of silence there (``None`` if none timed).
    follows_gap
        An omission or the start of the transcript stands before it.
    start_ms, end_ms
        From media times, where the file has them.
    """

    index: int
    speaker: str
    pieces: tuple[Span, ...]
    kind: TurnKind = TurnKind.TALK
    words: int = 0
    fillers: int = 0
    cut_offs: int = 0
    letters: int = 0
    unintelligible: int = 0
    minimal: bool = False
    choral: bool = False
    certain: bool = True
    transition: Transition = Transition.UNMARKED
    silence: float | None = None
    follows_gap: bool = False
    start_ms: int | None = None
    end_ms: int | None = None

    @property
    def start(self) -> Place:
        """Where it begins; together with the policy this names the turn."""
        return Place(self.pieces[0].line, self.pieces[0].start)

    @property
    def lines(self) -> tuple[int, ...]:
        """Ids of its lines, in order."""
        return tuple(dict.fromkeys(piece.line for piece in self.pieces))


class SilenceKind(StrEnum):
    """Where a silence falls, layout apart."""

    PAUSE = "pause"
    """Inside a turn, before a possible completion."""
    PAUSE_AT_TRP = "pause at a possible completion"
    """Inside a turn, after a possible completion: the same speaker goes on."""
    GAP = "gap"
    """Between turns of different speakers."""
    EDGE = "edge"
    """At the start or end of the transcript, or next to an omission: censored."""


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence, with adjacent ones on a line summed.

    Attributes
    ----------
    seconds
        ``None`` if untimed or a micropause.
    micropause
        Written ``(.)``.
    before, after
        Indices of the turn before and after; equal inside a turn, except where ``CP-1s`` splits
        it there; ``None`` at an edge.
    activity
        What bodies and devices do meanwhile: ``embodied``, ``aac_composing`` or empty. Such
        silences are listed apart.
    """

    span: Span
    kind: SilenceKind
    seconds: float | None = None
    micropause: bool = False
    before: int | None = None
    after: int | None = None
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two or more people talk at once (science §1.5).

    ``first`` is the earlier line's bracket; ``others`` the partners, one per further speaker.
    Ends are ``None`` where no closing bracket says so. ``onset_by`` is the code of the later
    starter, or ``both``; ``onsets`` says so for each partner.
    """

    first: Place
    others: tuple[Place, ...]
    speakers: tuple[str, ...]
    onset_by: str
    first_end: Place | None = None
    ends: tuple[Place | None, ...] = ()
    certain: bool = True
    onsets: tuple[str, ...] = ()


class Latch(NamedTuple):
    """``=`` … ``=``: no beat between two speakers, or one speaker's talk run through.

    ``first`` and ``second`` are the two signs; with ``one_sided`` only ``first`` was written.
    """

    first: Place
    second: Place | None
    same_speaker: bool
    one_sided: bool = False


@dataclass(frozen=True)
class TurnTaking:
    """Everything derived from one transcript under one policy.

    Attributes
    ----------
    problems
        Overlap brackets without a partner; what was odd before that, latches too, is among the
        transcript's own problems.
    aligned
        Whether overlap brackets stand under each other (then columns decide which go together);
        ``None`` where no two lines have brackets to compare.
    """

    policy: str
    turns: tuple[Turn, ...] = ()
    silences: tuple[Silence, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    latches: tuple[Latch, ...] = ()
    problems: tuple[Problem, ...] = ()
    aligned: bool | None = None

    @cached_property
    def by_line(self) -> dict[int, tuple[Turn, ...]]:
        """Turns in order of onset, under the id of each line they have a piece of."""
        lines: dict[int, list[Turn]] = {}
        for turn in self.turns:
            for line in turn.lines:
                lines.setdefault(line, []).append(turn)
        return {line: tuple(found) for line, found in lines.items()}

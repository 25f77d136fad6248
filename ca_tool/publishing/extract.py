"""An extract as it is printed, before any page, font or file: lines, and what stands under what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

START = 0
"""The stop every line's talk begins at."""

LABELS = ("label", "code")
"""Speakers as the transcript prints them, or by the participants' codes."""


class Piece(NamedTuple):
    """A stretch of talk; ``underlined`` where the transcriber marked stress."""

    text: str
    underlined: bool = False


class Segment(NamedTuple):
    """Talk from one stop to the next. Segments at one stop stand under each other."""

    stop: int
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Its characters without looks."""
        return "".join(piece.text for piece in self.pieces)


class ExtractLine(NamedTuple):
    """A line of the extract.

    Attributes
    ----------
    line
        Id of the transcript's line; 0 for a remark that lines are left out.
    number
        As printed; empty where the line has none.
    arrow
        Whether an arrow in the margin points at it.
    speaker
        As printed, with its colon; empty for continuations, silences and tiers.
    segments
        At least one, the first at :data:`START`.
    """

    line: int
    number: str
    arrow: bool
    speaker: str
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """What is said, without padding."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Extract:
    """Lines as they are to be printed; no font and no width yet.

    Attributes
    ----------
    unsure
        Numbers of lines whose overlap brackets were paired by a guess.
    """

    title: str = ""
    source: str = ""
    lines: tuple[ExtractLine, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """What the analyst decides about an extract.

    Attributes
    ----------
    lines
        Ids of the chosen lines; blank lines and headers among them are passed over.
    arrows
        Ids of the lines an arrow points at.
    renumber
        Count the lines from 1 instead of keeping their numbers.
    speakers
        One of :data:`LABELS`.
    names
        Participant code → pseudonym; where there is one it goes before *speakers*.
    tiers
        Whether translation and action tiers are shown.
    """

    lines: frozenset[int] = frozenset()
    title: str = ""
    source: str = ""
    arrows: frozenset[int] = frozenset()
    renumber: bool = False
    speakers: str = "label"
    names: Mapping[str, str] = field(default_factory=dict)
    tiers: bool = True

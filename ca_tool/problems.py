"""What can be odd in a file: a value with a place and advice, never an exception.

To add a code: one row in ``PROBLEMS`` and one specimen ``tests/data/problems/<CODE>.<suffix>``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem matters to the analyst."""

    INFO = "info"
    """Legitimate practice that limits what can be computed."""
    WARNING = "warning"
    """Probably a slip; counts may be off nearby."""
    ERROR = "error"
    """Something could not be read."""


class Kind(NamedTuple):
    """What the table says of a problem code."""

    severity: Severity
    message: str
    """Plain words; ``{detail}`` is filled in."""
    advice: str
    """What to do about it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd at a place in a file.

    Attributes
    ----------
    code
        A stable key of :data:`PROBLEMS`.
    line, column
        1-based, in lines of the file and code points; 0 where the whole file is meant.
    detail
        The offending text or what else the message needs.
    length
        How many code points the problem covers; 0 for a point.
    """

    code: str
    line: int = 0
    column: int = 0
    detail: str = ""
    length: int = 0

    @property
    def severity(self) -> Severity:
        """From the table."""
        return PROBLEMS[self.code].severity

    @property
    def message(self) -> str:
        """What is odd, in plain words."""
        return PROBLEMS[self.code].message.replace("{detail}", self.detail)

    @property
    def advice(self) -> str:
        """What to do about it."""
        return PROBLEMS[self.code].advice

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.severity} {self.code}: {self.message}"


PROBLEMS: dict[str, Kind] = {}

PROBLEMS |= {
    "W-CHAT-HEADERS": Kind(
        Severity.WARNING,
        "this CHAT file has no headers",
        "Add @UTF8, @Begin, @Languages, @Participants, @ID and @End for other programs.",
    ),
    "W-CHAT-BEGIN": Kind(
        Severity.WARNING,
        "there is no @Begin",
        "Add a line @Begin after @UTF8; nothing is lost here.",
    ),
    "W-CHAT-END": Kind(
        Severity.WARNING,
        "there is no @End, so the file may be cut short",
        "Compare the end with your original, then add a line @End.",
    ),
    "W-CHAT-AFTER": Kind(
        Severity.WARNING,
        "there are lines after @End",
        "Move @End to the last line, or remove what follows it.",
    ),
    "W-CHAT-PEOPLE": Kind(
        Severity.WARNING,
        "there is no @Participants, so roles are unknown",
        "Assign the roles yourself, or add the header.",
    ),
    "W-CHAT-ID": Kind(
        Severity.WARNING,
        "{detail} is in @Participants but has no @ID",
        "Add an @ID line if other programs must read the file.",
    ),
    "W-CHAT-ID-UNKNOWN": Kind(
        Severity.WARNING,
        "{detail} has an @ID but is not in @Participants",
        "Add the person to @Participants, or correct the code.",
    ),
    "W-CHAT-TWICE": Kind(
        Severity.WARNING,
        "{detail} stands twice in @Participants",
        "Give each person a code of their own.",
    ),
    "W-CHAT-SPEAKER": Kind(
        Severity.WARNING,
        "{detail} speaks but is not in @Participants",
        "Check whether the code is mistyped; else add it to @Participants.",
    ),
    "W-CHAT-TAB": Kind(
        Severity.WARNING,
        "spaces stand where CHAT wants one tab after the speaker",
        "Put a single tab after the colon; the line was read all the same.",
    ),
    "W-CHAT-LINE": Kind(
        Severity.WARNING,
        "this line begins with none of @, *, % or a tab",
        "If it goes on from the line above, start it with a tab; it was read as going on.",
    ),
    "W-CHAT-BULLET": Kind(
        Severity.WARNING,
        "a time mark cannot be read",
        "A time mark is start_end in milliseconds between two U+0015 characters.",
    ),
    "W-CHAT-BACKWARDS": Kind(
        Severity.WARNING,
        "a time mark ends before it starts: {detail}",
        "Check the two times against the recording.",
    ),
    "W-CHAT-TIER": Kind(
        Severity.WARNING,
        "the tier {detail} has no line of talk above it",
        "Put it under the speaker's line that it describes.",
    ),
    "I-CHAT-NOT-CA": Kind(
        Severity.INFO,
        "this CHAT file is not marked @Options: CA",
        "Full stops and question marks were read as ends of utterances, not as intonation.",
    ),
    "I-CHAT-BARE": Kind(
        Severity.INFO,
        "times stand without their U+0015 marks, {detail} in all",
        "They were read as times. Other programs will take them for words.",
    ),
    "W-MOJIBAKE": Kind(
        Severity.WARNING,
        "signs are garbled, {detail} in all: UTF-8 was once read as cp1252 and saved",
        "Open the file again with repair switched on, and compare.",
    ),
    "I-OVL1": Kind(
        Severity.INFO,
        "the overlap bracket {detail} has no partner in another speaker's line",
        "Many transcribers mark only one side. Add the other bracket if the overlap should count.",
    ),
    "I-LATCH1": Kind(
        Severity.INFO,
        "a latch is marked on one side only",
        "It counts as a latch. Write = at the end of one line and the start of the next.",
    ),
    "W-LATCH": Kind(
        Severity.WARNING,
        "a latch leads nowhere: no line that could be latched to it",
        "Take the = away, or add the line or the = that is missing.",
    ),
}

"""What the review mode works on: exchanges shown to a group, and what the group says of them."""

from __future__ import annotations

from dataclasses import dataclass

FEELINGS = ("happy", "not sure", "unhappy", "pass")


@dataclass(frozen=True, slots=True)
class Exchange:
    """A stretch of lines to look at together.

    Attributes
    ----------
    first, last
        Line ids, both included.
    title
        Plain words, for example ``Choosing tea``.
    question
        What the group is asked at the end.
    pauses
        Line ids before which the group stops and thinks.
    kind
        One of the project's three kinds of decision: ``future plans``, ``choice during an
        activity``, ``reflecting on a decision``; or empty.
    """

    id: str
    title: str
    first: int
    last: int
    question: str = ""
    pauses: tuple[int, ...] = ()
    kind: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a group says of a line of an exchange: a feeling, and its own words kept exactly.

    ``scribe_note`` holds a supporter's summary, apart from the group's words. ``how`` says how the
    words came: ``typed by me``, ``typed for me``.
    """

    id: str
    exchange: str
    line: int
    group: str
    feeling: str = ""
    words: str = ""
    said_by: str = ""
    how: str = ""
    checked_back: bool = False
    scribe_note: str = ""
    created: str = ""

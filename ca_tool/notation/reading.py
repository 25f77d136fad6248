"""Text into a transcript, and again after an edit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from ca_tool.notation.assembly import Extent, Reading, assemble, without_collection
from ca_tool.notation.bodies import Body, read_body
from ca_tool.notation.chat_lines import build_chat_lines
from ca_tool.notation.encodings import fitting
from ca_tool.notation.hazards import hazards
from ca_tool.notation.labels import code_of
from ca_tool.notation.lines import build_lines, participants_of, split_lines, survey
from ca_tool.notation.profiles import PROFILES, Profile
from ca_tool.problems import Problem
from ca_tool.transcript import Encoding, Line, LineKind, Participant, Token, Transcript


class TypedLine(Protocol):
    """A line as an edit brings it (:class:`ca_tool.coding.TextLine`)."""

    @property
    def id(self) -> int:
        """Its id."""

    @property
    def raw(self) -> str:
        """Its text without the line end."""

    @property
    def ending(self) -> str:
        """Its line end."""


class TextSplice(Protocol):
    """A stretch of lines replaced by others (:class:`ca_tool.coding.Splice`)."""

    @property
    def at(self) -> int:
        """Index of the first line."""

    @property
    def removed(self) -> Sequence[TypedLine]:
        """The lines taken out."""

    @property
    def added(self) -> Sequence[TypedLine]:
        """The lines put in."""


def tokenise(
    body: str, offset: int, profile: Profile | str
) -> tuple[tuple[Token, ...], tuple[Problem, ...]]:
    """Return the tokens of one body and what is odd in it.

    Parameters
    ----------
    body
        The talk of one line, without number and label.
    offset
        Where it begins in its line; added to every place.
    profile
        What the signs mean.

    Returns
    -------
    tuple
        Tokens in order, and problems whose ``line`` is 0.
    """
    chosen = PROFILES[profile] if isinstance(profile, str) else profile
    read = read_body(body, offset, chosen)
    odd = tuple(
        Problem(code, 0, start + 1, text, end - start) for code, start, end, text in read.notes
    )
    return read.tokens, odd


def parse(
    text: str,
    *,
    profile: str = "loose-CA",
    encoding: Encoding = Encoding(),
    title: str = "",
    labels: Mapping[str, str] | None = None,
) -> Transcript:
    """Return the transcript that *text* is; nothing in it raises.

    Parameters
    ----------
    text
        The whole file, line ends and all.
    profile
        Key of :data:`~ca_tool.notation.profiles.PROFILES`.
    encoding
        How to write it back.
    title
        Where empty, the first header is the title.
    labels
        What the analyst decided about labels: as printed → participant code, or → empty for text
        that looks like a label and is none.

    Raises
    ------
    KeyError
        If there is no such profile.
    """
    raws, ends = split_lines(text)
    ids = range(1, len(raws) + 1)
    with without_collection(len(raws)):
        odd = hazards(text)
        return _transcript(raws, ends, ids, profile, encoding, title, labels or {}, odd)


def reparse(transcript: Transcript, splices: Sequence[TextSplice]) -> Transcript:
    """Return *transcript* after *splices*; lines that stay keep their ids.

    Participants keep their roles and presence, and those whose last line went stay in the roster.
    Where a new line holds a character that the encoding has not, the encoding becomes UTF-8.
    """
    rows: list[TypedLine | Line] = list(transcript.lines)
    for splice in splices:
        rows[splice.at : splice.at + len(splice.removed)] = splice.added
    raws = [row.raw for row in rows]
    ends = [row.ending for row in rows]
    added = "\n".join(line.raw for splice in splices for line in splice.added)
    encoding = fitting(added, transcript.encoding)
    reading = transcript.__dict__.get("reading")
    read = reading if isinstance(reading, Reading) else Reading({}, {})
    labels = {**read.labels, **_decided(transcript)}
    with without_collection(len(rows)):
        fresh = _transcript(
            raws,
            ends,
            [row.id for row in rows],
            transcript.profile,
            encoding,
            transcript.title,
            labels,
            hazards("".join(row.raw + row.ending for row in rows)),
            known=read.known,
            old={line.id: line for line in transcript.lines},
        )
    return _with_roster(fresh, transcript.participants)


def _decided(transcript: Transcript) -> dict[str, str]:
    """Return the labels whose codes do not follow from their spelling."""
    return {
        label: person.code
        for person in transcript.participants
        for label in person.labels
        if code_of(label) != person.code
    }


def _transcript(
    raws: Sequence[str],
    ends: Sequence[str],
    ids: Sequence[int],
    profile: str,
    encoding: Encoding,
    title: str,
    labels: Mapping[str, str],
    problems: Sequence[Problem],
    known: Mapping[Extent, Body] | None = None,
    old: Mapping[int, Line] | None = None,
) -> Transcript:
    chosen = PROFILES[profile]
    if chosen.chat:
        lines = build_chat_lines(raws, ends, ids)
        people: tuple[Participant, ...] = ()
    else:
        surveyed = survey(raws, labels)
        lines = build_lines(raws, ends, ids, surveyed, chosen, old)
        people = participants_of(lines, surveyed[0].roster)
    return assemble(
        lines,
        chosen,
        participants=people,
        encoding=encoding,
        problems=problems,
        title=title or _title(lines),
        labels=labels,
        known=known,
    )


_BRACKETED = re.compile(r"\[(.*)\]|\(\((.*)\)\)")


def _title(lines: Sequence[Line]) -> str:
    """Return the first header's words, without the brackets around them."""
    header = next((line for line in lines[:50] if line.kind is LineKind.HEADER), None)
    if header is None:
        return ""
    words = header.raw[:200].strip()
    inside = _BRACKETED.fullmatch(words)
    return (inside[1] or inside[2] or "").strip() if inside else words.rstrip(" :")


def _with_roster(transcript: Transcript, known: tuple[Participant, ...]) -> Transcript:
    """Keep what the analyst said of participants, in the order known so far."""
    found = {person.code: person for person in transcript.participants}
    kept = [
        Participant(
            person.code,
            tuple(dict.fromkeys((*person.labels, *found[person.code].labels)))
            if person.code in found
            else person.labels,
            person.role,
            person.present,
            person.caps_are_device,
        )
        for person in known
    ]
    codes = {person.code for person in known}
    new = [person for code, person in found.items() if code not in codes]
    merged = transcript.with_participants((*kept, *new))
    merged.__dict__["reading"] = transcript.__dict__.get("reading")
    return merged

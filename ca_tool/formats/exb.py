"""EXMARaLDA basic transcriptions (``.exb``): in, and out by the schema of version 1.4.

Reading: the type of a tier tells talk, description and annotation; events that follow each other
without a gap are one stretch of talk (:mod:`ca_tool.formats.exb_talk`). Lines stand in the order of
the timeline, timed or not; a point without a time gives none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from ca_tool.formats.exb_document import Exmaralda, Speaker, looks_like_exb, read_document
from ca_tool.formats.exb_talk import stretches_on
from ca_tool.formats.exb_tiers import Decision, choices_of, decide
from ca_tool.formats.exb_write import LOSSES, exb_text
from ca_tool.formats.registry import NO_CHOICES, Choice, Parsed, reader, writer
from ca_tool.formats.timed_talk import Found, Stretch, labels_for, parsed
from ca_tool.notation.assembly import without_collection
from ca_tool.notation.labels import code_of
from ca_tool.transcript import Participant, Transcript

_HIAT_PAUSE = re.compile(r"•|\(\(\d+(?:[.,]\d+)?\s?s\)\)")


class About(NamedTuple):
    """What a file says besides the talk: its events are not kept while the talk is read."""

    title: str
    speakers: tuple[Speaker, ...]
    media: tuple[str, ...]
    evidence: tuple[str, ...]
    choices: tuple[Choice, ...]


def read_tiers(data: bytes, name: str, profile: str, choices: Mapping[str, str]) -> Parsed:
    """Read a basic transcription with tiers as the analyst decided: id → speaker, empty if none."""
    found = Found()
    about, stretches = _read(data, found, choices)
    read = parsed(
        stretches,
        profile=profile,
        title=about.title or PurePath(name).stem,
        problems=found.problems,
        evidence=about.evidence,
    )
    return replace(
        read,
        transcript=with_roster(read.transcript, about.speakers, stretches),
        media=about.media,
        choices=about.choices,
    )


@reader("exb", "EXMARaLDA", (".exb",), recognises=looks_like_exb, choosing=read_tiers)
def read_exb(data: bytes, name: str, profile: str) -> Parsed:
    """Read a basic transcription, its tiers of talk told by their types."""
    return read_tiers(data, name, profile, NO_CHOICES)


def read_stretches(data: bytes) -> list[Stretch]:
    """Return only who says what when, in order of onset: no signs are looked for in the talk."""
    return _read(data, Found(), NO_CHOICES)[1]


def _read(data: bytes, found: Found, choices: Mapping[str, str]) -> tuple[About, list[Stretch]]:
    with without_collection(len(data) // 50):
        document = read_document(data, found)
        decisions = decide(document, choices)
        stretches = stretches_on(document, decisions, found)
        about = About(
            document.title,
            tuple(document.speakers.values()),
            document.media,
            tuple(_evidence(document, decisions, stretches)),
            tuple(choices_of(decisions, document)),
        )
    for one in decisions:
        if not one.is_read and one.tier.events:
            found("I-TIER", f"“{one.label}” ({one.why})")
    if document.tiers and not any(one.is_talk and one.tier.events for one in decisions):
        found("W-NO-TALK")
    return about, stretches


def _evidence(
    document: Exmaralda, decisions: Sequence[Decision], stretches: Sequence[Stretch]
) -> Iterator[str]:
    if not document.tiers:
        return
    yield "EXMARaLDA, basic transcription"
    if document.convention:
        yield f"the file names its convention: {document.convention[:80]}"
    for media in document.media:
        yield f"recording: {media}"
    for person in document.speakers.values():
        if person.known:
            yield f"{person.abbreviation}: {', '.join(person.known)}"
    for one in decisions:
        yield one.said
    if any(_HIAT_PAUSE.search(one.text) for one in stretches):
        yield "HIAT's pauses (• and ((1,4s))) are kept as typed and not counted as silences"


def with_roster(
    transcript: Transcript, speakers: Sequence[Speaker], stretches: Sequence[Stretch]
) -> Transcript:
    """Return *transcript* with the roles of a table of speakers, and with those who are silent."""
    spoken = [one.speaker for one in stretches if one.text and not one.text.isspace()]
    labels = labels_for([*spoken, *(person.abbreviation for person in speakers)])
    roles = {code_of(labels[person.abbreviation]): person.role for person in speakers}
    people = tuple(replace(one, role=roles.pop(one.code, "")) for one in transcript.participants)
    silent = tuple(Participant(code, role=role) for code, role in roles.items())
    found = transcript.with_participants(people + silent)
    found.__dict__["reading"] = transcript.__dict__.get("reading")  # what the next edit goes by
    return found


@writer("exb", losses=LOSSES, keeps=lambda transcript: False)
def write_exb(content: Parsed) -> bytes:
    """Write talk as a basic transcription: a tier for each person, tiers for codes."""
    with without_collection(len(content.transcript.lines)):
        return exb_text(content).encode("utf-8")

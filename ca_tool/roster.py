"""Who is found in a transcript before it is stored, and two labels that mean one person."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from ca_tool.transcript import Line, Participant, Transcript


def rename(transcript: Transcript, code: str, new: str) -> Transcript:
    """Return *transcript* with the lines of *code* under *new*.

    Where *new* takes part already the two become one person, with the labels of both and the role
    of *new* if it has one. An empty *new*, or *code* itself, changes nothing.
    """
    new = new.strip().upper()
    if not new or new == code or code not in transcript.codes:
        return transcript
    lines = tuple(_given(line, code, new) for line in transcript.lines)
    people = {person.code: person for person in transcript.participants}
    moved = people[code]
    kept = people.get(new)
    merged = replace(moved, code=new) if kept is None else _merged(kept, moved)
    roster: list[Participant] = []
    for person in transcript.participants:
        if person.code == new or (kept is None and person.code == code):
            roster.append(merged)
        elif person.code != code:
            roster.append(person)
    return replace(transcript, lines=lines, participants=tuple(roster))


def _given(line: Line, code: str, new: str) -> Line:
    if code not in line.speakers:
        return line
    speakers = dict.fromkeys(new if speaker == code else speaker for speaker in line.speakers)
    return replace(line, speakers=tuple(speakers))


def _merged(kept: Participant, moved: Participant) -> Participant:
    return replace(
        kept,
        labels=tuple(dict.fromkeys((*kept.labels, *moved.labels))),
        role=kept.role or moved.role,
        present=kept.present or moved.present,
        caps_are_device=kept.caps_are_device or moved.caps_are_device,
    )


def assign(transcript: Transcript, code: str, role: str) -> Transcript:
    """Return *transcript* with *role* for the participant *code*."""
    people = tuple(
        replace(person, role=role.strip()) if person.code == code else person
        for person in transcript.participants
    )
    return transcript.with_participants(people)


def unusual_signs(transcript: Transcript) -> tuple[tuple[str, int], ...]:
    """Return every sign outside ASCII with how often it occurs, most frequent first.

    This is where a wrong encoding shows: ``Â`` before each degree sign, for example.
    """
    counted = Counter(sign for line in transcript.lines for sign in line.raw if sign > "\x7f")
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))

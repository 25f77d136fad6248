"""ELAN annotation files (``.eaf``, 2.7–3.0): tiers of talk in, tiers of talk out.

Reading: which tiers are talk is decided in :mod:`ca_tool.formats.eaf_tiers` and told tier by tier;
the others are reported. Annotations of talk become lines in order of onset, with their times. An
annotation without a time of its own keeps its place and has none. Writing: EAF 3.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter
from pathlib import PurePath
from typing import TypeAlias

from ca_tool.formats.eaf_document import Annotation, Elan, looks_like_eaf, read_document
from ca_tool.formats.eaf_tags import codings_of
from ca_tool.formats.eaf_tags_write import OWN_LOSSES
from ca_tool.formats.eaf_tiers import Decision, by_id, choices_of, decide, slots_of_parent
from ca_tool.formats.eaf_write import eaf_text
from ca_tool.formats.losses import NOTES, OF_TALK
from ca_tool.formats.registry import Parsed, reader, writer
from ca_tool.formats.timed_talk import (
    Found,
    Stretch,
    name_and_text,
    names_its_speakers,
    parsed,
)
from ca_tool.notation.assembly import without_collection
from ca_tool.transcript import UNKNOWN, Transcript

LOSSES = (*OWN_LOSSES, *OF_TALK, NOTES)

Row: TypeAlias = tuple[int, int, Stretch, str, str]
"""Rank of the slot something begins at, its number in the file, what it is, and its two slots."""

LARGEST = 128 * 2**20
"""Bytes; 200,000 annotations come to 75–86 MB."""


def read_tiers(
    data: bytes, name: str = "", profile: str = "", speakers: Mapping[str, str] | None = None
) -> Parsed:
    """Read an ELAN file.

    Parameters
    ----------
    data, name, profile
        As for any reader.
    speakers
        What the analyst decided: tier id → speaker, empty for a tier that is not talk, ``code:kim``
        for codes of the coder kim. Tiers not named here are decided from what is in them.
    """
    found = Found()
    document, decisions, rows = _read(data, found, speakers)
    coding = {one.tier.id for one in decisions if one.coder}
    for one in decisions:
        left = not one.is_talk and not one.coder and one.tier.parent not in coding
        if left and one.tier.annotations:
            found("I-TIER", f"“{one.tier.id}” ({one.why})")
    if document.tiers and not rows:
        found("W-NO-TALK")
    title = document.properties.get("title") or PurePath(name).stem
    result = parsed(
        [row[2] for row in rows],
        profile=profile,
        title=title,
        problems=found.problems,
        evidence=_evidence(document, decisions),
    )
    result = replace(
        result,
        media=tuple(dict.fromkeys(document.media)),
        choices=tuple(choices_of(decisions, document)),
    )
    if not coding:
        return result
    slots = [(first, last) for _, _, one, first, last in rows if one.text.strip()]
    also = Found()
    codings, codebook = codings_of(document, decisions, slots, result.transcript, also)
    if also.problems:
        transcript = result.transcript
        every = (*also.problems, *transcript.problems)
        result = replace(result, transcript=replace(transcript, problems=every))
    return replace(result, codings=codings, codebook=codebook)


@reader(
    "eaf",
    "ELAN",
    (".eaf", ".etf"),
    recognises=looks_like_eaf,
    choosing=read_tiers,
    largest=LARGEST,
)
def read_eaf(data: bytes, name: str, profile: str) -> Parsed:
    """Read an ELAN file, its tiers of talk found out."""
    return read_tiers(data, name, profile)


def read_stretches(data: bytes) -> list[Stretch]:
    """Return only who says what when, in order of onset: no signs are looked for in the talk."""
    return [row[2] for row in _read(data, Found(), None)[2]]


def _read(
    data: bytes, found: Found, speakers: Mapping[str, str] | None
) -> tuple[Elan, tuple[Decision, ...], list[Row]]:
    with without_collection(len(data) // 50):
        document = read_document(data, found)
        decisions = decide(document, speakers)
        return document, decisions, _rows(document, decisions, found)


def _evidence(document: Elan, decisions: Sequence[Decision]) -> Iterator[str]:
    yield f"ELAN, EAF {document.version}".strip(" ,")
    if document.units != "milliseconds":
        yield f"times are counted in {document.units}"
    for media in document.media:
        yield f"recording: {media}"
    for one in decisions:
        yield one.said


def _rows(document: Elan, decisions: Sequence[Decision], found: Found) -> list[Row]:
    """Return what is said on the tiers of talk, in order of onset."""
    rows: list[Row] = []
    known: dict[str, Annotation] = {}
    for one in decisions:
        if not one.is_talk:
            continue
        if any(map(itemgetter(4), one.tier.annotations)):
            known = known or by_id(document)
            _add_referring(rows, one, known, document)
        else:
            _add_aligned(rows, one, document, found)
    rows.sort()  # no two have one number, so nothing after it is ever compared
    return rows


def _add_aligned(rows: list[Row], one: Decision, document: Elan, found: Found) -> None:
    """Add stretches with times as the slots have them; an end before its start is left out."""
    time, rank, who = document.times.get, document.ranks.get, one.speaker
    stretch = Stretch._make
    for number, (name, text, first, last, _, _) in enumerate(one.tier.annotations, len(rows)):
        start, end = time(first), time(last)
        if start is not None and end is not None and end < start:
            found("W-TIME-BACKWARDS", f"{name} ({start}–{end} ms)")
            end = None
        said = stretch((who, text, start, end, ""))
        rows.append((rank(first, 0), number, said, first, last))
    _name(rows, one)


def _add_referring(
    rows: list[Row], one: Decision, known: Mapping[str, Annotation], document: Elan
) -> None:
    """Add stretches at the times of the annotation above each.

    If several share it, the first starts and the last ends then, and those between have no time of
    their own. Order among them follows their links.
    """
    groups: dict[str, list[Annotation]] = {}
    for each in one.tier.annotations:
        groups.setdefault(each.parent, []).append(each)
    for parent, children in groups.items():
        first, last = slots_of_parent(parent, known)
        start, end = document.times.get(first), document.times.get(last)
        chain = _in_order(children)
        for each in chain:
            begins = start if each is chain[0] else None
            ends = end if each is chain[-1] else None
            stretch = Stretch(one.speaker, each.text, begins, ends)
            rank = document.ranks.get(first, 0)
            one_slot = each is chain[0], each is chain[-1]
            slots = first if one_slot[0] else "", last if one_slot[1] else ""
            rows.append((rank, len(rows), stretch, *slots))
    _name(rows, one)


def _name(rows: list[Row], one: Decision) -> None:
    """Where nobody is named but what is said begins with names, let these speak."""
    mine = range(len(rows) - len(one.tier.annotations), len(rows))
    if one.speaker != UNKNOWN or not names_its_speakers([rows[at][2].text for at in mine]):
        return
    for at in mine:
        rank, number, stretch, *slots = rows[at]
        who, text = name_and_text(stretch.text)
        said = stretch._replace(speaker=who or UNKNOWN, text=text)
        rows[at] = rank, number, said, slots[0], slots[1]


def _in_order(children: list[Annotation]) -> list[Annotation]:
    """Return annotations under one parent as their PREVIOUS_ANNOTATION links say."""
    after = {one.previous: one for one in children}
    if len(children) < 2 or len(after) < len(children) or "" not in after:
        return children
    chain = [after[""]]
    while len(chain) < len(children) and (following := after.get(chain[-1].id)) is not None:
        chain.append(following)
    return chain if len(chain) == len(children) else children


def _is_as_typed(transcript: Transcript) -> bool:
    return False


@writer("eaf", losses=LOSSES, keeps=_is_as_typed)
def write_eaf(content: Parsed) -> bytes:
    """Write talk as EAF 3.0, a tier for each person, and tiers of tags below each coder's name."""
    return eaf_text(content).encode("utf-8")

"""FOLKER transcripts (``.flk``), and those of the Archive for Spoken German (``.fln``): read only.

A contribution is one person's talk without a gap, and becomes one line with the times of its two
points. Contributions of nobody hold silences and noises. People are named by their ids; their names
stay in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath

from lxml import etree

from ca_tool.formats.eaf_document import xml_root
from ca_tool.formats.exb import with_roster
from ca_tool.formats.exb_document import Speaker, media_names
from ca_tool.formats.exb_talk import nobodys
from ca_tool.formats.exb_timeline import Timeline, read_timeline
from ca_tool.formats.folker_words import said
from ca_tool.formats.registry import Parsed, reader
from ca_tool.formats.timed_talk import Found, Stretch, parsed
from ca_tool.notation.assembly import without_collection
from ca_tool.transcript import UNKNOWN

_NOT_TALK = ("n", "lemma", "pos")
"""Attributes of words in ``.fln`` files: normal form, lemma, part of speech."""


def looks_like_folker(head: bytes) -> bool:
    """Whether a file begins as a FOLKER transcript does."""
    return b"<folker-transcription" in head.replace(b"\0", b"")


@reader("folker", "FOLKER", (".flk", ".fln"), recognises=looks_like_folker)
def read_folker(data: bytes, name: str, profile: str) -> Parsed:
    """Read a FOLKER transcript."""
    found = Found()
    root = xml_root(data, found, keep_blanks=True)
    if root is not None and root.tag != "folker-transcription":
        found("E-XML", f"its outermost element is <{root.tag}>, not <folker-transcription>")
        root = None
    if root is None:
        return parsed((), profile=profile, title=PurePath(name).stem, problems=found.problems)
    with without_collection(len(data) // 50):
        people = _speakers(root, found)
        stretches = _stretches(root, people, found)
    if not any(one.speaker for one in stretches):
        found("W-NO-TALK")
    media = tuple(media_names(root.iterfind("recording"), "path"))
    read = parsed(
        stretches,
        profile=profile,
        title=PurePath(name).stem,
        problems=found.problems,
        evidence=_evidence(root, media),
    )
    transcript = with_roster(read.transcript, [*people.values()], stretches)
    return replace(read, transcript=transcript, media=media)


def _evidence(root: etree._Element, media: tuple[str, ...]) -> Iterator[str]:
    yield "FOLKER transcript"
    for name in media:
        yield f"recording: {name}"
    if any(word.get(name) for word in root.iter("w") for name in _NOT_TALK):
        yield "normal forms, lemmas and parts of speech stay in the file: they are no talk"


def _speakers(root: etree._Element, found: Found) -> dict[str, Speaker]:
    people: dict[str, Speaker] = {}
    for element in root.iterfind("speakers/speaker"):
        key = element.get("speaker-id", "").strip()
        if not key or key in people:
            found("W-TIMELINE-TWICE", key or "a speaker without an id")
        else:
            people[key] = Speaker(key, key)
    return people


def _stretches(root: etree._Element, people: Mapping[str, Speaker], found: Found) -> list[Stretch]:
    """Return the contributions in the order of the timeline."""
    points = root.iterfind("timeline/timepoint")
    timeline = read_timeline(
        ((one.get("timepoint-id", ""), one.get("absolute-time")) for one in points), found
    )
    rows: list[tuple[int, int, Stretch]] = []
    latest = 0
    for number, element in enumerate(root.iter("contribution")):
        first, last = element.get("start-reference", ""), element.get("end-reference", "")
        if first not in timeline.ranks or last not in timeline.ranks:
            found("W-TIMELINE-REF", f"line {element.sourceline}, {first or '?'}–{last or '?'}")
        latest = timeline.ranks.get(first, latest)
        stretch = _stretch(element, timeline, people, found)
        rows.append((latest, number, stretch))
    rows.sort(key=lambda row: row[:2])
    return [row[2] for row in rows]


def _stretch(
    element: etree._Element, timeline: Timeline, people: Mapping[str, Speaker], found: Found
) -> Stretch:
    first, last = element.get("start-reference", ""), element.get("end-reference", "")
    who = element.get("speaker-reference", "").strip()
    if who and who not in people:
        found("W-TIMELINE-REF", f"line {element.sourceline} → speaker {who}")
    text = said(element)
    if not who:
        silent = nobodys(text)
        who, text = ("", silent) if silent else (UNKNOWN, text)
    start, end = timeline.times.get(first), timeline.times.get(last)
    ranks = timeline.ranks
    if first in ranks and last in ranks and ranks[last] <= ranks[first]:
        found("W-TIME-BACKWARDS", f"{first}–{last} in line {element.sourceline}")
        end = None
    return Stretch(who, text, start, end)

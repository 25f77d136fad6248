"""The XML of an EXMARaLDA basic transcription (``.exb``) as values: timeline, tiers, speakers.

Hardened as :func:`ca_tool.formats.eaf_document.xml_root` is. Names, occupations and whatever else a
file says of a person stay in the file: only the abbreviation, the role, the sex and the languages
are looked at. Nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from ca_tool.formats.eaf_document import xml_root
from ca_tool.formats.exb_timeline import Timeline, read_timeline
from ca_tool.formats.timed_talk import Reporter

ROLE = frozenset({"role", "rolle", "function", "funktion", "rôle", "rol", "ruolo"})
"""What a speaker's role is called in the user-defined part of the table of speakers."""

_SEX = {"m": "male", "f": "female"}


class Event(NamedTuple):
    """What stands on a tier from one point of the timeline to another."""

    text: str
    start: str
    end: str


@dataclass(frozen=True)
class Tier:
    """A tier with its events in file order; ``type`` is t, a, d, l or u."""

    id: str
    speaker: str
    category: str
    type: str
    name: str
    events: tuple[Event, ...]


class Speaker(NamedTuple):
    """Somebody in the table of speakers."""

    id: str
    abbreviation: str
    role: str = ""
    known: tuple[str, ...] = ()
    """Sex and languages, in words."""


@dataclass(frozen=True)
class Exmaralda:
    """A basic transcription; ``speakers`` by id."""

    timeline: Timeline = field(default_factory=lambda: Timeline({}, {}))
    tiers: tuple[Tier, ...] = ()
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    media: tuple[str, ...] = ()
    title: str = ""
    convention: str = ""


def looks_like_exb(head: bytes) -> bool:
    """Whether a file begins as a basic transcription does."""
    return b"<basic-transcription" in head.replace(b"\0", b"")


def read_document(data: bytes, report: Reporter) -> Exmaralda:
    """Return the transcription in *data*; what is odd is told to *report*."""
    root = xml_root(data, report)
    if root is None:
        return Exmaralda()
    if root.tag != "basic-transcription":
        report("E-XML", f"its outermost element is <{root.tag}>, not <basic-transcription>")
        return Exmaralda()
    points = root.iterfind("basic-body/common-timeline/tli")
    timeline = read_timeline(((one.get("id", ""), one.get("time")) for one in points), report)
    names = {name: name for name in timeline.ranks}
    document = Exmaralda(
        timeline,
        tuple(_tier(element, names) for element in root.iterfind("basic-body/tier")),
        _speakers(root, report),
        tuple(media_names(root.iterfind("head/meta-information/referenced-file"), "url")),
        _text_at(root, "head/meta-information/transcription-name"),
        _text_at(root, "head/meta-information/transcription-convention"),
    )
    _check(document, report)
    return document


def _tier(element: etree._Element, names: Mapping[str, str]) -> Tier:
    """Return a tier; its events share the *names* of the points instead of keeping copies."""
    get, event = element.get, Event._make
    events: list[Event] = []
    for one in element.iterchildren("event"):
        start, end = one.get("start", ""), one.get("end", "")
        events.append(event((_text_of(one), names.get(start, start), names.get(end, end))))
    return Tier(
        get("id", ""),
        get("speaker", ""),
        get("category", ""),
        get("type", ""),
        get("display-name", ""),
        tuple(events),
    )


def _text_of(event: etree._Element) -> str:
    """Return the text of an event, without what is noted beside it as user-defined information."""
    if not len(event):
        return event.text or ""
    return (event.text or "") + "".join(
        (child.tail or "")
        if child.tag == "ud-information"
        else "".join(map(str, child.itertext())) + (child.tail or "")
        for child in event
    )


def _text_at(root: etree._Element, path: str) -> str:
    return (root.findtext(path) or "").strip()


def media_names(elements: Iterator[etree._Element], attribute: str) -> Iterator[str]:
    """Yield the recordings named: an address on the net whole, of a path on disk the file's name.

    Where somebody keeps recordings is their own business and nobody else's path.
    """
    for element in elements:
        url = (element.get(attribute) or "").strip()
        if url.startswith(("http://", "https://")):
            yield url
        elif name := url.replace("\\", "/").rsplit("/", 1)[-1]:
            yield name


def _speakers(root: etree._Element, report: Reporter) -> dict[str, Speaker]:
    """Return the table of speakers; of two with one id the first, no two with one abbreviation."""
    found: dict[str, Speaker] = {}
    taken: set[str] = set()
    for element in root.iterfind("head/speakertable/speaker"):
        key = element.get("id", "").strip()
        if not key:
            report("W-TIMELINE-REF", f"a speaker without an id in line {element.sourceline}")
            continue
        if key in found:
            report("W-TIMELINE-TWICE", f"speaker {key}")
            continue
        short = (element.findtext("abbreviation") or "").strip() or key
        if short.upper() in taken:
            report("W-TIMELINE-TWICE", f"{short}, the abbreviation of {key} too")
            short = f"{short} {key}"
        taken.add(short.upper())
        found[key] = Speaker(key, short, _role(element), tuple(_known(element)))
    return found


def _role(speaker: etree._Element) -> str:
    for one in speaker.iterfind("ud-speaker-information/ud-information"):
        if one.get("attribute-name", "").strip().lower() in ROLE:
            return " ".join((one.text or "").split())[:80]
    return ""


def _known(speaker: etree._Element) -> Iterator[str]:
    sex = speaker.find("sex")
    if sex is not None and sex.get("value", "") in _SEX:
        yield _SEX[sex.get("value", "")]
    languages = [one.get("lang", "") for one in speaker.iterfind("languages-used/language")]
    if said := " ".join(filter(None, languages)):
        yield f"speaks {said[:80]}"


def _check(document: Exmaralda, report: Reporter) -> None:
    """Report ids that stand twice and references that lead nowhere."""
    tiers: set[str] = set()
    for tier in document.tiers:
        if tier.id in tiers:
            report("W-TIMELINE-TWICE", tier.id or "a tier without an id")
        tiers.add(tier.id)
        if tier.speaker and tier.speaker not in document.speakers:
            report("W-TIMELINE-REF", f"tier {tier.id} → speaker {tier.speaker}")
        _check_points(tier.id, tier.events, document.timeline, report)


def _check_points(tier: str, events: Sequence[Event], timeline: Timeline, report: Reporter) -> None:
    known = timeline.ranks
    for one in events:
        if one.start not in known or one.end not in known:
            report("W-TIMELINE-REF", f"tier {tier}, {one.start or '?'}–{one.end or '?'}")

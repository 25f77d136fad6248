"""The XML of an ELAN file (EAF 2.7–3.0) as values: tiers, annotations, times, types, media.

Hardened: no network, no entities, no document type, no nodes of tens of megabytes. A damaged file
is read as far as it goes. Nothing raises.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from itertools import count, islice
from operator import itemgetter, le
from typing import NamedTuple

from lxml import etree

from ca_tool.formats.timed_talk import LONGEST_MS, Reporter, usable_time

FRAME_MS = {"PAL-frames": 40.0, "NTSC-frames": 1001 / 30}
"""Length of a frame where a file counts time in frames (ELAN's TIME_UNITS)."""

_NUMBER = re.compile(rb"&#(?:x0*([0-9a-fA-F]{4})|0*([0-9]{5}));")
_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")


class Annotation(NamedTuple):
    """One annotation; a referring one has a parent and no slots of its own."""

    id: str
    text: str
    start: str = ""
    end: str = ""
    parent: str = ""
    previous: str = ""


class Entry(NamedTuple):
    """A value of a controlled vocabulary."""

    value: str
    description: str = ""


class LinguisticType(NamedTuple):
    """What a tier's type allows."""

    constraint: str = ""
    """``Time_Subdivision``, ``Symbolic_Association`` …; empty for a tier that stands alone."""
    vocabulary: str = ""


class Tier(NamedTuple):
    """A tier with its annotations in file order."""

    id: str
    participant: str
    type: str
    parent: str
    annotations: tuple[Annotation, ...]
    annotator: str = ""


@dataclass(frozen=True)
class Elan:
    """An ELAN document.

    ``times`` holds the ms of each slot, if it has any; ``ranks`` where it stands in order: by time,
    one without a time after the last timed one before it.
    """

    tiers: tuple[Tier, ...] = ()
    times: Mapping[str, int | None] = field(default_factory=dict)
    ranks: Mapping[str, int] = field(default_factory=dict)
    types: Mapping[str, LinguisticType] = field(default_factory=dict)
    media: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    version: str = ""
    units: str = "milliseconds"
    vocabularies: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)


def looks_like_eaf(head: bytes) -> bool:
    """Whether a file begins as an ELAN document does."""
    return b"<ANNOTATION_DOCUMENT" in head.replace(b"\0", b"")


def read_document(data: bytes, report: Reporter) -> Elan:
    """Return the document in *data*; what is odd is told to *report*."""
    root = xml_root(data, report)
    if root is None:
        return Elan()
    if root.tag != "ANNOTATION_DOCUMENT":
        report("E-XML", f"its outermost element is <{root.tag}>, not <ANNOTATION_DOCUMENT>")
        return Elan()
    parts: defaultdict[str, list[etree._Element]] = defaultdict(list)
    for element in root:
        parts[element.tag].append(element)
    headers = parts["HEADER"][:1]
    units = headers[0].get("TIME_UNITS", "milliseconds") if headers else "milliseconds"
    document = Elan(
        tuple([_tier(element, report) for element in parts["TIER"]]),
        *_slots(root, FRAME_MS.get(units, 1.0), report),
        _types(parts["LINGUISTIC_TYPE"]),
        tuple(url for header in headers for url in _media(header)),
        _properties(headers[0]) if headers else {},
        root.get("FORMAT") or root.get("VERSION") or "",
        units,
        _vocabularies(parts["CONTROLLED_VOCABULARY"]),
    )
    _check(document, report)
    return document


def xml_root(data: bytes, report: Reporter, *, keep_blanks: bool = False) -> etree._Element | None:
    """Return the outermost element of *data*, read as far as it goes; nothing if there is none.

    Blanks between elements are dropped unless *keep_blanks*: in mixed content they part words.
    """
    wide = b"\0" in data and (b"<\0!\0D\0O\0C" in data or b"\0<\0!\0D\0O\0C" in data)
    if wide or b"<!DOCTYPE" in data:
        report("E-DOCTYPE", "")
        return None
    try:
        return etree.fromstring(data, _parser(recover=False, keep_blanks=keep_blanks), base_url="")
    except (etree.XMLSyntaxError, ValueError) as error:
        report("E-XML", str(error))
    try:
        mended = _as_utf8(data)
        return etree.fromstring(mended, _parser(recover=True, keep_blanks=keep_blanks), base_url="")
    except (etree.XMLSyntaxError, ValueError):
        return None


def _as_utf8(data: bytes) -> bytes:
    """Put U+FFFD for what is no UTF-8, unless *data* says it is in another encoding.

    lxml passes such bytes on where it mends, and numbers of half characters (``&#xD800;``) too,
    and then cannot turn its own strings into text.
    """
    declared = _DECLARED.match(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() != b"utf-8"):
        return data
    return _NUMBER.sub(_no_half, data.decode("utf-8", "replace").encode("utf-8"))


def _no_half(number: re.Match[bytes]) -> bytes:
    code = int(number[1], 16) if number[1] else int(number[2])
    return b"\xef\xbf\xbd" if 0xD800 <= code <= 0xDFFF else number[0]


@cache
def _parser(*, recover: bool, keep_blanks: bool) -> etree.XMLParser:
    return etree.XMLParser(
        recover=recover,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        collect_ids=False,
        remove_blank_text=not keep_blanks,
        remove_comments=True,
        remove_pis=True,
    )


def _tier(element: etree._Element, report: Reporter) -> Tier:
    found: list[Annotation] = []
    add, annotation = found.append, Annotation._make
    for outer in element:
        if not len(outer):
            report("W-ELAN-ELEMENT", f"<{outer.tag}> in line {outer.sourceline}")
            continue
        inner = outer[0]
        get = inner.get
        name, start = get("ANNOTATION_ID", ""), get("TIME_SLOT_REF1")
        value = inner[0] if len(inner) else None
        text = value.text if value is not None and not len(value) else _all_text(inner)
        if start is not None:
            add(annotation((name, text or "", start, get("TIME_SLOT_REF2", ""), "", "")))
        elif (parent := get("ANNOTATION_REF")) is not None:
            before = get("PREVIOUS_ANNOTATION", "")
            add(annotation((name, text or "", "", "", parent, before)))
        else:
            report("W-ELAN-ELEMENT", f"<{inner.tag}> in line {inner.sourceline}")
    get = element.get
    return Tier(
        get("TIER_ID", ""),
        (get("PARTICIPANT") or "").strip(),
        get("LINGUISTIC_TYPE_REF", ""),
        get("PARENT_REF", ""),
        tuple(found),
        (get("ANNOTATOR") or "").strip(),
    )


def _all_text(annotation: etree._Element) -> str:
    return "".join(map(str, annotation.itertext())).strip()


def _slots(
    root: etree._Element, frame: float, report: Reporter
) -> tuple[dict[str, int | None], dict[str, int]]:
    """Return the times and ranks of the slots; quickly where all have times and are in order."""
    ids: list[str] = []
    values: list[str] = []
    for order in root.iterchildren("TIME_ORDER"):
        for slot in order.iterchildren("TIME_SLOT"):
            ids.append(slot.get("TIME_SLOT_ID", ""))
            values.append(slot.get("TIME_VALUE", ""))
    if frame == 1.0:
        try:
            times = [0, *map(int, values), LONGEST_MS]
        except ValueError:  # too long, or no figure at all
            return _odd_slots(root, frame, report)
        ranks = dict(zip(ids, count()))
        if len(ranks) == len(ids) and all(map(le, times, islice(times, 1, None))):
            return dict(zip(ids, times[1:-1], strict=True)), ranks
    return _odd_slots(root, frame, report)


def _odd_slots(
    root: etree._Element, frame: float, report: Reporter
) -> tuple[dict[str, int | None], dict[str, int]]:
    times: dict[str, int | None] = {}
    keys: list[tuple[int, int, str]] = []
    last = 0
    for place, element in enumerate(root.iterfind("TIME_ORDER/TIME_SLOT")):
        name, value = element.get("TIME_SLOT_ID", ""), element.get("TIME_VALUE")
        ms = None
        if value is not None:
            ms = _milliseconds(value, frame)
            if ms is None:
                report("W-TIME", f"{value[:40]} at {name}")
            else:
                last = ms
        if name in times:
            report("W-ELAN-TWICE", name)
        times[name] = ms
        keys.append((last, place, name))
    return times, {name: rank for rank, (_, _, name) in enumerate(sorted(keys))}


def _milliseconds(value: str, frame: float) -> int | None:
    if frame == 1.0 and value.isdecimal() and len(value) < 10:
        return int(value)
    try:
        return usable_time(float(value) * frame)
    except ValueError:
        return None


def _types(elements: Iterable[etree._Element]) -> dict[str, LinguisticType]:
    return {
        element.get("LINGUISTIC_TYPE_ID", ""): LinguisticType(
            element.get("CONSTRAINTS", ""), element.get("CONTROLLED_VOCABULARY_REF", "")
        )
        for element in elements
    }


def _vocabularies(elements: Iterable[etree._Element]) -> dict[str, tuple[Entry, ...]]:
    """Return the values of each vocabulary; since EAF 2.8 each may have several languages."""
    found: dict[str, tuple[Entry, ...]] = {}
    for element in elements:
        entries = [
            *element.iterchildren("CV_ENTRY"),
            *(each for entry in element.iterchildren("CV_ENTRY_ML") for each in islice(entry, 1)),
        ]
        found[element.get("CV_ID", "")] = tuple(
            Entry((each.text or "").strip(), each.get("DESCRIPTION", "")) for each in entries
        )
    return found


def _media(header: etree._Element) -> Iterator[str]:
    for element in header.iterchildren("MEDIA_DESCRIPTOR"):
        url = element.get("RELATIVE_MEDIA_URL") or element.get("MEDIA_URL") or ""
        yield url.replace("\\", "/").rsplit("/", 1)[-1] or url


def _properties(header: etree._Element) -> dict[str, str]:
    return {each.get("NAME", ""): each.text or "" for each in header.iterchildren("PROPERTY")}


def _check(document: Elan, report: Reporter) -> None:
    """Report ids that stand twice and references that lead nowhere."""
    every = [one for tier in document.tiers for one in tier.annotations]
    ids = set(map(itemgetter(0), every))
    if len(ids) < len(every):
        seen: set[str] = set()
        for one in every:
            if one.id in seen:
                report("W-ELAN-TWICE", one.id or "an annotation without an id")
            seen.add(one.id)
    _check_references(every, ids, document.times.keys(), report)
    tiers = {tier.id for tier in document.tiers}
    for tier in document.tiers:
        if tier.parent and tier.parent not in tiers:
            report("W-ELAN-REF", f"tier {tier.id} → {tier.parent}")
        if tier.type not in document.types:
            report("W-ELAN-REF", f"tier {tier.id} → type {tier.type or '?'}")


def _check_references(
    every: Sequence[Annotation], ids: set[str], slots: Set[str], report: Reporter
) -> None:
    known = {*slots, ""}
    if (
        known.issuperset(map(itemgetter(2), every))
        and known.issuperset(map(itemgetter(3), every))
        and (ids | {""}).issuperset(map(itemgetter(4), every))
    ):
        return
    for one in every:
        if one.parent:
            if one.parent not in ids:
                report("W-ELAN-REF", f"{one.id} → {one.parent}")
        elif one.start not in slots or one.end not in slots:
            report("W-ELAN-REF", f"{one.id} → {one.start or '?'}, {one.end or '?'}")

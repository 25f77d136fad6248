"""A TEI document as values: title, people, recordings, and what is said in what order.

TEI P5 with or without ``annotationBlock`` (ISO 24624), its drafts (``annotatedU``, a ``div`` for
each utterance), P4 (``TEI.2``), in TEI's namespace, another one or none. Nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from lxml import etree

from ca_tool.formats.tei_timeline import Timeline, read_timeline
from ca_tool.formats.tei_xml import (
    APPLICATION,
    NAMES,
    TEI,
    children,
    descendants,
    first,
    id_of,
    local,
    reference,
    text_of,
)
from ca_tool.formats.timed_talk import Reporter
from ca_tool.transcript import UNKNOWN

BLOCKS = frozenset({"annotationBlock", "annotatedU", "annotationGrp"})
EVENTS = frozenset({"pause", "incident", "kinesic", "vocal", "event", "writing", "gap", "note"})
PASSED_OVER = frozenset(
    {"timeline", "when", "anchor", "head", "shift", "teiHeader", "listRelation"}
)

NOT_KNOWN = "unknown"
"""The id our own files give to a speaker who is not identified."""

_SEXES = {"1": "male", "m": "male", "male": "male"} | dict.fromkeys(("2", "f", "female"), "female")


class Person(NamedTuple):
    """Somebody in the list of participants."""

    name: str
    role: str = ""
    known: tuple[str, ...] = ()
    """What else is said, in words."""


class Item(NamedTuple):
    """Something of the body: an utterance, or an event between utterances.

    ``start`` and ``end`` are ids of the timeline; ``inside`` are its parts (an utterance's ``u``).
    """

    element: etree._Element
    inside: tuple[etree._Element, ...]
    who: tuple[str, ...]
    start: str
    end: str
    is_event: bool


@dataclass(frozen=True)
class Document:
    """One ``TEI`` element."""

    title: str
    people: Mapping[str, Person]
    media: tuple[str, ...]
    timeline: Timeline
    items: tuple[Item, ...]
    groups: tuple[etree._Element, ...]
    """Every ``spanGrp``, in order."""
    application: str = ""
    convention: str = ""

    @property
    def is_ours(self) -> bool:
        """Whether this program wrote it."""
        return self.application == APPLICATION


def documents_in(root: etree._Element) -> list[etree._Element]:
    """Return the ``TEI`` elements of a file: one, or those of a corpus."""
    if local(root) in ("TEI", "TEI.2"):
        return [root]
    return list(descendants(root, "TEI", "TEI.2"))


def read_element(root: etree._Element, report: Reporter) -> Document:
    """Return the document under *root*; what is odd is told to *report*."""
    namespace = root.tag.rpartition("}")[0].lstrip("{")
    if namespace != TEI:
        report("I-TEI-NAMESPACE", namespace[:80] or "none")
    header = first(root, "teiHeader")
    text = first(root, "text")
    items: list[Item] = []
    groups: list[etree._Element] = []
    body = first(text, "body")
    body = text if body is None else body
    if body is not None:
        _collect(body, items, groups)
    convention = next(descendants(header, "transcriptionDesc"), None)
    document = Document(
        text_of(first(header, "fileDesc", "titleStmt", "title")),
        _people(header, report),
        tuple(dict.fromkeys(_media(header))),
        read_timeline(_timelines(root), report),
        tuple(items),
        tuple(groups),
        next((one.get("ident", "") for one in descendants(header, "application")), ""),
        "" if convention is None else convention.get("ident", ""),
    )
    _check(document, report)
    return document


def _timelines(root: etree._Element) -> Iterator[etree._Element]:
    """Yield timelines; they stand in the text, before or after its body."""
    for one in children(root, "text", "standOff"):
        yield from children(one, "timeline", "listTimeline")
        for inner in children(one, "front", "body", "back"):
            yield from descendants(inner, "timeline")


def _collect(parent: etree._Element, items: list[Item], groups: list[etree._Element]) -> None:
    """Add what is said in *parent*, and its groups of spans, in the order of the file."""
    for child in parent:
        name = NAMES[child.tag]
        if name in BLOCKS:
            items.append(_block(child))
            groups += children(child, "spanGrp")
        elif name == "u":
            items.append(_item(child, (child,), child))
        elif name in EVENTS:
            items.append(_item(child, (child,), child, is_event=True))
        elif name == "spanGrp":
            groups.append(child)
        elif name and name not in PASSED_OVER:
            _collect(child, items, groups)


def _block(element: etree._Element) -> Item:
    """Return what an annotation block holds besides its groups of spans."""
    said = tuple(one for one in element if NAMES[one.tag] not in ("spanGrp", ""))
    return _item(element, said, next(children(element, "u"), element))


def _item(
    element: etree._Element,
    inside: tuple[etree._Element, ...],
    utterance: etree._Element,
    *,
    is_event: bool = False,
) -> Item:
    who = element.get("who") or utterance.get("who") or ""
    start, end = (reference(element.get(side) or utterance.get(side)) for side in ("start", "end"))
    if not is_event and not (start and end):
        opens, closes = _edges(utterance)
        start, end = start or opens, end or closes
    return Item(element, inside, tuple(map(reference, who.split())), start, end, is_event)


def _edges(utterance: etree._Element) -> tuple[str, str]:
    """Return the points that an utterance begins and ends with, as anchors in it."""
    start = end = ""
    one = utterance
    while not start and len(one) and not (one.text or "").strip():
        one = one[0]
        start = reference(one.get("synch")) if NAMES[one.tag] == "anchor" else ""
    one = utterance
    while not end and len(one) and not (one[-1].tail or "").strip():
        one = one[-1]
        end = reference(one.get("synch")) if NAMES[one.tag] == "anchor" else ""
    return start, end


def _people(header: etree._Element | None, report: Reporter) -> dict[str, Person]:
    """Return the people by id; no two with one name."""
    found: dict[str, Person] = {}
    taken: set[str] = set()
    for element in descendants(header, "person", "personGrp"):
        key = id_of(element)
        if key in found:
            report("W-TIMELINE-TWICE", key or "a person without an id")
            continue
        name = _name(element) or key
        if name.upper() in taken:
            report("W-TIMELINE-TWICE", f"{name}, the name of {key} too")
            name = f"{name} {key}"
        taken.add(name.upper())
        found[key] = Person(name, _role(element), tuple(_known(element)))
    return found


def _name(person: etree._Element) -> str:
    """Return the short name of a person: real names stay in the file where there is another."""
    names = next(descendants(person, "persName"), None)
    short = next(descendants(names, "abbr"), None)
    name = text_of(short) or (person.get("n") or "").strip() or text_of(names)
    return UNKNOWN if name == UNKNOWN else name[:60]


def _role(person: etree._Element) -> str:
    inside = first(person, "role")
    said = person.get("role") or text_of(inside) or text_of(first(person, "roleName"))
    return " ".join(said.split())[:80]


def _known(person: etree._Element) -> Iterator[str]:
    sex = person.get("sex") or text_of(first(person, "sex"))
    if told := _SEXES.get(sex.strip().lower()):
        yield told
    for name in ("age", "langKnowledge"):
        if told := text_of(first(person, name)):
            yield told[:80]


def _media(header: etree._Element | None) -> Iterator[str]:
    """Yield recordings: an address on the net whole, of a path on disk only the file's name."""
    for one in descendants(header, "media", "recording"):
        url = (one.get("url") or one.get("target") or "").strip()
        if url.startswith(("http://", "https://")):
            yield url
        elif name := url.replace("\\", "/").rsplit("/", 1)[-1]:
            yield name


def _check(document: Document, report: Reporter) -> None:
    """Report ids that stand twice and references that lead nowhere."""
    seen: set[str] = set()
    points, people = document.timeline.ranks, document.people
    for item in document.items:
        name = id_of(item.element)
        if name and name in seen:
            report("W-TEI-TWICE", name)
        seen.add(name)
        for point in (item.start, item.end):
            if point and point not in points:
                report("W-TIMELINE-REF", f"{name or local(item.element)} → {point[:60]}")
        for who in item.who:
            if people and who not in people:
                report("W-TIMELINE-REF", f"{name or local(item.element)} → {who[:60]}")


def in_order(document: Document) -> Sequence[Item]:
    """Return what is said in order of onset; what has no time stays in its place."""
    ranks = document.timeline.ranks
    keys: list[tuple[int, int]] = []
    last = -1
    for number, item in enumerate(document.items):
        last = ranks.get(item.start, last)
        keys.append((last, number))
    if all(before <= after for before, after in pairwise(keys)):
        return document.items
    return [document.items[number] for _, number in sorted(keys)]

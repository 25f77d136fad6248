"""``session.xml``: what is known of a recording, who takes part, and which line is which."""

from __future__ import annotations

from dataclasses import dataclass, fields
from itertools import islice

from lxml import etree

from ca_tool.project import SessionFacts
from ca_tool.review import Exchange
from ca_tool.storage.validation import FORMAT, safe, unsafe
from ca_tool.transcript import Encoding, Participant

SCHEMA = "session"
FACTS = tuple(field.name for field in fields(SessionFacts) if field.name != "notes")

IDS_IN_AN_ELEMENT = 1000
"""Line ids stand in several elements: libxml2 refuses a text of more than 10 MB."""


@dataclass(frozen=True)
class StoredSession:
    """What ``session.xml`` holds.

    Attributes
    ----------
    digest
        Of the bytes of ``transcript.txt`` that ``ids`` belong to.
    ids
        For each line of it, its id and the digest of its text.
    times
        Line id → start and end in ms, for lines that have them.
    next_line
        The id of the next new line.
    source
        Name of the imported file in the session's folder; empty if there is none.
    """

    id: str
    facts: SessionFacts = SessionFacts()
    profile: str = "loose-CA"
    title: str = ""
    encoding: Encoding = Encoding()
    digest: str = ""
    next_line: int = 1
    source: str = ""
    participants: tuple[Participant, ...] = ()
    ids: tuple[tuple[int, str], ...] = ()
    times: tuple[tuple[int, int | None, int | None], ...] = ()
    exchanges: tuple[Exchange, ...] = ()


def to_xml(stored: StoredSession) -> etree._Element:
    """Return the session as an element."""
    root = etree.Element("session", format=str(FORMAT), id=stored.id)
    facts = etree.SubElement(root, "facts")
    for name in FACTS:
        facts.set(name, safe(getattr(stored.facts, name)))
    etree.SubElement(facts, "notes").text = safe(stored.facts.notes)
    text = etree.SubElement(root, "text", profile=stored.profile, title=safe(stored.title))
    text.set("encoding", stored.encoding.name)
    text.set("bom", stored.encoding.bom.hex())
    text.set("digest", stored.digest)
    text.set("next", str(stored.next_line))
    if stored.source:
        etree.SubElement(root, "source", file=safe(stored.source))
    _add_participants(root, stored.participants)
    _add_lines(root, stored)
    for exchange in stored.exchanges:
        _add_exchange(root, exchange)
    return root


def from_xml(root: etree._Element) -> StoredSession:
    """Return the session that an element holds."""
    text = root.find("text")
    text = etree.Element("text") if text is None else text
    source = root.find("source")
    return StoredSession(
        id=root.get("id", ""),
        facts=facts_of(root),
        profile=text.get("profile", ""),
        title=unsafe(text.get("title")),
        encoding=Encoding(text.get("encoding", "utf-8"), bytes.fromhex(text.get("bom", ""))),
        digest=text.get("digest", ""),
        next_line=int(text.get("next", "1")),
        source="" if source is None else unsafe(source.get("file")),
        participants=tuple(_participant(one) for one in root.iterfind("participants/participant")),
        ids=tuple(_id(item) for one in root.iterfind("lines") for item in (one.text or "").split()),
        times=tuple(
            (int(one.get("line", "0")), _number(one.get("start")), _number(one.get("end")))
            for one in root.iterfind("time")
        ),
        exchanges=tuple(_exchange(one) for one in root.iterfind("exchange")),
    )


def facts_of(root: etree._Element) -> SessionFacts:
    """Return only the facts of a session."""
    element = root.find("facts")
    if element is None:
        return SessionFacts()
    plain = {name: unsafe(element.get(name)) for name in FACTS}
    return SessionFacts(**plain, notes=unsafe(element.findtext("notes")))


def _add_participants(root: etree._Element, people: tuple[Participant, ...]) -> None:
    parent = etree.SubElement(root, "participants")
    for person in people:
        child = etree.SubElement(parent, "participant", code=safe(person.code))
        child.set("role", safe(person.role))
        child.set("present", _yes(value=person.present))
        child.set("caps_are_device", _yes(value=person.caps_are_device))
        for label in person.labels:
            etree.SubElement(child, "label").text = safe(label)


def _add_lines(root: etree._Element, stored: StoredSession) -> None:
    items = (f"{line_id}:{digest}" for line_id, digest in stored.ids)
    while chunk := list(islice(items, IDS_IN_AN_ELEMENT)):
        etree.SubElement(root, "lines").text = " ".join(chunk)
    for line_id, start, end in stored.times:
        child = etree.SubElement(root, "time", line=str(line_id))
        if start is not None:
            child.set("start", str(start))
        if end is not None:
            child.set("end", str(end))


def _add_exchange(root: etree._Element, exchange: Exchange) -> None:
    child = etree.SubElement(root, "exchange", id=exchange.id, title=safe(exchange.title))
    child.set("first", str(exchange.first))
    child.set("last", str(exchange.last))
    child.set("kind", safe(exchange.kind))
    child.set("created", exchange.created)
    etree.SubElement(child, "question").text = safe(exchange.question)
    for line in exchange.pauses:
        etree.SubElement(child, "pause", line=str(line))


def _participant(element: etree._Element) -> Participant:
    return Participant(
        unsafe(element.get("code")),
        tuple(unsafe(label.text) for label in element.iterfind("label")),
        unsafe(element.get("role")),
        present=element.get("present") in {"true", "1"},
        caps_are_device=element.get("caps_are_device") in {"true", "1"},
    )


def _exchange(element: etree._Element) -> Exchange:
    return Exchange(
        element.get("id", ""),
        unsafe(element.get("title")),
        int(element.get("first", "0")),
        int(element.get("last", "0")),
        unsafe(element.findtext("question")),
        tuple(int(one.get("line", "0")) for one in element.iterfind("pause")),
        unsafe(element.get("kind")),
        element.get("created", ""),
    )


def _id(item: str) -> tuple[int, str]:
    line_id, _, digest = item.partition(":")
    return int(line_id), digest


def _number(text: str | None) -> int | None:
    return None if text is None else int(text)


def _yes(*, value: bool) -> str:
    return "true" if value else "false"

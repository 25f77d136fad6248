"""Transcripts with everybody's tags as a REFI-QDA project, valid by its schema.

Each transcript is a text source with exactly its characters; each span of a tag is a selection in
code points, coded with the code and with a code for each value said of it, by the coder as a user.
Free notes are memos on the coding. Transcripts with times are listed below a recording too, with a
synchronisation point at each start and end. All GUIDs are made from what they stand for (UUID
version 5), so that writing twice gives the same ones.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from ca_tool.codebook import Code, Codebook
from ca_tool.coding import CERTAINTIES, LINK_KINDS, MANUAL, Link, Tag
from ca_tool.formats.refi_codebook import add_codes, guid, xml_safe
from ca_tool.formats.refi_document import PROJECT
from ca_tool.formats.refi_facts import with_facts
from ca_tool.formats.refi_places import Places
from ca_tool.formats.refi_tags import LISTED
from ca_tool.formats.refi_times import points_of
from ca_tool.formats.registry import VIDEO, Loss, Parsed
from ca_tool.transcript import Place, Span, Transcript

QUOTE = 100
"""Characters of the words that name a selection."""

_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\Z")
_DATE_OF_PARTS = (1980, 1, 1, 0, 0, 0)


def _every(content: Parsed) -> tuple[Parsed, ...]:
    return (content, *content.more)


def _has_roles(content: Parsed) -> bool:
    return any(p.role for one in _every(content) for p in one.transcript.participants)


def _has_links(content: Parsed) -> bool:
    return any(coding.links for one in _every(content) for coding in one.codings.values())


def _has_lone_surrogates(content: Parsed) -> bool:
    return any(_LONE.search(one.transcript.text) for one in _every(content))


_LONE = re.compile("[\ud800-\udfff]")

LOSSES = (
    Loss("roles of people, and who was there without a word", _has_roles),
    Loss("when links were made", _has_links),
    Loss("bytes of the old file that are no characters", _has_lone_surrogates),
)
"""What a REFI-QDA project cannot carry."""


def keeps_nothing(_transcript: Transcript) -> bool:
    """Whether only tags are lost: no, they are what the format is for."""
    return False


@dataclass
class Writing:
    """A project being written: its tree, memos and links, and the texts beside it."""

    codebook: Codebook
    notes: list[etree._Element] = field(default_factory=list)
    links: list[etree._Element] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    turns: dict[tuple[str, Place], str] = field(default_factory=dict)
    """GUIDs of selections that only links point at."""

    def note(self, key: str, text: str, user: str = "", name: str = "") -> str:
        """Keep a memo and return its GUID."""
        element = _element("Note", guid=key, name=name or _quote(text))
        if user:
            element.set("creatingUser", user)
        _child(element, "PlainTextContent").text = xml_safe(text)
        self.notes.append(element)
        return key


def project_bytes(content: Parsed) -> bytes:
    """Return *content* and all of ``content.more`` as a ``.qdpx`` package."""
    every = _every(content)
    codebook = content.codebook or Codebook()
    codebook = _with_codes_used(codebook, every)
    writing = Writing(codebook)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    name = codebook.name if len(every) > 1 and codebook.name else content.transcript.title
    root = etree.fromstring(f'<Project xmlns="{PROJECT}" origin="CA Tool"/>')
    root.set("name", xml_safe(name) or "CA Tool")
    root.set("creationDateTime", now)
    _add_users(root, every)
    add_codes(_child(root, "CodeBook"), codebook, PROJECT)
    sources = _child(root, "Sources")
    recordings = [_add_source(sources, one, number, writing) for number, one in enumerate(every)]
    sources.extend(one for one in recordings if one is not None)
    for tag, found in (("Notes", writing.notes), ("Links", writing.links)):
        if found:
            _child(root, tag).extend(found)
    index = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return _packed({"project.qde": index, **writing.texts})


def _packed(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(zipfile.ZipInfo(name, _DATE_OF_PARTS), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _with_codes_used(codebook: Codebook, every: Sequence[Parsed]) -> Codebook:
    """Return the codebook with codes that tags have and it does not."""
    used = {
        tag.code for one in every for each in one.codings.values() for tag in each.tags.values()
    }
    lost = sorted(used - codebook.by_name.keys())
    order = max((code.order for code in codebook.codes), default=0)
    codes = (Code(name, name, name[:4], order=order + 10 * at) for at, name in enumerate(lost, 1))
    return Codebook(codebook.name, codebook.version, (*codebook.codes, *codes))


def _add_users(root: etree._Element, every: Sequence[Parsed]) -> None:
    coders = list(dict.fromkeys(coder for one in every for coder in one.codings))
    if coders:
        users = _child(root, "Users")
        for coder in coders:
            _child(users, "User", guid=guid("user", coder), name=coder)


def _add_source(
    sources: etree._Element, content: Parsed, number: int, writing: Writing
) -> etree._Element | None:
    """Add a transcript, and return its recording if it has one."""
    transcript = content.transcript
    key = guid("source", str(number), transcript.title)
    path = f"internal://{key}.txt"
    text = _LONE.sub("\ufffd", transcript.text)
    writing.texts[f"sources/{key}.txt"] = text.encode("utf-8")
    source = _child(sources, "TextSource", guid=key, name=transcript.title or f"text {number + 1}")
    source.set("plainTextPath", path)
    places = Places(transcript)
    for coder, coding in sorted(content.codings.items()):
        tags = sorted(coding.tags.values(), key=lambda tag: (places_of(tag, places), tag.id))
        for tag in tags:
            _add_tag(source, tag, coder, key, places, transcript, writing)
        for link in coding.links.values():
            _add_link(source, link, coder, key, places, transcript, writing)
    if content.notes:
        note = writing.note(guid("notes", key), content.notes, name=f"Notes: {transcript.title}")
        _child(source, "NoteRef", targetGUID=note)
    return _recording(content, key, path)


def places_of(tag: Tag, places: Places) -> int:
    """Return where in the text a tag begins; −1 if its line is gone."""
    where = places.position(tag.start.line, tag.start.column)
    return -1 if where is None else where


def _add_tag(
    source: etree._Element,
    tag: Tag,
    coder: str,
    key: str,
    places: Places,
    transcript: Transcript,
    writing: Writing,
) -> None:
    """Add a selection for each span of a tag, coded with its code and its values."""
    user, own = guid("user", coder), guid("code", tag.code)
    note = tag.note and writing.note(guid("note", key, coder, tag.id), tag.note, user)
    for part, span in enumerate(tag.spans, 1):
        selection = _selection(source, span, places, transcript)
        if selection is None:
            continue
        mark = mark_of(key, coder, tag.id, part)
        selection.set("guid", mark)
        selection.set("creatingUser", user)
        _set_when(selection, "creationDateTime", tag.created)
        _set_when(selection, "modifiedDateTime", tag.modified)
        facts = facts_of(tag, part, {name for name, _ in _said_by_codes(tag, writing.codebook)})
        _child(selection, "Description").text = xml_safe(with_facts("", facts))
        for code in (own, *(value for _, _, value in _values(tag, writing.codebook))):
            coding = _child(selection, "Coding", guid=guid("coding", mark, code), creatingUser=user)
            _set_when(coding, "creationDateTime", tag.created)
            _child(coding, "CodeRef", targetGUID=code)
            if note and part == 1 and code == own:
                _child(coding, "NoteRef", targetGUID=note)


def mark_of(key: str, coder: str, tag: str, part: int = 1) -> str:
    """Return the GUID of a tag's selection."""
    return guid("selection", key, coder, tag, str(part))


def _selection(
    source: etree._Element, span: Span, places: Places, transcript: Transcript
) -> etree._Element | None:
    start = places.position(span.line, span.start)
    end = places.position(span.end_line, span.end)
    if start is None or end is None or end < start:
        return None
    quote = _quote(transcript.quote(span))
    return _child(
        source,
        "PlainTextSelection",
        guid=guid("place", source.get("guid") or "", str(start), str(end)),
        name=quote,
        startPosition=str(start),
        endPosition=str(end),
    )


def facts_of(tag: Tag, part: int, coded: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the facts of a tag: *part* is which span, *coded* which attributes are said already."""
    yield "Who", tag.actor
    yield "To", LISTED.join(tag.addressees)
    yield "About", LISTED.join(tag.about)
    yield "How sure", "" if tag.certainty == CERTAINTIES[0] else tag.certainty
    for name, value in tag.values:
        if name not in coded:
            yield "With", f"{name} = {value}"
    yield "Came from", "" if tag.origin == MANUAL else tag.origin
    yield "Codebook", tag.codebook
    yield "Agreed from", LISTED.join(tag.adjudicated_from)
    yield "Part", f"{part} of {len(tag.spans)}" if len(tag.spans) > 1 else ""
    yield "Tag", tag.id


def _said_by_codes(tag: Tag, codebook: Codebook) -> Iterator[tuple[str, str]]:
    """Yield the attributes whose whole value is said by codes of their own."""
    coded = {(name, each) for name, each, _ in _values(tag, codebook)}
    for name, value in tag.values:
        if value.split() and all((name, each) in coded for each in value.split()):
            yield name, value


def _values(tag: Tag, codebook: Codebook) -> Iterator[tuple[str, str, str]]:
    """Yield attribute, value and the GUID of its code, for values the codebook has."""
    code = codebook.by_name[tag.code]
    for name, value in tag.values:
        attribute = code.attribute(name)
        known = {one.name for one in attribute.values} if attribute else set()
        for each in value.split():
            if each in known:
                yield name, each, guid("value", tag.code, name, each)


def _add_link(
    source: etree._Element,
    link: Link,
    coder: str,
    key: str,
    places: Places,
    transcript: Transcript,
    writing: Writing,
) -> None:
    """Keep a link; one to a turn gets a selection of the turn's first line to point at."""
    target = mark_of(key, coder, link.target)
    if not link.target:
        place = link.target_turn
        if place is None or place.line not in transcript.row:
            return
        target = writing.turns.get((key, place), "")
        if not target:
            end = max(place.column, len(transcript.line(place.line).raw))
            span = Span(place.line, place.column, place.line, end)
            selection = _selection(source, span, places, transcript)
            target = "" if selection is None else selection.get("guid") or ""
            writing.turns[key, place] = target
    element = _element("Link", guid=guid("link", key, coder, link.id))
    element.set("name", LINK_KINDS.get(link.kind, link.kind))
    element.set("direction", "OneWay")
    element.set("originGUID", mark_of(key, coder, link.source))
    element.set("targetGUID", target)
    writing.links.append(element)


def _recording(content: Parsed, key: str, path: str) -> etree._Element | None:
    """Return the recording of a transcript, with where which moment is in the text."""
    points = list(points_of(content.transcript))
    if not points and not content.media:
        return None
    media = content.media[0] if content.media else ""
    kind = "VideoSource" if media.lower().endswith(VIDEO) else "AudioSource"
    title = content.transcript.title
    recording = _element(kind, guid=guid("recording", key), name=media or f"Recording: {title}")
    if media:
        recording.set("path", f"relative:///{xml_safe(media)}")
    inner = _child(recording, "Transcript", guid=guid("transcript", key), name=title)
    inner.set("plainTextPath", path)
    for number, (position, ms) in enumerate(points):
        point = _child(inner, "SyncPoint", guid=guid("point", key, str(number)))
        point.set("timeStamp", str(ms))
        point.set("position", str(position))
    return recording


def _set_when(element: etree._Element, name: str, when: str) -> None:
    if _WHEN.match(when):
        element.set(name, when)


def _quote(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= QUOTE else f"{words[: QUOTE - 1].rstrip()}…"


def _name(tag: str) -> str:
    return f"{{{PROJECT}}}{tag}"


def _element(tag: str, **attributes: str) -> etree._Element:
    safe = {name: xml_safe(value) for name, value in attributes.items()}
    return etree.Element(_name(tag), safe)


def _child(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    safe = {name: xml_safe(value) for name, value in attributes.items()}
    return etree.SubElement(parent, _name(tag), safe)

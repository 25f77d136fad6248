"""The transcript's own lines inside a TEI document: out as typed, and in again.

A group of spans ``transcript`` holds every line with its blanks, labels and numbers, and says which
element of the body it belongs to. What stands in the body counts: a line whose words were changed
there by another program is put together from the body, lines whose element is gone go, and
utterances that are new come in as new lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from ca_tool.formats.registry import Parsed
from ca_tool.formats.tei_codes import field_of, fields_of, leaf, read_codings
from ca_tool.formats.tei_document import Document, Item
from ca_tool.formats.tei_signs import pieces_of, surface_of
from ca_tool.formats.tei_talk import Talk
from ca_tool.formats.tei_xml import NAMES, as_typed, children, id_of, in_text, name_from
from ca_tool.formats.timed_talk import Reporter
from ca_tool.notation import PROFILES, parse
from ca_tool.transcript import UNKNOWN, Line, LineKind, Participant, Transcript

TALK = frozenset({LineKind.TALK, LineKind.CONTINUATION})
PLACED = TALK | {LineKind.SILENCE, LineKind.COMMENT}
"""Kinds of line that have elements in the body."""

CHAT = "chat-ca"
ENDINGS = {"\n": "", "\r\n": "crlf", "\r": "cr", "": "open"}
"""Line ends, and what a line's span says of one other than the usual."""

_TYPED = {told: ending for ending, told in ENDINGS.items()}


def line_groups(
    content: Parsed, holders: Mapping[int, tuple[str, str]], people: Mapping[str, str]
) -> Iterator[str]:
    """Yield the groups of spans with the people and the lines of a transcript.

    *holders* gives the first and last element of the body that holds a line, by the line's id.
    """
    transcript = content.transcript
    if spans := list(_people_spans(content, people)):
        yield from ('      <spanGrp type="participants">\n', *spans, "      </spanGrp>\n")
    if not transcript.lines:
        return
    yield '      <spanGrp type="transcript">\n'
    for line in transcript.lines:
        about = "".join(
            f' {side}="{name}"'
            for side, name in zip(("from", "to"), holders.get(line.id, ()), strict=False)
        )
        if told := ENDINGS[line.ending]:
            about += f' type="{told}"'
        yield f"        <span{about}>{in_text(line.raw)}</span>\n"
    yield "      </spanGrp>\n"


def _people_spans(content: Parsed, people: Mapping[str, str]) -> Iterator[str]:
    """Yield what the list of participants has no place for."""
    for person in content.transcript.participants:
        fields = [leaf("code", person.code)]
        fields += [leaf("label", label) for label in person.labels]
        fields += [leaf("role", person.role)] if person.role else []
        fields += [] if person.present else [leaf("present", "no")]
        fields += [leaf("device", "yes")] if person.caps_are_device else []
        who = f' who="{people[person.code]}"' if person.code in people else ""
        yield f'        <span type="participant"{who}>{"".join(fields)}</span>\n'
    reading = content.transcript.__dict__.get("reading")
    for label, code in getattr(reading, "labels", {}).items():
        if not code:
            yield f'        <span type="no-label">{in_text(label)}</span>\n'
    if content.notes:
        yield f'        <span type="notes">{in_text(content.notes)}</span>\n'


@dataclass
class _Row:
    """A line to be: as typed, its end, and the elements of the body it belongs to."""

    raw: str
    ending: str
    number: int = 0
    """Its number in the file, from 1; 0 for one that is new."""
    start: str = ""
    end: str = ""
    """Ids of the timeline."""
    held: bool = False
    items: tuple[Item, ...] = ()
    stale: bool = False


def own_transcript(document: Document, report: Reporter, profile: str) -> Parsed | None:
    """Return what one of our own files holds; nothing if it has not got the lines as typed."""
    groups = {group.get("type", ""): group for group in document.groups}
    if (typed := groups.get("transcript")) is None:
        return None
    people = tuple(_people(groups.get("participants")))
    labels = {label: person.code for person in people for label in person.labels}
    labels |= dict.fromkeys(_said(groups.get("participants"), "no-label"), "")
    key = profile or name_from(document.convention)
    key = key if key in PROFILES else "loose-CA"
    rows = _rows(typed, document)
    transcript = _parsed(rows, key, labels, document)
    if _refresh(rows, transcript, document, report):
        transcript = _parsed(rows, key, labels, document)
    if len(transcript.lines) != len(rows):  # only where somebody else wrote the lines
        return None
    transcript = _finished(transcript, rows, document, people)
    lines = {row.number: line for row, line in zip(rows, transcript.lines, strict=True)}
    stale = frozenset(row.number for row in rows if row.stale)
    codings = read_codings(document.groups, lines, stale, report)
    notes = "".join(_said(groups.get("participants"), "notes"))
    told = tuple(getattr(report, "problems", ()))
    read = replace(transcript, problems=(*told, *transcript.problems))
    _remember(transcript, read)
    return Parsed(read, codings, (f"lines as typed, {key}",), media=document.media, notes=notes)


def _people(group: etree._Element | None) -> Iterator[Participant]:
    for span in children(group, "span"):
        if span.get("type") == "participant":
            fields = fields_of(span)
            yield Participant(
                field_of(fields, "code"),
                tuple(fields.get("label", ())),
                field_of(fields, "role"),
                field_of(fields, "present") != "no",
                field_of(fields, "device") == "yes",
            )


def _said(group: etree._Element | None, kind: str) -> list[str]:
    return [as_typed(one.text or "") for one in children(group, "span") if one.get("type") == kind]


def _rows(typed: etree._Element, document: Document) -> list[_Row]:
    """Return the lines; those whose element is gone go, new elements come in where they stand."""
    items = document.items
    place = {id_of(item.element): at for at, item in enumerate(items)}
    rows: list[_Row] = []
    claimed: set[int] = set()
    for number, span in enumerate(children(typed, "span"), 1):
        raw = as_typed(span.text or "").replace("\n", " ").replace("\r", " ")
        ending = _TYPED.get(span.get("type", ""), "\n")
        opens, closes = span.get("from", ""), span.get("to", "")
        if opens in document.timeline.ranks:  # nothing is said on this line, but it has a time
            rows.append(_Row(raw, ending, number, opens, closes))
            continue
        row = _Row(raw, ending, number)
        if opens:
            first, last = place.get(opens), place.get(closes)
            if first is None or last is None:
                continue
            row = _holding(row, items[first : max(first, last) + 1])
            claimed.update(range(first, first + len(row.items)))
        rows.append(row)
    if len(claimed) < len(items):
        rows = list(_with_new(rows, items, claimed))
    while rows and not rows[-1].raw and not rows[-1].ending and not rows[-1].held:
        rows.pop()
    for row in rows[:-1]:
        row.ending = row.ending or "\n"
    return rows


def _holding(row: _Row, items: tuple[Item, ...]) -> _Row:
    return replace(row, start=items[0].start, end=items[-1].end, held=True, items=items)


def _with_new(rows: Iterable[_Row], items: Sequence[Item], claimed: set[int]) -> Iterator[_Row]:
    """Yield the lines, and new elements after the line that holds the element before them."""
    after: dict[int, list[_Row]] = {}
    before = 0
    for number, item in enumerate(items):
        if number in claimed:
            before = id(item)
        else:
            new = _holding(_Row("", "\n", stale=True), (item,))
            after.setdefault(before, []).append(new)
    yield from after.pop(0, ())
    for row in rows:
        yield row
        for item in row.items:
            yield from after.pop(id(item), ())


def _parsed(
    rows: Sequence[_Row], key: str, labels: Mapping[str, str], document: Document
) -> Transcript:
    text = "".join(row.raw + row.ending for row in rows)
    if key == CHAT:
        from ca_tool.formats.chat import read_chat

        chat = read_chat(text.encode("utf-8", "surrogatepass"), document.title, CHAT).transcript
        return replace(chat, title=document.title)
    return parse(text, profile=key, title=document.title, labels=labels)


def _refresh(
    rows: Sequence[_Row], transcript: Transcript, document: Document, report: Reporter
) -> bool:
    """Put lines together from the body where its words are others; return whether any was."""
    changed = False
    for row, line, tokens in zip(rows, transcript.lines, transcript.tokens, strict=False):
        if not row.held:
            continue
        now = _typed_in(row.items)
        if row.raw and now == surface_of(pieces_of(line, tokens)):
            continue
        row.stale = changed = True
        report("W-TEI-CHANGED", f"line {row.number or 'new'}")
        if row.raw:
            row.raw = row.raw[: line.body] + _composed(row.items, report) + row.raw[line.body_end :]
        else:
            row.raw = _new_line(row.items, document, report)
    return changed


def _typed_in(items: Sequence[Item]) -> str:
    """Return what was typed in elements of the body, by their words, signs and ``rend``."""
    parts: list[str] = []
    for item in items:
        for one in item.element.iter():
            name = NAMES[one.tag]
            if name in ("w", "pc"):
                parts.append("".join(map(str, one.itertext())))
            elif name in ("pause", "desc"):
                parts.append(one.get("rend", ""))
    return "".join(as_typed("".join(parts)).split())


def _composed(items: Sequence[Item], report: Reporter) -> str:
    said = []
    for item in items:
        talk = Talk(report, own=True)
        said.append(talk.event(item.element) if item.is_event else talk.line(item.inside))
    return " ".join(said)


def _new_line(items: Sequence[Item], document: Document, report: Reporter) -> str:
    text = _composed(items, report)
    who = next((name_from(who.removeprefix("sp_")) for one in items for who in one.who), "")
    if all(item.is_event for item in items):
        return f"    {text}"
    return f"{who or UNKNOWN}: {text}"


def _finished(
    transcript: Transcript,
    rows: Sequence[_Row],
    document: Document,
    people: tuple[Participant, ...],
) -> Transcript:
    """Give lines their times and people their roles."""
    times = document.timeline.times
    lines = tuple(
        _timed(line, times.get(row.start), times.get(row.end))
        for row, line in zip(rows, transcript.lines, strict=True)
    )
    codes = {person.code for person in people}
    roster = (*people, *(one for one in transcript.participants if one.code not in codes))
    found = replace(transcript, lines=lines, participants=roster)
    _remember(transcript, found)
    return found


def _timed(line: Line, start: int | None, end: int | None) -> Line:
    if (start is None and end is None) or line.start_ms is not None:
        return line
    return replace(line, start_ms=start, end_ms=end)


def _remember(old: Transcript, new: Transcript) -> None:
    """Carry over what the notation remembers for the next edit."""
    if (reading := old.__dict__.get("reading")) is not None:
        new.__dict__["reading"] = reading

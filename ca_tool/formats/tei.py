"""TEI transcriptions of speech and ISO 24624: in, and out by the schema of the ISO standard.

Reading: what each person says becomes a line, in order of onset, in Jefferson's notation
(:mod:`ca_tool.formats.tei_talk`); our own files hold the transcript's lines too and give them back
as typed, with their tags (:mod:`ca_tool.formats.tei_lines`, :mod:`ca_tool.formats.tei_codes`).
Writing: :mod:`ca_tool.formats.tei_write`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePath

from lxml import etree

from ca_tool.formats.registry import Loss, Parsed, has_codes, reader, writer
from ca_tool.formats.tei_codes import OURS
from ca_tool.formats.tei_document import Document, Item, documents_in, in_order, read_element
from ca_tool.formats.tei_lines import own_transcript
from ca_tool.formats.tei_talk import Talk
from ca_tool.formats.tei_write import tei_text
from ca_tool.formats.tei_xml import looks_like_tei, tei_root
from ca_tool.formats.timed_talk import Found, Reporter, Stretch, labels_for, parsed
from ca_tool.notation.assembly import without_collection
from ca_tool.notation.labels import code_of
from ca_tool.transcript import UNKNOWN, LineKind, Participant, Transcript


@reader("tei", "TEI, ISO 24624", (".tei", ".xml"), recognises=looks_like_tei)
def read_tei(data: bytes, name: str, profile: str) -> Parsed:
    """Read a TEI document; of a corpus the further transcripts are in ``more``."""
    found = Found()
    with without_collection(len(data) // 50):
        root = tei_root(data, found)
        elements = [] if root is None else documents_in(root)
        every = [_read(one, found, name, profile) for one in elements[:1]]
        every += [_read(one, Found(), name, profile) for one in elements[1:]]
    if not every:
        return parsed((), profile=profile, title=PurePath(name).stem, problems=found.problems)
    return replace(every[0], more=tuple(every[1:]))


def read_stretches(data: bytes) -> list[Stretch]:
    """Return only who says what when, in order of onset: no signs are looked for in the talk."""
    found = Found()
    with without_collection(len(data) // 50):
        root = tei_root(data, found)
        if root is None:
            return []
        every = (read_element(one, found) for one in documents_in(root))
        return [one for each in every for one in stretches_in(each, found)]


def _read(root: etree._Element, found: Found, name: str, profile: str) -> Parsed:
    document = read_element(root, found)
    if document.is_ours and (ours := own_transcript(document, found, profile)) is not None:
        return replace(ours, evidence=(*_evidence(document), *ours.evidence))
    stretches = stretches_in(document, found)
    _report_layers(document, found)
    if not any(one.speaker for one in stretches):
        found("W-NO-TALK")
    read = parsed(
        stretches,
        profile=profile,
        title=document.title or PurePath(PurePath(name).stem).stem,
        problems=found.problems,
        evidence=_evidence(document),
    )
    transcript = _with_roster(read.transcript, document, stretches)
    return replace(read, transcript=transcript, media=document.media)


def stretches_in(document: Document, report: Reporter) -> list[Stretch]:
    """Return what is said in *document*, in order of onset; talk in chorus once for each person."""
    found: list[Stretch] = []
    for item in in_order(document):
        talk = Talk(report, own=document.is_ours)
        text = talk.event(item.element) if item.is_event else talk.line(item.inside)
        if text:
            start, end = _times(item, document, report)
            names = _names(item, document) or ("" if item.is_event else UNKNOWN,)
            found += (Stretch(who, text, start, end) for who in names)
    return found


def _names(item: Item, document: Document) -> tuple[str, ...]:
    people = document.people
    return tuple(people[who].name if who in people else who for who in item.who)


def _times(item: Item, document: Document, report: Reporter) -> tuple[int | None, int | None]:
    times = document.timeline.times
    start, end = times.get(item.start), times.get(item.end)
    if start is not None and end is not None and end < start:
        report("W-TIME-BACKWARDS", f"{item.start}–{item.end} ({start}–{end} ms)")
        end = None
    return start, end


def _report_layers(document: Document, report: Reporter) -> None:
    """Tell which layers of annotation were left out, and how much each holds."""
    layers: dict[str, int] = {}
    for group in document.groups:
        name = group.get("type") or "without a name"
        layers[name] = layers.get(name, 0) + len(group)
    for name, count in layers.items():
        if not (document.is_ours and name in OURS):
            report("I-TIER", f"“{name[:60]}” ({count} annotations of talk)")


def _evidence(document: Document) -> Iterator[str]:
    yield f"TEI, written by {document.application}" if document.application else "TEI"
    for media in document.media:
        yield f"recording: {media}"
    for person in document.people.values():
        if person.role or person.known:
            yield f"{person.name}: {', '.join(filter(None, (person.role, *person.known)))}"


def _with_roster(
    transcript: Transcript, document: Document, stretches: Sequence[Stretch]
) -> Transcript:
    """Give the people their roles, and add those who are named and never speak."""
    names = [one.speaker for one in stretches if one.speaker]
    labels = labels_for([*names, *(person.name for person in document.people.values())])
    roles = {
        code_of(labels[person.name]): Participant(
            code_of(labels[person.name]), (labels[person.name],), person.role
        )
        for person in document.people.values()
        if person.name in labels and person.name != UNKNOWN
    }
    people = [
        replace(one, role=roles.pop(one.code).role) if one.code in roles else one
        for one in transcript.participants
    ]
    found = replace(transcript, participants=(*people, *roles.values()))
    if (reading := transcript.__dict__.get("reading")) is not None:
        found.__dict__["reading"] = reading
    return found


def _has_codebook(content: Parsed) -> bool:
    return has_codes(content) and content.codebook is not None


def _has_more(content: Parsed) -> bool:
    return bool(content.more)


def _has_chorus(content: Parsed) -> bool:
    lines = content.transcript.lines
    return any(len(line.speakers) > 1 and line.kind is LineKind.TALK for line in lines)


LOSSES = (
    Loss("what the codebook says of the codes: they keep their names", _has_codebook),
    Loss("further transcripts of the project: the first one is written", _has_more),
    Loss("for other programs, all but the first speaker of talk in chorus", _has_chorus),
)


def _is_as_typed(transcript: Transcript) -> bool:
    return False  # tags are kept, so what is lost is always looked up


@writer("tei", losses=LOSSES, keeps=_is_as_typed)
def write_tei(content: Parsed) -> bytes:
    """Write a transcript and its codings as ISO 24624."""
    return tei_text(content).encode("utf-8")

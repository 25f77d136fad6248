"""What was coded in a source of a REFI-QDA project, as tags and links.

Each user is a coder. A code put on a selection is a tag; a value of an attribute put on it says
something about the tag. Selections that this program wrote say more at the foot of their
description (:mod:`~ca_tool.formats.refi_facts`): who does it, to whom, how sure, which tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ca_tool.coding import CERTAINTIES, LINK_KINDS, MANUAL, SUGGESTED, Coding, Link, Tag
from ca_tool.formats.refi_codebook import Meaning, guid
from ca_tool.formats.refi_document import Coded, Note, Relation, Selection, Source, whole
from ca_tool.formats.refi_facts import facts_in
from ca_tool.formats.refi_places import STANDARD, Places, Quoted, counting
from ca_tool.formats.timed_talk import Found
from ca_tool.transcript import Place, Span, Transcript

TAG_FACTS: tuple[str, ...] = (
    *("Who", "To", "About", "How sure", "With", "Came from", "Codebook", "Agreed from"),
    *("Part", "Tag"),
)
"""Headings of the facts about a tag; the last one is always there."""

LISTED = ", "
"""Stands between several people or ids in a fact."""

UNKNOWN_CODE = "unknown_code"
"""The key of what was coded with a code that the project does not have."""

_KINDS = {words.casefold(): kind for kind, words in LINK_KINDS.items()}
_KINDS |= {kind: kind for kind in LINK_KINDS}
_WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?\Z")


@dataclass(frozen=True)
class Known:
    """What the project says apart from its sources: coders, meanings of codes, memos."""

    coders: Mapping[str, str]
    meanings: Mapping[str, Meaning]
    notes: Mapping[str, Note]
    user: str = ""

    def coder(self, *users: str) -> str:
        """Return the coder of the first user who is known."""
        named = (self.coders[user] for user in (*users, self.user) if user in self.coders)
        return next(named, "imported")

    def text_of(self, notes: Iterable[str]) -> str:
        """Return what memos say."""
        return "\n".join(self.notes[note].text for note in notes if note in self.notes)


@dataclass
class Draft:
    """A tag being put together from its selections."""

    coder: str
    code: str
    spans: list[tuple[int, Span]] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    id: str = ""
    created: str = ""
    modified: str = ""

    def fact(self, heading: str) -> str:
        """Return what the description says under *heading*."""
        return self.facts.get(heading, ("",))[-1]


class Marked(NamedTuple):
    """What came of a source's selections."""

    codings: dict[str, Coding]
    counted: str
    """How positions are counted, if not as the standard says."""


def tags_of(
    source: Source, transcript: Transcript, known: Known, links: Sequence[Relation], found: Found
) -> Marked:
    """Return everybody's coding of *source*, whose text is *transcript*."""
    places = Places(transcript)
    spans, counted = _spans(source, transcript, places, found)
    drafts: dict[tuple[str, str, str], Draft] = {}
    at: dict[str, list[Draft]] = {}
    for selection in source.selections:
        span = spans.get(id(selection))
        if span is not None:
            at.setdefault(selection.guid, []).extend(_draft(selection, span, known, drafts, found))
    tags = {key: tag_from(draft, transcript) for key, draft in drafts.items()}
    tags = _with_own_ids(tags)
    made = {id(drafts[key]): tag for key, tag in tags.items()}
    marks = {guid: [made[id(draft)] for draft in each] for guid, each in at.items()}
    starts = {one.guid: spans[id(one)] for one in source.selections if id(one) in spans}
    return Marked(_codings(tags.values(), _links(links, marks, starts, found)), counted)


def _spans(
    source: Source, transcript: Transcript, places: Places, found: Found
) -> tuple[dict[int, Span], str]:
    """Return the span of each selection by its identity; those that are nowhere are reported."""
    points = {point.guid: point.position for point in source.points}
    ends = {id(one): _positions(one, points, places.end) for one in source.selections}
    quoted = [
        Quoted(*stretch, one.name)
        for one in source.selections
        if (stretch := ends[id(one)]) is not None and not one.by_points
    ]
    words, count = counting(transcript.text, quoted)
    spans: dict[int, Span] = {}
    for one in source.selections:
        stretch = ends[id(one)]
        span = stretch and places.span(*(stretch if one.by_points else map(count, stretch)))
        if span:
            spans[id(one)] = span
        elif one.codings or one.description or one.notes:
            found("W-QDA-PLACE", f"{one.start}–{one.end} {one.name}".strip())
    return spans, "" if words == STANDARD else words


def _positions(
    one: Selection, points: Mapping[str, int | None], end: int
) -> tuple[int, int] | None:
    start = points.get(one.start) if one.by_points else whole(one.start)
    stop = points.get(one.end, end) if one.by_points else whole(one.end)
    return None if start is None or stop is None or stop < start else (start, stop)


def _draft(
    selection: Selection,
    span: Span,
    known: Known,
    drafts: dict[tuple[str, str, str], Draft],
    found: Found,
) -> Iterator[Draft]:
    """Add what a selection says to the tags it belongs to, and yield these."""
    text, facts = facts_in(selection.description, TAG_FACTS)
    own = facts.get("Tag", [""])[-1]
    noted = known.text_of(selection.notes)
    touched: dict[tuple[str, str, str], Draft] = {}
    for coded in selection.codings:
        meaning = _meaning(coded, known, found)
        coder = known.coder(coded.user, selection.user)
        key = (coder, meaning.code, own or f"{id(selection)}")
        draft = drafts.setdefault(key, Draft(coder, meaning.code))
        touched[key] = draft
        if meaning.attribute:
            before = draft.values.get(meaning.attribute, "").split()
            draft.values[meaning.attribute] = " ".join(dict.fromkeys([*before, meaning.value]))
        if not meaning.attribute or not draft.id:
            draft.id = own or coded.guid
            draft.created = coded.created or selection.created
            draft.modified = selection.modified
            draft.facts = facts
        draft.notes.append(known.text_of(coded.notes))
    part = whole(facts.get("Part", ["1"])[-1].split(" ")[0]) or 1
    for draft in touched.values():
        if (part, span) not in draft.spans:
            draft.spans.append((part, span))
        draft.notes += (text, noted)
    yield from touched.values()
    if not selection.codings and (text or noted):
        found("I-QDA-LEFT", f"memo on “{selection.name}”: {text or noted}")


def _meaning(coded: Coded, known: Known, found: Found) -> Meaning:
    meaning = known.meanings.get(coded.code)
    if meaning is None:
        found("W-QDA-REF", f"code {coded.code or '?'}")
        return Meaning(UNKNOWN_CODE)
    return meaning


def tag_from(draft: Draft, transcript: Transcript) -> Tag:
    """Return the tag that was put together."""
    spans = tuple(span for _, span in sorted(draft.spans))
    sure, origin = draft.fact("How sure"), draft.fact("Came from")
    values = dict(draft.values)
    for said in draft.facts.get("With", ()):
        name, _, value = said.partition(" = ")
        values[name] = value
    speakers = transcript.line(spans[0].line).speakers
    who = speakers[0] if len(speakers) == 1 and "Tag" not in draft.facts else ""
    return Tag(
        draft.id,
        draft.code,
        spans,
        draft.fact("Who") or who,
        _several(draft.fact("To")),
        _several(draft.fact("About")),
        tuple(sorted(values.items())),
        sure if sure in CERTAINTIES else CERTAINTIES[0],
        "\n".join(dict.fromkeys(note for note in draft.notes if note)),
        draft.coder,
        draft.created if _WHEN.match(draft.created) else "",
        draft.modified if _WHEN.match(draft.modified) else "",
        origin if origin in (MANUAL, SUGGESTED) else MANUAL,
        draft.fact("Codebook"),
        _several(draft.fact("Agreed from")),
    )


def _several(listed: str) -> tuple[str, ...]:
    return tuple(one for one in listed.split(LISTED) if one)


Key = tuple[str, str, str]


def _with_own_ids(tags: Mapping[Key, Tag]) -> dict[Key, Tag]:
    """Give every tag an id that none of the others has; ids made by this program stay."""
    from dataclasses import replace

    taken: dict[tuple[str, str], int] = {}
    named: dict[Key, Tag] = {}
    for key, tag in tags.items():
        wanted = tag.id if key[2] == tag.id else tag.id.replace("-", "")[:16]
        free, number = wanted, taken.get((tag.coder, wanted), 0)
        while not free or (tag.coder, free) in taken:
            number += 1
            free = guid("tag", tag.coder, wanted, str(number)).replace("-", "")[:16]
        taken[tag.coder, wanted] = number
        taken.setdefault((tag.coder, free), 0)
        named[key] = replace(tag, id=free)
    return named


def _links(
    links: Sequence[Relation],
    marks: Mapping[str, Sequence[Tag]],
    starts: Mapping[str, Span],
    found: Found,
) -> Iterator[Link]:
    """Yield the links that begin at a tag of this source."""
    for one in links:
        origins = marks.get(one.origin)
        if not origins:
            continue
        kind = _KINDS.get(one.name.strip().casefold())
        if kind is None or one.target not in starts:
            found("I-QDA-LEFT", f"link “{one.name}”")
            continue
        source = origins[0]
        same = [tag for tag in marks[one.target] if tag.coder == source.coder]
        turn = None if same else Place(starts[one.target].line, starts[one.target].start)
        yield Link(
            one.guid.replace("-", "")[:16] or guid("link", source.id, kind),
            kind,
            source.id,
            same[0].id if same else "",
            turn,
            source.coder,
        )


def _codings(tags: Iterable[Tag], links: Iterable[Link]) -> dict[str, Coding]:
    tagged: dict[str, list[Tag]] = {}
    linked: dict[str, list[Link]] = {}
    for tag in tags:
        tagged.setdefault(tag.coder, []).append(tag)
    for link in links:
        linked.setdefault(link.coder, []).append(link)
    return {coder: Coding.of(coder, each, linked.get(coder, ())) for coder, each in tagged.items()}

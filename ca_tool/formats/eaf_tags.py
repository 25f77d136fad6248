"""Tiers of codes in an ELAN file, as tags.

A tier is a code, its annotations are tags of the talk at the same time. A value that comes from a
controlled vocabulary is a value of the tag; so are the annotations of tiers that refer to it. Where
an annotation repeats words of the talk, the tag is on these words, else on whole lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ca_tool.codebook import SHAPES, Attribute, Code, Codebook, Value, ValueType
from ca_tool.coding import Coding, Tag
from ca_tool.formats.eaf_document import Elan, Tier
from ca_tool.formats.eaf_tags_write import ABOUT
from ca_tool.formats.eaf_tiers import OWN, Decision, by_id, is_own, slots_above
from ca_tool.formats.refi_codebook import chip, colour_of, guid, key_of
from ca_tool.formats.refi_document import whole
from ca_tool.formats.refi_facts import facts_in
from ca_tool.formats.refi_tags import TAG_FACTS, Draft, tag_from
from ca_tool.formats.timed_talk import Found
from ca_tool.transcript import Span, Transcript

VALUE = "value"
"""The attribute that holds the values of a tier with a controlled vocabulary."""

_FACTS = ("Note", "Place", *TAG_FACTS)
_LANE = re.compile(r" \(\d+\)\Z")


class Below(NamedTuple):
    """A tier that refers to a tier of codes: an attribute, or all else that is said."""

    attribute: str
    said: Mapping[str, str]
    """By the id of the annotation referred to."""


class Lines:
    """The lines of a transcript by the slots and times they were read from."""

    def __init__(
        self, document: Elan, slots: Sequence[tuple[str, str]], transcript: Transcript
    ) -> None:
        self.transcript = transcript
        self._times = document.times
        self._starts: dict[str, int] = {}
        self._ends: dict[str, int] = {}
        for row, (first, last) in enumerate(slots):
            self._starts.setdefault(first, row)
            self._ends[last] = row
        self._timed = [
            (line.start_ms, line.end_ms, row)
            for row, line in enumerate(transcript.lines)
            if line.start_ms is not None and line.end_ms is not None
        ]

    def rows(self, begin: str, stop: str) -> tuple[int, int] | None:
        """Return the first and last line of the talk between two slots."""
        first, last = self._starts.get(begin), self._ends.get(stop)
        if begin and first is not None and last is not None and first <= last:
            return first, last
        start, end = self._times.get(begin), self._times.get(stop)
        if start is None or end is None:
            return None
        rows = [row for a, b, row in self._timed if _meet(a, b, start, end)]
        return (rows[0], rows[-1]) if rows else None

    def span(self, rows: tuple[int, int], words: str, place: str) -> tuple[Span, bool]:
        """Return the span of *words* in lines, and whether they are there; else of the lines."""
        lines = self.transcript.lines[rows[0] : rows[1] + 1]
        said = " ".join(line.text for line in lines)
        begin, _, _ = place.partition("-")
        at = whole(begin)
        if at is None or said[at : at + len(words)] != words:
            at = said.find(words) if words else -1
        if at < 0:
            last = lines[-1]
            return Span(lines[0].id, lines[0].body, last.id, last.body_end), False
        (row, column), (stop, end) = self._at(rows, at), self._at(rows, at + len(words), end=True)
        found = self.transcript.lines
        return Span(found[row].id, column, found[stop].id, end), True

    def _at(self, rows: tuple[int, int], offset: int, *, end: bool = False) -> tuple[int, int]:
        for row in range(rows[0], rows[1] + 1):
            line = self.transcript.lines[row]
            if offset < len(line.text) + end or row == rows[1]:
                return row, line.body + min(offset, len(line.text))
            offset -= len(line.text) + 1
        return rows[1], self.transcript.lines[rows[1]].body_end


def _meet(start: int, end: int, first: int, last: int) -> bool:
    """Whether two stretches of time share more than half of the shorter one."""
    shorter = max(1, min(end - start, last - first))
    return (min(end, last) - max(start, first)) * 2 > shorter


def codings_of(
    document: Elan,
    decisions: Sequence[Decision],
    slots: Sequence[tuple[str, str]],
    transcript: Transcript,
    found: Found,
) -> tuple[dict[str, Coding], Codebook]:
    """Return the tags of all tiers that hold codes, and the codes.

    *slots* are those that each line of *transcript* was read from.
    """
    lines = Lines(document, slots, transcript)
    codes: dict[str, Code] = {}
    drafts: dict[tuple[str, str, str], Draft] = {}
    for one in decisions:
        if one.coder:
            code = _code(one, document, len(codes))
            known = codes.get(code.name)
            codes[code.name] = (
                known if known and len(known.attributes) >= len(code.attributes) else code
            )
            _add(drafts, one, code, document, lines, found)
    tags: dict[str, dict[str, Tag]] = {one.coder: {} for one in decisions if one.coder}
    for draft in drafts.values():
        tag = tag_from(draft, transcript)
        tags[draft.coder].setdefault(tag.id, tag)
    codings = {coder: Coding(coder, found) for coder, found in tags.items() if found}
    return codings, Codebook(transcript.title, codes=tuple(codes.values()))


def _code(one: Decision, document: Elan, number: int) -> Code:
    """Return the code that a tier is."""
    tier = one.tier
    own = is_own(tier)
    label = _LANE.sub("", tier.id.removeprefix(f"{one.coder}: ")) if own else tier.id
    name = tier.type.removeprefix(OWN) if own else key_of(tier.id)
    attributes = tuple(_attributes(tier, name, document))
    return Code(
        name,
        label,
        chip(label),
        colour=colour_of("", number),
        shape=SHAPES[number % len(SHAPES)],
        attributes=attributes,
        order=10 * number + 10,
    )


def _attributes(tier: Tier, code: str, document: Elan) -> Iterator[Attribute]:
    if values := _values(tier.type, document):
        yield Attribute(VALUE, "Value", values=values)
    if is_own(tier):
        prefix = f"{OWN}{code}."
        for kind, about in document.types.items():
            if kind.startswith(prefix):
                name = kind.removeprefix(prefix)
                label = _label_below(tier, kind, document) or name
                values = _values(kind, document)
                yield Attribute(
                    name, label, ValueType.CHOICE if about.vocabulary else ValueType.TEXT, values
                )
        return
    for child in document.tiers:
        if child.parent == tier.id and child.annotations:
            values = _values(child.type, document)
            kind_of = ValueType.CHOICE if values else ValueType.TEXT
            yield Attribute(key_of(child.id), child.id, kind_of, values)


def _label_below(tier: Tier, kind: str, document: Elan) -> str:
    found = (one.id for one in document.tiers if one.parent == tier.id and one.type == kind)
    return next(found, "").removeprefix(f"{tier.id}: ")


def _values(kind: str, document: Elan) -> tuple[Value, ...]:
    """Return the values of a type's vocabulary."""
    about = document.types.get(kind)
    entries = document.vocabularies.get(about.vocabulary, ()) if about else ()
    own = kind.startswith(OWN)
    values: dict[str, Value] = {}
    for entry in entries:
        label, _, definition = entry.description.partition(": ")
        name = entry.value if own else key_of(entry.value)
        value = (
            Value(name, label, "", definition)
            if own
            else Value(name, entry.value, "", entry.description)
        )
        values.setdefault(name, value)
    return tuple(values.values())


def _add(
    drafts: dict[tuple[str, str, str], Draft],
    one: Decision,
    code: Code,
    document: Elan,
    lines: Lines,
    found: Found,
) -> None:
    """Add the annotations of a tier to the tags they are parts of."""
    tier, own = one.tier, is_own(one.tier)
    below = list(_below(tier, document))
    closed = bool(_values(tier.type, document))
    known = by_id(document) if any(each.parent for each in tier.annotations) else {}
    for each in tier.annotations:
        rows = lines.rows(*slots_above(each, known))
        if rows is None:
            found("W-QDA-PLACE", f"“{each.text.strip()}” on “{tier.id}”: nobody talks then")
            continue
        about = next((b.said.get(each.id, "") for b in below if not b.attribute), "")
        _, facts = facts_in(about, _FACTS)
        span, there = lines.span(rows, "" if closed else each.text.strip(), _last(facts, "Place"))
        tag_id = _last(facts, "Tag") or guid("eaf", tier.id, each.id).replace("-", "")[:16]
        draft = drafts.setdefault((one.coder, code.name, tag_id), Draft(one.coder, code.name))
        draft.id, draft.facts = tag_id, facts if own else {}
        draft.spans.append((whole(_last(facts, "Part").partition(" ")[0]) or 1, span))
        for b in below:
            if b.attribute and (value := b.said.get(each.id, "").strip()):
                draft.values[b.attribute] = (
                    value
                    if own or not code.attribute(b.attribute)
                    else _key(value, code, b.attribute)
                )
        if closed and each.text.strip():
            draft.values[VALUE] = key_of(each.text)
        note = _last(facts, "Note") if own else ("" if there or closed else each.text.strip())
        draft.notes.append(note)


def _key(value: str, code: Code, attribute: str) -> str:
    found = code.attribute(attribute)
    return key_of(value) if found and found.values else value


def _last(facts: Mapping[str, Sequence[str]], heading: str) -> str:
    return facts.get(heading, ("",))[-1]


def _below(tier: Tier, document: Elan) -> Iterator[Below]:
    for child in document.tiers:
        if child.parent != tier.id:
            continue
        said = {one.parent: one.text for one in child.annotations if one.parent}
        if not is_own(tier):
            yield Below(key_of(child.id), said)
        elif child.type.endswith(f" ({ABOUT})"):
            yield Below("", said)
        else:
            yield Below(child.type.removeprefix(f"{tier.type}."), said)

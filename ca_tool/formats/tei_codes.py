"""Tags and links in a TEI document: groups of spans, one for each coder and code (science §2.0).

The ISO schema gives a span a type, two ends and spans inside it, and no id; so a tag is a span
whose inner spans are its record: id, coder, places, actor, values. Its ends are the elements it
touches, for every program; its ``place`` says to the character where it stands in the lines as
typed (``3.7 4.12``: line 3 after 7 characters to line 4 after 12). A link names the tags it joins,
and its ends are where they begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from lxml import etree

from ca_tool.coding import CERTAINTIES, MANUAL, Coding, Link, Tag
from ca_tool.formats.registry import Parsed
from ca_tool.formats.tei_xml import as_typed, children, in_text, name_for, name_from
from ca_tool.formats.timed_talk import Reporter
from ca_tool.transcript import Line, Place, Span

OURS = frozenset({"participants", "transcript", "links"})
"""Groups of spans that our own files have besides one for each code."""

Fields: TypeAlias = Mapping[str, Sequence[str]]
Ids: TypeAlias = Callable[[Span], tuple[str, str]]

_PLACE = re.compile(r"(\d{1,9})\.(\d{1,9}) (\d{1,9})\.(\d{1,9})\Z")
_TEXTS = ("id", "coder", "actor", "note", "created", "modified", "codebook")


def leaf(kind: str, text: str) -> str:
    """Return a span that holds one text."""
    return f'<span type="{kind}">{in_text(text)}</span>'


def fields_of(span: etree._Element) -> dict[str, list[str]]:
    """Return the texts of the spans inside *span* by their types; values are read elsewhere."""
    found: dict[str, list[str]] = {}
    for one in children(span, "span"):
        found.setdefault(one.get("type", ""), []).append(as_typed(one.text or ""))
    return found


def field_of(fields: Fields, name: str, default: str = "") -> str:
    """Return the one text of a field."""
    return next(iter(fields.get(name, ())), default)


def coding_groups(
    content: Parsed, ids: Ids, rows: Mapping[int, int], people: Mapping[str, str]
) -> Iterator[str]:
    """Yield the groups of spans for all codings.

    *ids* gives the elements a span of the text touches, *rows* a line's number by its id.
    """
    for coder, coding in content.codings.items():
        by_code: dict[str, list[Tag]] = {}
        for tag in coding.tags.values():
            by_code.setdefault(tag.code, []).append(tag)
        for code, tags in by_code.items():
            yield f'      <spanGrp type="{name_for(code)}">\n'
            yield from (_tag(tag, coder, ids, rows, people) for tag in tags)
            yield "      </spanGrp>\n"
        if coding.links:
            yield '      <spanGrp type="links">\n'
            yield from (_link(link, coding, ids, rows) for link in coding.links.values())
            yield "      </spanGrp>\n"


def _tag(tag: Tag, coder: str, ids: Ids, rows: Mapping[int, int], people: Mapping[str, str]) -> str:
    whole = [ids(span) for span in tag.spans]
    firsts, lasts = [one for one, _ in whole if one], [two for _, two in whole if two]
    ends = _ends(firsts[0], lasts[-1]) if firsts else ""
    who = f' who="{people[tag.actor]}"' if tag.actor in people else ""
    fields = [leaf("id", tag.id), leaf("coder", coder)]
    fields += [
        f'<span type="place"{_ends(*both)}>{_place(span, rows)}</span>'
        for span, both in zip(tag.spans, whole, strict=True)
    ]
    fields += [leaf(name, value) for name in _TEXTS[2:] if (value := getattr(tag, name))]
    fields += [leaf("addressee", one) for one in tag.addressees]
    fields += [leaf("about", one) for one in tag.about]
    fields += [leaf("from-tag", one) for one in tag.adjudicated_from]
    fields += [leaf("certainty", tag.certainty)] if tag.certainty != CERTAINTIES[0] else []
    fields += [leaf("origin", tag.origin)] if tag.origin != MANUAL else []
    fields += [
        f'<span type="value">{leaf(name_for(name), value)}</span>' for name, value in tag.values
    ]
    return f'        <span type="tag"{ends}{who}>{"".join(fields)}</span>\n'


def _ends(first: str, last: str) -> str:
    return f' from="{first}" to="{last}"' if first and last else ""


def _place(span: Span, rows: Mapping[int, int]) -> str:
    first, last = rows.get(span.line, 0), rows.get(span.end_line, 0)
    return f"{first}.{span.start} {last}.{span.end}"


def _link(link: Link, coding: Coding, ids: Ids, rows: Mapping[int, int]) -> str:
    fields = [leaf("id", link.id), leaf("coder", coding.coder), leaf("kind", link.kind)]
    fields += [leaf("source", link.source)]
    fields += [leaf("target", link.target)] if link.target else []
    fields += [leaf("created", link.created)] if link.created else []
    source, target = coding.tags.get(link.source), coding.tags.get(link.target)
    begins = ids(source.spans[0])[0] if source else ""
    ends = ids(target.spans[0])[0] if target else ""
    if link.target_turn is not None:
        line, column = link.target_turn
        span = Span(line, column, line, column + 1)
        ends = ids(span)[0]
        fields.append(leaf("turn", _place(span, rows)))
    return f'        <span type="link"{_ends(begins, ends)}>{"".join(fields)}</span>\n'


def read_codings(
    groups: Iterable[etree._Element],
    lines: Mapping[int, Line],
    stale: frozenset[int],
    report: Reporter,
) -> dict[str, Coding]:
    """Return the codings in *groups*, keyed by coder.

    *lines* are the lines by their number in the file; a tag on a line whose words were changed
    (*stale*) stands on the whole of its talk, and one whose lines are gone is told and left out.
    """
    tags: dict[str, list[Tag]] = {}
    links: dict[str, list[Link]] = {}
    for group in groups:
        kind = group.get("type", "")
        spans = list(children(group, "span"))
        if kind not in OURS and not any(span.get("type") == "tag" for span in spans):
            report("I-TIER", f"“{kind[:60]}” ({len(spans)} annotations of talk)")
        for span in spans:
            fields = fields_of(span)
            coder = field_of(fields, "coder")
            if span.get("type") == "tag":
                if tag := _read_tag(span, name_from(kind), fields, lines, stale, report):
                    tags.setdefault(coder, []).append(tag)
            elif span.get("type") == "link":
                links.setdefault(coder, []).append(_read_link(fields, lines, coder))
    return {
        coder: _coding(coder, tags.get(coder, ()), links.get(coder, ()), report)
        for coder in dict.fromkeys((*tags, *links))
    }


def _coding(coder: str, tags: Sequence[Tag], links: Sequence[Link], report: Reporter) -> Coding:
    known = {tag.id for tag in tags}
    return Coding.of(coder, tags, [one for one in links if _joins(one, known, report)])


def _joins(link: Link, known: set[str], report: Reporter) -> bool:
    """Whether both ends of a link are there."""
    whole = link.source in known and (link.target in known or link.target_turn is not None)
    if not whole:
        report("W-TIMELINE-REF", f"link {link.id} → {link.source[:40]}, {link.target[:40] or '?'}")
    return whole


def _read_tag(
    span: etree._Element,
    code: str,
    fields: Fields,
    lines: Mapping[int, Line],
    stale: frozenset[int],
    report: Reporter,
) -> Tag | None:
    placed = [_span(text, lines, stale) for text in fields.get("place", ())]
    spans = tuple(one for one in placed if one is not None)
    name = field_of(fields, "id")
    if not spans or not name or len(spans) < len(placed):
        report("W-TEI-TAG", f"{code} {name}".strip()[:80])
    if not spans or not name:
        return None
    tag = Tag(
        name, code, spans,
        actor=field_of(fields, "actor"),
        addressees=tuple(fields.get("addressee", ())),
        about=tuple(fields.get("about", ())),
        certainty=field_of(fields, "certainty", CERTAINTIES[0]),
        note=field_of(fields, "note"),
        coder=field_of(fields, "coder"),
        created=field_of(fields, "created"),
        modified=field_of(fields, "modified"),
        origin=field_of(fields, "origin", MANUAL),
        codebook=field_of(fields, "codebook"),
        adjudicated_from=tuple(fields.get("from-tag", ())),
    )  # fmt: skip
    return replace(tag, values=tuple(_values(span)))


def _values(span: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what a tag says of the attributes of its code."""
    for outer in children(span, "span"):
        if outer.get("type") == "value":
            for one in children(outer, "span"):
                yield name_from(one.get("type", "")), as_typed(one.text or "")


def _span(text: str, lines: Mapping[int, Line], stale: frozenset[int]) -> Span | None:
    found = _PLACE.match(text)
    if found is None:
        return None
    row, start, end_row, end = map(int, found.groups())
    first, last = lines.get(row), lines.get(end_row)
    if first is None or last is None or row == 0:
        return None
    start = first.body if row in stale else min(start, len(first.raw))
    end = last.body_end if end_row in stale else min(end, len(last.raw))
    return Span(first.id, start, last.id, end)


def _read_link(fields: Fields, lines: Mapping[int, Line], coder: str) -> Link:
    turn = _span(field_of(fields, "turn"), lines, frozenset())
    return Link(
        field_of(fields, "id"),
        field_of(fields, "kind"),
        field_of(fields, "source"),
        field_of(fields, "target"),
        Place(turn.line, turn.start) if turn else None,
        coder,
        field_of(fields, "created"),
    )

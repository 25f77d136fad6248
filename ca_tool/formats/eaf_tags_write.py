"""Tags as tiers of an ELAN file: one for each coder and code, its values on tiers below it.

A tag is an annotation at the time of its talk that shows the words tagged; it shares the slots of
the talk, so that it stays with talk that has no time. Closed values are annotations of tiers that
refer to it (symbolic association) with a controlled vocabulary each; all else that is said of a tag
stands on a tier called “about”. Two tags of one code over each other need a second tier: nothing
may overlap on a tier of ELAN's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ca_tool.codebook import Attribute, Code, Codebook
from ca_tool.coding import Tag
from ca_tool.formats.eaf_tiers import OWN
from ca_tool.formats.refi_facts import with_facts
from ca_tool.formats.refi_write import facts_of
from ca_tool.formats.registry import Loss, Parsed, has_codes
from ca_tool.formats.timed_talk import Stretch
from ca_tool.transcript import Line, Span, Transcript

ABOUT = "about"
"""What the tier is called that holds all else that is said of tags."""

ANNOTATION = """\
        <ANNOTATION>
            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a{0}" \
TIME_SLOT_REF1="ts{1}" TIME_SLOT_REF2="ts{2}">
                <ANNOTATION_VALUE>{3}</ANNOTATION_VALUE>
            </ALIGNABLE_ANNOTATION>
        </ANNOTATION>
"""
_REFERRING = """\
        <ANNOTATION>
            <REF_ANNOTATION ANNOTATION_ID="a{0}" ANNOTATION_REF="a{1}">
                <ANNOTATION_VALUE>{2}</ANNOTATION_VALUE>
            </REF_ANNOTATION>
        </ANNOTATION>
"""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def _has_links(content: Parsed) -> bool:
    return any(coding.links for coding in content.codings.values())


def _is_rewritten(content: Parsed) -> bool:
    return has_codes(content) and content.transcript.profile == "chat-ca"


OWN_LOSSES = (
    Loss("links between tags", _has_links),
    Loss("when tags were made, and what the codebook says of codes", has_codes),
    Loss("where in a line a tag begins and ends", _is_rewritten),
)
"""What an ELAN file cannot carry of tags."""


def escaped(text: str, keep: str = "") -> str:
    """Return *text* safe in elements and attributes, without what XML cannot hold.

    Characters of *keep* stay although they are no printing ones.
    """
    if not text.isprintable():
        text = "".join(c for c in text if (c >= " " or c in keep) and _fits(c))
    return text.translate(_ESCAPES)


def _fits(character: str) -> bool:
    return not "\ud800" <= character <= "\udfff" and character not in "\ufffe\uffff"


class Mark(NamedTuple):
    """A span of a tag: the numbers of its slots, the words, and what else is said of it."""

    first: int
    last: int
    words: str
    values: Mapping[str, str]
    about: str


@dataclass
class Tiers:
    """What tags add to a document."""

    count: int = 0
    tiers: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    vocabularies: list[str] = field(default_factory=list)


def tag_tiers(
    content: Parsed, pairs: Sequence[tuple[Stretch, list[int]]], numbers: Sequence[int]
) -> Tiers:
    """Return everybody's tags; *numbers* are the slots of each stretch, first and last."""
    out = Tiers()
    if not has_codes(content):
        return out
    rows = {line: at for at, (_, lines) in reversed([*enumerate(pairs)]) for line in lines}
    codebook = content.codebook or Codebook()
    names: set[str] = set()
    used: dict[str, Code] = {}
    for coder, coding in sorted(content.codings.items()):
        marks: dict[str, list[Mark]] = {}
        for tag in sorted(coding.tags.values(), key=lambda one: one.spans):
            code = codebook.by_name.get(tag.code) or Code(tag.code, tag.code, tag.code)
            used.setdefault(tag.code, code)
            found = _marks(tag, code, content.transcript, pairs, rows, numbers)
            marks.setdefault(tag.code, []).extend(found)
        for name, each in marks.items():
            for lane in _lanes(each):
                _add_tier(out, coder, used[name], lane, names, len(pairs))
    for code in used.values():
        _add_types(out, code)
    if out.vocabularies:
        out.languages.append('    <LANGUAGE LANG_ID="und" LANG_LABEL="undetermined (und)"/>\n')
    return out


def _marks(
    tag: Tag,
    code: Code,
    transcript: Transcript,
    pairs: Sequence[tuple[Stretch, list[int]]],
    rows: Mapping[int, int],
    numbers: Sequence[int],
) -> Iterator[Mark]:
    closed = {one.name: {value.name for value in one.values} for one in code.attributes}
    values = {name: value for name, value in tag.values if value in closed.get(name, ())}
    for part, span in enumerate(tag.spans, 1):
        ids = _lines_of(span, transcript, rows)
        if not ids:
            continue
        first, last = rows[ids[0]], rows[ids[-1]]
        words = " ".join(_words(transcript.line(line), span) for line in ids).strip()
        said = " ".join(pairs[at][0].text for at in range(first, last + 1))
        place = _place(said, words, _expected(transcript, ids[0], span, pairs[first]))
        facts = [*facts_of(tag, part, values)]
        about = with_facts("", [("Note", tag.note), ("Place", place), *facts])
        yield Mark(numbers[2 * first], numbers[2 * last + 1], words, values, about)


def _lines_of(span: Span, transcript: Transcript, rows: Mapping[int, int]) -> list[int]:
    """Return the ids of the lines of a span that are written."""
    first, last = transcript.row.get(span.line), transcript.row.get(span.end_line)
    if first is None or last is None:
        return []
    return [line.id for line in transcript.lines[first : last + 1] if line.id in rows]


def _words(line: Line, span: Span) -> str:
    start = max(line.body, span.start if line.id == span.line else 0)
    end = min(line.body_end, span.end if line.id == span.end_line else line.body_end)
    return line.raw[start:end].replace("\t", " ")


def _expected(
    transcript: Transcript, line_id: int, span: Span, pair: tuple[Stretch, list[int]]
) -> int:
    """Return where in its stretch a span should begin."""
    line = transcript.line(line_id)
    before = pair[1][: pair[1].index(line_id)] if line_id in pair[1] else []
    done = sum(len(transcript.line(one).text.strip()) + 1 for one in before)
    lead = len(line.text) - len(line.text.lstrip())
    column = span.start if line_id == span.line else 0
    return done + max(0, column - line.body - lead)


def _place(said: str, words: str, expected: int) -> str:
    """Return where *words* stand in what is said, nearest to where they should."""
    found: list[int] = []
    at = said.find(words) if words else -1
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = said.find(words, at + 1)
    if not found:
        return ""
    start = min(found, key=lambda one: abs(one - expected))
    return f"{start}-{start + len(words)}"


def _lanes(marks: Sequence[Mark]) -> list[list[Mark]]:
    """Return *marks* on as many tiers as it takes for none to lie over another."""
    lanes: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda one: (one.first, one.last)):
        free = next((lane for lane in lanes if lane[-1].last <= mark.first), None)
        if free is None:
            lanes.append([mark])
        else:
            free.append(mark)
    return lanes


def _add_tier(
    out: Tiers, coder: str, code: Code, lane: Sequence[Mark], names: set[str], talk: int
) -> None:
    """Add the tier of a lane, and those that refer to it."""
    name = _free(f"{coder}: {code.label or code.name}", names)
    annotator = f' ANNOTATOR="{escaped(coder)}"'
    numbered = [(talk + out.count + at, mark) for at, mark in enumerate(lane, 1)]
    out.count += len(lane)
    rows = [
        ANNOTATION.format(number, mark.first, mark.last, escaped(mark.words))
        for number, mark in numbered
    ]
    out.tiers += _tier(name, f"{OWN}{code.name}", annotator, rows)
    below = [(one.label or one.name, f".{one.name}", one.name) for one in code.attributes]
    for label, suffix, attribute in (*below, (ABOUT, f" ({ABOUT})", "")):
        said = [
            (number, mark.values.get(attribute, "") if attribute else mark.about)
            for number, mark in numbered
        ]
        referring = []
        for number, text in said:
            if text:
                out.count += 1
                referring.append(
                    _REFERRING.format(talk + out.count, number, escaped(text, keep="\n"))
                )
        if referring:
            inner = _free(f"{name}: {label}", names)
            parent = f'{annotator} PARENT_REF="{escaped(name)}"'
            out.tiers += _tier(inner, f"{OWN}{code.name}{suffix}", parent, referring)


def _tier(name: str, kind: str, more: str, rows: Sequence[str]) -> Iterator[str]:
    yield f'    <TIER{more} LINGUISTIC_TYPE_REF="{escaped(kind)}" TIER_ID="{escaped(name)}">\n'
    yield from rows
    yield "    </TIER>\n"


def _free(name: str, names: set[str]) -> str:
    free, number = name, 2
    while free in names:
        free, number = f"{name} ({number})", number + 1
    names.add(free)
    return free


def _add_types(out: Tiers, code: Code) -> None:
    """Add the type of a code's tier, and of those below it with their vocabularies."""
    kind = f"{OWN}{code.name}"
    out.types.append(_type(kind, 'TIME_ALIGNABLE="true"'))
    referring = 'CONSTRAINTS="Symbolic_Association"', 'TIME_ALIGNABLE="false"'
    out.types.append(_type(f"{kind} ({ABOUT})", " ".join(referring)))
    for attribute in code.attributes:
        inner = f"{kind}.{attribute.name}"
        vocabulary = f'CONTROLLED_VOCABULARY_REF="{escaped(inner)}"'
        words = (referring[0], vocabulary if attribute.values else "", referring[1])
        out.types.append(_type(inner, " ".join(filter(None, words))))
        if attribute.values:
            out.vocabularies += _vocabulary(inner, attribute)


def _type(name: str, more: str) -> str:
    return (
        f'    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="{escaped(name)}" '
        f"{more}/>\n"
    )


def _vocabulary(name: str, attribute: Attribute) -> Iterator[str]:
    label = escaped(attribute.label)
    yield f'    <CONTROLLED_VOCABULARY CV_ID="{escaped(name)}">\n'
    yield f'        <DESCRIPTION LANG_REF="und">{label}</DESCRIPTION>\n'
    for value in attribute.values:
        told = ": ".join(part for part in (value.label, value.definition) if part)
        yield (
            f'        <CV_ENTRY_ML CVE_ID="{escaped(value.name)}">\n'
            f'            <CVE_VALUE DESCRIPTION="{escaped(told)}" LANG_REF="und">'
            f"{escaped(value.name)}</CVE_VALUE>\n        </CV_ENTRY_ML>\n"
        )
    yield "    </CONTROLLED_VOCABULARY>\n"

"""A transcript as an EXMARaLDA basic transcription, valid by its XSD and DTD 1.4.

A tier of talk for each person, one of descriptions for what is nobody's, and for each coder's codes
tiers of annotations beside the talk they are put on, so that the score shows them. Templates, every
value escaped, as in :mod:`ca_tool.formats.eaf_write`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from ca_tool.coding import Tag
from ca_tool.formats.exb_points import Layout, lay_out, layers
from ca_tool.formats.losses import (
    CHAT_CODES,
    CHORUS,
    COLUMNS,
    CONTROL,
    FRAME,
    LABELS,
    NOTES,
    TIERS,
    UNSURE,
    VOICES,
    WRAPPED,
)
from ca_tool.formats.registry import Loss, Parsed, has_codes
from ca_tool.formats.timed_talk import NOBODY, Stretch, stretches_and_lines, stretches_of
from ca_tool.transcript import UNKNOWN, Participant, Span, Transcript

_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _marks_people(content: Parsed) -> bool:
    people = content.transcript.participants
    return any(person.caps_are_device or not person.present for person in people)


def _runs_backwards(content: Parsed) -> bool:
    latest = 0
    for one in stretches_of(content.transcript):
        start = latest if one.start_ms is None else one.start_ms
        if start < latest or (one.end_ms is not None and one.end_ms < start):
            return True
        latest = start
    return False


LOSSES = (
    *(FRAME, COLUMNS, LABELS, UNSURE, WRAPPED, CHORUS, TIERS, CONTROL, NOTES),
    *(CHAT_CODES, VOICES),
    Loss("who is absent, and whose capitals are a device's", _marks_people),
    Loss("the order of lines whose times run backwards: the times decide", _runs_backwards),
    Loss(
        "links, notes, values' names, and where in a line a tag begins and ends: tags become tiers "
        "of annotations over whole lines",
        has_codes,
    ),
)
"""What a basic transcription written here does not carry."""

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<basic-transcription>
<head>
<meta-information>
<project-name></project-name>
<transcription-name>{title}</transcription-name>
{media}<ud-meta-information></ud-meta-information>
<comment></comment>
<transcription-convention>{profile}</transcription-convention>
</meta-information>
<speakertable>
"""
_SPEAKER = """\
<speaker id="{id}">
<abbreviation>{code}</abbreviation>
<sex value="u"/>
<languages-used></languages-used>
<l1></l1>
<l2></l2>
<ud-speaker-information>{role}</ud-speaker-information>
<comment></comment>
</speaker>
"""
_MEDIA = "<referenced-file url={}/>\n"
_ROLE = '<ud-information attribute-name="Role">{}</ud-information>'
_MIDDLE = """\
</speakertable>
</head>
<basic-body>
<common-timeline>
"""
_TAIL = """\
</basic-body>
</basic-transcription>
"""


class Row(NamedTuple):
    """An event: from one point to another, and its text."""

    start: int
    end: int
    text: str


class Tier(NamedTuple):
    """What stands at the head of a tier, and its events."""

    speaker: str
    category: str
    type: str
    name: str
    rows: list[Row]


def exb_text(content: Parsed) -> str:
    """Return *content* as a basic transcription."""
    transcript = content.transcript
    pairs = stretches_and_lines(transcript)
    ids = {person.code: f"SPK{n}" for n, person in enumerate(_people(transcript, pairs))}
    order = {who: place for place, who in enumerate((*ids, UNKNOWN, ""))}
    layout = lay_out([stretch for stretch, _ in pairs], order)
    tiers = [
        *_talk(layout, pairs),
        *_annotations(content, layout, pairs),
    ]
    tiers.sort(key=lambda tier: order[tier.speaker])
    return "".join(
        (
            _HEAD.format(
                title=_escaped(transcript.title),
                media="".join(map(_MEDIA.format, map(_quoted, content.media or ("",)))),
                profile=_escaped(transcript.profile),
            ),
            *(_speaker(person, ids) for person in _people(transcript, pairs)),
            _MIDDLE,
            *(_point(number, ms) for number, ms in enumerate(layout.times)),
            "</common-timeline>\n",
            *(part for number, tier in enumerate(tiers) for part in _tier(number, tier, ids)),
            _TAIL,
        )
    )


def _people(
    transcript: Transcript, pairs: Sequence[tuple[Stretch, list[int]]]
) -> list[Participant]:
    """Return the roster, and whoever speaks without being in it; nobody unknown."""
    people = {person.code: person for person in transcript.participants}
    for one, _ in pairs:
        people.setdefault(one.speaker, Participant(one.speaker))
    return [person for code, person in people.items() if code not in ("", UNKNOWN)]


def _talk(layout: Layout, pairs: Sequence[tuple[Stretch, list[int]]]) -> Iterator[Tier]:
    """Yield a tier of talk for everybody, silent ones too, and one for what is nobody's."""
    for who, members in layout.tiers:
        rows = [Row(*layout.spans[at], f"{pairs[at][0].text} ") for at in members]
        if who and who != UNKNOWN:
            yield Tier(who, "v", "t", f"{who} [v]", rows)
        elif rows:
            unknown = Tier(who, "v", "t", UNKNOWN, rows)
            yield unknown if who else Tier(who, "nn", "d", NOBODY, rows)


def _annotations(
    content: Parsed, layout: Layout, pairs: Sequence[tuple[Stretch, list[int]]]
) -> Iterator[Tier]:
    """Yield tiers of codes: one for each coder, code and person whose lines are tagged."""
    by_line: dict[int, list[int]] = {}
    for at, (_, lines) in enumerate(pairs):
        for line in lines:
            by_line.setdefault(line, []).append(at)
    several = sum(bool(coding.tags) for coding in content.codings.values()) > 1
    for coder, coding in content.codings.items():
        found: dict[tuple[str, str], list[Row]] = {}
        for tag in sorted(coding.tags.values(), key=lambda tag: (tag.code, tag.spans)):
            for span in tag.spans:
                for who, members in _touched(span, content.transcript, by_line, pairs).items():
                    starts, ends = zip(*(layout.spans[at] for at in members), strict=True)
                    row = Row(min(starts), max(ends), _said(tag))
                    found.setdefault((who, tag.code), []).append(row)
        for (who, code), rows in found.items():
            category = f"{code} ({coder})" if several else code
            name = f"{who or NOBODY} [{category}]"
            rows.sort()
            for layer in layers([row[:2] for row in rows]):
                yield Tier(who, category, "a", name, [rows[at] for at in layer])


def _touched(
    span: Span,
    transcript: Transcript,
    by_line: Mapping[int, list[int]],
    pairs: Sequence[tuple[Stretch, list[int]]],
) -> dict[str, list[int]]:
    """Return the stretches a span touches, by speaker; nothing of a span whose lines are gone."""
    first, last = transcript.row.get(span.line), transcript.row.get(span.end_line)
    found: dict[str, list[int]] = {}
    if first is not None and last is not None:
        for line in transcript.lines[first : last + 1]:
            for at in by_line.get(line.id, ()):
                found.setdefault(pairs[at][0].speaker, []).append(at)
    return found


def _said(tag: Tag) -> str:
    return " ".join((tag.code, *(f"{name}={value}" for name, value in tag.values if value)))


def _speaker(person: Participant, ids: Mapping[str, str]) -> str:
    role = _ROLE.format(_escaped(person.role)) if person.role else ""
    return _SPEAKER.format(id=ids[person.code], code=_escaped(person.code), role=role)


def _point(number: int, ms: int | None) -> str:
    time = "" if ms is None else f' time="{ms // 1000}.{ms % 1000:03}"'
    return f'<tli id="T{number}"{time}/>\n'


def _tier(number: int, tier: Tier, ids: Mapping[str, str]) -> Iterator[str]:
    whose = f' speaker="{ids[tier.speaker]}"' if tier.speaker in ids else ""
    yield (
        f'<tier id="TIE{number}"{whose} category={_quoted(tier.category)} type="{tier.type}" '
        f"display-name={_quoted(tier.name)}>\n"
    )
    for start, end, text in tier.rows:
        yield f'<event start="T{start}" end="T{end}">{_escaped(text)}</event>\n'
    yield "</tier>\n"


def _escaped(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _quoted(text: str) -> str:
    return quoteattr(_ILLEGAL.sub("", text))

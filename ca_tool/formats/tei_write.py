"""A transcript and its codings as ISO 24624, valid by the schema of the standard.

Templates, every value escaped (the schema is checked in the tests). Each line of talk is an
``annotationBlock``; silences and descriptions of nobody's stand between them. After the talk stand
groups of spans: the lines as typed, the people, the tags and links (:mod:`tei_codes`). No real name
is written: people are codes and roles.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

from ca_tool.formats.registry import Parsed
from ca_tool.formats.tei_codes import coding_groups
from ca_tool.formats.tei_document import NOT_KNOWN
from ca_tool.formats.tei_lines import PLACED, TALK, line_groups
from ca_tool.formats.tei_signs import OVERLAPS, Piece, element, event, pieces_of
from ca_tool.formats.tei_xml import APPLICATION, TEI, in_text, in_value, name_for
from ca_tool.transcript import UNKNOWN, Line, Place, Span, Transcript
from ca_tool.turn_taking import turn_taking

_LAST = 10**9

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="{namespace}" xml:id="transcript">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>{title}</title></titleStmt>
      <publicationStmt>
        <authority/><availability><licence target="unknown"/><p/></availability>
        <distributor/><address><addrLine/></address>
      </publicationStmt>
      <sourceDesc><recordingStmt><recording type="{kind}">{media}</recording></recordingStmt>\
</sourceDesc>
    </fileDesc>
    <profileDesc>
      <particDesc>
{people}      </particDesc>
    </profileDesc>
    <encodingDesc>
      <appInfo><application ident="{application}" version="{version}">\
<label>CA Tool</label><desc>Conversation Analysis Tool</desc></application></appInfo>
      <transcriptionDesc ident="{profile}" version="1">\
<desc>Jefferson's notation, profile {profile}</desc><label>{profile}</label></transcriptionDesc>
    </encodingDesc>
  </teiHeader>
  <text xml:lang="und">
    <timeline unit="s">
      <when xml:id="T0"/>
"""
_PERSON = """\
        <person xml:id="{id}" n="{name}"><persName><abbr>{name}</abbr></persName></person>
"""
_MEDIA = {
    "wav": ("audio", "audio/wav"), "mp3": ("audio", "audio/mpeg"), "m4a": ("audio", "audio/mp4"),
    "ogg": ("audio", "audio/ogg"), "flac": ("audio", "audio/flac"), "mp4": ("video", "video/mp4"),
    "mov": ("video", "video/quicktime"), "avi": ("video", "video/x-msvideo"),
    "mpg": ("video", "video/mpeg"), "webm": ("video", "video/webm"),
    "mkv": ("video", "video/x-matroska"),
}  # fmt: skip


class _Point(NamedTuple):
    """A point of the timeline: sorted by time, then line, then column."""

    running: int
    row: int
    column: int
    ms: int | None


@dataclass
class Places:
    """Ids of elements by where they stand in the text."""

    people: Mapping[str, str]
    rows: dict[int, int]
    """Line id → its number, from 1."""
    elements: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    """Line id → start, end and id of its elements."""
    holders: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Line id → ids of the first and last element of the body that hold it."""

    def ids(self, span: Span) -> tuple[str, str]:
        """Return the first and last element that a span touches; empty where it touches none."""
        first, last = self.rows.get(span.line, 0), self.rows.get(span.end_line, 0)
        if not first or not last:
            return "", ""
        opens = [one for one in self.elements.get(span.line, ()) if one[1] > span.start]
        closes = [one for one in self.elements.get(span.end_line, ()) if one[0] < span.end]
        if not opens or not closes:
            return "", ""
        return opens[0][2], max(opens[0], closes[-1])[2] if first == last else closes[-1][2]


def tei_text(content: Parsed) -> str:
    """Return *content* as an ISO 24624 document."""
    transcript = content.transcript
    places = Places(
        _person_ids(transcript), {line.id: row for row, line in enumerate(transcript.lines, 1)}
    )
    cut = [
        pieces_of(line, tokens) if line.kind in PLACED else []
        for line, tokens in zip(transcript.lines, transcript.tokens, strict=True)
    ]
    timeline, points = _timeline(transcript)
    body = list(_body(transcript, cut, points, places))
    return "".join(
        (
            _header(content, places.people),
            *timeline,
            "    </timeline>\n    <body>\n",
            *body,
            *line_groups(content, places.holders, places.people),
            *coding_groups(content, places.ids, places.rows, places.people),
            "    </body>\n  </text>\n</TEI>\n",
        )
    )


def _person_ids(transcript: Transcript) -> dict[str, str]:
    codes = dict.fromkeys(person.code for person in transcript.participants)
    for line in transcript.lines:
        codes |= dict.fromkeys(line.speakers)
    codes.pop(UNKNOWN, None)
    return {code: f"sp_{name_for(code)}" for code in codes} | {UNKNOWN: NOT_KNOWN}


def _header(content: Parsed, people: Mapping[str, str]) -> str:
    transcript = content.transcript
    kinds = [_MEDIA.get(one.rpartition(".")[2].lower(), ("audio", "")) for one in content.media]
    media = "".join(
        f'<media mimeType="{mime}" url="{in_value(name)}"/>'
        for name, (_, mime) in zip(content.media, kinds, strict=True)
    )
    return _HEAD.format(
        namespace=TEI,
        title=in_text(transcript.title),
        kind=kinds[0][0] if kinds else "audio",
        media=media or '<media mimeType="" url=""/>',
        people="".join(
            _PERSON.format(id=key, name=NOT_KNOWN if code == UNKNOWN else name_for(code))
            for code, key in people.items()
        ),
        application=APPLICATION,
        version=_version(),
        profile=name_for(transcript.profile),
    )


def _version() -> str:
    try:
        return version("ca-tool")
    except PackageNotFoundError:
        return "0"


def _timeline(transcript: Transcript) -> tuple[list[str], dict[Place, str]]:
    """Return the points of the timeline, and the id of each place: edges of lines, brackets.

    An edge of a line has the column -1 or a billion. Brackets of one overlap share a point.
    """
    same = _overlap_points(transcript)
    keys: dict[Place, _Point] = {}
    running = 0
    for row, (line, tokens) in enumerate(zip(transcript.lines, transcript.tokens, strict=True)):
        running = running if line.start_ms is None else line.start_ms
        end = running if line.end_ms is None else max(line.end_ms, running)
        keys[Place(line.id, -1)] = _Point(running, row, -1, line.start_ms)
        for token in tokens:
            if token.kind in OVERLAPS:
                place = Place(line.id, token.start)
                keys[place] = _Point(running, row, token.start, None)
        keys[Place(line.id, _LAST)] = _Point(end, row, _LAST, line.end_ms)
    own = sorted((point, place) for place, point in keys.items() if same.get(place, place) == place)
    names = {place: f"T{number}" for number, (_, place) in enumerate(own, 1)}
    elements = [_when(names[place], point.ms) for point, place in own]
    shared = {place: names[first] for place, first in same.items() if first in names}
    return elements or [_when("T1", None)], names | shared


def _when(name: str, ms: int | None) -> str:
    time = "" if ms is None else f' interval="{ms // 1000}.{ms % 1000:03d}" since="T0"'
    return f'      <when xml:id="{name}"{time}/>\n'


def _overlap_points(transcript: Transcript) -> dict[Place, Place]:
    """Return for each bracket of a resolved overlap the bracket whose point it shares."""
    same: dict[Place, Place] = {}
    for overlap in turn_taking(transcript).overlaps:
        top = same.setdefault(overlap.first, overlap.first)
        for other in overlap.others:
            same.setdefault(other, top)
        ends = [end for end in (overlap.first_end, *overlap.ends) if end is not None]
        for end in ends:
            same.setdefault(end, same.get(ends[0], ends[0]))
    return same


def _body(
    transcript: Transcript,
    cut: Sequence[Sequence[Piece]],
    points: Mapping[Place, str],
    places: Places,
) -> Iterator[str]:
    number = 0
    for row, (line, pieces) in enumerate(zip(transcript.lines, cut, strict=True), 1):
        names = [f"e{number + n}" for n in range(1, len(pieces) + 1)]
        number += len(pieces)
        places.elements[line.id] = [
            (piece.start, piece.end, name)
            for piece, name in zip(pieces, names, strict=True)
            if piece.token is None or piece.token.kind not in OVERLAPS
        ]
        shown = [pair for pair in zip(pieces, names, strict=True) if pair[0].surface]
        if line.kind in TALK and pieces:
            places.holders[line.id] = (f"ab{row}", f"ab{row}")
            yield _block(line, row, zip(pieces, names, strict=True), points, places.people)
        elif shown:
            places.holders[line.id] = (shown[0][1], shown[-1][1])
            yield from _between(line, shown, points)
        elif line.start_ms is not None or line.end_ms is not None:
            edges = Place(line.id, -1), Place(line.id, _LAST)
            places.holders[line.id] = (points[edges[0]], points[edges[1]])


def _block(
    line: Line,
    row: int,
    pieces: Iterable[tuple[Piece, str]],
    points: Mapping[Place, str],
    people: Mapping[str, str],
) -> str:
    said = "".join(
        f"{' ' if piece.apart else ''}{element(piece, line, name, points)}"
        for piece, name in pieces
    )
    who = people[line.speakers[0]] if line.speakers else NOT_KNOWN
    start, end = points[Place(line.id, -1)], points[Place(line.id, _LAST)]
    return (
        f'      <annotationBlock xml:id="ab{row}" who="{who}" start="{start}" end="{end}">'
        f'<u xml:id="u{row}"><seg xml:id="s{row}" type="contribution">{said}</seg></u>'
        "</annotationBlock>\n"
    )


def _between(
    line: Line, shown: Sequence[tuple[Piece, str]], points: Mapping[Place, str]
) -> Iterator[str]:
    """Yield what is nobody's: the first of its elements starts with the line, the last ends so.

    Brackets have no element: outside all talk there is nothing to overlap with.
    """
    start, end = points[Place(line.id, -1)], points[Place(line.id, _LAST)]
    for number, (piece, name) in enumerate(shown, 1):
        times = f' start="{start}"' if number == 1 else ""
        times += f' end="{end}"' if number == len(shown) else ""
        opened = f'xml:id="{name}"'
        yield f"      {event(piece, name).replace(opened, opened + times, 1)}\n"

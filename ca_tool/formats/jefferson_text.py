"""A CHAT-CA transcript as Jefferson text: labels in one column, overlaps under each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from ca_tool.formats.jefferson_signs import jefferson_changes
from ca_tool.formats.rewriting import rewritten
from ca_tool.transcript import UNKNOWN, Line, LineKind, Token, Transcript
from ca_tool.transcript import TokenKind as K
from ca_tool.turn_taking import turn_taking

_TIGHT = (
    (re.compile(r"\s+"), " "),
    (re.compile(r"\A | \Z"), ""),
    (re.compile(r"\[ (?=\(\()"), "["),
    (re.compile(r" =\Z"), "="),
    (re.compile(r"\A(\[?)= "), r"\1="),
)
"""Blanks that CHAT wants and Jefferson does not."""

_UNDERLINING = {1: None, 2: None}
"""CHAT's control characters around underlined talk."""

_LEFT_OUT = "(lines omitted)"
_ALREADY = re.compile(r"[\[(.…]")


@dataclass(slots=True)
class _Row:
    """A line of the text to be: label and body, the id of its line, columns of its onsets."""

    line: int
    label: str
    body: str
    onsets: list[int]
    time: str = ""
    numbered: bool = True
    """Remarks before the talk have no number, unless there are so many that the rest looks bare."""


def jefferson_text(transcript: Transcript) -> str:
    """Return *transcript* as text, every line numbered; media times stay as CHAT writes them."""
    rows = [row for row in _rows(transcript) if row is not None]
    _align(rows, transcript)
    width = max((len(row.label) for row in rows), default=0)
    bare = sum(not row.numbered for row in rows) * 4 <= len(rows)
    numbers = count(1)
    digits = max(2, len(str(len(rows))))
    return "".join(
        f"{next(numbers):0{digits}} {row.label:<{width}} {row.body}{row.time}".rstrip() + "\n"
        if row.numbered or not bare
        else f"{row.body}\n"
        for row in rows
    )


def _rows(transcript: Transcript) -> Iterator[_Row | None]:
    begun = False
    lines = transcript.lines
    for at, (line, tokens) in enumerate(zip(lines, transcript.tokens, strict=True)):
        match line.kind:
            case LineKind.TALK | LineKind.CONTINUATION | LineKind.SILENCE | LineKind.COMMENT:
                begun = True
                yield _said(line, tokens)
            case LineKind.HEADER if not _goes_on(line):
                yield _header(lines, at, begun=begun)
            case LineKind.OMISSION:
                yield _Row(line.id, "", line.text.strip(), [])
            case _:
                pass


def _said(line: Line, tokens: tuple[Token, ...]) -> _Row:
    body = rewritten(line, jefferson_changes(line, tokens)).translate(_UNDERLINING)
    for blanks, tight in _TIGHT:
        body = blanks.sub(tight, body)
    label = f"{_name(line)}:" if line.label else ""
    onsets = [found.start() for found in re.finditer(r"\[", body)]
    return _Row(line.id, label, body, onsets, _time(line))


def _name(line: Line) -> str:
    name = line.label.strip().lstrip("*").rstrip(":").strip()
    return "?" if line.speakers == (UNKNOWN,) else name


def _time(line: Line) -> str:
    """Return the media times of a line as CHAT writes them: plain text has no sign of its own."""
    if line.start_ms is None or line.end_ms is None:
        return ""
    return f" \x15{line.start_ms}_{line.end_ms}\x15"


def _header(lines: tuple[Line, ...], at: int, *, begun: bool) -> _Row | None:
    """Keep comments, and the places where something is left out."""
    name, _, value = _whole(lines, at).partition(":")
    if name == "@Comment" and value.strip():
        remark = value.strip()
        remark = remark if _ALREADY.match(remark) else f"(({remark}))"
        return _Row(lines[at].id, "", remark, [], numbered=begun)
    if begun and name.strip() == "@New Episode":
        return _Row(lines[at].id, "", _LEFT_OUT, [])
    return None


def _whole(lines: tuple[Line, ...], at: int) -> str:
    """Return the header at *at* with the lines that go on with it after a tab."""
    last = at + 1
    while last < len(lines) and _goes_on(lines[last]):
        last += 1
    return " ".join((lines[at].raw, *(line.raw.strip() for line in lines[at + 1 : last])))


def _goes_on(line: Line) -> bool:
    return line.kind is LineKind.HEADER and line.raw.startswith("\t")


def _align(rows: list[_Row], transcript: Transcript) -> None:
    """Push the later speakers' brackets under the first one's, where that needs only blanks."""
    place = {row.line: row for row in rows}
    brackets = _bracket_numbers(transcript)
    for overlap in turn_taking(transcript).overlaps:
        above = place.get(overlap.first.line)
        number = brackets.get((overlap.first.line, overlap.first.column))
        if above is None or number is None or number >= len(above.onsets):
            continue
        for other in overlap.others:
            below, which = place.get(other.line), brackets.get((other.line, other.column))
            if below is not None and which is not None and which < len(below.onsets):
                _push(below, which, columns(above.body[: above.onsets[number]]))


def _bracket_numbers(transcript: Transcript) -> dict[tuple[int, int], int]:
    """Return which onset of its line, counted from 0, stands at a line id and column."""
    found: dict[tuple[int, int], int] = {}
    for line, tokens in zip(transcript.lines, transcript.tokens, strict=True):
        onsets = [token for token in tokens if token.kind is K.OVERLAP_ONSET]
        found.update({(line.id, token.start): number for number, token in enumerate(onsets)})
    return found


def _push(row: _Row, which: int, column: int) -> None:
    """Put blanks before an onset until it stands in *column*; never inside a word."""
    at = row.onsets[which]
    missing = column - columns(row.body[:at])
    if missing <= 0 or (at > 0 and not row.body[at - 1].isspace()):
        return
    row.body = row.body[:at] + " " * missing + row.body[at:]
    row.onsets = [onset + missing if onset >= at else onset for onset in row.onsets]


def columns(text: str) -> int:
    """Return how many columns *text* takes: combining marks none, wide characters two.

    >>> columns("so\u0332"), columns("日本")
    (2, 4)
    """
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    marks = sum(unicodedata.combining(c) > 0 for c in text)
    return len(text) + wide - marks

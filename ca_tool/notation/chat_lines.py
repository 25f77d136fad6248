"""Physical lines of a CHAT file: headers, main lines, what goes on with a tab, dependent tiers.

As met in the wild: speaker codes of any letters, spaces for the tab, silences on a line of their
own without a speaker, media times with or without their U+0015 marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ca_tool.transcript import UNKNOWN, Line, LineKind

_UNSURE = (UNKNOWN,)
_UNIDENTIFIED = frozenset(("", "?", "UNK"))
"""Speaker codes that name nobody; UNK is CHAT's own."""

_MAIN = re.compile(r"\*([^:\t]{1,40})(?::|(?=\t))[ \t]*")
_TIER = re.compile(r"%[^:\t]{1,40}:?[ \t]*")
_TIMES = re.compile(r"\x15[^\x15]*?(\d{1,12})_(\d{1,12})[^\x15]*\x15")
_BARE = re.compile(r"(?:\A|\s+)(\d{2,12})_(\d{2,12})\s*\Z")
_ASIDE = re.compile(
    r"\s*(?:\((?:[\d.,:]+|\.+)\)|\(\(.*\)\))(?:\s*\x15[^\x15]*\x15|\s+\d+_\d+)?\s*\Z"
)
"""A silence or description that stands alone: it goes on with no header and no tier."""

_SILENCE = re.compile(
    r"\s*\((?:[0-9]{1,4}(?:\.[0-9]{1,3})?|\.{1,3})\)(?:\s*\x15[^\x15]*\x15)?\s*\Z"
)
"""The commonest of them, which needs no look at its tokens."""


def build_chat_lines(raws: Sequence[str], ends: Sequence[str], ids: Sequence[int]) -> list[Line]:
    """Return the lines with labels, owners, bodies and times.

    Time marks at the end of a line are no part of its body. A line without a label that holds only
    a silence or a description is left a continuation, as :func:`ca_tool.notation.lines.build_lines`
    leaves it.
    """
    lines: list[Line] = []
    add = lines.append
    above = header = LineKind.HEADER
    owner: tuple[str, ...] = _UNSURE
    codes: dict[str, tuple[str, ...]] = {}
    for raw, end, line_id in zip(raws, ends, ids, strict=True):
        first = raw[:1]
        if first == "*":
            label, start = _label(raw)
            owner = codes.get(label) or codes.setdefault(label, _owner(label.upper()))
            above = LineKind.TALK
            add(_spoken(line_id, raw, end, LineKind.TALK, label, owner, start))
        elif first == "@":
            above = header
            add(Line(line_id, raw, end, header, body_end=len(raw)))
        elif first == "%":
            above = LineKind.TIER
            tier = _TIER.match(raw)
            start = tier.end() if tier else 1
            add(Line(line_id, raw, end, above, body=start, body_end=len(raw)))
        elif not raw or raw.isspace():
            add(Line(line_id, raw, end, LineKind.BLANK, body=len(raw), body_end=len(raw)))
        elif "(" in raw and _SILENCE.match(raw):
            start = raw.index("(")
            add(_spoken(line_id, raw, end, LineKind.SILENCE, "", (), start))
        elif above is LineKind.TALK or _ASIDE.match(raw):
            start = len(raw) - len(raw.lstrip())
            add(_spoken(line_id, raw, end, LineKind.CONTINUATION, "", owner, start))
        else:
            add(Line(line_id, raw, end, above, body_end=len(raw)))
    return lines


def _owner(code: str) -> tuple[str, ...]:
    return _UNSURE if code in _UNIDENTIFIED else (code,)


def _label(raw: str) -> tuple[str, int]:
    """Return the speaker code of a main line as printed, and where its talk begins."""
    main = _MAIN.match(raw)
    return ("", 1) if main is None else (main[1].strip(), main.end())


def _spoken(
    line_id: int,
    raw: str,
    end: str,
    kind: LineKind,
    label: str,
    owner: tuple[str, ...],
    start: int,
) -> Line:
    """Return a line of talk; its times run from the first time mark to the last."""
    stop = len(raw)
    begins = ends = None
    if "\x15" in raw:
        opened = raw.find("\x15")
        first, _, last = raw[opened + 1 : -1].partition("_")
        if (
            raw[-1] == "\x15"
            and first.isdecimal()
            and last.isdecimal()
            and len(last) < 13 > len(first)
        ):
            begins, ends, stop = int(first), int(last), max(opened, start)
        else:
            begins, ends = _times(raw)
            stop = _without_marks(raw, start)
    elif (
        raw[-1:].isdigit() and "_" in raw and (bare := _BARE.search(raw, max(start, len(raw) - 40)))
    ):
        begins, ends, stop = int(bare[1]), int(bare[2]), bare.start()
    while stop > start and raw[stop - 1].isspace():
        stop -= 1
    start = min(start, stop)
    return Line(
        line_id, raw, end, kind, "", label, owner, owner != _UNSURE, start, stop, begins, ends
    )


def _times(raw: str) -> tuple[int | None, int | None]:
    """Return when the first time mark of a line starts and the last ends."""
    marks = _TIMES.findall(raw)
    return (int(marks[0][0]), int(marks[-1][1])) if marks else (None, None)


def _without_marks(raw: str, start: int) -> int:
    """Return where a body ends when the time marks at the end of its line are left out."""
    stop = len(raw.rstrip())
    while stop > start and raw[stop - 1] == "\x15":
        opened = raw.rfind("\x15", start, stop - 1)
        if opened < 0:
            break
        stop = len(raw[:opened].rstrip())
    return stop

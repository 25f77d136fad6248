"""Timed stretches of talk into a transcript, and a transcript into timed stretches.

What ELAN, Praat and subtitles share: who speaks, from when to when, and the words. A stretch
becomes one line ``LABEL: text`` with its times on the line. Silences between stretches are not
made up as text, and overlaps in time are not made up as brackets: they are told as evidence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from ca_tool.formats.jefferson_signs import jefferson_changes
from ca_tool.formats.registry import Parsed
from ca_tool.formats.rewriting import rewritten
from ca_tool.notation import parse
from ca_tool.notation.assembly import without_collection
from ca_tool.notation.labels import code_of
from ca_tool.notation.profiles import suggest_profile
from ca_tool.problems import Problem
from ca_tool.transcript import UNKNOWN, Line, LineKind, Token, Transcript

LONGEST_MS = 10**10
"""Some 115 days: no recording is longer, so a time beyond it is a slip."""

NOBODY = "(silences and descriptions)"
"""The tier that writers put what is nobody's on."""

_BREAKS = re.compile(r"[ \t]*[\r\n\v\f\u0085\u2028\u2029]+[ \t]*")
_BLANKS = re.compile(r"\s+")
_ILLEGAL = re.compile(r"[^\w .'’&+/?-]+")
_NAMED = re.compile(r"\s*([^\W\d_][\w .'’-]{0,29}?)\s?:\s+(?=\S)")
_NOBODYS = re.compile(r"\s*(?:\(\(.*\)\)|\(\s*[\d.,:]+\s*(?:s|secs?|seconds?)?\s*\)|\(\.+\))\s*\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_UNDERLINING = {1: None, 2: None}
_TALK = frozenset({LineKind.TALK, LineKind.CONTINUATION})
_NOBODYS_KINDS = frozenset({LineKind.SILENCE, LineKind.COMMENT, LineKind.OMISSION})


class Stretch(NamedTuple):
    """Something said, or a silence or description of nobody's, with its times in ms."""

    speaker: str
    """A name as printed, or a code; empty for what is nobody's."""
    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    number: str = ""
    """The line number printed before it, where the file has them."""


def parsed(
    stretches: Sequence[Stretch],
    *,
    profile: str = "",
    title: str = "",
    problems: Iterable[Problem] = (),
    evidence: Iterable[str] = (),
) -> Parsed:
    """Return *stretches*, in this order, as a transcript; problems of the file come first."""
    kept = [one for one in stretches if one.text and not one.text.isspace()]
    labels = labels_for(one.speaker for one in kept)
    text = "".join(_typed(one, labels) for one in kept)
    key, why = (profile, ("chosen by hand",)) if profile else suggest_profile(text)
    if key == "chat-ca":  # only ever a guess about signs: the lines are ours, not CHAT's
        key, why = "loose-CA", ("the lines are not laid out as CHAT",)
    codes = {label: code_of(label) for label in labels.values() if label != UNKNOWN}
    with without_collection(len(kept)):
        read = parse(text, profile=key, title=title, labels=codes)
        transcript = _timed(read, kept)
    notes = [*problems, *_untimed(kept)]
    transcript = _carrying(transcript, (*notes, *transcript.problems))
    told = (*evidence, *_overlap_evidence(kept), f"{key}: {'; '.join(why)}")
    return Parsed(transcript, evidence=told)


def labels_for(names: Iterable[str]) -> dict[str, str]:
    """Return for each name a label that lines can begin with; no two people share one.

    A name in brackets or with a query is the same person's, of whom the transcriber was unsure.

    >>> labels_for(["P:1", "Ann", "7", "P 1", "", "(Ann)"])
    {'P:1': 'P 1', 'Ann': 'Ann', '7': 'S7', 'P 1': 'P 12', '(Ann)': 'Ann'}
    """
    labels: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name in dict.fromkeys(names):
        if not name:
            continue
        if name == UNKNOWN:
            labels[name] = UNKNOWN
            continue
        wanted = _label(name)
        label, number = wanted, 2
        while taken.setdefault(code_of(label), who := code_of(name)) != who:
            label, number = f"{wanted}{number}", number + 1
        labels[name] = label
    return labels


def _label(name: str) -> str:
    bare = _BLANKS.sub(" ", _ILLEGAL.sub(" ", name)).strip(" .'’&+/?-")[:32].rstrip()
    if not bare or code_of(bare) == UNKNOWN:
        return "S"
    return bare if bare[0].isalpha() else f"S{bare}"


def _typed(one: Stretch, labels: Mapping[str, str]) -> str:
    text = _BREAKS.sub(" ", one.text).strip()
    number = f"{one.number} " if one.number else ""
    return f"{number}{labels[one.speaker]}: {text}\n" if one.speaker else f"{number}    {text}\n"


def _timed(read: Transcript, kept: Sequence[Stretch]) -> Transcript:
    """Put the times of the stretches on the lines, which are as many."""
    lines = tuple(
        _with_times(line, one.start_ms, one.end_ms)
        for line, one in zip(read.lines, kept, strict=True)
    )
    return _carrying(replace(read, lines=lines), read.problems, read)


def _with_times(line: Line, start: int | None, end: int | None) -> Line:
    if start is None and end is None and line.start_ms is None:
        return line
    return Line(
        line.id, line.raw, line.ending, line.kind, line.number, line.label, line.speakers,
        line.certain, line.body, line.body_end, start, end,
    )  # fmt: skip


def _carrying(
    transcript: Transcript, problems: tuple[Problem, ...], source: Transcript | None = None
) -> Transcript:
    """Return *transcript* with *problems* and what the notation remembers for the next edit."""
    reading = (source or transcript).__dict__.get("reading")
    found = replace(transcript, problems=problems)
    if reading is not None:
        found.__dict__["reading"] = reading
    return found


def _untimed(kept: Sequence[Stretch]) -> Iterator[Problem]:
    without = [row for row, one in enumerate(kept, 1) if one.start_ms is None]
    if without and len(without) < len(kept):
        yield Problem("I-UNTIMED", without[0], 1, str(len(without)))


def _overlap_evidence(kept: Sequence[Stretch]) -> Iterator[str]:
    """Tell how often different people talk at the same time, and whether brackets show it."""
    timed = [one for one in kept if one.speaker and one.start_ms is not None and one.end_ms]
    count = bare = 0
    before: Stretch | None = None
    for one in sorted(timed, key=lambda stretch: stretch.start_ms or 0):
        meets = before is not None and (one.start_ms or 0) < (before.end_ms or 0)
        if meets and before is not None and one.speaker != before.speaker:
            count += 1
            bare += "[" not in one.text and "⌈" not in one.text and "⌊" not in one.text
        if before is None or (one.end_ms or 0) >= (before.end_ms or 0):
            before = one
    if count:
        yield f"{count} times somebody starts while another still talks; {bare} without a bracket"


def usable_time(milliseconds: float) -> int | None:
    """Return a time in whole ms, or nothing if it is negative, absurd or not a number.

    >>> usable_time(-0.0), usable_time(12.6), usable_time(-3), usable_time(float("nan"))
    (0, 13, None, None)
    """
    return round(milliseconds) if 0 <= milliseconds <= LONGEST_MS else None


def is_nobodys(text: str) -> bool:
    """Whether *text* is only a silence or a description: ``(0.4)``, ``((door opens))``."""
    return _NOBODYS.match(text) is not None


def names_its_speakers(texts: Sequence[str]) -> bool:
    """Whether most *texts* begin with a name and a colon, and names come again.

    >>> names_its_speakers(["Ann: so", "(0.4)", "Ben: yes"]), names_its_speakers(["so: yes"])
    (True, False)
    """
    spoken = [text for text in texts if not is_nobodys(text)]
    names = [found[1] for text in spoken if (found := _NAMED.match(text))]
    again = len(names) > len({name.upper() for name in names})
    always = len(names) == len(spoken) and (len(names) > 1 or "".join(names).isupper())
    return bool(names) and (again or always) and len(names) * 2 >= len(spoken)


def name_and_text(text: str) -> tuple[str, str]:
    """Part a name before a colon from what is said; the name is empty if there is none.

    >>> name_and_text("Ann: so"), name_and_text("so: yes"), name_and_text("at 10:30")
    (('Ann', 'so'), ('so', 'yes'), ('', 'at 10:30'))
    """
    found = _NAMED.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def stretches_of(transcript: Transcript) -> list[Stretch]:
    """Return the talk of *transcript* in Jefferson's signs, continuations joined to their line.

    Speakers are codes; silences, descriptions and omissions on lines of their own are nobody's.
    Control characters, which no format of this kind can hold, are left out.
    """
    return [stretch for stretch, _ in stretches_and_lines(transcript)]


def stretches_and_lines(transcript: Transcript) -> list[tuple[Stretch, list[int]]]:
    """Return the stretches as :func:`stretches_of` does, each with the ids of its lines."""
    found: list[Stretch] = []
    lines: list[list[int]] = []
    going_on: tuple[str, ...] = ()
    said = _said_in_chat if transcript.profile == "chat-ca" else _said
    for line, tokens in zip(transcript.lines, transcript.tokens, strict=True):
        if line.kind in _TALK and line.body < line.body_end:
            text = said(line, tokens)
            if line.kind is LineKind.CONTINUATION and going_on and line.speakers == going_on:
                _join(found, len(going_on), text, line)
                for ids in lines[-len(going_on) :]:
                    ids.append(line.id)
                continue
            going_on = line.speakers or (UNKNOWN,)
            found += (Stretch(who, text, line.start_ms, line.end_ms) for who in going_on)
        elif line.kind in _NOBODYS_KINDS:
            going_on = ()
            found.append(Stretch("", said(line, tokens), line.start_ms, line.end_ms))
        elif line.kind is not LineKind.BLANK:
            going_on = ()
        lines += ([line.id] for _ in range(len(found) - len(lines)))
    return [pair for pair in zip(found, lines, strict=True) if pair[0].text]


def _said(line: Line, tokens: tuple[Token, ...]) -> str:
    return _CONTROL.sub("", line.raw[line.body : line.body_end].replace("\t", " ")).strip()


def _said_in_chat(line: Line, tokens: tuple[Token, ...]) -> str:
    text = rewritten(line, jefferson_changes(line, tokens)).translate(_UNDERLINING)
    return _CONTROL.sub("", _BLANKS.sub(" ", text)).strip()


def _join(found: list[Stretch], count: int, text: str, line: Line) -> None:
    """Add the text of a continuation to the last *count* stretches."""
    for at in range(len(found) - count, len(found)):
        one = found[at]
        end = line.end_ms if line.end_ms is not None else one.end_ms
        found[at] = one._replace(text=f"{one.text} {text}".strip(), end_ms=end)


Reporter = Callable[[str, str], None]
"""Takes a problem code and its detail."""


class Found:
    """Problems found in a file, at most *most* of a code: a damaged file tells it once or twice."""

    def __init__(self, most: int = 50) -> None:
        self._most = most
        self._counts: dict[str, int] = {}
        self.problems: list[Problem] = []

    def __call__(self, code: str, detail: str = "", line: int = 0) -> None:
        """Keep a problem of *line*, or of the whole file, unless there are enough of its kind."""
        self._counts[code] = self._counts.get(code, 0) + 1
        if self._counts[code] <= self._most:
            self.problems.append(Problem(code, line, 0, detail[:200]))


def laid_out(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Give every stretch a start and an end after it, for formats that cannot do without.

    A stretch without a time begins where the one before ends and lasts a second, or until the next
    timed one starts if that is sooner.
    """
    rows = list(stretches)
    at, following = 0, [0] * len(rows)
    upcoming = LONGEST_MS
    for index in range(len(rows) - 1, -1, -1):
        following[index] = upcoming
        start = rows[index].start_ms
        upcoming = start if start is not None else upcoming
    for index, one in enumerate(rows):
        start = one.start_ms if one.start_ms is not None else at
        end = one.end_ms if one.end_ms is not None else start + 1000
        if one.end_ms is None and start < following[index]:
            end = min(end, following[index])
        end = max(end, start + 1)
        rows[index] = one._replace(start_ms=start, end_ms=end)
        at = max(at, end) if one.start_ms is None else end
    return rows

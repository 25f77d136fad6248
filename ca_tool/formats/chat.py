"""CHAT and CHAT-CA (``.cha``), TalkBank's format, read losslessly.

Every line is kept as typed; main lines, continuation lines, silences on lines of their own,
dependent tiers and time marks are the notation's business (profile ``chat-ca``). Here the headers
are read for people, roles and options, and what a CHAT file should have and has not is reported.
Nothing is repaired.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from ca_tool.formats.chat_headers import (
    Headers,
    header_problems,
    read_headers,
    recordings,
    roster,
    speaker_problems,
)
from ca_tool.formats.chat_write import LOSSES, chat_text
from ca_tool.formats.registry import Parsed, reader, writer
from ca_tool.notation import parse
from ca_tool.notation.assembly import without_collection
from ca_tool.notation.encodings import decode, encode
from ca_tool.problems import Problem
from ca_tool.transcript import Encoding, Line, Transcript

PROFILE = "chat-ca"

_HEADER = re.compile(
    rb"^(?:\xef\xbb\xbf)?@(?:UTF8|Begin|PID|Font|Languages|Participants|Options|ID)\b", re.M
)
_MAIN = re.compile(rb"^\*[^:\t\r\n]{1,20}:[ ]*\t", re.M)
_NO_TAB = re.compile(r"[*%][^:\t]{1,20}:[ ]+(?![ \t])")
_MARK = re.compile(r"\x15[^\x15]*(?:\x15|$)")
_TIMES = re.compile(r"\x15%?(?:[a-z]+:\"[^\"]*\"_)?(\d{1,12})_(\d{1,12})-?\x15\Z")
_MEDIA = re.compile(r"\x15%[a-z]+:\"[^\"]*\"\x15\Z")


def looks_like_chat(head: bytes) -> bool:
    """Whether a file begins with CHAT headers, or has two or more ``*CODE:`` lines with a tab."""
    plain = head.replace(b"\0", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head
    return len(_HEADER.findall(plain)) >= 2 or len(_MAIN.findall(plain)) >= 2


@reader("chat", "CHAT and CHAT-CA", (".cha",), recognises=looks_like_chat)
def read_chat(data: bytes, name: str, profile: str) -> Parsed:
    """Read a CHAT file. There is one profile for it, so *profile* changes nothing."""
    with without_collection(data.count(b"\n") + data.count(b"\r")):
        return _read(data, name)


def _read(data: bytes, name: str) -> Parsed:
    text, encoding, odd_bytes = decode(data, name)
    title = PurePath(name).stem
    transcript = parse(text, profile=PROFILE, encoding=encoding, title=title)
    headers = read_headers(transcript.lines)
    problems = (*odd_bytes, *transcript.problems, *_problems(transcript.lines, headers))
    transcript = replace(
        transcript,
        participants=roster(transcript.participants, headers),
        problems=tuple(sorted(problems, key=lambda problem: (problem.line, problem.column))),
    )
    told = tuple(_evidence(headers))
    return Parsed(transcript, evidence=told, media=recordings(headers))


def _is_as_typed(transcript: Transcript) -> bool:
    return transcript.profile == PROFILE


@writer("chat", losses=LOSSES, keeps=_is_as_typed)
def write_chat(content: Parsed) -> bytes:
    """Give a CHAT transcript back byte for byte; turn any other into CHAT-CA."""
    if _is_as_typed(content.transcript):
        return encode(content.transcript.text, content.transcript.encoding)
    return encode(chat_text(content), Encoding())


def _evidence(headers: Headers) -> Iterator[str]:
    yield "CHAT headers" if headers.all else "lines that begin with *CODE: and a tab"
    yield "@Options: CA" if headers.is_ca else "not marked @Options: CA"
    for person in headers.people:
        told = next((row for row in headers.ids if row.code == person.code), person)
        facts = (told.role or person.role, told.age, told.sex, told.group)
        yield f"{person.code}: {', '.join(filter(None, facts)) or 'nothing is said of this person'}"


def _problems(lines: tuple[Line, ...], headers: Headers) -> Iterator[Problem]:
    yield from header_problems(headers, lines)
    yield from speaker_problems(lines, headers)
    if headers.all and not headers.is_ca:
        yield Problem("I-CHAT-NOT-CA")
    bare = [number for number, line in enumerate(lines, 1) if _has_bare_times(line)]
    if bare:
        yield Problem("I-CHAT-BARE", bare[0], 1, str(len(bare)))
    yield from _line_problems(lines)


def _has_bare_times(line: Line) -> bool:
    return line.start_ms is not None and "\x15" not in line.raw


def _line_problems(lines: tuple[Line, ...]) -> Iterator[Problem]:
    """Yield what is odd about single lines as CHAT."""
    talked = False
    for number, line in enumerate(lines, 1):
        raw = line.raw
        first = raw[:1]
        if first == "*":
            talked = True
        elif first == "%" and not talked:
            yield Problem("W-CHAT-TIER", number, 1, raw.partition(":")[0])
        elif first not in "@%\t" and raw.strip() and number > 1:
            yield Problem("W-CHAT-LINE", number, 1)
        if first in ("*", "%") and (found := _NO_TAB.match(raw)):
            yield Problem("W-CHAT-TAB", number, found.end(), length=1)
        if "\x15" in raw and not _is_sound(line):
            yield from _mark_problems(number, raw)


def _is_sound(line: Line) -> bool:
    """Whether the one time mark of a line was read and runs forwards."""
    start, end = line.start_ms, line.end_ms
    return start is not None and end is not None and start <= end and line.raw.count("\x15") == 2


def _mark_problems(number: int, raw: str) -> Iterator[Problem]:
    """Yield time marks that cannot be read, and those that run backwards."""
    for mark in _MARK.finditer(raw):
        times = _TIMES.match(mark[0])
        place = (number, mark.start() + 1)
        if times is None and not _MEDIA.match(mark[0]):
            yield Problem("W-CHAT-BULLET", *place, length=len(mark[0]))
        elif times is not None and int(times[2]) < int(times[1]):
            yield Problem("W-CHAT-BACKWARDS", *place, f"{times[1]}_{times[2]}", len(mark[0]))

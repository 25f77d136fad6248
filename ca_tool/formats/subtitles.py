"""Subtitles: WebVTT and SubRip (``.vtt``, ``.srt``), as people and machines make them.

Who speaks is taken from voices (``<v Ann>``: Teams, the standard), from names before a colon (Zoom,
hand-made subtitles; also ``>> ANN:`` and Whisper's ``[SPEAKER_00]:``), else nobody is named. A cue
without a name in a file that names people goes on with whoever was named last.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import NamedTuple

from ca_tool.formats.losses import BESIDE, OF_TALK, TAGS, UNTIMED
from ca_tool.formats.registry import Parsed, reader, writer
from ca_tool.formats.timed_talk import (
    LONGEST_MS,
    Found,
    Stretch,
    is_nobodys,
    laid_out,
    name_and_text,
    names_its_speakers,
    parsed,
    stretches_of,
)
from ca_tool.notation.encodings import decode
from ca_tool.transcript import UNKNOWN, Transcript

LOSSES = (UNTIMED, *OF_TALK, *BESIDE, TAGS)
"""What subtitles cannot carry."""

_CLOCK = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*{_CLOCK}\s*-->\s*{_CLOCK}(?:\s|$)")
_HEAD = re.compile(r"(?:\A|\n)\s*\d{1,6}\s*\n\s*(?:\d{1,4}:)?\d{1,2}:\d{1,2}[.,]\d{1,3}\s*-->")
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)|WEBVTT")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:[ \t]+([^>\n]*))?>|</v>", re.I)
_MARKUP = re.compile(
    r"<(?:[biucsv]|lang|ruby|rt|font|span|FONT|LANG)(?:[.\s][^<>\n]*)?>|<([BIUS])>(?=[^<>\n]*</\1>)"
    r"|</(?:[biucsvBIUS]|lang|ruby|rt|font|span|FONT|LANG)>|<\d[\d:.]*>|\{\\[^{}\n]*\}"
)
"""Tags of subtitles; what else stands in angle brackets is slow talk."""
_CHEVRONS = re.compile(r"\s*(?:>>+|&gt;&gt;)\s*")
_BRACKETED = re.compile(r"\s*\[([^\[\]\n:]{1,40})\]:?[ \t]+(?=\S)")
_RUNS = re.compile(r"\s\s+|[^\S ]")
_DASH = re.compile(r"\s*[-–]\s?(?=\S)")


class Cue(NamedTuple):
    """What is shown from one time to another."""

    start: int | None
    end: int | None
    lines: tuple[str, ...]


def looks_like_vtt(head: bytes) -> bool:
    """Whether a file begins with the word every WebVTT file begins with."""
    return head.replace(b"\0", b"")[:20].lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"WEBVTT")


def looks_like_srt(head: bytes) -> bool:
    """Whether a file begins with a number and two times with an arrow between."""
    text = head[:4000].replace(b"\0", b"").decode("latin-1").replace("\r\n", "\n")
    return _HEAD.search(text.replace("\r", "\n")) is not None


@reader("vtt", "WebVTT subtitles", (".vtt",), recognises=looks_like_vtt)
def read_vtt(data: bytes, name: str, profile: str) -> Parsed:
    """Read WebVTT."""
    return _read(data, name, profile, "WebVTT subtitles")


@reader("srt", "SubRip subtitles", (".srt",), recognises=looks_like_srt)
def read_srt(data: bytes, name: str, profile: str) -> Parsed:
    """Read SubRip."""
    return _read(data, name, profile, "SubRip subtitles")


def _read(data: bytes, name: str, profile: str, what: str) -> Parsed:
    text, _, odd_bytes = decode(data, name)
    found = Found()
    cues = list(read_cues(text, found))
    stretches, how = _spoken(cues)
    if not stretches:
        found("W-NO-TALK")
    return parsed(
        stretches,
        profile=profile,
        title=PurePath(name).stem,
        problems=(*odd_bytes, *found.problems),
        evidence=(f"{what}, {len(cues)} cues", how),
    )


def read_cues(text: str, found: Found) -> Iterator[Cue]:
    """Yield the cues of a file, in order; blocks without usable times are told and left out."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")
    at, total = 0, len(lines)
    while at < total:
        block = []
        first = at
        while at < total and lines[at].strip():
            block.append(lines[at])
            at += 1
        at += 1
        if block and not (_SKIPPED.match(block[0].lstrip("\ufeff")) and "-->" not in block[0]):
            yield from _cues_in(block, first + 1, found)


def _cues_in(block: Sequence[str], number: int, found: Found) -> Iterator[Cue]:
    """Yield the cues in lines without a blank between, of which some programs make several."""
    starts = [row for row, line in enumerate(block) if "-->" in line]
    if not starts:
        found("W-CUE", f"no times for “{block[0].strip()[:60]}” in line {number} of the file")
    for row, following in zip(starts, [*starts, len(block)][1:], strict=False):
        times = _TIMES.match(block[row])
        if times is None:
            found("W-CUE", f"the times “{block[row].strip()[:60]}” in line {number + row}")
            continue
        start, end = _ms(times.groups()[:4]), _ms(times.groups()[4:])
        if end < start:
            found("W-TIME-BACKWARDS", f"{start}–{end} ms in line {number + row} of the file")
        if start > LONGEST_MS:
            found("W-TIME", block[row].strip()[:40])
        shown = tuple(block[row + 1 : following])
        if following < len(block) and shown and shown[-1].strip().isdecimal():
            shown = shown[:-1]  # the number of the next cue
        yield Cue(
            start if start <= LONGEST_MS else None,
            end if start <= end <= LONGEST_MS else None,
            shown,
        )


def _ms(clock: Sequence[str | None]) -> int:
    hours, minutes, seconds, fraction = (part or "0" for part in clock)
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int(fraction.ljust(3, "0"))


def _spoken(cues: Sequence[Cue]) -> tuple[list[Stretch], str]:
    """Return who says what when, and how it was found out who."""
    if any(_VOICE.search(line) for cue in cues for line in cue.lines):
        return [one for cue in cues for one in _voices(cue)], "voices (<v …>) say who speaks"
    lines = [_plain(line) for cue in cues for line in cue.lines]
    firsts = [_plain(cue.lines[0]) for cue in cues if cue.lines]
    if names_its_speakers([line for line in lines if line]) or names_its_speakers(firsts):
        return list(_named(cues)), "names before a colon say who speaks"
    return [
        Stretch(UNKNOWN, text, cue.start, cue.end)
        for cue in cues
        if (text := " ".join(_plain(line) for line in cue.lines).strip())
    ], "nobody is named"


def _voices(cue: Cue) -> Iterator[Stretch]:
    """Yield what each voice of a cue says; what stands before the first voice is nobody known."""
    text, who, at = "\n".join(cue.lines), UNKNOWN, 0
    for tag in _VOICE.finditer(text):
        if said := _plain(text[at : tag.start()]):
            yield Stretch(_owner(who, said), said, cue.start, cue.end)
        who = html.unescape(tag[1] or "").strip() or UNKNOWN
        at = tag.end()
    if said := _plain(text[at:]):
        yield Stretch(_owner(who, said), said, cue.start, cue.end)


def _owner(who: str, said: str) -> str:
    return "" if who == UNKNOWN and is_nobodys(said) else who


def _named(cues: Sequence[Cue]) -> Iterator[Stretch]:
    """Yield what is said after each name; lines without one go on."""
    who = UNKNOWN
    for cue in cues:
        going: list[str] = []
        for line in map(_plain, cue.lines):
            name, text = (UNKNOWN, line[2:].strip()) if line[:2] == "?:" else name_and_text(line)
            if name:
                if going:
                    yield Stretch(who, " ".join(going), cue.start, cue.end)
                who, going = name, []
            if text:
                going.append(text)
        if going:
            said = " ".join(going)
            yield Stretch("" if is_nobodys(said) else who, said, cue.start, cue.end)


def _plain(line: str) -> str:
    """Return what is heard: no markup, no dash or arrows that show a change of speaker.

    >>> _plain("<c.loud>so</c> <00:01.000>it &amp; I"), _plain(">> ANN: yes"), _plain("[Bo]: no")
    ('so it & I', 'ANN: yes', 'Bo: no')
    """
    bare = _CHEVRONS.sub("", line, count=1) if _CHEVRONS.match(line) else line
    text = html.unescape(_MARKUP.sub("", bare))
    named = _BRACKETED.match(text)
    if named is not None and text[: named.end()].rstrip().endswith(":"):
        text = f"{named[1]}: {text[named.end() :]}"
    text = _DASH.sub("", text, count=1) if _DASH.match(text) else text
    return _RUNS.sub(" ", text).strip()


def _is_as_typed(transcript: Transcript) -> bool:
    return False


@writer("vtt", losses=LOSSES, keeps=_is_as_typed)
def write_vtt(content: Parsed) -> bytes:
    """Write WebVTT, a cue for each line, its speaker as a voice."""
    cues = []
    for one in laid_out(stretches_of(content.transcript)):
        text = one.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        who = one.speaker.replace("&", "&amp;").replace(">", "")
        voice = f"<v {who}>" if who and who != UNKNOWN else ""
        cues.append(f"{_clock(one.start_ms, '.')} --> {_clock(one.end_ms, '.')}\n{voice}{text}\n")
    return "\n".join(["WEBVTT\n", *cues]).encode("utf-8")


@writer("srt", losses=LOSSES, keeps=_is_as_typed)
def write_srt(content: Parsed) -> bytes:
    """Write SubRip, a cue for each line, its speaker's code before a colon."""
    cues = []
    for number, one in enumerate(laid_out(stretches_of(content.transcript)), 1):
        who = f"{one.speaker}: " if one.speaker else ""
        times = f"{_clock(one.start_ms, ',')} --> {_clock(one.end_ms, ',')}"
        cues.append(f"{number}\n{times}\n{who}{one.text}\n")
    return "\n".join(cues).encode("utf-8")


def _clock(ms: int | None, point: str) -> str:
    seconds, rest = divmod(ms or 0, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}{point}{rest:03d}"

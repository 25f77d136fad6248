"""Plain text: any text at all is read as a Jefferson transcript.

The convention profile is guessed from signs that only one convention uses; where there are none it
is ``loose-CA``. The evidence is given in words, and the analyst may choose otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from ca_tool.formats.jefferson_text import jefferson_text
from ca_tool.formats.losses import (
    BESIDE,
    CHAT_CODES,
    CHAT_HEADERS,
    HALF_TIMES,
    NUMBERED,
    PEOPLE,
    ROLES,
    TAGS,
    TIERS,
    VOICES,
    has_times_beside,
)
from ca_tool.formats.registry import Loss, Parsed, reader, writer
from ca_tool.notation import PROFILES, parse
from ca_tool.notation.encodings import decode, encode
from ca_tool.notation.profiles import suggest_profile
from ca_tool.transcript import Encoding, Transcript

SUFFIXES = (".txt", ".text", ".jeff", ".jef", ".ca", ".trs", ".md")

LOSSES = (
    *(CHAT_HEADERS, TIERS, CHAT_CODES, NUMBERED, VOICES, HALF_TIMES),
    *(loss._replace(as_typed=True) for loss in (TAGS, ROLES, PEOPLE, *BESIDE)),
    Loss("times of lines: they are not in the text", has_times_beside, as_typed=True),
)
"""What plain text cannot carry: of a transcript typed as such only what is not typed."""

_TEXT_BYTES = bytes({*range(32, 256), *b"\t\n\r\f\v\x01\x02\x15"} - {127})


def looks_like_text(head: bytes) -> bool:
    """Whether the start of a file is text: no NUL outside UTF-16, few other control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if head.count(0):
        # UTF-16 without a byte order mark: every other byte of Latin text is 0, and only there.
        even, odd = head[::2].count(0), head[1::2].count(0)
        return min(even, odd) * 20 < max(even, odd) and max(even, odd) * 3 > len(head)
    controls = head.translate(None, delete=_TEXT_BYTES)
    return len(controls) * 20 <= len(head)


def _is_as_typed(transcript: Transcript) -> bool:
    return transcript.profile != "chat-ca"


@reader("plain", "plain text", SUFFIXES, recognises=looks_like_text)
def read_plain(data: bytes, name: str, profile: str) -> Parsed:
    """Read any text; :mod:`ca_tool.notation` says what is found in it."""
    text, encoding, problems = decode(data, name)
    key, why = (profile, ("chosen by hand",)) if profile else suggest_profile(text)
    transcript = parse(text, profile=key, encoding=encoding, title=PurePath(name).stem)
    if problems:
        transcript = replace(transcript, problems=(*problems, *transcript.problems))
    evidence = (f"plain text in {_in_words(encoding)}", f"{PROFILES[key].label}: {'; '.join(why)}")
    return Parsed(transcript, evidence=evidence)


@writer("plain", losses=LOSSES, keeps=_is_as_typed)
def write_plain(content: Parsed) -> bytes:
    """Give a Jefferson transcript back byte for byte; turn CHAT into Jefferson text."""
    if _is_as_typed(content.transcript):
        return encode(content.transcript.text, content.transcript.encoding)
    return encode(jefferson_text(content.transcript), Encoding())


def _in_words(encoding: Encoding) -> str:
    return f"{encoding.name.upper()}{' with a byte order mark' if encoding.bom else ''}"

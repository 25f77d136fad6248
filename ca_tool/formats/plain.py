"""Plain text: any text at all is read as a Jefferson transcript.

The convention profile is guessed from signs that only one convention uses; where there are none it
is ``loose-CA``. The evidence is given in words, and the analyst may choose otherwise.
"""

from __future__ import annotations

import re
from pathlib import PurePath

from ca_tool.formats.jefferson_text import LOSSES, jefferson_text
from ca_tool.formats.registry import Parsed, reader, writer
from ca_tool.notation import PROFILES, parse
from ca_tool.notation.encodings import decode, encode
from ca_tool.transcript import Encoding, Transcript

SUFFIXES = (".txt", ".text", ".jeff", ".jef", ".ca", ".trs", ".md")

TRAIL = re.compile(r"^[^:\n]*(?:-->|--->|\.{4,}|,{4,})[*+%Δ#]?|[*+%Δ]-{2,}>", re.M)
"""A tier of Mondada's conventions: preparation …., a held action --->, retraction ,,,,"""

CREAK = re.compile(r"(?<![\w#])#\w[^#\n]{0,60}#(?!\w)")
TREMBLE = re.compile(r"(?<![\w~])~\w[^~\n]{0,60}~(?!\w)")
STARRED = re.compile(r"(?<![\w*])\*\w[^*\n]{0,60}\*(?!\w)")
LEVEL = re.compile(r"\w_(?=\s|$)", re.M)


def _keeps(transcript: Transcript) -> bool:
    return transcript.profile != "chat-ca"


def looks_like_text(head: bytes) -> bool:
    """Whether the start of a file is text: no NUL outside UTF-16, few other control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    if head.count(0):
        # UTF-16 without a byte order mark: every other byte of Latin text is 0, and only there.
        even, odd = head[::2].count(0), head[1::2].count(0)
        return min(even, odd) * 20 < max(even, odd) and max(even, odd) * 5 > len(head)
    controls = len(head.translate(None, delete=_TEXT_BYTES))
    return controls * 20 <= len(head)


_TEXT_BYTES = bytes({*range(32, 256), *b"\t\n\r\f\v\x01\x02\x15"} - {127})


@reader("plain", "plain text", SUFFIXES, recognises=looks_like_text)
def read_plain(data: bytes, name: str, profile: str) -> Parsed:
    """Read any text; see :mod:`ca_tool.notation` for what is found in it."""
    text, encoding, problems = decode(data, name)
    key, why = (profile, "chosen by hand") if profile else guess_profile(text)
    transcript = parse(text, profile=key, encoding=encoding, title=PurePath(name).stem)
    if problems:
        transcript = with_problems(transcript, problems)
    label = PROFILES[key].label
    return Parsed(transcript, evidence=(_bytes_in_words(encoding), f"{label}: {why}"))


@writer("plain", losses=LOSSES, keeps=_keeps)
def write_plain(transcript: Transcript) -> bytes:
    """Give a Jefferson transcript back byte for byte; turn CHAT into Jefferson text."""
    if _keeps(transcript):
        return encode(transcript.text, transcript.encoding)
    return jefferson_text(transcript).encode("utf-8")


def guess_profile(text: str) -> tuple[str, str]:
    """Return the key of the profile that *text* seems to follow, and why, in words."""
    tiers = len(TRAIL.findall(text))
    if tiers >= 3:
        return "mondada", f"{tiers} lines trace an action with signs like ---> or ....."
    found = {
        "#creaky#": len(CREAK.findall(text)),
        "~tremulous~": len(TREMBLE.findall(text)),
        "level_ ends": len(LEVEL.findall(text)),
    }
    seen = [f"{sign} ({count})" for sign, count in found.items() if count]
    stars = len(STARRED.findall(text))
    if len(seen) >= 2 and not stars:
        return "hepburn-bolden", f"it uses {' and '.join(seen)}"
    if stars >= 2 and not seen:
        return "jefferson-2004", f"*creaky* stretches are marked with asterisks ({stars})"
    return "loose-CA", "no sign that only one convention uses"


def _bytes_in_words(encoding: Encoding) -> str:
    mark = " with a byte order mark" if encoding.bom else ""
    return f"plain text in {encoding.name}{mark}"

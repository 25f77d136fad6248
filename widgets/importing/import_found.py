"""What was found in a file, said in words for the import dialog."""

from __future__ import annotations

import unicodedata
from collections import Counter

from ca_tool.roster import unusual_signs
from ca_tool.transcript import LineKind, Transcript

MOST_SIGNS = 40


def found_lines(transcript: Transcript, evidence: tuple[str, ...]) -> list[str]:
    """Return how much it is, and why this format and profile were chosen."""
    kinds = Counter(line.kind for line in transcript.lines)
    talk = kinds[LineKind.TALK] + kinds[LineKind.CONTINUATION]
    size = f"{len(transcript.lines)} lines, {talk} of them talk, {kinds[LineKind.SILENCE]} silence"
    return [f"{size}.", *evidence]


def sign_lines(transcript: Transcript) -> list[str]:
    """Return every sign outside ASCII with its name and how often it occurs."""
    signs = unusual_signs(transcript)
    if not signs:
        return ["Signs outside ASCII: none."]
    named = [f"{sign} {_name(sign)}: {count}" for sign, count in signs[:MOST_SIGNS]]
    return ["", "Signs outside ASCII, and how often (a wrong encoding shows here):", *named]


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}").lower()

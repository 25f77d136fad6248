"""What a text carries that a transcript should not: control characters, wrong decodings (§1.6)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ca_tool.notation.encodings import mojibake
from ca_tool.problems import Problem

_ENDS = re.compile(r"\r\n|\n|\r")
_CONTROL = re.compile("[\x01-\x08\x0e-\x14\x16-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SYMBOL = re.compile(r"(?<![^\s\[\]=>°])[\u00ad\u00af](?=\w)")
_ODD_ENDS = re.compile(r"\r(?!\n)|(?<!\r)\n")


def hazards(text: str) -> tuple[Problem, ...]:
    """Return what is odd about the characters of *text*, each kind at its first place."""
    return tuple(_hazards(text))


def _hazards(text: str) -> Iterator[Problem]:
    nul = text.find("\0")
    controls = _CONTROL.findall(text[:200_000])
    if nul >= 0 or len(controls) > 8:
        binary = text[:200_000].count("\0") + len(controls) > 0.05 * min(len(text), 200_000)
        if binary:
            yield Problem("E-BINARY", 1, 1)
        elif nul >= 0:
            yield _place("W-NUL", text, nul, f"{text.count(chr(0)):,}")
    chat = "\x02" in controls and "\x01" in controls
    if controls and not chat and len(controls) <= 8 and (found := _CONTROL.search(text)):
        yield _place("W-CONTROL", text, found.start(), f"U+{ord(found[0]):04X}")
    if text.isascii():
        yield from _ends(text)
        return
    if lone := _SURROGATE.search(text):
        yield _place("W-SURROGATE", text, lone.start(), f"U+{ord(lone[0]):04X}")
    if (damaged := mojibake(text)) is not None:
        yield damaged
    doubtful = "\u00ad" in text or "\u00af" in text
    symbols = _SYMBOL.findall(text) if doubtful else []
    if len(symbols) >= 2 and (first := _SYMBOL.search(text)):
        yield _place("W-SYMBOL", text, first.start(), f"U+{ord(first[0]):04X}")
    yield from _ends(text)


def _ends(text: str) -> Iterator[Problem]:
    if "\r" in text:
        windows = text.count("\r\n")
        kinds = (windows > 0) + (text.count("\n") > windows) + (text.count("\r") > windows)
        if kinds > 1:
            yield Problem("I-LINEENDS")


def _place(code: str, text: str, offset: int, detail: str) -> Problem:
    line, start = 1, 0
    for end in _ENDS.finditer(text, 0, offset):
        line, start = line + 1, end.end()
    return Problem(code, line, offset - start + 1, detail, 1)

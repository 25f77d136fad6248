"""CHAT-CA's signs as Jefferson writes them (science §1.9, read from right to left)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ca_tool.formats.rewriting import Change, edges
from ca_tool.transcript import Flag, Line, Token
from ca_tool.transcript import TokenKind as K

_VOICES = {"whisper": "°°", "singing": "♪"}
_REMARK = re.compile(r"%+\s*(.*)\Z", re.S)
_MANNER = re.compile(r"=!\s*(.*)\Z", re.S)
_REMARKED = re.compile(r"\s*\[%")
_OTHERWISE = re.compile(r"\s*\[=\?\s*([^\]]*)\]")
_PREFIX = re.compile(r"&[-+~]?\Z")
_LAUGH = re.compile("Ἡ+")

SIGNS = {
    K.OVERLAP_ONSET: "[",
    K.OVERLAP_END: "]",
    K.LATCH: "=",
    K.SELF_LATCH: "=",
    K.JUMP_START: "<",
    K.SUDDEN_STOP: "<",
    K.MICROPAUSE: "(.)",
    K.OTHER: "",
}
"""Tokens that become one sign whatever they were."""

PAIRS = {
    K.FAST: (">", "<"),
    K.SLOW: ("<", ">"),
    K.SMILE: ("£", "£"),
    K.CREAK: ("#", "#"),
}
"""What opens and what closes a stretch in Jefferson's notation."""


def jefferson_changes(line: Line, tokens: tuple[Token, ...]) -> Iterator[Change]:
    """Yield what to change in a CHAT *line* so that it reads as a Jefferson transcript."""
    for index, token in enumerate(tokens):
        if token.kind in SIGNS:
            yield Change(token.start, token.end, SIGNS[token.kind])
        elif token.kind in PAIRS:
            yield Change(token.start, token.end, _paired(token))
        elif token.kind is K.CODE:
            yield from _code(line, token)
        else:
            yield from _other(line, token, tokens, index)


def _other(line: Line, token: Token, tokens: tuple[Token, ...], index: int) -> Iterator[Change]:
    start, end = token.start, token.end
    match token.kind:
        case K.CONTOUR:
            yield Change(start, end, token.value)
        case K.SILENCE:
            yield Change(start, end, f"({token.value})")
        case K.UNINTELLIGIBLE:
            yield Change(start, end, "(   )")
        case K.IN_BREATH:
            yield Change(start, start + 1, ".")
        case K.LAUGH_IN_WORD:
            yield from _laughs(line, token)
        case K.VOICE:
            yield Change(start, end, _VOICES.get(token.value.split(" ")[0], ""))
        case K.LOUD if token.value:
            yield Change(start, end, "")
        case K.STRESS:
            yield from _stress(line, token)
        case K.UNCERTAIN:
            yield from _uncertain(line, token)
        case K.TIME_CODE:
            yield Change(start, end, "")
        case K.WORD if token.flags & Flag.CUT_OFF:
            if index and _PREFIX.match(line.raw[tokens[index - 1].start : tokens[index - 1].end]):
                yield Change(end, end, "-")
        case _:
            return


def _paired(token: Token) -> str:
    opening, closing = PAIRS[token.kind]
    sign = closing if token.value.startswith("close") else opening
    return sign * (2 if token.value.endswith("2") else 1)


def _laughs(line: Line, token: Token) -> Iterator[Change]:
    """Write a run of Ἡ as one laugh of that length."""
    run = _LAUGH.match(line.raw, token.start)
    if run is not None and line.raw[token.start - 1 : token.start] != "Ἡ":
        yield Change(run.start(), run.end(), f"({'h' * len(run[0])})")


def _stress(line: Line, token: Token) -> Iterator[Change]:
    """Underline each letter by U+0332; marks before a syllable have no end and are dropped."""
    text = line.raw[token.start : token.end]
    if text in ("ˈ", "ˌ"):
        yield Change(token.start, token.end, "")
    elif text.startswith("\x02\x01"):
        for at, character in enumerate(text, token.start):
            if character.isalnum():
                yield Change(at + 1, at + 1, "\u0332")


def _uncertain(line: Line, token: Token) -> Iterator[Change]:
    """Write ``⁇a⁇ [=? b]`` as ``(a/b)``; the code itself is dropped by its own rule."""
    other = _OTHERWISE.match(line.raw, token.end)
    yield from edges(line, token, "⁇", "(", f"/{other[1].strip()})" if other else ")")


def _code(line: Line, token: Token) -> Iterator[Change]:
    """Events and remarks become ``((…))``; what only CHAT needs goes."""
    words = ""
    if line.raw.startswith("&=", token.start):
        if not _REMARKED.match(line.raw, token.end):
            words = f"(({token.value.replace('_', ' ').replace(':', ' ')}))"
    elif remark := _REMARK.match(token.value) or _MANNER.match(token.value):
        words = f"(({remark[1]}))"
    yield Change(token.start, token.end, words)

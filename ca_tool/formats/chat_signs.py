"""Jefferson's signs as CHAT-CA writes them (science §1.9, the CHAT-CA column)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ca_tool.formats.rewriting import Change, edges
from ca_tool.transcript import Flag, Line, Place, Token
from ca_tool.transcript import TokenKind as K

CONTOURS = {"?": "⇗", "¿": "↗", "_": "→", ";": "↘", ".": "⇘", ",": ","}
VOICES = {"whisper": "∬", "breathy": "♋", "singing": "∮", "yawn": "Ϋ", "precise": "§"}

STRESS_ON, STRESS_OFF = "\x02\x01", "\x02\x02"

_PLAIN = re.compile(r"[A-Za-z0-9]+")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9\s]")
_NO_SQUARE = str.maketrans("[]", "()")
_TAG = re.compile(r"</?[a-z]+>", re.IGNORECASE)

Rule = Callable[[Line, Token], Iterator[Change]]


def chat_changes(
    line: Line, tokens: tuple[Token, ...], overlaps: Mapping[Place, str]
) -> Iterator[Change]:
    """Yield what to change in *line* so that it reads as CHAT-CA.

    *overlaps* gives the CHAT sign for the overlap bracket at each place.
    """
    for token in tokens:
        if token.kind in (K.OVERLAP_ONSET, K.OVERLAP_END):
            yield Change(token.start, token.end, overlaps[Place(line.id, token.start)])
        elif rule := RULES.get(token.kind):
            yield from rule(line, token)


def _as(text: str) -> Rule:
    def rule(_: Line, token: Token) -> Iterator[Change]:
        yield Change(token.start, token.end, text)

    return rule


def _apart(text: str) -> Rule:
    """CHAT wants blanks around what is no word."""
    return _as(f" {text} ")


def _silence(_: Line, token: Token) -> Iterator[Change]:
    yield Change(token.start, token.end, f" ({token.value}) ")


def _contour(_: Line, token: Token) -> Iterator[Change]:
    yield Change(token.start, token.end, CONTOURS.get(token.value[:1], token.value))


def _pitch(sign: str) -> Rule:
    def rule(_: Line, token: Token) -> Iterator[Change]:
        yield Change(token.start, token.end, sign * (2 if token.value == "2" else 1))

    return rule


def _soft(_: Line, token: Token) -> Iterator[Change]:
    """Doubled signs are a whisper: ∬."""
    yield Change(token.start, token.end, "∬" if token.value.endswith("2") else "°")


def _voice(_: Line, token: Token) -> Iterator[Change]:
    yield Change(token.start, token.end, VOICES.get(token.value.split(" ")[0], ""))


def _loud(_: Line, token: Token) -> Iterator[Change]:
    """Capitals stay: they are the only trace of how much of the word is loud."""
    if not token.value:
        yield Change(token.start, token.start, "◉")
        yield Change(token.end, token.end, "◉")


def _stress(line: Line, token: Token) -> Iterator[Change]:
    text = line.raw[token.start : token.end]
    if tag := _TAG.match(text):
        yield Change(token.start, token.start + tag.end(), STRESS_ON)
        if text.endswith(">") and (last := text.rfind("<")) > 0:
            yield Change(token.start + last, token.end, STRESS_OFF)
        return
    if "\u0332" in text:
        yield Change(token.start, token.end, STRESS_ON + text.replace("\u0332", "") + STRESS_OFF)
        return
    yield from edges(line, token, "_", STRESS_ON, STRESS_OFF)


def _breath_in(line: Line, token: Token) -> Iterator[Change]:
    yield Change(token.start, token.start + 1, "∙")


def _laugh_in_word(_: Line, token: Token) -> Iterator[Change]:
    yield Change(token.start, token.end, "Ἡ" * max(1, len(token.value)))


def _uncertain(line: Line, token: Token) -> Iterator[Change]:
    """Inside a word CHAT has the same sign as Jefferson: ``go(ing)``."""
    before, after = line.raw[token.start - 1 : token.start], line.raw[token.end : token.end + 1]
    if not before.isalnum() and not after.isalnum():
        yield from edges(line, token, "(){}", "⁇", "⁇")


def _alternatives(line: Line, token: Token) -> Iterator[Change]:
    """``(a/b)``: the first is heard, the other follows as CHAT's ``[=? b]``."""
    text = line.raw[token.start : token.end]
    _, bar, rest = text.partition("/")
    start = token.start + len(text) - len(text.lstrip("("))
    yield Change(token.start, start, "⁇")
    others = rest.replace("(", "").replace(")", "").strip()
    end = token.end - len(rest) - len(bar)
    while line.raw[end - 1] == ")":
        end -= 1
    yield Change(end, token.end, f"⁇ [=? {others}] ")


def event(description: str) -> str:
    """Return a description as CHAT, ``&=opens_freezer``; what that cannot hold follows it.

    >>> event("opens freezer"), event("Tom's mug")
    ('&=opens_freezer', "&=Toms_mug [% Tom's mug]")
    """
    short = "_".join(_PLAIN.findall(_NOT_PLAIN.sub("", description))) or "event"
    if short.replace("_", " ") == description:
        return f"&={short}"
    return f"&={short} [% {description.translate(_NO_SQUARE)}]"


def _comment(_: Line, token: Token) -> Iterator[Change]:
    yield Change(token.start, token.end, f" {event(token.value)} ")


def _editorial(line: Line, token: Token) -> Iterator[Change]:
    yield Change(token.start, token.end, f" [% {token.value}] ")


def _word(line: Line, token: Token) -> Iterator[Change]:
    text = line.raw[token.start : token.end]
    if token.flags & Flag.ANONYMISED:
        name = "".join(c for c in token.value if c.isalpha()) or "Name"
        yield Change(token.start, token.end, f" {name.title() if name.islower() else name} ")
        return
    if token.flags & Flag.SPACED:
        for at, character in enumerate(text, token.start):
            if character == " ":
                yield Change(at, at + 1, "")
    if token.flags & Flag.CUT_OFF and text[-1:] in "-–—‐‑−ʔ" and text[:-1].isalnum():
        yield Change(token.start, token.start, "&+")
        yield Change(token.end - 1, token.end, "")


_NOTHING = _as("")

RULES: dict[K, Rule] = {
    K.WORD: _word,
    K.SELF_LATCH: _as("≈"),
    K.SILENCE: _silence,
    K.MICROPAUSE: _apart("(.)"),
    K.UNTIMED: _apart("(..)"),
    K.CONTOUR: _contour,
    K.FAST: _as("∆"),
    K.SLOW: _as("∇"),
    K.JUMP_START: _as("⤇"),
    K.SUDDEN_STOP: _as("⤆"),
    K.SOFT: _soft,
    K.LOUD: _loud,
    K.STRESS: _stress,
    K.PITCH_UP: _pitch("↑"),
    K.PITCH_DOWN: _pitch("↓"),
    K.IN_BREATH: _breath_in,
    K.LAUGH_IN_WORD: _laugh_in_word,
    K.SMILE: _as("☺"),
    K.CREAK: _as("⁎"),
    K.TREMULOUS: _NOTHING,
    K.LAUGHING_VOICE: _NOTHING,
    K.VOICE: _voice,
    K.UNINTELLIGIBLE: _apart("xxx"),
    K.UNCERTAIN: _uncertain,
    K.ALTERNATIVES: _alternatives,
    K.COMMENT: _comment,
    K.EDITORIAL: _editorial,
    K.MARGIN: _NOTHING,
    K.TIME_CODE: _NOTHING,
    K.ANCHOR: _NOTHING,
    K.DASH: _apart("–"),
    K.OTHER: _NOTHING,
}
"""Kinds not named stay as they are typed: prolongation, out-breath, laughter particles, clicks …"""

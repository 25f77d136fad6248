"""A chunk of talk (text between blanks) while it is being read, and the register of sign readers.

Chunks recur all the time, so each distinct one is scanned once and kept. What depends on more than
the chunk (which sign closes which, whether ``=`` stands at the edge of a line, letter-spaced words)
is left provisional and settled in :mod:`ca_tool.notation.bodies`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from ca_tool.notation.profiles import SOFT_SIGNS, Profile
from ca_tool.notation.words import (
    ACRONYMS,
    CLICKS,
    SECOND_HALVES,
    SOBS,
    is_breath,
    is_laughter,
    is_stammer,
    lexical_flags,
)
from ca_tool.transcript import Flag
from ca_tool.transcript import TokenKind as K

Raw: TypeAlias = tuple[int, int, K, str, int]
"""A token relative to its chunk."""

LEFT_WORD, RIGHT_WORD, MONEY = 1, 2, 4
"""In the flags of a provisional span sign: what stands beside it (science §1.4: W, else B)."""

SPAN, EDGE, SINGLE, HALF, HUH, CAPS, OVERLAP, UNDERLINE, TIMED = (1 << bit for bit in range(9))
"""Bits of :attr:`Chunk.mask`: what must be settled in the context of the line."""


class Chunk(NamedTuple):
    """The tokens of one chunk, what is provisional in it, and what was odd."""

    tokens: tuple[Raw, ...]
    mask: int
    notes: tuple[tuple[str, int, int, str], ...]


class Scan:
    """A chunk being scanned."""

    def __init__(self, text: str, profile: Profile, *, editorial: bool) -> None:
        self.text = text
        self.profile = profile
        self.editorial = editorial
        self.tokens: list[Raw] = []
        self.notes: list[tuple[str, int, int, str]] = []
        self.mask = 0
        self.parts: list[str] = []
        self.start = self.end = 0
        self.flags = 0
        self.breath = False

    def say(self, start: int, end: int) -> None:
        """Add the characters ``start:end`` to the word being read."""
        if not self.parts:
            if not self.breath:
                self.start = start
            self.flags |= 0
        self.parts.append(self.text[start:end])
        self.end = end

    def mark(self, start: int, end: int, kind: K, value: str = "", flags: int = 0) -> int:
        """Note a mark that does not end the word around it; return where to go on."""
        self.tokens.append((start, end, kind, value, flags))
        return end

    def item(self, start: int, end: int, kind: K, value: str = "") -> int:
        """Note something that is no part of a word and ends the one before it."""
        self.close()
        if kind is K.SILENCE:
            self.mask |= TIMED
        self.tokens.append((start, end, kind, value, 0))
        return end

    def close(self) -> None:
        """End the word being read, if any, and say what it is."""
        if self.parts or self.breath:
            value = "".join(self.parts).strip("-'’‘ʼ‐‑_.")
            if value:
                self._name(value)
        self.parts = []
        self.flags = 0
        self.breath = False

    def _name(self, value: str) -> None:
        word = value.lower()
        span = (self.start, self.end)
        if is_breath(value):
            kind = K.IN_BREATH if self.breath else K.OUT_BREATH
            self.mask |= SINGLE if len(value) == 1 else 0
            self.tokens.append((*span, kind, value, 0))
        elif word in CLICKS or (self.breath and word in {"t", "p", "k", "m"}):
            self.tokens.append((*span, K.CLICK, value, 0))
        elif word in SOBS and self.breath:
            self.tokens.append((*span, K.SOB, value, 0))
        elif word in {"xxx", "xx", "yyy", "www"} and value.islower():
            self.tokens.append((*span, K.UNINTELLIGIBLE, str(len(value)), 0))
        elif is_laughter(word):
            self.mask |= HUH | (HALF if word in SECOND_HALVES else 0)
            self.tokens.append((*span, K.LAUGHTER, value, 0))
        else:
            self._word(value, word)

    def _word(self, value: str, word: str) -> None:
        flags = self.flags | lexical_flags(word)
        if "-" in word and is_stammer(word):
            flags |= Flag.STAMMERED
        if value.strip("X") == "" and len(value) >= 3:
            flags |= Flag.ANONYMISED
        elif not value.islower() and (loud := _loud(self.text, self.start, self.end)):
            flags |= Flag.LOUD
            self.mask |= CAPS
            self.tokens.extend((start, end, K.LOUD, "", 0) for start, end in loud)
        if len(value) == 1 and value not in "Ia":
            self.mask |= SINGLE
        if word in SECOND_HALVES:
            self.mask |= HALF
        self.tokens.append((self.start, self.end, K.WORD, value, int(flags)))

    def note(self, code: str, start: int, end: int) -> None:
        """Note something odd about ``start:end``."""
        self.notes.append((code, start, end, self.text[start : min(end, start + 40)]))


def _loud(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the runs of two or more capitals in a word, marks inside them passed over (A-16)."""
    runs: list[tuple[int, int]] = []
    first = last = -1
    count = 0
    for at in range(start, end + 1):
        char = text[at] if at < end else "a"
        if char.isupper():
            first = at if count == 0 else first
            last, count = at + 1, count + 1
        elif char.isalnum() or char in "-‐‑":
            if count >= 2 and _loudness(text[first:last]):
                runs.append((first, last))
            count = 0
    return runs


def _loudness(run: str) -> bool:
    return "".join(filter(str.isalpha, run)) not in ACRONYMS


_TRANSPARENT = frozenset("[]⌈⌉⌊⌋↑↓\"'“”‘’_*#~@$€" + SOFT_SIGNS + "£")


def sides(text: str, start: int, end: int) -> int:
    """Return what stands left and right of ``start:end``: other marks are looked through."""
    flags = 0
    at = start - 1
    while at >= 0 and text[at] in _TRANSPARENT and start - at < 8:
        at -= 1
    if at >= 0 and (text[at].isalnum() or text[at] in ")}.,?!¿;:-–—_>\u0332…"):
        flags |= LEFT_WORD
    at = end
    while at < len(text) and text[at] in _TRANSPARENT and at - end < 8:
        at += 1
    if at < len(text) and (text[at].isalnum() or text[at] in "({·˙•∙." or text[at] in "<>"):
        flags |= RIGHT_WORD
    return flags


Handler: TypeAlias = Callable[[Scan, int], int]
HANDLERS: dict[str, Handler] = {}
"""First character → what reads on from there and returns where it stopped."""


def handles(chars: Iterable[str]) -> Callable[[Handler], Handler]:
    """Register the reader of stretches that begin with one of *chars*."""

    def register(handler: Handler) -> Handler:
        for char in chars:
            HANDLERS[char] = handler
        return handler

    return register


def after_letter(text: str, at: int) -> bool:
    """Whether a letter or figure, perhaps underlined by U+0332, stands before *at*."""
    return text[at - 1].isalnum() or text[at - 1] == "\u0332"


def run_end(text: str, at: int) -> int:
    """Return where the run of the character at *at* ends."""
    end, char = at + 1, text[at]
    while end < len(text) and text[end] == char:
        end += 1
    return end


_SIMPLE = re.compile(r"([a-z]+(?:'[a-z]+)?)([.,?]?)\Z")
_RUN = re.compile(r"[^\W_ºᵒἩˈˌːʔ]+")
_CHAT_RUN = re.compile(r"[^\W_ºᵒἩˈˌːʔΫ]+")
"""Letters and digits, without the signs that Unicode calls letters."""

_CHAT_WHOLE = re.compile(r"([0-9]{2,12}_[0-9]{2,12}\Z)|0(?![0-9:])")
"""In CHAT: times that lost their marks; what was not said (``0word``, ``0.``)."""

_NO_PROFILE = Profile("", "", "")


def scan_chunk(text: str, profile: Profile, *, editorial: bool = False) -> Chunk:
    """Return the tokens of *text*, a stretch without blanks outside brackets.

    Parameters
    ----------
    text
        The chunk.
    profile
        What the signs mean.
    editorial
        Whether square brackets that read as description are taken as an editor's (A-03).
    """
    if simple := _SIMPLE.match(text):
        return _simple(simple[1], simple[2])
    scan = Scan(text, profile, editorial=editorial)
    if profile.chat and (whole := _CHAT_WHOLE.match(text)):
        scan.item(0, len(text), K.TIME_CODE if whole[1] else K.CODE, text)
        return Chunk(tuple(scan.tokens), 0, ())
    at, end, other = 0, len(text), HANDLERS[""]
    letters = _CHAT_RUN if profile.chat else _RUN
    while at < end:
        run = letters.match(text, at)
        if run is not None:
            at = run.end()
            scan.say(run.start(), at)
        else:
            at = HANDLERS.get(text[at], other)(scan, at)
    scan.close()
    scan.tokens.sort(key=_order)
    return Chunk(tuple(scan.tokens), scan.mask, tuple(scan.notes))


def _order(token: Raw) -> tuple[int, int, bool]:
    return token[0], -token[1], token[2] is not K.WORD


def _simple(word: str, contour: str) -> Chunk:
    """Scan the commonest chunk there is: a lower-case word, perhaps with a final contour."""
    length = len(word)
    if length > 7 and word[0] not in "hea":  # no list of special words holds it
        plain: Raw = (0, length, K.WORD, word, 0)
        marks = ((length, length + 1, K.CONTOUR, contour, 0),) if contour else ()
        return Chunk((plain, *marks), 0, ())
    scan = Scan(word, _NO_PROFILE, editorial=False)
    scan.say(0, len(word))
    scan.close()
    if contour:
        scan.mark(len(word), len(word) + 1, K.CONTOUR, contour)
    return Chunk(tuple(scan.tokens), scan.mask, ())

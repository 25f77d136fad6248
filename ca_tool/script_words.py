"""The words of a line without its marks: never simplified, cut or corrected.

Works from tokens, so every notation that yields the same tokens is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ca_tool.acting_notes import SHORTEST
from ca_tool.transcript import Flag, Token, TokenKind

_LEFT_OVER = re.compile(r"[^\w\s'’‘“”\".,?!…–&%+/@-]|_")
"""Signs of the notation that no rule could pair: never part of a word."""

_GONE = frozenset(
    {
        TokenKind.OVERLAP_ONSET,
        TokenKind.OVERLAP_END,
        TokenKind.PITCH_UP,
        TokenKind.PITCH_DOWN,
        TokenKind.PROLONGATION,
        TokenKind.LAUGH_IN_WORD,
        TokenKind.JUMP_START,
        TokenKind.SUDDEN_STOP,
        TokenKind.ANCHOR,
    }
)
"""Marks inside or against a word: they go without leaving a gap."""

_APART = frozenset(
    {
        TokenKind.LATCH,
        TokenKind.SELF_LATCH,
        TokenKind.MICROPAUSE,
        TokenKind.IN_BREATH,
        TokenKind.OUT_BREATH,
        TokenKind.LAUGHTER,
        TokenKind.SOB,
        TokenKind.CLICK,
        TokenKind.COMMENT,
        TokenKind.MARGIN,
        TokenKind.TIME_CODE,
        TokenKind.CODE,
    }
)
"""What stands between words: a space is left."""

_ENCLOSED = frozenset(
    {
        TokenKind.SOFT,
        TokenKind.FAST,
        TokenKind.SLOW,
        TokenKind.SMILE,
        TokenKind.CREAK,
        TokenKind.TREMULOUS,
        TokenKind.LAUGHING_VOICE,
        TokenKind.VOICE,
        TokenKind.UNCERTAIN,
        TokenKind.STRESS,
    }
)
"""Stretches whose signs stand at their two ends."""

_CONTOURS = {"¿": ",", ";": ",", "_": ""}
_UNHEARD = " … "


def plain_words(raw: str, tokens: Iterable[Token], start: int, end: int) -> str:
    """Return the words in ``raw[start:end]`` without marks.

    Every letter and digit of every word stays, in its order; loud capitals become small letters.
    Spaces are made single. A silence long enough to act, or talk nobody could hear, leaves ``…``.
    """
    text = list(raw)
    for token in sorted(tokens, key=_loud_last):
        if token.start < end and token.end > start:
            _take_out(text, raw, token)
    kept = re.sub(r"\s+", " ", _LEFT_OVER.sub("", "".join(text[start:end])))
    return kept.strip()


def sentence(words: str) -> str:
    """Return *words* set as a line of a script: a capital to start, a stop to end.

    >>> sentence("pasta? you had pasta yesterday didn't you,")
    "Pasta? You had pasta yesterday didn't you."
    """
    text = re.sub(r"\s+([,.?!…])", r"\1", words)
    text = re.sub(r"([,.?!…])(?:\s*…)+", r"\1", text)
    text = re.sub(r"…(?=\w)", "… ", text).strip()
    if not re.search(r"\w", text):
        return "…" if "…" in text else ""
    text = re.sub(r"^[\s,.!?…–]*…\s*", "… ", text) if text.startswith("…") else text
    text = re.sub(r"[,;¿\s]+$", "", text)
    text = text if text[-1] in ".?!…–" else f"{text}."
    return re.sub(r"(^\W*|[.?!]\s+)(\w)", lambda m: m[1] + m[2].upper(), text)


def _loud_last(token: Token) -> tuple[bool, int]:
    return token.kind == TokenKind.LOUD, token.start


def _take_out(text: list[str], raw: str, token: Token) -> None:
    """Take the signs of *token* out of *text*, which is in step with *raw*."""
    start, end = token.start, token.end
    match token.kind:
        case kind if kind in _GONE:
            _blank(text, start, end)
        case kind if kind in _APART:
            _blank(text, start, end, " ")
        case TokenKind.SILENCE:
            _blank(text, start, end, _UNHEARD if token.seconds >= SHORTEST else " ")
        case TokenKind.UNTIMED | TokenKind.UNINTELLIGIBLE:
            _blank(text, start, end, _UNHEARD)
        case TokenKind.CUT_OFF:
            _blank(text, start, end, "–")
        case TokenKind.DASH:
            _blank(text, start, end, " – ")
        case TokenKind.CONTOUR:
            _blank(text, start, end, _CONTOURS.get(token.value, token.value))
        case TokenKind.ALTERNATIVES:
            _first_alternative(text, raw, start, end)
        case TokenKind.LOUD:
            _lower(text, start, end)
        case kind if kind in _ENCLOSED:
            _open_ends(text, raw, start, end)
        case TokenKind.WORD if token.flags & Flag.SPACED:
            text[start:end] = ["" if c.isspace() else c for c in text[start:end]]


def _blank(text: list[str], start: int, end: int, instead: str = "") -> None:
    text[start:end] = [instead, *[""] * (end - start - 1)]


def _open_ends(text: list[str], raw: str, start: int, end: int) -> None:
    """Take the signs at the two ends of a stretch out, up to the first letter from either side."""
    for places in (range(start, end), range(end - 1, start - 1, -1)):
        for place in places:
            if raw[place].isalnum():
                break
            if not raw[place].isspace() and raw[place] not in ".,?!¿'’":
                text[place] = ""


def _first_alternative(text: list[str], raw: str, start: int, end: int) -> None:
    """Keep the first of two hearings; the other goes into the note."""
    slash = raw.find("/", start, end)
    _open_ends(text, raw, start, end)
    if slash >= 0:
        _blank(text, slash, end)


def _lower(text: list[str], start: int, end: int) -> None:
    """Make loud capitals small; *I* stays *I*."""
    for place in range(start, end):
        alone = (place == 0 or not text[place - 1].isalpha()) and (
            place + 1 >= len(text) or not text[place + 1].isalpha()
        )
        if not (alone and text[place] == "I"):
            text[place] = text[place].lower()

"""The words of a line without its marks: never simplified, cut or corrected.

Works from tokens, so every notation that yields the same tokens is read alike.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from ca_tool.acting_notes import SHORTEST
from ca_tool.transcript import Flag, Token, TokenKind

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
        TokenKind.SOFT,
        TokenKind.FAST,
        TokenKind.SLOW,
        TokenKind.SMILE,
        TokenKind.CREAK,
        TokenKind.TREMULOUS,
        TokenKind.LAUGHING_VOICE,
        TokenKind.VOICE,
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
    }
)
"""What stands between words: a space is left."""

_NOT_WORDS = re.compile(r"</?\w+>|[_\u0332\x01\x02ˈˌ(){}\[\]⁇*]")
"""Signs that stand around or under the letters of a stretch."""

_CONTOURS = {"¿": ",", ";": ",", "_": ""}
_UNHEARD = " … "


def plain_words(
    raw: str, tokens: Iterable[Token], start: int, end: int, names: Container[str] = ()
) -> str:
    """Return the words in ``raw[start:end]`` without marks.

    Every letter and digit of every word stays, in its order; loud capitals become small letters,
    but for the first of one of *names*. Spaces are made single. A silence long enough to act, or
    talk nobody could hear, leaves ``…``.
    """
    text = list(raw)
    loud = []
    for token in tokens:
        if token.start < end and token.end > start:
            _take_out(text, raw, token)
            if token.kind == TokenKind.LOUD and token.end - token.start > 1:
                loud.append(token)
    for token in loud:
        _lower(text, token.start, token.end, names)
    # CHAT joins the words of a name or a sound by ``_``
    return re.sub(r"[\s_\x00-\x1f]+", " ", "".join(text[start:end])).strip()


def sentence(words: str) -> str:
    """Return *words* set as a line of a script: a capital to start, a stop to end.

    >>> sentence("pasta? you had pasta yesterday didn't you,")
    "Pasta? You had pasta yesterday didn't you."
    """
    text = re.sub(r"\s+([,.?!…])", r"\1", words)
    text = re.sub(r"([,.?!…])(?:\s*…)+|(…)\.", r"\1\2", text)
    text = re.sub(r"…(?=\w)", "… ", text.replace("–…", "– …")).strip()
    if not re.search(r"\w", text):
        return ""
    text = re.sub(r"^[\s,.!?…–]*…\s*", "… ", text) if text.startswith("…") else text
    text = re.sub(r"[,;¿\s]+$", "", text)
    text = text if text[-1] in ".?!…–" else f"{text}."
    return re.sub(r"(^\W*|[.?!]\s+)(\w)", lambda m: m[1] + m[2].upper(), text)


def _take_out(text: list[str], raw: str, token: Token) -> None:
    """Take the signs of *token* out of *text*, which is in step with *raw*."""
    start, end = token.start, token.end
    match token.kind:
        case kind if kind in _GONE:
            _put(text, start, end)
        case kind if kind in _APART:
            _put(text, start, end, " ")
        case TokenKind.SILENCE:
            _put(text, start, end, _UNHEARD if token.seconds >= SHORTEST else " ")
        case TokenKind.UNTIMED | TokenKind.UNINTELLIGIBLE:
            _put(text, start, end, _UNHEARD)
        case TokenKind.CUT_OFF:
            _put(text, start, end, "–")
        case TokenKind.DASH:
            _put(text, start, end, " – ")
        case TokenKind.CONTOUR:
            _put(text, start, end, _CONTOURS.get(token.value, token.value))
        case TokenKind.LOUD if end - start == 1:
            _put(text, start, end)
        case TokenKind.STRESS | TokenKind.UNCERTAIN:
            for sign in _NOT_WORDS.finditer(raw, start, end):
                _put(text, sign.start(), sign.end())
        case TokenKind.ALTERNATIVES:
            _first_hearing(text, raw, start, end)
        case TokenKind.WORD if token.flags & Flag.ANONYMISED and not raw[start].isalnum():
            _put(text, start, end, f"({token.value.strip('_ ') or 'name'})")
        case TokenKind.WORD if token.flags & Flag.SPACED:
            text[start:end] = ["" if char.isspace() else char for char in text[start:end]]
        case TokenKind.CODE if raw[start:end].strip(".?!"):
            _put(text, start, end, " ")
        case TokenKind.OTHER if not _is_amount(raw, start, end):
            _put(text, start, end)


def _put(text: list[str], start: int, end: int, instead: str = "") -> None:
    text[start:end] = [instead, *[""] * (end - start - 1)]


def _first_hearing(text: list[str], raw: str, start: int, end: int) -> None:
    """Keep the first of two hearings; the other goes into a note."""
    slash = raw.find("/", start, end)
    for sign in _NOT_WORDS.finditer(raw, start, end):
        _put(text, sign.start(), sign.end())
    if slash >= 0:
        _put(text, slash, end)


def _is_amount(raw: str, start: int, end: int) -> bool:
    """Whether a sign belongs to a figure, as in ``£5`` and ``5%``, or joins words as ``&``."""
    beside = raw[max(start - 1, 0) : start] + raw[end : end + 1]
    return raw[start:end] == "&" or (
        raw[start:end] in {"£", "$", "€", "%", "+"} and any(char.isdigit() for char in beside)
    )


def _lower(text: list[str], start: int, end: int, names: Container[str]) -> None:
    """Make loud capitals small; names keep their first one, and so does *I* in *I'll*."""
    for place in range(start, end):
        text[place] = text[place].lower()
    small = "".join(text[start:end])
    if small.capitalize() in names or re.match(r"i['’]", small):
        text[start] = text[start].upper()

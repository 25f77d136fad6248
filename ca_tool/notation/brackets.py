"""What a bracketed group is: silence, comment, guess, gap in hearing … (science A-03, A-05).

Each function looks at the inside of one closed group and names it; :mod:`ca_tool.notation.scan`
turns the name into tokens.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ca_tool.notation.words import (
    ADDRESSING,
    ANONYMISED,
    DESCRIPTIVE,
    NON_VERBAL,
    PAUSES,
    PLACEHOLDERS,
    UNCLEAR,
)
from ca_tool.transcript import TokenKind as K

_SECONDS = re.compile(
    r"\s*(?:([0-9]{1,2}):)?([0-9]{0,5}(?:[.,][0-9]{1,4})?)\s*(?:s|secs?|seconds?)?\.?\s*\Z", re.I
)
_DECIMAL = re.compile(r"\s*[0-9]{0,5}[.,][0-9]{1,4}\s*(?:s|secs?|seconds?)?\s*\Z", re.I)
_MICRO = re.compile(r"\s*[.·˙•∙]\s*\Z")
_GRADED = re.compile(r"\s*(?:[.…]{2,}|-+|…)\s*\Z")
_FILL = re.compile(r"[\sxX?.\-*_]*\Z")
_LAUGH_IN_WORD = re.compile(r"(?:[hH]+|[hH][aeiu][hH]?)\Z")
_CLOCK = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:[.,]([0-9]{1,3}))?\s*\Z")
_MEDIA_TIME = re.compile(r"\s*[0-9]{2}:[0-9]{2}\s*\Z")
"""``(00:12)`` is a place in the recording (N-54); ``(1:02.5)`` is how long CHAT times a silence."""
_MARKED = re.compile(r"[<>°=↑↓£#*]|\w:|\w-\s|\([hH]+\)")
_CLICK = re.compile(r"\s*(?:lip|tongue)?\s*(?:click|smack)s?\s*\Z", re.I)


class Group(NamedTuple):
    """What a group is; ``note`` is a problem code, ``open`` says its inside is talk to be read."""

    kind: K
    value: str = ""
    note: str = ""
    open: bool = False


def milliseconds(clock: str) -> int | None:
    """Return the media time *clock* (``1:02``, ``00:01:23.5``), or ``None`` if it is none."""
    match = _CLOCK.match(clock)
    if match is None:
        return None
    first, second, third, fraction = match.groups()
    hours, minutes, seconds = (first, second, third) if third else ("0", first, second)
    whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))


def seconds(inner: str) -> str | None:
    """Return the length of the silence *inner* as a plain decimal, or ``None`` (N-15)."""
    match = _SECONDS.match(inner)
    if match is None or match[2] in {"", ".", ","}:
        return None
    number = match[2].replace(",", ".")
    if number.startswith("."):
        number = "0" + number
    if match[1]:
        return f"{int(match[1]) * 60 + float(number):g}"
    return number


def double(inner: str) -> Group:
    """Name what stands in double brackets, ``((inner))`` (N-17, N-45, N-49, N-53)."""
    plain = inner.strip().lower()
    if plain in PAUSES:
        return Group(K.UNTIMED)
    if _CLICK.match(plain):
        return Group(K.CLICK, "click")
    if plain in ANONYMISED:
        return Group(K.EDITORIAL, inner.strip(), "anonymised")
    return Group(K.COMMENT, inner.strip())


def round_(inner: str, *, in_word: bool, before_word: bool) -> Group:
    """Name what stands in round brackets; the first rule of A-05 that matches decides.

    Parameters
    ----------
    inner
        Text between the brackets, overlap brackets removed.
    in_word, before_word
        Whether a letter stands directly before the group, and directly after it.
    """
    length = None if _MEDIA_TIME.match(inner) else seconds(inner)
    if length is not None:
        return Group(K.SILENCE, length)
    if _MICRO.match(inner):
        return Group(K.MICROPAUSE)
    if _GRADED.match(inner):
        return Group(K.UNTIMED, inner.strip())
    if in_word and _LAUGH_IN_WORD.match(inner):
        return Group(K.LAUGH_IN_WORD, inner)
    if (clock := milliseconds(inner)) is not None:
        return Group(K.TIME_CODE, str(clock))
    plain = inner.strip().lower()
    if _FILL.match(inner) or plain.strip("?.") in UNCLEAR:
        return Group(K.UNINTELLIGIBLE, str(len(inner)))
    if plain in PAUSES:
        return Group(K.UNTIMED, "", "I-1PAREN")
    if in_word or before_word:
        return Group(K.UNCERTAIN, inner, open=True)
    return _guess(inner, plain)


def _guess(inner: str, plain: str) -> Group:
    if "/" in inner:
        return Group(K.ALTERNATIVES, inner, open=True)
    if _describes(plain):
        return Group(K.COMMENT, inner.strip(), "I-1PAREN")
    return Group(K.UNCERTAIN, inner, open=True)


def _describes(plain: str) -> bool:
    """Whether bracketed words name something done rather than said: *nods*, *Tom laughs*."""
    words = plain.split()
    if not words or len(words) > 6:
        return False
    return words[0] in NON_VERBAL or (len(words) == 2 and words[1] in NON_VERBAL)


def curly(inner: str) -> Group:
    """Name what stands in curly brackets: a description or a guess (N-47, N-49)."""
    words = set(inner.lower().split())
    if words & (DESCRIPTIVE | NON_VERBAL) or len(words) > 3:
        return Group(K.COMMENT, inner.strip())
    return Group(K.UNCERTAIN, inner, open=True)


def square(inner: str, *, editorial: bool) -> Group | None:
    """Name what stands in square brackets where it is not overlap; else ``None`` (A-03, N-54).

    Parameters
    ----------
    inner
        Text between ``[`` and the next ``]``.
    editorial
        Whether no other overlap bracket is near, so that a description is an editor's remark.
    """
    plain = inner.strip().lower()
    if (clock := milliseconds(inner)) is not None:
        return Group(K.TIME_CODE, str(clock))
    if _DECIMAL.match(inner):
        return Group(K.SILENCE, seconds(inner) or "0")
    if plain in PLACEHOLDERS:
        return Group(K.EDITORIAL, inner.strip(), "anonymised" if plain in ANONYMISED else "")
    if editorial and reads_as_description(plain):
        named = plain.split(" ", 1)[0] in ANONYMISED and len(plain) < 30
        return Group(K.EDITORIAL, inner.strip(), "anonymised" if named else "")
    return None


def reads_as_description(inner: str) -> bool:
    """Whether bracketed words talk about the talk (``the speaker's brother``, ``to Tom``).

    Marks of delivery are for what is said, and *my brother* and *I want to* may be.
    """
    words = re.split(r"[\s,.;]+", inner.lower())
    if _MARKED.search(inner):
        return False
    if not DESCRIPTIVE.isdisjoint(words) or _describes(inner.lower()):
        return True
    return words[0] in ADDRESSING and len(words) < 4

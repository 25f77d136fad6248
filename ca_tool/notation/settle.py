"""What a token is in the context of its line: latches, letter-spacing, *uh huh*, *huh*."""

from __future__ import annotations

from bisect import bisect

from ca_tool.notation.words import PAIRS, is_breath, is_laughter, lexical_flags
from ca_tool.transcript import Flag, Token
from ca_tool.transcript import TokenKind as K

CONTENT = frozenset(
    {
        K.WORD,
        K.SILENCE,
        K.MICROPAUSE,
        K.UNTIMED,
        K.IN_BREATH,
        K.OUT_BREATH,
        K.LAUGHTER,
        K.CLICK,
        K.SOB,
        K.UNINTELLIGIBLE,
    }
)
"""What a line holds besides marks: a latch before the first or after the last is at its edge."""

_MARKS = "[]⌈⌉⌊⌋°º↑↓\u0332 "


def settle_latches(tokens: list[Token], text: str, offset: int) -> None:
    """Tell latches at the edge of a line from rush-throughs inside it, in place (A-02).

    A latch's value is ``start`` or ``end``: which edge of the line it stands at.
    """
    breaks = [at + offset for at, char in enumerate(text) if char == "\n"] if "\n" in text else []
    edges: dict[int, tuple[int, int]] = {}
    for token in tokens:
        if token.kind in CONTENT:
            row = bisect(breaks, token.start)
            first, last = edges.get(row, (token.start, token.end))
            edges[row] = first, max(last, token.end)
    for i, token in enumerate(tokens):
        if token.kind is K.SELF_LATCH:
            first, last = edges.get(bisect(breaks, token.start), (len(text) + offset, 0))
            if token.start < first:
                tokens[i] = Token(token.start, token.end, K.LATCH, "start")
            elif token.start >= last:
                tokens[i] = Token(token.start, token.end, K.LATCH, "end")


def settle_huh(tokens: list[Token], text: str, offset: int) -> None:
    """Make a lone *huh* a word: it is laughter only beside laughter (A-20), in place."""
    for i, token in enumerate(tokens):
        if token.kind is not K.LAUGHTER or token.value.lower() not in {"huh", "hah", "ha"}:
            continue
        near = [
            other
            for other in tokens[max(i - 6, 0) : i + 7]
            if other is not token and other.kind is K.LAUGHTER
        ]
        asked = text[token.end - offset : token.end - offset + 1] in {"?", "¿"}
        if token.value.lower() == "huh" and (asked or not near):
            tokens[i] = token._replace(kind=K.WORD, flags=int(Flag.RESPONSE) if asked else 0)


def join_pairs(tokens: list[Token], text: str, offset: int) -> None:
    """Join response tokens written with a blank into one word (A-21), in place."""
    at = 0
    while at < len(tokens) - 1:
        first = tokens[at]
        if first.kind is K.WORD:
            second = next(
                (i for i in range(at + 1, min(at + 6, len(tokens))) if _said(tokens[i])), 0
            )
            if second and _are_pair(first, tokens[second], text, offset):
                value = f"{first.value} {tokens[second].value}"
                flags = (first.flags | tokens[second].flags | Flag.RESPONSE) & ~Flag.FILLER
                joined = Token(first.start, tokens[second].end, K.WORD, value, int(flags))
                tokens[at] = joined
                del tokens[second]
        at += 1


def _said(token: Token) -> bool:
    return token.kind in CONTENT or token.kind in {K.SELF_LATCH, K.LATCH, K.COMMENT, K.CONTOUR}


def _are_pair(first: Token, second: Token, text: str, offset: int) -> bool:
    between = text[first.end - offset : second.start - offset]
    return (
        (first.value.lower(), second.value.lower()) in PAIRS
        and between.strip(_MARKS) == ""
        and " " in between
    )


def join_spaced(tokens: list[Token], text: str, offset: int) -> list[tuple[str, int, int, str]]:
    """Join letter-spaced words, ``m y  f a t h e r``, in place; return notes (A-19).

    Words are parted by two blanks or more; a run counts from three letters up.
    """
    notes = []
    singles = [i for i, token in enumerate(tokens) if _single(token)]
    for run in _runs(singles, tokens, text, offset):
        if sum(len(word) for word in run) < 3 or (len(run[0]) < 2 and len(run) < 2):
            continue
        for word in run:
            _join(tokens, word)
        notes.append(("I-SPACED", tokens[run[0][0]].start, tokens[run[-1][0]].end, ""))
    dead = {i for i, token in enumerate(tokens) if token.value == "\0"}
    if dead:
        tokens[:] = [token for i, token in enumerate(tokens) if i not in dead]
    return notes


def _single(token: Token) -> bool:
    return (token.kind is K.WORD and len(token.value.strip("'’")) == 1) or (
        token.kind is K.OUT_BREATH and len(token.value) == 1
    )


def _runs(singles: list[int], tokens: list[Token], text: str, offset: int) -> list[list[list[int]]]:
    """Group indices of single letters into runs of words."""
    runs: list[list[list[int]]] = []
    before = -1
    for i in singles:
        gap = text[tokens[before].end - offset : tokens[i].start - offset] if before >= 0 else ""
        blanks = gap.count(" ")
        if before >= 0 and blanks and gap.strip(_MARKS + "'’") == "":
            if blanks == 1:
                runs[-1][-1].append(i)
            else:
                runs[-1].append([i])
        else:
            runs.append([[i]])
        before = i
    return runs


def _join(tokens: list[Token], word: list[int]) -> None:
    value = "".join(tokens[i].value for i in word)
    first, last = tokens[word[0]], tokens[word[-1]]
    plain = value.lower()
    kind, flags = K.WORD, int(Flag.SPACED) | lexical_flags(plain)
    if is_breath(value):
        kind, flags = K.OUT_BREATH, 0
    elif is_laughter(plain):
        kind, flags = K.LAUGHTER, 0
    tokens[word[0]] = Token(first.start, last.end, kind, value, flags)
    for i in word[1:]:
        tokens[i] = tokens[i]._replace(value="\0")

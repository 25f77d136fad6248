"""The talk of a line into tokens: chunks put together and settled in their context.

Distinct chunks are scanned once and remembered, across files too; so are short bodies, which are
mostly silences and response tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ca_tool.notation import brackets, chat_signs
from ca_tool.notation.chunk import (
    EDGE,
    HALF,
    HUH,
    OVERLAP,
    SINGLE,
    SPAN,
    UNDERLINE,
    Chunk,
)
from ca_tool.notation.marks import settle_spans, settle_underline
from ca_tool.notation.profiles import Profile
from ca_tool.notation.settle import join_pairs, join_spaced, settle_huh, settle_latches
from ca_tool.notation.signs import scan_chunk
from ca_tool.transcript import LineKind, Token
from ca_tool.transcript import TokenKind as K

chat_signs.register()

LONGEST = 100_000
"""Bodies longer than this, in code points, are kept and not read."""

Note = tuple[str, int, int, str]

_CHUNKS, _BODIES, _SHORT = 60_000, 20_000, 24
_SETTLE = EDGE | HALF | HUH | SINGLE | SPAN | UNDERLINE
_BLANK_INSIDE = re.compile(r"\([^()]*[\s(]|[{⁇\x15]|[^\S ]")
_BLANK_IN_SQUARE = re.compile(r"\[[^\[\]\s]*\s")
_PIECE = re.compile(
    r"\s+|\(\((?:[^()]|\([^()]*\))*+\)\)|\((?:[^()]|\([^()]*\))*+\)|\(\([^()]*\)|\(\((?s:.*)"
    r"|\[[^\[\]\n]*\]|\{[^{}\n]*\}|⁇[^⁇\n]*⁇|\x15[^\x15\n]*\x15|[^\s(\[{⁇\x15]+|."
)


_SILENT = frozenset({K.SILENCE, K.MICROPAUSE, K.UNTIMED})
_ASIDE = frozenset({K.COMMENT, K.TIME_CODE, K.ANCHOR, K.MARGIN, K.CODE, K.EDITORIAL, K.CLICK})


class Body(NamedTuple):
    """The tokens of a body and what is odd in it.

    ``lacking`` counts the signs without a partner in the body; a note is (code, start, end,
    detail).
    """

    tokens: tuple[Token, ...] = ()
    mask: int = 0
    lacking: int = 0
    notes: tuple[Note, ...] = ()


_chunks: dict[tuple[Profile, bool], dict[str, Chunk]] = {}
_bodies: dict[tuple[Profile, int, str], Body] = {}


def read_body(text: str, offset: int, profile: Profile, *, editorial: bool = False) -> Body:
    """Return the tokens of *text*, which begins at *offset* of its line.

    Parameters
    ----------
    text
        A body, or the bodies of one turn joined by newlines.
    offset
        Added to every place.
    profile
        What the signs mean.
    editorial
        Whether square brackets that read as description are an editor's (A-03).
    """
    if len(text) > _SHORT or editorial:
        return _read(text, offset, profile, editorial=editorial)
    key = (profile, offset, text)
    known = _bodies.get(key)
    if known is None:
        if len(_bodies) >= _BODIES:
            _bodies.clear()
        known = _bodies[key] = _read(text, offset, profile, editorial=False)
    return known


def forget() -> None:
    """Forget every chunk and body, for measuring how long a first reading takes."""
    _chunks.clear()
    _bodies.clear()


def _read(text: str, offset: int, profile: Profile, *, editorial: bool) -> Body:
    if len(text) > LONGEST:
        token = Token(offset, offset + len(text), K.OTHER)
        return Body((token,), notes=(("W-LONG", offset, offset + 1, f"{len(text):,}"),))
    memo = _chunks.setdefault((profile, editorial), {})
    tokens: list[Token] = []
    notes: list[Note] = []
    mask = 0
    new, add = tuple.__new__, tokens.append
    for at, piece in _units(text, profile, editorial=editorial):
        chunk = memo.get(piece) or _remember(memo, piece, profile, editorial=editorial)
        at += offset
        mask |= chunk.mask
        for start, end, kind, value, flags in chunk.tokens:
            add(new(Token, (at + start, at + end, kind, value, flags)))
        if chunk.notes:
            notes.extend((code, at + s, at + e, detail) for code, s, e, detail in chunk.notes)
    settles = mask & _SETTLE
    lacking = _settle(tokens, notes, mask, text, offset, profile) if settles else 0
    if notes:
        lacking += sum(code in {"W-COMMENT", "W-PAREN"} for code, *_ in notes)
    return Body(tuple(tokens), mask, lacking, tuple(notes))


def _remember(memo: dict[str, Chunk], piece: str, profile: Profile, *, editorial: bool) -> Chunk:
    chunk = scan_chunk(piece, profile, editorial=editorial)
    if len(piece) <= 64:
        if len(memo) >= _CHUNKS:
            memo.clear()
        memo[piece] = chunk
    return chunk


def _settle(
    tokens: list[Token], notes: list[Note], mask: int, text: str, offset: int, profile: Profile
) -> int:
    if mask & SINGLE and mask & OVERLAP:
        notes.extend(join_spaced(tokens, text, offset))
    if mask & HALF:
        join_pairs(tokens, text, offset)
    if mask & HUH:
        settle_huh(tokens, text, offset)
    if mask & EDGE:
        settle_latches(tokens, text, offset)
    if mask & UNDERLINE:
        settle_underline(tokens)
    if not mask & SPAN:
        return 0
    lacking, odd = settle_spans(tokens, text, offset, profile)
    notes.extend(odd)
    return lacking


def _units(text: str, profile: Profile, *, editorial: bool) -> Iterator[tuple[int, str]]:
    """Yield (place, chunk): stretches without blanks, except inside closed groups."""
    square = "]" in text and _BLANK_IN_SQUARE.search(text)
    if square or _BLANK_INSIDE.search(text):
        yield from _grouped_units(text, profile, editorial=editorial)
        return
    at = 0
    for piece in text.split(" "):
        if piece:
            yield at, piece
        at += len(piece) + 1


def _grouped_units(text: str, profile: Profile, *, editorial: bool) -> Iterator[tuple[int, str]]:
    at = start = 0
    while at < len(text):
        match = _PIECE.match(text, at)
        if match is None:
            break
        piece, end = match[0], match.end()
        if piece.isspace():
            if at > start:
                yield start, text[start:at]
            start = end
        elif (
            piece[0] == "["
            and len(piece) > 1
            and not _is_group(piece, profile, editorial=editorial)
        ):
            end = at + 1
        at = end
    if at > start:
        yield start, text[start:at]


def _is_group(piece: str, profile: Profile, *, editorial: bool) -> bool:
    return profile.chat or brackets.square(piece[1:-1], editorial=editorial) is not None


def pure_kind(tokens: Sequence[Token]) -> LineKind | None:
    """Return silence or comment if a body without label is nothing else (N-06), else ``None``."""
    kind = None
    for token in tokens:
        if token.kind in _SILENT:
            kind = LineKind.SILENCE
        elif token.kind in _ASIDE:
            kind = kind or LineKind.COMMENT
        elif token.kind not in {K.OVERLAP_ONSET, K.OVERLAP_END}:
            return None
    return kind

"""Which span sign opens and which closes: pace, softness, voices, underlining (N-29…N-43, A-01).

Scope is the turn (N-60): a caller that has a turn of several lines gives their bodies joined by
newlines.
"""

from __future__ import annotations

import re

from ca_tool.notation.chunk import LEFT_WORD, MONEY, RIGHT_WORD
from ca_tool.notation.pace import Note, settle_pace
from ca_tool.notation.profiles import Profile
from ca_tool.transcript import Token
from ca_tool.transcript import TokenKind as K

PAIRED = frozenset(
    {K.SOFT, K.SMILE, K.CREAK, K.TREMULOUS, K.LAUGHING_VOICE, K.VOICE, K.FAST, K.SLOW, K.LOUD}
)
_SIDES = LEFT_WORD | RIGHT_WORD
_SCOPED = re.compile(r"<[^<>\n]{0,500}>(?=\s*\[)")


def settle_spans(
    tokens: list[Token], text: str, offset: int, profile: Profile
) -> tuple[int, list[Note]]:
    """Give each provisional sign in *tokens* its meaning, in place.

    Parameters
    ----------
    tokens
        Tokens of *text*, in order.
    text, offset
        The body (or bodies) and where it begins in the coordinates of the tokens.
    profile
        Which signs mean something only in pairs.

    Returns
    -------
    tuple of int and list
        How many signs lack a partner, and notes about them.
    """
    notes: list[Note] = []
    pace = [i for i, t in enumerate(tokens) if t.kind is K.FAST and t.value in {"<", ">"}]
    if pace and profile.chat:
        pace = _without_scopes(pace, tokens, text, offset)
    lacking = settle_pace(pace, tokens, notes) if pace else 0
    for (sign, doubled, *_), where in _by_sign(tokens, text, offset, profile).items():
        tentative = sign in profile.tentative
        alone = _settle_pairs(where, tokens, doubled=doubled, tentative=tentative)
        if not tentative:
            notes.extend(("W-UNCLOSED", tokens[i].start, tokens[i].end, sign) for i in alone)
            lacking += len(alone)
        elif sign == "*" and alone:
            _end_overlap(alone, tokens)
    return lacking, notes


_SETTLED = frozenset({"open", "close", "open2", "close2"})


def _end_overlap(alone: list[int], tokens: list[Token]) -> None:
    """Make a lone ``*`` after ``//`` the end of that overlap, as early transcripts do (A-11)."""
    onset = next((i for i, t in enumerate(tokens) if t.kind is K.OVERLAP_ONSET), len(tokens))
    last = alone[-1]
    if last > onset and tokens[onset].value == "//":
        tokens[last] = tokens[last]._replace(kind=K.OVERLAP_END, value="*")


def _by_sign(
    tokens: list[Token], text: str, offset: int, profile: Profile
) -> dict[tuple[str, bool, K, str], list[int]]:
    """Return where each sign that is its own partner stands, doubled ones apart (N-62)."""
    groups: dict[tuple[str, bool, K, str], list[int]] = {}
    for i, token in enumerate(tokens):
        if token.kind in PAIRED and token.value not in _SETTLED:
            sign = text[token.start - offset]
            if token.kind is K.LOUD and sign not in profile.voices:
                continue
            sign = "°" if token.kind is K.SOFT else sign
            key = (sign, token.end - token.start > 1, token.kind, token.value)
            groups.setdefault(key, []).append(i)
    return groups


def _without_scopes(pace: list[int], tokens: list[Token], text: str, offset: int) -> list[int]:
    """Take CHAT's ``<…> [code]`` out of *pace*: there they only say what the code is about."""
    edges = {edge + offset for s in _SCOPED.finditer(text) for edge in (s.start(), s.end() - 1)}
    for i in pace:
        if tokens[i].start in edges:
            tokens[i] = tokens[i]._replace(kind=K.CODE, flags=0)
    return [i for i in pace if tokens[i].kind is not K.CODE]


def _settle_pairs(
    where: list[int], tokens: list[Token], *, doubled: bool, tentative: bool
) -> list[int]:
    """Settle one sign's occurrences, by their sides where clear, else by turns.

    Returns
    -------
    list of int
        Those without a partner; where the sign is *tentative* they mean nothing.
    """
    opened = -1
    alone: list[int] = []
    ends: dict[int, str] = {}
    for n, i in enumerate(where):
        sides = tokens[i].flags & _SIDES
        if opened < 0 and tokens[i].flags & MONEY and not _closes_later(where, n, tokens):
            ends[i] = ""
        elif opened >= 0 and sides != RIGHT_WORD:
            ends[i], opened = "close", -1
        elif opened < 0 and sides == LEFT_WORD:
            ends[i] = "close"
            alone.append(i)
        else:
            alone.extend([opened] if opened >= 0 else [])
            ends[i], opened = "open", i
    alone.extend([opened] if opened >= 0 else [])
    if tentative:
        ends.update(dict.fromkeys(alone, ""))
    for i, end in ends.items():
        _set_end(tokens, i, end, doubled=doubled)
    return alone


def _closes_later(where: list[int], n: int, tokens: list[Token]) -> bool:
    """Whether the next occurrence of a sign before figures ends a stretch (A-14)."""
    if n + 1 >= len(where):
        return False
    following = tokens[where[n + 1]]
    return following.flags & _SIDES == LEFT_WORD and not following.flags & MONEY


def _set_end(tokens: list[Token], i: int, end: str, *, doubled: bool) -> None:
    token = tokens[i]
    if not end:
        tokens[i] = Token(token.start, token.end, K.OTHER)
        return
    value = end + ("2" if doubled else "")
    if token.kind is K.VOICE:
        value = f"{token.value} {value}"
    tokens[i] = Token(token.start, token.end, token.kind, value)


def settle_underline(tokens: list[Token]) -> None:
    """Join ``<u>`` and ``</u>`` into one stressed stretch, in place (A-01 rule 1, A-17)."""
    opened = -1
    for i, token in enumerate(tokens):
        if token.kind is not K.STRESS or token.value not in {"open", "close"}:
            continue
        tokens[i] = Token(token.start, token.end, K.OTHER)
        if token.value == "open":
            opened = i
        elif opened >= 0:
            tokens[opened] = Token(tokens[opened].start, token.end, K.STRESS)
            opened = -1

"""Which span sign opens and which closes: pace, softness, voices, underlining (N-29…N-43, A-01).

Scope is the turn (N-60): a caller that has a turn of several lines gives their bodies joined by
newlines.
"""

from __future__ import annotations

import re

from ca_tool.notation.chunk import LEFT_WORD, MONEY, RIGHT_WORD
from ca_tool.notation.profiles import Profile
from ca_tool.transcript import Token
from ca_tool.transcript import TokenKind as K

Note = tuple[str, int, int, str]

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
    lacking = _settle_pace(pace, tokens, notes) if pace else 0
    groups: dict[tuple[K, str, bool, str], list[int]] = {}
    for i, token in enumerate(tokens):
        if token.kind in PAIRED and token.value not in _SETTLED:
            sign = text[token.start - offset]
            if token.kind is K.LOUD and sign not in profile.voices:
                continue
            sign = "°" if token.kind is K.SOFT else sign
            key = (token.kind, token.value, token.end - token.start > 1, sign)
            groups.setdefault(key, []).append(i)
    for (_, _, doubled, sign), where in groups.items():
        lacking += _settle_pairs(where, tokens, sign, notes, doubled=doubled, profile=profile)
    return lacking, notes


_SETTLED = frozenset({"open", "close", "open2", "close2"})


def _without_scopes(pace: list[int], tokens: list[Token], text: str, offset: int) -> list[int]:
    """Take CHAT's ``<…> [code]`` out of *pace*: there they only say what the code is about."""
    edges = {edge + offset for s in _SCOPED.finditer(text) for edge in (s.start(), s.end() - 1)}
    for i in pace:
        if tokens[i].start in edges:
            tokens[i] = tokens[i]._replace(kind=K.CODE, flags=0)
    return [i for i in pace if tokens[i].kind is not K.CODE]


def _settle_pace(pace: list[int], tokens: list[Token], notes: list[Note]) -> int:
    """Apply A-01, rules 3 to 7."""
    fast: list[int] = []
    slow: list[int] = []
    lacking = 0
    for n, i in enumerate(pace):
        sign, where = tokens[i].value, tokens[i].flags & _SIDES
        if sign == ">":
            if slow and where != RIGHT_WORD:
                _set(tokens, i, K.SLOW, "close")
                slow.pop()
            elif where != LEFT_WORD:
                _set(tokens, i, K.FAST, "open")
                fast.append(i)
            else:
                _set(tokens, i, K.OTHER, "")
                notes.append(("W-PACE", tokens[i].start, tokens[i].end, ">"))
                lacking += 1
        elif fast and where != RIGHT_WORD:
            _set(tokens, i, K.FAST, "close")
            fast.pop()
        elif where == LEFT_WORD:
            _set(tokens, i, K.SUDDEN_STOP, "")
        elif _slow_closes(pace, n, tokens):
            _set(tokens, i, K.SLOW, "open")
            slow.append(i)
        else:
            _set(tokens, i, K.JUMP_START, "")
    for i in (*fast, *slow):
        notes.append(("W-UNCLOSED", tokens[i].start, tokens[i].end, "> <" if i in fast else "< >"))
    return lacking + len(fast) + len(slow)


def _slow_closes(pace: list[int], n: int, tokens: list[Token]) -> bool:
    """Whether ``<`` is closed by a later ``>`` before another ``<`` or a fast stretch begins."""
    for i in pace[n + 1 :]:
        where = tokens[i].flags & _SIDES
        if tokens[i].value == ">":
            return where != RIGHT_WORD
        if where == RIGHT_WORD:
            return False
    return False


def _set(tokens: list[Token], i: int, kind: K, value: str) -> None:
    token = tokens[i]
    if value and token.end - token.start > 1:
        value += "2"
    tokens[i] = Token(token.start, token.end, kind, value)


def _settle_pairs(
    where: list[int],
    tokens: list[Token],
    sign: str,
    notes: list[Note],
    *,
    doubled: bool,
    profile: Profile,
) -> int:
    """Settle the occurrences of one sign: by their sides where clear, else by turns."""
    opened = -1
    lone: dict[int, None] = {}
    ends: dict[int, str] = {}
    for n, i in enumerate(where):
        token = tokens[i]
        sides = token.flags & _SIDES
        if token.flags & MONEY and opened < 0 and not _closes_later(where, n, tokens):
            ends[i] = ""
        elif opened >= 0 and sides != RIGHT_WORD:
            ends[i] = "close"
            opened = -1
        elif opened < 0 and sides == LEFT_WORD:
            ends[i] = "close"
            lone[i] = None
        else:
            if opened >= 0:
                lone[opened] = None
            ends[i] = "open"
            opened = i
    if opened >= 0:
        lone[opened] = None
    tentative = sign in profile.tentative
    for i, end in ends.items():
        _set_end(tokens, i, "" if tentative and i in lone else end, doubled=doubled)
    if tentative:
        return 0
    notes.extend(("W-UNCLOSED", tokens[i].start, tokens[i].end, sign) for i in lone)
    return len(lone)


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

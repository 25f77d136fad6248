"""Faster, slower, hurried, broken off: what ``<`` and ``>`` are (science N-31…N-34, A-01)."""

from __future__ import annotations

from ca_tool.notation.chunk import LEFT_WORD, RIGHT_WORD
from ca_tool.transcript import Token
from ca_tool.transcript import TokenKind as K

Note = tuple[str, int, int, str]

_SIDES = LEFT_WORD | RIGHT_WORD


def settle_pace(pace: list[int], tokens: list[Token], notes: list[Note]) -> int:
    """Settle the signs at *pace* in *tokens*, in place (A-01, rules 3 to 7).

    Returns
    -------
    int
        How many lack a partner; *notes* says which.
    """
    fast: list[int] = []
    slow: list[int] = []
    lacking = 0
    for n, i in enumerate(pace):
        sign, where = tokens[i].value, tokens[i].flags & _SIDES
        if sign == ">":
            lacking += _settle_right(i, where, tokens, notes, fast, slow)
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
    for rest, sign in ((fast, ">"), (slow, "<")):
        notes.extend(("W-UNCLOSED", tokens[i].start, tokens[i].end, sign) for i in rest)
    return lacking + len(fast) + len(slow)


def _settle_right(
    i: int, where: int, tokens: list[Token], notes: list[Note], fast: list[int], slow: list[int]
) -> int:
    """Settle ``>``: it closes a slow stretch or opens a fast one; return 1 if it does neither."""
    if slow and where != RIGHT_WORD:
        _set(tokens, i, K.SLOW, "close")
        slow.pop()
        return 0
    if where != LEFT_WORD:
        _set(tokens, i, K.FAST, "open")
        fast.append(i)
        return 0
    _set(tokens, i, K.OTHER, "")
    notes.append(("W-PACE", tokens[i].start, tokens[i].end, ">"))
    return 1


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

"""What is odd between lines: latches, owners, silences (science §1.4, N-06, A-02, A-06)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ca_tool.notation.bodies import Body
from ca_tool.notation.chunk import EDGE, TIMED
from ca_tool.problems import Problem
from ca_tool.transcript import UNKNOWN, Line, LineKind, Token
from ca_tool.transcript import TokenKind as K

Tokens = Sequence[tuple[Token, ...]]

_TALK = frozenset({LineKind.TALK, LineKind.CONTINUATION})
_LONG = 10.0
_REACH = 4


def diagnose(lines: Sequence[Line], bodies: Sequence[Body]) -> Iterator[Problem]:
    """Yield what is odd about *lines*, which have *bodies*, in no particular order."""
    tokens = [body.tokens for body in bodies]
    yield from _latches(lines, tokens, {row for row, b in enumerate(bodies) if b.mask & EDGE})
    yield from _owners(lines, tokens)
    yield from _silences(tokens, [row for row, body in enumerate(bodies) if body.mask & TIMED])


def _edge(tokens: tuple[Token, ...], value: str) -> Token | None:
    return next((t for t in tokens if t.kind is K.LATCH and t.value == value), None)


def _latches(lines: Sequence[Line], tokens: Tokens, edged: set[int]) -> Iterator[Problem]:
    """Report latches whose other half is missing (A-02); *edged* lines may have one."""
    if not edged:
        return
    talk = [row for row, line in enumerate(lines) if line.kind in _TALK and tokens[row]]
    answered: set[int] = set()
    for n, row in enumerate(talk):
        if row not in edged:
            continue
        if last := _edge(tokens[row], "end"):
            ahead = _ahead(lines, talk, n)
            partners = [
                other for other in ahead if other in edged and _edge(tokens[other], "start")
            ]
            answered.update(partners)
            if not ahead:
                yield Problem("W-LATCH", row + 1, last.start + 1, "", last.end - last.start)
            elif not partners:
                yield Problem("I-LATCH1", row + 1, last.start + 1, "", last.end - last.start)
    for row in sorted(edged - answered):
        if first := _edge(tokens[row], "start"):
            code = "W-LATCH" if row == talk[0] else "I-LATCH1"
            yield Problem(code, row + 1, first.start + 1, "", first.end - first.start)


def _ahead(lines: Sequence[Line], talk: list[int], n: int) -> list[int]:
    """Return the next lines of talk, at most four labelled ones, none beyond an omission."""
    found: list[int] = []
    labelled = 0
    for row in talk[n + 1 : n + 12]:
        between = lines[(found[-1] if found else talk[n]) + 1 : row]
        if any(line.kind is LineKind.OMISSION for line in between):
            break
        labelled += bool(lines[row].label)
        if labelled > _REACH:
            break
        found.append(row)
    return found


def _owners(lines: Sequence[Line], tokens: Tokens) -> Iterator[Problem]:
    """Report continuations whose owner is doubtful and talk that is nobody's (N-04, N-06, N-07)."""
    last = before = -1
    for row, line in enumerate(lines):
        if line.kind is LineKind.CONTINUATION:
            if last >= 0 and _within_overlap(tokens[last]) and _unfinished(tokens, before):
                yield Problem(
                    "W-CONT", row + 1, line.body + 1, line.speakers[0] if line.speakers else ""
                )
        elif line.kind is LineKind.TALK:
            if line.label:
                last, before = row, last
                if line.body >= line.body_end:
                    yield Problem("I-BLANK", row + 1, 1, line.label, len(line.label))
            if line.speakers == (UNKNOWN,):
                yield Problem("I-UNKNOWN", row + 1, line.body + 1, line.label)


def _within_overlap(tokens: tuple[Token, ...]) -> bool:
    """Whether a line's talk is overlap from its first to its last character."""
    if not tokens or tokens[0].kind is not K.OVERLAP_ONSET:
        return False
    ends = [n for n, token in enumerate(tokens) if token.kind is K.OVERLAP_END]
    return not ends or not any(token.kind is K.WORD for token in tokens[ends[-1] + 1 :])


def _unfinished(tokens: Tokens, row: int) -> bool:
    """Whether the line at *row* ends in a latch or without a final contour."""
    if row < 0 or not tokens[row]:
        return False
    last = tokens[row][-1]
    if last.kind is K.LATCH:
        return True
    return not (last.kind is K.CONTOUR and last.value in ".?") and last.kind is not K.COMMENT


def _silences(tokens: Tokens, rows: Sequence[int]) -> Iterator[Problem]:
    """Report a file whose silences look like tenths or like the numbers of a list (A-06)."""
    timed = [(row, token) for row in rows for token in tokens[row] if token.kind is K.SILENCE]
    if not timed:
        return
    long = [(row, token) for row, token in timed if token.seconds >= _LONG]
    if len(timed) >= 3 and len(long) > 0.2 * len(timed):
        row, token = long[0]
        detail = f"{len(long)} of {len(timed)}"
        yield Problem("W-SILENCE10", row + 1, token.start + 1, detail, token.end - token.start)
    values = [token.value for _, token in timed]
    if len(values) >= 3 and values == [str(n) for n in range(1, len(values) + 1)]:
        row, token = timed[0]
        yield Problem("I-LIST", row + 1, token.start + 1, str(len(values)))

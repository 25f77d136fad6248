"""The talk of a line as it is printed: underlining drawn instead of spelt, nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ca_tool.publishing.extract import START, Piece, Segment
from ca_tool.transcript import Line, Token, TokenKind

_MARKUP = re.compile(r"</?[A-Za-z]+>|\x02[\x01\x02]|\u0332")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SINGLE = frozenset("ˈˌ")
_PADDING = re.compile(r"[ \t\u00a0]{2,}$|[\t]+$")


class Sign(NamedTuple):
    """A character of a line's talk, where it stands in the raw line, and whether it is stressed."""

    text: str
    at: int
    underlined: bool


def signs(line: Line, tokens: Sequence[Token]) -> list[Sign]:
    """Return the characters of *line* that are printed.

    Markup of underlining (``_…_``, ``<u>``, U+0332, CHAT's control characters) goes where it is
    read as stress, and the stretch is underlined; control characters and bare time stamps go; a
    tab becomes a space.
    """
    gone, under = _looks(line, tokens)
    end = line.body_end or len(line.raw)
    return [
        Sign(" " if line.raw[at] == "\t" else line.raw[at], at, at in under)
        for at in range(line.body, end)
        if at not in gone
    ]


def _looks(line: Line, tokens: Sequence[Token]) -> tuple[set[int], set[int]]:
    """Return the offsets of *line* that are not printed, and those that are underlined."""
    gone = {found.start() for found in _CONTROL.finditer(line.raw)}
    under: set[int] = set()
    brackets: set[int] = set()
    for token in tokens:
        within = range(token.start, token.end)
        if token.kind is TokenKind.STRESS and line.raw[token.start] not in _SINGLE:
            markup = _markup(line.raw, token)
            gone |= markup
            under |= set(within) - markup
        elif token.kind is TokenKind.TIME_CODE and "\x15" in line.raw[token.start : token.end]:
            gone |= set(within)
        elif token.kind in (TokenKind.OVERLAP_ONSET, TokenKind.OVERLAP_END):
            brackets |= set(within)
    return gone, under - brackets


def _markup(raw: str, token: Token) -> set[int]:
    """Return the offsets of the signs that spell the underlining of *token*."""
    found = {
        at
        for match in _MARKUP.finditer(raw, token.start, token.end)
        for at in range(match.start(), match.end())
    }
    if raw[token.start] == "_" and raw[token.end - 1] == "_" and token.end - token.start > 2:
        start, end = token.start, token.end
        while raw[start] == "_" and start < token.end - 1:
            found.add(start)
            start += 1
        while raw[end - 1] == "_" and end > start:
            found.add(end - 1)
            end -= 1
    return found


def segments(talk: Sequence[Sign], stops: Iterable[tuple[int, int]]) -> tuple[Segment, ...]:
    """Cut *talk* at ``(offset, stop)``; blanks that only padded a stop into place go.

    What stands before a stop keeps one blank if it had any; the stop does the aligning.
    """
    cut: list[tuple[int, list[Sign]]] = [(START, [])]
    waiting = sorted(stops)
    for sign in talk:
        while waiting and sign.at >= waiting[0][0]:
            cut.append((waiting.pop(0)[1], []))
        cut[-1][1].append(sign)
    cut += [(stop, []) for _offset, stop in waiting]
    made = []
    for place, (stop, run) in enumerate(cut):
        last = place == len(cut) - 1
        made.append(Segment(stop, _pieces(_trimmed(run, first=place == 0, last=last))))
    return tuple(made)


def _trimmed(run: list[Sign], *, first: bool, last: bool) -> list[Sign]:
    while first and run and run[0].text.isspace():
        run = run[1:]
    if last:
        while run and run[-1].text.isspace():
            run = run[:-1]
        return run
    text = "".join(sign.text for sign in run)
    padding = _PADDING.search(text)
    return run if padding is None else run[: padding.start() + (padding.start() > 0)]


def _pieces(run: Iterable[Sign]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for sign in run:
        if pieces and pieces[-1].underlined == sign.underlined:
            pieces[-1] = Piece(pieces[-1].text + sign.text, sign.underlined)
        else:
            pieces.append(Piece(sign.text, sign.underlined))
    return tuple(pieces)


def printable(text: str) -> str:
    """Return *text* on one line, without characters no file format can hold."""
    return " ".join(_CONTROL.sub("", text.replace("\n", " ")).split())

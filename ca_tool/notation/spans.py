"""Ways of speaking as stretches: softly, faster, smiling … (science §1.3, N-60…N-62).

Signs open and close; where the closing one is missing, the stretch is given an end and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ca_tool.notation.marks import PAIRED
from ca_tool.transcript import Line, LineKind, Place, Span, Token, Transcript
from ca_tool.transcript import TokenKind as K

_TALK = frozenset({LineKind.TALK, LineKind.CONTINUATION})
_FINAL = frozenset(".?¿_;")


class VoiceSpan(NamedTuple):
    """A stretch spoken in a certain way.

    Attributes
    ----------
    kind
        For example :attr:`~ca_tool.transcript.TokenKind.SOFT`.
    quality
        For kind ``VOICE``, which: ``whisper``, ``singing`` …
    level
        2 for doubled signs (``°°…°°``), else 1.
    span
        From the opening sign to the end of the closing one.
    end_inferred
        The closing sign is missing: the stretch ends at the next sign of its kind, else at the
        next final contour, else with the turn (N-60).
    """

    kind: K
    quality: str
    level: int
    span: Span
    end_inferred: bool = False


class _Open(NamedTuple):
    key: tuple[K, str, int]
    row: int
    token: Token


def voice_spans(transcript: Transcript) -> tuple[VoiceSpan, ...]:
    """Return the stretches of *transcript*, in order of where they begin.

    Scope is the turn: a stretch does not reach over another speaker's line.
    """
    found: list[VoiceSpan] = []
    opened: list[_Open] = []
    speakers: tuple[str, ...] = ()
    last = -1
    for row, (line, tokens) in enumerate(zip(transcript.lines, transcript.tokens, strict=True)):
        if line.kind not in _TALK:
            continue
        if line.speakers != speakers:
            found.extend(_inferred(transcript, one, last) for one in opened)
            opened.clear()
            speakers = line.speakers
        for token in tokens:
            if token.kind in PAIRED and token.value:
                found.extend(_step(transcript, opened, row, token))
        last = row
    found.extend(_inferred(transcript, one, last) for one in opened)
    order = transcript.row
    return tuple(sorted(found, key=lambda one: (order[one.span.line], one.span.start)))


def _step(
    transcript: Transcript, opened: list[_Open], row: int, token: Token
) -> Iterator[VoiceSpan]:
    """Open or close at *token*; yield what that completes."""
    quality, _, end = token.value.rpartition(" ")
    key = (token.kind, quality, 2 if end.endswith("2") else 1)
    same = [one for one in opened if one.key[:2] == key[:2]]
    match = next((one for one in reversed(same) if one.key == key), same[-1] if same else None)
    if end.startswith("open"):
        for one in [one for one in opened if one.key == key]:
            opened.remove(one)
            begin = _place(transcript, one)
            stop = Span(*begin, transcript.lines[row].id, token.start)
            yield VoiceSpan(*key, stop, end_inferred=True)
        opened.append(_Open(key, row, token))
    elif match is not None:
        opened.remove(match)
        begin = _place(transcript, match)
        yield VoiceSpan(*match.key, Span(*begin, transcript.lines[row].id, token.end))


def _place(transcript: Transcript, one: _Open) -> Place:
    return Place(transcript.lines[one.row].id, one.token.start)


def _inferred(transcript: Transcript, one: _Open, last: int) -> VoiceSpan:
    """Give a stretch that nothing closes its end: a final contour, else the end of the turn."""
    begin = _place(transcript, one)
    for row in range(one.row, last + 1):
        line = transcript.lines[row]
        if line.kind not in _TALK:
            continue
        for token in transcript.tokens[row]:
            after = row > one.row or token.start > one.token.start
            if after and _completes(line, token):
                return VoiceSpan(*one.key, Span(*begin, line.id, token.end), end_inferred=True)
    line = transcript.lines[last]
    return VoiceSpan(*one.key, Span(*begin, line.id, line.body_end), end_inferred=True)


def _completes(line: Line, token: Token) -> bool:
    """Whether *token* is a final contour with a blank or nothing after it."""
    following = line.raw[token.end : token.end + 1]
    return token.kind is K.CONTOUR and token.value in _FINAL and not following.strip()

"""Looks into signs of the notation: underlining as stress, small or raised talk as whisper.

A transcript is plain text, so underlining is carried by U+0332 after each underlined letter: the
notation reads it as stress (N-26), the words stay what they are, and the window draws the line.
Signs go into talk only, never into labels, numbers, silences or descriptions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ca_tool.formats.rich_lines import StyledLine
from ca_tool.formats.rich_text import Look
from ca_tool.transcript import Line, Token, TokenKind, Transcript

UNDERLINE = "\u0332"
_SMALL = 0.8
"""Of the commonest size; what is larger is a matter of layout."""

_LAYOUT = 0.4
"""Share of words that look so, from which on it is the document's layout and no sign."""

_SPOKEN = frozenset({TokenKind.WORD, TokenKind.LAUGHTER})
_KEPT = frozenset({TokenKind.LAUGH_IN_WORD, TokenKind.OVERLAP_ONSET, TokenKind.OVERLAP_END})


@dataclass
class Marked:
    """Where signs go.

    Attributes
    ----------
    inserted
        Row → ``(offset, sign)``, in order of offset.
    stressed, whispered
        How many words are stressed, how many stretches are whispered.
    lost
        Look (``bold``, ``italic``) → rows where it stands and is not carried.
    first_whisper
        Row of the first stretch read as whisper; -1 if there is none.
    """

    inserted: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    stressed: Counter[str] = field(default_factory=Counter)
    whispered: int = 0
    lost: dict[str, list[int]] = field(default_factory=dict)
    first_whisper: int = -1

    def text_of(self, row: int, text: str) -> str:
        """Return the line *row* with its signs."""
        out: list[str] = []
        at = 0
        for offset, sign in self.inserted.get(row, ()):
            out += (text[at:offset], sign)
            at = offset
        return "".join((*out, text[at:]))

    def shifted(self, row: int, column: int) -> int:
        """Return where a column of the line *row* is once the signs are in."""
        return column + sum(offset < column for offset, _ in self.inserted.get(row, ()))


def mark(lines: Sequence[StyledLine], transcript: Transcript, base: float) -> Marked:
    """Return the signs for *lines*, which were read as *transcript* without them.

    Parameters
    ----------
    base
        The document's commonest size in points; 0 if unknown.
    """
    marked = Marked()
    rows = [row for row, line in enumerate(lines) if line.looks]
    in_words = {
        name: sum(_cuts_words(lines[row], transcript, row, asks) for row in rows)
        for name, asks in (("bold", _bold), ("italic", _italic))
    }
    small = _whispers(lines, transcript, rows, base)
    for row in rows:
        offsets = set(_underlined(lines[row], transcript, row, _underline, marked, "underlining"))
        for name, asks in (("bold", _bold), ("italic", _italic)):
            offsets |= _emphasis(lines[row], transcript, row, name, asks, in_words[name], marked)
        signs = [(offset, UNDERLINE) for offset in offsets]
        if small:
            signs += _soft_signs(lines[row], transcript, row, small, marked)
        if signs:
            marked.inserted[row] = sorted(signs, key=_order)
    return marked


def _order(sign: tuple[int, str]) -> tuple[int, bool]:
    return sign[0], sign[1] != UNDERLINE


Asks = Callable[[Look], bool]


def _underline(look: Look) -> bool:
    return look.underline


def _bold(look: Look) -> bool:
    return look.bold


def _italic(look: Look) -> bool:
    return look.italic


def _letters(line: StyledLine, asks: Asks) -> set[int]:
    return {at for start, end, look in line.looks if asks(look) for at in range(start, end)}


def _spoken(transcript: Transcript, row: int) -> list[tuple[int, int]]:
    return [(t.start, t.end) for t in transcript.tokens[row] if t.kind in _SPOKEN]


def _cuts_words(line: StyledLine, transcript: Transcript, row: int, asks: Asks) -> int:
    """Return how many words of a line look so in part only."""
    chosen = _letters(line, asks)
    if not chosen:
        return 0
    return sum(
        0 < sum(at in chosen for at in letters) < len(letters)
        for start, end in _spoken(transcript, row)
        if (letters := [at for at in range(start, end) if line.text[at].isalpha()])
    )


def _underlined(
    line: StyledLine, transcript: Transcript, row: int, asks: Asks, marked: Marked, name: str
) -> Iterator[int]:
    """Return the offsets behind the letters that look so, in words only."""
    chosen = _letters(line, asks)
    if not chosen:
        return
    kept = {
        at
        for token in transcript.tokens[row]
        if token.kind in _KEPT or _is_part_of_word(token, line.text)
        for at in range(token.start, token.end)
    }
    for token in transcript.tokens[row]:
        if token.kind in _SPOKEN:
            found = [
                at + 1
                for at in range(token.start, token.end)
                if at in chosen and at not in kept and line.text[at].isalnum()
            ]
            marked.stressed[name] += bool(found)
            yield from found
        elif (
            token.kind is TokenKind.PROLONGATION
            and token.start in chosen
            and set(line.text[token.start : token.end]) == {":"}
        ):
            yield from range(token.start + 1, token.end + 1)


def _is_part_of_word(token: Token, text: str) -> bool:
    """Whether a token is an uncertain part of a word, ``(h)ankle``: a sign there would part it."""
    return token.kind is TokenKind.UNCERTAIN and (
        text[token.end : token.end + 1].isalnum() or text[max(token.start - 1, 0)].isalnum()
    )


def _emphasis(
    line: StyledLine,
    transcript: Transcript,
    row: int,
    name: str,
    asks: Asks,
    in_words: int,
    marked: Marked,
) -> set[int]:
    """Return the offsets for bold or italic: stress where the document uses it inside words.

    A line that looks so throughout is layout, such as a translation or an analyst's target line.
    """
    chosen = _letters(line, asks)
    words = _spoken(transcript, row)
    touched = [word for word in words if any(at in chosen for at in range(*word))]
    if not touched:
        return set()
    throughout = all(at in chosen for word in words for at in range(*word) if _is_letter(line, at))
    cut = _cuts_words(line, transcript, row, asks)
    if cut or (in_words >= 2 and not throughout):
        return set(_underlined(line, transcript, row, asks, marked, name))
    marked.lost.setdefault(name, []).append(row)
    return set()


def _is_letter(line: StyledLine, at: int) -> bool:
    return line.text[at].isalpha()


def _whispers(
    lines: Sequence[StyledLine], transcript: Transcript, rows: Sequence[int], base: float
) -> Asks | None:
    """Return what asks whether a look is whisper; nothing if most of the talk looks so."""

    def asks(look: Look) -> bool:
        return look.raised or 0 < look.size <= _SMALL * base

    words = sum(len(_spoken(transcript, row)) for row in range(len(lines)))
    soft = sum(
        sum(start in chosen for start, _ in _spoken(transcript, row))
        for row in rows
        if (chosen := _letters(lines[row], asks))
    )
    return asks if 0 < soft <= _LAYOUT * words else None


def _soft_signs(
    line: StyledLine, transcript: Transcript, row: int, asks: Asks, marked: Marked
) -> list[tuple[int, str]]:
    """Return degree signs around the stretches of whole words that are small or raised."""
    body = transcript.lines[row]
    tokens = transcript.tokens[row]
    signs: list[tuple[int, str]] = []
    for start, end in _stretches(line, body, asks):
        text = line.text[start:end]
        whole = not (_glued(line.text, start) or _glued(line.text, end))
        said = any(token.kind in _SPOKEN and start <= token.start < end for token in tokens)
        if whole and said and "°" not in text and not _is_soft(tokens, start, end):
            signs += [(start, "°"), (end, "°")]
            marked.whispered += 1
            marked.first_whisper = row if marked.first_whisper < 0 else marked.first_whisper
    return signs


def _stretches(line: StyledLine, body: Line, asks: Asks) -> Iterator[tuple[int, int]]:
    """Return the stretches of the talk that look so, without blanks at their edges."""
    begun = ended = -1
    for start, end, look in [*line.looks, (len(line.text) + 1, len(line.text) + 1, None)]:
        if look is not None and asks(look) and start == ended:
            ended = end
            continue
        if begun >= 0:
            first, last = max(begun, body.body), min(ended, body.body_end)
            while first < last and line.text[first].isspace():
                first += 1
            while last > first and line.text[last - 1].isspace():
                last -= 1
            if first < last:
                yield first, last
        begun, ended = (start, end) if look is not None and asks(look) else (-1, -1)


def _glued(text: str, at: int) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _is_soft(tokens: Sequence[Token], start: int, end: int) -> bool:
    return any(
        token.kind is TokenKind.SOFT and token.start < end and token.end > start for token in tokens
    )

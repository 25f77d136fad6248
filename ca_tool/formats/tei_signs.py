"""A line's talk as elements of ISO 24624 (science §1.9, TEI column, within the ISO schema).

The schema of the standard knows no ``shift``, ``unclear``, ``gap`` and ``emph``. What they would
say stands in what it does know: a sign of prosody is a ``pc`` whose ``type`` is ``shift`` and whose
``norm`` names feature and value, unclear, stressed and loud words say so in ``w/@type``, a gap in
hearing is an ``incident`` of the type ``unintelligible``. Nothing typed is left out: all pieces of
a line together are the line without its blanks and overlap brackets, which are anchors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ca_tool.formats.tei_xml import in_text, in_value
from ca_tool.transcript import Flag, Line, Place, Token
from ca_tool.transcript import TokenKind as K

OVERLAPS = {K.OVERLAP_ONSET: "overlap-start", K.OVERLAP_END: "overlap-end"}
"""Brackets and the ``anchor/@type`` that says what they are."""

CONTOURS = {
    ".": "falling", ";": "slightly falling", "_": "level", ",": "slightly rising",
    "¿": "slightly rising, more than a comma", "?": "rising",
}  # fmt: skip

SHIFTS = {
    K.SOFT: ("loud", "p"), K.FAST: ("tempo", "a"), K.SLOW: ("tempo", "l"),
    K.SMILE: ("voice", "smile"), K.CREAK: ("voice", "creak"), K.TREMULOUS: ("voice", "trem"),
    K.LAUGHING_VOICE: ("voice", "laugh"), K.PITCH_UP: ("pitch", "high"),
    K.PITCH_DOWN: ("pitch", "low"),
}  # fmt: skip
"""Kinds of token → feature and value of TEI's ``shift``."""

VOCALS = {
    K.IN_BREATH: "inhales", K.OUT_BREATH: "exhales", K.LAUGHTER: "laughs", K.CLICK: "clicks",
    K.SOB: "sobs or sniffs",
}  # fmt: skip
PAUSES = frozenset({K.SILENCE, K.MICROPAUSE, K.UNTIMED})
INCIDENTS = frozenset({K.COMMENT, K.EDITORIAL})

_COVERING = frozenset({K.UNCERTAIN, K.ALTERNATIVES, K.STRESS, K.LOUD})
"""Tokens that cover words: their signs are left over, and the words say what they are."""

_VOCAL_WORDS = re.compile(
    r"\b(?:laugh|cough|sigh|breath|sniff|cry|cries|crying|sob|yawn|hum|groan|moan|gasp|inhal"
    r"|exhal|clears? (?:his|her|their )?throat|snort|chuckl|giggl|whistl)",
    re.IGNORECASE,
)
_RUN = re.compile(r"\S+")
_UNTIMED_TYPES = {"-": "short", "--": "medium", "---": "long", "..": "short", "...": "medium"}


class Piece(NamedTuple):
    """A stretch ``start:end`` of a line's raw text that becomes one element.

    ``token`` is none for signs that no token covers. ``surface`` is what was typed, without the
    brackets of overlaps in a word; a bracket by itself has none.
    """

    start: int
    end: int
    token: Token | None
    surface: str
    apart: bool
    """Whether a blank stands before it."""
    inner: tuple[Token, ...] = ()
    """Overlap brackets inside a word."""
    stressed: bool = False


def pieces_of(line: Line, tokens: Sequence[Token]) -> list[Piece]:
    """Return the body of *line* cut into pieces, in order."""
    found: list[Piece] = []
    at = line.body
    stresses = [token for token in tokens if token.kind is K.STRESS]
    for number, token in enumerate(tokens):
        if token.kind in _COVERING or token.start < at or token.end <= token.start:
            continue
        found += _left_over(line, at, token.start)
        end = _with_marks(line, token)
        inner = _inside(tokens, number, end) if token.kind is K.WORD else ()
        stressed = any(one.start < end and token.start < one.end for one in stresses)
        surface, apart = _surface(line, token, end, inner), _apart(line, token.start)
        found.append(Piece(token.start, end, token, surface, apart, inner, stressed))
        at = end
    found += _left_over(line, at, line.body_end)
    return [one for one in found if not one.surface.startswith("\x15")]


def _with_marks(line: Line, token: Token) -> int:
    """Return where a word ends with the underlining of its last letter."""
    end = token.end
    while token.kind is K.WORD and line.raw[end : end + 1] == "\u0332":
        end += 1
    return end


def _inside(tokens: Sequence[Token], number: int, end: int) -> tuple[Token, ...]:
    found = []
    for other in tokens[number + 1 :]:
        if other.start >= end:
            break
        if other.kind in OVERLAPS and other.end <= end:
            found.append(other)
    return tuple(found)


def _surface(line: Line, token: Token, end: int, inner: Iterable[Token]) -> str:
    if token.kind in OVERLAPS:
        return ""
    return "".join(_parts(line, token.start, end, inner))


def _parts(line: Line, start: int, end: int, inner: Iterable[Token]) -> list[str]:
    """Return the text between *start* and *end* cut at the brackets inside, without these."""
    parts, at = [], start
    for bracket in inner:
        parts.append(line.raw[at : bracket.start])
        at = bracket.end
    return [*parts, line.raw[at:end]]


def _apart(line: Line, at: int) -> bool:
    return line.raw[at - 1 : at].isspace() if at > line.body else False


def _left_over(line: Line, start: int, end: int) -> list[Piece]:
    if start >= end:
        return []
    return [
        Piece(run.start(), run.end(), None, run[0], _apart(line, run.start()))
        for run in _RUN.finditer(line.raw, start, end)
    ]


def surface_of(pieces: Iterable[Piece]) -> str:
    """Return what was typed in *pieces*, without blanks."""
    return "".join("".join(piece.surface for piece in pieces).split())


def element(piece: Piece, line: Line, name: str, points: Mapping[Place, str]) -> str:
    """Return the element of a piece inside an utterance; *name* is its id."""
    token = piece.token
    if token is None:
        return f'<pc xml:id="{name}" type="sign">{in_text(piece.surface)}</pc>'
    if token.kind in OVERLAPS:
        return _anchor(line, token, points)
    if token.kind is K.WORD:
        return _word(piece, line, token, name, points)
    return _event(piece, token, name) or _sign(piece, token, name)


def event(piece: Piece, name: str) -> str:
    """Return the element of a piece that stands outside all utterances; *name* is its id."""
    found = _event(piece, piece.token, name) if piece.token else ""
    return found or _incident(name, "sign", piece.surface, piece.surface)


def _anchor(line: Line, token: Token, points: Mapping[Place, str]) -> str:
    point = points[Place(line.id, token.start)]
    return f'<anchor synch="{point}" type="{OVERLAPS[token.kind]}"/>'


def _word(piece: Piece, line: Line, token: Token, name: str, points: Mapping[Place, str]) -> str:
    kinds = _word_types(int(token.flags), stressed=piece.stressed)
    about = f' type="{kinds}"' if kinds else ""
    if token.value != piece.surface:
        about += f' norm="{in_value(token.value)}"'
    parts = _parts(line, piece.start, piece.end, piece.inner)
    text = in_text(parts[0])
    for bracket, part in zip(piece.inner, parts[1:], strict=True):
        text += _anchor(line, bracket, points) + in_text(part)
    return f'<w xml:id="{name}"{about}>{text}</w>'


@lru_cache(maxsize=512)
def _word_types(flags: int, *, stressed: bool) -> str:
    """Return what a word is besides itself: ``uncertain truncated loud stressed``."""
    said = ((Flag.UNCERTAIN, "uncertain"), (Flag.CUT_OFF, "truncated"), (Flag.LOUD, "loud"))
    kinds = [word for flag, word in said if flags & flag.value]
    return " ".join([*kinds, "stressed"] if stressed else kinds)


def _event(piece: Piece, token: Token, name: str) -> str:
    """Return a pause, a sound or something described; empty for any other token."""
    if token.kind in PAUSES:
        return f'<pause xml:id="{name}" {_length(token)} rend="{in_value(piece.surface)}"/>'
    if token.kind in VOCALS:
        return _vocal(name, VOCALS[token.kind], piece.surface)
    if token.kind in INCIDENTS:
        if _VOCAL_WORDS.search(token.value):
            return _vocal(name, token.value, piece.surface)
        return _incident(name, "", token.value, piece.surface)
    if token.kind is K.UNINTELLIGIBLE:
        return _incident(name, "unintelligible", "unintelligible", piece.surface)
    return ""


def _length(token: Token) -> str:
    if token.kind is K.SILENCE:
        return f'dur="PT{token.seconds:g}S"' if token.seconds < 1e6 else 'type="long"'
    if token.kind is K.MICROPAUSE:
        return 'type="micro"'
    return f'type="{_UNTIMED_TYPES.get(token.value, "short")}"'


def _vocal(name: str, words: str, surface: str) -> str:
    return (
        f'<vocal xml:id="{name}"><desc rend="{in_value(surface)}">{in_text(words)}</desc></vocal>'
    )


def _incident(name: str, kind: str, words: str, surface: str) -> str:
    typed = f' type="{kind}"' if kind else ""
    return (
        f'<incident xml:id="{name}"{typed}>'
        f'<desc rend="{in_value(surface)}">{in_text(words)}</desc></incident>'
    )


def _sign(piece: Piece, token: Token, name: str) -> str:
    kind, norm = str(token.kind), ""
    if token.kind is K.CONTOUR:
        norm = CONTOURS.get(token.value[:1], "")
    elif token.kind in (K.LATCH, K.SELF_LATCH):
        kind = "latch"
    elif shift := _shift(token):
        kind, norm = "shift", shift
    about = f' norm="{in_value(norm)}"' if norm else ""
    return f'<pc xml:id="{name}" type="{kind}"{about}>{in_text(piece.surface)}</pc>'


def _shift(token: Token) -> str:
    """Return what a sign of prosody shifts, and to what: ``loud p``; empty for other signs."""
    feature, new = SHIFTS.get(token.kind, ("", ""))
    if token.kind is K.VOICE:
        feature, new = "voice", token.value.rpartition(" ")[0] or token.value
    if not feature:
        return ""
    if "close" in token.value:
        return f"{feature} normal"
    doubled = token.value.endswith("2") and feature in ("loud", "tempo")
    return f"{feature} {new * 2 if doubled else new}"

"""Groups in round and curly brackets into tokens (science A-05, N-46…N-49)."""

from __future__ import annotations

import re

from ca_tool.notation import brackets
from ca_tool.notation.chunk import OVERLAP, Chunk, Scan, after_letter, handles, scan_chunk
from ca_tool.transcript import Flag
from ca_tool.transcript import TokenKind as K

_ROUND = re.compile(
    r"\(\((?P<comment>(?:[^()]|\([^()]*\))*+)\)\)"
    r"|\((?P<single>(?:[^()]|\([^()]*\))*+)\)"
    r"|\(\((?P<half>[^()]*)\)"
)
_INSIDE = re.compile(r"(?:\([^()]*\)|[^\s()])+|[()]")
_CURLY = re.compile(r"\{([^{}]*)\}")
_BRACKETS = re.compile(r"[\[\]⌈⌉⌊⌋⎡⎢⎣⎤⎥⎦]+[1-9]?")
NOTHING = Chunk((), 0, ())
CLOSERS = "⌉⌋⎤⎥⎦"


@handles("(")
def round_group(scan: Scan, at: int) -> int:
    """A-05: what stands in round brackets."""
    group = _ROUND.match(scan.text, at)
    if group is None:
        return _unclosed(scan, at)
    end = group.end()
    whole = group["single"]
    if whole is None:
        if group["half"] is not None:
            scan.note("W-COMMENT", at, end)
        return make_group(scan, at, end, brackets.double(group["comment"] or group["half"] or ""))
    inner = _BRACKETS.sub("", whole) if "[" in whole or "]" in whole else whole
    named = brackets.round_(
        inner,
        in_word=bool(scan.parts) and after_letter(scan.text, at),
        before_word=end < len(scan.text) and scan.text[end].isalnum(),
    )
    if named.kind is K.ALTERNATIVES or scan.text.startswith("/(", end):
        return _alternatives(scan, at, end, whole)
    return make_group(scan, at, end, named)


def _unclosed(scan: Scan, at: int) -> int:
    if scan.text.startswith("((", at):
        scan.note("W-COMMENT", at, len(scan.text))
        return scan.item(at, len(scan.text), K.COMMENT, scan.text[at + 2 :].strip("( "))
    scan.note("W-PAREN", at, at + 1)
    return scan.mark(at, at + 1, K.OTHER)


def make_group(scan: Scan, start: int, end: int, group: brackets.Group) -> int:
    """Make tokens of a named group; overlap brackets inside it stay overlap brackets."""
    if group.note == "anonymised":
        scan.close()
        scan.tokens.append((start, end, K.WORD, group.value, int(Flag.ANONYMISED)))
        return scan.mark(start, end, K.EDITORIAL, group.value)
    if group.note:
        scan.note(group.note, start, end)
    if group.open:
        return _uncertain(scan, start, end, group)
    if group.kind is K.LAUGH_IN_WORD:
        scan.flags |= Flag.LAUGHED
        return scan.mark(start, end, group.kind, group.value)
    scan.item(start, end, group.kind, group.value)
    if group.kind is not K.COMMENT:
        _overlaps_inside(scan, start, end)
    return end


def _overlaps_inside(scan: Scan, start: int, end: int) -> None:
    first = start + 1 if scan.text[start] == "[" else start
    last = end - 1 if scan.text[end - 1] == "]" else end
    for found in _BRACKETS.finditer(scan.text, first, last):
        closing = found[0][0] == "]" or found[0][0] in CLOSERS
        kind = K.OVERLAP_END if closing else K.OVERLAP_ONSET
        scan.mask |= OVERLAP
        scan.mark(found.start(), found.end(), kind)


def _uncertain(scan: Scan, start: int, end: int, group: brackets.Group) -> int:
    """N-47: words inside count and are flagged; ``go(ing)`` stays one word."""
    inside = scan.text[start + 1 : end - 1]
    glued = bool(scan.parts) and after_letter(scan.text, start)
    ahead = end < len(scan.text) and scan.text[end].isalnum()
    scan.mark(start, end, group.kind, group.value)
    if (glued or ahead) and inside.isalnum():
        scan.say(start + 1, end - 1)
        scan.flags |= Flag.UNCERTAIN
        scan.end = end if glued and not ahead else scan.end
        return end
    scan.close()
    read_inside(scan, start + 1, inside)
    return end


def read_inside(scan: Scan, offset: int, inside: str) -> None:
    """Read the words of an uncertain hearing, which begin at *offset* of the chunk."""
    for piece in _INSIDE.finditer(inside):
        inner = scan_chunk(piece[0], scan.profile) if piece[0] not in "()" else NOTHING
        scan.mask |= inner.mask
        for start, end, kind, value, flags in inner.tokens:
            sure = flags | Flag.UNCERTAIN if kind is K.WORD else flags
            at = offset + piece.start()
            scan.mark(at + start, at + end, kind, value, int(sure))


_OR = re.compile(r"\(([^()]*)\)")


def _alternatives(scan: Scan, start: int, end: int, inside: str) -> int:
    """N-48: of alternative hearings, ``(a/b)`` or ``(a)/(b)``, the first is counted."""
    text = scan.text
    while text.startswith("/(", end) and (more := _OR.match(text, end + 1)):
        end = more.end()
    scan.close()
    scan.mark(start, end, K.ALTERNATIVES, text[start:end].replace("(", "").replace(")", ""))
    read_inside(scan, start + 1, inside.split("/")[0])
    return end


@handles("{")
def curly_group(scan: Scan, at: int) -> int:
    """N-47, N-49: a description or a guess in curly brackets."""
    group = _CURLY.match(scan.text, at)
    if group is None:
        return scan.mark(at, at + 1, K.OTHER)
    return make_group(scan, at, group.end(), brackets.curly(group[1]))

"""Signs that only CHAT and CHAT-CA have (science §1.9, the CHAT-CA column).

The code points are those of TalkBank's symbol registry. Under other profiles these characters fall
through to the general rules.
"""

from __future__ import annotations

import re

from ca_tool.notation.chunk import EDGE, HANDLERS, Handler, Scan, handles
from ca_tool.notation.groups import read_inside
from ca_tool.transcript import Flag
from ca_tool.transcript import TokenKind as K

_EVENT = re.compile(r"&[=*{}]\S*")
_PREFIX = re.compile(r"&([-+~]?)")
_LINKER = re.compile(r"\+[/.!?\"^,+<≈≋=]*\.?")
_SUFFIX = re.compile(r"@[\w:$&+-]*")
_TERMINATOR = re.compile(r"[.?!]+\Z")
_GUESS = re.compile(r"⁇([^⁇]*)⁇")

GENERAL: dict[str, Handler] = {}
"""What the characters mean outside CHAT."""


def _chat_only(chars: str, handler: Handler) -> None:
    """Read *chars* by *handler* under a CHAT profile, and as before elsewhere."""
    for char in chars:
        before = HANDLERS.get(char, HANDLERS[""])

        def read(scan: Scan, at: int, before: Handler = before) -> int:
            return handler(scan, at) if scan.profile.chat else before(scan, at)

        HANDLERS[char] = read


def _ampersand(scan: Scan, at: int) -> int:
    """``&=laughs`` is an event, ``&-uh`` a filler, ``&+wo`` a fragment."""
    if event := _EVENT.match(scan.text, at):
        return scan.item(at, event.end(), K.CODE, event[0][1:].lstrip("="))
    prefix = _PREFIX.match(scan.text, at)
    end = prefix.end() if prefix else at + 1
    scan.close()
    scan.mark(at, end, K.OTHER)
    if prefix and prefix[1] == "+":
        scan.flags |= Flag.CUT_OFF
    if prefix and prefix[1] == "-":
        scan.flags |= Flag.FILLER
    return end


def _plus(scan: Scan, at: int) -> int:
    """Linkers open a line (``+^`` latches), special terminators end it (``+...``)."""
    if scan.parts and scan.text[at + 1 : at + 2].isalnum():
        scan.parts.append("+")
        return at + 1
    linker = _LINKER.match(scan.text, at)
    end = linker.end() if linker else at + 1
    if scan.text[at:end] in {"+^", "+≈", "+≋", "+="}:
        scan.mask |= EDGE
        return scan.item(at, end, K.SELF_LATCH)
    return scan.item(at, end, K.CODE, scan.text[at:end])


def _at_sign(scan: Scan, at: int) -> int:
    """``word@l``: what follows the sign says which kind of word it is."""
    suffix = _SUFFIX.match(scan.text, at)
    end = suffix.end() if suffix else at + 1
    return scan.mark(at, end, K.OTHER)


def _terminator(scan: Scan, at: int) -> int:
    """Read ``.``, ``?`` or ``!`` alone in a chunk as the end of an utterance, not as intonation."""
    if at == 0 and (found := _TERMINATOR.match(scan.text)):
        return scan.item(0, found.end(), K.CODE, found[0])
    return GENERAL[scan.text[at]](scan, at)


def _guess(scan: Scan, at: int) -> int:
    """``⁇word⁇``: an uncertain hearing."""
    if group := _GUESS.match(scan.text, at):
        scan.item(at, group.end(), K.UNCERTAIN, group[1])
        read_inside(scan, at + 1, group[1])
        return group.end()
    return at + 1


@handles("Ἡ")
def laugh_in_word(scan: Scan, at: int) -> int:
    """U+1F29: laughter in a word."""
    scan.flags |= Flag.LAUGHED
    return scan.mark(at, at + 1, K.LAUGH_IN_WORD, "h")


@handles("ˈˌ")
def stress_mark(scan: Scan, at: int) -> int:
    """Primary and secondary stress: the syllable that follows."""
    return scan.mark(at, at + 1, K.STRESS)


@handles("⤆⤇")
def hurried(scan: Scan, at: int) -> int:
    """U+2906 sudden stop, U+2907 hurried start (N-33, N-34)."""
    kind = K.SUDDEN_STOP if scan.text[at] == "⤆" else K.JUMP_START
    return scan.mark(at, at + 1, kind)


@handles("≋")
def technical_break(scan: Scan, at: int) -> int:
    """U+224B: the same speaker's utterance, broken for technical reasons only."""
    scan.mask |= EDGE
    return scan.item(at, at + 1, K.SELF_LATCH)


def register() -> None:
    """Put CHAT's readers before the general ones."""
    GENERAL.update({char: HANDLERS.get(char, HANDLERS[""]) for char in ".?!"})
    _chat_only("&", _ampersand)
    _chat_only("+", _plus)
    _chat_only("@", _at_sign)
    _chat_only(".?!", _terminator)
    _chat_only("⁇", _guess)

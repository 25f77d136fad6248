"""UTF-8 that some program took for cp1252 and saved again: ``â‰ˆ`` where ``≈`` was typed.

Found and reported always, repaired only on request: a transcript's characters are its data.
"""

from __future__ import annotations

import re


def _as_byte(value: int) -> str:
    """Return the character that cp1252 shows for a byte; its five holes come through as C1."""
    raw = bytes((value,))
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


_BYTE_OF = {_as_byte(value): value for value in range(0x80, 0x100)}
_BYTE_OF |= {chr(value): value for value in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}


def _class(first: int, last: int) -> str:
    return "[" + "".join(re.escape(_as_byte(value)) for value in range(first, last + 1)) + "]"


_TAIL = _class(0x80, 0xBF)
GARBLED = re.compile(
    f"{_class(0xC2, 0xDF)}{_TAIL}|{_class(0xE0, 0xEF)}{_TAIL}{{2}}|{_class(0xF0, 0xF4)}{_TAIL}{{3}}"
)
"""A character of two, three or four bytes, each shown as if it were one of cp1252."""


def garbled(text: str) -> list[re.Match[str]]:
    """Return where *text* holds such sequences; those that are no UTF-8 after all are left out."""
    return [found for found in GARBLED.finditer(text) if _mended(found) != found[0]]


def repaired(text: str) -> str:
    """Return *text* with every such sequence replaced by the character once typed.

    >>> repaired("â‰ˆyeâŒˆs")
    '≈ye⌈s'
    """
    return GARBLED.sub(_mended, text)


def _mended(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[character] for character in found[0]).decode("utf-8")
    except UnicodeDecodeError:
        return found[0]

r"""Bytes to text and back, exactly.

UTF-8 (with or without BOM), UTF-16 and UTF-32 (with BOM; UTF-16 also without), Windows cp1252 and
Mac Roman are told apart by their content. Bytes that no reading fits are carried as lone
surrogates (Python's ``surrogateescape``), so that writing gives them back. Line ends are never
touched and nothing is normalised (science G-02).

>>> text, encoding, _ = decode(b"\xef\xbb\xbfANN: caf\xc3\xa9\r\n")
>>> encode(text, encoding)
b'\xef\xbb\xbfANN: caf\xc3\xa9\r\n'
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from ca_tool.problems import Problem
from ca_tool.transcript import Encoding

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_NAMES = {"cp1252": "Windows cp1252", "mac-roman": "Mac Roman", "latin-1": "Latin 1"}
_CA_SIGNS = frozenset("°º˚·•…–—‘’“”£€¿½↑↓→")
_ESCAPED = re.compile("[\udc80-\udcff]")
_LONE = re.compile("[\ud800-\udfff]")
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]"
    "|\u00e2[\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]"
    "[\u0080-\u00bf\u0152-\u017e\u0192\u02c6\u02dc\u2010-\u203a\u20ac\u2122]"
)
_ENDINGS = re.compile(r"\r\n|\n|\r")


def decode(data: bytes, name: str = "") -> tuple[str, Encoding, tuple[Problem, ...]]:
    """Return the text of *data*, how to write it back, and what was odd.

    Parameters
    ----------
    data
        The file's bytes; ``encode(text, encoding) == data`` always holds.
    name
        The file's name, for messages.
    """
    for bom, codec in _BOMS:
        if data.startswith(bom):
            return _decode_marked(data, bom, codec)
    if codec := _unmarked_utf16(data):
        text = _exactly(data, codec)
        if text is not None:
            return text, Encoding(codec), (Problem("I-ENCODING", detail="UTF-16 without a mark"),)
    try:
        return data.decode("utf-8"), Encoding(), ()
    except UnicodeDecodeError:
        return _decode_legacy(data, name)


def encode(text: str, encoding: Encoding) -> bytes:
    """Return the bytes of *text*; see :func:`fitting` for text that was edited.

    Raises
    ------
    UnicodeEncodeError
        If *text* holds a character that *encoding* has not; never for text from :func:`decode`.
    """
    return encoding.bom + text.encode(encoding.name, _errors(encoding.name, text))


def fitting(text: str, encoding: Encoding) -> Encoding:
    """Return *encoding*, or UTF-8 if *text* holds characters that it has not."""
    try:
        encode(text, encoding)
    except UnicodeEncodeError:
        return Encoding()
    return encoding


def repair_mojibake(text: str) -> str:
    """Return *text* with UTF-8 that was once read as cp1252 put right; on request only.

    Each damaged stretch is repaired by itself, so text that is partly sound stays sound.
    """
    return _DAMAGED.sub(_repaired, text)


def mojibake(text: str) -> Problem | None:
    """Return a problem if *text* looks like UTF-8 read as cp1252, else ``None``."""
    if not any(first in text for first in "ÂÃâ"):
        return None
    found = _MOJIBAKE.search(text)
    if found is None:
        return None
    return _at("W-MOJIBAKE", text, found.start(), f"{len(_MOJIBAKE.findall(text)):,}")


def _decode_marked(
    data: bytes, bom: bytes, codec: str
) -> tuple[str, Encoding, tuple[Problem, ...]]:
    body = data[len(bom) :]
    if codec == "utf-8":
        text = body.decode("utf-8", "surrogateescape")
        return text, Encoding("utf-8", bom), _undecodable(text)
    text_or_none = _exactly(body, codec)
    if text_or_none is not None:
        return text_or_none, Encoding(codec, bom), ()
    text = body.decode("latin-1")
    return text, Encoding("latin-1", bom), (Problem("E-UTF16", 1, 1, codec),)


def _exactly(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec, "surrogatepass")
        same = text.encode(codec, "surrogatepass") == data
    except UnicodeError:
        return None
    return text if same else None


def _unmarked_utf16(data: bytes) -> str:
    sample = data[:_SAMPLE]
    if len(data) % 2 or len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = len(sample) * 0.35
    if odd > enough and even < odd / 20:
        return "utf-16-le"
    if even > enough and odd < even / 20:
        return "utf-16-be"
    return ""


def _decode_legacy(data: bytes, name: str) -> tuple[str, Encoding, tuple[Problem, ...]]:
    text = data.decode("utf-8", "surrogateescape")
    bad = len(_ESCAPED.findall(text))
    sound = sum(1 for char in text[:_SAMPLE] if "\x80" <= char < "\ud800" or char > "\udfff")
    sample = data[:_SAMPLE]
    if b"\0" in sample or sound >= bad:
        return text, Encoding(), _undecodable(text)
    codec = _legacy_codec(sample)
    text = data.decode(codec, "surrogateescape")
    note = Problem("I-ENCODING", detail=_NAMES[codec] + (f" ({name})" if name else ""))
    return text, Encoding(codec), (note, *_undecodable(text))


def _legacy_codec(sample: bytes) -> str:
    windows = _plausibility(sample.decode("cp1252", "replace"))
    mac = _plausibility(sample.decode("mac-roman"))
    if b"\r" in sample and b"\n" not in sample:
        mac += 2
    return "mac-roman" if mac > windows else "cp1252"


def _plausibility(text: str) -> int:
    """Score how much the characters beyond ASCII look like a transcript's."""
    score = 0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char < "\x80":
            continue
        if char in _CA_SIGNS:
            score += 2
        elif char.isalpha() and char.islower() and (before.isalpha() or after.isalpha()):
            score += 1
        else:
            score -= 1
    return score


def _errors(codec: str, text: str) -> str:
    if codec.startswith(("utf-16", "utf-32")):
        return "surrogatepass"
    if codec == "utf-8" and _LONE.search(text) and not _only_escapes(text):
        return "ca-tool-surrogates"
    return "surrogateescape"


def _only_escapes(text: str) -> bool:
    return len(_LONE.findall(text)) == len(_ESCAPED.findall(text))


def _surrogates(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write escaped bytes as themselves and other lone surrogates as their three bytes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    pieces = [
        bytes([ord(char) - 0xDC00])
        if "\udc80" <= char <= "\udcff"
        else char.encode("utf-8", "surrogatepass")
        for char in error.object[error.start : error.end]
    ]
    return b"".join(pieces), error.end


codecs.register_error("ca-tool-surrogates", _surrogates)


def _undecodable(text: str) -> tuple[Problem, ...]:
    found = _ESCAPED.findall(text)
    if not found:
        return ()
    first = _ESCAPED.search(text)
    where = first.start() if first else 0
    return (_at("W-BYTES", text, where, f"{len(found)}"),)


def _at(code: str, text: str, offset: int, detail: str) -> Problem:
    ends = [end.end() for end in _ENDINGS.finditer(text, 0, offset)]
    start = ends[-1] if ends else 0
    return Problem(code, len(ends) + 1, offset - start + 1, detail, 1)


_CP1252_TAIL = "".join(
    chr(code) if code in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else bytes([code]).decode("cp1252")
    for code in range(0x80, 0xC0)
)
_CP1252_HEAD = bytes(range(0xC2, 0xF5)).decode("cp1252")
_DAMAGED = re.compile(f"[{re.escape(_CP1252_HEAD)}][{re.escape(_CP1252_TAIL)}]{{1,3}}")


def _repaired(found: re.Match[str]) -> str:
    raw = b"".join(
        bytes([ord(char)]) if ord(char) < 0x100 else char.encode("cp1252") for char in found[0]
    )
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]

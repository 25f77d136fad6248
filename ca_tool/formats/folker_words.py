"""What a contribution of a FOLKER file says, written down as FOLKER shows it (GAT 2).

Contributions come as typed (``unparsed``, ``segment``), or taken apart into words, pauses, breaths
and boundaries, which are put together again. Signs: Selting et al. (2009), *Gesprächsforschung* 10,
pp. 391-393. Normal forms, lemmas and parts of speech are attributes of words and no talk.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from ca_tool.formats.exb_talk import joined

MOST = 60
"""Signs drawn for one length: no breath or lengthening is longer, so a greater one is a slip."""

PAUSES = {
    "micro": "(.)",
    "short": "(-)",
    "medium": "(--)",
    "long": "(---)",
    "unspecified": "(*)",
}
BOUNDARIES = {
    "high-rise": "?",
    "rise": ",",
    "steady": "–",
    "fall": ";",
    "low-fall": ".",
    "other": "*",
}
_AS_TYPED = ("unparsed", "segment", "event")
_AROUND = frozenset({"line", "phrase", "contribution", "parsed", "alternative"})


class Piece(NamedTuple):
    """Something to be written, and what parts it from what stands before it."""

    text: str
    before: str = " "
    after: str = " "
    """Empty where the next piece follows at once, whatever its ``before``."""


def said(contribution: etree._Element) -> str:
    """Return the talk of a contribution as text."""
    typed = [one for one in contribution if one.tag in _AS_TYPED]
    if typed:
        return joined([text for one in typed for text in _as_typed(one)]).strip()
    written: list[str] = []
    tight = True
    for text, before, after in _pieces(contribution):
        written.append(text if tight else before + text)
        tight = not after
    return "".join(written).strip()


def _as_typed(element: etree._Element) -> Iterator[str]:
    """Yield the texts between the time marks; line breaks around these are layout, not blanks."""
    for text in element.itertext():
        raw = str(text)
        bare = " ".join(raw.split())
        if "\n" not in raw:
            bare = f"{' ' if raw[:1].isspace() else ''}{bare}{' ' if raw[-1:].isspace() else ''}"
        elif bare and " \n" in raw:
            bare += " "
        if bare:
            yield bare


def _pieces(element: etree._Element) -> Iterator[Piece]:
    for one in element:
        get = one.get
        match one.tag:
            case "w":
                yield Piece(_word(one), "_" if get("transition") == "assimilated" else " ")
            case "pause":
                duration = get("duration", "unspecified")
                yield Piece(PAUSES.get(duration, f"({duration[:20]})"))
            case "breathe":
                breath = "h" * _length(get("length"), 2)
                yield Piece(f"{breath}°" if get("type") == "out" else f"°{breath}")
            case "non-phonological":
                yield Piece(f"(({get('description', '')}))")
            case "unintelligible":
                yield Piece("+++" * _length(get("length"), 1))
            case "uncertain":
                yield Piece(f"({_uncertain(one)})")
            case "comment":
                yield from _comment(one)
            case "latching":
                yield Piece("=", "", "")
            case "boundary":
                yield from _boundary(get("movement"), get("latching"))
            case "p":
                yield Piece("".join(map(str, one.itertext())).strip(), "")
            case "time":
                pass
            case tag if tag in _AROUND:
                yield from _pieces(one)
                yield from _boundary(get("boundary-intonation"), None, whole=False)
            case _:
                if text := " ".join("".join(map(str, one.itertext())).split()):
                    yield Piece(text)


def _word(word: etree._Element) -> str:
    """Return a word with its stress in capitals and its lengthenings as colons, no blanks in it."""
    parts = [word.text or ""]
    for one in word:
        if one.tag == "lengthening":
            parts.append(":" * _length(one.get("degree"), 1))
        elif one.tag == "stress":
            loud = _word(one).upper()
            parts.append(f"!{loud}!" if one.get("type") == "strong" else loud)
        else:
            parts.append("".join(map(str, one.itertext())))
        parts.append(one.tail or "")
    return "".join("".join(parts).split())


def _uncertain(element: etree._Element) -> str:
    """Return a hearing and its alternatives, with strokes between them."""
    hearings = [" ".join(_word(one) for one in element.iterfind("w"))]
    hearings += (
        " ".join(_word(word) for word in one.iterfind("w"))
        for one in element.iterfind("alternative")
    )
    return "/".join(hearings)


def _comment(element: etree._Element) -> Iterator[Piece]:
    """Yield the beginning or the end of a comment on how something is said, or a description."""
    description = element.get("description", "")
    match element.get("position"):
        case "start":
            yield Piece(f"<<{description}>")
        case "end":
            yield Piece(">", "")
        case _:
            yield Piece(f"(({description}))")


def _boundary(movement: str | None, latching: str | None, *, whole: bool = True) -> Iterator[Piece]:
    if movement is None and not whole:
        return
    sign = BOUNDARIES.get(movement or "", "|")
    yield Piece(f"{sign}=", "", "") if latching == "yes" else Piece(sign, "")


def _length(value: str | None, usual: int) -> int:
    """Return how often a sign stands; *usual* where the file does not say it in figures."""
    return min(int(value), MOST) if value and value.isdecimal() and len(value) < 9 else usual

"""What a word processor's document is made of, as far as a transcript needs it.

Readers (:mod:`~ca_tool.formats.word`, :mod:`~ca_tool.formats.odt`, :mod:`~ca_tool.formats.rtf`)
make a :class:`Document` of these values; :mod:`~ca_tool.formats.rich_lines` lays it out as lines,
and :mod:`~ca_tool.formats.rich_marks` turns looks into the notation's signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ca_tool.formats.symbol_fonts import as_seen


class Look(NamedTuple):
    """How a run looks.

    Attributes
    ----------
    size
        In points; 0 where the document does not say.
    font
        Its name; empty where the document does not say.
    """

    underline: bool = False
    bold: bool = False
    italic: bool = False
    raised: bool = False
    hidden: bool = False
    capitals: bool = False
    size: float = 0.0
    font: str = ""


PLAIN = Look()


class Run(NamedTuple):
    r"""Characters of one look; ``\t`` is a tab, ``\n`` a soft line break."""

    text: str
    look: Look = PLAIN


MEMOS = {"I-RICH-COMMENT": "comment", "I-RICH-NOTE": "footnote"}
"""Asides that are kept as memos, and what they are called there."""


class Aside(NamedTuple):
    """Something that stands at a place in the document and is no talk; a problem reports it."""

    code: str
    """A key of :data:`ca_tool.problems.PROBLEMS`."""
    detail: str
    """What is reported, cut where it is long."""
    memo: str = ""
    """All of it, where it is a remark to be kept."""


class Shape(NamedTuple):
    """A paragraph's indents and tab stops, in points from the left margin."""

    left: float = 0.0
    first: float = 0.0
    """Added to ``left`` in the first line; negative where it hangs."""
    tabs: tuple[float, ...] = ()


NO_SHAPE = Shape()


@dataclass(slots=True)
class Paragraph:
    """Runs and asides in order.

    Attributes
    ----------
    number
        The automatic number as printed, for example ``12.``; empty if none.
    counted
        Whether the program's line numbering prints a number beside it.
    """

    pieces: list[Run | Aside] = field(default_factory=list)
    shape: Shape = NO_SHAPE
    number: str = ""
    counted: bool = False


@dataclass(slots=True)
class Table:
    """Rows of cells of paragraphs."""

    rows: list[list[list[Paragraph]]] = field(default_factory=list)


@dataclass
class Document:
    """A document's paragraphs and tables in order.

    Attributes
    ----------
    tab
        Points between default tab stops.
    first_line
        What the program's own line numbering counts from.
    odd
        What concerns the whole file.
    evidence
        What was read, in words for the import window.
    """

    blocks: list[Paragraph | Table] = field(default_factory=list)
    tab: float = 36.0
    first_line: int = 1
    odd: list[Aside] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)


_LINE_ENDS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]")
_LONE = re.compile("[\ud800-\udfff]")
_REMARK = 20_000
"""Characters of a comment that are kept: a long page of print has 5,000."""
_QUOTED = 300
"""Characters of a comment or a text box that a problem quotes."""


def add_text(pieces: list[Run | Aside], text: str, look: Look) -> None:
    """Add *text* as it is seen: symbol fonts and capitals resolved, hidden text set aside."""
    if not text:
        return
    text = _LONE.sub("\ufffd", text)
    if look.hidden:
        pieces.append(Aside("I-RICH-HIDDEN", quoted(text)))
        return
    text, unknown = as_seen(text, look.font)
    if unknown:
        codes = " ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(unknown))
        pieces.append(Aside("W-RICH-SIGN", f"{look.font or 'a symbol font'} {codes}"))
    pieces.append(Run(text.upper() if look.capitals else text, look))


def flat(text: str) -> str:
    """Return *text* with the line ends inside it, which a document does not mean, as blanks."""
    return _LINE_ENDS.sub(" ", text)


def remark(code: str, text: str) -> Aside:
    r"""Return a comment or footnote: it is reported, and all of it is kept.

    >>> remark("I-RICH-NOTE", "her  coat\nis on")
    Aside(code='I-RICH-NOTE', detail='her coat is on', memo='her coat is on')
    """
    return Aside(code, quoted(text), " ".join(text[:_REMARK].split()))


def quoted(text: str) -> str:
    """Return *text* on one line, cut where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else f"{words[: _QUOTED - 1]}…"

"""Paragraphs as lines of characters: soft breaks, tabs, indents and automatic numbers laid out.

A transcript is read by columns, so tab stops and indents become blanks. Where the font is not
monospaced a column is half the font's size wide, which is what letters are on average; overlaps
are then matched by order all the same (science §1.5).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import category, east_asian_width

from ca_tool.formats.rich_text import (
    PLAIN,
    Aside,
    Document,
    Look,
    Paragraph,
    Run,
    Table,
)

_MONO = re.compile(r"courier|mono|consol|menlo|typewriter|fixed|andale|cascadia|terminal", re.I)
_DEGREES = frozenset({"o", "O", "0", "°", "º", "˚"})
_TABBED_LABEL = re.compile(r"\s*(?:\(?[0-9]{1,4}[.)]?\s+)?[^\W\d][^:\t]{0,23}\t")
_COLON_LABEL = re.compile(r"[^:\t]{1,30}:(?:\s|$)")
_WIDEST = 200
"""Columns that indents and tabs may reach: broken documents give tab stops in kilometres."""


@dataclass(slots=True)
class StyledLine:
    """A line of text with its looks and what stands beside it.

    Attributes
    ----------
    looks
        ``(start, end, look)`` in code points, in order; plain stretches are left out.
    asides
        ``(column, aside)``, 0-based.
    counted
        Whether the program prints a line number here.
    """

    text: str = ""
    looks: list[tuple[int, int, Look]] = field(default_factory=list)
    asides: list[tuple[int, Aside]] = field(default_factory=list)
    counted: bool = False

    def add(self, text: str, look: Look = PLAIN) -> None:
        """Add characters of one look."""
        start = len(self.text)
        self.text += text
        if look is not PLAIN and text:
            self.looks.append((start, len(self.text), look))

    def extend(self, other: StyledLine) -> None:
        """Add what *other* holds."""
        at = len(self.text)
        self.text += other.text
        self.looks += [(start + at, end + at, look) for start, end, look in other.looks]
        self.asides += [(column + at, aside) for column, aside in other.asides]


def paragraphs_of(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph]:
    """Return all paragraphs, those in tables included."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from cell


@dataclass(frozen=True)
class Ruler:
    """How points become columns in one document.

    Attributes
    ----------
    unit
        Points per column.
    base
        The commonest font size in points; 0 where none is given.
    tab
        Points between default tab stops.
    margin
        Columns of the outermost indent, taken off every line.
    keeps_tab
        Whether the first tab of a line ends a label (``ANN`` tab ``yes``) and so must stay.
    """

    unit: float
    base: float
    tab: float
    margin: int = 0
    keeps_tab: bool = False

    def column(self, points: float) -> int:
        """Return the column nearest to *points*, within bounds."""
        return max(0, min(_WIDEST, round(points / self.unit))) - self.margin

    def next_stop(self, column: int, paragraph: Paragraph) -> int:
        """Return the column of the next tab stop."""
        shape = paragraph.shape
        hanging = (shape.left,) if shape.first < 0 else ()
        for stop in sorted((*shape.tabs, *hanging)):
            if (at := self.column(stop)) > column:
                return at
        points = (column + self.margin + 0.5) * self.unit
        return max(column + 1, self.column((points // self.tab + 1) * self.tab))


def ruler_of(document: Document) -> Ruler:
    """Measure a document: its commonest font, outermost indent, and what ends its labels."""
    sizes: Counter[float] = Counter()
    fonts: Counter[str] = Counter()
    lefts: list[float] = []
    colons = tabs = 0
    for paragraph in paragraphs_of(document.blocks):
        text = ""
        for piece in paragraph.pieces:
            if isinstance(piece, Run):
                sizes[piece.look.size] += len(piece.text)
                fonts[piece.look.font] += len(piece.text)
                text += piece.text if len(text) < 80 else ""
        if text.strip():
            shape = paragraph.shape
            lefts.append(max(0.0, min(shape.left, shape.left + shape.first)))
            colons += _COLON_LABEL.match(text) is not None
            tabs += _TABBED_LABEL.match(text) is not None
    base = max(sizes, key=sizes.__getitem__, default=0.0)
    font = max(fonts, key=fonts.__getitem__, default="")
    unit = max(1.0, (base or 11.0) * (0.6 if _MONO.search(font) else 0.5))
    margin = round(min(lefts, default=0.0) / unit)
    return Ruler(unit, base, max(document.tab, unit), min(margin, _WIDEST), tabs > 1 and not colons)


def lines_of(paragraph: Paragraph, ruler: Ruler, number_width: int = 0) -> list[StyledLine]:
    """Return the lines of a paragraph: one, and one more for each soft line break."""
    shape = paragraph.shape
    column = ruler.column(shape.left + shape.first)
    line = StyledLine(counted=paragraph.counted)
    if number_width:
        line.add(paragraph.number.rjust(number_width) + "  " if paragraph.number else "")
    if not paragraph.number and column > 0:
        line.add(" " * column)
    lines = [line]
    for piece in _with_degrees(paragraph.pieces):
        if isinstance(piece, Aside):
            lines[-1].asides.append((len(lines[-1].text), piece))
            continue
        for part in _PARTS.findall(piece.text):
            if part == "\n":
                lines.append(StyledLine(counted=paragraph.counted))
                lines[-1].add(" " * _soft_indent(paragraph, ruler, number_width))
            elif part == "\t":
                _tab(lines[-1], paragraph, ruler)
            else:
                lines[-1].add(part, piece.look)
    return [_trimmed(line) for line in lines]


_PARTS = re.compile(r"[\t\n]|[^\t\n]+")


def _soft_indent(paragraph: Paragraph, ruler: Ruler, number_width: int) -> int:
    if paragraph.number:
        return number_width + 2
    return max(0, ruler.column(paragraph.shape.left))


def _tab(line: StyledLine, paragraph: Paragraph, ruler: Ruler) -> None:
    here = width(line.text)
    if ruler.keeps_tab and "\t" not in line.text and _TABBED_LABEL.match(line.text + "\t"):
        line.add("\t")
    elif paragraph.number and not line.text.strip(" .()0123456789"):
        return  # the tab after an automatic number is in the number's width
    else:
        line.add(" " * (ruler.next_stop(here, paragraph) - here))


def _trimmed(line: StyledLine) -> StyledLine:
    if not line.text.strip(" \t"):
        line.text, line.looks = "", []
        line.asides = [(0, aside) for _, aside in line.asides]
    return line


def _with_degrees(pieces: Sequence[Run | Aside]) -> Iterator[Run | Aside]:
    """Read a raised o or 0 as the degree sign it stands for."""
    for piece in pieces:
        if isinstance(piece, Run) and piece.look.raised and piece.text.strip() in _DEGREES:
            yield Run(piece.text.replace(piece.text.strip(), "°"), PLAIN)
        else:
            yield piece


def width(text: str) -> int:
    """Return how many columns *text* fills: wide signs 2, combining signs 0."""
    if text.isascii():
        return len(text)
    return sum(_sign_width(sign) for sign in text)


def _sign_width(sign: str) -> int:
    if category(sign) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(sign) in "WF" else 1


def number_lines(lines: Sequence[StyledLine], first: int) -> int:
    """Print the program's own line numbers, in place; return how many.

    Blank lines count, as they do in print, but show no number.
    """
    counted = [line for line in lines if line.counted]
    digits = max(2, len(str(first + len(counted))))
    for count, line in enumerate(counted, first):
        if line.text:
            numbered = StyledLine(f"{count:0{digits}d}  ")
            numbered.extend(line)
            line.text, line.looks, line.asides = numbered.text, numbered.looks, numbered.asides
    return len(counted)

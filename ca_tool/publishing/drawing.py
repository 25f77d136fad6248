"""An extract as a picture, drawn with matplotlib: PNG at 300 dots per inch, or SVG."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import TYPE_CHECKING

from ca_tool.publishing.extract import Piece
from ca_tool.publishing.faces import Face, cells, dejavu
from ca_tool.publishing.layout import Layout
from ca_tool.publishing.text import text_of

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POINTS = 10.0
LEADING = 1.5
"""Row height in sizes of the font."""

EDGE = 10.0
"""White space around the extract, in points."""

DOTS_PER_INCH = 300
LARGEST = 30_000
"""Dots that a side of a picture may have; longer extracts are drawn coarser."""


def drawn_in(face: Face) -> Face:
    """Return *face* with the font that pictures are drawn in: DejaVu, which has the signs."""
    if face.monospaced:
        return face._replace(css="DejaVu Sans Mono", width=cells)
    return face._replace(css="DejaVu Serif", width=_serif, average=0.52)


def _serif(text: str) -> float:
    return dejavu(text, "DejaVuSerif.ttf")


def png(layout: Layout) -> bytes:
    """Return *layout*, set in :func:`drawn_in` a face, as the bytes of a PNG file."""
    paper = _drawn(layout)
    side = max(paper.get_size_inches())
    return _saved(paper, "png", {"Software": None}, dpi=min(DOTS_PER_INCH, LARGEST / side))


def svg(layout: Layout) -> bytes:
    """Return *layout* as an SVG file: letters are outlines, so no font is needed to see it.

    The words are in its description, for whoever cannot see it.
    """
    about = {
        "Title": layout.extract.title or "Extract",
        "Description": text_of(layout) if layout.face.monospaced else _words(layout),
        "Date": None,
        "Creator": "CA Tool",
    }
    return _saved(_drawn(layout), "svg", about, dpi=72)


def _words(layout: Layout) -> str:
    rows = (f"{row.number} {row.arrow}{row.speaker} " for row in layout.rows)
    said = ("".join(segment.text for segment in row.segments) for row in layout.rows)
    return "\n".join(f"{head}{talk}".strip() for head, talk in zip(rows, said, strict=True))


def _saved(paper: Figure, kind: str, metadata: dict[str, str | None], dpi: float) -> bytes:
    import matplotlib as mpl

    file = BytesIO()
    with (
        mpl.rc_context({"svg.hashsalt": "ca-tool", "svg.fonttype": "path"}),
        warnings.catch_warnings(),
    ):
        # A sign that no DejaVu font has is drawn as a box: that is seen, and is no failure.
        warnings.simplefilter("ignore", UserWarning)
        paper.savefig(file, format=kind, metadata=metadata, dpi=dpi)
    return file.getvalue()


def _drawn(layout: Layout) -> Figure:
    from matplotlib.figure import Figure

    pen = _Pen(layout)
    pen.extract()
    width, height = pen.size
    paper = Figure(figsize=(width / 72, height / 72), facecolor="white")
    pen.draw(paper)
    return paper


class _Pen:
    """Puts text and lines at points counted from the top left, then on a figure of that size."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._texts: list[tuple[float, float, str, str, str]] = []
        self._lines: list[tuple[float, float, float]] = []
        self._right = 0.0
        self._down = EDGE

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of what was put down, in points."""
        return max(self._right + EDGE, 72.0), self._down + EDGE

    def extract(self) -> None:
        """Put down the title, every row and the source."""
        extract = self._layout.extract
        if extract.title:
            self._put(0.0, Piece(extract.title), weight="bold")
            self._down += LEADING * POINTS * 1.4
        for row in self._layout.rows:
            columns = (
                (0.0, row.number),
                (self._layout.number, row.arrow),
                (self._layout.number + self._layout.arrow, row.speaker),
            )
            for at, text in columns:
                self._put(at, Piece(text))
            for segment in row.segments:
                at = self._layout.indent + self._layout.stops.get(segment.stop, 0.0)
                for piece in segment.pieces:
                    at = self._put(at, piece)
            self._down += LEADING * POINTS
        if extract.source:
            self._down += 0.4 * POINTS
            self._put(0.0, Piece(extract.source), style="italic")
            self._down += LEADING * POINTS

    def _put(
        self, at: float, piece: Piece, *, weight: str = "normal", style: str = "normal"
    ) -> float:
        """Put *piece* down, *at* units from the left; return where it ends."""
        end = at + self._layout.face.width(piece.text)
        left, right = (EDGE + self._points(units) for units in (at, end))
        base = self._down + POINTS
        if piece.text.strip():
            self._texts.append((left, base, piece.text, weight, style))
        if piece.underlined:
            self._lines.append((left, right, base + 0.16 * POINTS))
        # Bold letters and slanted ones are wider than those the face measures.
        self._right = max(self._right, EDGE + (right - EDGE) * (1.15 if weight == "bold" else 1))
        return end

    def _points(self, units: float) -> float:
        return units * self._layout.face.em * POINTS

    def draw(self, paper: Figure) -> None:
        """Draw everything on *paper*, which has the pen's size."""
        from matplotlib.lines import Line2D

        width, height = self.size
        families = [self._layout.face.css, "DejaVu Sans"]
        for left, base, text, weight, style in self._texts:
            paper.text(
                left / width,
                1 - base / height,
                text,
                family=families,
                fontsize=POINTS,
                weight=weight,
                style=style,
                va="baseline",
                parse_math=False,
            )
        for left, right, base in self._lines:
            ends = ([left / width, right / width], [1 - base / height] * 2)
            paper.add_artist(
                Line2D(*ends, color="black", linewidth=0.7, transform=paper.transFigure)
            )

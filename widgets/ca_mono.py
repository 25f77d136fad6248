"""CA Mono: DejaVu Sans Mono with every sign of conversation analysis exactly one cell wide.

A sign that the font lacks would come from another font, in another width, and the brackets of an
overlap would no longer stand under each other. The missing signs are drawn here from strokes and
from the font's own outlines; marks that combine with the letter before them take no room.
The licence of DejaVu allows changes under another name without "Bitstream" and "Vera".
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable
from itertools import pairwise
from math import cos, hypot, pi, sin
from pathlib import Path

from fontTools.misc.transform import Transform
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FAMILY = "CA Mono"
CELL = 1233
"""Advance of every sign, in units of 1/2048 em."""

STYLES = {"regular": ("DejaVuSansMono.ttf", 150), "bold": ("DejaVuSansMono-Bold.ttf", 250)}
"""Style → file beside matplotlib's data, and the width of a stroke in it."""

COMBINING = (*range(0x0300, 0x0370), 0x20D6, 0x20D7)


def source(style: str) -> Path | None:
    """Return the DejaVu file of *style* that matplotlib carries, without importing matplotlib."""
    spec = importlib.util.find_spec("matplotlib")
    for place in (spec and spec.submodule_search_locations) or ():
        path = Path(place) / "mpl-data" / "fonts" / "ttf" / STYLES[style][0]
        if path.is_file():
            return path
    return None


def build(style: str, target: Path) -> None:
    """Write CA Mono in *style* to *target*; ``FileNotFoundError`` if DejaVu is not there."""
    path = source(style)
    if path is None:
        raise FileNotFoundError("the font DejaVu Sans Mono was not found in matplotlib")
    font = TTFont(path)
    for codepoint, draw in SIGNS.items():
        _add(font, codepoint, draw(Strokes(font, STYLES[style][1])))
    _free_combining_marks(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            text = record.toUnicode().replace("DejaVu Sans Mono", FAMILY)
            record.string = text.replace("DejaVuSansMono", "CAMono")
    font["post"].isFixedPitch = 1
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(".part")
    font.save(unfinished)
    unfinished.replace(target)


class Strokes:
    """A glyph made of strokes of *width* and of other glyphs' outlines."""

    def __init__(self, font: TTFont, width: int) -> None:
        self._glyphs = font.getGlyphSet()
        self._names = font.getBestCmap()
        self.width = width
        self.pen = TTGlyphPen(None)

    def borrow(self, sign: str, transform: Transform) -> Strokes:
        """Add the outline of *sign*, transformed."""
        outline = DecomposingRecordingPen(self._glyphs)
        self._glyphs[self._names[ord(sign)]].draw(outline)
        outline.replay(TransformPen(self.pen, transform))
        return self

    def line(self, *points: tuple[float, float], width: float = 0) -> Strokes:
        """Add straight strokes from point to point."""
        half = (width or self.width) / 2
        for (x0, y0), (x1, y1) in pairwise(points):
            length = hypot(x1 - x0, y1 - y0)
            along = ((x1 - x0) / length * half, (y1 - y0) / length * half)
            across = (-along[1], along[0])
            self._polygon(
                (x0 - along[0] + across[0], y0 - along[1] + across[1]),
                (x1 + along[0] + across[0], y1 + along[1] + across[1]),
                (x1 + along[0] - across[0], y1 + along[1] - across[1]),
                (x0 - along[0] - across[0], y0 - along[1] - across[1]),
            )
        return self

    def ring(self, x: float, y: float, radius: float, width: float = 0) -> Strokes:
        """Add a circle round ``(x, y)``."""
        half = (width or self.width) / 2
        around = [2 * pi * step / 24 for step in range(24)]
        for size, turn in ((radius + half, -1), (radius - half, 1)):
            self._polygon(*((x + size * cos(turn * a), y + size * sin(turn * a)) for a in around))
        return self

    def star(self, y: float, radius: float, width: float = 0) -> Strokes:
        """Add an asterisk of six arms in the middle of the cell."""
        for angle in (pi / 2, pi / 6, -pi / 6):
            dx, dy = radius * cos(angle), radius * sin(angle)
            self.line((CELL / 2 - dx, y - dy), (CELL / 2 + dx, y + dy), width=width)
        return self

    def _polygon(self, *points: tuple[float, float]) -> None:
        first, *others = [(round(x), round(y)) for x, y in points]
        self.pen.moveTo(first)
        for point in others:
            self.pen.lineTo(point)
        self.pen.closePath()


def _shell(side: int) -> Callable[[Strokes], Strokes]:
    """Return the tortoise shell bracket that opens to the right (1) or to the left (-1)."""
    xs = (CELL / 2 + 230 * side, CELL / 2 - 60 * side)

    def draw(strokes: Strokes) -> Strokes:
        ends = ((xs[0], 1560), (xs[1], 1300), (xs[1], -20), (xs[0], -280))
        return strokes.line(*ends)

    return draw


def _arrow_from_bar(sign: str, side: int) -> Callable[[Strokes], Strokes]:
    """Return the double arrow *sign*, with a bar at its tail on the *side* 1 (right) or -1."""
    bar = CELL / 2 + 470 * side

    def draw(strokes: Strokes) -> Strokes:
        shift = (CELL - CELL * 0.84) / 2 - 80 * side
        strokes.borrow(sign, Transform(0.84, 0, 0, 1, shift, 0))
        return strokes.line((bar, 300), (bar, 980), width=strokes.width * 0.9)

    return draw


SIGNS: dict[int, Callable[[Strokes], Strokes]] = {
    0x204E: lambda s: s.star(330, 390),
    0x2051: lambda s: s.star(1180, 300, s.width * 0.85).star(330, 300, s.width * 0.85),
    0x223E: lambda s: s.borrow("∼", Transform(-1, 0, 0, 1, CELL, 0)),
    0x222E: lambda s: s.borrow("∫", Transform()).ring(CELL / 2, 705, 250, s.width * 0.8),
    0x3014: _shell(1),
    0x3015: _shell(-1),
    0x2906: _arrow_from_bar("⇐", 1),
    0x2907: _arrow_from_bar("⇒", -1),
    0x02CA: lambda s: s.borrow("´", Transform()),
    0x02CB: lambda s: s.borrow("`", Transform()),
}
"""Signs that DejaVu Sans Mono lacks, and how each is drawn."""


def _add(font: TTFont, codepoint: int, strokes: Strokes) -> None:
    name = f"uni{codepoint:04X}"
    glyph = strokes.pen.glyph()
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (CELL, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[codepoint] = name
    _classes(font)[name] = 1


def _free_combining_marks(font: TTFont) -> None:
    """Let marks that stand over or under a letter take no room of their own.

    Those that the font places by its own anchors are left alone.
    """
    names, classes, anchored = font.getBestCmap(), _classes(font), _anchored(font)
    for name in {names[point] for point in COMBINING if point in names} - anchored:
        classes[name] = 3
        glyph = font["glyf"][name]
        if glyph.isComposite() or not glyph.numberOfContours:
            continue
        glyph.coordinates.translate((-CELL, 0))
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (0, glyph.xMin)


def _anchored(font: TTFont) -> set[str]:
    """Return the marks that the font itself places on the letter before."""
    if "GPOS" not in font:
        return set()
    lookups = font["GPOS"].table.LookupList.Lookup
    tables = (table for lookup in lookups for table in lookup.SubTable)
    tables = (getattr(table, "ExtSubTable", table) for table in tables)
    marks = (table.MarkCoverage.glyphs for table in tables if hasattr(table, "MarkCoverage"))
    return {name for glyphs in marks for name in glyphs}


def _classes(font: TTFont) -> dict[str, int]:
    classes: dict[str, int] = font["GDEF"].table.GlyphClassDef.classDefs
    return classes


def build_all(folder: Path, styles: Iterable[str] = STYLES) -> None:
    """Write every style to ``folder/<style>.ttf``."""
    for style in styles:
        build(style, folder / f"{style}.ttf")

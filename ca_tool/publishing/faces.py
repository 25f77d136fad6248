"""How wide talk is in the fonts an extract is set in.

Widths of Times come from Adobe's own metrics, which matplotlib carries; Times New Roman and
Liberation Serif have the same. Signs that Times lacks are taken from DejaVu Sans, which is wider
than most: a stop placed by these widths is never too far left.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from ca_tool.turn_taking.columns import display_column

CELL = 0.602
"""Width of a monospaced character in em: DejaVu Sans Mono's, a little over Courier's 0.600."""


class Face(NamedTuple):
    """A font to set an extract in.

    Attributes
    ----------
    word, css
        The font's name for a word processor, and names for a browser.
    em
        Length of a unit in em; a unit is a character cell in a monospaced font.
    slack
        Units added before a stop so that no font of this kind runs past it.
    width
        Text → its width in units.
    average
        Units that a character of running text takes on average.
    """

    key: str
    label: str
    word: str
    css: str
    em: float
    slack: float
    width: Callable[[str], float]
    average: float = 1.0

    @property
    def monospaced(self) -> bool:
        """Whether spaces alone can align."""
        return self.key == MONOSPACED


MONOSPACED, PROPORTIONAL = "monospaced", "proportional"


def cells(text: str) -> float:
    """Return how many character cells *text* takes."""
    return float(display_column(text, len(text)))


def times(text: str) -> float:
    """Return the width of *text* in Times, in em; unknown signs are 1 em wide."""
    return sum(map(_times, text))


@cache
def _times(sign: str) -> float:
    if category(sign) in ("Mn", "Me", "Cf"):
        return 0.0
    return _adobe().get(sign) or dejavu(sign, "DejaVuSans.ttf")


@cache
def _adobe() -> dict[str, float]:
    from fontTools.afmLib import AFM
    from fontTools.agl import toUnicode

    metrics = AFM(str(_fonts() / "afm" / "ptmr8a.afm"))
    return {toUnicode(name): metrics[name][1] / 1000 for name in metrics.chars()}


def dejavu(text: str, file: str) -> float:
    """Return the width of *text* in em, in a font file that matplotlib carries."""
    units, widths = _advances(file)
    return sum(0.0 if category(s) in ("Mn", "Me") else widths.get(ord(s), units) for s in text) / (
        units
    )


@cache
def _advances(file: str) -> tuple[int, dict[int, int]]:
    from fontTools.ttLib import TTFont

    with TTFont(_fonts() / "ttf" / file, lazy=True) as font:
        advances = font["hmtx"].metrics
        widths = {point: advances[name][0] for point, name in font.getBestCmap().items()}
        return int(font["head"].unitsPerEm), widths


@cache
def _fonts() -> Path:
    """Return the folder of fonts beside matplotlib's data, without importing matplotlib."""
    spec = importlib.util.find_spec("matplotlib")
    places = (spec and spec.submodule_search_locations) or [""]
    return Path(places[0]) / "mpl-data" / "fonts"


FACES = {
    face.key: face
    for face in (
        Face(
            MONOSPACED,
            "Monospaced",
            "Courier New",
            "'Courier New','Liberation Mono','DejaVu Sans Mono',monospace",
            CELL,
            0.0,
            cells,
        ),
        Face(
            PROPORTIONAL,
            "Proportional",
            "Times New Roman",
            "'Times New Roman','Liberation Serif',Times,serif",
            1.0,
            0.05,
            times,
            0.44,
        ),
    )
}

"""What the transcript is drawn with: colours, font, and the size of a cell."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF, QPalette

from widgets import fonts
from widgets.theme import Colours, colours


@dataclass(frozen=True)
class Look:
    """Fonts and measures for one theme and text size.

    Attributes
    ----------
    cell
        Width of a character in pixels; a fraction, so places are reckoned from the left edge.
    row
        Height of a line in pixels.
    ascent
        From the top of a line to the base of its letters.
    """

    colours: Colours
    font: QFont
    bold: QFont
    small: QFont
    cell: float
    row: int
    ascent: float
    small_metrics: QFontMetricsF

    @classmethod
    def of(cls, palette: QPalette, interface: QFont) -> Look:
        """Return the look that goes with the window's *palette* and *interface* font."""
        font = fonts.transcript_font(interface.pointSizeF() * 1.1)
        bold = QFont(font)
        bold.setBold(True)
        small = QFont(interface)
        small.setPointSizeF(interface.pointSizeF() * 0.85)
        metrics = QFontMetricsF(font)
        row = ceil(metrics.height() * 1.42)
        return cls(
            colours=colours(palette),
            font=font,
            bold=bold,
            small=small,
            cell=metrics.horizontalAdvance("n" * 64) / 64,
            row=row,
            ascent=(row - metrics.height()) * 0.4 + metrics.ascent(),
            small_metrics=QFontMetricsF(small),
        )

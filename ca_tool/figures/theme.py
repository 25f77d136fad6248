"""Colours, hatches and signs of figures: told apart without colour, and in print.

The colours are those of Okabe & Ito (2008), which people with any colour vision can tell apart.
Each participant also has a hatch and is named beside every mark.
"""

from __future__ import annotations

from dataclasses import dataclass

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999")
HATCHES = ("", "///", "...", "xxx", "\\\\\\", "+++", "ooo")


@dataclass(frozen=True, slots=True)
class Theme:
    """What a figure is drawn on and with."""

    ink: str = "#1a1a1a"
    paper: str = "#ffffff"
    faint: str = "#c8c8c8"

    def colour(self, number: int) -> str:
        """Return the colour of the participant at *number* in the roster."""
        return COLOURS[number % len(COLOURS)]

    def hatch(self, number: int) -> str:
        """Return the hatch of the participant at *number* in the roster."""
        return HATCHES[number % len(HATCHES)]

    def mixed(self, colour: str, amount: float) -> str:
        """Return *amount* (0 to 1) of *colour* on paper."""
        pairs = (
            (int(self.paper[at : at + 2], 16), int(colour[at : at + 2], 16)) for at in (1, 3, 5)
        )
        return "#" + "".join(f"{round(a + (b - a) * amount):02x}" for a, b in pairs)

    def on(self, colour: str) -> str:
        """Return black or white, whichever reads better on *colour* (WCAG 2.2 luminance)."""
        return "#000000" if luminance(colour) > 0.18 else "#ffffff"


LIGHT = Theme()
DARK = Theme(ink="#e8e8e8", paper="#1b1e23", faint="#5a5a5a")


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb``, 0 (black) to 1 (white)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)

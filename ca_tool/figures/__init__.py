"""Figures of one session, drawn on matplotlib axes; every mark knows its cases.

To add a figure: a function ``(axes, evidence, theme) -> Drawing`` and a row in
:data:`ca_tool.figures.register.FIGURES`. matplotlib is imported when a figure is drawn.
"""

from ca_tool.figures.change import draw_change, draw_slopes
from ca_tool.figures.drawing import Drawing, Mark
from ca_tool.figures.forest import draw_forest
from ca_tool.figures.multiples import draw_multiples
from ca_tool.figures.register import FIGURES, Figure, draw
from ca_tool.figures.save import save_figures
from ca_tool.figures.theme import DARK, LIGHT, Theme

__all__ = [
    "DARK",
    "FIGURES",
    "LIGHT",
    "Drawing",
    "Figure",
    "Mark",
    "Theme",
    "draw",
    "draw_change",
    "draw_forest",
    "draw_multiples",
    "draw_slopes",
    "save_figures",
]

"""How the review mode looks: a legible font, big type, two sets of colours.

Contrast of every text on its ground is at least 7 : 1, of shapes and focus rings at least 3 : 1
(WCAG 2.2, 1.4.6 and 1.4.11).
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFontDatabase, QPalette

SIZES = (18, 22, 27, 32, 40)
"""Type sizes on offer, in points; the smallest is the default."""

TARGET = 64
"""Smallest side of anything to press, in pixels."""

GAP = 8
"""Smallest distance between two things to press, in pixels."""

FAMILIES = (
    "Atkinson Hyperlegible Next",
    "Atkinson Hyperlegible",
    "Lexend",
    "Verdana",
    "Noto Sans",
    "DejaVu Sans",
    "Liberation Sans",
    "Arial",
)
"""Clear fonts, best first. None needs the signs of the notation: a play script has none."""


@dataclass(frozen=True, slots=True)
class Look:
    """A set of colours.

    Attributes
    ----------
    paper, ink
        Ground and text.
    dim
        Text of earlier lines.
    card
        Ground of the line that is shown.
    edge, focus
        Borders, and the ring round what the keyboard is on.
    pressed
        Ground of a button that is on.
    people
        One colour for each participant in turn, for shapes beside words.
    """

    paper: str
    ink: str
    dim: str
    card: str
    edge: str
    focus: str
    pressed: str
    people: tuple[str, ...]


LIGHT = Look(
    paper="#fdf9ee",
    ink="#141414",
    dim="#4f4f4f",
    card="#ffffff",
    edge="#5f5f5f",
    focus="#0a47a9",
    pressed="#d3e6fb",
    people=("#1f6fb2", "#b35400", "#2e7d32", "#7b3fa0", "#8a6d00"),
)
DARK = Look(
    paper="#151515",
    ink="#f5f2e8",
    dim="#b9b6ae",
    card="#222222",
    edge="#9a9a9a",
    focus="#ffd24a",
    pressed="#1f4468",
    people=("#6db3f2", "#f0a048", "#7ecb82", "#c99be6", "#d8c25a"),
)


def family() -> str:
    """Return the best legible font that is installed."""
    installed = set(QFontDatabase.families())
    return next((name for name in FAMILIES if name in installed), "sans-serif")


def palette(look: Look) -> QPalette:
    """Return *look* as a palette, for what the style sheet does not reach."""
    colours = QPalette(QColor(look.card), QColor(look.paper))
    role = QPalette.ColorRole
    for name, colour in (
        (role.Window, look.paper),
        (role.Base, look.card),
        (role.AlternateBase, look.paper),
        (role.Button, look.card),
        (role.WindowText, look.ink),
        (role.Text, look.ink),
        (role.ButtonText, look.ink),
        (role.PlaceholderText, look.dim),
        (role.Highlight, look.focus),
        (role.HighlightedText, look.paper),
    ):
        colours.setColor(name, QColor(colour))
    return colours


def style_sheet(look: Look, points: int) -> str:
    """Return the style sheet of the review mode at *points*."""
    return f"""
    QWidget {{ background: {look.paper}; color: {look.ink};
               font-family: "{family()}"; font-size: {points}pt; }}
    QLabel {{ background: transparent; }}
    QLabel[part="title"] {{ font-size: {round(points * 1.2)}pt; font-weight: bold; }}
    QLabel[part="words"] {{ font-size: {round(points * 1.5)}pt; }}
    QLabel[part="question"] {{ font-size: {round(points * 1.5)}pt; font-weight: bold; }}
    QLabel[part="name"] {{ font-weight: bold; }}
    QLabel[part="dim"] {{ color: {look.dim}; }}
    QFrame[part="card"] {{ background: {look.card}; border: 3px solid {look.edge};
                           border-radius: 14px; }}
    QFrame[part="card"]:focus {{ border: 5px solid {look.focus}; }}
    QFrame[part="earlier"] {{ background: transparent; border: none; }}
    QFrame[part="bar"] {{ border: none; border-top: 2px solid {look.edge}; }}
    QPushButton, QToolButton {{ background: {look.card}; border: 3px solid {look.edge};
                                border-radius: 12px; padding: 6px 12px; }}
    QPushButton:checked, QToolButton:checked {{ background: {look.pressed};
                                                border-color: {look.ink}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {look.dim};
                                                  border: 3px dashed {look.edge}; }}
    QPushButton:focus, QToolButton:focus {{ border: 5px solid {look.focus}; padding: 4px 10px; }}
    QPlainTextEdit, QLineEdit {{ background: {look.card}; border: 3px solid {look.edge};
                                 border-radius: 8px; padding: 4px 8px;
                                 selection-background-color: {look.focus};
                                 selection-color: {look.paper};
                                 placeholder-text-color: {look.dim}; }}
    QPlainTextEdit:focus, QLineEdit:focus {{ border: 5px solid {look.focus}; padding: 2px 6px; }}
    QAbstractItemView {{ background: {look.card}; }}
    QAbstractItemView::item {{ min-height: {TARGET}px; }}
    QScrollArea {{ border: none; }}
    QScrollBar:vertical {{ width: 22px; background: {look.paper}; }}
    QScrollBar::handle:vertical {{ background: {look.edge}; border-radius: 8px;
                                   min-height: 64px; margin: 3px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; }}
    """

"""Light, dark and high contrast: the colours of the window and of the signs painted in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyledItemDelegate, QStyleOptionViewItem

THEMES = ("system", "light", "dark", "contrast")
SIZES = (100, 110, 125, 150, 175, 200, 250, 300)
"""Text sizes offered, in percent."""

BASE_POINTS = 10.0

EDGED = (
    "QLineEdit",
    "QTextEdit",
    "QPlainTextEdit",
    "QAbstractSpinBox",
    "QComboBox",
    "QPushButton",
    "QToolButton",
)
"""Widgets whose edge says where to type or to press."""

Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class Colours:
    """What the transcript is painted with; each pair reaches 4.5:1, in contrast 7:1."""

    paper: str
    ink: str
    muted: str
    faint: str
    """Rules and grid."""
    turn: str
    """Background of the current turn."""
    line: str
    """Background of the current line."""
    selected: str
    bracket: str
    """Overlap brackets and latches."""
    silence: str
    window: str
    accent: str
    counted: str
    """Background of a counted case."""
    uncounted: str
    excluded: str


LIGHT = Colours(
    paper="#ffffff",
    ink="#1b1f24",
    muted="#5d6671",
    faint="#e3e6ea",
    turn="#f3f6fa",
    line="#e6eef8",
    selected="#bcd6f5",
    bracket="#8a3fa0",
    silence="#9aa7b5",
    window="#f4f5f7",
    accent="#1f6fb5",
    counted="#ffe49a",
    uncounted="#d5ecd8",
    excluded="#e4e4e4",
)
DARK = Colours(
    paper="#1b1e23",
    ink="#e8eaed",
    muted="#a0a9b4",
    faint="#343a42",
    turn="#23282f",
    line="#2a3441",
    selected="#2f5680",
    bracket="#d39be6",
    silence="#6d7a88",
    window="#24282e",
    accent="#6db3f2",
    counted="#6a5310",
    uncounted="#22502c",
    excluded="#44474c",
)
CONTRAST = Colours(
    paper="#000000",
    ink="#ffffff",
    muted="#e0e0e0",
    faint="#808080",
    turn="#141414",
    line="#26262e",
    selected="#004c99",
    bracket="#ffb3ff",
    silence="#ffffff",
    window="#000000",
    accent="#ffff00",
    counted="#665200",
    uncounted="#005c1f",
    excluded="#505050",
)

NAMED = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}


def colours(palette: QPalette) -> Colours:
    """Return the colours that go with *palette*."""
    base = palette.color(Role.Base).name()
    for theme in NAMED.values():
        if theme.paper == base:
            return theme
    return DARK if palette.color(Role.Base).lightness() < 128 else LIGHT


def effective(theme: str) -> str:
    """Return *theme*, or what the desktop prefers where it is ``system``."""
    if theme in NAMED:
        return theme
    dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def apply(app: QApplication, theme: str, percent: int) -> None:
    """Give *app* the colours of *theme* and text of *percent* of the normal size."""
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    found = NAMED[effective(theme)]
    palette = _palette(found)
    app.setPalette(palette)
    app.setPalette(_boxes(palette), "QCheckBox")  # type: ignore[arg-type]  # PySide: takes str
    for kind in EDGED:
        app.setPalette(_edged(palette, found), kind)  # type: ignore[arg-type]
    font = QFont(app.font())
    font.setPointSizeF(BASE_POINTS * percent / 100)
    app.setFont(font)


def _palette(found: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        Role.Window: found.window,
        Role.WindowText: found.ink,
        Role.Base: found.paper,
        Role.AlternateBase: found.turn,
        Role.Text: found.ink,
        Role.Button: found.window,
        Role.ButtonText: found.ink,
        Role.BrightText: found.ink,
        Role.ToolTipBase: found.paper,
        Role.ToolTipText: found.ink,
        Role.PlaceholderText: found.muted,
        Role.Highlight: found.selected,
        Role.HighlightedText: found.ink,
        Role.Link: found.accent,
        Role.LinkVisited: found.accent,
        Role.Accent: found.accent,
        Role.Mid: found.faint,
        Role.Midlight: found.faint,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    off = QPalette.ColorGroup.Disabled
    for role in (Role.Text, Role.WindowText, Role.ButtonText):
        palette.setColor(off, role, mixed(found.muted, found.window, 0.7))
    return palette


def _boxes(palette: QPalette) -> QPalette:
    """Return *palette* for check boxes: on dark ground Fusion's empty ones cannot be seen."""
    found = QPalette(palette)
    if palette.color(Role.Base).lightness() < 128:
        found.setColor(Role.Base, QColor("#6e7681"))
        found.setColor(Role.Text, QColor("#ffffff"))
    return found


class Ticks(QStyledItemDelegate):
    """Items of a list with boxes to tick, seen on dark ground too."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Reimplemented: Fusion fills the box with the colour of fields, the list's own."""
        super().initStyleOption(option, index)
        palette = option.palette
        boxes = _boxes(palette)
        palette.setColor(Role.Base, boxes.color(Role.Base))
        option.palette = palette


def _edged(palette: QPalette, found: Colours) -> QPalette:
    """Return *palette* for fields and buttons: on dark ground nobody would see their edge.

    Fusion draws it in the colour of the window around, darkened, and where the keyboard is in the
    colour of what is selected. None of these paints the window's colour itself.
    """
    edged = QPalette(palette)
    if palette.color(Role.Base).lightness() < 128:
        edged.setColor(Role.Window, QColor(found.ink if found is CONTRAST else found.muted))
        edged.setColor(Role.Highlight, QColor(found.accent))
        edged.setColor(Role.HighlightedText, QColor(found.paper))
    return edged


def mixed(colour: str, ground: str, part: float) -> QColor:
    """Return *part* (0–1) of *colour* over *ground*."""
    top, under = QColor(colour), QColor(ground)
    return QColor(
        round(top.red() * part + under.red() * (1 - part)),
        round(top.green() * part + under.green() * (1 - part)),
        round(top.blue() * part + under.blue() * (1 - part)),
    )


def readable(colour: str, ground: str) -> QColor:
    """Return *colour*, moved towards black or white until it stands out from *ground* 3:1."""
    found = QColor(colour)
    dark = QColor(ground).lightness() < 128
    for _step in range(12):
        if contrast(found, QColor(ground)) >= 3:
            break
        found = found.lighter(115) if dark else found.darker(112)
        if dark and found.value() >= 250 and found.saturation() > 40:
            found = QColor.fromHsv(found.hue(), found.saturation() - 30, 255)
    return found


def contrast(first: QColor, second: QColor) -> float:
    """Return the contrast ratio of two colours, 1–21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(p) for p in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""The font of the transcript: built once into the user's cache, then only loaded."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import platformdirs
from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "CA Mono"
EDITION = "2"
"""Goes up when a glyph is drawn differently, so that old caches are left behind."""

STYLES = ("regular", "bold")


def folder() -> Path:
    """Return the folder the built font files lie in."""
    return Path(platformdirs.user_cache_dir("ca-tool", appauthor=False)) / f"ca-mono-{EDITION}"


def ensure_built(target: Path | None = None) -> bool:
    """Build the font files that are not there yet; return whether all are there now."""
    place = target or folder()
    missing = [style for style in STYLES if not (place / f"{style}.ttf").is_file()]
    if not missing:
        return True
    from widgets import ca_mono  # takes a moment, and only the first start needs it

    try:
        ca_mono.build_all(place, missing)
    except OSError:
        return False
    return True


@cache
def family() -> str:
    """Return the family of the transcript font, loaded: the system's own where none was built."""
    if ensure_built():
        for style in STYLES:
            QFontDatabase.addApplicationFont(str(folder() / f"{style}.ttf"))
        if FAMILY in QFontDatabase.families():
            return FAMILY
    return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()


def transcript_font(point_size: float) -> QFont:
    """Return the transcript's font at *point_size*."""
    font = QFont(family())
    font.setPointSizeF(point_size)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setKerning(False)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return font

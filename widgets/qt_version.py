"""Refuse the one Qt binding that kills the process.

PySide6 6.12.0 gives back references to ``None`` and ``True`` that it does not own. Before Python
3.12 those objects are not immortal, so after some 600 signals the interpreter ends with
``Fatal Python error: none_dealloc``. A short run shows nothing, hence a check and not a hope.
"""

from __future__ import annotations

import sys


class UnsafeQtError(ImportError):
    """Raised for a PySide6 that would end the process without warning."""


def refuse_unsafe(pyside: str, python: tuple[int, ...]) -> None:
    """Raise :class:`UnsafeQtError` if PySide6 version *pyside* is unsafe on *python*."""
    if pyside.startswith("6.12.") and python < (3, 12):
        raise UnsafeQtError(
            f"PySide6 {pyside} ends the program without warning on Python "
            f"{python[0]}.{python[1]}. Install PySide6-Essentials==6.11.3 and "
            "PySide6-Addons==6.11.3, or use Python 3.12 or later."
        )


def check() -> None:
    """Refuse the PySide6 that is installed here if it is unsafe."""
    from PySide6 import __version__

    refuse_unsafe(__version__, sys.version_info[:2])

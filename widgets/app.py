"""Start the application."""

from __future__ import annotations

import sys
import traceback
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from widgets import theme
from widgets.main_window import MainWindow

SETTLED = 600
"""Milliseconds until panels that compute beside the window have shown their numbers."""


def main(argv: list[str]) -> int:
    """Open the window on what *argv* names and run until it closes; return the exit code.

    ``ca-tool [--screenshot FILE.png] [--sample] [PATH]``: a project folder, a transcript, or
    nothing for the project that was open last.
    """
    picture, wants_sample, path = _read(argv[1:])
    app = application(argv[:1])
    window = MainWindow()
    theme.apply(app, window.settings.theme, window.settings.text_size)
    window.opening.asks = picture is None
    window.show()
    if picture is not None:
        _open(window, path, wants_sample=wants_sample)
        return _screenshot(app, window, picture)
    opens = partial(_open, window, path, wants_sample=wants_sample)
    QTimer.singleShot(0, window, opens)  # what is asked then comes over the window
    return app.exec()


def application(argv: list[str]) -> QApplication:
    """Return the application object, made if there is none."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(argv or ["ca-tool"])
    app.setApplicationName("CA Tool")
    app.setDesktopFileName("ca-tool")
    sys.excepthook = Fault()
    return app


class Fault:
    """Says what went wrong once per place: painting would say it at every frame."""

    def __init__(self) -> None:
        self._seen: set[tuple[type[BaseException], str]] = set()

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Print the fault, unless this place has been heard of."""
        last = traceback.extract_tb(trace)[-1:]
        place = (kind, f"{last[0].filename}:{last[0].lineno}" if last else "")
        if place not in self._seen:
            self._seen.add(place)
            traceback.print_exception(kind, error, trace)


def _read(argv: list[str]) -> tuple[Path | None, bool, Path | None]:
    """Return the picture to take, whether the sample is wanted, and what to open."""
    words = list(argv)
    picture = None
    if "--screenshot" in words:
        at = words.index("--screenshot")
        picture = Path(words[at + 1]) if at + 1 < len(words) else Path("ca-tool.png")
        del words[at : at + 2]
    wants_sample = "--sample" in words
    named = [word for word in words if not word.startswith("--")]
    return picture, wants_sample, Path(named[0]) if named else None


def _open(window: MainWindow, path: Path | None, *, wants_sample: bool) -> None:
    if path is not None:
        window.opening.open_path(path.resolve())
    elif wants_sample:
        window.opening.open_sample()
    else:
        window.opening.open_last()


def _screenshot(app: QApplication, window: MainWindow, picture: Path) -> int:
    """Write what the window shows to *picture*, once its panels have settled, and close it."""
    window.resize(1280, 800)
    app.processEvents()
    window.reset_layout()
    QTimer.singleShot(SETTLED, app.quit)
    app.exec()
    picture.parent.mkdir(parents=True, exist_ok=True)
    written = window.grab().save(str(picture))
    window.close()
    return 0 if written else 1

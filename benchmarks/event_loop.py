"""A window's event loop in a benchmark: letting it run, and how long it stood still."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

EVERY_MS = 5


class Pulse:
    """A timer due every 5 ms, and how late it was at worst."""

    def __init__(self) -> None:
        self._timer = QTimer(interval=EVERY_MS)
        self._timer.timeout.connect(self._beat)
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def restart(self) -> None:
        """Forget the gaps so far."""
        self.gaps, self._last = [], time.perf_counter()

    def worst(self) -> float:
        """Return the longest gap, in ms, since this was last asked; one still open counts."""
        self._beat()
        worst = max(self.gaps)
        self.restart()
        return worst


def until(app: QApplication, done: Callable[[], bool]) -> float:
    """Let the window live until *done*, and return the seconds it took.

    Waits for events, so a :class:`Pulse` or another timer must be going.
    """
    started = time.perf_counter()
    while not done():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    return time.perf_counter() - started

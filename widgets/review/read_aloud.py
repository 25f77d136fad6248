"""Reading aloud with the voice of the computer, where it has one."""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from PySide6.QtTextToSpeech import QTextToSpeech

SLOWER = -0.2
"""Rate of speech; 0 is the voice's own, -1 the slowest."""


class ReadAloud(QObject):
    """Says one thing at a time. The voice is started by the first :meth:`say`, never before."""

    def __init__(self, engine: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._voice: QTextToSpeech | None = None
        self._failed = False

    @property
    def possible(self) -> bool:
        """Whether there is a voice as far as we know."""
        return not self._failed and (bool(self._engine) or _has_voice())

    def say(self, text: str) -> bool:
        """Say *text* now, instead of anything being said; return whether it can be heard."""
        voice = self._started()
        if voice is None:
            return False
        voice.stop()
        voice.say(text)
        return True

    def stop(self) -> None:
        """Be silent at once."""
        if self._voice is not None:
            self._voice.stop()

    def _started(self) -> QTextToSpeech | None:
        if self._voice is None and self.possible:
            self._voice = self._start()
            self._failed = self._voice is None
        return self._voice

    def _start(self) -> QTextToSpeech | None:
        try:
            from PySide6.QtTextToSpeech import QTextToSpeech
        except ImportError:  # a system library that it needs is missing
            return None
        engines = [name for name in QTextToSpeech.availableEngines() if name != "mock"]
        chosen = self._engine or next(iter(engines), "")
        if not chosen:
            return None
        voice = QTextToSpeech(chosen, self)
        if voice.state() == QTextToSpeech.State.Error:
            return None
        voice.setRate(SLOWER)
        return voice


def _has_voice() -> bool:
    """Return whether the system has what speech needs; Windows and macOS always have."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        ctypes.CDLL("libspeechd.so.2")
    except OSError:
        return False
    return True

"""Long work away from the window: it runs in a thread and says when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

T = TypeVar("T")


class Worker(QThread, Generic[T]):
    """Calls *work* in a thread of its own and delivers what it returns.

    Only for plain Python: one long call into C would hold the window up all the same. A worker
    that is no longer wanted is told to :meth:`forget`; its thread is waited for, never killed.
    """

    done = Signal(object)
    """What *work* returned."""
    failed = Signal(object)
    """The exception *work* raised."""

    def __init__(self, work: Callable[[], T], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._wanted = True

    def run(self) -> None:
        """Reimplemented."""
        try:
            result = self._work()
        except (OSError, ValueError, ArithmeticError, LookupError) as error:
            if self._wanted:
                self.failed.emit(error)
            return
        if self._wanted:
            self.done.emit(result)

    def forget(self) -> None:
        """Deliver nothing any more."""
        self._wanted = False

"""The same work on many files, in processes beside the window: a thread would slow its painting.

Python lets one thread of a process work at a time, and painting a table asks for its turn hundreds
of times. What goes to another process and what comes back must be small.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 12
"""Fewer files are done at once here: starting processes takes half a second."""

MOST_PROCESSES = 4


def mapped(work: Callable[[T], R], items: Sequence[T]) -> Generator[R]:
    """Yield what *work*, a function of a module, makes of each of *items*, in order.

    Where no process can be started, or one is killed, the rest is done here. Closing the iterator
    stops the processes after the items they are at.
    """
    done = 0
    if len(items) >= FEWEST:
        try:
            for result in _beside(work, items):
                yield result
                done += 1
        except (BrokenExecutor, OSError):
            pass  # the rest is done here
    for item in items[done:]:
        yield work(item)


def _beside(work: Callable[[T], R], items: Sequence[T]) -> Generator[R]:
    processes = min(MOST_PROCESSES, os.cpu_count() or 1)
    pool = ProcessPoolExecutor(
        processes, mp_context=multiprocessing.get_context("spawn"), initializer=_give_way
    )
    waiting: deque[Future[R]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(work, item))
            if len(waiting) > 3 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _give_way() -> None:
    """Let the window go first."""
    if hasattr(os, "nice"):
        os.nice(10)

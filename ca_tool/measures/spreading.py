"""Work spread over processes or machines: the same results, in whatever order they are done."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple, TypeVar

Work = TypeVar("Work")
Done = TypeVar("Done")

AHEAD = 2
"""Pieces of work handed out for each process before one is done: memory stays bounded."""

PATIENCE = "5s"
"""How long a scheduler may take to answer."""

NO_CLUSTER = (
    "A scheduler was named, and the package “distributed” is not installed. "
    "Install it with: pip install 'ca-tool[cluster]'"
)


class NoClusterError(RuntimeError):
    """The cluster cannot be used; the message says why."""


class Spread(NamedTuple):
    """Over what work is spread.

    Attributes
    ----------
    jobs
        Processes on this machine.
    scheduler
        Address of a dask scheduler, for example ``tcp://host:8786``; used instead of processes.
    """

    jobs: int = 1
    scheduler: str = ""

    def over(self, count: int) -> Spread:
        """Return what serves for so many pieces of work: no more processes than pieces."""
        return self._replace(jobs=min(self.jobs, count))


HERE = Spread()


def spread(
    function: Callable[[Work], Done], work: Iterable[Work], how: Spread = HERE
) -> Iterator[tuple[int, Done]]:
    """Yield ``(place in work, function(work))`` as each is done.

    Raises
    ------
    NoClusterError
        There is no dask here, or nothing answers at the address.
    concurrent.futures.process.BrokenProcessPool
        A process was ended from outside.
    """
    if how.scheduler:
        with _cluster(how.scheduler) as (pool, size):
            yield from _as_done(pool, function, work, size)
    elif how.jobs > 1:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # Spawned, not forked: a window's threads must not be copied half-way.
        with ProcessPoolExecutor(how.jobs, get_context("spawn"), initializer=_settle) as pool:
            yield from _as_done(pool, function, work, how.jobs)
    else:
        yield from ((place, function(piece)) for place, piece in enumerate(work))


def _as_done(
    pool: Executor, function: Callable[[Work], Done], work: Iterable[Work], size: int
) -> Iterator[tuple[int, Done]]:
    waiting: dict[Future[Done], int] = {}
    pieces = enumerate(work)
    while True:
        for place, piece in islice(pieces, size * AHEAD - len(waiting)):
            waiting[pool.submit(function, piece)] = place
        if not waiting:
            return
        for future in wait(waiting, return_when=FIRST_COMPLETED).done:
            yield waiting.pop(future), future.result()


@contextmanager
def _cluster(address: str) -> Iterator[tuple[Executor, int]]:
    """Connect to a dask scheduler and give its workers as a pool, and how many they are."""
    try:
        from distributed import Client
    except ImportError as error:
        raise NoClusterError(NO_CLUSTER) from error
    try:
        client = Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:  # dask's own errors are of these kinds
        raise NoClusterError(f"No dask scheduler answers at “{address}”: {error}") from error
    with client:
        # pure=False: a file may have changed since a result was kept on the cluster
        pool = client.get_executor(pure=False)
        yield pool, max(1, sum(client.nthreads().values()))


def _settle() -> None:
    """Keep what was imported out of every later collection of garbage."""
    gc.collect()
    gc.freeze()


@contextmanager
def collecting_afterwards() -> Iterator[None]:
    """Leave the collection of garbage until afterwards: nearly nothing made within is garbage.

    Looking for it time and again, in all that is remembered from file to file, costs a third of
    the time. What little there is goes with the next ordinary collection.
    """
    if not gc.isenabled():  # somebody above sees to it
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

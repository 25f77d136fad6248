"""Some twenty sessions at a time: read, turned into rows, forgotten. Runs in any process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import ca_tool
from ca_tool.measures.sources import Loaded, Source, Unread, load
from ca_tool.measures.spreading import collecting_afterwards
from ca_tool.measures.talk import forget
from ca_tool.tidy.account import Account, account_of, together
from ca_tool.tidy.columns import Cell
from ca_tool.tidy.forms import FORMS
from ca_tool.tidy.tables import Cells, Options
from ca_tool.turn_taking import all_problems, under_every_policy

SIZE = 20
"""Sources in a batch."""

UNREADABLE = "unreadable"
"""Stands in the place of a problem's code for what could not be read at all."""

OFTEN = 10
"""Sources after which memory is given back within a batch."""


class Batch(NamedTuple):
    """Sources in a row, and what is to be made of them; sent to whoever does it."""

    number: int
    sources: tuple[Source, ...]
    options: Options
    suffix: str


class Done(NamedTuple):
    """What became of a batch.

    Attributes
    ----------
    data
        The rows, as a part in the form asked for.
    problems
        A row for each problem, in the columns of :data:`~ca_tool.tidy.columns.PROBLEMS`.
    unread
        ``(place, why)`` of what could not be read.
    """

    data: bytes
    rows: int
    problems: tuple[tuple[Cell, ...], ...]
    unread: tuple[tuple[str, str], ...]
    account: Account


def batches(sources: Sequence[Source], options: Options, suffix: str) -> list[Batch]:
    """Return *sources* in batches: the same ones however many processes there are."""
    return [
        Batch(number, tuple(sources[start : start + SIZE]), options, suffix)
        for number, start in enumerate(range(0, len(sources), SIZE))
    ]


def digest(batch: Batch) -> str:
    """Return what stands for the batch: its files, the software, the codebook and the options.

    A batch that has the same digest gives the same part, so it need not be done again.
    """
    found = sha256(repr((ca_tool.__version__, batch.options, batch.suffix)).encode())
    for source in batch.sources:
        found.update(f"\0{source.name}\0".encode("utf-8", "surrogateescape"))
        for file in _files(source):
            found.update(f"\0{file.name}\0".encode("utf-8", "surrogateescape"))
            try:
                with file.open("rb") as held:
                    while block := held.read(1 << 20):
                        found.update(block)
            except OSError as error:
                found.update(str(error.errno).encode())
    return found.hexdigest()[:24]


def _files(source: Source) -> Iterator[Path]:
    """Yield the files a source is read from; of a session also its project's and its codebook."""
    if not source.session:
        yield source.path
        return
    yield from (source.path / name for name in ("project.xml", "codebook.xml"))
    if source.place.is_dir():
        yield from sorted(file for file in source.place.iterdir() if file.is_file())


def do(batch: Batch) -> Done:
    """Read the sources of *batch* and return their rows."""
    options = batch.options
    count = 0
    problems: list[tuple[Cell, ...]] = []
    unread: list[tuple[str, str]] = []
    accounts: list[Account] = []

    def rows() -> Iterator[Cells]:
        nonlocal count
        for start in range(0, len(batch.sources), OFTEN):
            with collecting_afterwards():
                for found in load(batch.sources[start : start + OFTEN], options.coder or ""):
                    place = str(found.source.place)
                    if isinstance(found, Unread):
                        unread.append((place, found.why))
                        problems.append((place, "", 0, 0, "error", UNREADABLE, found.why, ""))
                        continue
                    transcript = found.session.transcript
                    under_every_policy(transcript)
                    problems.extend(_problems(place, found))
                    for row in options.rows(found.session, found.codebook):
                        count += 1
                        yield row
                    coders = options.coders(found.session)
                    accounts.append(account_of(found, coders, options.policy))
                    forget(transcript)

    data = FORMS[batch.suffix].part(options.columns, rows())
    return Done(data, count, tuple(problems), tuple(unread), together(accounts))


def _problems(place: str, found: Loaded) -> Iterator[tuple[Cell, ...]]:
    for one in all_problems(found.session.transcript):
        severity, session = str(one.severity), found.session.id
        at = (one.line, one.column)
        yield (place, session, *at, severity, one.code, one.message, one.advice)

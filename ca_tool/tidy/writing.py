"""A table of any number of sessions, written part by part: bounded memory, and no work twice.

Finished batches are kept beside the output, in ``<output>.parts``, until the whole is written. A
run that was ended goes on from them; each is named by the digest of what it was made from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from shutil import rmtree
from typing import NamedTuple, TypeAlias

from ca_tool.measures.sources import sources
from ca_tool.measures.spreading import HERE, Spread, spread
from ca_tool.storage.atomic import write_atomically
from ca_tool.tidy.account import Account, together
from ca_tool.tidy.batches import Batch, Done, batches, digest, do
from ca_tool.tidy.columns import PROBLEMS, names
from ca_tool.tidy.dictionary import dictionary
from ca_tool.tidy.forms import Beside, Form, csv_file, csv_rows, form_of
from ca_tool.tidy.methods import methods
from ca_tool.tidy.r_script import r_script
from ca_tool.tidy.tables import DEFAULT, Options

Say: TypeAlias = "Callable[[int, int], None]"
"""Called with how many sources are done, and of how many; may raise to stop."""


class Written(NamedTuple):
    """What was written.

    Attributes
    ----------
    paths
        The table first, then what goes with it.
    unread
        ``(place, why)`` of what could not be read.
    kept
        Batches taken over from an earlier run.
    remarks
        What the reader should know of the file, in words.
    """

    paths: tuple[Path, ...]
    rows: int
    unread: tuple[tuple[str, str], ...]
    kept: int = 0
    remarks: tuple[str, ...] = ()


class _Part(NamedTuple):
    """A finished batch on disk: its rows, and what is said of them."""

    path: Path
    about: Path


def silent(_done: int, _of: int) -> None:
    """Say nothing."""


def write_table(
    paths: Sequence[Path | str],
    output: Path | str,
    options: Options = DEFAULT,
    *,
    over: Spread = HERE,
    resume: bool = False,
    say: Say = silent,
    agreement: Sequence[str] = (),
) -> Written:
    """Write a table of all sessions in *paths* to *output*, and what goes with it.

    Beside ``table.csv`` stand ``table-dictionary.csv``, ``table-methods.txt``,
    ``table-problems.csv``, and for questions a script in R. A workbook holds the first two.

    Parameters
    ----------
    output
        Its suffix says the form: ``.csv``, ``.parquet`` or ``.xlsx``.
    resume
        Go on from what an earlier run, ended early, has left beside *output*.
    agreement
        Sentences about the agreement of coders, for the methods paragraph.

    Raises
    ------
    TableError
        The suffix names no form, or the form cannot hold so many rows.
    StorageError, OSError
        A project cannot be opened; the disk is full.
    """
    output = Path(output)
    form = form_of(output)
    folder = output.with_name(f"{output.name}.parts")
    beside = companions(output)
    found = sources(
        [Path(path) for path in paths],
        options.coder or "",
        leave=(output, folder, *beside.values()),
    )
    if not resume:
        rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    work = batches(found, options, form.suffix)
    parts, kept = _parts(work, folder, over, say, len(found))
    rows, unread, account = _summed(parts)
    said = methods(account, options, agreement, unread=len(unread))
    with_it = Beside(dictionary(options), said)
    remarks = _whole(form, [part.path for part in parts], options, with_it, output)
    written = tuple(_beside(form, beside, with_it, parts, output, options))
    rmtree(folder)
    return Written((output, *written), rows, unread, kept, remarks)


def _summed(parts: Sequence[_Part]) -> tuple[int, tuple[tuple[str, str], ...], Account]:
    """Return the rows, what could not be read, and the account of all *parts* together."""
    rows, unread, accounts = 0, list[tuple[str, str]](), list[Account]()
    for part in parts:
        about = json.loads(part.about.read_text("utf-8"))
        rows += about["rows"]
        unread += [(place, why) for place, why in about["unread"]]
        accounts.append(Account(about["account"]))
    return rows, tuple(unread), together(accounts)


def companions(output: Path) -> dict[str, Path]:
    """Return what may be written beside *output*: what it is → its path."""
    ends = {
        "dictionary": "-dictionary.csv",
        "methods": "-methods.txt",
        "problems": "-problems.csv",
        "script": ".R",
    }
    return {what: output.with_name(output.stem + end) for what, end in ends.items()}


def stream_csv(
    paths: Sequence[Path], options: Options = DEFAULT, over: Spread = HERE
) -> Iterator[Done]:
    """Yield the parts of a CSV table in order, nothing on disk."""
    waiting: dict[int, Done] = {}
    work = batches(sources(paths, options.coder or ""), options, ".csv")
    after = 0
    for number, done in spread(do, work, over.over(len(work))):
        waiting[number] = done
        while after in waiting:
            yield waiting.pop(after)
            after += 1


def _parts(
    work: Sequence[Batch], folder: Path, over: Spread, say: Say, of: int
) -> tuple[list[_Part], int]:
    """Do what is not done yet; return all parts in order, and how many were there already."""
    parts = [_part(batch, folder) for batch in work]
    there = [part.path.exists() and part.about.exists() for part in parts]
    finished = sum(len(batch.sources) for batch, done in zip(work, there, strict=True) if done)
    say(finished, of)
    left = [number for number, done in enumerate(there) if not done]
    to_do = (work[number] for number in left)
    for place, done in spread(do, to_do, over.over(len(left))):
        number = left[place]
        _keep(parts[number], done)
        finished += len(work[number].sources)
        say(finished, of)
    return parts, sum(there)


def _part(batch: Batch, folder: Path) -> _Part:
    name = f"{batch.number:06d}-{digest(batch)}"
    return _Part(folder / f"{name}{batch.suffix}", folder / f"{name}.json")


def _keep(part: _Part, done: Done) -> None:
    """Write what is said of a part before the part: where that stands, all is there."""
    about = {
        "rows": done.rows,
        "unread": done.unread,
        "account": {what: dict(values) for what, values in done.account.counts.items()},
        "problems": csv_rows(done.problems),
    }
    text = json.dumps(about, ensure_ascii=True)
    write_atomically(part.about, text.encode())
    write_atomically(part.path, done.data)


def _whole(
    form: Form, parts: Sequence[Path], options: Options, with_it: Beside, output: Path
) -> tuple[str, ...]:
    """Write *output* whole or not at all."""
    new = output.with_name(f".{output.name}.new")
    try:
        remarks = form.whole(parts, options.columns, with_it, new)
        new.replace(output)
    finally:
        new.unlink(missing_ok=True)
    return remarks


def _beside(
    form: Form,
    beside: dict[str, Path],
    with_it: Beside,
    parts: Sequence[_Part],
    output: Path,
    options: Options,
) -> Iterator[Path]:
    """Write what goes with the table and yield each file."""
    if not form.holds_all:
        heading, *lines = with_it.dictionary
        write_atomically(beside["dictionary"], csv_file(heading, lines))
        write_atomically(beside["methods"], with_it.methods.encode())
        yield from (beside["dictionary"], beside["methods"])
    with beside["problems"].open("wb") as out:
        out.write(csv_file(names(PROBLEMS), ()))
        for part in parts:
            held = json.loads(part.about.read_text("utf-8"))["problems"]
            out.write(held.encode("utf-8", "replace"))
    yield beside["problems"]
    if options.table == "questions" and form.suffix == ".csv":
        write_atomically(beside["script"], r_script(output.name).encode())
        yield beside["script"]

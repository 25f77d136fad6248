"""``ca-tool measure``: every number, question, turn or topic of any number of sessions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer
from rich.console import Console
from rich.text import Text

from ca_tool.cli.program import FINE, WRONG_USE, Coder, app, complain, complaints, console
from ca_tool.turn_taking import POLICIES

if TYPE_CHECKING:
    from ca_tool.measures.spreading import Spread
    from ca_tool.tidy import Options, Written

Say: TypeAlias = "Callable[[int, int], None]"

ENDED = (
    "A process was ended from outside, perhaps for want of memory. What was done is kept: run the "
    "same command again with --resume."
)


@app.command()
def measure(
    paths: Annotated[
        list[Path], typer.Argument(help="Projects, folders of transcripts or projects, files.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The table: .csv, .parquet or .xlsx; else CSV is printed."
        ),
    ] = None,
    coder: Coder = None,
    policy: Annotated[str, typer.Option(help="Counting policy: CP-1 or CP-1s.")] = "CP-1",
    rows: Annotated[
        str, typer.Option(help="One row for each of: measures, questions, turns or topics.")
    ] = "measures",
    jobs: Annotated[int, typer.Option(min=1, help="How many processor cores to use.")] = 1,
    scheduler: Annotated[
        str, typer.Option(help="A dask scheduler whose machines do the work: tcp://host:8786.")
    ] = "",
    resume: Annotated[  # noqa: FBT002 (typer spells a flag so)
        bool, typer.Option("--resume", help="Go on where a run that was ended left off.")
    ] = False,
    cases: Annotated[  # noqa: FBT002 (typer spells a flag so)
        bool, typer.Option(help="List the ids of the cases behind each number.")
    ] = True,
    resamples: Annotated[
        int,
        typer.Option(min=0, help="Draws of the block bootstrap, for example 2000; 0: Wilson."),
    ] = 0,
    seed: Annotated[int, typer.Option(min=0, help="Of the block bootstrap.")] = 1,
    what_if: Annotated[
        list[str] | None,
        typer.Option(help="Count everything otherwise too: without-minimal, other-policy …"),
    ] = None,
) -> None:
    """Compute every measure and write the tidy table, one row per number, with its cases.

    Beside the table stand its data dictionary, a methods paragraph, and the problems found.
    """
    from ca_tool.measures.frame import Extras
    from ca_tool.measures.spreading import NoClusterError, Spread
    from ca_tool.measures.what_if import WHAT_IFS
    from ca_tool.tidy import TABLES, Options

    _one_of("policy", policy, POLICIES)
    _one_of("table", rows, TABLES)
    for key in what_if or ():
        _one_of("what-if", key, WHAT_IFS)
    extras = Extras(resamples, seed, tuple(what_if or ()))
    options = Options(rows, coder, policy, extras, cases)
    over = Spread(jobs, scheduler)
    try:
        with complaints():
            unread = (
                _printed(paths, options, over)
                if output is None
                else _written(paths, output, options, over, resume=resume)
            )
    except BrokenProcessPool as error:
        complain(ENDED)
        raise typer.Exit(WRONG_USE) from error
    except NoClusterError as error:
        complain(str(error))
        raise typer.Exit(WRONG_USE) from error
    for place, why in unread:
        complain(f"{place}: {why}")
    raise typer.Exit(WRONG_USE if unread else FINE)


def _one_of(what: str, asked: str, known: Iterable[str]) -> None:
    there = tuple(known)
    if asked not in there:
        raise typer.BadParameter(f"No {what} “{asked}”; there are {', '.join(there)}.")


def _printed(paths: list[Path], options: Options, over: Spread) -> list[tuple[str, str]]:
    """Print the table part by part; return what could not be read."""
    from ca_tool.tidy.columns import names
    from ca_tool.tidy.forms import csv_rows
    from ca_tool.tidy.writing import stream_csv

    unread: list[tuple[str, str]] = []
    out = sys.stdout.buffer
    out.write(csv_rows([names(options.columns)]).encode())
    for done in stream_csv(paths, options, over):
        out.write(done.data)
        unread += done.unread
    out.flush()
    return unread


def _written(
    paths: list[Path], output: Path, options: Options, over: Spread, *, resume: bool
) -> tuple[tuple[str, str], ...]:
    """Write the table and what goes with it; say what was written; return what was not read."""
    from ca_tool.tidy import write_table

    agreement = _agreement(paths, options)
    with _progress() as say:
        done = write_table(
            paths, output, options, over=over, resume=resume, say=say, agreement=agreement
        )
    _tell(done)
    return done.unread


def _tell(done: Written) -> None:
    said = console()
    table, *beside = done.paths
    kept = f" ({done.kept} batches of an earlier run kept)" if done.kept else ""
    said.print(Text(f"{table}: {done.rows} rows{kept}"))
    for path in beside:
        said.print(Text(f"  {path}"))
    for remark in done.remarks:
        said.print(Text(f"  {remark}", style="yellow"))


def _agreement(paths: list[Path], options: Options) -> tuple[str, ...]:
    """Return what the methods paragraph says of agreement: of one project with two coders."""
    if len(paths) != 1 or options.coder is not None:
        return ()
    from ca_tool.agreement.summary import agreement_of

    return agreement_of(paths[0], options.policy, options.extras.seed)


@contextmanager
def _progress() -> Iterator[Say]:
    """Show on the terminal, beside the table, how far the work is."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, TimeElapsedColumn(), console=console, disable=not console.is_terminal
    ) as shown:
        task = shown.add_task("Measuring")

        def say(done: int, of: int) -> None:
            shown.update(task, completed=done, total=of)

        yield say

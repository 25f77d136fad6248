"""``ca-tool agree``: how far two coders of a project agree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ca_tool.cli.program import WRONG_USE, app, complain, complaints, console

if TYPE_CHECKING:
    from ca_tool.agreement.tables import Table


@app.command()
def agree(
    project: Annotated[Path, typer.Argument(help="A project folder.")],
    coders: Annotated[
        tuple[str, str] | None,
        typer.Option(help="Which two coders; needed where there are more.", metavar="A B"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A folder for tables and an appendix.")
    ] = None,
    session: Annotated[list[str] | None, typer.Option(help="A session; repeatable.")] = None,
    rule: Annotated[
        str, typer.Option(help="When two tags are the same instance: half, exact or any.")
    ] = "half",
    seed: Annotated[int, typer.Option(min=0, help="Seed of all that is drawn.")] = 1,
    resamples: Annotated[int, typer.Option(min=100, help="Draws for the intervals.")] = 2000,
    samples: Annotated[int, typer.Option(min=10, help="Random continua for γ.")] = 100,
) -> None:
    """Say how far two coders agree: what they found, how they labelled it, and on the results."""
    from ca_tool.agreement import Wanted, agree_in, tables, write_agreement
    from ca_tool.agreement.gamma import Settings
    from ca_tool.agreement.intervals import Resampling
    from ca_tool.agreement.pairing import RULES

    chosen = next((name for name in RULES if name == rule), None)
    if chosen is None:
        raise typer.BadParameter(f"No rule “{rule}”; there are {', '.join(RULES)}.")
    with complaints():
        first, second = _coders(project, coders)
        wanted = Wanted(
            first,
            second,
            chosen,
            how=Resampling(seed, resamples),
            spans=Settings(samples=samples, seed=seed),
        )
        found = agree_in(project, wanted, session or ())
        written = write_agreement(found, output) if output and found.doubles else []
    out = console()
    for said in tables.how_it_was_done(found):
        out.print(Text(said))
    if not found.doubles:
        complain(f"{first} and {second} have no session that both coded.")
        raise typer.Exit(WRONG_USE)
    for made in (tables.identification(found), tables.labels(found), tables.links(found)):
        out.print(_aligned(made))
    out.print(_aligned(tables.spans(found)))
    out.print(Text(f"{len(found.disagreements)} disagreements"))
    for path in written:
        out.print(Text(str(path)))


def _coders(project: Path, asked: tuple[str, str] | None) -> tuple[str, str]:
    """Return the two coders: as asked, or the only two there are; refuse one who codes blind."""
    from ca_tool.agreement import coders_of
    from ca_tool.storage import open_project

    with open_project(project, "", read_only=True) as folder:
        known, blind = coders_of(folder), folder.project.blind
    there = ", ".join(known) or "nobody"
    pair = asked or known
    if len(pair) != 2:
        raise typer.BadParameter(f"Say which two coders: {there} coded here.")
    for name in pair:
        if name not in known:
            raise typer.BadParameter(f"{name} coded nothing here; there are {there}.")
        if name in blind:
            raise typer.BadParameter(f"{name} codes blind and has not finished.")
    first, second = pair
    return first, second


def _aligned(table: Table) -> Text:
    """Return a table as lines that keep their columns however narrow the terminal is."""
    rows = (table.heads, *(line.cells for line in table.lines))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    said = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    )
    return Text("\n".join(("", table.title, *said)))

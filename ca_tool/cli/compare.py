"""``ca-tool compare``: sessions of a project side by side, as tables."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ca_tool.cli.program import app, complain, complaints, console
from ca_tool.project import GROUPINGS, ROWS, SavedComparison
from ca_tool.turn_taking import POLICIES


@app.command()
def compare(
    project: Annotated[Path, typer.Argument(help="A project folder.")],
    comparison: Annotated[
        str, typer.Option(help="A comparison saved in the project, by its title.")
    ] = "",
    by: Annotated[str, typer.Option(help=f"Columns together by {', '.join(GROUPINGS)}.")] = "",
    rows: Annotated[str, typer.Option(help=f"A row for each {' or '.join(ROWS)}.")] = "",
    session: Annotated[list[str] | None, typer.Option(help="A session; repeatable.")] = None,
    coder: Annotated[list[str] | None, typer.Option(help="Whose tags; repeatable.")] = None,
    policy: Annotated[list[str] | None, typer.Option(help="CP-1, CP-1s; repeatable.")] = None,
    measures: Annotated[
        list[str] | None, typer.Option(help="Ids such as M-18; repeatable, or with commas.")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A .csv, or a folder; else the table is printed."),
    ] = None,
) -> None:
    """Put sessions side by side: every number with counts and interval, and every change."""
    from ca_tool.compare.from_project import compare_project
    from ca_tool.compare.tables import numbers_csv, write_comparison

    with complaints():
        saved = _with_options(_saved(project, comparison), {
            "grouping": by,
            "rows": rows,
            "sessions": tuple(session or ()),
            "coders": tuple(coder or ()),
            "policies": tuple(policy or ()),
            "measures": tuple(id_ for one in measures or () for id_ in one.split(",")),
        })  # fmt: skip
        _check(project, saved)
        found = compare_project(project, saved)
        written = write_comparison(found, saved, output) if output else []
    for warning in found.warnings:
        complain(warning)
    for path in written:
        console().print(Text(str(path)))
    if output is None:
        typer.echo(numbers_csv(found, saved), nl=False)


def _saved(project: Path, title: str) -> SavedComparison:
    """Return the comparison with that title, or one of all sessions."""
    from ca_tool.storage import open_project

    with open_project(project, "", read_only=True) as folder:
        saved = folder.project.comparisons
    if not title:
        return SavedComparison("", "")
    for one in saved:
        if title in (one.title, one.id):
            return one
    there = ", ".join(f"“{one.title}”" for one in saved) or "none"
    raise typer.BadParameter(f"No comparison “{title}” is saved here; there are {there}.")


def _with_options(saved: SavedComparison, said: dict[str, object]) -> SavedComparison:
    """Return *saved* with what was *said* on the command line instead."""
    return replace(saved, **{name: value for name, value in said.items() if value})  # type: ignore[arg-type]  # fields


def _check(project: Path, saved: SavedComparison) -> None:
    """Refuse what there is not, naming what there is."""
    from ca_tool.compare.from_project import coders_in
    from ca_tool.measures import MEASURES
    from ca_tool.storage import open_project

    with open_project(project, "", read_only=True) as folder:
        sessions, coders = folder.session_ids, coders_in(folder)
        blind = folder.project.blind
    for name in saved.coders:
        if name in blind:
            raise typer.BadParameter(f"{name} codes blind and has not finished.")
    for what, asked, there in (
        ("grouping", (saved.grouping,), GROUPINGS),
        ("row", (saved.rows,), ROWS),
        ("session", saved.sessions, sessions),
        ("coder", saved.coders, coders),
        ("policy", saved.policies, POLICIES),
        ("measure", saved.measures, tuple(MEASURES)),
    ):
        for one in asked:
            if one not in there:
                raise typer.BadParameter(f"No {what} “{one}”; there are {', '.join(there)}.")

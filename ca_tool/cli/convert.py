"""``ca-tool convert``: one format into another, and what that cannot carry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ca_tool import formats
from ca_tool.cli.program import WRONG_USE, Profile, app, complaints, console, read_transcript

if TYPE_CHECKING:
    from ca_tool.formats import Parsed

MANY = ("qdpx", "refi")
"""Formats that hold several transcripts, by suffix and by key."""


@app.command()
def convert(
    source: Annotated[
        Path, typer.Argument(metavar="IN", help="The transcript to read, or a project's folder.")
    ],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="Its suffix says the format.")],
    profile: Profile = "",
    to: Annotated[str, typer.Option(help="Format to write, if the suffix does not say.")] = "",
    repair: Annotated[  # noqa: FBT002 (typer spells a flag so)
        bool, typer.Option("--repair", help="Put right UTF-8 that was once read as cp1252.")
    ] = False,
) -> None:
    """Write a transcript, or a whole project, in another format; say what that cannot carry."""
    whole = source.is_dir()
    parsed = (
        _project(source, target, to) if whole else read_transcript(source, profile, repair=repair)
    )
    if parsed is None:
        raise typer.Exit(WRONG_USE)
    if target.exists() and target.samefile(source):
        raise typer.BadParameter("IN and OUT are the same file.")
    with complaints():
        written = formats.write(parsed, target, to)
    said = console()
    said.print(Text(f"{target}: written as {written.label}"))
    further = len(parsed.more) if written.key not in MANY else 0
    also = (f"{further} further transcript{'s' * (further != 1)} of {source}",) if further else ()
    for loss in (*also, *written.losses_of(parsed)):
        said.print(Text(f"  not carried over: {loss}", style="yellow"))


def _project(folder: Path, target: Path, to: str) -> Parsed:
    """Return all sessions of a project, if the format to write can hold them."""
    from ca_tool.storage.contents import project_content

    with complaints():
        content = project_content(folder)
    if content.more and (to or target.suffix.lower().lstrip(".")) not in MANY:
        raise typer.BadParameter(
            f"“{folder}” has {len(content.more) + 1} sessions, and a file of that kind holds one. "
            "Write a REFI-QDA project (OUT.qdpx), or convert a session's transcript by itself."
        )
    return content

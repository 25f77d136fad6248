"""``ca-tool extract``: chosen lines of a transcript as a publication shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ca_tool.cli.commands import _complain, _complaints, _console, _read, app
from ca_tool.project import Session

WRONG_USE = 2


@app.command()
def extract(
    source: Annotated[Path, typer.Argument(metavar="IN", help="A transcript or a project folder.")],
    target: Annotated[
        Path, typer.Argument(metavar="OUT", help=".docx, .html, .tex, .png, .svg, .rtf or .txt")
    ],
    lines: Annotated[
        str, typer.Option(help="Which lines: 12-24, or 12-24,30. All if not given.")
    ] = "",
    session: Annotated[str, typer.Option(help="Which session of a project.")] = "",
    title: Annotated[str | None, typer.Option(help="Stands above the lines.")] = None,
    about: Annotated[
        str | None, typer.Option("--source", help="Says below where the lines are from.")
    ] = None,
    arrow: Annotated[list[str] | None, typer.Option(help="A line to point at; repeatable.")] = None,
    renumber: Annotated[  # noqa: FBT002 (typer spells a flag so)
        bool, typer.Option("--renumber", help="Count the lines from 1.")
    ] = False,
    font: Annotated[str, typer.Option(help="monospaced or proportional")] = "monospaced",
    width: Annotated[int, typer.Option(min=0, help="Characters in a row; 0: never wrap.")] = 64,
    name: Annotated[
        list[str] | None, typer.Option(help="Another name for a speaker: SUE=Anna; repeatable.")
    ] = None,
    codes: Annotated[  # noqa: FBT002
        bool, typer.Option("--codes", help="Speakers by code instead of the printed label.")
    ] = False,
    no_tiers: Annotated[  # noqa: FBT002
        bool, typer.Option("--no-tiers", help="Leave out translation and action tiers.")
    ] = False,
) -> None:
    """Write chosen lines for publication: numbered, overlaps aligned, arrows in the margin."""
    from ca_tool.publishing import FACES, composed, form_of, with_names
    from ca_tool.publishing.choosing import line_numbered, suggested

    form = form_of(target)
    if form is None:
        raise typer.BadParameter(f"{target.suffix or 'No suffix'}: no form of extract.")
    if font not in FACES:
        raise typer.BadParameter(f"No font “{font}”; there are {', '.join(FACES)}.")
    with _complaints():
        opened = _opened(source, session)
    if target.exists() and source.exists() and target.samefile(source):
        raise typer.BadParameter("IN and OUT are the same file.")
    try:
        choices = suggested(opened, _chosen(opened, lines))
        arrows = frozenset(line_numbered(opened, number) for number in arrow or ())
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0])) from error
    made = composed(
        opened,
        replace(
            choices,
            title=choices.title if title is None else title,
            source=choices.source if about is None else about,
            arrows=choices.arrows | arrows,
            renumber=renumber,
            speakers="code" if codes else "label",
            names=with_names(_pairs(name or [])),
            tiers=not no_tiers,
        ),
    )
    with _complaints():
        target.write_bytes(form.render(made, font, width))
    _console().print(Text(f"{target}: {len(made.lines)} lines as {form.label}"))
    for loss in form.losses:
        _console().print(Text(f"  not carried over: {loss}", style="yellow"))
    if made.unsure:
        _complain(f"Overlaps paired by a guess, look at lines {', '.join(made.unsure)}.")


def _opened(source: Path, session: str) -> Session:
    """Return the session at *source*; ends with 2 where it cannot be read."""
    if source.is_dir():
        from ca_tool.storage import open_project

        with open_project(source, "", read_only=True) as folder:
            ids = folder.session_ids
            if (session or len(ids) != 1) and session not in ids:
                raise typer.BadParameter(f"Say which --session: {', '.join(ids) or 'none there'}.")
            return folder.load(session or ids[0])
    parsed = _read(source, "")
    if parsed is None:
        raise typer.Exit(WRONG_USE)
    # The file's name may be anybody's: it is no title.
    return Session("", parsed.transcript)


def _chosen(session: Session, wanted: str) -> frozenset[int]:
    """Return the lines that *wanted* (``12-24,30``) names; raises ``LookupError``."""
    from ca_tool.publishing.choosing import numbered

    if not wanted.strip():
        return frozenset(line.id for line in session.transcript.lines)
    found: set[int] = set()
    for part in wanted.replace("–", "-").split(","):
        first, dash, last = part.partition("-")
        found |= numbered(session, first, last if dash else first)
    return frozenset(found)


def _pairs(names: list[str]) -> dict[str, str]:
    """Return ``CODE=name`` options as a table; anything else is wrong use."""
    found = {}
    for each in names:
        code, sign, name = each.partition("=")
        if not sign:
            raise typer.BadParameter(f"--name wants CODE=name, not {each}.")
        found[code.strip().upper()] = name
    return found

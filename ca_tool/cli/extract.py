"""``ca-tool extract``: chosen lines of a transcript as a publication shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ca_tool.cli.program import app, complain, complaints, console, read_transcript
from ca_tool.project import Session
from ca_tool.publishing import FACES, Choices, Extract, Form, composed, form_of, with_names
from ca_tool.publishing.choosing import line_numbered, numbered, suggested

WRONG_USE = 2

In = Annotated[Path, typer.Argument(metavar="IN", help="A transcript or a project folder.")]
Out = Annotated[
    Path, typer.Argument(metavar="OUT", help=".docx, .html, .tex, .png, .svg, .rtf or .txt")
]
Lines = Annotated[str, typer.Option(help="Which lines: 12-24, or 12-24,30. All if not given.")]
SessionId = Annotated[str, typer.Option("--session", help="Which session of a project.")]
Title = Annotated[str | None, typer.Option(help="Stands above the lines.")]
About = Annotated[str | None, typer.Option("--source", help="Says below where the lines are from.")]
Arrows = Annotated[list[str] | None, typer.Option(help="A line to point at; repeatable.")]
Names = Annotated[
    list[str] | None, typer.Option(help="Another name for a speaker: SUE=Anna; repeatable.")
]
Renumber = Annotated[bool, typer.Option("--renumber", help="Count the lines from 1.")]
Codes = Annotated[
    bool, typer.Option("--codes", help="Speakers by code instead of the printed label.")
]
NoTiers = Annotated[
    bool, typer.Option("--no-tiers", help="Leave out translation and action tiers.")
]
Font = Annotated[str, typer.Option(help="monospaced or proportional")]
Width = Annotated[int, typer.Option(min=0, help="Characters in a row; 0: never wrap.")]


@app.command()
def extract(
    source: In,
    target: Out,
    lines: Lines = "",
    session: SessionId = "",
    title: Title = None,
    about: About = None,
    arrow: Arrows = None,
    name: Names = None,
    renumber: Renumber = False,  # noqa: FBT002 (typer spells a flag so)
    codes: Codes = False,  # noqa: FBT002
    no_tiers: NoTiers = False,  # noqa: FBT002
    font: Font = "monospaced",
    width: Width = 64,
) -> None:
    """Write chosen lines for publication: numbered, overlaps aligned, arrows in the margin."""
    form = _form(target, font)
    with complaints():
        opened = _opened(source, session)
    if target.exists() and target.samefile(source):
        raise typer.BadParameter("IN and OUT are the same file.")
    found = _chosen(opened, lines, arrow or [])
    choices = replace(
        found,
        title=found.title if title is None else title,
        source=found.source if about is None else about,
        renumber=renumber,
        speakers="code" if codes else "label",
        names=_pairs(name or []),
        tiers=not no_tiers,
    )
    _write(composed(opened, choices), target, form, font, width)


def _form(target: Path, font: str) -> Form:
    """Return the form that the suffix of *target* asks for; another suffix or font is wrong use."""
    form = form_of(target)
    if form is None:
        raise typer.BadParameter(f"{target.suffix or 'No suffix'}: no form of extract.")
    if font not in FACES:
        raise typer.BadParameter(f"No font “{font}”; there are {', '.join(FACES)}.")
    return form


def _write(made: Extract, target: Path, form: Form, font: str, width: int) -> None:
    """Write *made*, and say what the file does not have and what is to be looked at."""
    with complaints():
        target.write_bytes(form.render(made, font, width))
    console().print(Text(f"{target}: {len(made.lines)} lines as {form.label}"))
    for loss in form.losses:
        console().print(Text(f"  not carried over: {loss}", style="yellow"))
    if made.unsure:
        complain(f"Overlaps paired by a guess, look at lines {', '.join(made.unsure)}.")


def _opened(source: Path, session: str) -> Session:
    """Return the session at *source*; ends with 2 where it cannot be read."""
    if source.is_dir():
        from ca_tool.storage import open_project

        with open_project(source, "", read_only=True) as folder:
            ids = folder.session_ids
            if (session or len(ids) != 1) and session not in ids:
                raise typer.BadParameter(f"Say which --session: {', '.join(ids) or 'none there'}.")
            return folder.load(session or ids[0])
    parsed = read_transcript(source, "")
    if parsed is None:
        raise typer.Exit(WRONG_USE)
    # The file's name may be anybody's: it is no title.
    return Session("", parsed.transcript)


def _chosen(session: Session, wanted: str, arrows: list[str]) -> Choices:
    """Return the lines that *wanted* (``12-24,30``) names, with *arrows* and those they have."""
    try:
        choices = suggested(session, _numbered(session, wanted))
        pointed = frozenset(line_numbered(session, number) for number in arrows)
    except LookupError as error:
        raise typer.BadParameter(str(error.args[0])) from error
    return replace(choices, arrows=choices.arrows | pointed)


def _numbered(session: Session, wanted: str) -> frozenset[int]:
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
    return with_names(found)

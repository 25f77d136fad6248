"""``ca-tool report`` and ``figures``: a project as pages and pictures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from ca_tool.cli.program import Coder, app, complaints, console


@app.command()
def report(
    project: Annotated[Path, typer.Argument(help="A project folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    coder: Coder = None,
) -> None:
    """Write a folder with an HTML report, its tables and its figures."""
    from ca_tool.report import write_report

    with complaints():
        for path in write_report(project, output, coder=coder):
            console().print(Text(str(path)))


@app.command()
def figures(
    project: Annotated[Path, typer.Argument(help="A project folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    coder: Coder = None,
) -> None:
    """Write every figure of every session as a picture (PNG) and as a drawing (SVG)."""
    from ca_tool.figures import save_figures
    from ca_tool.storage import open_project

    with complaints(), open_project(project, coder or "", read_only=True) as folder:
        for session_id in folder.session_ids:
            session = folder.load(session_id)
            for who in [coder] if coder else sorted(session.codings) or [""]:
                for path in save_figures(session, who, output / who if who else output):
                    console().print(Text(str(path)))

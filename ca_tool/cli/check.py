"""``ca-tool check``: what is odd in transcripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from ca_tool import formats
from ca_tool.cli.program import FINE, PROBLEMS, WRONG_USE, Profile, app, console, read_transcript
from ca_tool.problems import Problem, Severity

if TYPE_CHECKING:
    from ca_tool.transcript import Transcript

COLOURS = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "bold red"}


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Transcripts, or folders of them.")],
    profile: Profile = "",
) -> None:
    """List what is odd in transcripts: line:column, code, what it is, what to do.

    Ends with 1 if there is a warning or an error; remarks (info) alone end with 0.
    """
    said = console()
    worst = FINE
    for path in _transcripts(files):
        parsed = read_transcript(path, profile)
        if parsed is None:
            worst = WRONG_USE
            continue
        problems = parsed.problems
        for problem in problems:
            said.print(_line(path, problem))
        said.print(_summary(path, parsed.transcript, len(problems)))
        if any(problem.severity != Severity.INFO for problem in problems):
            worst = max(worst, PROBLEMS)
    raise typer.Exit(worst)


def _transcripts(paths: list[Path]) -> Iterator[Path]:
    """Yield files as named, and of each folder the files whose suffix some reader knows."""
    known = {suffix for known in formats.FORMATS.values() for suffix in known.suffixes}
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.suffix.lower() in known)
        else:
            yield path


def _line(path: Path, problem: Problem) -> Text:
    place = f"{path}:{problem.line}:{problem.column}: "
    severity = (f"{problem.severity} {problem.code}", COLOURS[problem.severity])
    return Text.assemble(place, severity, f": {problem.message} {problem.advice}")


def _summary(path: Path, transcript: Transcript, count: int) -> Text:
    people = ", ".join(transcript.codes) or "nobody"
    found = f"{count} problem{'s' * (count != 1)}" if count else "no problems"
    return Text(
        f"{path}: {found}; {len(transcript.lines)} lines, {transcript.profile}, speakers: {people}"
    )

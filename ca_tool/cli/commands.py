"""The headless commands. To add one: a function under ``@app.command()``, its name in COMMANDS."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import ca_tool
from ca_tool import formats
from ca_tool.formats import UnknownFormatError, UnreadableFileError
from ca_tool.notation import PROFILES
from ca_tool.problems import Problem, Severity

if TYPE_CHECKING:
    from ca_tool.formats import Parsed
    from ca_tool.transcript import Transcript

FINE, PROBLEMS, WRONG_USE = 0, 1, 2

MANY = ("qdpx", "refi")
"""Formats that hold several transcripts, by suffix and by key."""

COLOURS = {Severity.INFO: "cyan", Severity.WARNING: "yellow", Severity.ERROR: "bold red"}

app = typer.Typer(
    name="ca-tool",
    help="Conversation-analytic transcripts: check, convert, measure, report. "
    "Without a command, the window opens.",
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

Profile = Annotated[
    str,
    typer.Option(help=f"Convention profile; one of {', '.join(PROFILES)}. Found out if not given."),
]
Coder = Annotated[
    str | None, typer.Option(help="Whose coding to use; needed where there are several.")
]


def run(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    try:
        app(args=argv, prog_name="ca-tool")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FINE
    return FINE


def _version(asked: bool) -> None:  # noqa: FBT001 (typer calls it with the flag)
    if asked:
        typer.echo(f"ca-tool {ca_tool.__version__}")
        raise typer.Exit


@app.callback(no_args_is_help=True)
def _program(
    version: Annotated[  # noqa: FBT002 (typer spells a flag so)
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version.")
    ] = False,
) -> None:
    pass


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(help="Transcripts, or folders of them.")],
    profile: Profile = "",
) -> None:
    """List what is odd in transcripts: line:column, code, what it is, what to do.

    Ends with 1 if there is a warning or an error; remarks (info) alone end with 0.
    """
    console = _console()
    worst = FINE
    for path in _transcripts(files):
        parsed = _read(path, profile)
        if parsed is None:
            worst = WRONG_USE
            continue
        problems = parsed.problems
        for problem in problems:
            console.print(_line(path, problem))
        console.print(_summary(path, parsed.transcript, len(problems)))
        if any(problem.severity != Severity.INFO for problem in problems):
            worst = max(worst, PROBLEMS)
    raise typer.Exit(worst)


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
    parsed = _project(source, target, to) if whole else _read(source, profile, repair=repair)
    if parsed is None:
        raise typer.Exit(WRONG_USE)
    if target.exists() and target.samefile(source):
        raise typer.BadParameter("IN and OUT are the same file.")
    with _complaints():
        written = formats.write(parsed, target, to)
    console = _console()
    console.print(Text(f"{target}: written as {written.label}"))
    further = len(parsed.more) if written.key not in MANY else 0
    also = (f"{further} further transcript{'s' * (further != 1)} of {source}",) if further else ()
    for loss in (*also, *written.losses_of(parsed)):
        console.print(Text(f"  not carried over: {loss}", style="yellow"))


@app.command()
def report(
    project: Annotated[Path, typer.Argument(help="A project folder.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder to write.")],
    coder: Coder = None,
) -> None:
    """Write a folder with an HTML report, its tables and its figures."""
    from ca_tool.report import write_report

    with _complaints():
        for path in write_report(project, output, coder=coder):
            _console().print(Text(str(path)))


@contextmanager
def _complaints() -> Iterator[None]:
    """Say in one line why something could not be read or written, and end with 2."""
    try:
        yield
    except (UnreadableFileError, UnknownFormatError, OSError) as error:
        _complain(str(error))
        raise typer.Exit(WRONG_USE) from error


def _transcripts(paths: list[Path]) -> Iterator[Path]:
    """Yield files as named, and of each folder the files whose suffix some reader knows."""
    known = {suffix for known in formats.FORMATS.values() for suffix in known.suffixes}
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.suffix.lower() in known)
        else:
            yield path


def _read(path: Path, profile: str, *, repair: bool = False) -> Parsed | None:
    """Read a file, or say why not and return nothing, so that a batch goes on."""
    if profile and profile not in PROFILES:
        raise typer.BadParameter(f"No profile “{profile}”; there are {', '.join(PROFILES)}.")
    try:
        return formats.read(path, profile=profile, repair=repair)
    except (UnknownFormatError, UnreadableFileError) as error:
        _complain(str(error))
        return None


def _project(folder: Path, target: Path, to: str) -> Parsed:
    """Return all sessions of a project, if the format to write can hold them."""
    from ca_tool.storage.contents import project_content

    with _complaints():
        content = project_content(folder)
    if content.more and (to or target.suffix.lower().lstrip(".")) not in MANY:
        raise typer.BadParameter(
            f"“{folder}” has {len(content.more) + 1} sessions, and a file of that kind holds one. "
            "Write a REFI-QDA project (OUT.qdpx), or convert a session's transcript by itself."
        )
    return content


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


def _console() -> Console:
    return Console(highlight=False, soft_wrap=True)


def _complain(message: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(message, style="red"))

"""What every command shares: the program they join, what they say, and how they end."""

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

if TYPE_CHECKING:
    from ca_tool.formats import Parsed

FINE, PROBLEMS, WRONG_USE = 0, 1, 2

app = typer.Typer(
    name="ca-tool",
    help="Conversation-analytic transcripts: check, convert, measure, compare, report. "
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


@contextmanager
def complaints() -> Iterator[None]:
    """Say in one line why something could not be read or written, and end with 2."""
    try:
        yield
    except (UnreadableFileError, UnknownFormatError, OSError) as error:
        complain(str(error))
        raise typer.Exit(WRONG_USE) from error


def read_transcript(path: Path, profile: str, *, repair: bool = False) -> Parsed | None:
    """Read a file, or say why not and return nothing, so that a batch goes on."""
    if profile and profile not in PROFILES:
        raise typer.BadParameter(f"No profile “{profile}”; there are {', '.join(PROFILES)}.")
    try:
        return formats.read(path, profile=profile, repair=repair)
    except (UnknownFormatError, UnreadableFileError) as error:
        complain(str(error))
        return None


def console() -> Console:
    """Return where results are said: lines as long as they are."""
    return Console(highlight=False, soft_wrap=True)


def complain(message: str) -> None:
    """Say what went wrong, apart from results."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(Text(message, style="red"))

"""``ca-tool`` without a window: check, convert, measure, report.

Exit codes: 0 fine, 1 problems found, 2 wrong use or a file that cannot be read. Qt is never
imported here, pandas only by ``measure`` and ``report``, typer only when a command runs.
"""

from __future__ import annotations

COMMANDS = ("check", "convert", "measure", "report")
OPTIONS = ("--version", "--help", "-h")


def is_command(argv: list[str]) -> bool:
    """Whether *argv* (without the program's name) asks for something that needs no window."""
    return bool(argv) and argv[0] in (*COMMANDS, *OPTIONS)


def main(argv: list[str] | None = None) -> int:
    """Run the command *argv* names, or ``sys.argv`` does, and return its exit code."""
    from ca_tool.cli.commands import run

    return run(argv)

"""``ca-tool`` without a window: agree, check, compare, convert, extract, measure, report.

Exit codes: 0 fine, 1 problems found, 2 wrong use or a file that cannot be read. Qt is never
imported here, pandas nowhere, typer only when a command runs.
"""

from __future__ import annotations

COMMANDS = ("agree", "check", "compare", "convert", "extract", "measure", "report")
OPTIONS = ("--version", "--help", "-h")


def is_command(argv: list[str]) -> bool:
    """Whether *argv* (without the program's name) asks for something that needs no window."""
    return bool(argv) and argv[0] in (*COMMANDS, *OPTIONS)


def main(argv: list[str] | None = None) -> int:
    """Run the command *argv* names, or ``sys.argv`` does, and return its exit code."""
    from importlib import import_module

    from ca_tool.cli.commands import run

    import_module("ca_tool.cli.agree")  # its command joins the others
    import_module("ca_tool.cli.compare")  # its command joins the others
    import_module("ca_tool.cli.extract")  # its command joins the others
    import_module("ca_tool.cli.measure")  # its command joins the others
    return run(argv)

"""``ca-tool`` without a window. To add a command: one module, and its name in :data:`COMMANDS`.

Exit codes: 0 fine, 1 problems found, 2 wrong use or a file that cannot be read. Qt is never
imported here, pandas nowhere, typer only when a command runs.
"""

from __future__ import annotations

COMMANDS = ("agree", "check", "compare", "convert", "extract", "figures", "measure", "report")
MODULES = tuple(name for name in COMMANDS if name != "figures")  # which stands with report
OPTIONS = ("--version", "--help", "-h")


def is_command(argv: list[str]) -> bool:
    """Whether *argv* (without the program's name) asks for something that needs no window."""
    return bool(argv) and argv[0] in (*COMMANDS, *OPTIONS)


def main(argv: list[str] | None = None) -> int:
    """Run the command *argv* names, or ``sys.argv`` does, and return its exit code."""
    from importlib import import_module

    from ca_tool.cli.program import run

    for name in MODULES:  # each joins its command to the program
        import_module(f"ca_tool.cli.{name}")
    return run(argv)

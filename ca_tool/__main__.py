"""``ca-tool`` and ``python -m ca_tool``: the one place where the core meets the window."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the headless command named first, or open the window on the path named first."""
    if getattr(sys, "frozen", False):  # a bundled program is started again for each process
        import multiprocessing

        multiprocessing.freeze_support()
    from ca_tool import cli

    if cli.is_command(sys.argv[1:]):
        return cli.main()
    from widgets.app import main as open_window

    return open_window(sys.argv)


if __name__ == "__main__":
    raise SystemExit(main())

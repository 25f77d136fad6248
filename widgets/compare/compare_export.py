"""Writing a comparison to files beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ca_tool.compare import Comparison
from ca_tool.compare.tables import write_comparison
from ca_tool.project import SavedComparison
from widgets.background import Say


class Written(NamedTuple):
    """The files written, or why none were."""

    paths: tuple[Path, ...] = ()
    failure: str = ""

    @property
    def words(self) -> str:
        """What to tell the analyst."""
        if self.failure:
            return f"Nothing was written: {self.failure}"
        return f"Written: {', '.join(path.name for path in self.paths)}."


def export(comparison: Comparison, saved: SavedComparison, path: Path, say: Say) -> Written:
    """Write numbers, changes and notes; a failure is said, not raised."""
    say(0, f"Writing {path.name}")
    try:
        return Written(tuple(write_comparison(comparison, saved, path)))
    except OSError as error:
        return Written(failure=str(error))

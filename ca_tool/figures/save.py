"""Saving all figures of a session for a report: the same session gives the same bytes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ca_tool.figures.register import FIGURES, Figure, draw
from ca_tool.figures.theme import LIGHT

if TYPE_CHECKING:
    from ca_tool.project import Session

DOTS_PER_INCH = 200

METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": "CA Tool"},
}
"""No date and no version: a figure changes when its session does, and only then."""


def save_figures(session: Session, coder: str, folder: Path, *, policy: str = "CP-1") -> list[Path]:
    """Write every figure of *session* to *folder* as PNG and SVG; return the files written.

    Raises ``OSError`` where they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return [
        path
        for figure in FIGURES.values()
        for path in _save(figure, session, coder, folder, policy)
    ]


def _save(figure: Figure, session: Session, coder: str, folder: Path, policy: str) -> list[Path]:
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Paper

    size = figure.size(len(session.transcript.participants))
    paper = Paper(figsize=size, layout="constrained", facecolor=LIGHT.paper)
    FigureCanvasAgg(paper)
    axes = paper.add_subplot()
    drawing = draw(figure.key, axes, session, coder, policy=policy)
    paper.suptitle(figure.title, fontsize=10, x=0.01, ha="left")
    paper.supxlabel(drawing.caption, fontsize=7, wrap=True)
    stem = f"{session.id}_{figure.key}" if session.id else figure.key
    written = []
    with mpl.rc_context({"svg.hashsalt": "ca-tool", "svg.fonttype": "none"}):
        for suffix, metadata in METADATA.items():
            path = folder / f"{stem}.{suffix}"
            paper.savefig(path, dpi=DOTS_PER_INCH, metadata=metadata)
            written.append(path)
    return written

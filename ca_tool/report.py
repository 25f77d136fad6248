"""A report anybody can open: one HTML file that needs nothing else, the table and the figures.

Every number stands with its counts, its interval, its definition and the very lines of one of its
cases. There are participants' codes in it and no names, no notes and no paths.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import ca_tool
from ca_tool.codebook import Codebook
from ca_tool.figures import FIGURES, save_figures
from ca_tool.figures.captions import asked_and_answered
from ca_tool.measures import MEASURES, Row, measure_session
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.table_csv import write_csv
from ca_tool.project import Session
from ca_tool.report_view import HeadingView, headings
from ca_tool.storage import ProjectFolder, open_project

POLICY = "CP-1"

SAMPLING = {
    "whole": "the whole recording",
    "systematic": "a systematic sample",
    "collection": "a collection of chosen instances: no rates across the session",
}

SILENCES = {
    "unknown": "not said",
    "metrical": "counted by a spoken metre",
    "stopwatch": "a stopwatch",
    "waveform": "the waveform",
}


class FigureView(NamedTuple):
    """A figure inside the page: ``source`` holds the whole drawing."""

    title: str
    source: str
    caption: str


@dataclass(frozen=True, slots=True)
class CodingView:
    """One coder's part of a session."""

    coder: str
    tags: int
    summary: str
    figures: tuple[FigureView, ...]
    headings: tuple[HeadingView, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session of the report; ``talk`` holds what needs no tags."""

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    talk: tuple[HeadingView, ...]
    codings: tuple[CodingView, ...]


def write_report(project_path: Path, out: Path, coder: str | None = None) -> list[Path]:
    """Write ``report.html``, ``measures.csv`` and ``figures/`` into the folder *out*.

    Parameters
    ----------
    coder
        Whose tags; where ``None``, those of each coder in turn, never averaged.

    Returns
    -------
    list of Path
        The files written, the report first.

    Raises
    ------
    MissingFileError
        If *project_path* holds no project.
    OSError
        If *out* cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    folder = open_project(project_path, coder or "", read_only=True)
    try:
        sessions = [folder.load(id_) for id_ in folder.session_ids]
        return _write(folder, sessions, out, coder)
    finally:
        folder.close()


def _write(
    folder: ProjectFolder, sessions: list[Session], out: Path, coder: str | None
) -> list[Path]:
    rows: list[Row] = []
    views, drawn = [], list[Path]()
    for session in sessions:
        view, found, figures = _session(session, folder.project.codebook, out, coder)
        views.append(view)
        rows += found
        drawn += figures
    page, table = out / "report.html", out / "measures.csv"
    page.write_text(_page(folder, views), encoding="utf-8", newline="\n")
    write_csv(rows, table)
    return [page, table, *drawn]


def _page(folder: ProjectFolder, views: list[SessionView]) -> str:
    """Return the page; whatever comes from a transcript or a title is escaped."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = (files("ca_tool") / "report_template.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        title=folder.project.title or "Untitled project",
        sessions=views,
        coders=sorted({coding.coder for view in views for coding in view.codings}),
        codebook=folder.project.codebook,
        primary=[MEASURES[id_] for id_ in folder.project.primary_measures if id_ in MEASURES],
        primary_fixed_at=folder.project.primary_fixed_at,
        policy=POLICY,
        version=ca_tool.__version__,
    )


def _session(
    session: Session, codebook: Codebook, out: Path, coder: str | None
) -> tuple[SessionView, list[Row], list[Path]]:
    """Return a session as shown, its rows for the table, and the figures written for it."""
    coders = [coder] if coder is not None else sorted(session.codings)
    rows: list[Row] = []
    drawn: list[Path] = []
    codings = []
    for who in coders or [""]:
        found = measure_session(session, who, policy=POLICY, codebook=codebook)
        rows += found
        place = out / "figures" / (quote(who, safe=" ") if len(coders) > 1 else "")
        figures = save_figures(session, who, place, policy=POLICY)
        drawn += figures
        codings.append(_coding(session, who, found, figures))
    bare = [row for row in rows if not MEASURES[row.measure].reads_coding]
    first = [row for row in bare if row.coder == bare[0].coder]
    view = SessionView(
        session.id,
        session.facts.title or session.transcript.title or session.id,
        tuple(_facts(session)),
        tuple((person.code, person.role) for person in session.transcript.participants),
        headings(session, first),
        tuple(codings),
    )
    return view, rows, drawn


def _coding(session: Session, coder: str, rows: tuple[Row, ...], figures: list[Path]) -> CodingView:
    evidence = Evidence(session, session.coding(coder), POLICY)
    tags = len(session.coding(coder).tags)
    coded = [row for row in rows if MEASURES[row.measure].reads_coding] if tags else []
    return CodingView(
        coder,
        tags,
        asked_and_answered(evidence),
        tuple(_figures(figures)),
        headings(session, coded),
    )


def _figures(paths: list[Path]) -> Iterator[FigureView]:
    """Yield the SVG drawings as data inside the page."""
    for path in paths:
        key = path.stem.rpartition("_")[2]
        if path.suffix == ".svg" and key in FIGURES:
            data = b64encode(path.read_bytes()).decode("ascii")
            figure = FIGURES[key]
            yield FigureView(figure.title, f"data:image/svg+xml;base64,{data}", f"{figure.what}.")


def _facts(session: Session) -> Iterator[tuple[str, str]]:
    """Yield what is known of the recording; media and notes stay out: they may hold names."""
    facts = session.facts
    yield "Date", facts.date
    yield "Phase", facts.phase
    yield "Activity", facts.activity
    yield "Sampling", SAMPLING.get(facts.sampling, facts.sampling)
    yield "Silences measured by", SILENCES.get(facts.silence_method, facts.silence_method)
    yield "Conventions", session.transcript.profile

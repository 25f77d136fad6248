"""One session of a report, as values: the template only lays it out."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from ca_tool.codebook import Codebook
from ca_tool.figures import FIGURES, save_figures
from ca_tool.figures.captions import asked_and_answered
from ca_tool.measures import MEASURES, Row, measure_session
from ca_tool.measures.evidence import Evidence
from ca_tool.project import Session
from ca_tool.report.choices import ChoicesView, choices_view
from ca_tool.report.exchanges import ExchangesView, exchanges_view
from ca_tool.report_view import HeadingView, headings

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
    """One coder's part of a session; the last two are ``None`` where nothing is tagged."""

    coder: str
    tags: int
    summary: str
    figures: tuple[FigureView, ...]
    headings: tuple[HeadingView, ...]
    exchanges: ExchangesView | None
    choices: ChoicesView | None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session of the report; ``talk`` holds what needs no tags."""

    id: str
    title: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    talk: tuple[HeadingView, ...]
    codings: tuple[CodingView, ...]


class Reported(NamedTuple):
    """A session as shown, its rows for the table, and the figures written for it."""

    view: SessionView
    rows: tuple[Row, ...]
    figures: tuple[Path, ...]


def reported(
    session: Session,
    codebook: Codebook,
    out: Path,
    coders: Sequence[str],
    primary: Sequence[str],
) -> Reported:
    """Return *session* by each of *coders*, its figures saved in ``out/figures``."""
    rows: list[Row] = []
    drawn: list[Path] = []
    codings = []
    for who in coders:
        found = measure_session(session, who, policy=POLICY, codebook=codebook)
        rows += found
        place = out / "figures" / (quote(who, safe=" ") if len(coders) > 1 else "")
        figures = save_figures(session, who, place, policy=POLICY)
        drawn += figures
        codings.append(_coding(session, who, codebook, found, figures, primary))
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
    return Reported(view, tuple(rows), tuple(drawn))


def _coding(
    session: Session,
    coder: str,
    codebook: Codebook,
    rows: tuple[Row, ...],
    figures: list[Path],
    primary: Sequence[str],
) -> CodingView:
    evidence = Evidence(session, session.coding(coder), POLICY)
    tags = len(session.coding(coder).tags)
    coded = [row for row in rows if MEASURES[row.measure].reads_coding] if tags else []
    there = [row.measure for row in rows if row.value is not None]
    return CodingView(
        coder,
        tags,
        asked_and_answered(evidence),
        tuple(_figures(figures)),
        headings(session, coded),
        exchanges_view(session, coder, codebook) if tags else None,
        choices_view(session, coder, codebook, policy=POLICY, primary=primary, reported=there)
        if tags
        else None,
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
    yield "Dyad", facts.dyad
    yield "Phase", facts.phase
    yield "Activity", facts.activity
    yield "Sampling", SAMPLING.get(facts.sampling, facts.sampling)
    yield "Silences measured by", SILENCES.get(facts.silence_method, facts.silence_method)
    yield "Conventions", session.transcript.profile

"""The files of a report: the page, the table with what explains it, the figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import ca_tool
from ca_tool.agreement import Agreement, Wanted, agree, tables
from ca_tool.agreement.summary import summary, the_two
from ca_tool.compare import compare
from ca_tool.measures import MEASURES, Row
from ca_tool.measures.sources import Loaded, Source
from ca_tool.measures.table_csv import write_csv
from ca_tool.problems import Severity
from ca_tool.project import Project, Session, alone
from ca_tool.report.session import POLICY, SessionView, reported
from ca_tool.storage import open_project
from ca_tool.tidy import Options, account_of, dictionary, methods
from ca_tool.tidy.account import together
from ca_tool.tidy.forms import csv_file
from ca_tool.turn_taking import all_problems

MOST = 20
"""Numbers shown by each coder, those that differ most first."""

ODD = (
    "{}: {} place{} in the transcript where the notation may be a slip; counts may be off nearby. "
    "The program lists them under Problems."
)
MOVED = "{}: {} tag{} could not be placed for certain after the text was changed."
NOT_TIMED = "{}: how silences were timed is not recorded, so their lengths compare with no other."


class AgreementView(NamedTuple):
    """What a report shows of two coders: tables of words, and how they were made."""

    coders: tuple[str, str]
    tables: tuple[tables.Table, ...]
    results: tables.Table
    more: int
    how: tuple[str, ...]


def write_report(project_path: Path | str, out: Path | str, coder: str | None = None) -> list[Path]:
    """Write ``report.html``, ``measures.csv`` with what explains it, and ``figures/``.

    Parameters
    ----------
    out
        The folder to write to.
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
    project_path, out = Path(project_path), Path(out)
    out.mkdir(parents=True, exist_ok=True)
    with open_project(project_path, coder or "", read_only=True) as folder:
        sessions = [folder.load(id_) for id_ in folder.session_ids]
        project = folder.project
    two = the_two(project_path) if coder is None else None
    found = agree(sessions, project.codebook, Wanted(*two, policy=POLICY)) if two else None
    return _write(project, sessions, out, coder, found)


def _write(
    project: Project,
    sessions: Sequence[Session],
    out: Path,
    coder: str | None,
    agreement: Agreement | None,
) -> list[Path]:
    rows: list[Row] = []
    views, drawn = [], list[Path]()
    options = Options(coder=coder, policy=POLICY)
    for session in sessions:
        who = options.coders(session)
        view, found, figures = reported(
            session, project.codebook, out, who, project.primary_measures
        )
        views.append(view)
        rows += found
        drawn += figures
    said = _methods(project, sessions, options, agreement)
    page, table = out / "report.html", out / "measures.csv"
    explained, told = out / "measures-dictionary.csv", out / "measures-methods.txt"
    cautions = tuple(_warnings(project, sessions, options))
    text = _page(project, views, cautions, said, _agreement(agreement))
    page.write_text(text, encoding="utf-8", newline="\n")
    write_csv(rows, table)
    heading, *entries = dictionary(options)
    explained.write_bytes(csv_file(heading, entries))
    told.write_text(said, encoding="utf-8", newline="\n")
    return [page, table, explained, told, *drawn]


def _methods(
    project: Project,
    sessions: Sequence[Session],
    options: Options,
    agreement: Agreement | None,
) -> str:
    """Return the methods paragraph of all sessions."""
    accounts = (
        account_of(
            Loaded(Source(Path(), session.id), session, project.codebook),
            options.coders(session),
            POLICY,
        )
        for session in sessions
    )
    return methods(together(accounts), options, summary(agreement) if agreement else ())


def _warnings(project: Project, sessions: Sequence[Session], options: Options) -> Iterator[str]:
    """Yield what a reader must know before believing a number."""
    yield from _of_comparing(project, sessions, options)
    for session in sessions:
        name = session.facts.title or session.transcript.title or session.id
        odd = sum(problem.severity != Severity.INFO for problem in all_problems(session.transcript))
        if odd:
            yield ODD.format(name, odd, "" if odd == 1 else "s")
        if session.moved:
            yield MOVED.format(name, len(session.moved), "" if len(session.moved) == 1 else "s")
        if session.facts.silence_method == "unknown":
            yield NOT_TIMED.format(name)


def _of_comparing(
    project: Project, sessions: Sequence[Session], options: Options
) -> tuple[str, ...]:
    """Return what stands in the way of comparing the sessions, coder by coder, each once."""
    if len(sessions) < 2:
        return ()
    coders = sorted({who for session in sessions for who in options.coders(session)})
    said = (
        compare(
            [(alone(session, who), who) for session in sessions],
            project.codebook,
            policies=(POLICY,),
            measures=(),
        ).warnings
        for who in coders
    )
    return tuple(dict.fromkeys(one for warnings in said for one in warnings))


def _agreement(found: Agreement | None) -> AgreementView | None:
    """Return what is shown of *found*; nothing unless both coded a session."""
    if found is None or not found.doubles:
        return None
    made = (tables.identification, _telling, tables.links, tables.spans)
    results = tables.results(found)
    shown = tables.Table(results.title, results.heads, results.lines[:MOST], results.words)
    return AgreementView(
        (found.wanted.first, found.wanted.second),
        tuple(one for table in made if (one := table(found)).lines),
        shown,
        max(0, len(results.lines) - MOST),
        tables.how_it_was_done(found),
    )


def _telling(found: Agreement) -> tables.Table:
    """Return the table of labels without those of which only one value was used."""
    table = tables.labels(found)
    lines = tuple(
        line
        for line, one in zip(table.lines, found.labellings, strict=True)
        if one.crossed.estimate("alpha").value is not None
    )
    left_out = len(table.lines) - len(lines)
    title = f"{table.title}; left out: {left_out} of which only one value was used"
    return replace(table, lines=lines, title=title if left_out else table.title)


def _page(
    project: Project,
    views: Sequence[SessionView],
    warnings: tuple[str, ...],
    said: str,
    agreement: AgreementView | None,
) -> str:
    """Return the page; whatever comes from a transcript or a title is escaped."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    source = (files("ca_tool") / "report_template.html.j2").read_text(encoding="utf-8")
    return environment.from_string(source).render(
        title=project.title or "Untitled project",
        sessions=views,
        warnings=warnings,
        methods=said.strip().split("\n\n"),
        agreement=agreement,
        codebook=project.codebook,
        primary=[MEASURES[id_] for id_ in project.primary_measures if id_ in MEASURES],
        primary_fixed_at=project.primary_fixed_at,
        version=ca_tool.__version__,
    )

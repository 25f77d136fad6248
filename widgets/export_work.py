"""What can be taken out of a project, and writing it beside the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.formats import FORMATS, Format, UnknownFormatError, write
from ca_tool.formats.registry import TAGS_LOST
from ca_tool.formats.session_content import parsed_of
from ca_tool.project import Session
from ca_tool.storage import open_project
from ca_tool.storage.contents import project_content
from widgets.background import Say


class Source(NamedTuple):
    """What is exported from."""

    session: Session
    codebook: Codebook
    coder: str
    project: Path | None = None


class Exported(NamedTuple):
    """The files written, or why none were."""

    paths: tuple[Path, ...] = ()
    failure: str = ""


PLAIN = "plain"
"""The format that comes first: nothing is lost in it."""

WHOLE_PROJECTS = {"refi-project": "refi"}
"""Exports of all sessions at once, and the format of each."""

TABLES = (
    ("measures", "Numbers", ".csv", "for a spreadsheet or R (CSV)", "number", ""),
    ("measures", "Numbers", ".parquet", "for R or Python (Parquet)", "number", ""),
    ("measures", "Numbers", ".xlsx", "as an Excel workbook", "number", ""),
    ("questions", "Questions", ".csv", "for models in R", "question", ", and a script in R"),
    ("turns", "Turns", ".csv", "for models in R", "turn", ""),
    ("topics", "Topics", ".csv", "for models in R", "topic", ""),
)
"""Tables of the whole project: what they hold, how they are named, their form."""

Write: TypeAlias = "Callable[[Source, Path], list[Path]]"


class Export(NamedTuple):
    """One thing that can be exported.

    Attributes
    ----------
    suffix
        Of the file written; empty where a folder is filled.
    """

    key: str
    title: str
    what: str
    suffix: str
    write: Write
    whole_project: bool = False

    def losses(self, session: Session, codebook: Codebook) -> tuple[str, ...]:
        """Return what the file cannot carry of this session."""
        known = FORMATS.get(WHOLE_PROJECTS.get(self.key, self.key))
        return known.losses_of(parsed_of(session, codebook)) if known else ()


def _write_as(key: str) -> Write:
    def written(source: Source, path: Path) -> list[Path]:
        write(parsed_of(source.session, source.codebook), path, key)
        return [path]

    return written


def _write_project_as(key: str) -> Write:
    def written(source: Source, path: Path) -> list[Path]:
        if source.project is None:
            return []
        write(project_content(source.project, source.coder), path, key)
        return [path]

    return written


def _carries_tags(known: Format) -> bool:
    return known.key != PLAIN and TAGS_LOST not in {loss.words for loss in known.losses}


def _what(known: Format) -> str:
    """Return what a file of a format holds, in words."""
    if _carries_tags(known):
        return "The open session with the tags of all coders, as far as the format can hold them."
    return "The transcript of the open session, without its tags."


def _write_numbers(source: Source, path: Path) -> list[Path]:
    from ca_tool.measures import measure_session
    from ca_tool.measures.table_csv import write_csv

    rows = measure_session(source.session, source.coder, codebook=source.codebook)
    write_csv(rows, path)
    return [path]


def _write_table(rows: str, suffix: str) -> Write:
    def written(source: Source, path: Path) -> list[Path]:
        from ca_tool.tidy import Options, write_table

        if source.project is None:
            return []
        if path.suffix.lower() != suffix:
            path = path.with_name(path.name + suffix)
        options = Options(rows, _whose(source, source.project))
        return list(write_table([source.project], path, options).paths)

    return written


def _whose(source: Source, project: Path) -> str | None:
    """Return whose tags are taken out: everybody's, of who codes blind only their own."""
    with open_project(project, "", read_only=True) as folder:
        return source.coder if source.coder in folder.project.blind else None


def _write_figures(source: Source, folder: Path) -> list[Path]:
    from ca_tool.figures import save_figures

    return save_figures(source.session, source.coder, folder)


def _write_report(source: Source, folder: Path) -> list[Path]:
    from ca_tool.report import write_report
    from ca_tool.storage import open_project

    if source.project is None:
        return []
    with open_project(source.project, "", read_only=True) as opened:
        blind = source.coder in opened.project.blind  # and is shown nobody else's tags
    return write_report(source.project, folder, source.coder if blind else None)


def exports() -> tuple[Export, ...]:
    """Return all that can be exported: each format with a writer, numbers, figures, a report."""
    formats = [
        Export(
            known.key,
            f"{'Session' if _carries_tags(known) else 'Transcript'} as {known.label}",
            _what(known),
            known.suffixes[0],
            _write_as(known.key),
        )
        for known in sorted(FORMATS.values(), key=lambda one: one.key != PLAIN)
        if known.writes
    ]
    return (
        *formats,
        Export(
            "numbers",
            "Numbers of this session",
            "Every number with its counts, interval and case ids, for a spreadsheet.",
            ".csv",
            _write_numbers,
        ),
        Export(
            "figures",
            "Figures of this session",
            "Every figure as a picture (PNG) and as a drawing that scales (SVG).",
            "",
            _write_figures,
        ),
        *(
            Export(
                key,
                f"All sessions as one {FORMATS[of].label}",
                "All sessions with the tags of all coders, and the codebook, in one file.",
                FORMATS[of].suffixes[0],
                _write_project_as(of),
                whole_project=True,
            )
            for key, of in WHOLE_PROJECTS.items()
        ),
        *(
            Export(
                f"{rows}-{suffix[1:]}",
                f"{title} of all sessions, {form}",
                f"One row for each {one}, by each coder, with a data dictionary, a methods "
                f"paragraph and the list of problems{also}.",
                suffix,
                _write_table(rows, suffix),
                whole_project=True,
            )
            for rows, title, suffix, form, one, also in TABLES
        ),
        Export(
            "report",
            "Report of the whole project",
            "One page for a browser with numbers, examples and figures, and the table beside it.",
            "",
            _write_report,
            whole_project=True,
        ),
    )


def work(export: Export, source: Source, path: Path, say: Say) -> Exported:
    """Write *export* to *path*; a failure is said, not raised."""
    say(0, f"Writing {path.name}")
    try:
        return Exported(tuple(export.write(source, path)))
    except (OSError, UnknownFormatError) as error:
        return Exported(failure=str(error))

"""A saved comparison computed from the project on disk, session by session.

A :class:`Job` is small and so can go to another process; what comes back is the session's columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from ca_tool.codebook import Codebook
from ca_tool.compare.assembling import assembled
from ca_tool.compare.measuring import measured
from ca_tool.compare.values import About, Comparison, Measured, packed
from ca_tool.measures import Row, measure_session
from ca_tool.project import Project, SavedComparison, Session
from ca_tool.storage import StorageError, open_project
from ca_tool.storage.folder import ProjectFolder


class Job(NamedTuple):
    """One session to be measured.

    Attributes
    ----------
    reader
        Who is looking: who codes blind is shown nobody else's tags.
    coders
        A column for each.
    measures
        Ids; all where there are none.
    bare
        Whether the rows come without their cases, which are read again when somebody asks for them
        (:func:`with_cases`): hundreds of sessions have millions of cases.
    """

    path: Path
    session: str
    reader: str
    coders: tuple[str, ...]
    policies: tuple[str, ...] = ("CP-1",)
    measures: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True)
class Done:
    """The columns of one session, or why it could not be read."""

    session: str
    columns: tuple[Measured, ...] = ()
    failure: str = ""


def measure_on_disk(job: Job) -> Done:
    """Load and measure one session, changing nothing; a failure is said, not raised."""
    try:
        with open_project(job.path, job.reader, read_only=True) as folder:
            session = folder.load(job.session)
            codebook = folder.project.codebook
    except (StorageError, OSError) as error:
        return Done(job.session, failure=str(error))
    wanted = job.measures or None
    columns = (
        measured(session, coder, codebook, policy=policy, measures=wanted)
        for coder in job.coders
        for policy in job.policies
    )
    return Done(job.session, tuple(_bare(one) if job.bare else one for one in columns))


def _bare(found: Measured) -> Measured:
    values: dict[About, tuple[float, ...]] = {
        (about[0], about[1], about[2], about[3]): cases for about, cases in found.values.items()
    }
    rows = tuple(packed(row) for row in found.rows)
    return replace(found, rows=(), values=values, packed=rows)


def with_cases(row: Row, session: Session, codebook: Codebook) -> Row:
    """Return a row that came without its cases as it is computed from *session* now."""
    same = measure_session(
        session, row.coder, policy=row.policy, codebook=codebook, measures=(row.measure,)
    )
    about = row.measure, row.variant, row.participant, row.other
    return next(
        (one for one in same if (one.measure, one.variant, one.participant, one.other) == about),
        row,
    )


def jobs(
    path: Path, project: Project, saved: SavedComparison, reader: str, *, bare: bool = False
) -> tuple[Job, ...]:
    """Return what is to be measured for *saved*; sessions that are gone are left out."""
    wanted = saved.sessions or project.session_ids
    return tuple(
        Job(path, session, reader, saved.coders, saved.policies, saved.measures, bare)
        for session in project.session_ids
        if session in wanted
    )


def coders_in(folder: ProjectFolder) -> tuple[str, ...]:
    """Return everybody who coded a session of the project, in order, but who codes blind."""
    names = {name for session in folder.session_ids for name in folder.coders(session)}
    return tuple(sorted(names - set(folder.project.blind)))


def together(done: Iterable[Done], saved: SavedComparison) -> Comparison:
    """Return measured sessions as the table that *saved* asks for, with what is to be said."""
    found = list(done)
    columns = [column for one in found for column in one.columns]
    table = assembled(columns, by=saved.rows, grouping=saved.grouping)
    failed = [f"{one.session} could not be read: {one.failure}" for one in found if one.failure]
    return replace(table, warnings=(*failed, *table.warnings))


def compare_project(
    path: Path, saved: SavedComparison, run: Callable[[Sequence[Job]], Iterable[Done]] | None = None
) -> Comparison:
    """Return the comparison *saved* of the project in the folder *path*.

    *run* measures the jobs, here one after the other unless it does so elsewhere. Without coders
    in *saved* there is a column for everybody who coded. Raises
    :class:`~ca_tool.storage.errors.StorageError` where there is no project.
    """
    with open_project(path, "", read_only=True) as folder:
        project = folder.project
        coders = saved.coders or coders_in(folder) or ("",)
    work = jobs(path, project, replace(saved, coders=coders), "")
    return together(run(work) if run else map(measure_on_disk, work), saved)

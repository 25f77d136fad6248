"""The table as a pandas data frame, from projects, folders, files and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.formats import FORMATS, read
from ca_tool.formats.registry import UnknownFormatError, UnreadableFileError
from ca_tool.measures.compute import measure_session
from ca_tool.measures.resampling import with_intervals
from ca_tool.measures.table import Row
from ca_tool.measures.table_csv import COLUMNS, record
from ca_tool.measures.what_if import WHAT_IFS, what_if_rows
from ca_tool.project import Session, SessionFacts
from ca_tool.storage import StorageError, open_project
from ca_tool.transcript import Transcript
from ca_tool.uncertainty.bootstrap import SEED

if TYPE_CHECKING:
    import pandas as pd

Source: TypeAlias = "Path | str | Sequence[Path | str] | Transcript | Session"


_Found: TypeAlias = tuple[tuple[Row, ...], list[tuple[str, str]]]


class Extras(NamedTuple):
    """What a table holds beside the numbers as they are.

    Attributes
    ----------
    resamples, seed
        Of the block bootstrap; without resamples proportions have Wilson's intervals.
    what_if
        Keys of :data:`~ca_tool.measures.what_if.WHAT_IFS` under which all is counted again.
    """

    resamples: int = 0
    seed: int = SEED
    what_if: tuple[str, ...] = ()


PLAIN = Extras()


class _Job(NamedTuple):
    """One session still on disk: a project's, or a loose file."""

    path: Path
    session: str
    coder: str | None
    policy: str
    extras: Extras = PLAIN


class _Done(NamedTuple):
    rows: tuple[Row, ...] = ()
    unread: tuple[str, str] | None = None


def measure(
    what: Source,
    *,
    coder: str | None = None,
    policy: str = "CP-1",
    jobs: int = 1,
    resamples: int = 0,
    seed: int = SEED,
    what_if: Sequence[str] = (),
) -> pd.DataFrame:
    """Return every measure of *what* as one tidy table, one row per number.

    Parameters
    ----------
    what
        A project folder, a folder of transcripts, one or several files, a transcript or a session.
    coder
        Whose tags; where ``None``, every coder's in turn.
    jobs
        How many processes share the sessions; the table is the same for any number.
    resamples, seed
        Of the block bootstrap by sequence; without resamples proportions have Wilson's intervals.
    what_if
        Keys of :data:`~ca_tool.measures.what_if.WHAT_IFS`: rows are added in which everything is
        counted that way; the column ``policy`` names it.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`~ca_tool.measures.table_csv.COLUMNS`. Files among several that could not be
        read are listed as ``(path, why)`` in ``attrs["unread"]``.

    Raises
    ------
    UnreadableFileError, UnknownFormatError, StorageError
        *what* is a single file or a project that cannot be read at all.
    KeyError
        *what_if* names a choice there is not.
    """
    import pandas as pd

    extras = Extras(resamples, seed, tuple(WHAT_IFS[key].key for key in what_if))
    if isinstance(what, Transcript):
        what = Session(what.title or "transcript", what)
    if isinstance(what, Session):
        found: _Found = session_rows(what, coder, policy, Codebook(), extras), []
    else:
        found = _from_disk(what, coder, policy, jobs, extras)
    rows, unread = found
    frame = pd.DataFrame([record(row) for row in rows], columns=list(COLUMNS))
    for name in ("value", "k", "n", "low", "high"):
        frame[name] = pd.to_numeric(frame[name])
    frame.attrs["unread"] = unread
    return frame


def session_rows(
    session: Session,
    coder: str | None,
    policy: str,
    codebook: Codebook,
    extras: Extras = PLAIN,
) -> tuple[Row, ...]:
    """Return the rows of *session* for *coder*, or for each of its coders."""
    coders = [coder] if coder is not None else sorted(session.codings) or [""]
    return tuple(row for who in coders for row in _rows_by(session, who, policy, codebook, extras))


def _rows_by(
    session: Session, coder: str, policy: str, codebook: Codebook, extras: Extras
) -> Iterator[Row]:
    rows = measure_session(session, coder, policy=policy, codebook=codebook)
    if extras.resamples:
        rows = with_intervals(rows, session, coder, resamples=extras.resamples, seed=extras.seed)
    yield from rows
    for key in extras.what_if:
        yield from what_if_rows(session, coder, codebook, key, policy=policy)


def _from_disk(
    what: Path | str | Sequence[Path | str],
    coder: str | None,
    policy: str,
    jobs: int,
    extras: Extras,
) -> _Found:
    single = isinstance(what, Path | str)
    paths = [Path(what)] if isinstance(what, Path | str) else [Path(path) for path in what]
    work = [job for path in paths for job in _jobs(path, coder, policy, extras)]
    if single and not paths[0].is_dir():
        return _rows_of(work[0]), []
    if jobs > 1 and len(work) > 1:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # Spawned, not forked: a window's threads must not be copied half-way.
        with ProcessPoolExecutor(min(jobs, len(work)), get_context("spawn")) as pool:
            done = list(pool.map(_tried, work))
    else:
        done = [_tried(job) for job in work]
    rows = tuple(row for found in done for row in found.rows)
    return rows, [found.unread for found in done if found.unread]


def _jobs(path: Path, coder: str | None, policy: str, extras: Extras) -> list[_Job]:
    if (path / "project.xml").is_file():
        folder = open_project(path, coder or "", read_only=True)
        try:
            return [_Job(path, session, coder, policy, extras) for session in folder.session_ids]
        finally:
            folder.close()
    if path.is_dir():
        known = {suffix for format_ in FORMATS.values() for suffix in format_.suffixes}
        files = sorted(file for file in path.iterdir() if file.suffix.lower() in known)
        return [_Job(file, "", coder, policy, extras) for file in files]
    return [_Job(path, "", coder, policy, extras)]


def _tried(job: _Job) -> _Done:
    try:
        return _Done(_rows_of(job))
    except (UnreadableFileError, UnknownFormatError, StorageError) as error:
        where = job.path / "sessions" / job.session if job.session else job.path
        return _Done(unread=(str(where), str(error)))


def _rows_of(job: _Job) -> tuple[Row, ...]:
    if job.session:
        folder = open_project(job.path, job.coder or "", read_only=True)
        try:
            session, codebook = folder.load(job.session), folder.project.codebook
        finally:
            folder.close()
        return session_rows(session, job.coder, job.policy, codebook, job.extras)
    parsed = read(job.path)
    facts = SessionFacts(title=parsed.transcript.title)
    session = Session(job.path.name, parsed.transcript, facts, dict(parsed.codings))
    return session_rows(session, job.coder, job.policy, Codebook(), job.extras)

"""The table as a pandas data frame, from projects, folders, files and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.measures.compute import measure_session
from ca_tool.measures.resampling import with_intervals
from ca_tool.measures.sources import Source, Unread, load, sources
from ca_tool.measures.spreading import Spread, collecting_afterwards, spread
from ca_tool.measures.table import Row
from ca_tool.measures.table_csv import COLUMNS, record
from ca_tool.measures.what_if import WHAT_IFS, what_if_rows
from ca_tool.project import Session
from ca_tool.transcript import Transcript
from ca_tool.uncertainty.bootstrap import SEED

if TYPE_CHECKING:
    import pandas as pd

What: TypeAlias = "Path | str | Sequence[Path | str] | Transcript | Session"

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


class _How(NamedTuple):
    """How every session is measured."""

    coder: str | None
    policy: str
    extras: Extras


def measure(
    what: What,
    *,
    coder: str | None = None,
    policy: str = "CP-1",
    jobs: int = 1,
    scheduler: str = "",
    resamples: int = 0,
    seed: int = SEED,
    what_if: Sequence[str] = (),
) -> pd.DataFrame:
    """Return every measure of *what* as one tidy table, one row per number.

    The whole table is held in memory: for thousands of sessions let ``ca-tool measure`` write it.

    Parameters
    ----------
    what
        A project folder, a folder of transcripts and projects, one or several files, a transcript
        or a session.
    coder
        Whose tags; where ``None``, every coder's in turn.
    jobs
        How many processes share the sessions; the table is the same for any number.
    scheduler
        Address of a dask scheduler whose workers share them instead (extra ``cluster``).
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
    NoClusterError
        There is no dask, or no scheduler at the address.
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
        found = _from_disk(what, _How(coder, policy, extras), Spread(jobs, scheduler))
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


def _from_disk(what: Path | str | Sequence[Path | str], how: _How, over: Spread) -> _Found:
    paths = [Path(what)] if isinstance(what, Path | str) else [Path(path) for path in what]
    work = sources(paths, how.coder or "")
    if isinstance(what, Path | str) and not paths[0].is_dir():
        return _measured(work[0], how, strict=True)
    done = dict(spread(partial(_measured, how=how), work, over.over(len(work))))
    rows = tuple(row for place in sorted(done) for row in done[place][0])
    return rows, [unread for place in sorted(done) for unread in done[place][1]]


def _measured(source: Source, how: _How, *, strict: bool = False) -> _Found:
    rows: list[Row] = []
    unread: list[tuple[str, str]] = []
    with collecting_afterwards():
        for found in load([source], how.coder or "", strict=strict):
            if isinstance(found, Unread):
                unread.append((str(found.source.place), found.why))
            else:
                one, codebook = found.session, found.codebook
                rows += session_rows(one, how.coder, how.policy, codebook, how.extras)
    return tuple(rows), unread

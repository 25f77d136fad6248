"""The tables that can be written. To add one: its columns, a function of cells, a row below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.measures.frame import PLAIN, Extras, session_rows
from ca_tool.measures.table_csv import cells_of
from ca_tool.project import Session
from ca_tool.tidy import columns, questions, topics, turns
from ca_tool.tidy.columns import Cell, Column, Record

Cells: TypeAlias = "tuple[Cell, ...]"


class Options(NamedTuple):
    """What is written, and how it is counted.

    Attributes
    ----------
    table
        Key of :data:`TABLES`.
    coder
        Whose tags; where ``None``, every coder's in turn.
    cases
        Whether the table of measures lists the ids of the cases: nine tenths of its size.
    """

    table: str = "measures"
    coder: str | None = None
    policy: str = "CP-1"
    extras: Extras = PLAIN
    cases: bool = True

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the table."""
        if self.table == "measures" and not self.cases:
            return columns.WITHOUT_CASES
        return TABLES[self.table].columns

    def coders(self, session: Session) -> list[str]:
        """Return whose tags of *session* are written."""
        return [self.coder] if self.coder is not None else sorted(session.codings) or [""]

    def rows(self, session: Session, codebook: Codebook) -> Iterator[Cells]:
        """Yield the rows of one session."""
        return TABLES[self.table].rows(session, codebook, self)


class Table(NamedTuple):
    """A table: one row for each of something."""

    key: str
    what: str
    columns: tuple[Column, ...]
    rows: Callable[[Session, Codebook, Options], Iterator[Cells]]


def _measures(session: Session, codebook: Codebook, how: Options) -> Iterator[Cells]:
    width = len(how.columns)
    joined: dict[int, str] = {}
    kept = session_rows(session, how.coder, how.policy, codebook, how.extras)
    for row in kept:
        yield cells_of(row, joined)[:width]


Records: TypeAlias = "Callable[..., Iterator[Record]]"


def _of_records(
    records: Records,
) -> Callable[[Session, Codebook, Options], Iterator[Cells]]:
    """Return how *records*, a function of session and coder, fills a table."""

    def rows(session: Session, codebook: Codebook, how: Options) -> Iterator[Cells]:
        names = columns.names(how.columns)
        for coder in how.coders(session):
            for one in records(session, coder, policy=how.policy, codebook=codebook):
                yield tuple([one[name] for name in names])

    return rows


DEFAULT = Options()

TABLES: dict[str, Table] = {
    table.key: table
    for table in (
        Table("measures", "number", columns.MEASURES, _measures),
        Table("questions", "question", questions.COLUMNS, _of_records(questions.question_rows)),
        Table("turns", "turn", turns.COLUMNS, _of_records(turns.turn_rows)),
        Table("topics", "topic", topics.COLUMNS, _of_records(topics.topic_rows)),
    )
}
"""Every table by its key: one row per number, question, turn or topic."""

"""Agreement carried to the result: each measure from either coder's tags, and from the agreed ones.

This is what readers of a paper use: not how alike the tags are, but how far the number moves with
who coded (science §4.1).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ca_tool.codebook import Codebook
from ca_tool.measures import MEASURES, Row, measure_session
from ca_tool.project import Session


class Carried(NamedTuple):
    """One number of one session, by each coding in turn.

    Attributes
    ----------
    rows
        In step with the coders; ``None`` where a coding gives no such number.
    """

    session: str
    measure: str
    variant: str
    participant: str
    other: str
    rows: tuple[Row | None, ...]

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers there are."""
        return tuple(row.value for row in self.rows if row is not None and row.value is not None)

    @property
    def range(self) -> float | None:
        """The largest minus the smallest; ``None`` unless every coding gives a number."""
        return max(self.values) - min(self.values) if self.complete else None

    @property
    def complete(self) -> bool:
        """Whether every coding gives a number."""
        return len(self.values) == len(self.rows)


def carried(
    session: Session, coders: Sequence[str], codebook: Codebook, policy: str = "CP-1"
) -> tuple[Carried, ...]:
    """Return every number that depends on tags, by each of *coders*; never their average."""
    reading = [id_ for id_, measure in MEASURES.items() if measure.reads_coding]
    found: dict[tuple[str, str, str, str], list[Row | None]] = {}
    for place, coder in enumerate(coders):
        rows = measure_session(session, coder, policy=policy, codebook=codebook, measures=reading)
        for row in rows:
            if MEASURES[row.measure].reads_coding:
                key = (row.measure, row.variant, row.participant, row.other)
                found.setdefault(key, [None] * len(coders))[place] = row
    return tuple(Carried(session.id, *key, tuple(rows)) for key, rows in found.items())

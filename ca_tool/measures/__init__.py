"""Measures: numbers about a session, each with its cases. See :mod:`ca_tool.measures.registry`.

Nothing here imports numpy, pandas or scipy before it is needed: the window shows numbers too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ca_tool.measures import (
    amount,
    answers,
    attribution,
    balance,
    cases,
    compute,
    evidence,
    floor,
    initiative,
    intervals,
    outcomes,
    pursuit,
    questions,
    recipiency,
    silences,
    table,
    table_csv,
    talk,
    talking_time,
    third_party,
)
from ca_tool.measures.cases import describe, locate
from ca_tool.measures.compute import measure_session
from ca_tool.measures.registry import MEASURES, Measure
from ca_tool.measures.table import Cases, Row, shown

if TYPE_CHECKING:
    import pandas as pd

    from ca_tool.measures import frame

__all__ = [
    "MEASURES",
    "Cases",
    "Measure",
    "Row",
    "amount",
    "answers",
    "attribution",
    "balance",
    "cases",
    "compute",
    "definitions",
    "describe",
    "evidence",
    "floor",
    "initiative",
    "intervals",
    "locate",
    "measure",
    "measure_session",
    "outcomes",
    "pursuit",
    "questions",
    "recipiency",
    "shown",
    "silences",
    "table",
    "table_csv",
    "talk",
    "talking_time",
    "third_party",
]


def measure(
    what: frame.Source, *, coder: str | None = None, policy: str = "CP-1", jobs: int = 1
) -> pd.DataFrame:
    """Return every measure of *what* as a tidy table; see :mod:`ca_tool.measures.frame`."""
    from ca_tool.measures import frame

    return frame.measure(what, coder=coder, policy=policy, jobs=jobs)


def definitions() -> str:
    """Return the definitions of all measures as Markdown."""
    from ca_tool.measures import document

    return document.markdown()

"""Measures: numbers about a session, each with its cases. See :mod:`ca_tool.measures.registry`.

Nothing here imports numpy, pandas or scipy before it is needed: the window shows numbers too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ca_tool.measures import (
    addressing,
    amount,
    answers,
    attribution,
    balance,
    cases,
    coded,
    compute,
    deontics,
    evidence,
    floor,
    initiative,
    initiative_response,
    intervals,
    latencies,
    latency,
    outcomes,
    overlapping,
    participation,
    pursuit,
    questions,
    recipiency,
    repairs,
    silences,
    table,
    table_csv,
    talk,
    talking_time,
    third_party,
    transfers,
    waiting,
)
from ca_tool.measures.cases import describe, locate
from ca_tool.measures.compute import measure_session
from ca_tool.measures.registry import MEASURES, Measure
from ca_tool.measures.table import Cases, Row, shown
from ca_tool.measures.transfers import floor_transfers

if TYPE_CHECKING:
    import pandas as pd

    from ca_tool.measures import frame

__all__ = [
    "MEASURES",
    "Cases",
    "Measure",
    "Row",
    "addressing",
    "amount",
    "answers",
    "attribution",
    "balance",
    "cases",
    "coded",
    "compute",
    "definitions",
    "deontics",
    "describe",
    "evidence",
    "floor",
    "floor_transfers",
    "initiative",
    "initiative_response",
    "intervals",
    "latencies",
    "latency",
    "locate",
    "measure",
    "measure_session",
    "outcomes",
    "overlapping",
    "participation",
    "pursuit",
    "questions",
    "recipiency",
    "repairs",
    "shown",
    "silences",
    "table",
    "table_csv",
    "talk",
    "talking_time",
    "third_party",
    "transfers",
    "waiting",
]


def measure(
    what: frame.What,
    *,
    coder: str | None = None,
    policy: str = "CP-1",
    jobs: int = 1,
    scheduler: str = "",
    resamples: int = 0,
    seed: int = 1,
    what_if: Sequence[str] = (),
) -> pd.DataFrame:
    """Return every measure of *what* as a tidy table; see :mod:`ca_tool.measures.frame`."""
    from ca_tool.measures import frame

    return frame.measure(
        what,
        coder=coder,
        policy=policy,
        jobs=jobs,
        scheduler=scheduler,
        resamples=resamples,
        seed=seed,
        what_if=what_if,
    )


def definitions() -> str:
    """Return the definitions of all measures as Markdown."""
    from ca_tool.measures import document

    return document.markdown()

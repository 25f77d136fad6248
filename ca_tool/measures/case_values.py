"""What each case behind a median is worth: seconds, milliseconds, a place on the ordered scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.latencies import Latency, response_latencies, transitions

Values: TypeAlias = "Mapping[str, float]"
"""Case id → value; cases without one are not there."""


def _silences(evidence: Evidence) -> Values:
    return {i.id: i.seconds for i in evidence.silences if i.seconds is not None}


def _responses(evidence: Evidence) -> tuple[Latency, ...]:
    return response_latencies(evidence)[0]


def _transitions(evidence: Evidence) -> tuple[Latency, ...]:
    return transitions(evidence)[0]


def _ranks(found: tuple[Latency, ...]) -> Values:
    return {item.id: float(item.rank) for item in found}


def _seconds(found: tuple[Latency, ...]) -> Values:
    return {item.id: item.seconds for item in found if item.seconds is not None}


def _offsets(found: tuple[Latency, ...]) -> Values:
    return {item.id: float(item.ms) for item in found if item.ms is not None}


MEDIANS: dict[tuple[str, str], Callable[[Evidence], Values]] = {
    ("M-33", "median"): _silences,
    ("M-33", "floor:median"): _silences,
    ("M-20", "median_category"): lambda evidence: _ranks(_responses(evidence)),
    ("M-20", "median_timed"): lambda evidence: _seconds(_responses(evidence)),
    ("M-20", "median_ms"): lambda evidence: _offsets(_responses(evidence)),
    ("M-20", "floor_median_category"): lambda evidence: _ranks(_transitions(evidence)),
    ("M-20", "floor_median_timed"): lambda evidence: _seconds(_transitions(evidence)),
}
"""Medians that are resampled, by measure and variant."""

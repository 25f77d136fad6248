"""Measures: numbers about a session, each with its cases. See :mod:`ca_tool.measures.registry`."""

from __future__ import annotations

from ca_tool.measures import intervals, table
from ca_tool.measures.registry import MEASURES, Measure
from ca_tool.measures.table import Cases, Row, shown

__all__ = ["MEASURES", "Cases", "Measure", "Row", "intervals", "shown", "table"]

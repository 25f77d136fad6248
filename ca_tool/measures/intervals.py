"""The intervals that stand on rows of the table; the formulas are in :mod:`ca_tool.uncertainty`."""

from __future__ import annotations

from ca_tool.uncertainty.proportions import Z, newcombe, wilson

__all__ = ["Z", "newcombe", "wilson"]

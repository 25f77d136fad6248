"""Sessions side by side: measures in rows, sessions × coders × ways of counting in columns.

Values only. A cell is a :class:`~ca_tool.measures.table.Row`, so it still knows its cases.
"""

from __future__ import annotations

from ca_tool.compare.assembling import assembled, compare
from ca_tool.compare.changes import (
    NEWCOMBE,
    Change,
    Difference,
    Effect,
    changed,
    changes,
    difference,
    effects,
    effects_at,
    units,
)
from ca_tool.compare.measuring import measured
from ca_tool.compare.saved import MOST_PRIMARY, duplicate, fix, fixing_words, unused_title
from ca_tool.compare.testing import Groups, groups_of
from ca_tool.compare.values import Coded, Column, Comparison, Detail, Key, Measured
from ca_tool.compare.warnings import warnings

__all__ = [
    "MOST_PRIMARY",
    "NEWCOMBE",
    "Change",
    "Coded",
    "Column",
    "Comparison",
    "Detail",
    "Difference",
    "Effect",
    "Groups",
    "Key",
    "Measured",
    "assembled",
    "changed",
    "changes",
    "compare",
    "difference",
    "duplicate",
    "effects",
    "effects_at",
    "fix",
    "fixing_words",
    "groups_of",
    "measured",
    "units",
    "unused_title",
    "warnings",
]

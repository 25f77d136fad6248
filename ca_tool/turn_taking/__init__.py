"""Turns, silences, overlaps and latches, derived from a transcript under a counting policy.

Derived units are never stored: they follow from the notation and the policy, so that a number can
always be reproduced. The way from lines to turns: ``stream`` lays the lines out as one stream of
talk and silence, ``overlaps`` pairs the brackets, ``latches`` the equals signs, and ``grouping``
makes turns.
"""

from __future__ import annotations

from ca_tool.turn_taking.derive import (
    all_problems,
    substantive,
    turn_taking,
    turns,
    under_every_policy,
    with_turn_taking,
)
from ca_tool.turn_taking.values import (
    POLICIES,
    SPLIT_AT,
    Latch,
    Overlap,
    Silence,
    SilenceKind,
    Transition,
    Turn,
    TurnKind,
    TurnTaking,
)

__all__ = [
    "POLICIES",
    "SPLIT_AT",
    "Latch",
    "Overlap",
    "Silence",
    "SilenceKind",
    "Transition",
    "Turn",
    "TurnKind",
    "TurnTaking",
    "all_problems",
    "substantive",
    "turn_taking",
    "turns",
    "under_every_policy",
    "with_turn_taking",
]

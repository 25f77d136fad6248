"""Turns, silences, overlaps and latches, derived from a transcript under a counting policy.

Derived units are never stored: they follow from the notation and the policy, so that a number can
always be reproduced. The way from lines to turns: :mod:`~ca_tool.turns.stream` lays the lines out
as one stream of talk and silence, :mod:`~ca_tool.turns.overlaps` pairs the brackets,
:mod:`~ca_tool.turns.latches` the equals signs, and :mod:`~ca_tool.turns.grouping` makes turns.
"""

from __future__ import annotations

import sys
from types import ModuleType

from ca_tool.transcript import Transcript
from ca_tool.turns.derive import substantive, turn_taking, turns
from ca_tool.turns.values import (
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
    "substantive",
    "turn_taking",
    "turns",
]


class _Turns(ModuleType):
    """The package, which can be called: importing it hides the function ``ca_tool.turns``."""

    def __call__(self, transcript: Transcript, policy: str = "CP-1") -> tuple[Turn, ...]:
        return turns(transcript, policy)


sys.modules[__name__].__class__ = _Turns

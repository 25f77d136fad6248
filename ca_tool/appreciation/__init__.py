"""The appreciative view: where the person supported starts, leads, is taken up or corrects.

The support practices around them are found too, and beside every count stands its opposite. Without
this the program could only find what goes wrong.
"""

from __future__ import annotations

from ca_tool.appreciation.finding import (
    Appreciation,
    Found,
    Practice,
    Tally,
    appreciate,
    exchanges,
)
from ca_tool.appreciation.kinds import KINDS, Kind
from ca_tool.appreciation.people import is_supported, supported

__all__ = [
    "KINDS",
    "Appreciation",
    "Found",
    "Kind",
    "Practice",
    "Tally",
    "appreciate",
    "exchanges",
    "is_supported",
    "supported",
]

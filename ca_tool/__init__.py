r"""Conversation-analytic transcripts: read, tag, measure, compare. Needs no Qt.

Examples
--------
>>> import ca_tool
>>> parsed = ca_tool.read_text("ANN: are you coming?\nBEN: (0.4) yeah\n")
>>> [turn.speaker for turn in ca_tool.turns(parsed.transcript)]
['ANN', 'BEN']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ca_tool.formats import read, read_text
    from ca_tool.measures import measure
    from ca_tool.turn_taking import turns

__version__ = "0.1.0"

__all__ = ["measure", "read", "read_text", "turns"]

_HOME = {
    "read": "ca_tool.formats",
    "read_text": "ca_tool.formats",
    "turns": "ca_tool.turn_taking",
    "measure": "ca_tool.measures",
}


def __getattr__(name: str) -> object:
    """Import the module behind a public name on first use: importing ``ca_tool`` is instant."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module 'ca_tool' has no attribute {name!r}")

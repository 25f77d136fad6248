r"""Conversation-analytic transcripts: read, tag, measure, compare. Needs no Qt.

``docs/python.md`` says what there is; whatever is named here is imported when it is first used.

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
    from ca_tool import (
        agreement,
        appreciation,
        compare,
        extracts,
        figures,
        formats,
        measures,
        publishing,
        tidy,
        turn_taking,
    )
    from ca_tool.agreement import agree, agree_in
    from ca_tool.appreciation import appreciate
    from ca_tool.figures import draw, save_figures
    from ca_tool.formats import read, read_text, write
    from ca_tool.measures import definitions, describe, locate, measure, measure_session
    from ca_tool.measures.sources import sessions
    from ca_tool.measures.what_if import what_if
    from ca_tool.report import write_report
    from ca_tool.storage import create_project, open_project
    from ca_tool.suggest import suggestions
    from ca_tool.tidy import question_rows, topic_rows, turn_rows, write_table
    from ca_tool.turn_taking import turns

__version__ = "0.1.0"

__all__ = [
    "agree",
    "agree_in",
    "agreement",
    "appreciate",
    "appreciation",
    "compare",
    "create_project",
    "definitions",
    "describe",
    "draw",
    "extracts",
    "figures",
    "formats",
    "locate",
    "measure",
    "measure_session",
    "measures",
    "open_project",
    "publishing",
    "question_rows",
    "read",
    "read_text",
    "save_figures",
    "sessions",
    "suggestions",
    "tidy",
    "topic_rows",
    "turn_rows",
    "turn_taking",
    "turns",
    "what_if",
    "write",
    "write_report",
    "write_table",
]

_HOME = {
    "agree": "ca_tool.agreement",
    "agree_in": "ca_tool.agreement",
    "appreciate": "ca_tool.appreciation",
    "create_project": "ca_tool.storage",
    "definitions": "ca_tool.measures",
    "describe": "ca_tool.measures",
    "draw": "ca_tool.figures",
    "locate": "ca_tool.measures",
    "measure": "ca_tool.measures",
    "measure_session": "ca_tool.measures",
    "open_project": "ca_tool.storage",
    "question_rows": "ca_tool.tidy",
    "read": "ca_tool.formats",
    "read_text": "ca_tool.formats",
    "save_figures": "ca_tool.figures",
    "sessions": "ca_tool.measures.sources",
    "suggestions": "ca_tool.suggest",
    "topic_rows": "ca_tool.tidy",
    "turn_rows": "ca_tool.tidy",
    "turns": "ca_tool.turn_taking",
    "what_if": "ca_tool.measures.what_if",
    "write": "ca_tool.formats",
    "write_report": "ca_tool.report",
    "write_table": "ca_tool.tidy",
}
"""Function → the module it is in; every other name of ``__all__`` is a module itself."""


def __getattr__(name: str) -> object:
    """Import the module behind a public name on first use: importing ``ca_tool`` is instant."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in __all__:
        return import_module(f"ca_tool.{name}")
    raise AttributeError(f"module 'ca_tool' has no attribute {name!r}")


def __dir__() -> list[str]:
    """Return the public names, for completion at a prompt."""
    return [*__all__, "__version__"]

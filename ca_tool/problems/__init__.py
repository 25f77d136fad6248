"""What can be odd in a file: a value with a place and advice, never an exception.

To add a code: one row in the table of its area (:mod:`ca_tool.problems.notation`, …) and one
specimen ``tests/data/problems/<CODE>.<suffix>``.
"""

from __future__ import annotations

from dataclasses import dataclass

from ca_tool.problems import characters, chat, documents, notation, tables, timed
from ca_tool.problems.kinds import Kind, Severity

__all__ = ["PROBLEMS", "Kind", "Problem", "Severity"]

PROBLEMS: dict[str, Kind] = {
    code: kind
    for area in (characters, notation, chat, timed, documents, tables)
    for code, kind in area.KINDS.items()
}
"""Every code with what is said of it; no code stands in two tables."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd at a place in a file.

    Attributes
    ----------
    code
        A stable key of :data:`PROBLEMS`.
    line, column
        1-based, in lines of the file and code points; 0 where the whole file is meant.
    detail
        The offending text or what else the message needs.
    length
        How many code points the problem covers; 0 for a point.
    """

    code: str
    line: int = 0
    column: int = 0
    detail: str = ""
    length: int = 0

    @property
    def severity(self) -> Severity:
        """From the table."""
        return PROBLEMS[self.code].severity

    @property
    def message(self) -> str:
        """What is odd, in plain words."""
        return PROBLEMS[self.code].message.replace("{detail}", self.detail)

    @property
    def advice(self) -> str:
        """What to do about it."""
        return PROBLEMS[self.code].advice

    def __str__(self) -> str:
        return f"{self.line}:{self.column}: {self.severity} {self.code}: {self.message}"

"""What the tables say of a problem code."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem matters to the analyst."""

    INFO = "info"
    """Legitimate practice that limits what can be computed."""
    WARNING = "warning"
    """Probably a slip; counts may be off nearby."""
    ERROR = "error"
    """Something could not be read."""


class Kind(NamedTuple):
    """What is said of a problem code."""

    severity: Severity
    message: str
    """Plain words; ``{detail}`` is filled in."""
    advice: str
    """What to do about it."""

"""Who is supported, as far as the roles of the people say it."""

from __future__ import annotations

import re

from ca_tool.project import Session

_SUPPORTED = re.compile(
    r"\b(?:disabled|supported|service[ -]user|client|resident|tenant|patient"
    r"|with (?:an? )?(?:(?:learning|intellectual|physical) )?"
    r"(?:disabilit\w+|impairment|dementia|aphasia|autism))\b",
    re.IGNORECASE,
)
_SUPPORTING = re.compile(
    r"\b(?:worker|supporter|staff|nurse|carer|assistant|partner|therapist|advocate for"
    r"|not disabled|non-disabled)\b",
    re.IGNORECASE,
)


def is_supported(role: str) -> bool:
    """Return whether *role* is that of somebody who is supported.

    >>> is_supported("disabled person"), is_supported("Woman with dementia")
    (True, True)
    >>> is_supported("support worker"), is_supported("care partner of a disabled person")
    (False, False)
    """
    return bool(_SUPPORTED.search(role)) and not _SUPPORTING.search(role)


def supported(session: Session, roster: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """Return who of *roster* is supported, and whether roles say so: else everybody is offered."""
    named = tuple(code for code in roster if is_supported(session.roles.get(code, "")))
    return (named, True) if named else (roster, False)

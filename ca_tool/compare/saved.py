"""Saved comparisons: new ones, copies, and primary measures fixed beforehand (science §3.5.10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from ca_tool.coding import new_id
from ca_tool.project import Fixing, SavedComparison

MOST_PRIMARY = 3
"""Primary measures at most."""


def now() -> str:
    """Return the time as it is stored: UTC, ISO 8601, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def unused_title(wanted: str, saved: Iterable[SavedComparison]) -> str:
    """Return *wanted*, with a number if a comparison has that title already.

    Examples
    --------
    >>> unused_title("Phases", [SavedComparison("1", "Phases")])
    'Phases 2'
    """
    taken = {one.title for one in saved}
    number, title = 1, wanted
    while title in taken:
        number += 1
        title = f"{wanted} {number}"
    return title


def duplicate(
    saved: SavedComparison, others: Iterable[SavedComparison], at: str
) -> SavedComparison:
    """Return a copy with an id and title of its own, and no primary measures.

    They were fixed for *saved*: a copy that says otherwise would have been fixed by nobody.
    """
    title = unused_title(f"{saved.title} (copy)", others)
    return replace(saved, id=new_id(), title=title, fixings=(), created=at)


def fix(
    saved: SavedComparison, measures: Sequence[str], sessions: Sequence[str], coder: str, at: str
) -> SavedComparison:
    """Return *saved* with its primary measures fixed; earlier fixings are kept.

    *sessions* are the ids of all sessions of the project. Raises ``ValueError`` for more than
    :data:`MOST_PRIMARY`, or for a measure named twice.
    """
    if len(measures) > MOST_PRIMARY or len(set(measures)) < len(measures):
        raise ValueError(f"not more than {MOST_PRIMARY} primary measures, each once")
    fixing = Fixing(tuple(measures), at, tuple(sessions), coder)
    return replace(saved, fixings=(*saved.fixings, fixing))


def fixing_words(saved: SavedComparison, phases: Mapping[str, str]) -> tuple[str, ...]:
    """Return a sentence for each fixing, the first one first.

    *phases* is session id → phase, of the sessions the project has now. That measures were fixed
    before a phase is said only where none of its sessions was in the project by then.
    """
    return tuple(
        _fixing_words(fixing, phases, first=number == 0)
        for number, fixing in enumerate(saved.fixings)
    )


def _fixing_words(fixing: Fixing, phases: Mapping[str, str], *, first: bool) -> str:
    by = f" by {fixing.coder}" if fixing.coder else ""
    when = f"{shown_time(fixing.at)}{by}"
    if not fixing.measures:
        return f"Given up {when}."
    what = ", ".join(fixing.measures)
    later = _phases_added_later(fixing, phases)
    before = f", before any session of phase {_quoted(later)} was added" if later else ""
    start = f"{what} fixed" if first else f"Changed to {what}"
    return f"{start} {when}{before}."


def _phases_added_later(fixing: Fixing, phases: Mapping[str, str]) -> tuple[str, ...]:
    there = {phases[session] for session in fixing.sessions if session in phases}
    return tuple(dict.fromkeys(p for p in phases.values() if p and p not in there))


def _quoted(names: Sequence[str]) -> str:
    return " or ".join(f"‘{name}’" for name in names)


def shown_time(stored: str) -> str:
    """Return a stored time as it is shown.

    Examples
    --------
    >>> shown_time("2026-11-20T10:00:00+00:00")
    '2026-11-20 10:00 UTC'
    """
    try:
        time = datetime.fromisoformat(stored).astimezone(UTC)
    except ValueError:
        return stored
    return f"{time:%Y-%m-%d %H:%M} UTC"

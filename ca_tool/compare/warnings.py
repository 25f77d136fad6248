"""What stands in the way of comparing sessions, in plain words (science §3.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ca_tool.compare.values import Column, Detail

FACTOR = 3.0
"""Densities of marks that differ by more than this are said to differ."""

ENOUGH = 10
"""Marks in two transcripts together before their densities are compared."""

LONG = 30
"""Lines of talk from which it is looked at how far the tags reach."""

REACH = 1 / 3
"""Part of the lines at either end without any tag that makes a session partly coded."""

UNCODED = 0.1
"""Part of the questions without a coded outcome that makes a session partly coded."""


def warnings(columns: Sequence[Column], grouping: str = "phase") -> tuple[str, ...]:
    """Return what stands in the way of comparing *columns*, in plain words."""
    once = list({column.session: column for column in columns}.values())
    found = [
        text.format(", ".join(values))
        for name, text in _DIFFERING.items()
        if len(values := _values(columns, name)) > 1 and name != grouping
    ]
    found += _different_detail(once)
    picked = [column.heading for column in once if column.sampling == "collection"]
    if picked:
        found.append(_PICKED.format(_listed(picked)))
    found += _several_columns(columns, once)
    found += _coders(columns)
    found += _partly_coded(columns)
    return tuple(found)


_DIFFERING = {
    "activity": "The activities differ ({}): what people do decides who asks and who answers.",
    "silence_method": "Silences were timed in different ways ({}): do not compare their lengths.",
    "profile": "The transcripts follow different conventions ({}): "
    "a finer one has more pauses and overlaps.",
    "people": "The number of people differs ({}): shares and evenness (M-08) compare only between "
    "sessions with as many people.",
}
_CODERS = "Different people coded these sessions ({}): some of the difference may be theirs."
_PICKED = (
    "Hand-picked extracts ({}): rates across the session are disabled, "
    "other proportions are of the instances collected."
)
_DETAIL = (
    "The transcripts differ in detail: {} for 100 turns between {:.0f} ({}) and {:.0f} ({}). "
    "What depends on them may differ for that reason."
)
_SAME = "{} stand in several columns: columns of one session are the same talk, not more of it."
_NOT_SHOWN = "Also coded by {}, not shown here: add these coders to see what depends on who coded."
_UNCODED = "No tags of {} in {}: numbers that need tags are missing there, not 0."
_PARTLY = "Only partly coded: {}. Numbers that need tags are of the coded part."

NAMED = 4
"""Sessions that a warning names; it counts the rest."""


def _listed(names: Sequence[str]) -> str:
    """Return some *names* and how many more there are."""
    return _some([f"“{name}”" for name in dict.fromkeys(names)])


def _some(items: Sequence[str]) -> str:
    more = len(items) - NAMED
    return ", ".join(items[:NAMED]) + (f" and {more} more" if more > 0 else "")


def _values(columns: Sequence[Column], name: str) -> tuple[str, ...]:
    """Return the different values of a column's field, in words."""
    found = (getattr(column, name) for column in columns)
    return tuple(dict.fromkeys(str(value) or "not recorded" for value in found))


def _different_detail(columns: Sequence[Column]) -> Iterator[str]:
    marks: dict[str, Callable[[Detail], int]] = {
        "pauses": lambda detail: detail.pauses,
        "overlaps": lambda detail: detail.overlaps,
    }
    there = [column for column in columns if column.detail.turns]
    for what, count in marks.items():
        dense = sorted(there, key=lambda one: count(one.detail) / one.detail.turns)
        if len(dense) < 2:
            return
        low, high = dense[0], dense[-1]
        few, many = (100 * count(one.detail) / one.detail.turns for one in (low, high))
        counted = count(low.detail) + count(high.detail)
        if counted >= ENOUGH and many > FACTOR * few:
            yield _DETAIL.format(what, few, low.heading, many, high.heading)


def _several_columns(columns: Sequence[Column], once: Sequence[Column]) -> Iterator[str]:
    if len(columns) > len(once):
        sessions = [column.session for column in columns]
        yield _SAME.format(
            _listed([column.heading for column in once if sessions.count(column.session) > 1])
        )


def _coders(columns: Sequence[Column]) -> Iterator[str]:
    """Say who coded what, where that is not the same for every session."""
    shown: dict[str, tuple[str, ...]] = {}
    for column in columns:
        shown[column.session] = (*shown.get(column.session, ()), column.coder)
    if len({tuple(sorted(set(coders))) for coders in shown.values()}) > 1:
        yield _CODERS.format(", ".join(_values(columns, "coder")))
    others = {
        coder for column in columns for coder in column.coders if coder not in shown[column.session]
    }
    if others:
        yield _NOT_SHOWN.format(", ".join(sorted(others)))


def _partly_coded(columns: Sequence[Column]) -> Iterator[str]:
    without: dict[str, list[str]] = {}
    partly = []
    for column in columns:
        if column.coder and not column.detail.tags:
            without.setdefault(column.coder, []).append(column.heading)
        elif why := _unfinished(column.detail):
            partly.append(f"“{column.heading}” by {column.coder} ({why})")
    for coder, headings in without.items():
        yield _UNCODED.format(coder, _listed(headings))
    if partly:
        yield _PARTLY.format(_some(partly))


def _unfinished(detail: Detail) -> str:
    """Return why tags seem to be missing, or nothing."""
    if detail.uncoded > UNCODED * detail.questions:
        return f"{detail.uncoded} of {detail.questions} questions without an outcome"
    before, after = detail.first - 1, detail.lines - detail.last
    if detail.tags and detail.lines >= LONG and max(before, after) > REACH * detail.lines:
        return f"tags in lines {detail.first} to {detail.last} of {detail.lines} lines of talk"
    return ""

"""Which lines an extract shows and where its arrows point, before the analyst decides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ca_tool.measures import locate
from ca_tool.project import Session
from ca_tool.publishing.composing import safe_title
from ca_tool.publishing.extract import Choices
from ca_tool.transcript import LineKind, Span

_ARROW = re.compile(r"-{1,3}>|=>|[→➔►⇒]")


def between(session: Session, first: int, last: int) -> frozenset[int]:
    """Return the ids of all lines from the line with id *first* to that with id *last*."""
    row = session.transcript.row
    if first not in row or last not in row:
        return frozenset()
    start, stop = sorted((row[first], row[last]))
    return frozenset(line.id for line in session.transcript.lines[start : stop + 1])


def under(session: Session, spans: Iterable[Span]) -> frozenset[int]:
    """Return the ids of the lines that *spans* lie on."""
    found = (between(session, span.line, span.end_line) for span in spans)
    return frozenset().union(*found)


def of_exchange(session: Session, exchange_id: str) -> frozenset[int]:
    """Return the lines of an exchange kept for review; none if it is not there."""
    found = (one for one in session.exchanges if one.id == exchange_id)
    return next((between(session, one.first, one.last) for one in found), frozenset())


def of_cases(session: Session, cases: Iterable[str], around: int = 1) -> frozenset[int]:
    """Return the lines of *cases* with *around* lines before and after each."""
    lines, row = session.transcript.lines, session.transcript.row
    found: set[int] = set()
    for case in cases:
        for span in locate(session, case):
            start = max(row[span.line] - around, 0)
            found |= {line.id for line in lines[start : row[span.end_line] + around + 1]}
    return frozenset(found)


def numbered(session: Session, first: str, last: str) -> frozenset[int]:
    """Return the lines from the one numbered *first* to the one numbered *last*.

    Numbers are those printed in the transcript; where it prints none, places counted from 1.
    ``08`` and ``8`` are the same. Raises ``LookupError`` naming a number that is not there.
    """
    start, end = line_numbered(session, first), line_numbered(session, last)
    return between(session, start, end)


def line_numbered(session: Session, number: str) -> int:
    """Return the id of the first line with *number*; raises ``LookupError`` if there is none."""
    lines = session.transcript.lines
    wanted = number.strip().lstrip("0")
    if any(line.number for line in lines):
        ids = [line.id for line in lines if line.number.lstrip("0") == wanted]
    else:
        ids = [line.id for at, line in enumerate(lines, 1) if str(at) == wanted]
    if not ids:
        raise LookupError(f"There is no line {number.strip() or '(nothing)'}.")
    return ids[0]


def number_of(session: Session, line_id: int) -> str:
    """Return how the line is numbered: as printed, else its place counted from 1."""
    return session.transcript.line(line_id).number or str(session.transcript.row[line_id] + 1)


def marked_lines(session: Session, lines: Iterable[int]) -> frozenset[int]:
    """Return those of *lines* that have an arrow in the margin of the transcript itself."""
    found = (session.transcript.line(line) for line in lines)
    return frozenset(
        line.id
        for line in found
        if _ARROW.search(line.raw[: line.body]) or _ARROW.search(line.raw[line.body_end :])
    )


def tagged_lines(session: Session, coder: str, code: str, lines: Iterable[int]) -> frozenset[int]:
    """Return those of *lines* where a tag *code* of *coder* begins."""
    tags = session.coding(coder).tags.values()
    begun = {tag.start.line for tag in tags if tag.code == code}
    return frozenset(lines) & begun


def suggested(session: Session, lines: frozenset[int], number: int = 1) -> Choices:
    """Return choices for *lines* with a title and a source line to begin with.

    The title is the session's own; a file's path never gets into it.
    """
    facts = session.facts
    name = safe_title(facts.title) or safe_title(session.id)
    told = dict.fromkeys(part for part in (name, safe_title(facts.activity), facts.date) if part)
    ends = _ends(session, lines)
    where = f"lines {ends}" if "–" in ends else f"line {ends}"
    source = ", ".join(told)
    return Choices(
        lines,
        title=f"Extract {number}: {name}" if name else f"Extract {number}",
        source=(f"{source}: {where}" if source else where.capitalize()) if ends else source,
        arrows=marked_lines(session, lines),
    )


def _ends(session: Session, lines: frozenset[int]) -> str:
    shown = [
        line.id
        for line in session.transcript.lines
        if line.id in lines and line.kind not in (LineKind.BLANK, LineKind.HEADER)
    ]
    if not shown:
        return ""
    numbers = [number_of(session, line).lstrip("0") or "0" for line in (shown[0], shown[-1])]
    return "–".join(dict.fromkeys(numbers))

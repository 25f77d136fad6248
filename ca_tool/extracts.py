"""The lines behind a number, exactly as typed: no number is quoted without its example."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ca_tool.measures import locate
from ca_tool.measures.table import Row
from ca_tool.project import Session
from ca_tool.transcript import LineKind, Span

BEFORE, AFTER = 1, 2
"""Lines shown around a case, so that it can be read in its place."""

LONGEST = 12
"""Lines of an extract at most."""


class Piece(NamedTuple):
    """A stretch of a line; ``marked`` if it belongs to the case."""

    text: str
    marked: bool


class ExtractLine(NamedTuple):
    """A line of an extract: its number as printed or counted, and its exact characters.

    ``number`` is empty where the line's own text carries it.
    """

    number: str
    pieces: tuple[Piece, ...]


class Extract(NamedTuple):
    """Lines of a session around one case.

    Attributes
    ----------
    title
        ``Tea in the kitchen, lines 3–6``.
    about
        What it is an example of; empty if it only shows how the session begins.
    """

    title: str
    lines: tuple[ExtractLine, ...]
    about: str = ""


def example(session: Session, rows: Iterable[Row], used: set[str]) -> Extract:
    """Return a case behind *rows* with the lines around it.

    A case that was counted comes before one that was not, and one that is not in *used* (the
    cases shown already, to which this one is added) before one that is. Where no number has a case
    that is still there, the beginning of the session stands in.
    """
    counted, others = _cases(tuple(rows))
    fresh = [(row, case) for row, case in counted if case not in used]
    for row, case in (*fresh, *counted, *others):
        spans = locate(session, case)
        if spans:
            used.add(case)
            return _extract(session, spans, _about(row, case))
    return _beginning(session)


def extract_of(session: Session, case: str, about: str = "") -> Extract | None:
    """Return the case *case* with the lines around it; ``None`` if it is no longer there."""
    spans = locate(session, case)
    return _extract(session, spans, about) if spans else None


def _cases(rows: tuple[Row, ...]) -> tuple[list[tuple[Row, str]], list[tuple[Row, str]]]:
    """Return the cases counted by *rows*, and those not counted, each with its row."""
    counted = [(row, case) for row in rows for case in row.instances.numerator]
    others = [(row, case) for row in rows for case in row.instances.others]
    excluded = [(row, case) for row in rows for case, _why in row.instances.excluded]
    return counted, others + excluded


def _about(row: Row, case: str) -> str:
    whose = f" for {row.participant}" if row.participant else ""
    if case in row.instances.numerator:
        return f"counted{whose}"
    if case in row.instances.others:
        return f"could have counted{whose} and did not"
    return f"left out{whose}: {dict(row.instances.excluded)[case]}"


def _extract(session: Session, spans: tuple[Span, ...], about: str) -> Extract:
    """Return the lines of *spans* with some before and after; a long case is cut at its end."""
    place = session.transcript.row
    first = min(place[span.line] for span in spans)
    last = max(place[span.end_line] for span in spans)
    start = max(first - BEFORE, 0)
    stop = min(last + AFTER + 1, start + LONGEST, len(session.transcript.lines))
    shown = [at for at in range(start, stop) if _worth_showing(session, at)]
    lines = tuple(_line(session, at, spans) for at in shown)
    ends = [_number(session, at) for at in (shown[0], shown[-1])]
    title = session.facts.title or session.transcript.title or session.id
    return Extract(f"{title}, lines {'–'.join(dict.fromkeys(ends))}", lines, about)


def _beginning(session: Session) -> Extract:
    lines = session.transcript.lines
    talk = [at for at, line in enumerate(lines) if line.kind == LineKind.TALK]
    if not talk:
        return Extract("The session has no talk", ())
    line = lines[talk[0]]
    whole = _extract(session, (Span(line.id, len(line.raw), line.id, len(line.raw)),), "")
    return whole._replace(title=f"{whole.title} (how the session begins)")


def _worth_showing(session: Session, at: int) -> bool:
    return session.transcript.lines[at].kind not in (LineKind.BLANK, LineKind.HEADER)


def _number(session: Session, at: int) -> str:
    return session.transcript.lines[at].number or str(at + 1)


def _line(session: Session, at: int, spans: tuple[Span, ...]) -> ExtractLine:
    """Return a line cut where the case begins and ends in it; its own text is left as it is."""
    line = session.transcript.lines[at]
    place = session.transcript.row
    marked = [False] * len(line.raw)
    for span in spans:
        if place[span.line] <= at <= place[span.end_line]:
            start = span.start if span.line == line.id else line.body
            end = span.end if span.end_line == line.id else line.body_end or len(line.raw)
            marked[start:end] = [True] * (min(end, len(line.raw)) - start)
    pieces, start = [], 0
    for stop in range(1, len(marked) + 1):
        if stop == len(marked) or marked[stop] != marked[start]:
            pieces.append(Piece(line.raw[start:stop], marked[start]))
            start = stop
    return ExtractLine("" if line.number else str(at + 1), tuple(pieces))

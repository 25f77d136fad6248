"""From a case id back to the transcript: where it is and how it reads."""

from __future__ import annotations

from typing import NamedTuple

from ca_tool.coding import Tag
from ca_tool.measures.talk import talk
from ca_tool.project import Session
from ca_tool.transcript import Span
from ca_tool.turn_taking import POLICIES


class Described(NamedTuple):
    """A case as it is listed.

    Attributes
    ----------
    lines
        Printed line numbers where the transcript has them, else 1-based places: ``9`` or ``9–11``.
    speakers
        Whose lines they are, joined by ``&``.
    words
        The raw text of its stretches, with their marks.
    """

    lines: str
    speakers: str
    words: str


def locate(session: Session, case_id: str) -> tuple[Span, ...]:
    """Return the stretches of the case *case_id*; empty if it is no longer there."""
    kind, _, rest = case_id.partition(":")
    if kind == "tag":
        tag = _tag(session, rest)
        row = session.transcript.row
        spans = tag.spans if tag else ()
        return tuple(span for span in spans if span.line in row and span.end_line in row)
    for policy in POLICIES:
        if found := talk(session.transcript, policy).places.get(case_id):
            return found
    return ()


def describe(session: Session, case_id: str) -> Described:
    """Return how the case *case_id* is listed; all parts are empty if it is no longer there."""
    spans = locate(session, case_id)
    if not spans:
        return Described("", "", "")
    transcript = session.transcript
    ends = [spans[0].line, spans[-1].end_line]
    numbers = [transcript.line(line).number or str(transcript.row[line] + 1) for line in ends]
    speakers = dict.fromkeys(code for span in spans for code in transcript.line(span.line).speakers)
    return Described(
        "–".join(dict.fromkeys(numbers)),
        " & ".join(speakers),
        " … ".join(" ".join(transcript.quote(span).split()) for span in spans),
    )


def _tag(session: Session, tag_id: str) -> Tag | None:
    found = (coding.tags.get(tag_id) for coding in session.codings.values())
    return next((tag for tag in found if tag), None)

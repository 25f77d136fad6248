"""Where something is, as cells: printed numbers, places in the file, words."""

from __future__ import annotations

from collections.abc import Sequence

from ca_tool.coding import Tag
from ca_tool.project import Session
from ca_tool.tidy.columns import Column, Record
from ca_tool.transcript import Span, TokenKind

LINES = (
    Column("first_number", "Line number printed where it begins; empty where none is printed."),
    Column("last_number", "Line number printed where it ends."),
    Column("first_line", "Line of the transcript where it begins, from 1.", "whole"),
    Column("last_line", "Line of the transcript where it ends, from 1.", "whole"),
)


def lines_of(session: Session, spans: Sequence[Span]) -> Record:
    """Return the cells of :data:`LINES`."""
    transcript = session.transcript
    first, last = spans[0].line, spans[-1].end_line
    return {
        "first_number": transcript.line(first).number,
        "last_number": transcript.line(last).number,
        "first_line": transcript.row[first] + 1,
        "last_line": transcript.row[last] + 1,
    }


def words_in(session: Session, tag: Tag) -> int:
    """Return how many words lie in the stretches of *tag*, whoever's talk they are."""
    transcript = session.transcript
    tokens, row = transcript.tokens, transcript.row
    count = 0
    for span in tag.spans:
        for at in range(row[span.line], row[span.end_line] + 1):
            line = transcript.lines[at].id
            start = span.start if line == span.line else 0
            end = span.end if line == span.end_line else len(transcript.lines[at].raw)
            count += sum(
                start <= token.start < end and token.kind is TokenKind.WORD for token in tokens[at]
            )
    return count


def role_of(session: Session, code: str) -> str:
    """Return the role of participant *code*; empty where none was given."""
    return session.roles.get(code, "")

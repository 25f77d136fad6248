"""Edits of the text as values: change, insert, delete, split and join lines.

Every function returns one :class:`~ca_tool.coding.Edit` with the change of the text and of all
tags, links and exchanges that it carries along, so that one Undo takes back both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime

from ca_tool.carrying import change
from ca_tool.coding import Edit, Link, Record, Splice, Tag, TextLine
from ca_tool.project import Moved, Session, apply
from ca_tool.transcript import Line, Place, Span, Transcript

LINE_END = re.compile(r"\r\n|\r|\n")

Move = Callable[[Span], Span | None]
"""Where a span goes; ``None`` where its text is gone."""


def apply_edit(session: Session, edit: Edit) -> Session:
    """Return *session* after *edit*: its text first, then its records."""
    if not edit.splices:
        return apply(session, edit)
    from ca_tool.notation import reparse

    transcript = reparse(session.transcript, edit.splices)
    return apply(replace(session, transcript=transcript), edit)


def text_edit(session: Session, line_id: int, raw: str) -> Edit:
    """Give a line another text; line ends within *raw* make new lines after it."""
    line = session.transcript.line(line_id)
    first, *rest = LINE_END.split(raw)
    row = session.transcript.row[line_id]
    ending = line.ending if not rest else _line_end(session.transcript, row)
    fresh = session.fresh_line
    texts = [TextLine(line_id, first, ending)]
    texts += [TextLine(fresh + at, text, ending) for at, text in enumerate(rest)]
    texts[-1] = replace(texts[-1], ending=line.ending)
    return _edit(session, "Change text", Splice(row, (_text(line),), tuple(texts)))


def insert_line(session: Session, after: int, raw: str) -> Edit:
    """Insert a line after the line *after*; 0 inserts at the top."""
    lines = session.transcript.lines
    if not after:
        new = TextLine(session.fresh_line, raw, _line_end(session.transcript, 0) if lines else "")
        return _edit(session, "Insert line", Splice(0, (), (new,)))
    row = session.transcript.row[after]
    before = _text(lines[row])
    ended = replace(before, ending=_line_end(session.transcript, row))
    new = TextLine(session.fresh_line, raw, before.ending)
    return _edit(session, "Insert line", Splice(row, (before,), (ended, new)))


def delete_line(session: Session, line_id: int) -> Edit:
    """Delete a line, with the tags that lie wholly on it; the Undo menu says how many."""
    row = session.transcript.row[line_id]
    edit = _edit(session, "", Splice(row, (_text(session.transcript.lines[row]),), ()))
    gone = {record.id for record in edit.removed if isinstance(record, Tag)}
    gone -= {record.id for record in edit.added if isinstance(record, Tag)}
    tags = {0: "", 1: " and its tag"}.get(len(gone), f" and its {len(gone)} tags")
    return replace(edit, text=f"Delete line{tags}")


def split_line(session: Session, line_id: int, column: int) -> Edit:
    """Split a line before *column* of its raw text; the second part stands under the body."""
    line = session.transcript.line(line_id)
    row = session.transcript.row[line_id]
    rest = " " * line.body + line.raw[column:].lstrip(" ")
    first = TextLine(line_id, line.raw[:column], _line_end(session.transcript, row))
    second = TextLine(session.fresh_line, rest, line.ending)
    return _edit(session, "Split line", Splice(row, (_text(line),), (first, second)))


def join_line(session: Session, line_id: int) -> Edit:
    """Join a line with the one after it: the body of that one is added after a space.

    The last line has nothing to join: the edit is then empty.
    """
    row = session.transcript.row[line_id]
    if row + 1 == len(session.transcript.lines):
        return Edit("Join lines")
    line, following = session.transcript.lines[row : row + 2]
    tail = following.raw[following.body :]
    raw = f"{line.raw} {tail}" if line.raw and tail else line.raw + tail
    joined = TextLine(line_id, raw, following.ending)
    return _edit(session, "Join lines", Splice(row, (_text(line), _text(following)), (joined,)))


def confirm(moved: Moved, spans: tuple[Span, ...] = (), now: str = "") -> Edit:
    """Settle where a tag of :attr:`~ca_tool.project.Session.moved` belongs.

    Parameters
    ----------
    spans
        The place the analyst chose; by default where it was placed.
    now
        The time (UTC, ISO 8601); by default this moment.
    """
    now = now or datetime.now(UTC).isoformat(timespec="seconds")
    chosen = spans or (moved.placed or moved.tag).spans
    settled = replace(moved.placed or moved.tag, spans=chosen, modified=now)
    return Edit("Confirm place", frozenset(_listed(moved)), frozenset({settled}))


def dismiss(moved: Moved) -> Edit:
    """Give up a tag whose place is uncertain."""
    return Edit("Remove tag", frozenset(_listed(moved)))


def _listed(moved: Moved) -> Iterable[Record]:
    """Return what stands for a tag to be confirmed: the entry in the list, and the tag."""
    return (moved, moved.placed) if moved.placed else (moved,)


def carry(session: Session, splice: Splice) -> tuple[frozenset[Record], frozenset[Record]]:
    """Return the records removed and added so that tags, links and exchanges follow *splice*.

    A tag whose text is gone altogether is removed, and so are its links.
    """
    move = _mover(_with_a_neighbour(session.transcript, splice))
    touched = {line.id for line in splice.removed}
    removed: set[Record] = set()
    added: set[Record] = set()
    for coding in session.codings.values():
        gone = set()
        for tag in _tags_on(coding.by_line, touched):
            spans = tuple(moved for span in tag.spans if (moved := move(span)))
            if spans != tag.spans:
                removed.add(tag)
                if spans:
                    added.add(replace(tag, spans=spans))
                else:
                    gone.add(tag.id)
        for link in coding.links.values():
            _carry_link(link, gone, move, removed, added)
    _carry_exchanges(session, splice, removed, added)
    return frozenset(removed), frozenset(added)


def _edit(session: Session, text: str, splice: Splice) -> Edit:
    removed, added = carry(session, splice)
    return Edit(text, removed=removed, added=added, splices=(splice,))


def _tags_on(by_line: dict[int, tuple[Tag, ...]], lines: set[int]) -> Iterable[Tag]:
    found = {tag.id: tag for line in lines for tag in by_line.get(line, ())}
    return found.values()


def _with_a_neighbour(transcript: Transcript, splice: Splice) -> Splice:
    """Return *splice* with the line below or above in it, where nothing else is left of it.

    A span that reaches out of deleted lines then keeps an edge to end at.
    """
    below = transcript.lines[splice.at + len(splice.removed) :][:1]
    above = transcript.lines[: splice.at][-1:]
    if splice.added or not (below or above):
        return splice
    near = tuple(_text(line) for line in below or above)
    removed = (*splice.removed, *near) if below else (*near, *splice.removed)
    return Splice(splice.at, removed, near)


def _mover(splice: Splice) -> Move:
    """Return a function that says where a span goes, comparing all the lines as one text."""
    changed = change(_joined(splice.removed), _joined(splice.added))
    old_starts = _starts(splice.removed)
    new_starts = _starts(splice.added)

    def new_place(at: int) -> Place:
        line, start = next(p for p in reversed(new_starts.items()) if p[1] <= at)
        return Place(line, at - start)

    def move(span: Span) -> Span | None:
        head, tail = span.line in old_starts, span.end_line in old_starts
        start = old_starts[span.line] + span.start if head else 0
        end = old_starts[span.end_line] + span.end if tail else len(changed.old)
        if not (head or tail):
            return span
        if not splice.added:
            return None
        now = changed.carry(start, end)
        if now.start == now.end and start != end and head and tail:
            return None
        first = new_place(now.start) if head else Place(span.line, span.start)
        last = new_place(now.end) if tail else Place(span.end_line, span.end)
        return Span(*first, *last)

    return move


def _joined(lines: tuple[TextLine, ...]) -> str:
    return "\n".join(line.raw for line in lines)


def _starts(lines: tuple[TextLine, ...]) -> dict[int, int]:
    starts, at = {}, 0
    for line in lines:
        starts[line.id] = at
        at += len(line.raw) + 1
    return starts


def _carry_link(
    link: Link, gone: set[str], move: Move, removed: set[Record], added: set[Record]
) -> None:
    if link.source in gone or link.target in gone:
        removed.add(link)
    elif link.target_turn:
        line, column = link.target_turn
        moved = move(Span(line, column, line, column))
        if moved != Span(line, column, line, column):
            removed.add(link)
            if moved:
                added.add(replace(link, target_turn=Place(moved.line, moved.start)))


def _carry_exchanges(
    session: Session, splice: Splice, removed: set[Record], added: set[Record]
) -> None:
    """Let exchanges that begin or end on a line that is gone begin or end beside it."""
    gone = {line.id for line in splice.removed} - {line.id for line in splice.added}
    lines = session.transcript.lines
    after = splice.at + len(splice.removed)
    below = lines[after].id if after < len(lines) else 0
    above = lines[splice.at - 1].id if splice.at else 0
    if splice.added:
        above = below = splice.added[-1].id
    for exchange in session.exchanges:
        first = below if exchange.first in gone else exchange.first
        last = above if exchange.last in gone else exchange.last
        pauses = tuple(line for line in exchange.pauses if line not in gone)
        moved = replace(exchange, first=first, last=last, pauses=pauses)
        if moved != exchange:
            removed.add(exchange)
            if exchange.first not in gone or exchange.last not in gone:
                added.add(moved)


def _text(line: Line) -> TextLine:
    return TextLine(line.id, line.raw, line.ending)


def _line_end(transcript: Transcript, row: int) -> str:
    """Return the line end in use around *row*."""
    near = transcript.lines[row].ending or transcript.lines[max(row - 1, 0)].ending
    return near or "\n"

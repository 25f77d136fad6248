"""What the tagging keys mean: each function returns the edit that a key stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from ca_tool.codebook import Code
from ca_tool.coding import Coding, Edit, Link, Tag, new_id
from ca_tool.project import Session
from ca_tool.transcript import Place, Span
from widgets.document import Document

ANSWERED_BY_NOBODY = ("outcome", "no_response")
CLOSED_OUTCOMES = {"no_response", "self_answered", "other_answers", "censored", "not_observable"}
FIRST_PAIR_PARTS = ("question", "initiation")


def now() -> str:
    """Return the time as it is written into tags: UTC, ISO 8601, seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_tag(document: Document, code: Code, spans: tuple[Span, ...]) -> Tag:
    """Return a tag of *code* on *spans*, done by whoever speaks there.

    In a conversation of two, the other one is filled in as addressee; the side panel changes it.
    """
    session = document.session
    speakers = session.transcript.line(spans[0].line).speakers
    actor = speakers[0] if speakers else ""
    defaults = ((found.name, found.default) for found in code.attributes if found.default)
    return Tag(
        new_id(),
        code.name,
        spans,
        actor=actor,
        addressees=_the_other(session, actor),
        values=tuple(sorted(defaults)),
        coder=document.coder,
        created=now(),
        modified=now(),
        codebook=document.codebook.version,
    )


def add(document: Document, code: Code, spans: tuple[Span, ...]) -> Edit:
    """Tag *spans*; an empty edit where the very same tag is there already."""
    text = f"Tag {code.label.lower()}"
    same = (tag for tag in document.coding.tags.values() if tag.code == code.name)
    if any(tag.spans == spans for tag in same):
        return Edit(text)
    return Edit(text, added=frozenset({new_tag(document, code, spans)}))


def remove(coding: Coding, tag: Tag) -> Edit:
    """Remove *tag* and the links from and to it."""
    links = (*coding.links_from.get(tag.id, ()), *coding.links_to.get(tag.id, ()))
    return Edit("Remove tag", removed=frozenset({tag, *links}))


def change(tag: Tag, **fields: object) -> Edit:
    """Give *tag* other values of its *fields*."""
    changed = replace(tag, **fields, modified=now())  # type: ignore[arg-type]  # Tag's own fields
    return Edit("Change tag", removed=frozenset({tag}), added=frozenset({changed}))


def cover(coding: Coding, tag: Tag, span: Span) -> Edit:
    """Let *tag* cover *span*; an empty edit where a tag of that code does so already."""
    same = (found for found in coding.tags.values() if found.code == tag.code)
    if any(found.spans == (span,) for found in same):
        return Edit("Change what the tag covers")
    return replace(change(tag, spans=(span,)), text="Change what the tag covers")


def set_value(tag: Tag, name: str, value: str) -> Edit:
    """Set the attribute *name* of *tag*; an empty *value* means not coded."""
    values = {**dict(tag.values), name: value}
    kept = tuple(sorted((key, found) for key, found in values.items() if found))
    return change(tag, values=kept)


def no_answer(question: Tag) -> Edit:
    """Say that no answer came to *question*; take that back where it was said."""
    name, value = ANSWERED_BY_NOBODY
    said = question.value(name) == value
    edit = set_value(question, name, "" if said else value)
    return replace(edit, text="An answer came" if said else "No answer came")


def link(document: Document, response: Tag, question: Tag) -> Edit:
    """Link *response* to *question*, in place of the question it answered before."""
    coding = document.coding
    old = (found for found in coding.links_from.get(response.id, ()) if found.kind == "answers")
    made = Link(new_id(), "answers", response.id, question.id, coder=document.coder, created=now())
    known = frozenset({response}) - frozenset(coding.tags.values())
    return Edit("Link answer", removed=frozenset(old), added=frozenset({made}) | known)


def questions_before(session: Session, coding: Coding, place: Place) -> tuple[Tag, ...]:
    """Return the questions and other first pair parts that begin before *place*, nearest first."""
    rows = session.transcript.row

    def order(where: Place) -> tuple[int, int]:
        return rows.get(where.line, -1), where.column

    asked = [tag for tag in coding.tags.values() if tag.code in FIRST_PAIR_PARTS]
    earlier = [tag for tag in asked if order(tag.start) < order(place)]
    return tuple(sorted(earlier, key=lambda tag: order(tag.start), reverse=True))


def is_open(coding: Coding, question: Tag) -> bool:
    """Return whether nothing has been said yet of what became of *question*."""
    if question.value("outcome") in CLOSED_OUTCOMES:
        return False
    return not coding.linking(question.id, "answers")


def open_question(session: Session, coding: Coding, place: Place, answerer: str) -> Tag | None:
    """Return the nearest open question before *place* that *answerer* did not ask."""
    earlier = questions_before(session, coding, place)
    asked = (tag for tag in earlier if tag.code == "question" and tag.actor != answerer)
    return next((tag for tag in asked if is_open(coding, tag)), None)


def covering(tags: Iterable[Tag], line: int, column: int, rows: dict[int, int]) -> list[Tag]:
    """Return the tags whose stretch holds *column* of *line*, the shortest stretch first."""
    here = (rows[line], column)

    def holds(span: Span) -> bool:
        first, last = (rows[span.line], span.start), (rows[span.end_line], span.end)
        return first <= here < last or (here == last and first < last)

    found = [tag for tag in tags if any(holds(span) for span in tag.spans)]
    return sorted(found, key=lambda tag: sum(_length(span, rows) for span in tag.spans))


def _length(span: Span, rows: dict[int, int]) -> int:
    return (rows[span.end_line] - rows[span.line]) * 1000 + span.end - span.start


def _the_other(session: Session, actor: str) -> tuple[str, ...]:
    present = [person.code for person in session.transcript.participants if person.present]
    others = tuple(code for code in present if code != actor)
    return others if actor and len(present) == 2 else ()

"""A session is one recording; a project is sessions under one codebook. Frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from ca_tool.codebook import Code, Codebook
from ca_tool.coding import Coding, Edit, Link, Record, Tag
from ca_tool.review import Exchange, Reaction
from ca_tool.transcript import Participant, Transcript

T = TypeVar("T")

SAMPLINGS = ("whole", "systematic", "collection")
"""How the transcript was chosen (E-11); rates over a ``collection`` are of its instances."""

SILENCE_METHODS = ("unknown", "metrical", "stopwatch", "waveform")


GROUPINGS = ("phase", "dyad", "activity", "coder", "policy")
"""What the columns of a comparison may be put together by."""

ROWS = ("person", "role")
"""What a row of a comparison may be for: a participant's code, or a role that several hold."""


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What is known of a recording as a whole."""

    title: str = ""
    date: str = ""
    dyad: str = ""
    phase: str = ""
    activity: str = ""
    sampling: str = "whole"
    silence_method: str = "unknown"
    media: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A tag whose place is uncertain, since the transcript was changed outside the program.

    Listed until the analyst settles it: never silently moved, never dropped. An edit that takes it
    off the list removes it as it removes a tag, so that Undo lists it again.

    Attributes
    ----------
    tag
        As its coder left it.
    lines
        The text its lines had then, as ``(line id, raw)``.
    placed
        The tag as the coding holds it now; ``None`` if no place was found, and it is in no coding.
    why
        What is uncertain, in words.
    """

    tag: Tag
    lines: tuple[tuple[int, str], ...]
    placed: Tag | None
    why: str

    @property
    def id(self) -> str:
        """The tag's."""
        return self.tag.id

    @property
    def quote(self) -> str:
        """What the tag covered, as far as the old text is known."""
        old = dict(self.lines)
        parts = (
            old.get(span.line, "")[span.start : span.end if span.line == span.end_line else None]
            for span in self.tag.spans
        )
        return " … ".join(parts)


@dataclass(frozen=True)
class Session:
    """One recording: transcript, what is known of it, and everybody's coding.

    ``codings`` is keyed by coder. Measures are computed for one coder at a time. ``moved`` lists
    tags to be confirmed; ``next_line`` is where ids of new lines go on, also after deletions.
    """

    id: str
    transcript: Transcript
    facts: SessionFacts = SessionFacts()
    codings: Mapping[str, Coding] = field(default_factory=dict)
    exchanges: tuple[Exchange, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    moved: tuple[Moved, ...] = ()
    next_line: int = field(default=1, compare=False)

    @property
    def fresh_line(self) -> int:
        """The id of the next new line: higher than any line ever had."""
        return max([self.next_line, *(line.id + 1 for line in self.transcript.lines)])

    def coding(self, coder: str) -> Coding:
        """Return *coder*'s coding; an empty one if there is none."""
        return self.codings.get(coder) or Coding(coder)

    @cached_property
    def roles(self) -> dict[str, str]:
        """Participant code → role."""
        return {person.code: person.role for person in self.transcript.participants}


@dataclass(frozen=True, slots=True)
class Fixing:
    """Primary measures as they were fixed once.

    Attributes
    ----------
    measures
        Ids of measures, three at most; none where they were given up.
    at
        UTC, ISO 8601.
    sessions
        Ids of the sessions that the project had then.
    coder
        Who fixed them.
    """

    measures: tuple[str, ...]
    at: str
    sessions: tuple[str, ...] = ()
    coder: str = ""


@dataclass(frozen=True, slots=True)
class SavedComparison:
    """Which sessions are put side by side, and how; the numbers are always computed afresh.

    Attributes
    ----------
    sessions, measures
        Ids; all where there are none.
    coders, policies
        A column for each; every coder where none is named.
    grouping
        One of :data:`GROUPINGS`.
    rows
        One of :data:`ROWS`.
    fixings
        Every fixing of primary measures, the first one first: the last one holds.
    created
        UTC, ISO 8601.
    """

    id: str
    title: str
    sessions: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()
    policies: tuple[str, ...] = ("CP-1",)
    grouping: str = "phase"
    rows: str = "person"
    measures: tuple[str, ...] = ()
    fixings: tuple[Fixing, ...] = ()
    created: str = ""

    @property
    def primary(self) -> tuple[str, ...]:
        """The primary measures, as last fixed."""
        return self.fixings[-1].measures if self.fixings else ()


@dataclass(frozen=True)
class Project:
    """A study: its title, its codebook, who takes part, which measures were fixed beforehand.

    ``participants`` are codes and roles over all sessions, never names. ``primary_fixed_at`` says
    when the primary measures were fixed (UTC, ISO 8601). ``blind`` names the coders who are not
    shown anybody else's tags until they have finished. ``comparisons`` are those that were saved.
    """

    title: str = ""
    codebook: Codebook = Codebook()
    session_ids: tuple[str, ...] = ()
    primary_measures: tuple[str, ...] = ()
    primary_fixed_at: str = ""
    participants: tuple[Participant, ...] = ()
    blind: tuple[str, ...] = ()
    comparisons: tuple[SavedComparison, ...] = ()


def alone(session: Session, coder: str) -> Session:
    """Return *session* as if nobody but *coder* had coded it."""
    own = {name: coding for name, coding in session.codings.items() if name == coder}
    moved = tuple(one for one in session.moved if one.tag.coder == coder)
    return replace(session, codings=own, moved=moved)


def within(session: Session, codebook: Codebook, edit: Edit) -> Edit:
    """Return the part of *edit* that changes anything: only that can be taken back."""
    return Edit(
        edit.text,
        removed=frozenset(r for r in edit.removed - edit.added if _has(session, codebook, r)),
        added=frozenset(r for r in edit.added - edit.removed if not _has(session, codebook, r)),
        splices=tuple(splice for splice in edit.splices if splice.removed != splice.added),
    )


def apply(session: Session, edit: Edit) -> Session:
    """Return *session* after the records of *edit*; its splices are the notation's business.

    Tags and links go to their coder's coding. See :func:`apply_codes` for the codebook.
    """
    changed = edit.added | edit.removed
    codings = dict(session.codings)
    for coder in {r.coder for r in changed if isinstance(r, Tag | Link)}:
        codings[coder] = session.coding(coder).apply(_of_coder(edit, coder))
    people = _replaced(session.transcript.participants, edit, Participant, "code")
    transcript = session.transcript
    return replace(
        session,
        transcript=(
            transcript
            if people == transcript.participants
            else transcript.with_participants(people)
        ),
        facts=next((r for r in edit.added if isinstance(r, SessionFacts)), session.facts),
        codings=codings,
        exchanges=_replaced(session.exchanges, edit, Exchange, "id"),
        reactions=_replaced(session.reactions, edit, Reaction, "id"),
        moved=_still_moved(session, edit, codings),
        next_line=_next_line(session, edit),
    )


def apply_codes(codebook: Codebook, edit: Edit) -> Codebook:
    """Return *codebook* after *edit*; its version goes up when a code changed."""
    codes = _replaced(codebook.codes, edit, Code, "name")
    if codes == codebook.codes:
        return codebook
    ordered = tuple(sorted(codes, key=lambda code: code.order))
    return replace(codebook, codes=ordered, version=str(int(codebook.version) + 1))


def _has(session: Session, codebook: Codebook, record: Record) -> bool:
    match record:
        case Tag():
            return session.coding(record.coder).tags.get(record.id) == record
        case Link():
            return session.coding(record.coder).links.get(record.id) == record
        case Participant():
            return record in session.transcript.participants
        case Code():
            return codebook.by_name.get(record.name) == record
        case SessionFacts():
            return record == session.facts
        case Exchange():
            return record in session.exchanges
        case Reaction():
            return record in session.reactions
        case Moved():
            return record.id in {one.id for one in session.moved}


def _still_moved(session: Session, edit: Edit, codings: Mapping[str, Coding]) -> tuple[Moved, ...]:
    """Return what is still to be confirmed, with the tags as they are after the edit."""
    listed = _replaced(session.moved, edit, Moved, "id")
    return tuple(
        replace(one, placed=codings[one.tag.coder].tags.get(one.id))
        if one.tag.coder in codings
        else one
        for one in listed
    )


def _next_line(session: Session, edit: Edit) -> int:
    ids = [line.id + 1 for splice in edit.splices for line in splice.added]
    return max([session.next_line, *ids])


def _of_coder(edit: Edit, coder: str) -> Edit:
    def mine(records: frozenset[Record]) -> frozenset[Record]:
        return frozenset(r for r in records if isinstance(r, Tag | Link) and r.coder == coder)

    return Edit(edit.text, removed=mine(edit.removed), added=mine(edit.added))


def _replaced(current: tuple[T, ...], edit: Edit, kind: type[T], key: str) -> tuple[T, ...]:
    """Return *current* after *edit*, each changed record in its old one's place, new ones last."""
    added = {getattr(r, key): r for r in edit.added if isinstance(r, kind)}
    gone = {getattr(r, key) for r in edit.removed if isinstance(r, kind)} - added.keys()
    if not added and not gone:
        return current
    kept = [added.pop(getattr(r, key), r) for r in current if getattr(r, key) not in gone]
    return (*kept, *added.values())

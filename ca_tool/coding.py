"""What an analyst says of a transcript: tags and links, and edits that change them.

Standoff: a tag points at stretches of lines and the transcript is never marked up. An
:class:`Edit` is a value (a set removed, a set added), so its inverse is itself turned round; the
same value serves undo, the journal on disk, merging and live refresh.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias
from uuid import uuid4

from ca_tool.transcript import Participant, Place, Span

if TYPE_CHECKING:
    from ca_tool.codebook import Code
    from ca_tool.project import Moved, SessionFacts
    from ca_tool.review import Exchange, Reaction

CERTAINTIES = ("sure", "probable", "possible")

MANUAL, SUGGESTED = "manual", "suggested"
"""Where a tag came from. A suggestion that nobody accepted is never a tag."""

LINK_KINDS = {
    "answers": "answers",
    "reissues": "asks again",
    "inserts": "is inserted into",
    "pre_expands": "leads up to",
    "post_expands": "follows up",
    "repairs": "repairs",
    "evaluates": "evaluates",
    "continues_topic": "stays on the topic of",
    "closes_topic": "closes the topic of",
    "speaks_for": "speaks for",
}
"""Kinds of link and how they read: *this one* … *that one*."""


def new_id() -> str:
    """Return an id that no other tag, link or reaction has, on any machine."""
    return uuid4().hex[:16]


@dataclass(frozen=True, slots=True, order=True)
class Tag:
    """*coder* calls one or more stretches of talk *code*.

    Attributes
    ----------
    spans
        At least one; several for a question broken by someone else's talk.
    actor
        Participant who does it: the speaker unless the coder says otherwise.
    addressees, about
        Codes of participants it is addressed to, and of co-present persons it talks about.
        An empty ``addressees`` means not coded; the group is ``("*",)``.
    values
        The code's attributes as sorted ``(name, value)`` pairs.
    certainty
        One of :data:`CERTAINTIES`.
    created, modified
        UTC, ISO 8601, seconds.
    origin
        ``manual`` or ``suggested`` (accepted from a suggestion).
    codebook
        Version of the codebook it was made under.
    adjudicated_from
        Ids of the coders' tags that an agreed tag was made from; empty for a coder's own.
    """

    id: str
    code: str
    spans: tuple[Span, ...]
    actor: str = ""
    addressees: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    certainty: str = "sure"
    note: str = ""
    coder: str = ""
    created: str = ""
    modified: str = ""
    origin: str = MANUAL
    codebook: str = ""
    adjudicated_from: tuple[str, ...] = ()

    def value(self, name: str, default: str = "") -> str:
        """Return the attribute *name*, or *default* where it is not coded."""
        return dict(self.values).get(name, default)

    @property
    def start(self) -> Place:
        """Where it begins."""
        return Place(self.spans[0].line, self.spans[0].start)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """A relation from one tag to another tag, or to a turn (the place where that begins)."""

    id: str
    kind: str
    source: str
    target: str = ""
    target_turn: Place | None = None
    coder: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of the transcript as an edit knows it: id, exact characters, line end."""

    id: int
    raw: str
    ending: str = "\n"


@dataclass(frozen=True, slots=True)
class Splice:
    """At index *at* of the transcript's lines, *removed* is replaced by *added*."""

    at: int
    removed: tuple[TextLine, ...] = ()
    added: tuple[TextLine, ...] = ()

    @property
    def inverse(self) -> Splice:
        """The splice that takes this one back."""
        return Splice(self.at, self.added, self.removed)


Record: TypeAlias = "Tag | Link | Participant | Code | SessionFacts | Exchange | Reaction | Moved"
"""What an edit may add or remove besides text."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to a session, named for the Undo menu."""

    text: str
    removed: frozenset[Record] = frozenset()
    added: frozenset[Record] = frozenset()
    splices: tuple[Splice, ...] = ()

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        back = tuple(splice.inverse for splice in reversed(self.splices))
        return Edit(self.text, removed=self.added, added=self.removed, splices=back)

    @property
    def lines(self) -> frozenset[int]:
        """Ids of the lines whose tags change: the rows to be shown again."""
        return frozenset(
            edge
            for record in self.removed | self.added
            if isinstance(record, Tag)
            for span in record.spans
            for edge in (span.line, span.end_line)
        )

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.splices)


@dataclass(frozen=True)
class Coding:
    """One coder's tags and links on one transcript; applying an edit gives a new one."""

    coder: str = ""
    tags: dict[str, Tag] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)

    @classmethod
    def of(cls, coder: str, tags: Iterable[Tag] = (), links: Iterable[Link] = ()) -> Coding:
        """Build a coding from tags and links."""
        return cls(coder, {tag.id: tag for tag in tags}, {link.id: link for link in links})

    @cached_property
    def by_line(self) -> dict[int, tuple[Tag, ...]]:
        """Tags in text order, under the id of each line where one of their spans begins or ends."""
        lines: dict[int, list[Tag]] = {}
        for tag in sorted(self.tags.values(), key=lambda tag: tag.spans):
            for line in {edge for span in tag.spans for edge in (span.line, span.end_line)}:
                lines.setdefault(line, []).append(tag)
        return {line: tuple(found) for line, found in lines.items()}

    @cached_property
    def links_from(self) -> dict[str, tuple[Link, ...]]:
        """Links under the id of the tag they start at."""
        return _grouped((link.source, link) for link in self.links.values())

    @cached_property
    def links_to(self) -> dict[str, tuple[Link, ...]]:
        """Links under the id of the tag they point at."""
        return _grouped((link.target, link) for link in self.links.values() if link.target)

    def apply(self, edit: Edit) -> Coding:
        """Return the coding after *edit*; records that are not tags or links are passed over."""
        tags, links = dict(self.tags), dict(self.links)
        for record in edit.removed:
            if isinstance(record, Tag):
                tags.pop(record.id, None)
            elif isinstance(record, Link):
                links.pop(record.id, None)
        for record in edit.added:
            if isinstance(record, Tag):
                tags[record.id] = record
            elif isinstance(record, Link):
                links[record.id] = record
        return Coding(self.coder, tags, links)

    def linked(self, source: str, kind: str) -> tuple[Tag, ...]:
        """Return the tags that *source* is linked to by *kind*."""
        found = (link.target for link in self.links_from.get(source, ()) if link.kind == kind)
        return tuple(self.tags[target] for target in found if target in self.tags)

    def linking(self, target: str, kind: str) -> tuple[Tag, ...]:
        """Return the tags that are linked to *target* by *kind*."""
        found = (link.source for link in self.links_to.get(target, ()) if link.kind == kind)
        return tuple(self.tags[source] for source in found if source in self.tags)


def _grouped(pairs: Iterable[tuple[str, Link]]) -> dict[str, tuple[Link, ...]]:
    groups: dict[str, list[Link]] = {}
    for key, link in pairs:
        groups.setdefault(key, []).append(link)
    return {key: tuple(found) for key, found in groups.items()}

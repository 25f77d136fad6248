"""The links of a tag: how they read, and taking one away."""

from __future__ import annotations

from ca_tool.coding import LINK_KINDS, Coding, Edit, Link, Tag
from ca_tool.project import Session

GONE = "a tag that is no longer there"


def links_of(coding: Coding, tag: Tag) -> tuple[Link, ...]:
    """Return the links that start at *tag*, then those that point at it."""
    there, back = coding.links_from.get(tag.id, ()), coding.links_to.get(tag.id, ())
    return (*there, *(link for link in back if link not in there))


def remove_link(link: Link) -> Edit:
    """Take *link* away; the tags at its ends stay."""
    return Edit("Remove link", removed=frozenset({link}))


def reads(session: Session, coding: Coding, tag: Tag, link: Link) -> str:
    """Return how *link* reads from *tag*: ``answers line 03 (SUE: pasta)``."""
    kind = LINK_KINDS[link.kind]
    if link.source == tag.id:
        return f"{kind} {_target(session, coding, link)}"
    source = coding.tags.get(link.source)
    return f"{place(session, source) if source else GONE} {kind} this"


def place(session: Session, tag: Tag) -> str:
    """Return where *tag* is, who does it and the words it begins with."""
    words = " ".join(session.transcript.quote(tag.spans[0]).split())
    short = words if len(words) <= 40 else f"{words[:38]}…"
    return f"{_line(session, tag.spans[0].line)} ({tag.actor}: {short})"


def _target(session: Session, coding: Coding, link: Link) -> str:
    if (turn := link.target_turn) is not None:
        return f"the turn in {_line(session, turn.line)}"
    target = coding.tags.get(link.target)
    return place(session, target) if target else GONE


def _line(session: Session, line: int) -> str:
    row = session.transcript.row.get(line, 0)
    return f"line {session.transcript.lines[row].number or row + 1}"

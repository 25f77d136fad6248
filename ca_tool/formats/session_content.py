"""Sessions and projects as the value that every writer is given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ca_tool.codebook import Codebook
from ca_tool.formats.registry import Parsed
from ca_tool.project import Session
from ca_tool.transcript import Transcript


def parsed_of(session: Session, codebook: Codebook) -> Parsed:
    """Return a session with everybody's coding, for a writer."""
    facts = session.facts
    title = facts.title or session.transcript.title or session.id
    transcript = session.transcript
    return Parsed(
        transcript if transcript.title == title else replace(transcript, title=title),
        {coder: one for coder, one in session.codings.items() if one.tags or one.links},
        codebook=codebook,
        media=(facts.media,) if facts.media else (),
        notes=facts.notes,
    )


def content_of(sessions: Iterable[Session], codebook: Codebook) -> Parsed:
    """Return several sessions as one value, the first foremost; an empty one if there is none."""
    every = [parsed_of(session, codebook) for session in sessions]
    if not every:
        return Parsed(Transcript(), codebook=codebook)
    return replace(every[0], more=tuple(every[1:]))

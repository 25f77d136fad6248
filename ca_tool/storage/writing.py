"""From values to the bytes of the files of a session."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ca_tool.coding import Edit, Link, Tag
from ca_tool.notation.encodings import encode, fitting
from ca_tool.project import Moved, Session
from ca_tool.storage.anchors import file_digest, line_digest
from ca_tool.storage.journal import Entry
from ca_tool.storage.loading import SESSION, coding_path
from ca_tool.storage.records import link_record, moved_record, splice_record, tag_record
from ca_tool.storage.replay import LINK, MOVED, TAG
from ca_tool.storage.texts import TRANSCRIPT
from ca_tool.storage.validation import write_xml
from ca_tool.storage.xmlfiles import coding_xml, session_xml
from ca_tool.storage.xmlfiles.coding_xml import StoredCoding
from ca_tool.storage.xmlfiles.session_xml import StoredSession
from ca_tool.transcript import Transcript


def transcript_bytes(transcript: Transcript) -> bytes:
    """Return the text file; UTF-8 if the text holds what its encoding cannot."""
    return encode(transcript.text, fitting(transcript.text, transcript.encoding))


def session_bytes(session: Session, source: str, digest: str, folder: Path) -> bytes:
    """Return ``session.xml`` for a text file with *digest*."""
    transcript = session.transcript
    stored = StoredSession(
        session.id,
        session.facts,
        transcript.profile,
        transcript.title,
        fitting(transcript.text, transcript.encoding),
        digest,
        session.fresh_line,
        source,
        transcript.participants,
        tuple((line.id, line_digest(line.raw)) for line in transcript.lines),
        tuple(
            (line.id, line.start_ms, line.end_ms)
            for line in transcript.lines
            if line.start_ms is not None or line.end_ms is not None
        ),
        session.exchanges,
    )
    return write_xml(session_xml.to_xml(stored), folder / SESSION, session_xml.SCHEMA)


def coding_bytes(session: Session, coder: str, through: int, folder: Path) -> bytes:
    """Return ``coding.<coder>.xml`` as of the log entry *through*."""
    coding = session.coding(coder)
    moved = tuple(one for one in session.moved if one.tag.coder == coder)
    lines = tagged_lines(coding.tags.values(), session.transcript)
    stored = StoredCoding(session.id, coder, through, coding.tags, coding.links, lines, moved)
    path = coding_path(folder, coder, "xml")
    return write_xml(coding_xml.to_xml(stored), path, coding_xml.SCHEMA)


def session_files(session: Session, source: str, folder: Path) -> dict[Path, bytes]:
    """Return the text and ``session.xml``."""
    text = transcript_bytes(session.transcript)
    return {
        folder / TRANSCRIPT: text,
        folder / SESSION: session_bytes(session, source, file_digest(text), folder),
    }


def entry_of(edit: Edit, coder: str, number: int, transcript: Transcript) -> Entry:
    """Return the log entry for what *edit* does to *coder*'s coding and to the text."""
    added = [one for one in edit.added if isinstance(one, Tag) and one.coder == coder]
    links = [one for one in edit.added if isinstance(one, Link) and one.coder == coder]
    moved = [one for one in edit.added if isinstance(one, Moved) and one.tag.coder == coder]
    entry = Entry(
        n=number,
        text=edit.text,
        removed=[prefix + one.id for prefix, one in _removed(edit, coder)],
        added=[tag_record(tag) for tag in added],
        links=[link_record(link) for link in links],
        moved=[moved_record(one) for one in moved],
    )
    lines = tagged_lines(added, transcript)
    if edit.splices:
        entry["splices"] = [splice_record(splice) for splice in edit.splices]
        lines |= {line.id: line.raw for splice in edit.splices for line in splice.added}
    entry["lines"] = {str(line): raw for line, raw in lines.items()}
    return entry


def _removed(edit: Edit, coder: str) -> Iterable[tuple[str, Tag | Link | Moved]]:
    """Yield what *edit* removes from *coder*'s coding, each with its prefix in the log."""
    for one in edit.removed:
        if isinstance(one, Moved) and one.tag.coder == coder:
            yield MOVED, one
        elif isinstance(one, Tag | Link) and one.coder == coder:
            yield TAG if isinstance(one, Tag) else LINK, one


def tagged_lines(tags: Iterable[Tag], transcript: Transcript) -> dict[int, str]:
    """Return the text of every line where a span of *tags* begins or ends."""
    edges = {edge for tag in tags for span in tag.spans for edge in (span.line, span.end_line)}
    return {line: transcript.line(line).raw for line in edges if line in transcript.row}

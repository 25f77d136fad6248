"""The text of a session, read as it was imported; every line with the id it has always had."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ca_tool.notation import parse
from ca_tool.notation.encodings import decode, encode
from ca_tool.problems import Problem
from ca_tool.storage.anchors import file_digest, match_lines
from ca_tool.storage.backups import snapshots
from ca_tool.storage.files import ProjectFiles
from ca_tool.storage.journal import Entry
from ca_tool.storage.records import splice_of
from ca_tool.storage.xmlfiles.coding_xml import StoredCoding
from ca_tool.storage.xmlfiles.session_xml import StoredSession
from ca_tool.transcript import Encoding, Line, Participant, Transcript

TRANSCRIPT, CHAT = "transcript.txt", "chat-ca"


def finished_edit(
    stored: StoredSession, data: bytes, entries: tuple[Entry, ...]
) -> tuple[StoredSession, bytes]:
    """Finish an edit of the text that is in the log but was cut off before the files were written.

    The text file may be the old or the new one, while ``session.xml`` is still the old one.
    """
    last = entries[-1] if entries else Entry()
    before, after = last.get("before"), last.get("after")
    if not before or stored.digest != before or file_digest(data) not in {before, after}:
        return stored, data
    text, encoding, _ = decoded(data, stored.encoding)
    ids = list(stored.ids)
    lines = _cut(text) if file_digest(data) == before else []
    for splice in map(splice_of, last["splices"]):
        ids[splice.at : splice.at + len(splice.removed)] = [(line.id, "") for line in splice.added]
        if lines:
            added = [line.raw + line.ending for line in splice.added]
            lines[splice.at : splice.at + len(splice.removed)] = added
    if lines:
        data = encode("".join(lines), encoding)
    fresh = max([stored.next_line, *(line_id + 1 for line_id, _ in ids)])
    if file_digest(data) != after:
        return stored, data
    return replace(stored, ids=tuple(ids), digest=str(after), next_line=fresh), data


def _cut(text: str) -> list[str]:
    """Return the lines of a text with their line ends."""
    return [line.raw + line.ending for line in parse(text).lines]


def decoded(data: bytes, encoding: Encoding) -> tuple[str, Encoding, tuple[Problem, ...]]:
    """Return the text of *data* in the recorded encoding, or as it is found to be now."""
    text, found, odd = decode(data)
    if found == encoding or not data.startswith(encoding.bom):
        return text, found, odd
    errors = "surrogatepass" if encoding.name.startswith("utf-") else "surrogateescape"
    try:
        recorded = data[len(encoding.bom) :].decode(encoding.name, errors)
        same = encode(recorded, encoding) == data
    except UnicodeError:
        return text, found, odd
    return (recorded, encoding, ()) if same else (text, found, odd)


def transcript_of(
    files: ProjectFiles,
    folder: Path,
    stored: StoredSession,
    data: bytes,
    codings: Iterable[StoredCoding],
) -> tuple[Transcript, bool]:
    """Return the transcript with its line ids and people, and whether it was changed outside."""
    parsed = _parsed(data, stored)
    raws = [line.raw for line in parsed.lines]
    outside = file_digest(data) != stored.digest or len(raws) != len(stored.ids)
    if not outside:
        ids: tuple[int, ...] = tuple(line_id for line_id, _ in stored.ids)
    elif not stored.ids:
        ids = tuple(range(1, len(raws) + 1))
    else:
        known = _old_text(files, folder, stored, codings)
        ids = match_lines(stored.ids, raws, known, stored.next_line)
    times = {line: (start, end) for line, start, end in stored.times}
    lines = tuple(
        _line(line, line_id, times.get(line_id))
        for line, line_id in zip(parsed.lines, ids, strict=True)
    )
    people = _people(stored.participants, parsed.participants)
    return replace(parsed, lines=lines, participants=people), outside


def _parsed(data: bytes, stored: StoredSession) -> Transcript:
    """Return the text as it was read when it was imported: CHAT with what CHAT finds odd."""
    labels = {label: person.code for person in stored.participants for label in person.labels}
    if stored.profile == CHAT and all(label.upper() == code for label, code in labels.items()):
        from ca_tool.formats.chat import read_chat

        return replace(read_chat(data, stored.title, CHAT).transcript, title=stored.title)
    text, encoding, odd = decoded(data, stored.encoding)
    parsed = parse(
        text, profile=stored.profile, encoding=encoding, title=stored.title, labels=labels
    )
    return replace(parsed, problems=(*odd, *parsed.problems)) if odd else parsed


def _line(line: Line, line_id: int, times: tuple[int | None, int | None] | None) -> Line:
    if times and line.start_ms is None and line.end_ms is None:
        return replace(line, id=line_id, start_ms=times[0], end_ms=times[1])
    return line if line.id == line_id else replace(line, id=line_id)


def _people(
    stored: tuple[Participant, ...], found: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Return the people as stored, and those whose labels are new in the text."""
    codes = {person.code for person in stored}
    return (*stored, *(person for person in found if person.code not in codes))


def _old_text(
    files: ProjectFiles, folder: Path, stored: StoredSession, codings: Iterable[StoredCoding]
) -> dict[int, str]:
    """Return what is known of the text before the change: tagged lines, or all from a snapshot."""
    known = {line: raw for coding in codings for line, raw in coding.lines.items()}
    for copy in snapshots(files.path, folder / TRANSCRIPT):
        data = copy.read_bytes()
        if file_digest(data) == stored.digest:
            lines = parse(decoded(data, stored.encoding)[0]).lines
            whole = {i: line.raw for (i, _), line in zip(stored.ids, lines, strict=False)}
            return known | whole
    return known

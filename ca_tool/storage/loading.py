"""A session from its folder: text, line ids, people, everybody's tags, what groups said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from ca_tool.coding import Coding
from ca_tool.notation import parse
from ca_tool.notation.encodings import decode, encode
from ca_tool.project import Moved, Session
from ca_tool.review import Reaction
from ca_tool.storage.anchors import file_digest, match_lines, reanchor
from ca_tool.storage.backups import snapshots
from ca_tool.storage.errors import MissingFileError
from ca_tool.storage.files import ProjectFiles, file_name, whose
from ca_tool.storage.journal import Entry, Log
from ca_tool.storage.records import splice_of
from ca_tool.storage.replay import read_coding
from ca_tool.storage.xmlfiles import review_xml, session_xml
from ca_tool.storage.xmlfiles.coding_xml import StoredCoding
from ca_tool.storage.xmlfiles.session_xml import StoredSession
from ca_tool.transcript import Encoding, Line, Participant, Transcript

TRANSCRIPT, SESSION = "transcript.txt", "session.xml"

OUTSIDE = (
    "The transcript of {session} was changed outside this program. Tags were carried along with "
    "their words."
)

NAMED = 5
"""Tags to be confirmed that a notice names; it counts the rest."""


@dataclass(frozen=True)
class Loaded:
    """A session as read from disk.

    Attributes
    ----------
    log
        The coder's own log, and ``through`` the number of its last entry.
    tidy
        Whether the files say exactly this; if not, they should be written again.
    """

    session: Session
    stored: StoredSession
    log: Log
    through: int
    tidy: bool


def load_session(files: ProjectFiles, session_id: str, coder: str) -> Loaded:
    """Read a session; raises :class:`MissingFileError` if there is no text to be read."""
    folder = files.path / "sessions" / session_id
    stored = read_stored(files, folder)
    data = files.read_bytes(folder / TRANSCRIPT)
    if data is None:
        raise MissingFileError(f"{session_id} has no {TRANSCRIPT}, and there is no backup of it.")
    own, log = read_coding(files, folder, coder, mine=True)
    finished, data = _finished(stored, data, log.entries)
    codings = {coder: own} | {
        name: read_coding(files, folder, name, mine=False)[0]
        for name in coders(folder)
        if name != coder
    }
    transcript, outside = _transcript(files, folder, finished, data, codings.values())
    if outside and stored.digest:
        files.note(OUTSIDE.format(session=session_id), "", TRANSCRIPT)
    placed, moved = _placed(codings, transcript)
    _note_moved(files, session_id, tuple(one for one in moved if one.tag.coder == coder))
    session = Session(
        session_id,
        transcript,
        stored.facts,
        {
            name: coding
            for name, coding in placed.items()
            if name != coder or coding.tags or coding.links
        },
        stored.exchanges,
        read_reactions(files, folder),
        moved,
        max([finished.next_line, *(line.id + 1 for line in transcript.lines)]),
    )
    mine = {one.tag.id for one in moved if one.tag.coder == coder}
    tidy = finished is stored and not outside and mine == {one.tag.id for one in own.moved}
    return Loaded(session, stored, log, own.through, tidy and _unmoved(own, placed[coder]))


def read_stored(files: ProjectFiles, folder: Path) -> StoredSession:
    """Return what ``session.xml`` says, or as little as is known if there is none."""
    found = files.read(folder / SESSION, session_xml.SCHEMA, session_xml.from_xml)
    return found or StoredSession(folder.name)


def coders(folder: Path) -> tuple[str, ...]:
    """Return who has coded a session, in order."""
    logs = (path for path in folder.glob("coding.*.log") if path.stat().st_size)
    return tuple(sorted({whose(path) for path in (*folder.glob("coding.*.xml"), *logs)}))


def read_reactions(files: ProjectFiles, folder: Path) -> tuple[Reaction, ...]:
    """Return what all groups said of a session."""
    found: list[Reaction] = []
    for path in sorted(folder.glob("review.*.xml")):
        found += files.read(path, review_xml.SCHEMA, review_xml.from_xml) or ()
    return tuple(found)


def coding_path(folder: Path, coder: str, suffix: str) -> Path:
    """Return the path of a coder's file (``xml``) or log (``log``)."""
    return folder / file_name("coding", coder, suffix)


def _finished(
    stored: StoredSession, data: bytes, entries: tuple[Entry, ...]
) -> tuple[StoredSession, bytes]:
    """Finish an edit of the text that is in the log but was cut off before the files were written.

    The text file may be the old or the new one, while ``session.xml`` is still the old one.
    """
    last = entries[-1] if entries else Entry()
    before, after = last.get("before"), last.get("after")
    if not before or stored.digest != before or file_digest(data) not in {before, after}:
        return stored, data
    text, encoding = decoded(data, stored.encoding)
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


def decoded(data: bytes, encoding: Encoding) -> tuple[str, Encoding]:
    """Return the text of *data* in the recorded encoding, or as it is found to be now."""
    text, found, _ = decode(data)
    if found == encoding:
        return text, found
    errors = "surrogatepass" if encoding.name.startswith("utf-") else "surrogateescape"
    if data.startswith(encoding.bom):
        try:
            recorded = data[len(encoding.bom) :].decode(encoding.name, errors)
            if encode(recorded, encoding) == data:
                return recorded, encoding
        except UnicodeError:
            return text, found
    return text, found


def _transcript(
    files: ProjectFiles,
    folder: Path,
    stored: StoredSession,
    data: bytes,
    codings: Iterable[StoredCoding],
) -> tuple[Transcript, bool]:
    """Return the transcript with its line ids and people, and whether it was changed outside."""
    text, encoding = decoded(data, stored.encoding)
    labels = {label: person.code for person in stored.participants for label in person.labels}
    parsed = parse(
        text, profile=stored.profile, encoding=encoding, title=stored.title, labels=labels
    )
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


def _placed(
    codings: dict[str, StoredCoding], transcript: Transcript
) -> tuple[dict[str, Coding], tuple[Moved, ...]]:
    """Return everybody's tags where their words are now, and all that are to be confirmed."""
    found: dict[str, Coding] = {}
    moved: list[Moved] = []
    for coder, stored in codings.items():
        tags, uncertain = reanchor(stored.tags.values(), stored.lines, transcript)
        still = []
        for one in stored.moved:
            # Certain now or not, it was never confirmed: it stays on the list.
            guess, _ = reanchor([one.tag], dict(one.lines), transcript)
            tags = guess | tags
            still.append(replace(one, placed=tags.get(one.tag.id)))
        listed = {one.tag.id for one in still}
        moved += [*still, *(one for one in uncertain if one.tag.id not in listed)]
        found[coder] = Coding(coder, tags, dict(stored.links))
    return found, tuple(moved)


def _note_moved(files: ProjectFiles, session_id: str, moved: tuple[Moved, ...]) -> None:
    """Name the coder's tags whose place is to be confirmed."""
    if not moved:
        return
    named = [f"{one.tag.code} “{one.quote}” ({one.why})" for one in moved[:NAMED]]
    more = [f"and {len(moved) - NAMED} more"] if len(moved) > NAMED else []
    files.note(
        f"In {session_id}, {len(moved)} of your tags may be in the wrong place: "
        f"{'; '.join([*named, *more])}.",
        "Look at each of them; none is lost.",
        TRANSCRIPT,
    )


def _unmoved(stored: StoredCoding, placed: Coding) -> bool:
    return all(placed.tags.get(tag.id) == tag for tag in stored.tags.values())

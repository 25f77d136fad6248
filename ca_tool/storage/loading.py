"""A session from its folder: text, line ids, people, everybody's tags, what groups said."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ca_tool.coding import Coding
from ca_tool.project import Moved, Session
from ca_tool.review import Reaction
from ca_tool.storage.anchors import reanchor
from ca_tool.storage.errors import MissingFileError
from ca_tool.storage.files import ProjectFiles, file_name, whose
from ca_tool.storage.journal import Log
from ca_tool.storage.replay import read_coding
from ca_tool.storage.texts import TRANSCRIPT, finished_edit, transcript_of
from ca_tool.storage.xmlfiles import review_xml, session_xml
from ca_tool.storage.xmlfiles.coding_xml import StoredCoding
from ca_tool.storage.xmlfiles.session_xml import StoredSession
from ca_tool.transcript import Transcript

SESSION = "session.xml"

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
    finished, data = finished_edit(stored, data, log.entries)
    codings = {coder: own} | _others(files, folder, coder)
    transcript, outside = transcript_of(files, folder, finished, data, codings.values())
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
    paths = (path for path in (*folder.glob("coding.*.xml"), *logs) if _is_named_well(path))
    return tuple(sorted({whose(path) for path in paths}))


def read_reactions(files: ProjectFiles, folder: Path) -> tuple[Reaction, ...]:
    """Return what all groups said of a session."""
    found: list[Reaction] = []
    for path in sorted(folder.glob("review.*.xml")):
        found += files.read(path, review_xml.SCHEMA, review_xml.from_xml) or ()
    return tuple(found)


def coding_path(folder: Path, coder: str, suffix: str) -> Path:
    """Return the path of a coder's file (``xml``) or log (``log``)."""
    return folder / file_name("coding", coder, suffix)


def _others(files: ProjectFiles, folder: Path, coder: str) -> dict[str, StoredCoding]:
    """Return the codings of everybody but *coder*; a second copy of a file is noted, not read."""
    found: dict[str, StoredCoding] = {}
    copies = [path.name for path in folder.glob("coding.*.xml") if not _is_named_well(path)]
    for name in coders(folder):
        if name != coder:
            stored, _ = read_coding(files, folder, name, mine=False)
            if stored.coder == name:
                found[name] = stored
            else:
                copies.append(coding_path(folder, name, "xml").name)
    for copy in sorted(copies):
        files.note(
            f"In {folder.name}, “{copy}” is a second copy of somebody’s coding and is not used.",
            "A program that syncs folders may have made it. Compare the two.",
            copy,
        )
    return found


def _is_named_well(path: Path) -> bool:
    """Return whether a file has the name this program would give it."""
    return file_name("coding", whose(path), path.suffix[1:]) == path.name


def _placed(
    codings: dict[str, StoredCoding], transcript: Transcript
) -> tuple[dict[str, Coding], tuple[Moved, ...]]:
    """Return everybody's tags where their words are now, and all that are to be confirmed."""
    found: dict[str, Coding] = {}
    moved: list[Moved] = []
    for coder, stored in codings.items():
        tags, uncertain = reanchor(stored.tags.values(), stored.lines, transcript)
        still = [replace(one, placed=tags.get(one.id)) for one in stored.moved]
        listed = {one.id for one in still}
        moved += [*still, *(one for one in uncertain if one.id not in listed)]
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
        "They are listed in the panel “To confirm” (menu View); none is lost.",
        TRANSCRIPT,
    )


def _unmoved(stored: StoredCoding, placed: Coding) -> bool:
    return all(placed.tags.get(tag.id) == tag for tag in stored.tags.values())

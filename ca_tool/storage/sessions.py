"""Sessions as folders of a project: their ids, their first files, and putting them away."""

from __future__ import annotations

import re
from pathlib import Path

from ca_tool.project import Session, SessionFacts
from ca_tool.storage.atomic import flush_folder
from ca_tool.storage.backups import FOLDER, stamp
from ca_tool.storage.files import ProjectFiles
from ca_tool.storage.loading import SESSION, coding_path
from ca_tool.storage.writing import coding_bytes, session_files
from ca_tool.storage.xmlfiles import session_xml
from ca_tool.transcript import Participant

SESSIONS, REMOVED = "sessions", f"{FOLDER}/removed"
ID = re.compile(r"S(\d+)")


def free_id(project: Path) -> str:
    """Return the next id; one that was ever used is not used again."""
    folders = [*(project / SESSIONS).glob("S*"), *(project / REMOVED).glob("S*")]
    used = [int(found[1]) for folder in folders if (found := ID.match(folder.name))]
    return f"S{max(used, default=0) + 1:02d}"


def facts(files: ProjectFiles, folder: Path) -> SessionFacts:
    """Return only the facts in ``session.xml``."""
    return files.read(folder / SESSION, session_xml.SCHEMA, session_xml.facts_of) or SessionFacts()


def unlisted(project: Path, listed: tuple[str, ...]) -> tuple[str, ...]:
    """Return sessions that lie in the folder but that ``project.xml`` does not name."""
    found = sorted(path.parent.name for path in (project / SESSIONS).glob(f"*/{SESSION}"))
    return tuple(name for name in found if name not in listed)


def first_files(
    session: Session, folder: Path, source: bytes | None, source_suffix: str
) -> dict[Path, bytes]:
    """Return the files of a session that was just imported."""
    name = f"source.{source_suffix.lstrip('.')}" if source is not None and source_suffix else ""
    contents = session_files(session, name, folder)
    if source is not None and name:
        contents[folder / name] = source
    for coder in session.codings:
        contents[coding_path(folder, coder, "xml")] = coding_bytes(session, coder, 0, folder)
    return contents


def people(
    known: tuple[Participant, ...], there: tuple[Participant, ...]
) -> tuple[Participant, ...]:
    """Return the people of a project after a session with *there*: codes and roles only."""
    roles = {person.code: person.role for person in known}
    for person in there:
        roles[person.code] = person.role or roles.get(person.code, "")
    return tuple(Participant(code, role=role) for code, role in roles.items())


def put_away(project: Path, session_id: str) -> None:
    """Move a session's folder out of the project, keeping everything in it."""
    removed = project / REMOVED
    removed.mkdir(parents=True, exist_ok=True)
    (project / SESSIONS / session_id).replace(removed / f"{session_id}.{stamp()}")
    flush_folder(project / SESSIONS)

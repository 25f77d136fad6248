"""Edits made lasting: the log first, then the files that the edit changes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ca_tool.coding import Edit, Link, Tag
from ca_tool.project import Moved, Session, SessionFacts
from ca_tool.review import Exchange, Reaction
from ca_tool.storage.anchors import file_digest
from ca_tool.storage.errors import ReadOnlyError
from ca_tool.storage.files import ProjectFiles, file_name
from ca_tool.storage.journal import Entry, Journal
from ca_tool.storage.loading import Loaded, coding_path, load_session
from ca_tool.storage.texts import TRANSCRIPT
from ca_tool.storage.validation import write_xml
from ca_tool.storage.writing import (
    coding_bytes,
    entry_of,
    session_bytes,
    session_files,
    transcript_bytes,
)
from ca_tool.storage.xmlfiles import review_xml
from ca_tool.transcript import Participant

LONG_LOG = 200
"""Edits in a log after which opening the session writes the XML afresh."""


@dataclass
class Open:
    """A session that is open: its log and what ``session.xml`` says of the text."""

    folder: Path
    journal: Journal | None
    number: int
    logged: int
    source: str
    digest: str


class Recorder:
    """Writes one coder's edits; each session's log stays open."""

    def __init__(self, files: ProjectFiles, coder: str) -> None:
        self._files = files
        self._coder = coder
        self._open: dict[str, Open] = {}

    def load(self, session_id: str) -> Session:
        """Read a session and open its log; files that were repaired or grew long are rewritten."""
        self.forget(session_id)
        loaded = load_session(self._files, session_id, self._coder)
        folder = self._files.path / "sessions" / session_id
        log = loaded.log
        writable = not self._files.read_only
        journal = Journal(coding_path(folder, self._coder, "log"), log.whole) if writable else None
        stored = loaded.stored
        self._open[session_id] = Open(
            folder, journal, loaded.through, len(log.entries), stored.source, stored.digest
        )
        if writable:
            self._tidy(loaded)
        return loaded.session

    def record(self, before: Session, after: Session, edit: Edit) -> None:
        """Make *edit* lasting; see :meth:`~ca_tool.storage.folder.ProjectFolder.record`."""
        if before.id not in self._open:
            self.load(before.id)
        there = self._open[before.id]
        self._refuse_others(edit)
        contents = self._changed_files(there, before, after, edit)
        self._files.check_unchanged(contents)
        journal, size = there.journal, there.journal.size if there.journal else 0
        logged = self._log(there, before, after, edit)
        try:
            if contents:
                self._files.write(contents)
        except OSError:
            if logged and journal is not None:
                journal.take_back(size)
                there.number -= 1
                there.logged -= 1
            raise
        if edit.splices:
            there.digest = file_digest(contents[there.folder / TRANSCRIPT])

    def checkpoint(self, session: Session) -> None:
        """Write the coding as XML and empty the log, if there is anything in it."""
        there = self._open.get(session.id)
        if there is not None and there.logged:
            self._write_coding(there, session)

    def forget(self, session_id: str) -> None:
        """Close a session's log."""
        there = self._open.pop(session_id, None)
        if there is not None and there.journal is not None:
            there.journal.close()

    def close(self) -> None:
        """Close all logs."""
        for session_id in list(self._open):
            self.forget(session_id)

    def _tidy(self, loaded: Loaded) -> None:
        """Write afresh what was repaired, re-anchored, or has a long log."""
        session, there = loaded.session, self._open[loaded.session.id]
        if not loaded.tidy:
            contents = session_files(session, there.source, there.folder)
            self._files.write(contents)
            there.digest = file_digest(contents[there.folder / TRANSCRIPT])
        if not loaded.tidy or there.logged > LONG_LOG:
            self._write_coding(there, session)

    def _write_coding(self, there: Open, session: Session) -> None:
        path = coding_path(there.folder, self._coder, "xml")
        log = coding_path(there.folder, self._coder, "log")
        self._files.write({path: coding_bytes(session, self._coder, there.number, there.folder)})
        if there.journal is not None and there.journal.size:
            self._files.keep_copy(log, log.read_bytes())
            there.journal.clear()
        there.logged = 0

    def _refuse_others(self, edit: Edit) -> None:
        changed = edit.added | edit.removed
        others = {r.coder for r in changed if isinstance(r, Tag | Link)} - {self._coder}
        others |= {r.tag.coder for r in changed if isinstance(r, Moved)} - {self._coder}
        if others and not edit.splices:
            who = " and ".join(sorted(others))
            raise ReadOnlyError(f"Only {who} can change the tags of {who}.")

    def _log(self, there: Open, before: Session, after: Session, edit: Edit) -> bool:
        """Append the edit to the log, if it belongs there."""
        changed = edit.added | edit.removed
        if there.journal is None or not (
            edit.splices or any(isinstance(record, Tag | Link | Moved) for record in changed)
        ):
            return False
        entry = entry_of(edit, self._coder, there.number + 1, after.transcript)
        if edit.splices:
            entry |= Entry(
                before=there.digest, after=file_digest(transcript_bytes(after.transcript))
            )
        there.journal.append(entry)
        there.number += 1
        there.logged += 1
        return True

    def _changed_files(
        self, there: Open, before: Session, after: Session, edit: Edit
    ) -> dict[Path, bytes]:
        """Return the files that *edit* changes besides the log."""
        changed = edit.added | edit.removed
        if edit.splices:
            contents = session_files(after, there.source, there.folder)
        elif any(isinstance(record, Participant | SessionFacts | Exchange) for record in changed):
            data = session_bytes(after, there.source, there.digest, there.folder)
            contents = {there.folder / "session.xml": data}
        else:
            contents = {}
        for group in {record.group for record in changed if isinstance(record, Reaction)}:
            path = there.folder / file_name("review", group, "xml")
            said = tuple(one for one in after.reactions if one.group == group)
            root = review_xml.to_xml(after.id, group, said)
            contents[path] = write_xml(root, path, review_xml.SCHEMA)
        return contents

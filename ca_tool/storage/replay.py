"""Codings from disk: the last written file, and every edit logged since."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ca_tool.storage.backups import snapshots
from ca_tool.storage.files import ProjectFiles, file_name
from ca_tool.storage.journal import Entry, Log, after, read_log
from ca_tool.storage.records import link_of, moved_of, tag_of
from ca_tool.storage.xmlfiles import coding_xml
from ca_tool.storage.xmlfiles.coding_xml import StoredCoding

TAG, LINK, MOVED = "t:", "l:", "m:"
"""What ids in an entry's list of removed records begin with."""


def read_coding(
    files: ProjectFiles, session: Path, coder: str, *, mine: bool
) -> tuple[StoredCoding, Log]:
    """Return *coder*'s coding with its log replayed, and the log.

    A torn or damaged log of one's own is noted; another coder may be writing in theirs just now.
    """
    path = session / file_name("coding", coder, "xml")
    stored = files.read(path, coding_xml.SCHEMA, coding_xml.from_xml, repair=mine)
    stored = stored or StoredCoding(session.name, coder)
    log_path = session / file_name("coding", coder, "log")
    log = read_log(log_path)
    if mine:
        _report(files, log_path, log)
    entries = list(log.entries)
    if not entries or entries[0]["n"] > stored.through + 1:
        # The file is older than the log, since it came from a snapshot: use archived logs too.
        for archived in snapshots(files.path, log_path):
            entries += read_log(archived).entries
    return replay(stored, after(entries, stored.through)), log


def replay(stored: StoredCoding, entries: Iterable[Entry]) -> StoredCoding:
    """Return the coding after *entries*, in order."""
    tags, links, lines = dict(stored.tags), dict(stored.links), dict(stored.lines)
    moved = {one.id: one for one in stored.moved}
    kinds: dict[str, dict[str, Any]] = {TAG: tags, LINK: links, MOVED: moved}
    coder, through = stored.coder, stored.through
    for entry in entries:
        for name in entry.get("removed", ()):
            kinds[name[:2]].pop(name[2:], None)
        tags |= {tag.id: tag for tag in (tag_of(r, coder) for r in entry.get("added", ()))}
        links |= {one.id: one for one in (link_of(r, coder) for r in entry.get("links", ()))}
        moved |= {one.id: one for one in (moved_of(r, coder) for r in entry.get("moved", ()))}
        lines |= {int(line): raw for line, raw in entry.get("lines", {}).items()}
        through = entry["n"]
    return replace(
        stored, through=through, tags=tags, links=links, lines=lines, moved=tuple(moved.values())
    )


def _report(files: ProjectFiles, path: Path, log: Log) -> None:
    if log.torn:
        files.note(
            "The program was stopped while an edit was being written. That one edit was not "
            "finished and is left out; every edit before it is there.",
            "Look whether the last thing you did is there.",
            path.name,
        )
    if log.damaged:
        numbers = ", ".join(map(str, log.damaged))
        files.note(
            f"{path.name} has damaged lines ({numbers}). The edits in them are left out.",
            "Earlier copies are in .backups.",
            path.name,
        )
        if not files.read_only:
            files.keep_copy(path, path.read_bytes())

"""Projects on disk: a folder that can be read anywhere and never loses an acknowledged edit.

What lies where (``ca_tool/storage`` has one module for each concern)::

    My study/
      project.xml                 title, sessions, codes and roles of people, primary measures
      codebook.xml
      sessions/S01/
        transcript.txt            the analyst's own text: the master
        source.<ext>              what was imported, untouched, if it was not plain text
        session.xml               line ids and digests, times, participants, facts, exchanges
        coding.<coder>.xml        one coder's tags and links, and the text they were put on
        coding.<coder>.log        edits since that file was written
        review.<group>.xml        what a group said
      .backups/                   the last ten snapshots of each file, damaged and removed files
      .locks/                     who has which coding open

Format versions (the ``format`` attribute of every XML file):

1
    The first one.

A newer version opens read-only; an older one is migrated when it is read. There is a specimen of
every version in ``tests/data/projects``.
"""

from __future__ import annotations

from ca_tool.storage.codebooks import default_codebook, load_codebook, save_codebook
from ca_tool.storage.errors import (
    ChangedOutsideError,
    InvalidFileError,
    MissingFileError,
    Notice,
    ReadOnlyError,
    StorageError,
)
from ca_tool.storage.folder import ProjectFolder, create_project, open_project
from ca_tool.storage.imports import Import, Incoming, Prepared, prepare
from ca_tool.text_edits import (
    apply_edit,
    carry,
    confirm,
    delete_line,
    dismiss,
    insert_line,
    join_line,
    split_line,
    text_edit,
)

__all__ = [
    "ChangedOutsideError",
    "Import",
    "Incoming",
    "InvalidFileError",
    "MissingFileError",
    "Notice",
    "Prepared",
    "ProjectFolder",
    "ReadOnlyError",
    "StorageError",
    "apply_edit",
    "carry",
    "confirm",
    "create_project",
    "default_codebook",
    "delete_line",
    "dismiss",
    "insert_line",
    "join_line",
    "load_codebook",
    "open_project",
    "prepare",
    "save_codebook",
    "split_line",
    "text_edit",
]

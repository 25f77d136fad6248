"""A project on disk as the value that writers of formats are given."""

from __future__ import annotations

from pathlib import Path

from ca_tool.formats.registry import Parsed
from ca_tool.formats.session_content import content_of
from ca_tool.storage.folder import open_project


def project_content(path: Path, coder: str = "") -> Parsed:
    """Return all sessions of the project in the folder *path* with everybody's tags.

    Where *coder* codes blind, only with their own.

    Raises
    ------
    MissingFileError
        If *path* holds no project, or a session has no text.
    """
    folder = open_project(path, coder, read_only=True)
    try:
        sessions = [folder.load(session_id) for session_id in folder.session_ids]
        codebook = folder.project.codebook
    finally:
        folder.close()
    return content_of(sessions, codebook)

"""Coding blind: a coder sees nobody else's tags until the coding is finished."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from ca_tool.storage import ProjectFolder
    from widgets.document import Document
    from widgets.main_window import MainWindow

START = (
    "Code blind as {coder}?\n\nYou will see only your own tags, here and when sessions or coders "
    "are compared, until you say that you have finished. Nobody’s tags are changed."
)
FINISH = (
    "Has {coder} finished coding?\n\nFrom then on other coders’ tags can be seen and compared. "
    "Compute the agreement before you discuss or change anything."
)


def is_blind(document: Document) -> bool:
    """Whether the document's coder codes blind."""
    folder = document.folder
    return folder is not None and document.coder in folder.project.blind


def set_blind(document: Document, blind: bool) -> None:  # noqa: FBT001
    """Let the document's coder code blind, or see everything again; kept in the project."""
    folder = document.folder
    if folder is None:
        return
    others = tuple(name for name in folder.project.blind if name != document.coder)
    now = (*others, document.coder) if blind else others
    folder.record_project(replace(folder.project, blind=now))
    if document.session.id:
        folder.checkpoint(document.session)
        document.show_session(folder.load(document.session.id))


def seen_by(folder: ProjectFolder, coders: set[str]) -> set[str]:
    """Return those of *coders* whose tags the folder's coder may see."""
    return coders & {folder.coder} if folder.coder in folder.project.blind else coders


def toggle(window: MainWindow) -> None:
    """Ask whether to begin or to end coding blind, and do it."""
    document = window.document
    if document.folder is None or document.read_only:
        window.navigation.message.emit(document.read_only or "Open a project first.")
        return
    blind = is_blind(document)
    words = (FINISH if blind else START).format(coder=document.coder)
    if QMessageBox.question(window, "Code blind", words) is QMessageBox.StandardButton.Yes:
        set_blind(document, not blind)

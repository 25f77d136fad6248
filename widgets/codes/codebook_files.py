"""Codebooks from files and into files: our own ``codebook.xml``, and REFI-QDA's ``.qdc``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from ca_tool.codebook import Code, Codebook
from ca_tool.coding import Edit
from ca_tool.formats.refi_codebook import read_codebook, write_codebook
from ca_tool.problems import Problem
from ca_tool.storage import StorageError, load_codebook, save_codebook
from ca_tool.storage.atomic import write_atomically
from widgets.document import Document

LARGEST = 16 * 2**20
"""Bytes; a codebook of a thousand codes has 1 MB."""

OPEN = "Codebooks (*.qdc *.xml);;All files (*)"
SAVE = "REFI-QDA codebook, for other programs (*.qdc);;CA Tool codebook (*.xml)"


def ask_and_import(document: Document, parent: QWidget) -> None:
    """Ask for a codebook and add its codes, as one step."""
    chosen, _ = QFileDialog.getOpenFileName(parent, "Import a codebook", "", OPEN)
    if not chosen:
        return
    try:
        found, problems = read(Path(chosen), document.codebook)
    except OSError as error:
        QMessageBox.warning(parent, "No codes imported", str(error))
        return
    QMessageBox.information(parent, "Import a codebook", take_in(document, found, problems))


def ask_and_export(document: Document, parent: QWidget) -> None:
    """Ask for a place and write the codebook to it."""
    chosen, kind = QFileDialog.getSaveFileName(parent, "Export the codebook", "codebook.qdc", SAVE)
    if not chosen:
        return
    path = Path(chosen)
    if not path.suffix:
        path = path.with_suffix(".xml" if "*.xml" in kind else ".qdc")
    try:
        write(document.codebook, path)
    except OSError as error:
        QMessageBox.warning(parent, "Not exported", f"Nothing was written: {error}")


def read(path: Path, known: Codebook) -> tuple[Codebook, tuple[Problem, ...]]:
    """Return the codebook in a file, and what was odd.

    Raises
    ------
    OSError
        The file cannot be read, or is our own kind of codebook and not valid.
    """
    if path.stat().st_size > LARGEST:
        raise StorageError(f"{path.name} is far larger than any codebook.")
    if b"<codebook" in path.read_bytes()[:4096]:
        return load_codebook(path), ()
    return read_codebook(path.read_bytes(), known)


def write(codebook: Codebook, path: Path) -> None:
    """Write *codebook*: our own kind where the name ends in ``.xml``, else REFI-QDA's."""
    if path.suffix.lower() == ".xml":
        save_codebook(codebook, path)
    else:
        write_atomically(path, write_codebook(codebook))


def new_codes(known: Codebook, found: Codebook) -> tuple[Code, ...]:
    """Return the codes of *found* that *known* has not, after its last, with keys that are free."""
    order = max((code.order for code in known.codes), default=0)
    taken = set(known.by_key)
    new: list[Code] = []
    for code in found.codes:
        if code.name not in known.by_name:
            key = "" if code.key in taken else code.key
            taken.add(key)
            new.append(replace(code, key=key, order=order + 10 * (len(new) + 1)))
    return tuple(new)


def take_in(document: Document, found: Codebook, problems: Sequence[Problem]) -> str:
    """Add the new codes of *found* as one step, and return what was done, in words."""
    new = new_codes(document.codebook, found)
    if new:
        document.push(Edit("Import codes", added=frozenset(new)))
    kept = len(found.codes) - len(new)
    parts = [f"{len(new)} code{'s' * (len(new) != 1)} added."]
    if kept:
        parts.append(f"{kept} of the same name were there already and stay as they are.")
    parts += [f"{problem.message} {problem.advice}" for problem in problems[:5]]
    return "\n".join(parts)

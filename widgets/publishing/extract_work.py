"""Writing an extract beside the window, and putting it on the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData

from ca_tool.project import Session
from ca_tool.publishing import FACES, FORMS, MONOSPACED, Choices, Form, composed, laid_out
from ca_tool.publishing.html import for_pasting
from widgets.background import Say

RICH_TEXT = ("text/rtf", "text/richtext", 'application/x-qt-windows-mime;value="Rich Text Format"')
"""What LibreOffice, macOS and Windows call it on the clipboard."""


class Job(NamedTuple):
    """What is to be written."""

    session: Session
    choices: Choices
    form: Form
    face: str
    width: int


class Saved(NamedTuple):
    """The file written, or why it was not."""

    path: Path
    failure: str = ""


def save(job: Job, path: Path, say: Say) -> Saved:
    """Write *job* to *path*; a failure is said, not raised."""
    say(0, f"Writing {path.name}")
    try:
        path.write_bytes(job.form.render(composed(job.session, job.choices), job.face, job.width))
    except OSError as error:
        return Saved(path, str(error))
    return Saved(path)


class Copied(NamedTuple):
    """An extract as a clipboard holds it."""

    html: str
    rich: bytes
    plain: str


def copied(job: Job, say: Say) -> Copied:
    """Return *job* as it is put on the clipboard, rich and plain."""
    say(0, "Copying the extract")
    extract = composed(job.session, job.choices)
    layout = laid_out(extract, FACES[job.face], job.width)
    return Copied(
        for_pasting(layout),
        FORMS["rtf"].render(extract, job.face, job.width),
        FORMS["text"].render(extract, MONOSPACED, job.width).decode(),
    )


def mime_of(extract: Copied) -> QMimeData:
    """Return *extract* for the clipboard: Word takes the HTML, others what they know best."""
    data = QMimeData()
    data.setHtml(extract.html)
    for name in RICH_TEXT:
        data.setData(name, extract.rich)
    data.setText(extract.plain)
    return data

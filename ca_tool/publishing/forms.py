"""The forms an extract is written in. To add one: a row in :data:`FORMS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ca_tool.publishing import docx, drawing, html, latex, rtf, text
from ca_tool.publishing.extract import Extract
from ca_tool.publishing.faces import FACES, MONOSPACED, Face
from ca_tool.publishing.layout import WIDTH, Layout, laid_out

BY_CODE_POINT = "signs pdflatex has no letter for: it prints their code points, xelatex the signs"
DRAWN = (
    "words that can be searched or changed (an SVG has them in its description)",
    "signs that the DejaVu fonts lack: they are drawn as boxes",
)


class Form(NamedTuple):
    """A kind of file.

    Attributes
    ----------
    losses
        What of an extract the file cannot carry, in words for the screen.
    faces
        Keys of the faces it can be set in.
    """

    key: str
    label: str
    suffix: str
    write: Callable[[Layout], bytes]
    losses: tuple[str, ...] = ()
    faces: tuple[str, ...] = tuple(FACES)
    drawn: bool = False

    def face(self, key: str) -> Face:
        """Return the face *key*, or the form's first if it has no such face."""
        face = FACES[key if key in self.faces else self.faces[0]]
        return drawing.drawn_in(face) if self.drawn else face

    def render(self, extract: Extract, face: str = MONOSPACED, width: int = WIDTH) -> bytes:
        """Return *extract* as the bytes of a file; *width* as for :func:`laid_out`."""
        return self.write(laid_out(extract, self.face(face), width))


FORMS = {
    form.key: form
    for form in (
        Form("docx", "Word document", ".docx", docx.render),
        Form("html", "Web page", ".html", html.render),
        Form("latex", "LaTeX", ".tex", latex.render, (BY_CODE_POINT,)),
        Form("png", "Picture (PNG, 300 dots per inch)", ".png", drawing.png, DRAWN, drawn=True),
        Form("svg", "Drawing that scales (SVG)", ".svg", drawing.svg, DRAWN, drawn=True),
        Form("rtf", "Rich text", ".rtf", rtf.render),
        Form("text", "Plain text", ".txt", text.render, (), (MONOSPACED,)),
    )
}
"""Key → form; the first is offered first."""


def form_of(path: Path) -> Form | None:
    """Return the form that *path* asks for by its suffix."""
    suffix = path.suffix.lower()
    return next((form for form in FORMS.values() if form.suffix == suffix), None)

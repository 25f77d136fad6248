"""Extracts for publication: chosen lines with numbers, arrows and aligned overlaps, in any form.

``choosing`` says which lines, ``composing`` makes an :class:`Extract` of them, ``layout`` sets it
in a font, and one module for each form writes it. Nothing here changes a session.
"""

from __future__ import annotations

from ca_tool.publishing.composing import composed, safe_title, with_names
from ca_tool.publishing.extract import Choices, Extract, ExtractLine, Piece, Segment
from ca_tool.publishing.faces import FACES, MONOSPACED, PROPORTIONAL
from ca_tool.publishing.forms import FORMS, Form, form_of
from ca_tool.publishing.layout import WIDTH, Layout, laid_out

__all__ = [
    "FACES",
    "FORMS",
    "MONOSPACED",
    "PROPORTIONAL",
    "WIDTH",
    "Choices",
    "Extract",
    "ExtractLine",
    "Form",
    "Layout",
    "Piece",
    "Segment",
    "composed",
    "form_of",
    "laid_out",
    "safe_title",
    "with_names",
]

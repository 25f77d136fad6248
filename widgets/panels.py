"""The table of panels: what stands around the transcript.

To add one: a widget module with a class ``Panel(document, navigation, parent=None)`` and a row
in :data:`PANELS`. It is imported when it is first shown.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from widgets.document import Document
from widgets.navigation import Navigation


class Panel(NamedTuple):
    """A panel of the main window.

    Attributes
    ----------
    key
        Stable; names the dock in saved layouts.
    widget
        ``module:Class``, called with ``(document, navigation, parent)``.
    above
        Whether it stands with the tag panel, at the top right, or with the numbers below it.
    shown
        Whether it is open before anybody has arranged the window.
    """

    key: str
    title: str
    widget: str
    what: str
    above: bool = False
    shown: bool = True

    def factory(self, document: Document, navigation: Navigation, parent: QWidget) -> QWidget:
        """Return the panel's widget; its module is imported now."""
        module, name = self.widget.split(":")
        made = getattr(import_module(module), name)(document, navigation, parent)
        assert isinstance(made, QWidget)
        return made


PANELS: tuple[Panel, ...] = (
    Panel(
        "codes",
        "Codebook",
        "widgets.codes.codebook_panel:CodebookPanel",
        "What each code means",
        above=True,
    ),
    Panel(
        "people",
        "People",
        "widgets.participants_panel:ParticipantsPanel",
        "Who takes part, and in what role",
        above=True,
    ),
    Panel(
        "numbers",
        "Numbers",
        "widgets.numbers.numbers_panel:NumbersPanel",
        "Who spoke, asked and was answered",
    ),
    Panel(
        "works",
        "What works",
        "widgets.appreciation.what_works_panel:WhatWorksPanel",
        "Where the disabled person starts, leads, is taken up or corrects",
    ),
    Panel(
        "figures",
        "Figures",
        "widgets.figures.figures_panel:FiguresPanel",
        "The session as pictures",
    ),
    Panel(
        "review",
        "Review",
        "widgets.review.review_setup:ReviewPanel",
        "Exchanges to look at with the group",
    ),
    Panel(
        "problems",
        "Problems",
        "widgets.problems_panel:ProblemsPanel",
        "What is odd in the notation",
    ),
    Panel(
        "moved",
        "To confirm",
        "widgets.tags.moved_panel:MovedPanel",
        "Tags whose words were changed outside the program",
        shown=False,
    ),
)

"""The table of panels: what stands around the transcript.

To add one: a widget module with a class ``Panel(document, navigation, parent=None)`` and a row
in :data:`PANELS`. It is imported when it is first shown.
"""

from __future__ import annotations

from importlib import import_module
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from widgets.document import Document
from widgets.navigation import Navigation

Area = Qt.DockWidgetArea


class Panel(NamedTuple):
    """A panel of the main window.

    Attributes
    ----------
    key
        Stable; names the dock in saved layouts.
    widget
        ``module:Class``, called with ``(document, navigation, parent)``.
    shown
        Whether it is open before anybody has arranged the window.
    """

    key: str
    title: str
    area: Area
    widget: str
    what: str
    shown: bool = True

    def factory(self, document: Document, navigation: Navigation, parent: QWidget) -> QWidget:
        """Return the panel's widget; its module is imported now."""
        module, name = self.widget.split(":")
        made = getattr(import_module(module), name)(document, navigation, parent)
        assert isinstance(made, QWidget)
        return made


RIGHT, BOTTOM = Area.RightDockWidgetArea, Area.BottomDockWidgetArea

PANELS: tuple[Panel, ...] = (
    Panel(
        "numbers",
        "Numbers",
        RIGHT,
        "widgets.numbers.numbers_panel:NumbersPanel",
        "Who spoke, asked and was answered",
    ),
    Panel(
        "figures",
        "Figures",
        RIGHT,
        "widgets.figures.figures_panel:FiguresPanel",
        "The session as pictures",
    ),
    Panel(
        "people",
        "People",
        RIGHT,
        "widgets.participants_panel:ParticipantsPanel",
        "Who takes part, and in what role",
    ),
    Panel(
        "codes",
        "Codebook",
        RIGHT,
        "widgets.codes.codebook_panel:CodebookPanel",
        "What each code means",
    ),
    Panel(
        "problems",
        "Problems",
        RIGHT,
        "widgets.problems_panel:ProblemsPanel",
        "What is odd in the notation",
    ),
    Panel(
        "moved",
        "To confirm",
        RIGHT,
        "widgets.tags.moved_panel:MovedPanel",
        "Tags whose words were changed outside the program",
        shown=False,
    ),
    Panel(
        "review",
        "Review",
        RIGHT,
        "widgets.review.review_setup:ReviewPanel",
        "Exchanges to look at with the group",
    ),
)

"""The plot below a comparison: the chosen number of each person over the sessions."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from ca_tool.compare import Comparison, Key
from ca_tool.measures import Row
from widgets.numbers.number_words import pair, title
from widgets.tables import hint

if TYPE_CHECKING:
    from ca_tool.figures import Mark
    from widgets.figures.figure_canvas import FigureCanvas

EMPTY = "Choose a number above: it is drawn here over the sessions."


def _alike(one: Key, key: Key) -> bool:
    """Whether two numbers belong in one plot: both of persons, of pairs, or of the session."""
    return (bool(one.participant), bool(one.other)) == (bool(key.participant), bool(key.other))


class ComparePlot(QWidget):
    """Draws one measure; matplotlib is imported with the first number chosen."""

    cell_chosen = Signal(object)
    """The :class:`~ca_tool.measures.Row` behind a dot."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas: FigureCanvas | None = None
        self._lines: dict[str, tuple[Row | None, ...]] = {}
        self.title = QLabel(self)
        self.title.setMargin(4)
        self.title.setWordWrap(True)
        self._pages = QStackedLayout()
        self._pages.addWidget(hint(EMPTY, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.title)
        layout.addLayout(self._pages, 1)
        self.title.hide()

    def show_line(self, comparison: Comparison, key: Key | None) -> None:
        """Draw the numbers of the same measure, variant and sort as *key*; nothing for ``None``."""
        self.title.setVisible(key is not None)
        if key is None:
            self._pages.setCurrentIndex(0)
            return
        self._lines = {
            pair(one.participant, one.other): rows
            for one, rows in comparison.cells.items()
            if (one.measure, one.variant) == (key.measure, key.variant) and _alike(one, key)
        }
        sessions = [
            "\n".join([column.phase, *wrap(column.heading, 18)]) for column in comparison.columns
        ]
        self.title.setText(title(key.measure, key.variant, plain=True, alone=True))
        self._draw(f"{key.measure} {key.variant}", sessions)

    def _draw(self, what: str, sessions: list[str]) -> None:
        from ca_tool.figures import draw_change

        canvas = self.canvas or self._make_canvas()
        lines = self._lines
        canvas.show_drawing(what, lambda axes, theme: draw_change(axes, sessions, lines, theme))
        self._pages.setCurrentWidget(canvas)

    def _make_canvas(self) -> FigureCanvas:
        from widgets.figures.figure_canvas import FigureCanvas

        self.canvas = FigureCanvas(self)
        self.canvas.setAccessibleName("Plot of the chosen number over the sessions")
        self.canvas.mark_chosen.connect(self._choose)
        self._pages.addWidget(self.canvas)
        return self.canvas

    def _choose(self, mark: Mark) -> None:
        for rows in self._lines.values():
            for row in rows:
                if row is not None and row.instances.numerator == mark.cases:
                    self.cell_chosen.emit(row)
                    return

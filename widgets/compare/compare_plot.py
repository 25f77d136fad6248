"""The plots below a comparison: the chosen number over sessions, its differences, small panels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QMessageBox,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ca_tool.compare import Comparison, Key
from ca_tool.measures import Row
from widgets.compare.compare_model import NOTHING
from widgets.numbers.number_words import title
from widgets.tables import hint

if TYPE_CHECKING:
    from ca_tool.figures import Mark
    from widgets.figures.figure_canvas import FigureCanvas

EMPTY = "Choose a number above: it is drawn here over the sessions."
KINDS = "Picture for screens (*.png);;Drawing that scales (*.svg);;Page for print (*.pdf)"

OVER, DIFFERENCES, PANELS, PRIMARY = "over", "differences", "panels", "primary"
PLOTS = {
    OVER: "Over the sessions",
    DIFFERENCES: "Differences",
    PANELS: "Small panels",
    PRIMARY: "Small panels: primary measures",
}
WHAT = {
    OVER: "A dot for each number with its interval; a line joins what belongs together",
    DIFFERENCES: "Second minus first, for each two columns that belong together",
    PANELS: "A small panel for each dyad or session, all on one scale",
    PRIMARY: "The same for the measures that were fixed beforehand",
}


class ComparePlot(QWidget):
    """Draws one measure; matplotlib is imported with the first number chosen."""

    cells_chosen = Signal(object)
    """The :class:`~ca_tool.measures.Row` behind a mark, or two of them, as a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas: FigureCanvas | None = None
        self._comparison, self._key = NOTHING, Key("", "", "", "")
        self._primary: tuple[str, ...] = ()
        self.plots = QComboBox(self)
        self.plots.setAccessibleName("Plot")
        self.plots.setMinimumContentsLength(8)
        self.plots.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for key, name in PLOTS.items():
            self.plots.addItem(name, key)
        self.save_button = QToolButton(self)
        self.save_button.setText("Sa&ve plot…")
        self.save_button.setToolTip("Save the plot as PNG, SVG or PDF")
        self.title = QLabel(self)
        self.title.setMargin(4)
        self.title.setWordWrap(True)
        self._lay_out()
        self.plots.currentIndexChanged.connect(self._draw)
        self.save_button.clicked.connect(self._ask_where)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 2)
        bar.addWidget(self.plots, 1)
        bar.addWidget(self.save_button)
        self._pages = QStackedLayout()
        self._pages.addWidget(hint(EMPTY, self))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(self.title)
        layout.addLayout(self._pages, 1)
        self._show_parts(there=False)

    def show_line(
        self, comparison: Comparison, key: Key | None, primary: tuple[str, ...] = ()
    ) -> None:
        """Draw the numbers of the same measure, variant and sort as *key*; nothing for ``None``."""
        self._show_parts(there=key is not None)
        if key is None:
            self._key = Key("", "", "", "")
            self._pages.setCurrentIndex(0)
            return
        self._comparison, self._key, self._primary = comparison, key, primary
        self._draw()

    def _show_parts(self, *, there: bool) -> None:
        self.title.setVisible(there)
        self.plots.setEnabled(there)
        self.save_button.setEnabled(there)

    def _draw(self) -> None:
        key, kind = self._key, str(self.plots.currentData())
        self.plots.setToolTip(WHAT[kind])
        if not key.measure:
            return
        canvas = self.canvas or self._make_canvas()
        named = title(key.measure, key.variant, plain=True, alone=True)
        self.title.setText("" if kind == PRIMARY else named)
        self.title.setVisible(kind != PRIMARY)
        _paint(canvas, kind, self._comparison, key, self._primary)
        canvas.setAccessibleName(f"{PLOTS[kind]}: {named}")
        self._pages.setCurrentWidget(canvas)

    def _make_canvas(self) -> FigureCanvas:
        from widgets.figures.figure_canvas import FigureCanvas

        self.canvas = FigureCanvas(self)
        self.canvas.mark_chosen.connect(self._choose)
        self._pages.addWidget(self.canvas)
        return self.canvas

    def changeEvent(self, event: QEvent) -> None:
        """Reimplemented: the plot follows a change between light and dark."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.canvas is not None:
            self._draw()

    def _choose(self, mark: Mark) -> None:
        rows = mark.about if isinstance(mark.about, tuple) else ()
        pair = (mark.about,) if isinstance(mark.about, Row) else rows
        if pair:
            self.cells_chosen.emit(pair)

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the plot", "comparison.png", KINDS)
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the plot to *path*; its suffix says the format."""
        if self.canvas is not None:
            try:
                self.canvas.save(path)
            except OSError as error:
                QMessageBox.warning(self, "Not saved", f"The plot was not saved: {error}")


def _paint(
    canvas: FigureCanvas,
    kind: str,
    comparison: Comparison,
    key: Key,
    primary: tuple[str, ...],
) -> None:
    from ca_tool.figures import draw_forest, draw_multiples, draw_slopes
    from widgets.compare import compare_drawings as drawings

    what = f"{kind} {key.measure} {key.variant}"
    if kind == OVER:
        steps, lines = drawings.slopes(comparison, key)
        canvas.show_drawing(what, lambda axes, theme: draw_slopes(axes, steps, lines, theme))
    elif kind == DIFFERENCES:
        found = drawings.forest(comparison, key)
        canvas.show_drawing(what, lambda axes, theme: draw_forest(axes, found, theme))
    else:
        keys = drawings.primary_keys(comparison, primary) if kind == PRIMARY else (key,)
        strips = drawings.strips(comparison, keys)
        canvas.show_drawing(what, lambda axes, theme: draw_multiples(axes, strips, theme))

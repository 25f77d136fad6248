"""The plots below a comparison: the chosen number over sessions, its differences, small panels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
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
from widgets.compare import compare_drawings as drawings
from widgets.compare.compare_model import NOTHING
from widgets.compare.plot_picture import Paint
from widgets.compare.plot_view import PlotView
from widgets.numbers.number_words import title
from widgets.tables import hint

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from ca_tool.figures import Drawing, Mark, Theme

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
    """Draws one measure, away from the window; matplotlib is imported with the first of them."""

    cells_chosen = Signal(object)
    """The :class:`~ca_tool.measures.Row` behind a mark, or two of them, as a tuple."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.canvas = PlotView(self)
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
        self.canvas.mark_chosen.connect(self._choose)
        self.canvas.saved.connect(self._tell_saved)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(6, 4, 6, 2)
        bar.addWidget(self.plots, 1)
        bar.addWidget(self.save_button)
        self._pages = QStackedLayout()
        self._pages.addWidget(hint(EMPTY, self))
        self._pages.addWidget(self.canvas)
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
        named = title(key.measure, key.variant, plain=True, alone=True)
        self.title.setText("" if kind == PRIMARY else named)
        self.title.setVisible(kind != PRIMARY)
        self.canvas.show_drawing(_paint(kind, self._comparison, key, self._primary))
        self.canvas.setAccessibleName(f"{PLOTS[kind]}: {named}")
        self._pages.setCurrentWidget(self.canvas)

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
        self.canvas.save(self.title.text() or PLOTS[PRIMARY], path)

    def _tell_saved(self, result: object) -> None:
        if isinstance(result, Exception):
            QMessageBox.warning(self, "Not saved", f"The plot was not saved: {result}")


def _paint(kind: str, comparison: Comparison, key: Key, primary: tuple[str, ...]) -> Paint:
    """Return what draws a plot: called in a thread, where it may take its time."""

    def paint(axes: Axes, theme: Theme) -> Drawing:
        from ca_tool.figures import draw_forest, draw_multiples, draw_slopes

        if kind == OVER:
            return draw_slopes(axes, *drawings.slopes(comparison, key), theme)
        if kind == DIFFERENCES:
            between = drawings.subtracted(comparison)
            return draw_forest(axes, drawings.forest(comparison, key), theme, between)
        keys = drawings.primary_keys(comparison, primary) if kind == PRIMARY else (key,)
        return draw_multiples(axes, drawings.strips(comparison, keys), theme)

    return paint

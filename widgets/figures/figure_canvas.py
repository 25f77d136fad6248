"""A figure on the screen: its marks tell what they are, and are clicked to see their cases.

Imports matplotlib: import this module only when a figure is first wanted.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.backend_bases import Event, MouseEvent
from matplotlib.backends.backend_qtagg import FigureCanvasQTAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolTip, QWidget

from ca_tool.figures import DARK, LIGHT, Drawing, Mark, Theme, draw
from ca_tool.project import Session

Paint: TypeAlias = Callable[[Axes, Theme], Drawing]

LEAST = 3.2, 1.9
"""Inches wide and high that a figure needs; where there is less room its type gets smaller."""

REACH = 6.0
"""Pixels beside a mark at which a click still means it."""

QUIET = 150
"""Milliseconds without a change of width before a figure is drawn for the new one."""

ZOOM = 1.25
"""How much closer one step of the wheel brings the figure."""


def _dots_per_inch() -> float:
    """Return how large text in figures is: it follows the size of text in the window."""
    points = QApplication.font().pointSizeF()
    return 100 * (points / 10 if points > 0 else 1)


class FigureCanvas(FigureCanvasQTAgg):
    """Draws one figure of a session; wheel and drag move along a long one."""

    mark_chosen = Signal(object)
    """The :class:`~ca_tool.figures.Mark` clicked."""

    redrawn = Signal(str)
    """The figure's plain line of words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Figure(layout="constrained", dpi=_dots_per_inch()))  # type: ignore[no-untyped-call]  # matplotlib
        self.setParent(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 140)
        self.axes: Axes = self.figure.add_subplot()
        self.drawing = Drawing()
        self._what = ""
        self._paint: Paint | None = None
        self._resized = QTimer(self, singleShot=True, interval=QUIET)
        self._resized.timeout.connect(self._draw_again)
        self._full: tuple[float, float] = (0.0, 1.0)
        self._pressed: tuple[float, float] | None = None
        self.mpl_connect("button_press_event", self._press)
        self.mpl_connect("button_release_event", self._release)
        self.mpl_connect("motion_notify_event", self._move)
        self.mpl_connect("scroll_event", self._zoom)

    @property
    def theme(self) -> Theme:
        """Dark ink on light paper, or the other way round, as the window is."""
        around = self.parentWidget() or self  # matplotlib gives the canvas itself a white palette
        return DARK if around.palette().window().color().lightness() < 128 else LIGHT

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reimplemented: in a small place the type gets smaller, so that the figure fits."""
        room = min(event.size().width() / LEAST[0], event.size().height() / LEAST[1])
        self.figure.set_dpi(max(min(_dots_per_inch(), room), 50) * self.device_pixel_ratio)
        super().resizeEvent(event)  # type: ignore[no-untyped-call]  # matplotlib
        if event.size().width() != event.oldSize().width():
            self._resized.start()

    def _draw_again(self) -> None:
        """Draw for the width there is now: it says how labels and legends stand."""
        if self._paint is not None:
            self.show_drawing(self._what, self._paint)

    def draw(self) -> None:
        """Reimplemented: where a figure has too little room, it is drawn as well as it goes."""
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "constrained_layout not applied")
            super().draw()  # type: ignore[no-untyped-call]  # matplotlib

    def show_figure(self, key: str, session: Session, coder: str, policy: str = "CP-1") -> None:
        """Draw figure *key* of *session*."""
        self.show_drawing(
            f"{key} {session.id}",
            lambda axes, theme: draw(key, axes, session, coder, policy=policy, theme=theme),
        )

    def show_drawing(self, what: str, paint: Paint) -> None:
        """Draw something; the same thing drawn again keeps its zoom."""
        self._paint = paint
        theme = self.theme
        view = self.axes.get_xlim()
        zoomed = what == self._what and view != self._full
        self.figure.clear()
        self.axes = self.figure.add_subplot()
        self.axes.tick_params(colors=theme.ink, labelsize=8)
        self.axes.set_facecolor(theme.paper)
        self.figure.set_facecolor(theme.paper)
        for spine in self.axes.spines.values():
            spine.set_color(theme.faint)
        self.drawing = paint(self.axes, theme)
        self._what, self._full = what, self.axes.get_xlim()
        if zoomed:
            self.axes.set_xlim(view)
        self.setAccessibleDescription(self.drawing.caption)
        self.draw_idle()  # type: ignore[no-untyped-call]  # matplotlib
        self.redrawn.emit(self.drawing.caption)

    def save(self, path: Path) -> None:
        """Write what is shown to *path*; its suffix says the format. Raises ``OSError``."""
        metadata = {"Date": None} if path.suffix.lower() == ".svg" else None
        self.figure.savefig(path, dpi=200, metadata=metadata)

    def mark_at(self, event: MouseEvent) -> Mark | None:
        """Return the mark under the pointer."""
        if event.inaxes is not self.axes or event.xdata is None or event.ydata is None:
            return None
        left, right = self.axes.get_xlim()
        reach = REACH * (right - left) / max(self.axes.bbox.width, 1.0)
        return self.drawing.at(event.xdata, event.ydata, reach)

    def _press(self, event: Event) -> None:
        if isinstance(event, MouseEvent) and event.xdata is not None:
            self._pressed = (event.x, event.xdata)

    def _release(self, event: Event) -> None:
        pressed, self._pressed = self._pressed, None
        if not isinstance(event, MouseEvent) or pressed is None:
            return
        if abs(event.x - pressed[0]) <= REACH:
            mark = self.mark_at(event)
            if mark is not None and (mark.cases or mark.about is not None):
                self.mark_chosen.emit(mark)

    def _move(self, event: Event) -> None:
        if not isinstance(event, MouseEvent):
            return
        if self._pressed is not None and event.xdata is not None:
            left, right = self.axes.get_xlim()
            self._view(left + self._pressed[1] - event.xdata, right - left)
            return
        mark = self.mark_at(event)
        if mark is None:
            QToolTip.hideText()
            return
        place = QPoint(int(event.x), self.height() - int(event.y))
        QToolTip.showText(self.mapToGlobal(place), mark.words, self)

    def _zoom(self, event: Event) -> None:
        if isinstance(event, MouseEvent) and event.xdata is not None:
            self.zoom(ZOOM if event.button == "up" else 1 / ZOOM, event.xdata)

    def zoom(self, closer: float, middle: float | None = None) -> None:
        """Show a shorter stretch (*closer* above 1) or a longer one, around *middle*."""
        left, right = self.axes.get_xlim()
        at = (left + right) / 2 if middle is None else middle
        width = min((right - left) / closer, self._full[1] - self._full[0])
        self._view(at - (at - left) / (right - left) * width, width)

    def _view(self, left: float, width: float) -> None:
        start = min(max(left, self._full[0]), self._full[1] - width)
        self.axes.set_xlim(start, start + width)
        self.draw_idle()  # type: ignore[no-untyped-call]  # matplotlib

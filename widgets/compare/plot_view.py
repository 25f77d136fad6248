"""A plot on the screen: its marks say what they are, and are chosen by click or key."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from widgets.compare.plot_picture import Paint, Picture, Place, Room, picture, save
from widgets.workers import Worker

REACH = 6.0
"""Pixels beside a mark at which a click still means it."""

DELAY = 60
"""Milliseconds of quiet before a plot is drawn for another size."""

STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class PlotView(QWidget):
    """Shows one plot, drawn in a thread; the arrow keys go from mark to mark."""

    mark_chosen = Signal(object)
    """The :class:`~ca_tool.figures.Mark` clicked."""

    drawn = Signal()
    """What was asked for last is on the screen."""

    saved = Signal(object)
    """The path written, or the error why it was not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 140)
        self._paint: Paint | None = None
        self.picture: Picture | None = None
        self._current = -1
        self._workers: list[Worker[Picture] | Worker[Path]] = []
        self._latest: Worker[Picture] | None = None
        self._timer = QTimer(self, singleShot=True, interval=DELAY)
        self._timer.timeout.connect(self._draw)

    @property
    def busy(self) -> bool:
        """Whether another plot is on its way."""
        return self._latest is not None or self._timer.isActive()

    def show_drawing(self, paint: Paint) -> None:
        """Draw *paint*; what is there stays until that is done."""
        self._paint = paint
        self._timer.start(0)

    def save(self, title: str, path: Path) -> None:
        """Write the plot under a *title* to *path*, beside the window; see :attr:`saved`."""
        if self._paint is not None:
            worker = Worker(partial(save, self._paint, title, path), self)
            worker.done.connect(self.saved)
            worker.failed.connect(self.saved)
            self._begin(worker)

    def mark_at(self, place: QPointF) -> Place | None:
        """Return the mark at a place, the smallest one there; else the nearest within reach."""
        places = self.picture.places if self.picture else ()
        for one in places:
            if one.rect.contains(place):
                return one
        reach = QRectF(place, place).adjusted(-REACH, -REACH, REACH, REACH)
        near = [one for one in places if reach.intersects(one.rect.adjusted(-1, -1, 1, 1))]
        return min(near, key=lambda one: abs(one.rect.center().x() - place.x()), default=None)

    def finish(self) -> None:
        """Wait until nothing is drawn any more; nothing is begun before it is shown again."""
        self._timer.stop()
        for worker in list(self._workers):
            worker.forget()
            worker.wait()
        self._latest = None

    def _draw(self) -> None:
        if self._paint is None or not self.isVisible():
            return
        points = QApplication.font().pointSizeF()
        room = Room(
            self.width(),
            self.height(),
            self.devicePixelRatioF(),
            100 * (points / 10 if points > 0 else 1),
            self.palette().window().color().lightness() < 128,
        )
        if self._latest is not None:
            self._latest.forget()
        self._latest = Worker(partial(picture, self._paint, room), self)
        self._latest.done.connect(self._show)
        self._latest.failed.connect(self._fail)
        self._begin(self._latest)

    def _begin(self, worker: Worker[Picture] | Worker[Path]) -> None:
        self._workers.append(worker)
        worker.finished.connect(self._end)
        worker.start()

    def _end(self) -> None:
        worker = self.sender()
        if isinstance(worker, Worker):
            self._workers.remove(worker)
            worker.wait()
            worker.deleteLater()

    def _fail(self, error: Exception) -> None:
        if self.sender() is self._latest:
            self._latest, self.picture = None, None
            self.setAccessibleDescription(f"The plot could not be drawn: {error}")
            self.update()

    def _show(self, found: Picture) -> None:
        if self.sender() is self._latest:
            self._latest = None
            self.picture, self._current = found, -1
            self.setAccessibleDescription(found.drawing.caption)
            self.update()
            self.drawn.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Reimplemented."""
        painter = QPainter(self)
        if self.picture is not None:
            painter.drawImage(0, 0, self.picture.image)
            if self.hasFocus() and 0 <= self._current < len(self.picture.places):
                painter.setPen(QPen(self.palette().highlight().color(), 2))
                rect = self.picture.places[self._current].rect
                painter.drawRect(rect.adjusted(-4, -4, 4, 4))
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Reimplemented."""
        super().showEvent(event)
        self._timer.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reimplemented."""
        super().resizeEvent(event)
        self._timer.start(DELAY)

    def changeEvent(self, event: QEvent) -> None:
        """Reimplemented: light, dark and larger text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._timer.start(DELAY)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Reimplemented: marks say what they are."""
        found = self.mark_at(event.position())
        if found is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(event.globalPosition().toPoint(), found.mark.words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Reimplemented."""
        if (found := self.mark_at(event.position())) is not None:
            self.mark_chosen.emit(found.mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Reimplemented: arrows go from mark to mark, Return opens the cases behind one."""
        places = self.picture.places if self.picture else ()
        key = Qt.Key(event.key())
        if places and key in STEPS:
            self._current = (max(self._current, -1) + STEPS[key]) % len(places)
            words = places[self._current].mark.words
            self.setAccessibleDescription(words)
            at = places[self._current].rect.bottomRight().toPoint()
            QToolTip.showText(self.mapToGlobal(at), words, self)
            self.update()
        elif key in CHOOSE and 0 <= self._current < len(places):
            self.mark_chosen.emit(places[self._current].mark)
        else:
            super().keyPressEvent(event)

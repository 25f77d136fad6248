"""One line of a scene: who, how, and the very words. Side, name and shape say who, not colour."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ca_tool.acting_notes import Note
from ca_tool.playscript import ScriptLine
from widgets.review.review_look import GAP, Look
from widgets.review.review_parts import picture_label, text_label

SHAPES = ("circle", "square", "triangle", "diamond", "bar")


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody in the scene: how they are named and drawn.

    ``order`` is the participant's place in the roster; it fixes side, shape and colour.
    """

    code: str
    name: str
    role: str
    order: int

    @property
    def left(self) -> bool:
        """Whether this person stands on the left."""
        return self.order % 2 == 0

    @property
    def shape(self) -> str:
        """The shape on this person's chest."""
        return SHAPES[self.order % len(SHAPES)]


class Figure(QWidget):
    """Head and shoulders with a shape on the chest."""

    def __init__(
        self, part: Part, look: Look, size: int = 88, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._part, self._look = part, look
        self.setFixedSize(QSize(size, size))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Reimplemented."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        unit = self.width() / 88
        painter.scale(unit, unit)
        colour = QColor(self._look.people[self._part.order % len(self._look.people)])
        painter.setPen(QPen(QColor(self._look.ink), 3.5))
        painter.setBrush(colour)
        painter.drawPie(QRectF(8, 44, 72, 80), 0, 180 * 16)
        painter.setBrush(QColor(self._look.card))
        painter.drawEllipse(QPointF(44, 25), 20, 20)
        painter.setPen(QPen(QColor(self._look.ink), 2.5))
        _draw_shape(painter, self._part.shape, QPointF(44, 68), 11)


def _draw_shape(painter: QPainter, shape: str, at: QPointF, size: float) -> None:
    x, y = at.x(), at.y()
    match shape:
        case "circle":
            painter.drawEllipse(at, size, size)
        case "square":
            painter.drawRect(QRectF(x - size, y - size, 2 * size, 2 * size))
        case "triangle":
            corners = [(x, y - size), (x + size, y + size), (x - size, y + size)]
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        case "diamond":
            corners = [(x, y - size), (x + size, y), (x, y + size), (x - size, y)]
            painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))
        case _:
            painter.drawRect(QRectF(x - size * 1.4, y - size / 2, size * 2.8, size))


class LineCard(QFrame):
    """A script line as a card; ``current`` is the line being looked at, others are dimmed.

    The card can take the focus and is read as one sentence by screen readers.
    """

    def __init__(
        self,
        line: ScriptLine,
        part: Part | None,
        look: Look,
        *,
        current: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("part", "card" if current else "earlier")
        self.setAccessibleName(line.spoken)
        self._current = current
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12 if current else 2, 16, 12 if current else 2)
        row.setSpacing(2 * GAP)
        words = self._middle(line, part)
        if part is None:
            row.addWidget(_stage_picture(line, 96 if current else 48))
            row.addLayout(words, 1)
        else:
            row.addLayout(_person(part, line.name, look, current=current))
            row.addLayout(words, 1)
        if current:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _middle(self, line: ScriptLine, part: Part | None) -> QVBoxLayout:
        """Return what is said and done, with how it is done above it."""
        column = QVBoxLayout()
        column.setSpacing(GAP)
        column.addStretch(1)
        notes = line.notes
        if self._current:
            for note in notes if part is not None else ():
                column.addLayout(_note_row(note))
            column.addWidget(text_label(_said(line), "words"))
            if part is None and line.stage:
                for label in _beside_silence(line):
                    column.addWidget(label)
        else:
            how = ", ".join(note.text for note in notes)
            said = _said(line)
            column.addWidget(text_label(f"({how}) {said}" if how and said else said or how, "dim"))
        column.addStretch(1)
        return column


def _said(line: ScriptLine) -> str:
    """Return the words, or what stands for them."""
    if line.words or line.stage:
        return line.words or line.stage
    return "" if line.speaker else ", ".join(note.text for note in line.notes)


def _beside_silence(line: ScriptLine) -> list[QLabel]:
    """Return dots to count, one a second, and what is done meanwhile."""
    labels = []
    if line.silence and 1 <= line.silence < 20:
        dots = text_label("● " * int(line.silence + 0.5), "words")
        dots.setAccessibleName(line.stage)
        labels.append(dots)
    return labels + [text_label(f"({note.text})") for note in line.notes]


def _person(part: Part, names: str, look: Look, *, current: bool) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(2)
    figure = Figure(part, look, 88 if current else 48)
    column.addWidget(figure, 0, Qt.AlignmentFlag.AlignHCenter)
    name = text_label(names, "name" if current else "dim")
    name.setWordWrap(False)
    name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    name.setMinimumWidth(120)
    column.addWidget(name)
    column.addStretch(1)
    return column


def _note_row(note: Note) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    row.addWidget(picture_label(note.symbol, 56))
    row.addWidget(text_label(note.text), 1)
    return row


def _stage_picture(line: ScriptLine, size: int) -> QLabel:
    return picture_label("silence" if line.stage else "action", size)

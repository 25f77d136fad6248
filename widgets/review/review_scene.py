"""The scene as far as it has gone: the line we are at, and those before it above, dimmed."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ca_tool.playscript import ScriptLine
from ca_tool.review import Exchange
from widgets.review.review_line import Figure, LineCard, Part
from widgets.review.review_look import GAP, TARGET, Look
from widgets.review.review_parts import BigButton, Sight, picture_label, text_label
from widgets.review.review_steps import Kind
from widgets.review.review_words import say

BEFORE = 4
"""Earlier lines kept in sight at most; Back shows the others."""

SIDE = 5
"""Width of a card, in sixths of the scene: the other sixth shows whose side it is on."""


class Scene(QWidget):
    """Show a step of a scene. Lines that come later are not in here at all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spoken = ""
        self._area = Sight()
        self._area.verticalScrollBar().rangeChanged.connect(self._to_end)
        self.listen = BigButton("listen", "read_aloud")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area, 1)
        column.addWidget(self.listen, 0, Qt.AlignmentFlag.AlignLeft)
        self._card: QWidget | None = None

    def show_step(
        self,
        kind: Kind,
        seen: tuple[ScriptLine, ...],
        parts: Mapping[str, Part],
        exchange: Exchange,
        look: Look,
    ) -> None:
        """Show *seen*; its last line is the one we are at, unless we stop to think or are done."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setSpacing(GAP)
        column.addStretch(1)
        earlier, now = (seen[:-1], seen[-1:]) if kind == Kind.LINE else (seen, ())
        for line in earlier[-BEFORE:]:
            column.addLayout(_sided(line, parts, look, current=False)[0])
        self._card = None
        for line in now:
            row, self._card = _sided(line, parts, look, current=True)
            column.addLayout(row)
            self.spoken = line.spoken
        if kind == Kind.START:
            self._card = _title_card(exchange, parts, look)
            self.spoken = self._card.accessibleName()
        elif kind in (Kind.PAUSE, Kind.END):
            self._card, self.spoken = _question_card(kind, exchange)
        if self._card is not None and kind != Kind.LINE:
            column.addWidget(self._card)
        self._area.setWidget(page)

    def focus_line(self) -> None:
        """Put the focus on the line we are at; screen readers then say it again."""
        if self._card is not None:
            self._card.setFocus()

    def move_sight(self, *, down: bool) -> None:
        """Move the sight of the lines by one button's height."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + (TARGET if down else -TARGET))

    def _to_end(self, _low: int, high: int) -> None:
        self._area.verticalScrollBar().setValue(high)


def _sided(
    line: ScriptLine, parts: Mapping[str, Part], look: Look, *, current: bool
) -> tuple[QHBoxLayout, LineCard]:
    """Return the card of *line* on its speaker's side of the screen."""
    part = parts.get(line.speaker)
    card = LineCard(line, part, look, current=current)
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addWidget(card, SIDE)
    if part is not None:
        row.insertStretch(1 if part.left else 0, 1)
    return row, card


def _title_card(exchange: Exchange, parts: Mapping[str, Part], look: Look) -> QWidget:
    """Return what is known before the first line: where, who; never what comes of it."""
    card, column = _card()
    names = ", ".join(part.name for part in parts.values())
    card.setAccessibleName(f"{exchange.title}. {say('who')}: {names}.")
    if exchange.kind:
        column.addWidget(text_label(say(exchange.kind)))
    column.addWidget(text_label(say("who") if parts else say("gone"), "question"))
    for part in parts.values():
        row = QHBoxLayout()
        row.setSpacing(2 * GAP)
        row.addWidget(Figure(part, look))
        row.addWidget(text_label(f"{part.name}, {part.role}" if part.role else part.name), 1)
        column.addLayout(row)
    if parts:
        column.addWidget(text_label(say("press_next")))
    return card


def _question_card(kind: Kind, exchange: Exchange) -> tuple[QWidget, str]:
    """Return the card that asks the group, and what is read out for it."""
    card, column = _card()
    row = QHBoxLayout()
    row.setSpacing(2 * GAP)
    row.addWidget(picture_label("think", 96))
    words = QVBoxLayout()
    lead = say("think") if kind == Kind.PAUSE else say("over")
    asked = exchange.question or (say("what_next") if kind == Kind.PAUSE else "")
    words.addWidget(text_label(lead))
    if asked:
        words.addWidget(text_label(asked, "question"))
    row.addLayout(words, 1)
    column.addLayout(row)
    spoken = f"{lead} {asked}".strip()
    card.setAccessibleName(spoken)
    return card, spoken


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setProperty("part", "card")
    card.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(2 * GAP)
    return card, column

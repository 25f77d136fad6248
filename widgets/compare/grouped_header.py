"""Names over columns in two storeys: the group above, across all its columns, each column below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyleOptionHeader, QWidget

MARGIN = 6


class Group(NamedTuple):
    """Sections that stand together, both ends included, and what is written over them."""

    first: int
    last: int
    text: str


class GroupedHeader(QHeaderView):
    """Draws the first line of the names of grouped sections once, across the group.

    The model's names hold both storeys, a line each, so that a screen reader reads them in full.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._groups: tuple[Group, ...] = ()
        self._grouped: frozenset[int] = frozenset()
        self._lines = 2
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_groups(self, groups: Sequence[Group], lines: int) -> None:
        """Put *groups* over the sections; names have so many *lines* at most."""
        self._groups = tuple(groups)
        self._grouped = frozenset(
            section for group in groups for section in range(group.first, group.last + 1)
        )
        self._lines = max(lines, 2)
        self.updateGeometry()
        self.viewport().update()

    def words(self, section: int) -> list[str]:
        """Return the lines of the lower storey."""
        text = self.model().headerData(section, Qt.Orientation.Horizontal)
        lines = str(text or "").splitlines()
        return lines[1:] if section in self._grouped else lines

    def needed(self, section: int) -> int:
        """Return how many pixels the lower storey of *section* needs."""
        advance = self.fontMetrics().horizontalAdvance
        return max(map(advance, self.words(section)), default=0) + 3 * MARGIN

    def sizeHint(self) -> QSize:
        """Reimplemented."""
        height = self._lines * self.fontMetrics().lineSpacing() + 3 * MARGIN
        return QSize(super().sizeHint().width(), height)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Reimplemented: the lower storey."""
        option = QStyleOptionHeader()
        self.initStyleOption(option)
        option.rect = rect
        option.section = section
        option.text = ""
        self.style().drawControl(QStyle.ControlElement.CE_Header, option, painter, self)
        painter.save()
        inside = rect.adjusted(MARGIN, self._upper + 2, -2, -MARGIN // 2)
        painter.setPen(self.palette().buttonText().color())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        painter.drawText(inside, flags, "\n".join(self.words(section)))
        painter.restore()

    def paintEvent(self, e: QPaintEvent) -> None:
        """Reimplemented: the upper storey over the lower one."""
        super().paintEvent(e)
        painter = QPainter(self.viewport())
        for group in self._groups:
            self._paint_group(painter, group)
        painter.end()

    def _paint_group(self, painter: QPainter, group: Group) -> None:
        left = self.sectionViewportPosition(group.first)
        right = self.sectionViewportPosition(group.last) + self.sectionSize(group.last)
        place = QRect(left, 0, right - left, self._upper)
        if right <= 0 or left >= self.viewport().width():
            return
        painter.fillRect(place.adjusted(0, 0, -1, 0), self.palette().midlight())
        painter.setPen(self.palette().mid().color())
        painter.drawLine(place.topRight(), place.bottomRight())
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(self.palette().buttonText().color())
        seen = place.intersected(self.viewport().rect()).adjusted(MARGIN, 0, -MARGIN, 0)
        text = painter.fontMetrics().elidedText(
            group.text, Qt.TextElideMode.ElideRight, max(seen.width(), 0)
        )
        painter.drawText(seen, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.setFont(self.font())

    @property
    def _upper(self) -> int:
        """Return how high the upper storey is."""
        return self.fontMetrics().lineSpacing() + MARGIN if self._groups else 0

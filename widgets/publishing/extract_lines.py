"""Which lines an extract shows, and which of them an arrow points at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ca_tool.project import Session
from ca_tool.publishing.choosing import (
    marked_lines,
    number_of,
    numbered,
    tagged_lines,
)
from ca_tool.transcript import LineKind
from widgets.theme import Ticks

ID = Qt.ItemDataRole.UserRole
LISTED = 500
"""Lines that can be ticked in the list; nobody prints an extract that long."""

FROM_TO = "Lines from … to …"


class Origin(NamedTuple):
    """Where lines come from: the selection, a scene, the highlighted cases."""

    name: str
    lines: frozenset[int]


class ExtractLines(QWidget):
    """Lines by origin or by first and last number, and a list with a tick for each arrow."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        coder: str,
        origins: tuple[Origin, ...],
        code_labels: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._coder, self._origins = session, coder, origins
        self._labels = code_labels
        self.lines: frozenset[int] = frozenset()
        self._make()
        self._lay_out()
        self._connect()
        self._take_origin()

    def _make(self) -> None:
        self.origin = QComboBox(self)
        self.origin.setAccessibleName("Which lines")
        self.origin.setToolTip("Where the lines of the extract come from")
        self.origin.addItems([*(origin.name for origin in self._origins), FROM_TO])
        self.first, self.last = QLineEdit(self), QLineEdit(self)
        self.first.setAccessibleName("First line")
        self.first.setToolTip("Number of the first line, as in the transcript")
        self.last.setAccessibleName("Last line")
        self.last.setToolTip("Number of the last line, as in the transcript")
        self.trouble = QLabel(self)
        self.trouble.setWordWrap(True)
        self.trouble.hide()
        self.arrows_at = QComboBox(self)
        self.arrows_at.setAccessibleName("Arrows at")
        self.arrows_at.setToolTip("Tick the lines where a code of yours begins, or by hand below")
        self.ticks = QListWidget(self)
        self.ticks.setItemDelegate(Ticks(self.ticks))
        self.ticks.setAccessibleName("Lines with an arrow in the margin")
        self.ticks.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ticks.setMinimumHeight(120)
        self.ticks.setToolTip("Tick a line (Space) to put an arrow in its margin")

    def _lay_out(self) -> None:
        ends = QHBoxLayout()
        for label, field in (("From li&ne", self.first), ("t&o", self.last)):
            word = QLabel(label, self)
            word.setBuddy(field)
            ends.addWidget(word)
            ends.addWidget(field, 1)
        arrows = QHBoxLayout()
        word = QLabel("&Arrows at", self)
        word.setBuddy(self.arrows_at)
        arrows.addWidget(word)
        arrows.addWidget(self.arrows_at, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.origin)
        layout.addLayout(ends)
        layout.addWidget(self.trouble)
        layout.addLayout(arrows)
        layout.addWidget(self.ticks, 1)

    def _connect(self) -> None:
        self.origin.currentIndexChanged.connect(self._take_origin)
        for field in (self.first, self.last):
            field.textEdited.connect(self._take_numbers)
        self.arrows_at.activated.connect(self._suggest_arrows)
        self.ticks.itemChanged.connect(self._tell)

    @property
    def arrows(self) -> frozenset[int]:
        """Ids of the ticked lines."""
        items = (self.ticks.item(row) for row in range(self.ticks.count()))
        return frozenset(i.data(ID) for i in items if i.checkState() is Qt.CheckState.Checked)

    def _take_origin(self) -> None:
        at = self.origin.currentIndex()
        if at < len(self._origins):
            self._set_lines(self._origins[at].lines)
            self._show_ends()
        else:
            self._take_numbers()

    def _take_numbers(self) -> None:
        """Take the lines between the two numbers typed; say what is not there."""
        with QSignalBlocker(self.origin):
            self.origin.setCurrentIndex(len(self._origins))
        try:
            lines = numbered(self._session, self.first.text(), self.last.text())
        except LookupError as error:
            self.trouble.setText(str(error.args[0]))
            self.trouble.show()
            return
        self.trouble.hide()
        self._set_lines(lines)

    def _show_ends(self) -> None:
        self.trouble.hide()
        ids = [line.id for line in self._shown()]
        ends = (number_of(self._session, ids[0]), number_of(self._session, ids[-1])) if ids else ()
        for field, number in zip((self.first, self.last), ends, strict=False):
            field.setText(number)

    def _shown(self) -> list[_Line]:
        unprinted = (LineKind.BLANK, LineKind.HEADER)
        return [
            _Line(line.id, number_of(self._session, line.id), line.label, line.text)
            for line in self._session.transcript.lines
            if line.id in self.lines and line.kind not in unprinted
        ]

    def _set_lines(self, lines: frozenset[int]) -> None:
        kept = self.arrows
        self.lines = lines
        marked = kept | marked_lines(self._session, lines)
        with QSignalBlocker(self.ticks):
            self.ticks.clear()
            for line in self._shown()[:LISTED]:
                speaker = f"{line.speaker}: " if line.speaker else ""
                item = QListWidgetItem(f"{line.number}  {speaker}{' '.join(line.text.split())}")
                item.setData(ID, line.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                ticked = line.id in marked
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
                self.ticks.addItem(item)
        self._offer_codes()
        self.changed.emit()

    def _offer_codes(self) -> None:
        """Offer the codes that begin on a chosen line."""
        tags = self._session.coding(self._coder).tags.values()
        found = sorted({tag.code for tag in tags if tag.start.line in self.lines})
        with QSignalBlocker(self.arrows_at):
            self.arrows_at.clear()
            self.arrows_at.addItem("the lines ticked below")
            for code in found:
                self.arrows_at.addItem(f"lines tagged {self._labels.get(code, code)}", code)
            self.arrows_at.addItem("no line", "")

    def _suggest_arrows(self) -> None:
        """Tick the lines where the chosen code begins."""
        code = self.arrows_at.currentData()
        if code is None:
            return
        wanted = tagged_lines(self._session, self._coder, code, self.lines) if code else frozenset()
        with QSignalBlocker(self.ticks):
            for row in range(self.ticks.count()):
                item = self.ticks.item(row)
                ticked = item.data(ID) in wanted
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.changed.emit()

    def _tell(self) -> None:
        with QSignalBlocker(self.arrows_at):
            self.arrows_at.setCurrentIndex(0)
        self.changed.emit()


class _Line(NamedTuple):
    id: int
    number: str
    speaker: str
    text: str

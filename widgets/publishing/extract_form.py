"""Title, source, numbers, speakers and font of an extract."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ca_tool.publishing import FACES, WIDTH, with_names
from ca_tool.transcript import Participant

NUMBERS = ("As in the transcript", "From 1")
SPEAKERS = {"label": "As in the transcript", "code": "By code", "names": "By other names"}
KINDS_OF_FONT = "Monospaced: blanks align overlaps. Proportional: tab stops align them"
INSIDE = "Names said in the talk stay as they are: change those in the transcript."


class ExtractForm(QWidget):
    """What is decided besides the lines."""

    changed = Signal()

    def __init__(
        self, participants: tuple[Participant, ...], *, has_tiers: bool, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.title, self.source = QLineEdit(self), QLineEdit(self)
        self.title.setToolTip("Stands above the lines; empty for none")
        self.source.setToolTip("Stands below the lines and says where they are from")
        self.numbers = _box(self, NUMBERS, "Keep the line numbers, or count the lines from 1")
        self.speakers = _box(self, SPEAKERS.values(), "How the speakers are named")
        self._people = participants
        self.names = self._table(participants)
        self.inside = QLabel(INSIDE, self)
        self.inside.setWordWrap(True)
        self.font_choice = _box(self, (f.label for f in FACES.values()), KINDS_OF_FONT)
        self.wrap = QSpinBox(self)
        self.wrap.setRange(0, 400)
        self.wrap.setSpecialValueText("never")
        self.wrap.setSuffix(" characters")
        self.wrap.setValue(WIDTH)
        self.wrap.setToolTip("Longer lines go on in a new row under their own talk")
        self.tiers = QCheckBox("&Translation and action tiers", self)
        self.tiers.setChecked(True)
        self.tiers.setVisible(has_tiers)
        self.tiers.setToolTip("Show the lines of tiers under the talk they belong to")
        self._lay_out()
        self._connect()
        self._show_names()

    def _table(self, participants: tuple[Participant, ...]) -> QTableWidget:
        table = QTableWidget(len(participants), 2, self)
        table.setAccessibleName("Other names for the speakers")
        table.setToolTip("Type another name beside a speaker; where it is empty the label stays")
        table.setHorizontalHeaderLabels(["Speaker", "Name in the extract"])
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setTabKeyNavigation(False)
        for row, person in enumerate(participants):
            code = QTableWidgetItem(person.code)
            code.setFlags(code.flags() & ~Qt.ItemFlag.ItemIsEditable)
            table.setItem(row, 0, code)
            table.setItem(row, 1, QTableWidgetItem(""))
        height = table.rowHeight(0) if participants else 0
        table.setFixedHeight(min(len(participants), 5) * height + 34)
        return table

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("&Title", self.title)
        form.addRow("So&urce", self.source)
        form.addRow("Nu&mbers", self.numbers)
        form.addRow("Spea&kers", self.speakers)
        form.addRow(self.names)
        form.addRow(self.inside)
        form.addRow("&Font", self.font_choice)
        form.addRow("&Wrap after", self.wrap)
        form.addRow(self.tiers)

    def _connect(self) -> None:
        for field in (self.title, self.source):
            field.textChanged.connect(self.changed)
        for box in (self.numbers, self.font_choice):
            box.currentIndexChanged.connect(self.changed)
        self.speakers.currentIndexChanged.connect(self._show_names)
        self.names.itemChanged.connect(self.changed)
        self.wrap.valueChanged.connect(self.changed)
        self.tiers.toggled.connect(self.changed)

    def _show_names(self) -> None:
        self.names.setVisible(self.speaker_choice == "names")
        self.inside.setVisible(self.speaker_choice == "names")
        self.changed.emit()

    @property
    def speaker_choice(self) -> str:
        """A key of :data:`SPEAKERS`."""
        return list(SPEAKERS)[self.speakers.currentIndex()]

    @property
    def other_names(self) -> dict[str, str]:
        """Participant code → name in the extract, where there is one."""
        if self.speaker_choice != "names":
            return {}
        given = {
            person.code: item.text()
            for row, person in enumerate(self._people)
            if (item := self.names.item(row, 1)) is not None
        }
        return with_names(given)

    @property
    def face(self) -> str:
        """Key of the kind of font."""
        return list(FACES)[self.font_choice.currentIndex()]


def _box(parent: QWidget, items: Iterable[str], tip: str) -> QComboBox:
    box = QComboBox(parent)
    box.addItems(list(items))
    box.setToolTip(tip)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    return box

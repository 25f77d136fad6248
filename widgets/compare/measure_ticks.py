"""A dialog to tick measures: all that are to be shown, or the few that are fixed beforehand."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ca_tool.measures import MEASURES, Measure
from widgets.numbers.number_words import place

ID = Qt.ItemDataRole.UserRole


class MeasureTicks(QDialog):
    """Lists every measure; *most* may be ticked, any number where it is 0."""

    def __init__(
        self,
        title: str,
        words: str,
        ticked: Iterable[str],
        most: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._most = most
        about = QLabel(words, self)
        about.setWordWrap(True)
        self.seek = QLineEdit(self)
        self.seek.setPlaceholderText("Find a measure")
        self.seek.setAccessibleName("Find a measure")
        self.seek.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Measures")
        self.list.setWordWrap(True)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        layout = QVBoxLayout(self)
        for widget in (about, self.seek, self.list, self.said, self.buttons):
            layout.addWidget(widget, 1 if widget is self.list else 0)
        chosen = set(ticked)
        for measure in sorted(MEASURES.values(), key=lambda one: (place(one.id), one.id)):
            self.list.addItem(_item(measure, ticked=measure.id in chosen))
        self.seek.textChanged.connect(self._narrow)
        self.list.itemChanged.connect(self._say)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._say()
        cell = self.fontMetrics().averageCharWidth()
        self.resize(min(70 * cell, 900), min(30 * self.fontMetrics().height(), 640))

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of the ticked measures."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(
            str(item.data(ID)) for item in items if item.checkState() == Qt.CheckState.Checked
        )

    def _narrow(self, wanted: str) -> None:
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted.lower() not in item.text().lower())

    def _say(self) -> None:
        count = len(self.ticked)
        too_many = 0 < self._most < count
        if self._most:
            words = f"{count} of at most {self._most} ticked."
            words += " Untick some." if too_many else ""
        else:
            words = f"{count} ticked." if count else "None ticked: all measures are shown."
        self.said.setText(words)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not too_many)


def _item(measure: Measure, *, ticked: bool) -> QListWidgetItem:
    item = QListWidgetItem(f"{measure.id}  {measure.plain} · {measure.label}")
    item.setData(ID, measure.id)
    item.setToolTip(measure.summary)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item

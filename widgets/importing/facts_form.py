"""What is known of a recording as a whole: title, date, who, phase, activity, sampling."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from ca_tool.project import SILENCE_METHODS, SessionFacts

SAMPLING_NAMES = {
    "whole": "the whole session",
    "systematic": "parts chosen by a rule",
    "collection": "extracts chosen for what happens in them",
}
SILENCE_NAMES = dict(
    zip(
        SILENCE_METHODS,
        ("not known", "counted in beats", "with a stopwatch", "from the waveform"),
        strict=True,
    )
)
PHASES = ("", "before", "after", "during")


class FactsForm(QWidget):
    """Shows and changes the facts of a session."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = SessionFacts()
        self.title = QLineEdit(self)
        self.date = QLineEdit(self)
        self.date.setPlaceholderText("for example 2026-05-14")
        self.dyad = QLineEdit(self)
        self.dyad.setPlaceholderText("the same words for the same people, for example SUE+TOM")
        self.phase = QComboBox(self)
        phase = QLineEdit(self.phase)
        phase.setAccessibleName("Phase")
        self.phase.setLineEdit(phase)
        self.phase.addItems(PHASES)
        self.activity = QLineEdit(self)
        self.activity.setPlaceholderText("for example making tea")
        self.sampling = _choice(self, SAMPLING_NAMES)
        self.silences = _choice(self, SILENCE_NAMES)
        self._lay_out()
        for field in (self.title, self.date, self.dyad, self.activity):
            field.textEdited.connect(self.changed)
        self.phase.editTextChanged.connect(self.changed)
        self.sampling.currentIndexChanged.connect(self.changed)
        self.silences.currentIndexChanged.connect(self.changed)

    def _lay_out(self) -> None:
        form = QFormLayout(self)
        form.addRow("&Title", self.title)
        form.addRow("&Date", self.date)
        form.addRow("&Who (pair)", self.dyad)
        form.addRow("&Phase", self.phase)
        form.addRow("&Activity", self.activity)
        form.addRow("It i&s", self.sampling)
        form.addRow("Silences &measured", self.silences)

    def show_facts(self, facts: SessionFacts) -> None:
        """Show *facts*."""
        self._facts = facts
        with QSignalBlocker(self):
            self.title.setText(facts.title)
            self.date.setText(facts.date)
            self.dyad.setText(facts.dyad)
            self.phase.setEditText(facts.phase)
            self.activity.setText(facts.activity)
            self.sampling.setCurrentIndex(self.sampling.findData(facts.sampling))
            self.silences.setCurrentIndex(self.silences.findData(facts.silence_method))

    def facts(self) -> SessionFacts:
        """Return the facts as they stand."""
        return replace(
            self._facts,
            title=self.title.text().strip(),
            date=self.date.text().strip(),
            dyad=self.dyad.text().strip(),
            phase=self.phase.currentText().strip(),
            activity=self.activity.text().strip(),
            sampling=str(self.sampling.currentData()),
            silence_method=str(self.silences.currentData()),
        )


def _choice(parent: QWidget, names: dict[str, str]) -> QComboBox:
    box = QComboBox(parent)
    for value, name in names.items():
        box.addItem(name, value)
    return box

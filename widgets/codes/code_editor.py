"""The dialog that makes or changes one code."""

from __future__ import annotations

import re
from dataclasses import replace

from PySide6.QtGui import QColor, QIcon, QPixmap
from PySide6.QtWidgets import (
    QColorDialog,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ca_tool.codebook import SHAPES, Code, Codebook
from widgets.codes.attributes_editor import AttributesEditor
from widgets.codes.code_icon import code_icon

LONGEST_CHIP = 4


class CodeEditor(QDialog):
    """Asks for all there is to say of a code; OK works once it is complete."""

    def __init__(
        self, code: Code, codebook: Codebook, *, new: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Add a code" if new else f"Change “{code.label}”")
        self._before = code
        self._new = new
        self._codebook = codebook
        self._colour = code.colour
        self._make_fields(code)
        self.attributes = AttributesEditor(code.attributes, self)
        self.problem = QLabel(self)
        self.problem.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._lay_out()
        for field in (self.label, self.short, self.key):
            field.textChanged.connect(self._check)
        self._check()
        self.resize(560, 560)

    def _make_fields(self, code: Code) -> None:
        self.label = QLineEdit(code.label, self)
        self.short = QLineEdit(code.short, self)
        self.short.setMaxLength(LONGEST_CHIP)
        self.plain = QLineEdit(code.plain, self)
        self.group = QComboBox(self)
        group = QLineEdit(self.group)
        group.setAccessibleName("Group")
        self.group.setLineEdit(group)
        self.group.addItems(list(dict.fromkeys(c.group for c in self._codebook.codes if c.group)))
        self.group.setEditText(code.group)
        self.key = QLineEdit(code.key, self)
        self.key.setMaxLength(1)
        self.shape = QComboBox(self)
        self.colour = QPushButton("Choose…", self)
        self.colour.clicked.connect(self._choose_colour)
        self._show_colour(code.shape)
        self.definition = _long(code.definition)
        self.include = _long(code.include)
        self.exclude = _long(code.exclude)
        self.example = _long(code.example)

    def _lay_out(self) -> None:
        looks = QFormLayout()
        looks.addRow("&Label", self.label)
        looks.addRow("&In plain words", self.plain)
        looks.addRow(f"&Chip (up to {LONGEST_CHIP} letters)", self.short)
        looks.addRow("&Group", self.group)
        looks.addRow("&Key that applies it", self.key)
        looks.addRow("&Shape", self.shape)
        looks.addRow("C&olour", self.colour)
        rules = QFormLayout()
        rules.addRow("&Definition", self.definition)
        rules.addRow("Count it &when", self.include)
        rules.addRow("Do &not count it when", self.exclude)
        rules.addRow("&Example", self.example)
        tabs = QTabWidget(self)
        tabs.setAccessibleName("Parts of the code")
        for title, form in (("What it looks like", looks), ("What it means", rules)):
            page = QWidget(tabs)
            page.setLayout(form)
            tabs.addTab(page, title)
        tabs.addTab(self.attributes, "What is said of it")
        layout = QVBoxLayout(self)
        layout.addWidget(tabs, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)

    def code(self) -> Code:
        """Return the code as the dialog has it now."""
        return replace(
            self._before,
            name=self._before.name or _name(self.label.text(), self._codebook),
            label=self.label.text().strip(),
            short=self.short.text().strip(),
            plain=self.plain.text().strip(),
            group=self.group.currentText().strip(),
            key=self.key.text().strip(),
            shape=str(self.shape.currentText()),
            colour=self._colour,
            definition=self.definition.toPlainText().strip(),
            include=self.include.toPlainText().strip(),
            exclude=self.exclude.toPlainText().strip(),
            example=self.example.toPlainText().strip(),
            attributes=self.attributes.attributes(),
        )

    def complaint(self) -> str:
        """Return what is missing or clashes; empty if all is well."""
        if not self.label.text().strip():
            return "Give the code a label."
        if not self.short.text().strip():
            return "Give the code a short name for its chip."
        key = self.key.text().strip()
        taken = self._codebook.by_key.get(key) if key else None
        if taken is not None and taken.name != self._before.name:
            return f"The key {key} already applies “{taken.label}”: choose another."
        return ""

    def _check(self) -> None:
        complaint = self.complaint()
        self.problem.setText(complaint)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not complaint)

    def _choose_colour(self) -> None:
        chosen = QColorDialog.getColor(QColor(self._colour), self, "Colour of the code")
        if chosen.isValid():
            self._colour = chosen.name()
            self._show_colour(self.shape.currentText())

    def _show_colour(self, shape: str) -> None:
        self.shape.clear()
        for name in SHAPES:
            self.shape.addItem(code_icon(self._colour, name), name)
        self.shape.setCurrentText(shape)
        swatch = QPixmap(24, 24)
        swatch.fill(QColor(self._colour))
        self.colour.setIcon(QIcon(swatch))
        self.colour.setAccessibleName(f"Colour {self._colour}")


def _name(label: str, codebook: Codebook) -> str:
    """Return a stable key for a new code that no other code has."""
    stem = re.sub(r"\W+", "_", label.strip().lower()).strip("_") or "code"
    name, number = stem, 2
    while name in codebook.by_name:
        name, number = f"{stem}_{number}", number + 1
    return name


def _long(text: str) -> QPlainTextEdit:
    field = QPlainTextEdit(text)
    field.setTabChangesFocus(True)
    return field

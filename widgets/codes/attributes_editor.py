"""What may be said of a tag: attributes and their values, edited as a two-level tree."""

from __future__ import annotations

import re
from dataclasses import replace
from math import isfinite

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ca_tool.codebook import Attribute, Value, ValueType

ORIGINAL = Qt.ItemDataRole.UserRole
HEADINGS = ["Attribute or value", "Key or kind", "Name in tables"]
OF_STRENGTHS = ["Strength", "Counts towards", "Checked"]
STRENGTH, SETS, CHECKED = 3, 4, 5
"""Columns of values that have strengths (Linell's scheme)."""
YES, NO = "yes", "not verified"
TYPE_NAMES = {
    ValueType.CHOICE: "one of",
    ValueType.CHOICES: "any of",
    ValueType.PARTICIPANT: "a participant",
    ValueType.TEXT: "free text",
}


class AttributesEditor(QWidget):
    """Attributes with their values below them; labels and keys are typed in place.

    The names that measures look for stay as they are; only new attributes and values get names,
    made from their labels.
    """

    def __init__(self, attributes: tuple[Attribute, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName("What is said of a tag, and the values to choose from")
        self._scored = any(_has_strength(v) for one in attributes for v in one.values)
        self.tree.setHeaderLabels(HEADINGS + OF_STRENGTHS * self._scored)
        self.tree.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        for attribute in attributes:
            self._show(attribute)
        self.tree.setColumnWidth(0, 260)
        if self._scored:
            self._make_room()
        self.add_attribute = QPushButton("Add an a&ttribute", self)
        self.add_value = QPushButton("Add a &value", self)
        self.remove = QPushButton("Re&move", self)
        self.add_attribute.clicked.connect(self._add_attribute)
        self.add_value.clicked.connect(self._add_value)
        self.remove.clicked.connect(self._remove)
        self._lay_out()

    def _make_room(self) -> None:
        """Show strengths before the names in tables, with nothing cut off."""
        self.tree.expandAll()
        for column in range(self.tree.columnCount()):
            self.tree.resizeColumnToContents(column)
        self.tree.header().moveSection(STRENGTH - 1, CHECKED)
        wide = sum(self.tree.columnWidth(column) for column in range(self.tree.columnCount()))
        self.setMinimumWidth(min(wide + 40, 820))

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        for button in (self.add_attribute, self.add_value, self.remove):
            bar.addWidget(button)
        bar.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self.tree, 1)
        layout.addLayout(bar)

    def _show(self, attribute: Attribute) -> QTreeWidgetItem:
        item = QTreeWidgetItem([attribute.label, TYPE_NAMES[attribute.type], attribute.name])
        item.setData(0, ORIGINAL, attribute)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.tree.addTopLevelItem(item)
        for value in attribute.values:
            self._show_value(item, value)
        return item

    def _show_value(self, parent: QTreeWidgetItem, value: Value) -> QTreeWidgetItem:
        item = QTreeWidgetItem([value.label, value.key, value.name, *self._strength(value)])
        item.setData(0, ORIGINAL, value)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if value.source:
            item.setToolTip(CHECKED, value.source)
        parent.addChild(item)
        return item

    def _strength(self, value: Value) -> list[str]:
        """Return the cells of a value with a strength, the mark of what is not checked in words."""
        if not self._scored:
            return []
        score = "" if value.score is None else f"{value.score:g}"
        return [score, " ".join(value.sets), YES if value.verified else NO]

    def _add_attribute(self) -> None:
        item = self._show(Attribute("", "New attribute"))
        self.tree.setCurrentItem(item)
        self.tree.editItem(item, 0)

    def _add_value(self) -> None:
        current = self.tree.currentItem()
        if current is not None:
            parent = current.parent() or current
            item = self._show_value(parent, Value("", "New value"))
            parent.setExpanded(True)
            self.tree.setCurrentItem(item)
            self.tree.editItem(item, 0)

    def _remove(self) -> None:
        current = self.tree.currentItem()
        if current is None:
            return
        parent = current.parent()
        if parent is None:
            self.tree.takeTopLevelItem(self.tree.indexOfTopLevelItem(current))
        else:
            parent.removeChild(current)

    def attributes(self) -> tuple[Attribute, ...]:
        """Return the attributes as they stand."""
        tops = (self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount()))
        return tuple(_attribute(item) for item in tops if item is not None and item.text(0).strip())


def _attribute(item: QTreeWidgetItem) -> Attribute:
    was = item.data(0, ORIGINAL)
    kinds = {name: kind for kind, name in TYPE_NAMES.items()}
    children = (item.child(row) for row in range(item.childCount()))
    values = tuple(_value(child) for child in children if child and child.text(0).strip())
    label = item.text(0).strip()
    default = was.default if was.default in {value.name for value in values} else ""
    return Attribute(
        was.name or _plain_name(label),
        label,
        kinds.get(item.text(1).strip(), was.type),
        values,
        was.default if was.type is not ValueType.CHOICE else default,
        was.definition,
    )


def _value(item: QTreeWidgetItem) -> Value:
    was: Value = item.data(0, ORIGINAL)
    label = item.text(0).strip()
    value = replace(
        was, name=was.name or _plain_name(label), label=label, key=item.text(1).strip()[:1]
    )
    if item.columnCount() <= STRENGTH:
        return value
    return replace(
        value,
        score=_number(item.text(STRENGTH), was.score),
        sets=tuple(item.text(SETS).split()),
        verified=item.text(CHECKED).strip().lower() in (YES, "y", "verified"),
    )


def _number(text: str, before: float | None) -> float | None:
    """Return the strength typed; none where the cell is empty, *before* where it is no number."""
    if not text.strip():
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        return before
    # What is shown is rounded: a cell nobody changed keeps its exact strength.
    if before is not None and f"{before:g}" == text:
        return before
    return found if isfinite(found) else before


def _has_strength(value: Value) -> bool:
    return value.score is not None or bool(value.sets) or not value.verified


def _plain_name(label: str) -> str:
    return re.sub(r"\W+", "_", label.lower()).strip("_")

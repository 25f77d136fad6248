"""What may be said of a tag: attributes and their values, edited as a two-level tree."""

from __future__ import annotations

import re

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
        self.tree.setHeaderLabels(["Attribute or value", "Key or kind", "Name in tables"])
        self.tree.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        for attribute in attributes:
            self._show(attribute)
        self.tree.setColumnWidth(0, 260)
        self.add_attribute = QPushButton("Add an a&ttribute", self)
        self.add_value = QPushButton("Add a &value", self)
        self.remove = QPushButton("Re&move", self)
        self.add_attribute.clicked.connect(self._add_attribute)
        self.add_value.clicked.connect(self._add_value)
        self.remove.clicked.connect(self._remove)
        self._lay_out()

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
        item = QTreeWidgetItem([value.label, value.key, value.name])
        item.setData(0, ORIGINAL, value)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        parent.addChild(item)
        return item

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
    was = item.data(0, ORIGINAL)
    label = item.text(0).strip()
    return Value(was.name or _plain_name(label), label, item.text(1).strip()[:1], was.definition)


def _plain_name(label: str) -> str:
    return re.sub(r"\W+", "_", label.lower()).strip("_")

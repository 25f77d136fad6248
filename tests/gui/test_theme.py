"""The colours of the window: what must be seen can be seen, also on dark ground."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from widgets import theme

FIELDS = (QLineEdit, QPlainTextEdit, QSpinBox, QComboBox, QPushButton)


@pytest.fixture
def app(qapp):
    yield qapp
    theme.apply(qapp, "light", 100)


def edge_contrast(field: type[QWidget], qtbot) -> float:
    """Return the highest contrast to the window's ground along the middle of the left edge."""
    window = QWidget()
    layout = QVBoxLayout(window)
    widget = field(window)
    layout.addWidget(widget)
    other = QLineEdit(window)  # has the keyboard, so that the field shows its usual edge
    layout.addWidget(other)
    qtbot.addWidget(window)
    window.show()
    other.setFocus()
    picture = window.grab().toImage()
    middle = widget.geometry().center().y()
    ground = QColor(picture.pixel(2, middle))
    left = widget.geometry().left()
    edge = (QColor(picture.pixel(x, middle)) for x in range(left, left + 4))
    return max(theme.contrast(colour, ground) for colour in edge)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.__name__)
@pytest.mark.parametrize(("name", "least"), [("contrast", 7.0), ("dark", 3.0)])
def test_fields_and_buttons_have_an_edge_that_can_be_seen(app, qtbot, field, name, least):
    theme.apply(app, name, 100)
    assert edge_contrast(field, qtbot) >= least


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_words_selected_in_a_field_can_be_read(app, qtbot, name):
    theme.apply(app, name, 100)
    field = QLineEdit()
    qtbot.addWidget(field)
    colours = field.palette()
    selected = colours.color(QPalette.ColorRole.Highlight)
    words = colours.color(QPalette.ColorRole.HighlightedText)
    assert theme.contrast(selected, words) >= 4.5


def test_going_back_to_light_takes_the_edges_of_the_dark_back(app, qtbot):
    theme.apply(app, "contrast", 100)
    theme.apply(app, "light", 100)
    field = QLineEdit()
    qtbot.addWidget(field)
    window = QPalette.ColorRole.Window
    assert field.palette().color(window) == QApplication.palette().color(window)


def test_boxes_to_tick_in_a_list_are_seen_on_dark_ground(qapp, qtbot):
    theme.apply(qapp, "dark", 100)
    ticks = QListWidget()
    qtbot.addWidget(ticks)
    ticks.setItemDelegate(theme.Ticks(ticks))
    item = QListWidgetItem("")
    item.setCheckState(Qt.CheckState.Unchecked)
    ticks.addItem(item)
    ticks.show()
    picture = ticks.viewport().grab(ticks.visualItemRect(item)).toImage()
    ground = ticks.palette().base().color().lightness()
    theme.apply(qapp, "light", 100)
    middle = picture.height() // 2
    brightest = max(picture.pixelColor(x, middle).lightness() for x in range(4, 20))
    assert brightest > ground + 40

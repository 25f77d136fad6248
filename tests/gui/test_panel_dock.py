"""From a panel back to the transcript with the keyboard alone."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from ca_tool.resources import folder
from ca_tool.storage import default_codebook
from widgets.main_window import MainWindow
from widgets.panels import PANELS
from widgets.shortcut_sheet import sheet
from widgets.tables import PanelTable


@pytest.fixture
def window(home, qtbot):
    study = home / "study"
    shutil.copytree(folder("sample_transcripts") / "sample_project", study)
    window = MainWindow()
    window.opening.asks = False
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.opening.open_path(study)
    window.activateWindow()
    yield window
    window.close()


def tables(window, key):
    """Show the panel *key* and return the tables in sight there."""
    dock = window.docks[key]
    dock.show()
    dock.raise_()
    assert dock.panel
    QApplication.processEvents()
    return [table for table in dock.panel.findChildren(PanelTable) if table.isVisible()]


WITH_TABLES = ("codes", "people", "numbers")


@pytest.mark.parametrize("key", [panel.key for panel in PANELS])
def test_esc_leads_from_every_table_of_a_panel_to_the_transcript(window, qtbot, key):
    found = tables(window, key)
    assert found or key not in WITH_TABLES
    for table in found:
        table.setFocus()
        assert table.hasFocus()
        qtbot.keyClick(table, Qt.Key.Key_Escape)
        assert window.transcript.view.hasFocus()


def test_esc_leads_back_from_a_panel_in_a_window_of_its_own(window, qtbot):
    (table,) = tables(window, "people")
    window.docks["people"].setFloating(True)
    window.docks["people"].activateWindow()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Escape)
    assert window.isActiveWindow()
    assert window.transcript.view.hasFocus()


def test_esc_while_typing_in_a_cell_leaves_the_cell_as_it_was_and_nothing_more(window, qtbot):
    (table,) = tables(window, "people")
    model = table.model()
    index = next(
        model.index(0, column)
        for column in range(model.columnCount())
        if model.flags(model.index(0, column)) & Qt.ItemFlag.ItemIsEditable
    )
    before = index.data()
    table.setFocus()
    table.setCurrentIndex(index)
    table.edit(index)
    editor = table.findChild(QLineEdit)
    qtbot.keyClicks(editor, "somebody else")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert index.data() == before
    assert table.hasFocus()


def test_the_key_sheet_says_that_esc_leads_back():
    assert "<b>Esc</b></td><td>Back to the transcript" in sheet(default_codebook())

"""Panels and dialogs for people who hear the screen or use no mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTabWidget, QWidget

from ca_tool.storage import create_project, default_codebook
from tests.coded_gold import CODER, GOLD, gold
from widgets.appreciation.what_works_panel import WhatWorksPanel
from widgets.codes.code_editor import CodeEditor
from widgets.codes.codebook_panel import CodebookPanel
from widgets.compare.compare_window import CompareWindow
from widgets.document import Document
from widgets.export_dialog import ExportDialog
from widgets.figures.figures_panel import FiguresPanel
from widgets.importing.import_dialog import ImportDialog
from widgets.navigation import Navigation
from widgets.numbers.numbers_panel import NumbersPanel
from widgets.participants_panel import ParticipantsPanel
from widgets.problems_panel import ProblemsPanel

PANELS = (
    NumbersPanel, WhatWorksPanel, FiguresPanel, ParticipantsPanel, CodebookPanel, ProblemsPanel,
    CompareWindow,
)  # fmt: skip


@pytest.fixture
def document(qapp):
    return Document(gold("a"), default_codebook(), CODER)


def nameless(window):
    return [
        widget
        for widget in [window, *window.findChildren(QWidget)]
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]


def every_tab(window):
    tabs = window.findChild(QTabWidget)
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        yield


@pytest.fixture
def held():
    """Hold what is put here until its last events are done."""
    return []


@pytest.mark.parametrize("panel", PANELS)
def test_everything_that_takes_the_keyboard_has_a_name(panel, document, held, qtbot):
    widget = panel(document, Navigation())
    held.append(widget)
    qtbot.addWidget(widget)
    widget.show()
    if panel is FiguresPanel:
        qtbot.waitUntil(lambda: widget.canvas is not None, timeout=5000)
    assert nameless(widget) == []


def test_every_part_of_the_import_has_names(qtbot, tmp_path):
    folder = create_project(tmp_path / "study", "Study")
    dialog = ImportDialog(folder, [GOLD / "gold_a.txt"])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.drafts), timeout=5000)
    for _ in every_tab(dialog):
        assert nameless(dialog) == []
    folder.close()


def test_every_part_of_the_code_editor_has_names(document, qtbot):
    dialog = CodeEditor(document.codebook.codes[0], document.codebook, new=False)
    qtbot.addWidget(dialog)
    dialog.show()
    for _ in every_tab(dialog):
        assert nameless(dialog) == []


def test_the_export_dialog_has_names(document, qtbot):
    dialog = ExportDialog(document)
    qtbot.addWidget(dialog)
    dialog.show()
    assert nameless(dialog) == []

"""The table of actions: every row works, has a key of its own, and is found by its name."""

from collections import Counter
from importlib import import_module
from operator import attrgetter

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox

from ca_tool.storage import default_codebook
from widgets.actions import ACTIONS, MENUS
from widgets.main_window import MainWindow
from widgets.palette import CommandPalette, score
from widgets.shortcut_sheet import sheet


@pytest.fixture
def window(home, qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.key)
def test_every_action_calls_something_that_is_there(window, action):
    if ":" in action.call:
        module, name = action.call.split(":")
        assert callable(getattr(import_module(module), name))
    else:
        assert callable(attrgetter(action.call)(window))


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.key)
def test_every_action_says_what_it_does_and_stands_in_a_menu(window, action):
    assert action.what[0].isupper()
    assert not action.what.endswith(".")
    assert action.menu in MENUS
    bound = window.menus.actions[action.key]
    assert bound in window.menus.menus[action.menu].actions()


def test_no_two_actions_share_a_name_or_a_key():
    assert len({action.key for action in ACTIONS}) == len(ACTIONS)
    keys = [key for action in ACTIONS for key in action.shortcut.split("; ") if key]
    keys += [code.key.upper() for code in default_codebook().codes if code.key]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_single_letters_act_in_the_transcript_only():
    for action in ACTIONS:
        if any(len(key) == 1 for key in action.shortcut.split("; ")):
            assert action.in_transcript, action.key


def test_no_action_fails_where_nothing_is_open(window, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_a, **_k: ("", False))
    monkeypatch.setattr(QMessageBox, "about", lambda *_a: None)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_a: None)
    closer = QTimer(window, interval=20)
    closer.timeout.connect(close_modal)
    closer.start()
    for key, action in window.menus.actions.items():
        if key not in ("close", "open_sample"):
            action.trigger()
    closer.stop()


def close_modal():
    """Close the question that is on the screen, as Esc would."""
    if (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()


def test_the_palette_finds_an_action_by_a_few_letters_and_runs_it(window, qtbot):
    palette = CommandPalette(window.menus.everything, window)
    qtbot.addWidget(palette)
    qtbot.keyClicks(palette.field, "larger")
    assert palette.list.item(0).text().startswith("Larger text")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.settings.text_size == 110


def test_letters_in_order_fit_and_others_do_not():
    assert score("nq", "Next question") > score("nq", "Not a quiet one") > 0
    assert score("zz", "Next question") == 0


def test_the_sheet_lists_every_key(window):
    page = sheet(default_codebook())
    for action in ACTIONS:
        if action.shortcut:
            assert action.what.replace("'", "&#x27;") in page, action.key
    for code in default_codebook().codes:
        assert f"Tag {code.label.lower()}" in page

"""Where the panels and tool bars stand, and what the tool bars offer."""

import shutil

import pytest
from PySide6.QtWidgets import QInputDialog, QTabBar

from ca_tool.resources import folder
from widgets.main_window import MainWindow


@pytest.fixture
def window(home, qtbot):
    study = home / "study"
    shutil.copytree(folder("sample_transcripts") / "sample_project", study)
    window = MainWindow()
    window.opening.asks = False
    qtbot.addWidget(window)
    window.resize(1280, 768)
    with qtbot.waitExposed(window):
        window.show()
    window.opening.open_path(study)
    yield window
    window.close()


def test_the_names_of_all_panels_can_be_read_at_1280_pixels(window, qtbot):
    def shown():
        bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
        return {tuple(bar.tabText(tab) for tab in range(bar.count())): bar for bar in bars}

    above = ("Tag", "Codebook", "People")
    below = ("Numbers", "What works", "Figures", "Review", "Problems")
    qtbot.waitUntil(lambda: {above, below} <= set(shown()))
    for names in (above, below):
        bar = shown()[names]
        assert bar.tabText(bar.currentIndex()) == names[0]
        assert bar.tabRect(bar.count() - 1).right() <= bar.width()
        for tab, name in enumerate(names):
            assert bar.tabRect(tab).width() > bar.fontMetrics().horizontalAdvance(name)


def test_the_numbers_have_more_room_than_the_tag(window):
    tag, numbers = window.tag_panel.height(), window.docks["numbers"].panel.height()
    assert 0.25 < tag / (tag + numbers) < 0.45


def test_another_session_is_opened_from_the_tool_bar(window):
    box = window.menus.session_bar.sessions
    assert [box.itemData(row) for row in range(box.count())] == ["S01", "S02"]
    assert "before" in box.currentText()
    box.activated.emit(1)
    assert window.document.session.id == "S02"
    assert "after" in box.currentText()
    window.menus.actions["previous_session"].trigger()
    assert "before" in box.currentText()


def test_tool_tips_and_chips_say_which_key_does_the_same(window):
    codes = {action.iconText(): action for action in window.menus.code_bar.actions()}
    assert "Question (Q)" in codes["Q"].toolTip()
    assert "(T)" in codes["TOP (T)"].toolTip()
    assert "(Ctrl+Z)" in window.menus.actions["undo"].toolTip()


def test_who_codes_is_asked_with_the_first_who_coded_here_offered(window, monkeypatch):
    offered = []

    def ask(*question, **_more):
        offered.append(question[3])
        return "", False

    monkeypatch.setattr(QInputDialog, "getItem", ask)
    window.opening.asks = True
    window.settings.set_coder_of(window.document.folder.path, "")
    window.settings.coder = "ZZ"
    window.opening.open_path(window.document.folder.path)
    assert offered[0][0] == "AK"


def test_nothing_in_the_tag_panel_is_cut_at_the_side(window):
    window.transcript.view.setFocus()
    window.menus.actions["next_tag"].trigger()
    panel = window.tag_panel
    inside, room = panel._area.widget(), panel._area.viewport()
    assert panel._form.isVisible()
    assert inside.width() == room.width()


def test_the_names_of_the_lower_panels_are_read_in_full_at_double_size(window, qtbot):
    window.settings.text_size = 175
    window.larger()
    names = ["Numbers", "What works", "Figures", "Review", "Problems"]

    def fits():
        bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible()]
        lower = [b for b in bars if [b.tabText(tab) for tab in range(b.count())] == names]
        return bool(lower) and lower[0].tabRect(len(names) - 1).right() <= lower[0].width()

    qtbot.waitUntil(fits)
    window.normal()


def test_panels_put_back_leave_no_tabs_over_the_tool_bars(window, qtbot):
    window.reset_layout()
    window.reset_layout()

    def tidy():
        bars = [bar for bar in window.findChildren(QTabBar) if bar.isVisible() and bar.count()]
        return len(bars) == 2 and all(bar.x() > window.width() // 2 for bar in bars)

    qtbot.waitUntil(tidy)

"""The panel of what works, as a researcher meets it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QWidget

from ca_tool.coding import Edit
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.storage import default_codebook, open_project
from tests.coded_gold import CODER, gold
from widgets.appreciation.found_words import NO_ROLES, Line
from widgets.appreciation.what_works_panel import SAME_SCENE, WhatWorksPanel
from widgets.document import Document
from widgets.main_window import MainWindow
from widgets.navigation import Navigation
from widgets.numbers.what_if_dialog import WhatIfDialog

SAMPLE = Path(__file__).parents[2] / "sample_transcripts" / "sample_project"


@pytest.fixture
def document(qapp, tmp_path):
    """The coded sample project, its second session open."""
    place = tmp_path / "sample"
    shutil.copytree(SAMPLE, place)
    document = Document()
    document.open_folder(open_project(place, "AK"), "S02")
    yield document
    document.close()


@pytest.fixture
def navigation(document):
    navigation = Navigation()
    navigation.session_wanted.connect(document.open_session)
    return navigation


@pytest.fixture
def shown(qtbot):
    """Show a panel; it is held here, for nothing else does so until its last events are done."""
    held = []

    def show(document, navigation):
        panel = WhatWorksPanel(document, navigation)
        held.append(panel)
        qtbot.addWidget(panel)
        panel.resize(420, 700)
        panel.show()
        return panel

    return show


@pytest.fixture
def panel(document, navigation, shown):
    return shown(document, navigation)


def lines(panel, kind):
    return [entry for entry in panel.model.entries if entry.line is kind]


def choose(panel, words):
    """Make the line that begins with *words* the current one."""
    row = next(row for row, entry in enumerate(panel.model.entries) if entry.text.startswith(words))
    panel.list.setCurrentIndex(panel.model.index(row))
    return panel.model.entries[row]


def test_exchanges_stand_in_order_with_their_lines_and_words(panel):
    cards = lines(panel, Line.CARD)
    assert cards[1].found.lines == "01–04"
    assert cards[1].text.startswith("LEO proposes something, and it is accepted")
    assert cards[1].quote == "“I want to make it”"
    assert cards[1].beside == "Around it: KAY hands back the floor (01); KAY takes up (04)."


def test_every_count_stands_beside_its_opposite(panel, document):
    document.open_session("S01")
    assert "Starts a topic: taken up 0 of 3 · not taken up 3" in [
        entry.text for entry in lines(panel, Line.TALLY)
    ]


def test_return_on_an_exchange_highlights_it_and_goes_to_its_first_line(panel, navigation, qtbot):
    entry = choose(panel, "LEO says what will be done")
    with qtbot.waitSignal(navigation.highlight) as lit, qtbot.waitSignal(navigation.go_to) as gone:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert lit.args[0]["in"] == entry.found.spans
    assert gone.args[0] == entry.found.spans[0]


def test_return_on_a_count_highlights_what_was_and_what_was_not_taken_up(
    panel, document, navigation, qtbot
):
    document.open_session("S01")
    choose(panel, "Asks a question")
    with qtbot.waitSignal(navigation.highlight) as lit:
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert [len(lit.args[0][key]) for key in ("in", "out")] == [1, 1]


def test_a_click_folds_a_heading(panel, qtbot):
    heading = choose(panel, "LEO: how often")
    place = panel.list.visualRect(panel.list.currentIndex()).center()
    qtbot.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert lines(panel, Line.TALLY) == []
    assert heading in panel.model.entries
    assert lines(panel, Line.CARD)


def test_one_kind_can_be_listed_alone(panel):
    panel.bar.kinds.setCurrentIndex(panel.bar.kinds.findData("decides"))
    assert len(lines(panel, Line.CARD)) == 4
    assert all("decides" in entry.found.kinds for entry in lines(panel, Line.CARD))
    assert [entry.tally.kind for entry in lines(panel, Line.TALLY)] == ["decides"]


def test_a_scene_is_made_for_the_review_and_can_be_undone(panel, document):
    entry = choose(panel, "LEO asks, and KAY answers · is offered a choice")
    panel.scene.click()
    *before, scene = document.session.exchanges
    assert (scene.first, scene.last) == (entry.found.first, entry.found.last)
    assert scene.title == "LEO asks, and KAY answers"
    assert scene.kind == "choice during an activity"
    document.undo_stack.undo()
    assert document.session.exchanges == tuple(before)


def test_the_same_lines_are_not_made_a_scene_twice(panel, document, navigation, qtbot):
    choose(panel, "LEO says what will be done")
    panel.make_scene()
    made = document.session.exchanges
    with qtbot.waitSignal(navigation.message) as said:
        panel.make_scene()
    assert said.args == [SAME_SCENE]
    assert document.session.exchanges == made


def test_only_an_exchange_can_be_made_a_scene(panel):
    choose(panel, "LEO: how often")
    assert not panel.scene.isEnabled()
    choose(panel, "LEO says what will be done")
    assert panel.scene.isEnabled()


def test_the_list_follows_an_edit(panel, document, qtbot):
    before = len(lines(panel, Line.CARD))
    support = {tag for tag in document.coding.tags.values() if tag.code == "support"}
    document.push(Edit("Remove tags", removed=frozenset(support)))
    qtbot.waitUntil(lambda: len(lines(panel, Line.CARD)) == before - len(support), timeout=2000)


def test_an_exchange_is_copied_with_its_lines_and_words(panel, qtbot):
    choose(panel, "LEO says what will be done")
    qtbot.keySequence(panel.list, QKeySequence.StandardKey.Copy)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Lines 56–57: LEO says what will be done, and it is accepted.")
    assert "“we'll eat at six then”" in copied


def test_all_sessions_are_looked_through_and_a_line_of_another_one_opens_it(
    panel, document, navigation, qtbot
):
    panel.bar.places.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(panel.parts) == 2, timeout=5000)
    headings = [entry.text for entry in lines(panel, Line.HEADING)]
    assert headings[0].startswith("S01 · Dinner, before the workshop")
    choose(panel, "LEO asks, and KAY answers")
    with qtbot.waitSignal(navigation.go_to):
        qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    assert document.session.id == "S01"
    assert len(panel.parts) == 2
    assert panel.bar.coder == "AK"


def test_what_was_edited_and_left_is_listed_as_it_is_now(panel, document, qtbot):
    panel.bar.places.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(panel.parts) == 2, timeout=5000)
    support = {tag for tag in document.coding.tags.values() if tag.code == "support"}
    document.push(Edit("Remove tags", removed=frozenset(support)))
    qtbot.waitUntil(lambda: len(panel.parts[1].appreciation.found) == 12, timeout=2000)
    document.open_session("S01")
    assert len(panel.parts[1].appreciation.found) == 12


def test_an_empty_list_says_what_to_tag_with_which_key(shown, qapp):
    session = Session("S", parse("01 KAY: hello\n02 LEO: hello\n"))
    panel = shown(Document(session, default_codebook(), "AK"), Navigation())
    words = panel.findChild(QWidget, "what to do").text()
    assert "• Starts a topic: Topic start (T)" in words
    assert "AK has tagged nothing here yet" in words


def test_before_anything_is_open_it_says_what_will_stand_here(shown, qapp):
    panel = shown(Document(), Navigation())
    assert "Open a transcript" in panel.findChild(QWidget, "what to do").text()


def test_without_roles_everybody_is_listed_and_that_is_said(shown, qapp):
    panel = shown(Document(gold("b"), default_codebook(), CODER), Navigation())
    assert lines(panel, Line.NOTE)[0].text == NO_ROLES
    assert [panel.bar.people.itemText(n) for n in range(4)] == ["Everybody", "WAI", "PAM", "JO"]
    panel.bar.people.setCurrentIndex(3)
    assert {entry.found.who for entry in lines(panel, Line.CARD)} == {"JO"}


def test_who_coded_nothing_sees_what_others_coded_and_can_choose(shown, qapp):
    session = gold("a")
    panel = shown(Document(session, default_codebook(), "new"), Navigation())
    assert panel.bar.coder == CODER
    panel.bar.coders.setCurrentIndex(panel.bar.coders.findData("new"))
    assert lines(panel, Line.CARD) == []


def test_a_screen_reader_hears_the_whole_exchange_and_every_control_has_a_name(panel):
    entry = choose(panel, "LEO says what will be done")
    heard = panel.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == entry.spoken
    assert "Lines 56–57" in heard
    for widget in panel.findChildren(QWidget):
        if widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            assert QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


@pytest.mark.parametrize("points", [10, 20, 30])
def test_no_words_are_cut_off_however_large_the_text(panel, qtbot, points):
    font = panel.font()
    font.setPointSize(points)
    panel.setFont(font)
    panel.resize(300, 700)
    metrics = panel.list.fontMetrics()
    for row, entry in enumerate(panel.model.entries):
        rect = panel.list.visualRect(panel.model.index(row))
        width = rect.width() - 16
        wanted = metrics.boundingRect(0, 0, width, 9999, Qt.TextFlag.TextWordWrap, entry.text)
        assert rect.height() >= wanted.height()


def test_roles_given_later_are_heeded(shown, qtbot, qapp):
    document = Document(gold("b"), default_codebook(), CODER)
    panel = shown(document, Navigation())
    people = document.session.transcript.participants
    jo = next(person for person in people if person.code == "JO")
    edit = Edit("Role", frozenset({jo}), frozenset({replace(jo, role="disabled person")}))
    document.push(edit)
    qtbot.waitUntil(lambda: {e.found.who for e in lines(panel, Line.CARD)} == {"JO"}, timeout=2000)
    assert NO_ROLES not in [entry.text for entry in lines(panel, Line.NOTE)]


def test_both_have_a_place_in_the_menu_and_a_key(home, qtbot, tmp_path):
    place = tmp_path / "study"
    shutil.copytree(SAMPLE, place)
    window = MainWindow()
    window.opening.asks = False
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.opening.open_path(place)
    window.menus.actions["show_what_works"].trigger()
    dock = window.docks["works"]
    qtbot.waitUntil(lambda: isinstance(dock.widget(), WhatWorksPanel) and dock.widget().isVisible())
    window.menus.actions["show_what_if"].trigger()
    dialog = window.findChild(WhatIfDialog)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: "change" in dialog.found.text(), timeout=5000)
    dialog.close()
    for key in ("show_what_works", "show_what_if"):
        assert window.menus.actions[key].shortcuts()
    window.close()

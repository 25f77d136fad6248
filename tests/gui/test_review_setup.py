"""Marking scenes for a group: every step by the panel, every step undone again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from ca_tool import formats
from ca_tool.project import Session
from ca_tool.review import Reaction
from ca_tool.transcript import Span
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.review.review_setup import ReviewPanel
from widgets.review.review_window import ReviewWindow

TEA = "".join(f"{n:02} {'SUE' if n % 2 else 'TOM'}: word {n}\n" for n in range(1, 11))


@pytest.fixture
def document(qapp):
    return Document(Session("S01", formats.read_bytes(TEA.encode(), "tea.txt").transcript))


@pytest.fixture
def navigation(qapp):
    return Navigation()


@pytest.fixture
def panel(document, navigation, qtbot):
    panel = ReviewPanel(document, navigation)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def choose(navigation, first, last):
    navigation.select(Span(first, 0, last, 4))


def listed(panel):
    scenes = panel.findChild(QListWidget)
    return [scenes.item(row).text() for row in range(scenes.count())]


def test_nothing_can_be_done_before_lines_are_selected(panel):
    for button in (panel._new, panel._take, panel._stop, panel._remove, panel._show_it):
        assert not button.isEnabled()


def test_the_selected_lines_become_a_scene(panel, navigation, document):
    choose(navigation, 3, 6)
    panel._new.click()
    (scene,) = document.session.exchanges
    assert (scene.first, scene.last) == (3, 6)
    assert listed(panel) == ["Lines 03 to 06 (03 to 06)"]
    document.undo_stack.undo()
    assert listed(panel) == []


def test_title_question_and_kind_are_kept_as_they_are_typed(panel, navigation, document):
    choose(navigation, 3, 6)
    panel._new.click()
    panel._title.setText("Choosing tea")
    panel._title.editingFinished.emit()
    panel._question.setText("Who decided?")
    panel._question.editingFinished.emit()
    panel._kind.setCurrentIndex(2)
    panel._kind.activated.emit(2)
    scene = document.session.exchanges[0]
    assert (scene.title, scene.question, scene.kind) == (
        "Choosing tea",
        "Who decided?",
        "choice during an activity",
    )
    for _ in range(4):
        document.undo_stack.undo()
    assert document.session.exchanges == ()


def test_a_stop_can_be_put_before_a_line_and_taken_away(panel, navigation, document):
    choose(navigation, 3, 6)
    panel._new.click()
    choose(navigation, 5, 5)
    panel._stop.click()
    choose(navigation, 4, 4)
    panel._stop.click()
    assert document.session.exchanges[0].pauses == (4, 5)
    assert "stop and think before 04, 05" in listed(panel)[0]
    panel._stop.click()
    assert document.session.exchanges[0].pauses == (5,)


def test_other_lines_can_be_taken_and_stops_outside_them_go(panel, navigation, document):
    choose(navigation, 3, 6)
    panel._new.click()
    choose(navigation, 4, 4)
    panel._stop.click()
    choose(navigation, 5, 9)
    panel._take.click()
    scene = document.session.exchanges[0]
    assert (scene.first, scene.last, scene.pauses) == (5, 9, ())


def test_removing_a_scene_takes_what_was_said_with_it_and_undo_brings_both_back(
    panel, navigation, document
):
    from ca_tool.coding import Edit

    choose(navigation, 3, 6)
    panel._new.click()
    scene = document.session.exchanges[0]
    said = Reaction("r1", scene.id, 3, "Misfits", "happy")
    document.push(Edit("How we feel", added=frozenset({said})))
    assert "1 said" in listed(panel)[0]
    panel._remove.click()
    assert (document.session.exchanges, document.session.reactions) == ((), ())
    document.undo_stack.undo()
    assert (document.session.exchanges, document.session.reactions) == ((scene,), (said,))


def test_a_long_question_gets_a_hint(panel, navigation):
    choose(navigation, 3, 6)
    panel._new.click()
    panel._question.setText("What " + "do you think " * 6 + "about it?")
    panel._question.editingFinished.emit()
    assert panel._hint.isVisible()
    assert "Try two shorter ones" in panel._hint.text()
    panel._question.setText("Who decided?")
    panel._question.editingFinished.emit()
    assert not panel._hint.isVisible()


def test_going_to_a_scene_shows_its_lines(panel, navigation, qtbot):
    choose(navigation, 3, 6)
    panel._new.click()
    with qtbot.waitSignal(navigation.go_to) as gone:
        QTest.keyClick(panel.findChild(QListWidget), Qt.Key.Key_Return)
    assert (gone.args[0].line, gone.args[0].end_line) == (3, 6)


def test_the_scene_is_shown_to_the_group_full_screen(panel, navigation, qtbot):
    choose(navigation, 3, 6)
    panel._new.click()
    panel._group.setText("The Misfits")
    window = panel.show_to_group()
    assert isinstance(window, ReviewWindow)
    assert window.isFullScreen()
    assert window.isWindow()
    QTest.keyClick(window, Qt.Key.Key_Right)
    window._feelings.feel("happy")
    assert panel._document.session.reactions[0].group == "The Misfits"
    with qtbot.waitSignal(window.destroyed):
        window.close()


def test_another_session_closes_the_scene_and_shows_its_own(panel, navigation, document, qtbot):
    choose(navigation, 3, 6)
    panel._new.click()
    window = panel.show_to_group()
    with qtbot.waitSignal(window.destroyed):
        document.show_session(Session("S02", document.session.transcript))
    assert listed(panel) == []


def test_every_field_has_a_name(panel):
    from PySide6.QtGui import QAccessible

    for part in panel.findChildren(QWidget):
        if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus:
            interface = QAccessible.queryAccessibleInterface(part)
            assert interface.text(QAccessible.Text.Name), part
    QApplication.processEvents()


def test_a_long_title_wraps_in_the_list(panel, navigation):
    choose(navigation, 3, 6)
    panel._new.click()
    panel.resize(300, 600)
    panel._title.setText("What Tom said when he was asked what he would like to do after tea " * 2)
    panel._title.editingFinished.emit()
    scenes = panel.findChild(QListWidget)
    QApplication.processEvents()
    assert scenes.visualItemRect(scenes.item(0)).width() <= scenes.viewport().width()
    line = scenes.fontMetrics().height()
    assert scenes.visualItemRect(scenes.item(0)).height() >= 2 * line

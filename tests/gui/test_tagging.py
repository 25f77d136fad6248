"""Tagging with the keyboard, as a coder does it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from ca_tool.transcript import Span
from widgets.main_window import MainWindow
from widgets.tags.tag_fields import ChecksBox, ValueBox
from widgets.transcript.model import Column

Key = Qt.Key


@pytest.fixture
def window(home, qtbot, kitchen):
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    document = window.document
    document._codebook, document._coder = kitchen.codebook, "AK"
    document.show_session(kitchen.session)
    window.activateWindow()
    window.transcript.suggesting.compute()
    return window


@pytest.fixture
def press(window, qtbot):
    def press(key, modifier=Qt.KeyboardModifier.NoModifier, to=None):
        qtbot.keyClick(to or window.transcript.view, key, modifier)

    return press


def tags(window):
    found = sorted(window.document.coding.tags.values(), key=lambda tag: tag.spans)
    quote = window.document.session.transcript.quote
    return [(tag.code, tag.actor, quote(tag.spans[0])) for tag in found]


def go(window, row):
    window.transcript.view.go_to_row(row)


def test_q_tags_the_turn_at_the_caret_as_a_question(window, press):
    go(window, 0)
    press(Key.Key_Q)
    assert tags(window) == [("question", "SUE", "what d'you want for your tea Tom.")]


def test_asking_again_after_a_silence_is_a_question_of_its_own(window, press):
    for row in (0, 2):
        go(window, row)
        press(Key.Key_Q)
    assert [words for _code, _who, words in tags(window)] == [
        "what d'you want for your tea Tom.",
        "d'you want pasta or fish fingers",
    ]


def test_between_two_people_the_other_one_is_addressed(window, press):
    go(window, 0)
    press(Key.Key_Q)
    (tag,) = window.document.coding.tags.values()
    assert tag.addressees == ("TOM",)


def test_a_selected_stretch_is_tagged_and_no_more(window, press):
    view = window.transcript.view
    view.select_span(Span(6, 8, 6, 14))
    press(Key.Key_R)
    view.select_span(Span(8, 8, 8, 17))
    press(Key.Key_E)
    assert tags(window) == [("repair", "SUE", "pasta?"), ("evaluation", "SUE", "good man.")]


def test_the_same_key_twice_makes_one_tag_and_says_how_to_remove_it(window, press, qtbot):
    go(window, 0)
    press(Key.Key_Q)
    with qtbot.waitSignal(window.navigation.message) as said:
        press(Key.Key_Q)
    assert len(tags(window)) == 1
    assert "Delete" in said.args[0]


def test_delete_removes_the_tag_with_its_links_and_undo_brings_both_back(window, press):
    go(window, 2)
    press(Key.Key_Q)
    go(window, 4)
    press(Key.Key_L)
    coding = window.document.coding
    go(window, 2)
    press(Key.Key_Delete)
    assert window.document.coding.links == {}
    assert [code for code, *_ in tags(window)] == ["response"]
    window.menus.actions["undo"].trigger()
    assert window.document.coding == coding


def test_l_links_the_answer_to_the_nearest_open_question_somebody_else_asked(window, press):
    for row in (0, 2):
        go(window, row)
        press(Key.Key_Q)
    go(window, 4)
    press(Key.Key_L)
    coding = window.document.coding
    (link,) = coding.links.values()
    assert link.kind == "answers"
    assert coding.tags[link.target].spans[0].line == 3
    assert coding.tags[link.source].actor == "TOM"


def test_l_passes_over_a_question_that_is_answered_already(window, press):
    for row in (0, 2):
        go(window, row)
        press(Key.Key_Q)
    for row in (4, 6):
        go(window, row)
        press(Key.Key_L)
    coding = window.document.coding
    assert sorted(coding.tags[link.target].spans[0].line for link in coding.links.values()) == [
        1,
        3,
    ]


def test_l_without_a_question_tags_nothing(window, press, qtbot):
    go(window, 4)
    with qtbot.waitSignal(window.navigation.message) as said:
        press(Key.Key_L)
    assert "No open question" in said.args[0]
    assert tags(window) == []


def test_shift_l_lists_the_questions_before_and_links_the_one_picked(window, press, qtbot):
    for row in (0, 2):
        go(window, row)
        press(Key.Key_Q)
    go(window, 4)
    press(Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    pick = window.transcript.tagger._pick
    assert [action.text().split(":")[0] for action in pick.actions()] == ["03  SUE", "01  SUE"]
    pick.actions()[1].trigger()
    pick.hide()
    coding = window.document.coding
    (link,) = coding.links.values()
    assert coding.tags[link.target].spans[0].line == 1


def test_n_says_that_no_answer_came_and_n_again_takes_it_back(window, press):
    go(window, 0)
    press(Key.Key_Q)
    press(Key.Key_N)
    (tag,) = window.document.coding.tags.values()
    assert tag.value("outcome") == "no_response"
    press(Key.Key_N)
    (tag,) = window.document.coding.tags.values()
    assert tag.value("outcome") == ""


def test_return_accepts_the_suggestion_and_keeps_where_it_came_from(window, press):
    go(window, 2)
    assert window.transcript.view.lines.suggestions(3)
    press(Key.Key_Return)
    (tag,) = window.document.coding.tags.values()
    assert (tag.code, tag.origin) == ("question", "suggested")
    assert not window.transcript.view.lines.suggestions(3)


def test_a_suggestion_is_no_tag_until_it_is_accepted(window):
    model = window.transcript.view.lines
    assert any(chip.suggested for chip in model.chips(2))
    assert window.document.coding.tags == {}
    assert "(suggested)" in model.spoken(2, Column.TALK)


def test_x_dismisses_a_suggestion_and_records_nothing(window, press):
    go(window, 2)
    press(Key.Key_X)
    assert not window.transcript.view.lines.suggestions(3)
    assert not window.document.undo_stack.canUndo()


def test_letters_typed_in_the_find_field_tag_nothing(window, qtbot):
    window.menus.actions["open_bar"].trigger()
    qtbot.keyClicks(window.transcript.find_bar.field, "qatl")
    assert window.transcript.find_bar.field.text() == "qatl"
    assert tags(window) == []


def test_values_are_set_by_their_keys_and_esc_leads_back(window, press, qtbot):
    go(window, 2)
    press(Key.Key_Q)
    press(Key.Key_Space)
    box = window.tag_panel._fields["form"]
    assert isinstance(box, ValueBox)
    qtbot.keyClick(box, Key.Key_A)
    (tag,) = window.document.coding.tags.values()
    assert tag.value("form") == "alternative"
    left = []
    window.tag_panel.left.connect(lambda: left.append(True))
    qtbot.keyClick(window.tag_panel._fields["action"], Key.Key_Escape)
    assert left


def test_the_side_panel_sets_who_it_is_to_and_about_and_a_note(window, press):
    go(window, 2)
    press(Key.Key_Q)
    fields = window.tag_panel._fields
    about, note = fields[":about"], fields[":note"]
    assert isinstance(about, ChecksBox)
    assert isinstance(note, QLineEdit)
    about._boxes["TOM"].click()
    note.setText("looks at the freezer")
    note.editingFinished.emit()
    (tag,) = window.document.coding.tags.values()
    assert tag.about == ("TOM",)
    assert tag.note == "looks at the freezer"


def test_a_click_on_a_chip_shows_its_tag_in_the_side_panel(window, press, qtbot):
    go(window, 2)
    press(Key.Key_Q)
    press(Key.Key_A)
    view = window.transcript.view
    chips = view.lines.chips(2)
    delegate = view.itemDelegateForColumn(Column.TAGS)
    rect = view.visualRect(view.lines.index(2, Column.TAGS)).toRectF()
    for chip, place in delegate.places(rect, chips):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center().toPoint())
        assert window.transcript.tagger.active.id == chip.key


def test_f5_walks_from_tag_to_tag_and_round(window, press):
    for row in (0, 2):
        go(window, row)
        press(Key.Key_Q)
    rows = []
    for _ in range(3):
        window.menus.actions["next_tag"].trigger()
        rows.append(window.transcript.view.selection.caret.row)
    assert rows == [0, 2, 0]


def test_f6_goes_to_untagged_questions_only(window, press):
    go(window, 2)
    press(Key.Key_Q)
    seen = set()
    for _ in range(8):
        window.menus.actions["next_untagged_question"].trigger()
        seen.add(window.transcript.view.selection.caret.row)
    assert 2 not in seen
    assert seen


def test_ctrl_t_lets_the_tag_cover_what_is_selected_and_undo_gives_it_its_words_back(window, press):
    go(window, 5)
    press(Key.Key_Q)
    before = window.document.coding
    window.transcript.view.select_span(Span(6, 8, 6, 14))
    press(Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert tags(window) == [("question", "SUE", "pasta?")]
    assert window.document.undo_stack.undoText() == "Change what the tag covers"
    window.menus.actions["undo"].trigger()
    assert window.document.coding == before


def test_a_tag_stays_shown_while_a_selection_grows_past_its_line(window, press):
    go(window, 2)
    press(Key.Key_Q)
    (tag,) = window.document.coding.tags.values()
    window.transcript.view.select_span(Span(3, 8, 5, 15))
    assert window.transcript.tagger.active == tag
    press(Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    (tag,) = window.document.coding.tags.values()
    assert tag.spans == (Span(3, 8, 5, 15),)


@pytest.mark.parametrize("selected", [False, True])
def test_ctrl_t_changes_nothing_without_other_words_selected(window, press, qtbot, selected):
    go(window, 0)
    press(Key.Key_Q)
    before = window.document.coding
    if selected:
        window.transcript.view.select_span(next(iter(before.tags.values())).spans[0])
    with qtbot.waitSignal(window.navigation.message) as said:
        press(Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert ("already" if selected else "Select the words") in said.args[0]
    assert window.document.coding == before


def test_a_tag_put_on_anothers_words_says_who_still_does_it(window, press, qtbot):
    go(window, 5)
    press(Key.Key_Q)
    window.transcript.view.select_span(Span(5, 8, 6, 14))
    with qtbot.waitSignal(window.navigation.message) as said:
        press(Key.Key_T, Qt.KeyboardModifier.ControlModifier)
    assert "still done by SUE" in said.args[0]


def test_shift_delete_removes_the_only_link_and_leaves_the_tags(window, press, qtbot):
    go(window, 2)
    press(Key.Key_Q)
    go(window, 4)
    press(Key.Key_L)
    before = window.document.coding
    with qtbot.waitSignal(window.navigation.message) as said:
        press(Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert "answers line 03 (SUE: d'you want pasta or fish fingers)" in said.args[0]
    assert window.document.coding.links == {}
    assert window.document.coding.tags == before.tags
    window.menus.actions["undo"].trigger()
    assert window.document.coding == before
    assert "answers line 03" in window.tag_panel._links.text()


def test_of_several_links_the_one_picked_is_removed(window, press):
    go(window, 2)
    press(Key.Key_Q)
    for row in (4, 6):
        go(window, row)
        press(Key.Key_L)
        if row == 6:
            press(Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
            pick = window.transcript.tagger._pick
            pick.actions()[0].trigger()
            pick.hide()
    go(window, 2)
    press(Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    listed = window.transcript.tagger._links
    assert [action.text() for action in listed.actions()] == [
        "line 05 (TOM: °pasta°) answers this",
        "line 07 (TOM: [yeah) answers this",
    ]
    listed.actions()[0].trigger()
    listed.hide()
    (link,) = window.document.coding.links.values()
    assert window.document.coding.tags[link.source].spans[0].line == 7


def test_where_nothing_is_linked_shift_delete_says_so_and_removes_nothing(window, press, qtbot):
    go(window, 2)
    press(Key.Key_Q)
    with qtbot.waitSignal(window.navigation.message) as said:
        press(Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert said.args == ["There is no link here."]
    assert len(tags(window)) == 1

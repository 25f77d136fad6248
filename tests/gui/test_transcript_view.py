"""The transcript on the screen: columns, selection, highlights, typing, and what is spoken."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QColor, QGuiApplication, QMouseEvent
from PySide6.QtTest import QAbstractItemModelTester

from ca_tool.coding import Coding, Edit, Link, Tag
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.text_edits import delete_line, insert_line, text_edit
from ca_tool.transcript import Span
from widgets.transcript.cells import columns, offset_at
from widgets.transcript.line_editor import code_points, utf16
from widgets.transcript.link_lanes import lanes
from widgets.transcript.model import Column
from widgets.transcript.selection import Selection, Spot
from widgets.transcript.talk_delegate import PAD

Key = Qt.Key
Shift = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(pane):
    return pane.view


def show(view, text):
    view.document.show_session(Session("S01", parse(text)))
    return view.document.session.transcript.lines


def x_of(view, row, sign):
    """Return where *sign* of a row is drawn, in pixels."""
    return view.cell_rect(Spot(row, view.lines.lines[row].raw.index(sign))).left()


def test_the_model_keeps_qts_rules_through_edits(view, kitchen):
    model = view.lines
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    kitchen.push(insert_line(kitchen.session, 2, "(0.3)"))
    assert model.rowCount() == 9
    kitchen.push(text_edit(kitchen.session, 1, "01 SUE: what\n        else"))
    assert model.rowCount() == 10
    kitchen.push(delete_line(kitchen.session, 3))
    for _ in range(3):
        kitchen.undo_stack.undo()
    assert [line.raw for line in model.lines] == [
        line.raw for line in kitchen.session.transcript.lines
    ]
    assert model.rowCount() == 8


def test_overlap_brackets_stand_under_each_other(view):
    assert x_of(view, 5, "[") == x_of(view, 6, "[")


def test_brackets_stand_under_each_other_with_tabs_and_marks_that_combine(view):
    show(view, "ANN:\to\u0332n Mon[day\nBEN:\t      [yeah\nANN:\tno\n")
    assert x_of(view, 0, "[") == pytest.approx(x_of(view, 1, "["))


def test_a_cell_is_the_same_fraction_of_a_pixel_all_along_a_line(view):
    lines = show(view, "ANN: " + "n" * 400 + "[x\nBEN: " + "i" * 400 + "[y\n")
    first = view.cell_rect(Spot(0, 5)).left()
    last = view.cell_rect(Spot(0, len(lines[0].raw) - 2)).left()
    assert last - first == pytest.approx(400 * view.look.cell)
    metrics = view.look.small_metrics.__class__(view.look.font)
    assert metrics.horizontalAdvance("n" * 400) == pytest.approx(400 * view.look.cell, rel=1e-4)


def test_columns_count_cells_not_characters():
    assert list(columns("ab\tc")) == [0, 1, 2, 8, 9]
    assert list(columns("e\u0301x")) == [0, 0, 1, 2]
    assert list(columns("日x")) == [0, 2, 3]
    assert offset_at("ab\tc", 7.6) == 3
    assert offset_at("abc", 99) == 3


def test_shift_and_arrows_select_over_several_lines_and_copy_exactly(view, qtbot):
    view.select(Selection(Spot(4, 8), Spot(4, 8)))
    for _ in range(2):
        qtbot.keyClick(view, Key.Key_Down, Shift)
    qtbot.keyClick(view, Key.Key_End, Shift)
    view.copy()
    text = QGuiApplication.clipboard().text()
    assert text == (
        "°pasta°\n06 SUE: pasta?=you had pasta yesterday [didn't you.\n"
        "07 TOM:                                [yeah"
    )


def test_a_copy_keeps_no_break_spaces_and_line_separators(view):
    show(view, "ANN: a\u00a0b\u2028c\nBEN: yeah\n")
    view.select(Selection(Spot(0, 5), Spot(0, 10)))
    view.copy()
    assert QGuiApplication.clipboard().text() == "a\u00a0b\u2028c"


def test_a_stretch_is_selected_by_dragging(view, qtbot):
    start = view.cell_rect(Spot(2, 8)).center().toPoint()
    end = view.cell_rect(Spot(2, 19)).topLeft().toPoint() + QPoint(1, 5)
    button = Qt.MouseButton.LeftButton
    qtbot.mousePress(view.viewport(), button, pos=QPoint(start.x() - 3, start.y()))
    qtbot.mouseMove(view.viewport(), end)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        view.viewport().mapToGlobal(QPointF(end)),
        Qt.MouseButton.NoButton,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QGuiApplication.sendEvent(view.viewport(), move)
    qtbot.mouseRelease(view.viewport(), button, pos=end)
    assert view.selection.text(view.lines.lines) == "d'you want "


def test_a_double_click_selects_the_word(view, qtbot):
    place = view.cell_rect(Spot(2, 20)).center().toPoint()
    qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert view.selection.text(view.lines.lines) == "pasta"


def test_the_whole_turn_is_marked_softly(view):
    show(view, "ANN: so I went there\n     and then\nBEN: mm\n")
    view.go_to_row(0)
    assert view.turn_rows == {0, 1}


def test_a_tag_is_painted_in_its_colour_and_an_edit_repaints_it(view, kitchen):
    tag = Tag("t", "question", (Span(3, 8, 3, 32),), coder="AK")
    kitchen.push(Edit("Tag", added=frozenset({tag})))
    view.go_to_row(7)
    before = pixels(view, 2)
    kitchen.undo_stack.undo()
    assert pixels(view, 2) != before
    kitchen.undo_stack.redo()
    assert pixels(view, 2) == before


def pixels(view, row):
    picture = view.viewport().grab(view.visualRect(view.lines.index(row, Column.TALK)))
    image = picture.toImage()
    return {image.pixelColor(x, y).rgb() for x in range(0, 300, 3) for y in range(image.height())}


def test_cases_are_highlighted_apart_by_what_they_are(view):
    spans = [Span(line, 8, line, 20) for line in (1, 3, 8)]
    view.navigation.highlight.emit({"in": spans[:1], "out": spans[1:2], "excluded": spans[2:]})
    view.go_to_row(4)
    colours = view.look.colours
    found = [pixels(view, row) for row in (0, 2, 7)]
    wanted = (colours.counted, colours.uncounted)
    for row, colour in enumerate(wanted):
        assert QColor(colour).rgb() in found[row]
        assert QColor(colour).rgb() not in found[row - 1]
    assert view.lines.highlighted == [0, 2, 7]
    view.navigation.clear()
    assert view.lines.highlighted == []


def test_going_to_a_span_shows_it_and_says_what_is_selected(view, qtbot):
    show(view, "".join(f"ANN: line {n}\n" for n in range(500)))
    view.navigation.show_span(Span(400, 5, 400, 9))
    assert view.current_line.id == 400
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()).center())
    assert view.navigation.selection.line == 400


def test_answers_are_joined_to_their_questions_and_open_ends_are_marked():
    session = Session("S", parse("".join(f"ANN: {n}\n" for n in range(9))))
    tags = [Tag(f"t{n}", "question", (Span(n, 5, n, 6),), coder="me") for n in (1, 2, 3, 4)]
    lost = Tag("t9", "question", (Span(9, 5, 9, 6),), values=(("outcome", "no_response"),))
    links = [Link("a", "answers", "t4", "t1"), Link("b", "answers", "t3", "t2")]
    found = lanes(Coding.of("me", [*tags, lost], links), session.transcript.row)
    assert [(piece.lane, piece.part) for piece in found[1]] == [(0, "middle"), (1, "start")]
    assert [(piece.lane, piece.part) for piece in found[3]] == [(0, "end")]
    assert [piece.part for piece in found[8]] == ["unanswered"]


def test_f2_opens_the_line_enter_keeps_and_esc_leaves(pane, qtbot):
    view, editor = pane.view, pane.editing.editor
    view.go_to_row(4)
    pane.editing.edit_line()
    assert editor.text() == "05 TOM: °pasta°"
    editor.setText("05 TOM: °pa:sta°")
    qtbot.keyClick(editor, Key.Key_Return)
    assert view.lines.lines[4].raw == "05 TOM: °pa:sta°"
    pane.editing.edit_line()
    editor.setText("something else")
    qtbot.keyClick(editor, Key.Key_Escape)
    assert view.lines.lines[4].raw == "05 TOM: °pa:sta°"
    view.document.undo_stack.undo()
    assert view.lines.lines[4].raw == "05 TOM: °pasta°"


def test_opening_a_line_and_keeping_it_changes_no_character(pane, qtbot):
    raw = "ANN: a\u00a0b  \u2028\tc 😀 \u0332x "
    show(pane.view, f"{raw}\nBEN: yeah\n")
    pane.editing.edit_line()
    if pane.editing.editor.isVisible():
        qtbot.keyClick(pane.editing.editor, Key.Key_Return)
    assert pane.view.lines.lines[0].raw == raw
    assert pane.view.document.undo_stack.count() == 0


def test_ctrl_enter_splits_where_the_caret_is(pane, qtbot):
    pane.view.go_to_row(5)
    pane.editing.edit_line()
    pane.editing.editor.setCursorPosition(len("06 SUE: pasta?="))
    qtbot.keyClick(pane.editing.editor, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    raws = [line.raw for line in pane.view.lines.lines[5:7]]
    assert raws[0] == "06 SUE: pasta?="
    assert raws[1].strip() == "you had pasta yesterday [didn't you."


def test_positions_are_counted_in_code_points():
    assert utf16("😀ab", 2) == 3
    assert code_points("😀ab", 3) == 2


def test_finding_skips_marks_and_goes_round(pane, qtbot):
    bar = pane.find_bar
    bar.open_bar()
    bar.field.setText("didnt")
    assert bar.found.text() == "0 found"
    bar.field.setText("pasta")
    assert bar.found.text() == "4 found"
    rows = []
    for _ in range(5):
        bar.next()
        rows.append(pane.view.selection.first.row)
    assert rows == [2, 4, 5, 5, 2]
    bar.regex.setChecked(True)
    bar.field.setText("(")
    assert bar.found.text().startswith("Not a pattern")


def test_marks_inside_a_word_do_not_hide_it(pane):
    show(pane.view, "ANN: thi[r:ty\nBEN: thirty\n")
    pane.find_bar.field.setText("thirty")
    assert [row for row, *_ in pane.find_bar.matches()] == [0, 1]


def test_a_screen_reader_hears_line_speaker_talk_and_tags(view, kitchen):
    tag = Tag("t", "question", (Span(3, 8, 3, 32),), coder="AK")
    kitchen.push(Edit("Tag", added=frozenset({tag})))
    table = QAccessible.queryAccessibleInterface(view)
    assert table.text(QAccessible.Text.Name) == "Transcript"
    cells = [table.child(n).text(QAccessible.Text.Name) for n in range(table.childCount())]
    assert "SUE: d'you want pasta or fish fingers. Tags: Question" in cells


def test_long_lines_scroll_sideways_and_chips_stay(view):
    show(view, "ANN: " + "word " * 80 + "end\nBEN: yeah\n")
    chips = view.columnViewportPosition(Column.TAGS)
    view.select(Selection(Spot(0, 380), Spot(0, 380)))
    assert view.first_cell > 0
    assert view.cell_rect(Spot(0, 380)).left() < chips
    assert view.columnViewportPosition(Column.TAGS) == chips


def test_an_empty_and_a_strange_transcript_are_shown(view):
    show(view, "")
    assert view.lines.rowCount() == 0
    assert view.spans() == ()
    show(view, "\x00\x07\n\ufffd:::[[[[\n \n")
    view.viewport().grab()
    assert view.lines.rowCount() == 3


def test_an_underline_stands_under_its_own_letter(view):
    show(view, "ANN: I u\u0332nder\nBEN: I under\n")
    view.go_to_row(1)
    with_line, without = (row_image(view, row) for row in (0, 1))
    changed = [
        x
        for x in range(with_line.width())
        for y in range(with_line.height() - 4)
        if dark(with_line, x, y) and not dark(without, x, y)
    ]
    left = PAD + 2 * view.look.cell
    assert min(changed) == pytest.approx(left, abs=1)
    assert max(changed) == pytest.approx(left + view.look.cell, abs=1)


def test_brackets_that_other_fonts_draw_wide_take_one_cell():
    assert list(columns("〔o〕x")) == [0, 1, 2, 3, 4]


def row_image(view, row):
    place = view.visualRect(view.lines.index(row, Column.TALK))
    return view.viewport().grab(place).toImage()


def dark(image, x, y):
    return image.pixelColor(x, y).lightness() < 110

"""The compare window on a project with two sessions coded by one person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ca_tool.codebook import Codebook
from ca_tool.compare import Difference, Key, compare
from ca_tool.formats import Parsed
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project
from tests.coded_gold import CODER, gold
from widgets.compare.compare_model import change
from widgets.compare.compare_window import EMPTY, CompareWindow
from widgets.compare.group_test import GroupTest
from widgets.compare.measure_ticks import MeasureTicks
from widgets.document import Document
from widgets.navigation import Navigation


@pytest.fixture
def folder(tmp_path):
    folder = create_project(tmp_path / "study", "Study", coder=CODER)
    for name, phase in (("a", "before"), ("b", "after")):
        session = gold(name)
        facts = SessionFacts(title=f"Talk {name}", phase=phase, activity=f"activity {name}")
        parsed = Parsed(session.transcript, dict(session.codings))
        folder.add_session(parsed, facts, None)
    yield folder
    folder.close()


@pytest.fixture
def document(qapp, folder):
    document = Document()
    document.open_folder(folder)
    return document


@pytest.fixture
def navigation(qapp):
    return Navigation()


@pytest.fixture
def window(document, navigation, qtbot):
    window = CompareWindow(document, navigation)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.model.rowCount() > 0, timeout=10_000)
    return window


def lines_of(side):
    return [case.line for case in side.cases.model.values if case.id]


def settle(window, qtbot):
    qtbot.waitUntil(lambda: not window.busy, timeout=20_000)


def cell(window, measure, variant, who, column, other=""):
    for row, line in enumerate(window.model.lines):
        if line.key and tuple(line.key) == (measure, variant, who, other):
            return window.model.index(row, column)
    raise AssertionError(f"{measure} {variant} {who} is not shown")


def test_sessions_stand_side_by_side_under_their_phases(window):
    titles = [
        window.model.headerData(column, Qt.Orientation.Horizontal)
        for column in range(window.model.columnCount())
    ]
    assert titles[1].splitlines()[:2] == ["before", "Talk a"]
    assert titles[2].splitlines()[:2] == ["after", "Talk b"]
    assert titles[3].splitlines() == ["Change", "before → after"]
    groups = [(group.first, group.last, group.text) for group in window.model.groups]
    assert groups == [(1, 1, "before"), (2, 2, "after"), (3, 3, "Change")]


def test_cells_show_counts_and_people_who_are_elsewhere_are_not_zero(window):
    assert cell(window, "M-12", "tokens", "SUE", 1).data() == "5 of 6 (83%, 44–97%)"
    assert cell(window, "M-12", "tokens", "SUE", 2).data() == "not there"
    assert cell(window, "M-12", "tokens", "SUE", 3).data() == "–"


def test_a_cell_opens_its_cases_and_a_case_its_session_and_line(window, navigation, qtbot):
    index = cell(window, "M-18", "answered", "WAI", 2, "JO")
    window.table.scrollTo(index)
    place = window.table.visualRect(index).center()
    qtbot.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    side = window.cases.sides[0]
    qtbot.waitUntil(lambda: side.session == "S02", timeout=10_000)
    assert lines_of(side) == ["04", "08"]
    assert not window.cases.sides[1].isVisible()
    with (
        qtbot.waitSignal(navigation.session_wanted) as wanted,
        qtbot.waitSignal(navigation.go_to),
    ):
        side.cases.table.clicked.emit(side.cases.model.index(1, 0))
    assert wanted.args == ["S02"]


def test_ctrl_c_copies_the_table_with_its_headings(window, qtbot):
    QGuiApplication.clipboard().clear()
    window.activateWindow()
    qtbot.keyClick(window.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    rows = [row.split("\t") for row in QGuiApplication.clipboard().text().split("\n")]
    assert {len(row) for row in rows} == {4}
    assert rows[0][0] == "Number"
    assert rows[0][1].startswith("before · Talk a · tags of ")
    assert rows[0][3] == "Change · before → after"
    assert len(rows) == 1 + window.model.rowCount()
    at = 1 + cell(window, "M-12", "tokens", "SUE", 1).row()
    assert rows[at] == ["SUE", "5 of 6 (83%, 44–97%)", "not there", "–"]


def test_the_copy_button_copies_too_and_waits_until_there_is_a_table(window, qtbot):
    QGuiApplication.clipboard().clear()
    window.choice.copy.click()
    assert QGuiApplication.clipboard().text() == window.model.as_text()
    window.choice.sessions.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: not window.choice.copy.isEnabled())


def test_what_stands_in_the_way_is_said(window):
    assert "The activities differ (activity a, activity b)" in window.warnings.text()
    assert window.warnings.isVisible()


def test_one_session_is_nothing_to_compare(window, qtbot):
    window.choice.sessions.item(0).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: window.model.rowCount() == 0)
    assert window.parts._hint.isVisible()
    assert window.parts._hint.text() == EMPTY


def test_the_chosen_number_is_drawn_over_the_sessions(window, qtbot):
    window.table.setCurrentIndex(cell(window, "M-02", "words_all", "SUE", 1))
    qtbot.waitUntil(lambda: not window.plot.canvas.busy, timeout=20_000)
    drawing = window.plot.canvas.picture.drawing
    assert {mark.words.split(":")[0] for mark in drawing.marks} == {
        "SUE", "TOM", "WAI", "PAM", "JO",
    }  # fmt: skip


def test_people_in_the_same_role_share_a_row(document, folder, navigation, qtbot):
    for session_id, workers in (("S01", "SUE"), ("S02", "PAM")):
        session = folder.load(session_id)
        people = tuple(
            replace(person, role="support worker" if person.code == workers else "")
            for person in session.transcript.participants
        )
        from ca_tool.coding import Edit
        from ca_tool.project import apply

        edit = Edit(
            "Roles",
            removed=frozenset(session.transcript.participants),
            added=frozenset(people),
        )
        folder.record(session, apply(session, edit), edit, CODER)
    window = CompareWindow(document, navigation)
    qtbot.addWidget(window)
    window.show()
    window.choice.rows.setCurrentIndex(window.choice.rows.findData("role"))
    qtbot.waitUntil(lambda: window.model.rowCount() > 0, timeout=10_000)
    settle(window, qtbot)
    index = cell(window, "M-02", "words_all", "support worker", 1)
    assert index.data().startswith("45 of 52")
    assert index.siblingAtColumn(2).data().startswith("16 of 43")


def test_tags_made_meanwhile_are_counted_when_the_window_is_shown_again(window, document, qtbot):
    from ca_tool.coding import Edit

    window.close()
    tag = document.session.coding(CODER).tags["Q6"]
    document.push(Edit("Remove tag", removed=frozenset({tag})))
    window.show()
    qtbot.waitUntil(
        lambda: cell(window, "M-12", "tokens", "SUE", 1).data().startswith("4 of 5"),
        timeout=10_000,
    )


def test_without_a_project_the_window_says_so(qtbot, navigation):
    window = CompareWindow(Document(), navigation)
    qtbot.addWidget(window)
    window.show()
    assert "Open a project" in window.parts._hint.text()


@pytest.mark.parametrize(
    ("difference", "unit", "shown"),
    [
        (-3.61, "words per turn", "−3.6 words per turn"),
        (1.99, "words per turn", "+2.0 words per turn"),
        (-0.001, "share", "0 points"),
        (-0.25, "share", "−25 points"),
        (-2.0, "count", "−2"),
        (0.02, "seconds", "0 s"),
    ],
)
def test_a_change_is_as_precise_as_the_numbers_it_is_about(difference, unit, shown):
    assert change(Difference(difference), unit) == shown


def test_the_names_over_the_columns_are_not_cut(window):
    header = window.table.horizontalHeader()
    for column in range(window.model.columnCount()):
        widest = max(map(header.fontMetrics().horizontalAdvance, header.words(column)))
        assert header.sectionSize(column) > widest + 8


def test_the_window_opens_again_as_large_as_it_was_left(document, navigation, qtbot, home):
    first = CompareWindow(document, navigation)
    qtbot.addWidget(first)
    first.show()
    first.resize(700, 500)
    first.close()
    again = CompareWindow(document, navigation)
    qtbot.addWidget(again)
    assert (again.width(), again.height()) == (700, 500)


def test_two_selected_cells_show_their_cases_side_by_side(window, qtbot):
    first = cell(window, "M-12", "tokens", "SUE", 1)
    second = cell(window, "M-12", "tokens", "WAI", 2)
    for index, keys in (
        (first, Qt.KeyboardModifier.NoModifier),
        (second, Qt.KeyboardModifier.ControlModifier),
    ):
        window.table.scrollTo(index)
        place = window.table.visualRect(index).center()
        qtbot.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, keys, place)
    qtbot.waitUntil(lambda: window.cases.sides[1].isVisible(), timeout=10_000)
    left, right = window.cases.sides
    assert (left.session, right.session) == ("S01", "S02")
    assert left.title.text().endswith("SUE: 5 of 6 (83%, 44–97%)")
    assert right.title.text().endswith("WAI: 3 of 4")
    words = window.cases.difference.text()
    assert "second minus first: −8 points" in words
    assert "Newcombe" in words
    assert "odds ratio 0.64" in words


def test_a_change_opens_the_cases_of_both_sessions(window, qtbot):
    window.choice.show_measures(("M-33", "M-12"))
    settle(window, qtbot)
    assert cell(window, "M-12", "tokens", "SUE", 3).data() == "–"
    rows = range(window.model.rowCount())
    both = next(row for row in rows if "s" in window.model.text(row, 3))
    window.table.opened.emit(window.model.index(both, 3))
    qtbot.waitUntil(lambda: window.cases.sides[1].session == "S02", timeout=10_000)
    assert window.cases.sides[0].session == "S01"
    assert "second minus first" in window.cases.difference.text()


def test_a_mark_of_the_plot_opens_its_cases(window, qtbot):
    window.table.setCurrentIndex(cell(window, "M-12", "tokens", "SUE", 1))
    view = window.plot.canvas
    qtbot.waitUntil(lambda: view.picture is not None and not view.busy, timeout=20_000)
    place = next(p for p in view.picture.places if p.mark.words.startswith("WAI: 3 of 4"))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=place.rect.center().toPoint())
    qtbot.waitUntil(lambda: window.cases.sides[0].session == "S02", timeout=10_000)
    assert "WAI: 3 of 4" in window.cases.sides[0].title.text()


def test_the_keyboard_goes_from_mark_to_mark(window, qtbot):
    window.table.setCurrentIndex(cell(window, "M-12", "tokens", "SUE", 1))
    view = window.plot.canvas
    qtbot.waitUntil(lambda: view.picture is not None and not view.busy, timeout=20_000)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription().startswith("SUE: 5 of 6")
    with qtbot.waitSignal(view.mark_chosen) as chosen:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert chosen.args[0].about.participant == "SUE"


def test_every_plot_is_drawn_and_saved(window, qtbot, tmp_path):
    window.table.setCurrentIndex(cell(window, "M-02", "words_all", "SUE", 1))
    for number in range(window.plot.plots.count()):
        window.plot.plots.setCurrentIndex(number)
        qtbot.waitUntil(lambda: not window.plot.canvas.busy, timeout=20_000)
        path = tmp_path / f"{number}.png"
        with qtbot.waitSignal(window.plot.canvas.saved, timeout=20_000) as saved:
            window.plot.save_to(path)
        assert saved.args == [path]
        assert path.read_bytes().startswith(b"\x89PNG")


def test_a_comparison_is_saved_changed_renamed_copied_deleted_and_brought_back(
    window, folder, qtbot
):
    saving, stack = window.saving, window.saving.shelf.undo_stack

    def titles():
        return [saved.title for saved in folder.project.comparisons]

    saving.add("Phases")
    saving.rename("Before and after")
    assert titles() == ["Before and after"]
    window.choice.sessions.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert folder.project.comparisons[0].sessions == ("S02",)
    saving.duplicate()
    assert titles() == ["Before and after", "Before and after (copy)"]
    saving.delete()
    assert titles() == ["Before and after"]
    stack.undo()
    assert titles() == ["Before and after", "Before and after (copy)"]
    for _ in range(3):
        stack.undo()
    assert titles() == ["Phases"]
    assert folder.project.comparisons[0].sessions == ()
    stack.undo()
    assert titles() == []
    settle(window, qtbot)


def test_what_was_saved_is_there_when_the_window_opens_again(window, document, navigation, qtbot):
    window.choice.rows.setCurrentIndex(window.choice.rows.findData("role"))
    window.saving.add("By role")
    settle(window, qtbot)
    window.close()
    again = CompareWindow(document, navigation)
    qtbot.addWidget(again)
    again.show()
    settle(again, qtbot)
    listed = again.parts.saved.list
    assert [listed.item(row).text() for row in range(listed.count())][1:] == ["By role"]
    listed.setCurrentRow(1)
    settle(again, qtbot)
    assert again.choice.chosen.rows == "role"


def test_primary_measures_are_fixed_once_and_for_all_and_stand_first(window, folder, qtbot):
    assert not window.choice.fix.isEnabled()
    window.saving.add("Phases")
    settle(window, qtbot)
    assert window.choice.fix.isEnabled()
    window.saving.fix(("M-18",))
    assert window.parts.fixed.text().startswith("M-18 fixed 2")
    assert window.model.lines[0].text.startswith("◆ Primary: ")
    assert window.model.lines[1].key.measure == "M-18"
    assert not window.saving.shelf.undo_stack.canUndo()
    window.saving.fix(("M-02",))
    assert [one.measures for one in folder.project.comparisons[0].fixings] == [("M-18",), ("M-02",)]
    assert window.parts.fixed.text().splitlines()[1].startswith("Changed to M-02")


def test_not_more_than_three_measures_can_be_ticked_as_primary(qtbot):
    dialog = MeasureTicks("Fix", "Three at most", ("M-01", "M-02", "M-03"), 3)
    qtbot.addWidget(dialog)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert ok.isEnabled()
    unticked = next(
        dialog.list.item(row)
        for row in range(dialog.list.count())
        if dialog.list.item(row).checkState() == Qt.CheckState.Unchecked
    )
    unticked.setCheckState(Qt.CheckState.Checked)
    assert not ok.isEnabled()
    assert "Untick some" in dialog.said.text()


def test_the_test_over_sessions_says_why_it_is_refused(window):
    window.table.setCurrentIndex(cell(window, "M-12", "tokens", "SUE", 1))
    assert window.test.before.text().startswith("No test: “before” has one session")
    assert not window.test.run.isEnabled()


def test_the_smallest_p_is_said_before_and_after_the_test_is_run(qtbot):
    sessions = [
        replace(gold("a"), id=f"{phase}{n}", facts=SessionFacts(phase=phase))
        for phase in ("before", "after")
        for n in range(3)
    ]
    table = compare([(session, CODER) for session in sessions], Codebook())
    page = GroupTest()
    qtbot.addWidget(page)
    page.show_row(table, Key("M-12", "tokens", "SUE", ""), ())
    least = "With 3 and 3 sessions, p can be no smaller than 0.100"
    assert page.before.text().startswith(least)
    assert page.result.text() == ""
    with qtbot.waitSignal(page.tested):
        page.run.click()
    assert page.result.text().startswith(least)
    assert "p = 1.000" in page.result.text()


def test_a_read_only_project_saves_nothing_and_says_why(folder, navigation, qtbot):
    from ca_tool.storage import open_project

    looking = Document()
    looking.open_folder(open_project(folder.path, "RM", read_only=True))
    window = CompareWindow(looking, navigation)
    qtbot.addWidget(window)
    window.show()
    settle(window, qtbot)
    assert not window.parts.saved.new.isEnabled()
    with qtbot.waitSignal(navigation.message) as said:
        window.saving.add("Mine")
    assert "looking only" in said.args[0]
    assert folder.project.comparisons == ()
    looking.close()


def test_the_table_is_exported_with_changes_and_notes(window, qtbot, tmp_path):
    window.export_to(tmp_path / "table.csv")
    qtbot.waitUntil(lambda: (tmp_path / "table_notes.txt").exists(), timeout=10_000)
    assert "SUE" in (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    qtbot.waitUntil(lambda: "table_changes.csv" in window.parts._status.text(), timeout=10_000)


def test_a_measure_without_main_variants_is_shown_when_it_is_asked_for(window, qtbot):
    window.choice.show_measures(("M-07",))
    settle(window, qtbot)
    assert {line.key.measure for line in window.model.lines if line.key} == {"M-07"}
    assert window.choice.measures.text() == "M-07…"

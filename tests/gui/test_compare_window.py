"""The compare window on a project with two sessions coded by one person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ca_tool.compare import Difference
from ca_tool.formats import Parsed
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project
from tests.coded_gold import CODER, gold
from widgets.compare.compare_model import change
from widgets.compare.compare_window import EMPTY, CompareWindow
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


def test_cells_show_counts_and_people_who_are_elsewhere_are_not_zero(window):
    assert cell(window, "M-12", "tokens", "SUE", 1).data() == "5 of 6 (83%, 44–97%)"
    assert cell(window, "M-12", "tokens", "SUE", 2).data() == "not there"
    assert cell(window, "M-12", "tokens", "SUE", 3).data() == "–"


def test_a_cell_opens_its_cases_and_a_case_its_session_and_line(window, navigation, qtbot):
    index = cell(window, "M-18", "answered", "WAI", 2, "JO")
    window.table.scrollTo(index)
    place = window.table.visualRect(index).center()
    qtbot.mouseClick(window.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    cases = [case for case in window.cases.model.values if case.id]
    assert [case.line for case in cases] == ["04", "08"]
    with (
        qtbot.waitSignal(navigation.session_wanted) as wanted,
        qtbot.waitSignal(navigation.go_to),
    ):
        window.cases.table.clicked.emit(window.cases.model.index(1, 0))
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
    assert window._hint.isVisible()
    assert window._hint.text() == EMPTY


def test_the_chosen_number_is_drawn_over_the_sessions(window, qtbot):
    window.table.setCurrentIndex(cell(window, "M-02", "words_all", "SUE", 1))
    drawing = window.plot.canvas.drawing
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
    qtbot.waitUntil(lambda: not window._background.busy, timeout=10_000)
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
    assert "Open a project" in window._hint.text()


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
        words = window.model.headerData(column, Qt.Orientation.Horizontal).splitlines()
        widest = max(map(header.fontMetrics().horizontalAdvance, words))
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

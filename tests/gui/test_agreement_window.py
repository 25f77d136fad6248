"""The agreement window on a copy of the sample project, which two people coded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from ca_tool.agreement import ADJUDICATED
from ca_tool.project import SavedComparison
from ca_tool.storage import open_project
from widgets.agreement.agreement_window import AgreementWindow
from widgets.agreement.blind import is_blind, seen_by, set_blind
from widgets.compare.compare_choice import CompareChoice
from widgets.document import Document
from widgets.navigation import Navigation

SAMPLE = Path(__file__).parents[2] / "sample_transcripts" / "sample_project"


@pytest.fixture
def project(tmp_path):
    return Path(shutil.copytree(SAMPLE, tmp_path / "dinner"))


@pytest.fixture
def document(qapp, project, home):
    document = Document()
    document.open_folder(open_project(project, "AK"))
    yield document
    document.close()


@pytest.fixture
def navigation(qapp):
    return Navigation()


@pytest.fixture
def window(document, navigation, qtbot):
    return shown(document, navigation, qtbot)


def shown(document, navigation, qtbot):
    window = AgreementWindow(document, navigation)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.found is not None, timeout=30_000)
    return window


def cells(page, row):
    grid = page.table.grid
    return [grid.index(row, column).data() for column in range(grid.columnCount())]


def heads(page):
    return list(page.table.grid.table.heads)


def settled(window, qtbot, act):
    """Do *act* and wait until its decision is saved."""
    with qtbot.waitSignal(window.settling.idle, timeout=20_000):
        act()


def test_finding_and_labelling_stand_on_pages_of_their_own(window):
    titles = [window.tabs.tabText(at).replace("&", "") for at in range(window.tabs.count())]
    assert titles == [
        "Identification",
        "Labels",
        "Links",
        "Spans (γ)",
        "Results side by side",
        "Disagreements (16)",
        "Method",
    ]
    assert cells(window.found_page, 0)[:6] == ["Question", "30", "3", "0", "1.00", ".91"]
    assert cells(window.labels_page, 0)[:4] == ["Question", "Form", "30", ".97"]


def test_all_coefficients_stand_together_with_the_matrix(window, qtbot):
    page = window.labels_page
    page.table.setCurrentIndex(page.table.grid.index(1, 0))
    assert page.under.text().startswith("Question: What it does, of 30 instances")
    named = [line.cells[0] for line in page.all.grid.table.lines]
    assert named == ["Same", "Cohen’s κ", "Krippendorff’s α", "PABAK", "Gwet’s AC1"]
    matrix = page.matrix.grid.table
    assert matrix.heads[0] == "AK ↓  RM →"
    assert matrix.lines[-1].cells[-2] == "30"


def test_the_method_names_rule_blocks_seeds_and_parameters(window):
    for words in ("IoU ≥ .5", "seed 1", "2,000 draws", "Δ∅ = 1", "S01, S02", "version 1"):
        assert words in window.method.text()


def test_return_on_a_disagreement_goes_to_its_lines(window, navigation, qtbot):
    page = window.differences_page
    window.tabs.setCurrentWidget(page)
    row = next(at for at in range(16) if cells(page, at)[0] == "S02")
    page.table.setCurrentIndex(page.table.grid.index(row, 0))
    with (
        qtbot.waitSignal(navigation.session_wanted) as wanted,
        qtbot.waitSignal(navigation.go_to) as went,
    ):
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert wanted.args == ["S02"]
    assert went.args == [window.found.disagreements[row].spans[0]]


def test_keys_settle_a_disagreement_on_disk_and_undo_opens_it_again(
    window, project, document, qtbot
):
    page = window.differences_page
    window.tabs.setCurrentWidget(page)
    agreed = heads(page).index("Agreed")
    with qtbot.waitActive(window):
        window.activateWindow()
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.grid.index(1, 0))
    settled(window, qtbot, lambda: qtbot.keyClick(page.table, Qt.Key.Key_2))
    assert cells(page, 1)[agreed] == "RM’s"
    assert page.table.currentIndex().row() == 1
    with open_project(project, ADJUDICATED) as folder:
        (tag,) = folder.load("S01").coding(ADJUDICATED).tags.values()
    assert tag.value("known_answer") == "unclear"
    assert len(tag.adjudicated_from) == 2
    settled(window, qtbot, page.undo.click)
    assert cells(page, 1)[agreed] == "open"
    with open_project(project, ADJUDICATED) as folder:
        assert not folder.load("S01").coding(ADJUDICATED).tags
    assert document.coding.tags


def test_all_that_is_agreed_is_taken_and_its_numbers_stand_beside_the_coders(window, qtbot):
    page = window.differences_page
    settled(window, qtbot, page.take_agreed.click)
    window.tabs.setCurrentWidget(window.results_page)
    qtbot.waitUntil(lambda: not window.settling.stale, timeout=30_000)
    assert heads(window.results_page)[-3:] == ["AK", "RM", ADJUDICATED]


def test_who_asks_or_to_whom_cannot_be_left_to_nobody(window):
    page = window.differences_page
    page.table.setCurrentIndex(page.table.grid.index(0, 0))
    assert page.neither.isEnabled()
    assert page.first.text() == "Take AK’s (&1)"


def test_another_session_or_rule_is_compared_at_once(window, qtbot):
    window.choice.sessions.setCurrentIndex(1)
    qtbot.waitUntil(lambda: list(window.found.sessions) == ["S01"], timeout=30_000)
    window.choice.rules.setCurrentIndex(window.choice.rules.findData("exact"))
    qtbot.waitUntil(lambda: window.found.wanted.rule == "exact", timeout=30_000)


def test_tables_and_appendix_are_written(window, tmp_path, qtbot, navigation):
    with qtbot.waitSignal(navigation.message, timeout=20_000) as said:
        window.write_to(tmp_path / "out")
    assert said.args[0].startswith("6 files written")
    assert "Identification" in (tmp_path / "out" / "agreement.html").read_text(encoding="utf-8")


def test_every_control_has_a_name_and_says_what_it_does(window):
    from PySide6.QtWidgets import QComboBox, QPushButton

    for box in window.choice.findChildren(QComboBox):
        assert box.accessibleName()
        assert box.toolTip()
    for button in window.findChildren(QPushButton):
        assert button.text()
        assert button.toolTip()
    for page in (window.found_page, window.links_page, window.differences_page):
        assert page.table.accessibleName()


class TestABlindCoder:
    @pytest.fixture
    def blind(self, document):
        set_blind(document, blind=True)
        return document

    def test_sees_only_the_own_layer(self, blind):
        assert is_blind(blind)
        assert list(blind.session.codings) == ["AK"]

    def test_is_refused_the_agreement_until_finished(self, blind, navigation, qtbot):
        window = AgreementWindow(blind, navigation)
        qtbot.addWidget(window)
        window.show()
        assert window._hint.isVisible()
        assert "AK codes blind and has not finished" in window._hint.text()
        assert window.found is None
        set_blind(blind, blind=False)
        assert set(blind.session.codings) == {"AK", "RM"}
        window.compare()
        qtbot.waitUntil(lambda: window.found is not None, timeout=30_000)

    def test_loses_sight_of_the_numbers_as_soon_as_coding_is_blind(self, window, document):
        set_blind(document, blind=True)
        assert window.found is None
        assert window._hint.isVisible()

    def test_gets_a_report_of_the_own_tags_only(self, blind, tmp_path):
        from widgets.export_work import Source, exports

        report = next(one for one in exports() if one.key == "report")
        source = Source(blind.session, blind.codebook, "AK", blind.folder.path)
        report.write(source, tmp_path / "report")
        table = (tmp_path / "report" / "measures.csv").read_text(encoding="utf-8-sig")
        coders = {line.split(",")[2] for line in table.splitlines()[1:]}
        assert coders == {"AK"}

    def test_is_offered_nobody_elses_tags_to_compare(self, blind, qtbot):
        choice = CompareChoice()
        qtbot.addWidget(choice)
        everybody = SavedComparison("c1", "Of everybody")
        choice.show_project(blind.folder, everybody)
        assert [action.text() for action in choice.coders.menu().actions()] == ["AK"]
        assert choice.everybody == ("AK",)
        assert seen_by(blind.folder, {"AK", "RM"}) == {"AK"}


def test_a_coder_who_has_not_finished_is_named(document, navigation, qtbot, project):
    with open_project(project, "RM") as folder:
        from dataclasses import replace

        folder.record_project(replace(folder.project, blind=("RM",)))
    document.folder.project = replace(document.folder.project, blind=("RM",))
    window = shown(document, navigation, qtbot)
    assert "RM codes blind and has not finished" in window.warning.text()


def test_without_a_project_or_a_second_coder_the_window_says_what_to_do(
    qtbot, navigation, project, home
):
    window = AgreementWindow(Document(), navigation)
    qtbot.addWidget(window)
    window.show()
    assert "Open a project" in window._hint.text()
    for path in project.glob("sessions/*/coding.RM.xml"):
        path.unlink()
    document = Document()
    document.open_folder(open_project(project, "AK"))
    alone = AgreementWindow(document, navigation)
    qtbot.addWidget(alone)
    alone.show()
    assert "Only one person has coded here (AK)" in alone._hint.text()
    document.close()


def test_no_two_controls_of_the_window_answer_to_the_same_access_key(window):
    texts = [label.text() for label in window.findChildren(QLabel) if label.buddy()]
    texts += [button.text() for button in window.findChildren(QPushButton)]
    texts += [window.tabs.tabText(at) for at in range(window.tabs.count())]
    keys = [text[text.index("&") + 1].lower() for text in texts if "&" in text]
    assert sorted(keys) == sorted(set(keys))


def test_the_keyboard_settles_disagreements_as_soon_as_their_page_is_chosen(window, qtbot):
    with qtbot.waitActive(window):
        window.activateWindow()
    window.choice.first.setFocus()
    window.tabs.setCurrentWidget(window.differences_page)
    table = window.differences_page.table
    assert window.focusWidget() is table
    settled(window, qtbot, lambda: qtbot.keyClick(table, Qt.Key.Key_1))
    assert cells(window.differences_page, 0)[6] == "AK’s"

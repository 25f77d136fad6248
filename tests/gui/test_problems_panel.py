"""The problems panel on a transcript with slips in its notation."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ca_tool.notation import parse
from ca_tool.problems import Severity
from ca_tool.project import Session
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.problems_panel import NOTHING_OPEN, ProblemsPanel

SLIPS = """\
1 ANN: did you get the °milk
2 BEN: [no
3 ANN: so shall [we go
4 BEN: >all right
"""


@pytest.fixture
def navigation(qapp):
    return Navigation()


@pytest.fixture
def document(qapp):
    return Document(Session("S01", parse(SLIPS)))


@pytest.fixture
def panel(document, navigation, qtbot):
    panel = ProblemsPanel(document, navigation)
    qtbot.addWidget(panel)
    panel.resize(430, 400)
    panel.show()
    return panel


def test_each_problem_of_the_transcript_has_a_row(panel, document):
    assert len(document.session.transcript.problems) > 1
    assert panel.model.values == document.session.transcript.problems


def test_clicking_a_problem_goes_to_its_place_and_tells_what_to_do(
    panel, document, navigation, qtbot
):
    row, problem = next((r, p) for r, p in enumerate(panel.model.values) if p.line)
    place = panel.table.visualRect(panel.model.index(row, 2)).center()
    with qtbot.waitSignal(navigation.go_to) as gone:
        qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    span = gone.args[0]
    assert document.session.transcript.row[span.line] == problem.line - 1
    assert span.start == problem.column - 1
    assert panel.advice.isVisible()
    assert problem.advice in panel.advice.text()


def test_kinds_can_be_hidden_and_their_counts_stay(panel, document):
    kinds = {problem.severity for problem in document.session.transcript.problems}
    for severity in kinds:
        panel.filters[severity].click()
    assert panel.model.values == ()
    for severity, button in panel.filters.items():
        count = sum(p.severity is severity for p in document.session.transcript.problems)
        assert button.text().endswith(f" {count}")


def test_severity_is_a_sign_and_a_word_not_a_colour(panel):
    for row, problem in enumerate(panel.model.values):
        shown = panel.model.index(row, 1).data()
        assert shown.split()[1] in {"Error", "Warning", "Note"}
        assert (problem.severity is Severity.ERROR) == shown.startswith("✖")


def test_an_empty_panel_says_what_to_do(qtbot, navigation):
    panel = ProblemsPanel(Document(), navigation)
    qtbot.addWidget(panel)
    panel.show()
    assert panel._hint.isVisible()
    assert panel._hint.text() == NOTHING_OPEN


def test_another_session_brings_its_own_problems(panel, document):
    document.show_session(Session("S02", parse("1 ANN: hello\n2 BEN: hello\n")))
    assert panel.model.values == ()


def test_lines_are_named_by_their_printed_numbers(qtbot, navigation):
    numbered = "[GTC:kitchen]\n01 ANN: did you get the °milk\n02 BEN: yes\n"
    panel = ProblemsPanel(Document(Session("S01", parse(numbered))), navigation)
    qtbot.addWidget(panel)
    assert panel.model.index(0, 0).data() == "01"

"""What if, and intervals by sequence, as a researcher meets them beside the numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ca_tool.coding import Edit
from ca_tool.storage import default_codebook
from tests.coded_gold import CODER, gold
from tests.core.test_resampling import long_session
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.numbers.numbers_panel import NumbersPanel
from widgets.numbers.what_if_model import AFTER, BEFORE


def panel_of(session, qtbot):
    navigation = Navigation()
    panel = NumbersPanel(Document(session, default_codebook(), CODER), navigation)
    panel.the_navigation = navigation
    qtbot.addWidget(panel, before_close_func=closed)
    panel.resize(460, 800)
    panel.show()
    return panel


def closed(panel):
    panel.resampling.finish()
    if panel._what_if is not None:
        panel._what_if.close()


@pytest.fixture
def cafe(qapp, qtbot):
    return panel_of(gold("b"), qtbot)


def asked(panel, key, qtbot):
    """Open the dialog with a choice and wait until all is counted."""
    panel.bar.what_if.click()
    dialog = panel._what_if
    dialog.choices.setCurrentIndex(dialog.choices.findData(key))
    qtbot.waitUntil(lambda: not dialog._background.busy)
    return dialog


def line_of(dialog, heading, who):
    for row, line in enumerate(dialog.model.values):
        if line.changed and (line.heading, line.spoken) == (heading, who):
            return row
    raise AssertionError(f"{heading} of {who} is not shown")


def shown(dialog, row):
    return [dialog.model.index(row, column).data() for column in (0, BEFORE, AFTER)]


def test_without_gestures_jos_turns_go_from_three_to_two(cafe, qtbot):
    dialog = asked(cafe, "without-embodied", qtbot)
    row = line_of(
        dialog, "How many turns each person had: all turns, gestures and laughter too", "JO"
    )
    assert shown(dialog, row) == ["JO", "3 of 11 (27%)", "2 of 10 (20%)"]
    assert "gesture" in dialog.about.text()


def test_a_cell_opens_its_own_cases(cafe, qtbot):
    dialog = asked(cafe, "without-embodied", qtbot)
    lit = []
    cafe.the_navigation.highlight.connect(lit.append)
    row = line_of(
        dialog, "How many turns each person had: all turns, gestures and laughter too", "JO"
    )
    for column, turns in ((BEFORE, 3), (AFTER, 2)):
        index = dialog.model.index(row, column)
        dialog.table.scrollTo(index)
        place = dialog.table.visualRect(index).center()
        qtbot.mouseClick(dialog.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert len(lit[-1]["in"]) == turns
    assert dialog.cases.isVisible()


def test_only_main_numbers_are_shown_until_all_are_asked_for(cafe, qtbot):
    dialog = asked(cafe, "without-minimal", qtbot)
    few = dialog.model.rowCount()
    dialog.more.setChecked(True)
    assert dialog.model.rowCount() > few
    shown_now = sum(line.changed is not None for line in dialog.model.values)
    assert shown_now == len(dialog.changes)
    assert dialog.found.text() == f"{shown_now} numbers change; all are shown."


def test_where_nothing_depends_on_it_the_dialog_says_so(cafe, qtbot):
    dialog = asked(cafe, "with-newsmarks", qtbot)
    assert dialog.model.rowCount() == 0
    assert dialog.found.text().startswith("No number changes")


def test_an_edit_is_counted_again(cafe, qtbot):
    dialog = asked(cafe, "only-sure", qtbot)
    assert dialog.changes == ()
    document = cafe._document
    tag = document.session.coding(CODER).tags["Q4"]
    from dataclasses import replace

    doubt = replace(tag, certainty="possible")
    document.push(Edit("Doubt", frozenset({tag}), frozenset({doubt})))
    qtbot.waitUntil(lambda: bool(dialog.changes), timeout=5000)


def test_intervals_by_sequence_come_when_they_are_ready(qapp, qtbot):
    panel = panel_of(long_session(), qtbot)
    panel.bar.intervals.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "Intervals by resampling" in panel.resampled.text(), timeout=10_000)
    words = next(r for r in panel.rows if (r.measure, r.variant) == ("M-02", "words_all"))
    assert words.low is not None
    assert words.method.endswith("2,000 resamples, n_blocks=14, seed 1")
    panel.bar.intervals.setCurrentIndex(0)
    assert not panel.resampled.isVisible()
    assert all("n_blocks" not in row.method for row in panel.rows)


def test_too_few_sequences_are_said_and_wilson_stays(cafe, qtbot):
    cafe.bar.intervals.setCurrentIndex(1)
    qtbot.waitUntil(lambda: "Intervals by resampling" in cafe.resampled.text(), timeout=10_000)
    assert "Intervals by resampling: 0 numbers." in cafe.resampled.text()
    assert "for want of 10 blocks of talk" in cafe.resampled.text()
    assert all(row.method.startswith("Wilson") for row in cafe.rows if row.low is not None)

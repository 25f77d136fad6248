"""The numbers panel, as a researcher meets it, on the two worked transcripts."""

from __future__ import annotations

import csv

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ca_tool.coding import Edit, Tag
from ca_tool.storage import default_codebook
from tests.coded_gold import CODER, gold
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.numbers.cases_list import Group
from widgets.numbers.numbers_model import Kind
from widgets.numbers.numbers_panel import NumbersPanel


@pytest.fixture
def document(qapp):
    return Document(gold("a"), default_codebook(), CODER)


@pytest.fixture
def navigation(qapp):
    return Navigation()


@pytest.fixture
def panel(document, navigation, qtbot):
    panel = NumbersPanel(document, navigation)
    qtbot.addWidget(panel)
    panel.resize(460, 800)
    panel.show()
    return panel


def find(panel, measure, variant, who, other=""):
    for row, entry in enumerate(panel.model.entries):
        found = entry.row
        if found and (found.measure, found.variant, found.participant, found.other) == (
            measure,
            variant,
            who,
            other,
        ):
            return row, entry
    raise AssertionError(f"{measure} {variant} of {who} is not shown")


def click(qtbot, panel, row):
    index = panel.model.index(row)
    panel.table.scrollTo(index)
    place = panel.table.visualRect(index).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def listed(panel, group):
    return [case for case in panel.cases.model.values if case.group is group and case.id]


def test_counts_come_first_and_small_numbers_have_no_percentage(panel):
    _, answered = find(panel, "M-18", "answered", "SUE", "TOM")
    assert answered.number == "3 of 4"
    assert answered.text == "SUE → TOM"


def test_where_there_are_no_times_one_line_says_so_and_nothing_is_zero(panel):
    lines = [e for e in panel.model.entries if e.measure == "M-05"]
    assert [e.text for e in lines] == ["No media times: talking time is not estimated"]
    assert lines[0].number == ""


def test_headings_are_those_of_the_plain_table_in_order(panel):
    headings = [e.text for e in panel.model.entries if e.kind is Kind.HEADING]
    assert headings[0] == "How much each person said"
    assert headings.index("Who started things") < headings.index("Who asked the questions")
    assert "What happened after each question" in headings


def test_turns_words_and_time_stand_side_by_side_with_a_caution_for_two_people(panel):
    kinds = [
        (e.kind, e.measure) for e in panel.model.entries if e.kind in {Kind.MEASURE, Kind.NOTE}
    ]
    assert kinds[:4] == [
        (Kind.MEASURE, "M-01"),
        (Kind.NOTE, "M-01"),
        (Kind.MEASURE, "M-02"),
        (Kind.MEASURE, "M-05"),
    ]


def test_clicking_a_number_lists_its_cases_in_three_groups_and_highlights_them(
    panel, navigation, qtbot
):
    row, _ = find(panel, "M-18", "answered", "SUE", "TOM")
    with qtbot.waitSignal(navigation.highlight) as lit, qtbot.waitSignal(navigation.go_to) as gone:
        click(qtbot, panel, row)
    assert [case.line for case in listed(panel, Group.COUNTED)] == ["03", "06", "08"]
    assert [case.line for case in listed(panel, Group.OTHERS)] == ["01"]
    (left_out,) = listed(panel, Group.EXCLUDED)
    assert left_out.line == "14"
    assert "censored" in left_out.why
    assert left_out.words == "have you washed your hands?"
    stretches = lit.args[0]
    assert [len(stretches[key]) for key in ("in", "out", "excluded")] == [3, 1, 1]
    assert gone.args[0].line == stretches["out"][0].line


def test_clicking_a_case_goes_to_its_line(panel, document, navigation, qtbot):
    row, _ = find(panel, "M-18", "answered", "SUE", "TOM")
    click(qtbot, panel, row)
    table = panel.cases.table
    index = panel.cases.model.index(1, 2)
    with qtbot.waitSignal(navigation.go_to) as gone:
        place = table.visualRect(index).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert document.session.transcript.line(gone.args[0].line).number == "03"


def test_return_opens_the_cases_without_a_mouse(panel, navigation, qtbot):
    row, _ = find(panel, "M-12", "tokens", "TOM")
    panel.table.setCurrentIndex(panel.model.index(row))
    panel.table.setFocus()
    with qtbot.waitSignal(navigation.highlight):
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert [case.line for case in listed(panel, Group.COUNTED)] == ["13"]


def test_numbers_follow_an_edit_and_its_undo(panel, document, qtbot):
    row, before = find(panel, "M-12", "tokens", "TOM")
    assert before.row.k == 1
    line = next(one for one in document.session.transcript.lines if one.number == "10")
    from ca_tool.transcript import Span

    span = Span(line.id, line.body, line.id, line.body_end)
    tag = Tag("new", "question", (span,), actor="TOM", addressees=("SUE",), coder=CODER)
    document.push(Edit("Tag", added=frozenset({tag})))
    qtbot.waitUntil(lambda: panel.model.entries[row].row.k == 2, timeout=2000)
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: panel.model.entries[row].row.k == 1, timeout=2000)


def test_the_cases_shown_follow_an_edit(panel, document, qtbot):
    row, _ = find(panel, "M-12", "tokens", "TOM")
    click(qtbot, panel, row)
    tag = document.coding.tags["Q5"]
    document.push(Edit("Remove tag", removed=frozenset({tag})))
    qtbot.waitUntil(lambda: not listed(panel, Group.COUNTED), timeout=2000)


def test_many_edits_in_a_row_are_computed_once(panel, document, qtbot):
    rows = []
    panel.model.dataChanged.connect(lambda *_: rows.append(panel.rows))
    tags = list(document.coding.tags.values())[:5]
    before = panel.rows
    for tag in tags:
        document.push(Edit("Remove tag", removed=frozenset({tag})))
    assert panel.rows is before
    qtbot.waitUntil(lambda: panel.rows is not before, timeout=2000)
    computed = {id(found) for found in rows}
    qtbot.wait(200)
    assert computed <= {id(panel.rows)}


def test_splitting_turns_at_silences_changes_the_turns(panel):
    _, whole = find(panel, "M-01", "turns_all", "SUE")
    assert whole.row.k == 5
    panel.bar.policies.setCurrentIndex(panel.bar.policies.findData("CP-1s"))
    _, split = find(panel, "M-01", "turns_all", "SUE")
    assert split.row.k == 6


def test_technical_words_name_measure_and_variant(panel):
    panel.bar.words.setCurrentIndex(1)
    titles = [e.text for e in panel.model.entries if e.kind is Kind.MEASURE]
    assert "M-02 Word share · words_all" in titles


def test_all_variants_are_shown_on_demand(panel):
    few = panel.model.rowCount()
    panel.bar.more.click()
    assert panel.model.rowCount() > few
    find(panel, "M-02", "words_minus_fillers", "SUE")


def test_a_heading_folds_and_unfolds(panel, qtbot):
    everything = panel.model.rowCount()
    click(qtbot, panel, 0)
    assert panel.model.rowCount() < everything
    assert panel.model.entries[1].kind is Kind.HEADING
    click(qtbot, panel, 0)
    assert panel.model.rowCount() == everything


def test_the_definition_is_the_docstring(panel, qtbot):
    row = next(r for r, e in enumerate(panel.model.entries) if e.measure == "M-18")
    click(qtbot, panel, row)
    text = panel.definition.toPlainText()
    assert panel.definition.isVisible()
    assert text.startswith("What happened after each question")
    assert "References" in text


def test_shift_f1_on_a_number_tells_what_it_is(panel, qtbot):
    row, _ = find(panel, "M-02", "words_all", "TOM")
    panel.table.setCurrentIndex(panel.model.index(row))
    qtbot.keyClick(panel.table, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert "M-02" in panel.definition.toPlainText()


def test_copied_numbers_paste_into_a_spreadsheet(panel):
    panel.bar.copy.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t") == ["What", "Who", "Number", "Left out"]
    assert any(line.split("\t")[1:3] == ["TOM", "7 of 52 (13%)"] for line in lines)


def test_saved_numbers_carry_their_case_ids(panel, tmp_path):
    panel.save_csv(tmp_path / "numbers.csv")
    with (tmp_path / "numbers.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    answered = next(
        row
        for row in rows
        if (row["measure"], row["variant"], row["participant"], row["other"])
        == ("M-18", "answered", "SUE", "TOM")
    )
    assert answered["instances"].split() == ["tag:Q2", "tag:Q3", "tag:Q4"]
    assert (answered["k"], answered["n"]) == ("3", "4")


def test_an_empty_panel_says_what_to_do(qtbot, navigation):
    panel = NumbersPanel(Document(), navigation)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.model.rowCount() == 0
    assert not panel.bar.isEnabled()


def test_another_coder_can_be_chosen_where_there_is_one(document, navigation, qtbot):
    session = document.session
    from dataclasses import replace

    from ca_tool.coding import Coding

    both = {**session.codings, "zoe": Coding("zoe")}
    document.show_session(replace(session, codings=both))
    panel = NumbersPanel(document, navigation)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.bar.coders.isVisible()
    panel.bar.coders.setCurrentIndex(panel.bar.coders.findData("zoe"))
    asked = [row for row in panel.rows if row.measure == "M-12" and row.variant == "tokens"]
    assert all(row.value is None and row.coder == "zoe" for row in asked)


def test_every_line_is_spoken_to_a_screen_reader(panel):
    spoken = [panel.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
              for row in range(panel.model.rowCount())]  # fmt: skip
    assert all(spoken)
    assert "SUE → TOM: 3 of 4" in spoken


def test_bars_are_filled_as_far_as_the_share_says(panel):
    row, sue = find(panel, "M-02", "words_all", "SUE")
    other, tom = find(panel, "M-02", "words_all", "TOM")
    assert sue.fraction == pytest.approx(45 / 52)
    assert tom.fraction == pytest.approx(7 / 52)

    def coloured(at, colour):
        panel.table.scrollTo(panel.model.index(at))
        image = panel.table.viewport().grab(panel.table.visualRect(panel.model.index(at))).toImage()
        middle = image.height() // 2
        return sum(image.pixelColor(x, middle).name() == colour for x in range(image.width()))

    assert coloured(row, "#0072b2") > coloured(other, "#d55e00") > 0


def test_a_panel_behind_another_counts_when_it_comes_to_the_front(panel, document):
    _, before = find(panel, "M-12", "tokens", "TOM")
    panel.hide()
    document.push(Edit("Remove tag", removed=frozenset({document.coding.tags["Q5"]})))
    panel.refresh()
    assert find(panel, "M-12", "tokens", "TOM")[1] is before
    panel.show()
    assert find(panel, "M-12", "tokens", "TOM")[1].row.k == 0


def test_lines_grow_with_the_text(panel):
    before = panel.table.rowHeight(2)
    font = panel.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    panel.setFont(font)
    assert panel.table.rowHeight(2) > before * 1.5


def test_a_click_and_return_open_a_line_once_each(panel, qtbot):
    opened = []
    panel.table.opened.connect(opened.append)
    click(qtbot, panel, 2)
    assert len(opened) == 1
    panel.table.setFocus()
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert len(opened) == 2


def test_where_the_panel_is_narrow_a_number_stands_under_its_bar(panel, qtbot):
    panel.resize(460, 800)
    row = next(r for r, e in enumerate(panel.model.entries) if e.fraction is not None)
    wide = panel.table.rowHeight(row)
    panel.table.resize(190, 500)
    assert panel.table.rowHeight(row) >= wide + panel.table.fontMetrics().height()
    panel.table.resize(440, 500)
    assert panel.table.rowHeight(row) == wide


def test_how_turns_are_counted_is_read_in_full(panel):
    box = panel.bar.policies
    longest = max(box.fontMetrics().horizontalAdvance(box.itemText(n)) for n in range(box.count()))
    assert box.width() > longest + 25


@pytest.mark.parametrize("times", [1.4, 1.6, 1.8, 2.0, 2.2])
def test_in_large_text_every_line_has_the_room_it_needs(qapp, navigation, qtbot, times):
    usual, large = qapp.font(), qapp.font()
    large.setPointSizeF(times * large.pointSizeF())
    qapp.setFont(large)
    try:
        panel = NumbersPanel(Document(gold("b"), default_codebook(), CODER), navigation)
        qtbot.addWidget(panel)
        panel.resize(460, 700)
        panel.show()

        def fits():
            rows = range(panel.model.rowCount())
            return all(
                panel.table.rowHeight(row) >= panel.table.sizeHintForRow(row) for row in rows
            )

        qtbot.wait(50)  # the column gets its width after the table has
        qtbot.waitUntil(fits)
    finally:
        qapp.setFont(usual)

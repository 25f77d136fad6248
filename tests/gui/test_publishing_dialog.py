"""The window for publication extracts: what is chosen is what is shown, saved and copied."""

from __future__ import annotations

from dataclasses import replace

import docx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from ca_tool.project import SessionFacts
from ca_tool.publishing import FORMS
from ca_tool.publishing.choosing import numbered
from ca_tool.review import Exchange
from ca_tool.storage import default_codebook
from ca_tool.transcript import Span
from tests.coded_gold import CODER, gold
from widgets.document import Document
from widgets.main_window import MainWindow
from widgets.publishing.extract_dialog import NOTHING_OPEN, ExtractDialog, origins_of
from widgets.publishing.extract_lines import Origin


def document(name="b", **facts):
    session = replace(gold(name), facts=SessionFacts(**facts))
    return Document(session, default_codebook(), CODER)


@pytest.fixture
def dialog(qtbot):
    opened = document(title="Hot chocolate", activity="café", date="2016")
    chosen = numbered(opened.session, "6", "9")
    everything = frozenset(line.id for line in opened.session.transcript.lines)
    origins = (
        Origin("The selected lines", chosen),
        Origin("The whole transcript", everything),
    )
    dialog = ExtractDialog(opened, origins)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def shown(dialog):
    dialog.refresh()
    return dialog.preview.toPlainText().splitlines()


def tick(dialog, row):
    dialog.lines.ticks.item(row).setCheckState(Qt.CheckState.Checked)


def test_the_selected_lines_are_shown_with_title_and_source(dialog):
    assert shown(dialog) == [
        "Extract 1: Hot chocolate",
        "06\tJO:\t<hot chocolate> ((device voice))",
        "07\tPAM:\thot choc\t[olate with cream?",
        "08\tWAI:\t\t[with or without \t[cream",
        "09\tJO:\t\t[((nods))",
        "Hot chocolate, café, 2016: lines 6–9",
    ]


def test_overlaps_stand_under_each_other_on_the_screen(dialog):
    for font in (0, 1):
        dialog.form.font_choice.setCurrentIndex(font)
        dialog.refresh()
        page = dialog.preview.document()
        places = [place_of(dialog, page.findBlockByNumber(n), words) for n, words in BRACKETS]
        assert places[0] == pytest.approx(places[1], abs=1)
        assert places[2] == pytest.approx(places[3], abs=1)


BRACKETS = ((2, "[olate"), (3, "[with"), (3, "[cream"), (4, "[((nods"))


def place_of(dialog, block, words):
    cursor = dialog.preview.textCursor()
    cursor.setPosition(block.position() + block.text().index(words))
    return dialog.preview.cursorRect(cursor).left()


def test_first_and_last_line_can_be_typed(dialog, qtbot):
    dialog.lines.first.selectAll()
    qtbot.keyClicks(dialog.lines.first, "10")
    dialog.lines.last.selectAll()
    qtbot.keyClicks(dialog.lines.last, "12")
    rows = shown(dialog)
    assert [row.split("\t")[0] for row in rows[1:-1]] == ["10", "11", "12"]
    assert rows[-1].endswith("lines 10–12")


def test_a_line_that_is_not_there_is_named_and_nothing_is_lost(dialog, qtbot):
    before = shown(dialog)
    dialog.lines.last.selectAll()
    qtbot.keyClicks(dialog.lines.last, "99")
    assert dialog.lines.trouble.text() == "There is no line 99."
    assert len(shown(dialog)) == len(before)


def test_a_ticked_line_gets_an_arrow(dialog):
    tick(dialog, 2)
    assert [("→" in row) for row in shown(dialog)] == [False, False, False, True, False, False]


def test_arrows_can_follow_a_code(dialog):
    names = [dialog.lines.arrows_at.itemData(at) for at in range(dialog.lines.arrows_at.count())]
    dialog.lines.arrows_at.setCurrentIndex(names.index("response"))
    dialog.lines.arrows_at.activated.emit(names.index("response"))
    begun = {
        tag.start.line for tag in gold("b").coding(CODER).tags.values() if tag.code == "response"
    }
    assert dialog.lines.arrows == begun & dialog.lines.lines != frozenset()


def test_a_title_somebody_typed_stays_when_the_lines_change(dialog):
    dialog.form.title.setText("Extract 7: nodding")
    dialog.lines.origin.setCurrentIndex(1)
    rows = shown(dialog)
    assert rows[0] == "Extract 7: nodding"
    assert rows[-1].endswith("lines 1–14")


def test_speakers_get_other_names_and_numbers_start_again(dialog):
    dialog.form.speakers.setCurrentIndex(2)
    assert dialog.form.names.isVisible()
    people = [person.code for person in gold("b").transcript.participants]
    dialog.form.names.item(people.index("PAM"), 1).setText("Mother")
    dialog.form.numbers.setCurrentIndex(1)
    assert shown(dialog)[2] == "2\tMother:\thot choc\t[olate with cream?"


def test_what_a_form_cannot_carry_is_said_before_it_is_saved(dialog):
    for at, form in enumerate(FORMS.values()):
        dialog.format.setCurrentIndex(at)
        dialog.refresh()
        assert all(loss in dialog.about.text() for loss in form.losses)


def test_it_is_saved_in_every_form(dialog, qtbot, tmp_path):
    for at, form in enumerate(FORMS.values()):
        dialog.format.setCurrentIndex(at)
        path = tmp_path / f"extract{form.suffix}"
        dialog.save_to(path)
        qtbot.waitUntil(lambda p=path: str(p) in dialog.told.text(), timeout=20_000)
        assert path.stat().st_size > 0
    said = [paragraph.text for paragraph in docx.Document(tmp_path / "extract.docx").paragraphs]
    assert "07\tPAM:\thot choc[olate with cream?" in said


def test_a_file_that_cannot_be_written_is_said(dialog, qtbot, tmp_path, monkeypatch):
    told = []
    box = "widgets.publishing.extract_dialog.QMessageBox.warning"
    monkeypatch.setattr(box, lambda *words: told.append(words[-1]))
    dialog.save_to(tmp_path / "nowhere" / "extract.docx")
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].startswith("Nothing was written")


def test_a_copy_is_rich_and_plain(dialog, qtbot):
    dialog.copy()
    qtbot.waitUntil(lambda: "Copied" in dialog.told.text(), timeout=20_000)
    data = QGuiApplication.clipboard().mimeData()
    assert "tab-stops:" in data.html()
    assert data.data("text/rtf").data().startswith(b"{\\rtf1")
    rows = data.text().splitlines()
    upper, lower = (next(r for r in rows if words in r) for words in ("[olate", "[with"))
    assert upper.index("[olate") == lower.index("[with")


def test_looking_at_an_extract_changes_nothing(qtbot):
    opened = document()
    before = opened.session
    lines = numbered(before, "1", "9")
    dialog = ExtractDialog(opened, (Origin("The selected lines", lines),))
    qtbot.addWidget(dialog)
    dialog.form.numbers.setCurrentIndex(1)
    dialog.refresh()
    assert opened.session is before
    assert not opened.undo_stack.count()


def test_with_nothing_open_nothing_can_be_saved(qtbot):
    dialog = ExtractDialog(Document(), ())
    qtbot.addWidget(dialog)
    assert dialog.about.text() == NOTHING_OPEN
    assert not dialog.save_button.isEnabled()
    assert not dialog.copy_button.isEnabled()


def test_lines_come_from_the_selection_the_cases_and_the_scenes(home, qtbot):
    window = MainWindow()
    qtbot.addWidget(window)
    session = gold("b")
    seven, eight = (min(numbered(session, n, n)) for n in "78")
    scene = Exchange("E1", "Cream", seven, eight)
    window.document.show_session(replace(session, exchanges=(scene,)))
    window.navigation.select(Span(seven, 9, eight, 20))
    spans = (Span(eight, 16, eight, 20),)
    window.navigation.highlight.emit({"in": spans, "out": (), "excluded": ()})
    found = {origin.name: origin.lines for origin in origins_of(window)}
    assert found["The selected lines"] == {seven, eight}
    assert found["The lines of the highlighted cases"] == {eight}
    assert found["Scene: Cream"] == {seven, eight}
    assert len(found["The whole transcript"]) == len(session.transcript.lines)


def test_every_control_has_a_name_and_says_what_it_does(dialog):
    for control in (
        *(dialog.lines.origin, dialog.lines.first, dialog.lines.last, dialog.lines.arrows_at),
        *(dialog.lines.ticks, dialog.form.title, dialog.form.source, dialog.form.numbers),
        *(dialog.form.speakers, dialog.form.names, dialog.form.font_choice, dialog.form.wrap),
        *(dialog.format, dialog.preview, dialog.save_button, dialog.copy_button),
    ):
        assert control.toolTip(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control

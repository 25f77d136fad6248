"""The codebook panel and the dialog behind it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QMessageBox

from ca_tool.codebook import Attribute, Code, Codebook, Value
from ca_tool.storage import default_codebook
from tests.coded_gold import CODER, gold
from widgets.codes import codebook_files
from widgets.codes.code_editor import CodeEditor
from widgets.codes.codebook_panel import CodebookPanel
from widgets.document import Document
from widgets.navigation import Navigation

OK = QDialogButtonBox.StandardButton.Ok


@pytest.fixture
def document(qapp):
    return Document(gold("a"), default_codebook(), CODER)


@pytest.fixture
def panel(document, qtbot):
    panel = CodebookPanel(document, Navigation())
    qtbot.addWidget(panel)
    panel.resize(430, 600)
    panel.show()
    return panel


def choose(panel, name):
    row = next(r for r, code in enumerate(panel.model.values) if code.name == name)
    panel.table.setCurrentIndex(panel.model.index(row, 0))
    return row


def editor(qtbot, code, codebook, *, new=False):
    dialog = CodeEditor(code, codebook, new=new)
    qtbot.addWidget(dialog)
    return dialog


def test_every_code_stands_under_its_group_with_its_key_and_uses(panel, document):
    shown = [code for code in panel.model.values if code.name]
    assert {code.name for code in shown} == {code.name for code in document.codebook.codes}
    row = choose(panel, "question")
    cells = [panel.model.index(row, column).data() for column in range(4)]
    assert cells == ["Question", "Q", "q", "6"]
    heading = next(code for code in reversed(panel.model.values[:row]) if not code.name)
    assert heading.group == document.codebook.by_name["question"].group


def test_each_code_has_a_picture_and_not_only_a_name(panel):
    row = choose(panel, "topic")
    icon = panel.model.index(row, 0).data(Qt.ItemDataRole.DecorationRole)
    assert not icon.isNull()


def test_changing_a_code_is_one_undoable_step_and_a_new_version(panel, document):
    before = document.codebook.by_name["question"]
    version = document.codebook.version
    panel.put(before, replace(before, definition="Ours."))
    assert document.codebook.by_name["question"].definition == "Ours."
    assert document.codebook.version != version
    document.undo_stack.undo()
    assert document.codebook.by_name["question"] == before


def test_removing_a_code_takes_its_tags_and_links_and_undo_brings_them_back(panel, document):
    coding = document.coding
    row = choose(panel, "question")
    code = panel.model.values[row]
    assert "6 tags" in panel.warning(code)
    panel.take_away(code)
    assert not [tag for tag in document.coding.tags.values() if tag.code == "question"]
    assert all(link.kind == "evaluates" for link in document.coding.links.values())
    document.undo_stack.undo()
    assert document.coding == coding
    assert "question" in document.codebook.by_name


def test_an_unused_code_goes_without_talk_of_tags(panel):
    row = choose(panel, "repair")
    assert "Your" not in panel.warning(panel.model.values[row])


def test_the_dialog_gives_back_an_unchanged_code_as_it_was(qtbot, document):
    for code in document.codebook.codes:
        assert editor(qtbot, code, document.codebook).code() == code


def test_a_key_that_is_taken_is_refused_with_the_code_that_has_it(qtbot, document):
    dialog = editor(qtbot, document.codebook.by_name["topic"], document.codebook)
    dialog.key.setText("q")
    assert "Question" in dialog.problem.text()
    assert not dialog.buttons.button(OK).isEnabled()
    dialog.key.setText("t")
    assert dialog.buttons.button(OK).isEnabled()


def test_a_new_code_gets_a_name_of_its_own(qtbot, document):
    dialog = editor(qtbot, Code("", "", "", order=99), document.codebook, new=True)
    assert not dialog.buttons.button(OK).isEnabled()
    dialog.label.setText("Question")
    dialog.short.setText("Q2")
    assert dialog.code().name == "question_2"


def test_values_of_an_attribute_can_be_added(qtbot, document):
    dialog = editor(qtbot, document.codebook.by_name["topic"], document.codebook)
    tree = dialog.attributes.tree
    tree.setCurrentItem(tree.topLevelItem(0))
    dialog.attributes.add_value.click()
    tree.currentItem().setText(0, "By a photo")
    tree.currentItem().setText(1, "9")
    added = dialog.code().attributes[0].values[-1]
    assert added == Value("by_a_photo", "By a photo", "9")


def test_an_attribute_can_be_added_and_taken_away(qtbot, document):
    before = document.codebook.by_name["topic"]
    dialog = editor(qtbot, before, document.codebook)
    dialog.attributes.add_attribute.click()
    dialog.attributes.tree.currentItem().setText(0, "Where it leads")
    assert dialog.code().attributes[-1] == Attribute("where_it_leads", "Where it leads")
    dialog.attributes.remove.click()
    assert dialog.code() == before


def test_a_project_without_codes_says_what_to_do(qtbot):
    panel = CodebookPanel(Document(gold("a")), Navigation())
    qtbot.addWidget(panel)
    assert panel.model.rowCount() == 0
    assert panel.add.isEnabled()
    assert not panel.edit.isEnabled()


def test_how_often_a_code_is_used_stands_clear_of_the_scroll_bar(panel):
    header = panel.table.horizontalHeader()
    assert header.sectionSize(3) > header.fontMetrics().horizontalAdvance("Used") + 15
    assert header.length() <= panel.table.viewport().width()


@pytest.mark.parametrize("name", ["codes.qdc", "codes.xml"])
def test_codes_of_a_file_are_added_in_one_step_that_undo_takes_back(
    panel, document, qtbot, tmp_path, monkeypatch, name
):
    brought = Codebook("x", "1", (
        Code("question", "Asks", "A", key="z"), Code("gaze", "Gaze", "G", key="q", colour="#123456")
    ))  # fmt: skip
    codebook_files.write(brought, tmp_path / name)
    before = document.codebook.codes
    told = []
    monkeypatch.setattr(QMessageBox, "information", lambda *words: told.append(words[-1]))
    chosen = (str(tmp_path / name), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen)
    qtbot.mouseClick(panel.bring, Qt.MouseButton.LeftButton)
    gaze = document.codebook.by_name["gaze"]
    assert (gaze.label, gaze.key, gaze.colour) == ("Gaze", "", "#123456")
    assert document.codebook.by_name["question"] in before
    assert told == ["1 code added.\n1 of the same name were there already and stay as they are."]
    document.undo_stack.undo()
    assert document.codebook.codes == before


@pytest.mark.parametrize("name", ["codes.qdc", "codes.xml"])
def test_the_codebook_goes_out_for_other_programs_and_other_projects(
    panel, document, qtbot, tmp_path, monkeypatch, name
):
    chosen = (str(tmp_path / name), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    qtbot.mouseClick(panel.send, Qt.MouseButton.LeftButton)
    found, problems = codebook_files.read(tmp_path / name, Codebook())
    assert (found.codes, problems) == (document.codebook.codes, ())


def test_a_file_that_is_no_codebook_says_so_and_changes_nothing(
    panel, document, qtbot, tmp_path, monkeypatch
):
    (tmp_path / "x.xml").write_text("<codebook><what/></codebook>")
    told = []
    monkeypatch.setattr(QMessageBox, "warning", lambda *words: told.append(words[-1]))
    chosen = (str(tmp_path / "x.xml"), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen)
    qtbot.mouseClick(panel.bring, Qt.MouseButton.LeftButton)
    assert told[0].startswith("x.xml cannot be used")
    assert not document.undo_stack.canUndo()


def strengths(qtbot, document):
    dialog = editor(qtbot, document.codebook.by_name["ir"], document.codebook)
    category = dialog.attributes.tree.topLevelItem(0)
    rows = [category.child(row) for row in range(category.childCount())]
    return dialog, {row.text(0).split()[0]: row for row in rows}


def test_strengths_that_nobody_checked_say_so_in_words(qtbot, document):
    _, rows = strengths(qtbot, document)
    assert [rows["<>"].text(column) for column in (3, 4, 5)] == ["4", "B S", "yes"]
    assert [rows["=>"].text(column) for column in (3, 4, 5)] == ["4", "S O", "not verified"]
    assert "1988" in rows["=>"].toolTip(5)


def test_a_strength_can_be_changed_and_marked_as_checked(qtbot, document):
    dialog, rows = strengths(qtbot, document)
    rows["=<"].setText(3, "2,5")
    rows["=<"].setText(4, "O F")
    rows["=<"].setText(5, "yes")
    rows["--"].setText(3, "a lot")
    values = {value.sign: value for value in dialog.code().attributes[0].values}
    assert (values["=<"].score, values["=<"].sets, values["=<"].verified) == (2.5, ("O", "F"), True)
    assert values["--"].score == 1


def test_codes_without_strengths_show_no_empty_columns(qtbot, document):
    dialog = editor(qtbot, document.codebook.by_name["topic"], document.codebook)
    assert dialog.attributes.tree.columnCount() == 3

"""The document: edits are recorded, shown, undone; and refused where they cannot be kept."""

import gc

import pytest

from ca_tool.coding import Edit, Tag
from ca_tool.formats import read_text
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project, open_project
from ca_tool.text_edits import delete_line, insert_line
from ca_tool.transcript import Span
from widgets.document import Document
from widgets.tags import tagging

TALK = "ANN: are you coming?\n(0.4)\nBEN: yeah\n"
QUESTION = Tag("q1", "question", (Span(1, 5, 1, 20),), actor="ANN", coder="AK")
ADD = Edit("Tag question", added=frozenset({QUESTION}))


@pytest.fixture
def folder(tmp_path):
    folder = create_project(tmp_path / "study", "Study", coder="AK")
    folder.add_session(read_text(TALK), SessionFacts(title="Kitchen"), None)
    yield folder
    folder.close()


@pytest.fixture
def document(qapp, folder):
    document = Document()
    document.open_folder(folder)
    return document


def stored(folder):
    """Return the tags that somebody else finds on the disk now."""
    with open_project(folder.path, "AK", read_only=True) as again:
        return again.load("S01").coding("AK").tags


def test_a_tag_is_on_disk_before_anybody_is_told(document, folder):
    found = []
    document.edited.connect(lambda _edit: found.append(stored(folder)))
    document.push(ADD)
    assert found == [{"q1": QUESTION}]


def test_undo_and_redo_are_on_disk_too(document, folder):
    document.push(ADD)
    gc.collect()
    document.undo_stack.undo()
    assert stored(folder) == {}
    assert document.undo_stack.redoText() == "Tag question"
    document.undo_stack.redo()
    assert stored(folder) == {"q1": QUESTION}


def test_an_edit_that_changes_nothing_leaves_no_step(document):
    document.push(ADD.inverse)
    assert document.undo_stack.count() == 0


def test_a_tag_that_is_there_is_not_taken_away_by_undoing_it_twice(document):
    document.push(ADD)
    document.push(ADD)
    assert document.undo_stack.count() == 1


def test_a_full_disk_leaves_everything_as_it_was_and_says_so(document, folder, monkeypatch, qtbot):
    def fail(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder, "record", fail)
    with qtbot.waitSignal(document.not_saved) as said:
        document.push(ADD)
    assert "No space left on device" in said.args[0]
    assert document.coding.tags == {}
    assert document.undo_stack.count() == 0


def test_an_undo_that_cannot_be_saved_is_not_made(document, folder, monkeypatch, qtbot):
    document.push(ADD)

    def fail(*_args):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(folder, "record", fail)
        with qtbot.waitSignal(document.not_saved):
            document.undo_stack.undo()
        qtbot.waitUntil(lambda: document.undo_stack.index() == 1)
    assert document.coding.tags == {"q1": QUESTION}
    document.undo_stack.undo()
    assert document.coding.tags == {}


def test_a_read_only_project_refuses_with_the_reason(qapp, folder, qtbot):
    document = Document()
    with open_project(folder.path, "AK", read_only=True) as looking:
        document.open_folder(looking)
        with qtbot.waitSignal(document.not_saved) as said:
            document.push(ADD)
    assert "looking" in said.args[0]
    assert document.coding.tags == {}


def test_a_line_put_in_and_taken_out_keeps_tags_on_their_words(document):
    document.push(ADD)
    document.push(insert_line(document.session, 1, "BEN: what"))
    assert document.session.transcript.text == "ANN: are you coming?\nBEN: what\n(0.4)\nBEN: yeah\n"
    document.push(delete_line(document.session, document.session.transcript.lines[0].id))
    assert document.coding.tags == {}
    document.undo_stack.undo()
    document.undo_stack.undo()
    assert document.session.transcript.text == TALK
    assert document.session.transcript.quote(QUESTION.spans[0]) == "are you coming?"


def test_a_changed_code_goes_into_the_codebook_with_a_new_version(document, folder):
    from dataclasses import replace

    code = document.codebook.by_name["question"]
    louder = replace(code, label="Asking")
    document.push(Edit("Change code", removed=frozenset({code}), added=frozenset({louder})))
    assert document.codebook.by_name["question"].label == "Asking"
    assert folder.project.codebook == document.codebook
    assert document.codebook.version == "2"


def test_opening_another_session_forgets_undo_and_shows_its_tags(document, folder, qtbot):
    folder.add_session(read_text("CAT: hello\n"), SessionFacts(), None)
    document.push(ADD)
    with qtbot.waitSignal(document.session_changed):
        document.open_session("S02")
    assert document.coding.tags == {}
    assert not document.undo_stack.canUndo()
    document.open_session("S01")
    assert document.coding.tags == {"q1": QUESTION}


def test_setting_a_value_and_taking_it_back_leaves_the_tag_as_it_was(document):
    document.push(ADD)
    document.push(tagging.set_value(QUESTION, "form", "wh"))
    assert document.coding.tags["q1"].value("form") == "wh"
    document.undo_stack.undo()
    assert document.coding.tags["q1"] == QUESTION

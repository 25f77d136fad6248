"""Tags that lost their words are listed until the analyst settles where they belong."""

import pytest
from PySide6.QtCore import Qt

from ca_tool.coding import Edit, Tag
from ca_tool.formats.registry import Parsed
from ca_tool.notation import parse
from ca_tool.project import SessionFacts, apply
from ca_tool.storage import create_project, open_project
from ca_tool.transcript import Span
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.tags.moved_panel import MovedPanel

TEA = "SUE: d'you want pasta or fish fingers¿\nTOM: °pasta°\n"
ASKED = Tag("t1", "question", (Span(1, 5, 1, 20),), "SUE", coder="ana")
ANSWERED = Tag("t2", "response", (Span(2, 6, 2, 11),), "TOM", coder="ana")


@pytest.fixture
def document(qapp, tmp_path):
    """Open a project whose transcript was changed outside after it was tagged."""
    with create_project(tmp_path / "study", "Tea", coder="ana") as folder:
        folder.add_session(Parsed(parse(TEA)), SessionFacts("Tea"), None)
        session = folder.load("S01")
        edit = Edit("Tag", added=frozenset({ASKED, ANSWERED}))
        folder.record(session, apply(session, edit), edit, "ana")
    text = tmp_path / "study/sessions/S01/transcript.txt"
    text.write_text(TEA.replace("°pasta°", "°beans°"), "utf-8")
    document = Document()
    document.open_folder(open_project(tmp_path / "study", "ana"))
    yield document
    document.close()


@pytest.fixture
def navigation():
    return Navigation()


@pytest.fixture
def panel(document, navigation, qtbot):
    panel = MovedPanel(document, navigation)
    qtbot.addWidget(panel)
    panel.show()
    return panel


def row(panel, number=0):
    return [panel.model.index(number, column).data() for column in range(4)]


def test_a_tag_whose_words_were_changed_is_listed_with_what_it_was_on(panel):
    assert panel.model.rowCount() == 1
    assert row(panel) == ["Response", "pasta", "beans", "its words were changed"]


def test_enter_shows_where_it_is_now(panel, navigation, qtbot):
    panel.table.selectRow(0)
    with qtbot.waitSignal(navigation.go_to) as shown:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert shown.args == [Span(2, 6, 2, 11)]


def test_it_is_confirmed_by_one_button_and_listed_again_by_undo(panel, document, qtbot):
    panel.table.selectRow(0)
    qtbot.mouseClick(panel.keep, Qt.MouseButton.LeftButton)
    assert document.session.moved == ()
    assert document.coding.tags["t2"].spans == (Span(2, 6, 2, 11),)
    document.undo_stack.undo()
    assert row(panel)[1] == "pasta"


def test_it_is_put_on_what_is_selected(panel, document, navigation, qtbot):
    panel.table.selectRow(0)
    assert not panel.move_here.isEnabled()
    navigation.select(Span(2, 5, 2, 12))
    qtbot.mouseClick(panel.move_here, Qt.MouseButton.LeftButton)
    assert document.coding.tags["t2"].spans == (Span(2, 5, 2, 12),)
    assert panel.model.rowCount() == 0


def test_it_can_be_removed_and_brought_back(panel, document, qtbot):
    panel.table.selectRow(0)
    qtbot.mouseClick(panel.drop, Qt.MouseButton.LeftButton)
    assert set(document.coding.tags) == {"t1"}
    document.undo_stack.undo()
    assert set(document.coding.tags) == {"t1", "t2"}
    assert panel.model.rowCount() == 1

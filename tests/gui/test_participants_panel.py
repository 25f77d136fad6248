"""The participants panel: every change is one step that can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ca_tool.measures import measure_session
from ca_tool.storage import default_codebook
from ca_tool.transcript import ROLES
from tests.coded_gold import CODER, gold
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.participants_model import Column
from widgets.participants_panel import ParticipantsPanel


@pytest.fixture
def document(qapp):
    return Document(gold("a"), default_codebook(), CODER)


@pytest.fixture
def panel(document, qtbot):
    panel = ParticipantsPanel(document, Navigation())
    qtbot.addWidget(panel)
    panel.resize(460, 300)
    panel.show()
    return panel


def people(document):
    return {person.code: person for person in document.session.transcript.participants}


def test_the_roster_is_listed_with_its_lines(panel):
    rows = range(panel.model.rowCount())
    codes = [panel.model.index(row, Column.CODE).data() for row in rows]
    lines = [panel.model.index(row, Column.LINES).data() for row in rows]
    assert codes == ["SUE", "TOM"]
    assert lines == ["6", "4"]


def test_a_role_is_chosen_from_the_list_or_typed_and_can_be_undone(panel, document, qtbot):
    index = panel.model.index(0, Column.ROLE)
    panel.table.setCurrentIndex(index)
    panel.table.edit(index)
    box = panel.table.findChild(QComboBox)
    assert [box.itemText(i) for i in range(box.count())] == list(ROLES)
    box.setEditText("advocate")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: people(document)["SUE"].role == "advocate")
    document.undo_stack.undo()
    assert people(document)["SUE"].role == ""
    assert panel.model.index(0, Column.ROLE).data() == "not said yet"


def test_capitals_can_be_said_to_be_a_device(panel, document):
    index = panel.model.index(1, Column.DEVICE)
    assert panel.model.setData(index, Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert people(document)["TOM"].caps_are_device


def test_a_silent_person_counts_in_the_shares(panel, document):
    panel.add_silent(" viv ")
    assert list(people(document)) == ["SUE", "TOM", "VIV"]
    rows = measure_session(document.session, CODER, measures=["M-02"])
    words = {row.participant: row.value for row in rows if row.variant == "words_all"}
    assert words["VIV"] == 0
    assert document.undo_stack.count() == 1


def test_only_people_who_never_speak_can_be_removed(panel, document, qtbot):
    panel.add_silent("VIV")
    panel.table.setCurrentIndex(panel.model.index(0, 0))
    assert not panel.remove.isEnabled()
    panel.table.setCurrentIndex(panel.model.index(2, 0))
    assert panel.remove.isEnabled()
    qtbot.mouseClick(panel.remove, Qt.MouseButton.LeftButton)
    assert list(people(document)) == ["SUE", "TOM"]


def test_ticks_are_spoken_as_yes_and_no(panel):
    spoken = panel.model.index(0, Column.PRESENT).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "SUE, There: yes"


def test_the_model_keeps_qts_rules(panel, qtmodeltester):
    qtmodeltester.check(panel.model)

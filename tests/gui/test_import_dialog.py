"""The import dialog: what a file holds is seen, and may be changed, before it is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel

from ca_tool.resources import folder as shipped
from ca_tool.storage import create_project
from tests.coded_gold import GOLD
from widgets.importing.import_dialog import READING, ImportDialog
from widgets.importing.import_roster import Column

OK = QDialogButtonBox.StandardButton.Ok
TEA = GOLD / "gold_a.txt"
CAFE = GOLD / "gold_b.txt"


@pytest.fixture
def folder(tmp_path):
    folder = create_project(tmp_path / "study", "Study", coder="kim")
    yield folder
    folder.close()


@pytest.fixture
def open_dialog(folder, qtbot):
    def opened(*paths):
        dialog = ImportDialog(folder, paths)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: len(dialog.drafts) == len(paths), timeout=10_000)
        settled(dialog, qtbot)
        return dialog

    return opened


def settled(dialog, qtbot):
    """Wait until all that was asked for has been read and is shown."""
    qtbot.waitUntil(lambda: not dialog.busy, timeout=10_000)


def store(dialog, qtbot):
    with qtbot.waitSignal(dialog.stored, timeout=10_000) as stored:
        dialog.buttons.button(OK).click()
    return stored.args[0]


def test_the_people_found_are_listed_with_their_turns_and_no_role_is_guessed(open_dialog):
    roster = open_dialog(TEA).page.roster
    rows = [[roster.index(row, column).data() for column in Column] for row in range(2)]
    assert rows == [["SUE", "SUE", "5", "choose…"], ["TOM", "TOM", "4", "choose…"]]


def test_the_profile_its_evidence_and_a_preview_are_shown(open_dialog):
    page = open_dialog(TEA).page
    assert page.profiles.currentData() == "loose-CA"
    assert "10 of them talk, 4 silence" in page.found.text()
    first = page.preview.lines.index(1, 4).data()
    assert first == "what d'you want for your tea Tom."
    assert "degree sign: 2" in page.signs.text()


def test_roles_and_facts_are_stored_with_the_session(open_dialog, folder, qtbot):
    dialog = open_dialog(TEA)
    roster, facts = dialog.page.roster, dialog.page.facts
    roster.setData(roster.index(0, Column.ROLE), "support worker")
    roster.setData(roster.index(1, Column.ROLE), "disabled person")
    facts.title.setText("Tea")
    facts.phase.setEditText("before")
    facts.activity.setText("making tea")
    stored = store(dialog, qtbot)
    assert stored.session_ids == ("S01",)
    session = folder.load("S01")
    assert session.roles == {"SUE": "support worker", "TOM": "disabled person"}
    assert (session.facts.title, session.facts.phase) == ("Tea", "before")
    assert session.transcript.text == TEA.read_text(encoding="utf-8")


def test_two_labels_of_one_person_become_one_and_stay_so_on_disk(
    open_dialog, folder, qtbot, tmp_path
):
    path = tmp_path / "two.txt"
    path.write_text("1 ANN: hello\n2 BEN: hello\n3 ANNE: shall we go\n4 BEN: yes\n")
    dialog = open_dialog(path)
    roster = dialog.page.roster
    assert roster.rowCount() == 3
    roster.setData(roster.index(2, Column.CODE), "ann")
    settled(dialog, qtbot)
    assert [roster.index(row, 0).data() for row in range(roster.rowCount())] == ["ANN", "BEN"]
    assert roster.index(0, Column.TURNS).data() == "2"
    store(dialog, qtbot)
    again = folder.load("S01").transcript
    assert again.codes == ("ANN", "BEN")
    assert [line.speakers for line in again.lines] == [("ANN",), ("BEN",), ("ANN",), ("BEN",)]


def test_another_profile_is_read_at_once_and_keeps_the_roles_given(open_dialog, qtbot):
    dialog = open_dialog(TEA)
    page = dialog.page
    page.roster.setData(page.roster.index(0, Column.ROLE), "family")
    page.profiles.setCurrentIndex(page.profiles.findData("jefferson-2004"))
    settled(dialog, qtbot)
    assert page.roster.index(0, Column.ROLE).data() == "family"
    draft = dialog.drafts[0]
    assert draft.transcript.profile == "jefferson-2004"
    assert draft.transcript.participants[0].role == "family"


def test_a_file_that_cannot_be_read_says_why_and_stops_no_other(
    open_dialog, folder, qtbot, tmp_path
):
    picture = tmp_path / "photo.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    gone = tmp_path / "gone.txt"
    dialog = open_dialog(picture, TEA, gone, CAFE)
    assert dialog.summary.text() == "2 to import, 2 cannot be read"
    dialog.files.selectRow(0)
    assert "picture" in dialog.failure.text()
    stored = store(dialog, qtbot)
    assert stored.session_ids == ("S01", "S02")
    assert folder.session_ids == ("S01", "S02")


def test_a_damaged_file_without_talk_is_counted_as_such(open_dialog, tmp_path):
    cut = tmp_path / "cut.eaf"
    cut.write_bytes(b'<?xml version="1.0"?><ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT')
    dialog = open_dialog(TEA, cut)
    assert dialog.summary.text() == "2 to import (1 without talk)"


def test_while_files_are_read_the_dialog_says_so(folder, qtbot):
    dialog = ImportDialog(folder, [TEA])
    qtbot.addWidget(dialog)
    dialog.show()
    shown = {label.text() for label in dialog.findChildren(QLabel) if label.isVisible()}
    assert READING in shown
    settled(dialog, qtbot)


def test_spoilt_characters_are_repaired_on_request_only(open_dialog, tmp_path, qtbot):
    path = tmp_path / "spoilt.txt"
    path.write_text("1 ANN: °yes°\n2 BEN: ↑no\n".encode().decode("cp1252"), encoding="utf-8")
    dialog = open_dialog(path)
    assert "Â" in dialog.drafts[0].transcript.text
    dialog.page.repair.click()
    settled(dialog, qtbot)
    assert "°yes°" in dialog.drafts[0].transcript.text
    assert "Â" not in dialog.drafts[0].transcript.text


def test_files_can_be_dropped_on_the_dialog(open_dialog, qtbot):
    dialog = open_dialog()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(TEA))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    dialog.dropEvent(drop)
    qtbot.waitUntil(lambda: len(dialog.drafts) == 1, timeout=5000)
    assert dialog.buttons.button(OK).isEnabled()


def test_nothing_can_be_imported_until_there_is_a_file(open_dialog):
    dialog = open_dialog()
    assert not dialog.buttons.button(OK).isEnabled()


def test_a_file_left_out_is_not_stored(open_dialog, folder, qtbot):
    dialog = open_dialog(TEA, CAFE)
    dialog.files.selectRow(0)
    dialog.drop_button.click()
    store(dialog, qtbot)
    assert folder.load("S01").transcript.codes == ("WAI", "PAM", "JO")
    assert folder.session_ids == ("S01",)


def test_every_shipped_transcript_can_be_imported(open_dialog, folder, qtbot):
    samples = sorted(Path(str(shipped("sample_transcripts"))).glob("*.txt"))
    dialog = open_dialog(*samples)
    assert not [draft.failure for draft in dialog.drafts if draft.failure]
    assert len(store(dialog, qtbot).session_ids) == len(samples)


@pytest.mark.real_data
def test_chat_files_nobody_here_wrote_are_read(open_dialog, real_data):
    files = sorted(real_data.glob("jefferson-chat/**/*.cha"))[:5]
    dialog = open_dialog(*files)
    for draft in dialog.drafts:
        assert not draft.failure
        assert draft.transcript.participants

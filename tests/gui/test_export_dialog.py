"""Exporting: what is written, and what is said that a file cannot carry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ca_tool.formats import FORMATS, Parsed, read
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project
from tests.coded_gold import CODER, gold
from widgets.document import Document
from widgets.export_dialog import NOTHING_OPEN, ExportDialog


@pytest.fixture
def folder(tmp_path):
    folder = create_project(tmp_path / "study", "Study", coder=CODER)
    session = gold("a")
    folder.add_session(
        Parsed(session.transcript, dict(session.codings)), SessionFacts(title="Tea"), None
    )
    yield folder
    folder.close()


@pytest.fixture
def dialog(qtbot, folder):
    document = Document()
    document.open_folder(folder)
    dialog = ExportDialog(document)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog, key):
    keys = [export.key for export in dialog._exports]
    dialog.choices.setCurrentRow(keys.index(key))


def export(dialog, qtbot, key, path):
    choose(dialog, key)
    dialog.write_to(path)
    qtbot.waitUntil(lambda: "Written" in dialog.about.text(), timeout=20_000)


def test_every_format_that_can_be_written_is_offered(dialog):
    keys = {export.key for export in dialog._exports}
    assert {key for key, known in FORMATS.items() if known.writes} <= keys
    assert {"numbers", "figures", "report"} <= keys


def test_plain_text_comes_out_as_it_went_in(dialog, qtbot, tmp_path):
    export(dialog, qtbot, "plain", tmp_path / "tea.txt")
    assert read(tmp_path / "tea.txt").transcript.text == gold("a").transcript.text


def test_what_a_format_cannot_carry_is_said_before_it_is_written(dialog):
    choose(dialog, "chat")
    for loss in FORMATS["chat"].losses_of(gold("a").transcript):
        assert loss in dialog.about.text()


def test_numbers_are_written_for_a_spreadsheet(dialog, qtbot, tmp_path):
    export(dialog, qtbot, "numbers", tmp_path / "numbers.csv")
    header, *rows = (tmp_path / "numbers.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("session,policy,coder,codebook,participant")
    assert any(",M-18,answered," in row for row in rows)


def test_figures_are_written_as_pictures_and_drawings(dialog, qtbot, tmp_path):
    export(dialog, qtbot, "figures", tmp_path / "figures")
    assert {path.suffix for path in (tmp_path / "figures").iterdir()} == {".png", ".svg"}


def test_a_report_of_the_project_is_written(dialog, qtbot, tmp_path):
    export(dialog, qtbot, "report", tmp_path / "report")
    assert "SUE" in (tmp_path / "report" / "report.html").read_text(encoding="utf-8")


def test_a_session_goes_out_with_the_tags_of_its_coders(dialog, qtbot, tmp_path):
    export(dialog, qtbot, "refi", tmp_path / "tea.qdpx")
    found = read(tmp_path / "tea.qdpx")
    assert found.codings[CODER].tags == gold("a").coding(CODER).tags
    assert found.transcript.title == "Tea"


def test_the_whole_project_goes_into_one_file(dialog, qtbot, folder, tmp_path):
    session = gold("b")
    folder.add_session(Parsed(session.transcript, dict(session.codings)), SessionFacts(), None)
    export(dialog, qtbot, "refi-project", tmp_path / "study.qdpx")
    found = read(tmp_path / "study.qdpx")
    assert [one.transcript.text for one in (found, *found.more)] == [
        gold(name).transcript.text for name in "ab"
    ]


@pytest.mark.parametrize("key", ["measures-xlsx", "measures-parquet", "questions-csv", "turns-csv"])
def test_tables_of_the_project_go_out_with_what_explains_them(dialog, qtbot, tmp_path, key):
    rows, _, suffix = key.partition("-")
    out = tmp_path / "out"
    out.mkdir()
    export(dialog, qtbot, key, out / "table")
    beside = {path.name for path in out.iterdir()}
    assert f"table.{suffix}" in beside
    assert "table-problems.csv" in beside
    assert (suffix == "xlsx") or {"table-dictionary.csv", "table-methods.txt"} <= beside
    assert ("table.R" in beside) == (rows == "questions")


def test_who_codes_blind_takes_out_their_own_tags_only(dialog, qtbot, folder, tmp_path):
    with create_project(tmp_path / "other", "Other", coder="lee") as other:
        session = gold("a")
        coding = session.coding(CODER)
        id_ = other.add_session(Parsed(session.transcript, {CODER: coding}), SessionFacts(), None)
        other.record_project(replace(other.project, blind=("lee",)))
        document = Document()
        document.open_folder(other, id_)
        own = ExportDialog(document)
        qtbot.addWidget(own)
        own.show()
        export(own, qtbot, "questions-csv", tmp_path / "q.csv")
    assert (tmp_path / "q.csv").read_text(encoding="utf-8-sig").count("\n") == 1


def test_with_nothing_open_there_is_nothing_to_export(qtbot):
    dialog = ExportDialog(Document())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.about.text() == NOTHING_OPEN
    assert "report" not in {export.key for export in dialog._exports}

"""The tidy table of projects, folders and files, and its CSV."""

import csv
import io
import shutil

import pandas as pd
import pytest

import ca_tool
from ca_tool.codebook import Codebook
from ca_tool.coding import Edit
from ca_tool.formats import read
from ca_tool.formats.registry import UnreadableFileError
from ca_tool.measures import measure_session
from ca_tool.measures.table_csv import COLUMNS, to_csv, write_csv
from ca_tool.notation import parse
from ca_tool.project import Session, SessionFacts
from ca_tool.storage import create_project
from tests.coded_gold import CODER, GOLD, coded, gold


@pytest.fixture
def project(tmp_path):
    """Return a project with both gold sessions, coded."""
    folder = create_project(tmp_path / "study", "Study", coder=CODER)
    for name in "ab":
        parsed = read(GOLD / f"gold_{name}.txt")
        facts = SessionFacts(title=name, phase="before")
        session_id = folder.add_session(parsed, facts, None)
        before = folder.load(session_id)
        coding = coded(before.transcript, name).coding(CODER)
        records = frozenset([*coding.tags.values(), *coding.links.values()])
        edit = Edit("Tag", added=records)
        after = Session(session_id, before.transcript, facts, {CODER: coding})
        folder.record(before, after, edit, CODER)
    folder.close()
    return tmp_path / "study"


def answered(table):
    found = table[(table.measure == "M-18") & (table.variant == "answered")]
    found = found[(found.participant == "SUE") & (found.other == "TOM")]
    return [(row.session, row.coder, row.k, row.n) for row in found.itertuples()]


def test_a_project_gives_one_table_for_all_its_sessions(project):
    table = ca_tool.measure(project)
    assert list(table.columns) == list(COLUMNS)
    assert answered(table) == [("S01", CODER, 3, 4)]
    assert set(table.session) == {"S01", "S02"}
    assert set(table.codebook) == {"1"}
    assert table.attrs["unread"] == []


def test_more_processes_give_the_same_table(project):
    one, two = ca_tool.measure(project), ca_tool.measure(project, jobs=2)
    pd.testing.assert_frame_equal(one, two)


def test_another_coder_has_coded_nothing(project):
    table = ca_tool.measure(project, coder="lee")
    assert answered(table) == []
    assert table[table.measure == "M-18"].value.isna().all()


def test_a_session_that_lost_its_text_is_reported_and_the_rest_measured(project):
    shutil.rmtree(project / "sessions" / "S01")
    shutil.rmtree(project / ".backups")
    table = ca_tool.measure(project)
    assert set(table.session) == {"S02"}
    assert len(table.attrs["unread"]) == 1


def test_a_folder_of_transcripts(tmp_path):
    for name in "ab":
        shutil.copy(GOLD / f"gold_{name}.txt", tmp_path)
    table = ca_tool.measure(tmp_path)
    words = table[(table.measure == "M-02") & (table.variant == "words_all")]
    assert list(words.k) == [45, 7, 21, 16, 6]
    assert list(words.session.unique()) == ["gold_a.txt", "gold_b.txt"]


def test_a_file_among_several_that_is_not_there_is_reported(tmp_path):
    table = ca_tool.measure([GOLD / "gold_a.txt", tmp_path / "gone.txt"])
    assert set(table.session) == {"gold_a.txt"}
    assert [path for path, _ in table.attrs["unread"]] == [str(tmp_path / "gone.txt")]


def test_a_single_file_that_is_not_there_raises(tmp_path):
    with pytest.raises(UnreadableFileError):
        ca_tool.measure(tmp_path / "gone.txt")


def test_a_transcript_and_a_session():
    session = gold("a")
    assert answered(ca_tool.measure(session)) == [("A", CODER, 3, 4)]
    bare = ca_tool.measure(session.transcript)
    assert bare[bare.measure == "M-12"].value.isna().all()


def test_missing_is_missing_and_numbers_are_numbers():
    table = ca_tool.measure(gold("a"))
    assert all(table[name].dtype.kind == "f" for name in ("value", "k", "n", "low", "high"))
    assert not (table[table.k.isna()].value == 0).any()


def test_no_cell_is_a_formula(tmp_path):
    transcript = parse("=SUM: hello\nTOM: hi\n")
    session = Session("=1+1", transcript)
    rows = measure_session(session, "@kim", codebook=Codebook())
    path = tmp_path / "table.csv"
    write_csv(rows, path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for line in csv.reader(file) for cell in line]
    texts = [cell for cell in cells if not _is_number(cell)]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in texts)
    assert "'=1+1" in cells
    assert "'@kim" in cells


def _is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_the_csv_names_the_cases():
    rows = measure_session(gold("a"), CODER, codebook=Codebook(), measures=["M-18"])
    records = list(csv.DictReader(io.StringIO(to_csv(rows))))
    row = next(
        found
        for found in records
        if (found["variant"], found["participant"], found["other"]) == ("answered", "SUE", "TOM")
    )
    assert row["instances"] == "tag:Q2 tag:Q3 tag:Q4"
    assert row["others"] == "tag:Q1"
    assert row["excluded_cases"].startswith("tag:Q6=censored")
    assert float(row["value"]) == 0.75

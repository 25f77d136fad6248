"""The comparison of the sample project, from the folder to the tables."""

from __future__ import annotations

import csv
import io
import shutil

import pytest

from ca_tool import cli
from ca_tool.compare import Key, assembled
from ca_tool.compare.from_project import Job, compare_project, measure_on_disk, with_cases
from ca_tool.compare.tables import CHANGES, NUMBERS, changes_csv, notes, numbers_csv
from ca_tool.measures.table import NO_CASES
from ca_tool.project import Fixing, SavedComparison
from ca_tool.resources import folder
from ca_tool.storage import open_project

SAMPLE = folder("sample_transcripts") / "sample_project"
PRIMARY = SavedComparison(
    "c",
    "Before and after",
    coders=("AK",),
    measures=("M-02", "M-18"),
    fixings=(Fixing(("M-18",), "2026-03-01T09:00:00+00:00", (), "AK"),),
)


@pytest.fixture
def study(tmp_path):
    shutil.copytree(SAMPLE, tmp_path / "study")
    return tmp_path / "study"


def records(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_leo_says_more_after_the_workshop():
    table = compare_project(SAMPLE, PRIMARY)
    before, after = table.cells[Key("M-02", "words_all", "LEO", "")]
    assert (before.k, before.n, after.k, after.n) == (36, 184, 89, 201)
    assert table.groups == (("before", 1), ("after", 1))
    assert {key.measure for key in table.cells} == {"M-02", "M-18"}


def test_without_coders_there_is_a_column_for_everybody_who_coded():
    table = compare_project(SAMPLE, SavedComparison("c", "", measures=("M-12",)))
    assert [column.coder for column in table.columns] == ["AK", "RM", "AK", "RM"]


def test_sessions_that_are_gone_are_left_out(study):
    saved = SavedComparison("c", "", ("S02", "S99"), ("AK",), measures=("M-02",))
    assert [one.session for one in compare_project(study, saved).columns] == ["S02"]


def test_a_session_that_cannot_be_read_is_named_and_the_others_are_compared(study):
    (study / "sessions" / "S02" / "transcript.txt").unlink()
    table = compare_project(study, PRIMARY)
    assert [one.session for one in table.columns] == ["S01"]
    assert any(words.startswith("S02 could not be read") for words in table.warnings)


def test_who_codes_blind_is_shown_nobody_elses_tags(study):
    with open_project(study, "RM") as folder:
        from dataclasses import replace

        folder.record_project(replace(folder.project, blind=("RM",)))
    done = measure_on_disk(Job(study, "S01", "RM", ("AK",), measures=("M-12",)))
    (column,) = done.columns
    assert column.column.detail.tags == 0


def test_bare_rows_find_their_cases_again():
    full, bare = (
        measure_on_disk(Job(SAMPLE, "S01", "AK", ("AK",), measures=("M-18",), bare=bare))
        for bare in (False, True)
    )
    with open_project(SAMPLE, "AK", read_only=True) as folder:
        session, codebook = folder.load("S01"), folder.project.codebook
    cells = assembled(bare.columns).cells
    for whole in full.columns[0].rows:
        (row,) = cells[Key(whole.measure, whole.variant, whole.participant, whole.other)]
        assert row == whole._replace(instances=NO_CASES)
        assert with_cases(row, session, codebook) == whole


def test_the_table_holds_every_number_with_its_counts_and_interval():
    table = compare_project(SAMPLE, PRIMARY)
    rows = records(numbers_csv(table, PRIMARY))
    assert tuple(rows[0]) == NUMBERS
    about = {"session": "S01", "measure": "M-18", "variant": "answered", "row": "KAY"}
    (row,) = [r for r in rows if about.items() <= r.items() and r["other_row"] == "LEO"]
    assert (row["k"], row["n"], row["primary"], row["phase"]) == ("10", "15", "yes", "before")
    assert float(row["low"]) == pytest.approx(0.417, abs=0.001)


def test_the_table_of_changes_has_newcombe_and_the_odds():
    rows = records(changes_csv(compare_project(SAMPLE, PRIMARY), PRIMARY))
    assert tuple(rows[0]) == CHANGES
    about = {"measure": "M-18", "variant": "answered", "row": "KAY", "other_row": "LEO"}
    (row,) = [r for r in rows if about.items() <= r.items()]
    assert float(row["difference"]) == pytest.approx(10 / 11 - 10 / 15)
    assert row["unit_of_comparison"] == "Kay and Leo"
    assert row["effect"] == "odds ratio"
    assert float(row["effect_value"]) == pytest.approx((10.5 / 1.5) / (10.5 / 5.5))


def test_the_notes_say_how_it_was_made_and_what_was_fixed_when():
    words = notes(compare_project(SAMPLE, PRIMARY), PRIMARY)
    assert "M-18 fixed 2026-03-01 09:00 UTC by AK, before any session" in words
    assert "Also coded by RM" in words


def test_a_cell_is_no_formula(study):
    with open_project(study, "AK") as folder:
        folder.record_comparisons(lambda _: (PRIMARY,))
        from dataclasses import replace

        session = folder.load("S01")
        facts = replace(session.facts, title="=HYPERLINK(1)")
        from ca_tool.coding import Edit

        edit = Edit("Title", frozenset({session.facts}), frozenset({facts}))
        from ca_tool.project import apply

        folder.record(session, apply(session, edit), edit, "AK")
    rows = records(numbers_csv(compare_project(study, PRIMARY), PRIMARY))
    assert {row["title"] for row in rows if row["session"] == "S01"} == {"'=HYPERLINK(1)"}


def test_the_command_writes_a_saved_comparison_into_a_folder(study, tmp_path, capsys):
    with open_project(study, "AK") as folder:
        folder.record_comparisons(lambda _: (PRIMARY,))
    out = tmp_path / "out"
    asked = ["compare", str(study), "--comparison", "Before and after", "-o", str(out)]
    assert cli.main(asked) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "comparison.csv", "comparison_changes.csv", "comparison_notes.txt",
    ]  # fmt: skip
    rows = records((out / "comparison.csv").read_text(encoding="utf-8-sig"))
    assert {row["measure"] for row in rows} == {"M-02", "M-18"}
    assert {row["coder"] for row in rows} == {"AK"}
    assert "Also coded by RM" in capsys.readouterr().err


def test_the_command_prints_the_table_where_no_file_is_named(capsys):
    asked = ["compare", str(SAMPLE), "--by", "coder", "--measures", "M-12,M-18", "--rows", "role"]
    assert cli.main(asked) == 0
    rows = records(capsys.readouterr().out)
    assert {row["group"] for row in rows} == {"AK", "RM"}
    assert "support worker" in {row["row"] for row in rows}


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--by", "colour"),
        ("--coder", "XY"),
        ("--measures", "M-99"),
        ("--policy", "CP-9"),
        ("--session", "S77"),
        ("--comparison", "Nothing"),
    ],
)
def test_the_command_names_what_there_is_where_something_is_asked_that_is_not(
    option, value, capsys
):
    assert cli.main(["compare", str(SAMPLE), option, value]) == 2
    assert value in capsys.readouterr().err

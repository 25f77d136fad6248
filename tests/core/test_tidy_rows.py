"""One row per question, turn and topic, as the hand-derived gold has it."""

import csv
import shutil
import subprocess

import pytest

from ca_tool.codebook import Codebook
from ca_tool.measures import measure_session
from ca_tool.measures.table import TRANSITIONS
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.tidy import TABLES, Options, question_rows, topic_rows, turn_rows, write_table
from ca_tool.tidy.columns import names
from ca_tool.tidy.r_script import r_script
from tests.coded_gold import CODER, annotations, gold
from tests.worked_sessions import CODES, session_of

RECORDS = {"questions": question_rows, "turns": turn_rows, "topics": topic_rows}


def every_session():
    return [gold("a"), gold("b"), *(session_of(name) for name in CODES)]


@pytest.mark.parametrize("key", RECORDS)
def test_every_row_has_every_column_and_no_other(key):
    columns = names(TABLES[key].columns)
    rows = [row for one in every_session() for row in RECORDS[key](one, CODER)]
    assert rows
    for row in rows:
        assert set(row) == set(columns)
    assert len(set(columns)) == len(columns)


@pytest.mark.parametrize("key", RECORDS)
def test_a_cell_holds_what_its_column_says(key):
    kinds = {column.name: column.kind for column in TABLES[key].columns}
    types = {"text": str, "whole": int | None, "number": int | float | None}
    for one in every_session():
        for row in RECORDS[key](one, CODER):
            for name, cell in row.items():
                assert isinstance(cell, types[kinds[name]]), (name, cell)


@pytest.mark.parametrize("name", ["a", "b"])
def test_the_questions_of_the_gold_are_there_one_by_one(name):
    said = {asked["id"]: asked for asked in annotations(name)["questions"]}
    rows = {row["question"]: row for row in question_rows(gold(name), CODER)}
    assert set(rows) == {f"tag:{id_}" for id_ in said}
    for id_, asked in said.items():
        row = rows[f"tag:{id_}"]
        assert (row["asker"], row["addressee"]) == (asked["asker"], asked["to"])
        assert row["form"] == asked["form"]
        assert int(row["first_number"]) == asked["lines"][0]
        assert row["chain_place"] == (2 if asked["reissue_of"] else 1)
        if asked["reissue_of"]:
            assert row["chain"] == f"tag:{asked['reissue_of']}"


def test_answered_is_1_0_or_unknown_and_unknown_is_never_0():
    rows = {row["question"]: row for row in question_rows(gold("a"), CODER)}
    answered = {id_.removeprefix("tag:"): row["answered"] for id_, row in rows.items()}
    assert answered == {"Q1": 0, "Q2": 1, "Q3": 1, "Q4": 1, "Q5": 0, "Q6": None}
    assert rows["tag:Q6"]["unobserved"].startswith("censored")


@pytest.mark.parametrize("one", every_session(), ids=lambda one: one.id)
def test_the_rows_add_up_to_the_measures(one):
    rows = measure_session(one, CODER, codebook=Codebook())
    measured = {(r.measure, r.variant, r.participant, r.other): r for r in rows}
    asked = [row for row in question_rows(one, CODER) if row["counted"]]
    seen = [row["answered"] for row in asked if row["answered"] is not None]
    whole = measured.get(("M-18", "answered", "", ""))
    if whole is not None and whole.n is not None:
        assert (sum(seen), len(seen)) == (whole.k, whole.n)
    turns = list(turn_rows(one, CODER))
    topics = list(topic_rows(one, CODER))
    for code in one.transcript.codes:
        own = [row for row in turns if row["speaker"] == code]
        if (found := measured.get(("M-02", "words_all", code, ""))) and found.k is not None:
            assert sum(row["words"] or 0 for row in own) == found.k
        if (found := measured.get(("M-01", "all", code, ""))) and found.k is not None:
            assert len(own) == found.k
        if (found := measured.get(("M-13", "taken_up", code, ""))) and found.n:
            known = [row["taken_up"] for row in topics if row["starter"] == code]
            known = [taken for taken in known if taken is not None]
            assert (sum(known), len(known)) == (found.k, found.n)


def test_latencies_stand_on_the_ordered_scale():
    for one in every_session():
        for row in question_rows(one, CODER):
            if row["latency"] not in ("", "untimed"):
                assert row["latency_rank"] == TRANSITIONS.index(row["latency"]) + 1
            assert (row["latency_s"] is not None) <= (row["latency"] == "timed")


def test_a_turn_nobody_could_make_out_has_unknown_words_not_0():
    session = Session("S", parse("SUE: are you there\nTOM: (      )\n"))
    words = [row["words"] for row in turn_rows(session, "")]
    assert words == [3, None]


def test_a_bare_transcript_has_turns_and_no_questions():
    session = Session("S", parse("SUE: are you there\nTOM: yes\n"))
    assert len(list(turn_rows(session, ""))) == 2
    assert list(question_rows(session, "")) == list(topic_rows(session, "")) == []


def test_the_script_names_its_table_and_its_model():
    script = r_script("my questions.csv")
    assert 'read.csv("my questions.csv"' in script
    assert "answered ~ asker_role + form + known_answer + (1 | dyad/session/chain)" in script
    assert "fewer than 5 or 6 dyads" in script
    assert script.count("{") == script.count("}")


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_the_script_runs_and_counts_as_we_do(tmp_path):
    from ca_tool.resources import folder

    project = folder("sample_transcripts") / "sample_project"
    out = tmp_path / "questions.csv"
    write_table([project], out, Options("questions"))
    done = subprocess.run(
        ["Rscript", "questions.R"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    counted = sum(row["counted"] == "1" for row in rows)
    assert f"questions that count: {counted}" in done.stdout
    assert "model:  answered ~ " in done.stdout

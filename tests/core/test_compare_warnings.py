"""What stands in the way of comparing sessions is said in words."""

from dataclasses import replace

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding
from ca_tool.compare import Column, Detail, compare, warnings
from ca_tool.notation import parse
from ca_tool.project import Session
from tests.coded_gold import CODER, gold


def column(session, coder=CODER, *, coders=(CODER,), **detail):
    counts = {"turns": 100, "tags": 10, "lines": 100, "first": 1, "last": 100} | detail
    found = Column(session, coder, f"Talk {session}", "", "", "whole", "unknown", "CA", 2)
    return found._replace(coders=coders, detail=Detail(**counts))


def said(*columns, **how):
    return " ".join(warnings(columns, **how))


def test_a_transcript_with_many_more_pauses_is_named():
    words = said(column("1", pauses=5), column("2", pauses=40))
    assert "pauses for 100 turns between 5 (Talk 1) and 40 (Talk 2)" in words


def test_a_few_pauses_more_are_no_other_detail():
    assert "differ in detail" not in said(column("1", pauses=20), column("2", pauses=40))
    assert "differ in detail" not in said(column("1", pauses=0), column("2", pauses=3))


def test_one_without_marked_overlaps_beside_one_with_many_is_named():
    assert "overlaps for 100 turns" in said(column("1", overlaps=0), column("2", overlaps=30))


def test_coders_who_are_left_out_are_named():
    words = said(column("1", coders=("kim", "lee")), column("2"))
    assert "Also coded by lee, not shown here" in words
    both = [column("1", who, coders=("kim", "lee")) for who in ("kim", "lee")]
    assert "Also coded" not in said(*both)


def test_who_did_not_code_a_session_is_named_with_it():
    words = said(column("1"), column("2", tags=0, first=0, last=0))
    assert "No tags of kim in “Talk 2”" in words


def test_tags_that_end_half_way_are_called_partly_coded():
    assert "tags in lines 1 to 50 of 100" in said(column("1", last=50), column("2"))
    assert "partly" not in said(column("1", last=90), column("2"))
    assert "partly" not in said(column("1", lines=20, last=5), column("2"))


def test_questions_without_an_outcome_are_called_partly_coded():
    words = said(column("1", questions=10, uncoded=4), column("2"))
    assert "4 of 10 questions without an outcome" in words


def test_one_session_twice_is_not_more_talk():
    assert "several columns" in said(column("1"), column("1", "lee"))


def test_what_is_counted_in_the_columns_comes_from_the_sessions():
    session = gold("a")
    other = Session("T", parse("SUE: hello (.) there\nTOM: hello\n"))
    other = replace(other, codings={CODER: Coding(CODER)})
    first, second = compare([(session, CODER), (other, CODER)], Codebook()).columns
    assert (first.detail.turns, first.detail.overlaps) == (9, 1)
    assert first.detail.questions == 6
    assert first.coders == (CODER,)
    assert (second.detail.turns, second.detail.pauses, second.detail.tags) == (2, 1, 0)
    assert second.coders == ()

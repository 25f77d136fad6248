"""How numbers are called on screen, and which of them are shown at once."""

from __future__ import annotations

import pytest

from ca_tool.measures import MEASURES, Row, measure_session
from ca_tool.measures.registry import HEADINGS
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.storage import default_codebook
from tests.coded_gold import CODER, gold
from widgets.numbers.number_words import (
    MAIN,
    ORDER,
    SHORT,
    TRANSITION_WORDS,
    needs,
    number,
    place,
    title,
    untagged,
)
from widgets.numbers.numbers_model import Kind, entries

CODEBOOK = default_codebook()
CROWD = "\n".join(f"{who}: hello there" for who in ("ANN", "BOB", "CAT", "DAN", "ANN", "CAT"))


def rows(text: str) -> tuple[Session, tuple[Row, ...]]:
    session = Session("S", parse(text))
    return session, measure_session(session, "x", codebook=CODEBOOK)


def shown(session: Session, found: tuple[Row, ...], **how):
    return entries(found, session.transcript.codes, untagged=untagged(set(), CODEBOOK), **how)


def a_row(value, unit, **how) -> Row:
    return Row("S", "CP-1", "x", "1", "", "", "M-20", "median_category", value, unit=unit, **how)


def test_every_measure_has_its_place_once():
    assert sorted(ORDER) == sorted(MEASURES)


def test_measures_under_one_heading_stand_together():
    headings = [MEASURES[id_].heading for id_ in ORDER]
    assert list(dict.fromkeys(headings)) == list(HEADINGS)
    assert headings == sorted(headings, key=HEADINGS.index)


@pytest.mark.parametrize(("measure_id", "variant"), sorted(MAIN | SHORT.keys()))
def test_what_is_shown_at_once_is_a_variant_of_its_measure(measure_id, variant):
    assert variant in MEASURES[measure_id].variants


@pytest.mark.parametrize("measure_id", [*MEASURES])
def test_every_measure_of_what_people_did_shows_something_at_once_or_is_an_index(measure_id):
    mains = [id_ for id_, _ in MAIN if id_ == measure_id]
    assert mains or measure_id in {"M-03", "M-04", "M-07", "M-08"}


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1.0, "category", "in overlap"),
        (2.0, "category", "latched"),
        (3.0, "category", "without a beat"),
        (2.5, "category", "between latched and without a beat"),
        (-120.4, "milliseconds", "-120 ms"),
        (1.84, "seconds", "1.8 s"),
        (0.5, "index", "0.50"),
    ],
)
def test_numbers_carry_their_unit_in_words(value, unit, words):
    assert number(a_row(value, unit)) == words


def test_every_category_has_words():
    from ca_tool.measures.table import TRANSITIONS

    assert tuple(TRANSITION_WORDS) == TRANSITIONS


def test_a_place_on_a_scale_and_milliseconds_have_no_bar():
    session = gold("a")
    found = measure_session(session, CODER, codebook=CODEBOOK)
    scale = [
        e for e in entries(found, session.transcript.codes) if e.row and e.row.unit == "category"
    ]
    assert scale
    assert all(entry.fraction is None for entry in scale)


def test_without_tags_each_heading_says_in_one_line_which_it_needs():
    session, found = rows("ANN: hello\nBOB: hi\n")
    lines = shown(session, found)
    needing = [entry.text for entry in lines if entry.text.startswith("Needs tags")]
    assert needing[1] == "Needs tags: Question"
    assert len(needing) <= len(HEADINGS)
    counted = {entry.measure for entry in lines if entry.kind is Kind.NUMBER}
    assert not counted & untagged(set(), CODEBOOK).keys()
    assert all(entry.measure for entry in lines if entry.text.startswith("Needs tags"))


def test_with_all_variants_each_measure_says_which_tags_it_needs():
    session, found = rows("ANN: hello\nBOB: hi\n")
    lines = [entry.text for entry in shown(session, found, everything=True)]
    assert "Whose ideas were picked up. Needs tags: Topic start" in lines
    assert "Marking the answer. Needs tags: Question · Response · Third turn" in lines


def test_one_tag_of_several_a_measure_counts_is_enough():
    assert "M-11" not in untagged({"topic"}, CODEBOOK)
    assert untagged({"topic"}, CODEBOOK)["M-12"] == ("Question",)
    assert untagged(set(CODEBOOK.by_name), CODEBOOK) == {}


def test_in_a_crowd_pairs_wait_until_all_variants_are_asked_for():
    session, found = rows(CROWD)
    few = [e for e in shown(session, found) if e.row and e.row.measure == "M-20"]
    many = [e for e in shown(session, found, everything=True) if e.row and e.row.measure == "M-20"]
    assert all(not entry.row.other for entry in few)
    assert any(entry.row.other for entry in many)


def test_where_the_second_number_is_of_pairs_alone_pairs_are_shown_even_in_a_crowd():
    session, found = rows(CROWD)
    assert any(e.row and e.row.measure == "M-29" and e.row.other for e in shown(session, found))


def test_a_caution_is_said_once_under_a_heading():
    session, found = rows("ANN: hello\nBOB: hi\nANN: yes\nBOB: no\n")
    lines = shown(session, found)
    start = [entry.text for entry in lines].index("Who spoke after whom")
    end = [entry.text for entry in lines].index("Talking at the same time")
    cautions = [entry.text for entry in lines[start:end] if entry.kind is Kind.NOTE]
    assert cautions
    assert len(cautions) == len(set(cautions))


def test_that_there_are_no_media_times_is_said_in_one_line_only():
    session, found = rows("ANN: hello\nBOB: hi\nANN: yes\n")
    said = [e for e in shown(session, found) if "media times" in f"{e.text} {e.number}"]
    assert [entry.measure for entry in said] == ["M-05"]


def test_titles_are_plain_and_say_the_variant():
    assert title("M-20", "median_category", plain=True) == (
        "How soon the next person spoke: the middle response"
    )
    assert title("M-20", "median_category", plain=False).startswith("M-20 Response latency")
    assert title("M-32", "resumed", plain=True) == "Going on when nobody answered"


def test_needs_are_named_apart_even_where_a_label_has_a_comma():
    assert needs(["About, not to", "Question"]) == "Needs tags: About, not to · Question"


def test_a_measure_not_in_the_order_comes_last():
    assert place("M-99") == len(ORDER)

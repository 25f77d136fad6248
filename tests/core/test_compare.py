"""Sessions side by side."""

from dataclasses import replace

import pytest

from ca_tool.codebook import Codebook
from ca_tool.compare import NEWCOMBE, Key, changed, compare, difference
from ca_tool.measures.intervals import newcombe
from ca_tool.project import SessionFacts
from ca_tool.transcript import Participant
from tests.coded_gold import CODER, gold

ANSWERED = Key("M-18", "answered", "SUE", "TOM")


def kitchen(session_id, **facts):
    return replace(gold("a"), id=session_id, facts=SessionFacts(**facts))


def uncoded(session):
    return replace(session, codings={})


def compared(*sessions, **how):
    return compare([(session, CODER) for session in sessions], Codebook(), **how)


def test_sessions_of_a_phase_stand_together():
    table = compared(
        kitchen("1", phase="before"), kitchen("2", phase="after"), kitchen("3", phase="before")
    )
    assert [column.session for column in table.columns] == ["1", "3", "2"]
    assert table.groups == (("before", 2), ("after", 1))


def test_a_cell_knows_its_session_and_cases():
    table = compared(kitchen("1"), kitchen("2"))
    first, second = table.cells[ANSWERED]
    assert (first.session, second.session) == ("1", "2")
    assert first.instances.numerator == ("tag:Q2", "tag:Q3", "tag:Q4")


def test_a_session_without_the_number_leaves_its_cell_empty():
    table = compared(kitchen("1"), replace(gold("b"), id="2"))
    first, second = table.cells[ANSWERED]
    assert first.k == 3
    assert second is None
    assert changed(table, ANSWERED, 0, 1) is None


def test_proportions_differ_with_newcombes_interval():
    table = compared(kitchen("1"), kitchen("2"))
    change = changed(table, ANSWERED, 0, 1)
    assert change.method == NEWCOMBE
    assert (change.value, change.low, change.high) == newcombe(3, 4, 3, 4)


def test_the_change_is_the_second_minus_the_first():
    table = compared(kitchen("1"))
    (asked,) = table.cells[Key("M-12", "tokens", "SUE", "")]
    (answered,) = table.cells[ANSWERED]
    assert difference(asked, answered).value == pytest.approx(3 / 4 - 5 / 6)


def test_other_numbers_differ_without_an_interval():
    table = compared(kitchen("1"), kitchen("2"))
    change = changed(table, Key("M-02", "words_all", "SUE", ""), 0, 1)
    assert (change.value, change.low, change.method) == (0, None, "")


def test_a_missing_value_has_no_difference():
    table = compared(kitchen("1"), uncoded(kitchen("2")))
    key = Key("M-12", "tokens", "SUE", "")
    assert table.cells[key][1].value is None
    assert changed(table, key, 0, 1) is None


def test_by_role_different_people_share_a_row():
    def with_roles(session, roles):
        people = tuple(
            Participant(person.code, role=roles[person.code])
            for person in session.transcript.participants
        )
        return replace(session, transcript=session.transcript.with_participants(people))

    a = with_roles(gold("a"), {"SUE": "support worker", "TOM": "disabled person"})
    b = with_roles(gold("b"), {"PAM": "support worker", "JO": "disabled person", "WAI": ""})
    table = compared(a, b, by="role")
    cells = table.cells[Key("M-12", "tokens", "support worker", "")]
    assert [(cell.k, cell.participant) for cell in cells] == [(5, "SUE"), (1, "PAM")]
    assert table.cells[Key("M-12", "tokens", "WAI", "")][0] is None


def test_two_with_the_same_role_keep_their_codes():
    session = gold("a")
    people = tuple(replace(p, role="family") for p in session.transcript.participants)
    session = replace(session, transcript=session.transcript.with_participants(people))
    table = compared(session, by="role")
    assert Key("M-12", "tokens", "SUE", "") in table.cells


def test_only_what_was_asked_for_is_computed():
    table = compared(kitchen("1"), measures=["M-12"])
    assert {key.measure for key in table.cells} == {"M-12"}


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"activity": "making tea"}, "activities differ"),
        ({"sampling": "collection"}, "Hand-picked"),
        ({"silence_method": "waveform"}, "timed in different ways"),
    ],
)
def test_what_cannot_simply_be_compared_is_said(facts, word):
    table = compared(kitchen("1"), kitchen("2", **facts))
    assert any(word in warning for warning in table.warnings)


def test_alike_sessions_carry_no_warning():
    assert compared(kitchen("1"), kitchen("2")).warnings == ()


def test_other_conventions_people_and_coders_are_said():
    first = kitchen("1")
    second = replace(gold("b"), transcript=replace(gold("b").transcript, profile="mondada"))
    table = compare([(first, CODER), (second, "lee")], Codebook())
    said = " ".join(table.warnings)
    assert "conventions" in said
    assert "number of people" in said
    assert "Different people coded" in said

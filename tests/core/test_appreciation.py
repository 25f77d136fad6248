"""The appreciative view: what the person supported starts, and what is made of it, is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ca_tool.appreciation import KINDS, appreciate, exchanges, is_supported
from ca_tool.coding import Coding
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.resources import folder
from ca_tool.storage import default_codebook, open_project
from ca_tool.transcript import ROLES
from tests.coded_gold import CODER, Pen, gold, link

SAMPLE = folder("sample_transcripts") / "sample_project"
CODEBOOK = default_codebook()

TALK = """\
01 LEO: can we go to the park
02 KAY: we could
03      (1.5)
04 KAY: the park or the pool
05      (2.0)
06 LEO: ((points to the window))
07 KAY: the park then
08 LEO: no the pool
09 KAY: okay the pool
10 LEO: I'm not wearing a coat
11 KAY: fine
"""


@pytest.fixture
def sample():
    """The coded sample project, read only."""
    folder = open_project(SAMPLE, "", read_only=True)
    yield folder
    folder.close()


def with_roles(session: Session, **roles: str) -> Session:
    people = tuple(
        replace(person, role=roles.get(person.code, ""))
        for person in session.transcript.participants
    )
    return replace(session, transcript=session.transcript.with_participants(people))


def park(*write, leo: str = "disabled person", more: str = "") -> Session:
    """The talk above, tagged as *write* says: functions of a pen."""
    transcript = parse(TALK + more)
    pen = Pen(transcript)
    records = [record for one in write for record in one(pen)]
    tags = [record for record in records if hasattr(record, "code")]
    links = [record for record in records if not hasattr(record, "code")]
    session = Session("S", transcript, codings={CODER: Coding.of(CODER, tags, links)})
    return with_roles(session, LEO=leo, KAY="support worker")


def found(session: Session, kind: str):
    return [one for one in exchanges(session, CODER, CODEBOOK) if kind in one.kinds]


def tally(session: Session, kind: str, who: str):
    result = appreciate(session, CODER, CODEBOOK)
    cases = next((t.cases for t in result.tallies if (t.kind, t.who) == (kind, who)), None)
    return None if cases is None else tuple(map(len, cases))


@pytest.mark.parametrize(
    ("role", "who_is_supported"),
    [
        ("disabled person", True),
        ("Man with a learning disability", True),
        ("woman with dementia", True),
        ("service user", True),
        ("support worker", False),
        ("support worker for disabled people", False),
        ("family", False),
        ("", False),
    ],
)
def test_roles_say_who_is_supported(role, who_is_supported):
    assert is_supported(role) is who_is_supported


def test_of_the_roles_offered_only_one_is_supported():
    assert [role for role in ROLES if is_supported(role)] == ["disabled person"]


def test_where_roles_are_not_given_everybody_is_offered_and_that_is_said():
    result = appreciate(gold("a"), CODER, CODEBOOK)
    assert (result.people, result.by_role) == (("SUE", "TOM"), False)
    named = appreciate(with_roles(gold("a"), TOM="disabled person"), CODER, CODEBOOK)
    assert (named.people, named.by_role) == (("TOM",), True)


def test_beside_what_worked_stands_what_did_not(sample):
    """Before the workshop none of Leo's topics was taken up; after it every one was."""
    before, after = sample.load("S01"), sample.load("S02")
    codebook = sample.project.codebook

    def topics(session):
        tallies = appreciate(session, "AK", codebook).tallies
        return next(t.cases for t in tallies if t.kind == "topic")

    assert (len(topics(before).numerator), len(topics(before).others)) == (0, 3)
    assert (len(topics(after).numerator), len(topics(after).others)) == (5, 0)


def test_exchanges_stand_in_the_order_of_the_session(sample):
    for session_id in sample.session_ids:
        session = sample.load(session_id)
        row = session.transcript.row
        all_found = exchanges(session, "AK", sample.project.codebook)
        places = [(row[one.spans[0].line], one.spans[0].start) for one in all_found]
        assert places == sorted(places)
        assert all(row[one.first] <= row[one.last] for one in all_found)


def test_what_is_done_with_the_same_words_is_one_exchange(sample):
    session = sample.load("S02")
    pasta = next(
        one
        for one in exchanges(session, "AK", sample.project.codebook)
        if one.quote == "shall I put the pasta on"
    )
    assert pasta.kinds == ("starts", "topic", "decides", "answered")
    assert pasta.words == (
        "LEO starts a topic, and it is taken up · proposes something, and it is accepted · "
        "asks, and KAY answers"
    )
    assert pasta.lines == "49–51"
    assert [(one.who, one.words, one.line) for one in pasta.around] == [
        ("KAY", "hands back the floor", "52")
    ]


def test_what_did_not_come_of_the_same_words_is_said_beside_it(sample):
    session = sample.load("S01")
    sister = next(
        one
        for one in exchanges(session, "AK", sample.project.codebook)
        if one.quote == "is my sister ringing tonight"
    )
    assert sister.words == "LEO asks something, and gets a response"
    assert sister.but == (
        "starts a topic, and it is turned into something else",
        "asks, and something else came than an answer",
    )


def test_correcting_what_was_said_for_one_is_found_in_ones_own_words():
    (one,) = found(with_roles(gold("b"), JO="disabled person"), "corrects")
    assert one.words == "JO puts right what was said for them"
    assert one.quote == "=I do (.) like (.) marshmallows"
    assert one.lines == "11–12"


def test_answers_by_nod_and_device_are_found_as_contributions():
    session = with_roles(gold("b"), JO="disabled person")
    assert [one.words.partition(" · ")[0] for one in found(session, "body")] == [
        "JO answers with a device, and it stands as the answer",
        "JO answers by body or device, and it stands as the answer",
    ]


def test_a_long_wait_that_ends_in_an_answer_is_told_without_a_norm():
    session = with_roles(gold("b"), JO="disabled person")
    (one,) = found(session, "waited")
    assert "answers after 3.4 s of composing, and nobody asked again" in one.words


def test_a_wait_after_which_the_asker_goes_on_is_counted_beside_the_answers(sample):
    session = sample.load("S01")
    result = appreciate(session, "AK", sample.project.codebook)
    cases = next(t.cases for t in result.tallies if t.kind == "waited")
    assert (len(cases.numerator), len(cases.others)) == (4, 3)
    assert "asked more than once" in cases.reasons


def test_a_choice_made_and_done_is_found_with_the_words_that_choose():
    def write(pen):
        yield pen.tag("C", "choice", 4, actor="KAY", practice="list", taken_up="yes")
        yield pen.tag("Q", "question", 4, actor="KAY", form="alternative")
        yield pen.tag("A", "response", 8, actor="LEO", type="answer")
        yield link("answers", "A", "Q")

    (one,) = found(park(write), "chooses")
    assert one.title == "LEO chooses, and it is done so"
    assert (one.quote, one.lines) == ("no the pool", "04–09")


@pytest.mark.parametrize(
    ("fate", "counted"),
    [
        ("yes", (1, 0, 0)),
        ("no", (0, 1, 0)),
        ("no_choice", (0, 1, 0)),
        ("censored", (0, 0, 1)),
        ("", (0, 0, 1)),
    ],
)
def test_a_choice_whose_fate_nobody_coded_is_neither(fate, counted):
    session = park(lambda pen: [pen.tag("C", "choice", 4, actor="KAY", taken_up=fate)])
    assert tally(session, "chooses", "LEO") == counted


def test_a_gesture_counts_by_whether_it_was_noticed():
    seen = park(lambda pen: [pen.tag("B", "embodied", 6, actor="LEO", uptake="taken_up")])
    unseen = park(lambda pen: [pen.tag("B", "embodied", 6, actor="LEO", uptake="none")])
    assert (tally(seen, "body", "LEO"), tally(unseen, "body", "LEO")) == ((1, 0, 0), (0, 1, 0))
    assert found(unseen, "body") == []


def test_a_no_that_is_accepted_is_found_and_one_that_is_not_is_counted():
    def no(practice):
        return park(
            lambda pen: [
                pen.tag("D", "deontic", 9, actor="KAY", response="refuse", staff_practice=practice)
            ]
        )

    assert tally(no("accepts_refusal"), "refuses", "LEO") == (1, 0, 0)
    assert tally(no("minimises_task"), "refuses", "LEO") == (0, 1, 0)
    assert tally(no(""), "refuses", "LEO") == (0, 0, 1)


def test_what_the_person_sets_counts_and_what_is_contested_does_not():
    def act(outcome, what="set"):
        return park(lambda pen: [pen.tag("G", "agenda", 8, actor="LEO", act=what, outcome=outcome)])

    assert tally(act("accepted"), "decides", "LEO") == (1, 0, 0)
    assert tally(act(""), "decides", "LEO") == (1, 0, 0)
    assert tally(act("contested"), "decides", "LEO") == (0, 1, 0)
    assert tally(act("censored"), "decides", "LEO") == (0, 0, 1)
    assert tally(act("", "propose"), "decides", "LEO") == (0, 0, 1)


def test_asking_what_was_meant_and_objecting_are_corrections():
    def write(pen):
        yield pen.tag("R", "repair", 8, actor="LEO", outcome="resolved")
        yield pen.tag("G", "agenda", 10, actor="LEO", act="resist", outcome="accepted")

    assert [one.words for one in found(park(write), "corrects")] == [
        "LEO asks what was meant, and it is sorted out",
        "LEO goes against what was to be done, and it is accepted",
    ]


def test_a_support_practice_is_listed_with_what_followed_and_around_its_exchange():
    def write(pen):
        yield pen.tag("T", "topic", 1, actor="LEO", uptake="taken_up")
        yield pen.tag("S", "support", 2, actor="KAY", practice="takes_up")

    session = park(write)
    (practice,) = found(session, "support")
    assert practice.words == "KAY takes up; LEO speaks next"
    (topic,) = found(session, "topic")
    assert [(one.who, one.words) for one in topic.around] == [("KAY", "takes up")]


def test_support_for_somebody_else_is_not_theirs():
    def write(pen):
        yield pen.tag("S", "support", 11, actor="KAY", practice="waits", to=["KIM"])

    session = park(write, more="12 KIM: hello\n")
    assert found(session, "support") == []


def test_what_nobody_tagged_is_named_by_its_label_so_that_it_can_be_tagged():
    result = appreciate(park(lambda _pen: []), CODER, CODEBOOK)
    assert (result.found, result.tallies) == ((), ())
    assert result.untagged[:2] == ("Question", "Response")
    assert "Good support" in result.untagged


def test_every_kind_is_found_by_codes_of_the_codebook_and_has_an_opposite_but_one():
    for kind in KINDS.values():
        assert set(kind.codes) <= set(CODEBOOK.by_name)
    assert [kind.key for kind in KINDS.values() if not kind.other] == ["support"]


def test_tags_whose_lines_are_gone_do_no_harm():
    session = park(lambda pen: [pen.tag("T", "topic", 1, actor="LEO", uptake="taken_up")])
    gone = replace(session, transcript=parse("01 KAY: yes\n"))
    assert exchanges(gone, CODER, CODEBOOK) == ()

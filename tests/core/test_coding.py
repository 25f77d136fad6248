"""Edits: what undo, the log and merging rest on."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding, Edit, Link, Tag
from ca_tool.project import Moved, Session, SessionFacts, apply, within
from ca_tool.review import Exchange, Reaction
from ca_tool.text_edits import confirm, dismiss
from ca_tool.transcript import Line, Participant, Place, Span, Transcript

LINES = tuple(Line(n, f"SUE: line {n}", body=5, body_end=11) for n in range(1, 6))
SUE = Participant("SUE", ("SUE",), "support worker")
TRANSCRIPT = Transcript(LINES, ((),) * 5, (SUE,))
ASKED = Tag("t1", "question", (Span(1, 5, 1, 11),), "SUE", coder="ana")
ANSWERED = Tag("t2", "response", (Span(2, 5, 2, 11),), "TOM", coder="ana")
ANSWERS = Link("l1", "answers", "t2", "t1", coder="ana")
SESSION = Session(
    "S01",
    TRANSCRIPT,
    SessionFacts("Tea"),
    {"ana": Coding.of("ana", [ASKED, ANSWERED], [ANSWERS])},
    (Exchange("e1", "Choosing tea", 1, 3),),
    (Reaction("r1", "e1", 2, "Misfits", "happy", "he got to choose"),),
)

ids = st.sampled_from(["t1", "t2", "t3", "t4"])
coders = st.sampled_from(["ana", "ben"])
spans = st.builds(Span, st.integers(1, 5), st.integers(0, 9), st.integers(1, 5), st.integers(0, 9))
tags = st.builds(
    Tag,
    ids,
    st.sampled_from(["question", "topic"]),
    st.lists(spans, min_size=1, max_size=2).map(tuple),
    note=st.text(max_size=5),
    coder=coders,
)
links = st.builds(
    Link,
    st.sampled_from(["l1", "l2"]),
    st.just("answers"),
    ids,
    ids,
    st.none() | st.builds(Place, st.integers(1, 5), st.integers(0, 9)),
    coders,
)
facts = st.builds(SessionFacts, st.text(max_size=3))
people = st.builds(Participant, st.sampled_from(["SUE", "TOM"]), role=st.text(max_size=3))
exchanges = st.builds(
    Exchange, st.sampled_from(["e1", "e2"]), st.text(max_size=3), st.just(1), st.just(2)
)
reactions = st.builds(
    Reaction, st.sampled_from(["r1", "r2"]), st.just("e1"), st.integers(1, 5), st.just("Misfits")
)
records = st.one_of(tags, links, facts, people, exchanges, reactions)


def key(record):
    coder = record.coder if isinstance(record, Tag | Link) else ""
    name = getattr(record, "id", None) or getattr(record, "code", "")
    return type(record), coder, name


@st.composite
def edits(draw):
    """Make an edit as an action does: what it removes or replaces is there, once."""
    wanted = {key(record): record for record in draw(st.lists(records, max_size=4))}
    there = {key(record): record for record in everything(SESSION)}
    removed = {there[k] for k in wanted if k in there}
    gone = {r for r in removed if not isinstance(r, SessionFacts) and draw(st.booleans())}
    added = {record for k, record in wanted.items() if there.get(k) not in gone}
    return within(SESSION, Codebook(), Edit("Change", frozenset(removed), frozenset(added)))


def everything(session):
    for coding in session.codings.values():
        yield from coding.tags.values()
        yield from coding.links.values()
    yield session.facts
    yield from session.transcript.participants
    yield from session.exchanges
    yield from session.reactions


@given(edits())
def test_the_inverse_takes_any_edit_back(edit):
    after = apply(apply(SESSION, edit), edit.inverse)
    assert set(everything(after)) == set(everything(SESSION))


@given(edits(), edits())
def test_undoing_two_edits_in_reverse_order_gives_what_was_before(first, second):
    once = apply(SESSION, first)
    effective = within(once, Codebook(), second)
    twice = apply(once, effective)
    back = apply(apply(twice, effective.inverse), first.inverse)
    assert set(everything(back)) == set(everything(SESSION))


def test_tagging_what_is_tagged_already_is_no_edit():
    assert not within(SESSION, Codebook(), Edit("Tag", added=frozenset({ASKED})))


def test_only_what_changed_is_taken_back():
    other = replace(ASKED, id="t9")
    edit = within(SESSION, Codebook(), Edit("Tag", added=frozenset({ASKED, other})))
    assert apply(apply(SESSION, edit), edit.inverse).coding("ana").tags["t1"] == ASKED


def test_a_tag_that_was_changed_is_undone_to_what_it_was():
    noted = replace(ASKED, note="rising")
    edit = Edit("Note", frozenset({ASKED}), frozenset({noted}))
    after = apply(SESSION, edit)
    assert after.coding("ana").tags["t1"].note == "rising"
    assert apply(after, edit.inverse).coding("ana").tags == SESSION.coding("ana").tags


def test_a_response_is_found_from_its_question_and_the_question_from_the_response():
    coding = SESSION.coding("ana")
    assert coding.linking("t1", "answers") == (ANSWERED,)
    assert coding.linked("t2", "answers") == (ASKED,)
    assert coding.linking("t1", "repairs") == ()


def test_each_coder_has_a_coding_of_their_own():
    edit = Edit("Tag", added=frozenset({replace(ASKED, coder="ben")}))
    after = apply(SESSION, edit)
    assert list(after.coding("ben").tags) == ["t1"]
    assert after.coding("ana") == SESSION.coding("ana")


def test_a_tag_over_two_lines_is_shown_on_both():
    long = replace(ASKED, spans=(Span(1, 5, 3, 7),))
    assert Coding.of("ana", [long]).by_line == {1: (long,), 3: (long,)}


@pytest.mark.parametrize("settle", [confirm, dismiss])
@pytest.mark.parametrize("placed", [ASKED, None], ids=["placed", "without a place"])
def test_a_moved_tag_is_listed_until_it_is_settled_and_again_after_undo(settle, placed):
    moved = Moved(ASKED, ((1, "SUE: older line"),), placed, "its words were changed")
    coding = Coding.of("ana", [placed] if placed else [])
    session = replace(SESSION, codings={"ana": coding}, moved=(moved,))
    edit = settle(moved)
    after = apply(session, edit)
    assert not after.moved
    assert ("t1" in after.coding("ana").tags) == (settle is confirm)
    assert apply(after, edit.inverse) == session


def test_a_moved_tag_stays_listed_when_something_else_of_it_is_changed():
    moved = Moved(ASKED, ((1, "SUE: older line"),), ASKED, "its words were changed")
    noted = replace(ASKED, note="rising")
    session = replace(SESSION, moved=(moved,))
    after = apply(session, Edit("Note", frozenset({ASKED}), frozenset({noted})))
    assert [one.placed for one in after.moved] == [noted]

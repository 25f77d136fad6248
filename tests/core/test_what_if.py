"""What if it had been counted otherwise: the two worked transcripts, by hand."""

from dataclasses import replace

import pytest

from ca_tool.coding import SUGGESTED, Coding, Tag
from ca_tool.measures import measure_session
from ca_tool.measures.cases import locate
from ca_tool.measures.what_if import WHAT_IFS, apart, what_if, what_if_rows
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.turn_taking import SilenceKind, turn_taking
from ca_tool.turn_taking.removal import without_turns
from tests.coded_gold import CODER, gold
from tests.worked_sessions import session_of


def counts(session, key, **how):
    """Return, of what the choice changes, (k, n) before and after."""
    return {
        (pair.row.measure, pair.row.variant, pair.row.participant, pair.row.other): (
            pair.before and (pair.before.k, pair.before.n),
            pair.after and (pair.after.k, pair.after.n),
        )
        for pair in what_if(session, CODER, key=key, **how)
    }


def changed_tags(session, of):
    coding = session.coding(CODER)
    tags = [of(tag) for tag in coding.tags.values()]
    return replace(session, codings={CODER: Coding.of(CODER, tags, coding.links.values())})


def test_with_split_turns_sue_has_six_turns_in_the_kitchen_and_tom_four():
    found = counts(gold("a"), "other-policy")
    assert found["M-01", "turns_all", "SUE", ""] == ((5, 9), (6, 10))
    assert found["M-01", "turns_all", "TOM", ""] == ((4, 9), (4, 10))
    assert found["M-12", "per_turn", "SUE", ""] == ((4, 5), (5, 6))
    assert ("M-02", "words_all", "SUE", "") not in found
    assert ("M-01", "turns_split", "SUE", "") not in found
    back = counts(gold("a"), "other-policy", policy="CP-1s")
    assert back["M-01", "turns_all", "SUE", ""] == ((6, 10), (5, 9))


def test_without_minimal_responses_pam_loses_oh_right_in_the_cafe():
    found = counts(gold("b"), "without-minimal")
    assert found["M-01", "turns_all", "PAM", ""] == ((4, 11), (3, 10))
    assert found["M-02", "words_all", "PAM", ""] == ((16, 43), (14, 41))
    assert found["M-09", "minimal", "PAM", ""] == ((1, 4), (0, 3))
    assert found["M-29", "next_count", "JO", "WAI"] == ((0, None), (1, None))
    assert ("M-18", "answered", "WAI", "JO") not in found


def test_a_yeah_that_answers_is_no_minimal_response_so_nothing_changes_in_the_kitchen():
    assert what_if(gold("a"), CODER, key="without-minimal") == ()
    assert what_if(gold("a"), CODER, key="substantive") == ()


def test_substantive_turns_are_joined_and_others_only_taken_out():
    # ANN: well / BEN: mm / ANN: you see / BEN: yes I do
    session = Session("S", parse("ANN: well\nBEN: mm\nANN: (1.0) you see\nBEN: yes I do\n"))
    out = counts(session, "without-minimal")
    assert out["M-01", "turns_all", "ANN", ""] == ((2, 4), (2, 3))
    joined = counts(session, "substantive")
    assert joined["M-01", "turns_all", "ANN", ""] == ((2, 4), (1, 2))
    assert joined["M-06", "mean", "ANN", ""] == ((3, 2), (3, 1))
    before = turn_taking(session.transcript)
    inside = without_turns(before, {1}, join=True).silences[0]
    assert (inside.before, inside.after, inside.kind) == (0, 0, SilenceKind.PAUSE_AT_TRP)
    between = without_turns(before, {1}).silences[0]
    assert (between.before, between.after, between.kind) == (0, 1, SilenceKind.GAP)


def test_nothing_is_joined_across_an_omission():
    session = Session("S", parse("ANN: well\nBEN: mm\n((12 lines omitted))\nANN: you see\n"))
    taking = turn_taking(session.transcript)
    left = without_turns(taking, {1}, join=True).turns
    assert [turn.index for turn in left] == [0, 1]
    assert left[1].follows_gap
    gap = without_turns(taking, {2}, join=True).turns
    assert [turn.speaker for turn in gap] == ["ANN", "BEN"]


def test_without_gestures_jo_has_two_turns_and_answered_once():
    found = counts(gold("b"), "without-embodied")
    assert found["M-01", "turns_all", "JO", ""] == ((3, 11), (2, 10))
    assert found["M-18", "as_addressee_answered", "JO", ""] == ((2, 3), (1, 3))
    assert found["M-18", "no_response", "PAM", "JO"] == ((0, 1), (1, 1))
    assert found["M-10", "embodied", "JO", ""] == ((1, 3), (0, 2))
    assert ("M-02", "words_all", "JO", "") not in found


def test_an_overlap_with_a_gesture_is_none_without_it():
    taking = turn_taking(gold("b").transcript)
    left = without_turns(taking, {6})
    assert (len(taking.overlaps), len(left.overlaps)) == (2, 1)
    assert left.overlaps[0].speakers == ("PAM", "WAI")


@pytest.mark.parametrize("name", ["a", "b"])
def test_answers_without_gestures_are_those_the_measure_itself_gives(name):
    session = gold(name)
    plain = {
        (r.participant, r.other): r.k
        for r in measure_session(session, CODER, measures=["M-18"])
        if r.variant == "answered_without_embodied"
    }
    otherwise = {
        (r.participant, r.other): r.k
        for r in what_if_rows(session, CODER, key="without-embodied")
        if (r.measure, r.variant) == ("M-18", "answered")
    }
    assert plain == otherwise


def test_with_newsmarks_they_are_questions():
    session = session_of("album")  # one of its questions only takes note of news
    found = counts(session, "with-newsmarks")
    before, after = next(pair for key, pair in found.items() if key[:2] == ("M-12", "tokens"))
    assert after[1] == before[1] + 1


def test_without_questions_that_ask_for_repair():
    found = counts(session_of("craft"), "without-repair")  # three of its six questions
    totals = {pair for key, pair in found.items() if key[:2] == ("M-12", "tokens")}
    assert {(before[1], after[1]) for before, after in totals} == {(6, 3)}


def test_i_dont_know_may_count_as_an_answer_that_does_not_fit():
    found = counts(gold("a"), "dont-know")
    assert found["M-18", "answered", "TOM", "SUE"] == ((0, 1), (1, 1))
    assert found["M-18", "non_answer", "TOM", "SUE"] == ((1, 1), (0, 1))
    assert found["M-19", "all", "SUE", ""] == ((0, 0), (0, 1))
    # "you'll have to ask Jo" in the café is something else
    assert what_if(gold("b"), CODER, key="dont-know") == ()


def test_only_what_the_coder_is_sure_of():
    def doubt(tag: Tag) -> Tag:
        return replace(tag, certainty="possible") if tag.id == "Q3" else tag

    found = counts(changed_tags(gold("a"), doubt), "only-sure")
    assert found["M-12", "tokens", "SUE", ""] == ((5, 6), (4, 5))
    assert found["M-18", "answered", "SUE", "TOM"] == ((3, 4), (2, 3))


def test_without_suggestions_the_coder_accepted():
    def accepted(tag: Tag) -> Tag:
        return replace(tag, origin=SUGGESTED) if tag.id in ("Q1", "Q6") else tag

    found = counts(changed_tags(gold("a"), accepted), "without-suggested")
    assert found["M-12", "tokens", "SUE", ""] == ((5, 6), (3, 4))
    # without Q1 the alternatives of Q2 ask nothing again: a chain of their own
    assert found["M-12", "chains", "SUE", ""] == ((4, 5), (3, 4))


def test_another_coders_tags_are_left_alone():
    session = gold("a")
    sam = Coding.of(
        "sam", [replace(tag, coder="sam") for tag in session.coding(CODER).tags.values()]
    )
    both = replace(session, codings={CODER: Coding(CODER), "sam": sam})
    assert what_if(both, CODER, key="without-repair") == ()
    assert what_if(both, "sam", key="dont-know") == ()  # no links: nothing answers anything


@pytest.mark.parametrize("key", WHAT_IFS)
def test_every_choice_says_what_it_does_and_leaves_the_session_as_it_was(key):
    choice = WHAT_IFS[key]
    assert choice.plain.endswith(".")
    for session in (gold("a"), gold("b"), *map(session_of, ("club", "album", "surgery", "craft"))):
        before = measure_session(session, CODER)
        rows = what_if_rows(session, CODER, key=key)
        assert {row.policy for row in rows} == {choice.named("CP-1")}
        assert measure_session(session, CODER) == before
        for row in rows:
            for case in (*row.instances.numerator, *row.instances.others):
                assert locate(session, case), (row, case)


def test_the_policy_column_names_the_choice():
    assert WHAT_IFS["without-minimal"].named("CP-1") == "CP-1; without minimal responses"
    assert WHAT_IFS["other-policy"].named("CP-1") == "CP-1s"


def test_an_unknown_choice_is_refused():
    with pytest.raises(KeyError):
        what_if(gold("a"), CODER, key="nonsense")


def test_work_in_another_thread_shares_nothing_remembered():
    session = gold("a")
    measure_session(session, CODER)
    other = apart(session)
    assert other == session
    assert "_talk" not in vars(other.transcript)
    assert measure_session(other, CODER) == measure_session(session, CODER)

"""Edge cases E-1 to E-11, and what a question's outcome follows from."""

from dataclasses import replace

import pytest

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding, Link, Tag
from ca_tool.measures import describe, locate, measure_session, shown
from ca_tool.measures.compute import HAND_PICKED, OF_INSTANCES
from ca_tool.measures.outcomes import outcome_of
from ca_tool.measures.table import Cases, count, proportion, share
from ca_tool.notation import parse
from ca_tool.project import Session, SessionFacts
from ca_tool.transcript import Participant, Span
from tests.coded_gold import CODER, gold


def rows(session, measure, variant, coder=CODER):
    found = measure_session(session, coder, codebook=Codebook(), measures=[measure])
    return {(row.participant, row.other): row for row in found if row.variant == variant}


def tagged(text, *tags, links=(), people=()):
    """Return a session of *text*; a tag is ``(id, code, line, actor, to, values)``."""
    transcript = parse(text)
    extra = tuple(Participant(code) for code in people)
    transcript = transcript.with_participants((*transcript.participants, *extra))
    made = []
    for tag_id, code, number, actor, to, values in tags:
        line = transcript.lines[number - 1]
        spans = (Span(line.id, line.body, line.id, line.body_end),)
        pairs = tuple(sorted(values.items()))
        made.append(Tag(tag_id, code, spans, actor, tuple(to), values=pairs, coder=CODER))
    joined = [Link(f"{a}{kind}{b}", kind, a, b, coder=CODER) for a, kind, b in links]
    return Session("S", transcript, codings={CODER: Coding.of(CODER, made, joined)})


class TestEdges:
    def test_e1_nobody_asks_is_no_equal_share(self):
        session = replace(gold("a"), codings={})
        row = rows(session, "M-12", "tokens")["SUE", ""]
        assert (row.value, row.low) == (None, None)
        assert "no opportunity" in row.note

    def test_e2_a_silent_person_who_is_present_counts(self):
        session = tagged("SUE: hello\nTOM: hi\n", people=("DAN",))
        assert rows(session, "M-02", "words_all")["DAN", ""].value == 0
        assert rows(session, "M-06", "mean")["DAN", ""].value is None
        assert rows(session, "M-29", "next")["DAN", "SUE"].value is None

    def test_e2_a_silent_person_who_is_away_does_not(self):
        session = gold("a")
        people = (*session.transcript.participants, Participant("DAN", present=False))
        away = replace(session, transcript=session.transcript.with_participants(people))
        assert ("DAN", "") not in rows(away, "M-02", "words_all")

    def test_e3_one_person_alone_has_everything_and_dominates_nobody(self):
        session = Session("S", parse("SUE: well I went home\n"))
        assert rows(session, "M-02", "words_all")["SUE", ""].value == 1
        assert rows(session, "M-07", "words_corrected")["", ""].value is None
        assert rows(session, "M-03", "words")["", ""].value is None
        assert rows(session, "M-29", "next")["SUE", ""].value is None

    def test_e1_two_people_cannot_talk_about_each_other_to_a_third(self):
        assert rows(gold("a"), "M-24", "questions")["TOM", ""].value is None
        assert rows(gold("a"), "M-25", "per_slot")["TOM", ""].value is None

    def test_e5_time_is_not_estimated(self):
        row = rows(gold("a"), "M-05", "talking_time")["SUE", ""]
        assert row.value is None
        assert "media times" in row.note

    def test_talking_time_leaves_inner_silence_out(self):
        transcript = parse("SUE: well (1.0) I went\nTOM: yeah\n")
        lines = list(transcript.lines)
        lines[0] = replace(lines[0], start_ms=0, end_ms=4000)
        lines[1] = replace(lines[1], start_ms=3500, end_ms=4500)
        session = Session("S", replace(transcript, lines=tuple(lines)))
        assert rows(session, "M-05", "talking_time")["SUE", ""].value == 0.75
        assert rows(session, "M-05", "talking_time_with_silences")["SUE", ""].value == 0.8
        assert rows(session, "M-05", "overlap_time")["", ""].value == 0.5
        assert shown(rows(session, "M-05", "talking_time")["TOM", ""]) == "1 of 4 seconds"

    def test_turns_without_times_are_left_out_and_said(self):
        transcript = parse("SUE: well I went\nTOM: yeah\nSUE: home\n")
        first = replace(transcript.lines[0], start_ms=0, end_ms=4000)
        session = Session("S", replace(transcript, lines=(first, *transcript.lines[1:])))
        row = rows(session, "M-05", "talking_time")["SUE", ""]
        assert (row.value, row.excluded) == (1.0, "2 no media time")
        assert row.note == "2 of 3 turns have no media time: left out"

    def test_e6_gesture_alone_leaves_words_missing(self):
        session = Session("S", parse("SUE: ((nods))\nTOM: ((points))\n"))
        assert rows(session, "M-02", "words_all")["SUE", ""].value is None
        assert rows(session, "M-10", "embodied")["SUE", ""].value == 1

    def test_e7_a_thin_record_of_a_voice_carries_a_banner(self):
        session = Session("S", parse("SUE: did you go out\nTOM: ( )\nSUE: where to\nTOM: shop\n"))
        row = rows(session, "M-02", "words_all")["SUE", ""]
        assert row.note == "the transcript records less of TOM's talk than TOM produced"
        assert row.excluded == "1 unintelligible"
        assert rows(session, "M-06", "mean")["TOM", ""].n == 1

    def test_e8_unattributed_talk_stands_apart(self):
        session = Session("S", parse("SUE: hello\n?: hello there\nTOM: hi\n"))
        found = rows(session, "M-01", "turns_all")
        assert found["?", ""].value is None
        assert found["?", ""].note.startswith("1 turn, 2 words unattributed")
        assert found["SUE", ""].value == 0.5
        assert rows(session, "M-02", "words_all")["?", ""].k == 2
        assert found["SUE", ""].excluded == "1 speaker not identified"

    def test_e9_five_to_nothing_is_printed_as_such(self):
        row = rows(gold("a"), "M-17", "asked_to_answers")["SUE", ""]
        assert row.value is None
        assert shown(row) == "5 : 0"

    def test_e11_hand_picked_extracts_have_no_rates_across_the_session(self):
        session = replace(gold("a"), facts=SessionFacts(sampling="collection"))
        asked = rows(session, "M-12", "tokens")["SUE", ""]
        assert (asked.value, asked.note) == (None, HAND_PICKED)
        answered = rows(session, "M-18", "answered")["SUE", "TOM"]
        assert (answered.value, answered.note) == (0.75, OF_INSTANCES)
        counted = rows(session, "M-17", "asked")["SUE", "TOM"]
        assert counted.value == 5

    def test_turn_share_never_comes_alone(self):
        found = measure_session(gold("a"), CODER, codebook=Codebook(), measures=["M-01"])
        assert {row.measure for row in found} == {"M-01", "M-02", "M-05"}

    def test_turn_share_of_two_carries_its_caution(self):
        assert "two people" in rows(gold("a"), "M-01", "turns_all")["SUE", ""].note
        assert not rows(gold("b"), "M-01", "turns_all")["JO", ""].note


def cases(k, n):
    ids = tuple(f"tag:{i}" for i in range(n))
    return Cases(ids[:k], ids[k:])


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (proportion("SUE", "v", cases(3, 4), counts="questions"), "3 of 4"),
        (proportion("SUE", "v", cases(3, 12), counts="questions"), "3 of 12 (25%, 9–53%)"),
        (proportion("SUE", "v", cases(10, 40), counts="questions"), "10 of 40 (25%, 14–40%)"),
        (proportion("SUE", "v", cases(0, 0), counts="questions"), "–"),
        (share("SUE", "v", 45, 52, Cases(), counts="words"), "45 of 52 (87%)"),
        (count("SUE", "v", cases(0, 0), counts="questions"), "0"),
    ],
)
def test_e10_small_numbers_show_counts_first(number, text):
    assert shown(number) == text


@pytest.mark.parametrize(
    ("to", "by", "outcome"),
    [
        (("TOM",), (("TOM", "answer"),), "answer"),
        (("TOM",), (("TOM", ""),), "answer"),
        (("TOM",), (("TOM", "non_answer"),), "non_answer_response"),
        (("TOM",), (("TOM", "non_answer"), ("TOM", "answer")), "answer"),
        (("TOM",), (("PAM", "answer"),), "other_answers"),
        (("TOM",), (("PAM", "answer"), ("TOM", "non_answer")), "non_answer_response"),
        (("TOM",), (("SUE", "answer"),), "self_answered"),
        (("*",), (("PAM", "answer"),), "answer"),
        ((), (("PAM", "answer"),), "answer"),
        (("TOM",), (), ""),
    ],
)
def test_an_outcome_follows_from_who_responded(to, by, outcome):
    assert outcome_of("SUE", to, by) == outcome


class TestQuestions:
    ASKED = "SUE: is it cold\nPAM: he says yes\nTOM: yeah\n"

    def test_an_answer_by_another_is_proxy_talk(self):
        session = tagged(
            self.ASKED,
            ("q", "question", 1, "SUE", ["TOM"], {}),
            ("a", "response", 2, "PAM", [], {"type": "answer"}),
            links=[("a", "answers", "q")],
        )
        assert rows(session, "M-18", "answered_by_other")["SUE", "TOM"].value == 1
        assert rows(session, "M-18", "answered")["SUE", "TOM"].value == 0
        assert rows(session, "M-17", "asked_to_answers")["PAM", ""].n == 1

    def test_what_nobody_coded_is_excluded_not_absent(self):
        session = tagged(self.ASKED, ("q", "question", 1, "SUE", ["TOM"], {}))
        row = rows(session, "M-18", "no_response")["SUE", "TOM"]
        assert (row.value, row.excluded) == (None, "1 outcome not coded")

    def test_the_coders_outcome_outweighs_the_links(self):
        session = tagged(
            self.ASKED,
            ("q", "question", 1, "SUE", ["TOM"], {"outcome": "censored"}),
            ("a", "response", 3, "TOM", [], {"type": "answer"}),
            links=[("a", "answers", "q")],
        )
        assert rows(session, "M-18", "answered")["SUE", "TOM"].n == 0

    @pytest.mark.parametrize("attribute", ["reported", "newsmark"])
    def test_some_questions_are_none(self, attribute):
        session = tagged(
            self.ASKED,
            ("q", "question", 1, "SUE", ["TOM"], {attribute: "yes"}),
            ("r", "question", 2, "PAM", ["TOM"], {}),
        )
        row = rows(session, "M-12", "tokens")["SUE", ""]
        assert (row.k, row.n) == (0, 1)
        assert [case for case, _ in row.instances.excluded] == ["tag:q"]

    def test_of_two_people_the_other_is_asked(self):
        session = tagged("SUE: is it cold\nTOM: yeah\n", ("q", "question", 1, "", [], {}))
        assert rows(session, "M-17", "asked")["SUE", "TOM"].value == 1

    def test_of_three_nobody_is_guessed(self):
        session = tagged(self.ASKED, ("q", "question", 1, "SUE", [], {}))
        row = rows(session, "M-17", "asked")["SUE", "TOM"]
        assert (row.value, row.excluded) == (0, "1 addressee not coded")

    def test_a_question_to_everybody_is_to_the_group(self):
        session = tagged(
            self.ASKED,
            ("q", "question", 1, "SUE", ["*"], {}),
            ("a", "response", 3, "TOM", [], {"type": "answer"}),
            links=[("a", "answers", "q")],
        )
        assert rows(session, "M-17", "answered")["SUE", "*"].value == 1
        assert rows(session, "M-18", "answered")["SUE", "*"].value == 1

    def test_questions_that_reissue_each_other_make_one_chain(self):
        session = tagged(
            self.ASKED,
            ("q", "question", 1, "SUE", ["TOM"], {}),
            ("r", "question", 2, "PAM", ["TOM"], {}),
            links=[("q", "reissues", "r"), ("r", "reissues", "q")],
        )
        row = rows(session, "M-12", "chains")["SUE", ""]
        assert (row.k, row.n) == (1, 1)

    def test_a_turn_that_was_selected_is_not_third_party(self):
        session = tagged(
            self.ASKED,
            ("q", "question", 1, "SUE", ["TOM"], {}),
            ("f", "speaking_for", 2, "PAM", [], {"slot_owner": "TOM", "self_selected": "no"}),
        )
        row = rows(session, "M-25", "per_slot")["TOM", ""]
        assert (row.k, row.n, row.excluded) == (0, 1, "1 was selected to speak")

    def test_minimal_turns_are_removed_and_what_they_parted_is_one(self):
        text = "SUE: so we went out,\nTOM: mm\nSUE: and then home.\nTOM: was it cold\n"
        session = Session("S", parse(text))
        assert rows(session, "M-09", "minimal")["TOM", ""].k == 1
        assert rows(session, "M-09", "token:mm")["TOM", ""].k == 1
        found = rows(session, "M-01", "turns_substantive")
        assert (found["SUE", ""].k, found["TOM", ""].k) == (1, 1)

    def test_topic_uptake_follows_from_later_turns_on_topic(self):
        text = "SUE: the weather\nTOM: cold\nSUE: very\n"
        on_topic = [(f"t{n}", "minimal", n, "", [], {}) for n in (2, 3)]
        links = [(f"t{n}", "continues_topic", "t") for n in (2, 3)]
        session = tagged(text, ("t", "topic", 1, "", [], {}), *on_topic, links=links)
        assert rows(session, "M-13", "taken_up")["SUE", ""].value == 1
        once = tagged(text, ("t", "topic", 1, "", [], {}), on_topic[0], links=links[:1])
        assert rows(once, "M-13", "taken_up")["SUE", ""].value == 0

    def test_a_gesture_out_of_a_silence_belongs_to_the_turn_it_leads_into(self):
        session = gold("a")
        line = next(line for line in session.transcript.lines if line.number == "12")
        spans = (Span(line.id, line.body, line.id, line.body_end),)
        tag = Tag("y", "embodied", spans, "TOM", values=(("uptake", "none"),), coder=CODER)
        session = replace(session, codings={CODER: Coding.of(CODER, [tag])})
        row = rows(session, "M-10", "embodied")["TOM", ""]
        assert (row.k, row.n) == (1, 4)
        assert rows(session, "M-10", "uptake")["TOM", ""].value == 0


def test_the_difference_of_two_people_counts_the_turns_of_the_first():
    """M-03: what is highlighted as counted for TOM is TOM's."""
    session = gold("a")
    found = rows(session, "M-03", "words")
    for first, second in (("SUE", "TOM"), ("TOM", "SUE")):
        cases = found[first, second].instances
        assert {describe(session, case).speakers for case in cases.numerator} == {first}
        assert {describe(session, case).speakers for case in cases.others} == {second}


@pytest.mark.parametrize("policy", ["CP-1", "CP-1s"])
def test_an_unfilled_slot_is_one_under_either_policy(policy):
    """M-33: 1.8 s after Sue's question, then Sue again, whether that is a new turn or not."""
    found = measure_session(gold("a"), CODER, policy=policy, codebook=Codebook(), measures=["M-33"])
    (row,) = (r for r in found if (r.variant, r.participant) == ("unfilled_slot", "TOM"))
    assert row.value == 1.8


def test_two_who_come_in_on_one_overlap_are_two_cases():
    """M-26: stacked brackets; each onset is counted for one person only."""
    text = "SUE: so we [went\nTOM:        [yeah\nPAM:        [mm\n"
    found = rows(tagged(text), "M-26", "share")
    own = {code: found[code, ""].instances.numerator for code in ("TOM", "PAM")}
    assert [len(cases) for cases in own.values()] == [1, 1]
    assert own["TOM"] != own["PAM"]
    assert all(locate(tagged(text), *cases) for cases in own.values())


def test_silence_after_a_question_is_missing_where_nobody_was_asked():
    """M-33, E-1: no question tagged, so there was no slot to fill; 0 s would say that it was."""
    text = "SUE: so (0.6) yeah\nTOM: mm\n"
    found = rows(tagged(text), "M-33", "unfilled_slot")
    assert [row.value for row in found.values()] == [None, None]
    asked = rows(gold("a"), "M-33", "unfilled_slot")
    assert asked["TOM", ""].value == 1.8
    assert asked["SUE", ""].value == 0

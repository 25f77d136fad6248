"""The gold transcripts, coded: every number of science Part 5 that the measures define."""

import pytest

from ca_tool.codebook import Codebook
from ca_tool.measures import measure_session
from tests.coded_gold import CODER, coded, gold, text_of

CODEBOOK = Codebook()


class Numbers:
    """The table of one session, looked up by measure, variant, participant and other."""

    def __init__(self, session):
        self.rows = {
            (row.measure, row.variant, row.participant, row.other): row
            for row in measure_session(session, CODER, codebook=CODEBOOK)
        }

    def __call__(self, measure, variant, participant="", other=""):
        return self.rows[f"M-{measure:02}", variant, participant, other]

    def value(self, *key):
        return self(*key).value

    def counted(self, *key):
        row = self(*key)
        return row.k, row.n

    def interval(self, *key):
        row = self(*key)
        return round(row.low, 4), round(row.high, 4)


@pytest.fixture(scope="module")
def a():
    return Numbers(gold("a"))


@pytest.fixture(scope="module")
def b():
    return Numbers(gold("b"))


def fourth(value):
    return round(value, 4)


class TestTheKitchen:
    """5.A: Sue and Tom."""

    def test_turns(self, a):
        assert a.counted(1, "turns_all", "SUE") == (5, 9)
        assert a.counted(1, "turns_all", "TOM") == (4, 9)
        assert fourth(a.value(1, "turns_all", "SUE")) == 0.5556
        assert a.counted(1, "turns_split", "SUE") == (6, 10)
        assert a.counted(1, "turns_split", "TOM") == (4, 10)
        assert a.counted(1, "turns_talk", "TOM") == (4, 9)

    def test_yeah_that_answers_is_a_turn_of_substance(self, a):
        assert a.counted(1, "turns_substantive", "TOM") == (4, 9)

    def test_words(self, a):
        assert a.counted(2, "words_all", "SUE") == (45, 52)
        assert a.counted(2, "words_all", "TOM") == (7, 52)
        assert fourth(a.value(2, "words_all", "SUE")) == 0.8654
        assert fourth(a.value(2, "words_all", "TOM")) == 0.1346
        assert a.counted(2, "words_minus_fillers", "SUE") == (44, 51)
        assert a.counted(2, "words_minus_fillers_cutoffs", "SUE") == (43, 50)
        assert a.value(2, "words_minus_fillers_cutoffs", "TOM") == 0.14

    def test_letters(self, a):
        assert a.counted(4, "letters", "SUE") == (174, 206)
        assert a.counted(4, "letters", "TOM") == (32, 206)
        assert fourth(a.value(4, "letters", "SUE")) == 0.8447

    def test_words_per_turn(self, a):
        assert a.value(6, "mean", "SUE") == 9.0
        assert a.value(6, "mean", "TOM") == 1.75

    def test_balance(self, a):
        assert fourth(a.value(3, "words", "SUE", "TOM")) == 0.7308
        assert fourth(a.value(3, "words", "TOM", "SUE")) == -0.7308
        assert fourth(a.value(7, "words_uncorrected")) == 0.3654
        assert fourth(a.value(7, "words_corrected")) == 0.7308
        assert fourth(a.value(8, "words")) == 0.5700
        assert fourth(a.value(7, "turns_corrected")) == 0.1111
        assert fourth(a.value(8, "turns")) == 0.9911

    def test_single_word_turns_are_no_continuers(self, a):
        assert a.counted(9, "single_word", "TOM") == (3, 4)
        assert a.counted(9, "minimal", "TOM") == (0, 4)
        assert a.counted(9, "type:continuer", "TOM") == (0, 4)

    def test_questions(self, a):
        assert a.counted(12, "tokens", "SUE") == (5, 6)
        assert a.interval(12, "tokens", "SUE") == (0.4365, 0.9699)
        assert a.counted(12, "tokens", "TOM") == (1, 6)
        assert a.counted(12, "chains", "SUE") == (4, 5)
        assert a.counted(12, "chains", "TOM") == (1, 5)
        assert a.counted(12, "per_turn", "SUE") == (4, 5)
        assert a.counted(12, "per_turn", "TOM") == (1, 4)

    def test_the_denominator_turns_question_density_round(self, a):
        assert round(a.value(12, "per_100_words", "SUE"), 2) == 11.11
        assert round(a.value(12, "per_100_words", "TOM"), 2) == 14.29

    def test_answers_to_sue(self, a):
        assert a.counted(17, "asked", "SUE", "TOM") == (5, None)
        assert a.counted(17, "answered", "SUE", "TOM") == (3, 5)
        assert a.counted(18, "answered", "SUE", "TOM") == (3, 4)
        assert a.interval(18, "answered", "SUE", "TOM") == (0.3006, 0.9544)
        assert a.counted(18, "non_answer", "SUE", "TOM") == (0, 4)
        assert a.counted(18, "no_response", "SUE", "TOM") == (1, 4)
        assert a.counted(18, "answered_chain", "SUE", "TOM") == (3, 3)
        assert a.interval(18, "answered_chain", "SUE", "TOM") == (0.4385, 1.0)

    def test_the_cases_of_the_answers_to_sue(self, a):
        cases = a(18, "answered", "SUE", "TOM").instances
        assert cases.numerator == ("tag:Q2", "tag:Q3", "tag:Q4")
        assert cases.others == ("tag:Q1",)
        assert [case for case, _ in cases.excluded] == ["tag:Q6"]
        assert "censored" in cases.excluded[0][1]

    def test_answers_to_tom(self, a):
        assert a.counted(18, "answered", "TOM", "SUE") == (0, 1)
        assert a.interval(18, "answered", "TOM", "SUE") == (0.0, 0.7935)
        assert a.counted(18, "non_answer", "TOM", "SUE") == (1, 1)

    def test_asked_and_answered(self, a):
        assert a.counted(17, "asked_to_answers", "SUE") == (5, 0)
        assert a.counted(17, "asked_to_answers", "TOM") == (1, 3)

    def test_conforming(self, a):
        assert a.counted(19, "all", "TOM") == (3, 3)
        assert a.counted(19, "polar", "TOM") == (2, 2)

    def test_pursuit(self, a):
        assert a.counted(22, "pursued", "SUE") == (1, 1)
        assert a.value(22, "path:wh→alternative", "SUE") == 1
        assert a.counted(22, "pursued", "TOM") == (0, 1)

    def test_evaluation(self, a):
        assert a.counted(23, "evaluated", "SUE") == (1, 3)
        assert a.counted(23, "positive", "SUE") == (1, 3)
        assert a.value(23, "evaluated", "TOM") is None

    def test_initiation(self, a):
        assert a.counted(11, "base", "SUE") == (4, 5)
        assert a.counted(11, "base", "TOM") == (1, 5)
        assert a.counted(11, "all_new", "SUE") == (5, 6)
        assert fourth(a.value(11, "all_new", "TOM")) == 0.1667
        assert a.counted(11, "topics", "SUE") == (2, 3)
        assert a.counted(11, "topics", "TOM") == (1, 3)
        assert a.counted(11, "agenda", "SUE") == (4, 4)
        assert a.counted(11, "agenda", "TOM") == (0, 4)

    def test_uptake(self, a):
        assert a.counted(13, "taken_up", "SUE") == (1, 1)
        assert a.counted(13, "taken_up", "TOM") == (0, 1)

    def test_agenda(self, a):
        assert a.counted(14, "share", "SUE") == (4, 4)
        assert a.counted(14, "share", "TOM") == (0, 4)

    def test_transitions(self, a):
        assert a.counted(29, "next", "SUE", "TOM") == (4, 4)
        assert a.counted(29, "next", "TOM", "SUE") == (4, 4)
        assert a.value(29, "next_count", "SUE", "SUE") == 0

    def test_silences(self, a):
        assert a.value(33, "timed_all") == 5.1
        assert a.value(33, "micropauses") == 1
        assert a.value(33, "timed", "TOM") == 2.4
        assert a.value(33, "unfilled_slot", "TOM") == 1.8
        assert a.value(33, "activity:embodied", "TOM") == 2.4
        assert a.value(33, "micropauses", "TOM") == 1
        assert a.value(33, "timed", "SUE") == 0.3
        assert a.value(33, "kind:pause at a possible completion", "SUE") == 0.3
        assert a.value(33, "floor:timed_all") == 0


class TestTheCafe:
    """5.B: the waiter, Pam, and Jo, who uses a device."""

    def test_turns(self, b):
        assert [b.counted(1, "turns_all", who) for who in ("WAI", "PAM", "JO")] == [
            (4, 11),
            (4, 11),
            (3, 11),
        ]
        assert [b.counted(1, "turns_talk", who)[0] for who in ("WAI", "PAM", "JO")] == [4, 4, 2]
        assert fourth(b.value(1, "turns_all", "JO")) == 0.2727

    def test_words_and_letters(self, b):
        assert [b(2, "words_all", who).k for who in ("WAI", "PAM", "JO")] == [21, 16, 6]
        assert fourth(b.value(2, "words_all", "WAI")) == 0.4884
        assert fourth(b.value(2, "words_all", "PAM")) == 0.3721
        assert fourth(b.value(2, "words_all", "JO")) == 0.1395
        assert [b(4, "letters", who).k for who in ("WAI", "PAM", "JO")] == [83, 75, 31]

    def test_words_per_turn(self, b):
        assert [b.value(6, "mean", who) for who in ("WAI", "PAM", "JO")] == [5.25, 4.0, 2.0]
        assert b.value(6, "mean_talk", "JO") == 3.0

    def test_balance(self, b):
        assert fourth(b.value(7, "words_uncorrected")) == 0.2326
        assert fourth(b.value(7, "words_corrected")) == 0.3488
        assert fourth(b.value(8, "words")) == 0.9036
        assert fourth(b.value(7, "turns_corrected")) == 0.0909
        assert fourth(b.value(8, "turns")) == 0.9922

    def test_the_dyadic_difference_is_missing_and_pairs_stand_for_it(self, b):
        assert b.value(3, "words") is None
        assert b.value(3, "words_pair", "WAI", "JO") == 15 / 27

    def test_what_jo_did_by_body_and_device(self, b):
        assert b.counted(10, "embodied", "JO") == (1, 3)
        assert b.counted(10, "aided", "JO") == (1, 3)
        assert b.value(5, "composing_time", "JO") == 3.4

    def test_questions(self, b):
        assert [b.counted(12, "tokens", who) for who in ("WAI", "PAM", "JO")] == [
            (3, 4),
            (1, 4),
            (0, 4),
        ]
        assert [b.counted(12, "chains", who) for who in ("WAI", "PAM", "JO")] == [
            (2, 3),
            (1, 3),
            (0, 3),
        ]

    def test_answers(self, b):
        assert b.counted(18, "answered", "WAI", "PAM") == (0, 1)
        assert b.counted(18, "non_answer", "WAI", "PAM") == (1, 1)
        assert b.counted(18, "answered", "WAI", "JO") == (1, 2)
        assert b.counted(18, "answered", "PAM", "JO") == (1, 1)
        assert b.counted(18, "as_addressee_answered", "JO") == (2, 3)
        assert b.interval(18, "as_addressee_answered", "JO") == (0.2077, 0.9385)

    def test_a_nod_may_be_left_out(self, b):
        assert b.counted(18, "answered_without_embodied", "PAM", "JO") == (0, 1)

    def test_about_not_to(self, b):
        assert b.counted(24, "questions", "JO") == (1, 4)
        assert b.counted(24, "statements", "JO") == (1, 1)

    def test_initiation(self, b):
        assert [b(11, "base", who).k for who in ("WAI", "PAM", "JO")] == [1, 1, 0]
        assert [b(11, "all_new", who).k for who in ("WAI", "PAM", "JO")] == [2, 2, 0]
        assert b.counted(13, "taken_up", "WAI") == (1, 1)
        assert b.counted(13, "taken_up", "PAM") == (1, 1)
        assert b.value(13, "taken_up", "JO") is None
        assert b.counted(14, "share", "WAI") == (1, 1)

    def test_third_party_turns(self, b):
        assert b.counted(25, "per_slot", "JO") == (2, 3)
        assert b.counted(25, "action:clarify", "JO", "PAM") == (1, 2)
        assert b.counted(25, "action:expand", "JO", "PAM") == (1, 2)
        assert b.counted(25, "owner:corrects", "JO") == (1, 1)

    def test_transitions(self, b):
        counts = {
            (i, j): b.value(29, "next_count", i, j)
            for i in ("WAI", "PAM", "JO")
            for j in ("WAI", "PAM", "JO")
            if i != j
        }
        assert counts == {
            ("WAI", "PAM"): 1,
            ("WAI", "JO"): 2,
            ("PAM", "WAI"): 3,
            ("PAM", "JO"): 1,
            ("JO", "PAM"): 3,
            ("JO", "WAI"): 0,
        }

    def test_silences(self, b):
        assert b.value(33, "timed_all") == 5.5
        assert b.value(33, "micropauses") == 2
        assert b.value(33, "timed", "PAM") == 0.7
        assert b.value(33, "timed", "WAI") == 0.2
        assert b.value(33, "unfilled_slot", "JO") == 1.2
        assert b.value(33, "activity:aac_composing", "JO") == 3.4
        assert b.value(33, "timed", "JO") == 1.2
        assert b.value(33, "micropauses", "JO") == 2

    def test_no_answer_is_evaluated(self, b):
        assert b.counted(23, "evaluated", "WAI") == (0, 1)
        assert b.counted(23, "evaluated", "PAM") == (0, 1)


class TestCrossChecks:
    """5.C."""

    def test_a_silent_third_person_counts_in_the_spread(self):
        from dataclasses import replace

        from ca_tool.transcript import Participant

        session = gold("a")
        people = (*session.transcript.participants, Participant("DAN"))
        with_dan = replace(session, transcript=session.transcript.with_participants(people))
        numbers = Numbers(with_dan)
        assert numbers.counted(2, "words_all", "DAN") == (0, 52)
        assert fourth(numbers.value(7, "words_uncorrected")) == 0.5769
        assert fourth(numbers.value(7, "words_corrected")) == 0.8654
        assert fourth(numbers.value(8, "words")) == 0.3596

    def test_layout_changes_no_number(self, a):
        from ca_tool.notation import parse

        lines = text_of("a").splitlines(keepends=True)
        inline = (
            "01 SUE: what d'you want for your tea Tom. (1.8) d'you want pasta or fish fingers¿\n"
        )
        transcript = parse("".join([lines[0], inline, *lines[4:]]))
        line_of = {int(line.number): line.id for line in transcript.lines if line.number}
        line_of[3] = line_of[1]
        numbers = Numbers(coded(transcript, "a", line_of))
        assert {key: row.value for key, row in numbers.rows.items()} == {
            key: row.value for key, row in a.rows.items()
        }

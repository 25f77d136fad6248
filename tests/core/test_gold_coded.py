"""The gold transcripts, coded: every number of science Part 5 that the measures define."""

import pytest

from ca_tool.measures import MEASURES, measure_session
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.participation import shifts
from ca_tool.measures.table import shown
from ca_tool.storage import default_codebook
from tests.coded_gold import CODER, annotations, coded, gold, text_of

CODEBOOK = default_codebook()


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
        assert a.counted(12, "chains_per_100_words", "SUE") == (4, 45)

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
        assert a.value(33, "kind_by_activity:gap, embodied", "TOM") == 2.4
        assert a.value(33, "micropauses", "TOM") == 1
        assert a.value(33, "timed", "SUE") == 0.3
        assert a.value(33, "kind:pause at a possible completion", "SUE") == 0.3
        assert a.value(33, "floor:timed_all") == 0

    def test_leading_and_following(self, a):
        assert a.value(15, "index", "SUE") == 4.4
        assert a.value(15, "index", "TOM") == 3.0
        assert a.value(15, "difference", "SUE", "TOM") == pytest.approx(1.4)
        assert a.value(15, "difference", "TOM", "SUE") == pytest.approx(-1.4)
        assert a.counted(15, "index_all") == (34, 9)
        assert round(a.value(15, "index_all"), 3) == 3.778
        assert a.value(15, "category:<>", "SUE") == 4
        assert a.value(15, "category:<", "TOM") == 3
        assert not a(15, "index", "SUE").note

    def test_leading_and_following_as_shares_of_the_turns(self, a):
        assert a.counted(15, "balance") == (4, 9)
        assert a.counted(15, "fragmentation") == (2, 9)
        assert a.counted(15, "solicitation") == (6, 9)
        assert a.counted(15, "solicitation", "TOM") == (1, 4)
        assert a.counted(15, "obliqueness") == (0, 9)
        assert a(15, "balance").note == "B = <> <^, as in the codebook"
        assert a(15, "solicitation").note.endswith(
            "not checked against the 1988 article: -> <=> =>"
        )

    def test_nobody_coded_who_decides(self, a):
        assert a.value(16, "share", "SUE") is None

    def test_how_soon_tom_responds(self, a):
        assert a(20, "median_category", "SUE", "TOM").instances.numerator == (
            "tag:Q2",
            "tag:Q3",
            "tag:Q4",
        )
        assert shown(a(20, "median_category", "SUE", "TOM")) == "micropause"
        assert a.counted(20, "delayed", "SUE", "TOM") == (2, 3)
        assert a.value(20, "median_timed", "SUE", "TOM") == 0.6
        assert a.value(20, "class:overlap", "SUE", "TOM") == 1
        assert a.value(20, "activity:embodied", "SUE", "TOM") == 2.4
        assert a.value(20, "median_ms", "SUE", "TOM") is None
        why = dict(a(20, "median_category", "SUE", "TOM").instances.excluded)
        assert why["tag:Q1"] == "no response"
        assert why["tag:Q6"].startswith("censored")
        assert why["tag:R1"] == "embodied"

    def test_how_soon_sue_responds(self, a):
        assert shown(a(20, "median_category", "TOM", "SUE")) == "unmarked"
        assert a.counted(20, "delayed", "TOM", "SUE") == (0, 1)

    def test_how_each_turn_follows_the_one_before(self, a):
        assert a.value(20, "floor_class:unmarked", "TOM", "SUE") == 4
        into_tom = {
            name: a.value(20, f"floor_class:{name}", "SUE", "TOM")
            for name in ("overlap", "micropause", "timed")
        }
        assert into_tom == {"overlap": 1, "micropause": 1, "timed": 2}
        assert a.value(20, "floor_median_timed", "SUE", "TOM") == 0.6
        assert a.value(20, "floor_activity:embodied", "SUE", "TOM") == 2.4

    def test_one_pursuit_after_nearly_two_seconds(self, a):
        row = a(21, "median", "SUE", "TOM")
        assert (row.value, row.n) == (None, 1)
        assert row.note == "1 pursuit, after 1.8 s; a median needs 5"
        assert a.value(21, "longest", "SUE") == 1.8
        assert len(row.instances.others) == 2
        assert row.excluded == "1 embodied"
        assert a(21, "median", "TOM").note == "no opportunity: no silence after asking"

    def test_overlap(self, a):
        assert a.counted(26, "share", "TOM") == (1, 1)
        assert a.counted(26, "per_100_turns", "TOM") == (1, 5)
        assert a.value(26, "per_100_turns", "TOM") == 20.0
        assert a.counted(26, "per_100_turns", "SUE") == (0, 4)
        assert a.counted(26, "type:terminal", "TOM") == (1, 1)
        assert a.value(26, "simultaneous") == 0

    def test_nobody_gave_way(self, a):
        assert a.value(27, "interjacent", "SUE") is None
        assert a.counted(27, "any", "SUE") == (0, 1)
        assert a.counted(27, "any", "TOM") == (0, 1)

    def test_repair(self, a):
        assert a.value(28, "share", "SUE") is None
        assert a.value(28, "per_100_turns", "SUE") is None
        assert a.counted(28, "self_repair", "SUE") == (1, 45)
        assert a.counted(28, "self_repair", "TOM") == (0, 7)

    def test_with_two_people_the_turn_only_goes_to_and_fro(self, a):
        assert a.counted(30, "type:AB-BA") == (8, 8)
        assert a.counted(30, "receiving", "SUE") == (4, 8)
        assert a.value(30, "usurped", "TOM") is None
        assert a.counted(31, "speaks_next_all") == (8, 8)
        assert "two people" in a(31, "speaks_next_all").note

    def test_sue_went_on_once(self, a):
        assert a.counted(32, "resumed", "SUE", "TOM") == (1, 4)
        assert a(32, "resumed", "SUE", "TOM").instances.numerator == ("tag:Q1",)
        assert a(32, "resumed", "SUE", "TOM").excluded == "1 embodied, 1 censored"
        assert a.counted(32, "resumed", "TOM", "SUE") == (0, 1)


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

    def test_leading_and_following_is_a_measure_of_two(self, b):
        assert b.value(15, "difference") is None
        assert b(15, "index", "JO").note == "a measure of two people: there are more"

    def test_how_each_turn_follows_the_one_before(self, b):
        classes = {
            name: b.value(20, f"floor_class:{name}")
            for name in ("overlap", "latch", "unmarked", "timed")
        }
        assert classes == {"overlap": 2, "latch": 1, "unmarked": 4, "timed": 3}
        assert b.value(20, "floor_activity:aac_composing", "WAI", "JO") == 3.4
        assert b.counted(20, "floor_delayed") == (2, 9)

    def test_how_soon_jo_responds(self, b):
        assert b.value(20, "activity:aac_composing", "WAI", "JO") == 3.4
        assert b.value(20, "median_category", "WAI", "JO") is None
        assert shown(b(20, "median_category", "PAM", "JO")) == "overlap"
        assert b.value(20, "median_timed", "WAI", "PAM") == 0.7

    def test_the_waiter_never_pursued(self, b):
        row = b(21, "median", "WAI")
        assert row.note == "no pursuit; a median needs 5"
        assert len(row.instances.others) == 2
        assert row.excluded == "1 aac composing"
        assert b.value(21, "longest", "WAI") == 1.2
        assert b.value(21, "pursuits", "WAI", "JO") == 0

    def test_overlap(self, b):
        assert [b.counted(26, "share", who) for who in ("WAI", "PAM", "JO")] == [
            (1, 2),
            (0, 2),
            (1, 2),
        ]
        assert b.counted(26, "per_100_turns", "JO") == (1, 8)
        assert b.counted(26, "per_100_turns_talk", "JO") == (0, 8)
        assert b.value(27, "any", "JO") is None

    def test_repair_is_not_coded(self, b):
        assert b.value(28, "share", "PAM") is None
        assert b.value(28, "self_repair", "PAM") is None

    def test_the_types_of_participation_shift(self, b):
        types = {
            "AB-BA": (3, 10),
            "AB-BY": (3, 10),
            "AB-XA": (2, 10),
            "AB-XB": (1, 10),
            "AB-X0": (1, 10),
        }
        for kind, counted in types.items():
            assert b.counted(30, f"type:{kind}") == counted
        found = {key[1] for key, row in b.rows.items() if key[0] == "M-30" and row.k}
        assert {v for v in found if v.startswith("type:")} == {f"type:{kind}" for kind in types}
        assert b.counted(30, "receiving") == (6, 10)
        assert b.counted(30, "usurping") == (4, 10)
        assert b(30, "receiving").note.startswith("5.0 expected")

    def test_who_takes_the_turn_and_from_whom(self, b):
        assert [b(30, "usurping", who).k for who in ("PAM", "WAI", "JO")] == [1, 2, 1]
        assert [b(30, "usurped", who).k for who in ("PAM", "WAI", "JO")] == [0, 2, 2]

    def test_the_shifts_follow_from_what_was_written_down_by_hand(self):
        """Each turn's addressee as annotated, and the type worked out on paper."""
        session = gold("b")
        evidence = Evidence(session, session.coding(CODER), "CP-1")
        turns = [turn.speaker for turn in evidence.talk.turns]
        by_hand = [(who, "*" if to == "0" else to) for who, to in annotations("b")["addr"]]
        assert [(who, *to) for who, to in zip(turns, evidence.addressed, strict=True)] == by_hand
        assert [shift.kind for shift in shifts(evidence)] == [
            "AB-BA",
            "AB-BY",
            "AB-BA",
            "AB-XA",
            "AB-XB",
            "AB-BY",
            "AB-BY",
            "AB-XA",
            "AB-BA",
            "AB-X0",
        ]

    def test_the_person_spoken_to_speaks_next_six_times_of_ten(self, b):
        assert b.counted(31, "speaks_next_all") == (6, 10)
        assert b.counted(31, "speaks_next", "JO") == (2, 4)
        assert b.counted(31, "addressee_speaks_next", "WAI") == (3, 3)
        assert b.counted(31, "addressee_speaks_next", "PAM") == (1, 4)

    def test_nobody_went_on_themselves(self, b):
        assert b.counted(32, "resumed", "WAI") == (0, 2)
        assert b(32, "resumed", "WAI").excluded == "1 aac composing"
        assert b.counted(32, "resumed", "PAM", "JO") == (0, 1)

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


@pytest.mark.parametrize("name", ["a", "b"])
def test_every_measure_has_a_number_or_a_reason_in_both(name):
    rows = Numbers(gold(name)).rows
    for measure in MEASURES:
        own = [row for (which, *_), row in rows.items() if which == measure]
        assert own, measure
        assert all(row.value is not None or row.note for row in own), measure

"""Overlaps and latches: which sign goes with which, who started, what stays alone."""

import time

import pytest

from ca_tool.notation import parse
from ca_tool.turn_taking import Transition, turn_taking

BOUND = 30  # seconds of the processor: far above any machine's noise; a blow-up takes minutes


def overlaps(text, **options):
    return turn_taking(parse(text, **options)).overlaps


def pairs(text, **options):
    """Each overlap as (line, column) of its brackets, lines and columns from 1."""
    return [
        [(place.line, place.column + 1) for place in (found.first, *found.others)]
        for found in overlaps(text, **options)
    ]


def problems(text):
    return [(problem.code, problem.line) for problem in turn_taking(parse(text)).problems]


class TestAlignedFiles:
    def test_brackets_under_each_other(self):
        text = "ANN: I went [to the shop]\nBEN:        [oh right   ]\n"
        (overlap,) = overlaps(text)
        assert (overlap.speakers, overlap.onset_by) == (("ANN", "BEN"), "BEN")
        assert (overlap.first_end.column, overlap.ends[0].column) == (24, 24)
        assert overlap.certain

    def test_two_on_one_line_go_left_to_right(self):
        text = "ANN: I went [to] the shop [and] back\nBEN:         [mm]          [oh]\n"
        assert pairs(text) == [[(1, 13), (2, 14)], [(1, 27), (2, 28)]]

    def test_a_later_bracket_of_a_line_belongs_to_the_next_speaker(self):
        text = (
            "PAM: hot choc[olate with cream?\n"
            "WAI:         [with or without [cream\n"
            "JO:                           [((nods))\n"
        )
        assert pairs(text) == [[(1, 14), (2, 14)], [(2, 31), (3, 31)]]

    def test_three_people_at_once_are_one_overlap(self):
        text = "ANN: who wants [tea\nBEN:           [me\nCAZ:           [me please\n"
        (overlap,) = overlaps(text)
        assert overlap.speakers == ("ANN", "BEN", "CAZ")
        assert overlap.onsets == ("BEN", "CAZ")

    def test_a_new_overlap_is_not_taken_for_the_old_one(self):
        text = (
            "ANN: I went [to the shop\n"
            "BEN:        [mm\n"
            "ANN: and then [I got\n"
            "BEN:          [really\n"
        )
        assert pairs(text) == [[(1, 13), (2, 13)], [(3, 15), (4, 15)]]

    def test_a_tab_is_eight_columns_wide(self):
        text = "ANN:\tI went [to the shop\nBEN:           [mm\n"
        assert turn_taking(parse(text)).aligned
        assert len(overlaps(text)) == 1

    def test_a_bracket_with_nothing_above_it_opens_an_overlap(self):
        text = (
            "ANN: so [that was it\n"
            "BEN:    [right\n"
            "ANN: and after [that\n"
            "BEN: I thought you said [Friday\n"
            "ANN:                    [no\n"
        )
        assert pairs(text) == [[(1, 9), (2, 9)], [(4, 25), (5, 25)]]
        assert problems(text) == [("I-OVL1", 3)]


class TestFilesWithoutAlignment:
    TEXT = (
        "ANN: I went [to the] shop [and] back\n"
        "BEN: [mm] and [oh]\n"
        "CAZ: what I said was [never mind\n"
        "ANN: [yeah\n"
    )

    def test_columns_mean_nothing_so_order_decides(self):
        assert turn_taking(parse(self.TEXT)).aligned is False
        assert pairs(self.TEXT) == [
            [(1, 13), (2, 6)],
            [(1, 27), (2, 15)],
            [(3, 22), (4, 6)],
        ]

    def test_a_third_voice_joins(self):
        text = "ANN: I was saying who wants [tea\nBEN: [me\nCAZ: [me please\n"
        (overlap,) = overlaps(text)
        assert overlap.speakers == ("ANN", "BEN", "CAZ")


class TestOtherWaysToWriteIt:
    def test_numbered_brackets_go_by_number(self):
        text = "ANN: I [1went] to the [2shop] then\nBEN: [2right]\nCAZ: [1oh]\n"
        assert pairs(text) == [[(1, 8), (3, 6)], [(1, 23), (2, 6)]]

    def test_double_brackets_are_a_simultaneous_start(self):
        text = "CAZ: who is it\nANN: [[it's me\nBEN: [[me I think\n"
        (overlap,) = overlaps(text)
        assert overlap.onset_by == "both"

    def test_both_starting_with_a_bracket_start_together(self):
        text = "CAZ: who is it\n     (0.5)\nANN: [it's me\nBEN: [me I think\n"
        (overlap,) = overlaps(text)
        assert overlap.onset_by == "both"
        found = turn_taking(parse(text)).turns
        assert [turn.transition for turn in found[1:]] == [Transition.TIMED, Transition.OVERLAP]

    def test_slashes_mark_where_the_next_line_begins(self):
        text = "ANN: th' guy says to me my son // did it\nBEN: what did he do\nANN: yes\n"
        (overlap,) = overlaps(text)
        assert (overlap.first.line, overlap.others[0]) == (1, (2, 5))
        assert overlap.onset_by == "BEN"

    def test_a_bracket_alone_between_two_lines_joins_them(self):
        text = "ANN: you can't do that in here\n           [\nBEN:       I wasn't going to\n"
        (overlap,) = overlaps(text)
        assert overlap.first == (1, 11)
        assert overlap.others == ((3, 11),)
        assert overlap.onset_by == "BEN"

    def test_corner_brackets(self):
        text = "ANN: I went ⌈to the shop⌉\nBEN: ⌊oh right⌋\nANN: so ⌈there\nBEN: ⌊yeah\n"
        assert pairs(text) == [[(1, 13), (2, 6)], [(3, 9), (4, 6)]]

    def test_upper_corners_alone_are_brackets_like_others(self):
        assert pairs("ANN: I went ⌈to the shop\nBEN:        ⌈oh right\n") == [[(1, 13), (2, 13)]]


class TestWithoutAPartner:
    def test_is_told_and_nothing_else_happens(self):
        text = "ANN: I went [to the shop\nBEN: oh right\n"
        assert overlaps(text) == ()
        assert problems(text) == [("I-OVL1", 1)]

    def test_a_bracket_at_the_start_of_a_turn_still_says_it_began_in_overlap(self):
        found = turn_taking(parse("ANN: I went to the shop\nBEN: [oh right\n"))
        assert found.turns[1].transition is Transition.OVERLAP

    def test_nobody_overlaps_with_themselves(self):
        assert overlaps("ANN: I went [to the shop\nANN: [so then I\nBEN: mm\n") == ()

    def test_an_omission_parts_brackets(self):
        text = "ANN: I went [to\n     ((9 lines omitted))\nBEN:         [oh\n"
        assert overlaps(text) == ()


@pytest.mark.parametrize("brackets", ["[" * 10_000, "[ " * 10_000, "[a " * 10_000])
def test_ten_thousand_brackets_take_no_time(brackets):
    text = f"ANN: {brackets}\nBEN: {brackets}\nCAZ: {brackets}\n"
    transcript = parse(text)
    start = time.process_time()
    turn_taking(transcript)
    assert time.process_time() - start < BOUND


class TestLatches:
    def test_two_signs_of_two_speakers(self):
        (latch,) = turn_taking(parse("ANN: is it=\nBEN: =yes\n")).latches
        assert (latch.same_speaker, latch.one_sided) == (False, False)
        assert (latch.first, latch.second) == ((1, 10), (2, 5))

    def test_one_sign_is_enough(self):
        for text in ("ANN: is it=\nBEN: yes\n", "ANN: is it\nBEN: =yes\n"):
            (latch,) = turn_taking(parse(text)).latches
            assert latch.one_sided
            assert turn_taking(parse(text)).turns[1].transition is Transition.LATCH

    def test_one_speakers_lines_joined(self):
        (latch,) = turn_taking(parse("ANN: is it=\nANN: =or not\nBEN: yes\n")).latches
        assert latch.same_speaker

    def test_going_on_and_being_latched_at_once(self):
        text = "ANN: I went to the shop=\nBEN: =[yeah\nANN: =[and bought milk\n"
        found = turn_taking(parse(text))
        assert [latch.same_speaker for latch in found.latches] == [False, True]
        assert [turn.speaker for turn in found.turns] == ["ANN", "BEN"]

    def test_a_latch_passes_over_somebodys_overlapped_word(self):
        text = "ANN: I went to the [shop=\nBEN:                [mm\nCAZ: =which one\n"
        found = turn_taking(parse(text))
        assert [latch.same_speaker for latch in found.latches] == [False]
        assert found.turns[2].transition is Transition.LATCH

    def test_a_sign_with_nothing_to_latch_to_is_no_latch(self):
        assert turn_taking(parse("ANN: is it\nBEN: yes=\n")).latches == ()

    def test_one_sign_before_a_silence_is_no_latch(self):
        found = turn_taking(parse("ANN: is it=\n     (0.5)\nBEN: yes\n"))
        assert found.latches == ()
        assert found.turns[1].transition is Transition.TIMED

"""Turns under CP-1: whose contribution a stretch of talk is, and where it begins and ends."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.notation import PROFILES, parse
from ca_tool.turn_taking import Transition, TurnKind, substantive, turn_taking, turns


def speakers(text, policy="CP-1"):
    return [turn.speaker for turn in turns(parse(text), policy)]


def kinds(text):
    return [(turn.speaker, turn.kind) for turn in turns(parse(text))]


def transitions(text):
    return [turn.transition for turn in turns(parse(text))]


class TestWhatIsOneTurn:
    def test_a_wrapped_line(self):
        text = "ANN: shall we go to\n     the shop\nBEN: yeah\n"
        assert speakers(text) == ["ANN", "BEN"]
        assert turns(parse(text))[0].words == 6

    def test_going_on_after_a_silence_with_the_label_again(self):
        assert speakers("ANN: shall we\n     (0.8)\nANN: go now\nBEN: yeah\n") == ["ANN", "BEN"]

    def test_running_through_past_somebodys_overlapped_talk(self):
        text = "ANN: I went to the [shop and=\nBEN:                [mm\nANN: =bought milk\n"
        assert speakers(text) == ["ANN", "BEN"]
        assert turns(parse(text))[0].lines == (1, 3)

    def test_running_through_does_not_need_both_signs(self):
        text = "ANN: I went to the [shop and=\nBEN:                [mm\nANN: bought milk\n"
        assert speakers(text) == ["ANN", "BEN"]

    def test_not_when_the_other_talks_in_the_clear(self):
        text = "ANN: I went to the [shop and=\nBEN:                [mm] I know\nANN: =bought milk\n"
        assert speakers(text) == ["ANN", "BEN", "ANN"]

    def test_an_empty_slot_is_no_turn_and_ends_none(self):
        assert speakers("SUE: are you coming\nTOM:\nSUE: to the shop\n") == ["SUE"]

    def test_a_note_that_nobody_answered_is_no_turn(self):
        assert speakers("SUE: are you coming\nTOM: ((no response))\nSUE: well\n") == ["SUE"]

    def test_a_labelled_silence_is_no_turn(self):
        assert speakers("SUE: are you coming\nTOM: (1.0)\nSUE: to the shop\n") == ["SUE"]


class TestWhatIsTwoTurns:
    def test_going_on_after_overlapped_talk_without_a_sign(self):
        text = "ANN: I went to the [shop and\nBEN:                [mm\nANN: bought milk\n"
        assert speakers(text) == ["ANN", "BEN", "ANN"]

    def test_the_same_person_after_somebody_ran_through(self):
        text = (
            "ANN: I went to the [shop and=\nBEN:                [mm\nANN: =bought milk\nBEN: nice\n"
        )
        assert speakers(text) == ["ANN", "BEN", "BEN"]

    def test_either_side_of_an_omission(self):
        text = "ANN: so that was Friday\n     ((12 lines omitted))\nANN: and then\nBEN: mm\n"
        found = turns(parse(text))
        assert [turn.speaker for turn in found] == ["ANN", "ANN", "BEN"]
        assert [turn.follows_gap for turn in found] == [True, True, False]
        assert found[1].transition is Transition.GAP

    def test_in_two_extracts_of_one_file(self):
        text = "[A:kitchen:1]\nANN: hello\nBEN: hi\nANN: so\n[B:car:2]\nANN: and\nBEN: yes\n"
        found = turns(parse(text))
        assert [turn.speaker for turn in found] == ["ANN", "BEN", "ANN", "ANN", "BEN"]
        assert found[3].follows_gap

    def test_either_side_of_a_long_silence_under_cp_1s(self):
        text = "ANN: shall we (0.8) go (0.2) now\nBEN: yeah\n"
        assert speakers(text) == ["ANN", "BEN"]
        assert speakers(text, "CP-1s") == ["ANN", "ANN", "BEN"]
        assert [turn.words for turn in turns(parse(text), "CP-1s")] == [2, 2, 1]

    def test_cp_1s_does_not_ask_where_the_silence_was_typed(self):
        inline = "ANN: shall we (0.8) go now\nBEN: yeah\n"
        own_line = "ANN: shall we\n     (0.8)\nANN: go now\nBEN: yeah\n"
        assert speakers(inline, "CP-1s") == speakers(own_line, "CP-1s") == ["ANN", "ANN", "BEN"]


class TestWhatATurnIsMadeOf:
    def test_a_nod_by_somebody_named_is_an_embodied_turn(self):
        assert kinds("ANN: tea?\nBEN: ((nods))\n")[1] == ("BEN", TurnKind.EMBODIED)

    def test_a_description_that_belongs_to_nobody_is_no_turn(self):
        assert speakers("ANN: tea?\n     ((the kettle boils))\nANN: or coffee\n") == ["ANN"]

    def test_only_breath_or_laughter_is_a_vocal_turn_of_no_words(self):
        found = turns(parse("ANN: tea?\nBEN: heh heh\nANN: well\nBEN: .hhh\n"))
        assert [turn.kind for turn in found[1::2]] == [TurnKind.VOCAL, TurnKind.VOCAL]
        assert [turn.words for turn in found[1::2]] == [0, 0]

    def test_talk_nobody_could_make_out_has_unknown_words(self):
        turn = turns(parse("ANN: tea?\nBEN: (    )\n"))[1]
        assert turn.kind is TurnKind.UNINTELLIGIBLE
        assert (turn.words, turn.unintelligible) == (0, 1)

    def test_a_nod_and_a_word_are_talk(self):
        assert kinds("ANN: tea?\nBEN: ((nods)) yeah\n")[1] == ("BEN", TurnKind.TALK)

    def test_speaking_together_is_a_turn_for_each(self):
        found = turns(parse("ANN: ready\nBEN: yes\nANN & BEN: happy birthday\nBEN: hurray\n"))
        assert [turn.speaker for turn in found] == ["ANN", "BEN", "ANN", "BEN", "BEN"]
        assert [turn.choral for turn in found] == [False, False, True, True, False]
        assert [turn.words for turn in found] == [1, 1, 2, 2, 1]
        assert found[3].transition is Transition.OVERLAP

    def test_an_unknown_speaker_is_nobody_in_particular(self):
        found = turns(parse("ANN: tea?\n?: yeah go on\nANN: right\nANN: then\n"))
        assert [turn.speaker for turn in found] == ["ANN", "?", "ANN"]

    def test_an_uncertain_speaker_is_marked(self):
        found = turns(parse("ANN: tea?\nBEN: no\n(ANN): yeah go on\nBEN: right\n"))
        assert [turn.certain for turn in found] == [True, True, False, True]


class TestHowATurnFollows:
    def test_every_class_of_the_scale(self):
        text = (
            "ANN: one [two\n"
            "BEN:     [three\n"
            "ANN: four=\n"
            "BEN: =five\n"
            "ANN: six\n"
            "     (.)\n"
            "BEN: seven\n"
            "     (0.7)\n"
            "ANN: eight\n"
            "     ((pause))\n"
            "BEN: nine\n"
        )
        assert transitions(text) == [
            Transition.FIRST,
            Transition.OVERLAP,
            Transition.UNMARKED,
            Transition.LATCH,
            Transition.UNMARKED,
            Transition.MICROPAUSE,
            Transition.TIMED,
            Transition.UNTIMED,
        ]

    def test_a_silence_at_the_start_of_a_line_lies_between_the_turns(self):
        found = turns(parse("ANN: are you coming\nBEN: (0.4) yeah\n"))
        assert (found[1].transition, found[1].silence) == (Transition.TIMED, 0.4)
        assert found[1].start.column == 11


class TestSubstantiveTurns:
    def test_a_continuer_does_not_divide_a_telling(self):
        text = "ANN: we went to the sea\nBEN: mm hm\nANN: and had chips\nBEN: lovely day for it\n"
        found = substantive(turns(parse(text)))
        assert [(turn.speaker, turn.words) for turn in found] == [("ANN", 8), ("BEN", 4)]
        assert [turn.index for turn in found] == [0, 1]

    def test_nothing_is_joined_across_an_omission(self):
        text = "ANN: we went\nBEN: mm\n     ((3 lines omitted))\nANN: and then\n"
        assert [turn.speaker for turn in substantive(turns(parse(text)))] == ["ANN", "ANN"]


def test_an_unknown_policy_is_refused():
    with pytest.raises(ValueError, match="CP-9"):
        turn_taking(parse("ANN: hello\n"), "CP-9")


def test_what_was_derived_is_kept_with_the_transcript():
    transcript = parse("ANN: hello\nBEN: hello\n")
    assert turn_taking(transcript) is turn_taking(transcript)
    assert turn_taking(transcript) is not turn_taking(transcript, "CP-1s")


def test_an_empty_transcript_has_no_turns():
    found = turn_taking(parse(""))
    assert (found.turns, found.silences, found.overlaps, found.latches) == ((), (), (), ())


def test_every_turn_can_be_found_from_its_line():
    found = turn_taking(parse("ANN: one\n     two\nBEN: three\n"))
    assert [turn.index for turn in found.by_line[2]] == [0]
    assert [turn.index for turn in found.by_line[3]] == [1]


def test_the_function_can_be_called_by_its_short_name_whatever_was_imported():
    import ca_tool
    import ca_tool.turn_taking

    transcript = parse("ANN: hello\nBEN: hello\n")
    assert ca_tool.turns(transcript) == turns(transcript)


class TestChat:
    HEAD = (
        "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tANN Ann Adult, BEN Ben Adult\n"
        "@ID:\teng|x|ANN|||||Adult|||\n@ID:\teng|x|BEN|||||Adult|||\n"
    )

    def read(self, *lines):
        import ca_tool

        return ca_tool.read_text(self.HEAD + "\n".join([*lines, "@End", ""])).transcript

    def test_an_utterance_without_anything_is_no_turn(self):
        found = turns(self.read("*ANN:\thello .", "*BEN:\t0 .", "*ANN:\tare you there ?"))
        assert [turn.speaker for turn in found] == ["ANN"]

    def test_actions_are_embodied_turns(self):
        found = turns(self.read("*ANN:\thello .", "*BEN:\t0 [=! nods] .", "*ANN:\t&=waves ."))
        assert [turn.kind for turn in found[1:]] == [TurnKind.EMBODIED, TurnKind.EMBODIED]

    def test_a_sign_for_overlap_without_a_place(self):
        found = turns(self.read("*ANN:\thello there .", "*BEN:\t+< hello ."))
        assert found[1].transition is Transition.OVERLAP

    def test_times_go_from_the_first_to_the_last_line(self):
        bullet = "\x15{}_{}\x15"
        transcript = self.read(
            f"*ANN:\thello {bullet.format(0, 900)}",
            f"*ANN:\tthere . {bullet.format(900, 1500)}",
            f"*BEN:\tyes . {bullet.format(1700, 2000)}",
        )
        assert [(turn.start_ms, turn.end_ms) for turn in turns(transcript)] == [
            (0, 1500),
            (1700, 2000),
        ]


SIGNS = [
    *("ANN:", "BEN:", "ANN & BEN:", "?:", "*ANN:\t", "01 ", "\n", "\n", "\n", "\t", "      "),
    *("[", "]", "[[", "[1", "//", "⌈", "⌉", "⌊", "⌋", "=", "≈", "(0.5)", "(.)", "((nods))", "(("),
    *("yeah", "wo(h)rd", ".hh", "heh", "(  )", "(so)", "...", "((3 lines omitted))", "[", ".", "?"),
]


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(SIGNS), max_size=60), st.sampled_from(sorted(PROFILES)))
def test_no_jumble_of_signs_is_too_much(signs, profile):
    transcript = parse(" ".join(signs), profile=profile)
    for policy in ("CP-1", "CP-1s"):
        found = turn_taking(transcript, policy)
        assert [turn.index for turn in found.turns] == list(range(len(found.turns)))
        assert all(turn.pieces for turn in found.turns)
        for turn in found.turns:
            for piece in turn.pieces:
                assert 0 <= piece.start < piece.end <= len(transcript.line(piece.line).raw)
        for silence in found.silences:
            assert transcript.quote(silence.span)

"""Silences: how long, of what kind, between whom, and what fills them."""

import pytest

from ca_tool.notation import parse
from ca_tool.turn_taking import SilenceKind, turn_taking


def silences(text, policy="CP-1"):
    return turn_taking(parse(text), policy).silences


def kinds(text):
    return [silence.kind for silence in silences(text)]


class TestKinds:
    def test_a_pause_inside_a_turn(self):
        (pause,) = silences("ANN: shall we (0.8) go\nBEN: yeah\n")
        assert pause.kind is SilenceKind.PAUSE
        assert (pause.before, pause.after, pause.seconds) == (0, 0, 0.8)

    @pytest.mark.parametrize("contour", [".", "?", "¿", ";", "_"])
    def test_a_pause_where_the_turn_may_be_complete(self, contour):
        text = f"ANN: shall we go{contour} (0.8) soon I mean\nBEN: yeah\n"
        assert kinds(text) == [SilenceKind.PAUSE_AT_TRP]

    def test_a_continuing_contour_is_no_completion(self):
        assert kinds("ANN: shall we go, (0.8) soon I mean\nBEN: yeah\n") == [SilenceKind.PAUSE]

    def test_a_gap_between_two_people(self):
        (gap,) = silences("ANN: shall we go\n     (0.8)\nBEN: yeah\n")
        assert gap.kind is SilenceKind.GAP
        assert (gap.before, gap.after) == (0, 1)

    def test_at_the_start_and_the_end_nobody_can_say(self):
        first, last = silences("     (1.0)\nANN: hello\nBEN: hello\n     (2.0)\n")
        assert (first.kind, first.before, first.after) == (SilenceKind.EDGE, None, 0)
        assert (last.kind, last.before, last.after) == (SilenceKind.EDGE, 1, None)

    def test_next_to_an_omission_nobody_can_say(self):
        text = "ANN: hello\n     (1.0)\n     ((3 lines omitted))\n     (2.0)\nBEN: yes\n"
        assert kinds(text) == [SilenceKind.EDGE, SilenceKind.EDGE]

    def test_after_an_overlapped_word_the_silence_is_behind_both(self):
        text = "ANN: shall we [go (0.8)\nBEN:           [mm\nANN: now\n"
        (gap,) = silences(text)
        assert (gap.kind, gap.before, gap.after) == (SilenceKind.GAP, 1, 2)

    def test_inside_a_turn_that_runs_through(self):
        text = "ANN: shall we [go (0.8)=\nBEN:           [mm\nANN: =now\n"
        (pause,) = silences(text)
        assert (pause.kind, pause.before, pause.after) == (SilenceKind.PAUSE, 0, 0)


class TestLengths:
    def test_neighbouring_silences_are_one(self):
        (gap,) = silences("ANN: well (0.3)(0.5)\nBEN: yeah\n")
        assert gap.seconds == 0.8

    def test_also_when_one_is_on_the_next_line(self):
        (gap,) = silences("ANN: well (0.3)\n     (0.5)\nBEN: yeah\n")
        assert gap.seconds == 0.8
        assert (gap.span.line, gap.span.end_line) == (1, 2)

    def test_not_when_something_happens_in_between(self):
        found = silences("ANN: well (0.3) ((door bangs shut)) (0.5)\nBEN: yeah\n")
        assert [silence.seconds for silence in found] == [0.3, 0.5]

    def test_a_micropause_has_no_length(self):
        (pause,) = silences("ANN: well (.) yes\nBEN: yeah\n")
        assert (pause.micropause, pause.seconds) == (True, None)

    def test_an_untimed_silence_has_no_length_and_is_no_micropause(self):
        (gap,) = silences("ANN: well\n     ((pause))\nBEN: yeah\n")
        assert (gap.micropause, gap.seconds) == (False, None)


class TestWhatFillsThem:
    @pytest.mark.parametrize(
        ("description", "activity"),
        [
            ("Jo composes on device", "aac_composing"),
            ("JO looks at communication book", "aac_composing"),
            ("spelling on letter board", "aac_composing"),
            ("Tom opens freezer", "embodied"),
            ("eats", "embodied"),
            ("phone rings", ""),
            ("no response", ""),
        ],
    )
    def test_beside_a_silence(self, description, activity):
        (gap,) = silences(f"ANN: what then Jo\n     (3.4) (({description}))\nJO:  tea\n")
        assert gap.activity == activity

    def test_before_the_silence_on_a_line_of_its_own(self):
        (gap,) = silences("ANN: what then Jo\n     ((Jo composes)) (3.4)\nJO:  tea\n")
        assert gap.activity == "aac_composing"

    def test_typed_inside_a_line(self):
        (gap,) = silences("ANN: what then Jo (3.4) ((Jo composes))\nJO:  tea\n")
        assert gap.activity == "aac_composing"

    def test_how_something_was_said_fills_no_silence(self):
        (gap,) = silences("JO:  tea ((device voice))\n     (1.2)\nANN: lovely\n")
        assert gap.activity == ""

    def test_a_nod_that_is_a_turn_fills_no_silence(self):
        transcript = parse("ANN: tea Jo\nJO:  (1.0) ((nods))\nANN: lovely\n")
        (gap,) = turn_taking(transcript).silences
        assert (gap.activity, gap.after) == ("", 1)
        assert [turn.speaker for turn in turn_taking(transcript).turns] == ["ANN", "JO", "ANN"]

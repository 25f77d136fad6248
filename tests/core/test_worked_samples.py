"""A shipped sample worked out by hand, line by line, apart from the gold transcripts."""

from collections import Counter

import pytest

import ca_tool
from ca_tool.resources import folder
from ca_tool.turn_taking import TurnKind, turn_taking


@pytest.fixture(scope="module")
def ordering():
    """Two hearing speakers and Ellie, who uses a talker and her body."""
    text = (folder("sample_transcripts") / "ordering_with_a_talker.txt").read_text("utf-8")
    return turn_taking(ca_tool.read_text(text).transcript)


def test_turns_alternate_and_bodies_take_them(ordering):
    assert Counter(turn.speaker for turn in ordering.turns) == {"STA": 11, "CAZ": 5, "ELL": 8}
    embodied = [turn for turn in ordering.turns if turn.kind is TurnKind.EMBODIED]
    assert [turn.speaker for turn in embodied] == ["ELL"] * 5


def test_a_speaker_who_goes_on_after_a_silence_has_one_turn(ordering):
    assert [turn.lines for turn in ordering.turns if len(turn.lines) > 1] == [
        (4, 6),
        (20, 22),
        (32, 34),
    ]


def test_words_are_those_a_reader_would_count(ordering):
    words = Counter()
    for turn in ordering.turns:
        words[turn.speaker] += turn.words
    assert words == {"STA": 68, "CAZ": 22, "ELL": 9}


def test_composing_on_the_talker_is_told_from_silence(ordering):
    timed = [silence for silence in ordering.silences if silence.seconds is not None]
    assert sum(silence.seconds for silence in timed) == pytest.approx(15.2)
    assert [s.seconds for s in timed if s.activity == "aac_composing"] == [4.2, 2.3, 3.8]
    assert sum(silence.micropause for silence in ordering.silences) == 4


def test_ellie_starts_each_overlap_with_her_body(ordering):
    assert [overlap.onset_by for overlap in ordering.overlaps] == ["ELL", "ELL", "ELL"]

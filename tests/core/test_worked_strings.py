"""Small strings read by science §1.1–§1.7, rule by rule, where a slip would change a number."""

import pytest

from ca_tool.measures.talk import talk
from ca_tool.notation import parse
from ca_tool.transcript import LineKind
from ca_tool.transcript import TokenKind as K
from ca_tool.turn_taking import turn_taking


def said(words):
    """Return the kinds of the tokens of *words*, a turn between two others."""
    found = parse(f"ANN: hello there\nBEN: {words}\nANN: well okay\nBEN: fine then\n")
    return [token.kind for token in found.tokens[1]], turn_taking(found).turns[1]


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (">I was go[ing< to]", 4),  # N-62's own example, where its partner was left out
        ("I [want to]", 3),
        ("it's my [mother's]", 3),
        ("[he just takes it]", 4),
        ("so [she went off to Leeds]", 6),
    ],
)
def test_a03_talk_in_lone_brackets_is_talk(talk, words):
    kinds, turn = said(talk)
    assert K.EDITORIAL not in kinds
    assert turn.words == words


@pytest.mark.parametrize("remark", ["[the speaker's brother]", "[to Tom]", "[laughs loudly]"])
def test_a03_a_remark_in_lone_brackets_is_none(remark):
    kinds, turn = said(f"she said {remark}")
    assert K.EDITORIAL in kinds
    assert turn.words == 2


def test_n54_a_time_in_the_recording_is_no_silence():
    kinds, turn = said("(00:12) so I went")
    assert kinds[0] is K.TIME_CODE
    assert (turn.words, turn.silence) == (3, None)


def test_n03_labels_under_margin_arrows_and_without_stand_in_one_column():
    found = parse("1 → ANN: hello\n2   BEN: hi\n3 -> ANN: so\n4   BEN: ok ->\n")
    assert [line.kind for line in found.lines] == [LineKind.TALK] * 4
    assert [turn.words for turn in turn_taking(found).turns] == [1, 1, 1, 1]


@pytest.mark.parametrize(("word", "letters"), [("10:30", 0), ("£5", 0), ("1.5", 0), ("café", 4)])
def test_m04_figures_are_words_without_letters(word, letters):
    _, turn = said(word)
    assert (turn.words, turn.letters) == (1, letters)


@pytest.mark.parametrize(
    "described", ["((she looks for\n     her glasses))", "(2.0) ((she looks\n     for them))"]
)
def test_a05_a_description_may_span_lines(described):
    found = parse(f"ANN: where are they\n     {described}\nBEN: here\n     (1.0)\nANN: ah\n")
    assert [turn.words for turn in turn_taking(found).turns] == [3, 1, 1]
    assert not found.problems


def test_a02_talk_runs_through_past_a_nod():
    found = turn_taking(parse("ANN: so what=\nBEN: ((nods))\nANN: =we do is\nBEN: mm\n"))
    assert [(turn.speaker, turn.words) for turn in found.turns] == [
        ("ANN", 5),
        ("BEN", 0),
        ("BEN", 1),
    ]
    assert [latch.same_speaker for latch in found.latches] == [True]


def test_a02_without_a_second_sign_the_nod_is_latched():
    found = turn_taking(parse("ANN: so what=\nBEN: ((nods))\nANN: we do is\nBEN: mm\n"))
    assert [turn.words for turn in found.turns] == [2, 0, 3, 1]


def test_overlaps_with_two_people_in_one_line_stand_in_columns():
    found = turn_taking(
        parse(
            "ANN: are you [coming or] going [home\n"
            "BEN:         [no       ]\n"
            "CAT:                           [yes\n"
            "BEN: right\n"
        )
    )
    assert found.aligned
    assert [overlap.speakers for overlap in found.overlaps] == [("ANN", "BEN"), ("ANN", "CAT")]
    assert all(overlap.certain for overlap in found.overlaps)


def test_a15_chats_tiers_and_headers_are_no_talk_in_any_profile():
    found = parse("*ANN:\tyes I know\n%com:\tsmiling\n@Comment:\tall at home\n*BEN:\tgood\n")
    assert [line.kind for line in found.lines[1:3]] == [LineKind.TIER, LineKind.HEADER]
    assert [turn.words for turn in turn_taking(found).turns] == [3, 1]


@pytest.mark.parametrize(
    ("pam", "aided"), [("cake ((device voice))", 1), ("cake? ((points to symbol))", 0)]
)
def test_m10_pointing_at_a_device_is_not_speaking_with_it(pam, aided):
    transcript = parse(f"JO: hello\nPAM: {pam}\nJO: yes\nPAM: okay\n")
    assert len(talk(transcript, "CP-1").aided) == aided


def test_n03_who_speaks_once_in_the_labels_column_has_a_label():
    text = (
        "Place: kitchen\n\nSUE: tea?\nTOM: yes\nSUE: so: what\nMum: oh hello\nTOM: hi\nSUE: well\n"
    )
    found = parse(text)
    assert found.codes == ("SUE", "TOM", "MUM")
    assert [turn.words for turn in turn_taking(found).turns] == [1, 1, 2, 2, 1, 1]


def test_n10_double_brackets_go_together_whatever_is_above_them():
    found = turn_taking(
        parse("ANN: do you want te[a\nBEN: [coffee\nCAT: [[coffee\nBEN: [[tea\nANN: ok\n")
    )
    assert [(o.speakers, o.onset_by) for o in found.overlaps] == [
        (("ANN", "BEN"), "BEN"),
        (("CAT", "BEN"), "both"),
    ]
    assert not found.problems

"""Ways of speaking as stretches of talk."""

from ca_tool.notation import parse
from ca_tool.notation.spans import voice_spans
from ca_tool.transcript import TokenKind as K


def stretches(text, **options):
    found = parse(text, **options)
    return [(one.kind, found.quote(one.span), one.end_inferred) for one in voice_spans(found)]


def test_a_stretch_reaches_from_sign_to_sign():
    assert stretches("ANN: well °not now° no\n") == [(K.SOFT, "°not now°", False)]


def test_layers_are_independent():
    assert stretches("ANN: >well °not< now°\n") == [
        (K.FAST, ">well °not<", False),
        (K.SOFT, "°not< now°", False),
    ]


def test_n60_scope_is_the_turn():
    assert stretches("ANN: well °not\n     (0.4)\n     now° no\n") == [
        (K.SOFT, "°not\n     (0.4)\n     now°", False)
    ]


def test_n60_a_missing_end_is_the_next_sign_of_its_kind():
    assert stretches("ANN: °well °not now° no\n") == [
        (K.SOFT, "°well ", True),
        (K.SOFT, "°not now°", False),
    ]


def test_n60_else_the_next_final_contour():
    assert stretches("ANN: well °not now. so\n") == [(K.SOFT, "°not now.", True)]


def test_n60_else_the_end_of_the_turn():
    assert stretches("ANN: well °not now\n     or then\nBEN: mm.\n") == [
        (K.SOFT, "°not now\n     or then", True)
    ]


def test_n62_doubled_signs_are_a_second_level():
    found = parse("ANN: °well °°not now°° no°\n")
    assert [(one.level, found.quote(one.span)) for one in voice_spans(found)] == [
        (1, "°well °°not now°° no°"),
        (2, "°°not now°°"),
    ]


def test_other_voices_say_which():
    found = parse("*ANN:\tso ∬not now∬ no\n", profile="chat-ca")
    assert [(one.kind, one.quality) for one in voice_spans(found)] == [(K.VOICE, "whisper")]

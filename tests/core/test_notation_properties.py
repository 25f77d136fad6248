"""What holds of any text at all."""

import itertools
import time
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.notation import PROFILES, parse, tokenise
from ca_tool.notation.spans import voice_spans
from ca_tool.transcript import LineKind
from ca_tool.transcript import TokenKind as K
from ca_tool.turn_taking import turn_taking

BOUND = 30  # seconds of the processor: far above any machine's noise; a blow-up takes minutes

SIGNS = st.sampled_from(
    [
        *list("[]()<>=°º:.,?¿!_;-–—↑↓^£$€#*@~%{}/|\"'’…·∙⌈⌉⌊⌋≈∆∇∬☺⁇&+̲\x15\x02\x01 \t"),
        "((",
        "))",
        "(0.4)",
        "(.)",
        "hh",
        ".hh",
        "heh",
        "uh",
        "huh",
        "yeah",
        "so",
        "OH",
        "the::n",
        "\n",
        "\n",
        "\r\n",
        "ANN: ",
        "BEN: ",
        "12 ",
        "*ANN:\t",
        "@Begin",
        "%com:\t",
        "...",
        "→",
        "[name]",
        "(xxx)",
        "<u>",
        "</u>",
        "1_2",
        "\x00",
        "�",
        "é",
        "é",
        "字",
    ]
)
TALK = st.lists(SIGNS, max_size=60).map("".join)
PROFILE = st.sampled_from(sorted(PROFILES))


@settings(max_examples=400, deadline=None)
@given(TALK, PROFILE)
def test_tokens_lie_within_their_lines_and_in_order(text, profile):
    found = parse(text, profile=profile)
    assert found.text == text
    for line, tokens in zip(found.lines, found.tokens, strict=True):
        assert 0 <= line.body <= line.body_end <= len(line.raw)
        starts = [token.start for token in tokens]
        assert starts == sorted(starts)
        for token in tokens:
            assert line.body <= token.start < token.end <= line.body_end
            if token.kind is K.SILENCE:
                assert token.seconds >= 0


@settings(max_examples=200, deadline=None)
@given(TALK, PROFILE)
def test_problems_and_stretches_point_into_the_text(text, profile):
    found = parse(text, profile=profile)
    for problem in found.problems:
        assert problem.message
        assert 0 <= problem.line <= len(found.lines)
    for one in voice_spans(found):
        assert found.quote(one.span)


@settings(max_examples=200, deadline=None)
@given(TALK, PROFILE)
def test_reading_twice_gives_the_same(text, profile):
    assert parse(text, profile=profile) == parse(text, profile=profile)


@settings(max_examples=200, deadline=None)
@given(TALK, PROFILE)
def test_words_never_overlap_each_other(text, profile):
    for tokens in parse(text, profile=profile).tokens:
        words = [token for token in tokens if token.kind is K.WORD]
        for before, after in itertools.pairwise(words):
            assert before.end <= after.start


@settings(max_examples=200, deadline=None)
@given(TALK, PROFILE)
def test_only_talk_has_words(text, profile):
    found = parse(text, profile=profile)
    for line, tokens in zip(found.lines, found.tokens, strict=True):
        if line.kind not in {LineKind.TALK, LineKind.CONTINUATION}:
            assert not [token for token in tokens if token.kind is K.WORD and not token.flags & 16]


@settings(max_examples=200, deadline=None)
@given(TALK, PROFILE, st.integers(0, 500))
def test_a_body_reads_the_same_wherever_it_begins(text, profile, offset):
    body = text.replace("\n", " ").replace("\r", " ")
    here, _ = tokenise(body, 0, profile)
    there, _ = tokenise(body, offset, profile)
    assert [(t.start + offset, t.end + offset, *t[2:]) for t in here] == [tuple(t) for t in there]


JUNK = {
    "open round brackets": "(" * 10_000,
    "open square brackets": "[" * 10_000,
    "nested comments": "((" * 5_000 + "x" + "))" * 5_000,
    "open angles": "<" * 5_000 + ">" * 5_000,
    "alternating angles": "<a >b " * 5_000,
    "degree signs": "°a " * 10_000,
    "degree signs without blanks": "[°" * 10_000,
    "equals": "= " * 10_000,
    "single letters": "[a b c " * 5_000,
    "underscores": "_a_" * 10_000,
    "underlines": "a\u0332" * 20_000,
    "colons": "a:" * 20_000,
    "hashes": "#1" * 10_000,
    "bullets": "\x15" * 20_000,
    "laughter": "huh " * 10_000,
    "editorials": "[ a b " * 10_000,
    "dots": "." * 50_000,
    "dots and h": ".h[" * 10_000,
    "guesses": "⁇ a " * 10_000,
    "alternatives": "(a)/" * 10_000,
    "capitals": "aBCd" * 10_000,
    "blanks": " " * 90_000 + "->",
    "tags": "<u>" * 10_000,
}


@pytest.mark.parametrize("name", JUNK)
@pytest.mark.parametrize("profile", ["loose-CA", "chat-ca", "mondada"])
def test_junk_is_read_in_bounded_time(name, profile):
    text = f"ANN: {JUNK[name]}\nBEN: so\n*ANN:\t{JUNK[name]}\n"
    start = time.process_time()
    assert parse(text, profile=profile).text == text
    assert time.process_time() - start < BOUND


@pytest.mark.parametrize("name", JUNK)
def test_many_lines_of_junk_are_read_in_bounded_time(name):
    text = f"ANN: {JUNK[name][:300]}\nBEN: {JUNK[name][:300]}\n     so\n" * 100
    start = time.process_time()
    assert parse(text).text == text
    assert time.process_time() - start < BOUND


def test_a_line_of_a_hundred_megabytes_is_kept_and_not_read():
    text = "ANN: " + "so it was (0.4) " * 6_500_000
    tracemalloc.start()
    start = time.process_time()
    found = parse(text)
    elapsed, (_, peak) = time.process_time() - start, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [token.kind for token in found.tokens[0]] == [K.OTHER]
    assert [problem.code for problem in found.problems] == ["W-LONG"]
    assert elapsed < BOUND
    assert peak < 3.5 * len(text)


def test_turns_of_junk_can_be_derived():
    for junk in JUNK.values():
        turn_taking(parse(f"ANN: {junk[:200]}\nBEN: [{junk[:200]}\n"))

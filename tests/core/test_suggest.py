"""Question candidates: from words and their order, with the reason, never counted as they are."""

import pytest

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding, Edit
from ca_tool.notation import parse
from ca_tool.project import Session, apply
from ca_tool.storage import default_codebook
from ca_tool.suggest import accept, suggestions
from tests.coded_gold import annotations, text_of


def proposed(text, codings=None):
    session = Session("S01", parse(text), codings=codings or {})
    return session, suggestions(session, "ana")


def found(words):
    """Return the code and form proposed for *words*, after somebody else said something."""
    _, candidates = proposed(f"BEN: I was there last week.\nANN: {words}\n")
    return [(one.code, dict(one.values).get("form")) for one in candidates if one.actor == "ANN"]


class TestTheGoldTranscripts:
    @pytest.mark.parametrize("name", ["a", "b"])
    def test_every_question_is_proposed(self, name):
        """Also gold B Q3, ‘hot chocolate with cream?’: a phrase, by its rise and its place."""
        session, candidates = proposed(text_of(name))
        row_of = {int(line.number): line.id for line in session.transcript.lines if line.number}
        asked = {(one.span.line, one.actor) for one in candidates if one.code == "question"}
        for question in annotations(name)["questions"]:
            place = (row_of[question["lines"][0]], question["asker"])
            assert place in asked, question["id"]

    def test_what_is_no_question_is_not_proposed_as_one(self):
        session, candidates = proposed(text_of("a"))
        quotes = {session.transcript.quote(one.span): one.code for one in candidates}
        assert not any(quote.startswith("pasta?") for quote in quotes)
        assert [quote for quote, code in quotes.items() if code == "initiation"] == [
            "er can you get the- the peas out,"
        ]

    def test_the_forms_and_addressees_proposed_are_those_of_the_gold_coding(self):
        for name in "ab":
            session, candidates = proposed(text_of(name))
            by_line = {session.transcript.line(c.span.line).number: c for c in candidates}
            for question in annotations(name)["questions"]:
                candidate = by_line.get(f"{question['lines'][0]:02d}")
                if candidate is None or candidate.code != "question":
                    continue
                assert dict(candidate.values)["form"] == question["form"]
                assert candidate.addressees in {(), (question["to"],)}


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("what time is it", "wh"),
        ("who wants tea.", "wh"),
        ("where's my coat", "wh"),
        ("right so how long have you been here", "wh"),
        ("what about Friday", "wh"),
        ("wha:t d'you wa[nt", "wh"),
        ("do you like swimming.", "polar_interrogative"),
        ("are they coming,", "polar_interrogative"),
        ("isn't she your sister", "polar_interrogative"),
        ("is Dave there", "polar_interrogative"),
        ("can I have a go", "polar_interrogative"),
        ("would you like a biscuit", "polar_interrogative"),
        ("could you hear him", "polar_interrogative"),
        ("d'you want to", "polar_interrogative"),
        ("is it Monday or Tuesday", "alternative"),
        ("tea or coffee", "alternative"),
        ("you went home didn't you", "tag"),
        ("it's cold in here innit", "tag"),
        ("she's not coming is she BEN", "tag"),
        ("the what?", "wh"),
        ("or do you want the bus", "polar_interrogative"),
        ("wha- what are you doing", "wh"),
        ("do- would you like one", "polar_interrogative"),
        ("is are they coming then", "polar_interrogative"),
        ("if it rains er what do you do", "wh"),
        ("the thing is, are you going", "polar_interrogative"),
        ("so you go on Mondays?", "polar_declarative"),
        ("I think you've got a dog¿", "polar_declarative"),
        ("with sugar?", "phrasal"),
        ("does the cat like it?", "polar_interrogative"),
        ("it's your mum, right?", "tag"),
        ("the blue one you mean?", "tag"),
    ],
)
def test_a_question_in_its_words_is_proposed_with_its_form(words, form):
    expected = "other" if words == "the what?" else form
    assert found(words) == [("question", expected)]


@pytest.mark.parametrize(
    "words",
    [
        "last week?",
        "yeah?",
        "really?",
        "did you?",
        "is it.",
        "what a shame",
        "what I mean is the other one",
        "when I was little we had a dog",
        "do the washing up now",
        "have a seat",
        "don't touch that",
        "you know what I mean?",
        "do you know what I mean",
        "I asked him what he wanted",
        "a week or so",
        "how lovely",
        "it was there last week?",
        "and then he goes home",
        "so you go on Mondays.",
        "with sugar.",
        "huh.",
        "what happens is you wait",
        "which is why I came",
        "when the bus was late I walked",
        "I don't think I can do it",
        "they never have it",
        "isn't it lovely",
        "is that right?",
        "how many were",
        "that's it, right.",
    ],
)
def test_what_only_rises_or_only_looks_like_a_question_is_not_proposed(words):
    assert found(words) == []


@pytest.mark.parametrize("words", ["can you pass me that", "will you just shut the door please"])
def test_what_may_ask_for_something_to_be_done_is_proposed_as_an_initiation(words):
    assert found(words) == [("initiation", None)]


def test_a_repeat_of_what_was_just_heard_is_not_proposed():
    assert not proposed("BEN: is it raining\nANN: is it raining\n")[1][1:]


def test_the_same_words_are_proposed_with_and_without_a_question_mark():
    with_mark, without = (proposed(f"ANN: are you in{mark}\n")[1] for mark in ("?", ""))
    assert [one.values for one in with_mark] == [one.values for one in without]


def test_every_candidate_says_why_in_words():
    _, candidates = proposed(text_of("a"))
    assert all(one.why.endswith(".") and "?" not in one.why for one in candidates)


class TestAnAcceptedSuggestion:
    def test_says_that_it_was_suggested_and_has_the_defaults_of_its_code(self):
        _, (candidate,) = proposed("ANN: are you in\nBEN: yeah\n")
        tag = accept(candidate, "ana", default_codebook(), "2026-11-22T10:00:00+00:00")
        assert tag.origin == "suggested"
        assert tag.codebook == default_codebook().version
        assert (tag.actor, tag.addressees) == ("ANN", ("BEN",))
        assert tag.value("form") == "polar_interrogative"
        assert tag.value("level") == "base"
        assert tag.created == "2026-11-22T10:00:00+00:00"

    def test_is_not_proposed_again(self):
        session, (candidate,) = proposed("ANN: are you in\nBEN: yeah\n")
        tag = accept(candidate, "ana", Codebook())
        coded = apply(session, Edit("Accept", added=frozenset({tag})))
        assert suggestions(coded, "ana") == ()
        assert suggestions(coded, "ben") == (candidate,)

    def test_changes_nothing_before_it_is_accepted(self):
        session, _ = proposed("ANN: are you in\n")
        assert session.coding("ana") == Coding("ana")

"""Whose silence is it? The table of science §1.7, on talk as typed."""

from dataclasses import replace

import pytest

from ca_tool.coding import Coding, Link, Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.transcript import Span
from tests.coded_gold import CODER, gold


def attributed(text, *asked, links=(), answers=()):
    """Return whose each silence of *text* is; *asked* are ``(quote, addressees)`` of questions."""
    transcript = parse(text)
    tags = [
        Tag(f"q{n}", "question", (place(transcript, quote),), "", to, coder=CODER)
        for n, (quote, to) in enumerate(asked)
    ]
    for n, quote in enumerate(answers):
        tags.append(Tag(f"a{n}", "response", (place(transcript, quote),), coder=CODER))
    made = [Link(f"l{n}", "answers", a, q, coder=CODER) for n, (a, q) in enumerate(links)]
    session = Session("S", transcript, codings={CODER: Coding.of(CODER, tags, made)})
    return whose(session)


def place(transcript, quote):
    line = next(line for line in transcript.lines if quote in line.raw)
    start = line.raw.index(quote)
    return Span(line.id, start, line.id, start + len(quote))


def whose(session):
    found = Evidence(session, session.coding(CODER), "CP-1").silences
    return [
        (item.seconds, item.to, item.filled_by, item.activity)
        for item in found
        if not item.censored
    ]


TO_TOM = ("is it cold", ("TOM",))


@pytest.mark.parametrize(
    ("situation", "text", "asked", "expected"),
    [
        (
            "inside a turn it is the speaker's",
            "SUE: I went (0.4) home\n",
            [],
            (0.4, "SUE", "", ""),
        ),
        (
            "after a complete unit, with nothing asked, it is the speaker's pause",
            "SUE: I went home. (0.4) it was late\n",
            [],
            (0.4, "SUE", "", ""),
        ),
        (
            "between turns with nobody selected it is the floor's",
            "SUE: I went home.\n     (0.4)\nTOM: it was late\n",
            [],
            (0.4, "", "", ""),
        ),
        (
            "after a question to Tom, Tom speaking next, it is Tom's",
            "SUE: is it cold\n     (0.4)\nTOM: yeah\n",
            [TO_TOM],
            (0.4, "TOM", "", ""),
        ),
        (
            "after a question to Tom, Sue going on, it is Tom's unfilled slot",
            "SUE: is it cold (0.4) or warm\nTOM: yeah\n",
            [TO_TOM],
            (0.4, "TOM", "", ""),
        ),
        (
            "the same, typed on lines of their own",
            "SUE: is it cold\n     (0.4)\nSUE: or warm\nTOM: yeah\n",
            [TO_TOM],
            (0.4, "TOM", "", ""),
        ),
        (
            "after a question to Tom, Pam speaking next, it is Tom's, filled by Pam",
            "SUE: is it cold\n     (0.4)\nPAM: he's fine\nTOM: yeah\n",
            [TO_TOM],
            (0.4, "TOM", "PAM", ""),
        ),
        (
            "inside the question it is the asker's",
            "SUE: is it (0.4) cold\nTOM: yeah\n",
            [("is it (0.4) cold", ("TOM",))],
            (0.4, "SUE", "", ""),
        ),
        (
            "after the asker went on to something else it is the asker's",
            "SUE: is it cold? I'm freezing. (0.4) well\nTOM: yeah\n",
            [("is it cold?", ("TOM",))],
            (0.4, "SUE", "", ""),
        ),
        (
            "a name after the tagged words is still the question",
            "SUE: is it cold Tom. (0.4) Tom?\nTOM: yeah\n",
            [TO_TOM],
            (0.4, "TOM", "", ""),
        ),
        (
            "a question to everybody leaves it with the floor",
            "SUE: is it cold\n     (0.4)\nTOM: yeah\n",
            [("is it cold", ("*",))],
            (0.4, "", "", ""),
        ),
        (
            "of two who were asked it is whose turn comes",
            "SUE: is it cold\n     (0.4)\nTOM: yeah\nPAM: no\n",
            [("is it cold", ("PAM", "TOM"))],
            (0.4, "TOM", "", ""),
        ),
        (
            "an answer in between ends the slot",
            "SUE: is it cold\nTOM: yeah\n     (0.4)\nSUE: right\n",
            [TO_TOM],
            (0.4, "", "", ""),
        ),
        (
            "composing on a device is told apart",
            "SUE: is it cold\n     (0.4) ((Tom composes on device))\nTOM: yeah\n",
            [TO_TOM],
            (0.4, "TOM", "", "aac_composing"),
        ),
    ],
)
def test_whose_silence_it_is(situation, text, asked, expected):
    assert attributed(text, *asked) == [expected], situation


def test_at_the_end_of_the_transcript_it_is_nobodys():
    assert attributed("SUE: is it cold\n     (2.0)\n", TO_TOM) == []


def test_a_linked_nod_in_overlap_ends_the_slot():
    text = "SUE: is it co[ld\nTOM:          [((nods))\n     (0.6)\nSUE: right\n"
    asked = ("is it co[ld", ("TOM",))
    linked = attributed(text, asked, answers=["((nods))"], links=[("a0", "q0")])
    assert [item[:2] for item in linked] == [(0.6, "")]
    assert [item[:2] for item in attributed(text, asked)] == [(0.6, "TOM")]


def test_gold_a():
    assert whose(gold("a")) == [
        (1.8, "TOM", "", ""),
        (0.6, "TOM", "", ""),
        (None, "TOM", "", ""),
        (0.3, "SUE", "", ""),
        (2.4, "TOM", "", "embodied"),
    ]


def test_gold_b():
    assert whose(gold("b")) == [
        (0.7, "PAM", "", ""),
        (0.2, "WAI", "", ""),
        (3.4, "JO", "", "aac_composing"),
        (1.2, "JO", "PAM", ""),
        (None, "JO", "", ""),
        (None, "JO", "", ""),
    ]


def test_without_codes_every_gap_is_the_floors_but_composing_is_the_composers():
    found = whose(replace(gold("b"), codings={}))
    assert [item[:2] for item in found] == [
        (0.7, ""),
        (0.2, "WAI"),
        (3.4, "JO"),
        (1.2, ""),
        (None, "JO"),
        (None, "JO"),
    ]

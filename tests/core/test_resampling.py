"""Numbers of a session get intervals by resampling its sequences, where there are enough."""

import numpy as np
import pytest

from ca_tool.coding import Coding, Link, Tag
from ca_tool.measures import measure_session
from ca_tool.measures.blocks import blocks_of
from ca_tool.measures.case_values import MEDIANS
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.resampling import with_intervals
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.transcript import Span
from ca_tool.uncertainty import block_bootstrap
from tests.coded_gold import CODER, gold

ANSWERED = "yynyyynyynyyny"
"""Fourteen questions of Sue's; ``n``: Tom says nothing and she asks the next one."""


def long_session(answered=ANSWERED, *, coded=True):
    lines, tags, links = [], [], []

    def say(who, words):
        lines.append(f"{who}: {words}")
        return (Span(len(lines), len(who) + 2, len(lines), len(lines[-1])),)

    for place, came in enumerate(answered):
        values = (("outcome", "answer" if came == "y" else "no_response"),)
        spans = say("SUE", "what about " + "this " * (place % 3 + 1) + "one")
        tags.append(Tag(f"q{place}", "question", spans, "SUE", ("TOM",), (), values, coder=CODER))
        if came == "y":
            spans = say("TOM", "that " * (place % 4) + "one")
            tags.append(Tag(f"a{place}", "response", spans, "TOM", coder=CODER))
            links.append(Link(f"l{place}", "answers", f"a{place}", f"q{place}", coder=CODER))
        else:
            lines.append("(2.0)")
            say("PAM", "mm")
    transcript = parse("\n".join(lines) + "\n")
    coding = Coding.of(CODER, tags, links) if coded else Coding.of(CODER)
    return Session("long", transcript, codings={CODER: coding})


def rows_of(session, **how):
    rows = measure_session(session, CODER)
    found = with_intervals(rows, session, CODER, **how)
    return {(r.measure, r.variant, r.participant, r.other): r for r in found}


def test_the_kitchen_has_five_sequences_and_what_expands_one_belongs_to_it():
    session = gold("a")
    evidence = Evidence(session, session.coding(CODER), "CP-1")
    blocks = blocks_of(evidence)
    assert (blocks.kind, blocks.count) == ("sequence", 6)
    of = {tag: blocks.of(f"tag:{tag}") for tag in ("Q1", "Q2", "Q3", "Q4", "R1", "Q5", "Q6")}
    assert of == {"Q1": 1, "Q2": 1, "Q3": 1, "Q4": 2, "R1": 3, "Q5": 4, "Q6": 5}
    assert blocks.of("tag:E1") == 2  # "good man." evaluates the answer to Q4
    assert blocks.of("tag:R-Q5") == 4  # "I don't know" answers Q5 in the turn that asks Q6
    turns = [blocks.of(case) for case in evidence.talk.ids]
    assert turns == [1, 1, 1, 1, 2, 2, 3, 4, 5]


def test_a_question_asked_anew_after_another_sequence_goes_back_to_its_own():
    session = gold("b")
    coding = session.coding(CODER)
    again = Link("again", "reissues", "Q4", "Q1", coder=CODER)
    coding = Coding.of(CODER, coding.tags.values(), [*coding.links.values(), again])
    blocks = blocks_of(Evidence(session, coding, "CP-1"))
    assert blocks.of("tag:Q4") == blocks.of("tag:Q1") == 1
    assert blocks.of("tag:nowhere") is None
    assert blocks.of("silence:99:0") is None
    assert blocks.of("something else") is None


def test_without_first_pair_parts_topics_are_the_blocks_and_without_topics_windows():
    session = long_session(coded=False)
    assert blocks_of(Evidence(session, Coding(CODER), "CP-1")).kind == "window of 20 turns"
    start = session.transcript.lines[4]
    topic = Tag("t", "topic", (Span(start.id, start.body, start.id, start.body_end),), coder=CODER)
    blocks = blocks_of(Evidence(session, Coding.of(CODER, [topic]), "CP-1"))
    assert (blocks.kind, blocks.count) == ("topic", 2)
    assert blocks.of("turn:1:5") == 0
    assert blocks.of("tag:t") == 1


def test_in_the_kitchen_there_are_too_few_sequences_and_the_row_says_so():
    rows = rows_of(gold("a"))
    answered = rows["M-18", "answered", "SUE", "TOM"]
    assert (answered.low, answered.high) == pytest.approx((0.3006, 0.9544), abs=5e-5)
    assert answered.method == (
        "Wilson 95%, assumes independent instances; "
        "not resampled: 2 sequences with something to count, at least 10 needed"
    )
    words = rows["M-02", "words_all", "SUE", ""]
    assert words.low is None
    assert words.method == "no interval: 5 sequences with something to count, at least 10 needed"


def test_a_proportion_is_resampled_by_sequence():
    found = rows_of(long_session(), seed=3)["M-18", "answered", "SUE", "TOM"]
    came = [float(mark == "y") for mark in ANSWERED]
    expected = block_bootstrap(came, [1] * 14, seed=3, by="sequence")
    assert (found.k, found.n) == (10, 14)
    assert (found.low, found.high, found.method) == (expected.low, expected.high, expected.method)
    assert found.method.endswith("2,000 resamples, n_blocks=14, seed 3")


def test_a_share_of_words_is_resampled_with_the_words_of_each_sequence():
    found = rows_of(long_session())["M-02", "words_all", "TOM", ""]
    sue = [3 + place % 3 + 1 for place in range(14)]
    tom = [place % 4 + 1 if came == "y" else 0 for place, came in enumerate(ANSWERED)]
    pam = [1 if came == "n" else 0 for came in ANSWERED]
    total = np.array(sue) + np.array(tom) + np.array(pam)
    expected = block_bootstrap(tom, total, by="sequence")
    assert found.value == pytest.approx(sum(tom) / sum(total))
    assert (found.low, found.high) == (expected.low, expected.high)


def test_what_never_varies_keeps_its_wilson_interval_and_says_why():
    found = rows_of(long_session("y" * 12))["M-18", "answered", "SUE", "TOM"]
    assert (found.low, found.high) == pytest.approx((0.7575, 1), abs=5e-5)
    assert "every draw gives the same number" in found.method


def test_every_share_and_proportion_of_a_session_has_its_cases_add_up():
    for session in (long_session(), gold("a"), gold("b")):
        for row in rows_of(session).values():
            assert "do not add up" not in row.method, row


def test_values_counts_and_missing_numbers_stay_as_they_are():
    session = long_session()
    before = measure_session(session, CODER)
    after = with_intervals(before, session, CODER, resamples=200)
    same = [row._replace(low=None, high=None, method="") for row in before]
    assert [row._replace(low=None, high=None, method="") for row in after] == same
    for row in after:
        drawn = row.unit in ("share", "proportion") or (row.measure, row.variant) in MEDIANS
        if row.value is None or not drawn:
            assert row in before
    assert with_intervals((), session, CODER) == ()


def test_the_same_seed_gives_the_same_table_and_another_seed_another():
    session = long_session()
    rows = measure_session(session, CODER)
    assert with_intervals(rows, session, CODER, seed=5) == with_intervals(
        rows, session, CODER, seed=5
    )
    assert with_intervals(rows, session, CODER, seed=5) != with_intervals(
        rows, session, CODER, seed=6
    )


def test_the_median_silence_is_resampled_with_the_silences_of_each_sequence():
    session = long_session("n" * 12)
    found = rows_of(session)["M-33", "median", "", ""]
    assert (found.value, found.low, found.method) == (
        2.0,
        None,
        "no interval: every draw gives the same number: resampling shows no uncertainty",
    )
    lines = "".join(f"SUE: and you\n({place / 10 + 0.5:.1f})\nTOM: yes\n" for place in range(300))
    timed = Session("timed", parse(lines))
    rows = measure_session(timed, "")
    found = next(
        row
        for row in with_intervals(rows, timed, "", resamples=500)
        if (row.measure, row.variant, row.participant) == ("M-33", "median", "")
    )
    assert found.value == pytest.approx(15.45)
    assert found.low < found.value < found.high
    assert "by window of 20 turns (percentile), 500 resamples, n_blocks=30" in found.method


def test_every_median_of_latencies_has_its_cases_give_it():
    for session in (long_session(), gold("a"), gold("b")):
        medians = [row for key, row in rows_of(session).items() if key[:2] in MEDIANS]
        assert any(row.value is not None for row in medians)
        assert all("do not add up" not in row.method for row in medians)

"""Identification, labels, links and disagreements of two coders, on small talk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ca_tool.agreement import Kind, Resampling, Wanted, agree
from ca_tool.agreement.gamma import Settings
from ca_tool.agreement.pairing import iou, matching, paired
from ca_tool.agreement.places import Double
from ca_tool.agreement.tables import left_out_words
from ca_tool.agreement.units import crossed_characters
from ca_tool.coding import Coding, Link, Tag
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.storage import default_codebook
from ca_tool.transcript import Span, Transcript
from tests.coded_gold import CODER, gold

CODES = default_codebook()


def plain(characters: int) -> Transcript:
    """Return a transcript of one line of so many characters and no line end."""
    found = parse("x" * characters)
    assert found.text == "x" * characters
    return found


def stretch(coder: str, start: int, end: int, code: str = "topic") -> Tag:
    return Tag(f"{coder}{start}", code, (Span(1, start, 1, end),), coder=coder)


def two(transcript: Transcript, first: list[Tag], second: list[Tag]) -> Double:
    codings = {"A": Coding.of("A", first), "B": Coding.of("B", second)}
    return Double(Session("S01", transcript, codings=codings), "A", "B")


class TestCharacters:
    @pytest.mark.parametrize(("characters", "kappa"), [(1000, 0.4444), (150, -0.5)])
    def test_count_all_of_the_file_and_not_only_what_was_tagged(self, characters, kappa):
        double = two(plain(characters), [stretch("A", 0, 100)], [stretch("B", 50, 150)])
        found = crossed_characters([double], "topic")
        assert found.n == characters
        assert found.counts == ((50, 50), (50, characters - 150))
        assert round(found.estimate("kappa").value, 4) == kappa

    def test_of_overlapping_tags_of_one_coder_count_once(self):
        first = [stretch("A", 0, 60), stretch("A", 40, 100)]
        found = crossed_characters([two(plain(200), first, [stretch("B", 0, 100)])], "topic")
        assert found.counts == ((100, 0), (0, 100))


class TestPairing:
    def test_takes_the_greatest_total_overlap_and_each_tag_once(self):
        first = [((0, 10),), ((10, 20),)]
        second = [((4, 16),), ((0, 9),)]
        assert [pair[:2] for pair in paired(first, second, "any")] == [(0, 1), (1, 0)]

    def test_says_by_its_rule_what_a_pair_is(self):
        first, second = [((0, 10),)], [((4, 14),)]
        assert [len(paired(first, second, rule)) for rule in ("exact", "half", "any")] == [0, 0, 1]
        assert len(paired(first, [((2, 10),)], "half")) == 1
        assert len(paired(first, first, "exact")) == 1

    def test_measures_a_question_broken_by_other_talk_as_a_whole(self):
        assert iou(((0, 10), (20, 30)), ((0, 10),)) == 0.5

    @given(
        *[
            st.lists(
                st.tuples(st.integers(0, 40), st.integers(1, 12)).map(
                    lambda at: ((at[0], at[0] + at[1]),)
                ),
                max_size=6,
            )
        ]
        * 2
    )
    def test_is_the_best_of_all_pairings(self, first, second):
        from itertools import permutations

        overlaps = [[iou(a, b) for b in second] for a in first]
        found = paired(first, second, "any")
        assert len({a for a, _, _ in found}) == len({b for _, b, _ in found}) == len(found)
        short, long = sorted((len(first), len(second)))
        best = max(
            sum(
                overlaps[at][to] if len(first) <= len(second) else overlaps[to][at]
                for at, to in zip(range(short), order, strict=True)
            )
            for order in permutations(range(long), short)
        )
        assert sum(overlap for *_, overlap in found) == pytest.approx(best)


def doubled(name: str = "a") -> Session:
    """Return a gold session with a second coder who says the same in tags of her own."""
    session = gold(name)
    coding = session.coding(CODER)
    tags = [replace(tag, id=f"b-{tag.id}", coder="bea") for tag in coding.tags.values()]
    links = [
        Link(f"b-{one.id}", one.kind, f"b-{one.source}", f"b-{one.target}", coder="bea")
        for one in coding.links.values()
        if one.target
    ]
    kept = Coding.of(CODER, coding.tags.values(), [x for x in coding.links.values() if x.target])
    return replace(session, codings={CODER: kept, "bea": Coding.of("bea", tags, links)})


def changed(session: Session, tag_id: str, **how) -> Session:
    """Return the session after Bea changed one of her tags; without changes, removed it."""
    bea = session.codings["bea"]
    tags = {key: tag for key, tag in bea.tags.items() if key != tag_id or how}
    if how:
        tags[tag_id] = replace(tags[tag_id], **how)
    links = {key: x for key, x in bea.links.items() if {x.source, x.target} <= tags.keys()}
    return replace(session, codings={**session.codings, "bea": Coding("bea", tags, links)})


WANTED = Wanted(CODER, "bea", how=Resampling(1, 200), spans=Settings(samples=10))


class TestTwoCodersWhoSayTheSame:
    def test_have_no_disagreement_and_an_f1_of_1(self):
        found = agree([doubled()], CODES, WANTED)
        assert found.disagreements == ()
        assert {one.f1.value for one in found.detections} == {1.0}
        assert {one.f1.value for one in found.links} == {1.0}
        assert found.gammas[0][1].value == 1.0
        assert {one.range for one in found.carried} <= {0.0, None}


class TestATagOfOneCoderOnly:
    def test_is_listed_with_its_line_and_lowers_recall_and_not_the_labels(self):
        found = agree([changed(doubled(), "b-Q3")], CODES, WANTED)
        missed = [one for one in found.disagreements if one.kind is Kind.MISSED]
        assert [(one.code, one.first.id, one.second) for one in missed] == [
            ("question", "Q3", None)
        ]
        question = next(one for one in found.detections if one.code == "question")
        assert (question.both, question.only_first, question.only_second) == (5, 1, 0)
        assert question.precision == 1.0
        assert question.recall == pytest.approx(5 / 6)
        assert question.f1.value == pytest.approx(10 / 11)
        labelled = {one.crossed.estimate("observed").value for one in found.labellings}
        assert labelled == {1.0}

    def test_changes_the_results_side_by_side(self):
        found = agree([changed(doubled(), "b-Q3")], CODES, WANTED)
        asked = next(
            one
            for one in found.carried
            if (one.measure, one.variant, one.participant) == ("M-12", "tokens", "SUE")
        )
        assert [(row.k, row.n) for row in asked.rows] == [(5, 6), (4, 5)]
        assert asked.range == pytest.approx(5 / 6 - 4 / 5)


class TestAnotherValue:
    def test_is_listed_in_words_and_stands_off_the_diagonal(self):
        session = doubled()
        form = session.codings["bea"].tags["b-Q3"].value("form")
        other = "tag" if form != "tag" else "wh"
        values = dict(session.codings["bea"].tags["b-Q3"].values) | {"form": other}
        session = changed(session, "b-Q3", values=tuple(sorted(values.items())))
        found = agree([session], CODES, WANTED)
        listed = [(one.kind, one.name, one.first.id) for one in found.disagreements]
        assert listed == [(Kind.VALUE, "form", "Q3")]
        label = next(one for one in found.labellings if one.variable.name == "form")
        names = label.crossed.categories
        assert label.crossed.counts[names.index(form)][names.index(other)] == 1
        question = next(one for one in found.detections if one.code == "question")
        assert question.f1.value == 1.0

    def test_of_certainty_is_ordinal(self):
        session = changed(doubled(), "b-Q3", certainty="probable")
        found = agree([changed(session, "b-Q2", certainty="possible")], CODES, WANTED)
        label = next(one for one in found.labellings if one.variable.name == "certainty")
        assert label.crossed.scale == "ordinal"
        assert "weighted_kappa" in {one.key for one in label.crossed.estimates}


class TestTheStrengthOfAnInitiative:
    def test_is_ordinal_beside_the_category(self):
        double = doubled()
        line = next(line for line in double.transcript.lines if line.speakers)
        span = (Span(line.id, line.body, line.id, line.body_end),)
        for who, value in ((CODER, "free_strong"), ("bea", "free_weak")):
            tag = Tag(f"ir-{who}", "ir", span, values=(("category", value),), coder=who)
            coding = double.codings[who]
            coding = Coding(who, {**coding.tags, tag.id: tag}, coding.links)
            double = replace(double, codings={**double.codings, who: coding})
        found = agree([double], CODES, WANTED)
        category, strength = [
            one
            for one in found.labellings
            if (one.variable.code, one.variable.name) == ("ir", "category")
        ]
        assert (category.crossed.scale, strength.crossed.scale) == ("nominal", "ordinal")
        names = strength.crossed.categories
        assert list(names) == sorted(names, key=float)
        assert strength.crossed.counts[names.index("6")][names.index("5")] == 1
        assert [one.name for one in found.disagreements] == ["category"]


class TestLinks:
    def test_to_another_target_are_listed_and_counted(self):
        session = doubled()
        bea = session.codings["bea"]
        moved = next(one for one in bea.links.values() if one.kind == "answers")
        target = next(
            key for key, tag in bea.tags.items() if tag.code == "question" and key != moved.target
        )
        links = {**bea.links, moved.id: replace(moved, target=target)}
        bea = Coding("bea", bea.tags, links)
        found = agree([replace(session, codings={**session.codings, "bea": bea})], CODES, WANTED)
        answers = next(one for one in found.links if one.kind == "answers")
        assert (answers.only_first, answers.only_second) == (1, 1)
        assert answers.linked - answers.same == 1
        listed = [one for one in found.disagreements if one.kind is Kind.LINK]
        assert [one.first.id for one in listed] == [moved.source.removeprefix("b-")]
        assert listed[0].says[0] != listed[0].says[1]


class TestSessionsThatOneCoderDidNotCode:
    def test_are_left_out_and_said_so(self):
        alone = gold("b")
        found = agree([doubled(), alone], CODES, WANTED)
        assert list(found.sessions) == ["A"]
        assert found.left_out == (("B", "not coded by bea"),)

    def test_are_named_in_one_sentence_for_each_reason_however_many_they_are(self):
        found = agree([doubled(), gold("b")], CODES, WANTED)
        many = tuple((f"S{at:02}", "not coded by bea") for at in range(20))
        said = left_out_words(replace(found, left_out=(*many, ("T1", "cut"))), most=2)
        assert said == [
            "Left out, not coded by bea: S00, S01 and 18 more.",
            "Left out, cut: T1.",
        ]

    def test_leave_nothing_where_there_are_no_others(self):
        found = agree([gold("b")], CODES, WANTED)
        assert found.doubles == ()
        assert found.detections == ()


def test_a_tag_on_a_line_that_is_gone_is_passed_over():
    session = doubled()
    gone = replace(session.codings["bea"].tags["b-Q3"], spans=(Span(999, 0, 999, 3),))
    found = agree([changed(session, "b-Q3", spans=gone.spans)], CODES, WANTED)
    question = next(one for one in found.detections if one.code == "question")
    assert (question.both, question.only_first, question.only_second) == (5, 1, 0)


def test_blocks_are_sequences_that_both_coders_see_and_else_windows():
    double = Double(doubled(), CODER, "bea")
    assert double.by_sequence
    tags = double.evidence[0].of("question")
    blocks = [double.block_of(tag) for tag in tags]
    assert blocks == sorted(blocks)
    windows = two(plain(100), [stretch("A", 0, 10)], [stretch("B", 0, 10)])
    assert not windows.by_sequence
    assert matching(windows, "topic").pairs[0].overlap == 1.0

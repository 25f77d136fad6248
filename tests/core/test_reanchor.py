"""Tags follow their words, whoever corrected the transcript."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ca_tool.carrying import change
from ca_tool.coding import Coding, Link, Tag
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.review import Exchange
from ca_tool.storage.anchors import line_digest, match_lines, reanchor
from ca_tool.text_edits import (
    apply_edit,
    carry,
    delete_line,
    insert_line,
    join_line,
    split_line,
    text_edit,
)
from ca_tool.transcript import Line, Place, Span, Transcript

TEA = (
    "01 SUE: what d'you want for your tea Tom.",
    "02      (1.8)",
    "03 SUE: d'you want pasta or fish fingers¿",
    "04 TOM: °pasta°",
)


def transcript(*texts, first_id=1):
    lines = tuple(
        Line(n, text, body=min(8, len(text)), body_end=len(text))
        for n, text in enumerate(texts, first_id)
    )
    return Transcript(lines, ((),) * len(lines))


def at(text, quote):
    start = text.index(quote)
    return start, start + len(quote)


def follows(old, quote, new):
    start, end, certain = change(old, new).carry(*at(old, quote))
    return new[start:end], certain


def tagged(*quotes, lines=TEA):
    """Return a session with one tag per (line id, quote)."""
    tags = []
    for number, (line, quote) in enumerate(quotes, 1):
        start, end = at(lines[line - 1], quote)
        tags.append(Tag(f"t{number}", "question", (Span(line, start, line, end),), coder="ana"))
    return Session("S01", transcript(*lines), codings={"ana": Coding.of("ana", tags)})


class TestAStretch:
    @pytest.mark.parametrize(
        ("old", "quote", "new", "now"),
        [
            ("you want pasta now", "pasta", "do you want pasta now", "pasta"),
            ("you want pasta now", "pasta", "you want pasta right now", "pasta"),
            ("you want pasta now", "want pasta", "you want the pasta now", "want the pasta"),
            ("a fish finger then", "fish finger", "a fish fingers then", "fish fingers"),
            ("at home", "at", "hat home", "hat"),
            ("pasta", "pasta", "°pasta°", "pasta"),
            ("it is (0.3) here", "it is", "it is (0.4) here", "it is"),
            ("so    wide", "wide", "so wide", "wide"),
        ],
    )
    def test_keeps_its_words(self, old, quote, new, now):
        assert follows(old, quote, new) == (now, True)

    def test_is_uncertain_when_most_of_its_words_are_others(self):
        _, certain = follows("you want pasta now", "pasta", "you want some rice now")
        assert not certain

    def test_is_empty_when_its_words_are_gone(self):
        words, certain = follows("you want pasta now", "pasta ", "you want now")
        assert (words, certain) == ("", False)

    @given(st.text("ab (", max_size=30), st.text("ab (", max_size=30), st.data())
    def test_stays_inside_the_line_whatever_happens_to_it(self, old, new, data):
        start = data.draw(st.integers(0, len(old)))
        end = data.draw(st.integers(start, len(old)))
        carried = change(old, new).carry(start, end)
        assert 0 <= carried.start <= carried.end <= len(new)

    @given(st.text(max_size=20), st.text(max_size=20), st.text(min_size=1, max_size=20))
    def test_is_the_same_words_after_typing_before_and_behind_it(self, before, behind, words):
        old = f". {words} ."
        new = f"{before}. {words} .{behind}"
        start, end, certain = change(old, new).carry(2, 2 + len(words))
        if not (set(before + behind) & set(old)):
            assert (new[start:end], certain) == (words, True)

    def test_of_a_line_of_a_million_signs_takes_no_time(self):
        old = "x" * 500_000 + "pasta" + "y" * 500_000
        assert follows(old, "pasta", "z" + old) == ("pasta", True)
        assert not follows(old, "pasta", "z" + old + "z")[1]


class TestAnEditInTheProgram:
    def test_carries_the_tag_along(self):
        session = tagged((1, "tea"))
        edit = text_edit(session, 1, "01 SUE: what would you like for your tea Tom.")
        (now,) = edit.added
        assert edit.splices[0].added[0].raw[slice(*now.spans[0][1::2])] == "tea"

    def test_leaves_tags_before_it_alone(self):
        edit = text_edit(tagged((1, "what")), 1, TEA[0] + " (0.3)")
        assert not edit.added
        assert not edit.removed

    def test_of_everybodys_tags(self):
        session = tagged((1, "tea"))
        other = Tag("b1", "topic", session.coding("ana").tags["t1"].spans, coder="ben")
        both = {**session.codings, "ben": Coding.of("ben", [other])}
        edit = text_edit(replace(session, codings=both), 1, TEA[0].replace("for", "for for"))
        assert {tag.coder for tag in edit.added} == {"ana", "ben"}

    def test_that_deletes_a_line_says_how_many_tags_go_with_it(self):
        session = tagged((1, "what"), (1, "tea"), (3, "pasta"))
        edit = delete_line(session, 1)
        assert edit.text == "Delete line and its 2 tags"
        assert {tag.id for tag in edit.removed} == {"t1", "t2"}

    def test_that_deletes_a_line_takes_links_to_its_tags_along(self):
        session = tagged((1, "tea"), (3, "pasta"))
        link = Link("l1", "reissues", "t2", "t1", coder="ana")
        coding = Coding.of("ana", session.coding("ana").tags.values(), [link])
        edit = delete_line(replace(session, codings={"ana": coding}), 1)
        assert link in edit.removed

    def test_that_splits_a_line_moves_tags_of_the_second_part_to_the_new_line(self):
        session = tagged((3, "pasta"), (3, "fish fingers"))
        edit = split_line(session, 3, TEA[2].index("fish"))
        first, second = edit.splices[0].added
        assert (first.id, second.id) == (3, 5)
        assert second.raw == " " * 8 + "fish fingers¿"
        (moved,) = edit.added
        assert moved.spans == (Span(5, 8, 5, 20),)

    def test_that_joins_two_lines_brings_the_tags_of_the_second(self):
        session = tagged((4, "pasta"))
        edit = join_line(session, 3)
        (moved,) = edit.added
        (joined,) = edit.splices[0].added
        span = moved.spans[0]
        assert (span.line, joined.raw[span.start : span.end]) == (3, "pasta")

    def test_never_uses_the_id_of_a_deleted_line_again(self):
        session = replace(tagged(), next_line=9)
        assert insert_line(session, 4, "05 TOM: yeah").splices[0].added[-1].id == 9

    def test_at_a_last_line_without_an_end_keeps_the_file_without_one(self):
        lines = (*transcript(*TEA).lines[:3], replace(transcript(*TEA).lines[3], ending=""))
        session = Session("S01", Transcript(lines, ((),) * 4))
        before, new = insert_line(session, 4, "05 TOM: yeah").splices[0].added
        assert (before.ending, new.ending) == ("\n", "")

    def test_with_pasted_lines_makes_lines_of_them(self):
        edit = text_edit(tagged((1, "what")), 1, TEA[0] + "\nTOM: erm")
        assert [line.id for line in edit.splices[0].added] == [1, 5]
        assert not edit.removed

    def test_keeps_a_stretch_over_several_lines_together(self):
        session = tagged((1, "tea"))
        long = Tag("t9", "topic", (Span(1, 8, 4, 13),), coder="ana")
        session = replace(session, codings={"ana": Coding.of("ana", [long])})
        edit = delete_line(session, 1)
        (now,) = edit.added
        assert (now.spans[0].line, now.spans[0].end_line, now.spans[0].end) == (2, 4, 13)

    def test_moves_the_turn_a_link_points_at(self):
        link = Link("l1", "repairs", "t1", target_turn=Place(3, TEA[2].index("pasta")), coder="ana")
        coding = Coding.of("ana", tagged((1, "tea")).coding("ana").tags.values(), [link])
        session = replace(tagged(), codings={"ana": coding})
        edit = text_edit(session, 3, TEA[2].replace("d'you", "do you"))
        (moved,) = edit.added
        assert moved.target_turn.column == link.target_turn.column + 1

    def test_lets_an_exchange_begin_below_a_deleted_line(self):
        session = replace(tagged(), exchanges=(Exchange("e1", "Tea", 1, 4, pauses=(2,)),))
        removed, added = carry(session, delete_line(session, 1).splices[0])
        assert {one.first for one in added} == {2}
        assert {one.first for one in removed} == {1}


@st.composite
def text_edits(draw, session):
    """Draw any edit of the text of *session*."""
    line = draw(st.sampled_from(session.transcript.lines))
    words = draw(st.text("aé [=:(.)\t", max_size=12))
    return draw(
        st.sampled_from(
            [
                text_edit(session, line.id, words),
                text_edit(session, line.id, f"{line.raw} {words}\n{words}"),
                insert_line(session, draw(st.sampled_from([0, line.id])), words),
                delete_line(session, line.id),
                split_line(session, line.id, draw(st.integers(0, len(line.raw)))),
                join_line(session, line.id),
            ]
        )
    )


@given(st.data())
def test_any_edits_of_the_text_are_taken_back_with_the_tags_they_carried(data):
    tags = tagged((1, "your tea"), (3, "pasta"), (4, "pasta")).codings["ana"].tags.values()
    link = Link("l1", "answers", "t3", "t1", Place(3, 8), "ana")
    long = Tag("t9", "topic", (Span(1, 8, 3, 13),), coder="ana")
    before = Session(
        "S01",
        parse("".join(f"{text}\n" for text in TEA)),
        codings={"ana": Coding.of("ana", [*tags, long], [link])},
        exchanges=(Exchange("e1", "Tea", 1, 3, pauses=(2,)),),
    )
    states = [before]
    edits = []
    for _ in range(data.draw(st.integers(1, 4))):
        if not states[-1].transcript.lines:
            break
        edits.append(data.draw(text_edits(states[-1])))
        states.append(apply_edit(states[-1], edits[-1]))
        assert states[-1].transcript.text == "".join(
            line.raw + line.ending for line in states[-1].transcript.lines
        )
    session = states.pop()
    for edit in reversed(edits):
        session = apply_edit(session, edit.inverse)
        expected = states.pop()
        assert session.transcript.lines == expected.transcript.lines
        assert session.codings == expected.codings
        assert session.exchanges == expected.exchanges


def matched(old, new, known=None):
    """Return the ids of *new* lines, where the *old* ones were 1, 2, 3 and so on."""
    stored = [(n, line_digest(text)) for n, text in enumerate(old, 1)]
    texts = dict(enumerate(old, 1)) if known is None else known
    return match_lines(stored, new, texts, len(old) + 1)


class TestALineChangedOutside:
    def test_keeps_its_id_when_others_come_before_it(self):
        assert matched(TEA, ("00 (noise)", *TEA)) == (5, 1, 2, 3, 4)

    def test_keeps_its_id_when_a_word_in_it_is_corrected(self):
        assert matched(TEA, (TEA[0], TEA[1], TEA[2].replace("pasta", "Pasta"), TEA[3])) == (
            1,
            2,
            3,
            4,
        )

    def test_keeps_its_id_among_new_ones_when_it_is_most_like_the_old(self):
        changed = TEA[2].replace("fingers", "finger")
        assert matched(TEA, (TEA[0], "SUE: well", changed, TEA[3])) == (1, 5, 3, 4)

    def test_keeps_its_id_when_it_was_cut_and_pasted_elsewhere(self):
        assert sorted(matched(TEA, (TEA[3], *TEA[:3]))) == [1, 2, 3, 4]
        assert matched(TEA, (TEA[3], *TEA[:3]))[0] == 4

    def test_gets_a_new_id_when_it_is_another_line(self):
        assert matched(TEA, (*TEA[:3], "05 SUE: right then love")) == (1, 2, 3, 5)

    def test_is_taken_in_order_when_the_old_text_is_not_known(self):
        assert matched(TEA, (*TEA[:3], "04 TOM: PASTA"), known={}) == (1, 2, 3, 4)

    @given(st.lists(st.sampled_from(["a", "b", "ANN: yes", ""]), max_size=8), st.data())
    def test_never_shares_an_id(self, old, data):
        new = data.draw(st.lists(st.sampled_from(["a", "b", "ANN: yes I do", ""]), max_size=8))
        ids = matched(old, new)
        assert len(set(ids)) == len(ids) == len(new)


OLD = dict(enumerate(TEA, 1))


class TestATagAfterAChangeOutside:
    def tags(self, *quotes):
        return list(tagged(*quotes).coding("ana").tags.values())

    def test_follows_its_words_without_a_word_when_that_is_certain(self):
        new = transcript(TEA[0].replace("what d'you", "so what do you"), *TEA[1:])
        placed, moved = reanchor(self.tags((1, "your tea")), OLD, new)
        assert new.quote(placed["t1"].spans[0]) == "your tea"
        assert not moved

    def test_is_listed_with_a_guess_when_its_words_were_changed(self):
        new = transcript(TEA[0].replace("your tea", "his dinner"), *TEA[1:])
        placed, (moved,) = reanchor(self.tags((1, "your tea")), OLD, new)
        assert moved.quote == "your tea"
        assert moved.placed == placed["t1"]
        assert moved.why == "its words were changed"

    def test_is_listed_and_kept_when_its_line_is_gone(self):
        new = transcript(*TEA[1:], first_id=2)
        placed, (moved,) = reanchor(self.tags((1, "your tea")), OLD, new)
        assert not placed
        assert moved.placed is None
        assert moved.tag.id == "t1"
        assert moved.quote == "your tea"

    def test_stays_where_it_is_on_an_unchanged_line(self):
        (tag,) = self.tags((3, "pasta"))
        placed, moved = reanchor([tag], OLD, transcript("changed", *TEA[1:]))
        assert placed == {"t1": tag}
        assert not moved

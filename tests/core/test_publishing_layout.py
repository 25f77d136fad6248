"""Extracts for publication: which lines, what stands under what, and what is left as it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ca_tool.notation import parse
from ca_tool.project import Session, SessionFacts
from ca_tool.publishing import (
    FACES,
    FORMS,
    MONOSPACED,
    PROPORTIONAL,
    Choices,
    Piece,
    composed,
    laid_out,
    safe_title,
)
from ca_tool.publishing.choosing import (
    numbered,
    of_cases,
    of_exchange,
    suggested,
    tagged_lines,
    under,
)
from ca_tool.publishing.text import text_of
from ca_tool.review import Exchange
from ca_tool.transcript import Span
from tests.coded_gold import CODER, gold


def session_of(text):
    return Session("S01", parse(text))


def everything(session, **choices):
    lines = frozenset(line.id for line in session.transcript.lines)
    return composed(session, Choices(lines, **choices))


def as_text(extract, width=64):
    return text_of(laid_out(extract, FACES[MONOSPACED], width)).splitlines()


def columns_of(rows, words, sign="["):
    row = next(row for row in rows if words in row)
    return row.index(words) + words.index(sign)


class TestOverlaps:
    def test_those_of_the_kitchen_stand_under_each_other(self):
        rows = as_text(everything(gold("a")))
        assert columns_of(rows, "[didn't") == columns_of(rows, "[yeah")

    def test_those_of_the_cafe_do_so_three_deep(self):
        rows = as_text(everything(gold("b")))
        assert columns_of(rows, "choc[olate") == columns_of(rows, "[with")
        assert columns_of(rows, "[cream") == columns_of(rows, "[((nods))")

    @pytest.mark.parametrize("face", FACES)
    def test_they_share_a_stop_in_every_font(self, face):
        layout = laid_out(everything(gold("b")), FACES[face])
        stops = {
            segment.text.split(" ")[0]: segment.stop
            for row in layout.rows
            for segment in row.segments[1:]
        }
        assert stops["[olate"] == stops["[with"]
        assert stops["[cream"] == stops["[((nods))"]
        assert layout.stops[stops["[with"]] < layout.stops[stops["[cream"]]

    def test_a_transcript_typed_without_columns_is_aligned_all_the_same(self):
        rows = as_text(everything(session_of("ANN: oh I see [yes\nBEN: [right I\nANN: mhm\n")))
        assert columns_of(rows, "[yes") == columns_of(rows, "[right")

    def test_longer_names_move_both_lines(self):
        names = {"PAM": "Customer", "WAI": "W"}
        rows = as_text(everything(gold("b"), names=names))
        assert columns_of(rows, "choc[olate") == columns_of(rows, "[with")
        assert any("Customer: hot choc[olate" in row for row in rows)

    def test_blanks_that_only_padded_a_bracket_into_place_are_measured_anew(self):
        session = session_of("ANN: so         [I know\nBEN: I was just [saying\n")
        rows = as_text(everything(session))
        assert rows[-2].endswith("so         [I know")
        alone = composed(session, Choices(frozenset({1})))
        assert as_text(alone) == ["1 ANN: so         [I know"]

    def test_closing_brackets_the_transcriber_aligned_stay_aligned(self):
        text = "ANN: that is [what I said] yesterday\nBEN:         [yeah yeah  ] no\n"
        rows = as_text(everything(session_of(text)))
        assert rows[0].index("]") == rows[1].index("]")

    def test_a_partner_that_is_not_chosen_leaves_the_line_alone(self):
        session = gold("b")
        extract = composed(session, Choices(numbered(session, "8", "8")))
        assert as_text(extract)[-1] == "08 WAI: [with or without [cream"

    def test_overlaps_paired_by_a_guess_are_named(self):
        text = "ANN: one [two three [four\nBEN: a [b\nCLA: ccccccccc [d\n"
        assert everything(session_of(text)).unsure
        assert not everything(gold("b")).unsure

    def test_an_action_tier_stands_under_the_talk_it_goes_with(self):
        text = (
            "1 ANN: now *we go* out\n"
            "  ann      *points*\n"
            "2 BEN: mhm *yes* ok\n"
            "  ben      *nods-->\n"
            "3 ANN: well -->*good\n"
        )
        session = Session("S", parse(text, profile="mondada"))
        rows = as_text(everything(session, names={"ANN": "Annabel"}))
        tier = next(row for row in rows if "points" in row)
        talk = next(row for row in rows if "we go" in row)
        assert tier.index("*") == talk.index("*")


class TestWrapping:
    LONG = "ANN: " + "well " * 30 + "\nBEN: right\n"

    def test_long_talk_is_wrapped_under_where_it_begins(self):
        rows = as_text(everything(session_of(self.LONG)), 40)
        assert len(rows) == 5
        assert {row.index("well") for row in rows[:4]} == {len("1 ANN: ")}
        assert "".join(rows).count("well") == 30

    def test_no_width_means_no_wrapping(self):
        assert len(as_text(everything(session_of(self.LONG)), 0)) == 2

    def test_a_line_is_not_broken_before_an_overlap_that_fits(self):
        extract = everything(session_of("ANN: one two three [four five six\nBEN: [seven\n"))
        rows = as_text(extract, 24)
        assert columns_of(rows, "[four") == columns_of(rows, "[seven")
        assert "one two three [four" in rows[0]

    def test_an_overlap_far_out_comes_nearer_and_stays_aligned(self):
        text = "ANN: " + "well " * 40 + "[yes I\nBEN: " + " " * 200 + "[no\n"
        rows = as_text(everything(session_of(text)), 40)
        assert columns_of(rows, "[yes") == columns_of(rows, "[no") < 60

    @given(
        words=st.lists(st.sampled_from(["so", "(.)", "_that_", "°mm°", "yesterday"]), max_size=40),
        place=st.integers(0, 40),
        width=st.integers(0, 60),
        face=st.sampled_from(sorted(FACES)),
    )
    def test_no_word_is_lost_and_no_bracket_moves(self, words, place, width, face):
        first = [*words[:place], "[and", *words[place:]]
        text = f"ANN: {' '.join(first)}\nBEN: [right\n"
        extract = everything(session_of(text))
        layout = laid_out(extract, FACES[face], width)
        for line, rows in zip(extract.lines, layout.lines, strict=True):
            said = " ".join("".join(s.text for s in row.segments).strip() for row in rows)
            assert said.split() == line.text.split()
        stops = [s.stop for row in layout.rows for s in row.segments[1:]]
        if stops:
            assert len(set(stops)) == 1
            assert len(stops) == 2


class TestWhatIsPrinted:
    def test_underlining_is_drawn_and_its_signs_are_gone(self):
        text = "ANN: _this_ w_or_d <u>he</u>r w\u0332o\u0332rd so_ file_name\n"
        (line,) = everything(session_of(text)).lines
        assert line.text == "this word her word so_ file_name"
        under = [piece.text for piece in line.segments[0].pieces if piece.underlined]
        assert under == ["this", "or", "he", "wo"]

    def test_other_signs_stay_exactly(self):
        said = [line.text for line in everything(gold("a")).lines]
        assert ">I don't know<=have you washed your hands?" in said
        assert "d'you want pasta or fish fingers¿" in said

    def test_numbers_are_kept_or_counted_anew(self):
        session = gold("a")
        lines = numbered(session, "06", "8")
        kept = composed(session, Choices(lines))
        assert [line.number for line in kept.lines] == ["06", "07", "08"]
        counted = composed(session, Choices(lines, renumber=True))
        assert [line.number for line in counted.lines] == ["1", "2", "3"]

    def test_only_chosen_lines_are_shown_and_gaps_are_said(self):
        session = gold("a")
        lines = numbered(session, "3", "4") | numbered(session, "10", "10")
        extract = composed(session, Choices(lines))
        assert [line.number for line in extract.lines] == ["03", "04", "", "10"]
        assert extract.lines[2].text == "((5 lines omitted))"

    def test_an_arrow_points_at_its_line_alone(self):
        session = gold("a")
        chosen = numbered(session, "5", "7")
        arrow = numbered(session, "6", "6")
        rows = as_text(composed(session, Choices(chosen, arrows=arrow)))
        assert [("→" in row) for row in rows] == [False, True, False]

    def test_speakers_read_as_printed_or_by_code_or_by_another_name(self):
        session = session_of("Anna: yes\nBen: no\n")
        assert [line.speaker for line in everything(session).lines] == ["Anna:", "Ben:"]
        codes = everything(session, speakers="code", names={"BEN": "Tutor"})
        assert [line.speaker for line in codes.lines] == ["ANNA:", "Tutor:"]

    def test_control_characters_never_reach_the_page(self):
        (line,) = everything(session_of("ANN: yes\x0b no \x15100_200\x15\n")).lines
        assert line.text == "yes no"

    def test_nothing_chosen_gives_an_empty_extract_in_every_form(self):
        extract = composed(gold("a"), Choices(title="Tea"))
        assert extract.lines == ()
        for form in FORMS.values():
            assert form.render(extract)


class TestSuggestions:
    def test_title_and_source_come_from_what_is_known(self):
        facts = SessionFacts(title="Tea", activity="cooking", date="2016")
        session = replace(gold("a"), facts=facts)
        choices = suggested(session, numbered(session, "6", "9"), 3)
        assert choices.title == "Extract 3: Tea"
        assert choices.source == "Tea, cooking, 2016: lines 6–9"

    @pytest.mark.parametrize(
        "path", [r"C:\Users\kim\tea.docx", "/home/kim/tea.docx", "file:/home/kim/tea.docx"]
    )
    def test_the_path_of_a_file_gets_into_neither(self, path):
        session = replace(gold("a"), facts=SessionFacts(title=path))
        choices = suggested(session, numbered(session, "6", "9"))
        assert "kim" not in choices.title + choices.source
        assert safe_title(path) == "tea"

    def test_arrows_of_the_transcript_are_taken_over(self):
        session = session_of("1 ANN: so\n2 → BEN: yes\n3 ANN: ok\n")
        lines = frozenset(line.id for line in session.transcript.lines)
        extract = composed(session, suggested(session, lines))
        assert [line.arrow for line in extract.lines] == [False, True, False]
        assert [line.text for line in extract.lines] == ["so", "yes", "ok"]

    def test_arrows_may_follow_a_code(self):
        session = gold("a")
        lines = numbered(session, "1", "6")
        numbers = {
            session.transcript.line(line).number
            for line in tagged_lines(session, CODER, "question", lines)
        }
        assert numbers == {"01", "03", "06"}

    def test_lines_come_from_a_selection_an_exchange_or_the_cases_of_a_number(self):
        session = gold("a")
        six, seven, eight = (min(numbered(session, n, n)) for n in "678")
        assert under(session, [Span(six, 9, seven, 40)]) == {six, seven}
        exchange = Exchange("E1", "Pasta", six, eight)
        assert of_exchange(replace(session, exchanges=(exchange,)), "E1") == {six, seven, eight}
        assert of_cases(session, ["tag:Q3"], around=0) == {six}
        assert of_cases(session, ["tag:gone"]) == of_exchange(session, "E9") == frozenset()

    def test_a_number_that_is_not_there_is_named(self):
        with pytest.raises(LookupError, match="no line 99"):
            numbered(gold("a"), "3", "99")


def test_pieces_are_shown_in_proportion():
    face = FACES[PROPORTIONAL]
    assert face.width("WWW") > 2 * face.width("iii")
    assert face.width("a") == pytest.approx(0.444)  # Times-Roman's own metrics: 444/1000
    assert Piece("x") == Piece("x", underlined=False)


BITS = st.sampled_from(["so", " ", "  ", "[", "]", "[1", "[2", "⌈", "⌊", "_yes_", "°", "(.)", "\t"])


@given(
    talk=st.lists(st.tuples(st.sampled_from("ABC"), st.lists(BITS, max_size=12)), max_size=8),
    face=st.sampled_from(sorted(FACES)),
    width=st.integers(0, 20),
)
def test_however_overlaps_cross_no_text_runs_past_its_stop(talk, face, width):
    text = "".join(f"{who * 3}: {''.join(bits)}\n" for who, bits in talk)
    extract = everything(session_of(text))
    layout = laid_out(extract, FACES[face], width)
    for row in layout.rows:
        for left, right in pairwise(row.segments):
            end = layout.stops.get(left.stop, 0.0) + layout.face.width(left.text)
            assert end <= layout.stops[right.stop]
    for form in FORMS.values():
        if form.key in ("html", "latex", "rtf", "text"):
            form.render(extract, face, width)

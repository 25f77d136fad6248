"""Figures: each mark knows its cases, and the same session gives the same file."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from importlib import import_module

import pytest
from matplotlib.figure import Figure

from ca_tool.figures import DARK, FIGURES, LIGHT, draw, draw_change, save_figures
from ca_tool.figures.theme import COLOURS, luminance
from ca_tool.measures import locate, measure_session
from ca_tool.notation import parse
from ca_tool.project import Session, SessionFacts
from tests.coded_gold import CODER, gold

TIMES = {1: "once", 2: "twice"}


def axes():
    return Figure().add_subplot()


@pytest.fixture(params=FIGURES)
def any_figure(request):
    return request.param


@pytest.fixture(params=["a", "b"])
def any_session(request):
    return gold(request.param)


class TestEveryFigure:
    def test_every_case_it_names_is_in_the_session(self, any_figure, any_session):
        drawing = draw(any_figure, axes(), any_session, CODER)
        cases = [case for mark in drawing.marks for case in mark.cases]
        assert cases
        assert all(locate(any_session, case) for case in cases)

    def test_says_in_words_what_it_shows(self, any_figure, any_session):
        drawing = draw(any_figure, axes(), any_session, CODER)
        assert drawing.caption.endswith(".")
        assert all(mark.words for mark in drawing.marks)

    def test_can_be_drawn_of_an_empty_transcript(self, any_figure):
        assert draw(any_figure, axes(), Session("S", parse("")), CODER).marks == ()

    def test_can_be_drawn_dark(self, any_figure, any_session):
        paper = axes()
        draw(any_figure, paper, any_session, CODER, theme=DARK)
        assert paper.get_facecolor()[:3] != (1.0, 1.0, 1.0)


def test_the_strip_has_every_turn_silence_question_and_answer():
    drawing = draw("strip", axes(), gold("a"), CODER)
    kinds = [case.split(":")[0] for mark in drawing.marks for case in mark.cases]
    # Line 1 and line 3 are one turn in two pieces.
    assert len({case for mark in drawing.marks for case in mark.cases if "turn" in case}) == 9
    assert kinds.count("silence") == 5
    assert kinds.count("tag") == 6 + 4


def test_a_question_that_nobody_answered_has_a_sign_of_its_own():
    drawing = draw("strip", axes(), gold("a"), CODER)
    said = {case: mark.words for mark in drawing.marks for case in mark.cases}
    assert said["tag:Q1"] == "SUE: question, nothing came"
    assert said["tag:Q2"] == "SUE: question, answered"
    assert said["tag:Q5"] == "TOM: question, something else came"
    assert said["tag:Q6"] == "SUE: question, we cannot see"


def test_a_click_beside_a_narrow_mark_still_means_it():
    drawing = draw("strip", axes(), gold("a"), CODER)
    mark = next(mark for mark in drawing.marks if mark.cases == ("tag:Q1",))
    middle = (mark.bottom + mark.top) / 2
    assert drawing.at(mark.left - 0.1, middle) is None
    assert drawing.at(mark.left - 0.1, middle, reach=0.2) == mark


def test_the_strip_runs_over_time_where_every_turn_has_times():
    timed = "*ANN:\tshall we go . \x150_1500\x15\n*BEN:\tyes . \x151700_2100\x15\n"
    text = f"@UTF8\n@Begin\n@Participants:\tANN Adult, BEN Adult\n{timed}@End\n"
    session = Session("S", parse(text, profile="chat-ca"))
    paper = axes()
    drawing = draw("strip", paper, session, CODER)
    bars = [mark for mark in drawing.marks if mark.cases[0].startswith("turn")]
    assert [(mark.left, mark.right) for mark in bars] == [(0.0, 1.5), (1.7, 2.1)]
    assert paper.get_xlabel() == "minutes and seconds"


def test_the_matrix_counts_each_pair():
    drawing = draw("who-asks-whom", axes(), gold("b"), CODER)
    counts = {mark.words: len(mark.cases) for mark in drawing.marks}
    assert counts["WAI → JO: 2 asked"] == 2
    assert counts["WAI → PAM: 1 asked"] == 1
    assert counts["PAM → JO: 1 asked"] == 1
    assert sum(counts.values()) == 4


def test_the_caption_counts_in_whole_sentences():
    caption = draw("who-asks-whom", axes(), gold("a"), CODER).caption
    assert "SUE asked 5 of the 6 questions." in caption
    assert "TOM answered 3 of the 4 we could follow." in caption


def test_shares_stand_side_by_side_and_a_missing_one_says_why():
    paper = axes()
    drawing = draw("shares", paper, gold("a"), CODER)
    assert {mark.words for mark in drawing.marks} == {
        "SUE: 5 of 9 turns",
        "TOM: 4 of 9 turns",
        "SUE: 45 of 52 words",
        "TOM: 7 of 52 words",
    }
    assert any("no media times" in text.get_text() for text in paper.texts)
    assert "turns alternate" in drawing.caption


def test_shares_of_a_hand_picked_extract_are_not_drawn():
    session = Session("S", gold("a").transcript, SessionFacts(sampling="collection"))
    paper = axes()
    assert draw("shares", paper, session, CODER).marks == ()
    assert any("hand-picked" in text.get_text() for text in paper.texts)


def test_people_differ_by_more_than_colour():
    hatches = [LIGHT.hatch(person) for person in range(len(COLOURS))]
    assert len(set(hatches)) == len(COLOURS)
    for colour in COLOURS:
        dark, light = sorted((luminance(LIGHT.on(colour)), luminance(colour)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_a_missing_value_leaves_a_gap_in_the_plot_over_sessions():
    rows = measure_session(gold("a"), CODER, measures=["M-05", "M-18"])
    known = next(row for row in rows if row.variant == "answered" and row.other == "TOM")
    missing = next(row for row in rows if row.value is None)
    drawing = draw_change(axes(), ["before", "after"], {"SUE → TOM": (known, missing)}, LIGHT)
    assert [mark.words for mark in drawing.marks] == ["SUE → TOM: 3 of 4"]
    assert drawing.marks[0].cases == known.instances.numerator


def test_saved_figures_are_the_same_bytes_each_time(tmp_path):
    first = save_figures(gold("a"), CODER, tmp_path / "one")
    second = save_figures(gold("a"), CODER, tmp_path / "two")
    assert [path.name for path in first] == [
        f"A_{key}.{suffix}" for key in FIGURES for suffix in ("png", "svg")
    ]
    for one, two in zip(first, second, strict=True):
        assert one.read_bytes() == two.read_bytes()


def test_saved_drawings_hold_their_words_as_text_and_no_date(tmp_path):
    svg = next(p for p in save_figures(gold("a"), CODER, tmp_path) if p.name == "A_shares.svg")
    text = svg.read_text(encoding="utf-8")
    assert "SUE 45 (87%)" in text
    assert not re.search(r"<dc:date>", text)


def test_matplotlib_is_imported_when_a_figure_is_drawn_and_not_before():
    code = "import sys, ca_tool.figures; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_where_no_question_is_tagged_there_are_no_noughts():
    paper = axes()
    untagged = Session("S", gold("a").transcript)
    drawing = draw("who-asks-whom", paper, untagged, CODER)
    assert drawing.marks == ()
    assert [text.get_text() for text in paper.texts] == ["No questions are tagged yet."]


class TestInitiationsAsTheyAddUp:
    def test_count_each_persons_base_initiations_and_no_reissue(self):
        drawing = draw("initiations", axes(), gold("a"), CODER)
        tops = {}
        for mark in drawing.marks:
            who = mark.words.split()[0]
            tops[who] = max(tops.get(who, 0), round((mark.bottom + mark.top) / 2))
        assert tops == {"SUE": 4, "TOM": 1}
        assert "tag:Q2" not in {case for mark in drawing.marks for case in mark.cases}

    def test_name_together_those_who_end_together(self):
        paper = axes()
        draw("initiations", paper, gold("b"), CODER)
        assert {"WAI, PAM 1", "JO 0"} <= {text.get_text() for text in paper.texts}


class TestQuestionFate:
    def test_parts_the_questions_of_each_direction_by_what_came(self):
        said = {mark.words for mark in draw("question-fate", axes(), gold("a"), CODER).marks}
        assert said == {
            "SUE → TOM: 3 answered",
            "SUE → TOM: 1 nothing came",
            "SUE → TOM: 1 we cannot see",
            "TOM → SUE: 1 something else came",
        }

    def test_its_parts_are_told_apart_without_colour(self):
        fates = import_module("ca_tool.figures.fates").FATES
        looks = {(fate.shade, fate.hatch) for fate in fates}
        assert len(looks) == len(fates)


class TestWhoFollowsWhom:
    @pytest.mark.parametrize("key", ["who-follows-whom", "network"])
    def test_counts_what_the_transition_matrix_counts(self, key):
        session = gold("b")
        counted = {
            f"{row.other} spoke {TIMES.get(row.k, f'{row.k:g} times')} after {row.participant}"
            for row in measure_session(session, CODER, measures=["M-29"])
            if row.variant == "next_count" and row.k
        }
        marks = draw(key, axes(), session, CODER).marks
        drawn = {mark.words for mark in marks if "spoke" in mark.words and mark.cases}
        assert drawn == counted

    def test_the_network_names_everybody_also_who_is_silent(self):
        silent = parse("ANN: hello\nBEN: hi\n")
        people = (*silent.participants, replace(silent.participants[0], code="CAT", labels=()))
        session = Session("S", silent.with_participants(people))
        paper = axes()
        draw("network", paper, session, "")
        assert {"ANN", "BEN", "CAT"} <= {text.get_text() for text in paper.texts}


def test_a_topic_ribbon_runs_to_the_next_topic_in_the_lane_of_who_started_it():
    marks = draw("topics", axes(), gold("a"), CODER).marks
    assert [mark.words.split()[0] for mark in marks] == ["SUE", "TOM", "SUE"]
    assert [mark.words.rsplit(", ")[-1] for mark in marks] == [
        "taken up",
        "not taken up",
        "we cannot see; or it is not coded",
    ]
    assert marks[0].right == marks[1].left
    assert marks[0].bottom > marks[1].bottom


def test_every_tag_is_a_dot_in_the_row_of_its_code():
    session = gold("a")
    drawing = draw("tagged", axes(), session, CODER)
    drawn = sorted(case for mark in drawing.marks for case in mark.cases)
    assert drawn == sorted(f"tag:{tag}" for tag in session.coding(CODER).tags)


def test_the_latency_ladder_has_each_response_at_its_place_and_no_line_for_what_is_usual():
    paper = axes()
    drawing = draw("latencies", paper, gold("a"), CODER)
    said = [mark.words for mark in drawing.marks]
    assert said.count("SUE → TOM: in overlap") == 1
    assert said.count("SUE → TOM: micropause") == 1
    assert "SUE → TOM: after 0.6 s" in said
    assert "TOM → SUE: no marked gap" in said
    lefts = {mark.words.split(": ")[1]: mark.left for mark in drawing.marks}
    assert lefts["in overlap"] < lefts["no marked gap"] < lefts["micropause"] < lefts["after 0.6 s"]
    uprights = [line for line in paper.lines if len(set(line.get_xdata())) == 1]
    assert len([line for line in uprights if line.get_marker() == "None"]) == 1  # parts the axis


def test_a_response_that_was_composed_on_a_device_is_hollow_on_the_ladder():
    drawing = draw("latencies", axes(), gold("b"), CODER)
    assert "WAI → JO: after 3.4 s, meanwhile aac composing" in {m.words for m in drawing.marks}
    assert "WAI → JO: none without an activity; 1 while somebody acted" in drawing.caption

"""Praat TextGrids: long and short, words and phrases, and talk as a TextGrid."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from praatio import textgrid as praatio

from ca_tool.formats import FORMATS, read, read_bytes, read_text, write
from ca_tool.turn_taking import turns

TALK = 'ANN: so we >went< to "town".\nBEN: mm hm\n      (0.4)\nANN: and then\nBEN: yeah,\n'


def grid(*tiers, end=10):
    """Return a TextGrid in the short form; a tier is (name, (start, end, text), …)."""
    rows = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "0", str(end)]
    rows += ["<exists>", str(len(tiers))]
    for name, *intervals in tiers:
        points = intervals and len(intervals[0]) == 2
        rows += ['"TextTier"' if points else '"IntervalTier"', f'"{name}"', "0", str(end)]
        rows.append(str(len(intervals)))
        for *times, text in intervals:
            rows += [*map(str, times), '"' + text.replace('"', '""') + '"']
    return "\n".join(rows) + "\n"


def rows(transcript):
    return [(line.label, line.text, line.start_ms, line.end_ms) for line in transcript.lines]


def codes(parsed):
    return [problem.code for problem in parsed.problems]


def timed(transcript, times):
    lines = tuple(
        replace(line, start_ms=start, end_ms=end)
        for line, (start, end) in zip(transcript.lines, times, strict=True)
    )
    return replace(transcript, lines=lines)


class TestReading:
    ANN = ("Ann", (0, 1.5, 'so "it" was'), (1.5, 2, ""), (2, 3, "yes"))
    BEN = ("Ben", (0, 1.2, ""), (1.2, 1.9, "mm"))

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
    def test_lines_come_in_order_of_onset_in_any_encoding(self, encoding):
        text = grid(self.ANN, self.BEN)
        data = (b"\xfe\xff" if encoding == "utf-16-be" else b"") + text.encode(encoding)
        assert rows(read_bytes(data, "x.TextGrid").transcript) == [
            ("Ann", 'so "it" was', 0, 1500),
            ("Ben", "mm", 1200, 1900),
            ("Ann", "yes", 2000, 3000),
        ]

    def test_point_tiers_words_and_sounds_are_reported_and_no_talk(self):
        text = grid(self.ANN, ("Ann - words", (0, 1.5, "so")), ("phones", (0, 1, "s")),
                    ("clicks", (0.5, "!")))  # fmt: skip
        parsed = read_text(text, "x")
        assert [line.text for line in parsed.transcript.lines] == ['so "it" was', "yes"]
        assert codes(parsed).count("I-TIER") == 3

    def test_where_only_words_are_marked_they_are_joined_between_silences(self):
        words = ("Ann - words", (0, 1, "so"), (1, 2, "it"), (2, 3, "sp"), (3, 4, "was"))
        parsed = read_text(grid(words), "x")
        assert rows(parsed.transcript) == [("Ann", "so it", 0, 2000), ("Ann", "was", 3000, 4000)]

    def test_names_in_the_labels_are_the_speakers(self):
        mixed = ("Transcription", (0, 1, "Ann: so"), (1, 2, "Ben: yes"), (2, 3, "Ann: (.) no"))
        found = read_text(grid(mixed), "x").transcript
        assert [(line.label, line.text) for line in found.lines] == [
            ("Ann", "so"), ("Ben", "yes"), ("Ann", "(.) no")
        ]  # fmt: skip

    def test_the_analyst_may_decide_otherwise_tier_by_tier(self):
        text = grid(self.ANN, ("Ann", (0, 1.5, "s"), (2, 3, "y")), ("noises", (3, 4, "bang")))
        first = read_text(text, "x.TextGrid")
        assert [(one.key, one.value) for one in first.choices] == [
            ("1", "Ann"), ("2", ""), ("3", "")
        ]  # fmt: skip
        chosen = {"1": "", "2": "Bo", "3": "(silences and descriptions)"}
        found = read_bytes(text.encode(), "x.TextGrid", choices=chosen)
        assert [(one.key, one.value) for one in found.choices] == [*chosen.items()]
        assert [(line.label, line.text) for line in found.transcript.lines] == [
            ("Bo", "s"), ("Bo", "y"), ("", "bang")
        ]  # fmt: skip

    @pytest.mark.parametrize(
        "tiers",
        [
            (ANN, BEN, ("pauses", (0, 1, "(0.4)")), ("clicks", (0.5, "!"))),
            (("Ann - words", (0, 1, "so"), (1, 2, "it"), (2, 3, "sp"), (3, 4, "was")),),
            (("All", (0, 1, "Ann: so"), (1, 2, "Ben: yes"), (2, 3, "Ann: (.) no")),),
        ],
    )
    def test_every_answer_given_back_as_it_was_changes_nothing(self, tiers):
        text = grid(*tiers)
        first = read_text(text, "x.TextGrid")
        answers = {one.key: one.value for one in first.choices}
        again = read_bytes(text.encode(), "x.TextGrid", choices=answers)
        assert again.transcript.text == first.transcript.text
        assert [one.value for one in again.choices] == [one.value for one in first.choices]

    def test_tiers_of_one_name_at_the_same_times_are_one_persons_talk_once(self):
        other = ("Ann", (0, 1.5, "s"), (2, 3, "y"))
        found = read_text(grid(self.ANN, other), "x").transcript
        assert [line.text for line in found.lines] == ['so "it" was', "yes"]

    def test_figures_and_marks_in_labels_are_talk(self):
        found = read_text(grid(("Ann", (0, 1, "item [1]: 3 xmin = 2\n! so"))), "x").transcript
        assert found.text == "Ann: item [1]: 3 xmin = 2 ! so\n"

    def test_damage_is_told(self):
        text = grid(self.ANN, self.BEN)
        parsed = read_text(text[: text.index('"yes"') + 3], "x")
        assert "E-GRID" in codes(parsed)
        assert len(parsed.transcript.lines) == 1
        assert "E-GRID" in codes(read_text('"ooTextFile" "TextGrid"', "x"))

    @pytest.mark.parametrize("figure", ["-3", "nan", "1e18", "inf"])
    def test_absurd_times_are_left_out(self, figure):
        parsed = read_text(grid(("Ann", (figure, 1, "so"))), "x")
        assert rows(parsed.transcript) == [("Ann", "so", None, 1000)]
        assert "W-TIME" in codes(parsed)

    @given(st.text(max_size=200))
    @settings(max_examples=80, deadline=None)
    def test_nothing_raises(self, noise):
        read_text(noise, "x", format="textgrid")
        read_text(grid(self.ANN)[:60] + noise, "x", format="textgrid")


class TestWriting:
    TIMES = ((0, 1500), (1200, 1900), (1900, 2300), (2300, 4000), (3500, 4100))

    def test_praatio_reads_speakers_times_and_text(self, tmp_path):
        path = tmp_path / "x.TextGrid"
        write(timed(read_text(TALK).transcript, self.TIMES), path)
        theirs = praatio.openTextgrid(str(path), includeEmptyIntervals=False)
        assert theirs.tierNames == ("ANN", "BEN", "(silences and descriptions)")
        assert [tuple(entry) for entry in theirs.getTier("ANN").entries] == [
            (0, 1.5, 'so we >went< to "town".'),
            (2.3, 4.0, "and then"),
        ]
        assert [tuple(entry) for entry in theirs.getTier("BEN").entries] == [
            (1.2, 1.9, "mm hm"),
            (3.5, 4.1, "yeah,"),
        ]

    def test_talk_comes_back_with_its_times(self):
        before = timed(read_text(TALK).transcript, self.TIMES)
        after = read_bytes(FORMATS["textgrid"].write(before)).transcript
        assert rows(after) == rows(before)
        assert [(t.speaker, t.words) for t in turns(after)] == [
            (t.speaker, t.words) for t in turns(before)
        ]

    def test_lines_without_times_keep_their_order_and_that_is_declared(self):
        after = read_bytes(FORMATS["textgrid"].write(read_text(TALK).transcript)).transcript
        assert [line.text for line in after.lines] == [
            line.text for line in read_text(TALK).transcript.lines
        ]
        assert any("no time" in loss.words for loss in FORMATS["textgrid"].losses)

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["ANN", "BEN", "CAZ"]),
                st.sampled_from(["so", 'a "b"', "°oh° (0.3)", "wh- <what>", "3 xmin = 4"]),
                st.integers(1, 3000),
                st.integers(1, 3000),
            ),
            min_size=1,
            max_size=12,
        )
    )
    @settings(max_examples=100, deadline=None)
    def test_any_talk_in_order_of_time_comes_back(self, drawn):
        text = "ANN: a\nBEN: b\nCAZ: c\n" + "".join(f"{who}: {what}\n" for who, what, *_ in drawn)
        clock, times = 0, []
        for gap, length in [(1, 1)] * 3 + [row[2:] for row in drawn]:
            clock += gap
            times.append((clock, clock + length))
        before = timed(read_text(text).transcript, times)
        after = read_bytes(FORMATS["textgrid"].write(before)).transcript
        assert [(line.speakers, line.text, line.start_ms) for line in after.lines] == [
            (line.speakers, line.text, line.start_ms) for line in before.lines
        ]


EXPECTED = {
    "kg-long_format.TextGrid": (15, ()),
    "kg-short_format.TextGrid": (15, ()),
    "praatio-all_tiers_have_the_same_name.TextGrid": (3, ("MARY",)),
    "praatio-bobby_words_with_newlines.TextGrid": (1, ()),
    "praatio-bobby_words_with_newlines_longfile.TextGrid": (1, ()),
    "praatio-mary.TextGrid": (1, ()),
    "praatio-mary_longfile.TextGrid": (1, ()),
    "praatio-mary_with_negative_zero.TextGrid": (1, ()),
}


@pytest.mark.real_data
def test_all_real_files_are_read(real_data):
    found = {}
    for path in sorted((real_data / "textgrid").glob("*.TextGrid")):
        parsed = read(path)
        assert not [problem for problem in parsed.problems if problem.code[0] == "E"]
        found[path.name] = (len(parsed.transcript.lines), parsed.transcript.codes)
    assert found == EXPECTED

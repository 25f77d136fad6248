"""Subtitles: voices, names before colons, damaged cues; and talk as subtitles."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.formats import FORMATS, read, read_bytes, read_text
from ca_tool.turn_taking import turns

TEAMS = """\
WEBVTT

11e7f3a4-0001/12-0
00:00:01.500 --> 00:00:03.000
<v Ann Smith>so it was
fine &amp; good</v>

11e7f3a4-0001/13-0
00:00:03.250 --> 00:00:04.000
<v Ben>yeah</v> <v.loud Ann Smith>no</v>
"""
ZOOM = """\
WEBVTT

1
00:00:01.000 --> 00:00:02.000
Ann Smith: so it was

2
00:00:02.500 --> 00:00:03.000
and then

3
00:00:03.000 --> 00:00:04.000
Ben: at 10:30

4
00:00:04.000 --> 00:00:05.000
Ann Smith: oh
"""
SRT = """\
1
00:00:01,000 --> 00:00:02,000
- <i>so it was</i>

2
01:00:02,500 --> 01:00:03,000
{\\an8}and then
"""
TALK = "ANN: so we >went< & so\nBEN: mm hm\n      (0.4)\nANN: and then\nBEN: yeah,\n"


def rows(parsed):
    return [(line.label, line.text, line.start_ms, line.end_ms) for line in parsed.transcript.lines]


def codes(parsed):
    return [problem.code for problem in parsed.problems]


class TestReading:
    def test_voices_speak_as_in_teams(self):
        assert rows(read_text(TEAMS, "x")) == [
            ("Ann Smith", "so it was fine & good", 1500, 3000),
            ("Ben", "yeah", 3250, 4000),
            ("Ann Smith", "no", 3250, 4000),
        ]

    def test_names_before_a_colon_speak_as_in_zoom_and_go_on(self):
        assert rows(read_text(ZOOM, "x")) == [
            ("Ann Smith", "so it was", 1000, 2000),
            ("Ann Smith", "and then", 2500, 3000),
            ("Ben", "at 10:30", 3000, 4000),
            ("Ann Smith", "oh", 4000, 5000),
        ]

    def test_whispers_speakers_and_chevrons(self):
        text = "WEBVTT\n\n00:01.0 --> 00:02.0\n[SPEAKER_00]: so\n\n00:02.0 --> 00:03.0\n"
        text += "[SPEAKER_01]: yes\n\n00:03.0 --> 00:04.0\n>> SPEAKER_00: no\n"
        found = read_text(text, "x")
        assert [line.text for line in found.transcript.lines] == ["so", "yes", "no"]
        assert found.transcript.codes == ("SPEAKER_00", "SPEAKER_01")

    def test_subtitles_that_name_nobody_have_an_unknown_speaker(self):
        found = read_text(SRT, "x")
        assert rows(found) == [
            ("?", "so it was", 1000, 2000),
            ("?", "and then", 3602500, 3603000),
        ]
        assert "nobody is named" in found.evidence

    def test_notes_and_styles_are_no_talk(self):
        text = TEAMS.replace("WEBVTT\n", "WEBVTT - title\nKind: captions\n\nNOTE so\nmuch\n\n"
                             "STYLE\n::cue(v) { color: red }\n")  # fmt: skip
        assert rows(read_text(text, "x")) == rows(read_text(TEAMS, "x"))

    @pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
    def test_any_line_end_and_encoding(self, ending):
        for encoding in ("utf-8-sig", "utf-16"):
            data = TEAMS.replace("\n", ending).encode(encoding)
            assert len(read_bytes(data, "x.vtt").transcript.lines) == 3

    def test_damaged_cues_are_told_and_left_out(self):
        text = SRT.replace("01:00:02,500 -->", "soon -->") + "\n3\nno times here\n"
        found = read_text(text, "x")
        assert len(found.transcript.lines) == 1
        assert codes(found).count("W-CUE") == 2

    def test_times_that_run_backwards_or_beyond_all_bounds(self):
        text = SRT.replace("00:00:02,000", "00:00:00,500").replace("01:00:02", "9999:00:02")
        found = read_text(text, "x")
        assert {"W-TIME-BACKWARDS", "W-TIME"} <= set(codes(found))
        assert rows(found)[0][2:] == (1000, None)

    @given(st.text(alphabet=st.sampled_from("<v>/&;:.-> \n0123aAé{}[]\\\0"), max_size=300))
    @settings(max_examples=150, deadline=None)
    def test_nothing_raises(self, noise):
        for key in ("vtt", "srt"):
            read_text("WEBVTT\n\n00:01.0 --> 00:02.0\n" + noise, "x", format=key)
            read_text(noise, "x", format=key)


class TestWriting:
    @pytest.mark.parametrize("key", ["vtt", "srt"])
    def test_talk_comes_back_with_its_times(self, key):
        before = read_text(TALK).transcript
        lines = tuple(
            replace(line, start_ms=n * 3_000_500, end_ms=n * 3_000_500 + 900)
            for n, line in enumerate(before.lines)
        )
        before = replace(before, lines=lines)
        after = read_bytes(FORMATS[key].write(before), f"x.{key}").transcript
        assert [(line.speakers, line.text, line.start_ms, line.end_ms) for line in after.lines] == [
            (line.speakers, line.text, line.start_ms, line.end_ms) for line in before.lines
        ]
        assert [(t.speaker, t.words) for t in turns(after)] == [
            (t.speaker, t.words) for t in turns(before)
        ]

    @pytest.mark.parametrize("key", ["vtt", "srt"])
    def test_lines_without_times_keep_their_order_and_that_is_declared(self, key):
        before = read_text(TALK).transcript
        after = read_bytes(FORMATS[key].write(before)).transcript
        assert [line.text for line in after.lines] == [line.text for line in before.lines]
        assert any("no time" in loss.words for loss in FORMATS[key].losses)


EXPECTED = {
    "cue-content-class.vtt": (1, ("MARY",)),
    "cue-content.vtt": (1, ("NEIL DEGRASSE TYSON",)),
    "cycle-collector-talk.vtt": (17, ("KYLE HUEY", "CHRIS PEARCE")),
    "no-end-gt.vtt": (1, ()),
    "not-closed.vtt": (1, ()),
    "spec-example.vtt": (13, ("ROGER BINGHAM", "NEIL DEGRASSE TYSON")),
    "with-annotation.vtt": (1, ("MARY",)),
    "with-closing-span.vtt": (2, ("JOE",)),
    "with-subclass.vtt": (1, ("JOE",)),
    "with-two-subclasses.vtt": (1, ("JOE",)),
    "captions_with_bom.vtt": (4, ()),
    "comments.vtt": (3, ()),
    "cue_tags.vtt": (3, ()),
    "empty.vtt": (0, ()),
    "invalid.vtt": (20, ()),
    "invalid_format1.srt": (1, ()),
    "invalid_format2.srt": (1, ()),
    "invalid_format3.srt": (2, ()),
    "invalid_format4.srt": (2, ()),
    "invalid_timeframe.srt": (5, ()),
    "invalid_timeframe.vtt": (6, ()),
    "invalid_timeframe_in_cue_text.vtt": (3, ()),
    "metadata_headers.vtt": (2, ()),
    "metadata_headers_multiline.vtt": (2, ()),
    "missing_caption_text.srt": (4, ()),
    "missing_caption_text.vtt": (4, ()),
    "missing_timeframe.srt": (4, ()),
    "missing_timeframe.vtt": (6, ()),
    "no_captions.vtt": (0, ()),
    "one_caption.srt": (1, ()),
    "one_caption.vtt": (1, ()),
    "sample.srt": (5, ()),
    "sample.vtt": (16, ()),
    "styles.vtt": (1, ()),
    "using_identifiers.vtt": (6, ()),
    "youtube_dl.vtt": (4, ()),
}


@pytest.mark.real_data
def test_all_real_files_are_read(real_data):
    found = {}
    for path in sorted((real_data / "vtt-srt").glob("*/*.[vs][tr]t")):
        parsed = read(path)
        found[path.name] = (len(parsed.transcript.lines), parsed.transcript.codes)
    assert found == EXPECTED

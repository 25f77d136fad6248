"""One recording in two formats gives the same turns, words and order."""

import pytest

from ca_tool.formats import FORMATS, read, read_bytes, read_text
from ca_tool.turn_taking import turns

TALK = """\
ANN: what d'you want for your °tea° Ben.
     (1.8)
BEN: hot. (0.4) the [hot one
ANN:                [okay=
BEN: =mm (h)hh
     ((phone rings))
ANN: wh- what was it
"""


def said(transcript):
    """Return who says which words, turn by turn."""
    return [
        (turn.speaker, turn.words, "".join("".join(map(transcript.quote, turn.pieces)).split()))
        for turn in turns(transcript)
    ]


def spoken(transcript):
    """Return the lines of talk: who, which signs, from when to when."""
    return [
        (line.speakers, line.text.split(), line.start_ms, line.end_ms)
        for line in transcript.lines
        if str(line.kind) == "talk"
    ]


@pytest.mark.real_data
class TestHardTalk:
    """An interview in EXMARaLDA's own format, and as EXMARaLDA turned it into TEI."""

    @pytest.fixture
    def pair(self, real_data):
        basic = read(real_data / "exb" / "HardTalk.exb")
        return basic, read(real_data / "tei" / "HardTalk.tei.xml")

    def test_the_two_have_the_same_turns_words_and_order(self, pair):
        basic, tei = pair
        assert said(basic.transcript) == said(tei.transcript)

    def test_the_two_have_the_same_lines_of_talk_at_the_same_times(self, pair):
        basic, tei = pair
        assert spoken(basic.transcript) == spoken(tei.transcript)

    def test_the_two_have_the_same_people_and_recordings(self, pair):
        basic, tei = pair
        assert basic.transcript.codes == tei.transcript.codes
        assert basic.media == tei.media


@pytest.mark.parametrize("one", ["exb", "eaf", "tei", "chat"])
def test_what_is_written_in_one_format_and_then_another_has_the_same_turns_and_words(one):
    before = read_text(TALK, "tea.txt").transcript
    there = read_bytes(FORMATS[one].write(before), format=one).transcript
    back = read_bytes(FORMATS["exb"].write(there), format="exb").transcript
    assert [row[:2] for row in said(there)] == [row[:2] for row in said(before)]
    assert [row[:2] for row in said(back)] == [row[:2] for row in said(before)]

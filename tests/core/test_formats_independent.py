"""Programs nobody here wrote read what goes out: who says what, from when to when."""

import io
import math

import openpyxl
import pympi
import pytest
import rustling.chat
import rustling.elan
import rustling.srt
import rustling.textgrid
import webvtt
from praatio import textgrid as praatio

from ca_tool.formats import FORMATS, Parsed
from ca_tool.formats.timed_talk import NOBODY, Stretch, parsed

TALK = (
    Stretch("ANN", "what d'you want for your °tea° <Ben> & co?", 0, 1500),
    Stretch("", "((phone rings))", 1600, 2100),
    Stretch("BEN", "hot. the [hot one", 3300, 4801),
    Stretch("ANN", "[o:kay=", 4200, 4900),
    Stretch("?", "=mm (h)hh", 4900, 5707),
)
ROWS = [(one.speaker, one.start_ms, one.end_ms, one.text) for one in TALK]


@pytest.fixture
def written(tmp_path):
    """Return a function that writes the talk in a format and says where."""
    content = Parsed(parsed(TALK, profile="loose-CA", title="tea").transcript)

    def write(key):
        path = tmp_path / f"tea{FORMATS[key].suffixes[0]}"
        path.write_bytes(FORMATS[key].write(content))
        return path

    return write


def milliseconds(clock):
    hours, minutes, seconds = clock.split(":")
    return round(((int(hours) * 60 + int(minutes)) * 60 + float(seconds)) * 1000)


def test_webvtt_reads_our_vtt(written):
    cues = webvtt.read(written("vtt"))
    found = [(cue.voice or "", milliseconds(cue.start), milliseconds(cue.end)) for cue in cues]
    assert found == [(who.replace("?", ""), start, end) for who, start, end, _ in ROWS]
    assert [cue.text for cue in cues][1:3] == ["((phone rings))", "hot. the [hot one"]


def test_webvtt_and_rustling_read_our_srt(written):
    cues = webvtt.from_srt(written("srt"))
    found = [(milliseconds(cue.start), milliseconds(cue.end), cue.raw_text) for cue in cues]
    named = [(start, end, f"{who}: {text}" if who else text) for who, start, end, text in ROWS]
    assert found == named
    assert len(rustling.srt.SRT.from_files([str(written("srt"))]).to_strs()) == 1


def test_pympi_and_rustling_read_our_eaf(written):
    path = written("eaf")
    eaf = pympi.Elan.Eaf(str(path))
    whose = {eaf.tiers[tier][2].get("PARTICIPANT", ""): tier for tier in eaf.get_tier_names()}
    for who in ("ANN", "BEN"):
        rows = [(start, end, text) for one, start, end, text in ROWS if one == who]
        assert sorted(eaf.get_annotation_data_for_tier(whose[who]))[0][:3] == rows[0]
        assert len(eaf.get_annotation_data_for_tier(whose[who])) == len(rows)
    tiers = rustling.elan.ELAN.from_files([str(path)]).tiers()
    assert str(tiers).count("ANN") >= 1


def test_praatio_and_rustling_read_our_textgrid(written):
    path = written("textgrid")
    grid = praatio.openTextgrid(str(path), includeEmptyIntervals=False)
    for who, name in (("ANN", "ANN"), ("BEN", "BEN"), ("", NOBODY)):
        rows = [(start, end, text) for one, start, end, text in ROWS if one == who]
        found = grid.getTier(name).entries
        assert [entry.label for entry in found] == [text for _, _, text in rows]
        assert all(
            math.isclose(entry.start * 1000, start) and math.isclose(entry.end * 1000, end)
            for entry, (start, end, _) in zip(found, rows, strict=True)
        )
    assert len(rustling.textgrid.TextGrid.from_files([str(path)]).to_strs()) == 1


def test_rustling_reads_our_chat(written):
    chat = rustling.chat.CHAT.from_files([str(written("chat"))], strict=False)
    spoken = [one for one in chat.utterances() if one.participant]
    assert [one.participant for one in spoken] == ["ANN", "BEN", "ANN", "UNK"]
    assert next(one.time_marks for one in spoken) == (0, 1500)


def test_openpyxl_reads_our_workbook(written):
    sheet = openpyxl.load_workbook(io.BytesIO(written("xlsx").read_bytes())).active
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert [(row[2] or "", row[3] * 1000, row[4] * 1000, row[5]) for row in rows] == ROWS

"""What ships: invented transcripts that read cleanly and a sample project coded by two people."""

import shutil

import pytest

from ca_tool.formats import read
from ca_tool.problems import Severity
from ca_tool.resources import folder
from ca_tool.storage import open_project
from ca_tool.turn_taking import turns

SAMPLES = folder("sample_transcripts")
TEXTS = sorted(entry.name for entry in SAMPLES.iterdir() if entry.name.endswith(".txt"))


@pytest.fixture
def study(tmp_path):
    shutil.copytree(SAMPLES / "sample_project", tmp_path / "study")
    with open_project(tmp_path / "study", "AK") as opened:
        yield opened


@pytest.mark.parametrize("name", TEXTS)
def test_a_sample_has_no_slips_of_notation(name):
    transcript = read(SAMPLES / name).transcript
    slips = [str(p) for p in transcript.problems if p.severity is not Severity.INFO]
    assert slips == []
    assert len(transcript.participants) >= 2


def test_there_are_enough_samples_and_one_is_long():
    assert len(TEXTS) >= 8
    assert len(turns(read(SAMPLES / "group_meeting.txt").transcript)) > 300


def test_the_sample_project_opens_without_a_notice(study):
    assert study.problems == []
    assert [study.facts(one).phase for one in study.session_ids] == ["before", "after"]


def test_two_people_coded_each_session(study):
    for session_id in study.session_ids:
        session = study.load(session_id)
        assert set(session.codings) == {"AK", "RM"}
        assert session.codings["AK"].tags.keys().isdisjoint(session.codings["RM"].tags)


def test_every_tag_uses_the_codebook(study):
    codes = study.project.codebook.by_name
    for session_id in study.session_ids:
        for coding in study.load(session_id).codings.values():
            for tag in coding.tags.values():
                for name, value in tag.values:
                    attribute = codes[tag.code].attribute(name)
                    assert attribute is not None
                    assert value in {one.name for one in attribute.values} or not attribute.values

"""Transcripts of every kind come back from a project as they were imported."""

import pytest

from ca_tool import formats
from ca_tool.project import SessionFacts
from ca_tool.resources import folder
from ca_tool.storage import create_project

SAMPLES = sorted(folder("sample_transcripts").glob("*.txt"))


@pytest.fixture
def study(tmp_path):
    """Make an empty project."""
    with create_project(tmp_path / "study", "Kept", coder="ana") as folder:
        yield folder


def comes_back(study, path):
    """Return whether a file's bytes and everything read from them survive."""
    parsed = formats.read(path)
    session_id = study.add_session(parsed, SessionFacts(), None)
    kept = study.path / "sessions" / session_id / "transcript.txt"
    return (
        kept.read_bytes() == path.read_bytes()
        and study.load(session_id).transcript == parsed.transcript
    )


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_comes_back(study, path):
    assert comes_back(study, path)


@pytest.mark.real_data
def test_transcripts_that_nobody_here_wrote_come_back(study, real_data):
    files = [*real_data.glob("jefferson-chat/*.cha"), *real_data.glob("chat/*.cha")]
    files += sorted(real_data.glob("chat-suite/valid-reference/**/*.cha"))[:40]
    assert [path.name for path in files if not comes_back(study, path)] == []
    assert files
    assert not study.problems

"""Files made to harm, in each format: told in words, soon, in little memory, and nothing else."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ca_tool.formats import FORMATS
from tests.hostile_files import SECRET

ROOT = Path(__file__).parents[2]
BOUND = 30
"""Seconds of the processor: ten on a quiet machine, with room for a busy one."""
MOST = 500
"""MB, the file itself included."""


@pytest.fixture
def listening():
    """Return a place on the network that nothing may call; it knows whether anything did."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.01)
        yield server


@pytest.mark.skipif(not hasattr(os, "fork"), reason="memory is measured by processes that fork")
@pytest.mark.parametrize("key", FORMATS)
def test_hostile_files_are_told_soon_in_little_memory_and_reach_nothing(key, tmp_path, listening):
    (tmp_path / "secret.txt").write_text(SECRET)
    inside = tmp_path / "inside"
    inside.mkdir()
    port = str(listening.getsockname()[1])
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile_files", key, str(tmp_path), port],
        cwd=inside, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(told) > 50
    assert [one for one in told if "died" in one] == []
    for one in told:
        assert not any(words.startswith("RAISED") for words in one["said"]), one
        assert one["seconds"] < BOUND, one
        assert one["memory"] < MOST, one
        assert not one["secret"], one
    with pytest.raises(TimeoutError):
        listening.accept()
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["inside", "secret.txt"]


@pytest.mark.parametrize("key", ["csv", "xlsx"])
def test_what_looks_like_a_formula_stays_talk(key):
    from tests.sample_files import TALK, sample

    talk = (TALK[0]._replace(text="=1+1"), TALK[1]._replace(text="@SUM(A1)"), *TALK[2:])
    read = FORMATS[key].read(sample(key, talk), f"x{FORMATS[key].suffixes[0]}", "")
    assert [line.text for line in read.transcript.lines][:2] == ["=1+1", "@SUM(A1)"]


WRITTEN = [key for key, known in FORMATS.items() if known.writes and key != "chat"]


@pytest.mark.parametrize("key", WRITTEN)
def test_markup_in_talk_goes_out_and_comes_in_as_talk(key):
    from tests.hostile_files import HTML
    from tests.sample_files import TALK, sample

    talk = (TALK[0]._replace(text=f"so {HTML}"), *TALK[1:])
    read = FORMATS[key].read(sample(key, talk), f"x{FORMATS[key].suffixes[0]}", "")
    assert "<script>alert('x')</script>" in read.transcript.text

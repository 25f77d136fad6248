"""The program on a real X display, driven by real keys, as somebody at a desk would meet it."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ca_tool.resources import folder
from ca_tool.storage import open_project

pytestmark = pytest.mark.xvfb

ROOT = Path(__file__).parents[2]
TEXT = {"capture_output": True, "text": True, "check": False}


def wait_until(holds, seconds=20.0):
    """Return what *holds* gives as soon as it is true; fail after *seconds*."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.1)
    pytest.fail("nothing came of it")
    return None


def keys(*names):
    subprocess.run(["xdotool", "key", "--delay", "60", *names], check=True)


def bring_to_front(title):
    search = ["xdotool", "search", "--onlyvisible", "--name", title]
    window = wait_until(lambda: subprocess.run(search, **TEXT).stdout.split())[-1]
    subprocess.run(["xdotool", "windowactivate", "--sync", window], check=True)


@pytest.fixture
def desk(tmp_path):
    """Yield a copy of the sample project while a window manager runs."""
    if "DISPLAY" not in os.environ:
        pytest.skip("there is no display: run under xvfb-run")
    study = tmp_path / "study"
    shutil.copytree(folder("sample_transcripts") / "sample_project", study)
    with subprocess.Popen(["openbox"], stderr=subprocess.DEVNULL) as manager:
        yield study
        manager.terminate()


@pytest.fixture
def program(desk, tmp_path):
    """Yield the running program, its window in front."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }
    command = [sys.executable, "-m", "ca_tool", str(desk)]
    with subprocess.Popen(command, env=environment, cwd=ROOT) as running:
        try:
            bring_to_front("Coder")
            keys("A", "K", "Return")
            bring_to_front("CA Tool")
            yield running
        finally:
            running.kill()


def test_a_key_tags_the_turn_and_the_tag_is_on_disk_at_once(desk, program):
    keys("ctrl+1", "ctrl+Home", "Down", "Down", "Down", "Down", "Down", "Down", "s")

    def tagged():
        logs = [*desk.glob("sessions/S01/coding.*.log")]
        return any('"support"' in log.read_text(encoding="utf-8") for log in logs)

    wait_until(tagged)
    program.kill()
    program.wait()
    with open_project(desk, "AK") as again:
        tags = again.load("S01").coding("AK").tags.values()
        assert sum(tag.code == "support" for tag in tags) == 1


def test_quitting_asks_nothing(desk, program):
    keys("ctrl+1", "Down", "s", "ctrl+q")
    wait_until(lambda: program.poll() is not None)
    assert program.returncode == 0

"""The process is killed again and again while it edits: nothing acknowledged is ever lost."""

import random
import sys

import pytest

from ca_tool.formats.registry import Parsed
from ca_tool.notation import parse
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project, open_project
from tests.killed_process import CODER, SESSION, TALK, breeder, digest, run_and_kill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")

KILLS = 120


def test_every_acknowledged_edit_is_there_after_the_process_was_killed(tmp_path):
    with create_project(tmp_path / "study", "Killed", coder=CODER) as folder:
        folder.add_session(Parsed(parse(TALK)), SessionFacts("Tea"), None)
    chance = random.Random(20261122)
    edits = cut_off = 0
    with breeder("core", folder.path) as process:
        for _ in range(KILLS):
            killed = run_and_kill(process, chance)
            with open_project(folder.path, CODER) as again:
                state = digest(again.load(SESSION))
            assert state in {killed.done, killed.tried}
            edits += killed.edits
            cut_off += killed.done != killed.tried
    # The test means something only if many edits were made and many kills fell within one.
    assert edits > 5 * KILLS
    assert cut_off > KILLS / 10

"""The process is killed while a person tags, undoes and corrects through the real document."""

import random
import sys

import pytest

from ca_tool.formats.registry import Parsed
from ca_tool.notation import parse
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project, open_project
from tests.killed_process import CODER, SESSION, TALK, breeder, digest, run_and_kill

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are POSIX")

KILLS = 80


def test_every_edit_that_was_shown_is_there_after_the_program_was_killed(tmp_path):
    with create_project(tmp_path / "study", "Killed", coder=CODER) as folder:
        folder.add_session(Parsed(parse(TALK)), SessionFacts("Tea"), None)
    chance = random.Random(80)
    edits = 0
    with breeder("document", folder.path) as process:
        for _ in range(KILLS):
            killed = run_and_kill(process, chance)
            with open_project(folder.path, CODER) as again:
                state = digest(again.load(SESSION))
            assert state in {killed.done, killed.tried}
            edits += killed.edits
    assert edits > 5 * KILLS

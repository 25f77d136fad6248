"""Files that once made a reader fail, found by ``tests/fuzz_readers.py``: read all the same."""

import contextlib
from pathlib import Path

import pytest

from ca_tool.formats import FORMATS, UnreadableFileError
from ca_tool.turn_taking import turns
from tests.sample_files import with_main_part

CASES = sorted(path for path in (Path(__file__).parents[1] / "data" / "fuzz").glob("*/*"))


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_file_that_once_made_a_reader_fail_is_read_or_refused_in_words(path):
    known = FORMATS[path.parent.name]
    data = with_main_part(known.key, path.read_bytes())
    with contextlib.suppress(UnreadableFileError):
        parsed = known.read(data, path.name, "")
        assert turns(parsed.transcript) is not None
        if known.writes is not None:
            assert known.write(parsed) is not None

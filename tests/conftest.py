"""Fixtures shared by all tests. Qt runs without a screen."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of transcripts nobody here wrote; skip where it is absent."""
    if not REAL_DATA.is_dir():
        pytest.skip("the folder ../shared/data with other people's transcripts is not there")
    return REAL_DATA

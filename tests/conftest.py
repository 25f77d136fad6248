"""Fixtures shared by all tests. Qt runs without a screen."""

import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import HealthCheck, settings

# Machines are noisy, so no example has a deadline. The gate tries the same examples every time;
# everywhere else new ones are looked for.
settings.register_profile("desk", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("gate", parent=settings.get_profile("desk"), derandomize=True)
settings.load_profile("gate" if os.environ.get("CI") else "desk")

REAL_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of transcripts nobody here wrote; skip where it is absent."""
    if not REAL_DATA.is_dir():
        pytest.skip("the folder ../shared/data with other people's transcripts is not there")
    return REAL_DATA

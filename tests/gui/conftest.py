"""What all window tests share."""

import pytest

NO_HINTS = "This plugin does not support propagateSizeHints"
"""Said by Qt's screenless platform for every window with a minimum size; nothing is wrong."""


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(NO_HINTS, extend=True))

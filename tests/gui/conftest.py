"""What all window tests share."""

import pytest
from PySide6.QtCore import QSettings

from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.storage import default_codebook
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.transcript.pane import TranscriptPane

NO_HINTS = r"This plugin does not support (propagateSizeHints|raise|grabbing)"
"""Said by Qt's screenless platform of windows that have a minimum size, come to the front or pop
up; nothing is wrong."""


def pytest_collection_modifyitems(items):
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore(NO_HINTS, extend=True))


KITCHEN = """\
01 SUE: what d'you want for your tea Tom.
02      (1.8)
03 SUE: d'you want pasta or fish fingers
04      (0.6)
05 TOM: °pasta°
06 SUE: pasta?=you had pasta yesterday [didn't you.
07 TOM:                                [yeah
08 SUE: good man. (0.3) can you get the peas out,
"""


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder of its own: settings and documents go there."""
    for name, place in (("HOME", ""), ("XDG_DOCUMENTS_DIR", "Documents")):
        monkeypatch.setenv(name, str(tmp_path / place))
    ini, user = QSettings.Format.IniFormat, QSettings.Scope.UserScope
    QSettings.setPath(ini, user, str(tmp_path / "settings"))
    return tmp_path


@pytest.fixture
def kitchen(qapp):
    """A document on a short talk between two people, on no disk."""
    session = Session("S01", parse(KITCHEN))
    return Document(session, default_codebook(), "AK")


@pytest.fixture
def pane(kitchen, qtbot):
    """The transcript of the kitchen, shown and with the keyboard."""
    navigation = Navigation(kitchen)
    pane = TranscriptPane(kitchen, navigation)
    qtbot.addWidget(pane, before_close_func=lambda pane: pane.suggesting.finish())
    pane.resize(900, 500)
    with qtbot.waitExposed(pane):
        pane.show()
    pane.suggesting.compute()
    pane.view.setFocus()
    return pane

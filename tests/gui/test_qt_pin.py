"""The pin of PySide6: a version that kills Python 3.11 is refused, and the pinned one is safe."""

import subprocess
import sys

import pytest

from widgets.qt_version import UnsafeQtError, refuse_unsafe

CALLS = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Sender(QObject):
    said = Signal()

app = QCoreApplication([])
sender = Sender()
before = sys.getrefcount(None), sys.getrefcount(True)
for _ in range(5000):
    sender.said.emit()
    app.processEvents()
    sender.setObjectName("a")
    sender.parent()
after = sys.getrefcount(None), sys.getrefcount(True)
print(max(abs(b - a) for a, b in zip(before, after)))
"""


def test_twenty_thousand_calls_lose_no_reference_to_none():
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 50


def test_the_version_that_loses_references_is_refused_with_what_to_install():
    with pytest.raises(UnsafeQtError, match=r"PySide6-Essentials==6\.11\.3"):
        refuse_unsafe("6.12.0", (3, 11))


@pytest.mark.parametrize(("pyside", "python"), [("6.11.3", (3, 11)), ("6.12.0", (3, 12))])
def test_other_versions_are_welcome(pyside, python):
    refuse_unsafe(pyside, python)

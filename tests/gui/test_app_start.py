"""Starting the program as a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]

HEAVY = """
import sys
from widgets import app
started = app.application(["ca-tool"])
window = app.MainWindow()
window.opening.asks = False
assert window.opening.open_sample()
window.show()
window.grab()
print([name for name in ("numpy", "pandas", "matplotlib", "scipy", "typer", "jinja2")
       if name in sys.modules])
window.close()
"""


def run(home, *args):
    env = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": str(home / "cache")}
    env |= {"XDG_DOCUMENTS_DIR": str(home / "Documents"), "PYTHONPATH": str(ROOT)}
    env |= {"XDG_CONFIG_HOME": str(home / "config"), "QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, *args]
    return subprocess.run(words, env=env, cwd=ROOT, capture_output=True, text=True, timeout=120)


def test_nothing_heavy_is_imported_by_the_time_the_sample_is_painted(tmp_path):
    done = run(tmp_path, "-c", HEAVY)
    assert done.stdout.strip() == "[]", done.stderr


@pytest.mark.parametrize("named", ["--sample", "transcript"])
def test_a_picture_of_the_window_is_taken_without_a_screen(tmp_path, named):
    talk = tmp_path / "talk.txt"
    talk.write_text("ANN: are you coming?\n(0.4)\nBEN: yeah\n", encoding="utf-8")
    picture = tmp_path / "window.png"
    words = "import sys; from widgets.app import main; sys.exit(main(sys.argv))"
    path = str(talk) if named == "transcript" else named
    done = run(tmp_path, "-c", words, "--screenshot", str(picture), path)
    assert done.returncode == 0, done.stderr
    image = QImage(str(picture))
    assert (image.width(), image.height()) == (1280, 800)
    colours = {image.pixelColor(x, y).rgb() for x in range(0, 1280, 8) for y in range(0, 800, 8)}
    assert len(colours) > 20
    assert "Traceback" not in done.stderr


def test_a_path_that_is_not_there_leaves_the_welcome_page(tmp_path):
    words = "import sys; from widgets.app import main; sys.exit(main(sys.argv))"
    picture = tmp_path / "window.png"
    done = run(tmp_path, "-c", words, "--screenshot", str(picture), str(tmp_path / "nothing"))
    assert done.returncode == 0, done.stderr
    assert picture.exists()

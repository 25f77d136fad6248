"""How long from nothing to a painted window with the sample project, each time a new process.

Peers (measured elsewhere): a bare Qt window 0.26 s, BORIS 1.8 s, QualCoder 8 s.
Run: ``python benchmarks/bench_start.py``, with ``--smoke`` for one start and no verdict.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
SMOKE = "--smoke" in sys.argv
LIMIT = 0.8

BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
app.processEvents()
window.grab()
import os
os._exit(0)
"""
OURS = """
from widgets import app as start
app = start.application(["ca-tool"])
window = start.MainWindow()
start.theme.apply(app, "light", 100)
window.opening.asks = False
window.opening.open_sample()
window.show()
window.grab()
import os
os._exit(0)
"""


def seconds(code, env):
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=env, cwd=ROOT, check=True, capture_output=True)
    return time.perf_counter() - started


def main():
    with tempfile.TemporaryDirectory() as home:
        env = {**os.environ, "HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        env["XDG_DOCUMENTS_DIR"] = str(Path(home) / "Documents")
        first = seconds(OURS, env)
        pairs = [(seconds(BARE, env), seconds(OURS, env)) for _ in range(1 if SMOKE else 7)]
    bare, ours = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"first start (font built, sample copied)        {first:6.3f} s")
    print(f"bare window                                    {bare:6.3f} s")
    print(f"start to painted window with the sample        {ours:6.3f} s   (at most {LIMIT} s)")
    print(f"against a bare window {ours / bare:5.2f} ×, against BORIS (1.8 s) {ours / 1.8:5.2f} ×")
    return 0 if SMOKE or ours <= LIMIT else 1


if __name__ == "__main__":
    raise SystemExit(main())

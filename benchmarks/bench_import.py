"""A thousand transcripts of 500 turns imported in one go, with the window alive throughout.

    python benchmarks/bench_import.py [--smoke]

Prints how long reading and storing take, and the longest time the window could not answer: a timer
that is due every 5 ms says how late it was. At most 100 ms.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from benchmarks.event_loop import Pulse, until
from ca_tool.storage import create_project
from widgets.document import Document
from widgets.importing.import_dialog import ImportDialog

SMOKE = "--smoke" in sys.argv
FILES, TURNS = (20, 100) if SMOKE else (int(os.environ.get("FILES", "1000")), 500)
MOST_GAP_MS = 100.0


def talk(number: int) -> str:
    """Return *TURNS* turns of two people."""
    said = "so what about the: (0.2) .hh other one then number"
    return "".join(f"{('SUE', 'TOM')[n % 2]}: {said} [{n + number}\n" for n in range(TURNS))


def report(what: str, seconds: float, pulse: Pulse) -> bool:
    gaps = sorted(pulse.gaps)
    most, usual = gaps[-1], gaps[int(len(gaps) * 0.99)]
    verdict = "" if SMOKE else ("  ok" if most <= MOST_GAP_MS else "  TOO LONG")
    print(
        f"{what:<34} {seconds:7.2f} s   longest pause {most:6.1f} ms   99 % below {usual:5.1f} ms"
        f"{verdict}"
    )
    pulse.restart()
    return SMOKE or most <= MOST_GAP_MS


def main() -> int:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as place:
        talks = Path(place) / "talks"
        talks.mkdir()
        for number in range(FILES):
            (talks / f"talk {number:04}.txt").write_text(talk(number), encoding="utf-8")
        folder = create_project(Path(place) / "study", "Study", coder="me")
        document = Document()
        document.open_folder(folder)
        dialog = ImportDialog(folder)
        dialog.show()
        app.processEvents()
        pulse = Pulse()
        print(f"{FILES:,} files of {TURNS} turns")
        end = time.perf_counter() + 2
        until(app, lambda: time.perf_counter() >= end)
        report("nothing going on", 2.0, pulse)
        dialog.add_files([talks])
        good = [report("read and listed", until(app, lambda: not dialog.busy), pulse)]
        assert len(dialog.drafts) == FILES
        done = []
        dialog.stored.connect(done.append)
        dialog.store()
        good.append(report("stored", until(app, lambda: not dialog.busy), pulse))
        assert len(folder.session_ids) == FILES
        for what, work in (
            ("first session shown", lambda: document.take_in(done[0].done)),
            ("undone", document.undo_stack.undo),
            ("done again", document.undo_stack.redo),
        ):
            started = time.perf_counter()
            work()
            app.processEvents()
            print(f"{what:<34} {time.perf_counter() - started:7.2f} s")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'most memory':<34} {memory:7.0f} MB")
        folder.close()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())

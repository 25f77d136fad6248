"""The Compare window with 200 coded sessions: how soon it is there, and whether it always answers.

    python benchmarks/bench_compare.py [--smoke]

Prints when the window is open, when first numbers and when all are shown, and how long it takes
when it is opened again; the longest time the window could not answer (a timer due every 5 ms says
how late it was) must be at most 100 ms. Peer: the same sessions measured one after the other.
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

from benchmarks.coded import CODER, coded_session
from benchmarks.event_loop import Pulse, until
from ca_tool.compare.from_project import compare_project
from ca_tool.formats import Parsed
from ca_tool.project import SavedComparison, SessionFacts
from ca_tool.storage import create_project, open_project
from widgets import theme
from widgets.compare.compare_window import CompareWindow
from widgets.document import Document
from widgets.navigation import Navigation

SMOKE = "--smoke" in sys.argv
SESSIONS, TURNS = (16, 60) if SMOKE else (int(os.environ.get("SESSIONS", "200")), 500)
OPEN_S, MOST_GAP_MS = 2.0, 100.0
DIFFERENT = 10
"""Different talks that are stored again and again: what is read and measured is not remembered."""


def study(place: Path) -> Path:
    """Store the sessions: half before and half after, two of each dyad."""
    talks = [coded_session(TURNS, seed) for seed in range(min(DIFFERENT, SESSIONS))]
    folder = create_project(place / "study", "Study", coder=CODER)
    for number in range(SESSIONS):
        session = talks[number % len(talks)]
        facts = SessionFacts(
            title=f"Talk {number:03}",
            phase="before" if number < SESSIONS / 2 else "after",
            dyad=f"Dyad {number % (SESSIONS // 2):03}",
            activity="lunch",
        )
        folder.add_session(Parsed(session.transcript, dict(session.codings)), facts, None)
    folder.close()
    return place / "study"


def said(what: str, seconds: float, gap: float, *, limit: float = 0.0) -> bool:
    good = gap <= MOST_GAP_MS and (not limit or seconds <= limit)
    verdict = "" if SMOKE else ("  ok" if good else "  TOO SLOW")
    at_most = f"(at most {limit:g} s)" if limit else ""
    print(f"{what:<40} {seconds:7.2f} s {at_most:<14} longest pause {gap:6.1f} ms{verdict}")
    return SMOKE or good


def opened(app: QApplication, window: CompareWindow, pulse: Pulse, what: str) -> list[bool]:
    """Open the window and say when it is there and when the numbers are."""
    pulse.worst()
    started = time.perf_counter()
    window.show()
    app.processEvents()
    good = [said(f"{what}: open", time.perf_counter() - started, pulse.worst(), limit=OPEN_S)]
    until(app, lambda: window.model.rowCount() or not window.busy)
    good.append(said("  first numbers", time.perf_counter() - started, pulse.worst()))
    until(app, lambda: not window.busy)
    until(app, iter([False] * 50 + [True]).__next__)  # the last numbers are painted
    good.append(said("  all numbers", time.perf_counter() - started, pulse.worst()))
    assert len(window.model.comparison.columns) == SESSIONS
    return good


def used(app: QApplication, window: CompareWindow, pulse: Pulse) -> list[bool]:
    """Choose a number, draw each plot, open two cells, scroll."""
    row = next(n for n, line in enumerate(window.model.lines) if line.key and line.key[0] == "M-18")
    good = []
    for number in range(window.plot.plots.count()):
        started = time.perf_counter()
        window.plot.plots.setCurrentIndex(number)
        window.table.setCurrentIndex(window.model.index(row, 1 + number))
        until(app, lambda: not window.plot.canvas.busy)
        name = window.plot.plots.currentText().lower()
        good.append(said(f"plot {name}", time.perf_counter() - started, pulse.worst()))
    bar = window.table.horizontalScrollBar()
    started = time.perf_counter()
    for step in range(20):
        bar.setValue(step * bar.maximum() // 20)
        app.processEvents()
    good.append(said("scrolled across all columns", time.perf_counter() - started, pulse.worst()))
    window.table.opened.emit(window.model.index(row, SESSIONS))
    seconds = until(app, lambda: bool(window.cases.sides[0].session))
    good.append(said("cases of a number", seconds, pulse.worst()))
    return good


def main() -> int:
    app = QApplication([])
    theme.apply(app, "light", 100)
    with tempfile.TemporaryDirectory() as place:
        path = study(Path(place))
        print(f"{SESSIONS} coded sessions of {TURNS} turns")
        document = Document()
        document.open_folder(open_project(path, CODER))
        pulse = Pulse()
        window = CompareWindow(document, Navigation())
        good = opened(app, window, pulse, "first time")
        good += used(app, window, pulse)
        window.close()
        good += opened(app, window, pulse, "again")
        window.close()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{'most memory':<40} {memory:7.0f} MB")
        started = time.perf_counter()
        compare_project(path, SavedComparison("", ""))
        print(
            f"{'peer: one after the other, no window':<40} {time.perf_counter() - started:7.2f} s"
        )
        document.close()
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())

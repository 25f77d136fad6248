"""How fast the transcript is shown, scrolled and changed.

Peers (QualCoder, measured on another machine): a 2,000-turn session with 2,000 tags is shown in
4.2–4.8 s and shown again after an edit in 1.0–1.3 s. Run: ``python benchmarks/bench_window.py``,
with ``--smoke`` for small sizes and no verdict.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from ca_tool.coding import Coding, Edit, Tag
from ca_tool.formats import Parsed
from ca_tool.measures import measure_session
from ca_tool.notation import parse
from ca_tool.project import Session, SessionFacts
from ca_tool.storage import create_project, default_codebook
from ca_tool.transcript import Span
from widgets import theme
from widgets.document import Document
from widgets.navigation import Navigation
from widgets.transcript.pane import TranscriptPane

SMOKE = "--smoke" in sys.argv
LINES = 5_000 if SMOKE else 100_000
TURNS = 200 if SMOKE else 2_000
TALK = (
    "SUE: what d'you want for your tea [Tom.\n",
    "TOM:                               [pasta\n",
    "SUE: .hh so shall we have °fish° the::n, (0.4) or what\n",
    "     (1.8)\n",
    "TOM: yeah\n",
)


def talk(count):
    return "".join(TALK[n % len(TALK)] for n in range(count))


def coded(turns):
    """Return a session of *turns* turns with a tag on each."""
    text = "".join(f"{'SUE' if n % 2 else 'TOM'}: this is what I say {n}\n" for n in range(turns))
    transcript = parse(text)
    codes = [code.name for code in default_codebook().codes]
    tags = (
        Tag(f"t{n}", codes[n % 4], (Span(line.id, line.body, line.id, line.body_end),), coder="me")
        for n, line in enumerate(transcript.lines)
    )
    return Session("S01", transcript, codings={"me": Coding.of("me", tags)})


def shown(app, session):
    """Return the pane that shows *session*, and the seconds to its first paint."""
    document = Document(session, default_codebook(), "me")
    started = time.perf_counter()
    pane = TranscriptPane(document, Navigation())
    pane.suggesting.show_suggestions(shown=False)
    pane.resize(1200, 800)
    pane.show()
    app.processEvents()
    pane.grab()
    return pane, time.perf_counter() - started


def timed(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def report(what, seconds, limit):
    verdict = "" if SMOKE else ("  ok" if seconds <= limit else "  TOO SLOW")
    print(f"{what:<62} {seconds * 1000:8.2f} ms   (at most {limit * 1000:g} ms){verdict}")
    return SMOKE or seconds <= limit


def tag_on(session, row, name="x"):
    line = session.transcript.lines[row]
    span = Span(line.id, line.body, line.id, line.body_end)
    return Edit("Tag", added=frozenset({Tag(name, "question", (span,), coder="me")}))


def large(app):
    transcript = parse(talk(LINES))
    pane, seconds = shown(app, Session("S01", transcript))
    good = [report(f"open {LINES:,} lines to first paint", seconds, 0.150)]
    bar = pane.view.verticalScrollBar()
    frames = []
    for page in range(1, 121):
        value = page * bar.pageStep()
        frames.append(timed(lambda value=value: (bar.setValue(value), pane.view.grab())))
    frames.sort()
    print(f"{'  page scroll, median':<62} {statistics.median(frames) * 1000:8.2f} ms")
    good.append(report("page scroll, 95th percentile", frames[int(len(frames) * 0.95)], 0.016))
    bar.setValue(0)
    pane.view.grab()
    view, document = pane.view, pane.view.document
    times = []
    for row in range(30):
        edit = tag_on(document.session, row, f"n{row}")
        place = view.visualRect(view.lines.index(row, 3)).adjusted(-2000, 0, 2000, 0)

        def update(edit=edit, place=place):
            document.push(edit)
            view.viewport().grab(place)

        times.append(timed(update))
    good.append(report("one row tagged and painted again", statistics.median(times), 0.001))
    pane.close()
    return good


def tagged(app):
    session = coded(TURNS)
    pane, seconds = shown(app, session)
    good = [report(f"{TURNS:,} turns with {TURNS:,} tags shown", seconds, 0.3)]
    print(f"{'  against QualCoder 4.2 s':<62} {seconds / 4.2:8.3f} ×")
    document = pane.view.document
    times = []
    for row in range(20):
        edit = tag_on(document.session, row, f"new{row}")

        def change(edit=edit):
            document.push(edit)
            app.processEvents()
            pane.view.grab()

        times.append(timed(change))
    good.append(report("painted again after an edit", statistics.median(times), 0.016))
    print(f"{'  against QualCoder 1.0 s':<62} {statistics.median(times):8.3f} ×")
    pane.close()
    return good


def one_edit(app):
    """One tag: to the log, the row, and the numbers, without the disk's own flush."""
    with tempfile.TemporaryDirectory() as place:
        folder = create_project(Path(place) / "study", "Study", coder="me")
        session = coded(TURNS)
        folder.add_session(Parsed(session.transcript, session.codings), SessionFacts(), None)
        document = Document()
        document.open_folder(folder)
        pane = TranscriptPane(document, Navigation())
        pane.suggesting.show_suggestions(shown=False)
        pane.resize(1200, 800)
        pane.show()
        app.processEvents()

        def numbers():
            measure_session(document.session, "me", codebook=document.codebook)

        numbers()
        flush, os.fsync = os.fsync, lambda _file: None
        times = []
        for row in range(15):
            edit = tag_on(document.session, row, f"new{row}")

            def change(edit=edit):
                document.push(edit)
                numbers()

            times.append(timed(change))
        os.fsync = flush
        document.close()
        pane.close()
    return [report("one tag edit to log, row and numbers", statistics.median(times), 0.030)]


def main():
    app = QApplication([])
    theme.apply(app, "light", 100)
    good = [*large(app), *tagged(app), *one_edit(app)]
    return 0 if all(good) else 1


if __name__ == "__main__":
    raise SystemExit(main())

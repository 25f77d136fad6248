"""How long figures take to draw: ``python benchmarks/bench_figures.py``.

The turn strip of 2,000 turns is drawn and rendered to PNG beside the naive way, a rectangle for
each turn, in the same run on the same session. ``--smoke`` draws 200 turns once.
"""

import argparse
import io
import statistics
import time
from functools import partial

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.coded import CODER, coded_session
from ca_tool.figures import FIGURES, draw
from ca_tool.measures.evidence import Evidence

TARGET = 250  # milliseconds for the strip of 2,000 turns


def paper(size=(7.0, 3.0)):
    figure = Figure(figsize=size)
    FigureCanvasAgg(figure)
    return figure, figure.add_subplot()


def rendered(figure):
    figure.savefig(io.BytesIO(), format="png", dpi=100)


def ours(key, session, coder):
    figure, axes = paper()
    draw(key, axes, session, coder)
    rendered(figure)


def naive(session, coder):
    """Draw one bar artist for each turn."""
    figure, axes = paper()
    evidence = Evidence(session, session.coding(coder), "CP-1")
    for turn in evidence.talk.turns:
        axes.barh(evidence.roster.index(turn.speaker), 1, left=turn.index)
    rendered(figure)


def median_ms(work, times):
    took = []
    for _ in range(times):
        begin = time.process_time()
        work()
        took.append((time.process_time() - begin) * 1000)
    return statistics.median(took)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--smoke", action="store_true")
    smoke = options.parse_args().smoke
    turns, times = (200, 1) if smoke else (2_000, 5)
    session, coder = coded_session(turns), CODER
    ours("strip", session, coder)  # imports and fonts
    strip = median_ms(lambda: ours("strip", session, coder), times)
    each = median_ms(lambda: naive(session, coder), 1)
    print(f"strip of {turns:,} turns: {strip:.0f} ms to PNG (asked: ≤ {TARGET} at 2,000), ", end="")
    print(f"a rectangle each {each:.0f} ms: {strip / each:.2f}×")
    for key in FIGURES:
        if key != "strip":
            print(f"  {key:18} {median_ms(partial(ours, key, session, coder), times):6.0f} ms")


if __name__ == "__main__":
    main()

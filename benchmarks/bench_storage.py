"""A session of 2,000 turns with 2,000 tags: opened, edited and written.

    python benchmarks/bench_storage.py [--smoke]

Times are medians over several runs. An edit is timed with and without the disk's own ``fsync``, of
which a program can only wait for the end.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ca_tool.coding import Edit, Tag
from ca_tool.formats.registry import Parsed
from ca_tool.notation import parse
from ca_tool.project import SessionFacts, within
from ca_tool.storage import ProjectFolder, apply_edit, create_project, open_project, text_edit
from ca_tool.transcript import Span

MOST_EDIT_MS = 30.0


def talk(turns: int) -> str:
    """Return a transcript with *turns* turns, a silence after every fourth."""
    lines = []
    for turn in range(turns):
        who = ("SUE", "TOM")[turn % 2]
        lines.append(f"{who}: so what about the: (0.2) .hh other one then number [{turn}")
        if turn % 4 == 3:
            lines.append("     (0.8)")
    return "\n".join(lines) + "\n"


def coded(folder: ProjectFolder, tags: int) -> None:
    """Put *tags* tags on the session, in one edit."""
    session = folder.load("S01")
    talking = [line for line in session.transcript.lines if line.label][:tags]
    edit = Edit(
        "Tag",
        added=frozenset(
            Tag(
                f"t{line.id}",
                "question",
                (Span(line.id, line.body, line.id, line.body_end),),
                line.speakers[0],
                values=(("form", "wh"), ("level", "base")),
                coder="ana",
            )
            for line in talking
        ),
    )
    after = apply_edit(session, edit)
    folder.record(session, after, edit, "ana")
    folder.checkpoint(after)


def median_ms(work: Callable[[], object], runs: int) -> float:
    """Return the median time of *work* in milliseconds."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def measure(path: Path, turns: int, runs: int) -> dict[str, float]:
    """Return the median times, in milliseconds."""
    text = talk(turns)
    with create_project(path, "Benchmark", coder="ana") as folder:
        folder.add_session(Parsed(parse(text)), SessionFacts(), None)
        coded(folder, turns)
    folder = open_project(path, "ana")
    session = folder.load("S01")
    first = session.coding("ana").tags[min(session.coding("ana").tags)]

    def edit(change: Edit) -> None:
        nonlocal session
        effective = within(session, folder.project.codebook, change)
        after = apply_edit(session, effective)
        folder.record(session, after, effective, "ana")
        session = after

    def tag() -> None:
        edit(Edit("Tag", added=frozenset({replace(first, id=f"n{time.perf_counter_ns()}")})))

    def correct() -> None:
        line = session.transcript.lines[turns // 2]
        edit(text_edit(session, line.id, line.raw + "x"))

    times = {
        "parse (part of opening)": median_ms(lambda: parse(text), runs),
        "open the session": median_ms(lambda: folder.load("S01"), runs),
        "one tag, log on disk": median_ms(tag, runs),
        "one correction of the text, files on disk": median_ms(correct, runs),
    }
    real, os.fsync = os.fsync, lambda _: None
    try:
        times["one tag, without the disk's fsync"] = median_ms(tag, runs)
        times["one correction, without the disk's fsync"] = median_ms(correct, runs)
    finally:
        os.fsync = real

    def checkpoint() -> None:
        tag()
        folder.checkpoint(session)

    times["checkpoint (XML written and checked)"] = median_ms(checkpoint, runs)
    folder.close()
    return times


def main() -> int:
    """Print the table; 1 where a tag edit takes too long (not with ``--smoke``)."""
    smoke = "--smoke" in sys.argv
    turns, runs = (100, 2) if smoke else (2000, 15)
    with tempfile.TemporaryDirectory() as folder:
        times = measure(Path(folder) / "study", turns, runs)
    print(f"storage, {turns:,} turns with {turns:,} tags (median of {runs})")
    for name, found in times.items():
        print(f"  {name:<45} {found:9.2f} ms")
    edit = times["one tag, without the disk's fsync"]
    print(f"  one tag must take ≤ {MOST_EDIT_MS:.0f} ms: {edit / MOST_EDIT_MS:.2f} of that")
    return int(edit > MOST_EDIT_MS and not smoke)


if __name__ == "__main__":
    raise SystemExit(main())

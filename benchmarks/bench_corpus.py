"""A thousand sessions from text to table: one process, two, a cluster, and rustling's bare counts.

::

    python benchmarks/bench_corpus.py                  1,000 sessions of some 500 turns
    python benchmarks/bench_corpus.py --smoke          24 short sessions, once
    python benchmarks/bench_corpus.py --ten-thousand   10,000 sessions: is memory bounded?
    python benchmarks/bench_corpus.py --cluster        two dask workers on this machine, too

Every run is a process of its own, as from the command line, and reads files and writes the table
to disk with dictionary, methods and problems. Runs take turns, and ratios are of runs that stood
beside each other: times on a shared machine mean little. rustling only reads the CHAT twins of the
transcripts and counts words and utterances; it drops pauses and most marks.

Bounds: two processes 30 s, 0.6 of one process, 4 times rustling, 300 MB for each process; 10,000
sessions 1 GB, and ten times the time of 1,000.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from filecmp import cmp
from pathlib import Path
from shutil import copyfile
from time import perf_counter
from typing import NamedTuple

from benchmarks.coded import CODER, coded_session
from benchmarks.synthetic import jefferson
from ca_tool.coding import Edit
from ca_tool.formats import FORMATS, Parsed, read_bytes
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project
from ca_tool.turn_taking import turns

LINES = 860
"""Lines that hold some 500 turns."""

RUSTLING = """
import sys, collections, rustling.chat
read = rustling.chat.CHAT.from_dir(sys.argv[1], parallel=False, strict=False)
words, said = collections.Counter(), collections.Counter()
for one in read.utterances():
    said[one.participant] += 1
    words[one.participant] += len(one.tokens or ())
print(sum(said.values()), "utterances", sum(words.values()), "tokens")
"""

OURS = "import sys; from ca_tool.__main__ import main; raise SystemExit(main())"

REPORT = """
import atexit, resource, sys
def say():
    peaks = [resource.getrusage(who).ru_maxrss for who in
             (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print("peak", max(peaks), file=sys.stderr)
atexit.register(say)
"""


class Ran(NamedTuple):
    """One run: seconds on the clock, the largest process in MB, seconds of processor time."""

    seconds: float
    megabytes: float
    processor: float


def made(folder: Path, twins: Path | None, count: int, lines: int) -> tuple[int, int]:
    """Write *count* transcripts, and their CHAT twins; return bytes and turns of one in ten."""
    size = counted = 0
    for number in range(count):
        text = jefferson(lines, seed=number).encode()
        (folder / f"{number:05d}.txt").write_bytes(text)
        size += len(text)
        if twins is not None:
            parsed = read_bytes(text, "x.txt")
            counted += len(turns(parsed.transcript)) if number % 10 == 0 else 0
            (twins / f"{number:05d}.cha").write_bytes(chat(parsed))
    return size, counted


def chat(parsed: Parsed) -> bytes:
    """Return a transcript as CHAT."""
    return FORMATS["chat"].write(parsed)


def run(code: str, *arguments: object) -> Ran:
    """Run *code* in a fresh interpreter and return what it took."""
    before = os.times()
    start = perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", REPORT + code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )
    seconds, after = perf_counter() - start, os.times()
    if done.returncode:
        raise SystemExit(done.stderr)
    peak = int(done.stderr.rpartition("peak ")[2]) / 1024
    spent = after.children_user + after.children_system
    return Ran(seconds, peak, spent - before.children_user - before.children_system)


def measured(folder: Path, out: Path, *options: object) -> Ran:
    """Run ``ca-tool measure``."""
    return run(OURS, "measure", folder, "-o", out, *options)


def show(what: str, runs: list[Ran], count: int) -> None:
    """Print the best and the median of *runs*."""
    best, middle = min(r.seconds for r in runs), statistics.median(r.seconds for r in runs)
    print(
        f"{what:24} best {best:7.1f} s, median {middle:7.1f} s, processor "
        f"{statistics.median(r.processor for r in runs):7.1f} s, largest process "
        f"{max(r.megabytes for r in runs):5.0f} MB, {count / middle:6.1f} sessions/s"
    )


def ratio(what: str, ours: list[Ran], others: list[Ran], bound: float) -> None:
    """Print the median of the ratios of runs beside each other."""
    found = statistics.median(a.seconds / b.seconds for a, b in zip(ours, others, strict=True))
    spent = statistics.median(a.processor / b.processor for a, b in zip(ours, others, strict=True))
    print(f"{what:24} {found:.2f} (bound {bound}), of processor time {spent:.2f}")


def corpus(count: int, lines: int, rounds: int, *, cluster: bool) -> None:
    """Print the runs over *count* sessions and their ratios."""
    with tempfile.TemporaryDirectory() as name:
        folder, twins, out = (Path(name) / part for part in ("text", "chat", "out"))
        for one in (folder, twins, out):
            one.mkdir()
        size, counted = made(folder, twins, count, lines)
        print(
            f"{count:,} sessions, {size / 1e6:.0f} MB, {counted / -(-count // 10):.0f} turns each"
        )
        found: dict[str, list[Ran]] = {"one": [], "two": [], "rustling": [], "no cases": []}
        for number in range(rounds):
            one, two = out / f"one{number}.csv", out / f"two{number}.csv"
            found["one"].append(measured(folder, one))
            found["two"].append(measured(folder, two, "--jobs", 2))
            assert cmp(one, two, shallow=False)
            print(f"the same {one.stat().st_size / 1e6:,.0f} MB, bit for bit")
            found["rustling"].append(run(RUSTLING, twins))
            found["no cases"].append(
                measured(folder, out / "bare.parquet", "--jobs", 2, "--no-cases")
            )
            two.unlink()
        show("one process", found["one"], count)
        show("two processes", found["two"], count)
        show("two, Parquet, no cases", found["no cases"], count)
        show("rustling, counts only", found["rustling"], count)
        ratio("two to one", found["two"], found["one"], 0.6)
        ratio("two to rustling", found["two"], found["rustling"], 4)
        if cluster:
            with address() as where:
                there = measured(folder, out / "cluster.csv", "--scheduler", where)
            assert cmp(out / "cluster.csv", one, shallow=False)
            show("dask, two workers", [there], count)
            ratio("dask to one", [there], found["one"][-1:], 0.6)


@contextmanager
def address() -> Iterator[str]:
    """Start two dask workers on this machine, each a process; give their scheduler's address."""
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


def coded(count: int, length: int) -> None:
    """Print a run over *count* coded sessions of a project."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "study"
        project(path, count, length)
        out = Path(name) / "table.csv"
        show(f"{count} coded sessions", [measured(path, out, "--jobs", 2)], count)
        asked = [measured(path, Path(name) / "q.csv", "--rows", "questions", "--jobs", 2)]
        show("their questions", asked, count)


def project(path: Path, count: int, length: int) -> None:
    """Make a project of *count* coded sessions."""
    with create_project(path, "Benchmark", coder=CODER) as folder:
        for number in range(count):
            session = coded_session(length, seed=number)
            parsed = Parsed(session.transcript)
            id_ = folder.add_session(parsed, SessionFacts(f"Session {number}"), None)
            before = folder.load(id_)
            coding = session.coding(CODER)
            edit = Edit("Tag", added=frozenset([*coding.tags.values(), *coding.links.values()]))
            after = type(before)(id_, before.transcript, before.facts, {CODER: coding})
            folder.record(before, after, edit, CODER)


def ten_thousand(lines: int, sizes: tuple[int, int] = (1_000, 10_000)) -> None:
    """Print time and memory of a thousand and of ten thousand sessions."""
    runs = []
    for count in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "text"
            folder.mkdir()
            for start in _hundreds(folder, count, lines):
                print(f"\r{start:,} written", end="", file=sys.stderr)
            runs.append(measured(folder, Path(name) / "t.csv", "--jobs", 2, "--no-cases"))
            show(f"{count:,} sessions", runs[-1:], count)
    factor = runs[1].seconds / runs[0].seconds / (sizes[1] / sizes[0])
    print(f"time for each session {factor:.2f} of that in the smaller corpus (1 is linear)")
    print(f"largest process {runs[1].megabytes:.0f} MB (bound 1,000 MB)")


def _hundreds(folder: Path, count: int, lines: int) -> Iterator[int]:
    """Write *count* transcripts, a thousand different ones, and yield how many there are."""
    for start in range(0, count, 100):
        for number in range(start, start + 100):
            path = folder / f"{number:05d}.txt"
            if number < 1_000:
                path.write_text(jefferson(lines, seed=number), encoding="utf-8")
            else:
                copyfile(folder / f"{number % 1_000:05d}.txt", path)
        yield start + 100


def main() -> None:
    """Print the figures that were asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--smoke", action="store_true", help="small and quick: does it run?")
    options.add_argument("--ten-thousand", action="store_true", help="memory over 10,000 sessions")
    options.add_argument("--cluster", action="store_true", help="two dask workers, too")
    options.add_argument("--sessions", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--lines", type=int, default=LINES, help="of each transcript")
    chosen = options.parse_args()
    if chosen.smoke:
        corpus(24, 60, 1, cluster=chosen.cluster)
        coded(2, 40)
    elif chosen.ten_thousand:
        ten_thousand(chosen.lines)
    else:
        corpus(chosen.sessions, chosen.lines, chosen.rounds, cluster=chosen.cluster)
        coded(40, 500)


if __name__ == "__main__":
    main()

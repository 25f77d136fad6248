"""Parse Jefferson text and derive its turns: lines per second, growth, peak memory.

    python benchmarks/bench_turns.py [--smoke]

Each size runs in a process of its own, so that the peak is that of the size alone. Times are CPU
seconds: on a shared machine the clock on the wall says little.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

SIZES = (2_000, 20_000, 200_000)
SMOKE = (200, 2_000)
LEAST_LINES_A_SECOND = 15_000
MOST_GROWTH = 12.0
MOST_MEMORY_MB = 1_024


def run_one(lines: int) -> dict[str, float]:
    """Parse and derive once from cold; CPU seconds of each, and the peak of this process in MB."""
    from synthetic import jefferson

    from ca_tool.notation import parse
    from ca_tool.turn_taking import turn_taking

    text = jefferson(lines)
    start = time.process_time()
    transcript = parse(text)
    parsed = time.process_time()
    found = turn_taking(transcript)
    derived = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "lines": len(transcript.lines),
        "turns": len(found.turns),
        "parse": parsed - start,
        "derive": derived - parsed,
        "peak": peak,
    }


def in_fresh_process(lines: int) -> dict[str, float]:
    """Run one size in a new Python."""
    here = Path(__file__).resolve()
    command = [sys.executable, str(here), "--one", str(lines)]
    path = {"PYTHONPATH": f"{here.parent}:{here.parents[1]}"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=path)
    return json.loads(done.stdout)


def main() -> int:
    """Print the table; 1 where a figure is worse than it must be (not with ``--smoke``)."""
    if "--one" in sys.argv:
        print(json.dumps(run_one(int(sys.argv[-1]))))
        return 0
    smoke = "--smoke" in sys.argv
    results = [in_fresh_process(size) for size in (SMOKE if smoke else SIZES)]
    print(f"{'lines':>8} {'turns':>8} {'parse s':>8} {'derive s':>8} {'lines/s':>8} {'peak MB':>8}")
    for result in results:
        total = result["parse"] + result["derive"]
        rate = result["lines"] / total
        print(
            f"{result['lines']:8.0f} {result['turns']:8.0f} {result['parse']:8.3f} "
            f"{result['derive']:8.3f} {rate:8.0f} {result['peak']:8.0f}"
        )
    last, before = results[-1], results[-2]
    growth = (last["parse"] + last["derive"]) / (before["parse"] + before["derive"])
    print(f"growth for ten times the lines: {growth:.1f} (at most {MOST_GROWTH:.0f})")
    slowest = min(r["lines"] / (r["parse"] + r["derive"]) for r in results)
    fine = slowest >= LEAST_LINES_A_SECOND and growth <= MOST_GROWTH
    return 0 if smoke or (fine and last["peak"] <= MOST_MEMORY_MB) else 1


if __name__ == "__main__":
    raise SystemExit(main())

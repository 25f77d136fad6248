"""Reading TextGrids beside praatio.

::

    python benchmarks/bench_textgrid.py            2,000, 20,000 and 200,000 intervals, real files
    python benchmarks/bench_textgrid.py --smoke    500 intervals, once

The same information: from a file on disk to every tier with its intervals or points, empty ones
too. praatio opens a file as UTF-16 and again as UTF-8; ours finds the encoding out. "with notation"
goes on to the talk in one order over all tiers, every sign found, which praatio does not do.

Both take turns in one run; ratios are medians of pairs, because absolute times on a shared machine
mean little. Real files are read a hundred times, as those at hand are small.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from praatio import textgrid as praatio
from praatio.utilities.errors import TextgridStateError

from ca_tool.formats import FORMATS
from ca_tool.formats.textgrid import read_tiers
from ca_tool.formats.timed_talk import Found
from ca_tool.notation.encodings import decode

WORDS = ("yeah", "no", "well", "I", "you", "we", "the", "it", "that", "what", "do", "have", "going")
REAL = Path(__file__).parents[2] / "shared" / "data" / "textgrid"
TIERS = 1.0


def synthetic(count: int, *, short: bool, seed: int = 5) -> bytes:
    """Return an invented grid of *count* intervals of three people, a third of them silent."""
    dice = random.Random(seed)
    each = count // 3
    end = f"{each * 0.7:.6f}"
    rows = [
        "" if dice.random() < 0.33 else " ".join(dice.choices(WORDS, k=dice.randint(1, 8)))
        for _ in range(each * 3)
    ]
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', ""]
    lines += ["0", end, "<exists>", "3"] if short else [
        "xmin = 0 ", f"xmax = {end} ", "tiers? <exists> ", "size = 3 ", "item []: ",
    ]  # fmt: skip
    for number, name in enumerate(("ANN", "BEN", "CAZ")):
        mine = rows[number * each : (number + 1) * each]
        lines += _short(name, end, mine) if short else _long(number + 1, name, end, mine)
    return ("\n".join(lines) + "\n").encode()


def _short(name: str, end: str, rows: list[str]) -> list[str]:
    found = ['"IntervalTier"', f'"{name}"', "0", end, str(len(rows))]
    for at, text in enumerate(rows):
        found += [f"{at * 0.7:.6f}", f"{(at + 1) * 0.7:.6f}", f'"{text}"']
    return found


def _long(number: int, name: str, end: str, rows: list[str]) -> list[str]:
    found = [
        f"    item [{number}]:", '        class = "IntervalTier" ', f'        name = "{name}" ',
        "        xmin = 0 ", f"        xmax = {end} ", f"        intervals: size = {len(rows)} ",
    ]  # fmt: skip
    for at, text in enumerate(rows):
        found += [
            f"        intervals [{at + 1}]:", f"            xmin = {at * 0.7:.6f} ",
            f"            xmax = {(at + 1) * 0.7:.6f} ", f'            text = "{text}" ',
        ]  # fmt: skip
    return found


def seconds(work: Callable[[], object], times: int) -> float:
    """Return the processor time *work* takes, done *times* times."""
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def compare(what: str, path: Path, rounds: int, times: int = 1) -> None:
    """Print the median times and the median ratios of *rounds* interleaved pairs for one file."""

    def theirs() -> object:
        return praatio.openTextgrid(
            str(path), includeEmptyIntervals=True, duplicateNamesMode="rename"
        )

    try:
        theirs()
    except TextgridStateError as error:
        print(f"{what}: praatio refuses it ({str(error).splitlines()[0]})")
        return

    for name, target, ours in (
        ("tiers", TIERS, lambda: read_tiers(decode(path.read_bytes())[0], Found())),
        ("with notation", None, lambda: FORMATS["textgrid"].read(path.read_bytes(), "", "")),
    ):
        pairs = [(seconds(ours, times), seconds(theirs, times)) for _ in range(rounds)]
        ratio = statistics.median(mine / peer for mine, peer in pairs)
        reached = "reached" if target is None or ratio <= target else "MISSED"
        verdict = f"  (target ≤ {target}: {reached})" if target else ""
        print(
            f"{what}, {name}".ljust(66)
            + f" ca_tool {statistics.median(mine for mine, _ in pairs) * 1e3:9.2f} ms  praatio"
            f" {statistics.median(peer for _, peer in pairs) * 1e3:9.2f} ms  ratio {ratio:5.2f}"
            + verdict
        )


def main() -> None:
    """Run at each size and print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--smoke", action="store_true", help="one small size, once")
    smoke = options.parse_args().smoke
    sizes = {500: 1} if smoke else {2_000: 9, 20_000: 7, 200_000: 3}
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "in.TextGrid"
        for count, rounds in sizes.items():
            for short in (False, True):
                path.write_bytes(synthetic(count, short=short))
                compare(f"{'short' if short else 'long'} form, {count:,}", path, rounds)
    for path in () if smoke else sorted(REAL.glob("*.TextGrid")):
        compare(path.name, path, 7, times=100)


if __name__ == "__main__":
    sys.exit(main())

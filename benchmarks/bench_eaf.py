"""Reading and writing ELAN files beside pympi.

::

    python benchmarks/bench_eaf.py                 2,000, 20,000 and 200,000 annotations, real files
    python benchmarks/bench_eaf.py --smoke         500 annotations, once

Both take turns in one run; ratios are medians of pairs, because absolute times on a shared machine
mean little. "read" is the file to who says what when: here in one order over all tiers of talk,
from pympi tier by tier. "pympi opens only" leaves out asking pympi for start, end and text. "with
notation" goes on to a transcript with every sign found, which pympi does not do. Real files are
read a hundred times, as those at hand are small.
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
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pympi

from ca_tool.formats import FORMATS
from ca_tool.formats.eaf import read_stretches
from ca_tool.notation import parse
from ca_tool.transcript import Transcript

WORDS = (
    *("yeah", "no", "well", "I", "you", "we", "the", "it", "that", "what", "do", "have", "going"),
    *("want", "know", "think", "tea", "bus", "home"),
)
REAL = Path(__file__).parents[2] / "shared" / "data" / "eaf"
READ, READ_REAL, WRITE = 0.8, 1.0, 0.5


def synthetic(count: int, *, untimed: bool, seed: int = 5) -> bytes:
    """Return an invented file of *count* annotations of four people.

    With *untimed* it is like files from the field: most annotations refer to others (translations,
    words), and a third of the slots have no time.
    """
    dice = random.Random(seed)
    slots: list[str] = []
    tiers: dict[str, list[str]] = {}
    made = 0
    while made < count:
        who = dice.choice("ABCD")
        text = escape(" ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 16))))
        at = len(slots)
        for offset in (0, 700):
            bare = untimed and dice.random() < 0.33
            value = "" if bare else f' TIME_VALUE="{at * 400 + offset}"'
            slots.append(f'<TIME_SLOT TIME_SLOT_ID="ts{len(slots) + 1}"{value}/>')
        tiers.setdefault(who, []).append(
            f'        <ANNOTATION>\n            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a{made}" '
            f'TIME_SLOT_REF1="ts{at + 1}" TIME_SLOT_REF2="ts{at + 2}">\n'
            f"                <ANNOTATION_VALUE>{text}</ANNOTATION_VALUE>\n"
            "            </ALIGNABLE_ANNOTATION>\n        </ANNOTATION>"
        )
        parent, before = f"a{made}", ""
        made += 1
        for word in text.split()[: dice.randint(0, 6)] if untimed else ():
            tiers.setdefault(f"{who}-words", []).append(
                f'        <ANNOTATION>\n            <REF_ANNOTATION ANNOTATION_ID="a{made}" '
                f'ANNOTATION_REF="{parent}"{before}>\n'
                f"                <ANNOTATION_VALUE>{word}</ANNOTATION_VALUE>\n"
                "            </REF_ANNOTATION>\n        </ANNOTATION>"
            )
            before, made = f' PREVIOUS_ANNOTATION="a{made}"', made + 1
    return _document(slots, tiers)


def _document(slots: list[str], tiers: dict[str, list[str]]) -> bytes:
    def begin(name: str) -> str:
        who, _, words = name.partition("-")
        kind = (
            f'LINGUISTIC_TYPE_REF="words" PARENT_REF="{who}"'
            if words
            else ('LINGUISTIC_TYPE_REF="talk"')
        )
        return f'<TIER {kind} PARTICIPANT="{who}" TIER_ID="{name}">'

    body = "\n".join(
        f"{begin(name)}\n" + "\n".join(rows) + "\n</TIER>" for name, rows in sorted(tiers.items())
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" '
        'DATE="2026-01-01T00:00:00Z" FORMAT="3.0" VERSION="3.0" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">\n'
        '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>\n<TIME_ORDER>\n'
        + "\n".join(slots)
        + f"\n</TIME_ORDER>\n{body}\n"
        '<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="talk" '
        'TIME_ALIGNABLE="true"/>\n<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Subdivision" '
        'GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="words" TIME_ALIGNABLE="false"/>\n'
        "</ANNOTATION_DOCUMENT>\n"
    ).encode()


def seconds(work: Callable[[], object], times: int = 1) -> float:
    """Return the processor time *work* takes, done *times* times."""
    gc.collect()
    start = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - start) / times


def compare(
    what: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int, *,
    target: float | None, times: int = 1,
) -> None:  # fmt: skip
    """Print the median times and the median ratio of *rounds* interleaved pairs."""
    mine: list[float] = []
    peer: list[float] = []
    for _ in range(rounds):
        mine.append(seconds(ours, times))
        peer.append(seconds(theirs, times))
    ratio = statistics.median(a / b for a, b in zip(mine, peer, strict=True))
    verdict = "" if target is None else f"  (target ≤ {target}: "
    verdict += "" if target is None else ("reached)" if ratio <= target else "MISSED)")
    print(
        f"{what:<44} ca_tool {statistics.median(mine) * 1e3:9.1f} ms"
        f"  pympi {statistics.median(peer) * 1e3:9.1f} ms  ratio {ratio:5.2f}{verdict}"
    )


def compare_reading(what: str, path: Path, rounds: int, target: float, times: int = 1) -> None:
    """Compare reading one file: to timed talk, and all the way to a transcript."""

    def opened() -> object:
        return pympi.Eaf(str(path))

    def rows() -> object:
        found = pympi.Eaf(str(path))
        return [found.get_annotation_data_for_tier(name) for name in _aligned(found)]

    def ours() -> object:
        return read_stretches(path.read_bytes())

    def whole() -> object:
        return FORMATS["eaf"].read(path.read_bytes(), path.name, "")

    compare(f"read {what}", ours, rows, rounds, target=target, times=times)
    compare(f"read {what}, pympi opens only", ours, opened, rounds, target=None, times=times)
    compare(f"read {what}, with notation", whole, rows, rounds, target=None, times=times)


def _aligned(found: pympi.Eaf) -> list[str]:
    """Return the tiers with times of their own: pympi fails on some that refer to others."""
    return [name for name in found.get_tier_names() if found.tiers[name][0]]


def talk(count: int) -> Transcript:
    """Return a transcript of *count* timed lines."""
    dice = random.Random(3)
    text = "".join(
        f"{dice.choice(('ANN', 'BEN', 'CAZ'))}: "
        f"{' '.join(dice.choice(WORDS) for _ in range(dice.randint(1, 16)))}\n"
        for _ in range(count)
    )
    read = parse(text)
    lines = tuple(
        replace(line, start_ms=n * 1000, end_ms=n * 1000 + 900) for n, line in enumerate(read.lines)
    )
    return replace(read, lines=lines)


def compare_writing(count: int, rounds: int, folder: Path) -> None:
    """Compare writing *count* lines to a file; pympi's document is made beforehand."""
    transcript, path = talk(count), folder / "out.eaf"
    theirs = pympi.Eaf()
    for code in transcript.codes:
        theirs.add_tier(code, part=code)
    for line in transcript.lines:
        theirs.add_annotation(line.speakers[0], line.start_ms, line.end_ms, line.text)
    compare(f"write {count:,} lines", lambda: path.write_bytes(FORMATS["eaf"].write(transcript)),
            lambda: theirs.to_file(str(path)), rounds, target=WRITE)  # fmt: skip


def main() -> None:
    """Run at each size and print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--smoke", action="store_true", help="one small size, once")
    sizes = {500: 1} if options.parse_args().smoke else {2_000: 9, 20_000: 5, 200_000: 3}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count, rounds in sizes.items():
            path = folder / "in.eaf"
            path.write_bytes(synthetic(count, untimed=False))
            compare_reading(f"{count:,}", path, rounds, READ)
            path.write_bytes(synthetic(count, untimed=True))
            compare_reading(f"{count:,}, untimed and referring", path, rounds, READ_REAL)
            compare_writing(count, rounds, folder)
        for path in sorted(REAL.glob("*.eaf")) if max(sizes) > 500 else ():
            compare_reading(path.name, path, 9, READ_REAL, times=100)


if __name__ == "__main__":
    sys.exit(main())

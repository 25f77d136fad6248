"""Reading and writing EXMARaLDA files beside lxml alone.

::

    python benchmarks/bench_exb.py                 2,000, 20,000 and 200,000 events
    python benchmarks/bench_exb.py --smoke         500 events, once

The peer does the least that any reader must: parse the file and walk over its points and events,
asking each for its text and its two points. "read" goes on to who says what when, chains of events
joined; "with notation" to a transcript with every sign found. The peer of writing builds a tree of
as many points and events, all laid out beforehand, and serialises it.

Both take turns in one run; ratios are medians of pairs, because absolute times on a shared machine
mean little. "linear" is the time for each event at a size beside that at the size before.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable

from lxml import etree

from ca_tool.formats import FORMATS, read_bytes
from ca_tool.formats.exb import read_stretches

WORDS = ("yeah", "no", "well", "I", "you", "we", "the", "it", "that", "what", "do", "have", "going")


def synthetic(count: int, seed: int = 5) -> bytes:
    """Return an invented file of *count* events of three people, cut up as talk in overlap is."""
    dice = random.Random(seed)
    tiers: dict[str, list[str]] = {"SPK0": [], "SPK1": [], "SPK2": []}
    points: list[str] = []
    made = 0
    while made < count:
        at = len(points)
        timed = "" if dice.random() < 0.2 else f' time="{at * 0.7:.3f}"'
        points.append(f'<tli id="T{at}"{timed}/>')
        for who in dice.sample(sorted(tiers), dice.choice((1, 1, 1, 2))):
            said = " ".join(dice.choice(WORDS) for _ in range(dice.randint(1, 8)))
            tiers[who].append(f'<event start="T{at}" end="T{at + 1}">{said} </event>')
            made += 1
    points.append(f'<tli id="T{len(points)}"/>')
    people = "".join(
        f'<speaker id="{who}"><abbreviation>{name}</abbreviation><sex value="u"/></speaker>'
        for who, name in zip(tiers, ("ANN", "BEN", "CAZ"), strict=True)
    )
    body = "\n".join(
        f'<tier id="TIE{who}" speaker="{who}" category="v" type="t">\n' + "\n".join(rows)
        + "\n</tier>"
        for who, rows in tiers.items()
    )  # fmt: skip
    return (
        "<basic-transcription><head><meta-information/><speakertable>"
        f"{people}</speakertable></head><basic-body><common-timeline>\n"
        + "\n".join(points)
        + f"\n</common-timeline>\n{body}\n</basic-body></basic-transcription>\n"
    ).encode()


def walked(data: bytes) -> int:
    """Parse a file and look at every point and event once."""
    root = etree.fromstring(data)
    seen = [(one.get("id"), one.get("time")) for one in root.iter("tli")]
    rows = [(one.text, one.get("start"), one.get("end")) for one in root.iter("event")]
    return len(seen) + len(rows)


def built(points: list[dict[str, str]], events: list[tuple[dict[str, str], str]]) -> bytes:
    """Build a tree of points and events with nothing to work out, and serialise it."""
    root = etree.Element("basic-transcription")
    for one in points:
        etree.SubElement(root, "tli", one)
    for one, text in events:
        etree.SubElement(root, "event", one).text = text
    return etree.tostring(root, encoding="utf-8")


Works = dict[str, tuple[Callable[[], object], Callable[[], object]]]


def works(data: bytes) -> Works:
    """Return what is measured on a file: our work and the peer's."""
    known = FORMATS["exb"]
    content = read_bytes(data, "x.exb")
    tree = etree.fromstring(known.write(content))
    points = [dict(one.attrib) for one in tree.iter("tli")]
    events = [(dict(one.attrib), one.text) for one in tree.iter("event")]
    return {
        "read": (lambda: read_stretches(data), lambda: walked(data)),
        "read with notation": (lambda: known.read(data, "", ""), lambda: walked(data)),
        "write": (lambda: known.write(content), lambda: built(points, events)),
    }


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time *work* takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(
    what: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int
) -> float:
    """Print the median times and the median ratio of *rounds* pairs; return our median."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    mine = statistics.median(one for one, _ in pairs)
    ratio = statistics.median(a / b for a, b in pairs if b)
    print(
        f"{what:<34} ca_tool {mine * 1e3:9.1f} ms  lxml alone"
        f" {statistics.median(one for _, one in pairs) * 1e3:9.1f} ms  ratio {ratio:6.2f}"
    )
    return mine


def main() -> None:
    """Run at each size and print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--smoke", action="store_true", help="one small size, once")
    sizes = {500: 1} if options.parse_args().smoke else {2_000: 9, 20_000: 5, 200_000: 3}
    before: dict[str, tuple[int, float]] = {}
    for count, rounds in sizes.items():
        for what, (ours, theirs) in works(synthetic(count)).items():
            took = compare(f"{what}, {count:,} events", ours, theirs, rounds)
            if what in before:
                less, then = before[what]
                growth = (took / count) / (then / less)
                print(f"{'':<34} linear: {growth:.2f} of the time for each event at {less:,}")
            before[what] = (count, took)


if __name__ == "__main__":
    sys.exit(main())

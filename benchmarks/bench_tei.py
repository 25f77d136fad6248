"""Reading and writing TEI, ISO 24624, beside bare lxml.

::

    python benchmarks/bench_tei.py                 2,000 and 20,000 turns
    python benchmarks/bench_tei.py --smoke         300 turns, once

Both take turns in one run; ratios are medians of pairs, because absolute times on a shared machine
mean little. The files have every word as an element, as the field's have. "bare" parses with lxml
and walks to who, when and the words. "read" is the file to who says what when, as a line of
Jefferson's notation; "with notation" goes on to a transcript with every sign found. Our own files
hold the lines and tags too. "elements" builds a tree of the same size and serialises it.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from ca_tool.formats import FORMATS, read_text
from ca_tool.formats.tei import read_stretches
from ca_tool.transcript import Transcript

WORDS = (
    *("yeah", "no", "we::ll", "I", "you", "we", "the", "it", "that", "what", "do", "have", "going"),
    *(
        "want",
        "know",
        "think-",
        "tea",
        "bus",
        "home",
        "°so°",
        ">and then<",
        "(0.4)",
        "(.)",
        "((nods))",
    ),
)
XMLNS = "{http://www.tei-c.org/ns/1.0}"
READ, WRITE, LINEAR = 1.8, 1.0, 13.0


def others(count: int, seed: int = 5) -> bytes:
    """Return an invented file of *count* utterances as other programs write them."""
    dice = random.Random(seed)
    points = "".join(
        f'      <when xml:id="T{n}" interval="{n * 0.8:.3f}" since="T0"/>\n'
        for n in range(1, 2 * count + 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{XMLNS[1:-1]}"><teiHeader/>\n'
        '  <text><timeline unit="s">\n      <when xml:id="T0"/>\n'
        f"{points}    </timeline>\n    <body>\n"
        + "".join(_block(n, dice) for n in range(count))
        + "    </body>\n  </text>\n</TEI>\n"
    ).encode()


def _block(number: int, dice: random.Random) -> str:
    said = "".join(
        f'            <w xml:id="w{number}-{n}">{dice.choice(WORDS[:19])}</w>\n'
        + ('            <pause dur="PT0.4S"/>\n' if dice.random() < 0.1 else "")
        + ("            <pc>,</pc>\n" if dice.random() < 0.1 else "")
        for n in range(dice.randint(1, 18))
    )
    return (
        f'      <annotationBlock xml:id="a{number}" who="{dice.choice("ABCD")}" '
        f'start="T{2 * number + 1}" end="T{2 * number + 2}">\n        <u xml:id="u{number}">\n'
        f"          <seg>\n{said}          </seg>\n        </u>\n      </annotationBlock>\n"
    )


def talk(count: int) -> Transcript:
    """Return a transcript of *count* timed lines."""
    dice = random.Random(3)
    text = "".join(
        f"{dice.choice(('ANN', 'BEN', 'CAZ'))}: "
        f"{' '.join(dice.choice(WORDS) for _ in range(dice.randint(1, 16)))}\n"
        for _ in range(count)
    )
    read = read_text(text, "talk.txt").transcript
    lines = tuple(
        replace(line, start_ms=n * 1000, end_ms=n * 1000 + 900) for n, line in enumerate(read.lines)
    )
    return replace(read, lines=lines)


def bare(data: bytes) -> list[tuple[object, ...]]:
    """Return who, when and the words of each utterance, with lxml alone."""
    root = etree.fromstring(data)
    times = {
        one.get("{http://www.w3.org/XML/1998/namespace}id"): one.get("interval")
        for one in root.iter(f"{XMLNS}when")
    }
    rows: list[tuple[object, ...]] = []
    for block in root.iter(f"{XMLNS}annotationBlock"):
        parts = []
        for one in block.iter():
            if one.tag == f"{XMLNS}w" or one.tag == f"{XMLNS}pc":
                parts.append(one.text)
            elif one.tag == f"{XMLNS}pause":
                parts.append(one.get("dur"))
        get = block.get
        rows.append((get("who"), times.get(get("start")), times.get(get("end")), parts))
    return rows


def elements(data: bytes) -> Callable[[], object]:
    """Return what serialises a tree made beforehand of the same document."""
    root = etree.fromstring(data)

    def rebuilt() -> object:
        copy = etree.Element(root.tag, nsmap=root.nsmap)
        _copy(root, copy)
        return etree.tostring(copy, encoding="utf-8")

    return rebuilt


def _copy(source: etree._Element, target: etree._Element) -> None:
    target.text = source.text
    for child in source:
        made = etree.SubElement(target, child.tag, dict(child.attrib))
        made.tail = child.tail
        _copy(child, made)


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time *work* takes."""
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(
    what: str, ours: Callable[[], object], theirs: Callable[[], object], rounds: int,
    target: float | None,
) -> float:  # fmt: skip
    """Print the median times and ratio of *rounds* interleaved pairs; return our median."""
    mine: list[float] = []
    peer: list[float] = []
    for _ in range(rounds):
        mine.append(seconds(ours))
        peer.append(seconds(theirs))
    ratio = statistics.median(a / b for a, b in zip(mine, peer, strict=True))
    verdict = "" if target is None else f"  (target ≤ {target}: "
    verdict += "" if target is None else ("reached)" if ratio <= target else "MISSED)")
    print(
        f"{what:<44} ca_tool {statistics.median(mine) * 1e3:9.1f} ms"
        f"  lxml {statistics.median(peer) * 1e3:9.1f} ms  ratio {ratio:5.2f}{verdict}"
    )
    return statistics.median(mine)


def compare_all(count: int, rounds: int) -> float:
    """Compare everything at one size; return the seconds that reading takes."""
    data, transcript = others(count), talk(count)
    own = FORMATS["tei"].write(transcript)
    print(f"{count:,} turns: {len(data) / 1e6:.1f} MB of others', {len(own) / 1e6:.1f} MB of ours")

    def whole(file: bytes) -> object:
        return FORMATS["tei"].read(file, "x.tei", "")

    taken = compare("read", lambda: read_stretches(data), lambda: bare(data), rounds, READ)
    compare("read our own", lambda: read_stretches(own), lambda: bare(own), rounds, None)
    compare("read, with notation", lambda: whole(data), lambda: bare(data), rounds, None)
    compare("read our own, lines as typed", lambda: whole(own), lambda: bare(own), rounds, None)
    write = FORMATS["tei"].write
    compare("write, beside elements", lambda: write(transcript), elements(own), rounds, WRITE)
    return taken


def main() -> None:
    """Run at each size and print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--smoke", action="store_true", help="one small size, once")
    sizes = {300: 1} if options.parse_args().smoke else {2_000: 9, 20_000: 5}
    reading = [compare_all(count, rounds) for count, rounds in sizes.items()]
    if len(reading) > 1:
        print(f"time of 20,000 / 2,000: {reading[1] / reading[0]:.1f} (near-linear: ≤ {LINEAR})")


if __name__ == "__main__":
    sys.exit(main())

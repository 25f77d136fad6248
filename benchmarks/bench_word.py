"""Reading a Word document of 300 pages, with stress underlined in half of its lines.

::

    python benchmarks/bench_word.py            300 pages
    python benchmarks/bench_word.py --smoke    3 pages

python-docx only opens the file and lists the paragraphs, for comparison; the reader also lays out
lines, reads the notation twice and puts the stress in.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import statistics
import time

import docx
from docx.shared import Pt

from ca_tool import formats

WORDS = (
    *("yeah", "no", "well", "I", "you", "we", "the", "that", "what", "when", "where", "did"),
    *("have", "going", "want", "like", "know", "tea", "bus"),
)
LINES_PER_PAGE = 40
TARGET = 5.0


def document_of(pages: int) -> bytes:
    """Return an invented transcript of *pages* pages as Word would save it."""
    dice = random.Random(3)
    document = docx.Document()
    document.styles["Normal"].font.name = "Courier New"
    document.styles["Normal"].font.size = Pt(10)
    for number in range(1, pages * LINES_PER_PAGE + 1):
        paragraph = document.add_paragraph(f"{number:04d} {dice.choice(('ANN', 'BEN'))}:\t")
        for _ in range(dice.randint(2, 6)):
            run = paragraph.add_run(f"{dice.choice(WORDS)} ")
            run.underline = dice.random() < 0.15 or None
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def seconds(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--smoke", action="store_true")
    pages, times = (3, 1) if arguments.parse_args().smoke else (300, 3)
    data = document_of(pages)
    parsed = formats.read_bytes(data, "talk.docx")
    ours = statistics.median(
        seconds(lambda: formats.read_bytes(data, "talk.docx")) for _ in range(times)
    )
    theirs = statistics.median(
        seconds(lambda: [p.text for p in docx.Document(io.BytesIO(data)).paragraphs])
        for _ in range(times)
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{pages} pages, {len(parsed.transcript.lines):,} lines, {len(data) / 2**20:.1f} MB")
    print(f"read: {ours:.2f} s (target {TARGET:.0f} s); python-docx, text only: {theirs:.2f} s")
    print(f"most memory: {memory:,.0f} MB; {'; '.join(parsed.evidence[:2])}")


if __name__ == "__main__":
    main()

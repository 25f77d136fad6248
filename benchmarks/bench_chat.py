"""Reading CHAT-CA beside rustling (Rust) and the last pylangacq in pure Python, 0.19.1.

::

    python benchmarks/bench_chat.py                       2,000, 20,000 and 200,000 lines
    python benchmarks/bench_chat.py --smoke               500 lines, once
    python benchmarks/bench_chat.py --pylangacq-python /path/to/other/bin/python

pylangacq 0.19.1 cannot live beside newer versions of its own dependencies, so it is run by another
interpreter. Readers take turns in one run and ratios are medians of pairs: absolute times on a
shared machine mean little. Nothing is dropped here; rustling drops pauses and most marks.
"""

from __future__ import annotations

import argparse
import gc
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ca_tool import formats

WORDS = (
    *("yeah", "no", "well", "I", "you", "we", "the", "a", "it", "that", "this", "what", "when"),
    *("where", "do", "did", "have", "go", "going", "want", "like", "know", "think", "tea", "bus"),
    *("park", "home", "shop", "money", "door", "photo", "music", "lunch", "Monday", "about"),
)
TARGETS = {"rustling": 4.0, "pylangacq": 0.35}

WORKER = """
import sys, time, pylangacq
for path in sys.stdin:
    text = open(path.strip(), encoding="utf-8").read()
    start = time.process_time()
    pylangacq.Reader.from_strs([text], parallel=False)
    print(time.process_time() - start, flush=True)
"""


def synthetic(lines: int, seed: int = 7) -> str:
    """Return invented CHAT-CA of about *lines* lines: overlaps, latches, gaps, marks, bullets."""
    dice = random.Random(seed)
    people = ("SUE", "TOM", "JO")
    out = ["@UTF8", "@Begin", "@Languages:\teng"]
    out.append("@Participants:\t" + ", ".join(f"{code} {code.title()} Adult" for code in people))
    out.append("@Options:\tCA")
    out += [f"@ID:\teng|bench|{code}|||||Adult|||" for code in people]
    clock, opened = 0, False
    while len(out) < lines - 1:
        speaker, words = dice.choice(people), [_word(dice) for _ in range(dice.randint(1, 16))]
        if opened:
            words[0] = f"⌊{words[0]}⌋"
        if opened := dice.random() < 0.2:
            words[-1] = f"⌈{words[-1]}⌉"
        length = 200 * len(words)
        end = dice.choice(("⇘", "⇗", "", ",", " ≈"))
        out.append(f"*{speaker}:\t{' '.join(words)}{end} \x15{clock}_{clock + length}\x15")
        clock += length
        if dice.random() < 0.3:
            out.append(f"\t({dice.randint(2, 40) / 10})")
    return "\n".join([*out, "@End", ""])


def _word(dice: random.Random) -> str:
    word, throw = dice.choice(WORDS), dice.random()
    if throw < 0.10:
        return f"{word[0]}{':' * dice.randint(1, 3)}{word[1:]}"
    if throw < 0.13:
        return f"°{word}°"
    if throw < 0.16:
        return f"∆{word}∆"
    if throw < 0.20:
        return f"↑{word}"
    if throw < 0.24:
        return dice.choice(("(.)", "(0.4)", "∙hh", "hh", "&=laughs", "xxx"))
    return word


def seconds_here(text: str) -> float:
    """Return the processor time this program takes to read *text*."""
    data = text.encode()
    gc.collect()
    start = time.process_time()
    parsed = formats.read_bytes(data, "bench.cha")
    took = time.process_time() - start
    assert parsed.transcript.text == text
    return took


def seconds_rustling(text: str) -> float:
    """Return the processor time rustling takes, its utterances made as Python objects."""
    import rustling.chat

    gc.collect()
    start = time.process_time()
    read = rustling.chat.CHAT.from_strs([text], parallel=False, strict=False)
    assert read.utterances()
    return time.process_time() - start


class Pylangacq:
    """Another interpreter that reads files with pylangacq when told to."""

    def __init__(self, python: str) -> None:
        self._process = subprocess.Popen(
            [python, "-c", WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def seconds(self, path: Path) -> float:
        """Return the processor time it takes to read *path*."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(path, file=self._process.stdin, flush=True)
        return float(self._process.stdout.readline())

    def close(self) -> None:
        """Let the process end."""
        self._process.communicate()


def compare(lines: int, rounds: int, pylangacq: Pylangacq | None) -> None:
    """Print the medians of *rounds* interleaved runs at one size."""
    text = synthetic(lines)
    times: dict[str, list[float]] = {"ca_tool": [], "rustling": [], "pylangacq": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.cha"
        path.write_text(text, encoding="utf-8")
        for _ in range(rounds):
            times["ca_tool"].append(seconds_here(text))
            times["rustling"].append(seconds_rustling(text))
            if pylangacq is not None:
                times["pylangacq"].append(pylangacq.seconds(path))
    ours = times["ca_tool"]
    print(f"{lines:>9,} lines  ca_tool {statistics.median(ours):8.3f} s", end="")
    print(f"  {lines / statistics.median(ours):>9,.0f} lines/s")
    for peer, target in TARGETS.items():
        if times[peer]:
            ratio = statistics.median(a / b for a, b in zip(ours, times[peer], strict=True))
            verdict = "reached" if ratio <= target else "MISSED"
            print(
                f"{'':>15}  {peer:<10} {statistics.median(times[peer]):8.3f} s"
                f"  ratio {ratio:5.2f}  (target ≤ {target}: {verdict})"
            )


def main() -> None:
    """Run at each size and print the table."""
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--smoke", action="store_true", help="one small size, once")
    options.add_argument("--pylangacq-python", default="", help="interpreter with pylangacq 0.19.1")
    chosen = options.parse_args()
    peer = Pylangacq(chosen.pylangacq_python) if chosen.pylangacq_python else None
    if peer is None:
        print("pylangacq is left out: name an interpreter that has 0.19.1 (--pylangacq-python)")
    sizes = {500: 1} if chosen.smoke else {2_000: 7, 20_000: 5, 200_000: 3}
    for lines, rounds in sizes.items():
        compare(lines, rounds, peer)
    if peer is not None:
        peer.close()


if __name__ == "__main__":
    sys.exit(main())

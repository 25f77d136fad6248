"""How fast Jefferson text is read, and an edit read again: ``python benchmarks/bench_notation.py``.

Each size runs in a process of its own, so that its peak memory is its own. The peer is the naive
way to tokenise, one alternation of named groups, which knows no pairs, owners or problems; it is
timed in the same process on the same text. Texts are invented, words drawn by Zipf's law, with
signs about as dense as in published extracts. ``--smoke`` runs the smallest size only.
"""

import argparse
import json
import random
import re
import resource
import statistics
import subprocess
import sys
import time

SIZES = (2_000, 20_000, 200_000)
TARGET = 15_000  # lines a second, parse and turns together

SOME = """
the a to you I it and that of in is what do we on no have so be was not this he for like get know
go are me your just can at all up out they well she there right oh if with think one them want said
then got some now about see here my how did were him going time good when two come her as back put
look really would could people thing bit down little where make tea pasta shopping bus money work
house phone telly window garden music swimming cafe Tuesday morning friend brother support meeting
bathroom weekend holiday don't didn't it's that's what's
"""
COMMON = SOME.split()
WORDS = [*COMMON, *(a + b for a in ("re", "over", "out", "for", "by", "sun") for b in COMMON)]
WEIGHTS = [1 / rank for rank in range(1, len(WORDS) + 1)]
SIGNS = (
    (0.050, lambda word: word[: len(word) // 2] + random.choice((":", "::", ":::")) + word[-1]),
    (0.030, lambda word: "[" + word),
    (0.020, lambda word: f"°{word}°"),
    (0.020, lambda word: f">{word}<"),
    (0.020, lambda word: "↑" + word),
    (0.015, lambda word: word.upper()),
    (0.020, lambda word: "(.)"),
    (0.020, lambda word: f"({random.random() * 3:.1f})"),
    (0.010, lambda word: ".hhh"),
    (0.010, lambda word: word + "-"),
    (0.005, lambda word: f"({word})"),
    (0.005, lambda word: f"(({word} {word}))"),
    (0.005, lambda word: "heh heh"),
    (0.005, lambda word: "uh huh"),
)


def dressed(word):
    chance = random.random()
    for share, dress in SIGNS:
        if chance < share:
            return dress(word)
        chance -= share
    return word


def line(number):
    head = f"{number % 10_000:04d} "
    if random.random() < 0.15:
        return f"{head}     ({random.random() * 3:.1f})"
    words = random.choices(WORDS, WEIGHTS, k=random.choice((1, 2, 4, 6, 8, 10, 12)))
    body = " ".join(map(dressed, words)) + random.choice(("", ".", ",", "?", "¿", ".", ""))
    if random.random() < 0.03:
        body += "="
    label = "    " if random.random() < 0.1 else random.choice(("SUE:", "TOM:", "ANN:"))
    return f"{head}{label} {body}"


def transcript(lines):
    random.seed(lines)
    return "".join(f"{line(number)}\n" for number in range(1, lines + 1))


NAIVE = re.compile(
    r"(?P<comment>\(\(.*?\)\))|(?P<silence>\(\d*\.?\d+\))|(?P<micro>\(\.\))|(?P<guess>\([^()]*\))"
    r"|(?P<onset>\[)|(?P<end>\])|(?P<soft>°)|(?P<fast>>)|(?P<slow><)|(?P<latch>=)|(?P<up>↑)"
    r"|(?P<down>↓)|(?P<breath>\.h+)|(?P<long>:+)|(?P<contour>[.,?¿!;])|(?P<cut>-)"
    r"|(?P<word>[^\W_]+(?:'[^\W_]+)?)|(?P<blank>\s+)|(?P<other>.)"
)
HEAD = re.compile(r"\d+\s+(?:[A-Z]+:)?\s*")


def naive(text):
    found = []
    for raw in text.split("\n"):
        head = HEAD.match(raw)
        start = head.end() if head else 0
        found.append([(m.lastgroup, m.start(), m.end()) for m in NAIVE.finditer(raw, start)])
    return found


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.perf_counter() - wall, time.process_time() - cpu


def measure(lines):
    from ca_tool.coding import Splice, TextLine
    from ca_tool.notation import bodies, parse, reparse
    from ca_tool.turn_taking import turn_taking

    text = transcript(lines)
    found, wall, cpu = timed(lambda: parse(text))
    derived, turn_wall, turn_cpu = timed(lambda: turn_taking(found))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    bodies.forget()
    ratios = []
    for _ in range(3 if lines < 100_000 else 1):
        _, _, plain = timed(lambda: naive(text))
        _, _, ours = timed(lambda: parse(text))
        ratios.append(ours / plain)
    middle = found.lines[lines // 2]
    old = TextLine(middle.id, middle.raw, middle.ending)
    new = TextLine(middle.id, middle.raw + " so", middle.ending)
    edit = Splice(lines // 2, (old,), (new,))
    edits = [timed(lambda: reparse(found, (edit,)))[1] for _ in range(5)]
    return {
        "lines": lines,
        "parse": wall,
        "parse cpu": cpu,
        "turns": turn_wall,
        "turns cpu": turn_cpu,
        "peak": peak,
        "ratio": statistics.median(ratios),
        "edit": statistics.median(edits),
        "tokens": sum(map(len, found.tokens)),
        "found": len(derived.turns),
        "problems": len(found.problems),
    }


def report(rows):
    print(
        f"{'lines':>8} {'parse s':>8} {'turns s':>8} {'lines/s':>9} {'(cpu)':>9} {'peak MiB':>9}"
        f" {'x naive':>8} {'edit ms':>8} {'tokens':>10} {'turns':>8} {'problems':>9}"
    )
    for row in rows:
        rate = row["lines"] / (row["parse"] + row["turns"])
        cpu = row["lines"] / (row["parse cpu"] + row["turns cpu"])
        print(
            f"{row['lines']:>8,} {row['parse']:>8.2f} {row['turns']:>8.2f} {rate:>9,.0f}"
            f" {cpu:>9,.0f} {row['peak']:>9.0f} {row['ratio']:>8.2f} {row['edit'] * 1000:>8.1f}"
            f" {row['tokens']:>10,} {row['found']:>8,} {row['problems']:>9,}"
        )
    print(f"wanted: {TARGET:,} lines a second for parse and turns, peak below 1,024 MiB")
    if len(rows) == len(SIZES):
        small, large = (row["parse cpu"] + row["turns cpu"] for row in rows[1:])
        print(f"200,000 lines take {large / small:.1f} times the CPU of 20,000 (at most 12)")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--smoke", action="store_true", help="the smallest size only")
    options.add_argument("--size", type=int, help="measure one size and print it as JSON")
    chosen = options.parse_args()
    if chosen.size:
        print(json.dumps(measure(chosen.size)))
        return
    rows = []
    for size in SIZES[:1] if chosen.smoke else SIZES:
        command = [sys.executable, __file__, "--size", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows.append(json.loads(done.stdout))
    report(rows)


if __name__ == "__main__":
    sys.path.insert(0, str(__import__("pathlib").Path(__file__).parents[1]))
    main()

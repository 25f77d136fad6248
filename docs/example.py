"""From a project to numbers, lines, figures and tables, step by step.

Run it on the sample project, or on your own::

    python docs/example.py [PROJECT [FOLDER FOR THE RESULTS]]

Each part stands by itself, so that it can be pasted into a notebook cell.
"""

# ruff: noqa: T201 - a script prints

# %% What there is
import sys
from pathlib import Path

import ca_tool

PROJECT = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("sample_transcripts/sample_project")
RESULTS = Path(sys.argv[2]) if len(sys.argv) > 2 else Path("out")
RESULTS.mkdir(parents=True, exist_ok=True)

with ca_tool.open_project(PROJECT, "", read_only=True) as folder:
    codebook = folder.project.codebook
sessions = ca_tool.sessions(PROJECT)
for session in sessions:
    coders = ", ".join(session.codings)
    print(f"{session.id}: {session.facts.title or session.transcript.title}, coded by {coders}")

# %% Turns: derived from the notation under a counting policy
session = sessions[0]
coder = sorted(session.codings)[0]
for turn in ca_tool.turns(session.transcript)[:5]:
    print(f"{turn.index + 1:3} {turn.speaker:4} {turn.words:3} words, {turn.transition}")

# %% Numbers: one tidy table of all sessions and coders
table = ca_tool.measure(PROJECT)
answered = table[(table.measure == "M-18") & (table.variant == "answered")]
print(answered[["session", "coder", "participant", "other", "k", "n", "value", "low", "high"]])

# %% Do not quote a number without its example: every number knows its cases
rows = ca_tool.measure_session(session, coder, codebook=codebook, measures=["M-18"])
row = next(row for row in rows if row.variant == "answered" and row.instances.numerator)
print(f"{row.participant} to {row.other or 'anybody'}: {row.k} of {row.n} answered, for example")
for case in row.instances.numerator[:3]:
    lines, speakers, words = ca_tool.describe(session, case)
    print(f"  {lines:>7} {speakers}: {words}")

# %% Which results rest on a choice of counting?
changed = ca_tool.what_if(session, coder, codebook, "without-minimal")
print(f"without minimal responses {len(changed)} numbers change")

# %% What works: where the person supported leads or is taken up
for exchange in ca_tool.appreciate(session, coder, codebook).found[:3]:
    print(f"  {exchange.lines}: {exchange.words}")

# %% Two sessions side by side
comparison = ca_tool.compare.compare([(one, coder) for one in sessions], codebook)
for warning in comparison.warnings:
    print("caution:", warning)

# %% How far two coders agree
if len(session.codings) > 1:
    first, second = sorted(session.codings)[:2]
    found = ca_tool.agree(sessions, codebook, ca_tool.agreement.Wanted(first, second))
    for one in found.detections:
        print(f"  {one.code}: both {one.both}, only {first} {one.only_first}")

# %% What the program would suggest; nothing of it counts until somebody accepts it
print(f"{len(ca_tool.suggestions(session, 'nobody yet'))} suggestions")

# %% A figure on your own matplotlib axes
from matplotlib.figure import Figure  # noqa: E402 - a notebook imports where it needs

paper = Figure(figsize=(7, 3), layout="constrained")
drawing = ca_tool.draw("strip", paper.add_subplot(), session, coder)
paper.savefig(RESULTS / "strip.png", dpi=150)
print(drawing.caption)

# %% Tables for R, with a data dictionary, a methods paragraph and a script
options = ca_tool.tidy.Options(table="questions", coder=coder)
for path in ca_tool.write_table([PROJECT], RESULTS / "questions.csv", options).paths:
    print(path)

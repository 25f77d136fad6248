"""What was found in a file, said in words for the import dialog."""

from __future__ import annotations

import unicodedata
from collections import Counter

from ca_tool.problems import PROBLEMS
from ca_tool.roster import unusual_signs
from ca_tool.transcript import LineKind, Transcript
from ca_tool.turn_taking import all_problems
from widgets.importing.import_draft import Draft

MOST_SIGNS = 40


def found_lines(draft: Draft) -> list[str]:
    """Return how much it is, and why this format and profile were chosen."""
    transcript = draft.transcript
    kinds = Counter(line.kind for line in transcript.lines)
    talk = kinds[LineKind.TALK] + kinds[LineKind.CONTINUATION]
    size = f"{len(transcript.lines)} lines, {talk} of them talk, {kinds[LineKind.SILENCE]} silence"
    evidence = draft.parsed.evidence if draft.parsed else ()
    return [f"{size}.", *evidence]


def problem_lines(transcript: Transcript) -> list[str]:
    """Return how often each problem occurs, with its first line and what to do."""
    problems = all_problems(transcript)
    if not problems:
        return ["Nothing odd was found."]
    counts = Counter(problem.code for problem in problems)
    first = {problem.code: problem for problem in reversed(problems)}
    return [
        f"{count} × {first[code].message} (first at line {first[code].line}) "
        f"{PROBLEMS[code].advice}"
        for code, count in counts.most_common()
    ]


def sign_lines(transcript: Transcript) -> list[str]:
    """Return every sign outside ASCII with its name and how often it occurs."""
    signs = unusual_signs(transcript)
    if not signs:
        return ["Signs outside ASCII: none."]
    named = [f"{sign} {_name(sign)}: {count}" for sign, count in signs[:MOST_SIGNS]]
    return ["", "Signs outside ASCII, and how often (a wrong encoding shows here):", *named]


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}").lower()

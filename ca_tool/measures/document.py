"""The definitions of all measures as Markdown.

Written by ``python -m ca_tool.measures.document > docs/measures.md``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from ca_tool.measures.registry import HEADINGS, MEASURES, Measure

INTRODUCTION = """\
# Measures

Written from the definitions in `ca_tool/measures/` by `python -m ca_tool.measures.document`; the
program shows the same words. Every number carries its cases: those counted, those in the
denominator only, and those excluded with the reason. Where there was no opportunity a value is
missing, never 0.
"""


def markdown() -> str:
    """Return the definitions of all measures under their headings."""
    parts = [INTRODUCTION]
    for heading in HEADINGS:
        found = [MEASURES[id_] for id_ in sorted(MEASURES) if MEASURES[id_].heading == heading]
        if found:
            parts.append(f"## {heading}\n")
            parts.extend("\n".join(_section(measure)) for measure in found)
    return "\n".join(parts)


def _section(measure: Measure) -> Iterator[str]:
    yield f"### {measure.id} {measure.label}\n"
    yield f"*{measure.plain}*\n"
    if measure.needs_codes:
        yield f"Needs tags: {', '.join(measure.needs_codes)}.\n"
    yield _body(measure) + "\n"
    yield "| variant | what it is |\n|---|---|"
    for name, what in measure.variants.items():
        yield f"| `{name}` | {what} |"
    yield ""


def _body(measure: Measure) -> str:
    """Return the definition with the underlined headings of its docstring as bold ones."""
    text, _, _ = measure.definition.partition("References\n----------")
    out: list[str] = []
    for line in (text[:1].upper() + text[1:]).rstrip().splitlines():
        if out and line and set(line) == {"-"}:
            out[-1] = f"**{out[-1]}**\n"
        elif line.startswith(" ") and out and not out[-1].startswith(" "):
            out += ["", line]
        else:
            out.append(line)
    body = "\n".join(line.strip(" ") for line in out)
    return "\n".join([body, "\n**References**\n", *(f"- {work}" for work in measure.references)])


if __name__ == "__main__":
    sys.stdout.write(markdown())

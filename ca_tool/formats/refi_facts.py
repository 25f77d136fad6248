r"""Facts at the foot of a description: what REFI-QDA has no place for, in lines people can read.

A description ends in a paragraph of lines ``Heading: what it says``; further lines of one fact are
indented. Other tools show and keep it as text; here it is read back.

>>> text = with_facts("Asking.", [("Chip", "Q"), ("Example", "what\nnow")])
>>> print(text)
Asking.
<BLANKLINE>
Chip: Q
Example: what
    now
>>> facts_in(text, {"Chip", "Example"})
('Asking.', {'Chip': ['Q'], 'Example': ['what\nnow']})
"""

from __future__ import annotations

from collections.abc import Container, Iterable

_INDENT = "    "
_BETWEEN = "\n\n"


def with_facts(text: str, facts: Iterable[tuple[str, str]]) -> str:
    """Return *text* and below it a paragraph of *facts*, those without a value left out."""
    lines = [
        f"{name}: {value.replace(chr(10), chr(10) + _INDENT)}" for name, value in facts if value
    ]
    return _BETWEEN.join(part for part in (text, "\n".join(lines)) if part)


def facts_in(text: str, headings: Container[str]) -> tuple[str, dict[str, list[str]]]:
    """Return *text* without its last paragraph and the facts in that, by heading.

    All of *text* comes back where a line of the last paragraph is no fact of *headings*.
    """
    before, _, last = text.rpartition(_BETWEEN)
    facts: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in last.split("\n"):
        heading, colon, value = line.partition(": ")
        if colon and heading in headings:
            current = facts.setdefault(heading, [])
            current.append(value)
        elif current is not None and line.startswith(_INDENT):
            current[-1] += "\n" + line.removeprefix(_INDENT)
        else:
            return text, {}
    return before, facts

"""The numbers that a word processor prints before the paragraphs of a list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

LEVELS = 9


class Level(NamedTuple):
    """How one level of a list is numbered.

    Attributes
    ----------
    pattern
        What is printed; ``%1`` stands for the number of level 1. Empty for bullets.
    kind
        ``decimal``, ``decimalZero``, ``lowerLetter``, ``upperLetter``, ``lowerRoman``,
        ``upperRoman``; anything else is printed as a figure.
    """

    pattern: str = ""
    kind: str = "decimal"
    start: int = 1


@dataclass
class Counters:
    """Where each list has got to."""

    counts: dict[str, list[int]] = field(default_factory=dict)

    def next(self, key: str, depth: int, levels: dict[int, Level]) -> str:
        """Return the number of the next paragraph of list *key* at *depth* (0…8), as printed."""
        depth = max(0, min(depth, LEVELS - 1))
        level = levels.get(depth)
        if level is None or not level.pattern:
            return ""
        counts = self.counts.setdefault(key, [])
        while len(counts) < depth:
            counts.append(levels.get(len(counts), Level()).start)
        if len(counts) == depth:
            counts.append(level.start - 1)
        counts[depth] += 1
        del counts[depth + 1 :]

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at > depth:
                return ""
            return in_figures(counts[at], levels.get(at, Level()).kind)

        return re.sub(r"%([1-9])", printed, level.pattern).strip()


def in_figures(number: int, kind: str) -> str:
    """Return *number* as it is printed.

    >>> in_figures(7, "decimalZero"), in_figures(28, "lowerLetter"), in_figures(14, "upperRoman")
    ('07', 'bb', 'XIV')
    """
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in {"lowerLetter", "upperLetter"} and 0 < number <= 26 * 20:
        repeated, letter = divmod(number - 1, 26)
        word = chr(ord("a") + letter) * (repeated + 1)
        return word.upper() if kind == "upperLetter" else word
    if kind in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        word = _roman(number)
        return word if kind == "upperRoman" else word.lower()
    return str(number)


def _roman(number: int) -> str:
    signs = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
        (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    out = ""
    for value, sign in signs:
        out += sign * (number // value)
        number %= value
    return out

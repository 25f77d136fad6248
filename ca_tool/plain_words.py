"""Plain words: what can be checked by counting. It finds hard sentences; it cannot say *easy*.

For the project's own sentences only. What people said is never held to this.
Source: Department of Health (2010) *Making written information easier to understand*: a sentence
of more than 15 words is harder to read.
"""

from __future__ import annotations

import re

MOST_WORDS = 15
"""Words in a sentence."""


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of *text*.

    >>> sentences("Who chose? Say why.")
    ('Who chose?', 'Say why.')
    """
    return tuple(part for part in re.split(r"(?<=[.?!])\s+|\n+", text.strip()) if part)


def long_sentences(text: str, most: int = MOST_WORDS) -> tuple[str, ...]:
    """Return the sentences of *text* that have more than *most* words."""
    return tuple(part for part in sentences(text) if len(part.split()) > most)


def advice(text: str) -> str:
    """Return a hint on how *text* could be plainer; empty if nothing was found."""
    if found := long_sentences(text):
        return (
            f"This sentence has {len(found[0].split())} words. Try two shorter ones: “{found[0]}”"
        )
    if "%" in text:
        return "Say the number in words, without “%”."
    return ""

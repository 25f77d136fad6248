"""Letters of a word once its markup is gone (science §1.7, M-04)."""

from __future__ import annotations

import re
from functools import lru_cache

# Signs that Unicode calls letters though the notation makes them marks: degree look-alikes (N-29),
# length, stress, breath and glottal signs, CHAT's laughter in a word and its yawn.
_MARKS = re.compile("[ºªᵒːˑˈˌʰʔʕ\u1f29\u03ab]")
_NOT_SAID = re.compile(
    r"</?(?:u|i|b|em|strong|s)>"  # underline and the like, written as tags
    r"|\([hH]+[aeiu]?[hH]*\)"  # laughter in a word (N-38)
    r"|[\[\]⌈⌉⌊⌋][1-9](?![0-9])",  # the index of an overlap
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 16)
def letters(word: str) -> int:
    """Return how many letters *word* has: figures, colons, brackets and other marks do not count.

    Examples
    --------
    >>> letters("d'you"), letters("the::n"), letters("wo(h)rd"), letters("thi[rty"), letters("£5")
    (4, 4, 4, 6, 0)
    """
    if word.isascii() and word.isalpha():
        return len(word)
    return sum(map(str.isalpha, _MARKS.sub("", _NOT_SAID.sub("", word))))

"""How far two people measured the same silences alike: ICC(2,1) and limits of agreement."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

from ca_tool.measures.intervals import Z
from ca_tool.transcript import TokenKind, Transcript

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 2
"""Silences without which nothing varies."""


class TimedPair(NamedTuple):
    """One silence as two transcripts time it, in seconds."""

    first: float
    second: float


class Limits(NamedTuple):
    """Bland and Altman's description of paired lengths, in seconds.

    Attributes
    ----------
    bias
        Mean of second minus first.
    low, high
        Limits of agreement: within them lie 95 % of the differences, if these are normal.
    mean_absolute
        Mean difference, whichever way.
    n
        Silences matched.
    """

    bias: float
    low: float
    high: float
    mean_absolute: float
    n: int


def icc(measured: NDArray[np.float64]) -> float | None:
    """Return ICC(2,1): absolute agreement of single raters drawn from many; at most 1.

    Parameters
    ----------
    measured
        Shape ``(silences, raters)``, in seconds.

    Returns
    -------
    float or None
        ``None`` with fewer than two silences or raters, or if all lengths are the same.

    References
    ----------
    Shrout, P. & Fleiss, J. (1979) Psychological Bulletin 86: 420–428.
    """
    if min(measured.shape) < FEWEST:
        return None
    n, k = measured.shape
    mean = measured.mean()
    rows = k * float(((measured.mean(1) - mean) ** 2).sum()) / (n - 1)
    columns = n * float(((measured.mean(0) - mean) ** 2).sum()) / (k - 1)
    everything = float(((measured - mean) ** 2).sum())
    rest = (everything - rows * (n - 1) - columns * (k - 1)) / ((n - 1) * (k - 1))
    under = rows + (k - 1) * rest + k * (columns - rest) / n
    return (rows - rest) / under if everything > 0 and under > 0 else None


def bland_altman(pairs: Sequence[TimedPair]) -> Limits | None:
    """Return bias and limits of agreement; ``None`` with fewer than two silences.

    References
    ----------
    Bland, J. & Altman, D. (1986) Lancet 327: 307–310.
    """
    from statistics import fmean, stdev

    if len(pairs) < FEWEST:
        return None
    apart = [pair.second - pair.first for pair in pairs]
    bias, spread = fmean(apart), stdev(apart)
    mean_absolute = fmean(map(abs, apart))
    return Limits(bias, bias - Z * spread, bias + Z * spread, mean_absolute, len(pairs))


def matched_silences(first: Transcript, second: Transcript) -> tuple[TimedPair, ...]:
    """Return the timed silences that stand at the same place of the talk in two transcripts.

    The same place: between the same words, words compared without marks and capitals. A silence
    that only one transcriber timed has no pair.
    """
    (words, silences), (others, timed) = _heard(first), _heard(second)
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    same = {block.a + at: block.b + at for block in blocks for at in range(block.size)}
    waiting = dict(timed)
    pairs = []
    for place, seconds in silences:
        before, after = same.get(place - 1, -2) + 1, same.get(place, -1)
        there = next((at for at in (before, after) if at in waiting), None)
        if there is not None:
            pairs.append(TimedPair(seconds, waiting.pop(there)))
    return tuple(pairs)


def _heard(transcript: Transcript) -> tuple[list[str], list[tuple[int, float]]]:
    """Return the words, and each timed silence as (words before it, seconds)."""
    words: list[str] = []
    silences: list[tuple[int, float]] = []
    for line, tokens in zip(transcript.lines, transcript.tokens, strict=True):
        for token in tokens:
            if token.kind is TokenKind.WORD:
                said = line.raw[token.start : token.end]
                words.append("".join(sign for sign in said if sign.isalpha()).casefold())
            elif token.kind is TokenKind.SILENCE:
                silences.append((len(words), token.seconds))
    return words, silences

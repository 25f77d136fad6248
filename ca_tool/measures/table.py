"""The table of measures: one row per number, each with the cases behind it.

Screen, command line, export, figures and tests read this table and nothing else.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from ca_tool.measures.intervals import wilson

WILSON = "Wilson 95%, assumes independent instances"

AMOUNTS = frozenset({"words", "letters", "syllables", "seconds", "silences", "strengths"})
"""What ``k`` may count that is not the number of cases in the numerator."""


class Cases(NamedTuple):
    """The case ids behind a number (``tag:…``, ``turn:…``, ``silence:…``, ``overlap:…``).

    Attributes
    ----------
    numerator
        Counted.
    others
        In the denominator and not in the numerator.
    excluded
        Pairs ``(case id, why)``: neither.
    """

    numerator: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    excluded: tuple[tuple[str, str], ...] = ()

    @property
    def reasons(self) -> str:
        """How many cases are excluded and why: ``2 censored, 1 not coded``."""
        if not self.excluded:
            return ""
        whys = [why for _, why in self.excluded]
        return ", ".join([f"{whys.count(why)} {why}" for why in dict.fromkeys(whys)])


NO_CASES = Cases()


class Row(NamedTuple):
    """One number about one participant (or one pair, or the session).

    Attributes
    ----------
    session, policy, coder, codebook
        What it was computed from: session id, counting policy, coder, codebook version.
    participant
        Code; empty for a number about the whole session; ``?`` for unattributed talk.
    other
        The second person of a pair; ``*`` for the group; empty if there is none.
    measure, variant
        For example ``M-02`` and ``words_all``.
    value
        ``None`` where it is missing: never 0 for want of opportunity (E-1).
    k, n
        Numerator and denominator, ``None`` where the number has none.
    low, high, method
        Interval and how it was computed; empty where an interval would mislead.
    excluded
        How many cases were left out and why.
    instances
        The cases.
    unit
        ``share``, ``proportion`` (a share with an interval), ``count``, ``ratio``, ``seconds``,
        ``index`` or what the rate is of, for example ``per 100 words``.
    counts
        What ``k`` counts: ``turns``, ``words``, ``questions`` …
    note
        Why the value is missing, or a caution that must stand beside it.
    """

    session: str
    policy: str
    coder: str
    codebook: str
    participant: str
    other: str
    measure: str
    variant: str
    value: float | None
    k: float | None = None
    n: float | None = None
    low: float | None = None
    high: float | None = None
    method: str = ""
    excluded: str = ""
    instances: Cases = NO_CASES
    unit: str = ""
    counts: str = ""
    note: str = ""


class Number(NamedTuple):
    """What a measure's function yields: a :class:`Row` without what all its rows share."""

    participant: str
    variant: str
    value: float | None
    k: float | None = None
    n: float | None = None
    low: float | None = None
    high: float | None = None
    method: str = ""
    cases: Cases = NO_CASES
    unit: str = ""
    counts: str = ""
    note: str = ""
    other: str = ""


def proportion(
    participant: str,
    variant: str,
    cases: Cases,
    *,
    counts: str,
    other: str = "",
    note: str = "",
) -> Number:
    """Return the share of cases in the numerator, with its Wilson interval (E-1)."""
    k = len(cases.numerator)
    n = k + len(cases.others)
    value = low = high = None
    if n:
        value, (low, high) = k / n, wilson(k, n)
    elif why := cases.reasons:
        note = f"nothing to count: {why}"
    else:
        note = f"no opportunity: no {counts} to count"
    method, unit = WILSON if n else "", "proportion"
    return Number(
        participant, variant, value, k, n, low, high, method, cases, unit, counts, note, other
    )


def share(
    participant: str,
    variant: str,
    k: float,
    n: float,
    cases: Cases,
    *,
    counts: str,
    note: str = "",
) -> Number:
    """Return a share of an amount: no interval, since words or seconds are no trials (§3.5.4)."""
    value = k / n if n else None
    why = note if n else f"no opportunity: there are no {counts}"
    return Number(
        participant, variant, value, k, n, cases=cases, unit="share", counts=counts, note=why
    )


def count(
    participant: str,
    variant: str,
    cases: Cases,
    *,
    counts: str,
    other: str = "",
    note: str = "",
) -> Number:
    """Return how many cases there are; 0 is a number here."""
    k = len(cases.numerator)
    return Number(
        participant, variant, k, k, cases=cases, unit="count", counts=counts, note=note, other=other
    )


def missing(participant: str, variant: str, why: str, *, unit: str = "", other: str = "") -> Number:
    """Return a value that is missing, and why."""
    return Number(participant, variant, None, unit=unit, note=why, other=other)


TRANSITIONS = ("overlap", "latch", "unmarked", "micropause", "timed")
"""The ordered scale of how a turn follows another: the first has rank 1."""

_WITH_UNIT = {"seconds": (1, "s"), "milliseconds": (0, "ms")}


def category(rank: float) -> str:
    """Return the name of a median rank on :data:`TRANSITIONS`.

    Examples
    --------
    >>> category(4), category(2.5)
    ('micropause', 'between latch and unmarked')
    """
    low, high = TRANSITIONS[math.floor(rank) - 1], TRANSITIONS[math.ceil(rank) - 1]
    return low if low == high else f"between {low} and {high}"


def shown(row: Row | Number) -> str:
    """Return the number as it stands on screen and in reports (E-10): counts before percentages.

    Fewer than 5 opportunities: counts only; 5 or more: counts, then percentage and interval. What
    the counts are of (turns, words, letters) stands in the description of the variant.
    """
    if row.unit == "ratio" and row.k is not None and row.n is not None:
        return f"{row.k:g} : {row.n:g}"
    if row.value is None:
        return "–"
    if row.unit in ("share", "proportion"):
        return _portion(row)
    if row.unit in ("count", ""):
        return f"{row.value:g}"
    if row.unit in _WITH_UNIT:
        places, sign = _WITH_UNIT[row.unit]
        return f"{row.value:.{places}f} {sign}"
    if row.unit == "category":
        return category(row.value)
    if row.unit == "index":
        return f"{row.value:.2f}"
    if row.unit in ("per slot", "per chain"):
        return f"{row.k:g} in {row.n:g} {row.unit.removeprefix('per ')}s"
    return f"{row.value:.1f} {row.unit}"


def _portion(row: Row | Number) -> str:
    value, k, n = row.value or 0.0, row.k or 0, row.n or 0
    seconds = " seconds" if row.counts == "seconds" else ""
    counted = f"{_amount(k)} of {_amount(n)}{seconds}"
    if n < 5:
        return counted
    if row.low is None or row.high is None:
        return f"{counted} ({value:.0%})"
    return f"{counted} ({value:.0%}, {row.low * 100:.0f}–{row.high:.0%})"


def _amount(value: float) -> str:
    return f"{value:g}" if value == int(value) else f"{value:.1f}"

"""How evenly talk is spread: difference, Gini, evenness (M-03, M-07, M-08)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from math import log

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, missing
from ca_tool.measures.talk import Talk

HEADING = "How much each person said"
ALONE = "fewer than two participants"


def _counts(held: Talk) -> dict[str, dict[str, int]]:
    letters = {c: sum([held.turns[i].letters for i in held.of[c]]) for c in held.roster}
    turns = {code: len(held.of[code]) for code in held.roster}
    return {"words": held.words, "turns": turns, "letters": letters}


def _excluded(held: Talk) -> tuple[tuple[str, str], ...]:
    return tuple((held.ids[i], "speaker not identified") for i in held.unattributed)


def _cases(held: Talk) -> Cases:
    return Cases(tuple([held.ids[i] for i in held.attributed]), (), _excluded(held))


def _cases_of(held: Talk, name: str) -> dict[str, tuple[str, ...]]:
    """Return each participant's turns that hold what is counted."""
    ids, turns = held.ids, held.turns
    return {
        code: tuple([ids[i] for i in held.of[code] if name == "turns" or turns[i].words])
        for code in held.roster
    }


def _banner(held: Talk, name: str) -> str:
    return "" if name == "turns" else held.under_recorded


@measure(
    "M-03",
    label="Dominance difference",
    plain="How much more one person said than the other",
    heading=HEADING,
    unit="index",
    low=-1.0,
    variants={
        "words": "words, two participants",
        "turns": "turns, two participants",
        "letters": "letters, two participants",
        "words_pair": "words, each pair of several",
        "turns_pair": "turns, each pair of several",
        "letters_pair": "letters, each pair of several",
    },
    reads_coding=False,
)
def dominance_difference(evidence: Evidence) -> Iterator[Number]:
    """Return how much more the first of two persons says than the second.

    D = (x(A) − x(B)) / (x(A) + x(B)), x being words, turns or letters.

    Returns
    -------
    index, −1 to 1
        0: both say as much; 1: only the first speaks. Of two people the amount equals the
        corrected Gini coefficient. The cases are the first person's turns, against the second's.

    Notes
    -----
    Denominator: what the two say together. Missing: neither says anything, or there are fewer or
    more than two participants; for more, each pair is listed.
    Caution: this is quantity. Equal amounts may hide unequal rights.

    References
    ----------
    Itakura, H. (2001) Journal of Pragmatics 33: 1859–1880.
    Itakura, H. & Tsui, A. (2004) Language in Society 33: 223–248.
    """
    held = evidence.talk
    roster, dyad, excluded = held.roster, len(held.roster) == 2, _excluded(held)
    for name, of in _counts(held).items():
        if not dyad:
            why = ALONE if len(roster) < 2 else "more than two participants: see the pairs"
            yield missing("", name, why, unit="index")
        cases = _cases_of(held, name)
        for first, second in permutations(roster, 2):
            total = of[first] + of[second]
            value = (of[first] - of[second]) / total if total else None
            yield Number(
                first,
                name if dyad else f"{name}_pair",
                value,
                cases=Cases(cases[first], cases[second], excluded),
                unit="index",
                counts=name,
                note=_banner(held, name) if total else f"no opportunity: neither has {name}",
                other=second,
            )


def gini(amounts: Sequence[float]) -> float:
    """Return Gini's coefficient of *amounts*, 0 (equal) to ``1 - 1/n``; their sum must not be 0.

    Examples
    --------
    >>> round(gini([45, 7]), 4)
    0.3654
    """
    n, total = len(amounts), sum(amounts)
    return sum(abs(x - y) for x in amounts for y in amounts) / (2 * n * total)


def evenness(amounts: Sequence[float]) -> float:
    """Return the entropy of *amounts* as a share of its maximum, 0 (one voice) to 1 (equal).

    Needs two or more *amounts* with a sum above 0.

    Examples
    --------
    >>> round(evenness([45, 7]), 4)
    0.57
    """
    total = sum(amounts)
    shares = [amount / total for amount in amounts if amount]
    # An entropy of 0 comes out as −0.0 without the sum's own 0.
    return 0.0 - sum(share * log(share) for share in shares) / log(len(amounts))


@measure(
    "M-07",
    label="Gini coefficient",
    plain="How unevenly the talk was spread",
    heading=HEADING,
    unit="index",
    variants={
        "words_corrected": "words, corrected for the number of people (G*)",
        "words_uncorrected": "words, uncorrected (G)",
        "turns_corrected": "turns, corrected (G*)",
        "turns_uncorrected": "turns, uncorrected (G)",
    },
    reads_coding=False,
)
def gini_coefficient(evidence: Evidence) -> Iterator[Number]:
    """Return how unevenly talk is spread over the participants.

    G = ΣᵢΣⱼ |xᵢ − xⱼ| / (2 n² x̄); corrected: G* = G · n / (n − 1).

    Returns
    -------
    index, 0 to 1
        0: all alike; 1: one voice (corrected only; G ends at 1 − 1/n). Counted: words, turns.

    Notes
    -----
    Everybody present is in n, silent people too (E-2). Missing: fewer than two participants, or
    nobody says anything. Turns nobody could attribute are left out.
    Caution: use the corrected coefficient. Uneven is not unfair.

    References
    ----------
    Deaton, A. (1997) The Analysis of Household Surveys, Johns Hopkins, p. 139.
    """
    held = evidence.talk
    cases, counts = _cases(held), _counts(held)
    for name in ("words", "turns"):
        amounts = list(counts[name].values())
        n, why = len(amounts), _why_missing(amounts, name)
        if why:
            yield missing("", f"{name}_corrected", why, unit="index")
            yield missing("", f"{name}_uncorrected", why, unit="index")
            continue
        value, note = gini(amounts), _banner(held, name)
        for variant, scaled in (("corrected", value * n / (n - 1)), ("uncorrected", value)):
            label = f"{name}_{variant}"
            yield Number("", label, scaled, cases=cases, unit="index", counts=name, note=note)


@measure(
    "M-08",
    label="Evenness",
    plain="How evenly the talk was spread",
    heading=HEADING,
    unit="index",
    variants={"words": "words", "turns": "turns"},
    reads_coding=False,
)
def normalised_entropy(evidence: Evidence) -> Iterator[Number]:
    """Return how evenly talk is spread over the participants (normalised entropy).

    H* = −Σ s(p) ln s(p) / ln n, with 0 · ln 0 = 0.

    Returns
    -------
    index, 0 to 1
        1: all alike; 0: one voice. Counted: words, turns.

    Notes
    -----
    Everybody present is in n, silent people too (E-2). Missing: fewer than two participants, or
    nobody says anything.
    Caution: compare only sessions with the same number of people.

    References
    ----------
    Pielou, E. (1966) Journal of Theoretical Biology 13: 131–144.
    """
    held = evidence.talk
    cases, counts = _cases(held), _counts(held)
    for name in ("words", "turns"):
        amounts = list(counts[name].values())
        if why := _why_missing(amounts, name):
            yield missing("", name, why, unit="index")
            continue
        yield Number(
            "",
            name,
            evenness(amounts),
            cases=cases,
            unit="index",
            counts=name,
            note=_banner(held, name),
        )


def _why_missing(amounts: list[int], name: str) -> str:
    if len(amounts) < 2:
        return ALONE
    return "" if sum(amounts) else f"no opportunity: there are no {name}"

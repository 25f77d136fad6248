"""Who speaks after whom (M-29)."""

from __future__ import annotations

from collections.abc import Iterator

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, count, missing
from ca_tool.measures.talk import Talk


@measure(
    "M-29",
    label="Transition matrix",
    plain="Who spoke after whom",
    heading="Who spoke after whom",
    high=float("inf"),
    variants={
        "next": "share of the first person's turns that the second follows",
        "next_count": "how often the second speaks directly after the first",
    },
    reads_coding=False,
)
def transition_matrix(evidence: Evidence) -> Iterator[Number]:
    """Return how often one participant's turn is directly followed by another's.

    N(i, j) = turns by i directly followed by a turn by j, in order of onset;
    P(j | i) = N(i, j) / Σ N(i, ·).

    Returns
    -------
    share, 0 to 1, and count
        ``participant`` is i, ``other`` is j; the cases are the second turns.

    Notes
    -----
    Denominator: turns by i that any known participant's turn follows. Missing: there are none, or
    there are fewer than two participants. Pairs across a gap in the transcript and pairs with
    unattributed talk are excluded. The same person follows themself only after overlap.
    Caution: a description of this session; no claim that the pattern is stable. No
    interval but by resampling sequences: transitions depend on one another.

    References
    ----------
    Sacks, H., Schegloff, E. & Jefferson, G. (1974) Language 50: 696–735, p. 704.
    Gibson, D. (2003) Social Forces 81(4): 1335–1381.
    """
    held = evidence.talk
    if len(held.roster) < 2:
        for code in held.roster:
            yield missing(code, "next", "fewer than two participants", unit="share")
        return
    follows, excluded = followed(held)
    for first in held.roster:
        after = {code: follows.get((first, code), []) for code in held.roster}
        total = sum(map(len, after.values()))
        for second in held.roster:
            own = tuple(after[second])
            others = tuple(case for code in held.roster if code != second for case in after[code])
            cases = Cases(own, others, excluded.get(first, ()))
            yield Number(
                first,
                "next",
                len(own) / total if total else None,
                len(own),
                total,
                cases=cases,
                unit="share",
                counts="turns",
                note="" if total else "no opportunity: nobody's turn follows",
                other=second,
            )
            alone = Cases(own, (), cases.excluded)
            yield count(first, "next_count", alone, counts="turns", other=second)


def followed(
    held: Talk,
) -> tuple[dict[tuple[str, str], list[str]], dict[str, tuple[tuple[str, str], ...]]]:
    """Return the second turn's case id of each pair of speakers, and what is left out, by first."""
    found: dict[tuple[str, str], list[str]] = {}
    left_out: dict[str, list[tuple[str, str]]] = {}
    for case, first, second in held.transitions:
        found.setdefault((first.speaker, second.speaker), []).append(case)
    for case, first, why in held.apart:
        left_out.setdefault(first.speaker, []).append((case, why))
    return found, {code: tuple(cases) for code, cases in left_out.items()}

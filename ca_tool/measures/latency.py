"""How soon the next person speaks (M-20)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from statistics import fmean, median

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.latencies import (
    DELAYED,
    Latency,
    activities,
    addressed_to,
    response_latencies,
    transitions,
)
from ca_tool.measures.registry import measure
from ca_tool.measures.table import TRANSITIONS, Cases, Number, count, missing, proportion
from ca_tool.measures.transfers import floor_transfers

LISTED = 10
"""Up to so many offsets are printed in the note."""

_OF_THE_PAIR = "of this pair in this direction, not of a person"


@measure(
    "M-20",
    label="Response latency and floor transfer offset",
    plain="How soon the next person spoke",
    heading="Waiting",
    unit="category",
    low=float("-inf"),
    high=float("inf"),
    variants={
        "median_category": "responses: the middle one of overlap, latch, unmarked, micropause, "
        "timed",
        "delayed": "responses after a micropause or silence",
        "median_timed": "responses: median of the timed silences before them",
        "mean_ms": "responses: mean offset by media times",
        "median_ms": "responses: median offset by media times",
        "class:…": "responses that follow so, an activity meanwhile or not",
        "activity:…": "responses after something was done meanwhile: median of the timed ones",
        "floor_median_category": "all transitions: the middle category",
        "floor_delayed": "all transitions: after a micropause or silence",
        "floor_median_timed": "all transitions: median of the timed silences",
        "floor_mean_ms": "all transitions: mean floor transfer offset by media times",
        "floor_median_ms": "all transitions: median floor transfer offset by media times",
        "floor_class:…": "transitions that follow so, an activity meanwhile or not",
        "floor_activity:…": "transitions during which something is done: median of the timed ones",
    },
    instances=tuple(
        stem + name
        for stem in ("", "floor_")
        for name in ("delayed", "median_category", "mean_ms", "median_ms")
    ),
)
def response_latency(evidence: Evidence) -> Iterator[Number]:
    """Return how soon one participant speaks after another, in each direction of each pair.

    offset = start of the response − end of the first pair part, below 0 in overlap; without media
    times its place on the scale overlap < latch < unmarked < micropause < timed.

    Returns
    -------
    category, 1 (overlap) to 5 (timed); proportion, 0 to 1, Wilson interval; seconds; milliseconds
        ``participant`` speaks, ``other`` follows; rows without either are of all pairs. Responses:
        the next contribution by the person a question or other initiation is addressed to.
        ``floor_…``: all transitions from one speaker to another, whatever is said. Offsets by media
        times are by the definition of scikit-talk: window 10 s, at least 200 ms of the turn before.

    Notes
    -----
    Denominator: responses (transitions) without those during which somebody acts or composes, which
    stand in ``activity:…``. Missing: there are none; no silence is timed; there are no media times.
    Excluded: no response, somebody else first, the asker went on, gaps. A silence without a length
    ranks with the timed ones; no category is ever given a number of seconds.
    Caution: an offset belongs to the pair, in this direction, not to a person: partners resemble
    each other. No norm is shown: published ones come from fluent adults. Times counted by ear and
    by waveform do not compare.

    References
    ----------
    Sacks, H., Schegloff, E. & Jefferson, G. (1974) Language 50: 696–735, pp. 700–701.
    Stivers, T. et al. (2009) PNAS 106(26): 10587–10592.
    Heldner, M. & Edlund, J. (2010) Journal of Phonetics 38(4): 555–568.
    """
    if len(evidence.roster) < 2:
        why = "fewer than two participants"
        yield missing("", "floor_median_category", why, unit="category")
        return
    yield from _of_responses(evidence)
    meanwhile = activities(evidence)
    yield from evidence.talk.since("floor", meanwhile, lambda: _of_transitions(evidence))


def _of_responses(evidence: Evidence) -> Iterator[Number]:
    found, left = response_latencies(evidence)
    pairs = _by_pair(found)
    for before, after in (("", ""), *permutations(evidence.roster, 2)):
        own = pairs.get((before, after), ())
        out = tuple(
            (item.id, item.why)
            for item in left
            if before in ("", item.actor) and (not after or addressed_to(item, after))
        )
        yield from _numbers(before, after, "", own, out, "responses")
        timed = [(item.id, item.ms) for item in own if item.ms is not None and not item.activity]
        yield from _offsets(before, after, "", timed, "responses")


def _of_transitions(evidence: Evidence) -> Iterator[Number]:
    held = evidence.talk
    found, out = transitions(evidence)
    pairs = _by_pair(found)
    voices = len(evidence.roster)
    offsets = floor_transfers(evidence.session.transcript, evidence.policy, voices=voices)
    busy = {item.id for item in found if item.activity}
    for before, after in (("", ""), *permutations(evidence.roster, 2)):
        own = pairs.get((before, after), ())
        yield from _numbers(before, after, "floor_", own, () if before else out, "transitions")
        timed = [
            (held.ids[at.turn], at.offset_ms)
            for at in offsets
            if before in ("", at.prior_speaker) and after in ("", at.speaker)
        ]
        timed = [pair for pair in timed if pair[0] not in busy]
        yield from _offsets(before, after, "floor_", timed, "transitions")


def _by_pair(found: Sequence[Latency]) -> dict[tuple[str, str], Sequence[Latency]]:
    """Return who speaks and who follows → latencies; all of them where both are empty."""
    pairs: dict[tuple[str, str], list[Latency]] = {}
    for item in found:
        pairs.setdefault((item.before, item.after), []).append(item)
    return {("", ""): found, **pairs}


def _numbers(
    before: str,
    after: str,
    stem: str,
    found: Sequence[Latency],
    out: tuple[tuple[str, str], ...],
    counts: str,
) -> Iterator[Number]:
    """Yield what the marks of the transcript say of *found*."""
    some = any(item.activity for item in found)
    still = [item for item in found if not item.activity] if some else found
    busy = tuple([(item.id, item.activity.replace("_", " ")) for item in found if item.activity])
    yield _median_category(before, after, stem, still, out + busy, counts)
    cases = Cases(
        tuple([item.id for item in still if item.rank >= DELAYED]),
        tuple([item.id for item in still if item.rank < DELAYED]),
        out + busy,
    )
    yield proportion(before, f"{stem}delayed", cases, counts=counts, other=after)
    timed = [(item.id, item.seconds) for item in still if item.seconds is not None]
    why = "no opportunity: no timed silence"
    yield _summary(median, before, after, f"{stem}median_timed", timed, "seconds", counts, why)
    tally = Counter(item.rank for item in found)
    for rank, name in enumerate(TRANSITIONS, 1):
        if tally[rank]:
            ids = Cases(tuple([item.id for item in found if item.rank == rank]))
            yield count(before, f"{stem}class:{name}", ids, counts=counts, other=after)
    for activity in sorted({item.activity for item in found if item.activity}):
        own = [item for item in found if item.activity == activity]
        waits = [(item.id, item.seconds) for item in own if item.seconds is not None]
        variant = f"{stem}activity:{activity}"
        yield _summary(median, before, after, variant, waits, "seconds", counts, why)


def _median_category(
    before: str,
    after: str,
    stem: str,
    found: Sequence[Latency],
    out: tuple[tuple[str, str], ...],
    counts: str,
) -> Number:
    cases = Cases(tuple([item.id for item in found]), (), out)
    value = float(median([item.rank for item in found])) if found else None
    note = _OF_THE_PAIR if before else ""
    return Number(
        before,
        f"{stem}median_category",
        value,
        None,
        len(found),
        cases=cases,
        unit="category",
        counts=counts,
        note=note if found else f"no opportunity: no {counts} to count",
        other=after,
    )


def _offsets(
    before: str, after: str, stem: str, timed: Sequence[tuple[str, float]], counts: str
) -> Iterator[Number]:
    why = "no media times" if not timed else ""
    for name, average in (("mean_ms", fmean), ("median_ms", median)):
        yield _summary(average, before, after, stem + name, timed, "milliseconds", counts, why)


def _summary(
    average: Callable[[Sequence[float]], float],
    before: str,
    after: str,
    variant: str,
    values: Sequence[tuple[str, float]],
    unit: str,
    counts: str,
    why: str,
) -> Number:
    """Return an average of *values*, pairs of case id and value; few are printed one by one."""
    if not values:
        return missing(before, variant, why, unit=unit, other=after)
    listed = ", ".join(f"{value:g}" for _, value in values)
    return Number(
        before,
        variant,
        float(average([value for _, value in values])),
        None,
        len(values),
        cases=Cases(tuple([case for case, _ in values])),
        unit=unit,
        counts=counts,
        note=f"one by one: {listed}" if len(values) <= LISTED else "",
        other=after,
    )

"""How long each person talked (M-05)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, missing, share
from ca_tool.measures.talk import Talk
from ca_tool.turn_taking import Turn


@measure(
    "M-05",
    label="Talking-time share",
    plain="How long each person talked",
    heading="How much each person said",
    high=float("inf"),
    variants={
        "talking_time": "silences inside turns left out",
        "talking_time_with_silences": "silences inside turns left in",
        "overlap_time": "how long several people talk at once, seconds",
        "composing_time": "how long each composes on a device, seconds",
    },
)
def talking_time_share(evidence: Evidence) -> Iterator[Number]:
    """Return each participant's share of the talking time.

    s(p) = T(p) / T of everybody, with T the sum over turns of end − start, minus the silences
    inside them.

    Returns
    -------
    share, 0 to 1
        Sums to 1. Counted: seconds. Overlapped time counts for everybody who talks, and is also
        given once. Time spent composing on a device is given apart, in seconds: it is occupied
        floor, not silence.

    Notes
    -----
    Denominator: the talking time of turns with media times; turns without are excluded. Missing:
    the transcript has no media times. Talking time is never estimated from words.
    Caution: whoever composes on a device holds the floor without talking; slow speech takes long.

    References
    ----------
    Itakura, H. (2001) Journal of Pragmatics 33: 1859–1880.
    Clarke, M., Bloch, S. & Wilkinson, R. (2013) AAC 29(1): 37–53.
    """
    held = evidence.talk
    timed = tuple(i for i in held.attributed if _seconds(held.turns[i]) is not None)
    if not timed:
        why = "no media times: talking time is not estimated from words"
        for code in held.roster:
            yield missing(code, "talking_time", why, unit="share")
            yield missing(code, "talking_time_with_silences", why, unit="share")
        yield missing("", "overlap_time", why, unit="seconds")
    else:
        yield from _time_shares(held, "talking_time", turn_times(held))
        with_silences = turn_times(held, with_silences=True)
        yield from _time_shares(held, "talking_time_with_silences", with_silences)
        yield _overlap_time(held, timed)
    yield from _composing(evidence)


def _seconds(turn: Turn) -> float | None:
    if turn.start_ms is None or turn.end_ms is None:
        return None
    return max(0, turn.end_ms - turn.start_ms) / 1000


def _inner_silence(held: Talk) -> dict[int, float]:
    inside: dict[int, float] = {}
    for silence in held.taking.silences:
        if silence.before is not None and silence.before == silence.after:
            inside[silence.before] = inside.get(silence.before, 0.0) + (silence.seconds or 0.0)
    return inside


def turn_times(held: Talk, *, with_silences: bool = False) -> dict[int, float]:
    """Return index → seconds of each turn with media times whose speaker is known."""
    inside = {} if with_silences else _inner_silence(held)
    return {
        i: max(0.0, seconds - inside.get(i, 0.0))
        for i in held.attributed
        if (seconds := _seconds(held.turns[i])) is not None
    }


def _time_shares(held: Talk, variant: str, times: dict[int, float]) -> Iterator[Number]:
    total = sum(times.values())
    untimed = tuple((held.ids[i], "no media time") for i in held.attributed if i not in times)
    whole = len(held.attributed)
    note = f"{len(untimed)} of {whole} turns have no media time: left out" if untimed else ""
    for code in held.roster:
        own = [i for i in times if held.turns[i].speaker == code]
        others = tuple(held.ids[i] for i in times if held.turns[i].speaker != code)
        cases = Cases(tuple(held.ids[i] for i in own), others, untimed)
        seconds = sum(times[i] for i in own)
        yield share(code, variant, seconds, total, cases, counts="seconds", note=note)


def _overlap_time(held: Talk, timed: Iterable[int]) -> Number:
    """Return how long two or more turns run at once, by a sweep over their edges."""
    edges = sorted(
        edge
        for i in timed
        for edge in ((held.turns[i].start_ms or 0, 1), (held.turns[i].end_ms or 0, -1))
    )
    milliseconds = depth = since = 0
    for at, step in edges:
        milliseconds += (at - since) * (depth > 1)
        depth, since = depth + step, at
    seconds = milliseconds / 1000
    return Number("", "overlap_time", seconds, seconds, unit="seconds", counts="seconds")


def _composing(evidence: Evidence) -> Iterator[Number]:
    found = [item for item in evidence.silences if item.activity == "aac_composing"]
    if not found:
        return
    for code in evidence.roster:
        own = [item.silence for item in found if item.to == code]
        ids = tuple(item.id for item in found if item.to == code)
        seconds = sum(silence.seconds or 0.0 for silence in own)
        yield Number(
            code,
            "composing_time",
            seconds,
            seconds,
            cases=Cases(numerator=ids),
            unit="seconds",
            counts="seconds",
        )

"""When the person asked responds, first pair part by first pair part."""

from __future__ import annotations

from typing import NamedTuple

from ca_tool.measures.attribution import went_on
from ca_tool.measures.evidence import Evidence, Initiation
from ca_tool.measures.outcomes import (
    GROUP,
    NO_RESPONSE,
    OTHER_ANSWERS,
    SELF_ANSWERED,
    UNOBSERVABLE,
    among,
)
from ca_tool.turn_taking import SilenceKind, Transition, Turn

RANKS = {
    Transition.OVERLAP: 1,
    Transition.LATCH: 2,
    Transition.UNMARKED: 3,
    Transition.MICROPAUSE: 4,
    Transition.TIMED: 5,
    Transition.UNTIMED: 5,
}
"""Places on the ordered scale of science §1.7; a silence without a length ranks with the timed."""

DELAYED = RANKS[Transition.MICROPAUSE]
"""From this rank on a transition is delayed."""

_NONE_CAME = {
    NO_RESPONSE: "no response",
    OTHER_ANSWERS: "somebody else answered",
    SELF_ANSWERED: "the asker answered",
    **{outcome: why for outcome, why in UNOBSERVABLE.items() if outcome},
}


class Latency(NamedTuple):
    """How one turn follows another.

    Attributes
    ----------
    id
        Case id: the first pair part's, or the following turn's.
    before, after
        Who spoke and who follows.
    rank
        Place in :data:`RANKS`.
    seconds
        Of a timed silence between the two.
    ms
        Media time from the end of the one to the start of the other, below 0 in overlap.
    activity
        What a body or device does meanwhile.
    """

    id: str
    before: str
    after: str
    rank: int
    seconds: float | None
    ms: int | None
    activity: str


class Left(NamedTuple):
    """A first pair part without a latency, and why; ``to`` is empty or one of those addressed."""

    id: str
    actor: str
    to: tuple[str, ...]
    why: str


def activities(evidence: Evidence) -> dict[int, str]:
    """Return index of a turn → what is done in the silence before it, where something is."""
    return {
        item.silence.after: item.activity
        for item in evidence.silences
        if item.activity and item.silence.after is not None and item.silence.kind is SilenceKind.GAP
    }


def response_latencies(evidence: Evidence) -> tuple[tuple[Latency, ...], tuple[Left, ...]]:
    """Return the latency of the response to each first pair part, and those that have none.

    The response is the next contribution by somebody addressed. Only what overlaps may stand
    between: after anything else the silence before it is not a latency.
    """
    meanwhile, held = activities(evidence), evidence.talk
    found, left = [], []
    for item in evidence.initiations:
        kept = held.responses.get(item.id)
        if kept is None or kept[0] is not item:
            kept = held.responses[item.id] = (item, *_response(evidence, item))
        if kept[1] is None:
            left.append(Left(item.id, item.actor, item.addressees, kept[2]))
            continue
        response = held.turns[kept[1]]
        found.append(
            Latency(
                item.id,
                item.actor,
                response.speaker,
                RANKS[response.transition],
                response.silence,
                _offset(evidence, item, response),
                meanwhile.get(response.index, ""),
            )
        )
    return tuple(found), tuple(left)


def _response(evidence: Evidence, item: Initiation) -> tuple[int | None, str]:
    """Return the index of the turn that responds to *item*, or why there is none."""
    outcome = item.question.outcome if item.question else ""
    if why := _NONE_CAME.get(outcome):
        return None, why
    if item.turn is None:
        return None, "not in a turn"
    if not item.addressees:
        return None, "addressee not coded"
    turns = evidence.talk.turns
    for index in range(item.turn + 1, len(turns)):
        turn = turns[index]
        if turn.transition not in RANKS or turn.follows_gap:
            return None, "gap in the transcript"
        if turn.speaker != item.actor and among(turn.speaker, item.addressees):
            left = _left_behind(evidence, item, index)
            return (None, "the asker went on") if left else (index, "")
        if turn.transition is not Transition.OVERLAP:
            went = turn.speaker == item.actor
            return None, "the asker went on" if went else "somebody else spoke first"
    return None, "nobody spoke after it"


def _left_behind(evidence: Evidence, item: Initiation, response: int) -> bool:
    """Return whether the asker said something else between *item* and *response*."""
    held = evidence.talk
    if item.turn is None or item.end >= held.ends[item.turn]:
        return False
    return went_on(evidence, item, item.turn, held.starts[response])


def _offset(evidence: Evidence, item: Initiation, response: Turn) -> int | None:
    own = evidence.talk.turns[item.turn] if item.turn is not None else None
    if own is None or own.end_ms is None or response.start_ms is None:
        return None
    return response.start_ms - own.end_ms


def transitions(evidence: Evidence) -> tuple[tuple[Latency, ...], tuple[tuple[str, str], ...]]:
    """Return how each turn follows the one before it, by another speaker; and what is left out."""
    held, meanwhile = evidence.talk, activities(evidence)
    found = []
    for case, first, second in held.transitions:
        if first.speaker != second.speaker and second.transition in RANKS:
            rank, silence = RANKS[second.transition], second.silence
            activity = meanwhile.get(second.index, "")
            found.append(
                Latency(case, first.speaker, second.speaker, rank, silence, None, activity)
            )
    return tuple(found), tuple([(case, why) for case, _, why in held.apart])


def addressed_to(left: Left, code: str) -> bool:
    """Return whether *left* is listed for the direction towards *code*."""
    return not left.to or GROUP in left.to or code in left.to

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
    meanwhile = activities(evidence)
    found, left = [], []
    for item in evidence.initiations:
        response, why = _response(evidence, item)
        if response is None:
            left.append(Left(item.id, item.actor, item.addressees, why))
            continue
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


def _response(evidence: Evidence, item: Initiation) -> tuple[Turn | None, str]:
    """Return the turn that responds to *item*, or why there is none."""
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
            return (None, "the asker went on") if _left_behind(evidence, item, turn) else (turn, "")
        if turn.transition is not Transition.OVERLAP:
            went = turn.speaker == item.actor
            return None, "the asker went on" if went else "somebody else spoke first"
    return None, "nobody spoke after it"


def _left_behind(evidence: Evidence, item: Initiation, response: Turn) -> bool:
    """Return whether the asker said something else between *item* and *response*."""
    held = evidence.talk
    if item.turn is None:
        return False
    last = held.turns[item.turn].pieces[-1]
    if item.end >= held.position(last.end_line, last.end):
        return False
    return went_on(evidence, item, item.turn, held.starts[response.index])


def _offset(evidence: Evidence, item: Initiation, response: Turn) -> int | None:
    own = evidence.talk.turns[item.turn] if item.turn is not None else None
    if own is None or own.end_ms is None or response.start_ms is None:
        return None
    return response.start_ms - own.end_ms


def transitions(evidence: Evidence) -> tuple[tuple[Latency, ...], tuple[tuple[str, str], ...]]:
    """Return how each turn follows the one before it, by another speaker; and what is left out."""
    held, meanwhile = evidence.talk, activities(evidence)
    known = frozenset(held.roster)
    found, out = [], []
    for first, second in zip(held.turns, held.turns[1:], strict=False):
        case = held.ids[second.index]
        if first.speaker not in known or second.speaker not in known:
            out.append((case, "speaker not identified"))
        elif second.transition not in RANKS or second.follows_gap:
            out.append((case, "gap in the transcript"))
        elif first.speaker != second.speaker:
            rank = RANKS[second.transition]
            activity = meanwhile.get(second.index, "")
            before, after = first.speaker, second.speaker
            found.append(Latency(case, before, after, rank, second.silence, None, activity))
    return tuple(found), tuple(out)


def addressed_to(left: Left, code: str) -> bool:
    """Return whether *left* is listed for the direction towards *code*."""
    return not left.to or GROUP in left.to or code in left.to

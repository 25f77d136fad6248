"""To whom each turn is said, from what is coded."""

from __future__ import annotations

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.outcomes import GROUP
from ca_tool.measures.talk import Position


def addressees_of_turns(evidence: Evidence) -> tuple[tuple[str, ...], ...]:
    """Return the addressees of every turn: ``("*",)`` for the group, empty if not known.

    Of two people the other one is addressed. Of more, a tag *addressed to* in the turn decides;
    else the last tag that begins in it and has addressees; a response without any is said to
    whoever asked. Nobody is guessed from the wording.
    """
    roster, turns = evidence.roster, evidence.talk.turns
    if len(roster) == 2:
        other = {roster[0]: (roster[1],), roster[1]: (roster[0],)}
        return tuple([other.get(turn.speaker, ()) for turn in turns])
    said: dict[int, tuple[tuple[bool, Position], tuple[str, ...]]] = {}
    tags, turn_at = evidence.coding.tags, evidence.talk.turn_at
    asked_by = _asked_by(evidence)
    for tag_id, place in evidence.position.items():
        tag = tags[tag_id]
        if not (to := tag.addressees or asked_by.get(tag_id, ())):
            continue
        first = tag.spans[0]
        index = turn_at(first.line, first.start, tag.actor)
        if index is None or tag.actor not in ("", turns[index].speaker):
            continue
        rank = tag.code == "addressed", place
        if index not in said or rank >= said[index][0]:
            said[index] = rank, to
    nobody = ((False, (0, 0)), ())
    return tuple([_without(turn.speaker, said.get(turn.index, nobody)[1]) for turn in turns])


def _asked_by(evidence: Evidence) -> dict[str, tuple[str, ...]]:
    """Return id of a response → who asked the (last) question it answers."""
    return {
        response.id: (question.asker,)
        for question in evidence.asked
        for response in question.responses
    }


def _without(speaker: str, to: tuple[str, ...]) -> tuple[str, ...]:
    if GROUP in to:
        return (GROUP,)
    return tuple([code for code in to if code != speaker]) if speaker in to else to

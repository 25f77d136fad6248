"""Whose silence is it? Attribution by what was asked of whom (science §1.7, table).

After a first pair part addressed to X the silence is X's, whoever speaks next; inside a turn it is
the speaker's; composing on a device is the composer's; otherwise it is the floor's. Nothing is
attributed at an edge of the transcript.

References
----------
Sacks, H., Schegloff, E. & Jefferson, G. (1974) Language 50: 696–735, p. 715.
Pomerantz, A. (1984) Pursuing a response, in Atkinson & Heritage, 152–163.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from ca_tool.coding import Tag
from ca_tool.measures.evidence import Evidence, Initiation
from ca_tool.measures.outcomes import GROUP
from ca_tool.measures.talk import Position
from ca_tool.transcript import Span, TokenKind
from ca_tool.turn_taking import Silence, SilenceKind, Transition

FLOOR = ""
"""Nobody in particular: the silence belongs to everybody."""

COMPOSING = "aac_composing"

_COMPLETES = frozenset(".?¿;_")
_CONTOURS = _COMPLETES | frozenset(",!")


class Attributed(NamedTuple):
    """A silence and whose it is.

    Attributes
    ----------
    id
        Its case id.
    seconds
        Its length, if it was timed.
    to
        Participant code, or :data:`FLOOR`.
    slot
        The first pair part whose response slot it falls in, if any.
    filled_by
        Who spoke next, where that is neither the addressee nor the asker.
    censored
        At an edge of the transcript: nobody's, not even the floor's.
    activity
        What bodies or devices do meanwhile: as coded on the question, else as the transcript says.
    """

    silence: Silence
    id: str
    seconds: float | None = None
    activity: str = ""
    to: str = FLOOR
    slot: Tag | None = None
    filled_by: str = ""
    censored: bool = False


def attribute(evidence: Evidence) -> tuple[Attributed, ...]:
    """Return every silence of the session with whose it is."""
    first_parts = evidence.initiations
    places = [evidence.position[item.tag.id] for item in first_parts]
    found = []
    for silence, case, here, last in evidence.talk.silences:
        slot = None
        if silence.kind is not SilenceKind.EDGE and last is not None:
            upto = bisect_left(places, here)
            slot = _pending(evidence, first_parts, upto, here, last)
        found.append(_attributed(evidence, silence, case, slot))
    return tuple(found)


def _attributed(
    evidence: Evidence, silence: Silence, case: str, slot: Initiation | None
) -> Attributed:
    turns, activity, seconds = evidence.talk.turns, silence.activity, silence.seconds
    if silence.kind is SilenceKind.EDGE:
        return Attributed(silence, case, seconds, activity, censored=True)
    if slot is not None:
        after = turns[silence.after].speaker if silence.after is not None else ""
        owner = _owner(slot, after)
        filled = after if owner and after not in (owner, slot.actor) else ""
        coded = slot.question.values.get("activity") if slot.question else ""
        activity = "" if coded == "none" else coded or activity
        return Attributed(silence, case, seconds, activity, owner, slot.tag, filled)
    inside = silence.before is not None and silence.before == silence.after
    owner = turns[silence.before].speaker if inside and silence.before is not None else FLOOR
    if activity == COMPOSING:
        owner = _composer(evidence, silence) or owner
    return Attributed(silence, case, seconds, activity, owner)


def _composer(evidence: Evidence, silence: Silence) -> str:
    """Return who composes: whom the description beside the silence names, else the next speaker.

    Composing is occupied turn space, so it is somebody's even where nobody was asked (S-13).
    """
    transcript, line = evidence.session.transcript, silence.span.line
    described = " ".join(
        token.value or transcript.quote(Span(line, token.start, line, token.end))
        for token in transcript.tokens[transcript.row[line]]
        if token.kind is TokenKind.COMMENT
    )
    named = set(evidence.roster) & {word.upper() for word in re.findall(r"\w+", described)}
    if len(named) == 1:
        return named.pop()
    goes_on = silence.before == silence.after
    return "" if goes_on or silence.after is None else evidence.talk.turns[silence.after].speaker


def _owner(slot: Initiation, after: str) -> str:
    named = [code for code in slot.addressees if code != GROUP]
    if len(named) == 1:
        return named[0]
    return after if after in named else FLOOR


def _pending(
    evidence: Evidence, first_parts: tuple[Initiation, ...], upto: int, here: Position, last: int
) -> Initiation | None:
    """Return the latest of the first *upto* initiations that still waits for a response at *here*.

    Only what overlaps it may have been said since, up to the turn *last*.
    """
    turns = evidence.talk.turns
    for place in range(upto - 1, -1, -1):
        item = first_parts[place]
        if item.turn is None:
            return None
        between = turns[item.turn + 1 : last + 1]
        for turn in between:
            if turn.transition is not Transition.OVERLAP:
                return None
        if item.end > here or went_on(evidence, item, item.turn, here):
            continue
        if not _responded(evidence, item, here, {turn.speaker for turn in between}):
            return item
    return None


def _responded(evidence: Evidence, item: Initiation, here: Position, spoken: set[str]) -> bool:
    """Return whether a response to *item* began before *here*."""
    linked = evidence.linking(item.tag.id, "answers")
    if any(evidence.position[tag.id] < here for tag in linked):
        return True
    outcome = item.question.outcome if item.question else ""
    came = outcome in ("answer", "non_answer_response")
    return came and not linked and bool(spoken & set(item.addressees))


def went_on(evidence: Evidence, item: Initiation, own: int, here: Position) -> bool:
    """Return whether its speaker said more in turn *own* after *item* and before *here*."""
    kept, key = evidence.talk.went_on, (own, item.end, here)
    if key not in kept:
        kept[key] = _said_more(evidence, *key)
    return kept[key]


def _said_more(evidence: Evidence, own: int, end: Position, here: Position) -> bool:
    transcript = evidence.session.transcript
    # A tag that takes in its own contour is complete: any further word is something else.
    complete = transcript.lines[end[0]].raw[end[1] - 1 : end[1]] in _CONTOURS
    for piece in evidence.talk.turns[own].pieces:
        row = transcript.row[piece.line]
        if row < end[0] or row > here[0]:
            continue
        tokens = transcript.tokens[row]
        if not tokens or (row, tokens[-1].start) < end:
            continue
        for token in tokens:
            if not (piece.start <= token.start < piece.end and end <= (row, token.start) < here):
                continue
            if token.kind is TokenKind.CONTOUR and token.value in _COMPLETES:
                complete = True
            elif complete and token.kind is TokenKind.WORD:
                return True
    return False

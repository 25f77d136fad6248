"""What follows what in a scene: a card, its lines one at a time, stops to think, the end."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ca_tool.playscript import ScriptLine, display_name
from ca_tool.project import Session
from ca_tool.review import Exchange
from widgets.review.review_line import Part
from widgets.review.review_words import say


class Kind(StrEnum):
    """What a step shows."""

    START = "start"
    LINE = "line"
    PAUSE = "pause"
    END = "end"


class Step(NamedTuple):
    """A step of a scene; ``shown`` is how many script lines may be seen by now."""

    kind: Kind
    shown: int


def steps(exchange: Exchange, script: tuple[ScriptLine, ...]) -> tuple[Step, ...]:
    """Return the steps of *exchange*: a stop to think stands just before its line."""
    made = [Step(Kind.START, 0)]
    for index, line in enumerate(script):
        if set(line.line_ids) & set(exchange.pauses):
            made.append(Step(Kind.PAUSE, index))
        made.append(Step(Kind.LINE, index + 1))
    return (*made, Step(Kind.END, len(script)))


def where(step: Step, count: int) -> str:
    """Return where in the scene *step* is, in words."""
    match step.kind:
        case Kind.START | Kind.END:
            return say(step.kind, count=count)
        case Kind.PAUSE:
            return say("before", number=step.shown + 1, count=count)
    return say("line", number=step.shown, count=count)


def cast(session: Session, script: tuple[ScriptLine, ...]) -> dict[str, Part]:
    """Return who is in the scene, under their codes; sides and shapes hold for the session."""
    people = {person.code: person for person in session.transcript.participants}
    order = list(people)
    speaking = dict.fromkeys(line.speaker for line in script if line.speaker)
    order += [code for code in speaking if code not in people]
    return {
        code: Part(
            code,
            display_name(session.transcript, code),
            people[code].role if code in people else "",
            order.index(code),
        )
        for code in speaking
    }

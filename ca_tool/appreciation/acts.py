"""What the tags say somebody did, and whether it was taken up: one act at a time.

An act whose fate nobody coded is neither: it is left out, with that reason. Where the doing itself
is the finding (correcting, setting an agenda), it counts unless its fate is coded against it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import inf
from typing import NamedTuple, TypeAlias

from ca_tool.appreciation.kinds import ANSWERED, CORRECTS, DECIDES, REFUSES, STARTS, SUPPORT, TOPIC
from ca_tool.coding import Tag
from ca_tool.measures.evidence import ANSWER, NO_RESPONSE, Evidence, Question
from ca_tool.measures.initiative import RESPONDING_ACTS, uptake_of
from ca_tool.measures.outcomes import NON_ANSWER, OTHER_ANSWERS, SELF_ANSWERED, UNOBSERVABLE
from ca_tool.transcript import Span

NOT_CODED = "what became of it is not coded"
CENSORED = "the extract ends"


class Act(NamedTuple):
    """Something *who* did or was offered.

    Attributes
    ----------
    tag
        The words of theirs that it is about.
    case
        The case id it is counted under.
    came
        Whether it was taken up, answered, accepted …; ``None``: nobody can tell, see ``words``.
    words
        Without the name before them: ``starts a topic, and it is taken up``; or why it is left
        out of the count.
    reach
        Other tags that belong to the exchange.
    after
        How many later turns belong to it.
    by
        Whose doing it is, where that is not *who*.
    said
        The words it is about, where they are not those of ``tag``.
    """

    kind: str
    who: str
    tag: Tag
    case: str
    came: bool | None
    words: str
    reach: tuple[Tag, ...] = ()
    after: int = 1
    by: str = ""
    said: tuple[Span, ...] = ()


Fate: TypeAlias = "tuple[bool | None, str]"

_QUESTION_FATES: dict[str, str] = {
    NON_ANSWER: "something else came than an answer",
    NO_RESPONSE: "no answer comes",
    OTHER_ANSWERS: "somebody answers who was not asked",
    SELF_ANSWERED: "the answer is left to the person who asked",
}

_STARTS = {
    "request": "asks for something to be done",
    "informing": "tells something new",
    "offer": "offers something",
    "announcement": "says what will happen",
    "assessment": "says what something is like",
    "summons": "calls somebody",
}
_TOPICS = {
    "taken_up": "it is taken up",
    "minimal": "it gets no more than a ‘mm’ or ‘yeah’",
    "deflected": "it is turned into something else",
    "ignored": "nobody takes it up",
    "rejected": "it is refused",
}
_AGENDA = {
    "set": "says what will be done",
    "propose": "proposes something",
    "offer_choice": "offers a choice",
    "negotiate": "changes or weighs what was proposed",
    "redirect": "puts another matter in its place",
    "close_item": "closes a matter",
    "open_floor": "asks what else there is",
}
_FATES = {
    "accepted": "it is accepted",
    "contested": "somebody objects",
    "ignored": "nobody takes it up",
}
_DEONTIC = {
    "comply": "it is done",
    "accept": "it is accepted",
    "resist": "it meets resistance",
    "refuse": "it is refused",
    "counter": "something else is put in its place",
    "no_uptake": "nothing comes",
}
_OWNER = {
    "corrects": "puts right what was said for them",
    "contests": "objects to being spoken for",
    "ignored": "is spoken for, and lets it pass",
    "no_opportunity": "is spoken for, and has no chance to say anything",
}


def starting(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield what *who* started: base first pair parts that ask nothing again."""
    for item in evidence.initiations:
        if item.actor != who or item.level != "base" or item.reissue:
            continue
        responses = evidence.linking(item.tag.id, "answers")
        came, fate = _responded(evidence, item.tag, item.question, responses)
        what = "asks something" if item.question else _STARTS.get(item.tag.value("act"), "")
        words = f"{what or 'starts something'}, and {fate}" if came is not None else fate
        yield Act(STARTS, who, item.tag, item.id, came, words, responses)


def _responded(
    evidence: Evidence, tag: Tag, question: Question | None, linked: Sequence[Tag]
) -> Fate:
    """Return whether somebody else responded to a first pair part, as coded."""
    if question is not None:
        if not question.observable:
            return None, UNOBSERVABLE[question.outcome]
        came = question.outcome in (ANSWER, NON_ANSWER, OTHER_ANSWERS)
        return came, "gets a response" if came else "gets no response"
    if linked:
        return True, "gets a response"
    coded = [act.value("response") for act in evidence.of("deontic") if overlap(act, tag)]
    if any(coded):
        came = coded[0] != "no_uptake"
        return came, "gets a response" if came else "gets no response"
    return None, NOT_CODED


def asking(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield the questions *who* asked."""
    for question in evidence.questions_of(who):
        came = question.outcome == ANSWER if question.observable else None
        if came is None:
            words = UNOBSERVABLE[question.outcome]
        elif came:
            words = f"asks, and {' and '.join(question.respondents) or 'somebody'} answers"
        else:
            words = f"asks, and {_QUESTION_FATES.get(question.outcome, 'no answer comes')}"
        yield Act(ANSWERED, who, question.tag, question.id, came, words, question.responses)


def topics(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield the topics *who* started."""
    for tag in _by(evidence, "topic", who):
        fate = uptake_of(evidence, tag)
        on_it = evidence.linking(tag.id, "continues_topic")
        came, words = _coded(fate, ("taken_up",), "starts a topic", _TOPICS)
        yield Act(TOPIC, who, tag, case(tag), came, words, on_it, after=2)


def deciding(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield what *who* set, proposed or asked to be done: agenda acts, then acts tagged so."""
    own = [t for t in _by(evidence, "agenda", who) if t.value("act") not in RESPONDING_ACTS]
    for tag in own:
        act, fate = tag.value("act"), tag.value("outcome")
        what = _AGENDA.get(act, "says something about what is to be done")
        came, words = _coded(fate, ("accepted",), what, _FATES)
        if act == "set" and not fate:  # saying what will be done is deciding, whatever came of it
            came, words = True, what
        yield Act(DECIDES, who, tag, case(tag), came, words)
    for tag in _by(evidence, "deontic", who):
        if tag.value("act") != "granting" and not any(overlap(tag, other) for other in own):
            what = "says what somebody is to do"
            came, words = _coded(tag.value("response"), ("comply", "accept"), what, _DEONTIC)
            yield Act(DECIDES, who, tag, case(tag), came, words)


def correcting(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield where *who* corrects, challenges, objects, or asks what was meant."""
    for tag in evidence.of("speaking_for"):
        if tag.value("slot_owner") == who:
            fate = tag.value("owner_response")
            came: bool | None = fate in ("corrects", "contests")
            if fate in ("", "ratifies"):
                came = None
            words = _OWNER.get(fate, "agreed with it" if fate else NOT_CODED)
            said = _next_turn(evidence, tag, who) if came else ()
            by = evidence.actor(tag)
            yield Act(CORRECTS, who, tag, case(tag), came, words, by=by, said=said)
        elif evidence.actor(tag) == who and tag.value("action") == "challenge":
            yield Act(CORRECTS, who, tag, case(tag), came=True, words="challenges what was said")
    for tag in _by(evidence, "evaluation", who):
        if tag.value("value") in ("correction", "evaluation_negative"):
            reach = evidence.linked(tag.id, "evaluates")
            words = "puts an answer right"
            yield Act(CORRECTS, who, tag, case(tag), came=True, words=words, reach=reach)
    for question in evidence.questions_of(who):
        if question.values.get("action") == "challenge":
            words = "challenges what was said"
            yield Act(CORRECTS, who, question.tag, question.id, came=True, words=words)
    yield from _repairing(evidence, who)
    yield from _resisting(evidence, who)


def _next_turn(evidence: Evidence, tag: Tag, who: str) -> tuple[Span, ...]:
    """Return the first turn of *who* after *tag*, within the two that follow it."""
    index = evidence.turn(tag)
    later = evidence.talk.turns[index + 1 : index + 3] if index is not None else ()
    return next((turn.pieces for turn in later if turn.speaker == who), ())


def _repairing(evidence: Evidence, who: str) -> Iterator[Act]:
    for tag in _by(evidence, "repair", who):
        given_up = tag.value("outcome") == "abandoned"
        end = {"abandoned": ", and it is given up", "resolved": ", and it is sorted out"}
        words = "asks what was meant" + end.get(tag.value("outcome"), "")
        reach = evidence.linked(tag.id, "repairs")
        yield Act(CORRECTS, who, tag, case(tag), not given_up, words, reach)


def _resisting(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield where *who* goes against what was to be done; what is not coded is not against it."""
    for tag in _by(evidence, "agenda", who):
        fate = tag.value("outcome")
        if tag.value("act") == "resist":
            words = f"goes against what was to be done, and {_FATES.get(fate, 'says so')}"
            came = None if fate == "censored" else fate in ("", "accepted")
            yield Act(CORRECTS, who, tag, case(tag), came, CENSORED if came is None else words)


def refusing(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield where *who* refuses or resists what another wants done, and what that one makes of it.

    References
    ----------
    Finlay, W., Walton, C. & Antaki, C. (2008) Promoting choice and control in residential
    services, Disability & Society 23(4): 349–360.
    """
    for tag in evidence.of("deontic"):
        actor = evidence.actor(tag)
        if actor == who or tag.value("response") not in ("refuse", "resist"):
            continue
        if who not in evidence.addressees(tag, actor):
            continue
        practice = tag.value("staff_practice")
        came = practice == "accepts_refusal" if practice else None
        if came is None:
            words = NOT_CODED
        else:
            fate = "accepts it" if came else "does not leave it at that"
            words = f"says no or holds back, and {actor} {fate}"
        yield Act(REFUSES, who, tag, case(tag), came, words, by=actor, after=2)


def supporting(evidence: Evidence, who: str, label: Callable[[Tag], str]) -> Iterator[Act]:
    """Yield the support practices tagged, those for *who* where it is said whom they are for."""
    for tag in evidence.of("support"):
        actor = evidence.actor(tag)
        to = evidence.addressees(tag, actor) or tag.about
        if actor != who and (not to or who in to or "*" in to):
            yield Act(SUPPORT, who, tag, case(tag), came=True, words=label(tag), by=actor)


def _by(evidence: Evidence, code: str, who: str) -> Sequence[Tag]:
    return [tag for tag in evidence.of(code) if evidence.actor(tag) == who]


def _coded(fate: str, good: tuple[str, ...], what: str, words: dict[str, str]) -> Fate:
    """Return what became of something from the value coded for it, in words."""
    if fate in ("", "censored"):
        return None, CENSORED if fate else NOT_CODED
    return fate in good, f"{what}, and {words.get(fate, fate.replace('_', ' '))}"


def case(tag: Tag) -> str:
    """Return the case id of *tag*."""
    return f"tag:{tag.id}"


def overlap(first: Tag, second: Tag) -> bool:
    """Return whether two tags share characters of the line on which either begins."""
    return any(
        one.line == two.line and one.start < _end(two) and two.start < _end(one)
        for one in first.spans
        for two in second.spans
    )


def _end(span: Span) -> float:
    return span.end if span.line == span.end_line else inf

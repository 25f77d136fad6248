"""What somebody is given: a choice, time to answer, notice of what is said without words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ca_tool.appreciation.acts import CENSORED, NOT_CODED, Act, Fate, case, overlap
from ca_tool.appreciation.kinds import BODY, CHOOSES, WAITED
from ca_tool.coding import Tag
from ca_tool.measures.evidence import ANSWER, Evidence, Question
from ca_tool.measures.outcomes import GROUP
from ca_tool.measures.waiting import Wait, waits

_CHOICES: dict[str, Fate] = {
    "yes": (True, "chooses, and it is done so"),
    "no": (False, "chooses, and it is not done so"),
    "no_choice": (False, "is offered a choice, and makes none"),
    "censored": (None, CENSORED),
    "": (None, NOT_CODED),
}
_OFFERS: dict[str, Fate] = {
    "accepted": (True, "is offered a choice, and it goes ahead"),
    "contested": (False, "is offered a choice, and somebody objects"),
    "ignored": (False, "is offered a choice, and nobody takes it up"),
    "censored": (None, CENSORED),
    "": (None, NOT_CODED),
}
_BODIES: dict[str, Fate] = {
    "taken_up": (True, "says it without words, and it is taken up"),
    "none": (False, "says it without words, and nobody shows that they saw"),
    "censored": (None, CENSORED),
    "": (None, NOT_CODED),
}
_MEANWHILE = {"aac_composing": " of composing", "embodied": " of doing something"}
NO_ADDRESSEE = "whom it was offered is not coded"


def choosing(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield the choices offered to *who*: tags *choice*, then agenda acts that offer one."""
    offers = evidence.of("choice")
    for tag in offers:
        yield from _offered(evidence, who, tag, _CHOICES.get(tag.value("taken_up"), _CHOICES[""]))
    for tag in evidence.of("agenda"):
        offered = tag.value("act") == "offer_choice"
        if offered and not any(overlap(tag, other) for other in offers):
            fate = _OFFERS.get(tag.value("outcome"), _OFFERS[""])
            yield from _offered(evidence, who, tag, fate)


def _offered(evidence: Evidence, who: str, tag: Tag, fate: Fate) -> Iterator[Act]:
    actor = evidence.actor(tag)
    asked = [q for q in evidence.questions if q.asker == actor and overlap(q.tag, tag)]
    to = evidence.addressees(tag, actor) or tuple(c for q in asked for c in q.addressees)
    if actor == who or (to and who not in to and GROUP not in to):
        return
    came, words = fate if to else (None, NO_ADDRESSEE)
    theirs = _responses_by(evidence, who, asked)
    reach = (tag, *(q.tag for q in asked), *theirs)
    yield Act(CHOOSES, who, theirs[0] if theirs else tag, case(tag), came, words, reach, by=actor)


def _responses_by(evidence: Evidence, who: str, questions: Sequence[Question]) -> list[Tag]:
    return [tag for q in questions for tag in q.responses if evidence.actor(tag) == who]


def bodily(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield what *who* contributes by body or device, and whether it is taken up.

    A tag *embodied* says so; an answer given by body or device is taken up where the question is
    not asked again after it.
    """
    tagged = [tag for tag in evidence.of("embodied") if evidence.actor(tag) == who]
    for tag in tagged:
        came, words = _BODIES.get(tag.value("uptake"), _BODIES[""])
        yield Act(BODY, who, tag, case(tag), came, words)
    seen: set[str] = set()
    for question in evidence.questions:
        for tag in question.responses:
            if tag.id in seen or evidence.actor(tag) != who:
                continue
            if (how := _without_voice(evidence, tag)) and not any(overlap(tag, t) for t in tagged):
                seen.add(tag.id)
                again = _asked_after(evidence, question, tag)
                end = "it is asked again" if again else "it stands as the answer"
                words = f"answers {how}, and {end}"
                yield Act(BODY, who, tag, case(tag), not again, words, (question.tag,))


def _without_voice(evidence: Evidence, response: Tag) -> str:
    if response.value("embodied") == "yes":
        return "by body or device"
    turn = evidence.turn(response)
    return "with a device" if turn is not None and turn in evidence.talk.aided else ""


def _asked_after(evidence: Evidence, question: Question, response: Tag) -> bool:
    place = evidence.position[response.id]
    return any(
        evidence.position[other.tag.id] > place
        for other in evidence.questions
        if other.chain == question.chain
    )


def waiting(evidence: Evidence, who: str) -> Iterator[Act]:
    """Yield the silences after something was asked of *who*: who ended them, and how.

    There is no norm of how long to wait, so every timed silence counts. It came to an answer where
    *who* spoke next, answered, and the question was neither asked before nor asked again.
    """
    asked = {question.tag.id: question for question in evidence.questions}
    askings = Counter(question.chain for question in evidence.questions_of("", who))
    after = {item.id: item.silence.after for item in evidence.silences}
    short = {item.id for item in evidence.silences if item.silence.micropause}
    for wait in waits(evidence):
        question = asked.get(wait.slot)
        if wait.to != who or question is None or wait.id in short or wait.seconds is None:
            continue
        again = askings[question.chain] > 1
        came, words = _waited(evidence, who, wait, question, after[wait.id], again=again)
        theirs = _responses_by(evidence, who, [question])
        tag = theirs[0] if theirs else question.tag
        yield Act(WAITED, who, tag, wait.id, came, words, (question.tag, *theirs), by=wait.asker)


def _waited(
    evidence: Evidence,
    who: str,
    wait: Wait,
    question: Question,
    after: int | None,
    *,
    again: bool,
) -> Fate:
    if wait.pursued:
        return False, f"is asked, and {wait.asker} goes on after {wait.seconds:.1f} s"
    if after is None or evidence.talk.turns[after].speaker != who:
        return None, "somebody else spoke"
    if question.outcome != ANSWER or again:
        return None, "asked more than once" if again else "no answer is coded"
    meanwhile = _MEANWHILE.get(wait.activity, "")
    return True, f"answers after {wait.seconds:.1f} s{meanwhile}, and nobody asked again"

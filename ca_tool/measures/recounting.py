"""Sessions as they would be counted under another choice: turns taken out, tags read otherwise.

Each function takes a session, a coder and a counting policy and returns a session with the same id.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from ca_tool.coding import SUGGESTED, Coding, Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.outcomes import NO_RESPONSE, NON_ANSWER, outcome_of
from ca_tool.project import Session
from ca_tool.turn_taking import POLICIES, TurnKind, turn_taking, with_turn_taking
from ca_tool.turn_taking.removal import without_turns

_NO_LETTER = re.compile(r"[^\w'\s]+")
_DONT_KNOW = re.compile(r"\b(?:dunno|(?:don'?t|do not) know|no idea|not sure)\b")


def policy_only(session: Session, _coder: str, _policy: str) -> Session:
    """Return *session* as it is: only the policy is another one."""
    return session


def other_policy(policy: str) -> str:
    """Return the counting policy that *policy* is not."""
    return next(other for other in POLICIES if other != policy)


def without_minimal(session: Session, coder: str, _policy: str) -> Session:
    """Return *session* without turns that are minimal responses; nothing is joined."""
    return _without(session, lambda policy: _minimal(session, coder, policy))


def substantive(session: Session, coder: str, _policy: str) -> Session:
    """Return *session* without minimal responses, what they part joined (CP-1, rule 6)."""
    return _without(session, lambda policy: _minimal(session, coder, policy), join=True)


def _minimal(session: Session, coder: str, policy: str) -> frozenset[int]:
    return Evidence(session, session.coding(coder), policy).minimal


def _without(
    session: Session, gone: Callable[[str], Iterable[int]], *, join: bool = False
) -> Session:
    """Return *session* without the turns *gone* under each policy."""
    left = [
        without_turns(turn_taking(session.transcript, policy), frozenset(gone(policy)), join=join)
        for policy in POLICIES
    ]
    return replace(session, transcript=with_turn_taking(session.transcript, *left))


def with_newsmarks(session: Session, coder: str, _policy: str) -> Session:
    """Return *session* with newsmarks as questions."""

    def counted(tag: Tag) -> Tag:
        return _set(tag, newsmark="no") if tag.value("newsmark") == "yes" else tag

    return _recoded(session, coder, counted)


def without_embodied(session: Session, coder: str, policy: str) -> Session:
    """Return *session* as if nobody had noticed what is done without words."""
    evidence = Evidence(session, session.coding(coder), policy)
    outcomes: dict[str, str] = {}
    for question in evidence.asked:
        spoken = [tag for tag in question.responses if tag.value("embodied") != "yes"]
        if len(spoken) < len(question.responses):
            by = tuple((evidence.actor(tag), tag.value("type")) for tag in spoken)
            came = outcome_of(question.asker, question.addressees, by)
            outcomes[question.tag.id] = came or NO_RESPONSE

    def seen(tag: Tag) -> Tag | None:
        if tag.code == "embodied" or (tag.code == "response" and tag.value("embodied") == "yes"):
            return None
        return _set(tag, outcome=outcomes[tag.id]) if tag.id in outcomes else tag

    def bodily(policy: str) -> Iterable[int]:
        found = turn_taking(session.transcript, policy).turns
        return (turn.index for turn in found if turn.kind is TurnKind.EMBODIED)

    return _recoded(_without(session, bodily), coder, seen)


def without_repair(session: Session, coder: str, _policy: str) -> Session:
    """Return *session* without questions that initiate repair."""
    return _only(session, coder, lambda tag: tag.code != "question" or tag.value("action") != "oir")


def without_suggested(session: Session, coder: str, _policy: str) -> Session:
    """Return *session* without *coder*'s tags that were accepted from a suggestion."""
    return _only(session, coder, lambda tag: tag.origin != SUGGESTED)


def only_sure(session: Session, coder: str, _policy: str) -> Session:
    """Return *session* with only those of *coder*'s tags that are sure."""
    return _only(session, coder, lambda tag: tag.certainty == "sure")


def dont_know_answers(session: Session, coder: str, policy: str) -> Session:
    """Return *session* with *I don't know* as an answer that does not fit the question."""
    evidence = Evidence(session, session.coding(coder), policy)
    unknowing = {tag.id for tag in evidence.of("response") if _says_dont_know(session, tag)}
    open_again = {
        question.tag.id
        for question in evidence.asked
        if question.outcome == NON_ANSWER and unknowing & {tag.id for tag in question.responses}
    }

    def answered(tag: Tag) -> Tag:
        if tag.id in unknowing:
            return _set(tag, type="answer", conforming="nonconforming")
        return _set(tag, outcome="") if tag.id in open_again else tag

    return _recoded(session, coder, answered)


def _says_dont_know(session: Session, tag: Tag) -> bool:
    if tag.value("type") != "non_answer":
        return False
    said = " ".join(session.transcript.quote(span) for span in tag.spans)
    plain = _NO_LETTER.sub("", said.replace("’", "'")).lower()
    return bool(_DONT_KNOW.search(" ".join(plain.split())))


def _only(session: Session, coder: str, wanted: Callable[[Tag], bool]) -> Session:
    return _recoded(session, coder, lambda tag: tag if wanted(tag) else None)


def _recoded(session: Session, coder: str, of: Callable[[Tag], Tag | None]) -> Session:
    """Return *session* with *coder*'s tags as *of* says, without links to tags that are gone."""
    coding = session.coding(coder)
    tags = [changed for tag in coding.tags.values() if (changed := of(tag))]
    kept = {tag.id for tag in tags}
    links = (
        link
        for link in coding.links.values()
        if link.source in kept and (not link.target or link.target in kept)
    )
    return replace(session, codings={**session.codings, coder: Coding.of(coder, tags, links)})


def _set(tag: Tag, **values: str) -> Tag:
    """Return *tag* with other attributes; an empty value takes one away."""
    changed = {**dict(tag.values), **values}
    return replace(tag, values=tuple(sorted((k, v) for k, v in changed.items() if v)))

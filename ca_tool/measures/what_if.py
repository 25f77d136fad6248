"""What would change if something had been counted otherwise (science §3.6).

A choice is a pure function from a session, a coder and a counting policy to a session and a policy
that say otherwise; every measure is then computed again as always.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.coding import SUGGESTED, Coding, Tag
from ca_tool.measures.compute import measure_session
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.outcomes import NO_RESPONSE, NON_ANSWER, outcome_of
from ca_tool.measures.table import Row
from ca_tool.project import Session
from ca_tool.turn_taking import POLICIES, TurnKind, turn_taking, with_turn_taking
from ca_tool.turn_taking.removal import without_turns

Change: TypeAlias = "Callable[[Session, str, str], Session]"

_NO_CODEBOOK = Codebook()
_NO_LETTER = re.compile(r"[^\w'\s]+")
_DONT_KNOW = re.compile(r"\b(?:dunno|(?:don'?t|do not) know|no idea|not sure)\b")


class Changed(NamedTuple):
    """A number as it is and as it would be; ``None`` where there is no such number."""

    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """Whichever there is: what the number is about."""
        row = self.before or self.after
        assert row is not None
        return row


@dataclass(frozen=True)
class WhatIf:
    """A choice that could have been made otherwise.

    Attributes
    ----------
    key, label
        For the command line and for lists; the label goes on after ‘What if’.
    plain
        What is done then, in plain words.
    change
        Session, coder and policy → the session that says otherwise. It keeps its id.
    policy
        Policy → the policy it is counted under.
    """

    key: str
    label: str
    plain: str
    change: Change
    policy: Callable[[str], str] = lambda policy: policy

    def named(self, policy: str) -> str:
        """Return the policy as it stands in the table: ``CP-1; without minimal responses``."""
        other = self.policy(policy)
        return other if other != policy else f"{policy}; {self.label}"


def what_if_rows(
    session: Session,
    coder: str,
    codebook: Codebook = _NO_CODEBOOK,
    key: str = "",
    *,
    policy: str = "CP-1",
) -> tuple[Row, ...]:
    """Return all numbers of *session* under the choice *key*; ``policy`` of each row names it.

    Raises ``KeyError`` if there is no such choice.
    """
    choice = WHAT_IFS[key]
    changed = choice.change(apart(session), coder, policy)
    rows = measure_session(changed, coder, policy=choice.policy(policy), codebook=codebook)
    return tuple(row._replace(policy=choice.named(policy)) for row in rows)


def what_if(
    session: Session,
    coder: str,
    codebook: Codebook = _NO_CODEBOOK,
    key: str = "",
    *,
    policy: str = "CP-1",
) -> tuple[Changed, ...]:
    """Return the numbers of *session* that the choice *key* changes, before and after.

    A number changes if its value, its counts or what they are of do. In the order of the table;
    numbers there are only afterwards come last.

    Raises
    ------
    KeyError
        There is no such choice in :data:`WHAT_IFS`.
    """
    before = _by_key(measure_session(apart(session), coder, policy=policy, codebook=codebook))
    after = _by_key(what_if_rows(session, coder, codebook, key, policy=policy))
    pairs = (Changed(before.get(at), after.get(at)) for at in {**before, **after})
    return tuple(pair for pair in pairs if _counts(pair.before) != _counts(pair.after))


def apart(session: Session) -> Session:
    """Return *session* with nothing remembered in common, to be measured in another thread."""
    transcript = session.transcript
    found = (turn_taking(transcript, policy) for policy in POLICIES)
    return replace(session, transcript=with_turn_taking(transcript, *found))


def _by_key(rows: Iterable[Row]) -> dict[tuple[str, ...], Row]:
    return {(row.measure, row.variant, row.participant, row.other): row for row in rows}


def _counts(row: Row | None) -> tuple[float | None, ...] | None:
    return (row.value, row.k, row.n) if row else None


def _policy_only(session: Session, _coder: str, _policy: str) -> Session:
    return session


def _other_policy(policy: str) -> str:
    return next(other for other in POLICIES if other != policy)


def _without_minimal(session: Session, coder: str, _policy: str) -> Session:
    return _without(session, lambda policy: _minimal(session, coder, policy))


def _substantive(session: Session, coder: str, _policy: str) -> Session:
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


def _with_newsmarks(session: Session, coder: str, _policy: str) -> Session:
    def counted(tag: Tag) -> Tag:
        return _set(tag, newsmark="no") if tag.value("newsmark") == "yes" else tag

    return _recoded(session, coder, counted)


def _without_embodied(session: Session, coder: str, policy: str) -> Session:
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


def _without_repair(session: Session, coder: str, _policy: str) -> Session:
    return _only(session, coder, lambda tag: tag.code != "question" or tag.value("action") != "oir")


def _without_suggested(session: Session, coder: str, _policy: str) -> Session:
    return _only(session, coder, lambda tag: tag.origin != SUGGESTED)


def _only_sure(session: Session, coder: str, _policy: str) -> Session:
    return _only(session, coder, lambda tag: tag.certainty == "sure")


def _dont_know_answers(session: Session, coder: str, policy: str) -> Session:
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


_CHOICES = (
    WhatIf(
        "other-policy",
        "turns counted the other way",
        "Whole turns (CP-1) go on after a silence of the same person; "
        "split turns (CP-1s) begin anew after a long one.",
        _policy_only,
        _other_policy,
    ),
    WhatIf(
        "substantive",
        "substantive turns only",
        "Turns of only mm hm, yeah … that answer nothing are taken out, "
        "and the turns they part become one.",
        _substantive,
    ),
    WhatIf(
        "without-minimal",
        "without minimal responses",
        "Turns of only mm hm, yeah … that answer nothing are taken out; nothing is joined.",
        _without_minimal,
    ),
    WhatIf(
        "with-newsmarks",
        "with newsmarks",
        "‘really?’, ‘did you?’ count as questions.",
        _with_newsmarks,
    ),
    WhatIf(
        "without-embodied",
        "without what is done by body",
        "Turns of gesture alone are taken out, and so are answers by body or device: "
        "a question answered only so counts as one nobody answered.",
        _without_embodied,
    ),
    WhatIf(
        "without-repair",
        "without questions that ask for repair",
        "‘huh?’, ‘the what?’ are taken out.",
        _without_repair,
    ),
    WhatIf(
        "without-suggested",
        "without accepted suggestions",
        "Tags that were accepted from a suggestion of the program are taken out.",
        _without_suggested,
    ),
    WhatIf(
        "only-sure",
        "only what the coder is sure of",
        "Tags whose coder marked them probable or possible are taken out.",
        _only_sure,
    ),
    WhatIf(
        "dont-know",
        "with ‘I don’t know’ as an answer",
        "‘I don’t know’ counts as an answer that does not fit the question, "
        "not as something else than an answer.",
        _dont_know_answers,
    ),
)

WHAT_IFS: Mapping[str, WhatIf] = {choice.key: choice for choice in _CHOICES}
"""Every choice by its key, in the order shown."""

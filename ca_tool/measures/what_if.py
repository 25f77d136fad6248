"""What would change if something had been counted otherwise (science §3.6).

A choice is a pure function from a session, a coder and a counting policy to a session and a policy
that say otherwise; every measure is then computed again as always.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeAlias

from ca_tool.codebook import Codebook
from ca_tool.measures.compute import measure_session
from ca_tool.measures.recounting import (
    dont_know_answers,
    only_sure,
    other_policy,
    policy_only,
    substantive,
    with_newsmarks,
    without_embodied,
    without_minimal,
    without_repair,
    without_suggested,
)
from ca_tool.measures.table import Row
from ca_tool.project import Session
from ca_tool.turn_taking import POLICIES, turn_taking, with_turn_taking

Change: TypeAlias = "Callable[[Session, str, str], Session]"

_NO_CODEBOOK = Codebook()


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


_CHOICES = (
    WhatIf(
        "other-policy",
        "turns counted the other way",
        "Whole turns (CP-1) go on after a silence of the same person; "
        "split turns (CP-1s) begin anew after a long one.",
        policy_only,
        other_policy,
    ),
    WhatIf(
        "substantive",
        "substantive turns only",
        "Turns of only mm hm, yeah … that answer nothing are taken out, "
        "and the turns they part become one.",
        substantive,
    ),
    WhatIf(
        "without-minimal",
        "without minimal responses",
        "Turns of only mm hm, yeah … that answer nothing are taken out; nothing is joined.",
        without_minimal,
    ),
    WhatIf(
        "with-newsmarks",
        "with newsmarks",
        "‘really?’, ‘did you?’ count as questions.",
        with_newsmarks,
    ),
    WhatIf(
        "without-embodied",
        "without what is done by body",
        "Turns of gesture alone are taken out, and so are answers by body or device: "
        "a question answered only so counts as one nobody answered.",
        without_embodied,
    ),
    WhatIf(
        "without-repair",
        "without questions that ask for repair",
        "‘huh?’, ‘the what?’ are taken out.",
        without_repair,
    ),
    WhatIf(
        "without-suggested",
        "without accepted suggestions",
        "Tags that were accepted from a suggestion of the program are taken out.",
        without_suggested,
    ),
    WhatIf(
        "only-sure",
        "only what the coder is sure of",
        "Tags whose coder marked them probable or possible are taken out.",
        only_sure,
    ),
    WhatIf(
        "dont-know",
        "with ‘I don’t know’ as an answer",
        "‘I don’t know’ counts as an answer that does not fit the question, "
        "not as something else than an answer.",
        dont_know_answers,
    ),
)

WHAT_IFS: Mapping[str, WhatIf] = {choice.key: choice for choice in _CHOICES}
"""Every choice by its key, in the order shown."""

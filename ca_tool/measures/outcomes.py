"""What became of a question, from what its responses are (scheme QR-1)."""

from __future__ import annotations

from collections.abc import Sequence

GROUP = "*"
"""The addressee of what is said to everybody."""

ANSWER, NON_ANSWER, NO_RESPONSE = "answer", "non_answer_response", "no_response"
OTHER_ANSWERS, SELF_ANSWERED = "other_answers", "self_answered"
UNOBSERVABLE = {
    "repair_initiated": "repair initiated, still pending",
    "censored": "censored: the transcript ends or has a gap",
    "not_observable": "not observable",
    "": "outcome not coded",
}
"""Outcomes that are no opportunity, and why (science §3.3)."""


def outcome_of(asker: str, to: tuple[str, ...], by: tuple[tuple[str, str], ...]) -> str:
    """Return what became of a question from who responded and how; empty if nobody did.

    *by* holds pairs of respondent and response type; a response without a type is an answer, since
    that is what its link says. An addressee's answer outweighs their earlier non-answer, and both
    outweigh what others say.
    """
    addressed = [kind for who, kind in by if who != asker and among(who, to)]
    if addressed:
        return ANSWER if any(kind in ("", "answer") for kind in addressed) else NON_ANSWER
    if any(who != asker for who, _ in by):
        return OTHER_ANSWERS
    return SELF_ANSWERED if by else ""


def answered_bodily(asker: str, to: tuple[str, ...], by: Sequence[tuple[str, bool]]) -> bool:
    """Return whether those asked answered by body or device alone, whatever others said.

    *by* holds pairs of who answered and whether that was by body or device.
    """
    if not any(bodily for _, bodily in by):
        return False
    theirs = [bodily for who, bodily in by if who != asker and among(who, to)]
    return all(theirs or [bodily for _, bodily in by])


def among(who: str, to: tuple[str, ...]) -> bool:
    """Return whether *who* is among those asked; where nobody is named, anybody is."""
    return not to or GROUP in to or who in to


def respondents_of(
    outcome: str, asker: str, to: tuple[str, ...], by: tuple[tuple[str, str], ...]
) -> tuple[str, ...]:
    """Return who brought *outcome* about; the one addressee where no response is linked."""
    match outcome:
        case "answer":
            found = [who for who, kind in by if who != asker and kind in ("", "answer")]
        case "non_answer_response":
            found = [who for who, _ in by if who != asker]
        case "other_answers":
            found = [who for who, _ in by if who != asker and who not in to]
        case _:
            return ()
    if outcome != OTHER_ANSWERS:
        found = [who for who in found if among(who, to)]
        if not found and len(to) == 1 and GROUP not in to:
            found = list(to)
    return tuple(dict.fromkeys(found))

"""Talking about somebody instead of to them, and answering for them (M-24, M-25)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ca_tool.coding import Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.outcomes import GROUP
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, missing, proportion

HEADING = "Talking about someone instead of to them"
NOBODY_ELSE = "no opportunity: there is no third person"
ACTIONS = ("clarify", "respond", "prompt", "expand", "challenge")
RESPONSES = ("ratifies", "corrects", "contests", "ignored", "no_opportunity")


@measure(
    "M-24",
    label="About, not to",
    plain="Talking about someone instead of to them",
    heading=HEADING,
    unit="proportion",
    needs_codes=("question", "about_not_to"),
    variants={
        "questions": "questions about the person, to others",
        "statements": "statements about the person, to others",
        "questions_and_statements": "both",
    },
    instances=("questions", "statements", "questions_and_statements"),
)
def about_not_to(evidence: Evidence) -> Iterator[Number]:
    """Return how much of what concerns each participant is addressed to others instead of to them.

    about X and to others / (about X and to others + to X).

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: questions with X under *about* that are not addressed to X; tags *about not to*;
        against them, questions addressed to X and (for statements) other initiations addressed to
        X. ``other`` is who does it; without ``other``, whoever does.

    Notes
    -----
    What X says is never counted. Missing: nothing was said to X or about X in this way, or there
    is no third person. Questions whose addressee is not coded are excluded.
    Caution: talking about a person who is present may be a way of including them.

    References
    ----------
    Williams, V. & Porter, S. (2015) Communication & Medicine 12(1).
    """
    if len(evidence.roster) < 3:
        for code in evidence.roster:
            yield missing(code, "questions", NOBODY_ELSE, unit="proportion")
        return
    for code in evidence.roster:
        speakers = [who for who in evidence.roster if who != code]
        for other in ("", *speakers):
            found = _questions(evidence, code, other)
            said = _statements(evidence, code, other)
            if other and not (found.numerator or said.numerator):
                continue
            both = Cases(
                found.numerator + said.numerator,
                found.others + said.others,
                found.excluded + said.excluded,
            )
            for variant, cases, counts in (
                ("questions", found, "questions"),
                ("statements", said, "statements"),
                ("questions_and_statements", both, "questions and statements"),
            ):
                note = "" if variant == "questions" else evidence.untagged("about_not_to")
                yield proportion(code, variant, cases, counts=counts, other=other, note=note)


def _questions(evidence: Evidence, code: str, speaker: str) -> Cases:
    about, to, out = [], [], []
    for question in evidence.questions:
        if question.asker == code or speaker not in ("", question.asker):
            continue
        concerns = code in question.tag.about
        if code in question.addressees:
            to.append(question.id)
        elif concerns and not question.addressees:
            out.append((question.id, "addressee not coded"))
        elif concerns:
            about.append(question.id)
    return Cases(tuple(about), tuple(to), tuple(out))


def _statements(evidence: Evidence, code: str, speaker: str) -> Cases:
    about, out = [], []
    for tag in evidence.of("about_not_to"):
        who = evidence.actor(tag)
        if code not in tag.about or who == code or speaker not in ("", who):
            continue
        if code in tag.addressees:
            out.append((f"tag:{tag.id}", "addressed to the person after all"))
        else:
            about.append(f"tag:{tag.id}")
    to = tuple(
        item.id
        for item in evidence.initiations
        if item.question is None
        and item.actor != code
        and speaker in ("", item.actor)
        and code in item.addressees
    )
    return Cases(tuple(about), to, tuple(out))


@measure(
    "M-25",
    label="Third-party turns",
    plain="Answering for someone",
    heading=HEADING,
    unit="per slot",
    high=float("inf"),
    needs_codes=("speaking_for", "question"),
    variants={
        "per_slot": "turns others took in this person's slots, per slot",
        "action:…": "what these turns do: clarify, respond, prompt, expand, challenge",
        "owner:…": "what the person does next: ratifies, corrects, contests …",
        "takeover": "these turns that decide or close for the person",
        "invited": "these turns that were invited",
    },
    instances=(
        "per_slot",
        "takeover",
        "invited",
        *(f"action:{action}" for action in ACTIONS),
        *(f"owner:{response}" for response in RESPONSES),
    ),
)
def third_party_turns(evidence: Evidence) -> Iterator[Number]:
    """Return how often others select themselves where it was a participant's turn to speak.

    third-party turns in slots of X / response slots of X; by action and by what X does next, as
    proportions of the third-party turns.

    Returns
    -------
    per slot, 0 upwards; proportion, 0 to 1, Wilson interval
        Counted: tags *speaking for* with X as owner of the slot, self-selected. ``other`` is who
        does it; without ``other``, whoever does.

    Notes
    -----
    Denominator: X's slots: questions and other initiations addressed to X by others or to the
    group. Missing: X has no slot, there is no third person, or (for the proportions) nobody entered
    a slot. Turns of those who were selected to speak are excluded.
    Caution: most such turns are supportive; see the actions, and what the owner does with them.

    References
    ----------
    Williams, V. & Porter, S. (2015) Communication & Medicine 12(1).
    Purves, B. (2009) Aphasiology 23(7–8): 914–925.
    """
    if len(evidence.roster) < 3:
        for code in evidence.roster:
            yield missing(code, "per_slot", NOBODY_ELSE, unit="per slot")
        return
    tags = evidence.of("speaking_for")
    for code in evidence.roster:
        slots = tuple(
            item.id
            for item in evidence.initiations
            if item.actor != code and (code in item.addressees or GROUP in item.addressees)
        )
        owned = [tag for tag in tags if tag.value("slot_owner") == code]
        yield from _third_party(evidence, code, "", owned, slots)
        for other in evidence.roster:
            if own := [tag for tag in owned if evidence.actor(tag) == other]:
                yield from _third_party(evidence, code, other, own, slots)


def _third_party(
    evidence: Evidence, code: str, other: str, tags: Sequence[Tag], slots: tuple[str, ...]
) -> Iterator[Number]:
    selected = [tag for tag in tags if tag.value("self_selected") == "no"]
    out = tuple((f"tag:{tag.id}", "was selected to speak") for tag in selected)
    own = [tag for tag in tags if tag not in selected]
    ids = tuple(f"tag:{tag.id}" for tag in own)
    yield _per_slot(code, other, Cases(ids, slots, out), evidence.untagged("speaking_for"))
    for action in ACTIONS if own else ():
        yield _part(code, other, f"action:{action}", own, "action", action, out)
    for response in RESPONSES if own else ():
        yield _part(code, other, f"owner:{response}", own, "owner_response", response, out)
    for name in ("takeover", "invited") if own else ():
        yield _part(code, other, name, own, name, "yes", out)


def _per_slot(code: str, other: str, cases: Cases, note: str) -> Number:
    k, n, unit = len(cases.numerator), len(cases.others), "per slot"
    if not n:
        why = "no opportunity: nothing was addressed to this person"
        return missing(code, "per_slot", why, unit=unit, other=other)._replace(cases=cases)
    return Number(
        code,
        "per_slot",
        k / n,
        k,
        n,
        cases=cases,
        unit=unit,
        counts="turns",
        note=note,
        other=other,
    )


def _part(
    code: str,
    other: str,
    variant: str,
    tags: Sequence[Tag],
    attribute: str,
    wanted: str,
    out: tuple[tuple[str, str], ...],
) -> Number:
    """Return how many of *tags* have *attribute* as *wanted*; those without it are excluded."""
    coded = [(f"tag:{tag.id}", tag.value(attribute)) for tag in tags]
    cases = Cases(
        tuple(case for case, value in coded if value == wanted),
        tuple(case for case, value in coded if value and value != wanted),
        out + tuple((case, "not coded") for case, value in coded if not value),
    )
    return proportion(code, variant, cases, counts="third-party turns", other=other)

"""Who tells, asks and lets whom do what (M-16)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ca_tool.coding import Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.initiative import shares
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, count, proportion

ACTS = (
    "directive_imperative",
    "need_statement",
    "announcement",
    "proposal",
    "offer",
    "request_interrogative",
    "permission_request",
    "decision",
    "granting",
)
DOMAINS = ("own", "others", "joint")
RESPONSES = ("comply", "accept", "resist", "refuse", "counter", "no_uptake")


@measure(
    "M-16",
    label="Deontic profile",
    plain="Who told, asked or let somebody do something",
    heading="Who started things",
    unit="proportion",
    high=float("inf"),
    needs_codes=("deontic",),
    variants={
        "share": "deciding acts",
        "act:…": "this person's acts of one kind",
        "domain:…": "this person's acts by whose matter it is: own, others, joint",
        "act_in_others_domain:…": "acts of one kind in the other's matters",
        "response:…": "this person's acts by what the other does",
        "congruent": "this person's acts that the other treats as within their rights",
        "after_refusal:…": "what this person does when refused",
    },
    instances=(
        "congruent",
        *(f"act:{act}" for act in ACTS),
        *(f"domain:{domain}" for domain in DOMAINS),
        *(f"response:{response}" for response in RESPONSES),
    ),
)
def deontic_profile(evidence: Evidence) -> Iterator[Number]:
    """Return how each participant says what is to be done, in whose matters, and what comes of it.

    share: acts of p / all; act, domain, response: acts of p with that value / acts of p for which
    it is coded; acts in the other's domain and practices after a refusal: counts.

    Returns
    -------
    proportion, 0 to 1, Wilson interval; counts
        Counted: tags *deontic*, by who does them. ``domain:others``: in the other's matters.

    Notes
    -----
    Denominator: all such acts; p's acts with that attribute coded. Missing: there are none. Acts
    without the attribute are excluded.
    Caution: the form of an act is not power: what counts is what it is treated as. No sum is made
    of these numbers.

    References
    ----------
    Stevanovic, M. & Peräkylä, A. (2012) ROLSI 45(3): 297–321.
    Antaki, C. & Webb, J. (2019) Sociology of Health & Illness 41(8): 1549–1566.
    Finlay, W., Walton, C. & Antaki, C. (2008) Sociology of Health & Illness 30(1): 55–75.
    """
    tags = evidence.of("deontic")
    pairs = [(evidence.actor(tag), f"tag:{tag.id}") for tag in tags]
    yield from shares(evidence, "share", pairs, counts="deciding acts")
    if not tags:
        return
    for code in evidence.roster:
        own = [tag for (who, _), tag in zip(pairs, tags, strict=True) if who == code]
        for name, values in (("act", ACTS), ("domain", DOMAINS), ("response", RESPONSES)):
            for value in values:
                yield _with(code, f"{name}:{value}", own, name, value)
        yield _with(code, "congruent", own, "congruent", "yes")
        yield from _counted(code, own)


def _counted(code: str, own: Sequence[Tag]) -> Iterator[Number]:
    in_others: dict[str, list[str]] = {}
    practices: dict[str, list[str]] = {}
    for tag in own:
        case = f"tag:{tag.id}"
        if tag.value("domain") == "others" and tag.value("act"):
            in_others.setdefault(tag.value("act"), []).append(case)
        if practice := tag.value("staff_practice"):
            practices.setdefault(practice, []).append(case)
    for stem, found in (("act_in_others_domain", in_others), ("after_refusal", practices)):
        for value, cases in sorted(found.items()):
            variant = f"{stem}:{value}"
            yield count(code, variant, Cases(tuple(cases)), counts="deciding acts")


def _with(code: str, variant: str, tags: Sequence[Tag], name: str, wanted: str) -> Number:
    coded = [(f"tag:{tag.id}", tag.value(name)) for tag in tags]
    cases = Cases(
        tuple(case for case, value in coded if value == wanted),
        tuple(case for case, value in coded if value and value != wanted),
        tuple((case, "not coded") for case, value in coded if not value),
    )
    return proportion(code, variant, cases, counts="deciding acts")

"""Sorting out what was meant: repair (M-28)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ca_tool.coding import Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.initiative import shares
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, missing, proportion

FORMATS = ("open_request", "restricted_request", "restricted_offer")
OUTCOMES = ("resolved", "abandoned", "another_oir")
PER_100_TURNS = "per 100 turns of the others"
PER_100_WORDS = "per 100 words"


@measure(
    "M-28",
    label="Repair",
    plain="Who asked what was meant, and who put their own words right",
    heading="Sorting out what was meant",
    unit="proportion",
    high=float("inf"),
    needs_codes=("repair", "self_repair"),
    variants={
        "share": "repair initiated on what others said",
        "per_100_turns": "repair initiated, per 100 turns of the others",
        "format:…": "repair initiated, by how much of the trouble it locates",
        "outcome:…": "repair initiated, by how it ended",
        "self_repair": "self-repair per 100 words of the same person",
    },
    instances=(
        *(f"format:{name}" for name in FORMATS),
        *(f"outcome:{name}" for name in OUTCOMES),
    ),
)
def repair(evidence: Evidence) -> Iterator[Number]:
    """Return who initiates repair on what others said, how, and how often people repair themselves.

    share: repair initiated by p / all; per 100 turns: 100 · repair initiated by p / turns of the
    others; format, outcome: p's with such a format / p's; self-repair: 100 · self-repairs of p /
    words of p.

    Returns
    -------
    proportion, 0 to 1, Wilson interval; rates per 100, 0 upwards
        Counted: tags *repair* and *self_repair*, by who initiates.

    Notes
    -----
    Denominator: all repair initiations; the others' turns; p's initiations with that attribute
    coded; p's words. Missing: none is tagged (not coded is not none), the others have no turn, p
    says no word.
    Caution: little repair is not good understanding: people with learning disabilities ask less
    often, and staff may let trouble pass. Read the format beside the number.

    References
    ----------
    Schegloff, E., Jefferson, G. & Sacks, H. (1977) Language 53: 361–382.
    Dingemanse, M. & Enfield, N. (2015) Open Linguistics 1: 96–118.
    Antaki, C., Chinn, D., Walton, C., Finlay, W. & Sempik, J. (2020) CL&P 34(10–11): 954–976.
    """
    tags = evidence.of("repair")
    initiated = [(evidence.actor(tag), f"tag:{tag.id}") for tag in tags]
    yield from shares(evidence, "share", initiated, counts="repair initiations")
    fixed = evidence.of("self_repair")
    for code in evidence.roster:
        own = [tag for tag in tags if evidence.actor(tag) == code]
        yield _per_turns(evidence, code, own)
        for name, values in (("format", FORMATS), ("outcome", OUTCOMES)):
            for value in values if tags else ():
                yield _with(code, name, value, own)
        yield _per_words(evidence, code, [tag for tag in fixed if evidence.actor(tag) == code])


def _per_turns(evidence: Evidence, code: str, own: Sequence[Tag]) -> Number:
    held, variant, unit = evidence.talk, "per_100_turns", PER_100_TURNS
    others = len(held.attributed) - len(held.of[code])
    why = evidence.untagged("repair")
    if why := why or ("" if others else "no opportunity: the others have no turns"):
        return missing(code, variant, why, unit=unit)
    cases = Cases(tuple(f"tag:{tag.id}" for tag in own))
    counts = "repair initiations"
    rate = 100 * len(own) / others
    return Number(code, variant, rate, len(own), others, cases=cases, unit=unit, counts=counts)


def _per_words(evidence: Evidence, code: str, own: Sequence[Tag]) -> Number:
    words, variant, unit = evidence.talk.words[code], "self_repair", PER_100_WORDS
    if why := evidence.untagged("self_repair") or ("" if words else "no opportunity: no words"):
        return missing(code, variant, why, unit=unit)
    cases = Cases(tuple(f"tag:{tag.id}" for tag in own))
    return Number(
        code,
        variant,
        100 * len(own) / words,
        len(own),
        words,
        cases=cases,
        unit=unit,
        counts="self-repairs",
        note=evidence.talk.under_recorded,
    )


def _with(code: str, name: str, wanted: str, tags: Sequence[Tag]) -> Number:
    coded = [(f"tag:{tag.id}", tag.value(name)) for tag in tags]
    cases = Cases(
        tuple(case for case, value in coded if value == wanted),
        tuple(case for case, value in coded if value and value != wanted),
        tuple((case, "not coded") for case, value in coded if not value),
    )
    return proportion(code, f"{name}:{wanted}", cases, counts="repair initiations")

"""Which tiers of an ELAN file are talk, and whose.

Decided from what the tier depends on, its type and controlled vocabulary, its name, its contents,
and what else the same person has at the same time. Every decision says why, and the analyst may
decide otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ca_tool.formats.eaf_document import Annotation, Elan, Tier
from ca_tool.formats.registry import Choice
from ca_tool.formats.tier_names import not_words, other_thing, speaker_in, speaks_of_talk
from ca_tool.formats.timed_talk import NOBODY, is_nobodys
from ca_tool.transcript import UNKNOWN

DEEPEST = 64
"""Tiers above a tier that are looked at; ELAN files have three or four."""

OWN = "CA Tool: "
"""How the types of tiers begin that hold tags this program wrote."""

CODES = "code:"
"""Before the coder, in what the analyst decides about a tier of codes."""

IMPORTED = "imported"
"""The coder of codes that no annotator is named for."""

SAMPLE = 200
"""Annotations of a tier whose contents are looked at."""


class Decision(NamedTuple):
    """What was decided about a tier."""

    tier: Tier
    why: str
    speaker: str = ""
    """Empty for silences and descriptions that are nobody's."""
    is_talk: bool = False
    coder: str = ""
    """Whose codes it holds, where it is taken as tags."""

    @property
    def said(self) -> str:
        """The decision in words."""
        count = len(self.tier.annotations)
        whose = self.tier.participant or "no participant"
        what = f"talk of {self.speaker}" if self.speaker else "nobody's silences and descriptions"
        result = what if self.is_talk else "not talk"
        result = f"codes of {self.coder}" if self.coder else result
        return f"tier “{self.tier.id}” ({whose}, {count} annotations): {result}, because {self.why}"


def decide(document: Elan, chosen: Mapping[str, str] | None = None) -> tuple[Decision, ...]:
    """Return a decision about every tier.

    Parameters
    ----------
    document
        The file.
    chosen
        What the analyst decided: tier id → speaker, empty for a tier that is not talk,
        :data:`NOBODY` for silences and descriptions, ``code:kim`` for codes of the coder kim.
    """
    tiers = {tier.id: tier for tier in document.tiers}
    first = [_decision(tier, document, tiers, chosen or {}) for tier in document.tiers]
    return tuple(_without_doubles(first, document, chosen or {}))


def _decision(
    tier: Tier, document: Elan, tiers: Mapping[str, Tier], chosen: Mapping[str, str]
) -> Decision:
    if tier.id in chosen:
        return _chosen(tier, chosen[tier.id])
    if is_own(tier):
        return Decision(tier, "this program wrote it", coder=tier.annotator or IMPORTED)
    if _is_nobodys(tier):
        return Decision(tier, "each is in brackets and it has no participant", is_talk=True)
    if why_not := _why_not(tier, document, tiers):
        return Decision(tier, why_not)
    return Decision(tier, _why(tier), speaker_of(tier), is_talk=True)


def _chosen(tier: Tier, value: str) -> Decision:
    if value.startswith(CODES):
        return Decision(tier, "you said so", coder=value.removeprefix(CODES).strip() or IMPORTED)
    if value == NOBODY:
        return Decision(tier, "you said so", is_talk=True)
    return Decision(tier, "you said so", value, is_talk=bool(value))


def is_own(tier: Tier) -> bool:
    """Whether a tier holds tags that this program wrote."""
    return tier.type.startswith(OWN) and not tier.parent


def choices_of(decisions: Sequence[Decision], document: Elan) -> Iterator[Choice]:
    """Yield what the analyst may decide about each tier that holds something.

    Codes are offered, never taken without being asked for: only tiers that this program wrote are.
    """
    named = (one.speaker or one.tier.participant for one in decisions)
    people = [who for who in dict.fromkeys(named) if who and who != NOBODY]
    fixed = ((NOBODY, "silences and descriptions"), ("", "not talk"))
    for one in decisions:
        if not one.tier.annotations or (one.tier.parent and one.tier.type.startswith(OWN)):
            continue
        coder = one.coder or one.tier.annotator or IMPORTED
        kind = document.types.get(one.tier.type)
        offer = not one.tier.parent or (kind is not None and bool(kind.vocabulary))
        codes = ((f"{CODES}{coder}", f"codes of {coder}"),) if offer or one.coder else ()
        value = f"{CODES}{one.coder}" if one.coder else one.speaker
        value = NOBODY if one.is_talk and not one.speaker else value
        may = people if is_own(one.tier) else dict.fromkeys((speaker_of(one.tier), *people))
        talk = tuple((who, f"talk of {who}") for who in may if who != NOBODY)
        options = (*talk, *codes, *fixed)
        yield Choice(one.tier.id, f"tier “{one.tier.id}”", value, options, one.why)


def _is_nobodys(tier: Tier) -> bool:
    if tier.participant or tier.parent or not tier.annotations:
        return False
    return tier.id == NOBODY or all(is_nobodys(each.text) for each in tier.annotations)


def speaker_of(tier: Tier) -> str:
    """Return whose talk a tier is: its participant, else the person in its name, else unknown."""
    return tier.participant or speaker_in(tier.id) or UNKNOWN


def _why_not(tier: Tier, document: Elan, tiers: Mapping[str, Tier]) -> str:
    """Return why a tier is not talk; empty if it is."""
    kind = document.types.get(tier.type)
    texts = [each.text for each in tier.annotations[:SAMPLE]]
    if tier.annotations and (what := other_thing(tier.id, tier.participant)):
        return f"its name speaks of {what}"
    if tier.annotations and (what := other_thing(tier.type)) and not _is_named_talk(tier):
        return f"its type “{tier.type}” speaks of {what}"
    if kind is not None and kind.vocabulary:
        return f"its values come from the list “{kind.vocabulary}”"
    if why := not_words(texts):
        return why
    if tier.parent:
        return _why_not_dependent(tier, tiers, kind.constraint if kind else "")
    return ""


def _why_not_dependent(tier: Tier, tiers: Mapping[str, Tier], constraint: str) -> str:
    """Return nothing only if a tier is named talk and no tier above it is talk."""
    above, steps = tiers.get(tier.parent), 0
    while above is not None and steps < DEEPEST:
        named = other_thing(above.id, above.participant) or other_thing(above.type)
        if not named and not not_words([each.text for each in above.annotations[:SAMPLE]]):
            how = constraint.replace("_", " ").lower() or "dependent"
            return f"it is a {how} tier of “{above.id}”"
        above, steps = tiers.get(above.parent) if above.parent else None, steps + 1
    if _is_named_talk(tier):
        return ""
    return f"it depends on “{tier.parent}” and its name does not say that it is talk"


def _is_named_talk(tier: Tier) -> bool:
    return speaks_of_talk(tier.id, tier.participant) or speaks_of_talk(tier.type)


def _why(tier: Tier) -> str:
    reasons = []
    if tier.participant:
        reasons.append("it has a participant")
    if _is_named_talk(tier):
        reasons.append("its name or type says so")
    if not tier.parent:
        reasons.append("it stands alone in time and holds words")
    return " and ".join(reasons) or "it holds words"


def _without_doubles(
    decisions: Sequence[Decision], document: Elan, chosen: Mapping[str, str]
) -> list[Decision]:
    """Keep one tier where a person has several at the same times: nobody talks twice at once."""
    kept: dict[str, list[Decision]] = {}
    dropped: dict[str, str] = {}
    speaking = [one for one in decisions if one.is_talk and one.speaker not in ("", UNKNOWN)]
    if len({one.speaker.upper() for one in speaking}) == len(speaking):
        return list(decisions)
    for one in sorted(speaking, key=lambda each: _rank(each, chosen)):
        others = kept.setdefault(one.speaker.upper(), [])
        beside = next((each for each in others if _beside(one, each, document)), None)
        if beside is not None and one.tier.id not in chosen:
            dropped[one.tier.id] = f"it runs beside “{beside.tier.id}” of the same person"
        else:
            others.append(one)
    return [
        Decision(one.tier, dropped[one.tier.id]) if one.tier.id in dropped else one
        for one in decisions
    ]


def _rank(one: Decision, chosen: Mapping[str, str]) -> tuple[bool, bool, int]:
    """Put what the analyst chose first, then what is named talk, then what has most words."""
    words = sum(each.text.count(" ") + 1 for each in one.tier.annotations)
    return one.tier.id not in chosen, not _is_named_talk(one.tier), -words


def _beside(one: Decision, other: Decision, document: Elan) -> bool:
    """Whether more than a fifth of the shorter tier's annotations lie inside the other's."""
    fewer, more = sorted((_extents(one, document), _extents(other, document)), key=len)
    if not fewer:
        return False
    inside, at = 0, 0
    for start, end in fewer:
        middle = (start + end) / 2
        while at < len(more) and more[at][1] < middle:
            at += 1
        inside += at < len(more) and more[at][0] <= middle
    return inside * 5 > len(fewer)


def _extents(one: Decision, document: Elan) -> list[tuple[int, int]]:
    time = document.times.get
    times = ((time(each.start), time(each.end)) for each in one.tier.annotations)
    return sorted((a, b) for a, b in times if a is not None and b is not None)


def by_id(document: Elan) -> dict[str, Annotation]:
    """Return every annotation by its id; of two with one id the first."""
    found: dict[str, Annotation] = {}
    for tier in document.tiers:
        for one in tier.annotations:
            found.setdefault(one.id, one)
    return found


def slots_above(one: Annotation, known: Mapping[str, Annotation]) -> tuple[str, str]:
    """Return the slots of an annotation, or of the one above it that has some."""
    return slots_of_parent(one.parent, known) if one.parent else (one.start, one.end)


def slots_of_parent(parent: str, known: Mapping[str, Annotation]) -> tuple[str, str]:
    """Return the slots of the annotation called *parent*, or of the first above with some."""
    above, steps = known.get(parent), 0
    while above is not None and above.parent and steps < DEEPEST:
        above, steps = known.get(above.parent), steps + 1
    return (above.start, above.end) if above is not None else ("", "")

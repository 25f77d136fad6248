"""Which tiers of a basic transcription are talk, and whose; which describe; which annotate.

The type of a tier says it (t, d, a, l, u), and the decision says why. Only where a file types all
tiers alike does more count: a second tier of one person under another category, beside the first,
is a translation or gloss and no talk. The analyst may decide otherwise.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ca_tool.formats.exb_document import Exmaralda, Tier
from ca_tool.formats.registry import Choice
from ca_tool.formats.tier_names import other_thing
from ca_tool.formats.timed_talk import NOBODY
from ca_tool.transcript import UNKNOWN

TYPES = {
    "t": "talk",
    "a": "annotation",
    "d": "description",
    "l": "link",
    "u": "defined by its user",
}
"""What EXMARaLDA means by the type of a tier."""

_NO_DESCRIPTIONS = frozenset(
    {"translation", "words, glosses or sounds", "codes", "numbers of utterances"}
)


class Decision(NamedTuple):
    """What was decided about a tier: talk of *speaker*, descriptions, or neither."""

    tier: Tier
    key: str
    """What the tier is called in :attr:`Choice.key`: its id; with its number if that is taken."""
    why: str
    speaker: str = ""
    describes: bool = False

    @property
    def is_read(self) -> bool:
        """Whether what stands on the tier comes into the transcript."""
        return bool(self.speaker) or self.describes

    @property
    def is_talk(self) -> bool:
        """Whether somebody says what stands on the tier."""
        return bool(self.speaker) and not self.describes

    @property
    def label(self) -> str:
        """The tier as EXMARaLDA shows it."""
        return self.tier.name or self.tier.category or self.key

    @property
    def said(self) -> str:
        """The decision in words."""
        what = "descriptions" if self.describes else "not talk"
        result = f"talk of {self.speaker}" if self.is_talk else what
        return f"tier “{self.label}” ({len(self.tier.events)} events): {result}, because {self.why}"


def decide(document: Exmaralda, chosen: Mapping[str, str]) -> tuple[Decision, ...]:
    """Return a decision about every tier.

    Parameters
    ----------
    document
        The file.
    chosen
        What the analyst decided: tier id → speaker, empty for a tier that is not talk,
        :data:`NOBODY` for descriptions.
    """
    keys = _keys(document.tiers)
    found = [
        _chosen(tier, key, chosen[key], document) if key in chosen else _typed(tier, key, document)
        for tier, key in zip(document.tiers, keys, strict=True)
    ]
    return tuple(_without_doubles(found, document, chosen))


def choices_of(decisions: Sequence[Decision], document: Exmaralda) -> Iterator[Choice]:
    """Yield what the analyst may decide about each tier that holds something."""
    known = (person.abbreviation for person in document.speakers.values())
    people = dict.fromkeys((*known, *(one.speaker for one in decisions if one.speaker)))
    options = tuple((who, f"talk of {who}") for who in people)
    options += ((NOBODY, "silences and descriptions"), ("", "not talk"))
    for one in decisions:
        if one.tier.events:
            value = NOBODY if one.describes else one.speaker
            yield Choice(one.key, f"tier “{one.label}”", value, options, one.why)


def name_of(tier: Tier, document: Exmaralda) -> str:
    """Return the abbreviation of a tier's speaker, else the id it refers to; empty if none."""
    speaker = document.speakers.get(tier.speaker)
    return speaker.abbreviation if speaker else tier.speaker.strip()


def _keys(tiers: Sequence[Tier]) -> list[str]:
    keys: list[str] = []
    taken: set[str] = set()
    for number, tier in enumerate(tiers, 1):
        key = tier.id if tier.id and tier.id not in taken else f"{tier.id} tier {number}".strip()
        taken.add(key)
        keys.append(key)
    return keys


def _chosen(tier: Tier, key: str, value: str, document: Exmaralda) -> Decision:
    why = "you said so"
    if value == NOBODY:
        return Decision(tier, key, why, name_of(tier, document), describes=True)
    return Decision(tier, key, why, value)


def _typed(tier: Tier, key: str, document: Exmaralda) -> Decision:
    who = name_of(tier, document)
    kind = f" ({TYPES[tier.type]})" if tier.type in TYPES else ""
    why = f"it is of type {tier.type}{kind}" if tier.type else "it has no type"
    if tier.type == "d":
        other = other_thing(tier.category) or other_thing(tier.name, who)
        if other in _NO_DESCRIPTIONS:
            return Decision(tier, key, f"its name speaks of {other}")
        return Decision(tier, key, why, who, describes=True)
    return Decision(tier, key, why, (who or UNKNOWN) if tier.type == "t" else "")


def _without_doubles(
    decisions: Sequence[Decision], document: Exmaralda, chosen: Mapping[str, str]
) -> Iterator[Decision]:
    """Keep one category of talk where a person has several at once: nobody talks twice at once."""
    mine: dict[str, Decision] = {}
    for one in sorted(decisions, key=lambda each: _rank(each, chosen)):
        if one.is_talk and one.speaker != UNKNOWN:
            mine.setdefault(one.speaker.upper(), one)
    for one in decisions:
        first = mine.get(one.speaker.upper())
        other = first is not None and one.tier.category != first.tier.category
        if first is None or one.describes or one.key in chosen or not other:
            yield one
        elif _beside(one.tier, first.tier, document.timeline.ranks):
            yield Decision(one.tier, one.key, f"it runs beside “{first.label}”")
        else:
            yield one


def _rank(one: Decision, chosen: Mapping[str, str]) -> tuple[bool, bool, bool]:
    """Put what the analyst chose first, then category v (verbal), then what names no other."""
    category = one.tier.category
    return one.key not in chosen, category != "v", bool(other_thing(category))


def _beside(one: Tier, other: Tier, ranks: Mapping[str, int]) -> bool:
    """Whether more than a fifth of a tier's events begin inside events of the other."""
    extents = sorted(
        (ranks[each.start], ranks[each.end])
        for each in other.events
        if each.start in ranks and each.end in ranks
    )
    starts = [start for start, _ in extents]
    inside = 0
    for each in one.events:
        rank = ranks.get(each.start, -1)
        at = bisect_right(starts, rank) - 1
        inside += at >= 0 and rank < extents[at][1]
    return inside * 5 > len(one.events)

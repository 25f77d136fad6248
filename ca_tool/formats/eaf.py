"""ELAN annotation files (``.eaf``, 2.7–3.0): tiers of talk in, tiers of talk out.

Reading: which tiers are talk is decided in :mod:`ca_tool.formats.eaf_tiers` and told tier by tier;
the others are reported. Annotations of talk become lines in order of onset, with their times. An
annotation without a time of its own keeps its place and has none. Writing: EAF 3.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple

from ca_tool.formats.eaf_document import Annotation, Elan, Slot, looks_like_eaf, read_document
from ca_tool.formats.eaf_tiers import DEEPEST, Decision, by_id, decide
from ca_tool.formats.eaf_write import eaf_text
from ca_tool.formats.registry import Parsed, reader, writer
from ca_tool.formats.timed_talk import (
    LOSSES,
    Found,
    Stretch,
    name_and_text,
    names_its_speakers,
    parsed,
)
from ca_tool.notation.assembly import without_collection
from ca_tool.transcript import UNKNOWN, Transcript

NOWHERE = Slot(None, (0, 0))


class Placed(NamedTuple):
    """An annotation's times, and the key that puts it in order."""

    start: int | None
    end: int | None
    key: tuple[int, int]


@reader("eaf", "ELAN", (".eaf", ".etf"), recognises=looks_like_eaf)
def read_eaf(data: bytes, name: str, profile: str) -> Parsed:
    """Read an ELAN file, its tiers of talk found out."""
    return read_tiers(data, name, profile)


def read_tiers(
    data: bytes, name: str = "", profile: str = "", speakers: Mapping[str, str] | None = None
) -> Parsed:
    """Read an ELAN file.

    Parameters
    ----------
    data, name, profile
        As for any reader.
    speakers
        What the analyst decided: tier id → speaker, empty for a tier that is not talk. Tiers not
        named here are decided from what is in them.
    """
    found = Found()
    with without_collection(len(data) // 300):
        document = read_document(data, found)
        decisions = decide(document, speakers)
        stretches = _stretches(document, decisions, found)
    for one in decisions:
        if not one.is_talk and one.tier.annotations:
            found("I-TIER", f"“{one.tier.id}” ({one.why})")
    if document.tiers and not stretches:
        found("W-NO-TALK")
    title = document.properties.get("title") or PurePath(name).stem
    return parsed(
        stretches,
        profile=profile,
        title=title,
        problems=found.problems,
        evidence=_evidence(document, decisions),
    )


def _evidence(document: Elan, decisions: Sequence[Decision]) -> Iterator[str]:
    yield f"ELAN, EAF {document.version}".strip(" ,")
    if document.units != "milliseconds":
        yield f"times are counted in {document.units}"
    for media in document.media:
        yield f"recording: {media}"
    for one in decisions:
        yield one.said


def _stretches(document: Elan, decisions: Sequence[Decision], found: Found) -> list[Stretch]:
    """Return what is said on the tiers of talk, in order of onset."""
    placed: list[tuple[tuple[int, int], int, int, Stretch]] = []
    known: dict[str, Annotation] = {}
    for rank, one in enumerate(decisions):
        if not one.is_talk:
            continue
        tier = one.tier
        if any(each.parent for each in tier.annotations):
            known = known or by_id(document)
            places = _places_of_referring(tier.annotations, known, document.slots)
        else:
            places = _places(tier.annotations, document.slots, found)
        named = one.speaker == UNKNOWN and names_its_speakers([e.text for e in tier.annotations])
        for index, (each, place) in enumerate(zip(tier.annotations, places, strict=True)):
            who, text = one.speaker, each.text
            if named:
                name, text = name_and_text(text)
                who = name or UNKNOWN
            stretch = Stretch(who, text, place.start, place.end)
            placed.append((place.key, rank, index, stretch))
    placed.sort(key=lambda row: row[:3])
    return [row[3] for row in placed]


def _places(
    annotations: Sequence[Annotation], slots: Mapping[str, Slot], found: Found
) -> Iterator[Placed]:
    """Yield times as the slots have them; an end before its start is left out."""
    for one in annotations:
        start, end = slots.get(one.start, NOWHERE), slots.get(one.end, NOWHERE)
        if start.ms is not None and end.ms is not None and end.ms < start.ms:
            found("W-TIME-BACKWARDS", f"{one.id} ({start.ms}–{end.ms} ms)")
            end = NOWHERE
        yield Placed(start.ms, end.ms, start.key)


def _places_of_referring(
    annotations: Sequence[Annotation], known: Mapping[str, Annotation], slots: Mapping[str, Slot]
) -> Iterator[Placed]:
    """Yield the times of the annotation above each.

    If several share it, the first starts and the last ends then, and those between have no time of
    their own. Order among them follows their links.
    """
    groups: dict[str, list[Annotation]] = {}
    for one in annotations:
        groups.setdefault(one.parent, []).append(one)
    rows: dict[int, Placed] = {}
    for parent, children in groups.items():
        start, end = _slots_above(parent, known, slots)
        chain = _in_order(children)
        for index, one in enumerate(chain):
            first, last = index == 0, index == len(chain) - 1
            key = (start.key[0], start.key[1] + index)
            rows[id(one)] = Placed(start.ms if first else None, end.ms if last else None, key)
    for one in annotations:
        yield rows[id(one)]


def _slots_above(
    parent: str, known: Mapping[str, Annotation], slots: Mapping[str, Slot]
) -> tuple[Slot, Slot]:
    above, steps = known.get(parent), 0
    while above is not None and above.parent and steps < DEEPEST:
        above, steps = known.get(above.parent), steps + 1
    if above is None:
        return NOWHERE, NOWHERE
    return slots.get(above.start, NOWHERE), slots.get(above.end, NOWHERE)


def _in_order(children: list[Annotation]) -> list[Annotation]:
    """Return annotations under one parent as their PREVIOUS_ANNOTATION links say."""
    after = {one.previous: one for one in children}
    if len(children) < 2 or len(after) < len(children) or "" not in after:
        return children
    chain = [after[""]]
    while len(chain) < len(children) and (following := after.get(chain[-1].id)) is not None:
        chain.append(following)
    return chain if len(chain) == len(children) else children


def _is_as_typed(transcript: Transcript) -> bool:
    return False


@writer("eaf", losses=LOSSES, keeps=_is_as_typed)
def write_eaf(transcript: Transcript) -> bytes:
    """Write talk as EAF 3.0, a tier for each person."""
    return eaf_text(transcript).encode("utf-8")

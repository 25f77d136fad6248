"""Who comes in while another talks, and who gives way (M-26, M-27)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ca_tool.coding import Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.initiative import shares
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, count, missing, proportion
from ca_tool.measures.talk import onset_id
from ca_tool.turn_taking import Overlap, TurnKind

HEADING = "Talking at the same time"
ALONE = "fewer than two participants"
PER_100 = "per 100 turns of the others"
ONSETS = (
    "transitional",
    "terminal",
    "progressional",
    "simultaneous_start",
    "choral",
    "interjacent",
)
RESOLUTIONS = ("onsetter_drops", "incumbent_drops", "both_complete", "both_drop")
UPTAKES = ("heard_and_used", "lost", "redone")


class Onset(NamedTuple):
    """Somebody begins while another talks.

    ``who`` is empty where both begin at once; ``by_body`` where it is a gesture.
    """

    id: str
    who: str
    speakers: tuple[str, ...]
    by_body: bool


def onsets(evidence: Evidence) -> tuple[Onset, ...]:
    """Return every overlap onset that the brackets of the transcript show, in text order."""
    held = evidence.talk
    found = []
    for overlap in held.taking.overlaps:
        for place, onset_by in zip(overlap.others, overlap.onsets, strict=True):
            case = onset_id(overlap, place)
            who = "" if onset_by == "both" else onset_by
            start = place if who in evidence.session.transcript.line(place.line).speakers else None
            start = start or overlap.first
            index = held.turn_at(start.line, start.column, who)
            by_body = index is not None and held.turns[index].kind is TurnKind.EMBODIED
            found.append(Onset(case, who, overlap.speakers, by_body))
    return tuple(found)


@measure(
    "M-26",
    label="Overlap onsets",
    plain="Who came in while another was talking",
    heading=HEADING,
    unit=PER_100,
    high=float("inf"),
    variants={
        "per_100_turns": "onsets per 100 turns of the others",
        "per_100_turns_talk": "the same, gestures left out",
        "share": "of all onsets",
        "simultaneous": "overlaps in which both begin at once",
        "type:…": "tagged overlaps by where they begin",
        "problematic": "tagged overlaps that somebody treats as a problem",
        "uptake:…": "tagged overlaps by what becomes of what was said",
    },
    instances=(
        "problematic",
        *(f"type:{onset}" for onset in ONSETS),
        *(f"uptake:{uptake}" for uptake in UPTAKES),
    ),
)
def overlap_onsets(evidence: Evidence) -> Iterator[Number]:
    """Return how often each participant begins while another talks, and where in the other's turn.

    per 100 turns: 100 · onsets of p / turns of the others; share: onsets of p / all onsets;
    type: tagged overlaps of p with such an onset / tagged overlaps of p.

    Returns
    -------
    onsets per 100 turns of the others, 0 upwards; proportion, 0 to 1, Wilson interval
        Counted: overlap brackets that go together, by who starts later; tags *overlap*, by who
        comes in. Where both begin at once the onset is nobody's (``simultaneous``).

    Notes
    -----
    Denominator: the turns of the others, which p could have overlapped; all onsets; p's tags with
    that attribute coded. Missing: the others have no turn; there are no overlaps; fewer than two
    participants. Overlaps the brackets do not pair are no case.
    Caution: coming in is not interrupting. Most overlaps begin where a turn could end or can be
    recognised; finer transcripts have more of them.

    References
    ----------
    Jefferson, G. (1984) in D'Urso & Leonardi (eds) Discourse Analysis and Natural Rhetorics, 11–38.
    Schegloff, E. (2000) Language in Society 29(1): 1–63.
    """
    if len(evidence.roster) < 2:
        yield missing("", "share", ALONE, unit="proportion")
        return
    found = onsets(evidence)
    alone = [onset for onset in found if onset.who]
    both = tuple(dict.fromkeys(onset.id for onset in found if not onset.who))
    yield count("", "simultaneous", Cases(both), counts="overlaps")
    out = tuple((case, "both begin at once") for case in both)
    pairs = [(onset.who, onset.id) for onset in alone]
    yield from shares(evidence, "share", pairs, out, counts="onsets")
    for code in evidence.roster:
        own = [onset for onset in alone if onset.who == code]
        yield _per_100(evidence, code, "per_100_turns", own, out)
        spoken = [onset for onset in own if not onset.by_body]
        yield _per_100(evidence, code, "per_100_turns_talk", spoken, out)
    yield from _tagged(evidence)


def _per_100(
    evidence: Evidence,
    code: str,
    variant: str,
    own: Sequence[Onset],
    out: tuple[tuple[str, str], ...],
) -> Number:
    held = evidence.talk
    others = len(held.attributed) - len(held.of[code])
    if not others:
        return missing(code, variant, "no opportunity: the others have no turns", unit=PER_100)
    return Number(
        code,
        variant,
        100 * len(own) / others,
        len(own),
        others,
        cases=Cases(tuple(onset.id for onset in own), (), out),
        unit=PER_100,
        counts="onsets",
    )


def _tagged(evidence: Evidence) -> Iterator[Number]:
    tags = evidence.of("overlap")
    if not tags:
        return
    for code in evidence.roster:
        own = [tag for tag in tags if evidence.actor(tag) == code]
        for onset in ONSETS:
            yield _with(code, f"type:{onset}", own, "onset_type", onset)
        yield _with(code, "problematic", own, "problematic", "yes")
        for uptake in UPTAKES:
            yield _with(code, f"uptake:{uptake}", own, "uptake_of_overlapped", uptake)


def _with(code: str, variant: str, tags: Sequence[Tag], name: str, wanted: str) -> Number:
    coded = [(f"tag:{tag.id}", tag.value(name)) for tag in tags]
    cases = Cases(
        tuple(case for case, value in coded if value == wanted),
        tuple(case for case, value in coded if value and value != wanted),
        tuple((case, "not coded") for case, value in coded if not value),
    )
    return proportion(code, variant, cases, counts="tagged overlaps")


@measure(
    "M-27",
    label="Drop-out",
    plain="Who gave way",
    heading=HEADING,
    unit="proportion",
    needs_codes=("overlap",),
    variants={
        "interjacent": "overlaps in mid-turn in which this person stopped",
        "any": "tagged overlaps in which this person stopped",
        "competed_and_other_dropped": "overlaps this person began in mid-turn, treated as a "
        "problem, after which the other stopped",
    },
    instances=("interjacent", "any", "competed_and_other_dropped"),
)
def drop_out(evidence: Evidence) -> Iterator[Number]:
    """Return how often each participant stops when two talk at once.

    interjacent: overlaps in mid-turn in which p stops / overlaps in mid-turn that involve p.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: tags *overlap* with a coded end, by who comes in and who had the turn: the tag's
        addressee, else the other voice of the bracketed overlap it stands in, else of two people
        the other one.

    Notes
    -----
    Denominator: overlaps that involve p. Missing: there is none. Overlaps whose end is not coded
    are excluded, and those whose other voice is not known.
    Caution: *interruption* is a complaint, not a category. What comes nearest is named as what it
    is: begun in mid-turn, treated as a problem, and the other stopped.

    References
    ----------
    Schegloff, E. (2000) Language in Society 29(1): 1–63.
    Jefferson, G. (1984) in D'Urso & Leonardi (eds) Discourse Analysis and Natural Rhetorics, 11–38.
    """
    if len(evidence.roster) < 2:
        yield missing("", "interjacent", ALONE, unit="proportion")
        return
    tags = [(tag, evidence.actor(tag), _incumbent(evidence, tag)) for tag in evidence.of("overlap")]
    note = evidence.untagged("overlap")
    for code in evidence.roster:
        mid_turn = [found for found in tags if found[0].value("onset_type") == "interjacent"]
        yield _dropped(code, "interjacent", mid_turn, note)
        yield _dropped(code, "any", tags, note)
        yield _competed(code, tags, note)


def _dropped(code: str, variant: str, tags: Sequence[tuple[Tag, str, str]], note: str) -> Number:
    stopped, others, out = [], [], []
    for tag, onsetter, incumbent in tags:
        case, end = f"tag:{tag.id}", tag.value("resolution")
        if not incumbent:
            out.append((case, "the other voice is not known"))
        elif code not in (onsetter, incumbent):
            continue
        elif end not in RESOLUTIONS:
            out.append((case, "end not coded"))
        elif end == "both_drop" or end == f"{_part(code, onsetter)}_drops":
            stopped.append(case)
        else:
            others.append(case)
    cases = Cases(tuple(stopped), tuple(others), tuple(out))
    return proportion(code, variant, cases, counts="overlaps", note=note)


def _part(code: str, onsetter: str) -> str:
    return "onsetter" if code == onsetter else "incumbent"


def _competed(code: str, tags: Sequence[tuple[Tag, str, str]], note: str) -> Number:
    """Return how many of *code*'s overlaps are what is often called an interruption."""
    yes, no, out = [], [], []
    for tag, onsetter, _ in tags:
        if onsetter != code:
            continue
        case = f"tag:{tag.id}"
        values = [tag.value(name) for name in ("onset_type", "problematic", "resolution")]
        if not all(values):
            out.append((case, "not coded"))
        elif values == ["interjacent", "yes", "incumbent_drops"]:
            yes.append(case)
        else:
            no.append(case)
    cases = Cases(tuple(yes), tuple(no), tuple(out))
    return proportion(code, "competed_and_other_dropped", cases, counts="overlaps", note=note)


def _incumbent(evidence: Evidence, tag: Tag) -> str:
    """Return who had the turn when *tag*'s speaker came in; empty if that is not known."""
    actor = evidence.actor(tag)
    if len(tag.addressees) == 1:
        return tag.addressees[0]
    voices = {
        code
        for overlap in evidence.talk.taking.overlaps
        if _touches(tag, overlap)
        for code in overlap.speakers
    }
    others = [code for code in voices or evidence.roster if code != actor]
    return others[0] if len(others) == 1 else ""


def _touches(tag: Tag, overlap: Overlap) -> bool:
    first = tag.spans[0]
    return any(
        place.line == first.line and (place.column <= first.end or first.end_line != first.line)
        for place in overlap.others
    )

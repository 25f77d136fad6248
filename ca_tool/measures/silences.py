"""The silence budget (M-33)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from ca_tool.measures.attribution import Attributed
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.outcomes import among
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, count, missing
from ca_tool.turn_taking import SilenceKind


@measure(
    "M-33",
    label="Silence budget",
    plain="Whose silences",
    heading="Silences",
    unit="seconds",
    high=float("inf"),
    variants={
        "timed": "timed silences, without those filled by an activity",
        "timed_all": "timed silences, with those filled by an activity",
        "median": "median of the timed silences",
        "micropauses": "how many micropauses",
        "untimed": "how many silences without a length",
        "unfilled_slot": "timed silences after something was asked of this person",
        "activity:…": "timed silences filled by an activity",
        "kind:…": "timed silences of one kind",
        "kind_by_activity:…": "timed silences of one kind filled by an activity",
        "floor:…": "silences that are nobody's in particular",
        "censored": "silences at an edge of the transcript",
    },
)
def silence_budget(evidence: Evidence) -> Iterator[Number]:
    """Return how long the silences are, by whose they are, by kind and by activity.

    Σ seconds of timed silences attributed to p.

    Returns
    -------
    seconds, 0 upwards, and counts of silences without a length
        After a question or other initiation addressed to X a silence is X's, whoever speaks next;
        inside a turn it is the speaker's; otherwise it is the floor's (``floor:…``, no
        participant). Rows without a participant and without ``floor:`` are of the whole session.

    Notes
    -----
    Silences in which a body or a device is at work (``activity:…``) are not counted as silence;
    they are listed apart and in ``timed_all``. Silences at an edge of the transcript or next to an
    omission are nobody's: they stand in the whole session's rows only. Micropauses and untimed
    silences are counted, never given a length. Missing: the median where no silence has a length;
    ``unfilled_slot`` where nothing tagged is addressed to the person.
    Caution: compare medians, not sums. Times counted by ear and by waveform do not compare. Whose
    a silence is rests on the coding: an uncoded question gives it to the floor.

    References
    ----------
    Sacks, H., Schegloff, E. & Jefferson, G. (1974) Language 50: 696–735, p. 715.
    Jefferson, G. (1989) in Roger & Bull (eds) Conversation, 166–196.
    Hoey, E. (2015) ROLSI 48(4): 430–453.
    """
    silences = evidence.silences
    yield from _budget("", "", silences)
    edges = tuple(item.id for item in silences if item.censored)
    if edges:
        yield count("", "censored", Cases(edges), counts="silences")
    inside = [item for item in silences if not item.censored]
    yield from _budget("", "floor:", [item for item in inside if not item.to])
    for code in evidence.roster:
        own = [item for item in inside if item.to == code]
        yield from _budget(code, "", own)
        yield _unfilled_slots(evidence, code, own)


def _budget(participant: str, prefix: str, found: Sequence[Attributed]) -> Iterator[Number]:
    still = [item for item in found if not item.activity]
    yield _seconds(participant, f"{prefix}timed", still, found)
    yield _seconds(participant, f"{prefix}timed_all", found, ())
    yield _median(participant, f"{prefix}median", still)
    brief = [item for item in still if item.silence.micropause]
    yield count(participant, f"{prefix}micropauses", _listed(brief), counts="silences")
    unknown = [i for i in still if i.seconds is None and not i.silence.micropause]
    yield count(participant, f"{prefix}untimed", _listed(unknown), counts="silences")
    for activity in sorted({item.activity for item in found} - {""}):
        own = [item for item in found if item.activity == activity]
        yield _seconds(participant, f"{prefix}activity:{activity}", own, ())
        for kind in SilenceKind:
            if of_kind := [item for item in own if item.silence.kind is kind]:
                variant = f"{prefix}kind_by_activity:{kind.value}, {activity}"
                yield _seconds(participant, variant, of_kind, ())
    for kind in SilenceKind:
        if own := [item for item in still if item.silence.kind is kind]:
            yield _seconds(participant, f"{prefix}kind:{kind.value}", own, ())


def _unfilled_slots(evidence: Evidence, code: str, own: Sequence[Attributed]) -> Number:
    """Return the silences after something asked of *code* after which *code* did not speak."""
    asked = (i for i in evidence.initiations if i.actor != code)
    if not any(among(code, item.addressees) for item in asked):
        why = f"no opportunity: nothing tagged is addressed to {code}"
        return missing(code, "unfilled_slot", why, unit="seconds")
    slots = [item for item in own if item.slot is not None and not item.activity]
    unfilled = [i for i in slots if i.filled_by or i.silence.kind is not SilenceKind.GAP]
    return _seconds(code, "unfilled_slot", unfilled, ())


def _listed(found: Sequence[Attributed]) -> Cases:
    return Cases(tuple(item.id for item in found))


def _seconds(
    participant: str, variant: str, found: Sequence[Attributed], of: Sequence[Attributed]
) -> Number:
    """Return the sum of the timed silences among *found*; the rest of *of* is excluded."""
    timed = [item for item in found if item.seconds is not None]
    counted = {item.id for item in timed}
    excluded = tuple(
        (case, why)
        for item in (of or found)
        if (case := item.id) not in counted
        for why in (item.activity.replace("_", " ") or "no length",)
    )
    seconds = round(sum(item.seconds or 0.0 for item in timed), 3)
    cases = Cases(tuple(item.id for item in timed), (), excluded)
    return Number(
        participant, variant, seconds, seconds, cases=cases, unit="seconds", counts="seconds"
    )


def _median(participant: str, variant: str, found: Sequence[Attributed]) -> Number:
    timed = [item for item in found if item.seconds is not None]
    cases = _listed(timed)
    value = median(item.seconds or 0.0 for item in timed) if timed else None
    note = "" if timed else "no opportunity: no timed silence"
    n = len(timed)
    return Number(participant, variant, value, None, n, cases=cases, unit="seconds", note=note)

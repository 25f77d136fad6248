"""Who is given the turn and who takes it: participation shifts, selected next (M-30, M-31)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.outcomes import GROUP
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, missing, proportion

HEADING = "Who spoke after whom"

FAMILIES = {
    "receiving": ("AB-BA", "AB-B0", "AB-BY"),
    "claiming": ("A0-X0", "A0-XA", "A0-XY"),
    "usurping": ("AB-X0", "AB-XA", "AB-XB", "AB-XY"),
    "continuing": ("A0-AY", "AB-A0", "AB-AY"),
}
"""The 13 types: speaker and addressee before the dash, then after it; 0 is the group."""

_FAMILY = {kind: family for family, kinds in FAMILIES.items() for kind in kinds}

UNKNOWN_ADDRESSEE = "addressee not known"
SEVERAL = "addressed to several, not to all"
STAYS = "the same person goes on to the same addressee"
OF_TWO = "with two people the other one is always addressed: this says little"


class Shift(NamedTuple):
    """From one turn to the next.

    Attributes
    ----------
    id
        Case id of the second turn.
    speaker, addressee
        Of the first turn; the addressee is ``*`` for the group.
    next_speaker
        Of the second turn.
    kind
        One of the 13 types, or empty.
    why
        Why it has none.
    """

    id: str
    speaker: str
    addressee: str
    next_speaker: str
    kind: str = ""
    why: str = ""


def shift_kind(speaker: str, to: str, next_speaker: str, next_to: str) -> str:
    """Return Gibson's type of a shift between two pairs of speaker and addressee.

    Addressees are codes, or ``*`` for the group. Empty if nobody's part changes.

    Examples
    --------
    >>> shift_kind("ANN", "BEN", "BEN", "ANN"), shift_kind("ANN", "BEN", "CAL", "*")
    ('AB-BA', 'AB-X0')
    """
    target = "0" if to == GROUP else "B"
    if next_speaker == speaker:
        if next_to == to:
            return ""
        return f"A{target}-A{'0' if next_to == GROUP else 'Y'}"
    if next_to == GROUP:
        after = "0"
    elif next_to == speaker:
        after = "A"
    elif next_to == to:
        after = "B"
    else:
        after = "Y"
    return f"A{target}-{'B' if next_speaker == to else 'X'}{after}"


def shifts(evidence: Evidence) -> tuple[Shift, ...]:
    """Return every transition from turn to turn with its type, those that can have none first."""
    addressed = evidence.addressed
    found = [
        Shift(case, first.speaker, "", "", "", why) for case, first, why in evidence.talk.apart
    ]
    for case, first, second in evidence.talk.transitions:
        a, c = first.speaker, second.speaker
        to, next_to = addressed[first.index], addressed[second.index]
        if not to or not next_to:
            found.append(Shift(case, a, "", c, "", UNKNOWN_ADDRESSEE))
        elif len(to) > 1 or len(next_to) > 1:
            found.append(Shift(case, a, "", c, "", SEVERAL))
        else:
            kind = shift_kind(a, to[0], c, next_to[0])
            found.append(Shift(case, a, to[0], c, kind, "" if kind else STAYS))
    return tuple(found)


@measure(
    "M-30",
    label="Participation shifts",
    plain="Who got the turn, who took it",
    heading=HEADING,
    unit="proportion",
    variants={
        "receiving": "the person addressed speaks next",
        "claiming": "somebody takes up what was said to the group",
        "usurping": "somebody speaks in place of the person addressed",
        "continuing": "the same person turns to somebody else",
        "usurped": "of these turns taken in another's place, those that were this person's",
        "type:…": "shifts of one type",
    },
)
def participation_shifts(evidence: Evidence) -> Iterator[Number]:
    """Return how the parts of speaker and addressee move from turn to turn, in 13 types.

    type: shifts of the type / classified shifts; receiving, claiming, usurping and continuing of p:
    such shifts with p as the new speaker / all such shifts; usurped: shifts that usurp p's turn /
    all that usurp.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: transitions between turns; the cases are the second turns. A type such as AB-XA
        reads: A speaks to B, then X to A; 0 is the group. Rows without a participant are of all
        classified shifts.

    Notes
    -----
    Denominator: transitions in which both addressees are known; a tag *addressed to* says so, else
    the last tag in the turn that has addressees; an answer is said to whoever asked; of two people
    the other one is addressed. Missing: there is none. Turns whose addressee is not known or who
    address several but not all are excluded, never taken for talk to the group.
    Caution: speaking in another's place may be asked for, or help. The share to be expected if the
    next speaker were drawn at random among the others is printed for reference; it is no test.

    References
    ----------
    Gibson, D. (2003) Social Forces 81(4): 1335–1381.
    Lerner, G. (2003) Language in Society 32(2): 177–201.
    """
    if len(evidence.roster) < 2:
        yield missing("", "receiving", "fewer than two participants", unit="proportion")
        return
    yield from evidence.talk.since("M-30", evidence.addressed, lambda: _shifted(evidence))


def _shifted(evidence: Evidence) -> Iterator[Number]:
    found = shifts(evidence)
    counted = [shift for shift in found if shift.kind]
    out = tuple([(shift.id, shift.why) for shift in found if not shift.kind])
    note = OF_TWO if len(evidence.roster) == 2 else ""
    everything = tuple([shift.id for shift in counted])
    by_kind: dict[str, list[Shift]] = {}
    for shift in counted:
        by_kind.setdefault(shift.kind, []).append(shift)
    for family, kinds in FAMILIES.items():
        reference = _reference(counted, len(evidence.roster)) if family == "receiving" else ""
        yield _of_kinds(family, counted, everything, kinds, out, note or reference)
    for kind in _FAMILY if counted else ():
        some = counted if kind in by_kind else ()
        yield _of_kinds(f"type:{kind}", some, everything, (kind,), out, note)
    for family, kinds in FAMILIES.items():
        members = [(s.id, s.next_speaker) for s in counted if s.kind in kinds]
        for code in evidence.roster:
            own = tuple([case for case, who in members if who == code])
            others = tuple([case for case, who in members if who != code])
            yield proportion(code, family, Cases(own, others, out), counts="shifts")
    usurping = [shift for shift in counted if shift.kind in FAMILIES["usurping"]]
    for code in evidence.roster:
        yield _parted(code, "usurped", [(s.id, s.addressee == code) for s in usurping], out)


def _of_kinds(
    variant: str,
    counted: Sequence[Shift],
    everything: tuple[str, ...],
    kinds: tuple[str, ...],
    out: tuple[tuple[str, str], ...],
    note: str,
) -> Number:
    """Return how many of *counted*, whose cases are *everything*, are of *kinds*."""
    own = tuple([shift.id for shift in counted if shift.kind in kinds])
    others: tuple[str, ...] = ()
    if not own:
        others = everything
    elif len(own) < len(everything):
        others = tuple([shift.id for shift in counted if shift.kind not in kinds])
    return proportion("", variant, Cases(own, others, out), counts="shifts", note=note)


def _parted(
    code: str,
    variant: str,
    pairs: Sequence[tuple[str, bool]],
    out: tuple[tuple[str, str], ...],
    note: str = "",
    counts: str = "shifts",
) -> Number:
    cases = Cases(
        tuple([case for case, own in pairs if own]),
        tuple([case for case, own in pairs if not own]),
        out,
    )
    return proportion(code, variant, cases, counts=counts, note=note)


def _reference(counted: Sequence[Shift], people: int) -> str:
    """Return what chance alone would give: the addressee is one of the others."""
    named = sum(
        shift.addressee != GROUP and shift.next_speaker != shift.speaker for shift in counted
    )
    if not named:
        return ""
    expected = named / (people - 1)
    return f"{expected:.1f} expected if the next speaker were drawn among the others: a reference"


@measure(
    "M-31",
    label="Selected-next compliance",
    plain="Did the person spoken to speak next",
    heading=HEADING,
    unit="proportion",
    variants={
        "speaks_next": "turns said to this person after which they speak next",
        "speaks_next_all": "turns said to somebody after which they speak next",
        "addressee_speaks_next": "this person's turns whose addressee speaks next",
    },
)
def selected_next(evidence: Evidence) -> Iterator[Number]:
    """Return how often the person a turn is addressed to speaks next.

    transitions in which the addressee speaks next / transitions after a turn that is addressed to
    somebody.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: transitions between turns; the cases are the second turns. ``speaks_next`` is of
        the person addressed, by whoever speaks; ``addressee_speaks_next`` of the person who speaks.

    Notes
    -----
    Denominator: turns whose addressee is known (see M-30) and that another turn follows. Where
    several are addressed, one of them is enough. Missing: there is none. Turns to the group, turns
    whose addressee is not known, gaps and unattributed talk are excluded.
    Caution: in order of onset: a nod in overlap is a turn, and may stand between. With two people
    the other one always speaks next, overlaps apart.

    References
    ----------
    Sacks, H., Schegloff, E. & Jefferson, G. (1974) Language 50: 696–735, pp. 703–704.
    Lerner, G. (2003) Language in Society 32(2): 177–201.
    """
    roster = evidence.roster
    if len(roster) < 2:
        yield missing("", "speaks_next_all", "fewer than two participants", unit="proportion")
        return
    yield from evidence.talk.since("M-31", evidence.addressed, lambda: _complied(evidence))


def _complied(evidence: Evidence) -> Iterator[Number]:
    roster = evidence.roster
    found, out = _addressed_transitions(evidence)
    note = OF_TWO if len(roster) == 2 else ""
    everybody = [(case, bool(came)) for case, _, _, came in found]
    yield _parted("", "speaks_next_all", everybody, out, note, "transitions")
    for code in roster:
        to_them = [(case, came == code) for case, _, to, came in found if code in to]
        yield _parted(code, "speaks_next", to_them, out, note, "transitions")
    for code in roster:
        own = [(case, bool(came)) for case, speaker, _, came in found if speaker == code]
        yield _parted(code, "addressee_speaks_next", own, out, note, "transitions")


def _addressed_transitions(
    evidence: Evidence,
) -> tuple[list[tuple[str, str, tuple[str, ...], str]], tuple[tuple[str, str], ...]]:
    """Return case, speaker, addressees and which of them speaks next; and what is left out."""
    addressed = evidence.addressed
    found, out = [], [(case, why) for case, _, why in evidence.talk.apart]
    for case, first, second in evidence.talk.transitions:
        to = addressed[first.index]
        if not to:
            out.append((case, UNKNOWN_ADDRESSEE))
        elif GROUP in to:
            out.append((case, "addressed to the group"))
        else:
            came = second.speaker if second.speaker in to else ""
            found.append((case, first.speaker, to, came))
    return found, tuple(out)

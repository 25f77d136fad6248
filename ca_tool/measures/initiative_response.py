"""Leading and following, turn by turn (M-15)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from ca_tool.codebook import Value
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, count, missing, proportion

CODE, CATEGORY = "ir", "category"

COEFFICIENTS = {"B": "balance", "F": "fragmentation", "S": "solicitation", "O": "obliqueness"}

UNCHECKED = "rests on strengths or sets not checked against the 1988 article"
NO_STRENGTHS = "the codebook has no strengths"
OF_SEVERAL = "a measure of two people: there are more"


class Scored(NamedTuple):
    """A turn with its category: case id of the tag, who speaks, and the value of the codebook."""

    id: str
    speaker: str
    value: Value


@measure(
    "M-15",
    label="Initiative–response (IR) index",
    plain="Who led and who followed",
    heading="Who started things",
    unit="index",
    low=-5.0,
    high=float("inf"),
    needs_codes=(CODE,),
    variants={
        "index": "mean strength of this person's turns",
        "index_all": "mean strength of all turns",
        "difference": "this person's index minus the other's",
        "balance": "B: turns that respond and take an initiative",
        "fragmentation": "F: initiatives not linked to the turn before",
        "solicitation": "S: turns with a strong initiative",
        "obliqueness": "O: turns linked elsewhere than to the point of the turn before",
        "category:…": "turns of one category",
    },
    instances=(*COEFFICIENTS.values(), "index", "index_all", "difference"),
)
def initiative_response(evidence: Evidence) -> Iterator[Number]:
    """Return how strongly each of two participants leads, and how their turns link up.

    IR index: Σ strengths of the turns of p / turns of p with a category; IR difference: index of p
    − index of q; B, F, S, O: turns whose category is in the set / turns with a category.

    Returns
    -------
    index, 1 to 6; difference, −5 to 5; proportion, 0 to 1, Wilson interval; counts of categories
        Counted: turns tagged *ir*. The strengths and the sets B, F, S, O stand in the codebook,
        where they can be changed; the set is printed with each number. Rows without a participant
        are of all turns.

    Notes
    -----
    Denominator: turns with a category that has a strength. Missing: the codebook has no strengths;
    no turn has a category; there are more than two participants, for whom only the categories are
    listed. Turns without a category are excluded. A number that rests on strengths or sets nobody
    has checked against the article says so; which categories make up B, S and O has not been.
    Caution: a mean of ordinal ranks: read it beside the table of categories. The unit is the turn,
    so it depends on the counting policy. That a turn fails to link is a judgement of competence:
    give the evidence in the note.

    References
    ----------
    Linell, P., Gustavsson, L. & Juvonen, P. (1988) Linguistics 26(3): 415–442.
    Linell, P. & Gustavsson, L. (1987) Initiativ och respons, Linköping.
    Reuzel, E. et al. (2013) JIDR 57(1): 53–66.
    """
    values = _values(evidence)
    if not any(value.score is not None for value in values.values()):
        yield missing("", "index_all", NO_STRENGTHS, unit="index")
        return
    found, out = _scored(evidence, values)
    if len(evidence.roster) != 2:
        why = OF_SEVERAL if len(evidence.roster) > 2 else "fewer than two participants"
        for code in evidence.roster:
            yield missing(code, "index", why, unit="index")
        yield missing("", "difference", why, unit="index")
    else:
        yield from _indices(evidence, found, out)
        for name in COEFFICIENTS:
            for code in ("", *evidence.roster):
                own = [turn for turn in found if code in ("", turn.speaker)]
                yield _coefficient(code, name, own, values, out)
    for code in evidence.roster:
        for name in values:
            own = [turn for turn in found if (turn.speaker, turn.value.name) == (code, name)]
            if own:
                cases = Cases(tuple(turn.id for turn in own))
                yield count(code, f"category:{values[name].sign}", cases, counts="turns")


def _values(evidence: Evidence) -> dict[str, Value]:
    """Return the categories of the codebook by name."""
    code = evidence.codebook.by_name.get(CODE)
    attribute = code.attribute(CATEGORY) if code else None
    return {value.name: value for value in attribute.values} if attribute else {}


def _scored(
    evidence: Evidence, values: Mapping[str, Value]
) -> tuple[list[Scored], tuple[tuple[str, str], ...]]:
    """Return each turn's category, and what is left out: turns without one, and second ones."""
    held = evidence.talk
    seen: set[int] = set()
    found, out = [], []
    for tag in evidence.of(CODE):
        case, index, value = f"tag:{tag.id}", evidence.turn(tag), values.get(tag.value(CATEGORY))
        if index is None or held.turns[index].speaker not in evidence.roster:
            out.append((case, "not in a turn of a known person"))
        elif index in seen:
            out.append((case, "a second category of one turn"))
        elif value is None:
            out.append((case, "no category"))
        else:
            seen.add(index)
            found.append(Scored(case, held.turns[index].speaker, value))
    untagged = [i for i in held.attributed if i not in seen] if found else []
    return found, tuple(out) + tuple((held.ids[i], "no category") for i in untagged)


def _indices(
    evidence: Evidence, found: Sequence[Scored], out: tuple[tuple[str, str], ...]
) -> Iterator[Number]:
    indices = {
        code: _index(code, [turn for turn in found if turn.speaker == code], out)
        for code in evidence.roster
    }
    yield _index("", found, out)
    yield from indices.values()
    for first, second in permutations(evidence.roster, 2):
        one, other = indices[first], indices[second]
        known = one.value is not None and other.value is not None
        cases = Cases(one.cases.numerator, other.cases.numerator, one.cases.excluded)
        notes = dict.fromkeys(note for note in (one.note, other.note) if note)
        yield Number(
            first,
            "difference",
            (one.value or 0.0) - (other.value or 0.0) if known else None,
            cases=cases,
            unit="index",
            counts="strengths",
            note="; ".join(notes),
            other=second,
        )


def _index(code: str, turns: Sequence[Scored], out: tuple[tuple[str, str], ...]) -> Number:
    variant = "index" if code else "index_all"
    scores = [turn.value.score for turn in turns if turn.value.score is not None]
    bare = tuple(
        (turn.id, "no strength in the codebook") for turn in turns if turn.value.score is None
    )
    if not scores:
        why = "no opportunity: no turn has a category with a strength"
        return missing(code, variant, why, unit="index")
    cases = Cases(tuple(turn.id for turn in turns if turn.value.score is not None), (), out + bare)
    return Number(
        code,
        variant,
        sum(scores) / len(scores),
        sum(scores),
        len(scores),
        cases=cases,
        unit="index",
        counts="strengths",
        note=_unchecked(turn.value for turn in turns if turn.value.score is not None),
    )


def _unchecked(values: Iterator[Value]) -> str:
    signs = sorted({value.sign for value in values if not value.verified})
    return f"{UNCHECKED}: {' '.join(signs)}" if signs else ""


def _coefficient(
    code: str,
    name: str,
    turns: Sequence[Scored],
    values: Mapping[str, Value],
    out: tuple[tuple[str, str], ...],
) -> Number:
    """Return the proportion of turns in set *name*, with the set printed."""
    members = [value for value in values.values() if name in value.sets]
    cases = Cases(
        tuple(turn.id for turn in turns if name in turn.value.sets),
        tuple(turn.id for turn in turns if name not in turn.value.sets),
        out,
    )
    signs = " ".join(value.sign for value in members) or "empty"
    note = f"{name} = {signs}, as in the codebook"
    unchecked = _unchecked(iter(members))
    number = proportion(code, COEFFICIENTS[name], cases, counts="turns")
    notes = [part for part in (number.note, note, unchecked) if part]
    return number._replace(note="; ".join(notes))

"""Labelling: what two coders say of the instances that both marked, attribute by attribute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ca_tool.agreement.coefficients import Scale
from ca_tool.agreement.crossing import Crossed, Rating, crossed
from ca_tool.agreement.intervals import Resampling
from ca_tool.agreement.pairing import Matching
from ca_tool.agreement.places import Double
from ca_tool.codebook import Attribute, Code, Codebook, ValueType
from ca_tool.coding import CERTAINTIES, Tag
from ca_tool.measures.evidence import Evidence

ACTOR, ADDRESSEES, CERTAINTY = "actor", "addressees", "certainty"

NOT_SAID = "instances of which a coder said nothing"


@dataclass(frozen=True, slots=True)
class Variable:
    """Something that can be said of an instance of *code*.

    Attributes
    ----------
    values
        What may be said, in order; empty where any participants may be named.
    several
        Whether several values may be said at once.
    scores
        Value → strength, for a variable that is the strength of what another one says.
    """

    code: str
    name: str
    label: str
    values: tuple[str, ...] = ()
    scale: Scale = "nominal"
    several: bool = False
    scores: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Labelling:
    """How two coders labelled the instances they share."""

    variable: Variable
    crossed: Crossed


def variables(code: str, codebook: Codebook) -> tuple[Variable, ...]:
    """Return what can be said of instances of *code*: its closed attributes, people, certainty."""
    known = codebook.by_name.get(code, Code(code, code, code))
    closed = [each for each in known.attributes if each.type is not ValueType.TEXT]
    return (
        *(_variable(code, each) for each in closed),
        *(found for each in closed if (found := _strength(code, each)) is not None),
        Variable(code, ACTOR, "Who does it"),
        Variable(code, ADDRESSEES, "To whom"),
        Variable(code, CERTAINTY, "Certainty", CERTAINTIES[::-1], "ordinal"),
    )


def _variable(code: str, attribute: Attribute) -> Variable:
    closed = attribute.type is ValueType.CHOICE
    values = tuple(value.name for value in attribute.values) if closed else ()
    several = attribute.type is ValueType.CHOICES
    label = attribute.label or attribute.name
    return Variable(code, attribute.name, label, values, several=several)


def _strength(code: str, attribute: Attribute) -> Variable | None:
    """Return the strength of what *attribute* says, where the codebook gives its values one."""
    known = {one.name: one.score for one in attribute.values if one.score is not None}
    order = tuple(f"{score:g}" for score in sorted(set(known.values())))
    if len(order) < 2:
        return None
    scores = tuple((name, f"{score:g}") for name, score in known.items())
    label = f"{attribute.label or attribute.name}: its strength"
    return Variable(code, attribute.name, label, order, "ordinal", scores=scores)


def said(tag: Tag, variable: Variable, evidence: Evidence) -> str:
    """Return what a coder says of *tag*; empty where nothing is said."""
    if variable.name == ACTOR:
        return evidence.actor(tag)
    if variable.name == ADDRESSEES:
        return ", ".join(whom(tag, evidence))
    if variable.name == CERTAINTY:
        return tag.certainty
    value = tag.value(variable.name)
    if variable.scores:
        return dict(variable.scores).get(value, "")
    return " ".join(sorted(value.split())) if variable.several else value


def whom(tag: Tag, evidence: Evidence) -> tuple[str, ...]:
    """Return to whom *tag* is addressed, in order of name."""
    return tuple(sorted(evidence.addressees(tag, evidence.actor(tag))))


def labelling(
    doubles: Sequence[Double],
    matchings: Sequence[Matching],
    variable: Variable,
    how: Resampling,
) -> Labelling:
    """Return how *variable* crosses over the instances that both coders marked."""
    ratings: list[Rating] = []
    silent = 0
    for double, found in zip(doubles, matchings, strict=True):
        for pair in found.pairs:
            first = said(pair.first, variable, double.evidence[0])
            second = said(pair.second, variable, double.evidence[1])
            if first and second:
                ratings.append(Rating(double.block_of(pair.first), first, second))
            else:
                silent += bool(first or second)
    why = NOT_SAID if silent else ""
    values = variable.values or sorted({v for one in ratings for v in (one.first, one.second)})
    return Labelling(
        variable,
        crossed(ratings, values, how, scale=variable.scale, left_out=silent, left_out_why=why),
    )


def labellings(
    doubles: Sequence[Double],
    matchings: Sequence[Matching],
    codebook: Codebook,
    how: Resampling,
) -> Iterable[Labelling]:
    """Yield every variable of the code of *matchings* of which both coders said something."""
    for variable in variables(matchings[0].code, codebook):
        found = labelling(doubles, matchings, variable, how)
        if found.crossed.n:
            yield found

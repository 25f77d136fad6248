"""Where two coders differ, one by one, each with the lines to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

from ca_tool.agreement.labelling import CERTAINTY, said, variables
from ca_tool.agreement.links import Compared, Linked
from ca_tool.agreement.pairing import Matching
from ca_tool.agreement.places import Double
from ca_tool.codebook import Codebook
from ca_tool.coding import LINK_KINDS, Link, Tag
from ca_tool.transcript import Span

NOTHING_SAID = "–"


class Kind(StrEnum):
    """In what two coders differ."""

    MISSED = "tagged by one only"
    VALUE = "another value"
    LINK = "another target"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One difference.

    Attributes
    ----------
    session, code
        Where, and of which code.
    first, second
        Each coder's tag; ``None`` where that coder has none.
    name
        The attribute or the kind of link that differs; empty for a tag of one coder only.
    label
        The same in words.
    says
        What each coder says, in words.
    links
        For links, each coder's; ``None`` where that coder draws none.
    """

    kind: Kind
    session: str
    code: str
    first: Tag | None
    second: Tag | None
    name: str = ""
    label: str = ""
    says: tuple[str, str] = ("", "")
    links: tuple[Link | None, Link | None] = (None, None)

    @property
    def tag(self) -> Tag:
        """The tag to go to: the first coder's where there is one."""
        found = self.first or self.second
        assert found is not None
        return found

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches to look at."""
        return self.tag.spans


def disagreements(
    double: Double,
    matchings: Sequence[Matching],
    links: Sequence[Compared],
    codebook: Codebook,
) -> tuple[Disagreement, ...]:
    """Return the differences of one session in text order.

    *matchings* are of every code, *links* of every kind. How sure a coder was is no difference to
    be settled; it stands among the labels.
    """
    found = [
        *(one for matching in matchings for one in _missed(double, matching)),
        *(one for matching in matchings for one in _values(double, matching, codebook)),
        *(one for compared in links for one in _targets(double, matchings, compared)),
    ]
    row = double.session.transcript.row
    order = list(Kind)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                row.get(one.spans[0].line, 0),
                one.spans[0].start,
                order.index(one.kind),
                one.code,
                one.name,
            ),
        )
    )


def _missed(double: Double, matching: Matching) -> Iterator[Disagreement]:
    for side, tags in enumerate((matching.only_first, matching.only_second)):
        for tag in tags:
            first, second = (None, tag) if side else (tag, None)
            says = ("no tag", "tagged") if side else ("tagged", "no tag")
            yield Disagreement(
                Kind.MISSED, double.session.id, matching.code, first, second, says=says
            )


def _values(double: Double, matching: Matching, codebook: Codebook) -> Iterator[Disagreement]:
    known = codebook.by_name.get(matching.code)
    for pair in matching.pairs:
        for variable in variables(matching.code, codebook):
            first = said(pair.first, variable, double.evidence[0])
            second = said(pair.second, variable, double.evidence[1])
            if first == second or variable.name == CERTAINTY or variable.scores:
                continue
            attribute = known.attribute(variable.name) if known else None
            labels = {one.name: one.label for one in attribute.values} if attribute else {}
            yield Disagreement(
                Kind.VALUE,
                double.session.id,
                matching.code,
                pair.first,
                pair.second,
                variable.name,
                variable.label,
                (
                    _worded(first, labels, several=variable.several),
                    _worded(second, labels, several=variable.several),
                ),
            )


def _worded(value: str, labels: Mapping[str, str], *, several: bool) -> str:
    values = value.split() if several else [value]
    return ", ".join(labels.get(one, one) for one in values) or NOTHING_SAID


def _targets(
    double: Double, matchings: Sequence[Matching], compared: Compared
) -> Iterator[Disagreement]:
    """Yield links of shared instances that only one coder draws, or to another target."""
    pairs = {("both", pair.first.id): pair for found in matchings for pair in found.pairs}
    sources = dict.fromkeys(
        one.source for one in (*compared.only_first, *compared.only_second) if one.source in pairs
    )
    for source in sources:
        pair = pairs[source]
        ours = [one for one in compared.only_first if one.source == source]
        theirs = [one for one in compared.only_second if one.source == source]
        for one, other in zip_longest(ours, theirs):
            yield Disagreement(
                Kind.LINK,
                double.session.id,
                pair.first.code,
                pair.first,
                pair.second,
                compared.kind,
                LINK_KINDS.get(compared.kind, compared.kind),
                (_target(double, 0, one), _target(double, 1, other)),
                (one.link if one else None, other.link if other else None),
            )


def _target(double: Double, side: int, linked: Linked | None) -> str:
    """Return the target of a link as line and words."""
    if linked is None:
        return "no link"
    link, transcript = linked.link, double.session.transcript
    tag = double.codings[side].tags.get(link.target)
    if tag is not None and tag.spans[0].line in transcript.row:
        line = transcript.line(tag.spans[0].line)
        number = line.number or str(transcript.row[line.id] + 1)
        return f"line {number}: {' '.join(transcript.quote(tag.spans[0]).split())}"
    if link.target_turn is not None and link.target_turn.line in transcript.row:
        line = transcript.line(link.target_turn.line)
        return f"line {line.number or transcript.row[line.id] + 1}"
    return "nothing that is still there"

"""Everything about the agreement of two coders on some sessions, computed at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeAlias

from ca_tool.agreement.adjudication import CODER, NOT_TAKEN
from ca_tool.agreement.carried import Carried, carried
from ca_tool.agreement.disagreements import Disagreement, disagreements
from ca_tool.agreement.gamma import Continuum, Gamma, Settings, Unit, gamma
from ca_tool.agreement.intervals import Resampling
from ca_tool.agreement.labelling import Labelling, labellings
from ca_tool.agreement.links import Compared, LinkAgreement, compared, link_agreement
from ca_tool.agreement.pairing import Matching, Rule, matching
from ca_tool.agreement.places import Double, described_blocks
from ca_tool.agreement.units import Detection, detection
from ca_tool.codebook import Codebook
from ca_tool.coding import Coding
from ca_tool.project import Session

Say: TypeAlias = Callable[[str], None]
"""Called with what comes next, in words; may raise to stop."""

EVERYTHING = ""
"""The code γ is listed under where all codes are taken together."""


class Wanted(NamedTuple):
    """What is to be compared, and how.

    Attributes
    ----------
    first, second
        The two coders. The first is the reference of precision and recall.
    rule
        When two tags are the same instance.
    how, spans
        How blocks are drawn, and the parameters of γ.
    """

    first: str
    second: str
    rule: Rule = "half"
    policy: str = "CP-1"
    how: Resampling = Resampling()
    spans: Settings = Settings()


NO_CODEBOOK = Codebook()


def silent(_what: str) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Agreement:
    """What two coders agree on, and where they differ.

    Attributes
    ----------
    doubles
        The sessions that both coded; ``left_out`` are the others, ``(session id, why)``.
    blocks
        What was resampled for the intervals, in words.
    codebook
        Whose codes they used, for their names and its version.
    gammas
        γ of all codes together (under :data:`EVERYTHING`) and of each code alone.
    layers
        Whose numbers ``carried`` holds, in its order.
    """

    wanted: Wanted
    doubles: tuple[Double, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    blocks: str = ""
    codebook: Codebook = NO_CODEBOOK
    detections: tuple[Detection, ...] = ()
    labellings: tuple[Labelling, ...] = ()
    links: tuple[LinkAgreement, ...] = ()
    gammas: tuple[tuple[str, Gamma], ...] = ()
    layers: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    matchings: dict[str, tuple[Matching, ...]] = field(default_factory=dict)
    compared: dict[str, tuple[Compared, ...]] = field(default_factory=dict)

    @property
    def sessions(self) -> dict[str, Double]:
        """Session id → the session as both coded it."""
        return {double.session.id: double for double in self.doubles}


def agree(
    sessions: Sequence[Session],
    codebook: Codebook,
    wanted: Wanted,
    say: Say = silent,
) -> Agreement:
    """Return the agreement of two coders on *sessions*; who coded what decides which count.

    The agreed coding, where there is one, stands beside the coders' in ``carried``.
    """
    doubles = tuple(Double(one, wanted.first, wanted.second, wanted.policy) for one in sessions)
    both = tuple(double for double in doubles if all(c.tags for c in double.codings))
    left_out = tuple(
        (double.session.id, _why_not(double)) for double in doubles if double not in both
    )
    if not both:
        return Agreement(wanted, left_out=left_out)
    say("Pairing tags")
    codes = tuple(_codes(both, codebook))
    found = {code: [matching(one, code, wanted.rule) for one in both] for code in codes}
    by_session = {
        double.session.id: tuple(found[code][at] for code in codes)
        for at, double in enumerate(both)
    }
    links = {
        double.session.id: tuple(
            compared(double, by_session[double.session.id], kind) for kind in _link_kinds(both)
        )
        for double in both
    }
    layers = _layers(both, wanted)
    return Agreement(
        wanted,
        both,
        left_out,
        described_blocks(both),
        codebook,
        tuple(_detections(both, found, wanted, say)),
        tuple(_labels(both, found, codebook, wanted, say)),
        tuple(
            link_agreement(both, [links[one.session.id][at] for one in both], wanted.how)
            for at in range(len(_link_kinds(both)))
        ),
        tuple(_gammas(both, codes, wanted, say)),
        layers,
        tuple(_carried(both, layers, codebook, wanted, say)),
        tuple(
            one
            for double in both
            for one in disagreements(
                double, by_session[double.session.id], links[double.session.id], codebook
            )
        ),
        by_session,
        links,
    )


def with_agreed(found: Agreement, session_id: str, coding: Coding) -> Agreement:
    """Return *found* with another agreed coding of a session; numbers are as they were."""

    def changed(double: Double) -> Double:
        if double.session.id != session_id:
            return double
        codings = {**double.session.codings, CODER: coding}
        return replace(double, session=replace(double.session, codings=codings))

    return replace(found, doubles=tuple(changed(double) for double in found.doubles))


def _why_not(double: Double) -> str:
    missing = [coding.coder for coding in double.codings if not coding.tags]
    return f"not coded by {' or '.join(missing)}"


def _codes(doubles: Sequence[Double], codebook: Codebook) -> Iterator[str]:
    used = {code for double in doubles for code in double.codes} - {NOT_TAKEN}
    known = [code.name for code in codebook.codes if code.name in used]
    yield from known
    yield from sorted(used - set(known))


def _link_kinds(doubles: Sequence[Double]) -> tuple[str, ...]:
    kinds = {
        link.kind
        for double in doubles
        for coding in double.codings
        for link in coding.links.values()
    }
    return tuple(sorted(kinds))


def _layers(doubles: Sequence[Double], wanted: Wanted) -> tuple[str, ...]:
    agreed = any(double.session.coding(CODER).tags for double in doubles)
    names = (wanted.first, wanted.second, *((CODER,) if agreed else ()))
    return tuple(dict.fromkeys(names))


def _detections(
    doubles: Sequence[Double], found: dict[str, list[Matching]], wanted: Wanted, say: Say
) -> Iterator[Detection]:
    for code, matchings in found.items():
        say(f"Comparing where {code.replace('_', ' ')} was found")
        yield detection(doubles, matchings, wanted.how)


def _labels(
    doubles: Sequence[Double],
    found: dict[str, list[Matching]],
    codebook: Codebook,
    wanted: Wanted,
    say: Say,
) -> Iterator[Labelling]:
    for code, matchings in found.items():
        say(f"Comparing what is said of {code.replace('_', ' ')}")
        yield from labellings(doubles, matchings, codebook, wanted.how)


def _gammas(
    doubles: Sequence[Double], codes: Sequence[str], wanted: Wanted, say: Say
) -> Iterator[tuple[str, Gamma]]:
    for code in (EVERYTHING, *codes):
        say(f"γ of {code.replace('_', ' ') or 'all codes'}")
        continua = [_continuum(double, (code,) if code else codes) for double in doubles]
        yield code, gamma(continua, wanted.spans)


def _continuum(double: Double, codes: Sequence[str]) -> Continuum:
    first, second = (
        tuple(
            Unit(*stretch, code)
            for code in codes
            for tag in evidence.of(code)
            if (stretch := double.ruler.talk(tag)) is not None
        )
        for evidence in double.evidence
    )
    return Continuum(first, second, double.ruler.talk_characters)


def _carried(
    doubles: Sequence[Double],
    layers: Sequence[str],
    codebook: Codebook,
    wanted: Wanted,
    say: Say,
) -> Iterator[Carried]:
    for double in doubles:
        say(f"Measuring {double.session.id} by each coder")
        yield from carried(double.session, layers, codebook, wanted.policy)

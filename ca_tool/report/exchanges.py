"""Good exchanges beside those nothing came of: counted together, each with its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ca_tool.appreciation import KINDS, Appreciation, Practice, Tally, appreciate
from ca_tool.codebook import Codebook
from ca_tool.extracts import Extract, extract_of
from ca_tool.project import Session

MOST = 6
"""Extracts on each side: enough to read, and the program shows the rest."""


class TallyView(NamedTuple):
    """How often something came of it and how often not, in words."""

    what: str
    who: str
    came: str
    other: str
    left_out: str


class ExchangesView(NamedTuple):
    """The exchanges of one session by one coder's tags.

    Attributes
    ----------
    people
        Whom it is about; ``by_role``: as the roles say, else everybody.
    good, beside
        Extracts of exchanges in which something was taken up, and of those in which it was not.
    more_good, more_beside
        How many are not shown.
    """

    people: tuple[str, ...]
    by_role: bool
    tallies: tuple[TallyView, ...]
    good: tuple[Extract, ...]
    beside: tuple[Extract, ...]
    more_good: int
    more_beside: int


def exchanges_view(session: Session, coder: str, codebook: Codebook) -> ExchangesView:
    """Return what *coder*'s tags show of leading and being taken up, and its opposite."""
    found = appreciate(session, coder, codebook)
    good = {one.cases[0]: f"{one.words}{_around(one.around)}" for one in found.found}
    beside = dict(_opposites(found))
    return ExchangesView(
        found.people,
        found.by_role,
        tuple(_tally(tally) for tally in found.tallies),
        tuple(_extracts(session, good)),
        tuple(_extracts(session, beside)),
        max(0, len(good) - MOST),
        max(0, len(beside) - MOST),
    )


def _tally(tally: Tally) -> TallyView:
    kind, cases = KINDS[tally.kind], tally.cases
    return TallyView(
        kind.title,
        tally.who,
        f"{kind.came}: {len(cases.numerator)}",
        f"{kind.other}: {len(cases.others)}" if kind.other else "",
        cases.reasons,
    )


def _around(practices: Iterable[Practice]) -> str:
    said = [f"{one.who} {one.words}" for one in practices]
    return f" (around it: {'; '.join(said)})" if said else ""


def _opposites(found: Appreciation) -> Iterator[tuple[str, str]]:
    """Yield each case nothing came of, once, and what it was."""
    seen: set[str] = set()
    for tally in found.tallies:
        kind = KINDS[tally.kind]
        for case in tally.cases.others:
            if case not in seen:
                seen.add(case)
                yield case, f"{tally.who} {kind.title[:1].lower()}{kind.title[1:]}: {kind.other}"


def _extracts(session: Session, wanted: Mapping[str, str]) -> Iterator[Extract]:
    """Yield the first extracts, spread evenly over the session where there are too many."""
    cases = list(wanted)
    step = max(1, len(cases) / MOST)
    for place in range(min(MOST, len(cases))):
        case = cases[int(place * step)]
        found = extract_of(session, case, wanted[case])
        if found is not None:
            yield found

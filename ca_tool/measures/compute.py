"""The measures of one session as rows of the table."""

from __future__ import annotations

from collections.abc import Iterable

from ca_tool.codebook import Codebook
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.registry import MEASURES, Measure
from ca_tool.measures.table import Number, Row
from ca_tool.notation.assembly import without_collection
from ca_tool.project import Session

HAND_PICKED = "hand-picked extract: rates across the session are disabled"
OF_INSTANCES = "of the instances collected"

_NO_RATE = frozenset({"count", "seconds", "ratio"})
_NO_CODEBOOK = Codebook()


def measure_session(
    session: Session,
    coder: str,
    *,
    policy: str = "CP-1",
    codebook: Codebook = _NO_CODEBOOK,
    measures: Iterable[str] | None = None,
) -> tuple[Row, ...]:
    """Return all numbers about *session* by *coder*'s tags, in order of measure and participant.

    Parameters
    ----------
    measures
        Ids of :data:`~ca_tool.measures.registry.MEASURES`; all where ``None``. Measures that must
        stand beside one of them come with it (M-02 and M-05 with M-01).

    Raises
    ------
    KeyError
        *measures* holds an unknown id.
    """
    evidence = Evidence(session, session.coding(coder), policy, codebook)
    picked = session.facts.sampling == "collection"
    rows: list[Row] = []
    with without_collection(len(session.transcript.lines)):
        for measure in chosen(measures):
            for number in _numbers(measure, evidence):
                counted = _of_collection(number, measure) if picked else number
                rows.append(_row(counted, measure, session.id, policy, coder, codebook.version))
    return tuple(rows)


def chosen(measures: Iterable[str] | None) -> tuple[Measure, ...]:
    """Return the measures with these ids and those shown beside them, in the order of ids."""
    if measures is None:
        return tuple(MEASURES[id_] for id_ in sorted(MEASURES))
    wanted = set(measures)
    wanted |= {beside for id_ in wanted for beside in MEASURES[id_].together}
    return tuple(MEASURES[id_] for id_ in sorted(wanted))


def _numbers(measure: Measure, evidence: Evidence) -> tuple[Number, ...]:
    if measure.reads_coding:
        return tuple(measure.function(evidence))
    kept = evidence.talk.numbers
    if measure.id not in kept:
        kept[measure.id] = tuple(measure.function(evidence))
    return kept[measure.id]


def _row(
    number: Number, measure: Measure, session: str, policy: str, coder: str, codebook: str
) -> Row:
    return Row(
        session,
        policy,
        coder,
        codebook,
        number.participant,
        number.other,
        measure.id,
        number.variant,
        number.value,
        number.k,
        number.n,
        number.low,
        number.high,
        number.method,
        number.cases.reasons,
        number.cases,
        number.unit,
        number.counts,
        number.note,
    )


def _of_collection(number: Number, measure: Measure) -> Number:
    """Return *number* as it may stand for a hand-picked collection (E-11)."""
    if number.variant in measure.instances or number.unit in _NO_RATE:
        note = f"{number.note}; {OF_INSTANCES}" if number.note else OF_INSTANCES
        return number._replace(note=note)
    return number._replace(value=None, low=None, high=None, method="", note=HAND_PICKED)

"""One column of a comparison: a session, measured, and how finely it was transcribed and coded."""

from __future__ import annotations

from collections.abc import Iterable

from ca_tool.codebook import Codebook
from ca_tool.compare.values import About, Column, Detail, Key, Measured
from ca_tool.measures import Row, measure_session
from ca_tool.measures.case_values import MEDIANS
from ca_tool.measures.evidence import Evidence
from ca_tool.project import Session
from ca_tool.turn_taking import turn_taking


def measured(
    session: Session,
    coder: str,
    codebook: Codebook,
    *,
    policy: str = "CP-1",
    measures: Iterable[str] | None = None,
) -> Measured:
    """Return *session* as one column; *measures* are ids, all where ``None``."""
    rows = measure_session(session, coder, policy=policy, codebook=codebook, measures=measures)
    evidence = Evidence(session, session.coding(coder), policy, codebook)
    return Measured(_column(session, coder, evidence), rows, session.roles, _values(rows, evidence))


def _column(session: Session, coder: str, evidence: Evidence) -> Column:
    facts = session.facts
    coders = (name for name, coding in session.codings.items() if coding.tags or coding.links)
    return Column(
        session.id,
        coder,
        facts.title,
        facts.phase,
        facts.activity,
        facts.sampling,
        facts.silence_method,
        session.transcript.profile,
        sum(person.present for person in session.transcript.participants),
        facts.dyad,
        evidence.policy,
        tuple(sorted(coders)),
        _detail(session, evidence),
    )


def _detail(session: Session, evidence: Evidence) -> Detail:
    found = turn_taking(session.transcript, evidence.policy)
    talk = [line.id for line in session.transcript.lines if line.speakers]
    places = {line: place for place, line in enumerate(talk, 1)}
    tagged = [
        places[span.line]
        for tag in evidence.coding.tags.values()
        for span in tag.spans
        if span.line in places
    ]
    return Detail(
        len(found.turns),
        len(found.silences),
        len(found.overlaps),
        len(evidence.coding.tags),
        len(evidence.questions),
        sum(not question.outcome for question in evidence.questions),
        len(talk),
        min(tagged, default=0),
        max(tagged, default=0),
    )


def _values(rows: Iterable[Row], evidence: Evidence) -> dict[About, tuple[float, ...]]:
    """Return for each median the value of each of its cases."""
    kept = {}
    found: dict[About, tuple[float, ...]] = {}
    for row in rows:
        kind = row.measure, row.variant
        if kind not in MEDIANS or row.value is None:
            continue
        if kind not in kept:
            kept[kind] = MEDIANS[kind](evidence)
        cases = (kept[kind].get(case) for case in row.instances.numerator)
        key = Key(row.measure, row.variant, row.participant, row.other)
        found[key] = tuple(value for value in cases if value is not None)
    return found

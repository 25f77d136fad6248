"""How long people wait for a response, and whether they go on themselves (M-21, M-32)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from ca_tool.measures.attribution import Attributed
from ca_tool.measures.evidence import Evidence, Initiation
from ca_tool.measures.outcomes import GROUP
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, missing, proportion
from ca_tool.transcript import TokenKind
from ca_tool.turn_taking import SilenceKind
from ca_tool.uncertainty.survival import km_median

HEADING = "Waiting"

MICROPAUSE = 0.1
"""Seconds a micropause is taken for among waits, and nowhere else."""

ENOUGH = 5
"""Pursuits from which a median is given."""


class Wait(NamedTuple):
    """A silence after something was asked of somebody.

    Attributes
    ----------
    id
        Its case id.
    slot
        Id of the tag of what was asked.
    asker, to
        Who asked whom; ``*`` where several or all were asked.
    seconds
        ``None`` where it has no length; :data:`MICROPAUSE` for a micropause.
    pursued
        The asker went on; else the wait was cut short by somebody else.
    activity
        What a body or device does meanwhile.
    """

    id: str
    slot: str
    asker: str
    to: str
    seconds: float | None
    pursued: bool
    activity: str


def waits(evidence: Evidence) -> tuple[Wait, ...]:
    """Return the silences in response slots, those with nothing between them as one."""
    turns = evidence.talk.turns
    found: list[Wait] = []
    before: Attributed | None = None
    for item in evidence.silences:
        if item.slot is None or item.silence.after is None or item.censored:
            before = None
            continue
        asker = evidence.actor(item.slot)
        pursued = turns[item.silence.after].speaker == asker
        seconds = MICROPAUSE if item.silence.micropause else item.seconds
        wait = Wait(item.id, item.slot.id, asker, item.to or GROUP, seconds, pursued, item.activity)
        if before is not None and _adjoin(evidence, before, item):
            wait = _joined(found.pop(), wait)
        found.append(wait)
        before = item
    return tuple(found)


def _joined(first: Wait, second: Wait) -> Wait:
    known = first.seconds is not None and second.seconds is not None
    seconds = round((first.seconds or 0) + (second.seconds or 0), 3) if known else None
    activity = first.activity or second.activity
    return first._replace(seconds=seconds, pursued=second.pursued, activity=activity)


def _adjoin(evidence: Evidence, first: Attributed, second: Attributed) -> bool:
    """Return whether two silences of one slot have no word between them."""
    if first.slot is not second.slot or first.silence.after != second.silence.after:
        return False
    if first.silence.kind is SilenceKind.GAP:
        return True
    transcript = evidence.session.transcript
    rows = [transcript.row[item.silence.span.line] for item in (first, second)]
    start, end = (rows[0], first.silence.span.end), (rows[1], second.silence.span.start)
    return not any(
        token.kind is TokenKind.WORD and start <= (row, token.start) < end
        for row in range(rows[0], rows[1] + 1)
        for token in transcript.tokens[row]
    )


@measure(
    "M-21",
    label="Pause tolerance before pursuit",
    plain="How long they waited",
    heading=HEADING,
    unit="seconds",
    high=float("inf"),
    needs_codes=("question",),
    variants={
        "median": "how long until half would have gone on (Kaplan–Meier)",
        "longest": "the longest silence allowed",
        "pursuits": "silences after which the person who asked went on",
    },
)
def pause_tolerance(evidence: Evidence) -> Iterator[Number]:
    """Return how long participants who asked somebody wait before they go on themselves.

    Kaplan–Meier median of the silences in unfilled response slots: the asker going on is the
    event; a response by anybody else cuts the wait short.

    Returns
    -------
    seconds, 0 upwards; count
        ``participant`` asked, ``other`` was asked; without ``other``, whomever they asked. A
        median from 5 pursuits; with fewer they are listed in words. A micropause is taken as 0.1 s.

    Notes
    -----
    Denominator: silences after a question or other initiation addressed to somebody; responses in
    overlap or latched leave none. Missing: no such silence; fewer than 5 pursuits (median); so many
    waits cut short that half never went on. Excluded: silences without a length, and those in which
    a body or a device is at work.
    Caution: waiting is not always support, nor going on a failing: look at the cases.

    References
    ----------
    Kaplan, E. & Meier, P. (1958) Journal of the American Statistical Association 53: 457–481.
    Jefferson, G. (1989) in Roger & Bull (eds) Conversation, 166–196.
    """
    found = waits(evidence)
    for code in evidence.roster:
        own = [wait for wait in found if wait.asker == code]
        yield from _tolerance(code, "", own)
        for other in (*evidence.roster, GROUP):
            if theirs := [wait for wait in own if wait.to == other]:
                yield from _tolerance(code, other, theirs)


def _tolerance(code: str, other: str, found: Sequence[Wait]) -> Iterator[Number]:
    timed = [(wait, wait.seconds) for wait in found if wait.seconds is not None]
    timed = [pair for pair in timed if not pair[0].activity]
    counted = {wait.id for wait, _ in timed}
    cases = Cases(
        tuple(wait.id for wait, _ in timed if wait.pursued),
        tuple(wait.id for wait, _ in timed if not wait.pursued),
        tuple(
            (wait.id, wait.activity.replace("_", " ") or "no length")
            for wait in found
            if wait.id not in counted
        ),
    )
    events = [seconds for wait, seconds in timed if wait.pursued]
    cut_short = [seconds for wait, seconds in timed if not wait.pursued]
    yield _median(code, other, events, cut_short, cases)
    if timed:
        longest, seconds = max(timed, key=lambda pair: pair[1])
        others = tuple(wait.id for wait, _ in timed if wait is not longest)
        yield Number(
            code,
            "longest",
            seconds,
            cases=Cases((longest.id,), others, cases.excluded),
            unit="seconds",
            note="the asker went on" if longest.pursued else "somebody else spoke",
            other=other,
        )
    else:
        why = "no opportunity: no silence after asking"
        yield missing(code, "longest", why, unit="seconds", other=other)
    yield Number(
        code,
        "pursuits",
        len(events),
        len(events),
        cases=cases,
        unit="count",
        counts="silences",
        note=f"{len(cut_short)} cut short by somebody else" if cut_short else "",
        other=other,
    )


def _median(
    code: str, other: str, events: Sequence[float], cut_short: Sequence[float], cases: Cases
) -> Number:
    if not events and not cut_short:
        why = "no opportunity: no silence after asking"
        number = missing(code, "median", why, unit="seconds", other=other)
        return number._replace(cases=cases)
    curve = km_median(events, cut_short) if len(events) >= ENOUGH else None
    if curve is None:
        note = f"{_in_words(events)}; a median needs {ENOUGH}"
    elif curve.median is None:
        note = f"not reached: {len(events)} pursuits, {len(cut_short)} cut short by somebody else"
    else:
        note = f"{len(events)} pursuits, {len(cut_short)} cut short by somebody else"
    return Number(
        code,
        "median",
        curve.median if curve else None,
        None,
        len(events),
        method=curve.method if curve else "",
        cases=cases,
        unit="seconds",
        counts="silences",
        note=note,
        other=other,
    )


def _in_words(events: Sequence[float]) -> str:
    """Return few pursuits as they are printed: ``1 pursuit, after 1.8 s``."""
    if not events:
        return "no pursuit"
    after = ", ".join(f"{seconds:.1f}" for seconds in sorted(events))
    return f"{len(events)} {'pursuit' if len(events) == 1 else 'pursuits'}, after {after} s"


@measure(
    "M-32",
    label="Resumption after unfilled space",
    plain="Going on when nobody answered",
    heading=HEADING,
    unit="proportion",
    needs_codes=("question",),
    variants={"resumed": "questions and other initiations after which the asker went on"},
    instances=("resumed",),
)
def resumption(evidence: Evidence) -> Iterator[Number]:
    """Return how often a participant goes on after asking somebody who does not respond.

    initiations of p to q after which p goes on out of a silence that is q's / initiations of p
    to q.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: questions and other first pair parts. ``participant`` asked, ``other`` was asked;
        without ``other``, whomever they asked.

    Notes
    -----
    Denominator: first pair parts of p addressed to q (to anybody). Missing: there is none. Those
    censored, those that nothing follows and those whose silence is filled by an activity are
    excluded. The complement of *no response* in M-18, seen from what the asker does.
    Caution: going on may help: it can make the question easier to answer.

    References
    ----------
    Sacks, H., Schegloff, E. & Jefferson, G. (1974) Language 50: 696–735, pp. 704, 715.
    Pomerantz, A. (1984) in Atkinson & Heritage (eds) Structures of Social Action, CUP, 152–163.
    """
    resumed, busy = set(), {}
    for wait in waits(evidence):
        if wait.activity:
            busy[wait.slot] = wait.activity.replace("_", " ")
        elif wait.pursued:
            resumed.add(wait.slot)
    last = len(evidence.talk.turns) - 1
    why = {
        item.id: reason
        for item in evidence.initiations
        if (reason := _not_counted(item, busy, resumed, last))
    }
    for code in evidence.roster:
        own = [item for item in evidence.initiations if item.actor == code]
        yield _resumption(code, "", own, resumed, why)
    for code, other in permutations(evidence.roster, 2):
        to = [
            item for item in evidence.initiations if item.actor == code and other in item.addressees
        ]
        if to:
            yield _resumption(code, other, to, resumed, why)


def _not_counted(item: Initiation, busy: dict[str, str], resumed: set[str], last: int) -> str:
    if item.tag.id in resumed:
        return ""
    if item.question is not None and item.question.outcome == "censored":
        return "censored"
    if item.turn is None or item.turn == last:
        return "nothing follows"
    return busy.get(item.tag.id, "")


def _resumption(
    code: str, other: str, items: Sequence[Initiation], resumed: set[str], why: dict[str, str]
) -> Number:
    cases = Cases(
        tuple(item.id for item in items if item.tag.id in resumed),
        tuple(item.id for item in items if item.tag.id not in resumed and item.id not in why),
        tuple((item.id, why[item.id]) for item in items if item.id in why),
    )
    return proportion(code, "resumed", cases, counts="initiations", other=other)

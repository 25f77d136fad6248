"""The exchanges in which the person supported leads or is taken up, in the order of the session."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from ca_tool.appreciation import acts, receiving
from ca_tool.appreciation.acts import Act, overlap
from ca_tool.appreciation.kinds import ANSWERED, KINDS, STARTS, SUPPORT
from ca_tool.appreciation.people import supported
from ca_tool.codebook import Codebook
from ca_tool.coding import Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.table import Cases
from ca_tool.project import Session
from ca_tool.transcript import Span, Transcript

NEAR = 1
"""Turns before and after an exchange in which a support practice stands around it."""


class Practice(NamedTuple):
    """A support practice tagged around an exchange."""

    who: str
    words: str
    line: str
    case: str


class Found(NamedTuple):
    """An exchange in which something of somebody's is taken up.

    Attributes
    ----------
    kinds
        Keys of :data:`~ca_tool.appreciation.kinds.KINDS`: one or more ways, of the same words.
    who
        Participant code of the person supported.
    title, words
        In plain words: short, and everything that happened.
    but
        What did not come of the same words, in plain words.
    spans
        The words it is about.
    cases
        The case ids behind it.
    around
        Support practices tagged in the turns around it.
    first, last
        Line ids of the exchange.
    lines
        Its printed line numbers, as ``05–08``.
    quote
        The words it is about, as transcribed.
    """

    kinds: tuple[str, ...]
    who: str
    title: str
    words: str
    but: tuple[str, ...]
    spans: tuple[Span, ...]
    cases: tuple[str, ...]
    around: tuple[Practice, ...]
    first: int
    last: int
    lines: str
    quote: str


class Tally(NamedTuple):
    """How often something came of it, beside how often not, and what cannot be told."""

    kind: str
    who: str
    cases: Cases


@dataclass(frozen=True)
class Appreciation:
    """What was found in a session by one coder's tags.

    Attributes
    ----------
    people
        Whom it is about.
    by_role
        Whether roles say who is supported; else everybody is offered.
    found, tallies
        In the order of the session; in the order of people and kinds.
    untagged
        Labels of codes this coder has not used here, by which more would be found.
    """

    people: tuple[str, ...]
    by_role: bool
    found: tuple[Found, ...]
    tallies: tuple[Tally, ...]
    untagged: tuple[str, ...]


def exchanges(session: Session, coder: str, codebook: Codebook) -> tuple[Found, ...]:
    """Return the exchanges of :func:`appreciate` alone."""
    return appreciate(session, coder, codebook).found


def appreciate(session: Session, coder: str, codebook: Codebook) -> Appreciation:
    """Return where the person supported leads, is taken up or corrects, by *coder*'s tags.

    Nothing is scored or ranked: exchanges stand in the order of the session, and beside every
    count stands its opposite. What nobody coded is left out with that reason.

    References
    ----------
    Williams, V., Ponting, L. & Ford, K. (2010) Skills for support, British Journal of Learning
    Disabilities 38(2).
    """
    evidence = Evidence(session, session.coding(coder), "CP-1", codebook)
    people, by_role = supported(session, evidence.roster)
    found: list[Found] = []
    tallies: list[Tally] = []
    for who in people:
        mine = tuple(_acts(evidence, who, codebook))
        found += _exchanges(evidence, who, mine)
        tallies += _tallies(who, mine)
    row = session.transcript.row
    found.sort(key=lambda one: (row[one.spans[0].line], one.spans[0].start))
    return Appreciation(
        people, by_role, tuple(found), tuple(tallies), _untagged(evidence, codebook)
    )


def _acts(evidence: Evidence, who: str, codebook: Codebook) -> Iterator[Act]:
    def label(tag: Tag) -> str:
        return _practice(codebook, tag)

    yield from acts.starting(evidence, who)
    yield from acts.topics(evidence, who)
    yield from acts.deciding(evidence, who)
    yield from acts.asking(evidence, who)
    yield from acts.correcting(evidence, who)
    yield from acts.refusing(evidence, who)
    yield from receiving.choosing(evidence, who)
    yield from receiving.bodily(evidence, who)
    yield from receiving.waiting(evidence, who)
    yield from acts.supporting(evidence, who, label)


def _practice(codebook: Codebook, tag: Tag) -> str:
    """Return what a support practice is called in the codebook."""
    code = codebook.by_name.get(tag.code)
    attribute = code.attribute("practice") if code else None
    labels = {value.name: value.label for value in attribute.values} if attribute else {}
    practice = tag.value("practice")
    words = labels.get(practice, practice.replace("_", " ")) or "Gives good support"
    return words[:1].lower() + words[1:]


def _tallies(who: str, found: Sequence[Act]) -> Iterator[Tally]:
    for kind in KINDS:
        own = [act for act in found if act.kind == kind]
        if own:
            yield Tally(
                kind,
                who,
                Cases(
                    tuple(act.case for act in own if act.came),
                    tuple(act.case for act in own if act.came is False),
                    tuple((act.case, act.words) for act in own if act.came is None),
                ),
            )


def _exchanges(evidence: Evidence, who: str, found: Sequence[Act]) -> Iterator[Found]:
    """Yield what came of something; acts done with the same words are one exchange."""
    position, order = evidence.position, list(KINDS)
    came = sorted((act for act in found if act.came), key=lambda act: position[act.tag.id])
    groups: list[list[Act]] = []
    of_line: dict[int, list[list[Act]]] = {}
    for act in came:
        near = [group for span in act.tag.spans for group in of_line.get(span.line, ())]
        group = next((one for one in near if _belongs(act, one)), None)
        if group is None:
            group = []
            groups.append(group)
        group.append(act)
        for span in act.tag.spans:
            of_line.setdefault(span.line, []).append(group)
    lost: dict[int, list[Act]] = {}
    for act in found:
        if act.came is False:
            lost.setdefault(act.tag.spans[0].line, []).append(act)
    turns = ((evidence.turn(act.tag), act) for act in found if act.kind == SUPPORT)
    practices = sorted(((turn, act) for turn, act in turns if turn is not None), key=itemgetter(0))
    for group in groups:
        group.sort(key=lambda act: order.index(act.kind))
        beside = [act for span in group[0].tag.spans for act in lost.get(span.line, ())]
        but = [act for act in beside if any(overlap(act.tag, one.tag) for one in group)]
        yield _found(evidence, who, group, but, practices)


def _belongs(act: Act, group: Sequence[Act]) -> bool:
    if SUPPORT in (act.kind, group[0].kind):
        return False
    return any(overlap(act.tag, other.tag) for other in group)


def _found(
    evidence: Evidence,
    who: str,
    group: Sequence[Act],
    but: Sequence[Act],
    practices: Sequence[tuple[int, Act]],
) -> Found:
    transcript, lead = evidence.session.transcript, group[0]
    spans = tuple(dict.fromkeys(span for act in group for span in act.said or act.tag.spans))
    first, last = _extent(evidence, group)
    words = _words(group)
    subject, follows = who, ""
    if lead.kind == SUPPORT:
        subject, follows = lead.by, _followed(evidence, lead)
    return Found(
        tuple(dict.fromkeys(act.kind for act in group)),
        who,
        f"{subject} {words[0]}",
        f"{subject} {' · '.join(words)}{follows}",
        _words(but),
        spans,
        tuple(dict.fromkeys(act.case for act in group)),
        tuple(_around(evidence, group, practices, first, last)),
        transcript.lines[first].id,
        transcript.lines[last].id,
        "–".join(dict.fromkeys((_printed(transcript, first), _printed(transcript, last)))),
        " … ".join(" ".join(transcript.quote(span).split()) for span in _once(group)),
    )


def _words(group: Sequence[Act]) -> tuple[str, ...]:
    """Return what happened, without saying of a question twice what came of it."""
    asked = {act.case for act in group if act.kind == ANSWERED}
    told = (act.words for act in group if act.kind != STARTS or act.case not in asked)
    return tuple(dict.fromkeys(told))


def _once(group: Iterable[Act]) -> tuple[Span, ...]:
    """Return the stretches of the longest tag of *group*: the others lie in it or beside it."""
    stretches = [act.said or act.tag.spans for act in group]
    return max(stretches, key=lambda spans: sum(span.end - span.start for span in spans))


def _extent(evidence: Evidence, group: Sequence[Act]) -> tuple[int, int]:
    """Return the first and last row of the exchange, with the turns that follow it."""
    row, turns = evidence.session.transcript.row, evidence.talk.turns
    tags = [tag for act in group for tag in (act.tag, *act.reach) if tag.id in evidence.position]
    rows = [row[line] for tag in tags for span in tag.spans for line in (span.line, span.end_line)]
    last = max(rows)
    turn = evidence.turn(group[0].tag)
    after = max(act.after for act in group)
    for index in range(turn + 1, turn + 1 + after) if turn is not None else ():
        if index >= len(turns) or turns[index].follows_gap:
            break
        last = max(last, row[turns[index].pieces[0].line])
    return min(rows), last


def _followed(evidence: Evidence, act: Act) -> str:
    """Return who speaks next after a support practice: what followed, not what it caused."""
    turn = evidence.turn(act.tag)
    turns = evidence.talk.turns
    if turn is None or turn + 1 >= len(turns) or turns[turn + 1].follows_gap:
        return ""
    return f"; {turns[turn + 1].speaker} speaks next"


def _around(
    evidence: Evidence,
    group: Sequence[Act],
    practices: Sequence[tuple[int, Act]],
    first: int,
    last: int,
) -> Iterator[Practice]:
    """Yield the support practices of *practices*, in order of turns, that are near the group."""
    transcript, held = evidence.session.transcript, evidence.talk
    begins = held.last_started((first, transcript.lines[first].body)) or 0
    ends = held.last_started((last, len(transcript.lines[last].raw))) or 0
    own = {act.case for act in group}
    start = bisect_left(practices, begins - NEAR, key=itemgetter(0))
    for turn, act in islice(practices, start, None):
        if turn > ends + NEAR:
            break
        if act.case not in own:
            line = _printed(transcript, transcript.row[act.tag.spans[0].line])
            yield Practice(act.by, act.words, line, act.case)


def _printed(transcript: Transcript, row: int) -> str:
    """Return a line's number as printed, else its place in the file."""
    return transcript.lines[row].number or str(row + 1)


def _untagged(evidence: Evidence, codebook: Codebook) -> tuple[str, ...]:
    """Return the labels of the codes that nothing here is tagged with, in the codebook's order."""
    wanted = {code for kind in KINDS.values() for code in kind.codes}
    return tuple(
        code.label for code in codebook.codes if code.name in wanted and not evidence.of(code.name)
    )

"""Who starts things, and what becomes of it (M-11, M-13, M-14)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from ca_tool.coding import Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, proportion

HEADING = "Who started things"
UNKNOWN_ACTOR = "who did it is not identified"

RESPONDING_ACTS = frozenset({"ratify", "resist"})
"""Agenda acts that answer somebody's proposal and are none themselves."""

Item = TypeVar("Item")


def shares(
    evidence: Evidence,
    variant: str,
    items: Iterable[tuple[str, str]],
    excluded: tuple[tuple[str, str], ...] = (),
    *,
    counts: str,
) -> Iterator[Number]:
    """Yield each participant's share of *items*, pairs of actor and case id."""
    known = frozenset(evidence.roster)
    found = list(items)
    out = excluded + tuple((case, UNKNOWN_ACTOR) for who, case in found if who not in known)
    counted = [pair for pair in found if pair[0] in known]
    for code in evidence.roster:
        own = tuple([case for who, case in counted if who == code])
        others = tuple([case for who, case in counted if who != code])
        yield proportion(code, variant, Cases(own, others, out), counts=counts)


@measure(
    "M-11",
    label="Initiation share",
    plain="Who started things",
    heading=HEADING,
    unit="proportion",
    needs_codes=("question", "initiation", "topic", "agenda"),
    variants={
        "base": "questions, requests, offers … that start a sequence",
        "all_new": "all new questions, requests, offers …",
        "topics": "topics started",
        "agenda": "agenda acts",
    },
)
def initiation_share(evidence: Evidence) -> Iterator[Number]:
    """Return each participant's share of what is started: four numbers that are never added up.

    base: new base first pair parts of p / all; all_new: new first pair parts of p at any level /
    all; topics: topics p started / all; agenda: agenda acts of p / all.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: tags *question* and *initiation* (base, all_new), *topic*, *agenda*.

    Notes
    -----
    Denominator: all acts of that kind in the session. Missing: there are none. What asks again
    (linked *asks again*) is excluded from base and all_new: a chain counts once. Questions in
    reported speech and newsmarks are excluded.
    Caution: starting things is not dominating; it may open the floor for somebody.

    References
    ----------
    Schegloff, E. (2007) Sequence Organization in Interaction, CUP, 13–57.
    Itakura, H. (2001) Journal of Pragmatics 33: 1859–1880.
    """
    firsts = evidence.initiations
    again = tuple((item.id, "asks again") for item in firsts if item.reissue)
    out = evidence.left_out + again
    new = [item for item in firsts if not item.reissue]
    inner = tuple((i.id, f"not base but {i.level}") for i in new if i.level != "base")
    base = [(item.actor, item.id) for item in new if item.level == "base"]
    counts = "first pair parts"
    yield from shares(evidence, "base", base, out + inner, counts=counts)
    yield from shares(evidence, "all_new", [(i.actor, i.id) for i in new], out, counts=counts)
    for variant, code, counts in (
        ("topics", "topic", "topic starts"),
        ("agenda", "agenda", "agenda acts"),
    ):
        acts = [(evidence.actor(tag), f"tag:{tag.id}") for tag in evidence.of(code)]
        yield from shares(evidence, variant, acts, counts=counts)


def fates(
    evidence: Evidence,
    variant: str,
    tags: Sequence[Tag],
    fate: Callable[[Tag], str],
    good: str,
    *,
    counts: str,
) -> Iterator[Number]:
    """Yield, per participant, how many of their *tags* met the *good* fate.

    Censored ones and those whose fate (``""``) nobody coded are excluded.
    """
    for code in evidence.roster:
        came, others, excluded = [], [], []
        for tag in tags:
            if evidence.actor(tag) != code:
                continue
            case, what = f"tag:{tag.id}", fate(tag)
            if what == good:
                came.append(case)
            elif what in ("", "censored"):
                excluded.append((case, what or "outcome not coded"))
            else:
                others.append(case)
        cases = Cases(tuple(came), tuple(others), tuple(excluded))
        yield proportion(code, variant, cases, counts=counts)


@measure(
    "M-13",
    label="Topic uptake",
    plain="Whose ideas were picked up",
    heading=HEADING,
    unit="proportion",
    needs_codes=("topic",),
    variants={"taken_up": "topics that were taken up"},
    instances=("taken_up",),
)
def topic_uptake(evidence: Evidence) -> Iterator[Number]:
    """Return how many of the topics each participant started were taken up.

    taken up(p) / (topics started by p − censored).

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: tags *topic*. A topic's uptake is what the coder set; where nothing is set and
        later tags are linked *stays on the topic of*, it is taken up if they lie in two or more
        later turns, one of them by another participant; tags of repair do not count.

    Notes
    -----
    Denominator: the participant's topics, without those censored by the end of the transcript.
    Missing: the participant started none whose fate could be seen. Topics without coded uptake
    and without such links are excluded.
    Caution: topic is the least reliable of the codes; agree on it before trusting it. The
    asymmetry usually lies in uptake, not in offering.

    References
    ----------
    Button, G. & Casey, N. (1985) Human Studies 8: 3–55.
    Maynard, D. (1980) Semiotica 30: 263–290.
    """
    tags = evidence.of("topic")
    yield from fates(
        evidence,
        "taken_up",
        tags,
        lambda tag: uptake_of(evidence, tag),
        "taken_up",
        counts="topics",
    )


def uptake_of(evidence: Evidence, topic: Tag) -> str:
    """Return what became of *topic*: as coded, else as links show; empty where neither says."""
    if coded := topic.value("uptake"):
        return coded
    later = [
        evidence.turn(tag)
        for tag in evidence.linking(topic.id, "continues_topic")
        if tag.code != "repair"
    ]
    if not later:
        return ""
    turns = {index for index in later if index is not None and index != evidence.turn(topic)}
    starter = evidence.actor(topic)
    by_another = any(evidence.talk.turns[index].speaker != starter for index in turns)
    return "taken_up" if len(turns) >= 2 and by_another else "minimal"


@measure(
    "M-14",
    label="Agenda-setting and its fate",
    plain="Who decided what comes next, and whether the others went along",
    heading=HEADING,
    unit="proportion",
    needs_codes=("agenda",),
    variants={
        "share": "agenda acts",
        "accepted": "proposals that were accepted",
        "contested": "proposals that were contested",
        "ignored": "proposals that were ignored",
    },
    instances=("accepted", "contested", "ignored"),
)
def agenda_setting(evidence: Evidence) -> Iterator[Number]:
    """Return each participant's share of agenda acts, and the fate of their proposals.

    share: agenda acts of p / all; accepted: accepted(p) / (proposals of p − censored).

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: tags *agenda*. Proposals are all acts but *ratify* and *resist*.

    Notes
    -----
    Denominator: all agenda acts; for the fate the participant's proposals whose outcome is coded
    and not censored. Missing: there are none: nobody setting an agenda is no equal share.
    Caution: topic is what is talked about, agenda what is to be done or decided next.

    References
    ----------
    Stevanovic, M. & Peräkylä, A. (2012) ROLSI 45(3): 297–321.
    Antaki, C. & Webb, J. (2019) Sociology of Health & Illness 41(8): 1549–1566.
    """
    acts = evidence.of("agenda")
    pairs = [(evidence.actor(tag), f"tag:{tag.id}") for tag in acts]
    yield from shares(evidence, "share", pairs, counts="agenda acts")
    proposals = [tag for tag in acts if tag.value("act") not in RESPONDING_ACTS]
    for fate in ("accepted", "contested", "ignored"):
        yield from fates(
            evidence,
            fate,
            proposals,
            lambda tag: tag.value("outcome"),
            fate,
            counts="proposals",
        )

"""Minimal responses and contributions without words (M-09, M-10)."""

from __future__ import annotations

from collections.abc import Iterator

from ca_tool.coding import Tag
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, proportion
from ca_tool.turn_taking import TurnKind

HEADING = "How much each person said"
TYPES = ("continuer", "acknowledgement", "newsmark", "change_of_state", "assessment")


@measure(
    "M-09",
    label="Minimal-response share",
    plain="Turns of just mm hm or yeah",
    heading=HEADING,
    unit="proportion",
    variants={
        "minimal": "minimal responses that answer nothing",
        "single_word": "turns of one word, answers too",
        "type:…": "minimal responses of a tagged type",
        "token:…": "minimal responses by their words",
    },
)
def minimal_response_share(evidence: Evidence) -> Iterator[Number]:
    """Return how many of each participant's turns are minimal responses.

    minimal turns of p / turns of p.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: turns. A turn is minimal if it consists of response tokens only or is tagged
        *minimal response*, and answers nothing. Variants by tagged type, by token, and turns of a
        single word, which is another thing.

    Notes
    -----
    Denominator: all the participant's turns. Missing: they have none. A *yeah* that answers a
    question is no minimal response: while answers are not tagged, it is counted as one.
    Caution: a high share may be active listening or being shut out; look at the sequences.

    References
    ----------
    Schegloff, E. (1982) in Tannen (ed.) Analyzing Discourse, Georgetown, 71–93.
    Gardner, R. (2001) When Listeners Talk, Benjamins.
    Comrie, P., Mackenzie, C. & McCall, J. (2001) Clinical Linguistics & Phonetics 15(5): 383–398.
    """
    held = evidence.talk
    minimal = evidence.minimal
    single = frozenset(i for i in held.attributed if held.turns[i].words == 1)
    typed = _typed(evidence)
    tokens = {i: " ".join(held.letters_of_words.get(i, ())) for i in minimal}
    uncoded = "" if evidence.of("response") else "no answers are tagged yet: they count here too"
    for code in held.roster:
        turns = held.of[code]
        yield _of_turns(evidence, code, "minimal", minimal, note=uncoded)
        yield _of_turns(evidence, code, "single_word", single)
        for kind in TYPES:
            if kind == "continuer" or kind in typed:
                found = typed.get(kind, frozenset())
                yield _of_turns(evidence, code, f"type:{kind}", found)
        for token in sorted({tokens[i] for i in turns if tokens.get(i)}):
            said = frozenset(i for i in turns if tokens.get(i) == token)
            yield _of_turns(evidence, code, f"token:{token}", said)


def _typed(evidence: Evidence) -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for tag in evidence.of("minimal"):
        index = evidence.turn(tag)
        if index is not None and tag.value("type"):
            found.setdefault(tag.value("type"), set()).add(index)
    return {kind: frozenset(indices) for kind, indices in found.items()}


def _of_turns(
    evidence: Evidence, code: str, variant: str, counted: frozenset[int], note: str = ""
) -> Number:
    held = evidence.talk
    own = held.of[code]
    cases = Cases(
        tuple(held.ids[i] for i in own if i in counted),
        tuple(held.ids[i] for i in own if i not in counted),
    )
    return proportion(code, variant, cases, counts="turns", note=note)


@measure(
    "M-10",
    label="Contributions by gesture or device",
    plain="What each person said without words, or with a device",
    heading=HEADING,
    unit="proportion",
    variants={
        "embodied": "by body",
        "aided": "by device",
        "embodied_or_aided": "by body or by device",
        "uptake": "contributions by body that somebody took up",
    },
    instances=("uptake",),
)
def embodied_share(evidence: Evidence) -> Iterator[Number]:
    """Return how many of each participant's contributions are made by body or by device.

    embodied (or aided) contributions of p / contributions of p;
    uptake = taken up / (embodied contributions tagged − censored).

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: turns of gesture alone; stretches tagged *embodied contribution*, which belong to
        the participant's turn where they touch one and otherwise are a contribution more; turns
        after composing on a device or described as by device.

    Notes
    -----
    Denominator: all the participant's turns, and tagged contributions outside them. Missing: there
    are none. Uptake: tags without a coded uptake and censored ones are excluded.
    Caution: only what the transcriber noted or the coder tagged can be counted. Contributions
    without words are those most often missed.

    References
    ----------
    Finlay, W., Antaki, C. & Walton, C. (2007) Intellect. & Dev. Disabilities 45(4): 227–245.
    """
    held = evidence.talk
    aided = held.aided
    tags: dict[str, list[tuple[Tag, int | None]]] = {}
    for tag in evidence.of("embodied"):
        code = evidence.actor(tag)
        tags.setdefault(code, []).append((tag, _host(evidence, tag, code)))
    for code in held.roster:
        own, tagged = held.of[code], tags.get(code, [])
        hosts = {host for _, host in tagged}
        bodily = {i for i in own if held.turns[i].kind is TurnKind.EMBODIED}
        loose = [f"tag:{tag.id}" for tag, host in tagged if host is None]
        for variant, counted, more in (
            ("embodied", bodily | hosts, loose),
            ("aided", aided, []),
            ("embodied_or_aided", bodily | hosts | aided, loose),
        ):
            ids = tuple(held.ids[i] for i in own if i in counted)
            others = tuple(held.ids[i] for i in own if i not in counted)
            outside = () if more else tuple(loose)
            cases = Cases((*ids, *more), (*others, *outside))
            yield proportion(code, variant, cases, counts="contributions")
        yield _uptake(code, [tag for tag, _ in tagged])


def _host(evidence: Evidence, tag: Tag, code: str) -> int | None:
    """Return the turn of *code* that *tag* lies in, or leads into out of a silence."""
    held = evidence.talk
    index = held.turn_at(tag.spans[0].line, tag.spans[0].start, code)
    if index is not None and held.turns[index].speaker == code:
        return index
    for silence in held.taking.silences:
        if silence.span.line == tag.spans[0].line and silence.after is not None:
            return silence.after if held.turns[silence.after].speaker == code else None
    return None


def _uptake(code: str, tags: list[Tag]) -> Number:
    taken, others, excluded = [], [], []
    for tag in tags:
        case, uptake = f"tag:{tag.id}", tag.value("uptake")
        if uptake == "taken_up":
            taken.append(case)
        elif uptake in ("", "censored"):
            excluded.append((case, uptake or "uptake not coded"))
        else:
            others.append(case)
    cases = Cases(tuple(taken), tuple(others), tuple(excluded))
    return proportion(code, "uptake", cases, counts="contributions by body")

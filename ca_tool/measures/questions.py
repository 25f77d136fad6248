"""Who asks whom (M-12, M-17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from ca_tool.measures.evidence import Evidence, Question, chained
from ca_tool.measures.initiative import shares
from ca_tool.measures.outcomes import ANSWER, GROUP, OTHER_ANSWERS
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, count, missing, proportion

HEADING = "Who asked the questions"


@measure(
    "M-12",
    label="Question share and density",
    plain="Who asked the questions",
    heading=HEADING,
    unit="proportion",
    high=float("inf"),
    needs_codes=("question",),
    variants={
        "tokens": "questions",
        "chains": "questions, a question and its repetitions counting once",
        "tokens_without_repair": "questions, those that initiate repair left out",
        "per_100_words": "questions per 100 words of the same person",
        "chains_per_100_words": "the same, a question and its repetitions counting once",
        "per_turn": "turns with a question in them",
    },
)
def question_share(evidence: Evidence) -> Iterator[Number]:
    """Return each participant's share of the questions, and how dense they are.

    tokens: q(p) / Σ q; chains: chains p began / all chains; per 100 words: 100 · q(p) / words of
    p; per turn: turns of p with a question / turns of p.

    Returns
    -------
    proportion, 0 to 1, Wilson interval; density: questions per 100 words
        Counted: tags *question*; chains are a question and whatever asks it again. Tokens and
        chains always stand side by side.

    Notes
    -----
    Denominator: all questions (chains); the participant's words; the participant's turns. Missing:
    no questions are tagged; the participant says no word; has no turn. Questions in reported
    speech and newsmarks are excluded; a question mark never makes a question.
    Caution: the person who asks fewer questions may ask more per word: the denominator decides.

    References
    ----------
    Stivers, T. & Enfield, N. (2010) Journal of Pragmatics 42: 2620–2626.
    Schegloff, E. (1993) ROLSI 26(1): 99–128.
    """
    asked, out = evidence.questions, evidence.left_out
    pairs = [(question.asker, question.id) for question in asked]
    yield from shares(evidence, "tokens", pairs, out, counts="questions")
    chains = [(chain.asker, chain.case) for chain in evidence.chains]
    yield from shares(evidence, "chains", chains, out, counts="chains")
    plain = [(q.asker, q.id) for q in asked if q.values.get("action") != "oir"]
    repair = tuple((q.id, "initiates repair") for q in asked if q.values.get("action") == "oir")
    yield from shares(evidence, "tokens_without_repair", plain, out + repair, counts="questions")
    for code in evidence.roster:
        own = evidence.questions_of(code)
        yield _per_100_words(evidence, code, "per_100_words", [q.id for q in own], "questions")
        begun = [chain.case for chain in evidence.chains if chain.asker == code]
        yield _per_100_words(evidence, code, "chains_per_100_words", begun, "chains")
        yield _per_turn(evidence, code, own)


def _per_100_words(
    evidence: Evidence, code: str, variant: str, own: Sequence[str], counts: str
) -> Number:
    words, unit = evidence.talk.words[code], "per 100 words"
    if why := evidence.untagged("question") or ("" if words else "no opportunity: no words"):
        return missing(code, variant, why, unit=unit)
    cases = Cases(tuple(own), (), evidence.left_out)
    return Number(
        code,
        variant,
        100 * len(own) / words,
        len(own),
        words,
        cases=cases,
        unit=unit,
        counts=counts,
        note=evidence.talk.under_recorded,
    )


def _per_turn(evidence: Evidence, code: str, own: Sequence[Question]) -> Number:
    if why := evidence.untagged("question"):
        return missing(code, "per_turn", why, unit="proportion")
    held = evidence.talk
    kept = held.questions
    asking = {kept[question.tag.id][2].turn for question in own}
    cases = Cases(
        tuple(held.ids[i] for i in held.of[code] if i in asking),
        tuple(held.ids[i] for i in held.of[code] if i not in asking),
    )
    return proportion(code, "per_turn", cases, counts="turns")


@measure(
    "M-17",
    label="Who asks whom, who answers",
    plain="Who asked whom, and who answered",
    heading=HEADING,
    unit="count",
    high=float("inf"),
    needs_codes=("question",),
    variants={
        "asked": "questions the first person asked the second",
        "answered": "how many of them the second person answered",
        "asked_to_answers": "questions asked : answers given",
        "chains": "chains of questions the first person asked the second",
    },
    instances=("asked", "answered", "asked_to_answers", "chains"),
)
def question_answer_matrix(evidence: Evidence) -> Iterator[Number]:
    """Return how many questions each participant asked each other one, and who answered.

    asked(a → b): questions by a to b; answered(a → b): those that b answered;
    asked : answers = questions by p : questions answered by p, whoever asked.

    Returns
    -------
    count, 0 upwards; ratio printed as counts
        ``participant`` asks, ``other`` is asked; ``*`` is the group. A question to two people
        stands in both cells.

    Notes
    -----
    Where only two people are present, a question is to the other one unless coded otherwise;
    where there are more and the addressee is not coded, the question is excluded. 5 : 0 is printed
    as such. Missing: no questions are tagged; the ratio where the participant gave no answer.
    Reported speech and newsmarks are excluded.
    Caution: counts, not rates: look beside them at what could be answered (M-18).

    References
    ----------
    Stivers, T. & Enfield, N. (2010) Journal of Pragmatics 42: 2620–2626.
    """
    if why := evidence.untagged("question"):
        for asker, to in permutations(evidence.roster, 2):
            yield missing(asker, "asked", why, unit="count", other=to)
        return
    out = evidence.left_out
    uncoded = tuple((q.id, "addressee not coded") for q in evidence.questions if not q.addressees)
    for asker, to in pairs_of(evidence):
        found = evidence.questions_of(asker, to)
        cases = Cases(tuple(question.id for question in found), (), out + uncoded)
        yield count(asker, "asked", cases, counts="questions", other=to)
        answered = [q for q in found if q.outcome == ANSWER and (to in (*q.respondents, GROUP))]
        ids = {question.id for question in answered}
        others = tuple(question.id for question in found if question.id not in ids)
        both = Cases(tuple(question.id for question in answered), others, out + uncoded)
        number = count(asker, "answered", both, counts="questions", other=to)
        yield number._replace(n=len(found))
        chains = Cases(tuple(chain.case for chain in chained(found)))
        yield count(asker, "chains", chains, counts="chains", other=to)
    for code in evidence.roster:
        yield _ratio(evidence, code)


def pairs_of(evidence: Evidence) -> Iterator[tuple[str, str]]:
    """Yield all ordered pairs of participants, and those who asked the group with ``*``."""
    yield from permutations(evidence.roster, 2)
    group = {question.asker for question in evidence.questions if GROUP in question.addressees}
    yield from ((code, GROUP) for code in evidence.roster if code in group)


def _ratio(evidence: Evidence, code: str) -> Number:
    asked = evidence.questions_of(code)
    answers = [
        question
        for question in evidence.questions
        if question.outcome in (ANSWER, OTHER_ANSWERS) and code in question.respondents
    ]
    k, n = len(asked), len(answers)
    cases = Cases(tuple(q.id for q in asked), tuple(q.id for q in answers), evidence.left_out)
    return Number(
        code,
        "asked_to_answers",
        k / n if n else None,
        k,
        n,
        cases=cases,
        unit="ratio",
        counts="questions",
        note="" if n else "no answers given: the ratio is printed as counts",
    )

"""What happened after each question (M-18, M-19, M-23)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ca_tool.coding import Tag
from ca_tool.measures.evidence import Answer, Chain, Evidence, Question
from ca_tool.measures.outcomes import (
    ANSWER,
    NO_RESPONSE,
    NON_ANSWER,
    OTHER_ANSWERS,
    SELF_ANSWERED,
    UNOBSERVABLE,
    among,
)
from ca_tool.measures.questions import pairs_of
from ca_tool.measures.registry import measure
from ca_tool.measures.table import Cases, Number, proportion

HEADING = "What happened after each question"
POLAR = frozenset({"polar_interrogative", "polar_declarative", "tag"})
EVALUATIVE = {"positive": "evaluation_positive", "negative": "evaluation_negative"}

_FATES = {
    "answered": ANSWER,
    "non_answer": NON_ANSWER,
    "no_response": NO_RESPONSE,
    "answered_by_other": OTHER_ANSWERS,
    "self_answered": SELF_ANSWERED,
}


@measure(
    "M-18",
    label="What happened after each question",
    plain="What happened after each question (answered · something else · nothing · we can't see)",
    heading=HEADING,
    unit="proportion",
    needs_codes=("question", "response"),
    variants={
        "answered": "answered by the person asked",
        "answered_chain": "chains of questions answered in the end",
        "non_answer": "something else came",
        "no_response": "nothing came",
        "answered_by_other": "answered by somebody else",
        "self_answered": "answered by the person who asked",
        "answered_without_embodied": "answered, answers by body or device alone not counted",
        "as_addressee_…": "the same, of the questions this person was asked",
    },
    instances=(
        *_FATES,
        "answered_chain",
        "answered_without_embodied",
        *(f"as_addressee_{fate}" for fate in _FATES),
        "as_addressee_answered_chain",
        "as_addressee_answered_without_embodied",
    ),
)
def answered_rate(evidence: Evidence) -> Iterator[Number]:
    """Return what became of the questions: answered, something else, nothing, or another answered.

    answers / n, with n = questions − repair pending − censored − not observable − not coded;
    chains: a chain is answered if any of its questions is.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: questions, or chains. ``participant`` asked, ``other`` was asked; without
        ``other``, whomever they asked. Variants ``as_addressee_…`` are of the questions
        ``participant`` was asked, whoever asked. Rows without a participant are of all questions.
        Tokens and chains always stand side by side.

    Notes
    -----
    Denominator: the questions whose outcome could be seen and is coded: an outcome set by the
    coder, else what the linked responses say. Missing: there is none. That no response came is
    never inferred. ``answered_by_other`` is the indicator of proxy talk.
    Caution: an answer is not agreement, and pursuit produces answers: look at M-22 beside it.

    References
    ----------
    Stivers, T. & Enfield, N. (2010) Journal of Pragmatics 42: 2620–2626.
    Schegloff, E. (1993) ROLSI 26(1): 99–128.
    """
    yield from _fates_of(evidence)
    for code in evidence.roster:
        yield from _fates_of(evidence, code)
    for asker, to in pairs_of(evidence):
        if evidence.questions_of(asker, to):
            yield from _fates_of(evidence, asker, to)
    for code in evidence.roster:
        for number in _fates_of(evidence, "", code):
            variant = f"as_addressee_{number.variant}"
            yield number._replace(participant=code, other="", variant=variant)


def _fates_of(evidence: Evidence, code: str = "", other: str = "") -> Iterator[Number]:
    asked = evidence.questions_of(code, other)
    seen = [question for question in asked if question.observable]
    everything = tuple(question.id for question in seen)
    outcomes = {question.outcome for question in seen}
    unseen = tuple((q.id, UNOBSERVABLE[q.outcome]) for q in asked if not q.observable)
    out = evidence.uncounted(code, other) + unseen

    def rate(variant: str, yes: tuple[str, ...], no: tuple[str, ...]) -> Number:
        cases = Cases(yes, no, out)
        return proportion(code, variant, cases, counts="questions", other=other)

    for variant, outcome in _FATES.items():
        if outcome in outcomes:
            yes = tuple([question.id for question in seen if question.outcome == outcome])
            yield rate(variant, yes, tuple([q.id for q in seen if q.outcome != outcome]))
        else:
            yield rate(variant, (), everything)
        if outcome == ANSWER:
            yield _chains_answered(asked, code, other)
    spoken = tuple([q.id for q in seen if q.outcome == ANSWER and not q.bodily])
    counted = frozenset(spoken)
    others = tuple([case for case in everything if case not in counted])
    yield rate("answered_without_embodied", spoken, others)


def _chains_answered(asked: Sequence[Question], code: str, other: str) -> Number:
    """Return how many chains of *asked* were answered: those of which any question was."""
    first: dict[str, Question] = {}
    seen: set[str] = set()
    answered: set[str] = set()
    for question in asked:
        first.setdefault(question.chain, question)
        if question.observable:
            seen.add(question.chain)
            if question.outcome == ANSWER:
                answered.add(question.chain)
    cases = Cases(
        tuple([found.id for chain, found in first.items() if chain in answered]),
        tuple([f.id for chain, f in first.items() if chain in seen and chain not in answered]),
        tuple([(f.id, UNOBSERVABLE[f.outcome]) for c, f in first.items() if c not in seen]),
    )
    return proportion(code, "answered_chain", cases, counts="chains", other=other)


@measure(
    "M-19",
    label="Type-conforming answers",
    plain="Answers in the form the question asked for",
    heading=HEADING,
    unit="proportion",
    needs_codes=("question", "response"),
    variants={
        "all": "answers to questions of any form",
        "polar": "answers to yes–no questions",
        "all_without_embodied": "answers to questions of any form, by body or device left out",
    },
    instances=("all", "polar", "all_without_embodied"),
)
def conforming_rate(evidence: Evidence) -> Iterator[Number]:
    """Return how many of each participant's answers have the form the question asked for.

    conforming / answers whose conformity is coded.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: tags *response* of those who were asked. ``participant`` answers; ``other``
        asked; without ``other``, whoever asked. A nod counts if coded as conforming.

    Notes
    -----
    Denominator: answers coded conforming, nonconforming or mixed; non-answers such as *I don't
    know* are no answers. Missing: there is none. Answers whose conformity is not coded or does not
    apply are excluded.
    Caution: conforming is not complying, and says nothing of truth.

    References
    ----------
    Raymond, G. (2003) American Sociological Review 68: 939–967.
    """
    found = [
        (answer, question.asker, question.values.get("form") in POLAR)
        for question in evidence.questions
        if question.outcome == ANSWER
        for answer in question.answers
        if answer.who != question.asker and among(answer.who, question.addressees)
    ]
    for code in evidence.roster:
        own = [item for item in found if item[0].who == code]
        answers = [answer for answer, _, _ in own]
        yield _conforming(code, "all", answers)
        yield _conforming(code, "polar", [answer for answer, _, polar in own if polar])
        yield _conforming(code, "all_without_embodied", [a for a in answers if not a.bodily])
        for asker in evidence.roster:
            if theirs := [answer for answer, who, _ in own if who == asker]:
                yield _conforming(code, "all", theirs, asker)


def _conforming(code: str, variant: str, answers: Sequence[Answer], other: str = "") -> Number:
    found = dict.fromkeys(answers)  # what answers two questions at once is one answer
    cases = Cases(
        tuple(answer.id for answer in found if answer.form == "conforming"),
        tuple(answer.id for answer in found if answer.form in ("nonconforming", "mixed")),
        tuple(
            (answer.id, "conformity does not apply" if answer.form else "conformity not coded")
            for answer in found
            if answer.form in ("", "na")
        ),
    )
    return proportion(code, variant, cases, counts="answers", other=other)


@measure(
    "M-23",
    label="Third-turn evaluation",
    plain='Marking the answer ("good", "well done")',
    heading=HEADING,
    unit="proportion",
    needs_codes=("question", "response", "evaluation"),
    variants={
        "evaluated": "answered chains whose answer the asker evaluates",
        "positive": "evaluated positively",
        "negative": "evaluated negatively",
        "known_answer": "questions whose answer the asker knew",
    },
    instances=("evaluated", "positive", "negative", "known_answer"),
)
def third_turn_evaluation(evidence: Evidence) -> Iterator[Number]:
    """Return how often the person who asked evaluates the answer, and asks what they know.

    evaluated answered chains of a / answered chains of a; known answer: questions of a whose
    answer a knew / questions of a for which this is coded.

    Returns
    -------
    proportion, 0 to 1, Wilson interval
        Counted: chains begun by ``participant``; questions. An evaluation is a tag *evaluation*
        with a positive or negative value, by the asker, linked to the answer or to its question.

    Notes
    -----
    Denominator: chains that were answered by somebody asked; questions with *known answer* coded
    yes or no. Missing: there is none. Evaluations that are linked to no answer are excluded.
    Caution: coders see a test question because it was evaluated: code the two apart.

    References
    ----------
    Mehan, H. (1979) Learning Lessons, Harvard University Press.
    Antaki, C. (2013) JIDR 57(6): 580–588.
    """
    evaluated, unlinked = _evaluations(evidence)
    note = evidence.untagged("evaluation")
    for code in evidence.roster:
        chains = [
            (chain.case, _values(chain, evaluated, code))
            for chain in evidence.chains
            if chain.asker == code and any(q.outcome == ANSWER for q in chain.questions)
        ]
        out = tuple((f"tag:{tag.id}", "not linked to an answer") for tag in unlinked.get(code, ()))
        for variant, values in (
            ("evaluated", frozenset(EVALUATIVE.values())),
            *((name, frozenset({value})) for name, value in EVALUATIVE.items()),
        ):
            yes = tuple(case for case, found in chains if found & values)
            no = tuple(case for case, found in chains if not found & values)
            cases = Cases(yes, no, out)
            yield proportion(code, variant, cases, counts="answered chains", note=note)
        yield _known(evidence, code)


def _evaluations(
    evidence: Evidence,
) -> tuple[dict[str, set[tuple[str, str]]], dict[str, list[Tag]]]:
    """Return evaluated tag → (who, value), and who → evaluations that evaluate no tag."""
    linked: dict[str, set[tuple[str, str]]] = {}
    unlinked: dict[str, list[Tag]] = {}
    for tag in evidence.of("evaluation"):
        value = tag.value("value")
        if value not in EVALUATIVE.values():
            continue
        who, targets = evidence.actor(tag), evidence.linked(tag.id, "evaluates")
        for target in targets:
            linked.setdefault(target.id, set()).add((who, value))
        if not targets:
            unlinked.setdefault(who, []).append(tag)
    return linked, unlinked


def _values(chain: Chain, evaluated: dict[str, set[tuple[str, str]]], code: str) -> set[str]:
    """Return how *code* evaluated the answers of *chain*."""
    if not evaluated:
        return set()
    targets = [t for q in chain.questions for t in (q.tag.id, *(r.id for r in q.responses))]
    pairs = {pair for target in targets for pair in evaluated.get(target, ())}
    return {value for who, value in pairs if who == code}


def _known(evidence: Evidence, code: str) -> Number:
    own = [question for question in evidence.questions if question.asker == code]
    coded = [(question, question.values.get("known_answer", "")) for question in own]
    cases = Cases(
        tuple(question.id for question, known in coded if known == "yes"),
        tuple(question.id for question, known in coded if known == "no"),
        tuple(
            (question.id, f"known answer {known or 'not coded'}")
            for question, known in coded
            if known not in ("yes", "no")
        ),
    )
    return proportion(code, "known_answer", cases, counts="questions")

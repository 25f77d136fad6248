"""The plain line under a figure: counts in whole sentences (science §3.6)."""

from __future__ import annotations

from collections import Counter

from ca_tool.measures.evidence import Evidence
from ca_tool.measures.outcomes import ANSWER

NOTHING_TAGGED = "No questions are tagged yet."


def asked_and_answered(evidence: Evidence) -> str:
    """Return who asked and who answered, as in *SUE asked 5 of the 6 questions*."""
    questions = evidence.questions
    if not questions:
        return NOTHING_TAGGED
    asked = Counter(question.asker for question in questions)
    of_all = f"of the {len(questions)} questions" if len(questions) > 1 else "of the 1 question"
    sentences = [f"{code} asked {asked[code]} {of_all}." for code in evidence.roster]
    for code in evidence.roster:
        put = [q for q in questions if code in q.addressees and q.observable]
        if put:
            answered = sum(q.outcome == ANSWER and code in q.respondents for q in put)
            sentences.append(f"{code} answered {answered} of the {len(put)} we could follow.")
    return " ".join(sentences)

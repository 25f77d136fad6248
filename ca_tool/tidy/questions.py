"""One row per question, for models in R or Python: who asked whom, what became of it, how soon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ca_tool.codebook import Codebook
from ca_tool.measures.blocks import Blocks, blocks_of
from ca_tool.measures.evidence import ANSWER, UNOBSERVABLE, Evidence, Question
from ca_tool.measures.latencies import RANKS, Latency, response_latencies
from ca_tool.project import Session
from ca_tool.tidy.columns import SESSION, YES_NO, Column, Record, of_session
from ca_tool.tidy.places import LINES, lines_of, role_of, words_in

COLUMNS = (
    *SESSION,
    Column("question", "Case id of the question."),
    Column("sequence", "Base sequence it belongs to, numbered within the session.", "whole"),
    Column("chain", "Case id of the first question it asks again; its own where it is new."),
    Column("chain_place", "1: asked for the first time; 2: asked again; and so on.", "whole"),
    Column("chain_length", "How often it is asked altogether.", "whole"),
    Column("asker", "Code of the participant who asks."),
    Column("asker_role", "Role of that participant."),
    Column(
        "addressee",
        "Codes of those asked, with spaces between.",
        values="codes; *: the group; empty: not coded",
    ),
    Column("addressee_role", "Role of the one asked; empty where several are."),
    Column("about", "Codes of people present it is about, with spaces between."),
    Column("form", "Form of the question, as coded."),
    Column("action", "What it does, as coded."),
    Column("level", "Place in its sequence, as coded.", values="base, pre, insert, post"),
    Column("polarity", "Polarity, as coded."),
    Column("known_answer", "Whether the asker knows the answer, as coded.", "whole", "", YES_NO),
    Column("outcome", "What became of it, as coded or as the linked responses say."),
    Column(
        "answered",
        "Whether somebody asked answered it.",
        "whole",
        values="1 answered, 0 something else or nothing, empty: could not be seen",
    ),
    Column("unobserved", "Why answered is empty."),
    Column("respondent", "Codes of whoever responded, with spaces between."),
    Column("conforming", "Whether the answer fits the form of the question, as coded."),
    Column("by_body", "Answered by body or device alone.", "whole", "", YES_NO),
    Column(
        "latency",
        "How the response follows.",
        values="overlap, latch, unmarked, micropause, timed, untimed; empty: none came",
    ),
    Column("latency_rank", "The same as a rank, 1 overlap to 5 timed.", "whole"),
    Column("latency_s", "Timed silence before the response.", "number", "seconds"),
    Column("latency_ms", "By media times: start of the response − end of the turn.", "whole", "ms"),
    Column(
        "meanwhile", "What body or device does in that silence.", values="embodied, aac_composing"
    ),
    Column("words", "Words of the question.", "whole", "words"),
    Column("certainty", "How sure the coder is.", values="sure, probable, possible"),
    Column("origin", "Where the tag comes from.", values="manual, suggested"),
    Column("counted", "Whether the measures count it.", "whole", "", YES_NO),
    Column("left_out", "Why they do not."),
    Column("turn", "Number of the turn it begins in, from 1.", "whole"),
    *LINES,
)


def question_rows(
    session: Session, coder: str, *, policy: str = "CP-1", codebook: Codebook = Codebook()
) -> Iterator[Record]:
    """Yield a record of :data:`COLUMNS` for each question *coder* tagged, in text order."""
    evidence = Evidence(session, session.coding(coder), policy, codebook)
    shared = of_session(session, coder, policy, codebook.version)
    blocks = blocks_of(evidence)
    left_out = dict(evidence.left_out)
    latencies = {found.id: found for found in response_latencies(evidence)[0]}
    chains = _places(evidence)
    for question in evidence.asked:
        yield {
            **shared,
            **_who(session, question, blocks),
            **chains[question.id],
            **_what(question),
            **_soon(latencies.get(question.id), evidence),
            "words": words_in(session, question.tag),
            "certainty": question.tag.certainty,
            "origin": question.tag.origin,
            "counted": int(question.id not in left_out),
            "left_out": left_out.get(question.id, ""),
            "turn": None if (turn := evidence.turn(question.tag)) is None else turn + 1,
            **lines_of(session, question.tag.spans),
        }


def _who(session: Session, question: Question, blocks: Blocks) -> Record:
    to = question.addressees
    return {
        "question": question.id,
        "sequence": blocks.of(question.id) if blocks.kind == "sequence" else None,
        "asker": question.asker,
        "asker_role": role_of(session, question.asker),
        "addressee": " ".join(to),
        "addressee_role": role_of(session, to[0]) if len(to) == 1 else "",
        "about": " ".join(question.tag.about),
    }


def _places(evidence: Evidence) -> Mapping[str, Record]:
    """Return question → the cells about its chain, questions that do not count included."""
    chains: dict[str, list[Question]] = {}
    for question in evidence.asked:
        chains.setdefault(question.chain, []).append(question)
    return {
        question.id: {
            "chain": members[0].id,
            "chain_place": place,
            "chain_length": len(members),
        }
        for members in chains.values()
        for place, question in enumerate(members, 1)
    }


def _what(question: Question) -> Record:
    values = question.values
    unseen = UNOBSERVABLE.get(question.outcome, "")
    return {
        "form": values.get("form", ""),
        "action": values.get("action", ""),
        "level": values.get("level", ""),
        "polarity": values.get("polarity", ""),
        "known_answer": {"yes": 1, "no": 0}.get(values.get("known_answer", "")),
        "outcome": question.outcome,
        "answered": None if unseen else int(question.outcome == ANSWER),
        "unobserved": unseen,
        "respondent": " ".join(question.respondents),
        "conforming": " ".join(dict.fromkeys(one.form for one in question.answers if one.form)),
        "by_body": int(question.bodily) if question.outcome == ANSWER else None,
    }


def _soon(found: Latency | None, evidence: Evidence) -> Record:
    if found is None:
        empty: Record = dict.fromkeys(("latency_rank", "latency_s", "latency_ms"))
        return {"latency": "", **empty, "meanwhile": ""}
    names = {rank: str(name) for name, rank in reversed(RANKS.items())}
    untimed = found.rank == max(names) and found.seconds is None
    return {
        "latency": "untimed" if untimed else names[found.rank],
        "latency_rank": found.rank,
        "latency_s": found.seconds,
        "latency_ms": found.ms,
        "meanwhile": found.activity,
    }

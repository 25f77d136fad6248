"""One row per turn: who, how long, how it follows, what is tagged in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ca_tool.codebook import Codebook
from ca_tool.measures.blocks import blocks_of
from ca_tool.measures.evidence import Evidence
from ca_tool.project import Session
from ca_tool.tidy.columns import SESSION, YES_NO, Column, Record, of_session
from ca_tool.tidy.places import LINES, lines_of, role_of
from ca_tool.turn_taking import Turn, TurnKind

COLUMNS = (
    *SESSION,
    Column("turn_id", "Case id of the turn."),
    Column("turn", "Number of the turn in order of onset, from 1.", "whole"),
    Column("sequence", "Base sequence under way, numbered within the session.", "whole"),
    Column("speaker", "Code of the participant; ?: not identified."),
    Column("speaker_role", "Role of that participant."),
    Column("previous_speaker", "Code of whoever had the turn before."),
    Column("addressee", "Codes of those it is said to as coded, with spaces between."),
    Column(
        "kind",
        "What it consists of.",
        values=", ".join(str(kind) for kind in TurnKind),
    ),
    Column("words", "Words; empty where nobody could make them out.", "whole", "words"),
    Column("fillers", "How many of them are er, um …", "whole", "words"),
    Column("cut_offs", "How many of them are cut off.", "whole", "words"),
    Column("letters", "Letters once the signs of the notation are removed.", "whole", "letters"),
    Column("syllables", "Syllables, estimated by groups of vowels.", "whole", "syllables"),
    Column("unintelligible", "Stretches nobody could make out.", "whole", "stretches"),
    Column("minimal", "A minimal response that answers nothing.", "whole", "", YES_NO),
    Column("aided", "Produced with a device.", "whole", "", YES_NO),
    Column(
        "transition",
        "How it follows the turn before.",
        values="first, overlap, latch, unmarked, micropause, timed, untimed, gap in transcript",
    ),
    Column("silence_s", "Timed silence before it.", "number", "seconds"),
    Column("start_ms", "Where it starts by media times.", "whole", "ms"),
    Column("end_ms", "Where it ends by media times.", "whole", "ms"),
    Column("questions", "Questions tagged that begin in it.", "whole", "questions"),
    Column("initiates", "A first pair part is tagged in it.", "whole", "", YES_NO),
    Column("responds", "A response is tagged in it.", "whole", "", YES_NO),
    *LINES,
)


def turn_rows(
    session: Session, coder: str, *, policy: str = "CP-1", codebook: Codebook = Codebook()
) -> Iterator[Record]:
    """Yield a record of :data:`COLUMNS` for each turn, in order of onset."""
    evidence = Evidence(session, session.coding(coder), policy, codebook)
    shared = of_session(session, coder, policy, codebook.version)
    talk, blocks = evidence.talk, blocks_of(evidence)
    asked = Counter(evidence.turn(question.tag) for question in evidence.questions)
    begins = {item.turn for item in evidence.initiations}
    before = ""
    for case, start, turn in zip(talk.ids, talk.starts, talk.turns, strict=True):
        index = turn.index
        yield {
            **shared,
            "turn_id": case,
            "turn": index + 1,
            "sequence": blocks.at(start) if blocks.kind == "sequence" else None,
            "speaker": turn.speaker,
            "speaker_role": role_of(session, turn.speaker),
            "previous_speaker": "" if turn.follows_gap else before,
            "addressee": " ".join(evidence.addressed[index]),
            **_size(turn, talk.syllables.get(index, 0)),
            "minimal": int(index in evidence.minimal),
            "aided": int(index in talk.aided),
            "transition": str(turn.transition),
            "silence_s": turn.silence,
            "start_ms": turn.start_ms,
            "end_ms": turn.end_ms,
            "questions": asked[index],
            "initiates": int(index in begins),
            "responds": int(index in evidence.answering),
            **lines_of(session, turn.pieces),
        }
        before = turn.speaker


def _size(turn: Turn, syllables: int) -> Record:
    """Return what was said in figures; unknown words are not 0 words."""
    known = turn.kind is not TurnKind.UNINTELLIGIBLE
    return {
        "kind": str(turn.kind),
        "words": turn.words if known else None,
        "fillers": turn.fillers if known else None,
        "cut_offs": turn.cut_offs if known else None,
        "letters": turn.letters if known else None,
        "syllables": syllables if known else None,
        "unintelligible": turn.unintelligible,
    }

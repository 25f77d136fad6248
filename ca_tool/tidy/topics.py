"""One row per topic: who started it, how, and whether it was taken up."""

from __future__ import annotations

from collections.abc import Iterator

from ca_tool.codebook import Codebook
from ca_tool.measures.evidence import Evidence
from ca_tool.measures.initiative import uptake_of
from ca_tool.project import Session
from ca_tool.tidy.columns import SESSION, Column, Record, of_session
from ca_tool.tidy.places import LINES, lines_of, role_of, words_in

COLUMNS = (
    *SESSION,
    Column("topic", "Case id of the topic start."),
    Column("place", "1: the first topic of the session; and so on.", "whole"),
    Column("starter", "Code of the participant who starts it."),
    Column("starter_role", "Role of that participant."),
    Column("type", "How it is started, as coded."),
    Column("uptake", "What became of it, as coded or as links of later tags say."),
    Column(
        "taken_up",
        "Whether it was taken up.",
        "whole",
        values="1 taken up, 0 not, empty: could not be seen or is not coded",
    ),
    Column("continued_by", "Codes of whoever is linked as staying on it, with spaces between."),
    Column("turns", "Turns from its start to the next topic’s.", "whole", "turns"),
    Column("words", "Words of the stretch tagged.", "whole", "words"),
    Column("certainty", "How sure the coder is.", values="sure, probable, possible"),
    Column("origin", "Where the tag comes from.", values="manual, suggested"),
    Column("turn", "Number of the turn it begins in, from 1.", "whole"),
    *LINES,
)


def topic_rows(
    session: Session, coder: str, *, policy: str = "CP-1", codebook: Codebook = Codebook()
) -> Iterator[Record]:
    """Yield a record of :data:`COLUMNS` for each topic *coder* tagged, in text order."""
    evidence = Evidence(session, session.coding(coder), policy, codebook)
    shared = of_session(session, coder, policy, codebook.version)
    tags = evidence.of("topic")
    starts = [evidence.turn(tag) for tag in tags]
    for place, (tag, start) in enumerate(zip(tags, starts, strict=True)):
        starter, uptake = evidence.actor(tag), uptake_of(evidence, tag)
        later = (evidence.actor(one) for one in evidence.linking(tag.id, "continues_topic"))
        after = next((at for at in starts[place + 1 :] if at is not None), None)
        end = len(evidence.talk.turns) if after is None else after
        unseen = uptake in ("", "censored")
        yield {
            **shared,
            "topic": f"tag:{tag.id}",
            "place": place + 1,
            "starter": starter,
            "starter_role": role_of(session, starter),
            "type": tag.value("type"),
            "uptake": uptake,
            "taken_up": None if unseen else int(uptake == "taken_up"),
            "continued_by": " ".join(dict.fromkeys(later)),
            "turns": None if start is None else end - start,
            "words": words_in(session, tag),
            "certainty": tag.certainty,
            "origin": tag.origin,
            "turn": None if start is None else start + 1,
            **lines_of(session, tag.spans),
        }

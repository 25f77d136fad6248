"""Four invented transcripts, coded by hand; what they hold is worked out beside them in words.

They are typed in four ways: numbers with stops, names without numbers, tabs, and numbers with
margin arrows.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ca_tool.coding import Coding, Link, Tag
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.transcript import Transcript
from tests.coded_gold import CODER, Pen, link

WORKED = Path(__file__).parent / "data" / "worked"


def transcript_of(name: str) -> Transcript:
    """Return the transcript *name*: club, album, surgery or craft."""
    return parse((WORKED / f"{name}.txt").read_text(encoding="utf-8"))


def session_of(name: str) -> Session:
    """Return it with its codes; lines without a printed number are named by their place."""
    transcript = transcript_of(name)
    line_of = None
    if not any(line.number for line in transcript.lines):
        line_of = {line.id: line.id for line in transcript.lines}
    records = list(CODES[name](Pen(transcript, line_of)))
    tags = [record for record in records if isinstance(record, Tag)]
    links = [record for record in records if isinstance(record, Link)]
    return Session(name, transcript, codings={CODER: Coding.of(CODER, tags, links)})


def _response(
    pen: Pen, to: str, number: int, quote: str = "", **how: object
) -> Iterator[Tag | Link]:
    """Yield an answer (or what ``type`` says) to the question *to*."""
    how.setdefault("type", "answer")
    yield pen.tag(f"R-{to}", "response", number, quote, **how)
    yield link("answers", f"R-{to}", to)


def _club(pen: Pen) -> Iterator[Tag | Link]:
    asked = {"actor": "FAC", "level": "base"}
    yield pen.tag("Q1", "question", 1, to=["*"], form="wh", outcome="no_response", **asked)
    start, end = pen.span(3, "d'you want [to start="), pen.span(5)
    again = pen.tag("Q2", "question", 3, to=["MIA"], form="alternative", **asked)
    yield Tag("Q2", "question", (start, end), again.actor, ("MIA",), (), again.values, coder=CODER)
    yield link("reissues", "Q2", "Q1")
    yield from _response(pen, "Q2", 7, "Lee can.", actor="MIA", conforming="conforming")
    what = "what did you do (0.3) at the weekend."
    yield pen.tag("Q3", "question", 8, what, to=["LEE"], form="wh", known_answer="no", **asked)
    yield from _response(pen, "Q3", 10, actor="LEE", conforming="conforming")
    nice = "was it nice [in the water?"
    asked["level"] = "post"
    yield pen.tag("Q4", "question", 12, nice, to=["LEE"], form="polar_interrogative", **asked)
    yield from _response(pen, "Q4", 14, actor="LEE", conforming="conforming")
    wet = "why are you wet"
    yield pen.tag("Q5", "question", 17, wet, actor="FAC", to=["*"], form="wh", reported="yes")
    yield pen.tag("I1", "initiation", 17, actor="FAC", to=["*"], act="informing", level="base")
    good = "evaluation_positive"
    yield pen.tag("E1", "evaluation", 12, "lovely.", actor="FAC", value=good)
    yield link("evaluates", "E1", "R-Q3")
    slot = {"actor": "MIA", "slot_owner": "LEE", "self_selected": "yes"}
    yield pen.tag("F1", "speaking_for", 11, action="expand", **slot)
    yield pen.tag("F2", "speaking_for", 13, action="respond", **slot)
    weekend = {"type": "question_other", "uptake": "taken_up"}
    yield pen.tag("T1", "topic", 8, what, actor="FAC", **weekend)
    yield pen.tag("T2", "topic", 17, actor="FAC", type="announcement", uptake="minimal")
    yield pen.tag("G1", "agenda", 1, actor="FAC", act="propose", outcome="ignored")
    yield pen.tag("G2", "agenda", 20, actor="FAC", act="close_item", outcome="censored")


def _album(pen: Pen) -> Iterator[Tag | Link]:
    who = "who's that with the do:g"
    yield pen.tag("Q1", "question", 3, who, actor="KEN", form="wh", known_answer="yes")
    yield from _response(pen, "Q1", 5, actor="ROSE", conforming="conforming")
    yield pen.tag("E1", "evaluation", 8, "tha:t's right.", value="evaluation_positive")
    yield link("evaluates", "E1", "R-Q1")
    yield pen.tag("Q2", "question", 9, form="other", newsmark="yes")
    yield pen.tag("I1", "initiation", 10, "and he paid £5 for", act="informing")
    yield pen.tag("Q3", "question", 18, "where's Margaret", form="wh", known_answer="no")
    yield from _response(pen, "Q3", 19, type="non_answer", conforming="nonconforming")
    yield pen.tag("Q4", "question", 22, form="polar_interrogative", known_answer="no")
    yield from _response(pen, "Q4", 23, "NO.", conforming="conforming", disconfirm="disconfirm")
    yield pen.tag("T1", "topic", 3, type="setting_talk", uptake="taken_up")
    yield pen.tag("T2", "topic", 18, type="question_other", uptake="deflected")


def _surgery(pen: Pen) -> Iterator[Tag | Link]:
    dr = {"actor": "DR", "to": ["JO"]}
    yield pen.tag("Q1", "question", 1, form="wh", level="base", **dr)
    yield from _response(pen, "Q1", 6, actor="JO", conforming="conforming")
    yield pen.tag("Q2", "question", 8, form="alternative", level="post", **dr)
    nod = {"actor": "JO", "conforming": "conforming", "embodied": "yes"}
    yield from _response(pen, "Q2", 9, **nod)
    wake = "does it- does it wake you up at night"
    yield pen.tag("Q3", "question", 10, wake, form="polar_interrogative", level="post", **dr)
    yield from _response(pen, "Q3", 11, "it does", actor="PA", conforming="conforming")
    tag_question = {"form": "tag", "level": "insert", "actor": "PA", "to": ["JO"]}
    yield pen.tag("Q4", "question", 11, "doesn't it", **tag_question)
    yield from _response(pen, "Q4", 12, actor="JO", conforming="conforming")
    yield pen.tag("Q5", "question", 16, "alright?", form="other", level="base", **dr)
    yield from _response(pen, "Q5", 18, **nod)
    yield pen.tag("R-Q5p", "response", 17, actor="PA", type="answer")
    yield link("answers", "R-Q5p", "Q5")
    eating = {"form": "tag", "level": "base", "actor": "DR", "to": ["PA"], "about": ["JO"]}
    yield pen.tag("Q6", "question", 19, "and Jo's eating well is she", **eating)
    yield from _response(pen, "Q6", 20, actor="PA", conforming="conforming")
    good = {"actor": "DR", "value": "evaluation_positive"}
    yield pen.tag("E1", "evaluation", 19, "good girl.", **good)
    yield link("evaluates", "E1", "R-Q5")
    slot = {"actor": "PA", "slot_owner": "JO"}
    yield pen.tag("B1", "about_not_to", 7, actor="PA", to=["DR"], about=["JO"])
    yield pen.tag("F1", "speaking_for", 7, action="clarify", **slot)
    yield pen.tag("F2", "speaking_for", 11, action="respond", owner_response="corrects", **slot)
    yield pen.tag("F3", "speaking_for", 13, action="challenge", owner_response="contests", **slot)
    yield pen.tag("F4", "speaking_for", 17, action="respond", **slot)


def _craft(pen: Pen) -> Iterator[Tag | Link]:
    alternatives = {"form": "alternative", "level": "base"}
    yield pen.tag("Q1", "question", 10, **alternatives)
    yield from _response(pen, "Q1", 11, conforming="conforming")
    yield pen.tag("E1", "evaluation", 12, value="repeat")
    yield link("evaluates", "E1", "R-Q1")
    yield pen.tag("Q2", "question", 13, "so:me paint,=or crayons (.) (.) or", **alternatives)
    yield pen.tag("Q3", "question", 16, form="other", action="oir", level="insert")
    yield from _response(pen, "Q2", 17, conforming="conforming")
    yield link("answers", "R-Q2", "Q3")
    yield pen.tag("E2", "evaluation", 20, "£brilliant£", value="evaluation_positive")
    yield link("evaluates", "E2", "Q2")
    yield pen.tag("Q4", "question", 24, form="wh", level="base")
    yield from _response(pen, "Q4", 25, conforming="conforming")
    oir = {"action": "oir", "level": "insert"}
    yield pen.tag("Q5", "question", 26, form="polar_declarative", outcome="repair_initiated", **oir)
    yield pen.tag("Q6", "question", 27, form="other", **oir)
    yield from _response(pen, "Q6", 28, type="non_answer")


CODES = {"club": _club, "album": _album, "surgery": _surgery, "craft": _craft}

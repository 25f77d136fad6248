"""The two gold transcripts, coded as science Part 5 says: sessions to test measures with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ca_tool.coding import Coding, Link, Tag
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.transcript import Span, Transcript

GOLD = Path(__file__).parent / "data" / "gold"
CODER = "kim"
OUTCOMES = {
    "answer": "answer",
    "nonanswer": "non_answer_response",
    "none": "no_response",
    "censored": "censored",
}


def text_of(name: str) -> str:
    """Return gold transcript *name* (``a`` or ``b``) as text."""
    return (GOLD / f"gold_{name}.txt").read_text(encoding="utf-8")


def annotations(name: str) -> dict:
    """Return what was derived by hand of gold transcript *name*."""
    everything = json.loads((GOLD / "gold_annotations.json").read_text(encoding="utf-8"))
    return everything[name.upper()]


def gold(name: str) -> Session:
    """Return gold session *name*, coded."""
    return coded(parse(text_of(name)), name)


def coded(transcript: Transcript, name: str, line_of: dict[int, int] | None = None) -> Session:
    """Return a session with the codes of gold *name* on *transcript*.

    *line_of* maps printed line numbers to line ids; by default they are looked up.
    """
    pen = Pen(transcript, line_of)
    records = [*_questions(pen, annotations(name)), *EXTRAS[name](pen)]
    tags = [record for record in records if isinstance(record, Tag)]
    links = [record for record in records if isinstance(record, Link)]
    coding = Coding.of(CODER, tags, links)
    return Session(name.upper(), transcript, codings={CODER: coding})


class Pen:
    """Writes tags on lines by their printed numbers."""

    def __init__(self, transcript: Transcript, line_of: dict[int, int] | None = None) -> None:
        self.transcript = transcript
        self._line_of = line_of or {
            int(line.number): line.id for line in transcript.lines if line.number
        }

    def span(self, number: int, quote: str = "") -> Span:
        """Return where *quote* stands on the line printed *number*; its whole body by default."""
        line = self.transcript.line(self._line_of[number])
        if not quote:
            return Span(line.id, line.body, line.id, line.body_end)
        start = line.raw.index(quote)
        return Span(line.id, start, line.id, start + len(quote))

    def tag(self, tag_id: str, code: str, number: int, quote: str = "", **how) -> Tag:
        """Return a tag; ``actor``, ``to`` and ``about`` are people, the rest are attributes."""
        people = {
            "actor": how.pop("actor", ""),
            "addressees": tuple(how.pop("to", ())),
            "about": tuple(how.pop("about", ())),
        }
        values = tuple(sorted(how.items()))
        spans = (self.span(number, quote),)
        return Tag(tag_id, code, spans, values=values, coder=CODER, **people)


def link(kind: str, source: str, target: str) -> Link:
    """Return a link between two tags."""
    return Link(f"{source}-{kind}-{target}", kind, source, target, coder=CODER)


def _questions(pen: Pen, gold_annotations: dict) -> Iterator[Tag | Link]:
    levels = {what: level for _, what, level, _ in gold_annotations["fpps"]}
    for asked in gold_annotations["questions"]:
        how = {
            "form": asked["form"],
            "level": levels[asked["id"]],
            "outcome": OUTCOMES[asked["outcome"]],
            "actor": asked["asker"],
            "to": [asked["to"]],
            "about": [asked["about"]] if "about" in asked else [],
        }
        if asked["known"] is not None:
            how["known_answer"] = "yes" if asked["known"] else "no"
        yield pen.tag(asked["id"], "question", asked["lines"][0], asked.get("quote", ""), **how)
        if asked["reissue_of"]:
            yield link("reissues", asked["id"], asked["reissue_of"])
        if asked["responder"]:
            yield from _response(pen, asked)


def _response(pen: Pen, asked: dict) -> Iterator[Tag | Link]:
    tag_id = f"R-{asked['id']}"
    how = {
        "type": "answer" if asked["outcome"] == "answer" else "non_answer",
        "embodied": "yes" if asked.get("embodied") else "no",
    }
    if "conforming" in asked:
        how["conforming"] = "conforming" if asked["conforming"] else "nonconforming"
    quote = ">I don't know<" if asked["resp_line"] == 14 else ""
    yield pen.tag(tag_id, "response", asked["resp_line"], quote, actor=asked["responder"], **how)
    yield link("answers", tag_id, asked["id"])


IR_OF_A = {
    1: "free_strong",
    5: "response",
    6: "expanded_strong",
    7: "response",
    8: "expanded_strong",
    10: "response",
    11: "expanded_strong",
    13: "free_strong",
    14: "expanded_strong",
}
"""Line → what its turn is in Linell's scheme: only categories whose strengths were looked up."""


def _extras_of_a(pen: Pen) -> Iterator[Tag | Link]:
    peas = "can you get the- the peas out,"
    yield pen.tag("R1", "initiation", 11, peas, actor="SUE", to=["TOM"], act="request")
    yield pen.tag("TP1", "topic", 1, actor="SUE", type="question_other", uptake="taken_up")
    yield pen.tag("TP2", "topic", 13, actor="TOM", type="question_other", uptake="deflected")
    washed = "have you washed your hands?"
    yield pen.tag("TP3", "topic", 14, washed, actor="SUE", type="question_other", uptake="censored")
    for number, quote in ((1, ""), (8, ""), (11, peas), (14, washed)):
        yield pen.tag(f"AG{number}", "agenda", number, quote, actor="SUE", act="set")
    value = "evaluation_positive"
    yield pen.tag("E1", "evaluation", 11, "good man.", actor="SUE", value=value)
    yield link("evaluates", "E1", "R-Q4")
    for number, category in IR_OF_A.items():
        yield pen.tag(f"IR{number}", "ir", number, category=category)
    ends = {"onset_type": "terminal", "problematic": "no", "resolution": "both_complete"}
    yield pen.tag("OV1", "overlap", 7, actor="TOM", uptake_of_overlapped="heard_and_used", **ends)
    yield pen.tag("SR1", "self_repair", 11, "the-", kind="cut_off")


def _extras_of_b(pen: Pen) -> Iterator[Tag | Link]:
    about = {"actor": "PAM", "to": ["WAI"], "about": ["JO"]}
    yield pen.tag("INF1", "initiation", 11, act="informing", **about)
    yield pen.tag("ABOUT1", "about_not_to", 11, **about)
    yield pen.tag("TP1", "topic", 1, actor="WAI", type="question_other", uptake="taken_up")
    yield pen.tag("TP2", "topic", 11, actor="PAM", type="stepwise", uptake="taken_up")
    yield pen.tag("AG1", "agenda", 1, actor="WAI", act="set")
    owner = {"actor": "PAM", "slot_owner": "JO", "self_selected": "yes"}
    yield pen.tag("TPT1", "speaking_for", 7, action="clarify", **owner)
    corrected = {"owner_response": "corrects"}
    yield pen.tag("TPT2", "speaking_for", 11, action="expand", **owner, **corrected)
    # The other turns' addressees follow from the questions and answers in them.
    for number, to in ((12, "PAM"), (13, "JO"), (14, "*")):
        yield pen.tag(f"TO{number}", "addressed", number, to=[to])


EXTRAS = {"a": _extras_of_a, "b": _extras_of_b}

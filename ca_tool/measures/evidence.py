"""One coder's tags on one session, indexed once so that each measure only has to count.

A question's outcome is what the coder set; where nothing is set it follows from the responses
linked to it (:mod:`ca_tool.measures.outcomes`). What nobody coded stays uncoded: it is excluded
with that reason, never counted as absent (G-10).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding, Tag
from ca_tool.measures.coded import Answer, Chain, Initiation, Question, chained
from ca_tool.measures.outcomes import (
    ANSWER,
    GROUP,
    NO_RESPONSE,
    UNOBSERVABLE,
    answered_bodily,
    outcome_of,
    respondents_of,
)
from ca_tool.measures.talk import Position, Talk, talk
from ca_tool.project import Session
from ca_tool.transcript import UNKNOWN

if TYPE_CHECKING:
    from ca_tool.measures.attribution import Attributed

__all__ = [
    "ANSWER",
    "GROUP",
    "NO_RESPONSE",
    "UNOBSERVABLE",
    "Answer",
    "Chain",
    "Evidence",
    "Initiation",
    "Question",
    "chained",
]


_NO_CODEBOOK = Codebook()


@dataclass(frozen=True)
class Evidence:
    """What measures are computed from: one session, one coder, one policy, one codebook."""

    session: Session
    coding: Coding
    policy: str
    codebook: Codebook = _NO_CODEBOOK

    @cached_property
    def talk(self) -> Talk:
        """Turns and silences."""
        return talk(self.session.transcript, self.policy)

    @property
    def roster(self) -> tuple[str, ...]:
        """Participants, silent ones too."""
        return self.talk.roster

    @cached_property
    def position(self) -> dict[str, Position]:
        """Tag id → where it begins; tags whose lines are gone are not there."""
        row = self.session.transcript.row
        return {
            tag.id: (row[tag.spans[0].line], tag.spans[0].start)
            for tag in self.coding.tags.values()
            if tag.spans[0].line in row and tag.spans[-1].end_line in row
        }

    @cached_property
    def tags(self) -> dict[str, tuple[Tag, ...]]:
        """Code → its tags in text order."""
        found: dict[str, list[Tag]] = {}
        for tag_id in sorted(self.position, key=self.position.__getitem__):
            tag = self.coding.tags[tag_id]
            found.setdefault(tag.code, []).append(tag)
        return {code: tuple(tags) for code, tags in found.items()}

    def of(self, code: str) -> tuple[Tag, ...]:
        """Return the tags of *code* in text order."""
        return self.tags.get(code, ())

    def untagged(self, code: str) -> str:
        """Return a caution if this coder has no tags of *code*: 0 may mean not coded yet."""
        name = code.replace("_", " ")
        return "" if self.of(code) else f"nothing is tagged ‘{name}’ here: not coded yet, or none"

    def actor(self, tag: Tag) -> str:
        """Return who does it: as coded, else whoever speaks there."""
        if tag.actor:
            return tag.actor
        index = self.turn(tag)
        return self.talk.turns[index].speaker if index is not None else UNKNOWN

    def turn(self, tag: Tag) -> int | None:
        """Return the index of the turn *tag* begins in."""
        return self.talk.turn_at(tag.spans[0].line, tag.spans[0].start, tag.actor)

    def addressees(self, tag: Tag, actor: str) -> tuple[str, ...]:
        """Return to whom: as coded; where only two are present, the other one."""
        if tag.addressees or len(self.roster) != 2 or actor not in self.roster:
            return tag.addressees
        return tuple(code for code in self.roster if code != actor)

    @cached_property
    def _links(self) -> dict[tuple[str, bool], dict[str, list[str]]]:
        """Kind and whether it is read backwards → tag id → ids of the tags at the other end."""
        found: dict[tuple[str, bool], dict[str, list[str]]] = {}
        for link in self.coding.links.values():
            if link.source in self.position and link.target in self.position:
                ahead = found.setdefault((link.kind, False), {})
                ahead.setdefault(link.source, []).append(link.target)
                back = found.setdefault((link.kind, True), {})
                back.setdefault(link.target, []).append(link.source)
        return found

    def linked(self, source: str, kind: str) -> tuple[Tag, ...]:
        """Return the tags *source* is linked to by *kind*, in text order."""
        return self._in_order(self._links.get((kind, False), {}).get(source, ()))

    def linking(self, target: str, kind: str) -> tuple[Tag, ...]:
        """Return the tags that are linked to *target* by *kind*, in text order."""
        return self._in_order(self._links.get((kind, True), {}).get(target, ()))

    def _in_order(self, ids: Sequence[str]) -> tuple[Tag, ...]:
        if len(ids) > 1:
            ids = sorted(set(ids), key=self.position.__getitem__)
        return tuple(self.coding.tags[tag_id] for tag_id in ids)

    @cached_property
    def asked(self) -> tuple[Question, ...]:
        """All questions in text order, also those left out of the counts."""
        return tuple(self._question(tag) for tag in self.of("question"))

    @cached_property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Case ids of questions that are not counted, and why."""
        return tuple((question.id, why) for question, why in self._uncounted)

    @cached_property
    def _uncounted(self) -> tuple[tuple[Question, str], ...]:
        return tuple((q, why) for q in self.asked if (why := self._why_not(q)))

    def uncounted(self, asker: str = "", to: str = "") -> tuple[tuple[str, str], ...]:
        """Return as :attr:`left_out` those that *asker* asked *to*."""
        return tuple(
            (question.id, why)
            for question, why in self._uncounted
            if asker in ("", question.asker) and (not to or to in question.addressees)
        )

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions that count, in text order (QR-1; repair initiations included)."""
        out = {question.id for question, _ in self._uncounted}
        return tuple([question for question in self.asked if question.id not in out])

    def _why_not(self, question: Question) -> str:
        if question.values.get("reported") == "yes":
            return "reported speech"
        if question.values.get("newsmark") == "yes":
            return "newsmark"
        return "" if question.asker in self.roster else "asker not identified"

    def _question(self, tag: Tag) -> Question:
        """Return *tag* as a question: the one of the last edit where nothing about it changed."""
        basis = (tag, self.linking(tag.id, "answers"), self.root(tag))
        kept = self.talk.questions.get(tag.id)
        if kept is None or kept[0] != basis:
            question = self._made(*basis)
            first = self._initiation(tag, question)
            kept = self.talk.questions[tag.id] = (basis, question, first)
        return kept[1]

    def _made(self, tag: Tag, responses: tuple[Tag, ...], root: str) -> Question:
        asker = self.actor(tag)
        to = self.addressees(tag, asker)
        values = dict(tag.values)
        by: list[tuple[str, str]] = []
        answers: list[Answer] = []
        for response in responses:
            how, who = dict(response.values), self.actor(response)
            kind = how.get("type", "")
            by.append((who, kind))
            if kind in ("", "answer"):
                bodily, form = how.get("embodied") == "yes", how.get("conforming", "")
                answers.append(Answer(f"tag:{response.id}", who, bodily, form))
        came = tuple(by)
        outcome = values.get("outcome") or outcome_of(asker, to, came)
        return Question(
            tag,
            asker,
            to,
            values,
            outcome,
            responses,
            respondents_of(outcome, asker, to, came),
            root,
            f"tag:{tag.id}",
            observable=outcome not in UNOBSERVABLE,
            bodily=answered_bodily(asker, to, [(a.who, a.bodily) for a in answers]),
            answers=tuple(answers),
        )

    def root(self, tag: Tag) -> str:
        """Return the id of the tag that *tag* goes back to by ``reissues``."""
        if tag.id not in self._links.get(("reissues", False), ()):
            return tag.id
        seen, here = {tag.id}, tag
        while earlier := self.linked(here.id, "reissues"):
            here = earlier[0]
            if here.id in seen:
                return min(seen, key=self.position.__getitem__)
            seen.add(here.id)
        return here.id

    @cached_property
    def askings(self) -> dict[tuple[str, str], tuple[Question, ...]]:
        """Pair of asker and addressee → questions; an empty code stands for anybody."""
        found: dict[tuple[str, str], list[Question]] = {("", ""): list(self.questions)}
        for question in self.questions:
            found.setdefault((question.asker, ""), []).append(question)
            for code in question.addressees:
                found.setdefault((question.asker, code), []).append(question)
                found.setdefault(("", code), []).append(question)
        return {pair: tuple(questions) for pair, questions in found.items()}

    def questions_of(self, asker: str = "", to: str = "") -> tuple[Question, ...]:
        """Return the questions *asker* asked *to*; without either, of anybody and to anybody."""
        return self.askings.get((asker, to), ())

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        """Questions with their reissues, in order of the first."""
        return chained(self.questions)

    @cached_property
    def initiations(self) -> tuple[Initiation, ...]:
        """All first pair parts by somebody on the roster, in text order."""
        kept = self.talk.questions
        found = [kept[question.tag.id][2] for question in self.questions]
        if others := self.of("initiation"):
            found += [self._initiation(tag) for tag in others]
            found.sort(key=lambda item: self.position[item.tag.id])
        return tuple(found)

    def _initiation(self, tag: Tag, question: Question | None = None) -> Initiation:
        actor = question.asker if question else self.actor(tag)
        last = tag.spans[-1]
        return Initiation(
            tag,
            actor,
            self.addressees(tag, actor),
            tag.value("level") or "base",
            self.root(tag) != tag.id,
            f"tag:{tag.id}",
            self.turn(tag),
            self.talk.position(last.end_line, last.end),
            question,
        )

    @cached_property
    def answering(self) -> frozenset[int]:
        """Indices of turns with a tagged response in them: second pair parts."""
        return frozenset(i for tag in self.of("response") if (i := self.turn(tag)) is not None)

    @cached_property
    def minimal(self) -> frozenset[int]:
        """Indices of turns that are minimal responses.

        They consist of response tokens and ask nothing (as *huh?* does), or are tagged so; and
        they answer nothing: a *yeah* that answers a question is a second pair part (S-16).
        """
        tagged = {index for tag in self.of("minimal") if (index := self.turn(tag)) is not None}
        kept = self.talk.questions
        asking = {kept[question.tag.id][2].turn for question in self.questions}
        return ((self.talk.minimal - asking) | tagged) - self.answering

    @cached_property
    def silences(self) -> tuple[Attributed, ...]:
        """Every silence and whose it is."""
        from ca_tool.measures.attribution import attribute  # which is about this class

        return attribute(self)

    @cached_property
    def addressed(self) -> tuple[tuple[str, ...], ...]:
        """To whom each turn is said, in step with the turns; empty where that is not known."""
        from ca_tool.measures.addressing import addressees_of_turns  # which is about this class

        return addressees_of_turns(self)

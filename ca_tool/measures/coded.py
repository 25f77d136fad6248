"""Tags as measures read them: questions with their answers, chains, first pair parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ca_tool.coding import Tag
from ca_tool.measures.talk import Position


class Answer(NamedTuple):
    """A response that is an answer.

    Attributes
    ----------
    id
        Its case id.
    bodily
        Given by body or device.
    form
        Whether it conforms to the question's form, as coded; empty while nobody coded it.
    """

    id: str
    who: str
    bodily: bool
    form: str


class Question(NamedTuple):
    """A question as it counts.

    Attributes
    ----------
    values
        The attributes the coder set.
    outcome
        One of the closed values, or empty while nobody coded it.
    responses
        Tags linked to it by ``answers``, in text order.
    respondents
        Who answered (or responded), as far as that is known.
    chain
        Id of the tag it goes back to by ``reissues``: its own if it is new.
    id
        Its case id.
    observable
        Whether what happened after it could be seen and has been coded.
    bodily
        Whether those asked answered it by body or device alone.
    answers
        The responses that are answers, whoever gave them.
    """

    tag: Tag
    asker: str
    addressees: tuple[str, ...]
    values: Mapping[str, str]
    outcome: str
    responses: tuple[Tag, ...]
    respondents: tuple[str, ...]
    chain: str
    id: str
    observable: bool
    bodily: bool
    answers: tuple[Answer, ...]

    @property
    def reissue(self) -> bool:
        """Whether it asks again."""
        return self.chain != self.tag.id


class Initiation(NamedTuple):
    """A first pair part: a question or any other.

    Attributes
    ----------
    turn, end
        Index of the turn it begins in, and where it ends.
    """

    tag: Tag
    actor: str
    addressees: tuple[str, ...]
    level: str
    reissue: bool
    id: str
    turn: int | None
    end: Position
    question: Question | None = None


class Chain(NamedTuple):
    """A question and the questions that ask it again, in text order."""

    id: str
    questions: tuple[Question, ...]

    @property
    def asker(self) -> str:
        """Who asked first."""
        return self.questions[0].asker

    @property
    def case(self) -> str:
        """The case id it is listed under: its first question's."""
        return self.questions[0].id


def chained(questions: tuple[Question, ...]) -> tuple[Chain, ...]:
    """Return *questions* grouped by the question they go back to."""
    groups: dict[str, list[Question]] = {}
    for question in questions:
        groups.setdefault(question.chain, []).append(question)
    return tuple(Chain(root, tuple(members)) for root, members in groups.items())

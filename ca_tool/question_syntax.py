"""What English words and their order say about a question. No intonation, no context but repeats.

The lists are small on purpose: a candidate is shown to a coder with its reason, so a missed one
costs a key press and a wrong one costs trust.
"""

from __future__ import annotations

import re
from typing import NamedTuple


def listed(words: str) -> frozenset[str]:
    """Return words written with blanks between them as a set."""
    return frozenset(words.split())


MARKS = re.compile(r"\(h+\)|[^\w'’ -]")

PREFACES = listed(
    "so and but well right okay ok now oh er erm um uh then sorry hiya hi hello yeah yes no anyway "
    "cos because like alright ah mm listen look"
)
WH = listed("what who whom whose where when why which how")
WH_SHORT = re.compile(r"(?:what|who|where|when|why|how|which)'(?:s|re|d|ll|ve)|wh?at'?cha|wotcha")
AUXILIARIES = listed(
    "is are was were am do does did have has had can could will would shall should may might must "
    "isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't "
    "wouldn't shan't shouldn't mightn't mustn't ain't"
)
FUSED = listed("d'you d'ya d'ye d'yer dyou djou d'they d'we didya didja")
PRONOUNS = listed("i you ya yer he she it we they this that these those there")
SUBJECTS = PRONOUNS | listed(
    "the my your his her our their its anyone anybody everyone everybody someone somebody "
    "anything everything something"
)
BARE_VERBS = listed("do have had may might don't")
"""Words that also begin orders and clipped statements; a question needs a pronoun or a name."""

ASKS_ABOUT = listed(
    "like prefer mind rather want see hear remember feel smell understand imagine believe think "
    "know be mean need reckon agree tell swim"
)
"""Verbs after ‘can you’, ‘would you’ that ask, and do not get somebody to act now."""

TAG = re.compile(
    r"(?:(?:is|are|was|were|do|does|did|have|has|had|ca|could|wo|would|sha|should|must|might|ai)n't"
    r"|in't|is|are|was|were|do|does|did|have|has|had|can|could|will|would|shall) "
    r"(?:i|you|ya|he|she|it|we|they|there)|innit|huh"
)
IDIOMS = re.compile(
    r"(?:do |d')?(?:you|ya) (?:know|see)(?: what i mean| like)?|what a .*|what an .*|"
    r"how (?:lovely|nice|funny|awful|strange|sweet|odd|kind)|what i .*"
)
VAGUE = listed("something so whatever anything other two three")
OPEN_REPAIR = frozenset(
    {"huh", "pardon", "what", "who", "where", "which one", "the what", "the who"}
)


class Reading(NamedTuple):
    """How a stretch of words may be taken: code, reason in words, proposed attributes."""

    code: str
    why: str
    values: tuple[tuple[str, str], ...]


def plain(word: str) -> str:
    """Return a word without the marks of the notation: ``d'y[ou`` → ``d'you``; case is kept."""
    return MARKS.sub("", word).replace("’", "'").strip("-' ")


def reading(
    words: tuple[str, ...], heard: tuple[str, ...], names: frozenset[str]
) -> Reading | None:
    """Return how *words* may be a question, or ``None``.

    Parameters
    ----------
    words
        Plain words of one speaker.
    heard
        What another speaker said just before: a repeat of it is no question of its own.
    names
        Lower-case names of the people there.
    """
    lower = tuple(word.lower() for word in words)
    core, cased = _core(lower, words, names)
    if not core or _repeats(lower, heard) or IDIOMS.fullmatch(" ".join(core)):
        return None
    if " ".join(core) in OPEN_REPAIR:
        why = "Short and open: it may ask to have something said again."
        form = "wh" if core[0] in WH else "other"
        return Reading("question", why, (("action", "oir"), ("form", form)))
    return (
        _polar(core, cased, names)
        or _question_word(core)
        or _tagged(core, names)
        or _short_alternative(core)
    )


def _core(
    lower: tuple[str, ...], words: tuple[str, ...], names: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words after particles and names at the beginning; lower-case, and as typed."""
    at = 0
    while at < len(lower) - 1 and (lower[at] in PREFACES or lower[at] in names):
        at += 1
    return lower[at:], words[at:]


def _repeats(lower: tuple[str, ...], heard: tuple[str, ...]) -> bool:
    """Return whether the words are a stretch of what was just heard."""
    before, size = [word.lower() for word in heard], len(lower)
    return any(tuple(before[at : at + size]) == lower for at in range(len(before) - size + 1))


def _question_word(core: tuple[str, ...]) -> Reading | None:
    first, rest = core[0], core[1:]
    if WH_SHORT.fullmatch(first):
        return _wh(first)
    if first not in WH:
        return None
    if len(rest) <= 2 and not (rest and rest[0] in PRONOUNS):
        return _wh(first) if first != "when" or rest else None
    inverted = next(
        (at for at, word in enumerate(rest[:4]) if word in AUXILIARIES or word in FUSED), None
    )
    subject = next((at for at, word in enumerate(rest[:4]) if word in PRONOUNS), 9)
    if inverted is not None and inverted < subject:
        return _wh(first)
    # ‘who wants tea’: the question word is itself the subject.
    plain_subject = first in {"who", "what", "which"} and rest[0] not in SUBJECTS | {"the", "a"}
    return _wh(first) if plain_subject or rest[0] in {"about", "come"} else None


def _wh(word: str) -> Reading:
    return Reading("question", f"It begins with the question word ‘{word}’.", (("form", "wh"),))


def _polar(core: tuple[str, ...], cased: tuple[str, ...], names: frozenset[str]) -> Reading | None:
    first = core[0]
    if first in FUSED:
        return _inverted(core, first) if len(core) > 1 else None
    # An auxiliary and a pronoun alone take note of news: ‘did you’, ‘is it’.
    if first not in AUXILIARIES or len(core) < 3:
        return None
    second = core[1]
    named = second in names or cased[1][:1].isupper()
    subject = second in (PRONOUNS if first in BARE_VERBS else SUBJECTS) or named
    if not subject:
        return None
    if first in {"can", "could", "will", "would", "can't", "won't"} and second in {"you", "ya"}:
        verb = next((word for word in core[2:] if word not in {"please", "just", "not"}), "")
        if verb not in ASKS_ABOUT:
            why = (
                f"‘{first} {second} {verb}’ may ask for something to be done now: "
                "that is an initiation, and no question."
            )
            return Reading("initiation", why, (("act", "request"),))
    return _inverted(core, f"{first} {second}")


def _inverted(core: tuple[str, ...], begins: str) -> Reading:
    if _offers_alternatives(core):
        why = f"The verb comes first (‘{begins} …’), and two answers are offered with ‘or’."
        return Reading("question", why, (("form", "alternative"),))
    why = f"The verb comes before its subject: ‘{begins} …’."
    return Reading("question", why, (("form", "polar_interrogative"),))


def _tagged(core: tuple[str, ...], names: frozenset[str]) -> Reading | None:
    ending = list(core)
    while ending and ending[-1] in names:
        ending.pop()
    for size in (2, 1):
        tag = " ".join(ending[-size:])
        if len(ending) > size and TAG.fullmatch(tag):
            why = f"A statement that ends in the tag ‘{tag}’."
            return Reading("question", why, (("form", "tag"),))
    return None


def _short_alternative(core: tuple[str, ...]) -> Reading | None:
    if len(core) > 5 or not _offers_alternatives(core) or set(core) & PRONOUNS:
        return None
    why = "A short phrase that offers two answers with ‘or’."
    return Reading("question", why, (("form", "alternative"),))


def _offers_alternatives(core: tuple[str, ...]) -> bool:
    places = [at for at, word in enumerate(core) if word == "or" and 0 < at < len(core) - 1]
    return any(core[at + 1] not in VAGUE for at in places)

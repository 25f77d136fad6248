"""What English words and their order say about a question.

A rise alone never says so. It is heard only together with words: a statement about *you*, or a
phrase that is no repeat, may ask for confirmation where it rises.
"""

from __future__ import annotations

from typing import NamedTuple

from ca_tool.question_words import (
    ASKS_ABOUT,
    AUXILIARIES,
    BARE_VERBS,
    CLEFT_VERBS,
    DETERMINERS,
    FILLERS,
    FINITE,
    FUSED,
    IDIOMS,
    MARKS,
    NEGATIONS,
    NEGATIVE_TAG,
    OPEN_REPAIR,
    OWN_MATTERS,
    PHRASES,
    POSITIVE_TAG,
    PREFACES,
    PRONOUNS,
    RISING_REPAIR,
    RISING_TAGS,
    SHORTENED,
    SUBJECTS,
    SUPPOSING,
    TAG_WORDS,
    VAGUE,
    WH,
    WH_SHORT,
)

LONGEST_PHRASE = 6
"""Words of a phrase without a verb that may be a question by its rise and its place."""


class Heard(NamedTuple):
    """Words of one speaker, and what belongs to hearing them.

    Attributes
    ----------
    words
        Plain words, as typed; words that were cut off are left out.
    commas
        Indices of words before which the voice goes on after a comma.
    before
        What another speaker said just before: a repeat of it is no question of its own.
    rises
        Whether it ends in a marked rise (``?`` or ``¿``).
    last
        Whether somebody else goes on after it.
    """

    words: tuple[str, ...]
    before: tuple[str, ...] = ()
    rises: bool = False
    last: bool = False
    commas: tuple[int, ...] = ()


class Reading(NamedTuple):
    """How a stretch of words may be taken: code, reason in words, proposed attributes."""

    code: str
    why: str
    values: tuple[tuple[str, str], ...]


def plain(word: str) -> str:
    """Return a word without the marks of the notation: ``d'y[ou`` → ``d'you``; case is kept."""
    return MARKS.sub("", word).replace("’", "'").strip("-' ")


def reading(heard: Heard, names: frozenset[str]) -> Reading | None:
    """Return how what was *heard* may be a question, or ``None``.

    *names* are lower-case names of the people there.
    """
    cased = _core(heard.words, names)
    core = tuple(word.lower() for word in cased)
    if not core or _repeats(heard) or IDIOMS.fullmatch(" ".join(core)):
        return None
    if " ".join(core) in (OPEN_REPAIR | RISING_REPAIR if heard.rises else OPEN_REPAIR):
        why = "Short and open: it may ask to have something said again."
        form = "wh" if core[0] in WH else "other"
        return Reading("question", why, (("action", "oir"), ("form", form)))
    return (
        _polar(core, cased, names, rises=heard.rises)
        or _question_word(core)
        or _tagged(core, names, rises=heard.rises)
        or _inside(core)
        or _after_a_comma(heard, names)
        or (_short_alternative(core) if heard.last else None)
        or (_to_be_confirmed(core, heard) if heard.rises else None)
    )


def _core(words: tuple[str, ...], names: frozenset[str]) -> tuple[str, ...]:
    """Return the words from where the talk proper begins: after fillers, prefaces and restarts."""
    said = [
        word
        for word, before in zip(words, ("", *words), strict=False)
        if word.lower() not in FILLERS and (before.lower(), word.lower()) != ("uh", "huh")
    ]
    lower = [word.lower() for word in said]
    at = 0
    while at < len(said) - 1:
        opening = next((p for p in PHRASES if tuple(lower[at : at + len(p)]) == p), ())
        if opening and at + len(opening) < len(said) - 1:
            at += len(opening)
        elif lower[at] in PREFACES or lower[at] in names:
            at += 1
        elif step := _restart(lower[at:]):
            at += step
        else:
            break
    return tuple(said[at:])


def _restart(words: list[str]) -> int:
    """Return how many words at the beginning were given up and begun anew."""
    first, second = words[0], words[1]
    if first == second or (first in AUXILIARIES and second in AUXILIARIES):
        return 1
    begun_twice = len(words) > 3 and {first, words[2]} <= AUXILIARIES and second in PRONOUNS
    return 2 if begun_twice and words[3] in SUBJECTS else 0


def _repeats(heard: Heard) -> bool:
    """Return whether the words are a stretch of what was just heard."""
    said = [word.lower() for word in heard.words]
    before, size = [word.lower() for word in heard.before], len(said)
    return any(before[at : at + size] == said for at in range(len(before) - size + 1))


def _question_word(core: tuple[str, ...]) -> Reading | None:
    first, rest = core[0], core[1:]
    if WH_SHORT.fullmatch(first):
        return _wh(first) if rest else None
    if first not in WH or (rest and SHORTENED.fullmatch(rest[0])):
        return None
    if not rest:
        return _wh(first) if first == "why" else None
    if len(rest) <= 2 and rest[0] not in PRONOUNS:
        return _wh(first) if _is_short_question(first, rest) else None
    if _inverted_after(first, rest) or rest[0] in {"about", "come", "if"}:
        return _wh(first)
    return _wh(first) if _is_its_subject(first, rest) else None


def _is_short_question(first: str, rest: tuple[str, ...]) -> bool:
    """Whether one or two words after a question word leave nothing open: ‘where is it’.

    Not ‘how many are’, which breaks off, nor ‘what is said’, ‘when Daddy came’.
    """
    if rest[-1] in AUXILIARIES or rest[-1] in PREFACES or first == "when":
        return False
    return rest[0] not in AUXILIARIES or rest[-1] in SUBJECTS or rest[-1].endswith("ing")


def _inverted_after(first: str, rest: tuple[str, ...]) -> bool:
    """Return whether a verb comes before its subject after a question word.

    ‘how long did you’, ‘what kinds of things were they’; not ‘when the war was on’.
    """
    verb = next((at for at, w in enumerate(rest[:5]) if w in AUXILIARIES or w in FUSED), None)
    if verb is None or verb + 1 >= len(rest):
        return False
    between, after = rest[:verb], rest[verb + 1]
    if any(word in SUBJECTS or word in DETERMINERS for word in between):
        return False
    if between and between[0] in CLEFT_VERBS:
        return False
    if first == "which" and not between and rest[0] in {"is", "was", "are", "were"}:
        return False  # ‘which is why’: it goes on with what was said
    alone = first in {"when", "where", "why", "who"}
    return not (alone and between) and (not between or after in SUBJECTS - {"that"})


def _is_its_subject(first: str, rest: tuple[str, ...]) -> bool:
    """Return whether the question word is the subject: ‘who wants tea’, not ‘what happens is’."""
    if first not in {"who", "what"} or rest[0] in SUBJECTS | DETERMINERS | PRONOUNS:
        return False
    if rest[0] in AUXILIARIES | {"to", "if", "not"} or rest[0].endswith("ly"):
        return False
    goes_on = {"is", "was", "are", "were", "i", "you", "we", "they"} & set(rest)
    return first == "who" or not (goes_on or rest[0] in CLEFT_VERBS)


def _wh(word: str) -> Reading:
    return Reading("question", f"It begins with the question word ‘{word}’.", (("form", "wh"),))


def _inside(core: tuple[str, ...]) -> Reading | None:
    """Find ‘… what do you think’ after a beginning that is no part of the question.

    An indirect question has no verb before its subject, so this order is a question wherever.
    """
    for at in range(1, len(core) - 3):
        word, verb, subject = core[at : at + 3]
        asked = subject in PRONOUNS - {"that", "it"} and core[at + 2 : at + 4] != ("you", "know")
        if word in WH - {"which"} and verb in AUXILIARIES and asked:
            why = f"The verb comes before its subject inside: ‘{word} {verb} {subject} …’."
            return Reading("question", why, (("form", "wh"),))
    return None


def _after_a_comma(heard: Heard, names: frozenset[str]) -> Reading | None:
    """Find ‘the thing is, are we …’: the verb first, after the voice went on."""
    for at in heard.commas:
        cased = _core(heard.words[at:], names)
        core = tuple(word.lower() for word in cased)
        if len(core) > 2 and core[1] in {"you", "we", "they", "he", "she", "your"}:
            found = _polar(core, cased, names)
            if found is not None and found.code == "question":
                return found
    return None


def _polar(
    core: tuple[str, ...],
    cased: tuple[str, ...],
    names: frozenset[str],
    *,
    rises: bool = False,
) -> Reading | None:
    first = core[0]
    if first in FUSED:
        return _inverted(core, first) if len(core) > 1 else None
    # An auxiliary and a pronoun alone take note of news: ‘did you’, ‘is it’.
    if first not in AUXILIARIES or len(core) < 3:
        return None
    second = core[1]
    named = second in names or cased[1][:1].isupper()
    subject = second in (PRONOUNS if first in BARE_VERBS else SUBJECTS) or named
    long_subject = rises and first in FINITE and len(core) > 3
    if not (subject or long_subject) or core[2] in WH | PRONOUNS - {"that", "this", "there"}:
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


def _tagged(core: tuple[str, ...], names: frozenset[str], *, rises: bool) -> Reading | None:
    ending = list(core)
    while ending and ending[-1] in names:
        ending.pop()
    for size in (2, 1):
        tag, said = " ".join(ending[-size:]), ending[:-size]
        if said and _is_tag(tag, said, rises=rises):
            why = f"A statement that ends in the tag ‘{tag}’."
            return Reading("question", why, (("form", "tag"),))
    return None


def _is_tag(tag: str, said: list[str], *, rises: bool) -> bool:
    if tag in RISING_TAGS:
        return rises and len(said) > 2
    if NEGATIVE_TAG.fullmatch(tag) or tag in TAG_WORDS:
        return True
    turned = any(word in NEGATIONS or word.endswith("n't") for word in said)
    return turned and said[-1] not in {"to", "not"} and bool(POSITIVE_TAG.fullmatch(tag))


def _short_alternative(core: tuple[str, ...]) -> Reading | None:
    if len(core) > 5 or not _offers_alternatives(core) or set(core) & PRONOUNS:
        return None
    why = "A short phrase that offers two answers with ‘or’."
    return Reading("question", why, (("form", "alternative"),))


def _offers_alternatives(core: tuple[str, ...]) -> bool:
    places = [at for at, word in enumerate(core) if word == "or" and 0 < at < len(core) - 1]
    return any(core[at + 1] not in VAGUE for at in places)


def _to_be_confirmed(core: tuple[str, ...], heard: Heard) -> Reading | None:
    """Take a rise together with what it is on: the other's own matters, or a phrase by itself."""
    supposed = core[2:] if core[0] == "i" and core[1:2] and core[1] in SUPPOSING else core
    if len(supposed) > 2 and supposed[0] in OWN_MATTERS:
        why = "It says something of ‘you’, which you know best, and rises: it may ask to confirm."
        return Reading("question", why, (("form", "polar_declarative"),))
    verbless = not set(core) & (PRONOUNS | AUXILIARIES) and not any(map(SHORTENED.match, core))
    if heard.last and heard.before and verbless and 1 < len(core) <= LONGEST_PHRASE:
        why = (
            "A phrase by itself that rises, says something new, and leaves the next turn to others."
        )
        return Reading("question", why, (("form", "phrasal"),))
    return None

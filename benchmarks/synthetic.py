"""Made-up Jefferson transcripts of any length, the same for the same seed.

Talk between a support worker, a disabled person and a third person: overlaps aligned by column,
latches, timed silences on their own lines and inside lines, breaths, laughter, stretches, sounds
drawn out, uncertain hearings, descriptions, wrapped lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

WORDS = (
    *("the", "a", "to", "and", "you", "I", "it", "is"),
    *("that", "we", "what", "d'you", "want", "do", "not", "don't"),
    *("know", "think", "so", "well", "okay", "going", "tomorrow", "bus"),
    *("shop", "money", "coffee", "sister", "on", "Friday", "after", "lunch"),
    *("because", "they", "said", "maybe", "we'll", "have", "your", "coat"),
    *("cup", "kettle", "friend", "Dave", "video", "swimming", "pool", "nice"),
    *("one", "of", "them", "with", "cream", "chocolate", "remember", "last"),
    *("week", "when", "was", "it", "really", "good", "plan", "choose"),
    *("between", "this", "and", "picture", "holiday", "train", "ticket", "ring"),
    *("your", "mum", "her", "him", "there's", "a", "couple", "of"),
    *("things", "I'd", "like", "to", "actually", "how", "about"),
)
MINIMAL = ("yeah", "mm", "mm hm", "no", "okay", "oh", "right", "uh huh")
ACTIONS = ("nods", "looks at Ann", "points to picture", "opens bag", "composes on device", "smiles")
PEOPLE = ("ANN", "BEN", "CAZ")
WIDTH = 60
PAGE = 900
"""Lines after which the numbers begin again at 1."""


def jefferson(lines: int, *, seed: int = 1) -> str:
    """Return a transcript of about *lines* numbered lines, the last one whole."""
    random = Random(seed)
    body = [
        f"{number % PAGE + 1:03d} {text}"
        for number, text in enumerate(islice(_lines(random), lines))
    ]
    return "\n".join(["[SYN:1:talk:made up]", *body, ""])


def _lines(random: Random) -> Iterator[str]:
    speaker = "ANN"
    latched = False
    while True:
        talk = ("=" if latched else "") + _talk(random)
        latched = False
        chance = random.random()
        if chance < 0.12:
            yield from _overlap(random, speaker, talk)
        elif chance < 0.19:
            latched = True
            yield from _wrapped(speaker, talk + "=")
        else:
            yield from _wrapped(speaker, talk)
            if chance < 0.40:
                yield _silence(random)
            elif chance < 0.43:
                yield f"      (({random.choice(ACTIONS)}))"
        others = [person for person in PEOPLE if person != speaker]
        speaker = speaker if not latched and random.random() < 0.1 else random.choice(others)


def _overlap(random: Random, speaker: str, talk: str) -> Iterator[str]:
    """One line with a bracket and somebody else's under it, brackets in the same column."""
    talk = talk[:WIDTH]
    place = talk.rfind(" ", 0, len(talk) - 1) + 1
    closed = random.random() < 0.5
    other = random.choice([person for person in PEOPLE if person != speaker])
    yield f"{speaker}: {talk[:place]}[{talk[place:]}{']' if closed else ''}"
    answer = random.choice(MINIMAL) if random.random() < 0.6 else _talk(random)[:30]
    yield f"{other}: {' ' * place}[{answer}{']' if closed else ''}"


def _silence(random: Random) -> str:
    if random.random() < 0.3:
        return "      (.)"
    length = f"      ({random.expovariate(1.2) + 0.2:.1f})"
    return f"{length} (({random.choice(ACTIONS)}))" if random.random() < 0.08 else length


def _wrapped(speaker: str, talk: str) -> Iterator[str]:
    """Long talk goes on without a label under the line it began on."""
    label = f"{speaker}: "
    while len(talk) > WIDTH:
        cut = talk.rfind(" ", 0, WIDTH)
        if cut <= 0:
            break
        yield label + talk[:cut]
        label, talk = " " * 5, talk[cut + 1 :]
    yield label + talk


def _talk(random: Random) -> str:
    if random.random() < 0.15:
        return random.choice(MINIMAL)
    words = [_marked(random, random.choice(WORDS)) for _ in range(random.randint(1, 16))]
    chance = random.random()
    if chance < 0.05:
        words.insert(0, ".hh")
    elif chance < 0.09:
        words.append("heh heh")
    elif chance < 0.19:
        words.insert(random.randrange(len(words) + 1), random.choice(("(.)", "(0.3)", "(0.8)")))
    elif chance < 0.22:
        words.append("(    )")
    return " ".join(words) + random.choice((".", ",", "?", "", "", "¿"))


def _marked(random: Random, word: str) -> str:
    chance = random.random()
    if chance > 0.2:
        return word
    middle = len(word) // 2
    return random.choice(
        (
            f"°{word}°",
            f">{word}<",
            f"<{word}>",
            f"{word[:middle]}::{word[middle:]}",
            f"↑{word}",
            word.upper(),
            f"_{word}_",
            f"{word}-",
            f"({word})",
            f"£{word}£",
            f"{word},",
        )
    )

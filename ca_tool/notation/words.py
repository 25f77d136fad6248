"""Which strings are fillers, response tokens, laughter, breath; and how many letters a word has.

The lists are of English talk as CA transcripts spell it (science N-36…N-46, A-16, A-20, A-21).
"""

from __future__ import annotations

import re

from ca_tool.transcript import Flag


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


FILLERS = _set("er erm err um umm uh uhm ehm em eh")
"""Words that fill a hesitation. They count as words and are reported apart."""

RESPONSE_TOKENS = _set(
    "yeah yeh yea ye yes yep yup aye no nope nah nuh mm mmm mhm mhmm hm hmm oh ah aha okay ok o.k "
    "right alright sure"
) | {"uh huh", "mm hm", "mm hmm", "uh uh", "um hm", "ah hah"}
"""What a minimal response may consist of."""

PAIRS = frozenset(
    {("uh", "huh"), ("uh", "hu"), ("uh", "uh"), ("nuh", "uh"), ("um", "hm"), ("um", "hmm")}
    | {("um", "hum"), ("m", "hm"), ("mm", "hm"), ("mm", "hmm"), ("mm", "huh"), ("ah", "hah")}
)
"""Response tokens written with a blank: one word (A-21)."""

SECOND_HALVES = frozenset(second for _, second in PAIRS)

CLICKS = _set("tch tchh tsk tk pt mt tlk")
SOBS = _set("shih snih snff sniff")
ACRONYMS = _set(
    "TV OK UK EU USA BBC ITV NHS GP PA PAS PIP DLA ESA DWP AAC CD DVD PC IQ MP MS ADHD MRI CT ECG "
    "VAT GCSE DJ VIP WC CCTV ATM SMS USB DIY FAQ HIV"
)
"""Words said letter by letter: capitals there are spelling, not loudness (A-16)."""

ANONYMISED = _set(
    "name surname place town city street address school company organisation number date phone "
    "hospital redacted"
)
"""Placeholders that stand for words said: each counts as one word (N-53)."""

PLACEHOLDERS = ANONYMISED | _set("names laughs laughter laughing cough coughs pause silence beep")
"""What a square bracket may hold that is never overlap (A-03)."""

NON_VERBAL = _set(
    "laughs laugh laughing laughter chuckles giggles nods nod nodding shakes shrugs smiles smile "
    "smiling points pointing gestures coughs cough coughing sighs sigh sniffs sneezes yawns clears "
    "claps whispers whispering crying cries gasps looks gazes turns stands sits walks picks puts "
    "takes opens closes applause noise click clicks telephone device signs signing eats drinks "
    "knocks"
)
"""First or last words of a description in single round brackets (A-05)."""

DESCRIPTIVE = _set(
    "speaker speaker's referring refers meaning unclear inaudible voice tone quietly loudly "
    "off-mic continues name redacted"
)
"""Words that make a square bracket read as an editor's remark (A-03)."""

ADDRESSING = _set("to his her their")
"""Words that do so where they come first: *to Tom*, *his brother*."""

UNCLEAR = _set("inaudible unclear unintelligible indistinct unint unintell incomprehensible")
PAUSES = frozenset({"pause", "long pause", "short pause", "silence", "long silence", "pauses"})

_LAUGHTER = re.compile(r"(?:e|a)?(?:h+(?:a+|e+|i+|u+|o+)h*)+\Z")
_REAL_H_WORDS = frozenset({"he", "hi", "ho", "aha", "ahe", "aho", "ahi", "hoo", "hu", "ahu"})
_STAMMER = re.compile(r"(\w{1,3})-(?:\1-)*\1\w*", re.IGNORECASE)
_MM = re.compile(r"m+h?m*\Z")


def letters(value: str) -> int:
    """Return how many letters and digits *value* has, in any script."""
    return sum(map(str.isalnum, value))


def is_breath(word: str) -> bool:
    """Whether *word* is nothing but the letter h (A-20)."""
    return word.strip("hH") == "" and word != ""


def is_laughter(word: str) -> bool:
    """Whether *word* (lower case) is a laughter particle, *huh* included (N-39)."""
    if "-" in word:
        return all(is_laughter(part) for part in word.split("-"))
    return word not in _REAL_H_WORDS and _LAUGHTER.match(word) is not None


def is_stammer(word: str) -> bool:
    """Whether a hyphened *word* repeats its own onset, as in ``w-w-what`` (A-10)."""
    return _STAMMER.match(word) is not None


def lexical_flags(word: str) -> int:
    """Return the flags that *word* (lower case) has by the lists above."""
    if word in FILLERS:
        return int(Flag.FILLER)
    if word.replace("-", " ") in RESPONSE_TOKENS or _MM.match(word):
        return int(Flag.RESPONSE)
    return 0

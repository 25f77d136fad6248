"""The English words that show a question: which begin one, which come before it, which end it.

Closed classes only, and small on purpose (see :mod:`ca_tool.question_syntax`).
"""

from __future__ import annotations

import re


def listed(words: str) -> frozenset[str]:
    """Return words written with blanks between them as a set."""
    return frozenset(words.split())


MARKS = re.compile(r"\(h+\)|[^\w'’ -]")

FILLERS = listed("uh um er erm eh mm uh-huh mm-hm")
PREFACES = listed(
    "so and but or well right okay ok now oh then sorry hiya hi hello yeah yes no anyway "
    "cos because like alright ah listen look see"
)
PHRASES = (
    ("you", "know"), ("i", "mean"), ("let's", "see"), ("of", "course"),
    ("out", "of", "curiosity"), ("just", "out", "of", "curiosity"),
)  # fmt: skip
"""What may come before a question besides single words."""
WH = listed("what who whom whose where when why which how")
WH_SHORT = re.compile(r"(?:what|who|where|when|why|how|which)'(?:s|re|d|ll|ve)|wh?at'?cha|wotcha")
AUXILIARIES = listed(
    "is are was were am do does did have has had can could will would shall should may might must "
    "isn't aren't wasn't weren't don't doesn't didn't haven't hasn't hadn't can't couldn't won't "
    "wouldn't shan't shouldn't mightn't mustn't ain't"
)
FUSED = listed("d'you d'ya d'ye d'yer dyou djou d'they d'we didya didja")
PRONOUNS = listed("i you ya yer he she it we they this that these those there")
SHORTENED = re.compile(r"(i|you|he|she|it|we|they|that|there|this|these|those)'(?:m|s|re|ve|d|ll)")
"""A pronoun with its verb: the verb does not come first."""

DETERMINERS = listed("the a an my your his her our their its this that these those some any every")
SUBJECTS = PRONOUNS | listed(
    "the my your his her our their its anyone anybody everyone everybody someone somebody "
    "anything everything something"
)
CLEFT_VERBS = listed("happens goes winds ends bothers matters comes gets seems")
"""After ‘what’ or ‘which’ these begin a statement: ‘what happens is …’."""

FINITE = listed("is are was were does did")
"""Verbs no order begins with."""

BARE_VERBS = listed("do have had may might don't")
"""Words that also begin orders and clipped statements; a question needs a pronoun or a name."""

ASKS_ABOUT = listed(
    "like prefer mind rather want see hear remember feel smell understand imagine believe think "
    "know be mean need reckon agree tell swim"
)
"""Verbs after ‘can you’, ‘would you’ that ask, and do not get somebody to act now."""

NEGATIVE_TAG = re.compile(
    r"(?:(?:is|are|was|were|do|does|did|have|has|had|ca|could|wo|would|sha|should|must|might|ai)n't"
    r"|in't) (?:i|you|ya|he|she|it|we|they|there)"
)
POSITIVE_TAG = re.compile(
    r"(?:is|was|does|did|has|had|can|could|will|would|shall) (?:he|she|it|there)"
    r"|(?:are|were|do|did|have|had|can|could|will|would|shall) (?:you|ya|we|they)"
    r"|(?:am|was|do|did|have|had|can|could|will|would|shall) i"
)
"""Tags whose verb and pronoun agree: ‘do it’, ‘have it’ are no tags."""

TAG_WORDS = listed("innit huh eh right okay yeah")
RISING_TAGS = listed("right okay yeah eh") | {"you mean"}
"""Ask for agreement only where they rise; level or falling they close what was said."""

NEGATIONS = listed("not never no nobody nothing none hardly")

IDIOMS = re.compile(
    r"(?:do |d')?(?:you|ya) (?:know|see)(?: what i mean| like)?|what a .*|what an .*|"
    r"how (?:lovely|nice|funny|awful|strange|sweet|odd|kind)|what i .*|is (?:that|it) (?:right|so)"
    r"|do you know that .*|isn't (?:it|that) (?!your|his|her|their|our|the|a)\w+"
)
VAGUE = listed("something so whatever anything other two three not")
SUPPOSING = listed("guess think suppose imagine take assume believe")
OWN_MATTERS = listed("you you're you've you'd you'll your yours")
"""What is said of *you* is yours to confirm (a ‘B-event’, Labov & Fanshel 1977: 100)."""

OPEN_REPAIR = frozenset(
    {"pardon", "what", "who", "where", "which one", "the what", "the who", "a what"}
    | {"say again", "beg pardon"}
)
RISING_REPAIR = frozenset({"huh", "eh", "sorry", "excuse me"})
"""Ask to have something said again only where they rise: level ‘huh’ takes note of news."""

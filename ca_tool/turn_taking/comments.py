"""What a transcriber's description tells: a body, a voice, a device, a noise, or that nobody spoke.

Descriptions are free text, so this is a list of words, not a rule of the notation. To teach the
program another word, add it to the pattern of its sort.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache


class Sort(StrEnum):
    """What a description is of."""

    EMBODIED = "embodied"
    VOCAL = "vocal"
    """A cough, a sigh, laughter: sound, but no words."""
    UNINTELLIGIBLE = "unintelligible"
    COMPOSING = "aac_composing"
    """Somebody prepares what a device or board will say."""
    MANNER = "manner"
    """How or to whom something is said, or who else makes a noise: no contribution, no activity."""
    NOTHING = "nothing"
    """The transcriber notes that nothing happened."""


_NOTHING = (
    r"\b(?:no|without)\s+(?:\w+\s+)?(?:response|answer|reply|reaction|uptake)\b|"
    r"\b(?:does|did|do)(?:\s+not|n['’]t)\s+(?:respond|answer|reply|react)\b|"
    r"^(?:silence|silent|pause|long pause|short pause|gap|lapse)$"
)
_UNINTELLIGIBLE = r"^(?:inaudible|unclear|unintelligible|indistinct)\b"
_MANNER = (
    r"\bvoice\b|\bwhisper|\bmumbl|\bmutter|\bshout|\bsoftly\b|\bquietly\b|\bloudly\b|\bslowly\b|"
    r"\bsarcas|\bmimic|\bimitat|\bsing(?:s|ing)?\b|\bsung\b|\baccent\b|\bpitch|\bintonation\b|"
    r"\btone\b|^to\s+\w+$|\baddress(?:es|ing|ed)\b|\bread(?:s|ing) (?:aloud|out)\b|"
    r"\brings?\b|\bringing\b|\bbell\b|\bnoise\b|\bbackground\b|\bmusic\b|\btelevision\b|\bTV\b|"
    r"\bradio\b|\btraffic\b|\bdog\b|\bbarks?\b|\brecording\b|\btape\b|\bcamera\b|\bomitted\b"
)
_COMPOSING = (
    r"\bcompos(?:e|es|ed|ing)\b|\bAAC\b|\bdevice\b|\bVOCA\b|\btalker\b|\blightwriter\b|"
    r"\bcommunicat(?:ion|or)\b|\b(?:letter|symbol|alphabet|word|spelling|talk|talking)[ -]?"
    r"(?:board|book|chart|card|mat)s?\b|\bsymbols?\b|\beye[ -]?(?:gaze|pointing|points?)\b|"
    r"\be-?tran\b|\bspell(?:s|ing|ed)?\b|\bswitch(?:es)?\b.*\bscan|\bscan(?:s|ning)\b|"
    r"\b(?:typ|select|tapp|press|point|search)\w*\b.*\bon\s+(?:the|his|her|their|its)?\s*"
    r"(?:screen|tablet|i-?pad|keyboard|board)\b"
)
_VOCAL = (
    r"\blaugh|\bgiggl|\bchuckl|\bcough|\bsigh|\bsniff|\bsneez|\byawn|\bcr(?:y|ies|ying)\b|\bsob|"
    r"\bclears? (?:\w+ )?throat\b|\bclearing (?:\w+ )?throat\b|\bthroat\b|\bclick|\btut|\bgroan|"
    r"\bmoan|\bgasp|\bhum(?:s|ming)\b|\bsnort|\bvocali[sz]|\bbreath|\binhal|\bexhal|\bsquea|"
    r"\bscream|\bburp|\bhiccup|\bwhistl|\bgrunt"
)
_SORTS = tuple(
    (sort, re.compile(pattern, re.IGNORECASE))
    for sort, pattern in (
        (Sort.NOTHING, _NOTHING),
        (Sort.UNINTELLIGIBLE, _UNINTELLIGIBLE),
        (Sort.MANNER, _MANNER),
        (Sort.COMPOSING, _COMPOSING),
        (Sort.VOCAL, _VOCAL),
    )
)


@lru_cache(maxsize=4096)
def sort_of(text: str) -> Sort:
    """Return what the description *text* is of; a body doing something unless a word says else.

    Examples
    --------
    >>> sort_of("Jo composes on device"), sort_of("device voice"), sort_of("Tom opens freezer")
    (<Sort.COMPOSING: 'aac_composing'>, <Sort.MANNER: 'manner'>, <Sort.EMBODIED: 'embodied'>)
    """
    words = text.strip(" ()[]{}&=!%").replace(":", " ").replace("_", " ")
    for sort, pattern in _SORTS:
        if pattern.search(words):
            return sort
    return Sort.EMBODIED

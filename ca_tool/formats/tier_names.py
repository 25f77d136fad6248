"""What the name of a tier says it holds, and whose talk it is.

Tiers of gaze, gesture, translation, glosses, codes or comments carry participants like tiers of
talk do; their names, and what stands in them, tell them apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ca_tool.formats.timed_talk import is_nobodys

OTHER_THINGS = {
    "gaze": "gaze look looks looking eye eyes eyegaze blick regard",
    "gesture, body or face": "gesture gestures gest gesten geste gestes hand hands rh lh "
    "righthand lefthand handshape head nod nods "
    "point pointing body posture movement movements motion face facial mouth mouthing mouthings "
    "eyebrow eyebrows brow brows smile touch action actions activity activities embodied "
    "embodiment nonverbal nonvocal nv nvb kinesic kinesics kine stroke handedness sign signs "
    "multimodal visual bodily",
    "translation": "translation translations translate translated transl trad traduction "
    "uebersetzung übersetzung ft free freetranslation literal lit english eng en german deutsch "
    "french idiomatic",
    "words, glosses or sounds": "word words wort wörter wd wrd morph morphs morpheme morphemes mb "
    "mot mots lemma lemmas token tokens syllable syllables syll syl phone phones phoneme phonemes "
    "phon phonetic phonetics ipa segment segments segs pos ps gloss glosses gl gls ge gn tone "
    "tones pitch chunk chunks prosody intonation mau kan ort-mau",
    "codes": "code codes coding coded category categories cat tag tags type types function "
    "functions act acts topic topics question questions response responses sequence sequences "
    "label labels annotation-type language lang condition phase phases episode episodes section "
    "sections quality error errors count valence stance affect emotion repair repairs",
    "comments": "comment comments com kommentar kommentare note notes remark remarks memo memos "
    "marker markers mark marks todo check description descriptions desc context meta info "
    "question-mark metadata",
    "noises": "noise noises music sound sounds background event events ambient",
    "numbers of utterances": "ref id ids number numbers nr num index",
}
"""What a tier may hold that is not talk, and the words its name then has."""

_TALK = """
utterance utterances utt utts transcription transcript transcripts transkript trans speech spch
spoken talk tx text texts txt ort orth orthography orthographic verbal vocal speaker spk spkr phrase
phrases turn turns ca jefferson tcu tcus sentence sentences
"""
TALK = frozenset(_TALK.split())
"""Words that are in the names of tiers of talk."""

NO_NAMES = TALK | {"default", "tier", "v", "lt"}
"""Words that name nobody."""

WORDS = frozenset(
    {"word", "words", "wort", "wörter", "wd", "token", "tokens", "mot", "mots", "ort"}
)
"""Words in the names of tiers that mark each word."""

_MEANS = {word: what for what, words in OTHER_THINGS.items() for word in words.split()}
_WORD = re.compile(r"[A-ZÄÖÜ]?[a-zäöüß]+|[A-ZÄÖÜ]+(?![a-zäöüß])|\d+")
_PART = re.compile(r"[^\s_@()\[\]./:|+-]+")
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=1024)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a tier's name in lower case.

    >>> words_of("A_RightHand-gaze"), words_of("W-Spch")
    (('a', 'right', 'hand', 'gaze'), ('w', 'spch'))
    """
    return tuple(word.lower() for word in _WORD.findall(name))


def other_thing(name: str, participant: str = "") -> str:
    """Return what other than talk a name speaks of, empty if nothing; people's names do not count.

    >>> other_thing("A-gaze", "A"), other_thing("Mark", "Mark"), other_thing("A", "A")
    ('gaze', '', '')
    """
    ours = set(words_of(participant))
    found = (_MEANS[word] for word in words_of(name) if word in _MEANS and word not in ours)
    return next(found, "")


def speaks_of_talk(name: str, participant: str = "") -> bool:
    """Whether a name says that the tier holds talk."""
    ours = set(words_of(participant))
    return any(word in TALK and word not in ours for word in words_of(name))


def speaker_in(name: str) -> str:
    """Return whom a tier is named after, without the words that say it is talk.

    >>> speaker_in("K-Spch"), speaker_in("tx@AB"), speaker_in("Aleph Alpha"), speaker_in("default")
    ('K', 'AB', 'Aleph Alpha', '')
    """
    parts = _PART.findall(name)
    kept = [part for part in parts if part.lower() not in NO_NAMES]
    if len(kept) == len(parts):
        return name.strip()
    if len(kept) == 1 and kept[0].isdecimal() and len(parts) > 1:
        return "" if parts[0].lower() in {"tier", "default"} else name.strip()
    return " ".join(kept)


def not_words(texts: Sequence[str]) -> str:
    """Return why the contents of a tier cannot be talk; empty if they can."""
    filled = [text.strip() for text in texts if text.strip()]
    if not filled:
        return "it is empty"
    if sum(1 for text in filled if _LETTER.search(text)) * 5 < len(filled) and not any(
        is_nobodys(text) for text in filled
    ):
        return "it holds figures or signs only"
    if len(filled) >= 12 and len(set(filled)) * 6 <= len(filled) and _are_labels(filled):
        return f"it holds the same {len(set(filled))} values again and again"
    return ""


def _are_labels(texts: Sequence[str]) -> bool:
    return sum(text.count(" ") + 1 for text in texts) <= 1.3 * len(texts)

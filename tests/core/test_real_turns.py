"""Transcripts nobody here wrote: turns come out of every file, and agree with rustling's counts.

``rustling`` reads CHAT in Rust and keeps CHAT's own units: utterances, and words between blanks.
Under CP-1 neighbouring utterances of one speaker are one turn. Whatever else differs is named in
:func:`explained` and must account for every utterance exactly.
"""

import re
from itertools import groupby

import pytest

import ca_tool
from ca_tool.transcript import LineKind, TokenKind
from ca_tool.turn_taking import POLICIES, turn_taking

pytestmark = pytest.mark.real_data

SOUNDS = {
    TokenKind.IN_BREATH,
    TokenKind.OUT_BREATH,
    TokenKind.LAUGHTER,
    TokenKind.CLICK,
    TokenKind.SOB,
}
COMPARED = (
    "jefferson-chat/KBK_2-manual.cha",
    "jefferson-chat/KBK_2-automated.cha",
    "jefferson-chat/KBK_3-manual.cha",
    "jefferson-chat/KBK_3-automated.cha",
    "chat/cabnc-KB0RE002.cha",
    "chat/cabnc-KB7RE00P.cha",
    "chat/cabnc-KBBRE00L.cha",
)


@pytest.mark.parametrize("folder", ["jefferson-chat", "chat", "chat-suite"])
def test_every_file_has_its_turns_derived(real_data, folder):
    paths = sorted((real_data / folder).rglob("*.cha"))
    assert paths
    for path in paths:
        transcript = ca_tool.read(path).transcript
        for policy in POLICIES:
            found = turn_taking(transcript, policy)
            assert sum(turn.words for turn in found.turns) == sum(
                token.kind is TokenKind.WORD
                for line, tokens in zip(transcript.lines, transcript.tokens, strict=True)
                if line.kind in (LineKind.TALK, LineKind.CONTINUATION)
                for token in tokens
            ) + sum(_said_together(transcript)), path


def _said_together(transcript):
    """Words of lines said in chorus count once more for each further person."""
    for line, tokens in zip(transcript.lines, transcript.tokens, strict=True):
        further = max(0, len(line.speakers) - 1)
        yield further * sum(token.kind is TokenKind.WORD for token in tokens)


def utterances_by_rustling(path):
    chat = pytest.importorskip("rustling.chat", reason="rustling is not installed")
    text = path.read_text(encoding="utf-8")
    # It refuses roles that CHAT does not list; who they are does not matter here.
    text = re.sub(r"(?m)^(@Participants:.*)\b(?:self|wife)\b", r"\1Adult", text)
    text = re.sub(r"(?m)^(@Participants:.*)\b(?:self|wife)\b", r"\1Adult", text)
    return [
        (found.participant, [token.word for token in found.tokens], found.tiers[found.participant])
        for found in chat.CHAT.from_strs([text], strict=False).utterances()
        if found.participant
    ]


def utterances_by_us(path):
    """Return the tokens of each utterance: a labelled line and what goes on below it."""
    transcript = ca_tool.read(path).transcript
    found = []
    for line, tokens in zip(transcript.lines, transcript.tokens, strict=True):
        if line.kind is LineKind.TALK and line.label:
            found.append([])
        if found and line.kind not in (LineKind.HEADER, LineKind.TIER, LineKind.SILENCE):
            found[-1] += [(token, line.raw) for token in tokens]
    return found


def words(tokens):
    return sum(token.kind is TokenKind.WORD for token, _ in tokens)


def explained(tokens):
    """How many more words rustling counts in an utterance, and why."""
    more = 0
    for at, (token, raw) in enumerate(tokens):
        after = raw[token.end : token.end + 1]
        if token.kind in SOUNDS and not _inside_word(tokens[:at], token, raw):
            # Breath, clicks and laughter are no words here; it glues some to the word before.
            more += not raw[token.start - 1].isalpha()
        elif token.kind is TokenKind.COMMENT:
            more += len(token.value.split())  # it reads descriptions as talk
            more -= after.isalpha()  # and glues one to the word behind it
        elif token.kind is TokenKind.UNCERTAIN:
            glued = raw[: token.start].rstrip("⌈⌊\u0332")[-1:].isalpha()
            more -= glued  # "but⌈(yeah)" is one word to it and two here
    return more


def _inside_word(before, token, raw):
    return any(
        other.kind is TokenKind.WORD and there is raw and other.end > token.start
        for other, there in before
    )


@pytest.mark.parametrize("name", COMPARED)
def test_words_agree_with_rustling_but_for_what_is_explained(real_data, name):
    theirs, ours = utterances_by_rustling(real_data / name), utterances_by_us(real_data / name)
    assert len(theirs) == len(ours)
    for (_, counted, text), tokens in zip(theirs, ours, strict=True):
        said = [word for word in counted if any(map(str.isalnum, word))]
        assert len(said) == words(tokens) + explained(tokens), text


@pytest.mark.parametrize("name", COMPARED)
def test_turns_agree_with_rustling(real_data, name):
    # "0 ." is an utterance in which nothing was said: a turn needs a contribution.
    speakers = [who for who, _, text in utterances_by_rustling(real_data / name) if text[0] != "0"]
    runs = [who for who, _ in groupby(speakers)]
    found = turn_taking(ca_tool.read(real_data / name).transcript).turns
    assert [turn.speaker for turn in found] == runs


def test_every_lower_corner_of_the_hand_made_files_finds_its_upper_one(real_data):
    for path in sorted((real_data / "jefferson-chat").glob("*.cha")):
        transcript = ca_tool.read(path).transcript
        corners = [
            (line.id, token.start)
            for line, tokens in zip(transcript.lines, transcript.tokens, strict=True)
            for token in tokens
            if token.kind is TokenKind.OVERLAP_ONSET and line.raw[token.start] == "⌊"
        ]
        overlaps = turn_taking(transcript).overlaps
        assert sorted(place for found in overlaps for place in found.others) == corners, path
        assert all(found.certain for found in overlaps), path

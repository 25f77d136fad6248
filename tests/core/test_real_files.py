"""Files that nobody here wrote: read without an exception, CHAT given back byte for byte."""

import contextlib
import csv
import re
from collections import Counter

import pytest
import rustling.chat

from ca_tool.formats import FORMATS, UnknownFormatError, read, read_bytes
from ca_tool.transcript import LineKind, TokenKind
from ca_tool.turn_taking import turns
from tests.real_files_table import HEADINGS, NO_TRANSCRIPTS, TABLE, rows_of

pytestmark = pytest.mark.real_data

RUSTLING_PANICS = {"021A-C0897X0265XX-AAZZP0.cha"}
"""It slices this file inside a two-byte ° and dies; so this one has no second opinion."""

NO_WORDS = {
    TokenKind.IN_BREATH: "breath is no word (N-36, N-37)",
    TokenKind.OUT_BREATH: "breath is no word",
    TokenKind.LAUGHTER: "free laughter is no word (N-39), not even BNC's *ha* for *have*",
    TokenKind.CLICK: "clicks are no words (N-45)",
    TokenKind.SOB: "sniffs are no words (N-44)",
    TokenKind.COMMENT: "descriptions are no words (N-49)",
}
"""What rustling takes for words and CP-1 does not."""

JOINED_ELSEWHERE = {
    ("021A-C0897X0298XX-AAZZP0.cha", "RAY"): 1,  # the comma in a web address parts it there
    ("KBK_2-automated.cha", "CHR"): -1,  # no blank after ((crockery noise)): one word for it
}
"""Rustling's count less ours, after all that NO_WORDS explains."""


def files(folder, *parts):
    found = sorted(folder.joinpath(*parts).rglob("*.cha"))
    assert found
    return found


@pytest.mark.parametrize(
    "parts", [("jefferson-chat",), ("chat",), ("chat-suite", "valid-reference")]
)
def test_every_file_comes_back_byte_for_byte(real_data, parts):
    for path in files(real_data, *parts):
        parsed = read(path)
        assert FORMATS["chat"].write(parsed.transcript) == path.read_bytes(), path.name
        assert (
            turns(parsed.transcript) or "0 ." in parsed.transcript.text or path.stat().st_size < 999
        )


@pytest.mark.parametrize("parts", [("chat-suite", "invalid"), ("chat-suite", "check_parity")])
def test_invalid_files_are_read_all_the_same(real_data, parts):
    for path in files(real_data, *parts):
        assert read(path, format="chat").transcript.text.encode(errors="surrogateescape") == (
            path.read_bytes()
        ), path.name


def test_no_main_line_is_lost(real_data):
    for path in files(real_data, "chat-suite", "valid-reference"):
        lines = read(path).transcript.lines
        for line in lines:
            if line.raw.startswith("*"):
                assert line.kind == LineKind.TALK, (path.name, line.raw)
                assert line.speakers, (path.name, line.raw)
            elif line.raw.startswith("%"):
                assert line.kind == LineKind.TIER, (path.name, line.raw)
            elif line.raw.startswith("@"):
                assert line.kind == LineKind.HEADER, (path.name, line.raw)


def test_valid_files_have_no_error_and_hardly_a_complaint(real_data):
    complaints = Counter()
    for path in files(real_data, "chat-suite", "valid-reference"):
        found = {p.code for p in read(path).problems if "W-CHAT" in p.code}
        complaints.update(found)
    assert sum(complaints.values()) <= 3, complaints


def test_the_manual_transcripts_know_their_speakers(real_data):
    for name in ("KBK_2-manual", "KBK_3-manual"):
        transcript = read(real_data / "jefferson-chat" / f"{name}.cha").transcript
        spoken = {turn.speaker for turn in turns(transcript)}
        assert spoken == {"CHR", "NOR"}
        roles = {person.code: person.role for person in transcript.participants}
        assert roles["NOR"] == "family"


def test_a_speaker_whom_the_headers_forget_is_named(real_data):
    parsed = read(real_data / "jefferson-chat" / "021A-C0897X0298XX-AAZZP0.cha")
    missed = {p.detail for p in parsed.problems if p.code == "W-CHAT-SPEAKER"}
    assert "REG" in missed
    assert "REG" in parsed.transcript.codes


def test_empty_turns_are_no_turns(real_data):
    for name in ("cabnc-KB0RE002", "cabnc-KB7RE00P", "cabnc-KBBRE00L"):
        path = real_data / "chat" / f"{name}.cha"
        transcript = read(path).transcript
        empty = [line for line in transcript.lines if line.text.strip(" .") == "0"]
        taken = {line for turn in turns(transcript) for line in turn.lines}
        assert empty
        assert not taken & {line.id for line in empty}


def test_times_of_every_bullet_are_read(real_data):
    for path in (*files(real_data, "jefferson-chat"), *files(real_data, "chat")):
        for line in read(path).transcript.lines:
            if line.raw.count("\x15") == 2 and line.kind != LineKind.HEADER:
                start, _, end = line.raw.split("\x15")[1].partition("_")
                assert (line.start_ms, line.end_ms) == (int(start), int(end)), (path.name, line.raw)


def test_a_garbled_file_is_reported_and_repaired_only_on_request(real_data):
    path = real_data / "chat" / "sktalk-file01-mojibake.cha"
    assert "W-MOJIBAKE" in {problem.code for problem in read(path).problems}
    mended = read(path, repair=True).transcript.text
    assert "â" not in mended
    assert mended.count("⌊") == 3


def main_lines(transcript):
    """The tokens of each main line and of what goes on with it, its speaker first."""
    spoken = []
    for line, tokens in zip(transcript.lines, transcript.tokens, strict=True):
        if line.label:
            spoken.append((line.label, []))
        if spoken:
            spoken[-1][1].extend((line, token) for token in tokens)
    return spoken


def words_as_rustling_counts(tokens):
    """Our words, put together as blanks put them, and what NO_WORDS tells of."""
    count = 0
    pieces = set()
    for line, token in tokens:
        if token.kind == TokenKind.COMMENT:
            count += len(re.findall(r"\w\S*", line.raw[token.start : token.end]))
        elif token.kind == TokenKind.WORD or token.kind in NO_WORDS:
            # y e a h is one word, ch∙hh and but>yeh< are two: elsewhere blanks decide.
            pieces |= {
                (line.id, piece.start())
                for piece in re.finditer(r"\S+", line.raw)
                if piece.start() < token.end and piece.end() > token.start
            }
    return count + len(pieces)


def test_utterances_and_words_are_those_rustling_finds_or_the_difference_is_explained(real_data):
    for path in (*files(real_data, "jefferson-chat"), *files(real_data, "chat")):
        if path.name in RUSTLING_PANICS:
            continue
        text = path.read_bytes().decode()
        chat = rustling.chat.CHAT.from_strs([text], parallel=False, strict=False)
        theirs = [u for u in chat.utterances() if u.participant]
        ours = main_lines(read(path).transcript)
        assert [u.participant for u in theirs] == [label for label, _ in ours], path.name
        odd = Counter()
        for utterance, (label, tokens) in zip(theirs, ours, strict=True):
            found = [t.word for t in utterance.tokens or () if re.search(r"\w", t.word)]
            odd[path.name, label] += len(found) - words_as_rustling_counts(tokens)
        unexplained = {who: n for who, n in odd.items() if n != JOINED_ELSEWHERE.get(who, 0)}
        assert not unexplained


def test_real_talk_survives_as_jefferson_text_and_as_chat_again(real_data):
    def said(found):
        return [(turn.speaker, turn.words, turn.letters) for turn in turns(found)]

    suite = real_data / "chat-suite" / "valid-reference" / "content"
    for path in (
        *files(real_data, "jefferson-chat"),
        *real_data.glob("chat/cabnc-*.cha"),
        suite / "words-prosody.cha",
    ):
        chat = read(path).transcript
        text = read_bytes(FORMATS["plain"].write(chat), "x.txt").transcript
        again = read_bytes(FORMATS["chat"].write(text), "x.cha").transcript
        assert said(text) == said(chat), path.name
        assert said(again) == said(chat), path.name
        assert media_times(again) == media_times(chat), path.name


def media_times(transcript):
    return [(turn.start_ms, turn.end_ms) for turn in turns(transcript)]


def test_what_is_found_in_each_file_is_as_it_was_reviewed(real_data):
    with TABLE.open(encoding="utf-8", newline="") as file:
        reviewed = [tuple(row) for row in csv.reader(file)]
    found = [HEADINGS, *(tuple(map(str, row)) for row in rows_of(real_data))]
    assert found == reviewed


def test_no_file_at_all_makes_a_reader_raise(real_data):
    for path in sorted(real_data.rglob("*")):
        if path.is_file() and path.suffix in NO_TRANSCRIPTS:
            with contextlib.suppress(UnknownFormatError):
                assert turns(read(path).transcript) is not None

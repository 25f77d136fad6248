"""A play script keeps every word and turns marks into notes that can be acted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ca_tool import formats
from ca_tool.acting_notes import AT_MOST
from ca_tool.coding import Coding, Tag
from ca_tool.notation import parse
from ca_tool.playscript import LEVELS, display_name, script
from ca_tool.project import Session
from ca_tool.resources import folder
from ca_tool.review import Exchange
from ca_tool.transcript import Flag, Span, TokenKind

KITCHEN = """\
01 SUE: what d'you want for your tea Tom.
02      (1.8)
03 SUE: d'you want pasta or [fish fingers¿
04 TOM:                     [°pasta°
05      (.)
06 SUE: p↑asta?=you had pasta YESterday didn't you=
07 TOM: =£yeah:£ heh (0.4) bu- but .hh I- I LIKE it
08      (2.4) ((Tom opens freezer))
09 TOM: ((nods))
10 SUE: well (   ) maybe (then)
11      so that's that
"""

CHAT = """\
@UTF8
@Begin
@Participants:\tSUE Sue Investigator, TOM Tom Participant
@Options:\tCA
*SUE:\td'you want pasta or ⌈fish fingers⌉
*TOM:\t⌊°pasta°⌋ &=nods
*SUE:\t(1.8) tea
*TOM:\t+^ ∬yea:h∬
@End
"""


def whole(transcript):
    if not transcript.lines:
        return Exchange("e1", "Nothing", 1, 1)
    return Exchange("e1", "Tea", transcript.lines[0].id, transcript.lines[-1].id)


def scripted(text, level="main", **options):
    transcript = parse(text)
    return script(Session("S01", transcript), whole(transcript), level, **options)


def only(body, level="all"):
    """Return the words and notes of a line that somebody says after somebody else."""
    lines = scripted(f"1 PAT: so\n2 JO: {body}\n", level)
    line = next(line for line in lines if 2 in line.line_ids)
    return line.words, [note.text for note in line.notes]


@pytest.mark.parametrize(
    ("body", "words", "notes"),
    [
        ("((shrugs))", "", ["shrugs"]),
        ("(1.1)", "", ["waits about a second"]),
        ("(    )", "", ["we cannot hear this bit"]),
        ("°mm°", "Mm.", ["quietly"]),
        ("°°go on°°", "Go on.", ["very quietly"]),
        ("I said NEVER", "I said never.", ["loudly"]),
        ("I'LL do it", "I'll do it.", ["loudly"]),
        ("is it on TV", "Is it on TV.", []),
        ("↓oh", "Oh.", ["voice goes down"]),
        ("=because", "Because.", ["straight away"]),
        ("lo::ve that,", "Love that.", ["stretches the word “love”"]),
        ("the gar- the shed", "The gar– the shed.", ["breaks off"]),
        ("£go on then£", "Go on then.", ["smiling as they talk"]),
        ("#er# no", "Er no.", ["in a croaky voice"]),
        ("~please~", "Please.", ["voice shakes"]),
        (".hhh right", "Right.", ["breathes in"]),
        ("right hhh", "Right.", ["breathes out"]),
        ("hah hah stop", "Stop.", ["laughs"]),
        ("st(h)op", "Stop.", ["laughing as they talk"]),
        (">in a minute< love", "In a minute love.", ["fast"]),
        ("<in a minute>", "In a minute.", ["slowly"]),
        ("(biscuit)", "Biscuit.", ["we think they say this"]),
        ("(biscuit/basket)", "Biscuit.", ["maybe “basket”"]),
        ("_that_ one", "That one.", ["says “that” strongly"]),
        ("shall we (0.4) go", "Shall we… go.", ["waits half a second"]),
        ("shall we (1.5) go", "Shall we… go.", ["waits about one and a half seconds"]),
        ("shall we (7.2) go", "Shall we… go.", ["waits a long time, about 7 seconds"]),
        ("shall we (0.2) go", "Shall we go.", []),
        ("tch no", "No.", ["clicks tongue"]),
        ("it's £5 for 50%", "It's £5 for 50%.", []),
        ('"no" she says', '"No" she says.', []),
        ("goin' out¿ with <Dave>", "Goin' out, with Dave.", ["slowly"]),
        ("are you?=are you going;", "Are you? Are you going.", []),
        ("w-w-what", "W-w-what.", []),
        ("uh huh", "Uh huh.", []),
    ],
)
def test_marks_become_notes_and_words_stay(body, words, notes):
    assert only(body) == (words, notes)


def test_a_silence_on_its_own_line_says_that_nobody_talks():
    line = scripted(KITCHEN)[1]
    assert (line.stage, line.silence, line.speaker) == ("Nobody talks. About 2 seconds.", 1.8, "")


def test_what_is_done_in_a_silence_stands_with_it():
    line = next(line for line in scripted(KITCHEN) if 8 in line.line_ids)
    assert line.spoken == "Nobody talks. About 2 seconds. Tom opens freezer"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        ("0.5", "Nobody talks. About half a second."),
        ("0.9", "Nobody talks. About a second."),
        ("1.6", "Nobody talks. About one and a half seconds."),
        ("4.9", "Nobody talks. About 5 seconds."),
        ("12.3", "Nobody talks. A long time. About 12 seconds."),
    ],
)
def test_silences_have_no_decimals(seconds, said):
    assert scripted(f"A: so\n   ({seconds})\nB: yes\n")[1].stage == said


def test_a_silence_nobody_timed_is_not_given_a_length():
    assert "We do not know" in scripted("A: so\n   ((pause))\nB: yes\n")[1].stage


def test_a_micropause_on_its_own_line_is_shown_among_all_details_only():
    assert [i for line in scripted(KITCHEN, "all") for i in line.line_ids if i == 5] == [5]
    assert not [line for line in scripted(KITCHEN) if 5 in line.line_ids]


def test_an_overlap_names_the_other_person_on_both_lines():
    sue, tom = (line for line in scripted(KITCHEN) if {3, 4} & set(line.line_ids))
    assert sue.notes[0].text == "talking at the same time as Tom"
    assert tom.notes[0].text == "talking at the same time as Sue"
    assert (sue.together, tom.together) == ((4,), (3,))


def test_three_people_at_once_are_all_named():
    lines = scripted("A: and [then\nB:      [what\nC:      [no\n")
    assert lines[0].notes[0].text == "talking at the same time as B and C"


def test_a_latch_is_one_note_on_the_one_who_comes_in():
    lines = [line for line in scripted(KITCHEN, "all") if {6, 7} & set(line.line_ids)]
    straight = [[note.text for note in line.notes].count("straight away") for line in lines]
    assert straight == [0, 1]


def test_at_most_two_notes_stand_on_a_line_and_the_weightiest_come_first():
    line = next(line for line in scripted(KITCHEN) if 7 in line.line_ids)
    assert [note.text for note in line.notes] == ["waits half a second", "loudly"]
    assert len(line.notes) == AT_MOST


def test_words_only_has_no_notes_but_keeps_what_is_done_instead_of_talk():
    lines = scripted(KITCHEN, "words")
    assert not [line for line in lines if line.words and line.notes]
    nod = next(line for line in lines if 9 in line.line_ids)
    assert [note.text for note in nod.notes] == ["nods"]


def test_a_continued_line_is_one_script_line_with_both_ids():
    last = scripted(KITCHEN)[-1]
    assert last.line_ids == (10, 11)
    assert last.words == "Well… maybe then so that's that."


def test_every_level_has_the_same_words():
    said = {level: [line.words for line in scripted(KITCHEN, level)] for level in LEVELS}
    assert len({"".join(words) for words in said.values()}) == 1


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="level must be"):
        scripted(KITCHEN, "some")


def test_lines_that_are_gone_give_an_empty_script():
    transcript = parse(KITCHEN)
    assert script(Session("S01", transcript), Exchange("e", "t", 90, 95)) == ()


def test_a_rising_voice_is_a_question_only_where_the_coder_says_so():
    transcript = parse("A: tea?\nB: you know?\n")
    tag = Tag("q1", "question", (Span(1, 3, 1, 7),), coder="ann")
    session = Session("S01", transcript, codings={"ann": Coding.of("ann", [tag])})
    lines = script(session, whole(transcript), coder="ann")
    assert [line.words for line in lines] == ["Tea?", "You know."]


def test_names_are_said_as_names():
    transcript = parse("SUE: hello\nPA: hi TOM\nTOM: hi\n?: hm\n")
    names = [display_name(transcript, code) for code in ("SUE", "PA", "TOM", "?", "")]
    assert names == ["Sue", "PA", "Tom", "Somebody", ""]
    assert scripted("TOM: so\nSUE: oh TOM NO\n")[1].words == "Oh Tom no."


def test_chat_comes_out_like_jefferson():
    transcript = formats.read_bytes(CHAT.encode(), "talk.cha").transcript
    lines = script(Session("S01", transcript), whole(transcript), "all")
    assert lines[0].words == "D'you want pasta or fish fingers."
    assert lines[1].words == "Pasta."
    heard = [note.text for note in lines[1].notes]
    assert heard == ["talking at the same time as Sue", "quietly", "nods"]
    last = [note.text for note in lines[-1].notes]
    assert {"straight away", "whispering", "stretches the word “yeah”"} == set(last)


def letters(text):
    return "".join(char for char in text.casefold() if char.isalnum())


def assert_no_letter_is_lost(transcript):
    """Every word as the notation reads it is in the script, letter by letter, line by line."""
    lines = script(Session("S01", transcript), whole(transcript), "all")
    assert lines
    for line in lines:
        rows = [transcript.row[id_] for id_ in line.line_ids]
        words = [
            token
            for row in rows
            for token in transcript.tokens[row]
            if token.kind == TokenKind.WORD and not token.flags & Flag.ANONYMISED
        ]
        if not any(
            token.kind == TokenKind.EDITORIAL for row in rows for token in transcript.tokens[row]
        ):
            expected = letters("".join(token.value for token in words))
            assert letters(line.words) == expected, transcript.lines[rows[0]].raw


SAMPLES = sorted(
    path.name for path in folder("sample_transcripts").iterdir() if path.name.endswith(".txt")
)


@pytest.mark.parametrize("name", SAMPLES)
def test_no_letter_of_the_samples_is_lost(name):
    data = (folder("sample_transcripts") / name).read_bytes()
    assert_no_letter_is_lost(formats.read_bytes(data, name).transcript)


SIGNS = "abcIT '.,?¿!;:-_[](){}°£#~@><=↑↓^*%&/0123456789\n\t…–“”"


@given(
    st.lists(
        st.one_of(
            st.text(SIGNS, max_size=12),
            st.sampled_from(["SUE: ", "TOM: ", "(0.5)", "((nods))", ".hh", "heh heh", "\n", "="]),
        ),
        max_size=25,
    ).map("".join)
)
def test_whatever_is_typed_gives_a_script_that_can_be_read_out(text):
    transcript = parse(text)
    for level in LEVELS:
        for line in script(Session("S01", transcript), whole(transcript), level):
            assert line.spoken
            assert set(line.line_ids) <= set(transcript.row)
            assert not set("[]°↑↓") & set(line.words)


@pytest.mark.real_data
def test_no_letter_of_real_transcripts_is_lost(real_data):
    files = sorted(Path(real_data / "jefferson-chat").rglob("*.cha"))[:12]
    assert files
    for path in files:
        assert_no_letter_is_lost(formats.read(path).transcript)

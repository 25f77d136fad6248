r"""Rich text comes in as the plain text its author sees.

Files are written here as Word and LibreOffice write them; striprtf, which knows nothing of looks,
is asked for their plain text as well.
"""

import time

import pytest
from striprtf.striprtf import rtf_to_text

from ca_tool import formats
from ca_tool.formats import UnreadableFileError, read_bytes, read_text
from ca_tool.resources import folder
from ca_tool.transcript import TokenKind
from ca_tool.turn_taking import turns

BOUND = 30  # seconds of the processor: far above any machine's noise; a blow-up takes minutes

SAMPLES = sorted(folder("sample_transcripts").glob("*.txt"))
HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1\deff0\deftab720{\fonttbl{\f0\fmodern\fcharset0 Courier New;}"
    r"{\f1\fcharset2 Symbol;}{\f2\fcharset2 Wingdings;}{\f3\fcharset238 Times CE;}}"
    r"{\colortbl;\red0\green0\blue0;}{\info{\title Somebody's talk}}\f0\fs20 "
)


def escaped(text):
    """Return *text* as rich text: ASCII, and ``\\u`` with a question mark for all else."""
    out = []
    for sign in text:
        if sign in "\\{}":
            out.append(f"\\{sign}")
        elif sign.isascii():
            out.append(sign)
        else:
            units = sign.encode("utf-16-le")
            for at in range(0, len(units), 2):
                unit = int.from_bytes(units[at : at + 2], "little", signed=True)
                out.append(f"\\u{unit}?")
    return "".join(out)


def rich(*paragraphs):
    return HEAD + "".join(f"\\pard\\plain\\f0\\fs20 {text}\\par\n" for text in paragraphs) + "}"


def opened(text):
    return read_bytes(text.encode("latin-1"), "talk.rtf")


def read_lines(*paragraphs):
    return [line.raw for line in opened(rich(*paragraphs)).transcript.lines]


def details(parsed, code):
    return [problem.detail for problem in parsed.problems if problem.code == code]


def words(transcript):
    return [
        [(token.value, token.flags) for token in tokens if token.kind is TokenKind.WORD]
        for tokens in transcript.tokens
    ]


def stressed(transcript):
    return [
        line.raw[token.start : token.end].replace("\u0332", "")
        for line, tokens in zip(transcript.lines, transcript.tokens, strict=True)
        for token in tokens
        if token.kind is TokenKind.STRESS
    ]


class TestTheSameTalkAsPlainText:
    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
    def test_lines_turns_and_words_are_those_of_the_text_file(self, path):
        text = path.read_text(encoding="utf-8")
        made = rich(*map(escaped, text.splitlines()))
        plain, rtf = read_text(text).transcript, opened(made).transcript
        assert [line.raw for line in rtf.lines] == [line.rstrip() for line in text.splitlines()]
        assert [(t.speaker, t.words) for t in turns(rtf)] == [
            (t.speaker, t.words) for t in turns(plain)
        ]
        independent = [line.strip() for line in rtf_to_text(made).splitlines() if line.strip()]
        assert independent == [line.raw.strip() for line in rtf.lines if line.raw]

    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
    def test_underlining_everything_changes_no_word(self, path):
        text = path.read_text(encoding="utf-8")
        made = rich(*(f"{{\\ul {escaped(line)}}}" for line in text.splitlines()))
        transcript = opened(made).transcript
        assert words(transcript) == words(read_text(text).transcript)
        assert stressed(transcript)


class TestCharacters:
    def test_bytes_are_read_in_the_code_page_of_their_font(self):
        assert read_lines(r"ANN: \'93well\'94 caf\'e9 {\f3 \'9e}\~so\_so\endash ")[0] == (
            "ANN: “well” café ž\u00a0so\u2011so–"
        )

    def test_symbol_fonts_are_what_they_look_like(self):
        assert read_lines(r"ANN: {\f1\'ad}what {\f2\'e0} {\f1\u-3921?}no")[0] == "ANN: ↑what → ↓no"

    def test_an_astral_character_is_one_character(self):
        assert read_lines(r"ANN: " + escaped("😀"))[0] == "ANN: 😀"

    def test_half_a_character_is_replaced(self):
        assert read_lines(r"ANN: oh\u-10179?")[0].startswith("ANN: oh")


class TestLooks:
    def test_an_underlined_syllable_is_stress_and_the_word_stays_whole(self):
        transcript = opened(rich(r"ANN: I {\ul don't} know re\ul al\ulnone ly")).transcript
        assert stressed(transcript) == ["don", "t", "al"]
        assert [value for value, _ in words(transcript)[0]] == ["I", "don't", "know", "really"]

    def test_bold_inside_a_word_is_stress(self):
        assert stressed(opened(rich(r"ANN: y\b ea\b0 h")).transcript) == ["ea"]

    def test_a_raised_o_is_a_degree_sign_and_small_type_is_whisper(self):
        lines = read_lines(
            r"ANN: {\super o}quietly{\super o} then my love", r"BEN: yeah {\fs12 in a minute}"
        )
        assert lines == ["ANN: °quietly° then my love", "BEN: yeah °in a minute°"]


class TestLayout:
    def test_soft_breaks_are_lines(self):
        assert read_lines(r"ANN: are you coming\line      (0.5)") == [
            "ANN: are you coming",
            "     (0.5)",
        ]

    def test_tab_stops_keep_columns(self):
        first, second = read_lines(
            r"\tx1440 ANN:\tab are you [coming", r"\tx1440 BENJAMIN:\tab        [yeah"
        )
        assert first.index("are") == 12
        assert first.index("[") == second.index("[") + 1

    def test_a_table_of_number_speaker_and_talk_becomes_lines(self):
        rows = (("1", "ANN", "are you coming"), ("2", "BEN", "yeah"), ("3", "", "(0.4)"))
        cells = "".join(
            r"\trowd\cellx500\cellx1500\cellx6000\pard\intbl "
            + "".join(f"{text}\\cell " for text in row)
            + r"\row"
            for row in rows
        )
        made = HEAD + cells + r"\pard ANN: good\par}"
        assert [line.raw for line in opened(made).transcript.lines] == [
            "1 ANN: are you coming",
            "2 BEN: yeah",
            "3      (0.4)",
            "ANN: good",
        ]

    def test_a_numbered_list_prints_its_numbers(self):
        assert read_lines(
            r"{\listtext\pard 1.\tab}ANN: tea", r"{\listtext\pard 2.\tab}BEN: yeah"
        ) == [
            "1.  ANN: tea",
            "2.  BEN: yeah",
        ]


class TestWhatIsNoTalk:
    def test_fonts_titles_fields_and_pictures_are_no_talk(self):
        made = rich(
            r"ANN: are {\field{\*\fldinst HYPERLINK x}{\fldrslt you}}"
            r"{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict 0102}} coming"
        )
        parsed = opened(made)
        assert parsed.transcript.text == "ANN: are you coming\n"
        assert details(parsed, "W-RICH-DRAWN") == ["a picture"]

    def test_comments_and_notes_are_reported_at_their_place(self):
        parsed = opened(
            rich(
                r"ANN: are{\*\atnid XY}{\*\atnauthor Somebody}{\*\annotation\pard check the vowel}"
                r" you{\footnote\pard her coat is on} coming"
            )
        )
        assert parsed.transcript.text == "ANN: are you coming\n"
        assert details(parsed, "I-RICH-COMMENT") == ["check the vowel"]
        assert details(parsed, "I-RICH-NOTE") == ["her coat is on"]
        assert "Line 1, after “ANN: are you”: footnote: her coat is on" in parsed.notes

    def test_text_boxes_are_reported_as_lost(self):
        box = r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard [yeah\par}}{\shprslt [yeah}}"
        parsed = opened(rich(f"ANN: are you coming{box}"))
        assert parsed.transcript.text == "ANN: are you coming\n"
        assert details(parsed, "W-RICH-DRAWN") == ["a text box with “[yeah”"]

    def test_tracked_changes_are_read_as_accepted(self):
        parsed = opened(rich(r"ANN: are you {\deleted now }{\revised coming}"))
        assert parsed.transcript.text == "ANN: are you coming\n"
        assert details(parsed, "I-RICH-DELETED") == ["now"]


class TestHostileFiles:
    def bounded(self, text):
        started = time.process_time()
        try:
            return read_bytes(text.encode("latin-1"), "talk.rtf")
        except UnreadableFileError as error:
            return str(error)
        finally:
            assert time.process_time() - started < BOUND

    def test_a_million_groups_inside_each_other_are_read(self):
        parsed = self.bounded(HEAD + "ANN: yeah\\par " + "{" * 10**6)
        assert parsed.transcript.lines[0].raw == "ANN: yeah"

    @pytest.mark.parametrize("piece", ["\\b ", "{}", "\\par ", "\\u8593?", "\\'41", "{\\pict 00}"])
    def test_millions_of_words_are_refused(self, piece):
        assert "was not read" in self.bounded(HEAD + piece * 1_600_000)

    def test_a_hundred_thousand_cells_are_read(self):
        assert self.bounded(HEAD + "\\trowd\\intbl x" + "\\cell y" * 10**5 + "\\row}")

    @pytest.mark.parametrize(
        "body",
        [
            r"\bin999999999 x", r"\u99999999999?", r"\uc999999 \u65 x", r"\fs-99999999 x", r"\'zz",
            r"\tx-9999999\tab x", r"\li999999999 x", r"}}}}{{{", "\\", r"\'", "\0\0", r"\f999 x",
            r"\fcharset2\f1 x", r"\deftab0\tab x\tab y", r"\linemod1\linestarts99999999 x\par",
        ],
    )  # fmt: skip
    def test_nonsense_is_read_somehow(self, body):
        assert self.bounded(HEAD + body + " ANN: yeah\\par}").transcript is not None


def test_rich_text_is_known_by_its_content():
    assert formats.recognise(HEAD.encode(), "talk").key == "rtf"

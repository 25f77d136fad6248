"""CHAT files as they are met in the wild. Every text here is invented."""

from pathlib import Path

import pytest

from ca_tool.coding import Splice, TextLine
from ca_tool.formats import read, read_bytes, read_text
from ca_tool.notation import reparse
from ca_tool.problems import PROBLEMS
from ca_tool.transcript import LineKind, TokenKind
from ca_tool.turn_taking import turns

HEADERS = (
    "@UTF8\n@Begin\n@Languages:\teng\n"
    "@Participants:\tSUE Sue Caretaker, TOM Tom Target_Child, JO Jo Mother\n@Options:\tCA\n"
    "@ID:\teng|demo|SUE|41;00.|female|staff||Caretaker|||\n"
    "@ID:\teng|demo|TOM|19;02.|male|||Target_Child|||\n@ID:\teng|demo|JO|||||Mother|||\n"
)
BULLET = "\x15{}_{}\x15"
SPECIMENS = Path(__file__).parents[1] / "data" / "problems"


def chat(*lines, headers=HEADERS, end="@End\n", newline="\n"):
    text = headers + "".join(f"{line}\n" for line in lines) + end
    return read_text(text.replace("\n", newline), "talk.cha")


def spoken(parsed):
    return [(turn.speaker, turn.words) for turn in turns(parsed.transcript)]


def kinds(parsed):
    return [line.kind for line in parsed.transcript.lines[8:-1]]


def codes(parsed):
    return {problem.code for problem in parsed.problems if "CHAT" in problem.code}


class TestHeaders:
    def test_people_are_those_who_speak_then_the_silent_ones(self):
        parsed = chat("*TOM:\thello", "*SUE:\thello Tom")
        assert parsed.transcript.codes == ("TOM", "SUE", "JO")

    def test_roles_are_ours_where_clear_and_else_in_words(self):
        people = {p.code: p.role for p in chat("*TOM:\thello").transcript.participants}
        assert people == {"SUE": "support worker", "TOM": "Target Child", "JO": "family"}

    def test_ages_and_groups_are_shown_as_evidence(self):
        evidence = chat("*TOM:\thello").evidence
        assert "@Options: CA" in evidence
        assert "SUE: support worker, 41;00., female, staff" in evidence
        assert "TOM: Target Child, 19;02., male" in evidence

    def test_nobody_is_called_unidentified(self):
        headers = HEADERS.replace("Target_Child", "Unidentified")
        people = chat("*TOM:\thello", headers=headers).transcript.participants
        assert people[0].role == ""

    @pytest.mark.parametrize(
        "line",
        [
            "@Options:\t\tCA",
            "@Options: CA",
            "@Options:\tmulti, CA",
            "@Languages:\teng @Options:\tCA",
        ],
    )
    def test_options_are_found_wherever_they_stand(self, line):
        headers = HEADERS.replace("@Options:\tCA", line)
        assert "@Options: CA" in chat("*TOM:\thello", headers=headers).evidence

    def test_headers_may_be_broken_over_lines(self):
        headers = HEADERS.replace("Caretaker, TOM", "Caretaker,\n\tTOM")
        parsed = chat("*TOM:\thello", headers=headers)
        assert {p.code for p in parsed.transcript.participants} == {"SUE", "TOM", "JO"}
        assert not codes(parsed)

    def test_a_person_may_have_no_name(self):
        headers = HEADERS.replace("TOM Tom Target_Child", "TOM Sibling")
        headers = headers.replace("|Target_Child|", "||")
        assert chat("*TOM:\thello", headers=headers).transcript.participants[0].role == "family"

    def test_a_comment_between_turns_is_no_talk(self):
        parsed = chat(
            "*TOM:\thello", "@Comment:\tthe phone rings and", "\tnobody answers", "*SUE:\thi"
        )
        assert spoken(parsed) == [("TOM", 1), ("SUE", 1)]
        assert kinds(parsed)[1:3] == [LineKind.HEADER, LineKind.HEADER]


class TestLines:
    def test_a_tab_goes_on_with_the_speaker_above(self):
        parsed = chat("*SUE:\tdo you want the", "\tred one", "*TOM:\tmm")
        assert spoken(parsed) == [("SUE", 6), ("TOM", 1)]

    def test_a_silence_on_a_line_of_its_own_belongs_to_nobody(self):
        parsed = chat("*SUE:\tare you ready", "\t(1.2)", "*TOM:\tyeah")
        assert kinds(parsed)[1] == LineKind.SILENCE
        assert parsed.transcript.lines[9].speakers == ()

    def test_a_silence_may_come_before_anybody_speaks(self):
        headers = HEADERS + "@Comment:\tkitchen\n"
        parsed = chat("\t(4.5)", "*SUE:\tright", headers=headers)
        assert kinds(parsed)[1] == LineKind.SILENCE
        assert spoken(parsed) == [("SUE", 1)]

    @pytest.mark.parametrize("code", ["MS. A", "KB-1", "P_2", "PS007", "BertramKIBBEL"])
    def test_speaker_codes_are_taken_as_they_come(self, code):
        parsed = chat(f"*{code}:\thello", "*SUE:\thello")
        assert parsed.transcript.lines[8].speakers == (code.upper(),)
        assert "W-CHAT-SPEAKER" in codes(parsed)

    def test_spaces_may_stand_for_the_tab(self):
        parsed = chat("*SUE:   are you ready", "*TOM: \tyeah")
        assert spoken(parsed) == [("SUE", 3), ("TOM", 1)]
        assert "W-CHAT-TAB" in codes(parsed)

    def test_dependent_tiers_are_no_talk(self):
        parsed = chat(
            "*SUE:\there", "%mor:\tadv|here", "%gaz:\tTOM looks up,", "\tthen away", "*TOM:\tmm"
        )
        assert spoken(parsed) == [("SUE", 1), ("TOM", 1)]
        assert kinds(parsed)[1:4] == [LineKind.TIER] * 3

    def test_a_zero_is_no_turn(self):
        parsed = chat("*SUE:\tready", "*TOM:\t0 .", "*SUE:\tTom", "*TOM:\t0.", "*JO:\tmm")
        assert [speaker for speaker, _ in spoken(parsed)] == ["SUE", "JO"]

    def test_without_an_end_nothing_is_lost(self):
        parsed = chat("*SUE:\tready", "*TOM:\tmm", end="")
        assert spoken(parsed) == [("SUE", 1), ("TOM", 1)]
        assert codes(parsed) == {"W-CHAT-END"}

    def test_without_headers_the_talk_is_read(self):
        parsed = chat("*SUE:\tready", "*TOM:\tmm", headers="", end="")
        assert spoken(parsed) == [("SUE", 1), ("TOM", 1)]
        assert codes(parsed) == {"W-CHAT-HEADERS"}

    @pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
    def test_every_byte_comes_back(self, newline):
        parsed = chat("*SUE:\tre\u0332ady  ", "", "   (.)", "%com:", newline=newline)
        assert parsed.transcript.text.count(newline) == 13
        assert len(parsed.transcript.lines) == 13


class TestTimes:
    def test_bullets_give_a_line_its_times(self):
        parsed = chat(f"*SUE:\tare you ready {BULLET.format(1200, 2400)}", "*TOM:\tmm")
        line = parsed.transcript.lines[8]
        assert (line.start_ms, line.end_ms) == (1200, 2400)
        assert turns(parsed.transcript)[0].start_ms == 1200

    def test_bare_times_are_read_as_times_and_never_as_words(self):
        parsed = chat("*SUE:\tare you ready 1819532_1822717", "*TOM:\tmm")
        line = parsed.transcript.lines[8]
        assert (line.start_ms, line.end_ms) == (1819532, 1822717)
        assert spoken(parsed) == [("SUE", 3), ("TOM", 1)]
        assert "I-CHAT-BARE" in codes(parsed)

    def test_a_turn_over_two_lines_ends_with_its_last_bullet(self):
        parsed = chat(
            "*SUE:\tare you",
            f"\tready {BULLET.format(100, 900)}",
            f"*TOM:\tmm {BULLET.format(950, 990)}",
        )
        first, second = turns(parsed.transcript)
        assert (first.start_ms, first.end_ms) == (100, 900)
        assert (second.start_ms, second.end_ms) == (950, 990)

    def test_a_silence_line_has_times_too(self):
        parsed = chat("*SUE:\tready", f"\t(0.8) {BULLET.format(900, 1700)}", "*TOM:\tmm")
        assert kinds(parsed)[1] == LineKind.SILENCE
        assert parsed.transcript.lines[9].start_ms == 900

    def test_times_that_run_backwards_are_reported_and_kept_as_typed(self):
        parsed = chat(f"*SUE:\tready {BULLET.format(2400, 1200)}")
        assert "W-CHAT-BACKWARDS" in codes(parsed)
        assert "2400_1200" in parsed.transcript.text


class TestSigns:
    def tokens(self, talk, kind):
        parsed = chat(f"*SUE:\t{talk}", "*TOM:\tmm")
        line, tokens = parsed.transcript.lines[8], parsed.transcript.tokens[8]
        return [line.raw[token.start : token.end] for token in tokens if token.kind == kind]

    def words(self, talk):
        return self.tokens(talk, TokenKind.WORD)

    def test_underlining_after_every_letter_parts_no_word(self):
        assert len(self.words("w\u0332h\u0332a\u0332t\u0332 about lu\u0332nch")) == 3
        assert self.tokens("w\u0332h\u0332a\u0332t\u0332 now", TokenKind.STRESS)

    def test_both_latches_are_latches(self):
        for sign in "≈=":
            parsed = chat(f"*SUE:\tready{sign}", f"*TOM:\t{sign}yeah")
            assert turns(parsed.transcript)[1].transition == "latch"

    def test_in_breaths_with_either_dot(self):
        assert len(self.tokens("∙hh well .hh yes", TokenKind.IN_BREATH)) == 2

    @pytest.mark.parametrize(
        ("talk", "count"),
        [
            ("the dog [//] the cat ran .", 5),
            ("<the dog> [/] the dog ran .", 5),
            ("&-uh I know .", 3),
            ("&+fr from there .", 3),
            ("&=laughs yes .", 1),
            ("that's mine [!] .", 2),
            ("gato@s is cat [?] .", 3),
            ("I went to the +...", 4),
            ("xxx and that .", 2),
            ("goin(g) home", 2),
            ("what [= the red one] is it ?", 3),
            ('she said +"/.', 2),
        ],
    )
    def test_codes_are_no_words(self, talk, count):
        assert len(self.words(talk)) == count

    def test_a_spaced_full_stop_is_grammar_not_intonation(self):
        assert not self.tokens("that is mine .", TokenKind.CONTOUR)
        assert self.tokens("that is mine.", TokenKind.CONTOUR) == ["."]

    def test_numbered_overlaps_find_their_partners(self):
        parsed = chat("*SUE:\t⌈one⌉ and ⌈2two⌉2", "*TOM:\t⌊mm⌋ ⌊2yes⌋2")
        assert spoken(parsed)[0] == ("SUE", 3)


class TestEditing:
    def test_a_corrected_line_keeps_people_roles_and_times(self):
        parsed = chat(f"*SUE:\tare you raedy {BULLET.format(100, 900)}", "\t(0.4)", "*TOM:\tmm")
        old = parsed.transcript.lines[8]
        typed = TextLine(old.id, old.raw.replace("raedy", "⌈ready⌉"), old.ending)
        splice = Splice(8, (TextLine(old.id, old.raw, old.ending),), (typed,))
        after = reparse(parsed.transcript, (splice,))
        assert after.participants == parsed.transcript.participants
        assert [line.kind for line in after.lines] == [
            kept.kind for kept in parsed.transcript.lines
        ]
        assert (after.lines[8].start_ms, after.lines[8].end_ms) == (100, 900)
        assert after.text == parsed.transcript.text.replace("raedy", "⌈ready⌉")


class TestProblems:
    @pytest.mark.parametrize("code", sorted(code for code in PROBLEMS if "CHAT" in code))
    def test_every_code_has_a_specimen_that_shows_it_and_little_else(self, code):
        parsed = read(SPECIMENS / f"{code}.cha")
        assert codes(parsed) == {code}

    def test_garble_is_reported(self):
        found = {problem.code for problem in read(SPECIMENS / "W-MOJIBAKE.cha").problems}
        assert "W-MOJIBAKE" in found

    def test_a_clean_file_has_none(self):
        assert chat("*SUE:\tare you ready⇗", "\t(0.4)", "*TOM:\tyeah⇘").problems == ()

    @pytest.mark.parametrize(
        "data", [b"*", b"*:", b"@", b"%", b"\t", b"*A:\t\x15", b"@ID:\t|||||||"]
    )
    def test_scraps_are_read(self, data):
        assert read_bytes(data, "x.cha").transcript.text.encode() == data


class TestHostileFiles:
    """Bounded time: each of these would take hours if any rule went over a line again and again."""

    @pytest.mark.parametrize(
        "line",
        [
            "@A" + " " * 200_000 + "!",
            "*SUE:\t" + " " * 200_000 + "_1",
            "\t((" + "))" * 100_000 + "x",
            "*SUE:\t" + "\x15" * 100_001,
            "*SUE:\t" + "\x15" + "9" * 100_000 + "_9\x15",
            "*" + "S" * 200_000,
            "*SUE:\t" + "⌈" * 10_000,
            "\x00" * 100_000,
        ],
        ids=["header", "blanks", "brackets", "bullets", "figures", "name", "overlaps", "nul"],
    )
    def test_are_read_and_given_back(self, line):
        assert chat("*SUE:\tready", line, "*TOM:\tmm").transcript.lines[9].raw == line

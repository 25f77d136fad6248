"""Jefferson text to CHAT-CA and back: who speaks, turns, words, order, silences, times."""

import re

import pytest
import rustling.chat

from ca_tool.formats import FORMATS, read_text
from ca_tool.formats.chat_write import chat_codes
from ca_tool.transcript import Flag, Participant, TokenKind
from ca_tool.turn_taking import turn_taking, turns

TEA = """\
[demo:kitchen:tea]
01 SUE: what d'you want for your °tea° Tom.
02      (1.8)
03 SUE: d'you want >the hot< one or: the [cold one,
04 TOM:                                  [hot.
05      (0.4)
06 SUE: HOT one ((opens freezer)) o↑kay=
07 TOM: =mm (h)hh
08      ((phone rings))
09 SUE: .hh wh- what (was/is) £that£ (.) <I d- (  ) know>=
10 JO:  =it's ((points)) (the phone)
"""
THREE = """\
ANN: so we [went] to the sh[op]
BEN:       [mm  ]
CAT:                       [oh] which
BEN: [the big one]
ANN: [the big one]
CAT: [the]
"""
TRANSCRIPTS = {"tea": TEA, "three": THREE}


def transcript(text, name="x.txt"):
    return read_text(text, name).transcript


def as_chat(text):
    return FORMATS["chat"].write(transcript(text)).decode()


def there_and_back(text):
    return FORMATS["plain"].write(transcript(as_chat(text), "x.cha")).decode()


def talk(found):
    return [(turn.speaker, turn.words, turn.kind, turn.letters) for turn in turns(found)]


def silences(found):
    return [(s.seconds, s.micropause, s.kind) for s in turn_taking(found).silences]


@pytest.fixture(params=TRANSCRIPTS.values(), ids=TRANSCRIPTS.keys())
def text(request):
    return request.param


class TestRoundTrip:
    def test_turns_and_words_are_the_same_in_chat(self, text):
        assert talk(transcript(as_chat(text), "x.cha")) == talk(transcript(text))

    def test_turns_and_words_are_the_same_back_in_text(self, text):
        assert talk(transcript(there_and_back(text))) == talk(transcript(text))

    def test_silences_are_the_same(self, text):
        before = silences(transcript(text))
        assert silences(transcript(as_chat(text), "x.cha")) == before
        assert silences(transcript(there_and_back(text))) == before

    def test_overlaps_are_between_the_same_people(self, text):
        def overlaps(found):
            return [overlap.speakers for overlap in turn_taking(found).overlaps]

        before = overlaps(transcript(text))
        assert before
        assert overlaps(transcript(as_chat(text), "x.cha")) == before
        assert overlaps(transcript(there_and_back(text))) == before

    def test_latches_are_between_the_same_turns(self, text):
        def transitions(found):
            return [(turn.speaker, turn.transition) for turn in turns(found)]

        before = transitions(transcript(text))
        assert transitions(transcript(as_chat(text), "x.cha")) == before
        assert transitions(transcript(there_and_back(text))) == before

    def test_nothing_changes_the_second_time(self, text):
        once = there_and_back(text)
        assert there_and_back(once) == once


class TestRustling:
    """An independent reader of CHAT agrees on who says how much in what order."""

    SIGNS = str.maketrans("", "", "⌈⌉⌊⌋°∆∇☺◉≈⇘⇗↗↑↓:,∙⁇Ἡ⤇⤆2")

    def utterances(self, text):
        read = rustling.chat.CHAT.from_strs([text], parallel=False, strict=False)
        return [u for u in read.utterances() if u.participant]

    def test_speakers_in_order(self, text):
        spoken = [u.participant for u in self.utterances(as_chat(text))]
        lines = [line.speakers[0] for line in transcript(text).lines if line.label]
        assert spoken == lines

    def test_words_in_order(self, text):
        """It drops cut-offs (``&+wh``), takes breath for words, and ``≈`` for none."""
        theirs = [
            token.word.translate(self.SIGNS)
            for utterance in self.utterances(as_chat(text))
            for token in utterance.tokens
        ]
        theirs = [word for word in theirs if word.strip("h.?!+^")]
        found = transcript(text)
        ours = [
            re.sub(r"\(h+\)|[^\w']", "", found.lines[row].raw[token.start : token.end])
            for row, tokens in enumerate(found.tokens)
            for token in tokens
            if token.kind == TokenKind.WORD and not token.flags & Flag.CUT_OFF
        ]
        assert theirs == ours


class TestHeaders:
    def test_the_frame_is_complete_and_in_order(self):
        lines = as_chat(TEA).splitlines()
        assert lines[:3] == ["@UTF8", "@Begin", "@Languages:\teng"]
        assert lines[3].startswith("@Participants:\tSUE Unidentified, TOM ")
        assert lines[4] == "@Options:\tCA"
        assert lines[5].startswith("@ID:\teng|ca_tool|SUE|")
        assert lines[-1] == "@End"

    def test_what_we_write_has_no_fault_as_chat(self, text):
        found = read_text(as_chat(text), "x.cha").problems
        assert not [problem for problem in found if "CHAT" in problem.code]

    def test_roles_come_back(self):
        people = (
            Participant("SUE", ("SUE",), "support worker"),
            Participant("TOM", ("TOM",), "disabled person"),
            Participant("JO", ("JO",), "speech therapist"),
        )
        data = FORMATS["chat"].write(transcript(TEA).with_participants(people))
        again = transcript(data.decode(), "x.cha")
        roles = [person.role for person in again.participants]
        assert roles == ["support worker", "disabled person", "speech therapist"]

    def test_labels_that_are_no_codes_get_one_and_no_two_the_same(self):
        people = tuple(Participant(code) for code in ("SUPPORT WORKER", "SUPPORT WOMAN", "?", "Ö"))
        codes = list(chat_codes(people).values())
        assert len(set(codes)) == 4
        assert all(re.fullmatch(r"[A-Z0-9]{1,7}", code) for code in codes)


class TestSigns:
    @pytest.mark.parametrize(
        ("jefferson", "chat"),
        [
            ("°yes°", "°yes°"),
            ("°°yes°°", "∬yes∬"),
            (">yes<", "∆yes∆"),
            ("<yes I do>", "∇yes I do∇"),
            ("£yes£", "☺yes☺"),
            ("<yes", "⤇yes"),
            ("YES", "◉YES◉"),
            ("yes?", "yes⇗"),
            ("yes¿", "yes↗"),
            ("yes.", "yes⇘"),
            ("yes,", "yes,"),
            ("ye::s", "ye::s"),
            ("↑yes", "↑yes"),
            ("well=I", "well≈I"),
            ("wh- what", "&+wh what"),
            (".hh yes", "∙hh yes"),
            ("ye(h)s", "yeἩs"),
            ("(yes)", "⁇yes⁇"),
            ("(yes/yet)", "⁇yes⁇ [=? yet]"),
            ("yes (   ) no", "yes xxx no"),
            ("((nods))", "&=nods"),
            ("((looks at the door))", "&=looks_at_the_door"),
            ("yes (0.5) no", "yes (0.5) no"),
            ("goin(g) there", "goin(g) there"),
            ("yes (.5)", "yes (0.5)"),
            ("yes (.) no", "yes (.) no"),
            ("_ye_s", "\x02\x01ye\x02\x02s"),
            ("ye\u0332s\u0332", "y\x02\x01es\x02\x02"),
        ],
    )
    def test_each_has_its_chat_sign(self, jefferson, chat):
        assert f"\n*SUE:\t{chat}\n" in as_chat(f"SUE: {jefferson}\nTOM: mm\nSUE: mm\nTOM: mm\n")

    @pytest.mark.parametrize(
        ("chat", "jefferson"),
        [
            ("&-uh yes", "uh yes"),
            ("&+wh what", "wh- what"),
            ("&=laughs yes", "((laughs)) yes"),
            ("∬yes∬", "°°yes°°"),
            ("∆yes∆", ">yes<"),
            ("∇yes∇", "<yes>"),
            ("⁎yes⁎", "#yes#"),
            ("☺yes☺", "£yes£"),
            ("yes⇗ no↗ well→ hm↘ mm⇘", "yes? no¿ well_ hm; mm."),
            ("⁇yes⁇ [=? yet]", "(yes/yet)"),
            ("xxx yes", "( ) yes"),
            ("yeἩἩs", "ye(hh)s"),
            ("∙hh yes", ".hh yes"),
            ("yes [% looks away] no", "yes ((looks away)) no"),
            ("&=Toms_mug [% Tom's mug]", "((Tom's mug))"),
            ("the dog [//] the cat", "the dog the cat"),
            ("y\x02\x01es\x02\x02", "ye\u0332s\u0332"),
            ("\x02\x01 yes I \x02\x02 do", "yes I do"),
            ("goin(g) there", "goin(g) there"),
            ("◉YES◉", "YES"),
        ],
    )
    def test_and_the_other_way_round(self, chat, jefferson):
        text = f"@UTF8\n@Begin\n@Options:\tCA\n*SUE:\t{chat}\n*TOM:\tmm\n@End\n"
        lines = FORMATS["plain"].write(transcript(text, "x.cha")).decode().splitlines()
        assert lines[0] == f"01 SUE: {jefferson}"


class TestLayout:
    def test_overlapping_talk_stands_in_columns(self):
        text = (
            "@UTF8\n@Begin\n@Options:\tCA\n*SUE:\td'you want the ⌈hot one⌉ or the ⌈2cold⌉2\n"
            "*TOM:\t⌊hot⌋ ⌊2cold⌋2\n@End\n"
        )
        first, second = FORMATS["plain"].write(transcript(text, "x.cha")).decode().splitlines()
        assert [at for at, sign in enumerate(first) if sign == "["] == [
            at for at, sign in enumerate(second) if sign == "["
        ]

    def test_times_survive(self):
        bullet = "\x15100_900\x15"
        text = f"@UTF8\n@Begin\n@Options:\tCA\n*SUE:\tready {bullet}\n*TOM:\tmm\n@End\n"
        jefferson = FORMATS["plain"].write(transcript(text, "x.cha")).decode()
        again = transcript(as_chat(jefferson), "x.cha")
        line = next(line for line in again.lines if line.speakers == ("SUE",))
        assert (line.start_ms, line.end_ms) == (100, 900)

    def test_an_omission_stays_a_break(self):
        text = "ANN: so there\nBEN: mm\n((12 lines omitted))\nANN: and then\nBEN: mm\n"
        for found in (transcript(as_chat(text), "x.cha"), transcript(there_and_back(text))):
            assert [turn.follows_gap for turn in turns(found)] == [True, False, True, False]

    def test_a_silence_before_anybody_speaks_opens_the_first_turn(self):
        chat = as_chat("     (4.5)\nANN: so there\nBEN: mm\nANN: yes\nBEN: mm\n")
        assert "*ANN:\t(4.5) so there\n" in chat

    def test_talk_in_chorus_is_written_for_each(self):
        chat = as_chat("ANN: ready\nBEN: mm\nANN: now\nBEN: mm\nANN & BEN: go\n")
        assert "*ANN:\tgo\n*BEN:\tgo\n" in chat

    def test_a_blank_speaker_line_is_a_zero(self):
        chat = as_chat("ANN: ready\nBEN:\nANN: Ben\nBEN: mm\n")
        assert "*BEN:\t0 .\n" in chat

    def test_comments_before_and_between_are_headers(self):
        chat = as_chat(TEA)
        assert "@Comment:\t[demo:kitchen:tea]\n" in chat
        assert "@Comment:\tphone rings\n" in chat

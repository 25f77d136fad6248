"""ELAN files: which tiers are talk, whose, when; and transcripts as ELAN files."""

from dataclasses import replace

import pympi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ca_tool.coding import Coding, Tag
from ca_tool.formats import FORMATS, Parsed, read, read_bytes, read_text, write
from ca_tool.formats.eaf import read_tiers
from ca_tool.formats.session_content import parsed_of
from ca_tool.storage import default_codebook
from ca_tool.transcript import Span
from ca_tool.turn_taking import turns
from tests.coded_gold import CODER, gold

TEA = """\
SUE: what d'you want for your °tea° Tom.
      (1.8)
SUE: d'you want >the hot< one or: the [cold one,
TOM:                                  [hot.
      (0.4)
SUE: HOT one ((opens freezer)) o↑kay=
TOM: =mm (h)hh & <then>
      ((phone rings))
SUE: .hh wh- what (was/is) £that£ (.) <I d- (  ) know>=
     because it's been
     ringing all day
JO:  =it's ((points)) (the phone)
...
?:   so
"""
TYPES = """
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utt" TIME_ALIGNABLE="true"/>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="sub" CONSTRAINTS="Symbolic_Subdivision"/>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="one" CONSTRAINTS="Symbolic_Association"/>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="in" CONSTRAINTS="Included_In" TIME_ALIGNABLE="true"/>
<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="cv" CONTROLLED_VOCABULARY_REF="wer" TIME_ALIGNABLE="true"/>
"""


def document(*tiers, slots=(), header=""):
    """Return an EAF file; *slots* are times in ms or ``None``, named ts1, ts2 …"""
    order = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{n}"' + (f' TIME_VALUE="{ms}"/>' if ms is not None else "/>")
        for n, ms in enumerate(slots, 1)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT FORMAT="3.0" VERSION="3.0">'
        f'<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">{header}</HEADER>'
        f"<TIME_ORDER>{order}</TIME_ORDER>{''.join(tiers)}{TYPES}</ANNOTATION_DOCUMENT>"
    ).encode()


def tier(name, *rows, participant="", type_="utt", parent=""):
    """Return a tier; a row is (text, start slot, end slot) or (text, id of parent, previous)."""
    whose = f' PARTICIPANT="{participant}"' if participant else ""
    whose += f' PARENT_REF="{parent}"' if parent else ""
    begin = f'<TIER TIER_ID="{name}" LINGUISTIC_TYPE_REF="{type_}"{whose}>'
    return begin + "".join(_annotation(name, n, *row) for n, row in enumerate(rows)) + "</TIER>"


def _annotation(name, number, text, first, second=""):
    if isinstance(first, int):
        kind = "ALIGNABLE"
        place = f'TIME_SLOT_REF1="ts{first}" TIME_SLOT_REF2="ts{second}"'
    else:
        kind = "REF"
        place = f'ANNOTATION_REF="{first}"' + (f' PREVIOUS_ANNOTATION="{second}"' if second else "")
    return (
        f'<ANNOTATION><{kind}_ANNOTATION ANNOTATION_ID="{name}-{number}" {place}>'
        f"<ANNOTATION_VALUE>{text}</ANNOTATION_VALUE></{kind}_ANNOTATION></ANNOTATION>"
    )


def rows(transcript):
    return [(line.label, line.text, line.start_ms, line.end_ms) for line in transcript.lines]


def codes(parsed):
    return [problem.code for problem in parsed.problems]


def talk(transcript):
    return [(turn.speaker, turn.words, turn.kind) for turn in turns(transcript)]


ANN = tier("A", ("so", 1, 2), ("you know", 3, 4), participant="Ann")
BEN = tier("B", ("yeah", 5, 6), participant="Ben")
TIMES = (0, 900, 1000, 2500, 2000, 2300)


class TestReading:
    def test_lines_come_in_order_of_onset_with_their_times(self):
        parsed = read_bytes(document(ANN, BEN, slots=TIMES), "tea.eaf")
        assert rows(parsed.transcript) == [
            ("Ann", "so", 0, 900),
            ("Ann", "you know", 1000, 2500),
            ("Ben", "yeah", 2000, 2300),
        ]
        assert parsed.transcript.codes == ("ANN", "BEN")
        assert parsed.transcript.title == "tea"

    def test_a_file_is_known_by_its_content(self):
        assert read_bytes(document(ANN, slots=TIMES), "tea.txt").transcript.codes == ("ANN",)
        utf16 = document(ANN, slots=TIMES).decode().replace("UTF-8", "UTF-16").encode("utf-16")
        assert read_bytes(utf16, "tea").transcript.codes == ("ANN",)

    def test_overlap_in_time_is_told_and_not_made_up_as_brackets(self):
        parsed = read_bytes(document(ANN, BEN, slots=TIMES))
        assert "[" not in parsed.transcript.text
        assert any("1 times somebody starts while another" in why for why in parsed.evidence)

    def test_the_recording_is_told(self):
        media = '<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/x/tea.wav" MIME_TYPE="audio/x-wav"/>'
        parsed = read_bytes(document(ANN, slots=TIMES, header=media))
        assert "recording: tea.wav" in parsed.evidence

    def test_talk_without_a_time_keeps_its_place_and_gets_no_invented_time(self):
        data = document(
            tier("A", ("one", 1, 2), ("two", 2, 3), ("three", 3, 4), participant="Ann"),
            tier("B", ("late", 5, 6), participant="Ben"),
            slots=(0, None, None, 3000, 4000, 5000),
        )
        parsed = read_bytes(data)
        assert rows(parsed.transcript) == [
            ("Ann", "one", 0, None),
            ("Ann", "two", None, None),
            ("Ann", "three", None, 3000),
            ("Ben", "late", 4000, 5000),
        ]
        assert "I-UNTIMED" in codes(parsed)

    def test_line_breaks_in_an_annotation_become_blanks(self):
        data = document(tier("A", ("so\n  you &amp; me", 1, 2), participant="Ann"), slots=(0, 1))
        assert read_bytes(data).transcript.text == "Ann: so you & me\n"

    def test_silences_on_a_tier_of_nobodys_stay_nobodys(self):
        data = document(ANN, tier("pauses", ("(0.1)", 2, 3)), slots=TIMES)
        kinds = [(str(line.kind), line.speakers) for line in read_bytes(data).transcript.lines]
        assert kinds == [("talk", ("ANN",)), ("silence", ()), ("talk", ("ANN",))]

    def test_names_in_the_one_tier_there_is_are_speakers(self):
        data = document(
            tier("default", ("Ann: so", 1, 2), ("Ben: yes?", 3, 4), ("Ann: at 10:30", 5, 6)),
            slots=range(6),
        )
        found = read_bytes(data).transcript
        assert [(line.label, line.text) for line in found.lines] == [
            ("Ann", "so"),
            ("Ben", "yes?"),
            ("Ann", "at 10:30"),
        ]

    def test_an_odd_name_still_labels_its_lines(self):
        names = ["P:1", "7", "Notes", "a.b [x]", "Ann and Ben", "=", "Ünal-Ö", "ALL"]
        tiers = [tier(f"t{n}", ("so it was", 1, 2), participant=p) for n, p in enumerate(names)]
        found = read_bytes(document(*tiers, slots=(0, 1))).transcript
        assert all(line.label and len(line.speakers) == 1 for line in found.lines)
        assert len({line.speakers for line in found.lines}) == len(names)
        assert {line.text for line in found.lines} == {"so it was"}

    def test_frames_become_milliseconds(self):
        data = document(ANN, slots=(0, 25, 50, 75, 0, 0)).replace(b"milliseconds", b"PAL-frames")
        assert rows(read_bytes(data).transcript)[1][2:] == (2000, 3000)

    def test_an_edit_keeps_times_and_speakers(self):
        from ca_tool.coding import Splice, TextLine
        from ca_tool.notation import reparse

        before = read_bytes(document(ANN, BEN, slots=TIMES)).transcript
        line = before.lines[0]
        splice = Splice(
            0, (TextLine(line.id, line.raw, "\n"),), (TextLine(line.id, "Ann: oh so", "\n"),)
        )
        after = reparse(before, (splice,))
        assert rows(after)[1:] == rows(before)[1:]
        assert after.lines[0].speakers == ("ANN",)


class TestWhichTiersAreTalk:
    @pytest.mark.parametrize(
        "name",
        ["A-gaze", "A_gesture", "Ann RH", "gazeAnn", "ft@A", "A_translation", "Ann-gloss",
         "comments", "Ann (note)", "A-coding", "A_head-nods", "POS-A", "Ann Mimik face"],
    )  # fmt: skip
    def test_a_tier_named_after_something_else_is_no_talk(self, name):
        other = tier(name, ("looks at Ben", 1, 2), ("looks down", 3, 4), participant="Ann")
        parsed = read_bytes(document(other, ANN, BEN, slots=TIMES))
        assert "looks" not in parsed.transcript.text
        assert codes(parsed).count("I-TIER") == 1
        assert any(name in why and "not talk" in why for why in parsed.evidence)

    def test_what_depends_on_talk_is_no_talk(self):
        words = tier("Aw", ("you", "A-1"), ("know", "A-1", "Aw-0"), participant="Ann",
                     type_="sub", parent="A")  # fmt: skip
        mine = tier("Ax", ("tu sais", "A-1"), participant="Ann", type_="one", parent="A")
        inside = tier("Ay", ("you", 3, 4), participant="Ann", type_="in", parent="A")
        parsed = read_bytes(document(ANN, words, mine, inside, slots=TIMES))
        assert [line.text for line in parsed.transcript.lines] == ["so", "you know"]
        assert codes(parsed).count("I-TIER") == 3

    def test_a_tier_with_a_list_of_values_is_no_talk(self):
        coded = tier("Q", ("yes", 1, 2), participant="Ann", type_="cv")
        parsed = read_bytes(document(coded, ANN, slots=TIMES))
        assert len(parsed.transcript.lines) == 2

    def test_the_same_few_values_again_and_again_are_no_talk(self):
        slots = range(0, 8000, 100)
        codes_ = [(("B", "down")[n % 2], 2 * n + 1, 2 * n + 2) for n in range(20)]
        said = [(f"this is what I said {n}", 2 * n + 1, 2 * n + 2) for n in range(20)]
        parsed = read_bytes(
            document(tier("A2", *codes_, participant="Ann"),
                     tier("A1", *said, participant="Ann"), slots=slots)
        )  # fmt: skip
        assert "down" not in parsed.transcript.text
        assert len(parsed.transcript.lines) == 20

    def test_of_two_tiers_at_the_same_times_one_is_the_persons_talk(self):
        more = tier("A3", ("so", 1, 2), ("what do you know then", 3, 4), participant="Ann")
        parsed = read_bytes(document(ANN, more, slots=TIMES))
        assert [line.text for line in parsed.transcript.lines] == ["so", "what do you know then"]
        assert any("runs beside “A3”" in why for why in parsed.evidence)

    def test_talk_under_a_tier_of_numbers_is_found(self):
        ref = tier("ref@A", ("001", 1, 2), ("002", 3, 4), participant="A")
        said = tier("tx@A", ("so", "ref@A-0"), ("you know", "ref@A-1"), participant="A",
                    type_="one", parent="ref@A")  # fmt: skip
        free = tier("ft@A", ("alors", "ref@A-0"), participant="A", type_="one", parent="ref@A")
        parsed = read_bytes(document(ref, said, free, slots=TIMES))
        assert rows(parsed.transcript) == [("A", "so", 0, 900), ("A", "you know", 1000, 2500)]

    def test_parts_of_one_stretch_of_time_follow_their_links(self):
        ref = tier("ref", ("001", 1, 2))
        said = tier("A-utt", ("two", "ref-0", "A-utt-1"), ("one", "ref-0"), type_="sub",
                    parent="ref")  # fmt: skip
        parsed = read_bytes(document(ref, said, slots=(0, 900)))
        assert rows(parsed.transcript) == [("A", "one", 0, None), ("A", "two", None, 900)]

    def test_a_speaker_is_the_participant_else_the_person_in_the_name(self):
        names = {"Ann-transcription": "Ann", "K-Spch": "K", "tx@CC": "CC", "Dora Dee": "Dora Dee"}
        tiers = [tier(name, ("so it was", 1, 2)) for name in names]
        found = read_bytes(document(*tiers, slots=(0, 1))).transcript
        assert [line.label for line in found.lines] == list(names.values())

    def test_the_analyst_may_decide_otherwise(self):
        data = document(ANN, tier("B-gaze", ("looks", 5, 6), participant="Ben"), slots=TIMES)
        parsed = read_tiers(data, "x.eaf", speakers={"B-gaze": "Ben", "A": ""})
        assert rows(parsed.transcript) == [("Ben", "looks", 2000, 2300)]

    def test_a_file_of_no_talk_says_so(self):
        parsed = read_bytes(document(tier("gaze", ("B", 1, 2)), slots=(0, 1)))
        assert parsed.transcript.lines == ()
        assert "W-NO-TALK" in codes(parsed)


class TestDamage:
    """What is wrong is told; what can be read is read; nothing raises."""

    def test_ids_that_stand_twice_and_references_to_nothing(self):
        data = document(ANN, ANN.replace("so", "no"), slots=(0, 900))
        parsed = read_bytes(data)
        assert {"W-ELAN-TWICE", "W-ELAN-REF"} <= set(codes(parsed))
        assert any("A-1" in problem.detail for problem in parsed.problems)

    @pytest.mark.parametrize("ms", ["-5", "NaN", "1e18", "99999999999999999999", "inf", "soon"])
    def test_absurd_times_are_left_out(self, ms):
        parsed = read_bytes(document(ANN, slots=(ms, 900, 1000, 2500)))
        assert "W-TIME" in codes(parsed)
        assert rows(parsed.transcript)[0] == ("Ann", "so", None, 900)

    def test_times_that_run_backwards(self):
        parsed = read_bytes(document(ANN, slots=(900, 100, 1000, 2500)))
        assert "W-TIME-BACKWARDS" in codes(parsed)
        assert rows(parsed.transcript)[0] == ("Ann", "so", 900, None)

    def test_a_file_cut_short_is_read_as_far_as_it_goes(self):
        data = document(ANN, BEN, slots=TIMES)
        parsed = read_bytes(data[: data.index(b'<TIER TIER_ID="B"') + 40])
        assert "E-XML" in codes(parsed)
        assert len(parsed.transcript.lines) == 2

    def test_entities_and_document_types_are_refused(self):
        bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
            f'<!ENTITY {"abcdefghijkl"[n + 1]} "{"&" + "abcdefghijkl"[n] + ";" * 10}">'
            for n in range(9)
        )
        for kind in (f"{bomb}]>", '<!DOCTYPE x SYSTEM "file:///etc/passwd">'):
            for encoding in ("utf-8", "utf-16", "utf-16-be"):
                text = f"{kind}<ANNOTATION_DOCUMENT>&j;</ANNOTATION_DOCUMENT>"
                parsed = read_bytes(text.encode(encoding), "x.eaf", format="eaf")
                assert "E-DOCTYPE" in codes(parsed)
                assert not parsed.transcript.lines

    def test_an_unknown_entity_is_damage(self):
        parsed = read_bytes(document(ANN.replace("so", "&passwd;so"), BEN, slots=TIMES))
        assert "E-XML" in codes(parsed)

    def test_nesting_a_million_deep(self):
        deep = b"<ANNOTATION_DOCUMENT>" + b"<TIER>" * 1_000_000
        assert "E-XML" in codes(read_bytes(deep, "x.eaf"))

    def test_one_text_of_thirty_megabytes(self):
        data = document(ANN.replace("so", "so " * 10_000_000), BEN, slots=TIMES)
        assert "E-XML" in codes(read_bytes(data, "x.eaf"))

    @given(st.data())
    @settings(max_examples=60, deadline=None)
    def test_nothing_raises_whatever_is_cut_out(self, data):
        whole = document(ANN, BEN, slots=TIMES)
        start = data.draw(st.integers(0, len(whole)))
        stop = data.draw(st.integers(start, len(whole)))
        read_bytes(
            whole[:start] + data.draw(st.binary(max_size=4)) + whole[stop:], "x", format="eaf"
        )


class TestWriting:
    def test_turns_words_and_order_are_the_same_after_reading_back(self):
        before = read_text(TEA, "tea.txt").transcript
        after = read_bytes(FORMATS["eaf"].write(before)).transcript
        assert talk(after) == talk(before)

    def test_a_silent_person_has_a_tier(self):
        before = read_text(TEA, "tea.txt").transcript
        people = (*before.participants, replace(before.participants[0], code="CAZ", labels=()))
        text = FORMATS["eaf"].write(before.with_participants(people)).decode()
        assert '<TIER LINGUISTIC_TYPE_REF="talk" PARTICIPANT="CAZ" TIER_ID="CAZ"/>' in text

    def test_chat_is_written_in_jeffersons_signs(self):
        chat = "@UTF8\n@Begin\n@Participants:\tANN Adult\n@Options:\tCA\n"
        chat += "*ANN:\t∆so∆ ⌈was it⌉ \x15120_450\x15\n@End\n"
        text = FORMATS["eaf"].write(read_text(chat, "x.cha").transcript).decode()
        assert "<ANNOTATION_VALUE>&gt;so&lt; [was it]</ANNOTATION_VALUE>" in text
        assert 'TIME_VALUE="120"' in text
        assert "\x15" not in text

    def test_pympi_reads_speakers_turns_times_and_text(self, tmp_path):
        before = timed(read_text(TEA, "tea.txt").transcript, [(n * 500, 400) for n in range(20)])
        path = tmp_path / "tea.eaf"
        write(before, path)
        theirs = pympi.Eaf(str(path))
        rows = [
            (start, end, theirs.tiers[name][2].get("PARTICIPANT"), text)
            for name in theirs.get_tier_names()
            for start, end, text in theirs.get_annotation_data_for_tier(name)
        ]
        ours = [
            (line.start_ms, line.end_ms, line.speakers[0], line.text)
            for line in before.lines
            if str(line.kind) == "talk" and line.speakers != ("?",) and "<I d-" not in line.text
        ]
        assert set(ours) <= set(rows)
        assert [row[2] for row in sorted(rows, key=lambda row: row[0]) if row[2]] == [
            "SUE", "SUE", "TOM", "SUE", "TOM", "SUE", "JO"
        ]  # fmt: skip

    def test_what_is_lost_is_said(self):
        assert FORMATS["eaf"].losses_of(read_text(TEA, "x.txt").transcript)


def timed(transcript, times):
    """Put (start, length) pairs or ``None`` on the lines, one after the other."""
    lines = tuple(
        line if time is None else replace(line, start_ms=time[0], end_ms=time[0] + time[1])
        for line, time in zip(transcript.lines, times, strict=False)
    )
    return replace(transcript, lines=(*lines, *transcript.lines[len(lines) :]))


WORD = st.sampled_from(
    ["so", "°yeah°", "wh-", "o:h", "(.)", "(0.3)", "mm", ">you know<", "a&b", '"no"', "d'you", "ｘ",
     "hehe", "((nods))", "then?", "↑what", "]]>", "&lt;"]
)  # fmt: skip
BODY = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
LINES = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["ANN: ", "BEN: ", "CAZ: "]), BODY),
        st.tuples(st.just("     "), st.sampled_from(["(0.4)", "(.)", "((door opens))", "(2.0)"])),
    ),
    min_size=1,
    max_size=12,
)
GAPS = st.lists(
    st.one_of(st.none(), st.tuples(st.integers(0, 4000), st.integers(0, 9000))), max_size=12
)


@given(LINES, GAPS)
@settings(max_examples=150, deadline=None)
def test_text_goes_to_elan_and_back_with_speakers_turns_words_order_and_times(lines, gaps):
    text = "ANN: we begin\nBEN: oh\nCAZ: ah\n" + "".join(
        f"{label}{body}\n" for label, body in lines
    )
    clock, times = 0, [None]
    for gap in gaps:
        clock += gap[0] if gap else 0
        times.append(gap and (clock, gap[1]))
    before = timed(read_text(text, "x.txt").transcript, times)
    after = read_bytes(FORMATS["eaf"].write(before)).transcript
    assert talk(after) == talk(before)
    assert [(line.speakers, line.text, line.start_ms, line.end_ms) for line in after.lines] == [
        (line.speakers, line.text, line.start_ms, line.end_ms) for line in before.lines
    ]


WORDS_LIST = """
<CONTROLLED_VOCABULARY CV_ID="wer"><CV_ENTRY DESCRIPTION="at the face">at Ben</CV_ENTRY>
<CV_ENTRY DESCRIPTION="">away</CV_ENTRY></CONTROLLED_VOCABULARY>
"""


def with_list(data):
    return data.replace(b"</ANNOTATION_DOCUMENT>", WORDS_LIST.encode() + b"</ANNOTATION_DOCUMENT>")


def quoted(parsed, coder):
    """Return code, words and values of each tag, in order."""
    return [
        (
            tag.code,
            *(" ".join(parsed.transcript.quote(one).split()) for one in tag.spans),
            tag.values,
        )
        for tag in sorted(parsed.codings[coder].tags.values(), key=lambda tag: tag.spans)
    ]


class TestChoosing:
    GAZE = tier("gaze", ("at Ben", 1, 2), ("away", 3, 4), type_="cv")

    def test_every_tier_asks_what_it_is_and_says_what_was_found_out(self):
        (ann, gaze) = read_bytes(document(ANN, self.GAZE, slots=TIMES)).choices
        assert (ann.key, ann.value) == ("A", "Ann")
        assert (gaze.key, gaze.value) == ("gaze", "")
        assert {"Ann", "", "code:imported"} <= {value for value, _ in gaze.options}

    def test_what_the_analyst_decides_is_done(self):
        data = document(ANN, BEN, slots=TIMES)
        parsed = read_bytes(data, choices={"A": "", "B": "Lee"})
        assert parsed.transcript.codes == ("LEE",)

    def test_every_answer_given_back_as_it_was_changes_nothing(self):
        data = document(ANN, BEN, self.GAZE, tier("p", ("(0.4)", 2, 3)), slots=TIMES)
        parsed = read_bytes(data)
        again = read_bytes(data, choices={one.key: one.value for one in parsed.choices})
        assert again.transcript.text == parsed.transcript.text
        assert [one.value for one in again.choices] == [one.value for one in parsed.choices]

    def test_the_recordings_names_are_handed_on(self):
        media = '<MEDIA_DESCRIPTOR MEDIA_URL="file:///C:/x/tea.wav" MIME_TYPE="audio/x-wav"/>'
        assert read_bytes(document(ANN, slots=TIMES, header=media)).media == ("tea.wav",)


class TestCodesIn:
    GAZE = TestChoosing.GAZE

    def test_codes_are_never_taken_without_being_asked_for(self):
        parsed = read_bytes(with_list(document(ANN, self.GAZE, slots=TIMES)))
        assert parsed.codings == {}
        assert "I-TIER" in codes(parsed)

    def test_a_tier_with_a_vocabulary_is_a_code_with_values(self):
        data = with_list(document(ANN, BEN, self.GAZE, slots=TIMES))
        parsed = read_bytes(data, choices={"gaze": "code:kim"})
        assert quoted(parsed, "kim") == [
            ("gaze", "so", (("value", "at_ben"),)),
            ("gaze", "you know", (("value", "away"),)),
        ]
        (code,) = parsed.codebook.codes
        assert [(one.name, one.label, one.definition) for one in code.attributes[0].values] == [
            ("at_ben", "at Ben", "at the face"),
            ("away", "away", ""),
        ]
        assert "I-TIER" not in codes(parsed)

    def test_a_code_at_times_of_its_own_is_on_all_the_talk_then(self):
        long = tier("phase", ("opening", 7, 8))
        data = document(ANN, BEN, long, slots=(*TIMES, 950, 2600))
        parsed = read_bytes(data, choices={"phase": "code:kim"})
        assert quoted(parsed, "kim") == [("phase", "you know Ben: yeah", ())]
        assert [tag.note for tag in parsed.codings["kim"].tags.values()] == ["opening"]

    def test_words_of_the_talk_place_a_tag_and_other_words_are_its_note(self):
        notes = tier("notes", ("know", 3, 4), ("sighs", 1, 2))
        parsed = read_bytes(document(ANN, notes, slots=TIMES), choices={"notes": "code:kim"})
        assert quoted(parsed, "kim") == [("notes", "so", ()), ("notes", "know", ())]
        assert [tag.note for tag in parsed.codings["kim"].tags.values()] == ["", "sighs"]

    def test_codes_that_refer_to_talk_are_on_that_talk(self):
        acts = tier("acts", ("away", "A-1"), type_="one", parent="A")
        parsed = read_bytes(document(ANN, acts, slots=TIMES), choices={"acts": "code:kim"})
        assert quoted(parsed, "kim") == [("acts", "you know", ())]

    def test_values_on_tiers_below_are_values_of_the_tag(self):
        act = tier("act", ("so", 1, 2))
        kind = tier("kind", ("asks", "act-0"), type_="one", parent="act")
        parsed = read_bytes(document(ANN, act, kind, slots=TIMES), choices={"act": "code:kim"})
        assert quoted(parsed, "kim") == [("act", "so", (("kind", "asks"),))]

    def test_a_code_where_nobody_talks_is_reported(self):
        data = document(ANN, self.GAZE, slots=(0, 900, 5000, 6000, 0, 0)).replace(
            b'ANNOTATION_ID="A-1" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4"',
            b'ANNOTATION_ID="A-1" TIME_SLOT_REF1="ts1" TIME_SLOT_REF2="ts2"',
        )
        parsed = read_bytes(data, choices={"gaze": "code:kim"})
        assert codes(parsed) == ["W-QDA-PLACE"]


class TestCodesOut:
    @pytest.mark.parametrize("name", ["a", "b"])
    def test_tags_of_gold_sessions_come_back_on_the_same_words(self, name):
        before = parsed_of(gold(name), default_codebook())
        after = read_bytes(FORMATS["eaf"].write(before), "x.eaf")
        old, new = before.codings[CODER].tags, after.codings[CODER].tags
        assert new.keys() == old.keys()
        bare = {key: replace(tag, spans=()) for key, tag in new.items()}
        assert bare == {
            key: replace(tag, spans=(), created="", modified="") for key, tag in old.items()
        }
        assert sorted(quoted(after, CODER)) == sorted(quoted(before, CODER))

    def test_two_coders_and_two_tags_on_the_same_words_all_come_back(self):
        transcript = read_text(TEA, "tea").transcript
        span = Span(3, 14, 3, 29)
        tags = [Tag(f"t{n}", "question", (span, Span(6, 5, 6, 8)), note="a\n\nb", coder=coder,
                    values=(("form", "wh"), ("x", "y")), addressees=("TOM", "*"))
                for n, coder in enumerate(["kim", "kim", "lee"])]  # fmt: skip
        codings = {
            "kim": Coding.of("kim", tags[:2]),
            "lee": Coding.of("lee", tags[2:]),
        }
        before = Parsed(transcript, codings, codebook=default_codebook(), media=("tea.mp4",))
        after = read_bytes(FORMATS["eaf"].write(before), "x.eaf")
        assert after.media == ("tea.mp4",)
        for coder, coding in before.codings.items():
            found = after.codings[coder].tags
            assert {key: replace(one, spans=()) for key, one in found.items()} == {
                key: replace(one, spans=()) for key, one in coding.tags.items()
            }
            assert quoted(after, coder) == quoted(before, coder)

    def test_pympi_finds_tiers_values_and_lists(self, tmp_path):
        path = tmp_path / "x.eaf"
        path.write_bytes(FORMATS["eaf"].write(parsed_of(gold("a"), default_codebook())))
        found = pympi.Eaf(str(path))
        assert found.get_parameters_for_tier("kim: Question: Form")["PARENT_REF"] == "kim: Question"
        (values, _) = zip(*found.get_cv_entries("CA Tool: question.form").values(), strict=True)
        assert "wh" in {value for ((value, _, _),) in values}

    def test_only_what_is_there_is_said_to_be_lost(self):
        losses = FORMATS["eaf"].losses_of(Parsed(read_text(TEA).transcript))
        assert not [loss for loss in losses if "tag" in loss]
        losses = FORMATS["eaf"].losses_of(parsed_of(gold("a"), default_codebook()))
        assert "links between tags" in losses


EXPECTED = {
    "pympi-fto.eaf": (7, {"A": 3, "B": 4}, 0),
    "sktalk-file02.eaf": (8, {"A": 4, "B": 4}, 1),
    "speach-test.eaf": (8, {"P001": 8}, 4),
}


@pytest.mark.real_data
class TestRealFiles:
    def test_all_are_read_as_expected(self, real_data):
        found = {}
        for path in sorted((real_data / "eaf").glob("*.eaf")):
            parsed = read(path)
            lines = parsed.transcript.lines
            by = {code: sum(code in line.speakers for line in lines) for code in
                  sorted(parsed.transcript.codes)}  # fmt: skip
            found[path.name] = (len(lines), by, codes(parsed).count("I-TIER"))
        assert found == EXPECTED

    def test_known_gaps_and_overlaps_are_there(self, real_data):
        lines = read(real_data / "eaf" / "pympi-fto.eaf").transcript.lines
        assert [(line.start_ms, line.end_ms) for line in lines[:3]] == [
            (0, 1629), (1790, 2820), (2630, 3660)
        ]  # fmt: skip

    @pytest.mark.parametrize("name", ["tea", "gold", *EXPECTED])
    def test_what_is_written_is_valid_by_elans_own_schema(self, real_data, name):
        schema = etree.XMLSchema(file=str(real_data / "schemas" / "eaf" / "EAFv3.0.xsd"))
        if name == "gold":
            content = replace(parsed_of(gold("a"), default_codebook()), media=("a.mp4", "b"))
        else:
            content = read_text(TEA, name) if name == "tea" else read(real_data / "eaf" / name)
        written = etree.fromstring(FORMATS["eaf"].write(content))
        assert schema.validate(written), schema.error_log

    def test_real_files_come_back_the_same(self, real_data):
        for path in (real_data / "eaf").glob("*.eaf"):
            before = read(path).transcript
            after = read_bytes(FORMATS["eaf"].write(before), path.name).transcript
            assert rows(after) == [(label.upper(), *rest) for label, *rest in rows(before)]

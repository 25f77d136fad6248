"""EXMARaLDA: pieces of the time axis become turns; transcripts become basic transcriptions."""

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ca_tool.coding import Coding, Splice, Tag, TextLine
from ca_tool.formats import FORMATS, Parsed, read, read_bytes, read_text
from ca_tool.formats.timed_talk import NOBODY
from ca_tool.notation import reparse
from ca_tool.transcript import Span
from ca_tool.turn_taking import turns

TEA = """\
SUE: what d'you want for your °tea° Tom.
      (1.8)
SUE: d'you want >the hot< one or: the [cold one,
TOM:                                  [hot.
      (0.4)
SUE: HOT one ((opens freezer)) o↑kay=
SUE: you know
TOM: =mm (h)hh & <then>
      ((phone rings))
SUE: .hh wh- what (was/is) £that£ (.) <I d- (  ) know>=
     because it's been
     ringing all day
JO:  =it's ((points)) (the phone)
...
?:   so
"""
ANN = '<speaker id="SPK0"><abbreviation>ANN</abbreviation><sex value="f"/></speaker>'
BEN = '<speaker id="SPK1"><abbreviation>BEN</abbreviation><sex value="u"/></speaker>'


def document(*tiers, points=(0, 1, 2, 3, 4, 5), speakers=ANN + BEN, head="", meta=""):
    """Return a basic transcription; *points* are seconds or ``None``, named T0, T1 …"""
    line = "".join(
        f'<tli id="T{n}"' + ("/>" if at is None else f' time="{at}"/>')
        for n, at in enumerate(points)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<basic-transcription><head>'
        f"<meta-information>{meta}</meta-information><speakertable>{speakers}</speakertable></head>"
        f"<basic-body><common-timeline>{line}</common-timeline>{''.join(tiers)}</basic-body>"
        "</basic-transcription>"
    ).encode()


def tier(speaker, *rows, type_="t", category="v", key="", name=""):
    """Return a tier; a row is (text, start, end) with the numbers of points."""
    whose = f' speaker="{speaker}"' if speaker else ""
    shown = f' display-name="{name}"' if name else ""
    events = "".join(
        f'<event start="T{start}" end="T{end}">{text}</event>' for text, start, end in rows
    )
    key = key or f"{speaker}-{category}"
    return f'<tier id="{key}"{whose} category="{category}" type="{type_}"{shown}>{events}</tier>'


def rows(transcript):
    return [(line.label, line.text, line.start_ms, line.end_ms) for line in transcript.lines]


def codes(parsed):
    return [problem.code for problem in parsed.problems]


def talk(transcript):
    return [(turn.speaker, turn.words, turn.kind) for turn in turns(transcript)]


class TestReading:
    def test_events_without_a_gap_are_one_turn_and_a_word_cut_apart_is_whole(self):
        parsed = read_bytes(
            document(
                tier("SPK0", ("all our sp", 0, 1), ("ecies ", 1, 2), ("you know ", 2, 3)),
                tier("SPK1", ("mhm ", 1, 2)),
            ),
            "x.exb",
        )
        assert rows(parsed.transcript) == [
            ("ANN", "all our species you know", 0, 3000),
            ("BEN", "mhm", 1000, 2000),
        ]
        assert "I-EVENTS-WORD" in codes(parsed)

    def test_a_gap_parts_talk(self):
        parsed = read_bytes(document(tier("SPK0", ("so ", 0, 1), ("then ", 2, 3))))
        assert rows(parsed.transcript) == [("ANN", "so", 0, 1000), ("ANN", "then", 2000, 3000)]

    def test_a_blank_forgotten_after_a_sentence_parts_two_words(self):
        parsed = read_bytes(document(tier("SPK0", ("yes.", 0, 1), ("So what ", 1, 2))))
        assert parsed.transcript.lines[0].text == "yes. So what"

    def test_points_without_a_time_keep_their_order_and_get_no_invented_time(self):
        parsed = read_bytes(
            document(
                tier("SPK0", ("one ", 0, 1), ("three ", 2, 3), ("five ", 4, 5)),
                tier("SPK1", ("two ", 1, 2), ("four ", 3, 4)),
                points=(0, None, None, None, None, 9),
            )
        )
        assert rows(parsed.transcript) == [
            ("ANN", "one", 0, None),
            ("BEN", "two", None, None),
            ("ANN", "three", None, None),
            ("BEN", "four", None, None),
            ("ANN", "five", None, 9000),
        ]
        assert "I-UNTIMED" in codes(parsed)

    def test_the_order_is_the_timelines_whatever_the_ids_and_the_order_in_the_file(self):
        data = document(tier("SPK0", ("later ", 2, 3), ("first ", 0, 1)))
        data = data.replace(b'"T0"', b'"T99"')
        assert [line.text for line in read_bytes(data).transcript.lines] == ["first", "later"]

    def test_crossing_talk_is_told_and_not_made_up_as_brackets(self):
        parsed = read_bytes(document(tier("SPK0", ("so it ", 0, 2)), tier("SPK1", ("no ", 1, 3))))
        assert rows(parsed.transcript) == [("ANN", "so it", 0, 2000), ("BEN", "no", 1000, 3000)]
        assert any("1 times somebody starts while another" in why for why in parsed.evidence)

    def test_descriptions_stand_in_double_brackets_under_whom_they_describe(self):
        parsed = read_bytes(
            document(
                tier("SPK0", ("so ", 0, 1)),
                tier("SPK0", ("breathes in ", 1, 2), type_="d", category="nv"),
                tier("", ("door opens", 2, 3), ("(0.4)", 3, 4), type_="d", category="nn"),
            )
        )
        assert [line.text for line in parsed.transcript.lines] == [
            "so", "((breathes in))", "((door opens))", "(0.4)"
        ]  # fmt: skip
        assert [line.label for line in parsed.transcript.lines] == ["ANN", "ANN", "", ""]
        assert [str(line.kind) for line in parsed.transcript.lines] == [
            "talk", "talk", "comment", "silence"
        ]  # fmt: skip

    def test_the_table_of_speakers_gives_roles_and_who_is_silent_but_no_names(self):
        role = (
            '<speaker id="SPK2"><abbreviation>CAZ</abbreviation><ud-speaker-information>'
            '<ud-information attribute-name="Name">Carol Zimmer</ud-information>'
            '<ud-information attribute-name="Role">support worker</ud-information>'
            "</ud-speaker-information></speaker>"
        )
        parsed = read_bytes(document(tier("SPK0", ("so ", 0, 1)), speakers=ANN + role))
        people = [(one.code, one.role) for one in parsed.transcript.participants]
        assert people == [("ANN", ""), ("CAZ", "support worker")]
        assert "Zimmer" not in repr(parsed)
        assert "ANN: female" in parsed.evidence

    def test_recordings_and_title_are_told_without_the_path(self):
        meta = (
            "<transcription-name>Tea</transcription-name>"
            r'<referenced-file url="C:\Users\me\tea.wav"/><referenced-file url="a/b/tea.mp4"/>'
            '<referenced-file url="https://example.org/tea.mp3"/><referenced-file url=""/>'
        )
        parsed = read_bytes(document(tier("SPK0", ("so ", 0, 1)), meta=meta))
        assert parsed.media == ("tea.wav", "tea.mp4", "https://example.org/tea.mp3")
        assert parsed.transcript.title == "Tea"

    def test_talk_of_nobody_known(self):
        parsed = read_bytes(document(tier("", ("who is there ", 0, 1), ("(0.5) ", 1, 2))))
        assert [line.speakers for line in parsed.transcript.lines] == [("?",), ()]

    def test_two_speakers_with_one_abbreviation_stay_two(self):
        twins = ANN + ANN.replace("SPK0", "SPK1")
        data = document(tier("SPK0", ("so ", 0, 1)), tier("SPK1", ("no ", 1, 2)), speakers=twins)
        parsed = read_bytes(data)
        assert len(parsed.transcript.codes) == 2
        assert "W-TIMELINE-TWICE" in codes(parsed)

    def test_what_is_noted_beside_an_event_is_not_its_text(self):
        noted = 'so <ud-information attribute-name="x">secret</ud-information>it was '
        parsed = read_bytes(document(tier("SPK0", (noted, 0, 1))))
        assert parsed.transcript.lines[0].text == "so it was"

    def test_a_file_is_known_by_its_content(self):
        data = document(tier("SPK0", ("so ", 0, 1)))
        assert read_bytes(data, "x.txt").transcript.codes == ("ANN", "BEN")
        utf16 = data.decode().replace("UTF-8", "UTF-16").encode("utf-16")
        assert read_bytes(utf16, "x").transcript.lines[0].text == "so"

    def test_an_edit_keeps_times_and_speakers(self):
        before = read_bytes(document(tier("SPK0", ("so ", 0, 1)), tier("SPK1", ("no ", 1, 2))))
        line = before.transcript.lines[0]
        splice = Splice(
            0, (TextLine(line.id, line.raw, "\n"),), (TextLine(line.id, "ANN: oh so", "\n"),)
        )
        after = reparse(before.transcript, (splice,))
        assert rows(after)[1:] == rows(before.transcript)[1:]
        assert after.lines[0].speakers == ("ANN",)


class TestWhichTiersAreTalk:
    TALK = tier("SPK0", ("ek is bang ", 0, 1), key="talk")
    ENGLISH = tier("SPK0", ("I am afraid ", 0, 1), type_="a", category="en", key="en")

    def test_a_translation_of_the_same_speaker_is_no_talk(self):
        parsed = read_bytes(document(self.TALK, self.ENGLISH))
        assert rows(parsed.transcript) == [("ANN", "ek is bang", 0, 1000)]
        assert codes(parsed).count("I-TIER") == 1

    def test_nor_is_it_where_all_tiers_have_the_type_of_talk(self):
        parsed = read_bytes(document(self.ENGLISH.replace('"a"', '"t"'), self.TALK))
        assert [line.text for line in parsed.transcript.lines] == ["ek is bang"]
        assert any("runs beside “v”" in why for why in parsed.evidence)

    def test_the_analyst_is_asked_and_may_decide_otherwise(self):
        data = document(self.TALK, self.ENGLISH)
        asked = {choice.key: choice.value for choice in read_bytes(data).choices}
        assert asked == {"talk": "ANN", "en": ""}
        other = read_bytes(data, choices={"talk": "", "en": "BEN"})
        assert rows(other.transcript) == [("BEN", "I am afraid", 0, 1000)]
        described = read_bytes(data, choices={"en": NOBODY})
        assert "ANN: ((I am afraid))\n" in described.transcript.text

    def test_every_answer_that_was_found_out_is_among_those_offered(self):
        data = document(
            self.TALK, self.ENGLISH, tier("", ("who ", 1, 2)), tier("SPK9", ("x", 2, 3))
        )
        for choice in read_bytes(data).choices:
            assert choice.value in {value for value, _ in choice.options}

    def test_a_file_of_no_talk_says_so(self):
        parsed = read_bytes(document(self.ENGLISH))
        assert parsed.transcript.lines == ()
        assert "W-NO-TALK" in codes(parsed)


class TestDamage:
    """What is wrong is told; no word is lost; nothing raises."""

    TALK = tier("SPK0", ("so ", 0, 1), ("then ", 2, 3))

    def test_an_event_that_refers_to_nothing_keeps_its_words_and_its_place(self):
        parsed = read_bytes(document(tier("SPK0", ("so ", 0, 1), ("lost ", 77, 78), ("on ", 3, 4))))
        assert [line.text for line in parsed.transcript.lines] == ["so", "lost", "on"]
        assert "W-TIMELINE-REF" in codes(parsed)

    def test_a_tier_whose_speaker_is_not_in_the_table(self):
        parsed = read_bytes(document(tier("SPK7", ("so ", 0, 1))))
        assert parsed.transcript.lines[0].speakers == ("SPK7",)
        assert "W-TIMELINE-REF" in codes(parsed)

    def test_a_speaker_without_an_id_is_told_and_owns_no_tier(self):
        nobody = "<speaker><abbreviation>X</abbreviation></speaker><speaker/>"
        parsed = read_bytes(document(tier("", ("so it ", 0, 1)), speakers=nobody))
        assert parsed.transcript.lines[0].speakers == ("?",)
        assert "W-TIMELINE-REF" in codes(parsed)

    @pytest.mark.parametrize(
        "twice", ['<tli id="T0" time="4"/>', "", "speaker"], ids=["point", "tier", "speaker"]
    )
    def test_ids_that_stand_twice(self, twice):
        data = document(self.TALK, self.TALK if not twice else "")
        if twice == "speaker":
            data = data.replace(ANN.encode(), (ANN + ANN).encode())
        elif twice:
            data = data.replace(b"</common-timeline>", twice.encode() + b"</common-timeline>")
        parsed = read_bytes(data)
        assert "W-TIMELINE-TWICE" in codes(parsed)
        assert parsed.transcript.lines[0].start_ms == 0

    @pytest.mark.parametrize(
        "time", ["-5", "NaN", "1e18", "9" * 30, "inf", "UNDEFINED", "", "12:30", "x" * 10_000]
    )
    def test_times_that_are_none_are_left_out(self, time):
        parsed = read_bytes(document(self.TALK, points=(time, 1, 2, 3)))
        assert "W-TIME" in codes(parsed)
        assert rows(parsed.transcript)[0] == ("ANN", "so", None, 1000)

    def test_one_time_against_the_order_does_not_cost_the_others(self):
        parsed = read_bytes(document(self.TALK, points=(500, 1, 2, 3)))
        assert rows(parsed.transcript) == [("ANN", "so", None, 1000), ("ANN", "then", 2000, 3000)]
        assert codes(parsed).count("W-TIME") == 1

    def test_an_event_that_ends_before_it_starts(self):
        parsed = read_bytes(document(tier("SPK0", ("so ", 2, 1))))
        assert rows(parsed.transcript) == [("ANN", "so", 2000, None)]
        assert "W-TIME-BACKWARDS" in codes(parsed)

    def test_events_of_one_tier_that_lie_over_each_other_are_both_read(self):
        parsed = read_bytes(document(tier("SPK0", ("so it ", 0, 3), ("was ", 1, 2))))
        assert [line.text for line in parsed.transcript.lines] == ["so it", "was"]
        assert "W-EVENTS-CROSS" in codes(parsed)

    def test_a_file_cut_short_is_read_as_far_as_it_goes(self):
        data = document(self.TALK, tier("SPK1", ("no ", 4, 5)))
        parsed = read_bytes(data[: data.index(b'<tier id="SPK1') + 30])
        assert "E-XML" in codes(parsed)
        assert len(parsed.transcript.lines) == 2

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    @pytest.mark.parametrize(
        "kind",
        [
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE basic-transcription SYSTEM "http://127.0.0.1:9/x.dtd">',
        ],
    )
    def test_entities_and_document_types_are_refused(self, kind, encoding):
        data = document(self.TALK, head=kind).decode().replace("UTF-8", encoding.upper())
        parsed = read_bytes(data.encode(encoding), "x.exb")
        assert "E-DOCTYPE" in codes(parsed)
        assert not parsed.transcript.lines

    def test_an_inclusion_is_not_followed(self):
        include = (
            '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" '
            'href="file:///etc/passwd"/>so '
        )
        parsed = read_bytes(document(tier("SPK0", (include, 0, 1))))
        assert [line.text for line in parsed.transcript.lines] == ["so"]

    def test_markup_in_every_field_is_only_text(self):
        html = "&lt;script&gt;alert(1)&lt;/script&gt;"
        speaker = ANN.replace("ANN", html)
        data = document(tier("SPK0", (html, 0, 1), name=html), speakers=speaker,
                        meta=f'<transcription-name>{html}</transcription-name>')  # fmt: skip
        parsed = read_bytes(data)
        assert parsed.transcript.lines[0].text == "<script>alert(1)</script>"
        assert etree.fromstring(FORMATS["exb"].write(parsed)) is not None

    @pytest.mark.parametrize(
        "hostile",
        [
            b"<basic-transcription>" + b"<tier>" * 1_000_000,
            document(tier("SPK0", ("so " * 15_000_000, 0, 1))),
            document(tier("SPK0", *((f"w{n} ", 0, 5) for n in range(20_000)))),
            document(tier("SPK0", *((f"w{n} ", n % 7, (n * 3) % 9) for n in range(20_000)))),
        ],
        ids=["deep", "45 MB of text", "all at once", "everything crosses"],
    )
    def test_what_is_made_to_hurt_takes_bounded_memory(self, hostile):
        tracemalloc.start()
        read_bytes(hostile, "x.exb")
        assert tracemalloc.get_traced_memory()[1] < 500 * 2**20
        tracemalloc.stop()

    @given(st.data())
    @settings(max_examples=60)
    def test_nothing_raises_whatever_is_cut_out(self, data):
        whole = document(self.TALK, tier("SPK1", ("no ", 4, 5)), TestWhichTiersAreTalk.ENGLISH)
        start = data.draw(st.integers(0, len(whole)))
        stop = data.draw(st.integers(start, len(whole)))
        read_bytes(
            whole[:start] + data.draw(st.binary(max_size=4)) + whole[stop:], "x", format="exb"
        )


class TestWriting:
    def test_turns_words_and_order_are_the_same_after_reading_back(self):
        before = read_text(TEA, "tea.txt").transcript
        after = read_bytes(FORMATS["exb"].write(before)).transcript
        assert talk(after) == talk(before)
        assert after.title == "tea"

    def test_roles_silent_people_and_recordings_come_back(self):
        before = read_text(TEA, "tea.txt").transcript
        first = replace(before.participants[0], role="support worker")
        people = (first, *before.participants[1:], replace(first, code="CAZ", labels=(), role=""))
        data = FORMATS["exb"].write(Parsed(before.with_participants(people), media=("tea.wav",)))
        after = read_bytes(data)
        assert after.media == ("tea.wav",)
        assert {(one.code, one.role) for one in after.transcript.participants} >= {
            ("SUE", "support worker"), ("CAZ", "")
        }  # fmt: skip

    def test_what_is_simultaneous_shares_its_points(self):
        before = timed(read_text("ANN: so it was\nBEN: yes\n").transcript, [(0, 900), (500, 400)])
        root = etree.fromstring(FORMATS["exb"].write(before))
        assert [one.get("time") for one in root.iter("tli")] == ["0.000", "0.500", "0.900"]
        ends = [one.get("end") for one in root.iter("event")]
        assert ends == ["T2", "T2"]

    def test_two_lines_of_one_person_that_touch_stay_two(self):
        before = timed(
            read_text("ANN: so it\nBEN: no\nANN: was\n").transcript,
            [(0, 900), (300, 100), (900, 5)],
        )
        after = read_bytes(FORMATS["exb"].write(before)).transcript
        assert rows(after) == rows(before)

    def test_one_persons_lines_over_each_other_get_a_tier_each(self):
        before = timed(read_text("ANN: so\nANN: was\nBEN: x\n").transcript, [(0, 900), (300, 100)])
        data = FORMATS["exb"].write(before)
        root = etree.fromstring(data)
        whose = [one.get("speaker") for one in root.iter("tier")]
        assert whose.count("SPK0") == 2
        assert rows(read_bytes(data).transcript) == rows(before)
        assert "W-EVENTS-CROSS" not in codes(read_bytes(data))

    def test_tags_stand_as_annotations_beside_the_talk(self):
        before = read_text("ANN: are you cold\nBEN: no\n").transcript
        first, second = before.lines
        tags = [
            Tag("1", "question", (Span(first.id, 5, first.id, 17),), values=(("form", "polar"),)),
            Tag("2", "response", (Span(second.id, 5, second.id, 7),)),
        ]
        content = Parsed(before, codings={"MK": Coding.of("MK", tags)})
        root = etree.fromstring(FORMATS["exb"].write(content))
        found = [
            (one.get("category"), one.get("speaker"), one[0].text, one[0].get("start"))
            for one in root.iterfind("basic-body/tier[@type='a']")
        ]
        assert found == [
            ("question", "SPK0", "question form=polar", "T0"),
            ("response", "SPK1", "response", "T1"),
        ]
        assert any("tags" in loss for loss in FORMATS["exb"].losses_of(content))
        assert not any("tags" in loss for loss in FORMATS["exb"].losses_of(before))
        assert talk(read_bytes(FORMATS["exb"].write(content)).transcript) == talk(before)

    def test_a_tag_on_a_line_that_is_gone_is_passed_over(self):
        before = read_text("ANN: so\n").transcript
        content = Parsed(
            before, codings={"M": Coding.of("M", [Tag("1", "q", (Span(9, 0, 9, 1),))])}
        )
        assert b'type="a"' not in FORMATS["exb"].write(content)

    def test_lines_out_of_the_order_of_time_are_said_to_be_lost(self):
        before = timed(read_text("ANN: so\nBEN: no\n").transcript, [(900, 100), (0, 100)])
        assert any("run backwards" in loss for loss in FORMATS["exb"].losses_of(before))
        after = read_bytes(FORMATS["exb"].write(before)).transcript
        assert [line.label for line in after.lines] == ["BEN", "ANN"]

    def test_control_characters_are_left_out(self):
        before = read_text("ANN: so\x02 \x01it\n", "a\x01b.txt").transcript
        assert read_bytes(FORMATS["exb"].write(before)).transcript.lines[0].text == "so it"


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
        st.tuples(st.sampled_from(["ANN: ", "BEN: ", "CAZ: ", "?: "]), BODY),
        st.tuples(st.just("     "), st.sampled_from(["(0.4)", "(.)", "((door opens))", "(2.0)"])),
    ),
    min_size=1,
    max_size=12,
)
GAPS = st.lists(
    st.one_of(st.none(), st.tuples(st.sampled_from([0, 0, 1, 700]), st.integers(0, 900))),
    max_size=12,
)


@given(LINES, GAPS)
@settings(max_examples=200)
def test_text_goes_to_exmaralda_and_back_with_speakers_turns_words_order_and_times(lines, gaps):
    text = "ANN: we begin\nBEN: oh\nCAZ: ah\n" + "".join(
        f"{label}{body}\n" for label, body in lines
    )
    clock, times = 0, [None]
    for gap in gaps:
        clock += gap[0] if gap else 0
        times.append(gap and (clock, gap[1]))
    before = timed(read_text(text, "x.txt").transcript, times)
    after = read_bytes(FORMATS["exb"].write(before)).transcript
    assert talk(after) == talk(before)
    assert [(line.speakers, line.text, line.start_ms, line.end_ms) for line in after.lines] == [
        (line.speakers, line.text, line.start_ms, line.end_ms) for line in before.lines
    ]


PLACES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12)
POINTS = st.lists(st.sampled_from([None, -1, "NaN", 0, 0.5, 1, 2, 2, 3, 10**18]), max_size=8)


@given(
    st.lists(st.tuples(st.sampled_from(["SPK0", "SPK1", "SPK7", ""]), PLACES), max_size=4), POINTS
)
def test_whatever_the_points_no_word_is_lost_or_said_twice_and_writing_is_stable(tiers, points):
    said = [
        (who, [(f"w{at}x{n} ", *place) for n, place in enumerate(places)])
        for at, (who, places) in enumerate(tiers)
    ]
    parsed = read_bytes(
        document(*(tier(who, *rows) for who, rows in said), points=points), format="exb"
    )
    words = sorted(word for line in parsed.transcript.lines for word in line.text.split())
    assert words == sorted(text.strip() for _, rows in said for text, _, _ in rows)
    again = read_bytes(FORMATS["exb"].write(parsed), format="exb")
    assert sorted(word for line in again.transcript.lines for word in line.text.split()) == words


EXPECTED = {
    "AlmalIsNFreak.exb": (163, {"AS": 80, "RS": 77, "TA": 6}, 115, 8),
    "Example_basic.exb": (9, {"SPK1": 4, "SPK2": 5}, 8, 0),
    "Example_linear.exb": (9, {"SPK1": 4, "SPK2": 5}, 8, 2),
    "Example_multi.exb": (9, {"SPK1": 4, "SPK2": 5}, 8, 4),
    "HardTalk.exb": (38, {"DD": 21, "STS": 15}, 29, 0),
}
"""Lines, lines of each person, turns, tiers that are no talk."""


@pytest.mark.real_data
class TestRealFiles:
    def test_all_are_read_as_expected(self, real_data):
        found = {}
        for path in sorted((real_data / "exb").glob("*.exb")):
            parsed = read(path)
            lines = parsed.transcript.lines
            by = {
                code: sum(str(line.kind) == "talk" and code in line.speakers for line in lines)
                for code in sorted(parsed.transcript.codes)
            }
            found[path.name] = (len(lines), by, len(turns(parsed.transcript)),
                                codes(parsed).count("I-TIER"))  # fmt: skip
        assert found == EXPECTED

    @pytest.mark.parametrize("name", EXPECTED)
    def test_every_word_is_there_once_and_no_other(self, real_data, name):
        path = real_data / "exb" / name
        root = etree.parse(str(path)).getroot()
        names = {one.get("id"): one.findtext("abbreviation") for one in root.iter("speaker")}
        theirs = {}
        for one in root.iterfind("basic-body/tier[@type='t']"):
            said = "".join("".join(event.itertext()) for event in one.iter("event"))
            theirs[names[one.get("speaker")].upper()] = "".join(said.split())
        ours = dict.fromkeys(theirs, "")
        for line in read(path).transcript.lines:
            if line.label and line.text != "((breathes in heavily))":  # on a tier of type d
                ours[line.speakers[0]] += "".join(line.text.split())
        assert ours == theirs

    @pytest.mark.parametrize("name", EXPECTED)
    def test_there_are_as_many_lines_as_beginnings_after_a_gap(self, real_data, name):
        root = etree.parse(str(real_data / "exb" / name)).getroot()
        chains = 0
        for one in root.iterfind("basic-body/tier[@type='t']"):
            ends = {event.get("end") for event in one.iter("event")}
            chains += sum(event.get("start") not in ends for event in one.iter("event"))
        described = root.iterfind("basic-body/tier[@type='d'][@speaker]")
        chains += sum(len(one.findall("event")) for one in described)
        lines = read(real_data / "exb" / name).transcript.lines
        assert sum(str(line.kind) == "talk" for line in lines) == chains

    @pytest.mark.parametrize("name", EXPECTED)
    def test_written_again_they_are_valid_and_the_same(self, real_data, name):
        before = read(real_data / "exb" / name)
        data = FORMATS["exb"].write(before)
        self.is_valid(real_data, data)
        after = read_bytes(data)
        assert talk(after.transcript) == talk(before.transcript)
        assert [row[1:] for row in rows(after.transcript)] == [
            row[1:] for row in rows(before.transcript)
        ]
        assert after.media == before.media

    def test_talk_with_tags_roles_and_odd_signs_is_valid(self, real_data):
        before = read_text(TEA.replace("tea", "<t&e\x01a>"), 'te"a<&.txt').transcript
        people = tuple(replace(one, role='"a" & <b>') for one in before.participants)
        line = before.lines[0]
        tags = [Tag("1", 'q<"&', (Span(line.id, 0, before.lines[4].id, 2),))]
        coding = {"M&K": Coding.of("M&K", tags), "x": Coding.of("x", tags)}
        content = Parsed(before.with_participants(people), coding, media=("a&b.wav", "c.mp4"))
        self.is_valid(real_data, FORMATS["exb"].write(content))
        self.is_valid(real_data, FORMATS["exb"].write(read_text("").transcript))

    @staticmethod
    def is_valid(real_data, data):
        folder = real_data / "schemas" / "exb"
        tree = etree.fromstring(data)
        etree.XMLSchema(file=str(folder / "exb_schema.xsd")).assertValid(tree)
        dtd = etree.DTD(str(folder / "basic-transcription-1.4.dtd"))
        assert dtd.validate(tree), dtd.error_log

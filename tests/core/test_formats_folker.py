"""FOLKER transcripts: contributions become lines, taken apart or as typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.formats import FORMATS, read_bytes
from ca_tool.formats.folker_words import MOST


def document(*contributions, times=(0, 1, 2, 3), speakers=("HM", "KL"), head=""):
    """Return a FOLKER file; *times* are seconds of the points TLI_0, TLI_1 …"""
    points = "".join(
        f'<timepoint timepoint-id="TLI_{n}" absolute-time="{at}"/>' for n, at in enumerate(times)
    )
    people = "".join(
        f'<speaker speaker-id="{one}"><name>Real Name</name></speaker>' for one in speakers
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<folker-transcription><head/>'
        rf'<speakers>{people}</speakers><recording path="C:\me\tape.wav"/>'
        f"<timeline>{points}</timeline>{''.join(contributions)}</folker-transcription>"
    ).encode()


def contribution(who, start, end, content):
    whose = f'speaker-reference="{who}" ' if who else ""
    return (
        f'<contribution {whose}start-reference="TLI_{start}" end-reference="TLI_{end}">'
        f"{content}</contribution>"
    )


def typed(who, start, end, text):
    return contribution(who, start, end, f"<unparsed>{text}</unparsed>")


def rows(parsed):
    return [(one.label, one.text, one.start_ms, one.end_ms) for one in parsed.transcript.lines]


def codes(parsed):
    return [problem.code for problem in parsed.problems]


SO = typed("HM", 0, 1, "ja so ")


class TestReading:
    def test_contributions_become_lines_with_their_times_in_the_order_of_the_timeline(self):
        parsed = read_bytes(document(typed("KL", 1, 3, "genau "), SO), "x.flk")
        assert rows(parsed) == [("HM", "ja so", 0, 1000), ("KL", "genau", 1000, 3000)]
        assert parsed.media == ("tape.wav",)

    def test_a_word_with_a_time_inside_is_whole_however_the_file_is_laid_out(self):
        text = (
            'das is \n      <time timepoint-reference="TLI_1"/>wun\n      '
            '<time timepoint-reference="TLI_2"/>derbar (0.5) '
        )
        assert rows(read_bytes(document(typed("HM", 0, 3, text))))[0][1] == "das is wunderbar (0.5)"

    def test_segments_are_put_together(self):
        content = "".join(
            f'<segment start-reference="TLI_{n}" end-reference="TLI_{n + 1}">{text}</segment>'
            for n, text in enumerate(("und ", "dann ni", "cht "))
        )
        parsed = read_bytes(document(contribution("HM", 0, 3, content)))
        assert rows(parsed) == [("HM", "und dann nicht", 0, 3000)]

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("<w>ja</w> <w>so</w>", "ja so"),
            ('<w>hast</w><w transition="assimilated">s</w>', "hast_s"),
            ('<w>ja</w><pause duration="micro"/><w>so</w>', "ja (.) so"),
            ('<pause duration="short"/><pause duration="long"/><w>so</w>', "(-) (---) so"),
            ('<w>ja</w><pause duration="0.75"/>', "ja (0.75)"),
            ('<breathe type="in" length="3"/><w>ja</w><breathe type="out" length="1"/>',
             "°hhh ja h°"),
            ('<w>ja</w><non-phonological description="lacht"/>', "ja ((lacht))"),
            ("<uncertain><w>gehst</w><w>du</w><alternative><w>siehst</w></alternative></uncertain>",
             "(gehst du/siehst)"),
            ('<unintelligible length="2"/>', "++++++"),
            ('<w>ge<stress>hen</stress><lengthening degree="2"/></w>', "geHEN::"),
            ('<w>ge<stress type="strong">hen</stress></w>', "ge!HEN!"),
            ('<w>a<time timepoint-reference="TLI_1"/>ber</w>', "aber"),
            ('<line><w>ja</w><boundary movement="high-rise" latching="yes"/></line>'
             '<line><w>so</w><boundary movement="low-fall" latching="no"/></line>', "ja?=so."),
            ('<phrase type="fragment" boundary-intonation="rise"><w>ja</w></phrase>', "ja,"),
            ("<w>ja</w><latching/><w>so</w>", "ja=so"),
            ('<comment position="start" description="f"/><w>ja</w>'
             '<comment position="end" description="f"/>', "<<f> ja>"),
            ('<w n="haben" lemma="haben">ham</w><p>.</p>', "ham."),
            ("<w>ja</w><unheard-of>doch</unheard-of>", "ja doch"),
            (f'<w>o<lengthening degree="{10**6}"/></w>', "o" + ":" * MOST),
        ],
    )  # fmt: skip
    def test_what_was_taken_apart_is_put_together_in_gats_signs(self, content, text):
        assert rows(read_bytes(document(contribution("HM", 0, 1, content)))) == [
            ("HM", text, 0, 1000)
        ]

    def test_silences_without_a_speaker_are_nobodys_and_words_are_somebodys(self):
        parsed = read_bytes(
            document(
                SO,
                typed("", 1, 2, "(0.8)"),
                contribution("", 1, 2, '<pause duration="long"/>'),
                contribution("", 2, 3, '<non-phonological description="Tür"/>'),
                typed("", 2, 3, "hallo "),
            )
        )
        kinds = [(str(line.kind), line.speakers) for line in parsed.transcript.lines]
        assert kinds == [
            ("talk", ("HM",)), ("silence", ()), ("silence", ()), ("comment", ()), ("talk", ("?",))
        ]  # fmt: skip

    def test_silent_people_take_part_and_nobodys_name_comes_in(self):
        parsed = read_bytes(document(SO))
        assert parsed.transcript.codes == ("HM", "KL")
        assert "Real Name" not in repr(parsed)

    def test_a_file_is_known_by_its_content(self):
        assert rows(read_bytes(document(SO), "x.txt"))
        utf16 = document(SO).decode().replace("UTF-8", "UTF-16").encode("utf-16")
        assert rows(read_bytes(utf16, "x"))

    def test_it_is_only_read(self):
        assert FORMATS["folker"].writes is None


class TestDamage:
    def test_references_to_nothing_lose_no_words(self):
        parsed = read_bytes(document(SO, typed("ZZ", 7, 8, "doch "), typed("KL", 2, 3, "nein ")))
        assert [row[:2] for row in rows(parsed)] == [
            ("HM", "ja so"), ("ZZ", "doch"), ("KL", "nein")
        ]  # fmt: skip
        assert codes(parsed).count("W-TIMELINE-REF") == 2

    @pytest.mark.parametrize("time", ["-5", "NaN", "1e18", "UNDEFINED", ""])
    def test_times_that_are_none_are_left_out(self, time):
        parsed = read_bytes(document(SO, times=(time, 1, 2, 3)))
        assert "W-TIME" in codes(parsed)
        assert rows(parsed) == [("HM", "ja so", None, 1000)]

    def test_what_ends_before_it_starts(self):
        parsed = read_bytes(document(typed("HM", 2, 1, "ja ")))
        assert rows(parsed) == [("HM", "ja", 2000, None)]
        assert "W-TIME-BACKWARDS" in codes(parsed)

    def test_ids_that_stand_twice(self):
        assert "W-TIMELINE-TWICE" in codes(read_bytes(document(SO, speakers=("HM", "HM"))))

    def test_a_file_of_no_talk_says_so(self):
        assert "W-NO-TALK" in codes(read_bytes(document()))

    @pytest.mark.parametrize(
        "kind",
        [
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
            '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        ],
    )
    def test_entities_and_document_types_are_refused(self, kind):
        parsed = read_bytes(document(SO, head=kind), "x.flk")
        assert codes(parsed) == ["E-DOCTYPE"]
        assert not rows(parsed)

    def test_nesting_a_million_deep(self):
        deep = document(contribution("HM", 0, 1, "")).replace(
            b"</contribution>", b"<line>" * 1_000_000
        )
        assert "E-XML" in codes(read_bytes(deep, "x.flk"))

    def test_another_document_in_the_file(self):
        parsed = read_bytes(b"<a><folker-transcription/></a>", "x.flk")
        assert codes(parsed) == ["E-XML"]

    @given(st.data())
    @settings(max_examples=60)
    def test_nothing_raises_whatever_is_cut_out(self, data):
        parts = '<w>ja<stress>so</stress></w><pause duration="0.5"/><breathe type="in" length="2"/>'
        whole = document(SO, contribution("KL", 1, 2, parts))
        start = data.draw(st.integers(0, len(whole)))
        stop = data.draw(st.integers(start, len(whole)))
        read_bytes(
            whole[:start] + data.draw(st.binary(max_size=4)) + whole[stop:], "x", format="folker"
        )

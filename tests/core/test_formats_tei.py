"""TEI and ISO 24624: what the field's files say, and transcripts with their tags out and in."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from ca_tool.codebook import Codebook
from ca_tool.coding import Coding, Link, Tag
from ca_tool.formats import FORMATS, read, read_bytes, read_text
from ca_tool.formats.registry import Parsed
from ca_tool.formats.tei_pauses import seconds_in
from ca_tool.formats.tei_xml import as_typed, name_for, name_from, written
from ca_tool.transcript import Participant, Place, Span
from ca_tool.turn_taking import turns
from tests.coded_gold import gold

TEI = 'xmlns="http://www.tei-c.org/ns/1.0"'
TEA = """\
01 SUE: what d'you wa::nt for your °tea° Tom.
02      (1.8)
03 SUE: d'you want >the hot< one or: the [cold one,
04 TOM:                                  [hot.
05      (0.4) ((opens freezer))
06 SUE: HOT one ((laughs)) o↑kay ↑so=
07 TOM: =mm (h)hh wo(h)rd & <then> tch
08      ((phone rings))

09 SUE: .hh wh- what (was/is) £that£ (.) <I d- (   ) _know_>=
10      because it's (..) been
11 JO:  =it's ((points)) (the phone) yea[h]
...
12 ?:   so \\ it \t\x15 was
13 SUE and TOM: bye
"""


def document(body, header="", timeline="", attributes=TEI):
    """Return a TEI document around the content of a body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><TEI {attributes}><teiHeader>{header}</teiHeader>'
        f"<text>{timeline}<body>{body}</body></text></TEI>"
    ).encode()


def people(*rows):
    """Return a header's list of people from (id, what is in the person)."""
    listed = "".join(f'<person xml:id="{key}"{more}</person>' for key, more in rows)
    return f"<profileDesc><particDesc>{listed}</particDesc></profileDesc>"


def said(content, **how):
    """Return what is read from the content of one utterance of A's."""
    parsed = read_bytes(document(f'<u who="A">{content}</u>', **how), "x.tei")
    (line,) = parsed.transcript.lines
    return line.text


def rows(parsed):
    lines = parsed.transcript.lines
    return [(line.label, line.text.strip(), line.start_ms, line.end_ms) for line in lines]


def codes(parsed):
    return [problem.code for problem in parsed.problems]


def write(content):
    return FORMATS["tei"].write(content)


def again(content):
    """Return what comes back of a transcript or a coded one."""
    return read_bytes(write(content), "x.tei")


ANN = '<person xml:id="A" sex="2"><persName><forename>Real</forename><abbr>Ann</abbr></persName>'
TIMELINE = (
    '<timeline unit="s"><when xml:id="T0"/><when xml:id="T1" interval="1.5" since="#T0"/>'
    '<when xml:id="T2" interval="500" unit="ms" since="T1"/><when xml:id="T3"/>'
    '<when xml:id="T4" interval="4" since="#T0"/></timeline>'
)


class TestReading:
    def test_utterances_become_lines_in_order_of_onset_with_their_times(self):
        body = (
            '<annotationBlock who="#B" start="#T1" end="#T2"><u><w>yeah</w></u></annotationBlock>'
            '<annotationBlock who="A" start="T0" end="T4"><u><seg><w>you</w><w>know</w></seg></u>'
            "</annotationBlock>"
        )
        parsed = read_bytes(document(body, timeline=TIMELINE), "tea.tei.xml")
        assert rows(parsed) == [("A", "you know", 0, 4000), ("B", "yeah", 1500, 2000)]
        assert parsed.transcript.title == "tea"

    def test_people_are_their_short_names_and_real_names_stay_in_the_file(self):
        header = "<fileDesc><titleStmt><title>Tea  time</title></titleStmt></fileDesc>" + people(
            ("A", ' sex="2"><persName><forename>Real</forename><abbr>Ann</abbr></persName>'),
            ("B", ' role="support worker" n="BEN"><persName>Somebody Else</persName>'),
            ("C", "><persName>Cat</persName>"),
        )
        body = '<u who="#A">so</u><u who="#B">yes</u>'
        parsed = read_bytes(document(body, header))
        assert [line.label for line in parsed.transcript.lines] == ["Ann", "BEN"]
        roles = {person.code: person.role for person in parsed.transcript.participants}
        assert roles == {"ANN": "", "BEN": "support worker", "CAT": ""}
        assert parsed.transcript.title == "Tea time"
        assert "Ann: female" in parsed.evidence
        assert "Real" not in str(parsed.evidence) + parsed.transcript.text

    def test_recordings_are_named_without_somebodys_folders(self):
        header = (
            "<fileDesc><sourceDesc><recordingStmt><recording>"
            '<media mimeType="audio/wav" url="file:///C:/me/tea.wav"/>'
            '<media url="https://x.org/tea.mp4"/><media url=""/></recording></recordingStmt>'
            "</sourceDesc></fileDesc>"
        )
        parsed = read_bytes(document('<u who="A">so</u>', header))
        assert parsed.media == ("tea.wav", "https://x.org/tea.mp4")

    @pytest.mark.parametrize(
        ("content", "text"),
        [
            ("<w>so</w><w>you</w><pc>,</pc><w>know</w><pc>.</pc>", "so you, know."),
            ("\n <w>so</w>\n <pc>,</pc>\n <w>yes</w>\n", "so, yes"),
            ('<w>gon</w><w join="left">na</w>', "gonna"),
            ('so sp<anchor synch="#T1"/>ecies <anchor synch="#T2"/>evolve', "so species evolve"),
            ('<w>sp<anchor synch="T1"/>ecies</w>', "species"),
            ('so<pause dur="PT0.6S"/>yes<pause type="micro"/>', "so (0.6) yes (.)"),
            ('<pause dur="PT1M2.5S"/><pause type="long"/><pause/>', "(62.5) (---) ((pause))"),
            ("<vocal><desc>laughs</desc></vocal> no", "((laughs)) no"),
            ("<vocal><desc>breathes in</desc></vocal> no", ".hh no"),
            ('<vocal><desc rend="((coughs))">cough</desc></vocal>', "((coughs))"),
            ("<kinesic><desc>nods</desc></kinesic>", "((nods))"),
            ("<incident><desc>((door)) </desc></incident>", "((door))"),
            ('<event desc="door"/> <kinesic type="nod"/>', "((door)) ((nod))"),
            ("it was <unclear><w>the</w><w>hot</w></unclear> one", "it was (the hot) one"),
            ("<unclear/> so <gap/>", "( ) so ( )"),
            ('<gap reason="anonymised"/>', "((anonymised))"),
            ("<choice><unclear>was</unclear><unclear>is</unclear></choice>", "(was/is)"),
            ("<choice><orig>gonna</orig><reg>going to</reg></choice> do", "gonna do"),
            ('<del type="truncation">wor</del> word', "wor- word"),
            ('<w type="truncated">wor</w><w>word</w>', "wor- word"),
            ("do you <emph>know</emph> it", "do you _know_ it"),
            ('<shift feature="loud" new="p"/>so<shift feature="loud"/> no', "°so° no"),
            ('a <shift feature="tempo" new="a"/><w>b</w><w>c</w>', "a >b c<"),
            ('<shift feature="loud" new="f"/><w>so</w><shift feature="loud"/><w>no</w>', "SO no"),
            ('<shift feature="voice" new="creak"/><w>so</w>', "#so#"),
            ('<shift feature="voice" new="husk"/><w>so</w>', "((voice: husk)) so"),
            ("so <note>she smiles</note>", "so ((she smiles))"),
            ("a<lb/>b", "a b"),
        ],
    )
    def test_what_is_in_an_utterance_reads_as_jefferson(self, content, text):
        assert " ".join(said(content).split()) == text

    def test_latching_and_overlap_may_be_said_of_an_utterance(self):
        body = '<u who="A">so</u><u who="B" trans="latching">no</u><u who="A" trans="overlap">a</u>'
        assert [row[1] for row in rows(read_bytes(document(body)))] == ["so", "=no", "[a"]

    def test_pauses_between_utterances_are_nobodys_and_inside_the_speakers(self):
        body = (
            '<u who="A">so<pause dur="PT1S"/></u><pause dur="PT2.0S"/>'
            '<incident><desc>door</desc></incident><incident who="B"><desc>nods</desc></incident>'
        )
        lines = read_bytes(document(body)).transcript.lines
        assert [(str(line.kind), line.speakers) for line in lines] == [
            ("talk", ("A",)), ("silence", ()), ("comment", ()), ("talk", ("B",)),
        ]  # fmt: skip

    def test_utterances_may_say_their_times_by_anchors(self):
        body = '<u who="#A"><anchor synch="#T1"/>so<anchor synch="#T4"/></u>'
        parsed = read_bytes(document(body, timeline=TIMELINE))
        assert rows(parsed) == [("A", "so", 1500, 4000)]

    def test_clock_times_count_from_the_origin(self):
        timeline = (
            '<timeline origin="#T0"><when xml:id="T0" absolute="12:00:10"/>'
            '<when xml:id="T1" absolute="12:01:00.25"/></timeline>'
        )
        parsed = read_bytes(document('<u who="A" start="T1">so</u>', timeline=timeline))
        assert rows(parsed) == [("A", "so", 50250, None)]

    def test_talk_in_chorus_is_written_for_each_person(self):
        parsed = read_bytes(document('<u who="#A #B">bye</u>'))
        assert [row[:2] for row in rows(parsed)] == [("A", "bye"), ("B", "bye")]

    def test_layers_of_annotation_are_reported_and_not_read(self):
        body = (
            '<annotationBlock who="A"><u><w xml:id="w1">so</w></u><spanGrp type="pos">'
            '<span from="w1" to="w1">ADV</span></spanGrp></annotationBlock>'
        )
        parsed = read_bytes(document(body))
        assert "ADV" not in parsed.transcript.text
        assert [p.detail for p in parsed.problems if p.code == "I-TIER"] == [
            "“pos” (1 annotations of talk)"
        ]

    @pytest.mark.parametrize("attributes", ["", 'xmlns="http://example.org/tei"'])
    def test_the_namespace_may_be_wrong_or_missing(self, attributes):
        parsed = read_bytes(document('<u who="A">so</u>', attributes=attributes))
        assert rows(parsed) == [("A", "so", None, None)]
        assert "I-TEI-NAMESPACE" in codes(parsed)

    def test_a_prefix_is_no_matter(self):
        data = (
            b'<t:TEI xmlns:t="http://www.tei-c.org/ns/1.0"><t:text><t:body>'
            b'<t:u who="A">so</t:u></t:body></t:text></t:TEI>'
        )
        assert rows(read_bytes(data, "x")) == [("A", "so", None, None)]

    def test_the_fourth_edition_with_its_document_type_and_entities(self):
        data = (
            b'<!DOCTYPE TEI.2 PUBLIC "-//TEI P4//DTD Main//EN" "tei2.dtd">\n<TEI.2><teiHeader>'
            b'<profileDesc><particDesc><person id="A" role="teacher"><p>Ann</p></person>'
            b"</particDesc></profileDesc></teiHeader><text><body><div1>"
            b'<u who="A">caf&eacute; &odd; R&amp;D <event desc="bell"/></u></div1></body></text>'
            b"</TEI.2>"
        )
        parsed = read_bytes(data, "x.xml")
        assert rows(parsed)[0][1] == "café &odd; R&D ((bell))"
        assert parsed.transcript.participants[0].role == "teacher"

    def test_a_corpus_is_several_transcripts(self):
        one = '<TEI><text><body><u who="A">so</u></body></text></TEI>'
        parsed = read_bytes(f"<teiCorpus {TEI}><teiHeader/>{one}{one}</teiCorpus>".encode())
        assert [rows(each) for each in (parsed, *parsed.more)] == [[("A", "so", None, None)]] * 2

    def test_a_document_of_no_talk_says_so(self):
        assert "W-NO-TALK" in codes(read_bytes(document("<div><p>An essay.</p></div>")))

    def test_lengths_are_read_in_any_spelling(self):
        spelt = ["PT0.6S", "PT2S", "0.4s", "250 ms", "1,5", "-1", "PT", "P1D", "1e9", "NaN", None]
        assert [seconds_in(one) for one in spelt] == [
            "0.6", "2.0", "0.4", "0.25", "1.5", "", "", "", "", "", "",
        ]  # fmt: skip


class TestOddReferencesAndTimes:
    def test_references_that_lead_nowhere_are_told(self):
        header = people(("A", ">"))
        parsed = read_bytes(document('<u who="#B" start="T9">so</u>', header, TIMELINE))
        assert codes(parsed).count("W-TIMELINE-REF") == 2
        assert rows(parsed) == [("B", "so", None, None)]

    def test_absurd_times_are_left_out_and_told(self):
        for value in ("-5", "NaN", "1e18", "10" * 20, "soon"):
            timeline = (
                f'<timeline><when xml:id="T0"/><when xml:id="T1" interval="{value}"/></timeline>'
            )
            parsed = read_bytes(document('<u who="A" start="T1">so</u>', timeline=timeline))
            assert "W-TIME" in codes(parsed), value
            assert rows(parsed) == [("A", "so", None, None)]

    def test_points_that_count_from_each_other_in_a_ring_have_no_time(self):
        ring = "".join(
            f'<when xml:id="T{n}" interval="1" since="T{(n + 1) % 3000 + 1}"/>'
            for n in range(1, 3001)
        )
        timeline = f'<timeline><when xml:id="T0"/>{ring}</timeline>'
        parsed = read_bytes(document('<u who="A" start="T5">so</u>', timeline=timeline))
        assert rows(parsed) == [("A", "so", None, None)]

    def test_a_long_chain_adds_up(self):
        chain = "".join(f'<when xml:id="T{n}" interval="0.1"/>' for n in range(1, 5001))
        timeline = f'<timeline unit="s"><when xml:id="T0"/>{chain}</timeline>'
        parsed = read_bytes(document('<u who="A" start="T5000">so</u>', timeline=timeline))
        assert rows(parsed) == [("A", "so", 500_000, None)]

    def test_an_end_before_the_start_is_left_out(self):
        parsed = read_bytes(document('<u who="A" start="T4" end="T1">so</u>', timeline=TIMELINE))
        assert rows(parsed) == [("A", "so", 4000, None)]
        assert "W-TIME-BACKWARDS" in codes(parsed)

    def test_ids_that_stand_twice_are_told(self):
        body = '<u xml:id="u" who="A">so</u><u xml:id="u" who="A">yes</u>'
        timeline = '<timeline><when xml:id="T"/><when xml:id="T"/></timeline>'
        parsed = read_bytes(document(body, people(("A", ">"), ("A", ">")), timeline))
        assert codes(parsed).count("W-TEI-TWICE") == 1
        assert codes(parsed).count("W-TIMELINE-TWICE") == 2
        assert len(parsed.transcript.lines) == 2


def coded(text=TEA):
    """Return a transcript with times, people, two coders' tags and a link."""
    transcript = read_text(text, "tea.txt").transcript
    lines = tuple(
        replace(line, start_ms=700 * n + 3, end_ms=700 * n + 650) if n % 3 else line
        for n, line in enumerate(transcript.lines)
    )
    roster = [replace(one, role="support worker") for one in transcript.participants[:1]]
    roster += [replace(one, caps_are_device=True) for one in transcript.participants[1:]]
    silent = Participant("PAT", (), "family", present=False)
    transcript = replace(
        transcript, lines=lines, participants=(*roster, silent), title="Tea & <co>"
    )
    ids = [line.id for line in lines]
    question = Tag(
        "q1", "question", (Span(ids[0], 8, ids[0], 30), Span(ids[2], 10, ids[3], 45)),
        "SUE", ("TOM", "JO"), ("PAT",), (("form", "wh"), ("odd name", "a b")), "possible",
        "a note\nwith <b>two</b> lines\x15", "kim", "2026-01-01T00:00:00Z",
        "2026-01-02T00:00:00Z", "suggested", "3", ("a1", "b2"),
    )  # fmt: skip
    answer = Tag("r1", "good support!", (Span(ids[3], 41, ids[3], 42),), "TOM", coder="kim")
    other = Tag("q1", "question", (Span(ids[8], 0, ids[8], 0),), coder="Lo & Co")
    links = [
        Link("l1", "answers", "r1", "q1", coder="kim", created="2026-01-01T00:00:00Z"),
        Link("l2", "answers", "r1", target_turn=Place(ids[5], 8), coder="kim"),
    ]
    codings = {
        "kim": Coding.of("kim", [question, answer], links),
        "Lo & Co": Coding.of("Lo & Co", [other]),
    }
    return Parsed(transcript, codings, media=("tea.wav",))


def kept(transcript):
    """Return what must come back of a transcript."""
    lines = [
        (one.raw, one.ending, one.speakers, one.start_ms, one.end_ms) for one in transcript.lines
    ]
    return lines, transcript.tokens, transcript.participants, transcript.profile, transcript.title


class TestWriting:
    def test_a_coded_transcript_comes_back_as_it_went(self):
        content = coded()
        back = again(content)
        assert kept(back.transcript) == kept(content.transcript)
        assert back.codings == content.codings
        assert back.media == content.media
        assert not {code for code in codes(back) if "TEI" in code or "TIME" in code}

    @pytest.mark.parametrize("name", ["a", "b"])
    def test_the_gold_sessions_come_back_with_their_codes(self, name):
        session = gold(name)
        back = again(Parsed(session.transcript, session.codings))
        assert kept(back.transcript) == kept(session.transcript)
        assert back.codings == session.codings

    def test_chat_stays_chat(self):
        text = (
            "@UTF8\n@Begin\n@Participants:\tSUE Sue Caretaker, TOM Tom Participant\n@Options:\tCA\n"
            "*SUE:\twant tea⇗ \x15100_900\x15\n*TOM:\t⌊yeah⌋ (0.4)\n%com:\tnods\n@End\n"
        )
        transcript = read_text(text, "tea.cha").transcript
        back = again(transcript).transcript
        assert kept(back)[:2] == kept(transcript)[:2]
        assert back.profile == "chat-ca"

    def test_every_feature_has_its_element(self):
        root = etree.fromstring(write(coded()))
        found = {
            (etree.QName(one).localname, one.get("type"), one.get("norm") or one.get("dur"))
            for one in root.iter(etree.Element)
        }
        assert found >= {
            ("pause", None, "PT1.8S"), ("pause", "micro", None), ("pause", "short", None),
            ("pc", "shift", "loud p"), ("pc", "shift", "loud normal"), ("pc", "shift", "tempo a"),
            ("pc", "shift", "voice smile"), ("pc", "shift", "pitch high"),
            ("pc", "contour", "falling"), ("pc", "latch", None), ("w", "truncated", "wh"),
            ("w", "loud", None), ("w", None, "want"), ("w", "stressed", None),
            ("w", "uncertain", None), ("incident", "unintelligible", None),
            ("anchor", "overlap-start", None),
        }  # fmt: skip
        described = [one.text for one in root.iter("{*}desc")]
        assert {"laughs", "opens freezer", "inhales", "clicks", "phone rings"} <= set(described)

    def test_the_two_brackets_of_an_overlap_are_one_point_in_time(self):
        root = etree.fromstring(write(coded()))
        points = [one.get("synch") for one in root.iter("{*}anchor")]
        assert points[0] == points[1]
        assert points[0] in [one.get("{http://www.w3.org/XML/1998/namespace}id")
                             for one in root.iter("{*}when")]  # fmt: skip

    def test_tags_point_at_the_words_for_every_program(self):
        root = etree.fromstring(write(coded()))
        ids = {one.get("{http://www.w3.org/XML/1998/namespace}id"): one for one in root.iter()}
        tag = next(one for one in root.iter("{*}span") if one.get("type") == "tag")
        assert tag.getparent().get("type") == "question"
        assert ids[tag.get("from")].text == "what"
        assert tag.get("who") == "sp_SUE"

    def test_words_changed_by_another_program_count(self):
        data = write(coded()).replace(b">Tom</w>", b">Ann</w>")
        back = read_bytes(data)
        assert back.transcript.lines[0].text == "what d'you wa::nt for your °tea° Ann."
        assert codes(back).count("W-TEI-CHANGED") == 1
        assert back.transcript.lines[2].raw == coded().transcript.lines[2].raw
        question = back.codings["kim"].tags["q1"]
        assert question.spans[0] == Span(1, 8, 1, 45)

    def test_utterances_added_and_taken_out_by_another_program_count(self):
        root = etree.fromstring(write(coded()))
        blocks = list(root.iter("{*}annotationBlock"))
        new = etree.fromstring(
            f'<annotationBlock {TEI} xml:id="new" who="sp_JO"><u><w>hi</w></u></annotationBlock>'
        )
        blocks[0].addnext(new)
        blocks[-1].getparent().remove(blocks[-1])
        back = read_bytes(etree.tostring(root))
        raws = [line.raw for line in back.transcript.lines]
        assert raws[1] == "JO: hi"
        assert raws[2] == "02      (1.8)"
        assert "13 SUE and TOM: bye" not in raws
        assert back.codings["kim"].tags["r1"].spans == (Span(5, 41, 5, 42),)

    def test_a_link_without_its_tags_is_told_and_left_out(self):
        data = write(coded()).replace(b'<span type="id">r1<', b'<span type="id">r9<')
        back = read_bytes(data)
        assert back.codings["kim"].links == {}
        assert "W-TIMELINE-REF" in codes(back)

    def test_what_is_lost_is_said_only_where_it_is(self):
        losses = FORMATS["tei"].losses_of
        plain = read_text("ANN: so\nBEN: yes\n").transcript
        assert losses(plain) == ()
        whole = replace(coded(), codebook=Codebook("x"), more=(Parsed(plain),))
        assert len(losses(whole)) == 3

    def test_no_real_name_and_no_markup_of_others_gets_out(self):
        evil = "<script>alert(1)</script>&\"'"
        transcript = read_text(f"ANN: so {evil}\n", "x.txt").transcript
        root = etree.fromstring(write(replace(transcript, title=evil)))
        assert not list(root.iter("{*}script"))
        assert again(transcript).transcript.text == transcript.text

    @pytest.mark.parametrize("text", ["", "\n", "ANN:\n", "((door))\n", "[Title]\n\n", "(0.5)\n"])
    def test_next_to_nothing_comes_back(self, text):
        transcript = read_text(text, "x.txt").transcript
        assert again(transcript).transcript.text == text


@pytest.fixture(scope="module")
def iso_schemas(real_data):
    """Return both versions of the schema of ISO 24624; they import W3C's by its address."""
    folder = real_data / "schemas" / "tei"

    class Local(etree.Resolver):
        def resolve(self, url, public, context):
            is_theirs = (url or "").endswith("2001/xml.xsd")
            return self.resolve_filename(str(folder / "xml.xsd"), context) if is_theirs else None

    parser = etree.XMLParser()
    parser.resolvers.add(Local())
    names = ("ISO_TEI_Schema_v0.xsd", "ISO_TEI_Schema_v0_1.xsd")
    return [etree.XMLSchema(etree.parse(str(folder / name), parser)) for name in names]


def valid(data, schemas):
    """Return what the schemas find wrong; the older one knows no id of the whole."""
    old, new = schemas
    root = etree.fromstring(data)
    new.validate(root)
    wrong = [error.message for error in new.error_log]
    del root.attrib["{http://www.w3.org/XML/1998/namespace}id"]
    old.validate(root)
    return wrong + [error.message for error in old.error_log]


@pytest.mark.real_data
class TestAgainstTheStandard:
    @pytest.mark.parametrize("text", [TEA, "", "ANN:\n", "((door))\n", "?: so [\nANN: [[ ]\n"])
    def test_what_is_written_is_valid(self, iso_schemas, text):
        assert valid(write(read_text(text, "x.txt").transcript), iso_schemas) == []

    def test_codes_are_valid_too(self, iso_schemas):
        assert valid(write(coded()), iso_schemas) == []
        for name in "ab":
            session = gold(name)
            assert valid(write(Parsed(session.transcript, session.codings)), iso_schemas) == []

    @settings(max_examples=60)
    @given(st.text(alphabet="AB:so [](0.5)=°><_£#*@~.h-\n\t\x15\\&\u0332⌈⌉é", max_size=80))
    def test_any_text_is_valid(self, iso_schemas, text):
        assert valid(write(read_text(text, "x.txt").transcript), iso_schemas) == []

    def test_real_transcripts_are_valid_and_come_back(self, iso_schemas, real_data):
        paths = [*sorted((real_data / "jefferson-chat").glob("*.cha"))[:3],
                 real_data / "tei" / "HardTalk.tei.xml",
                 *sorted((real_data / "eaf").glob("*.eaf"))]  # fmt: skip
        for path in paths:
            transcript = read(path).transcript
            data = write(transcript)
            assert valid(data, iso_schemas) == [], path.name
            back = read_bytes(data, "x.tei").transcript
            assert kept(back)[0] == kept(transcript)[0], path.name
            assert len(turns(back)) == len(turns(transcript)), path.name

    def test_the_fields_own_file_is_read(self, real_data):
        parsed = read(real_data / "tei" / "HardTalk.tei.xml")
        transcript = parsed.transcript
        assert transcript.codes == ("STS", "DD")
        spoken = [line for line in transcript.lines if line.kind == "talk"]
        assert len(spoken) == 36  # 35 utterances, and a breath of DD's between two
        assert all(line.start_ms is not None and line.end_ms for line in spoken)
        starts = [line.start_ms for line in transcript.lines]
        assert starts == sorted(starts)
        assert parsed.media[0] == "HardTalk.avi"
        assert not {code for code in codes(parsed) if code.startswith(("E-", "W-T"))}


SIGNS = st.text(
    alphabet="abcHOT 'éß:.,?¿_;=[]()<>°°£#↑↓-hx0.5/&\\\"\u0332\u200b漢\x15", max_size=40
)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["ANN:  ", "BEN:  ", "01 JO: ", "      ", "", "(0.5)", "((x))"]), SIGNS
    ),
    max_size=8,
)
TALK = st.lists(
    st.tuples(
        st.sampled_from(["ANN", "BEN", "JO"]),
        st.lists(
            st.sampled_from(
                ["so", "we::ll", "°quiet°", ">fast", "then<", "(0.5)", "(.)", "((nods))", "no?",
                 "yes.", "wor-", ".hh", "heh", "£smile£", "LOUD", "(maybe)", "wo(h)rd", "_this_"]
            ),
            min_size=1, max_size=6,
        ),
    ),
    min_size=2, max_size=6,
)  # fmt: skip
CODES = st.sampled_from(["question", "good support", "7é", "_x0020_"])


@st.composite
def contents(draw):
    """Draw a transcript with some times, tags and links."""
    text = "".join(f"{head}{body}\n" for head, body in draw(LINES))
    transcript = read_text(text, "x.txt", format="plain").transcript
    lines = list(transcript.lines)
    at = 0
    for n in range(len(lines)):
        if draw(st.booleans()):
            at += draw(st.integers(0, 10**6))
            lines[n] = replace(lines[n], start_ms=at, end_ms=at + draw(st.integers(0, 5000)))
    transcript = replace(transcript, lines=tuple(lines))
    tags = [_tag(draw, n, lines) for n in range(draw(st.integers(0, 3)))] if lines else []
    links = [
        Link(f"l{n}", "answers", tag.id, tags[0].id, coder="kim") for n, tag in enumerate(tags)
    ]
    codings = {"kim": Coding.of("kim", tags, links)} if tags else {}
    return Parsed(transcript, codings)


def _tag(draw, number, lines):
    row = draw(st.integers(0, len(lines) - 1))
    end_row = draw(st.integers(row, len(lines) - 1))
    start = draw(st.integers(0, len(lines[row].raw)))
    low = start if row == end_row else 0
    end = draw(st.integers(low, len(lines[end_row].raw)))
    note = draw(st.text(max_size=10))
    return Tag(
        f"t{number}", draw(CODES), (Span(lines[row].id, start, lines[end_row].id, end),),
        coder="kim", note=note, values=(("form", draw(st.text(max_size=5))),),
    )  # fmt: skip


class TestRoundTrips:
    @given(contents())
    def test_whatever_is_typed_and_tagged_comes_back(self, content):
        back = again(content)
        assert kept(back.transcript)[:2] == kept(content.transcript)[:2]
        assert back.codings == content.codings
        assert "W-TEI-CHANGED" not in codes(back)

    @given(TALK)
    def test_the_elements_alone_say_who_says_how_much_in_what_order(self, talk):
        text = "".join(f"{who}: {' '.join(words)}\n" for who, words in talk)
        transcript = read_text(text, "x.txt", format="plain").transcript
        data = write(transcript).replace(b'<spanGrp type="transcript">', b'<spanGrp type="older">')
        back = read_bytes(data, "x.tei").transcript
        assert [(turn.speaker, turn.words) for turn in turns(back)] == [
            (turn.speaker, turn.words) for turn in turns(transcript)
        ]

    def test_a_plain_talk_is_the_same_without_the_lines_as_typed(self):
        transcript = read_text(TEA, "x.txt").transcript
        data = write(transcript).replace(b'<spanGrp type="transcript">', b'<spanGrp type="older">')
        back = read_bytes(data, "x.tei").transcript
        assert [line.text for line in back.lines][:3] == [
            "what d'you wa::nt for your °tea° Tom.", "(1.8)",
            "d'you want >the hot< one or: the [cold one,",
        ]  # fmt: skip

    @given(st.text())
    def test_texts_and_names_of_any_kind_come_back(self, text):
        assert as_typed(written(text)) == text
        assert name_from(name_for(text)) == text


BOMB = (
    '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
LOCAL = '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
NET = '<!DOCTYPE TEI SYSTEM "http://127.0.0.1:9/evil.dtd">'


class TestHostileFiles:
    @pytest.mark.parametrize("doctype", [BOMB, LOCAL])
    def test_documents_with_entities_of_their_own_are_refused(self, doctype):
        data = f'{doctype}<TEI {TEI}><text><body><u who="A">&x;&i;</u></body></text></TEI>'
        parsed = read_bytes(data.encode(), "x.tei")
        assert codes(parsed) == ["E-DOCTYPE"]
        assert parsed.transcript.text == ""

    def test_no_document_type_is_fetched(self):
        data = f'{NET}<TEI {TEI}><text><body><u who="A">so</u></body></text></TEI>'
        assert rows(read_bytes(data.encode(), "x.tei")) == [("A", "so", None, None)]

    def test_nothing_is_included(self):
        content = (
            'so <xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd" '
            'parse="text"/>'
        )
        assert said(content) == "so"

    def test_nesting_a_million_deep_ends_with_a_message(self):
        data = document("<seg>" * 10**6 + "so" + "</seg>" * 10**6)
        assert "E-XML" in codes(read_bytes(data, "x.tei"))

    def test_nesting_as_deep_as_is_let_in_is_read(self):
        assert said("<seg>" * 200 + "so" + "</seg>" * 200) == "so"

    @pytest.mark.parametrize("name", ["unclear", "emph", "w", "del", "choice", "u"])
    def test_any_element_may_nest_as_deep_as_is_let_in(self, name):
        deep = f"<{name}>" * 245 + "so" + f"</{name}>" * 245
        assert "so" in said(deep)

    def test_more_elements_than_any_transcript_has_are_refused(self):
        parsed = read_bytes(document("<u/>" * 2_000_001), "x.tei")
        assert codes(parsed)[0] == "E-XML"

    def test_a_million_entities_are_read_in_time(self):
        data = (
            b'<!DOCTYPE TEI.2 SYSTEM "a"><TEI.2><text><body><u>'
            + b"&eacute;" * 10**6
            + b"</u></body></text></TEI.2>"
        )
        assert read_bytes(data, "x.tei").transcript.text.count("é") == 10**6

    def test_sixty_megabytes_of_one_text_end_with_a_message(self):
        data = document(f'<u who="A">{"a" * 60_000_000}</u>')
        assert "E-XML" in codes(read_bytes(data, "x.tei"))

    def test_a_hundred_thousand_of_anything_is_read(self):
        body = '<u who="A"><w>so</w></u>' * 30_000 + '<spanGrp type="x"/>' * 30_000
        assert len(read_bytes(document(body)).transcript.lines) == 30_000

    def test_elements_of_a_million_names_are_read(self):
        content = "".join(f"<x{n}>a</x{n}>" for n in range(30_000))
        assert said(content) == "a" * 30_000

    def test_html_is_text(self):
        assert said("&lt;img src=x onerror=alert(1)&gt;") == "<img src=x onerror=alert(1)>"

    def test_our_own_file_tampered_with_does_not_raise(self):
        data = write(coded())
        for old, new in (
            (b"2.8 ", b"999999999.8 "), (b'from="ab1"', b'from="nowhere"'), (b' to="e', b' to="x'),
            (b'type="place"', b'type="plaice"'), (b"</span>\n", b"\n\n</span>\n"),
            (b'ident="loose-CA"', b'ident="chat-ca"'), (b'<span type="code">', b'<span type="c">'),
            (b'since="T0"', b'since="T4"'), (b' xml:id="', b' id="'), (b"<u ", b"<x "),
            (b'<spanGrp type="participants">', b'<spanGrp type="transcript">'),
        ):  # fmt: skip
            assert read_bytes(data.replace(old, new), "x.tei").transcript.lines

    @settings(max_examples=60)
    @given(st.integers(0, 20_000), st.binary(max_size=6))
    def test_damage_anywhere_does_not_raise(self, at, junk):
        data = write(coded())
        at %= len(data)
        read_bytes(data[:at] + junk + data[at + len(junk) :], "x.tei")
        read_bytes(data[:at], "x.tei", format="tei")

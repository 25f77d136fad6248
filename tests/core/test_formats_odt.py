"""OpenDocument texts come in as the plain text their author sees."""

import io
import re
import time
import zipfile

import pytest
from odf import dc
from odf.office import Annotation
from odf.opendocument import OpenDocumentText
from odf.style import (
    ParagraphProperties,
    Style,
    TabStop,
    TabStops,
    TextProperties,
)
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import (
    A,
    LineBreak,
    List,
    ListItem,
    ListLevelStyleNumber,
    ListStyle,
    Note,
    NoteBody,
    NoteCitation,
    P,
    S,
    Span,
    Tab,
)

from ca_tool import formats
from ca_tool.formats import UnreadableFileError, read_bytes, read_text
from ca_tool.resources import folder
from ca_tool.transcript import TokenKind
from ca_tool.turn_taking import turns

BOUND = 30  # seconds of the processor: far above any machine's noise; a blow-up takes minutes

SAMPLES = sorted(folder("sample_transcripts").glob("*.txt"))


@pytest.fixture
def page():
    document = OpenDocumentText()
    base = Style(name="Base", family="paragraph")
    base.addElement(TextProperties(fontsize="10pt", fontfamily="Courier New"))
    document.styles.addElement(base)
    for name, properties in {
        "Underlined": {"textunderlinestyle": "solid"},
        "Bold": {"fontweight": "bold"},
        "Raised": {"textposition": "super 58%"},
        "Small": {"fontsize": "6pt"},
        "Hidden": {"display": "none"},
        "Signs": {"fontfamily": "Wingdings"},
    }.items():
        style = Style(name=name, family="text")
        style.addElement(TextProperties(**properties))
        document.automaticstyles.addElement(style)
    return document


def say(page, *runs):
    """Add a paragraph of text, elements, and pairs of a style and its text."""
    paragraph = P(stylename="Base")
    for run in runs:
        if isinstance(run, tuple):
            paragraph.addElement(Span(stylename=run[0], text=run[1]))
        elif isinstance(run, str):
            spaced(paragraph, run)
        else:
            paragraph.addElement(run)
    page.text.addElement(paragraph)
    return paragraph


def spaced(element, text):
    """Add text as LibreOffice does: of blanks in a row all but the first are counted."""
    for part in re.findall(r"^ +|(?<= ) +|(?:[^ ]| (?! ))+| ", text):
        if part.strip():
            element.addText(part)
        else:
            element.addElement(S(c=len(part)))


def opened(page):
    data = io.BytesIO()
    page.write(data)
    return read_bytes(data.getvalue(), "talk.odt")


def read_lines(page):
    return [line.raw for line in opened(page).transcript.lines]


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
    def test_lines_turns_and_words_are_those_of_the_text_file(self, page, path):
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines():
            say(page, line)
        plain, odt = read_text(text).transcript, opened(page).transcript
        assert [line.raw for line in odt.lines] == [line.rstrip() for line in text.splitlines()]
        assert [(t.speaker, t.words) for t in turns(odt)] == [
            (t.speaker, t.words) for t in turns(plain)
        ]
        assert words(odt) == words(plain)

    def test_blanks_of_the_xml_are_one_blank(self):
        body = "<text:p>\n  ANN: are\n   you <text:span> coming</text:span></text:p>"
        assert read_bytes(packed(body), "talk.odt").transcript.text == "ANN: are you coming\n"

    def test_nbsp_and_quotes_stay_as_typed(self, page):
        say(page, "ANN: “well”\u00a0it’s… so– ½")
        assert read_lines(page) == ["ANN: “well”\u00a0it’s… so– ½"]


class TestLooks:
    def test_an_underlined_syllable_is_stress_and_the_word_stays_whole(self, page):
        say(page, "ANN: I ", ("Underlined", "don't"), " know re", ("Underlined", "al"), "ly")
        transcript = opened(page).transcript
        assert stressed(transcript) == ["don", "t", "al"]
        assert [value for value, _ in words(transcript)[0]] == ["I", "don't", "know", "really"]

    def test_bold_inside_a_word_is_stress(self, page):
        say(page, "ANN: y", ("Bold", "ea"), "h")
        assert stressed(opened(page).transcript) == ["ea"]

    def test_a_raised_o_is_a_degree_sign_and_small_type_is_whisper(self, page):
        say(page, "ANN: ", ("Raised", "o"), "quietly", ("Raised", "o"), " then my love")
        say(page, "BEN: yeah ", ("Small", "in a minute"))
        assert read_lines(page) == ["ANN: °quietly° then my love", "BEN: yeah °in a minute°"]

    def test_wingdings_are_what_they_look_like(self, page):
        say(page, "ANN: ", ("Signs", "\uf0e1"), "what")
        assert read_lines(page) == ["ANN: ↑what"]

    def test_hidden_text_is_reported(self, page):
        say(page, "ANN: come in", ("Hidden", " now"))
        parsed = opened(page)
        assert parsed.transcript.text == "ANN: come in\n"
        assert details(parsed, "I-RICH-HIDDEN") == ["now"]


class TestLayout:
    def test_soft_breaks_are_lines(self, page):
        say(page, "ANN: are you coming", LineBreak(), "     (0.5)")
        assert read_lines(page) == ["ANN: are you coming", "     (0.5)"]

    def test_tab_stops_keep_columns(self, page):
        style = Style(name="Tabbed", family="paragraph", parentstylename="Base")
        stops = TabStops()
        stops.addElement(TabStop(position="1in"))
        properties = ParagraphProperties()
        properties.addElement(stops)
        style.addElement(properties)
        page.automaticstyles.addElement(style)
        for label, talk in (("ANN:", "are you [coming"), ("BENJAMIN:", "       [yeah")):
            paragraph = P(stylename="Tabbed")
            paragraph.addText(label)
            paragraph.addElement(Tab())
            spaced(paragraph, talk)
            page.text.addElement(paragraph)
        first, second = read_lines(page)
        assert first.index("are") == 12
        assert first.index("[") == second.index("[") + 1

    def test_a_table_of_number_speaker_and_talk_becomes_lines(self, page):
        table = Table()
        table.addElement(TableColumn(numbercolumnsrepeated=3))
        for cells in (("1", "ANN", "are you coming"), ("2", "BEN", "yeah"), ("3", "", "(0.4)")):
            row = TableRow()
            for text in cells:
                cell = TableCell()
                cell.addElement(P(text=text))
                row.addElement(cell)
            table.addElement(row)
        page.text.addElement(table)
        assert read_lines(page) == ["1 ANN: are you coming", "2 BEN: yeah", "3      (0.4)"]

    def test_a_numbered_list_prints_its_numbers(self, page):
        style = ListStyle(name="Lines")
        style.addElement(ListLevelStyleNumber(level=1, numformat="1", numsuffix="."))
        page.automaticstyles.addElement(style)
        numbered = List(stylename="Lines")
        for text in ("ANN: tea", "BEN: yeah"):
            item = ListItem()
            item.addElement(P(text=text))
            numbered.addElement(item)
        page.text.addElement(numbered)
        assert read_lines(page) == ["1.  ANN: tea", "2.  BEN: yeah"]


class TestWhatIsNoTalk:
    def test_comments_and_notes_are_reported_at_their_place(self, page):
        comment = Annotation()
        comment.addElement(dc.Creator(text="Somebody"))
        comment.addElement(P(text="check the vowel"))
        note = Note(noteclass="footnote", id="n1")
        note.addElement(NoteCitation(text="1"))
        body = NoteBody()
        body.addElement(P(text="she has her coat on"))
        note.addElement(body)
        say(page, "ANN: are you", comment, " coming", note, A(href="#x", text=" then"))
        parsed = opened(page)
        assert parsed.transcript.text == "ANN: are you coming then\n"
        assert details(parsed, "I-RICH-COMMENT") == ["check the vowel"]
        assert details(parsed, "I-RICH-NOTE") == ["she has her coat on"]
        assert parsed.notes.splitlines() == [
            "Line 1, after “ANN: are you”: comment: check the vowel",
            "Line 1, after “are you coming”: footnote: she has her coat on",
        ]

    def test_text_boxes_are_reported_as_lost(self):
        box = (
            "<text:p>ANN: are you coming<draw:frame><draw:text-box><text:p>[yeah</text:p>"
            "</draw:text-box></draw:frame></text:p>"
        )
        parsed = read_bytes(packed(box), "talk.odt")
        assert parsed.transcript.text == "ANN: are you coming\n"
        assert details(parsed, "W-RICH-DRAWN") == ["a text box with “[yeah”"]

    def test_tracked_deletions_stay_out_and_are_reported_at_their_place(self):
        body = (
            '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
            "<text:p>now</text:p></text:deletion></text:changed-region></text:tracked-changes>"
            '<text:p>ANN: are you <text:change text:change-id="c1"/>coming</text:p>'
        )
        parsed = read_bytes(packed(body), "talk.odt")
        assert parsed.transcript.text == "ANN: are you coming\n"
        assert details(parsed, "I-RICH-DELETED") == ["now"]


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{where}:1.0"'
    for name, where in (
        ("office", "office"),
        ("text", "text"),
        ("draw", "drawing"),
        ("table", "table"),
    )
)
HEAD = f"<office:document-content {NAMES}><office:body><office:text>"
TAIL = "</office:text></office:body></office:document-content>"


def packed(body, doctype="", tail=TAIL):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", doctype + HEAD + body + tail)
    return data.getvalue()


def refusal(data):
    started = time.process_time()
    with pytest.raises(UnreadableFileError) as refused:
        read_bytes(data, "talk.odt")
    assert time.process_time() - started < BOUND
    return str(refused.value)


class TestHostileFiles:
    def test_a_document_type_is_refused(self):
        doctype = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY s SYSTEM "file:///etc/passwd">]>'
        assert "document type" in refusal(packed("<text:p>&a;&s;</text:p>", doctype))

    @pytest.mark.parametrize("name", ["text:span", "text:list", "table:table", "draw:frame"])
    def test_a_million_elements_inside_each_other_are_refused(self, name):
        assert "was not read" in refusal(packed(f"<text:p><{name}>" * 10**6, tail=""))

    def test_a_zip_bomb_is_refused(self):
        assert "was not read" in refusal(packed("<text:p>" + " " * 200_000_000 + "</text:p>"))

    def test_blanks_and_cells_said_to_repeat_for_ever_are_bounded(self):
        body = '<text:p>ANN:<text:s text:c="999999999"/>yeah</text:p>' * 20_000
        cell = '<table:table-cell table:number-columns-repeated="999999999"/>'
        body += f"<table:table><table:table-row>{cell * 1000}</table:table-row></table:table>"
        text = read_bytes(packed(body), "talk.odt").transcript.text
        assert text.count("yeah") == 20_000
        assert len(text) < 8_000_000

    def test_a_document_cut_off_is_read_as_far_as_it_goes(self):
        parsed = read_bytes(packed("<text:p>ANN: yeah</text:p><text:p>BEN", tail=""), "talk.odt")
        assert parsed.transcript.lines[0].raw == "ANN: yeah"
        assert details(parsed, "E-RICH-DAMAGED")


def test_an_opendocument_text_is_known_by_its_content(page):
    data = io.BytesIO()
    page.write(data)
    assert formats.recognise(data.getvalue(), "talk").key == "odt"

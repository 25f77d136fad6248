"""Word documents come in as the plain text their author sees, with stress where underlined."""

import io
import resource
import time
import zipfile

import docx
import pytest
from docx.enum.text import WD_UNDERLINE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt

from ca_tool import formats
from ca_tool.formats import UnreadableFileError, read_bytes, read_text
from ca_tool.resources import folder
from ca_tool.transcript import TokenKind
from ca_tool.turn_taking import turns

BOUND = 30  # seconds of the processor: far above any machine's noise; a blow-up takes minutes

SAMPLES = sorted(folder("sample_transcripts").glob("*.txt"))


@pytest.fixture
def page():
    """Return a document set in Courier, as transcribers do who align overlaps."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Courier New"
    document.styles["Normal"].font.size = Pt(10)
    return document


def saved(document):
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def opened(document):
    return read_bytes(saved(document), "talk.docx")


def read_lines(document):
    return [line.raw for line in opened(document).transcript.lines]


def codes(parsed):
    return {problem.code for problem in parsed.problems}


def details(parsed, code):
    return [problem.detail for problem in parsed.problems if problem.code == code]


def words(transcript):
    return [
        [(token.value, token.flags) for token in tokens if token.kind is TokenKind.WORD]
        for tokens in transcript.tokens
    ]


def stressed(transcript):
    """Return the stressed stretches without the line under them."""
    return [
        line.raw[token.start : token.end].replace("\u0332", "")
        for line, tokens in zip(transcript.lines, transcript.tokens, strict=True)
        for token in tokens
        if token.kind is TokenKind.STRESS
    ]


def who_says_what(transcript):
    return [(turn.speaker, turn.words) for turn in turns(transcript)]


def say(page, *runs):
    """Add a paragraph; ``_so_`` is underlined, ``*so*`` bold, ``/so/`` italic."""
    paragraph = page.add_paragraph()
    for text in runs:
        mark = text[0] if len(text) > 2 and text[0] == text[-1] and text[0] in "_*/" else ""
        run = paragraph.add_run(text.strip(mark) if mark else text)
        run.underline = True if mark == "_" else None
        run.bold = True if mark == "*" else None
        run.italic = True if mark == "/" else None
    return paragraph


class TestTheSameTalkAsPlainText:
    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
    def test_turns_and_words_are_those_of_the_text_file(self, page, path):
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines():
            page.add_paragraph(line)
        plain, word = read_text(text).transcript, opened(page).transcript
        assert [line.raw for line in word.lines] == [line.rstrip() for line in text.splitlines()]
        assert who_says_what(word) == who_says_what(plain)

    @pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
    def test_underlining_everything_changes_no_word(self, page, path):
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines():
            page.add_paragraph().add_run(line).underline = True
        plain, word = read_text(text).transcript, opened(page).transcript
        assert words(word) == words(plain)
        assert [line.speakers for line in word.lines] == [line.speakers for line in plain.lines]
        assert len(stressed(word)) >= sum(map(len, words(plain))) / 2

    def test_nbsp_quotes_and_dashes_stay_as_typed(self, page):
        line = "ANN: \u201cwell\u201d\u00a0it\u2019s\u2026 so\u2013 \u00bd a cup"
        say(page, line)
        assert read_lines(page) == [line]

    def test_soft_breaks_and_paragraphs_are_lines(self, page):
        paragraph = say(page, "ANN: are you coming")
        paragraph.add_run().add_break()
        paragraph.add_run("     (0.5)")
        say(page, "BEN: yeah")
        assert read_lines(page) == ["ANN: are you coming", "     (0.5)", "BEN: yeah"]


class TestLooks:
    def test_an_underlined_syllable_is_stress_and_the_word_stays_whole(self, page):
        say(page, "ANN: I ", "_don't_", " know re", "_al_", "ly")
        transcript = opened(page).transcript
        assert stressed(transcript) == ["don", "t", "al"]
        assert [value for value, _ in words(transcript)[0]] == ["I", "don't", "know", "really"]

    def test_labels_and_descriptions_are_never_stressed(self, page):
        say(page, "_ANN:_", " come in ", "_((opens door))_")
        say(page, "_BEN:_", " yeah ", "_(0.5)_")
        transcript = opened(page).transcript
        assert stressed(transcript) == []
        assert transcript.lines[0].raw == "ANN: come in ((opens door))"

    def test_underlined_prolongation_is_stress(self, page):
        say(page, "ANN: n", "_o:::_", " way")
        assert "\u0332" in opened(page).transcript.lines[0].raw
        assert words(opened(page).transcript)[0][0][0] == "no"

    def test_bold_inside_a_word_is_stress(self, page):
        say(page, "ANN: y", "*ea*", "h")
        assert stressed(opened(page).transcript) == ["ea"]

    def test_bold_words_are_stress_where_bold_is_used_inside_words(self, page):
        say(page, "ANN: y", "*ea*", "h but w", "*e*", "ll")
        say(page, "BEN: I ", "*do*", " know")
        assert stressed(opened(page).transcript) == ["ea", "e", "do"]

    def test_a_line_all_bold_is_layout_and_is_reported(self, page):
        say(page, "*ANN: are you coming*")
        parsed = opened(page)
        assert stressed(parsed.transcript) == []
        assert details(parsed, "I-RICH-LOOK") == ["bold in 1 line"]

    def test_a_raised_o_is_a_degree_sign(self, page):
        paragraph = say(page, "ANN: ")
        for text, raised in (("o", True), ("quietly", False), ("o", True)):
            paragraph.add_run(text).font.superscript = raised or None
        assert read_lines(page) == ["ANN: °quietly°"]

    def test_small_type_is_whisper(self, page):
        say(page, "ANN: are you coming then love")
        say(page, "BEN: yeah ").add_run("in a minute").font.size = Pt(6)
        parsed = opened(page)
        assert parsed.transcript.lines[1].raw == "BEN: yeah °in a minute°"
        assert "I-RICH-WHISPER" in codes(parsed)

    def test_ordinals_are_no_whisper(self, page):
        say(page, "ANN: on the 4").add_run("th").font.superscript = True
        assert read_lines(page) == ["ANN: on the 4th"]

    def test_formatted_capitals_are_capitals(self, page):
        say(page, "ANN: stop ").add_run("that").font.all_caps = True
        assert read_lines(page) == ["ANN: stop THAT"]

    def test_a_style_underlines_as_direct_formatting_does(self, page):
        style = page.styles.add_style("Stress", 2)
        style.font.underline = WD_UNDERLINE.SINGLE
        say(page, "ANN: oh ").add_run("yes", style="Stress")
        assert stressed(opened(page).transcript) == ["yes"]


class TestSigns:
    def test_symbol_characters_are_what_they_look_like(self, page):
        run = say(page, "ANN: ").add_run()
        for font, code in (("Symbol", "F0AD"), ("Symbol", "F0AF"), ("Wingdings", "F0E0")):
            sign = OxmlElement("w:sym")
            sign.set(qn("w:font"), font)
            sign.set(qn("w:char"), code)
            run._r.append(sign)
        assert read_lines(page) == ["ANN: ↑↓→"]

    def test_text_set_in_symbol_is_what_it_looks_like(self, page):
        paragraph = say(page, "ANN: ")
        paragraph.add_run("\uf0ad").font.name = "Symbol"
        paragraph.add_run("what")
        assert read_lines(page) == ["ANN: ↑what"]

    def test_a_sign_nobody_knows_is_reported(self, page):
        say(page, "ANN: ").add_run("\uf029").font.name = "Wingdings"
        assert details(opened(page), "W-RICH-SIGN") == ["Wingdings U+F029"]


def table(page, rows):
    made = page.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


class TestLayout:
    def test_a_table_of_number_speaker_and_talk_becomes_lines(self, page):
        table(page, [
            ("Line", "Speaker", "Talk"),
            ("1", "ANN", "are you [coming"),
            ("2", "BEN", "        [yeah"),
            ("3", "", "(0.4)"),
            ("4", "ANN", "good"),
        ])  # fmt: skip
        assert read_lines(page) == [
            "[Line / Speaker / Talk]",
            "1 ANN: are you [coming",
            "2 BEN:         [yeah",
            "3      (0.4)",
            "4 ANN: good",
        ]

    def test_a_column_of_remarks_is_reported_and_is_no_talk(self, page):
        table(page, [("ANN", "come in then", "at the door"), ("BEN", "yeah in a minute", "")])
        parsed = opened(page)
        assert parsed.transcript.text == "ANN: come in then\nBEN: yeah in a minute\n"
        assert details(parsed, "I-RICH-COLUMN") == ["at the door"]

    def test_numbers_and_labels_line_by_line_in_one_row_stay_together(self, page):
        table(page, [("1\n2\n3", "ANN\nBEN\nANN", "tea\nyeah\nright")])
        assert read_lines(page) == ["1 ANN: tea", "2 BEN: yeah", "3 ANN: right"]

    def test_tab_stops_keep_columns(self, page):
        for text in ("ANN:\tare you [coming", "BENJAMIN:\t        [yeah"):
            stops = say(page, text).paragraph_format.tab_stops
            stops.add_tab_stop(Inches(1))
        first, second = read_lines(page)
        assert first.index("are") == 12  # an inch of 10-point Courier
        assert first.index("[") == second.index("[")

    def test_a_label_that_only_a_tab_ends_is_still_a_label(self, page):
        for text in ("ANN\tare you coming", "BEN\tyeah", "ANN\tgood", "BEN\toh"):
            say(page, text)
        assert opened(page).transcript.codes == ("ANN", "BEN")

    def test_a_numbered_list_prints_its_numbers(self, page):
        for text in ("ANN: tea", "BEN: yeah", "ANN: good"):
            page.add_paragraph(text, style="List Number")
        transcript = opened(page).transcript
        assert transcript.lines[0].raw == "1.  ANN: tea"
        assert [line.number for line in transcript.lines] == ["1", "2", "3"]

    def test_word_s_line_numbers_are_printed(self, page):
        section = page.sections[0]._sectPr
        section.append(parse_xml(f'<w:lnNumType {nsdecls("w")} w:countBy="1"/>'))
        for text in ("ANN: tea", "", "BEN: yeah"):
            page.add_paragraph(text)
        parsed = opened(page)
        assert [line.number for line in parsed.transcript.lines] == ["01", "", "03"]
        assert "I-RICH-NUMBERS" in codes(parsed)


class TestWhatIsNoTalk:
    def test_comments_are_reported_at_their_place(self, page):
        paragraph = say(page, "ANN: are you coming")
        page.add_comment(paragraph.runs, text="check the vowel", author="Somebody")
        parsed = opened(page)
        assert parsed.transcript.text == "ANN: are you coming\n"
        assert details(parsed, "I-RICH-COMMENT") == ["check the vowel"]

    def test_comments_are_kept_whole_as_memos_with_their_place(self, page):
        say(page, "BEN: well")
        long = " ".join(["check the vowel"] * 60)
        page.add_comment(say(page, "ANN: are you coming").runs, text=long, author="Somebody")
        assert opened(page).notes == f"Line 2, after “are you coming”: comment: {long}"

    def test_tracked_changes_are_read_as_accepted(self, page):
        say(page, "ANN: are you ")._p.append(
            parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>now </w:delText></w:r></w:del>")
        )
        page.paragraphs[-1]._p.append(
            parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>coming</w:t></w:r></w:ins>")
        )
        for element in ("moveFrom", "moveTo"):
            page.paragraphs[-1]._p.append(
                parse_xml(f"<w:{element} {nsdecls('w')}><w:r><w:t> in</w:t></w:r></w:{element}>")
            )
        parsed = opened(page)
        assert parsed.transcript.text == "ANN: are you coming in\n"
        assert details(parsed, "I-RICH-DELETED") == ["now", "in"]

    def test_a_paragraph_end_taken_out_joins_two_lines(self, page):
        first = say(page, "ANN: are you ")
        mark = f"<w:rPr {nsdecls('w')}><w:del/></w:rPr>"
        first._p.get_or_add_pPr().append(parse_xml(mark))
        say(page, "coming")
        assert read_lines(page) == ["ANN: are you coming"]

    def test_text_boxes_and_drawn_brackets_are_reported_as_lost(self, page):
        box = (
            f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
            "<v:textbox><w:txbxContent><w:p><w:r><w:t>[yeah</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        )
        bracket = (
            f"<w:r {nsdecls('w', 'a')}><w:drawing><a:prstGeom prst='leftBracket'/></w:drawing>"
            "</w:r>"
        )
        paragraph = say(page, "ANN: are you coming")
        paragraph._p.append(parse_xml(box))
        paragraph._p.append(parse_xml(bracket))
        parsed = opened(page)
        assert parsed.transcript.text == "ANN: are you coming\n"
        assert details(parsed, "W-RICH-DRAWN") == ["a text box with “[yeah”", "a drawn bracket"]

    def test_hidden_text_and_headers_are_reported(self, page):
        say(page, "ANN: come in").add_run(" now").font.hidden = True
        page.sections[0].header.paragraphs[0].text = "Kitchen, second visit"
        parsed = opened(page)
        assert parsed.transcript.text == "ANN: come in\n"
        assert details(parsed, "I-RICH-HIDDEN") == ["now"]
        assert details(parsed, "I-RICH-HEADER") == ["Kitchen, second visit"]


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<w:document xmlns:w="{W}"><w:body>'.encode()
TAIL = b"</w:body></w:document>"
LINE = b"<w:p><w:r><w:t>ANN: yeah</w:t></w:r></w:p>"


def packed(body, **others):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", body)
        for name, text in others.items():
            package.writestr(name.replace("__", "/") + ".xml", text)
    return data.getvalue()


def bounded(data):
    """Read hostile bytes: a document or a refusal, in bounded time and memory."""
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        return read_bytes(data, "talk.docx")
    except UnreadableFileError as error:
        return str(error)
    finally:
        assert time.process_time() - started < BOUND
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500 * 1024


class TestHostileFiles:
    def test_an_entity_bomb_is_refused(self):
        bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">%s]>' % b"".join(
            b'<!ENTITY a%d "%s">' % (at, b"&a%d;" % (at - 1) * 10) for at in range(1, 12)
        )
        assert "document type declaration" in bounded(packed(bomb + HEAD + b"&a11;" + TAIL))

    def test_no_file_is_drawn_in_from_elsewhere(self, tmp_path):
        secret = tmp_path / "secret.txt"
        secret.write_text("SECRET")
        doctype = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'.encode()
        for data in (
            packed(doctype + HEAD + b"<w:p><w:r><w:t>&s;</w:t></w:r></w:p>" + TAIL),
            packed(HEAD + LINE + TAIL, word__styles=doctype + b"<x>&s;</x>"),
        ):
            assert "document type declaration" in bounded(data)

    def test_a_zip_bomb_is_refused(self):
        bomb = packed(HEAD + b"<w:p><w:r><w:t>" + b" " * 400_000_000 + b"</w:t></w:r></w:p>" + TAIL)
        assert len(bomb) < 2**20
        assert "far more than any transcript" in bounded(bomb)

    @pytest.mark.parametrize(
        "element", [b"<w:p/>", b"<w:r/>", b"<w:t/>", b"<w:tbl/>", LINE, b"<w:drawing/>"]
    )
    def test_millions_of_elements_are_refused(self, element):
        many = 90_000_000 // len(element)
        assert "was not read" in bounded(packed(HEAD + element * min(many, 1_600_000) + TAIL))

    def test_a_million_soft_breaks_are_refused(self):
        body = b"<w:p><w:r>" + b"<w:br/>" * 1_000_000 + b"</w:r></w:p>"
        assert "far longer than any transcript" in bounded(packed(HEAD + body + TAIL))

    def test_the_longest_document_with_a_thousand_sizes_is_read_in_time(self):
        line = "<w:p><w:r><w:rPr><w:u w:val='single'/><w:sz w:val='%d'/></w:rPr>"
        line += "<w:t>ANN: yeah</w:t></w:r></w:p>"
        body = "".join(line % (at % 1000) for at in range(60_000)).encode()
        assert len(bounded(packed(HEAD + body + TAIL)).transcript.lines) == 60_000

    def test_millions_of_properties_fit_in_memory(self):
        tabs = b"<w:tab/>" * 1_400_000
        bounded(packed(HEAD + b"<w:p><w:pPr><w:tabs>" + tabs + b"</w:tabs></w:pPr></w:p>" + TAIL))

    @pytest.mark.parametrize("element", ["w:tbl", "w:sdt", "w:p", "w:pPr", "w:drawing", "w:ins"])
    def test_a_million_elements_inside_each_other_are_refused(self, element):
        deep = f"<{element}>".encode() * 10**6
        assert "was not read" in bounded(packed(HEAD + deep))

    def test_a_document_cut_off_is_read_as_far_as_it_goes(self):
        parsed = read_bytes(packed(HEAD + LINE + b"<w:p><w:r><w:t>BEN: oh"), "talk.docx")
        assert parsed.transcript.lines[0].raw == "ANN: yeah"
        assert "E-RICH-DAMAGED" in codes(parsed)

    def test_a_part_whose_bytes_are_damaged_is_an_error_in_words(self):
        data = bytearray(packed(HEAD + LINE * 500 + TAIL))
        data[60:90] = bytes(30)
        assert bounded(bytes(data))

    def test_names_that_climb_out_of_the_package_touch_nothing(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        data = packed(
            HEAD + LINE + TAIL,
            _rels__=b"",
            **{"..__..__evil": b"<x/>"},
        )
        assert bounded(data).transcript.lines[0].raw == "ANN: yeah"
        assert not list(tmp_path.iterdir())

    def test_a_zip_without_a_document_is_refused_in_words(self):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w") as package:
            package.writestr("word/other.xml", "<x/>")
        assert "has no text in it" in bounded(data.getvalue())

    @pytest.mark.parametrize("value", ["NaN", "1e999", "-1", "x" * 100, "9" * 400, ""])
    def test_absurd_figures_are_passed_over(self, value):
        body = (
            f'<w:p><w:pPr><w:ind w:left="{value}"/><w:tabs><w:tab w:pos="{value}"/></w:tabs>'
            f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="{value}"/></w:numPr></w:pPr>'
            f'<w:r><w:rPr><w:sz w:val="{value}"/></w:rPr><w:t>ANN:</w:t><w:tab/><w:t>yeah</w:t>'
            f'<w:sym w:font="{value}" w:char="{value}"/></w:r></w:p>'
            f'<w:sectPr><w:lnNumType w:countBy="{value}" w:start="{value}"/></w:sectPr>'
        )
        assert "yeah" in bounded(packed(HEAD + body.encode() + TAIL)).transcript.text


def test_a_word_document_is_known_by_its_content(page):
    say(page, "ANN: yeah")
    assert formats.recognise(saved(page), "talk").key == "word"


class TestInAProject:
    def test_the_document_is_kept_and_its_stress_comes_back(self, page, tmp_path):
        from ca_tool.project import SessionFacts
        from ca_tool.storage import create_project, open_project

        say(page, "ANN: I ", "_don't_", " know")
        say(page, "BEN: really")
        data = saved(page)
        parsed = read_bytes(data, "talk.docx")
        study = create_project(tmp_path / "study", "Study")
        session_id = study.add_session(parsed, SessionFacts(title="tea"), data, ".docx")
        study.close()
        again = open_project(tmp_path / "study", "NW", read_only=True)
        loaded = again.load(session_id).transcript
        assert loaded.text == parsed.transcript.text
        assert stressed(loaded) == ["don", "t"]
        assert (again.path / "sessions" / session_id / "source.docx").read_bytes() == data
        again.close()

"""Extracts as files: Word, web page, LaTeX, picture, rich text; each read back by somebody else."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from PIL import Image
from striprtf.striprtf import rtf_to_text

from ca_tool.formats import FORMATS
from ca_tool.notation import parse
from ca_tool.project import Session
from ca_tool.publishing import FACES, FORMS, MONOSPACED, PROPORTIONAL, Choices, composed, laid_out
from ca_tool.publishing.choosing import numbered, suggested
from ca_tool.publishing.html import for_pasting
from ca_tool.publishing.latex_signs import escaped
from tests.coded_gold import gold

HOSTILE = (
    "01 ANN: <script>alert(1)</script> \\input{/etc/passwd} 100% #1 a&b [=cmd|' /C calc'!A0\n"
    '02 BEN: $x^2_1$ ~tilde~ {braces} "quoted" `tick\' ?` !` ,, -- << >> []]>  ]\n'
    "03 ANN: ↑up ↓down °soft° £smile£ ¿ … – — ’ ∾ 漢字 naïve \u202edetour\n"
)


def extract_of(session, **choices):
    lines = frozenset(line.id for line in session.transcript.lines)
    return composed(session, Choices(lines, **choices))


@pytest.fixture
def cafe():
    session = gold("b")
    lines = numbered(session, "7", "9")
    return composed(
        session,
        Choices(
            lines,
            title="Extract 1: <chocolate> & cream",
            source="Café: lines 7–9",
            arrows=numbered(session, "8", "8"),
        ),
    )


@pytest.fixture
def hostile():
    return extract_of(Session("S", parse(HOSTILE)), title="<b>100%</b> \\end{document}")


def document_of(extract, face):
    return docx.Document(BytesIO(FORMS["docx"].render(extract, face)))


def tab_places(paragraph):
    return [stop.position.pt for stop in paragraph.paragraph_format.tab_stops]


class TestWord:
    def test_both_brackets_of_an_overlap_stand_at_one_tab_stop(self, cafe):
        _title, seven, eight, nine, _source = document_of(cafe, PROPORTIONAL).paragraphs
        assert seven.text == "07\t\tPAM:\thot choc\t[olate with cream?"
        assert eight.text == "08\t→\tWAI:\t\t[with or without \t[cream"
        assert nine.text == "09\t\tJO:\t\t[((nods))"
        assert tab_places(seven)[3] == tab_places(eight)[3]
        assert tab_places(eight)[4] == tab_places(nine)[3] > tab_places(seven)[3]

    def test_the_text_before_a_stop_never_runs_past_it(self, cafe):
        _title, seven, *_rest = document_of(cafe, PROPORTIONAL).paragraphs
        text, stop = tab_places(seven)[2:4]
        assert text + 11 * FACES[PROPORTIONAL].width("hot choc") < stop

    def test_in_a_monospaced_font_blanks_align(self, cafe):
        _title, seven, eight, nine, _source = document_of(cafe, MONOSPACED).paragraphs
        said = [paragraph.text.split("\t")[-1] for paragraph in (seven, eight, nine)]
        assert said[0].index("[olate") == said[1].index("[with") == 8
        assert said[1].index("[cream") == said[2].index("[((nods))")
        assert seven.runs[0].style.font.name is None
        assert document_of(cafe, MONOSPACED).styles["Normal"].font.name == "Courier New"

    def test_long_lines_hang_under_their_own_talk(self, cafe):
        for face in FACES:
            shape = document_of(cafe, face).paragraphs[1].paragraph_format
            assert shape.left_indent.pt == -shape.first_line_indent.pt
            assert shape.left_indent.pt == tab_places(document_of(cafe, face).paragraphs[1])[2]

    def test_stress_is_underlined(self):
        extract = extract_of(Session("S", parse("ANN: so _this_ w_or_d\n")))
        for face in FACES:
            runs = document_of(extract, face).paragraphs[0].runs
            assert [run.text for run in runs if run.underline] == ["this", "or"]

    def test_title_and_source_are_there_and_no_author(self, cafe):
        document = document_of(cafe, PROPORTIONAL)
        assert document.paragraphs[0].text == "Extract 1: <chocolate> & cream"
        assert document.paragraphs[-1].text == "Café: lines 7–9"
        assert document.core_properties.author == ""

    def test_our_own_reader_reads_the_same_talk(self, cafe):
        word = next(known for known in FORMATS.values() if ".docx" in known.suffixes)
        transcript = word.read(FORMS["docx"].render(cafe, MONOSPACED), "cafe.docx", "").transcript
        said = " ".join(transcript.text.split())
        for line in cafe.lines:
            assert line.text in said


class TestWebPage:
    @pytest.mark.parametrize("face", FACES)
    def test_talk_is_text_and_never_markup(self, hostile, face):
        page = FORMS["html"].render(hostile, face).decode()
        assert not html.fromstring(page).xpath("//script | //b | //img | //link | //@onerror")
        lines = html.fromstring(page).find_class("talk")
        said = " ".join(" ".join(line.text_content() for line in lines).split())
        for line in hostile.lines:
            assert " ".join(line.text.split()) in said

    def test_it_loads_nothing_from_elsewhere(self, cafe):
        page = FORMS["html"].render(cafe).decode()
        assert not re.search(r"https?:|url\(|src=|@import", page)

    def test_a_screen_reader_hears_the_arrow_and_the_lines_in_order(self, cafe):
        tree = html.fromstring(FORMS["html"].render(cafe, PROPORTIONAL).decode())
        lines = [" ".join(line.text_content().split()) for line in tree.find_class("line")]
        assert lines[0].startswith("07 PAM: hot choc")
        assert "arrowed WAI: [with or without" in lines[1]
        assert tree.xpath("//span[@aria-hidden='true']/text()") == ["→"]

    def test_text_before_a_stop_takes_the_same_room_in_each_line(self, cafe):
        tree = html.fromstring(FORMS["html"].render(cafe, PROPORTIONAL).decode())
        rooms = [
            re.findall(r"min-width:([\d.]+)em", html.tostring(line).decode())
            for line in tree.find_class("talk")
        ]
        assert rooms[0] == rooms[1][:1]
        assert float(rooms[2][0]) == pytest.approx(sum(map(float, rooms[1])), abs=0.002)

    def test_what_is_pasted_has_words_own_tab_stops(self, cafe):
        pasted = for_pasting(laid_out(cafe, FACES[PROPORTIONAL]))
        lines = html.fromstring(pasted).xpath("//p[contains(@style, 'tab-stops')]")
        stops = [re.search(r"tab-stops:([^;]*)", line.get("style"))[1].split() for line in lines]
        assert stops[0][3] == stops[1][3]
        assert stops[1][4] == stops[2][3]
        counts = [len(line.xpath(".//span[@style='mso-tab-count:1']")) for line in lines]
        assert counts == [4, 5, 4]
        assert not html.fromstring(pasted).xpath("//chocolate")


class TestLatex:
    def test_every_special_character_is_escaped(self, hostile):
        for face in FACES:
            body = FORMS["latex"].render(hostile, face).decode().partition("\\begin{document}")[2]
            commands = set(re.findall(r"\\[A-Za-z@]+", body))
            assert not commands & {"\\input", "\\C"}
            assert body.count("\\end{document}") == 1
            assert not re.search(r"(?<!\\)[%#&$]", body)

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("50% #1 a&b", r"50\% \#1 a\&b"),
            (r"\input{x}", r"\textbackslash{}input\{x\}"),
            ("°yes° £no£", r"\textdegree{}yes\textdegree{} \textsterling{}no\textsterling{}"),
            ("↑up ↓", r"\ensuremath{\uparrow}up \ensuremath{\downarrow}"),
            ("a  b ", "a ~b~"),
            ("--", "-{}-{}"),
            ("漢", r"\CAsign{6F22}{漢}"),
        ],
    )
    def test_signs_become_commands(self, typed, written):
        assert escaped(typed) == written

    def test_both_lines_of_an_overlap_go_up_to_the_same_stop(self, cafe):
        body = FORMS["latex"].render(cafe).decode().partition("\\begin{document}")[2]
        lines = [line for line in body.splitlines() if line.startswith("\\CAline")]
        stops = [re.findall(r"\\CAupto\{(\d+)\}\{(\d+)\}", line) for line in lines]
        assert stops[0] == stops[1][:1]
        assert stops[1][1][0] == stops[2][0][0]

    @pytest.mark.parametrize("engine", ["pdflatex", "xelatex"])
    @pytest.mark.parametrize("face", FACES)
    def test_it_compiles(self, hostile, tmp_path, engine, face):
        if shutil.which(engine) is None:
            pytest.skip(f"{engine} is not installed here")
        path = tmp_path / "extract.tex"
        path.write_bytes(FORMS["latex"].render(hostile, face))
        command = [engine, "-interaction=nonstopmode", "-halt-on-error", path.name]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
        assert done.returncode == 0, done.stdout[-2000:]
        assert (tmp_path / "extract.pdf").read_bytes().startswith(b"%PDF")


class TestPictures:
    @pytest.mark.parametrize("face", FACES)
    def test_a_picture_has_300_dots_per_inch_and_ink(self, hostile, face):
        picture = Image.open(BytesIO(FORMS["png"].render(hostile, face)))
        assert picture.info["dpi"] == pytest.approx((300, 300), abs=0.5)
        assert picture.convert("L").getextrema() == (0, 255)

    @pytest.mark.parametrize("face", FACES)
    def test_a_drawing_is_xml_and_carries_its_words(self, cafe, face):
        tree = etree.fromstring(FORMS["svg"].render(cafe, face))
        words = " ".join(tree.itertext())
        assert "Extract 1: <chocolate> & cream" in words
        assert "[with or without" in words

    def test_the_same_extract_gives_the_same_bytes(self, cafe):
        for key in ("png", "svg"):
            assert FORMS[key].render(cafe) == FORMS[key].render(cafe)

    def test_nothing_touches_the_edge(self, hostile):
        for face in FACES:
            picture = Image.open(BytesIO(FORMS["png"].render(hostile, face))).convert("L")
            left, top, right, bottom = picture.point(lambda ink: 255 * (ink < 200)).getbbox()
            assert min(left, top, picture.width - right, picture.height - bottom) > 20


def test_rich_text_says_the_same(cafe, hostile):
    said = rtf_to_text(FORMS["rtf"].render(cafe, PROPORTIONAL).decode("ascii"))
    assert "07\t\tPAM:\thot choc\t[olate with cream?" in said
    assert "Café: lines 7–9" in said
    said = rtf_to_text(FORMS["rtf"].render(hostile).decode("ascii"))
    assert "\\input{/etc/passwd}" in said
    assert "漢字" in said


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
@pytest.mark.parametrize("face", FACES)
def test_writing_never_changes_the_session(form, face):
    session, before = gold("a"), gold("a")
    lines = frozenset(line.id for line in session.transcript.lines)
    form.render(composed(session, suggested(session, lines)), face)
    assert session == before


@settings(max_examples=40)
@given(
    said=st.lists(st.text(st.characters(codec=None), max_size=20), max_size=4),
    name=st.text(st.characters(codec=None), max_size=8),
)
def test_no_character_stops_a_file_from_being_written(said, name):
    session = Session("S", parse("".join(f"{name}: {words}\n" for words in said)))
    extract = extract_of(session, title=name, source="".join(said))
    for form in FORMS.values():
        if not form.drawn:
            form.render(extract, form.faces[-1])


@pytest.mark.real_data
def test_real_transcripts_come_out_in_every_form(real_data):
    files = sorted(path for path in real_data.rglob("*") if path.suffix in (".txt", ".cha"))
    assert files
    for path in files[:40]:
        known = FORMATS["chat" if path.suffix == ".cha" else "plain"]
        parsed = known.read(path.read_bytes()[:60_000], path.name, "")
        session = Session("S", parsed.transcript, codings=parsed.codings)
        lines = frozenset(line.id for line in session.transcript.lines[:120])
        extract = composed(session, suggested(session, lines))
        for form in FORMS.values():
            if not form.drawn:
                for face in form.faces:
                    form.render(extract, face)

"""The report: every number with its lines, safe, readable by anybody and anything."""

import csv
import re
import shutil
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from lxml import html

from ca_tool import formats
from ca_tool.coding import Edit, Link, Tag
from ca_tool.figures import FIGURES
from ca_tool.measures import MEASURES
from ca_tool.measures.what_if import WHAT_IFS
from ca_tool.plain_words import advice, long_sentences
from ca_tool.project import SessionFacts, apply
from ca_tool.report import write_report
from ca_tool.resources import folder as shipped
from ca_tool.storage import MissingFileError, create_project, open_project
from ca_tool.transcript import Span

TEA = """\
01 SUE: what d'you want for your tea Tom.
02      (1.8)
03 SUE: >d'you want pasta< or [fish fingers¿
04 TOM:                       [<pasta> & peas
05 SUE: pasta?=you had <script>alert(1)</script> yesterday
"""

VOID = {"meta", "img", "br", "hr", "link", "input"}


def record(folder, session_id, coder):
    session = folder.load(session_id)
    q = Tag("q", "question", (Span(3, 8, 3, 45),), "SUE", coder=coder, created="2026-01-01")
    a = Tag(
        "a",
        "response",
        (Span(4, 30, 4, 44),),
        "TOM",
        values=(("type", "answer"),),
        coder=coder,
        created="2026-01-01",
    )
    link = Link("l", "answers", "a", "q", coder=coder, created="2026-01-01")
    edit = Edit("Tag", added=frozenset({q, a, link}))
    folder.record(session, apply(session, edit), edit, coder)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    path = tmp_path_factory.mktemp("project") / "Study"
    folder = create_project(path, 'Tea & "talk" <before>', coder="ann")
    parsed = formats.read_bytes(TEA.encode(), "tea.txt")
    facts = SessionFacts("Tea <1>", phase="before", media="/home/joanna/visit.wav", notes="Joanna")
    record(folder, folder.add_session(parsed, facts, None), "ann")
    folder.add_session(parsed, SessionFacts("Tea 2", phase="after"), None)
    folder.close()
    return path


@pytest.fixture(scope="module")
def out(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    write_report(project, folder)
    return folder


@pytest.fixture(scope="module")
def page(out):
    return html.fromstring((out / "report.html").read_text(encoding="utf-8"))


class Nesting(HTMLParser):
    """Notes every tag that is closed out of order or never."""

    def __init__(self):
        super().__init__()
        self.open, self.wrong = [], []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append((tag, self.getpos()))


def test_every_tag_is_closed_where_it_should_be(out):
    checker = Nesting()
    checker.feed((out / "report.html").read_text(encoding="utf-8"))
    checker.close()
    assert (checker.wrong, checker.open) == ([], [])


def test_what_people_said_is_text_and_never_markup(page):
    assert not page.xpath("//script")
    text = page.text_content()
    assert "<script>alert(1)</script>" in text
    assert 'Tea & "talk" <before>' in text
    assert "<pasta> & peas" in text


def test_every_reported_measure_shows_lines_exactly_as_they_were_typed(page):
    reported = page.xpath("//article[.//table]")
    assert len(reported) > 10
    lines = set(TEA.splitlines())
    for article in reported:
        (listing,) = article.xpath(".//pre")
        shown = [line for line in listing.text_content().splitlines() if line]
        assert shown
        assert set(shown) <= lines


def test_the_lines_of_a_question_are_marked_in_their_place(page):
    article = page.xpath("//article[contains(., 'M-12 Question share')]")[0]
    (marked,) = article.xpath(".//mark")
    assert marked.text_content() == TEA.splitlines()[2][8:45]


def test_each_measure_stands_once_for_each_coder_of_a_session(page):
    ids = [small.text_content().split()[0] for small in page.xpath("//article//h5/small")]
    assert set(ids) == set(MEASURES)
    assert max(ids.count(id_) for id_ in set(ids)) == 2


def test_every_measure_can_be_asked_what_it_counts(page):
    for article in page.xpath("//article"):
        assert article.xpath(".//details[summary='What exactly is counted']//p")


def test_numbers_come_with_their_counts(page):
    cells = [cell.text_content() for cell in page.xpath("//td")]
    percentages = [cell for cell in cells if "%" in cell]
    assert percentages
    assert all(" of " in cell for cell in percentages)


def test_a_session_nobody_tagged_says_so_instead_of_zeroes(page):
    second = page.xpath("//section[.//h2='Tea 2']")[0]
    assert "Nobody has tagged this session yet" in second.text_content()
    assert not second.xpath(".//article[contains(., 'M-12')]")


def test_no_path_and_no_note_gets_out(project, out):
    for path in (path for path in out.rglob("*") if path.is_file()):
        data = path.read_bytes()
        assert b"joanna" not in data.lower()
        assert str(project.parent).encode() not in data


def test_it_stands_alone(page):
    addresses = [str(value) for value in page.xpath("//@src | //@href")]
    assert addresses
    assert all(address.startswith(("data:", "#")) for address in addresses)
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy


def test_anybody_can_find_their_way(page):
    assert page.get("lang") == "en-GB"
    title, heading = page.xpath("//title | //h1")
    assert title.text_content() == f"{heading.text_content()}: report"
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    assert all(image.get("alt") for image in page.xpath("//img"))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5")]
    assert levels[0] == 1
    assert all(next_ <= level + 1 for level, next_ in pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {f"#{id_}" for id_ in ids} >= set(page.xpath("//a/@href"))


def test_every_table_names_its_rows_and_columns(page):
    for table in page.xpath("//table"):
        assert table.xpath("./caption")
        columns = table.xpath("./thead/tr/th[@scope='col']")
        for row in table.xpath("./tbody/tr"):
            assert len(row.xpath("./th[@scope='row']")) == 1
            assert len(row) == len(columns)


def test_the_methods_say_how_and_by_whom(page):
    methods = page.xpath("//section[@aria-labelledby='methods']")[0].text_content()
    for part in ("CP-1", "ann", "version 1", "CA Tool", "Wilson", "exploratory"):
        assert part in methods


def test_the_table_holds_every_number_of_the_page(out):
    with (out / "measures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["session"] for row in rows} == {"S01", "S02"}
    assert {row["measure"] for row in rows} == set(MEASURES)


def test_two_coders_stand_side_by_side(project, tmp_path):
    shared = shutil.copytree(project, tmp_path / "shared")
    folder = open_project(shared, "ben")
    record(folder, "S01", "ben")
    folder.close()
    written = write_report(shared, tmp_path / "out")
    page = html.fromstring(written[0].read_text(encoding="utf-8"))
    first = page.xpath("//section[.//h2='Tea <1>']")[0]
    assert [h.text_content() for h in first.xpath(".//h3")][1:] == [
        "As tagged by ann",
        "As tagged by ben",
    ]
    only = write_report(shared, tmp_path / "one", coder="ben")
    assert "As tagged by ann" not in only[0].read_text(encoding="utf-8")


def test_writing_again_gives_the_same_files_and_leaves_the_project_as_it_was(
    project, out, tmp_path
):
    def stored(folder):
        return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    before = stored(project)
    written = write_report(project, tmp_path)
    assert stored(project) == before
    assert stored(tmp_path) == stored(out)
    assert {path.relative_to(tmp_path) for path in written} == stored(out).keys()
    assert {"report.html", "measures.csv", "S01_strip.svg", "S01_strip.png"} <= {
        path.name for path in written
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    project = shipped("sample_transcripts") / "sample_project"
    return write_report(project, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="module")
def sample(written):
    return html.fromstring(written[0].read_text(encoding="utf-8"))


class TestTheSampleProject:
    def test_every_figure_stands_in_the_page_for_each_session_and_coder(self, sample):
        assert len(sample.xpath("//figure/img")) == len(FIGURES) * 4
        assert all(
            src.startswith("data:image/svg+xml;base64,") for src in sample.xpath("//img/@src")
        )

    def test_good_exchanges_stand_beside_those_nothing_came_of(self, sample):
        sides = sample.xpath("//div[@class='sides']")
        assert len(sides) == 4
        for one in sides:
            assert [h.text_content() for h in one.xpath(".//h5")] == [
                "Something came of it",
                "Nothing came of it",
            ]
        assert sample.xpath("//section[@class='side']//mark")
        assert len(sample.xpath("//caption[contains(., 'How often something came of it')]")) == 4

    def test_it_says_which_results_rest_on_choices(self, sample):
        said = [one.text_content() for one in sample.xpath("//summary")]
        for choice in WHAT_IFS.values():
            label = choice.label[:1].upper() + choice.label[1:]
            assert sum(line.startswith(f"{label}: ") for line in said) == 4
        assert any("no number changes" in line for line in said)
        assert any(re.search(r"\d+ numbers? in M-", line) for line in said)

    def test_two_coders_are_compared_with_the_results_carried_through(self, sample):
        section = sample.xpath("//section[@aria-labelledby='agreement']")[0]
        captions = [caption.text_content() for caption in section.xpath(".//caption")]
        assert captions[0] == "Identification"
        assert captions[-1] == "Results side by side"
        assert "AK" in section.text_content()
        assert "RM" in section.text_content()

    def test_the_methods_are_those_of_the_table(self, written, sample):
        told = next(path for path in written if path.name == "measures-methods.txt")
        methods = sample.xpath("//section[@aria-labelledby='methods']")[0].text_content()
        paragraphs = told.read_text(encoding="utf-8").strip().split("\n\n")
        assert all(paragraph in methods for paragraph in paragraphs)
        assert "both coded 2 sessions" in methods
        assert "seed 1" in methods

    def test_tables_name_rows_and_columns_and_headings_skip_no_level(self, sample):
        test_every_table_names_its_rows_and_columns(sample)
        test_anybody_can_find_their_way(sample)

    def test_for_one_coder_there_is_no_agreement(self, tmp_path):
        project = shipped("sample_transcripts") / "sample_project"
        page = html.fromstring(write_report(project, tmp_path, "AK")[0].read_text("utf-8"))
        assert not page.xpath("//section[@aria-labelledby='agreement']")
        assert "RM" not in page.text_content()


def test_it_warns_of_what_must_be_known_first(page):
    (section,) = page.xpath("//section[@class='warnings']")
    assert "how silences were timed is not recorded" in section.text_content()


def test_a_folder_without_a_project_is_refused(tmp_path):
    with pytest.raises(MissingFileError):
        write_report(tmp_path / "nothing", tmp_path / "out")


def test_long_sentences_are_found():
    long = "This is " + "very " * 14 + "long."
    assert long_sentences(f"Short one. {long} Who chose?") == (long,)
    assert re.search(r"17 words", advice(long))
    assert advice("Who decided about the tea?") == ""
    assert "number in words" in advice("50% of the talk.")


@pytest.mark.parametrize("text", ["", "((a door))\n", "     (1.0)\n", "TOM: so\n"])
def test_a_session_with_little_or_nothing_in_it_has_a_page_too(text, tmp_path):
    folder = create_project(tmp_path / "Study", "", coder="ann")
    folder.add_session(formats.read_bytes(text.encode(), "x.txt"), SessionFacts("Short"), None)
    folder.close()
    page = html.fromstring(write_report(tmp_path / "Study", tmp_path / "out")[0].read_text("utf-8"))
    assert page.xpath("//h2[text()='Short']")
    assert page.xpath("//h1")[0].text_content() == "Untitled project"

"""Tables of talk: whatever their separator, headings, times and encoding, nothing is lost."""

import contextlib
import io
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from ca_tool.formats import FORMATS, UnreadableFileError, read_bytes, read_text, recognise
from ca_tool.formats.spreadsheet_cells import guarded, unguarded

TALK = (
    '01 SUE: what d\'you want for your tea Tom.\n02      (1.8)\n03 TOM: =pasta,\n04 SUE: "fish"?\n'
)


def said(parsed):
    """Return who says what when, line by line."""
    return [
        (" & ".join(line.speakers), line.text, line.start_ms, line.end_ms)
        for line in parsed.transcript.lines
    ]


def read(text, name="talk.csv", **kwargs):
    return read_bytes(text.encode(), name, **kwargs)


def workbook(*rows, change=None):
    """Return a workbook with *rows* in its first sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def packed(parts):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.getvalue()


def parts_of(data):
    package = zipfile.ZipFile(io.BytesIO(data))
    return {name: package.read(name) for name in package.namelist()}


def codes(parsed):
    return [problem.code for problem in parsed.problems]


def chosen(parsed):
    return {choice.key: choice.value for choice in parsed.choices}


class TestColumnsByTheirHeadings:
    @pytest.mark.parametrize(
        "heading",
        [
            "Start,End,Speaker,Text",
            "begin time,end time,participant,utterance",
            "Début,Fin,Locuteur,Énoncé",
            "Anfang,Ende,Sprecher,Äußerung",
            "onset,offset,who,what they said (transcript)",
        ],
    )
    def test_are_known_in_english_french_and_german(self, heading):
        parsed = read(f"{heading}\n0.5,1.25,SUE,hello Tom\n1.3,2,TOM,yeah\n")
        assert said(parsed) == [("SUE", "hello Tom", 500, 1250), ("TOM", "yeah", 1300, 2000)]

    def test_may_stand_in_any_order(self):
        parsed = read("text,speaker\nhello,SUE\nyeah,TOM\n")
        assert said(parsed) == [("SUE", "hello", None, None), ("TOM", "yeah", None, None)]

    def test_a_column_that_no_line_holds_is_named(self):
        parsed = read("speaker,text,gesture\nSUE,hello,waves\n")
        (problem,) = [each for each in parsed.problems if each.code == "I-SHEET-COLUMN"]
        assert problem.detail == "gesture"


class TestColumnsByTheirContents:
    def test_times_names_and_talk_are_told_apart_without_headings(self):
        rows = "".join(
            f"{n}.5,{n + 1}.25,{'SUE' if n % 2 else 'TOM'},this is what I say {n}\n"
            for n in range(9)
        )
        parsed = read(rows)
        assert said(parsed)[0] == ("TOM", "this is what I say 0", 500, 1250)
        assert len(parsed.transcript.lines) == 9

    def test_one_column_may_hold_names_and_talk(self):
        parsed = read("SUE: hello, Tom\nTOM: yeah\nSUE: tea, or what\n")
        assert said(parsed)[0] == ("SUE", "hello, Tom", None, None)

    def test_one_column_without_names_is_nobodys_we_know(self):
        assert said(read("hello\nyeah\n"))[0] == ("?", "hello", None, None)


class TestTheAnalyst:
    FILE = "a,b,c\nSUE,hello there,0\nTOM,yeah,2\n"

    def test_is_asked_for_each_column_with_all_columns_to_choose_from(self):
        parsed = read("speaker,text\nSUE,hello\n")
        asked = {choice.key: choice for choice in parsed.choices}
        assert list(asked) == ["speaker", "text", "start", "end", "line", "heading", "times"]
        assert asked["speaker"].options == (
            ("-", "none of the columns"), ("1", "A: speaker"), ("2", "B: text"),
        )  # fmt: skip
        assert (asked["speaker"].value, asked["start"].value) == ("1", "-")
        assert asked["text"].why == "its heading is “text”"

    def test_may_choose_columns_heading_and_unit(self):
        answers = {"heading": "yes", "speaker": "2", "text": "1", "start": "3", "times": "ms"}
        parsed = read(self.FILE, choices=answers)
        assert said(parsed) == [("HELLO THERE", "SUE", 0, None), ("YEAH", "TOM", 2, None)]
        assert {**chosen(parsed), **answers} == chosen(parsed)

    def test_may_say_that_the_first_row_is_talk(self):
        parsed = read("speaker,text\nSUE,hello\nTOM,hi\n", choices={"heading": "no"})
        assert len(parsed.transcript.lines) == 3

    def test_may_name_a_column_by_its_heading(self):
        parsed = read("who,talk,english\nANA,hola,hello\n", choices={"text": "english"})
        assert said(parsed) == [("ANA", "hello", None, None)]

    def test_an_answer_that_fits_no_column_is_passed_over(self):
        answers = {"text": "77", "speaker": "nobody", "times": "years", "unknown": "x"}
        assert said(read("who,talk\nANA,hola\n", choices=answers)) == [("ANA", "hola", None, None)]

    def test_may_choose_the_sheet(self):
        def second(book):
            page = book.create_sheet("Second")
            page.append(["speaker", "text"])
            page.append(["TOM", "from the second"])

        data = workbook(["speaker", "text"], ["SUE", "from the first"], change=second)
        assert read_bytes(data, "a.xlsx").choices[0].options == (
            ("Sheet", "Sheet"), ("Second", "Second"),
        )  # fmt: skip
        parsed = read_bytes(data, "a.xlsx", choices={"sheet": "Second"})
        assert said(parsed) == [("TOM", "from the second", None, None)]


class TestTimes:
    @pytest.mark.parametrize(
        ("cell", "expected"),
        [
            ("1.5", 1500), ("62", 62000), ("0:01:02.345", 62345), ("1:02,5", 62500),
            ("80 ms", 80), ("1.5 s", 1500), ("0", 0),
        ],
    )  # fmt: skip
    def test_are_read_however_they_are_written(self, cell, expected):
        parsed = read(f'start,speaker,text\n"{cell}",SUE,hello\n"{cell}",TOM,hi\n')
        assert said(parsed)[0][2] == expected

    def test_decimal_commas_are_read_between_semicolons(self):
        parsed = read("Beginn;Ende;Sprecher;Text\n0,5;1,25;EVA;na, gut\n1,3;2,0;UWE;ja\n")
        assert said(parsed)[0] == ("EVA", "na, gut", 500, 1250)

    def test_whole_figures_that_rise_by_hundreds_are_milliseconds_and_that_is_said(self):
        parsed = read("start,end,who,text\n0,900,A,so\n950,2100,B,yes\n2200,3000,A,oh\n")
        assert said(parsed)[1] == ("B", "yes", 950, 2100)
        assert any("milliseconds" in line for line in parsed.evidence)

    @pytest.mark.parametrize("cell", ["NaN", "-3", "1e18", "inf", "soon", "9" * 400])
    def test_that_cannot_be_are_left_out_and_reported_with_their_row(self, cell):
        parsed = read(f"start,speaker,text\n{cell},SUE,hello\n1.5,TOM,hi\n")
        assert said(parsed) == [("SUE", "hello", None, None), ("TOM", "hi", 1500, None)]
        (problem,) = [each for each in parsed.problems if each.code == "W-TIME"]
        assert "row 2" in problem.detail
        assert problem.line == 1

    def test_an_end_before_its_start_is_left_out(self):
        parsed = read("start,end,speaker,text\n2.5,1.5,SUE,hello\n")
        assert said(parsed) == [("SUE", "hello", 2500, None)]
        assert "W-TIME-BACKWARDS" in codes(parsed)

    def test_cells_of_a_workbook_formatted_as_times_are_read(self):
        import datetime

        data = workbook(
            ["start", "speaker", "text"],
            [datetime.time(0, 1, 2, 500_000), "SUE", "hello"],
            [datetime.timedelta(seconds=70), "TOM", "hi"],
        )
        assert [row[2] for row in said(read_bytes(data, "a.xlsx"))] == [62500, 70000]


class TestLines:
    def test_numbers_of_lines_stay_printed_before_them(self):
        parsed = read("line,speaker,text\n1,SUE,hello\n2,TOM,yeah\n3,SUE,bye\n")
        assert [line.number for line in parsed.transcript.lines] == ["1", "2", "3"]
        assert "I-SHEET-COLUMN" not in codes(parsed)

    def test_numbers_that_do_not_count_up_are_left_out_and_named(self):
        parsed = read("line,speaker,text\n7,SUE,hello\n3,TOM,yeah\nx,SUE,bye\n")
        assert said(parsed)[0] == ("SUE", "hello", None, None)
        assert "I-SHEET-COLUMN" in codes(parsed)

    def test_a_row_without_a_speaker_goes_on_or_is_a_silence(self):
        parsed = read("speaker,text\nSUE,hello\n,there\n,(1.2)\nTOM,hi\n")
        kinds = [str(line.kind) for line in parsed.transcript.lines]
        assert kinds == ["talk", "continuation", "silence", "talk"]

    def test_a_latch_at_the_start_of_a_cell_is_talk(self):
        parsed = read("speaker,text\nSUE,hello=\nTOM,=yeah\nSUE,'=no\nTOM,'cause\n")
        assert [row[1] for row in said(parsed)] == ["hello=", "=yeah", "=no", "'cause"]

    def test_line_ends_in_a_cell_are_blanks(self):
        assert said(read('speaker,text\nSUE,"so\nwhat"\n')) == [("SUE", "so what", None, None)]

    def test_rows_without_talk_are_counted(self):
        assert "I-SHEET-EMPTY" in codes(read("speaker,text\nSUE,\nTOM,hi\nSUE,so\n"))


class TestText:
    @pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
    def test_any_separator_is_found(self, separator):
        rows = [["speaker", "start", "text"], ["SUE", "1.5", "so:: ↑what"], ["TOM", "2.5", "°no°"]]
        parsed = read("\n".join(separator.join(row) for row in rows))
        assert said(parsed) == [("SUE", "so:: ↑what", 1500, None), ("TOM", "°no°", 2500, None)]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
    def test_any_usual_encoding_is_read(self, encoding):
        data = "speaker,text\r\nSUE,°café° £5\r\nTOM,“oui”\r\n".encode(encoding)
        assert said(read_bytes(data, "a.csv"))[0] == ("SUE", "°café° £5", None, None)

    def test_excels_first_line_naming_the_separator_is_heeded(self):
        parsed = read("sep=;\nspeaker;text\nSUE;hello, you\n")
        assert said(parsed) == [("SUE", "hello, you", None, None)]

    def test_bare_separators_in_the_last_column_stay_in_the_talk(self):
        parsed = read("speaker,text\nSUE,hello, Tom, dear\nTOM,hi\nSUE,so\n")
        assert said(parsed)[0] == ("SUE", "hello, Tom, dear", None, None)

    def test_a_quotation_mark_never_closed_swallows_no_line(self):
        parsed = read('speaker\ttext\nSUE\t"so he goes\nTOM\tyeah\n', "a.tsv")
        assert [row[0] for row in said(parsed)] == ["SUE", "TOM"]
        assert "W-SHEET-QUOTE" in codes(parsed)

    def test_nul_characters_do_not_stop_the_reading(self):
        assert said(read("speaker,text\nSUE,he\0llo\nTOM,hi\n"))[1] == ("TOM", "hi", None, None)

    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_without_raising(self, data):
        FORMATS["csv"].read(data, "x.csv", "")

    @given(st.text(alphabet="a,;\t|\"'\n\r=\0: 1.5", max_size=200))
    def test_any_text_is_read_without_raising(self, text):
        FORMATS["csv"].read(text.encode(), "x.csv", "")


class TestRecognition:
    def test_headings_make_a_table_of_a_text(self):
        assert recognise(b"start\tspeaker\ttext\n0.5\tSUE\thello\n", "x.txt").key == "csv"

    def test_the_suffix_is_enough(self):
        assert recognise(b"SUE,hello\nTOM,yeah\n", "x.csv").key == "csv"

    @pytest.mark.parametrize(
        "text",
        [
            "SUE:\thello, Tom, dear\nTOM:\tyeah, well, so\n",
            "1,SUE: hello\n2,TOM: yeah\n",
            "Name: Sue, Speaker: Tom\nSUE: hello\n",
            "text\nSUE: the speaker, start and end\n",
        ],
    )
    def test_a_transcript_with_tabs_and_commas_stays_plain_text(self, text):
        assert recognise(text.encode(), "x.txt").key == "plain"

    def test_a_workbook_is_known_by_its_content(self):
        assert recognise(workbook(["speaker", "text"]), "x.bin").key == "xlsx"


class TestWriting:
    def test_csv_has_a_row_for_each_line(self):
        rows = FORMATS["csv"].write(read_text(TALK).transcript).decode("utf-8-sig").splitlines()
        assert rows == [
            "line,number,speaker,start,end,text",
            "1,01,SUE,,,what d'you want for your tea Tom.",
            "2,02,,,,(1.8)",
            '3,03,TOM,,,"\'=pasta,"',
            '4,04,SUE,,,"""fish""?"',
        ]

    @pytest.mark.parametrize("key", ["csv", "xlsx"])
    def test_what_is_written_is_read_again(self, key):
        first = read_text(TALK).transcript
        again = FORMATS[key].read(FORMATS[key].write(first), f"x.{key}", "").transcript
        assert [(line.number, line.speakers, line.kind, line.text) for line in again.lines] == [
            (line.number, line.speakers, line.kind, line.text) for line in first.lines
        ]

    @pytest.mark.parametrize("key", ["csv", "xlsx"])
    def test_times_come_back_to_the_millisecond(self, key):
        first = read("start,end,speaker,text\n0.001,3599.999,SUE,hello\n3600,,TOM,hi\n").transcript
        again = FORMATS[key].read(FORMATS[key].write(first), f"x.{key}", "").transcript
        assert [(line.start_ms, line.end_ms) for line in again.lines] == [
            (1, 3599999),
            (3600000, None),
        ]

    def test_a_latched_turn_is_text_in_a_workbook_and_no_formula(self):
        data = FORMATS["xlsx"].write(read_text(TALK).transcript)
        page = load_workbook(io.BytesIO(data)).active
        assert (page["F4"].value, page["F4"].data_type) == ("=pasta,", "s")

    @given(st.text(max_size=30))
    def test_guarding_a_cell_is_undone_by_reading(self, text):
        assert unguarded(guarded(text)) == text
        assert guarded(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"} or not text

    @given(
        st.lists(
            st.tuples(
                st.sampled_from(["SUE", "TOM"]),
                st.from_regex(r"[=+@]?[a-z,;\"']{1,8}", fullmatch=True),
            ),
            min_size=2,
            max_size=8,
        )
    )
    def test_any_talk_goes_out_and_comes_in_the_same(self, turns):
        first = read_text("".join(f"{who}: {text}\n" for who, text in turns)).transcript
        again = FORMATS["csv"].read(FORMATS["csv"].write(first), "x.csv", "").transcript
        assert [line.text for line in again.lines] == [line.text for line in first.lines]


class TestWorkbooks:
    def test_a_formula_that_is_a_latch_is_read_as_talk(self):
        parsed = read_bytes(
            workbook(["speaker", "text"], ["SUE", "so="], ["TOM", "=yeah"]), "a.xlsx"
        )
        assert said(parsed)[1] == ("TOM", "=yeah", None, None)
        assert "I-SHEET-FORMULA" in codes(parsed)

    def test_what_a_formula_came_to_is_read(self):
        parts = parts_of(workbook(["speaker", "text"], ["SUE", "so"], ["TOM", "=A1"]))
        sheet = parts["xl/worksheets/sheet1.xml"]
        sheet = sheet.replace(b"<f>A1</f><v></v>", b"<f>A1</f><v>5</v>")
        sheet = sheet.replace(b"<f>A1</f><v />", b"<f>A1</f><v>5</v>")
        assert b"<v>5</v>" in sheet
        parsed = read_bytes(packed({**parts, "xl/worksheets/sheet1.xml": sheet}), "a.xlsx")
        assert said(parsed)[1] == ("TOM", "5", None, None)

    def test_an_empty_workbook_has_no_talk(self):
        assert said(read_bytes(workbook(), "a.xlsx")) == []

    def test_a_document_type_is_refused(self):
        parts = parts_of(workbook(["speaker", "text"], ["SUE", "so"]))
        bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
        for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"):
            with pytest.raises(UnreadableFileError, match="document type"):
                read_bytes(packed({**parts, part: bomb}), "a.xlsx")

    def test_a_bomb_is_refused(self):
        parts = parts_of(workbook(["speaker", "text"], ["SUE", "so"]))
        row = b"<row>" + b"<c t='inlineStr'><is><t>x</t></is></c>" * 200 + b"</row>"
        head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        sheet = head + b"<sheetData>" + row * 10_000 + b"</sheetData></worksheet>"
        with pytest.raises(UnreadableFileError, match="far more than any transcript"):
            read_bytes(packed({**parts, "xl/worksheets/sheet1.xml": sheet}), "a.xlsx")

    def test_members_that_climb_out_of_the_package_touch_no_file(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        parts = parts_of(workbook(["speaker", "text"], ["SUE", "so"]))
        parsed = read_bytes(packed({**parts, "../../evil.xml": b"<x/>"}), "a.xlsx")
        assert len(said(parsed)) == 1
        assert list(tmp_path.iterdir()) == []

    def test_far_cells_fill_no_memory_and_are_reported(self):
        def far(book):
            for row in range(2, 2_000):
                book.active.cell(row, 16_384).value = "x"

        parsed = read_bytes(workbook(["speaker", "text"], ["SUE", "so"], change=far), "a.xlsx")
        assert said(parsed) == [("SUE", "so", None, None)]
        assert "W-SHEET-CUT" in codes(parsed)

    def test_half_a_workbook_is_read_as_far_as_it_goes(self):
        parts = parts_of(workbook(["speaker", "text"], *[["SUE", f"so {n}"] for n in range(50)]))
        sheet = parts["xl/worksheets/sheet1.xml"]
        cut = packed({**parts, "xl/worksheets/sheet1.xml": sheet[: len(sheet) // 2]})
        parsed = read_bytes(cut, "a.xlsx")
        assert "E-SHEET-DAMAGED" in codes(parsed)

    @given(st.data())
    def test_workbooks_with_damaged_parts_do_not_raise(self, data):
        parts = parts_of(workbook(["speaker", "text"], ["SUE", "so"], [1.5, "=x"]))
        part = data.draw(st.sampled_from(sorted(parts)))
        at = data.draw(st.integers(0, len(parts[part]) - 1))
        spoilt = parts[part][:at] + data.draw(st.binary(max_size=9)) + parts[part][at + 5 :]
        with contextlib.suppress(UnreadableFileError):  # said in words
            read_bytes(packed({**parts, part: spoilt}), "a.xlsx", format="xlsx")


class TestEnormousFiles:
    def test_a_million_columns_are_read_in_bounded_time(self):
        parsed = read("speaker,text" + "," * 1_000_000 + "\nSUE,hello\nTOM,hi\nSUE,so\n")
        assert said(parsed)[0] == ("SUE", "hello", None, None)

    def test_a_million_headings_are_cut_and_that_is_said(self):
        parsed = read("speaker,text" + ",x" * 1_000_000 + "\nSUE,hello\nTOM,hi\nSUE,so\n")
        assert said(parsed)[0] == ("SUE", "hello", None, None)
        assert "W-SHEET-CUT" in codes(parsed)

    def test_more_rows_than_any_transcript_has_are_cut_and_that_is_said(self):
        parsed = read("speaker,text\n" + "SUE,\n" * 100_000 + "SUE,hello\nTOM,so\n")
        assert "W-SHEET-CUT" in codes(parsed)

    def test_one_cell_of_many_megabytes_is_kept(self):
        text = "so " * 5_000_000
        parsed = read(f"speaker,text\nSUE,{text}\nTOM,hi\n")
        assert len(parsed.transcript.lines[0].text) == len(text) - 1

    def test_a_hundred_megabytes_are_refused_with_a_message(self):
        with pytest.raises(UnreadableFileError, match="MB"):
            read_bytes(b"speaker,text\nSUE," + b"x" * (100 << 20), "a.csv")


def test_no_spreadsheet_library_is_loaded_before_a_workbook_is_read():
    code = "import sys, ca_tool.formats; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

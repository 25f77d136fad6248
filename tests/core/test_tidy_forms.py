"""Files for other programs: no cell is a formula, none unexplained, none cut in silence."""

import csv
import io
from collections import Counter

import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ca_tool.coding import SUGGESTED
from ca_tool.measures import MEASURES
from ca_tool.measures.frame import Extras
from ca_tool.measures.table_csv import COLUMNS, safe
from ca_tool.tidy import (
    TABLES,
    Account,
    Options,
    TableError,
    dictionary,
    forms,
    methods,
    workbook,
    write_table,
)
from ca_tool.tidy.columns import MEASURES as MEASURED
from ca_tool.tidy.columns import Column, names
from ca_tool.tidy.dictionary import definition

TALK = "=SUE: are you there\n=TOM: yes\n=SUE: @good\n"


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "in" / "=1+1.txt"
    path.parent.mkdir()
    path.write_text(TALK)
    return path


def texts_of(path):
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.reader(file))
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book["table"].iter_rows()]


def test_a_cell_of_csv_never_begins_as_a_formula(talk, tmp_path):
    written = write_table([talk], tmp_path / "t.csv")
    for path in (path for path in written.paths if path.suffix == ".csv"):
        for row in texts_of(path):
            for cell in row:
                number = cell.removeprefix("-").replace(".", "", 1).replace("e-", "").isdigit()
                assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_cell_of_a_workbook_is_text_whatever_it_begins_with(talk, tmp_path):
    out = tmp_path / "t.xlsx"
    write_table([talk], out)
    book = openpyxl.load_workbook(out)
    kinds = Counter(cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "f" not in kinds
    assert "=1+1.txt" in {row[0].value for row in book["table"].iter_rows(min_row=2)}


def test_all_forms_hold_the_same_numbers(talk, tmp_path):
    for suffix in ("csv", "parquet", "xlsx"):
        write_table([talk], tmp_path / f"t.{suffix}")
    plain = texts_of(tmp_path / "t.csv")
    sheet = texts_of(tmp_path / "t.xlsx")
    table = pq.read_table(tmp_path / "t.parquet").to_pylist()
    assert len(plain) == len(sheet) == len(table) + 1
    for from_csv, from_book, record in zip(plain[1:], sheet[1:], table, strict=True):
        for name, one, other in zip(COLUMNS, from_csv, from_book, strict=True):
            held = record[name]
            if held is None or isinstance(held, float):
                assert held == (float(one) if one else None) == other
            else:
                assert held == one.removeprefix("'") == (other or "")


def test_a_workbook_brings_its_dictionary_and_its_methods(talk, tmp_path):
    out = tmp_path / "t.xlsx"
    written = write_table([talk], out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["table", "dictionary", "methods"]
    entries = [[cell.value or "" for cell in row] for row in book["dictionary"].iter_rows()]
    assert entries == [list(entry) for entry in dictionary(Options())]
    said = " ".join(str(row[0].value) for row in book["methods"].iter_rows())
    assert "CP-1" in said
    assert [path.name for path in written.paths] == ["t.xlsx", "t-problems.csv"]


def test_a_cell_that_is_too_long_is_cut_and_said_so(tmp_path):
    columns = (Column("a", "Anything."), Column("b", "Anything."))
    part = tmp_path / "part.parquet"
    part.write_bytes(forms.parquet_part(columns, [("x" * 40_000, "short"), ("y" * 32_767, "")]))
    beside = forms.Beside([("name",)], "Done so.")
    remarks = workbook.write_workbook([part], columns, beside, tmp_path / "t.xlsx")
    assert len(remarks) == 1
    assert "1 cell was cut" in remarks[0]
    _, first, second = texts_of(tmp_path / "t.xlsx")
    assert len(first[0]) == forms.CELL
    assert first[0].endswith(workbook.CUT)
    assert second[0] == "y" * 32_767


def test_more_rows_than_a_sheet_can_have_are_refused_with_a_way_out(tmp_path):
    columns = (Column("a", "A number.", "whole"),)
    part = tmp_path / "part.parquet"
    part.write_bytes(forms.parquet_part(columns, ((1,) for _ in range(forms.SHEET))))
    with pytest.raises(TableError, match=r"1,048,576 rows.*\.csv or \.parquet"):
        workbook.write_workbook([part], columns, forms.Beside([("name",)], ""), tmp_path / "t.xlsx")


def test_half_a_character_stops_no_form(tmp_path):
    columns = (Column("a", "Anything."),)
    rows = [("sa\ud83did",)]
    assert b"said" in forms.FORMS[".csv"].part(columns, rows).replace(b"?", b"")
    part = tmp_path / "part.parquet"
    part.write_bytes(forms.parquet_part(columns, rows))
    assert pq.read_table(part).to_pylist() == [{"a": "sa?id"}]


TEXTS = st.text(alphabet='ab,"\n\r; é=@\t', min_size=1)


@given(st.lists(st.lists(TEXTS | st.floats(allow_nan=False) | st.integers(), min_size=2)))
def test_csv_is_what_the_csv_module_writes_and_reads(rows):
    expected = [[safe(cell) for cell in row] for row in rows]
    written = forms.csv_rows(rows)
    read = list(csv.reader(io.StringIO(written, newline="")))
    assert read == [[str(cell) for cell in row] for row in expected]
    if "\r" not in written:  # which the module leaves bare, so that others take it for a line end
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(expected)
        assert written == text.getvalue()


def test_a_suffix_that_is_no_form_is_refused(talk, tmp_path):
    with pytest.raises(TableError, match=r"\.csv, \.parquet, \.xlsx"):
        write_table([talk], tmp_path / "t.ods")


def test_parquet_columns_carry_their_meaning(talk, tmp_path):
    write_table([talk], tmp_path / "t.parquet")
    schema = pq.read_schema(tmp_path / "t.parquet")
    assert schema.names == list(COLUMNS)
    for column in MEASURED:
        assert schema.field(column.name).metadata[b"meaning"].decode() == column.meaning


@pytest.mark.parametrize("key", TABLES)
def test_the_dictionary_explains_every_column(key):
    heading, *entries = dictionary(Options(key))
    columns = {
        row[1]: dict(zip(heading, row, strict=True)) for row in entries if row[0] == "column"
    }
    assert tuple(columns) == names(TABLES[key].columns)
    for entry in columns.values():
        assert entry["meaning"]
        assert entry["values"]


def test_the_dictionary_explains_every_measure_and_every_variant():
    heading, *entries = dictionary(Options())
    rows = [dict(zip(heading, row, strict=True)) for row in entries]
    measures = {row["name"]: row for row in rows if row["entry"] == "measure"}
    assert set(measures) == set(MEASURES)
    for row in measures.values():
        for what in ("label", "meaning", "formula", "unit", "values", "denominator", "missing"):
            assert row[what], (row["name"], what)
        assert row["reference"]
        assert row["caution"]
    variants = {(row["name"], row["variant"]) for row in rows if row["entry"] == "variant"}
    assert variants == {(m.id, name) for m in MEASURES.values() for name in m.variants}


def test_a_definition_falls_into_its_parts():
    parts = definition(MEASURES["M-18"])
    assert parts.formula.startswith("answers / n")
    assert not any(label in part for part in parts for label in ("Denominator:", "Caution:"))


class TestMethods:
    def test_they_name_policy_coders_codebook_version_and_seed(self, tmp_path):
        account = Account(
            {
                "sessions": {"D1": 2, "D2": 1},
                "turns": {"": 300},
                "sampling": {"whole": 3},
                "silences": {"stopwatch": 2, "unknown": 1},
                "conventions": {"jefferson": 3},
                "coders": {"ann": 3, "ben": 1},
                "codebooks": {"4": 4},
                "origins": {"manual": 90, SUGGESTED: 10},
                "questions": {"": 40},
                "left_out": {"newsmark": 2},
                "unobserved": {"outcome not coded": 5},
            }
        )
        extras = Extras(2000, 17, ("without-minimal",))
        said = methods(account, Options(policy="CP-1s", extras=extras), ("α was .80.",), unread=1)
        for part in (
            "3 sessions with 300 turns of 2 dyads",
            "CP-1s",
            "ann (3 sessions), ben (1 session)",
            "version 4 of the codebook",
            "10 of 100 tags were accepted from suggestions",
            "α was .80.",
            "2,000 resamples and seed 17",
            "with a stopwatch (2)",
            "transcribed as a whole",
            "2 were left out (newsmark (2))",
            "Of 5 what became of them could not be seen",
            "without minimal responses",
            "CA Tool 0.",
            "1 file could not be read and is in no number",
        ):
            assert part in said

    def test_nobody_is_said_to_have_coded_what_nobody_coded(self, talk, tmp_path):
        write_table([talk], tmp_path / "t.csv")
        said = (tmp_path / "t-methods.txt").read_text(encoding="utf-8")
        assert "Nobody tagged these sessions" in said
        assert "1 session with" in said

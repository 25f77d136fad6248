"""An edit of the text keeps what it does not touch."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ca_tool.coding import Splice, TextLine
from ca_tool.notation import parse, reparse
from ca_tool.transcript import Encoding
from ca_tool.transcript import TokenKind as K

GOLD = Path(__file__).parents[1] / "data" / "gold"
TALK = "01 SUE: °what d'you want\n02      (1.8)\n03 SUE: pasta°\n04 TOM: yeah\n05 SUE: good\n"


def line(found, row):
    typed = found.lines[row]
    return TextLine(typed.id, typed.raw, typed.ending)


def same_reading(one, other):
    """Whether two transcripts differ in nothing but ids and the roster's order."""
    return (
        [(x.raw, x.kind, x.speakers, x.body, x.body_end) for x in one.lines],
        one.tokens,
        one.problems,
    ) == (
        [(x.raw, x.kind, x.speakers, x.body, x.body_end) for x in other.lines],
        other.tokens,
        other.problems,
    )


def test_lines_that_stay_keep_their_ids_and_new_ones_bring_theirs():
    found = parse(TALK)
    edit = Splice(3, (line(found, 3),), (TextLine(9, "04 TOM: no"), TextLine(12, "     (0.3)")))
    after = reparse(found, (edit,))
    assert [x.id for x in after.lines] == [1, 2, 3, 9, 12, 5]
    assert after.lines[3].text == "no"


def test_what_is_not_touched_is_the_very_same():
    found = parse(TALK)
    after = reparse(found, (Splice(3, (line(found, 3),), (TextLine(4, "04 TOM: no"),)),))
    assert after.tokens[1] is found.tokens[1]
    assert after.tokens[4] is found.tokens[4]


def test_a_span_over_lines_is_settled_again():
    found = parse(TALK)
    assert [t.value for t in found.tokens[2] if t.kind is K.SOFT] == ["close"]
    after = reparse(found, (Splice(2, (line(found, 2),), (TextLine(3, "03 SUE: pasta"),)),))
    assert [problem.code for problem in after.problems] == ["W-UNCLOSED"]
    back = reparse(after, (Splice(2, (TextLine(3, "03 SUE: pasta"),), (line(found, 2),)),))
    assert same_reading(back, found)


def test_a_remark_is_judged_again_when_overlap_comes_near():
    found = parse("ANN: so [his brother] came\nBEN: mm\nANN: yes\n")
    assert K.EDITORIAL in {token.kind for token in found.tokens[0]}
    after = reparse(found, (Splice(1, (line(found, 1),), (TextLine(2, "BEN:    [mm]"),)),))
    assert K.EDITORIAL not in {token.kind for token in after.tokens[0]}


def test_roles_and_silent_participants_stay():
    found = parse(TALK)
    people = tuple(type(p)(p.code, p.labels, "family", present=True) for p in found.participants)
    found = found.with_participants(people)
    after = reparse(found, (Splice(3, (line(found, 3),), ()),))
    assert after.codes == ("SUE", "TOM")
    assert {person.role for person in after.participants} == {"family"}


def test_labels_that_the_analyst_fixed_stay_fixed():
    found = parse("Sue: hi\nS: so\nTom: mm\n", labels={"S": "SUE"})
    after = reparse(found, (Splice(2, (line(found, 2),), (TextLine(3, "Tom: yes"),)),))
    assert [x.speakers for x in after.lines] == [("SUE",), ("SUE",), ("TOM",)]


def test_what_the_analyst_said_is_no_label_stays_talk():
    found = parse("Sue: hi\nTom: well\nSure: I do\nSue: good\nTom: mm\n", labels={"Sure": ""})
    after = reparse(found, (Splice(3, (line(found, 3),), (TextLine(4, "Sue: bad"),)),))
    assert after.lines[2].speakers == ("TOM",)


def test_a_new_sign_that_the_encoding_lacks_makes_the_file_utf_8():
    found = parse(TALK, encoding=Encoding("cp1252"))
    same = reparse(found, (Splice(3, (line(found, 3),), (TextLine(4, "04 TOM: no"),)),))
    assert same.encoding == Encoding("cp1252")
    other = reparse(found, (Splice(3, (line(found, 3),), (TextLine(4, "04 TOM: ↑no"),)),))
    assert other.encoding == Encoding()


@pytest.mark.parametrize("name", ["gold_a.txt", "gold_b.txt"])
def test_taking_a_line_out_and_putting_it_back_changes_nothing(name):
    found = parse((GOLD / name).read_text("utf-8"))
    for row in range(len(found.lines)):
        edit = Splice(row, (line(found, row),), ())
        assert same_reading(reparse(reparse(found, (edit,)), (edit.inverse,)), found)


LINES = st.lists(
    st.sampled_from(
        [
            "ANN: °so",
            "BEN: mm°",
            "     and",
            "     (0.4)",
            "ANN: [yes=",
            "BEN: [=no",
            "",
            "...",
            "     [my brother]",
            "ANN:",
            "[A:1]",
            "     ((nods)) x",
            "so: ((what",
            "     he))",
            ">so",
        ]
    ),
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@given(LINES, LINES, st.data())
def test_an_edit_reads_like_the_edited_file(before, new, data):
    found = parse("".join(f"{raw}\n" for raw in before))
    start = data.draw(st.integers(0, len(before)))
    end = data.draw(st.integers(start, len(before)))
    removed = tuple(line(found, row) for row in range(start, end))
    added = tuple(TextLine(100 + n, raw) for n, raw in enumerate(new))
    after = reparse(found, (Splice(start, removed, added),))
    fresh = parse("".join(f"{raw}\n" for raw in [*before[:start], *new, *before[end:]]))
    assert same_reading(after, fresh)

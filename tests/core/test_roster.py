"""People found in a file: one person under two labels, roles, and spoilt signs."""

from __future__ import annotations

from ca_tool.notation import parse
from ca_tool.roster import assign, rename, unusual_signs
from ca_tool.turn_taking import turns

TWO_LABELS = "1 ANN: hello\n2 BEN: hello\n3 ANNE: shall we °go°\n4 BEN: °yes°\n"


def test_two_labels_become_one_person_with_both():
    merged = rename(parse(TWO_LABELS), "ANNE", "ann")
    assert merged.codes == ("ANN", "BEN")
    assert merged.participants[0].labels == ("ANN", "ANNE")
    assert [turn.speaker for turn in turns(merged)] == ["ANN", "BEN", "ANN", "BEN"]


def test_a_person_keeps_their_place_under_a_new_code():
    renamed = rename(parse(TWO_LABELS), "ANN", "kay")
    assert renamed.codes == ("KAY", "BEN", "ANNE")
    assert turns(renamed)[0].speaker == "KAY"


def test_the_text_stays_as_it_was():
    assert rename(parse(TWO_LABELS), "ANNE", "ANN").text == TWO_LABELS


def test_a_code_nobody_has_and_an_empty_one_change_nothing():
    found = parse(TWO_LABELS)
    assert rename(found, "ZOE", "ANN") is found
    assert rename(found, "ANN", " ") is found


def test_the_role_of_the_person_kept_outweighs_the_other():
    found = assign(assign(parse(TWO_LABELS), "ANN", "support worker"), "ANNE", "family")
    assert rename(found, "ANNE", "ANN").participants[0].role == "support worker"
    assert rename(assign(parse(TWO_LABELS), "ANNE", "family"), "ANNE", "ANN").participants[
        0
    ].role == "family"  # fmt: skip


def test_signs_outside_ascii_are_counted_most_frequent_first():
    assert unusual_signs(parse(TWO_LABELS)) == (("°", 4),)
    assert unusual_signs(parse("1 ANN: Â°yesÂ° ↑no\n"))[:2] == (("°", 2), ("Â", 2))

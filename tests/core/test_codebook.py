"""The default codebook, and codebooks that researchers change."""

from dataclasses import replace

import pytest

from ca_tool.codebook import SHAPES, Codebook, ValueType, luminance
from ca_tool.coding import Edit
from ca_tool.project import apply_codes
from ca_tool.storage import InvalidFileError, default_codebook, load_codebook, save_codebook

CODES = default_codebook().codes

NEEDED = {
    "question": "form action level polarity known_answer reported newsmark outcome activity "
    "selection",
    "response": "type conforming embodied assisted answer_type disconfirm",
    "initiation": "level act",
    "topic": "type uptake",
    "agenda": "act scope outcome",
    "evaluation": "value",
    "repair": "format outcome",
    "minimal": "type position",
    "speaking_for": "action slot_owner self_selected invited timing takeover owner_response",
    "about_not_to": "",
    "support": "practice",
    "embodied": "uptake",
    "deontic": "act domain congruent response staff_practice",
    "choice": "practice taken_up",
    "self_repair": "kind",
    "overlap": "onset_type problematic resolution uptake_of_overlapped",
    "addressed": "",
    "ir": "category",
    "aac": "phase guess co_constructed_with voiced_by",
    "memory": "elicitation domain_of correction acceptance",
}

IR = {value.sign: value for value in default_codebook().by_name["ir"].attributes[0].values}


@pytest.fixture(params=CODES, ids=lambda code: code.name)
def code(request):
    return request.param


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class TestEveryCode:
    def test_says_what_it_is_what_it_takes_in_and_what_not(self, code):
        assert all([code.label, code.plain, code.definition, code.include, code.exclude])
        assert code.example
        assert code.group

    def test_has_a_short_name_that_fits_its_chip(self, code):
        assert 1 <= len(code.short) <= 4

    def test_can_be_read_on_its_own_colour(self, code):
        assert contrast(code.colour, code.ink) >= 4.5

    def test_has_the_attributes_that_measures_look_for(self, code):
        assert [one.name for one in code.attributes] == NEEDED[code.name].split()

    def test_sets_every_value_by_a_key_of_its_own(self, code):
        for attribute in code.attributes:
            keys = [value.key for value in attribute.values]
            assert all(keys)
            assert len(set(keys)) == len(keys)

    def test_has_defaults_among_its_values(self, code):
        for name, default in code.defaults:
            assert default in {value.name for value in code.attribute(name).values}

    def test_says_what_every_attribute_and_value_means(self, code):
        for attribute in code.attributes:
            assert attribute.definition.endswith(".")
            assert all(value.definition for value in attribute.values)

    def test_closes_its_attributes_unless_they_name_people(self, code):
        for attribute in code.attributes:
            assert bool(attribute.values) != (attribute.type is ValueType.PARTICIPANT)


def test_no_two_codes_share_a_shape_a_colour_a_key_or_a_short_name():
    for name in ("shape", "colour", "key", "short", "label", "order"):
        found = [getattr(code, name) for code in CODES]
        assert len(set(found)) == len(CODES), name
    assert {code.shape for code in CODES} <= set(SHAPES)


def test_there_is_a_code_for_good_support():
    practices = default_codebook().by_name["support"].attribute("practice").values
    assert {value.name for value in practices} >= {
        "waits",
        "takes_up",
        "reminds_of_choice",
        "hands_back_floor",
    }


def test_a_codebook_is_read_as_it_was_written(tmp_path):
    save_codebook(default_codebook(), tmp_path / "codebook.xml")
    assert load_codebook(tmp_path / "codebook.xml") == default_codebook()


CHECKED = {">": 6, "^": 5, "..>": 5, "<>": 4, "..^": 4, "<^": 3, "..<": 3, "<": 2}
"""The strengths that were looked up; the others are remembered."""


def test_the_eighteen_turn_types_say_which_strengths_were_checked():
    assert len(IR) == 18
    assert {sign: value.score for sign, value in IR.items() if value.verified} == CHECKED
    assert all(value.source for value in IR.values())
    assert all("1988" in value.source for value in IR.values() if not value.verified)


def test_each_turn_type_counts_towards_the_coefficients_its_sign_says():
    """B responds and initiates, F is not linked here, S demands, O is linked elsewhere."""
    sets = {letter: {s for s, value in IR.items() if letter in value.sets} for letter in "BFSO"}
    assert sets["B"] == {"<>", "<^"}
    assert sets["F"] == {">", "^", "..>", "..^"}
    assert sets["S"] == {sign for sign in IR if sign.endswith(">")}
    assert sets["O"] == {s for s in IR if s not in ("--", "(<)") and set(s) & set(".=-")}


def test_a_codebook_from_before_strengths_loads(tmp_path):
    path = tmp_path / "codebook.xml"
    topic = default_codebook().by_name["topic"]
    save_codebook(Codebook("old", "1", (topic,)), path)
    assert "score" not in path.read_text("utf-8")
    assert "verified" not in path.read_text("utf-8")
    assert load_codebook(path).codes == (topic,)


def test_odd_signs_in_a_definition_survive(tmp_path):
    odd = replace(CODES[0], definition="a \x07 bell, a \\ and <b> & \ud800")
    save_codebook(Codebook("odd", "3", (odd,)), tmp_path / "codebook.xml")
    assert load_codebook(tmp_path / "codebook.xml").codes == (odd,)


def test_changing_a_code_counts_its_version_up():
    book = default_codebook()
    changed = replace(CODES[0], label="Asking")
    after = apply_codes(book, Edit("Change code", frozenset({CODES[0]}), frozenset({changed})))
    assert after.version == "2"
    assert after.codes[0] == changed
    assert after.codes[1:] == book.codes[1:]


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (('colour="#0072b2"', 'colour="blue"'), "Element code"),
        (("</codebook>", ""), "not well-formed"),
        (("<codebook ", "<!DOCTYPE codebook [<!ENTITY x 'y'>]><codebook "), "document type"),
    ],
    ids=["a colour that is none", "cut off", "a document type"],
)
def test_a_file_that_is_no_codebook_is_refused_with_the_reason(tmp_path, fault, says):
    path = tmp_path / "codebook.xml"
    save_codebook(default_codebook(), path)
    path.write_text(path.read_text("utf-8").replace(*fault), "utf-8")
    with pytest.raises(InvalidFileError, match=says):
        load_codebook(path)

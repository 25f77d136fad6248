"""The definitions on paper are those on screen."""

from pathlib import Path

from ca_tool.measures import MEASURES, definitions

DOCUMENT = Path(__file__).parents[2] / "docs" / "measures.md"


def test_the_document_is_current():
    assert DOCUMENT.read_text(encoding="utf-8") == definitions()


def test_every_measure_is_in_it():
    text = definitions()
    assert all(f"### {id_} {measure.label}\n" in text for id_, measure in MEASURES.items())


def test_a_variant_named_after_what_occurs_is_said_in_words():
    assert MEASURES["M-33"].variant_label("activity:aac_composing") == (
        "timed silences filled by an activity: aac composing"
    )
    assert MEASURES["M-18"].variant_label("as_addressee_answered") == (
        "the same, of the questions this person was asked: answered by the person asked"
    )

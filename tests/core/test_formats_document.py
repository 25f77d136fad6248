"""The page on formats says what the register says."""

from pathlib import Path

from ca_tool.formats import FORMATS
from ca_tool.formats.document import ABOUT, formats_document

PAGE = Path(__file__).parents[2] / "docs" / "formats.md"


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == formats_document()


def test_every_format_is_on_it_with_what_it_loses():
    assert ABOUT.keys() == FORMATS.keys()
    text = formats_document()
    for known in FORMATS.values():
        assert f"\n## {known.label}\n" in text
        assert all(f"- {loss.words}" in text for loss in known.losses)

"""Fields of the tag panel by themselves."""

from ca_tool.storage import default_codebook
from widgets.tags.tag_fields import ValueBox


def test_a_strength_nobody_checked_is_marked_so_where_it_is_chosen(qtbot):
    category = default_codebook().by_name["ir"].attribute("category")
    box = ValueBox(category.values, category.label)
    qtbot.addWidget(box)
    offered = {box.itemData(row): box.itemText(row) for row in range(1, box.count())}
    marked = {name for name, words in offered.items() if "(not verified)" in words}
    assert marked == {value.name for value in category.values if not value.verified}
    assert len(marked) == 10

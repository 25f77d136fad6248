"""Figures of a comparison: slopes, differences, small panels; every mark knows its number."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from ca_tool.figures import DARK, LIGHT, draw_forest, draw_multiples, draw_slopes
from ca_tool.figures.change import Dot, Slope
from ca_tool.figures.forest import Line
from ca_tool.figures.multiples import MOST, Panel, Strip
from ca_tool.measures import measure_session
from ca_tool.measures.intervals import newcombe
from tests.coded_gold import CODER, gold


def row(name, measure, variant, who, other=""):
    rows = measure_session(gold(name), CODER, measures=[measure])
    about = (variant, who, other)
    return next(r for r in rows if (r.variant, r.participant, r.other) == about)


SUE = row("a", "M-12", "tokens", "SUE")
WAI = row("b", "M-12", "tokens", "WAI")
NOBODY = row("a", "M-05", "talking_time", "SUE")


@pytest.fixture
def axes():
    return Figure(figsize=(7, 4)).add_subplot()


def test_a_slope_joins_before_and_after_and_each_dot_is_its_number(axes):
    slope = Slope("Sue and Tom", (Dot(0, SUE, "Tea"), Dot(1, WAI, "Café")))
    drawing = draw_slopes(axes, ("before", "after"), (slope,), LIGHT)
    assert [mark.about for mark in drawing.marks] == [SUE, WAI]
    assert drawing.marks[0].words == "Sue and Tom: 5 of 6 (83%, 44–97%) (Tea)"
    (line,) = axes.lines
    assert list(line.get_ydata()) == [5 / 6, 3 / 4]
    assert line.get_linewidth() > 0


def test_several_sessions_at_one_step_are_not_joined(axes):
    slope = Slope("Sue and Tom", (Dot(0, SUE), Dot(0, WAI)))
    draw_slopes(axes, ("before", "after"), (slope,), LIGHT)
    assert axes.lines[0].get_linewidth() == 0


def test_a_missing_value_is_no_dot(axes):
    drawing = draw_slopes(axes, ("before",), (Slope("Sue", (Dot(0, NOBODY),)),), LIGHT)
    assert drawing.marks == ()
    assert "None of these sessions" in drawing.caption


def test_a_difference_stands_with_newcombes_interval_around_it(axes):
    change = newcombe(3, 4, 5, 6)
    drawing = draw_forest(axes, (Line("Sue\nbefore → after", SUE, WAI, *change),), DARK)
    (mark,) = drawing.marks
    assert mark.about == (SUE, WAI)
    assert "5/6 → 3/4, −8 points (" in mark.words
    low, high = (100 * change[1], 100 * change[2])
    segment = axes.collections[0].get_segments()[0]
    assert [x for x, _ in segment] == pytest.approx([low, high])
    left, right = axes.get_xlim()
    assert left == -right


def test_the_side_of_a_difference_changes_no_colour(axes):
    up, down = Line("up", WAI, SUE, 0.08), Line("down", SUE, WAI, -0.08)
    draw_forest(axes, (up, down), LIGHT)
    dots = [line for line in axes.lines if line.get_marker() not in ("", "None", None)]
    assert len({dot.get_color() for dot in dots}) == 1


def test_lines_keep_the_order_given(axes):
    lines = tuple(Line(name, SUE, WAI, value) for name, value in (("b", 0.1), ("a", 0.9)))
    draw_forest(axes, lines, LIGHT)
    assert [label.get_text() for label in axes.get_yticklabels()] == ["b", "a"]
    assert list(axes.get_yticks()) == [1, 0]


def test_without_differences_the_forest_says_so(axes):
    assert "no difference to draw" in draw_forest(axes, (), LIGHT).caption


def panels(count):
    return tuple(
        Panel(f"Dyad {n}", (Slope("SUE", (Dot(0, SUE), Dot(1, WAI))),), ("before", "after"))
        for n in range(count)
    )


def test_each_dyad_has_a_small_panel_and_every_dot_its_number(axes):
    drawing = draw_multiples(axes, (Strip("Who asked", panels(3)),), LIGHT)
    assert [mark.about for mark in drawing.marks] == [SUE, WAI] * 3
    texts = {text.get_text() for text in axes.texts}
    assert {"Dyad 0", "Dyad 2", "before", "after", "100%"} <= texts


def test_panels_that_are_not_drawn_are_counted(axes):
    drawing = draw_multiples(axes, (Strip("Who asked", panels(MOST + 5)),), LIGHT)
    assert "5 more are not drawn" in drawing.caption


def test_a_panel_without_a_value_says_so_and_draws_no_nought(axes):
    empty = Panel("Nothing", (Slope("SUE", (Dot(0, NOBODY),)),), ("before",))
    drawing = draw_multiples(axes, (Strip("Time", (*panels(1), empty)),), LIGHT)
    assert len(drawing.marks) == 2
    assert "no value" in {text.get_text() for text in axes.texts}

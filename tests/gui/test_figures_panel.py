"""The figures panel: drawn when seen, clicked to go to the line."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from matplotlib.backend_bases import MouseEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionComboBox

from ca_tool.coding import Edit
from ca_tool.storage import default_codebook
from tests.coded_gold import CODER, gold
from widgets.document import Document
from widgets.figures.figures_panel import DRAWING, FiguresPanel
from widgets.navigation import Navigation


@pytest.fixture
def document(qapp):
    return Document(gold("a"), default_codebook(), CODER)


@pytest.fixture
def navigation(qapp):
    return Navigation()


@pytest.fixture
def panel(document, navigation, qtbot):
    panel = FiguresPanel(document, navigation)
    qtbot.addWidget(panel)
    panel.resize(900, 420)
    panel.show()
    qtbot.waitUntil(lambda: panel.canvas is not None and bool(panel.canvas.drawing.marks))
    panel.canvas.draw()
    return panel


def click(canvas, mark):
    x, y = (mark.left + mark.right) / 2, (mark.bottom + mark.top) / 2
    place = canvas.axes.transData.transform((x, y))
    for name in ("button_press_event", "button_release_event"):
        event = MouseEvent(name, canvas, *place, button=1)
        canvas.callbacks.process(name, event)


def test_clicking_a_question_goes_to_its_line(panel, document, navigation, qtbot):
    mark = next(mark for mark in panel.canvas.drawing.marks if mark.cases == ("tag:Q5",))
    with qtbot.waitSignal(navigation.go_to) as gone:
        click(panel.canvas, mark)
    assert document.session.transcript.line(gone.args[0].line).number == "13"


def test_clicking_a_turn_highlights_all_its_lines(panel, navigation, qtbot):
    mark = next(mark for mark in panel.canvas.drawing.marks if mark.cases[0].startswith("turn"))
    with qtbot.waitSignal(navigation.highlight) as lit:
        click(panel.canvas, mark)
    assert len(lit.args[0]["in"]) == 2


def test_each_figure_can_be_chosen_and_says_what_it_shows(panel):
    titles = [panel.figures.itemText(row) for row in range(panel.figures.count())]
    captions = {}
    for row, title in enumerate(titles):
        panel.figures.setCurrentIndex(row)
        captions[title] = panel.caption.text()
    assert "SUE asked 5 of the 6 questions." in captions["Who asks whom"]
    assert "SUE said 45 of the 52 words." in captions["How much each person said"]
    assert "SUE started 4 of the 5 things." in captions["Who started things, as they add up"]
    assert all(captions.values())


def test_the_figure_follows_an_edit(panel, document, qtbot):
    panel.figures.setCurrentIndex(1)
    tag = document.coding.tags["Q5"]
    document.push(Edit("Remove tag", removed=frozenset({tag})))
    qtbot.waitUntil(lambda: "5 of the 5" in panel.caption.text(), timeout=3000)


def test_a_closer_look_survives_an_edit_and_a_wider_one_ends_at_the_whole(panel, document, qtbot):
    whole = panel.canvas.axes.get_xlim()
    panel.closer.click()
    near = panel.canvas.axes.get_xlim()
    assert near[1] - near[0] == pytest.approx((whole[1] - whole[0]) / 1.5)
    tag = document.coding.tags["Q5"]
    document.push(Edit("Remove tag", removed=frozenset({tag})))
    qtbot.waitUntil(lambda: "5 of the 5" in panel.caption.text(), timeout=3000)
    assert panel.canvas.axes.get_xlim() == near
    panel.wider.click()
    panel.wider.click()
    assert panel.canvas.axes.get_xlim() == pytest.approx(whole)


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_a_figure_is_saved_in_the_format_its_name_says(panel, tmp_path, suffix):
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    path = tmp_path / f"strip.{suffix}"
    panel.canvas.save(path)
    assert path.read_bytes().startswith(starts[suffix])


def test_the_figure_is_dark_in_a_dark_window(panel, qtbot):
    palette = panel.palette()
    palette.setColor(palette.ColorRole.Window, "#24282e")
    panel.setPalette(palette)
    qtbot.waitUntil(lambda: panel.canvas.figure.get_facecolor()[0] < 0.5, timeout=3000)


def test_an_empty_panel_says_what_to_do(qtbot, navigation):
    panel = FiguresPanel(Document(), navigation)
    qtbot.addWidget(panel)
    panel.show()
    qtbot.wait(50)
    assert panel.canvas is None
    assert not panel.save_button.isEnabled()


def test_panels_are_imported_without_matplotlib():
    code = (
        "import sys\n"
        "import widgets.compare.compare_window, widgets.figures.figures_panel\n"
        "import widgets.numbers.numbers_panel\n"
        "heavy = {'matplotlib', 'numpy', 'pandas'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_labels_of_lines_do_not_touch_in_a_narrow_panel(panel):
    panel.canvas.resize(260, 300)
    panel.canvas.draw()
    ticks = [tick.label1 for tick in panel.canvas.axes.xaxis.get_major_ticks()]
    boxes = [label.get_window_extent() for label in ticks if label.get_text()]
    assert len(boxes) > 2
    assert all(one.x1 < next_one.x0 for one, next_one in itertools.pairwise(boxes))


def test_a_very_small_figure_is_drawn_without_complaint(panel):
    panel.canvas.setMinimumSize(20, 20)
    panel.canvas.resize(60, 30)
    panel.canvas.draw()
    assert panel.canvas.drawing.marks


@pytest.mark.parametrize("percent", [100, 200])
def test_the_title_of_a_figure_is_read_in_full_beside_the_transcript(panel, qapp, qtbot, percent):
    from widgets import theme

    theme.apply(qapp, "light", percent)
    panel.resize(400 * percent // 100, 500)
    qtbot.wait(50)
    box = panel.figures
    words = max(box.fontMetrics().horizontalAdvance(box.itemText(n)) for n in range(box.count()))
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, box)
    theme.apply(qapp, "light", 100)
    assert words <= room.width()


@pytest.mark.parametrize("key", ["strip", "question-fate", "topics", "tagged", "shares"])
def test_words_of_a_figure_stay_inside_it_in_a_narrow_panel_and_a_wide_one(panel, qtbot, key):
    for width in (330, 900):
        panel.resize(width, 460)
        panel.figures.setCurrentIndex(panel.figures.findData(key))
        qtbot.waitUntil(lambda: not panel.canvas._resized.isActive(), timeout=3000)
        panel.canvas.draw()
        axes, whole = panel.canvas.axes, panel.canvas.figure.bbox
        shown = [*axes.texts, *(axes.get_legend().get_texts() if axes.get_legend() else ())]
        boxes = [words.get_window_extent() for words in shown if words.get_text()]
        assert boxes
        assert all(whole.x0 <= box.x0 and box.x1 <= whole.x1 + 1 for box in boxes)


def test_the_places_of_answers_do_not_touch_in_a_narrow_panel(panel, qtbot):
    panel.resize(330, 460)
    panel.figures.setCurrentIndex(panel.figures.findData("latencies"))
    qtbot.waitUntil(lambda: not panel.canvas._resized.isActive(), timeout=3000)
    panel.canvas.draw()
    names = panel.canvas.axes.get_xticklabels()[:4]
    assert [name.get_rotation() for name in names] == [40] * 4


def test_a_panel_about_to_draw_does_not_ask_for_a_transcript(document, navigation, qtbot):
    panel = FiguresPanel(document, navigation)
    qtbot.addWidget(panel)
    panel.show()
    assert DRAWING in {label.text() for label in panel.findChildren(QLabel)}

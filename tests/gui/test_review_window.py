"""The review mode as a group meets it: big, calm, the same on every line, and nothing is lost."""

import re
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QFontInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from ca_tool import formats
from ca_tool.acting_notes import MARKS
from ca_tool.plain_words import long_sentences
from ca_tool.project import Session, SessionFacts
from ca_tool.review import FEELINGS, Exchange
from ca_tool.storage import create_project, open_project
from widgets.document import Document
from widgets.review import talk_symbols
from widgets.review.feelings import FACES
from widgets.review.read_aloud import ReadAloud
from widgets.review.review_line import LineCard
from widgets.review.review_look import DARK, LIGHT, SIZES, TARGET
from widgets.review.review_window import ReviewWindow
from widgets.review.review_words import SAYS

TEA = """\
01 SUE: what d'you want for your tea Tom.
02      (1.8)
03 SUE: d'you want pasta or [fish fingers¿
04 TOM:                     [°pasta°
05 SUE: PASTA? you had <b>pasta</b> yesterday
06 TOM: ((nods))
"""

SCENE = Exchange("e1", "Choosing tea", 1, 6, "What could Sue do?", (4,), "future plans")


def session(text=TEA):
    transcript = formats.read_bytes(text.encode(), "tea.txt").transcript
    return Session("S01", transcript, SessionFacts("Tea"), exchanges=(SCENE,))


@pytest.fixture
def document(qapp):
    return Document(session())


@pytest.fixture
def window(document, qtbot):
    window = ReviewWindow(document, SCENE, "Misfits")
    qtbot.addWidget(window)
    window.resize(1280, 800)
    with qtbot.waitExposed(window):
        window.show()
    return window


def button(window, name):
    return window.findChild(QAbstractButton, name)


def press(window, name):
    QTest.mouseClick(button(window, name), Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def seen(window, kind=QWidget):
    return [child for child in window.findChildren(kind) if child.isVisible()]


def words_on(window):
    return "\n".join(label.text() for label in seen(window, QLabel))


def accessible_text(window):
    """Return every name and text a screen reader can reach, whatever is hidden or not."""
    found, waiting = [], [QAccessible.queryAccessibleInterface(window)]
    while waiting:
        interface = waiting.pop()
        found.append(interface.text(QAccessible.Text.Name))
        waiting += [interface.child(i) for i in range(interface.childCount())]
    return "\n".join(found)


def screens(window):
    """Go through the whole scene and the other pages, one screen at a time."""
    QApplication.processEvents()
    yield "start"
    while button(window, "next").isEnabled():
        press(window, "next")
        yield "line"
    press(window, "write")
    yield "writing"
    button(window, "keep").window().findChild(QPlainTextEdit).setPlainText("leave him be")
    press(window, "keep")
    yield "checking"
    press(window, "delete")
    yield "deleting"
    press(window, "leave_them")
    press(window, "help")
    yield "help"
    press(window, "more")
    yield "more"
    press(window, "stop")
    yield "stopped"


def test_one_line_at_a_time_and_what_comes_later_is_nowhere(window):
    press(window, "next")
    press(window, "next")
    assert "Nobody talks. About 2 seconds." in words_on(window)
    everything = accessible_text(window) + "".join(
        label.text() for label in window.findChildren(QLabel)
    )
    assert "for your tea" in everything
    assert "fish fingers" not in everything
    assert "nods" not in everything


def test_it_always_says_where_we_are(window):
    found = []
    for screen in screens(window):
        assert "Choosing tea" in words_on(window)
        if screen in ("start", "line"):
            found.append(re.search(r"(Start|End|[Ll]ine)[^\n]*6", words_on(window))[0])
    assert found[:3] == ["Start. 6", "Line 1 of 6", "Line 2 of 6"]
    assert "line 4 of 6" in found
    assert found[-1] == "End. 6"


def test_stop_and_think_comes_before_the_line_with_its_question(window):
    for _ in range(4):
        press(window, "next")
    assert "Stop and think." in words_on(window)
    assert "What could Sue do?" in words_on(window)
    assert "Pasta" not in words_on(window)
    press(window, "next")
    assert "Pasta." in words_on(window)


def test_words_are_shown_as_they_are_and_never_as_markup(window):
    for _ in range(6):
        press(window, "next")
    shown = next(label for label in seen(window, QLabel) if "yesterday" in label.text())
    assert shown.textFormat() == Qt.TextFormat.PlainText


def test_notes_stand_with_their_picture(window):
    for _ in range(5):
        press(window, "next")
    card = next(c for c in seen(window, LineCard) if c.focusPolicy() != Qt.FocusPolicy.NoFocus)
    pictures = [label for label in seen(card, QLabel) if not label.pixmap().isNull()]
    notes = [label for label in seen(card, QLabel) if label.text() in ("quietly",)]
    assert len(pictures) == 2
    assert card.accessibleName().startswith("Tom, talking at the same time as Sue, quietly")
    left = pictures[-1].mapTo(card, QPoint(0, 0)).x()
    assert left < notes[0].mapTo(card, QPoint(0, 0)).x()


@pytest.mark.parametrize("points", SIZES)
def test_type_is_eighteen_points_or_more_everywhere(window, points):
    while window._points != points:
        window._bigger()
    for _ in screens(window):
        for kind in (QLabel, QAbstractButton, QLineEdit, QPlainTextEdit):
            for part in seen(window, kind):
                assert QFontInfo(part.font()).pointSizeF() >= 18, part


def test_everything_to_press_is_big_and_apart(window):
    for screen in screens(window):
        parts = [p for p in seen(window, QAbstractButton) if p.isVisibleTo(window)]
        boxes = {p: QRect(p.mapTo(window, QPoint(0, 0)), p.size()) for p in parts}
        for part, box in boxes.items():
            assert min(box.width(), box.height()) >= TARGET, (screen, part.text())
        for one, other in combinations(boxes.values(), 2):
            assert not one.adjusted(-4, -4, 3, 3).intersects(other.adjusted(-3, -3, 4, 4)), screen


def test_the_five_buttons_keep_their_place_on_every_screen(window):
    places = set()
    for _ in screens(window):
        assert [b.text() for b in window.buttons] == ["Back", "Again", "Stop", "Help", "Next"]
        places.add(
            tuple(
                (b.mapTo(window, QPoint(0, 0)).toTuple(), b.size().toTuple())
                for b in window.buttons
            )
        )
    assert len(places) == 1
    lefts = [place[0][0] for place in places.pop()]
    assert lefts == sorted(lefts)


def test_nothing_is_cut_off_in_large_type(window):
    for _ in SIZES[1:3]:
        window._bigger()
    for _ in screens(window):
        for part in seen(window, QAbstractButton):
            assert part.width() >= part.sizeHint().width(), part.text()


def test_everything_that_takes_the_keyboard_has_a_name_and_its_words_in_it(window):
    for _ in screens(window):
        for part in seen(window):
            if part.focusPolicy() != Qt.FocusPolicy.NoFocus:
                name = QAccessible.queryAccessibleInterface(part).text(QAccessible.Text.Name)
                assert name, part
                if isinstance(part, QAbstractButton):
                    assert part.text() in name


def test_there_is_no_clock_and_no_single_letter(window):
    assert not window.findChildren(QTimer)
    for part in window.findChildren(QAbstractButton):
        assert part.shortcut().isEmpty()
    before = words_on(window)
    for key in "nbashNBASH":
        QTest.keyClicks(window, key)
    assert words_on(window) == before


@pytest.mark.parametrize(
    ("forward", "back"),
    [
        (Qt.Key.Key_Right, Qt.Key.Key_Left),
        (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp),
        (Qt.Key.Key_Space, Qt.Key.Key_Left),
    ],
)
def test_arrows_clickers_and_space_turn_the_pages(window, forward, back):
    QTest.keyClick(window.focusWidget(), forward)
    QTest.keyClick(window.focusWidget(), forward)
    assert "Line 2 of 6" in words_on(window)
    QTest.keyClick(window.focusWidget(), back)
    assert "Line 1 of 6" in words_on(window)


def test_escape_takes_a_break_and_going_on_finds_the_same_line(window):
    press(window, "next")
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert "We stopped." in words_on(window)
    assert window.isVisible()
    press(window, "go_on")
    assert "Line 1 of 6" in words_on(window)
    assert "for your tea" in words_on(window)


def test_the_keyboard_alone_reaches_everything_on_the_screen(window):
    press(window, "next")
    wanted = {b for b in seen(window, QAbstractButton) if b.isEnabled()}
    reached = set()
    for _ in range(40):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        reached.add(window.focusWidget())
    assert wanted <= reached


def test_a_feeling_is_kept_at_once_and_can_be_taken_back(window, document):
    press(window, "next")
    press(window, "unhappy")
    (said,) = document.session.reactions
    assert (said.feeling, said.line, said.exchange, said.group) == ("unhappy", 1, "e1", "Misfits")
    press(window, "happy")
    assert [r.feeling for r in document.session.reactions] == ["happy"]
    press(window, "undo")
    assert [r.feeling for r in document.session.reactions] == ["unhappy"]
    assert button(window, "unhappy").isChecked()
    press(window, "undo")
    assert document.session.reactions == ()
    assert not button(window, "undo").isEnabled()


def test_undo_leaves_alone_what_the_researcher_did_before(document, qtbot):
    from ca_tool.coding import Edit

    document.push(Edit("Note", added=frozenset({SessionFacts("Other title")})))
    window = ReviewWindow(document, SCENE)
    qtbot.addWidget(window)
    window.show()
    assert not button(window, "undo").isEnabled()
    window._feelings._take_back()
    assert document.session.facts.title == "Other title"


def test_the_groups_own_words_are_kept_exactly_and_read_back(window, document):
    press(window, "next")
    press(window, "write")
    own = "He should of waited , tom wasnt  ready!!\nme neither"
    window.findChild(QPlainTextEdit).setPlainText(own)
    press(window, "typed_for")
    press(window, "keep")
    (said,) = document.session.reactions
    assert (said.words, said.how, said.checked_back) == (own, "typed for me", False)
    assert "Is this what you said?" in words_on(window)
    assert own in words_on(window)
    press(window, "yes")
    assert document.session.reactions[0].checked_back


def test_words_can_be_changed_or_deleted_after_reading_back(window, document):
    press(window, "next")
    press(window, "write")
    box = window.findChild(QPlainTextEdit)
    box.setPlainText("wait")
    press(window, "keep")
    press(window, "change")
    assert box.toPlainText() == "wait"
    box.setPlainText("wait for him")
    press(window, "keep")
    assert [r.words for r in document.session.reactions] == ["wait for him"]
    press(window, "delete")
    assert "Delete these words for good?" in words_on(window)
    assert window.focusWidget() is button(window, "leave_them")
    press(window, "delete for good")
    assert document.session.reactions == ()


def test_words_on_the_way_are_kept_when_the_page_is_turned_or_the_window_closed(window, document):
    press(window, "next")
    press(window, "write")
    QTest.keyClicks(window.findChild(QPlainTextEdit), "let him choose")
    press(window, "next")
    assert [(r.line, r.words) for r in document.session.reactions] == [(1, "let him choose")]
    press(window, "write")
    QTest.keyClicks(window.findChild(QPlainTextEdit), "too quick")
    window.close()
    assert [r.words for r in document.session.reactions] == ["let him choose", "too quick"]


def test_each_person_can_say_their_own(window, document):
    press(window, "next")
    press(window, "happy")
    window.findChild(QLineEdit).setText("Jo")
    assert not button(window, "happy").isChecked()
    press(window, "unhappy")
    assert {(r.said_by, r.feeling) for r in document.session.reactions} == {
        ("", "happy"),
        ("Jo", "unhappy"),
    }


def test_what_was_said_is_there_when_the_project_is_opened_again(tmp_path, qtbot):
    folder = create_project(tmp_path / "Study", "Study", coder="ann")
    parsed = formats.read_bytes(TEA.encode(), "tea.txt")
    folder.add_session(parsed, SessionFacts("Tea"), None)
    document = Document()
    document.open_folder(folder)
    window = ReviewWindow(document, SCENE, "The Misfits: a group")
    qtbot.addWidget(window)
    window.show()
    press(window, "next")
    press(window, "not sure")
    window._feelings._start_writing()
    window.findChild(QPlainTextEdit).setPlainText("dunno <why>")
    press(window, "keep")
    kept = document.session.reactions
    folder.close()

    again = open_project(tmp_path / "Study", "ben", read_only=True).load("S01")
    assert again.reactions == kept
    assert (again.reactions[0].feeling, again.reactions[0].words) == ("not sure", "dunno <why>")


def test_what_could_not_be_kept_is_said(tmp_path, qtbot):
    folder = create_project(tmp_path / "Study", "Study", coder="ann")
    folder.add_session(formats.read_bytes(TEA.encode(), "tea.txt"), SessionFacts("Tea"), None)
    folder.close()
    document = Document()
    document.open_folder(open_project(tmp_path / "Study", "ann", read_only=True))
    window = ReviewWindow(document, SCENE)
    qtbot.addWidget(window)
    window.show()
    press(window, "next")
    press(window, "happy")
    assert document.session.reactions == ()
    assert "This was not kept. Ask for help." in words_on(window)


def test_again_gives_the_same_line(window):
    press(window, "next")
    before = window._where.text()
    press(window, "again")
    assert window._where.text() == before
    assert isinstance(window.focusWidget(), LineCard)


@pytest.mark.qt_log_ignore("pipewire", "propagateSizeHints", extend=True)
def test_lines_are_read_out_where_there_is_a_voice(document, qtbot):
    from PySide6.QtTextToSpeech import QTextToSpeech

    voice = ReadAloud("mock")
    window = ReviewWindow(document, SCENE, voice=voice)
    qtbot.addWidget(window)
    window.show()
    press(window, "next")
    assert voice.findChild(QTextToSpeech) is None
    press(window, "listen")
    spoken = voice.findChild(QTextToSpeech)
    assert spoken.state() == QTextToSpeech.State.Speaking
    press(window, "next")
    assert spoken.state() == QTextToSpeech.State.Ready
    press(window, "more")
    press(window, "read_each")
    press(window, "back_to_scene")
    press(window, "next")
    assert spoken.state() == QTextToSpeech.State.Speaking
    press(window, "stop")
    assert spoken.state() == QTextToSpeech.State.Ready


class NoVoice(ReadAloud):
    """A computer without a voice."""

    possible = False


def test_where_there_is_no_voice_the_button_is_gone_and_it_says_why(document, qtbot):
    window = ReviewWindow(document, SCENE, voice=NoVoice())
    qtbot.addWidget(window)
    window.show()
    assert not button(window, "listen").isVisible()
    press(window, "more")
    assert "This computer has no voice." in words_on(window)


def test_more_or_fewer_notes(window):
    press(window, "more")
    press(window, "notes")
    press(window, "back_to_scene")
    while button(window, "next").isEnabled():
        press(window, "next")
    assert "quietly" in words_on(window)


def test_a_scene_whose_lines_are_gone_says_so(qtbot, document):
    window = ReviewWindow(document, Exchange("e9", "Lost", 70, 80))
    qtbot.addWidget(window)
    window.show()
    assert SAYS["gone"] in words_on(window)


def test_no_way_leads_to_the_data_or_other_scenes(window):
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

    assert not window.findChildren(QMenu)
    assert not window.findChildren(QAction, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert "SUE:" not in words_on(window)


def luminance(colour):
    channels = [
        c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
        for c in QColor(colour).getRgbF()[:3]
    ]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("look", [LIGHT, DARK])
def test_contrast_is_seven_to_one_for_text_and_three_to_one_for_shapes(look):
    for ground in (look.paper, look.card):
        assert contrast(look.ink, ground) >= 7
        assert contrast(look.dim, ground) >= 7
        for shape in (look.edge, look.focus, *look.people):
            assert contrast(shape, ground) >= 3
    assert contrast(look.ink, look.pressed) >= 7


def test_the_dark_look_is_dark(window):
    window._turn_dark()
    assert window.grab().toImage().pixelColor(5, 5).name() == DARK.paper


@pytest.mark.parametrize("sentence", SAYS.values())
def test_our_own_sentences_are_short_and_plain(sentence):
    assert long_sentences(sentence) == ()
    assert len(sentence.split()) <= 15
    assert "%" not in sentence
    assert not re.search(r"\d[.,]\d", sentence)
    assert not re.search(r"[A-Z]{2,}", sentence)
    for hard in (
        "utterance",
        "interlocutor",
        "transcript",
        "session",
        "turn-taking",
        "select",
        "click",
    ):
        assert hard not in sentence.lower()


def test_every_picture_that_is_named_is_there():
    named = {note.symbol for note in MARKS.values()} | set(FACES.values())
    named |= {
        "both_talk",
        "straight_away",
        "action",
        "strong",
        "stretch",
        "quiet",
        "silence",
        "think",
    }
    assert named <= talk_symbols.names()
    assert set(FACES) == set(FEELINGS)
    for name in talk_symbols.names():
        image = talk_symbols.symbol(name, 64).toImage()
        colours = {image.pixelColor(x, y).name() for x in range(64) for y in range(64)}
        assert len(colours) > 2, name


def test_the_pages_follow_the_reading_order(window):
    press(window, "next")
    chain = [window.buttons[0]]
    while (following := chain[-1].nextInFocusChain()) is not chain[0]:
        chain.append(following)
    bar = [part for part in chain if part in window.buttons]
    places = [part.mapTo(window, QPoint(0, 0)).x() for part in bar]
    assert all(a < b for a, b in pairwise(places))

"""The window as a whole: opening, saving, sessions, themes, and what it remembers."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThread, QTimer, QUrl
from PySide6.QtGui import QColor, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit

from ca_tool.formats import read_text
from ca_tool.project import SessionFacts
from ca_tool.storage import create_project, open_project
from ca_tool.transcript import Span
from widgets import theme
from widgets.main_window import MainWindow
from widgets.panels import PANELS

TALK = "ANN: are you coming?\n(0.4)\nBEN: yeah\n"


@pytest.fixture
def project(tmp_path):
    with create_project(tmp_path / "Tea study", "Tea study", coder="me") as folder:
        folder.add_session(read_text(TALK), SessionFacts(title="Kitchen", phase="before"), None)
        folder.add_session(read_text("CAT: hello\n"), SessionFacts(title="Garden"), None)
    return folder.path


@pytest.fixture
def open_window(home, qtbot):
    def make():
        window = MainWindow()
        window.opening.asks = False
        qtbot.addWidget(window)
        window.resize(1280, 800)
        with qtbot.waitExposed(window):
            window.show()
        return window

    return make


def test_the_first_start_offers_the_sample_and_opens_a_copy_that_can_be_coded(open_window, home):
    window = open_window()
    assert window.centralWidget().currentWidget() is window.welcome
    window.welcome.sample_wanted.emit()
    assert window.centralWidget().currentWidget() is window.transcript
    assert window.document.folder.path.is_relative_to(home)
    assert window.document.read_only == ""
    assert window.document.coding.tags
    assert window.transcript.tagger.active in window.document.coding.tags.values()
    assert window.tag_panel._title.text() != ""
    window.close()


def test_a_tag_is_saved_at_once_and_the_status_bar_says_when(open_window, project, qtbot):
    window = open_window()
    window.opening.open_path(project)
    window.transcript.view.setFocus()
    qtbot.keyClick(window.transcript.view, Qt.Key.Key_Q)
    assert window._saved.text().startswith("Saved ")
    with open_project(project, "me", read_only=True) as again:
        assert [tag.code for tag in again.load("S01").coding("me").tags.values()] == ["question"]
    window.close()


def test_closing_asks_nothing_and_the_next_start_goes_on_where_it_was(open_window, project, qtbot):
    window = open_window()
    window.opening.open_path(project)
    window.menus.actions["next_session"].trigger()
    assert window.document.session.id == "S02"
    assert window.close()
    again = open_window()
    assert again.opening.open_last()
    assert again.document.session.id == "S02"
    assert "Garden" in again.windowTitle()
    again.close()


def test_a_project_that_is_open_elsewhere_is_shown_and_says_why_it_cannot_change(
    open_window, project, qtbot
):
    with open_project(project, "me"):
        window = open_window()
        window.opening.open_path(project)
        assert window._saved.text() == "Read-only"
        window.transcript.view.setFocus()
        with qtbot.waitSignal(window.document.not_saved):
            qtbot.keyClick(window.transcript.view, Qt.Key.Key_Q)
        assert window.document.coding.tags == {}
        window.close()


def test_an_import_that_is_cancelled_leaves_no_empty_project(open_window, tmp_path, qapp):
    file = tmp_path / "talk.txt"
    file.write_text(TALK, encoding="utf-8")
    window = open_window()
    window.opening.asks = True
    QTimer.singleShot(300, lambda: qapp.activeModalWidget().reject())
    assert not window.opening.open_transcripts([file])
    assert window.document.folder is None
    assert window.centralWidget().currentWidget() is window.welcome
    assert window.settings.recent == []
    assert not [*tmp_path.rglob("project.xml")]
    window.close()


def test_a_folder_that_is_dropped_is_opened(open_window, project):
    window = open_window()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(project))])
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)
    assert window.document.folder.path == project
    window.close()


def test_a_transcript_named_at_the_start_is_imported_into_a_project_beside_it(
    open_window, tmp_path
):
    (tmp_path / "talk.txt").write_text(TALK, encoding="utf-8")
    window = open_window()
    assert window.opening.open_path(tmp_path / "talk.txt")
    assert window.document.session.transcript.text == TALK
    window.close()


def test_going_to_a_case_of_another_session_opens_that_session(open_window, project):
    window = open_window()
    window.opening.open_path(project)
    window.navigation.show_span(Span(1, 5, 1, 10), "S02")
    assert window.document.session.id == "S02"
    assert window.navigation.selection == Span(1, 5, 1, 10)
    window.close()


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.key)
def test_every_panel_opens_on_a_session_and_every_control_in_it_has_a_name(
    open_window, project, panel
):
    window = open_window()
    window.opening.open_path(project)
    made = window.docks[panel.key].panel
    kinds = (QAbstractButton, QComboBox, QLineEdit)
    named = [w for kind in kinds for w in made.findChildren(kind) if w.isEnabled()]
    for widget in named:
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisible():
            assert widget.accessibleName() or getattr(widget, "text", str)(), widget
    window.close()


@pytest.mark.parametrize("name", ["light", "dark", "contrast"])
def test_every_theme_can_be_read(name):
    found = theme.NAMED[name]
    least = 7 if name == "contrast" else 4.5
    for ground in (found.paper, found.turn, found.line, found.selected):
        assert theme.contrast(QColor(found.ink), QColor(ground)) >= least
    for ground in (found.counted, found.uncounted, found.excluded):
        assert theme.contrast(QColor(found.ink), QColor(ground)) >= 4.5
    assert theme.contrast(QColor(found.muted), QColor(found.paper)) >= 4.5
    assert theme.contrast(QColor(found.bracket), QColor(found.paper)) >= 4.5


def test_codes_stand_out_from_the_paper_in_every_theme():
    from ca_tool.storage import default_codebook

    for found in theme.NAMED.values():
        for code in default_codebook().codes:
            shown = theme.readable(code.colour, found.paper)
            assert theme.contrast(shown, QColor(found.paper)) >= 2.9, (code.name, found.paper)


def test_theme_and_text_size_are_kept_and_the_rows_grow_with_the_text(
    open_window, project, qapp, qtbot
):
    window = open_window()
    window.opening.open_path(project)
    theme.apply(qapp, "light", 100)
    qapp.processEvents()
    row = window.transcript.view.look.row
    window.choose_theme("dark")
    for _ in range(7):
        window.larger()
    assert window.settings.text_size == 300
    qtbot.waitUntil(lambda: window.transcript.view.look.row > 2.5 * row)
    assert window.transcript.view.look.colours is theme.DARK
    window.normal()
    window.choose_theme("system")
    theme.apply(qapp, "light", 100)
    window.close()


def test_the_arrangement_of_panels_is_kept(open_window, project):
    window = open_window()
    window.opening.open_path(project)
    window.docks["problems"].hide()
    window.close()
    again = open_window()
    assert again.docks["problems"].isHidden()
    again.reset_layout()
    assert not again.docks["problems"].isHidden()
    again.close()


def test_closing_while_sessions_are_compared_ends_well(open_window, project, qtbot):
    window = open_window()
    window.opening.open_path(project)
    window.menus.actions["compare"].trigger()
    qtbot.waitUntil(lambda: bool(window.findChildren(QThread)), timeout=2000)
    window.close()
    assert not any(thread.isRunning() for thread in window.findChildren(QThread))

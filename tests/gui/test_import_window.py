"""The import window on many files: columns, settings for all, folders, Cancel and undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QWidget

from ca_tool.codebook import Code, Codebook
from ca_tool.coding import Coding, Edit, Tag
from ca_tool.formats import FORMATS, read_bytes
from ca_tool.project import SessionFacts
from ca_tool.storage import Incoming, create_project
from ca_tool.transcript import Participant, Span
from tests.coded_gold import GOLD
from widgets.document import Document
from widgets.importing.import_choices import Column as ChoiceColumn
from widgets.importing.import_dialog import ImportDialog
from widgets.importing.import_roster import Column
from widgets.importing.import_source import source_lines

TEA = GOLD / "gold_a.txt"
TABLE = "who;said;english;begin\nANA;hola;hello;0,5\nEVA;adiós;goodbye;1,25\nANA;sí;yes;2\n"


@pytest.fixture
def folder(tmp_path):
    folder = create_project(tmp_path / "study", "Study", coder="kim")
    yield folder
    folder.close()


@pytest.fixture
def window(folder, qtbot):
    def opened(*paths):
        dialog = ImportDialog(folder, paths)
        qtbot.addWidget(dialog)
        dialog.show()
        settled(dialog, qtbot)
        return dialog

    return opened


def settled(dialog, qtbot):
    """Wait until all that was asked for has been read and is shown."""
    qtbot.waitUntil(lambda: not dialog.busy, timeout=20_000)


def stored(dialog, qtbot):
    with qtbot.waitSignal(dialog.stored, timeout=20_000) as done:
        dialog.store()
    return done.args[0]


def row_of(dialog, row):
    return [dialog.model.index(row, column).data() for column in range(5)]


def choose(dialog, qtbot, key, value):
    """Decide in the table of columns what *key* is."""
    model = dialog.page.choices
    keys = [choice.key for choice in dialog.page.draft.summary.choices]
    model.setData(model.index(keys.index(key), ChoiceColumn.VALUE), value)
    settled(dialog, qtbot)


def shown(dialog):
    lines = dialog.page.preview.lines.values
    return [(" & ".join(line.speakers), line.text, line.start_ms) for line in lines]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "talk.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def coded(tmp_path):
    """A REFI-QDA project of two transcripts, the first with a tag, and its own codebook."""
    first = read_bytes(TEA.read_bytes(), "tea.txt")
    second = read_bytes((GOLD / "gold_b.txt").read_bytes(), "cafe.txt")
    line = first.transcript.lines[1]
    tag = Tag("t1", "gaze", (Span(line.id, line.body, line.id, line.body + 4),), "SUE", coder="ana")
    book = Codebook(codes=(Code("gaze", "Gaze", "gaze"),))
    whole = replace(first, codings={"ana": Coding.of("ana", [tag])}, codebook=book, more=(second,))
    path = tmp_path / "study.qdpx"
    path.write_bytes(FORMATS["refi"].write(whole))
    return path


class TestAFileOfSeveralTranscripts:
    def test_is_listed_with_each_of_them_and_stored_as_so_many_sessions(
        self, window, coded, qtbot, folder
    ):
        dialog = window(coded)
        assert [draft.part for draft in dialog.drafts] == [0, 1]
        assert dialog.model.index(1, 0).data().startswith("study.qdpx: ")
        stored(dialog, qtbot)
        assert [folder.load(one).transcript.codes for one in folder.session_ids] == [
            ("SUE", "TOM"), ("WAI", "PAM", "JO"),
        ]  # fmt: skip

    def test_brings_its_codes_and_tags(self, window, coded, qtbot, folder):
        stored(window(coded), qtbot)
        (tag,) = folder.load("S01").coding("ana").tags.values()
        assert tag.code == "gaze"
        assert folder.project.codebook.by_name["gaze"].label == "Gaze"

    def test_one_of_them_can_be_left_out(self, window, coded, qtbot, folder):
        dialog = window(coded)
        dialog.files.selectRow(0)
        settled(dialog, qtbot)
        dialog.drop_button.click()
        settled(dialog, qtbot)
        assert len(dialog.drafts) == 1
        stored(dialog, qtbot)
        assert folder.load(folder.session_ids[0]).transcript.codes == ("WAI", "PAM", "JO")

    def test_left_out_stays_left_out_when_all_get_the_same_settings(self, window, coded, qtbot):
        dialog = window(coded, TEA)
        dialog.files.selectRow(0)
        settled(dialog, qtbot)
        dialog.drop_button.click()
        settled(dialog, qtbot)
        dialog.page.all_button.click()
        settled(dialog, qtbot)
        assert [(draft.path.name, draft.part) for draft in dialog.drafts] == [
            ("study.qdpx", 1), (TEA.name, 0),
        ]  # fmt: skip

    def test_a_person_renamed_is_renamed_in_the_tags_too(self, window, coded, qtbot, folder):
        dialog = window(coded)
        dialog.files.selectRow(0)
        settled(dialog, qtbot)
        roster = dialog.page.roster
        roster.setData(roster.index(0, Column.CODE), "ANN")
        settled(dialog, qtbot)
        stored(dialog, qtbot)
        (tag,) = folder.load("S01").coding("ana").tags.values()
        assert tag.actor == "ANN"


class TestTheList:
    def test_shows_format_speakers_turns_and_problems(self, window, table):
        dialog = window(TEA, table)
        assert row_of(dialog, 0)[1:4] == ["plain text", "SUE TOM", "9"]
        assert row_of(dialog, 1) == ["talk.csv", "CSV or TSV table", "ANA EVA", "3", "1"]

    def test_a_folder_brings_every_transcript_in_it_and_in_its_folders(self, window, tmp_path):
        for name in ("a.txt", "b.md", "in/c.txt", "in/.hidden/d.txt", "picture.png"):
            path = tmp_path / "talks" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("SUE: so\nTOM: yeah\n")
        dialog = window(tmp_path / "talks")
        assert [draft.path.name for draft in dialog.drafts] == ["a.txt", "b.md", "c.txt"]

    def test_a_file_listed_already_is_not_listed_twice(self, window, qtbot):
        dialog = window(TEA)
        dialog.add_files([TEA, TEA])
        settled(dialog, qtbot)
        assert len(dialog.drafts) == 1

    def test_a_file_that_vanishes_before_it_is_stored_stops_no_other(
        self, window, qtbot, tmp_path, folder
    ):
        gone = tmp_path / "gone.txt"
        gone.write_text("SUE: so\nTOM: yeah\n")
        dialog = window(gone, TEA)
        gone.unlink()
        result = stored(dialog, qtbot)
        assert [name for name, _ in result.failures] == ["gone.txt"]
        assert [folder.facts(one).title for one in folder.session_ids] == ["gold_a"]


class TestColumns:
    def test_are_listed_with_why_and_another_one_is_read_at_once(self, window, table, qtbot):
        dialog = window(table)
        assert shown(dialog)[0] == ("ANA", "hola", 500)
        choose(dialog, qtbot, "text", "3")
        assert shown(dialog)[0] == ("ANA", "hello", 500)
        assert shown(dialog)[1] == ("EVA", "goodbye", 1250)

    def test_are_stored_as_chosen_with_the_file_beside(self, window, table, qtbot, folder):
        dialog = window(table)
        choose(dialog, qtbot, "text", "3")
        stored(dialog, qtbot)
        assert "goodbye" in folder.load("S01").transcript.text
        assert (folder.path / "sessions" / "S01" / "source.csv").read_text("utf-8") == TABLE

    def test_tiers_of_elan_are_chosen_in_the_same_way(self, window, tmp_path, qtbot):
        path = tmp_path / "talk.eaf"
        path.write_bytes(FORMATS["eaf"].write(read_bytes(TEA.read_bytes(), "a.txt").transcript))
        dialog = window(path)
        visible = dialog.page.tabs.isTabVisible(dialog.page.tabs.indexOf(dialog.page.deciding))
        assert visible is bool(dialog.drafts[0].summary.choices)

    def test_a_file_without_choices_has_no_such_tab(self, window):
        page = window(TEA).page
        assert not page.tabs.isTabVisible(page.tabs.indexOf(page.deciding))

    def test_the_kind_of_file_can_be_said_by_hand(self, window, table, qtbot):
        dialog = window(table)
        page = dialog.page
        page.formats.setCurrentIndex(page.formats.findData("plain"))
        page.formats.activated.emit(page.formats.currentIndex())
        settled(dialog, qtbot)
        assert dialog.drafts[0].summary.format == "plain"
        assert len(shown(dialog)) == 4


class TestThePreview:
    def test_shows_the_file_beside_what_it_becomes(self, window, table):
        preview = window(table).page.preview
        assert preview.source.index(1, 1).data() == "ANA;hola;hello;0,5"
        assert preview.lines.index(0, 4).data() == "hola"
        assert not preview.lines_table.isColumnHidden(1)

    def test_goes_along_where_the_lines_are_the_same(self, window):
        preview = window(TEA).page.preview
        preview.lines_table.selectRow(5)
        assert preview.source_table.currentIndex().row() == 5

    def test_a_problem_leads_to_its_line(self, window, tmp_path):
        path = tmp_path / "odd.txt"
        path.write_text("SUE: so\nTOM: ((nods\nSUE: yeah\n")
        page = window(path).page
        page.odd.opened.emit(page.problems.index(0, 0))
        assert page.tabs.currentWidget() is page.preview
        assert page.preview.lines_table.currentIndex().row() == 1

    @pytest.mark.parametrize("key", ["csv", "eaf", "xlsx"])
    def test_every_kind_of_file_can_be_looked_at(self, key):
        data = FORMATS[key].write(read_bytes(TEA.read_bytes(), "a.txt").transcript)
        words = "\n".join(line.text for line in source_lines(data, f"a.{key}"))
        assert "fish fingers" in words

    def test_a_damaged_package_says_so(self):
        assert "cannot be opened" in source_lines(b"PK\x03\x04" + b"x" * 99)[0].text


class TestSettingsForAllFiles:
    def test_roles_facts_conventions_and_columns_go_to_files_they_fit(
        self, window, tmp_path, qtbot
    ):
        paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
        for path in paths:
            path.write_text(TABLE, encoding="utf-8")
        dialog = window(*paths, TEA)
        page = dialog.page
        choose(dialog, qtbot, "text", "3")
        page.roster.setData(page.roster.index(0, Column.ROLE), "friend")
        settled(dialog, qtbot)
        page.facts.phase.setEditText("before")
        page.all_button.click()
        settled(dialog, qtbot)
        one, two, tea = dialog.drafts
        assert [draft.facts.phase for draft in (one, two, tea)] == ["before"] * 3
        assert two.transcript.lines[1].text == "goodbye"
        assert two.transcript.participants[0].role == "friend"
        assert tea.summary.format == "plain"
        assert [person.role for person in tea.transcript.participants] == ["", ""]

    def test_what_is_typed_while_a_file_is_read_is_kept(self, window, table, qtbot):
        dialog = window(table)
        model = dialog.page.choices
        model.setData(model.index(1, ChoiceColumn.VALUE), "3")
        dialog.page.facts.title.setText("Greetings")
        dialog.page.facts.title.textEdited.emit("Greetings")
        settled(dialog, qtbot)
        assert dialog.drafts[0].facts.title == "Greetings"
        assert dialog.page.facts.title.text() == "Greetings"


class TestCancel:
    @pytest.fixture
    def many(self, tmp_path):
        talks = tmp_path / "talks"
        talks.mkdir()
        for number in range(60):
            (talks / f"{number:02}.txt").write_text("SUE: so\nTOM: yeah\n" * 300)
        return talks

    def test_while_reading_keeps_what_was_read(self, window, many, qtbot):
        dialog = window()
        dialog.add_files([many])
        qtbot.waitUntil(lambda: dialog.background.reached >= 3, timeout=10_000)
        dialog.background.cancel()
        settled(dialog, qtbot)
        assert 3 <= len(dialog.drafts) < 60
        assert "stopped" in dialog.summary.text()

    def test_while_storing_leaves_nothing(self, window, many, qtbot, folder):
        dialog = window(many)
        before = sorted(folder.path.rglob("*"))
        dialog.store()
        qtbot.waitUntil(lambda: dialog.background.reached >= 3, timeout=10_000)
        dialog.background.cancel()
        settled(dialog, qtbot)
        assert folder.session_ids == ()
        assert sorted(folder.path.rglob("*")) == before
        assert dialog.isVisible()


class TestUndo:
    def coded(self):
        parsed = read_bytes(TEA.read_bytes(), "a.txt")
        line = parsed.transcript.lines[1]
        tag = Tag("t1", "gaze", (Span(line.id, line.body, line.id, line.body + 4),), coder="ana")
        book = Codebook(codes=(Code("gaze", "Gaze", "gaze"),))
        return Incoming(
            replace(parsed, codings={"ana": Coding.of("ana", [tag])}, codebook=book),
            SessionFacts(title="coded"),
        )

    @pytest.fixture
    def document(self, folder, qapp):
        folder.add_sessions([Incoming(read_bytes(b"ANN: so\nBEN: oh\n"), SessionFacts(title="x"))])
        document = Document()
        document.open_folder(folder)
        return document

    def test_an_import_is_one_step_that_can_be_undone_and_done_again(self, document, folder):
        document.take_in(folder.add_sessions([self.coded(), self.coded()]))
        assert document.session.id == "S02"
        assert document.undo_stack.undoText() == "import of 2 transcripts"
        assert "gaze" in document.codebook.by_name
        document.undo_stack.undo()
        assert folder.session_ids == ("S01",)
        assert document.session.id == "S01"
        assert "gaze" not in document.codebook.by_name
        document.undo_stack.redo()
        assert folder.session_ids == ("S01", "S02", "S03")
        assert (document.session.id, set(document.session.coding("ana").tags)) == ("S02", {"t1"})

    def test_edits_after_it_are_undone_first_and_come_back_after_it(self, document, folder):
        document.take_in(folder.add_sessions([self.coded()]))
        person = document.session.transcript.participants[0]
        family = Participant(person.code, person.labels, "family")
        document.push(Edit("Role", removed=frozenset({person}), added=frozenset({family})))
        stack = document.undo_stack
        stack.undo()
        stack.undo()
        assert document.session.id == "S01"
        stack.redo()
        stack.redo()
        assert document.session.roles["SUE"] == "family"
        assert folder.load("S02").roles["SUE"] == "family"

    def test_an_import_whose_files_are_gone_cannot_be_done_again_and_that_is_said(
        self, document, folder, qtbot
    ):
        document.take_in(folder.add_sessions([self.coded()]))
        document.undo_stack.undo()
        (kept,) = (folder.path / ".backups" / "removed").glob("S02.*")
        kept.rename(folder.path / "elsewhere")
        with qtbot.waitSignal(document.not_saved, timeout=5000) as said:
            document.undo_stack.redo()
        assert "not kept" in said.args[0]
        assert folder.session_ids == ("S01",)
        qtbot.waitUntil(lambda: not document.undo_stack.canUndo(), timeout=5000)

    def test_all_of_it_happens_through_the_window(self, window, qtbot, folder, document, table):
        result = stored(window(TEA, table), qtbot)
        document.take_in(result.done)
        assert folder.session_ids == ("S01", "S02", "S03")
        document.undo_stack.undo()
        assert folder.session_ids == ("S01",)


def test_with_text_twice_as_large_the_buttons_are_still_on_the_screen(window, qtbot):
    dialog = window(TEA)
    font = dialog.font()
    font.setPointSizeF(2 * font.pointSizeF())
    for widget in (dialog, *dialog.findChildren(QWidget)):
        widget.setFont(font)
    qtbot.waitUntil(lambda: dialog.minimumSizeHint().width() > 0)
    assert dialog.minimumSizeHint().width() <= 1280

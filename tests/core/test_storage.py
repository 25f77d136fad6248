"""A project on disk: what was acknowledged is there, whatever happens to the files."""

from dataclasses import replace

import pytest

from ca_tool.coding import Edit, Link, Tag
from ca_tool.formats.registry import Parsed
from ca_tool.notation import parse
from ca_tool.notation.encodings import decode
from ca_tool.project import SessionFacts, apply
from ca_tool.review import Exchange, Reaction
from ca_tool.storage import (
    ChangedOutsideError,
    MissingFileError,
    ReadOnlyError,
    StorageError,
    apply_edit,
    confirm,
    create_project,
    delete_line,
    insert_line,
    open_project,
    text_edit,
)
from ca_tool.storage.lock import Owner
from ca_tool.transcript import Participant, Place, Span

TEA = """[tea]
01 SUE: what d'you want for your tea Tom.
02      (1.8)
03 SUE: d'you want pasta or fish fingers¿
04 TOM: °pasta°
"""
ASKED = Tag("t1", "question", (Span(2, 8, 2, 41),), "SUE", ("TOM",), coder="ana")
ANSWERED = Tag("t2", "response", (Span(5, 9, 5, 14),), "TOM", coder="ana", note="soft")


@pytest.fixture
def study(tmp_path):
    """Make a project with one session, open for Ana."""
    with create_project(tmp_path / "My study", "Tea and talk", coder="ana") as folder:
        add(folder, TEA)
        yield folder


def add(folder, text, facts=SessionFacts("Tea", phase="before")):
    data = text if isinstance(text, bytes) else text.encode()
    words, encoding, _ = decode(data)
    return folder.add_session(Parsed(parse(words, encoding=encoding)), facts, None, "")


def do(folder, session, edit):
    """Record an edit as the window does, and return the session after it."""
    after = apply_edit(session, edit)
    folder.record(session, after, edit, folder.coder)
    return after


def tag(*records):
    return Edit("Tag", added=frozenset(records))


def reopened(folder, coder="ana"):
    folder.close()
    return open_project(folder.path, coder)


def text_path(folder):
    return folder.path / "sessions" / "S01" / "transcript.txt"


class TestANewProject:
    def test_has_the_layout_that_people_can_read(self, study):
        study.checkpoint(do(study, study.load("S01"), tag(ASKED)))
        names = {str(p.relative_to(study.path)) for p in study.path.rglob("*") if p.is_file()}
        assert {name for name in names if not name.startswith(".")} == {
            "project.xml",
            "codebook.xml",
            "sessions/S01/transcript.txt",
            "sessions/S01/session.xml",
            "sessions/S01/coding.ana.xml",
            "sessions/S01/coding.ana.log",
        }

    def test_is_opened_as_it_was_left(self, study):
        again = reopened(study)
        assert again.project == study.project
        assert again.facts("S01") == SessionFacts("Tea", phase="before")
        assert again.load("S01").transcript == parse(TEA)
        again.close()

    def test_knows_people_by_code_and_role_only(self, study):
        session = study.load("S01")
        sue = session.transcript.participants[0]
        worker = replace(sue, role="support worker")
        do(study, session, Edit("Role", frozenset({sue}), frozenset({worker})))
        assert study.project.participants[0] == Participant("SUE", role="support worker")
        again = reopened(study)
        assert again.load("S01").roles == {"SUE": "support worker", "TOM": ""}
        again.close()

    def test_is_not_made_twice_in_one_place(self, study):
        with pytest.raises(StorageError, match="already"):
            create_project(study.path, "Another")

    def test_is_missing_where_there_is_none(self, tmp_path):
        with pytest.raises(MissingFileError, match="no project"):
            open_project(tmp_path, "ana")

    def test_keeps_an_imported_file_untouched_beside_the_text(self, study):
        parsed = Parsed(parse(TEA))
        session_id = study.add_session(parsed, SessionFacts(), b"\x00binary", ".docx")
        source = study.path / "sessions" / session_id / "source.docx"
        assert source.read_bytes() == b"\x00binary"

    def test_keeps_a_session_that_was_removed(self, study):
        study.remove_session("S01")
        assert study.session_ids == ()
        (kept,) = (study.path / ".backups" / "removed").iterdir()
        assert (kept / "transcript.txt").read_text("utf-8") == TEA
        assert add(study, TEA) == "S02"

    def test_takes_in_a_session_that_lies_in_its_folder(self, study):
        study.record_project(replace(study.project, session_ids=()))
        again = reopened(study)
        assert again.session_ids == ("S01",)
        assert "S01" in again.problems[0].message
        again.close()


class TestTwoPeopleInOneProject:
    def test_can_both_add_sessions(self, study):
        with open_project(study.path, "ben") as theirs:
            assert add(theirs, TEA) == "S02"
            assert add(study, TEA) == "S03"
            assert study.session_ids == ("S01", "S02", "S03")
            assert add(theirs, TEA) == "S04"

    def test_can_both_assign_roles(self, study):
        with open_project(study.path, "ben") as theirs:
            add(theirs, TEA)
            session = study.load("S01")
            sue = session.transcript.participants[0]
            worker = replace(sue, role="support worker")
            do(study, session, Edit("Role", frozenset({sue}), frozenset({worker})))
        assert study.session_ids == ("S01", "S02")
        assert study.project.participants[0].role == "support worker"
        assert not study.problems


class TestARecordedEdit:
    def test_is_there_after_the_program_ends_without_closing(self, study):
        link = Link("l1", "answers", "t2", "t1", Place(2, 8), "ana")
        after = do(study, study.load("S01"), tag(ASKED, ANSWERED, link))
        other = open_project(study.path, "ben")
        assert other.load("S01").coding("ana") == after.coding("ana")
        other.close()

    def test_is_gone_again_after_undo(self, study):
        session = study.load("S01")
        after = do(study, session, tag(ASKED))
        do(study, after, tag(ASKED).inverse)
        again = reopened(study)
        assert not again.load("S01").coding("ana").tags
        again.close()

    def test_is_in_the_xml_file_after_a_checkpoint_and_the_log_is_empty(self, study):
        after = do(study, study.load("S01"), tag(ASKED, ANSWERED))
        study.checkpoint(after)
        assert (study.path / "sessions/S01/coding.ana.log").read_bytes() == b""
        again = reopened(study)
        assert again.load("S01") == after
        again.close()

    def test_of_facts_exchanges_and_reactions_is_kept(self, study):
        session = study.load("S01")
        exchange = Exchange("e1", "Choosing tea", 2, 5, "What could Sue do?", (4,), "", "2026")
        said = Reaction("r1", "e1", 4, "Misfits", "not sure", "she asked\ntwice", "Kim", "typed")
        facts = SessionFacts("Tea", date="2026-05-01", notes="a \x07 bell")
        edit = Edit("All", frozenset({session.facts}), frozenset({facts, exchange, said}))
        after = do(study, session, edit)
        again = reopened(study)
        assert again.load("S01") == after
        again.close()

    def test_of_the_codebook_is_kept(self, study):
        code = study.project.codebook.codes[0]
        codes = (replace(code, label="Asking"), *study.project.codebook.codes[1:])
        study.record_codebook(replace(study.project.codebook, codes=codes, version="2"))
        again = reopened(study)
        assert again.project.codebook.codes[0].label == "Asking"
        assert again.project.codebook.version == "2"
        again.close()

    def test_of_another_coders_tags_is_refused(self, study):
        session = study.load("S01")
        theirs = tag(replace(ASKED, coder="ben"))
        with pytest.raises(ReadOnlyError, match="ben"):
            study.record(session, apply(session, theirs), theirs, "ana")

    def test_changes_nothing_when_it_cannot_be_written(self, study):
        session = study.load("S01")
        edit = text_edit(session, 2, "01 SUE: hello")
        (study.path / "sessions/S01/.session.xml.new").mkdir()
        with pytest.raises(OSError, match=r"session\.xml"):
            do(study, session, edit)
        assert text_path(study).read_text("utf-8") == TEA
        again = reopened(study)
        assert again.load("S01").transcript == session.transcript
        again.close()


class TestAnEditOfTheText:
    @pytest.mark.parametrize(
        "data",
        [
            TEA.encode("utf-8"),
            b"\xef\xbb\xbf" + TEA.encode("utf-8"),
            TEA.replace("\n", "\r\n").encode("cp1252"),
            b"\xff\xfe" + TEA.encode("utf-16-le"),
            TEA.replace("\n", "\r").encode("mac-roman"),
            (TEA.replace("\n", "\r\n", 2) + "\t SUE: mm   ").encode("utf-8"),
        ],
        ids=["utf-8", "bom", "cp1252 crlf", "utf-16", "mac-roman cr", "mixed, no final line end"],
    )
    def test_changes_the_bytes_of_its_line_and_no_others(self, study, data):
        session_id = add(study, data)
        session = study.load(session_id)
        path = study.path / "sessions" / session_id / "transcript.txt"
        assert path.read_bytes() == data
        encoding = session.transcript.encoding
        line = session.transcript.lines[4]
        after = do(study, session, text_edit(session, line.id, line.raw.replace("pasta", "rice")))
        old, new = (word.encode(encoding.name) for word in ("°pasta°", "°rice°"))
        assert path.read_bytes() == data.replace(old, new)
        again = study.load(session_id).transcript
        assert (again.lines, again.tokens) == (after.transcript.lines, after.transcript.tokens)

    def test_that_its_encoding_cannot_hold_makes_the_file_utf_8(self, study):
        session_id = add(study, TEA.encode("cp1252"))
        session = study.load(session_id)
        do(study, session, text_edit(session, 2, "01 SUE: ↑what"))
        path = study.path / "sessions" / session_id / "transcript.txt"
        assert "↑what" in path.read_text("utf-8")
        assert study.load(session_id).transcript.line(2).raw == "01 SUE: ↑what"

    def test_keeps_line_ids_over_insertion_and_deletion(self, study):
        session = do(study, study.load("S01"), tag(ASKED, ANSWERED))
        session = do(study, session, insert_line(session, 2, "       (0.2)"))
        session = do(study, session, delete_line(session, 3))
        session = do(study, session, insert_line(session, 5, "05 SUE: right"))
        ids = [line.id for line in session.transcript.lines]
        assert ids == [1, 2, 6, 4, 5, 7]
        again = reopened(study)
        assert again.load("S01") == session
        assert again.load("S01").fresh_line == 8
        again.close()

    def test_is_undone_with_the_tags_it_carried(self, study):
        before = do(study, study.load("S01"), tag(ASKED, ANSWERED))
        edit = delete_line(before, 5)
        after = do(study, before, edit)
        assert list(after.coding("ana").tags) == ["t1"]
        back = do(study, after, edit.inverse)
        assert back == before
        assert text_path(study).read_text("utf-8") == TEA

    def test_is_refused_when_the_file_was_changed_by_another_program(self, study):
        session = study.load("S01")
        text_path(study).write_text(TEA + "05 SUE: right\n", "utf-8")
        with pytest.raises(ChangedOutsideError, match=r"transcript\.txt"):
            do(study, session, text_edit(session, 2, "01 SUE: hello"))
        assert "05 SUE: right" in text_path(study).read_text("utf-8")

    def test_by_one_coder_lets_the_others_tags_follow_when_they_open(self, study):
        after = do(study, study.load("S01"), tag(ASKED))
        study.checkpoint(after)
        with open_project(study.path, "ben") as theirs:
            session = theirs.load("S01")
            raw = session.transcript.line(2).raw.replace("what", "so what")
            seen = do(theirs, session, text_edit(session, 2, raw))
        again = reopened(study).load("S01")
        assert again.coding("ana") == seen.coding("ana")
        assert again.transcript.quote(again.coding("ana").tags["t1"].spans[0]).startswith("what")


class TestAnEditOfTheTextCutOffByACrash:
    """The log has it; the files were not all written. What was written decides nothing is lost."""

    def interrupted(self, study, keep):
        """Do an edit, then put back the files in *keep* as they were before it."""
        session = do(study, study.load("S01"), tag(ASKED, ANSWERED))
        folder = study.path / "sessions/S01"
        before = {name: (folder / name).read_bytes() for name in keep}
        after = do(study, session, insert_line(session, 2, "       (0.2)"))
        for name, data in before.items():
            (folder / name).write_bytes(data)
        return after

    @pytest.mark.parametrize(
        "keep", [("transcript.txt", "session.xml"), ("session.xml",)], ids=["both", "one"]
    )
    def test_is_finished_when_the_project_is_opened(self, study, keep):
        after = self.interrupted(study, keep)
        again = reopened(study)
        assert again.load("S01") == after
        assert text_path(study).read_text("utf-8") == after.transcript.text
        assert again.load("S01") == after
        again.close()


class TestAChangeOutside:
    def test_of_other_lines_leaves_every_tag_on_its_words(self, study):
        before = do(study, study.load("S01"), tag(ASKED, ANSWERED))
        study.checkpoint(before)
        text_path(study).write_text(TEA.replace("[tea]\n", "[tea]\n00 (noise)\n"), "utf-8")
        again = reopened(study)
        session = again.load("S01")
        assert session.coding("ana").tags == before.coding("ana").tags
        assert [line.id for line in session.transcript.lines] == [1, 6, 2, 3, 4, 5]
        assert not session.moved
        assert "changed outside" in again.problems[0].message
        again.close()

    def test_lists_a_tag_whose_words_were_changed_until_it_is_confirmed(self, study):
        do(study, study.load("S01"), tag(ANSWERED))
        text_path(study).write_text(TEA.replace("°pasta°", "°beans°"), "utf-8")
        folder = reopened(study)
        (moved,) = folder.load("S01").moved
        assert (moved.tag, moved.quote) == (ANSWERED, "pasta")
        folder = reopened(folder)
        session = folder.load("S01")
        assert [one.tag for one in session.moved] == [ANSWERED]
        assert "response “pasta” (its words were changed)" in folder.problems[0].message
        after = do(folder, session, confirm(session.moved[0]))
        assert not after.moved
        folder = reopened(folder)
        assert not folder.load("S01").moved
        assert folder.load("S01") == after
        folder.close()

    def test_keeps_a_tag_whose_line_is_gone_until_it_is_placed(self, study):
        do(study, study.load("S01"), tag(ASKED, ANSWERED))
        text_path(study).write_text(TEA.replace("04 TOM: °pasta°\n", ""), "utf-8")
        folder = reopened(study)
        session = folder.load("S01")
        assert list(session.coding("ana").tags) == ["t1"]
        assert session.moved[0].placed is None
        folder = reopened(folder)
        (lost,) = folder.load("S01").moved
        assert lost.tag == ANSWERED
        after = do(folder, folder.load("S01"), confirm(lost, (Span(4, 8, 4, 20),)))
        folder = reopened(folder)
        assert folder.load("S01") == after
        assert not after.moved
        folder.close()

    def test_lists_a_tag_again_when_its_confirmation_is_undone(self, study):
        do(study, study.load("S01"), tag(ASKED, ANSWERED))
        text_path(study).write_text(TEA.replace("04 TOM: °pasta°\n", ""), "utf-8")
        folder = reopened(study)
        before = folder.load("S01")
        edit = confirm(before.moved[0], (Span(4, 8, 4, 20),))
        do(folder, do(folder, before, edit), edit.inverse)
        folder = reopened(folder)
        assert folder.load("S01") == before
        folder.close()

    def test_keeps_what_is_said_of_a_tag_before_it_is_confirmed(self, study):
        do(study, study.load("S01"), tag(ANSWERED))
        text_path(study).write_text(TEA.replace("°pasta°", "°beans°"), "utf-8")
        folder = reopened(study)
        session = folder.load("S01")
        placed = session.coding("ana").tags["t2"]
        noted = replace(placed, note="very soft")
        after = do(folder, session, Edit("Note", frozenset({placed}), frozenset({noted})))
        folder.checkpoint(after)
        folder = reopened(folder)
        assert folder.load("S01") == after
        assert after.moved[0].placed == noted
        folder.close()

    def test_seen_by_somebody_else_leaves_a_coders_file_alone(self, study):
        study.checkpoint(do(study, study.load("S01"), tag(ANSWERED)))
        path = study.path / "sessions/S01/coding.ana.xml"
        written = path.read_bytes()
        text_path(study).write_text(TEA.replace("°pasta°", "°beans°"), "utf-8")
        with open_project(study.path, "ben") as theirs:
            assert theirs.load("S01").moved[0].tag == ANSWERED
        assert path.read_bytes() == written


class TestASecondWindow:
    def test_of_the_same_coder_opens_for_looking_only(self, study):
        do(study, study.load("S01"), tag(ASKED))
        second = open_project(study.path, "ana")
        assert "another window" in second.read_only
        assert second.load("S01").coding("ana").tags == {"t1": ASKED}
        with pytest.raises(ReadOnlyError):
            second.record(second.load("S01"), second.load("S01"), tag(ANSWERED), "ana")
        second.close()

    def test_can_change_things_once_the_first_is_closed(self, study):
        again = reopened(study)
        assert again.read_only == ""
        assert again.problems == []
        again.close()

    def test_of_another_coder_opens_beside_it(self, study):
        with open_project(study.path, "ben") as theirs:
            assert theirs.read_only == ""
            mine = do(study, study.load("S01"), tag(ASKED))
            session = theirs.load("S01")
            after = do(theirs, session, tag(replace(ASKED, coder="ben")))
        assert after.coding("ana") == mine.coding("ana")

    def test_on_another_machine_is_locked_until_the_lock_is_broken(self, study):
        study.close()
        note = study.path / ".locks" / "ana.owner"
        note.write_text("ana\tlaptop-of-ana\t12\t2026-11-22T09:00:00+00:00", "utf-8")
        second = open_project(study.path, "ana")
        assert second.lock_owner.startswith("ana on laptop-of-ana since 22 November 2026, ")
        second.close()
        broken = open_project(study.path, "ana", break_lock=True)
        assert broken.read_only == ""
        broken.close()
        assert not note.exists()


def test_who_has_a_project_open_is_said_with_a_date_that_people_read():
    said = str(Owner("ann", "desk", "7", "2026-03-04T12:20:40+00:00"))
    assert said.startswith("ann on desk since 4 March 2026, ")
    assert str(Owner("ann", "desk", "7", "")) == "ann on desk since an unknown time"

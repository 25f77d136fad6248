"""Many transcripts come into a project in one step, can be taken back, and nothing is lost."""

import pytest

from ca_tool.codebook import Code, Codebook
from ca_tool.coding import Coding, Tag
from ca_tool.formats import Parsed, read_text
from ca_tool.project import SessionFacts
from ca_tool.storage import Incoming, MissingFileError, create_project, open_project
from ca_tool.transcript import Span

TALK = "SUE: what d'you want for your tea Tom.\nTOM: pasta.\n"


@pytest.fixture
def folder(tmp_path):
    folder = create_project(tmp_path / "study", "Study", coder="kim")
    yield folder
    folder.close()


def incoming(title, code="", people=TALK):
    """Return a transcript on its way in, with a tag of *code* if there is one."""
    parsed = read_text(people)
    if code:
        line = parsed.transcript.lines[0]
        tag = Tag("t1", code, (Span(line.id, 5, line.id, 9),), coder="ana")
        book = Codebook("theirs", codes=(Code(code, f"The {code}", code[:4]),))
        parsed = Parsed(parsed.transcript, {"ana": Coding.of("ana", [tag])}, codebook=book)
    return Incoming(parsed, SessionFacts(title=title))


def titles(folder):
    return [folder.facts(one).title for one in folder.session_ids]


def test_all_are_there_also_after_opening_again(folder):
    done = folder.add_sessions([incoming("a"), incoming("b"), incoming("c")])
    assert done.session_ids == folder.session_ids == ("S01", "S02", "S03")
    folder.close()
    with open_project(folder.path, "kim") as again:
        assert titles(again) == ["a", "b", "c"]
        assert again.load("S02").transcript.text == TALK
        assert [person.code for person in again.project.participants] == ["SUE", "TOM"]


def test_one_that_raises_leaves_nothing_of_any(folder):
    def cancelled():
        yield from (incoming("a"), incoming("b"))
        raise KeyboardInterrupt

    before = sorted(path for path in folder.path.rglob("*"))
    with pytest.raises(KeyboardInterrupt):
        folder.add_sessions(cancelled())
    assert folder.session_ids == ()
    assert sorted(path for path in folder.path.rglob("*")) == before


def test_codes_that_come_along_are_added_to_the_codebook_once(folder):
    codes = len(folder.project.codebook.codes)
    done = folder.add_sessions([incoming("a", "gaze"), incoming("b", "gaze")])
    assert [code.label for code in done.codes] == ["The gaze"]
    assert len(folder.project.codebook.codes) == codes + 1
    assert set(folder.load("S01").codings["ana"].tags) == {"t1"}


def test_a_code_that_the_project_has_stays_as_it_is(folder):
    before = folder.project.codebook
    folder.add_sessions([incoming("a", before.codes[0].name)])
    assert folder.project.codebook == before


def test_taken_back_it_is_gone_and_done_again_it_is_there(folder):
    folder.add_session(read_text("ANN: so\n"), SessionFacts(title="first"), None)
    before = folder.project
    done = folder.add_sessions([incoming("a", "gaze"), incoming("b")])
    folder.take_back(done)
    assert folder.session_ids == ("S01",)
    assert folder.project.participants == before.participants
    assert folder.project.codebook.codes == before.codebook.codes
    folder.do_again(done)
    assert titles(folder) == ["first", "a", "b"]
    assert "gaze" in folder.project.codebook.by_name
    assert set(folder.load("S02").codings["ana"].tags) == {"t1"}


def test_taken_back_the_files_are_kept(folder):
    done = folder.add_sessions([incoming("a")])
    folder.take_back(done)
    (kept,) = (folder.path / ".backups" / "removed").glob("S01.*/transcript.txt")
    assert kept.read_text(encoding="utf-8") == TALK


def test_what_somebody_threw_away_cannot_be_done_again_and_that_is_said(folder):
    done = folder.add_sessions([incoming("a")])
    folder.take_back(done)
    (kept,) = (folder.path / ".backups" / "removed").glob("S01.*")
    kept.rename(folder.path / "elsewhere")
    with pytest.raises(MissingFileError, match="S01 is not kept"):
        folder.do_again(done)


def test_a_damaged_file_of_an_imported_session_is_put_right_from_its_snapshot(folder):
    folder.add_sessions([incoming("a")])
    folder.close()
    (folder.path / "sessions" / "S01" / "session.xml").write_text("<damaged")
    with open_project(folder.path, "kim") as again:
        assert again.load("S01").facts.title == "a"


def test_what_a_killed_program_left_half_written_is_cleared_away(folder):
    half = folder.path / ".backups" / "importing" / "S01"
    half.mkdir(parents=True)
    (half / "transcript.txt").write_text("half")
    folder.add_sessions([incoming("a")])
    assert titles(folder) == ["a"]
    assert not half.parent.exists()


def test_facts_are_read_again_once_they_are_changed(folder):
    folder.add_sessions([incoming("a")])
    assert titles(folder) == ["a"]
    file = folder.path / "sessions" / "S01" / "session.xml"
    file.write_text(file.read_text(encoding="utf-8").replace('title="a"', 'title="longer"'))
    assert titles(folder) == ["longer"]

"""Files that were damaged, cut off, deleted, or written by another version."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ca_tool.coding import Coding, Edit, Link, Tag
from ca_tool.formats.registry import Parsed
from ca_tool.notation import parse
from ca_tool.project import Moved, Session, SessionFacts, apply
from ca_tool.storage import InvalidFileError, create_project, open_project
from ca_tool.storage.journal import Journal, read_log
from ca_tool.storage.replay import replay
from ca_tool.storage.validation import FORMAT, read_xml, safe, unsafe, write_xml
from ca_tool.storage.writing import entry_of
from ca_tool.storage.xmlfiles import coding_xml
from ca_tool.storage.xmlfiles.coding_xml import StoredCoding
from ca_tool.transcript import Place, Span

PROJECTS = Path(__file__).parents[1] / "data" / "projects"
TEA = "SUE: what d'you want for your tea Tom.\n     (1.8)\nTOM: °pasta°\n"
ASKED = Tag("t1", "question", (Span(1, 5, 1, 38),), "SUE", ("TOM",), coder="ana")


@pytest.fixture
def study(tmp_path):
    """Make a project with one session that has one tag, written as XML, and close it."""
    with create_project(tmp_path / "study", "Tea and talk", coder="ana") as folder:
        folder.add_session(Parsed(parse(TEA)), SessionFacts("Tea"), None)
        tagged(folder, ASKED)
    return folder.path


def tagged(folder, *tags, save=True):
    session = folder.load("S01")
    edit = Edit("Tag", added=frozenset(tags))
    after = apply(session, edit)
    folder.record(session, after, edit, "ana")
    if save:
        folder.checkpoint(after)
    return after


def tags_in(path):
    with open_project(path, "ana") as folder:
        return folder.load("S01").coding("ana").tags, list(folder.problems)


text = st.text(max_size=8)
odd = st.text(st.characters(), max_size=8)
spans = st.lists(
    st.builds(Span, *[st.integers(1, 3), st.integers(0, 40)] * 2), min_size=1, max_size=2
).map(tuple)
tags = st.builds(
    Tag,
    st.sampled_from(["t1", "t2", "t3"]),
    text,
    spans,
    text,
    st.lists(text, max_size=2).map(tuple),
    st.lists(text, max_size=2).map(tuple),
    st.dictionaries(text, odd, max_size=2).map(lambda found: tuple(sorted(found.items()))),
    st.sampled_from(["sure", "probable", "possible"]),
    odd,
    st.just("ana"),
    text,
    text,
    st.sampled_from(["manual", "suggested"]),
    text,
)
links = st.builds(
    Link,
    st.sampled_from(["l1", "l2"]),
    text,
    text,
    text,
    st.none() | st.builds(Place, st.integers(1, 9), st.integers(0, 9)),
    st.just("ana"),
    text,
)
records = st.one_of(tags, links)
moved = st.builds(
    Moved, tags, st.lists(st.tuples(st.integers(1, 9), odd), max_size=2).map(tuple), st.none(), odd
)


class TestACoding:
    @given(
        st.lists(tags),
        st.lists(links),
        st.dictionaries(st.integers(1, 9), odd),
        st.lists(moved, max_size=2),
    )
    def test_is_read_as_it_was_written(self, tags, links, lines, moved):
        stored = StoredCoding(
            "S01",
            "ana",
            7,
            {tag.id: tag for tag in tags},
            {link.id: link for link in links},
            lines,
            tuple(moved),
        )
        path = Path("coding.ana.xml")
        data = write_xml(coding_xml.to_xml(stored), path, coding_xml.SCHEMA)
        assert coding_xml.from_xml(read_xml(data, path, coding_xml.SCHEMA)) == stored

    @given(odd)
    def test_keeps_any_text_whatever(self, words):
        assert unsafe(safe(words)) == words


class TestALog:
    @given(st.lists(st.lists(records, max_size=3), max_size=8), st.data())
    def test_replayed_to_any_point_gives_the_state_after_that_edit(self, steps, data):
        transcript = parse(TEA)
        session = Session("S01", transcript)
        entries, states = [], [Coding("ana")]
        for number, step in enumerate(steps, 1):
            wanted = {(type(record), record.id): record for record in step}
            coding = session.coding("ana")
            there = {(type(r), r.id): r for r in (*coding.tags.values(), *coding.links.values())}
            removed = frozenset(there[key] for key in wanted if key in there)
            kept = frozenset(r for k, r in wanted.items() if k not in there or r.id < "t2")
            edit = Edit("Step", removed, kept)
            session = apply(session, edit)
            entries.append(entry_of(edit, "ana", number, transcript))
            states.append(session.coding("ana"))
        upto = data.draw(st.integers(0, len(steps)))
        # Through JSON and back, as a log file gives it.
        found = replay(StoredCoding("S01", "ana"), json.loads(json.dumps(entries[:upto])))
        assert Coding("ana", dict(found.tags), dict(found.links)) == states[upto]
        assert found.through == upto

    @given(st.data())
    def test_cut_anywhere_gives_every_whole_entry_before_the_cut(self, tmp_path_factory, data):
        path = tmp_path_factory.mktemp("log") / "coding.ana.log"
        ends = [0]
        with Journal(path, 0) as journal:
            for number in range(1, 6):
                journal.append({"n": number, "text": "é" * number})
                ends.append(journal.size)
        cut = data.draw(st.integers(0, ends[-1]))
        path.write_bytes(path.read_bytes()[:cut])
        log = read_log(path)
        whole = max(at for at, end in enumerate(ends) if end <= cut)
        assert [entry["n"] for entry in log.entries] == list(range(1, whole + 1))
        assert log.torn == (cut not in ends)
        with Journal(path, log.whole) as journal:
            journal.append({"n": 9})
        assert [entry["n"] for entry in read_log(path).entries] == [*range(1, whole + 1), 9]

    def test_that_was_torn_by_a_crash_is_reported_once_and_goes_on(self, study):
        with open_project(study, "ana") as folder:
            tagged(folder, replace(ASKED, id="t2"), save=False)
        log = study / "sessions/S01/coding.ana.log"
        log.write_bytes(log.read_bytes() + b'0badc0de {"n":3,"te')
        found, problems = tags_in(study)
        assert set(found) == {"t1", "t2"}
        assert "one edit" in problems[0].message
        assert tags_in(study) == (found, [])

    def test_with_a_damaged_line_keeps_the_edits_around_it(self, study):
        with open_project(study, "ana") as folder:
            for name in ("t2", "t3", "t4"):
                tagged(folder, replace(ASKED, id=name), save=False)
        log = study / "sessions/S01/coding.ana.log"
        lines = log.read_bytes().splitlines(keepends=True)
        log.write_bytes(lines[0] + lines[1].replace(b"question", b"quostion") + lines[2])
        found, problems = tags_in(study)
        assert set(found) == {"t1", "t2", "t4"}
        assert "damaged lines (2)" in problems[0].message


class TestADamagedFile:
    @pytest.mark.parametrize(
        "name",
        ["project.xml", "codebook.xml", "sessions/S01/session.xml", "sessions/S01/coding.ana.xml"],
    )
    @pytest.mark.parametrize("damage", ["cut", "invalid", "empty", "deleted"])
    def test_is_kept_aside_and_its_newest_backup_used(self, study, name, damage):
        with open_project(study, "ana") as folder:
            whole = folder.load("S01"), folder.project
        path = study / name
        good = path.read_bytes()
        bad = {"cut": good[:-20], "invalid": good.replace(b"<", b"<x", 3), "empty": b""}
        path.unlink() if damage == "deleted" else path.write_bytes(bad[damage])
        with open_project(study, "ana") as folder:
            assert (folder.load("S01"), folder.project) == whole
            assert [notice.file for notice in folder.problems] == [path.name]
        assert path.read_bytes() == good
        kept = list((study / ".backups/damaged").rglob(f"{path.name}.*"))
        assert [one.read_bytes() for one in kept] == ([] if damage == "deleted" else [bad[damage]])

    def test_loses_no_edit_when_even_the_newest_backup_is_damaged(self, study):
        with open_project(study, "ana") as folder:
            tagged(folder, replace(ASKED, id="t2"))
            tagged(folder, replace(ASKED, id="t3"), save=False)
        path = study / "sessions/S01/coding.ana.xml"
        newest = max((study / ".backups/sessions/S01").glob("coding.ana.xml.*"))
        path.write_bytes(b"<coding")
        newest.write_bytes(b"<coding")
        assert set(tags_in(study)[0]) == {"t1", "t2", "t3"}

    def test_without_any_backup_leaves_the_text_and_the_logged_edits(self, study):
        with open_project(study, "ana") as folder:
            tagged(folder, replace(ASKED, id="t2"), save=False)
        shutil.rmtree(study / ".backups")
        for name in ("project.xml", "sessions/S01/session.xml"):
            (study / name).write_bytes(b"\x00\x01")
        found, problems = tags_in(study)
        assert set(found) == {"t1", "t2"}
        assert {notice.file for notice in problems} >= {"project.xml", "session.xml"}

    def test_is_not_touched_when_the_project_is_only_looked_at(self, study):
        path = study / "sessions/S01/coding.ana.xml"
        path.write_bytes(b"<coding")
        folder = open_project(study, "ana", read_only=True)
        assert set(folder.load("S01").coding("ana").tags) == {"t1"}
        assert path.read_bytes() == b"<coding"
        folder.close()

    def test_of_another_coder_is_left_for_them_to_put_right(self, study):
        path = study / "sessions/S01/coding.ana.xml"
        path.write_bytes(b"<coding")
        with open_project(study, "ben") as folder:
            assert set(folder.load("S01").coding("ana").tags) == {"t1"}
            assert "coding.ana.xml cannot be used" in folder.problems[0].message
        assert path.read_bytes() == b"<coding"

    @pytest.mark.parametrize("name", ["coding.ana (conflicted copy).xml", "coding.ana-1.xml"])
    def test_that_a_syncing_program_doubled_is_named_and_not_counted(self, study, name):
        path = study / "sessions/S01/coding.ana.xml"
        shutil.copy(path, path.with_name(name))
        with open_project(study, "ana") as folder:
            assert list(folder.load("S01").codings) == ["ana"]
            assert f"“{name}” is a second copy" in folder.problems[0].message

    def test_that_is_an_attack_is_refused(self, study):
        path = study / "project.xml"
        bomb = b'<!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><project title="&b;"/>'
        with pytest.raises(InvalidFileError, match="document type"):
            read_xml(bomb, path, "project")


class TestBackups:
    def test_are_the_last_ten_of_each_file(self, study):
        with open_project(study, "ana") as folder:
            for number in range(14):
                tagged(folder, replace(ASKED, note=str(number)))
        kept = sorted((study / ".backups/sessions/S01").glob("coding.ana.xml.*"))
        assert len(kept) == 10
        assert kept[-1].read_bytes() == (study / "sessions/S01/coding.ana.xml").read_bytes()


class TestAnotherVersion:
    def test_that_is_newer_opens_for_looking_only_and_says_why(self, study):
        path = study / "sessions/S01/coding.ana.xml"
        newer = path.read_bytes().replace(b'format="1"', b'format="2" mood="new"')
        path.write_bytes(newer)
        with open_project(study, "ana") as folder:
            session = folder.load("S01")
            assert set(session.coding("ana").tags) == {"t1"}
            assert "newer version" in folder.read_only
            folder.checkpoint(session)
        assert path.read_bytes() == newer

    @pytest.mark.parametrize("version", range(1, FORMAT + 1))
    def test_of_every_age_is_read(self, version, tmp_path):
        study = shutil.copytree(PROJECTS / f"format-{version}", tmp_path / "study")
        with open_project(study, "ana") as folder:
            session = folder.load("S01")
            assert folder.project.title == "Tea and talk"
            assert not folder.problems
            assert not folder.read_only
        (tag,) = (tag for tag in session.coding("ana").tags.values() if tag.code == "question")
        assert session.transcript.quote(tag.spans[0]) == "what d'you want for your tea Tom."
        assert session.coding("ana").linking(tag.id, "answers")
        assert session.roles["SUE"] == "support worker"
        assert session.exchanges
        assert session.reactions

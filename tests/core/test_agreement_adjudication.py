"""The agreed layer and blind coding, on the sample project as it lies on disk."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ca_tool.agreement import (
    ADJUDICATED,
    Choice,
    Kind,
    Resampling,
    Wanted,
    agree_in,
    coders_of,
    decide,
    settled,
    take_agreed,
    write_agreement,
)
from ca_tool.agreement.adjudication import NOT_TAKEN
from ca_tool.agreement.gamma import Settings
from ca_tool.agreement.study import with_agreed
from ca_tool.cli import main
from ca_tool.coding import Edit, Splice, TextLine
from ca_tool.resources import folder
from ca_tool.storage import open_project
from ca_tool.storage.contents import project_content
from ca_tool.text_edits import apply_edit

SAMPLE = folder("sample_transcripts") / "sample_project"
WANTED = Wanted("AK", "RM", how=Resampling(1, 200), spans=Settings(samples=10))
NOW = "2026-06-02T09:00:00+00:00"


@pytest.fixture
def project(tmp_path):
    return Path(shutil.copytree(SAMPLE, tmp_path / "dinner"))


@pytest.fixture
def found(project):
    return agree_in(project, WANTED)


def after(found, session_id, edit):
    """Return the agreement after *edit* of the agreed coding."""
    coding = found.sessions[session_id].session.coding(ADJUDICATED).apply(edit)
    return with_agreed(found, session_id, coding)


def settle(found, one, choice):
    double = found.sessions[one.session]
    edit = decide(double, found.matchings[one.session], one, choice, NOW)
    return after(found, one.session, edit)


def state(found, one):
    return settled(found.sessions[one.session], one)


def agreed(found, session_id):
    return found.sessions[session_id].session.coding(ADJUDICATED)


class TestTakingAllAgreed:
    def test_takes_shared_tags_values_and_links_and_leaves_the_rest_open(self, found):
        for session_id, double in found.sessions.items():
            edit = take_agreed(double, found.matchings[session_id], found.compared[session_id], NOW)
            found = after(found, session_id, edit)
        shared = sum(len(one.pairs) for per in found.matchings.values() for one in per)
        made = [tag for one in found.sessions for tag in agreed(found, one).tags.values()]
        assert len(made) == shared
        assert {len(tag.adjudicated_from) for tag in made} == {2}
        linked = sum(len(one.both) for per in found.compared.values() for one in per)
        assert sum(len(agreed(found, one).links) for one in found.sessions) == linked
        assert {state(found, one) for one in found.disagreements} == {None}

    def test_twice_changes_nothing_more(self, found):
        double = found.sessions["S01"]
        edit = take_agreed(double, found.matchings["S01"], found.compared["S01"], NOW)
        found = after(found, "S01", edit)
        again = take_agreed(
            found.sessions["S01"], found.matchings["S01"], found.compared["S01"], NOW
        )
        assert not again

    def test_leaves_both_coders_tags_as_they_are(self, found):
        double = found.sessions["S01"]
        edit = take_agreed(double, found.matchings["S01"], found.compared["S01"], NOW)
        assert {record.coder for record in edit.added | edit.removed} == {ADJUDICATED}


class TestADecision:
    @pytest.mark.parametrize("choice", list(Choice))
    def test_on_a_tag_of_one_coder_is_kept_and_can_be_changed(self, found, choice):
        one = next(one for one in found.disagreements if one.kind is Kind.MISSED)
        found = settle(found, one, choice)
        expected = Choice.FIRST if choice is Choice.FIRST else Choice.NEITHER
        assert state(found, one) is expected
        made = [
            t for t in agreed(found, one.session).tags.values() if one.tag.id in t.adjudicated_from
        ]
        assert [tag.code for tag in made] == [one.code if choice is Choice.FIRST else NOT_TAKEN]
        for other in (Choice.FIRST, Choice.NEITHER):
            found = settle(found, one, other)
            assert state(found, one) is other
        assert len(agreed(found, one.session).tags) == 1

    @pytest.mark.parametrize("choice", list(Choice))
    def test_on_a_value_is_kept_and_can_be_changed(self, found, choice):
        one = next(one for one in found.disagreements if one.kind is Kind.VALUE)
        found = settle(found, one, choice)
        assert state(found, one) is choice
        (tag,) = agreed(found, one.session).tags.values()
        said = {Choice.FIRST: one.first.value(one.name), Choice.SECOND: one.second.value(one.name)}
        assert tag.value(one.name) == said.get(choice, "")
        assert tag.adjudicated_from == (one.first.id, one.second.id)
        assert state(settle(found, one, Choice.FIRST), one) is Choice.FIRST

    def test_to_take_an_answer_links_it_to_its_question(self, found):
        one = next(
            one for one in found.disagreements if one.kind is Kind.MISSED and one.code == "response"
        )
        found = settle(found, one, Choice.FIRST)
        coding = agreed(found, one.session)
        (link,) = coding.links.values()
        assert coding.tags[link.source].code == "response"
        assert coding.tags[link.target].code == "question"

    def test_is_undone_by_its_inverse(self, found):
        one = found.disagreements[0]
        double = found.sessions[one.session]
        edit = decide(double, found.matchings[one.session], one, Choice.FIRST, NOW)
        found = after(after(found, one.session, edit), one.session, edit.inverse)
        assert state(found, one) is None
        assert not agreed(found, one.session).tags

    def test_is_on_disk_with_the_tags_it_came_from_and_counts_beside_the_coders(
        self, project, found
    ):
        double = found.sessions["S01"]
        edit = take_agreed(double, found.matchings["S01"], found.compared["S01"], NOW)
        with open_project(project, ADJUDICATED) as folder:
            session = folder.load("S01")
            folder.record(session, apply_edit(session, edit), edit, ADJUDICATED)
        with open_project(project, ADJUDICATED) as folder:
            session = folder.load("S01")
            folder.checkpoint(session)
        with open_project(project, "AK") as folder:
            kept = folder.load("S01").coding(ADJUDICATED)
            assert coders_of(folder) == ("AK", "RM")
        assert set(kept.tags.values()) == {r for r in edit.added if hasattr(r, "spans")}
        again = agree_in(project, WANTED, ["S01"])
        assert again.layers == ("AK", "RM", ADJUDICATED)
        asked = next(
            one
            for one in again.carried
            if (one.measure, one.variant, one.participant) == ("M-12", "tokens", "KAY")
        )
        assert [int(row.n) for row in asked.rows] == [17, 15, 15]


class TestALink:
    def test_that_only_one_coder_draws_is_settled_and_nothing_is_an_answer_too(self, project):
        with open_project(project, "RM") as folder:
            session = folder.load("S01")
            coding = session.coding("RM")
            link = next(one for one in coding.links.values() if one.kind == "answers")
            gone = Edit("Remove link", removed=frozenset({link}))
            folder.record(session, apply_edit(session, gone), gone, "RM")
        found = agree_in(project, WANTED, ["S01"])
        (one,) = [one for one in found.disagreements if one.kind is Kind.LINK]
        assert one.says[1] == "no link"
        taken = settle(found, one, Choice.FIRST)
        assert state(taken, one) is Choice.FIRST
        (drawn,) = agreed(taken, "S01").links.values()
        assert agreed(taken, "S01").tags[drawn.target].code == "question"
        assert state(settle(taken, one, Choice.NEITHER), one) is Choice.NEITHER


class TestCodingBlind:
    @pytest.fixture
    def blind(self, project):
        with open_project(project, "RM") as folder:
            folder.record_project(replace(folder.project, blind=("RM",)))
        return project

    def test_shows_the_coder_nobody_elses_tags(self, blind):
        with open_project(blind, "RM") as folder:
            assert list(folder.load("S01").codings) == ["RM"]
        with open_project(blind, "AK") as folder:
            assert set(folder.load("S01").codings) == {"AK", "RM"}

    def test_takes_nobody_elses_tags_out_with_the_whole_project(self, blind):
        everything = {coder for one in parts(project_content(blind)) for coder in one.codings}
        own = {coder for one in parts(project_content(blind, "RM")) for coder in one.codings}
        assert everything == {"AK", "RM"}
        assert own == {"RM"}

    def test_ends_when_the_coder_has_finished(self, blind):
        with open_project(blind, "RM") as folder:
            folder.record_project(replace(folder.project, blind=()))
            assert set(folder.load("S01").codings) == {"AK", "RM"}

    def test_loses_no_tag_of_the_others_when_the_text_is_corrected(self, blind):
        with open_project(blind, "RM") as folder:
            session = folder.load("S01")
            line = session.transcript.lines[1]
            new = TextLine(line.id, line.raw.replace("right", "RIGHT so"), line.ending)
            old = TextLine(line.id, line.raw, line.ending)
            edit = Edit("Correct line", splices=(Splice(1, (old,), (new,)),))
            folder.record(session, apply_edit(session, edit), edit, "RM")
        with open_project(blind, "AK") as folder:
            session = folder.load("S01")
            first = min(session.coding("AK").tags.values(), key=lambda tag: tag.spans)
            assert "dinner" in session.transcript.quote(first.spans[0])
            stored = (blind / "sessions/S01/coding.AK.xml").read_text(encoding="utf-8")
            assert len(session.coding("AK").tags) == stored.count("<tag ")

    def test_is_refused_at_the_command_line(self, blind, capsys):
        assert main(["agree", str(blind)]) == 2
        assert "RM codes blind and has not finished" in " ".join(capsys.readouterr().err.split())


class TestTheCommandLine:
    def test_writes_tables_and_an_appendix(self, project, tmp_path, capsys):
        out = tmp_path / "out"
        asked = ["agree", str(project), "--coders", "AK", "RM", "-o", str(out)]
        assert main([*asked, "--resamples", "200", "--samples", "10"]) == 0
        said = capsys.readouterr().out
        assert "Coders: AK and RM." in said
        assert "16 disagreements" in said
        assert {path.name for path in out.iterdir()} == {
            "agreement.html",
            "agreement.md",
            "coefficients.csv",
            "matrices.csv",
            "results.csv",
            "disagreements.csv",
        }
        with (out / "coefficients.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        question = [row for row in rows if row["code"] == "question" and row["what"] == "turns"]
        assert {row["coefficient"] for row in question} == {
            *("observed", "kappa", "alpha", "pabak", "ac1")
        }
        assert all(row["n"] == "76" and row["blocks"] for row in question)

    def test_is_refused_where_it_is_not_clear_who_is_compared(self, project, capsys):
        assert main(["agree", str(project), "--coders", "AK", "XY"]) == 2
        assert "XY coded nothing here" in " ".join(capsys.readouterr().err.split())
        assert main(["agree", str(project / "nowhere")]) == 2


class TestTheAppendix:
    def test_escapes_what_html_markdown_and_spreadsheets_would_read(self, project, tmp_path):
        with open_project(project, "RM") as folder:
            session = folder.load("S01")
            tag = next(iter(session.coding("RM").tags.values()))
            new = replace(tag, actor="=<b>|x*")
            edit = Edit("Actor", removed=frozenset({tag}), added=frozenset({new}))
            folder.record(session, apply_edit(session, edit), edit, "RM")
        write_agreement(agree_in(project, WANTED), tmp_path)
        assert "=&lt;b&gt;|x*" in (tmp_path / "agreement.html").read_text(encoding="utf-8")
        assert "=\\<b\\>\\|x\\*" in (tmp_path / "agreement.md").read_text(encoding="utf-8")
        assert "'=<b>|x*" in (tmp_path / "disagreements.csv").read_text(encoding="utf-8-sig")


def parts(content):
    """Return every transcript of *content* with what belongs to it."""
    return (content, *content.more)

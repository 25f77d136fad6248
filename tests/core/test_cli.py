"""The program without a window, run as a user runs it."""

import subprocess
import sys
from csv import DictReader
from pathlib import Path

import pytest

from ca_tool import cli
from ca_tool.formats import Parsed, read
from ca_tool.project import SessionFacts
from ca_tool.resources import folder
from ca_tool.storage import create_project
from tests.coded_gold import gold

ROOT = Path(__file__).parents[2]
SPECIMENS = ROOT / "tests" / "data" / "problems"
TALK = "01 SUE: what d'you want for your tea Tom.\n02      (1.8)\n03 TOM: =pasta.\n04 SUE: pasta?\n"
WITHOUT_QT = """
import sys
from ca_tool import cli
assert cli.is_command(sys.argv[1:])
code = cli.main()
assert not [name for name in sys.modules if name.split(".")[0] in ("PySide6", "widgets")]
if {light}:
    assert "pandas" not in sys.modules and "numpy" not in sys.modules
raise SystemExit(code)
"""


def run(*arguments, light=True):
    """Run a command in a process of its own, in which importing Qt is found out."""
    command = [sys.executable, "-c", WITHOUT_QT.format(light=light), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


@pytest.fixture
def talk(tmp_path):
    path = tmp_path / "tea.txt"
    path.write_text(TALK, encoding="utf-8")
    return path


class TestWhatIsACommand:
    @pytest.mark.parametrize(
        "word", ["check", "convert", "measure", "report", "--version", "--help"]
    )
    def test_these_need_no_window(self, word):
        assert cli.is_command([word])

    @pytest.mark.parametrize("argv", [[], ["tea.txt"], ["/home/me/My study"]])
    def test_a_path_or_nothing_opens_the_window(self, argv):
        assert not cli.is_command(argv)

    def test_asking_costs_nothing(self):
        code = "import sys; from ca_tool import cli; cli.is_command(['x']); print(*sys.modules)"
        found = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
        )
        assert not {"typer", "rich", "pandas", "PySide6"} & set(found.stdout.split())


class TestCheck:
    def test_a_clean_file_ends_with_0(self, talk):
        talk.write_text("SUE: are you ready?\nTOM: yeah.\n")
        done = run("check", talk)
        assert done.returncode == 0, done.stderr
        assert "no problems; 2 lines, loose-CA, speakers: SUE, TOM" in done.stdout

    def test_problems_end_with_1_and_say_line_column_code_and_advice(self):
        done = run("check", SPECIMENS / "W-CHAT-TAB.cha")
        assert done.returncode == 1
        assert ".cha:10:8: warning W-CHAT-TAB: spaces stand where" in done.stdout
        assert "Put a single tab" in done.stdout

    def test_square_brackets_in_messages_are_printed(self, tmp_path):
        path = tmp_path / "a[red]b.txt"
        path.write_text("SUE: ready\n")
        assert "a[red]b.txt: no problems" in run("check", path).stdout

    def test_one_bad_file_does_not_stop_the_others(self, talk, tmp_path):
        (tmp_path / "bad.txt").write_bytes(b"PK\x03\x04" + bytes(100))
        done = run("check", tmp_path / "bad.txt", tmp_path / "gone.txt", talk)
        assert done.returncode == 2
        assert "Word" in done.stderr
        assert "There is no file" in done.stderr
        assert f"{talk}: " in done.stdout

    def test_a_folder_means_the_transcripts_in_it(self, talk):
        (talk.parent / "picture.png").write_bytes(b"\x89PNG")
        assert "picture" not in run("check", talk.parent).stdout

    def test_a_profile_nobody_knows_is_wrong_use(self, talk):
        done = run("check", talk, "--profile", "gat9")
        assert done.returncode == 2
        assert "gat9" in done.stderr


class TestConvert:
    def test_to_chat_and_back(self, talk, tmp_path):
        there, back = tmp_path / "tea.cha", tmp_path / "again.txt"
        done = run("convert", talk, there)
        assert done.returncode == 0, done.stderr
        assert "not carried over: line numbers" in done.stdout
        assert "*SUE:\t" in there.read_text(encoding="utf-8")
        assert run("convert", there, back).returncode == 0
        assert "SUE: pasta?" in back.read_text(encoding="utf-8")

    def test_the_same_format_loses_nothing_and_says_nothing_of_losses(self, talk, tmp_path):
        done = run("convert", talk, tmp_path / "copy.txt")
        assert "not carried over" not in done.stdout
        assert (tmp_path / "copy.txt").read_text() == TALK

    def test_onto_itself_is_refused(self, talk):
        assert run("convert", talk, talk).returncode == 2
        assert talk.read_text() == TALK

    def test_a_missing_file_ends_with_2(self, tmp_path):
        assert run("convert", tmp_path / "gone.txt", tmp_path / "out.cha").returncode == 2

    def test_garble_is_repaired_on_request(self, tmp_path):
        out = tmp_path / "mended.cha"
        assert run("convert", SPECIMENS / "W-MOJIBAKE.cha", out, "--repair").returncode == 0
        assert "one⇗" in out.read_text(encoding="utf-8")


class TestMeasure:
    def test_the_table_is_written_with_its_cases(self, talk, tmp_path):
        out = tmp_path / "table.csv"
        done = run("measure", talk, "-o", out, light=False)
        assert done.returncode == 0, done.stderr
        rows = list(DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
        share = [row for row in rows if row["measure"] == "M-01" and row["participant"] == "SUE"]
        assert share
        assert f"{out}: {len(rows)} rows" in done.stdout
        assert any(row["instances"].startswith("turn:") for row in rows)

    def test_without_a_file_it_is_printed(self, talk):
        assert run("measure", talk, light=False).stdout.startswith("session,")

    def test_a_formula_is_written_as_text(self, tmp_path):
        path = tmp_path / "=1+1.txt"
        path.write_text(TALK)
        text = run("measure", path, light=False).stdout
        assert "\n=" not in text
        assert ",=" not in text

    def test_of_several_files_a_bad_one_is_named_and_the_rest_measured(self, talk, tmp_path):
        (tmp_path / "bad.txt").write_bytes(b"PK\x03\x04" + bytes(100))
        done = run("measure", talk, tmp_path / "bad.txt", light=False)
        assert done.returncode == 2
        assert "bad.txt" in done.stderr
        assert "tea" in done.stdout

    def test_a_policy_nobody_knows_is_wrong_use(self, talk):
        assert run("measure", talk, "--policy", "CP-7", light=False).returncode == 2

    def test_intervals_are_resampled_and_say_with_what_seed(self, tmp_path):
        path = tmp_path / "long.txt"
        path.write_text("SUE: are you going there\nTOM: yes (0.2) no\nPAM: mm\n" * 80)
        out = tmp_path / "table.csv"
        asked = ["--resamples", 500, "--seed", 7]
        assert run("measure", path, "-o", out, *asked, light=False).returncode == 0
        rows = DictReader(out.read_text(encoding="utf-8-sig").splitlines())
        share = next(r for r in rows if (r["measure"], r["variant"]) == ("M-02", "words_all"))
        assert float(share["low"]) < float(share["value"]) < float(share["high"])
        assert share["method"] == (
            "95% block bootstrap by window of 20 turns (percentile), "
            "500 resamples, n_blocks=12, seed 7"
        )

    def test_the_methods_of_two_coders_say_how_far_they_agree(self, tmp_path):
        project = folder("sample_transcripts") / "sample_project"
        out = tmp_path / "questions.csv"
        done = run("measure", project, "-o", out, "--rows", "questions", light=False)
        assert done.returncode == 0, done.stderr
        said = (tmp_path / "questions-methods.txt").read_text(encoding="utf-8")
        assert "AK and RM both coded 2 sessions" in said
        assert str(tmp_path / "questions.R") in done.stdout

    def test_a_table_nobody_knows_is_wrong_use(self, talk):
        done = run("measure", talk, "--rows", "words", light=False)
        assert done.returncode == 2
        assert "topics" in done.stderr

    def test_what_if_adds_rows_whose_policy_names_it(self, talk):
        kept = "without-minimal"
        text = run("measure", talk, "--what-if", kept, "--what-if", "other-policy", light=False)
        policies = {row["policy"] for row in DictReader(text.stdout.splitlines())}
        assert policies == {"CP-1", "CP-1; without minimal responses", "CP-1s"}

    def test_a_what_if_nobody_knows_is_wrong_use_and_all_are_named(self, talk):
        done = run("measure", talk, "--what-if", "nonsense", light=False)
        assert done.returncode == 2
        assert "only-sure" in done.stderr


class TestReport:
    @pytest.fixture
    def study(self, talk, tmp_path):
        folder = create_project(tmp_path / "study", "Tea")
        folder.add_session(read(talk), SessionFacts("Tea"), talk.read_bytes(), ".txt")
        folder.close()
        return tmp_path / "study"

    def test_a_folder_is_written(self, study, tmp_path):
        out = tmp_path / "out"
        done = run("report", study, "-o", out, light=False)
        assert done.returncode == 0, done.stderr
        assert (out / "report.html").exists()
        assert str(out / "report.html") in done.stdout

    def test_what_is_no_project_is_said_in_one_line(self, tmp_path):
        done = run("report", tmp_path, "-o", tmp_path / "out", light=False)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


class TestTheRest:
    def test_version(self):
        done = run("--version")
        assert done.returncode == 0
        assert done.stdout.startswith("ca-tool ")

    def test_wrong_use_ends_with_2(self):
        assert run("check").returncode == 2
        assert run("convert", "one").returncode == 2


class TestConvertingAProject:
    @pytest.fixture
    def study(self, tmp_path):
        folder = create_project(tmp_path / "My study", "Study", coder="kim")
        for name in ("a", "b"):
            session = gold(name)
            content = Parsed(session.transcript, dict(session.codings))
            folder.add_session(content, SessionFacts(title=name), None)
        folder.close()
        return tmp_path / "My study"

    def test_all_sessions_go_into_one_file_with_everybodys_tags(self, study, tmp_path):
        done = run("convert", study, tmp_path / "out.qdpx")
        assert (done.returncode, done.stderr) == (0, "")
        assert "REFI-QDA project" in done.stdout
        found = read(tmp_path / "out.qdpx")
        assert [one.transcript.title for one in (found, *found.more)] == ["a", "b"]
        tags = found.codings["kim"].tags
        assert tags == gold("a").coding("kim").tags

    def test_a_file_for_one_transcript_cannot_hold_a_project(self, study, tmp_path):
        done = run("convert", study, tmp_path / "out.eaf")
        assert done.returncode == 2
        assert "2 sessions" in done.stderr
        assert not (tmp_path / "out.eaf").exists()

    def test_further_transcripts_of_a_file_are_not_dropped_in_silence(self, study, tmp_path):
        run("convert", study, tmp_path / "out.qdpx")
        done = run("convert", tmp_path / "out.qdpx", tmp_path / "out.txt")
        assert "1 further transcript of" in done.stdout


def test_figures_of_a_project_are_written_for_each_coder(tmp_path):
    project = folder("sample_transcripts") / "sample_project"
    assert cli.main(["figures", str(project), "-o", str(tmp_path)]) == 0
    written = {path.parent.name for path in tmp_path.rglob("*.svg")}
    assert written == {"AK", "RM"}


def test_every_command_is_one_that_the_program_knows():
    for name in cli.COMMANDS:
        assert cli.is_command([name])
        assert cli.main([name, "--help"]) == 0

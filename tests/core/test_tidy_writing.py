"""A table of many sessions: the same bytes whoever made it, and no work done twice."""

import csv
import gc
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ca_tool.measures.frame import measure
from ca_tool.measures.sources import sources
from ca_tool.measures.spreading import NoClusterError, Spread
from ca_tool.resources import folder
from ca_tool.tidy import Options, write_table
from ca_tool.tidy.batches import SIZE, batches, digest, do
from ca_tool.transcript import Transcript
from tests.coded_gold import GOLD

ROOT = Path(__file__).parents[2]
PROJECT = folder("sample_transcripts") / "sample_project"
SUFFIXES = (".csv", ".parquet")
FILES = 3 * SIZE + 5


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """Return a folder with many transcripts, a project among them and a file nobody can read."""
    folder = tmp_path_factory.mktemp("study")
    text = (GOLD / "gold_a.txt").read_text(encoding="utf-8")
    for number in range(FILES - 3):
        (folder / f"{number:03d}.txt").write_text(text + f"TOM: number {number}\n" * number)
    (folder / "031.txt").write_bytes(b"PK\x03\x04" + bytes(100))
    shutil.copytree(PROJECT, folder / "coded")
    (folder / "week 2").mkdir()
    shutil.copy(GOLD / "gold_b.txt", folder / "week 2" / "000.txt")
    (folder / "recording.wav").write_bytes(b"RIFF")
    return folder


@pytest.fixture(scope="module")
def alone(study, tmp_path_factory):
    """Return the files that one process writes: name → bytes."""
    folder = tmp_path_factory.mktemp("alone")
    for suffix in SUFFIXES:
        write_table([study], folder / f"table{suffix}")
    return contents(folder)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def records(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_files_projects_and_folders_are_found_in_order_and_named_apart(study):
    found = [source.name for source in sources([study])]
    assert found[-3:] == ["coded/S01", "coded/S02", "week 2/000.txt"]
    assert found[:2] == ["000.txt", "001.txt"]
    assert len(found) == FILES


def test_sessions_that_would_be_called_the_same_are_told_apart(study):
    paths = [study / "000.txt", study / "week 2" / "000.txt", study / "001.txt", PROJECT, PROJECT]
    names = [source.name for source in sources(paths)]
    assert len(set(names[:3])) == 3
    assert names[2] == "001.txt"
    assert names[0] == (study / "000.txt").as_posix()
    assert names[3] == f"{PROJECT.as_posix()}/S01"


def test_sessions_of_a_project_in_a_folder_are_coded(alone, study, tmp_path):
    (tmp_path / "table.csv").write_bytes(alone["table.csv"])
    rows = records(tmp_path / "table.csv")
    coders = {row["session"]: set() for row in rows}
    for row in rows:
        coders[row["session"]].add(row["coder"])
    assert coders["coded/S01"] == {"AK", "RM"}
    assert coders["week 2/000.txt"] == {""}


def test_more_processes_write_the_same_bytes(study, alone, tmp_path):
    for suffix in SUFFIXES:
        write_table([study], tmp_path / f"table{suffix}", over=Spread(jobs=3))
    assert contents(tmp_path) == alone


def test_a_cluster_writes_the_same_bytes(study, alone, tmp_path):
    from distributed import LocalCluster

    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
    ) as cluster:
        for suffix in SUFFIXES:
            over = Spread(scheduler=cluster.scheduler_address)
            write_table([study], tmp_path / f"table{suffix}", over=over)
        table = measure(PROJECT, scheduler=cluster.scheduler_address)
    assert contents(tmp_path) == alone
    assert table.equals(measure(PROJECT))


def test_a_scheduler_that_is_not_there_is_said_so(study, tmp_path):
    with pytest.raises(NoClusterError, match=r"tcp://127\.0\.0\.1:9"):
        write_table([study], tmp_path / "t.csv", over=Spread(scheduler="tcp://127.0.0.1:9"))


def test_without_dask_the_message_says_how_to_get_it(study, tmp_path):
    hide = "import sys; sys.modules['distributed'] = None; from ca_tool.cli import main; "
    asked = ["measure", str(PROJECT), "-o", str(tmp_path / "t.csv"), "--scheduler", "tcp://x:1"]
    done = subprocess.run(
        [sys.executable, "-c", f"{hide} sys.exit(main({asked!r}))"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "pip install 'ca-tool[cluster]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_cannot_be_read_is_a_row_of_the_problems_and_stops_nothing(study, tmp_path):
    written = write_table([study], tmp_path / "t.csv", Options("turns"))
    assert [Path(place).name for place, _ in written.unread] == ["031.txt"]
    problems = records(tmp_path / "t-problems.csv")
    unread = [row for row in problems if row["code"] == "unreadable"]
    assert [Path(row["file"]).name for row in unread] == ["031.txt"]
    assert unread[0]["severity"] == "error"
    assert "zip" in unread[0]["message"]
    others = [row for row in problems if row["code"] != "unreadable"]
    assert all(row["message"] and row["advice"] for row in others)
    assert "1 file could not be read" in (tmp_path / "t-methods.txt").read_text("utf-8")


def test_a_table_is_not_read_as_a_transcript_of_its_own_folder(tmp_path):
    shutil.copy(GOLD / "gold_a.txt", tmp_path)
    out = tmp_path / "table.csv"
    write_table([tmp_path], out)
    before = out.read_bytes()
    write_table([tmp_path], out)
    assert out.read_bytes() == before
    assert {row["session"] for row in records(out)} == {"gold_a.txt"}


def test_nothing_but_the_results_is_left(study, tmp_path):
    write_table([study], tmp_path / "t.csv", Options("questions"))
    assert {path.name for path in tmp_path.iterdir()} == {
        "t.csv",
        "t-dictionary.csv",
        "t-methods.txt",
        "t-problems.csv",
        "t.R",
    }


class StoppedError(Exception):
    """Raised instead of a killed process."""


def stop_after(sources_done):
    def say(done, _of):
        if done >= sources_done:
            raise StoppedError

    return say


def test_a_run_that_was_stopped_goes_on_with_what_is_left(study, alone, tmp_path):
    out = tmp_path / "table.csv"
    with pytest.raises(StoppedError):
        write_table([study], out, say=stop_after(2 * SIZE))
    assert not out.exists()
    said = []
    written = write_table([study], out, resume=True, say=lambda *done: said.append(done))
    assert written.kept == 2
    assert said[0] == (2 * SIZE, FILES)
    assert out.read_bytes() == alone["table.csv"]


def test_without_being_asked_nothing_old_is_taken_over(study, tmp_path):
    with pytest.raises(StoppedError):
        write_table([study], tmp_path / "t.csv", say=stop_after(SIZE))
    assert write_table([study], tmp_path / "t.csv").kept == 0


def test_what_changed_since_is_done_again(study, tmp_path):
    own = shutil.copytree(study, tmp_path / "study")
    out = tmp_path / "t.csv"
    with pytest.raises(StoppedError):
        write_table([own], out, say=stop_after(2 * SIZE))
    (own / "000.txt").write_text("ZOE: changed\n")
    assert write_table([own], out, resume=True).kept == 1
    rows = records(out)
    assert {"ZOE"} == {
        row["participant"] for row in rows if row["session"] == "000.txt" and row["participant"]
    }


def test_other_options_another_codebook_and_other_tags_are_other_work(tmp_path):
    own = shutil.copytree(PROJECT, tmp_path / "project")

    def now(**how):
        (batch,) = batches(sources([own]), Options(**how), ".csv")
        return digest(batch)

    before = now()
    assert now() == before
    assert now(policy="CP-1s") != before
    codebook = own / "codebook.xml"
    codebook.write_bytes(codebook.read_bytes() + b"\n")
    changed = now()
    assert changed != before
    tags = own / "sessions" / "S01" / "coding.AK.xml"
    tags.write_bytes(tags.read_bytes() + b"\n")
    assert now() not in (before, changed)


def test_no_session_stays_in_memory_once_its_rows_are_written(study):
    def held():
        return {id(one) for one in gc.get_objects() if isinstance(one, Transcript)}

    batch = batches(sources([study]), Options(), ".csv")[0]
    gc.collect()
    gc.disable()
    try:
        before = held()
        assert do(batch).rows
        assert held() <= before
    finally:
        gc.enable()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs POSIX signals")
def test_a_killed_process_loses_no_finished_batch(study, alone, tmp_path):
    out = tmp_path / "table.csv"
    command = [sys.executable, "-m", "ca_tool", "measure", str(study), "-o", str(out)]
    parts = tmp_path / "table.csv.parts"
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None and len(list(parts.glob("*.csv"))) < 2:
            os.sched_yield()
        process.kill()
    kept = len(list(parts.glob("[0-9]*.csv")))
    assert kept >= 2
    assert not out.exists()
    done = subprocess.run(
        [*command, "--resume"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert f"({kept} batches of an earlier run kept)" in done.stdout
    assert done.returncode == 2  # one file cannot be read, as before
    assert out.read_bytes() == alone["table.csv"]
    assert not parts.exists()


def test_the_printed_table_is_the_written_one(study, alone):
    done = subprocess.run(
        [sys.executable, "-m", "ca_tool", "measure", str(study), "--jobs", "2"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    assert done.stdout == alone["table.csv"].removeprefix("\ufeff".encode())

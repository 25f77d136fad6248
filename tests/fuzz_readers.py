"""Feed the readers of all formats with files that no program wrote, led by what code they reach.

Needs atheris, which is no dependency: make a virtual environment of its own for it::

    python -m venv /tmp/fuzz && /tmp/fuzz/bin/pip install atheris lxml openpyxl
    /tmp/fuzz/bin/python tests/fuzz_readers.py --seconds 1800 --out /tmp/fuzz-out

Seeds are the small files of ``sample_files.py`` and ``tests/data/problems``, and the cases that
once made a reader fail. Each format has an equal share of the time. Whatever raises, takes over
ten seconds or 500 MB is kept below the folder given: put it into ``tests/data/fuzz/<format>/`` with
the repair, where ``core/test_formats_fuzzed.py`` reads it ever after. Of packages (.docx …) the
part with the talk is what is changed.
"""

import argparse
import contextlib
import hashlib
import re
import subprocess
import sys
import traceback
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
DATA = ROOT / "tests" / "data"
LONGEST = 8_000
"""Bytes of a file made here."""
BACKSLASH = "\\"
SLOW, FAT = 10, 500
"""Seconds and MB that no file may take."""


def main():
    options = _options()
    if len(options.formats) == 1:
        return _fuzz(options.formats[0], options.seconds, options.out)
    from ca_tool.formats import FORMATS

    keys = options.formats or list(FORMATS)
    for key in keys:
        share = max(10, options.seconds // len(keys))
        command = [sys.executable, __file__, key, "--seconds", str(share), "--out", options.out]
        with (options.out / f"{key}.log").open("wb") as log:
            subprocess.run(list(map(str, command)), stderr=log, check=False)
        told = _summary((options.out / f"{key}.log").read_text(errors="replace"))
        sys.stdout.write(f"{key}: {told}\n")
        sys.stdout.flush()
    return None


def _options():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("formats", nargs="*", help="keys of formats; all where none is given")
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--out", type=Path, default=Path("/tmp/fuzz-out"))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    return options


def _fuzz(key, seconds, out):
    import atheris

    with atheris.instrument_imports(include=["ca_tool"]):
        from ca_tool import formats, turn_taking
        from tests import sample_files
    known = formats.FORMATS[key]
    allowed = (formats.UnreadableFileError, formats.UnknownFormatError)
    seen = set()

    def once(data):
        try:
            with contextlib.suppress(*allowed):
                _go_through(known, sample_files.with_main_part(key, data), turn_taking)
        except Exception as error:  # noqa: BLE001 (all of them is what is looked for)
            _keep(error, data, out / key, seen)

    corpus = _seeds(key, known, out, sample_files)
    atheris.Setup(
        [
            sys.argv[0], str(corpus), f"-max_total_time={seconds}", f"-max_len={LONGEST}",
            f"-timeout={SLOW}", f"-rss_limit_mb={FAT}", f"-dict={out / f'{key}.dict'}",
            f"-artifact_prefix={out / key}-", "-print_final_stats=1", "-use_value_profile=1",
        ],
        once,
    )  # fmt: skip
    atheris.Fuzz()


def _go_through(known, data, turn_taking):
    """Do with *data* what the import window does: read, read as decided, count, write."""
    parsed = known.read(data, f"x{known.suffixes[0]}", "")
    for one in (parsed, *parsed.more):
        turn_taking.turn_taking(one.transcript)
        _ = [problem.message for problem in one.problems]
    if known.choosing is not None:
        decided = {
            choice.key: value for choice in parsed.choices for value, _ in choice.options[-1:]
        }
        known.choosing(data, "x", "", decided)
    if known.writes is not None:
        known.write(parsed)


def _keep(error, data, folder, seen):
    """Keep the first input that fails at a place of our code, and how."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "ca_tool" in frame.filename] or frames
    place = type(error).__name__, Path(ours[-1].filename).name, ours[-1].lineno
    if place in seen:
        return
    seen.add(place)
    folder.mkdir(exist_ok=True)
    name = "-".join(map(str, place))
    (folder / name).write_bytes(data)
    (folder / f"{name}.txt").write_text("".join(traceback.format_exception(error)))
    sys.stderr.write(f"FAILED {' '.join(map(str, place))}\n")


def _seeds(key, known, out, sample_files):
    """Write the corpus and a dictionary of the words in it; return the folder."""
    corpus = out / f"{key}.corpus"
    corpus.mkdir(exist_ok=True)
    files = [sample_files.main_part(key)]
    files += (path.read_bytes() for path in sorted((DATA / "fuzz" / key).glob("*")))
    if key not in sample_files.MAIN_PART:
        specimens = sorted((DATA / "problems").glob("*"))
        files += (path.read_bytes() for path in specimens if path.suffix.lower() in known.suffixes)
    small = [data for data in files if len(data) <= LONGEST]
    for data in small:
        (corpus / hashlib.sha1(data).hexdigest()).write_bytes(data)
    words = {
        word for data in small for word in re.findall(rb"[<@*\\\\%]?[A-Za-z0-9:._-]{3,24}", data)
    }
    lines = (f'"{word.decode().replace(BACKSLASH, BACKSLASH * 2)}"\n' for word in sorted(words))
    (out / f"{key}.dict").write_text("".join(lines))
    return corpus


def _summary(log):
    """Return runs, code reached and places that failed, from what libFuzzer printed."""
    runs = re.findall(r"stat::number_of_executed_units:\s*(\d+)", log)
    reached = re.findall(r"cov: (\d+) ft: (\d+)", log)
    failed = sorted(set(re.findall(r"FAILED (.*)", log)))
    stopped = re.findall(r"ERROR: libFuzzer: (.*)", log)
    edges, features = reached[-1] if reached else ("?", "?")
    return f"{runs[-1] if runs else '?'} runs, cov {edges}, ft {features}, {failed + stopped}"


if __name__ == "__main__":
    main()
